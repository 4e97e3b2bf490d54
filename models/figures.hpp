// The figures of single entities: of each stock, market, station and kind of
// job, and what they cost, counted from the end of the
// warm-up to the end of the run. Empty unless the scenario asks for figures = "all".
//
// A figure is what an amount has grown by over what another has grown by: waits over first
// services, the integral of a number over days. Others are read once, at the end.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "models/kpi.hpp"
#include "models/network.hpp"
#include "models/state.hpp"

namespace korus {

class Figures {
 public:
  explicit Figures(const Network& network);
  Figures(const Figures&) = delete;  // its amounts know where it stands
  Figures& operator=(const Figures&) = delete;

  const std::vector<Kpi>& kpis() const { return kpis_; }

  // Values of one run: begin() at the end of the warm-up, then values() at the end.
  class Reading {
   public:
    explicit Reading(const Figures& figures) : figures_(&figures) {}
    void begin(SimTime now, NetworkState& state);
    std::vector<KpiValue> values(SimTime now, NetworkState& state) const;

    void save(ImageWriter& image) const {
      image.column(first_);
      image.column(first_squared_);
    }
    void load(ImageReader& image);  // throws ImageError

   private:
    const Figures* figures_;
    std::vector<KpiValue> first_;        // [n_figures], or empty before begin()
    std::vector<double> first_squared_;  // the same, of Amounts::less_squared
  };

 private:
  struct Moment {
    const NetworkState& state;
    SimTime now{};
    double day = 0;
  };
  using Amount = std::function<double(const Moment&)>;
  struct Amounts {
    Amount numerator;
    Amount denominator;   // none: 1
    bool grows = true;    // else read at the end
    Amount less_squared;  // of a variance: what the mean to be squared is the growth of
  };

  struct Flowed {  // [base units x d] since a flowing market was last looked at
    double from_shelf = 0;
    double waiting = 0;
  };
  Flowed flowed_since(const Moment& m, std::size_t stock) const;
  double on_hand_days(const Moment& m, std::size_t stock) const;
  double waiting_days(const Moment& m, std::size_t market) const;
  double cost_of_stock(const Moment& m, std::size_t stock) const;
  double cost_of_market(const Moment& m, std::size_t market) const;
  double cost_of_site(const Moment& m, const Site& site) const;
  static KpiValue read(const Amounts& amounts, const Moment& moment);
  void add(Kpi kpi, Amounts amounts);
  void add_stock(std::size_t stock);
  void add_market(std::size_t market);
  void add_site(std::size_t site);
  void add_lane(std::size_t lane);
  void add_hazard(std::size_t hazard);
  void add_costs();
  void add_bullwhip();
  void add_station(std::size_t station);
  void add_job_class(std::size_t job_class);

  const Network& network_;
  std::vector<Kpi> kpis_;
  std::vector<Amounts> amounts_;  // [n_kpis without the quotients]
  // The value of one figure over that of another, behind all others: rows of both.
  std::vector<std::pair<std::size_t, std::size_t>> quotients_;
};

}  // namespace korus
