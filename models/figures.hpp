// The figures of single entities: of each station and kind of job, counted from the end of the
// warm-up to the end of the run. Empty unless the scenario asks for figures = "all".
//
// A figure is what an amount has grown by over what another has grown by: waits over first
// services, the integral of a number over days. Others are read once, at the end.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "models/kpi.hpp"
#include "models/network.hpp"
#include "models/state.hpp"

namespace korus {

class Figures {
 public:
  explicit Figures(const Network& network);

  const std::vector<Kpi>& kpis() const { return kpis_; }

  // Values of one run: begin() at the end of the warm-up, then values() at the end.
  class Reading {
   public:
    explicit Reading(const Figures& figures) : figures_(&figures) {}
    void begin(SimTime now, NetworkState& state);
    std::vector<KpiValue> values(SimTime now, NetworkState& state) const;

    void save(ImageWriter& image) const { image.column(first_); }
    void load(ImageReader& image);  // throws ImageError

   private:
    const Figures* figures_;
    std::vector<KpiValue> first_;  // [n_figures], or empty before begin()
  };

 private:
  struct Moment {
    const NetworkState& state;
    double day = 0;
  };
  using Amount = std::function<double(const Moment&)>;
  struct Amounts {
    Amount numerator;
    Amount denominator;  // none: 1
    bool grows = true;   // else read at the end
  };

  static KpiValue read(const Amounts& amounts, const Moment& moment);
  void add(Kpi kpi, Amounts amounts);
  void add_station(std::size_t station);
  void add_job_class(std::size_t job_class);

  const Network& network_;
  std::vector<Kpi> kpis_;
  std::vector<Amounts> amounts_;  // [n_kpis]
};

}  // namespace korus
