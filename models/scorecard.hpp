// The headline figures of one run: by country and product group, by country over all chains, and by
// investment, programme and reserve (headline_figures()), and, where the scenario asks for them, the
// figures of single entities (models/figures.hpp).
//
// Years reported: the last full calendar year, and the one five years before (or the first full
// one).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "models/figures.hpp"
#include "models/kpi.hpp"
#include "models/network.hpp"
#include "models/state.hpp"

namespace korus {

struct HeadlineFigure {
  std::string_view entity;   // "each ..."
  std::string_view measure;  // YYYY: a year
  std::string_view words;
  std::string_view units;  // @: the product's display unit
  bool higher_is_better = false;
  bool is_ratio = false;
  std::string_view doc;  // what is counted
};

std::span<const HeadlineFigure> headline_figures();

class Scorecard {
 public:
  explicit Scorecard(const Network& network);

  const std::vector<Kpi>& kpis() const { return kpis_; }

  // Days since the start at which the run must stop for a snapshot, ascending; the last is the end.
  const std::vector<double>& snapshot_days() const { return days_; }

  // Values of one run from its states at the snapshot days.
  class Reading {
   public:
    explicit Reading(const Scorecard& card) : card_(&card), figures_(card.figures_) {}
    // The next snapshot.
    void take(SimTime now, NetworkState& state);
    std::vector<KpiValue> values() const;

    void save(ImageWriter& image) const;
    void load(ImageReader& image);  // throws ImageError

   private:
    struct Snapshot {
      std::vector<double> line_good, line_capacity_days, stock_days, demanded, unmet, late;
    };
    double in_year(int year, std::size_t line, std::vector<double> Snapshot::* what) const;
    KpiValue value(std::size_t kpi) const;
    void take_projects(SimTime now, const NetworkState& state);
    void take_programmes(SimTime now, const NetworkState& state);
    void take_reserves(SimTime now, const NetworkState& state);
    const Scorecard* card_;
    Figures::Reading figures_;
    std::vector<KpiValue> figure_values_;
    std::vector<Snapshot> snapshots_;
    std::vector<double> added_per_year_, spent_, start_day_;
    std::vector<bool> started_;
    std::vector<double> researched_, improved_;  // [n_programmes], USD and base units a year
    std::vector<double> set_aside_;              // [n_reserves], USD
  };

 private:
  enum class Measure : std::uint8_t {  // rows of headline_figures()
    capacity,
    output,
    unmet,
    late,
    cover,
    unmet_cost,
    added,
    spent,
    price,
    start,
    programme_added,
    programme_spent,
    programme_price,
    reserve_spent
  };
  struct Item {
    Measure measure = Measure::capacity;
    int year = 0;                   // index of the reported year
    std::vector<std::size_t> rows;  // lines, markets or a project
    double unit = 1;                // base units in a display unit
  };

  double year_days(int year) const;
  void add_years();
  void add_groups();
  void add_group(const std::string& country, const std::string& group);
  void add_unmet_cost();
  void add_projects();
  void add_programmes();
  void add_reserves();
  // The figure `item.measure` of the group or the record `id`, called `name` in words.
  void add(const Item& item, const std::string& id, const std::string& name, const Product& product,
           const std::string& country);

  const Network& network_;
  Figures figures_;
  std::vector<Kpi> kpis_;    // with those of the figures at the end
  std::vector<Item> items_;  // [n_kpis without the figures]
  std::vector<int> years_;   // calendar years reported
  std::vector<double> days_;
  std::vector<std::pair<std::size_t, std::size_t>>
      year_snapshots_;  // first and last snapshot of each year
};

}  // namespace korus
