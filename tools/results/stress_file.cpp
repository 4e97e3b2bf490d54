#include "tools/results/stress_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "tools/results/cf_time.hpp"
#include "tools/results/hdf5_image.hpp"
#include "tools/results/hdf5_step.hpp"
#include "tools/results/output_group.hpp"
#include "tools/results/provenance_groups.hpp"
#include "tools/results/root_attributes.hpp"
#include "tools/results/whole_file.hpp"

namespace korus {
namespace {

template <class T, class Rows, class Of>
std::vector<T> column(const Rows& rows, Of of) {
  std::vector<T> values;
  for (const auto& row : rows) {
    values.push_back(static_cast<T>(of(row)));
  }
  return values;
}

double or_missing(double value) {
  return std::isfinite(value) ? value : std::numeric_limits<double>::quiet_NaN();
}

std::string label(const StressResult& result) {
  return fmt::format("{}/{}/{}", name_of(result.what.stop.kind), result.what.stop.id,
                     result.what.days);
}

class StressGroup {
 public:
  StressGroup(const Hdf5Handle& file, const Network& network, const StressTest& test)
      : network_(network),
        test_(test),
        group_(file, "stress", "Stops, one after the other, and what each takes") {}

  void write(const StressSettings& settings) {
    const std::chrono::sys_days start =
        network_.settings.start + std::chrono::days{settings.period.start_day};
    group_.add_attribute({"stop_start", cf_date(start)});
    group_.add_attribute("horizon_days", std::int64_t{settings.period.horizon});
    group_.add_attribute({"focus", network_.settings.focus});
    group_.add_attribute({"method",
                          "against the same replication without the stop, on the same random "
                          "numbers; 95 % intervals: Student's t"});
    group_.add_dimension("stop", column<std::string>(test_.results, label),
                         {{"long_name", "Kind, id and days of the stop"}});
    group_.add_numbered_dimension("replication", test_.undisturbed.size(),
                                  {{"long_name", "Replication"}});
    write_stops();
    write_estimates();
    write_replications();
    write_places("demand", test_.accounts.demand);
    demand("unmet", "Demand lost or waiting at the end, more than without the stop",
           &StressLosses::unmet);
    demand("waited", "Waiting demand integrated over the days, more than without the stop",
           &StressLosses::waited);
    demand("missing", "Demand lost or waiting on the worst day, more than without the stop",
           &StressLosses::missing);
    if (!test_.accounts.output.empty()) {
      write_places("output", test_.accounts.output);
      raw("output_lost", "Good units not made", "output", &StressLosses::output);
    }
  }

 private:
  void write_stops() {
    const auto words = [&](const char* name, const char* long_name, auto of) {
      group_.add_variable(name, {"stop"}, column<std::string>(test_.results, of),
                          {{"long_name", long_name}});
    };
    words("kind", "site, lane, port, country or material",
          [](const StressResult& r) { return std::string(name_of(r.what.stop.kind)); });
    words("id", "What is stopped", [](const StressResult& r) { return r.what.stop.id; });
    words("name", "What is stopped, in words",
          [](const StressResult& r) { return r.what.stop.name; });
    words("members", "Sites, lanes and stocks that are out of work together",
          [&](const StressResult& r) { return r.what.stop.members(network_); });
    words("basis", "Row of time_to_recover that the days are from; empty: they were asked for",
          [](const StressResult& r) { return r.what.basis; });
    group_.add_variable(
        "days", {"stop"},
        column<std::int64_t>(test_.results, [](const StressResult& r) { return r.what.days; }),
        {{"long_name", "Days of the stop"}, {"units", "d"}});
    std::vector<std::int64_t> rank(test_.results.size());
    for (std::size_t i = 0; i < test_.ranking.size(); ++i) {
      rank[test_.ranking[i]] = static_cast<std::int64_t>(i) + 1;
    }
    group_.add_variable("rank", {"stop"}, rank, {{"long_name", "Rank by loss, from 1"}});
  }

  void write_estimates() {
    const std::string usd = test_.accounts.valued ? "USD" : "d";
    estimate("loss",
             test_.accounts.valued ? "Value of demand in focus that is not met"
                                   : "Demand in focus that is not met, in days of it",
             usd, [](const StressResult& r) { return r.loss; });
    estimate("worst", "Demand in focus that is lost or waits on the worst day", usd,
             [](const StressResult& r) { return r.worst; });
    estimate("output_loss", "Value that is not added, each line by what it adds to its inputs",
             "USD", [](const StressResult& r) { return r.output_usd; });
    estimate("survive", "Time to survive, of replications in which something was missed", "d",
             [](const StressResult& r) { return r.time_to_survive; });
    estimate("recover", "Time to recover after the stop, of replications that did in time", "d",
             [](const StressResult& r) { return r.time_to_recover; });
    group_.add_variable(
        "index", {"stop"},
        column<double>(test_.results, [](const StressResult& r) { return r.index; }),
        {{"long_name", "Risk-exposure index: loss over the largest loss"}, {"units", "1"}});
    const auto count = [&](const char* name, const char* long_name, int StressResult::* of) {
      group_.add_variable(
          name, {"stop"},
          column<std::int64_t>(test_.results, [&](const StressResult& r) { return r.*of; }),
          {{"long_name", long_name}});
    };
    count("hit", "Replications in which demand in focus was missed", &StressResult::hit);
    count("unrecovered", "Replications that had not recovered at the end",
          &StressResult::unrecovered);
    group_.add_variable(
        "reaches_focus", {"stop"},
        column<std::int8_t>(test_.results, [](const StressResult& r) { return r.reaches_focus; }),
        {{"long_name", "1: a way of goods leads from it to demand in focus"}});
  }

  template <class Of>
  void estimate(const std::string& name, const std::string& long_name, const std::string& units,
                Of of) {
    const auto part = [&](const std::string& suffix, const std::string& words,
                          double Estimate::* value) {
      group_.add_variable(
          name + suffix, {"stop"},
          column<double>(test_.results, [&](const StressResult& r) { return of(r).*value; }),
          {{"long_name", long_name + words}, {"units", units}});
    };
    part("", "", &Estimate::mean);
    part("_ci_low", ", low end", &Estimate::low);
    part("_ci_high", ", high end", &Estimate::high);
  }

  void write_replications() {
    const auto add = [&](const char* name, const char* long_name, const char* units, auto of) {
      std::vector<double> values;
      for (const StressResult& result : test_.results) {
        for (std::size_t r = 0; r < result.losses.size(); ++r) {
          values.push_back(or_missing(of(result, r)));
        }
      }
      group_.add_variable(name, {"stop", "replication"}, values,
                          {{"long_name", long_name}, {"units", units}});
    };
    add("time_to_survive", "From the stop to the first missed demand; missing: none", "d",
        [](const StressResult& s, std::size_t r) { return s.losses[r].time_to_survive; });
    add("time_to_survive_analytic", "Stock and pipeline over demand, along the shortest way", "d",
        [](const StressResult& s, std::size_t r) { return s.analytic_survival[r]; });
    add("time_to_recover", "From the end of the stop; missing: not in time", "d",
        [](const StressResult& s, std::size_t r) { return s.losses[r].time_to_recover; });
    add("unmet_usd", "Value of demand in focus that is not met", "USD",
        [](const StressResult& s, std::size_t r) { return s.losses[r].unmet_usd; });
    add("unmet_days", "Demand in focus that is not met, in days of it", "d",
        [](const StressResult& s, std::size_t r) { return s.losses[r].unmet_days; });
    add("worst_day", "Demand in focus that is lost or waits on the worst day",
        test_.accounts.valued ? "USD" : "d",
        [](const StressResult& s, std::size_t r) { return s.losses[r].worst; });
    add("output_usd", "Value that is not added", "USD",
        [](const StressResult& s, std::size_t r) { return s.losses[r].output_usd; });
  }

  void write_places(const std::string& axis, const std::vector<StressPlace>& places) {
    group_.add_dimension(
        axis,
        column<std::string>(places, [](const StressPlace& p) { return p.country + ":" + p.group; }),
        {{"long_name", "Country and group of products"}});
    const auto words = [&](const char* name, std::string StressPlace::* of) {
      group_.add_variable(axis + "_" + name, {axis},
                          column<std::string>(places, [&](const StressPlace& p) { return p.*of; }),
                          {{"long_name", name}});
    };
    words("country", &StressPlace::country);
    words("group", &StressPlace::group);
    words("chain", &StressPlace::chain);
    words("units", &StressPlace::units);
    group_.add_variable(
        axis + "_in_focus", {axis},
        column<std::int8_t>(places, [](const StressPlace& p) { return p.in_focus; }),
        {{"long_name", "1: of a country in focus"}});
  }

  void demand(const char* name, const char* long_name, std::vector<double> StressLosses::* of) {
    raw(name, long_name, "demand", of);
  }

  void raw(const char* name, const char* long_name, const char* axis,
           std::vector<double> StressLosses::* of) {
    std::vector<double> values;
    for (const StressResult& result : test_.results) {
      for (const StressLosses& losses : result.losses) {
        values.insert(values.end(), (losses.*of).begin(), (losses.*of).end());
      }
    }
    group_.add_variable(name, {"stop", "replication", axis}, values, {{"long_name", long_name}});
  }

  const Network& network_;
  const StressTest& test_;
  OutputGroup group_;
};

// One row a stock of a cover.
void write_covers(const Hdf5Handle& file, const Network& network, const StressTest& test,
                  const std::vector<CoveredStop>& covers) {
  OutputGroup group(file, "stress_stock", "Stock that closes the gap of the most exposed stops");
  struct Row {
    std::string stop;
    const StockCover* cover;
    const ExtraStock* extra;
  };
  std::vector<Row> rows;
  for (const auto& [result, cover] : covers) {
    for (const ExtraStock& extra : cover.stocks) {
      rows.push_back({label(test.results[result]), &cover, &extra});
    }
  }
  if (rows.empty()) {
    return;
  }
  const auto id = [&](const Row& r) { return network.stocks[r.extra->stock].id; };
  group.add_dimension(
      "extra", column<std::string>(rows, [&](const Row& r) { return r.stop + "<-" + id(r); }),
      {{"long_name", "A stop and a stock"}});
  const auto words = [&](const char* name, const char* long_name, auto of) {
    group.add_variable(name, {"extra"}, column<std::string>(rows, of), {{"long_name", long_name}});
  };
  const auto numbers = [&](const char* name, const char* long_name, const char* units, auto of) {
    group.add_variable(name, {"extra"}, column<double>(rows, of),
                       {{"long_name", long_name}, {"units", units}});
  };
  words("stop", "Stop, as in group stress", [](const Row& r) { return r.stop; });
  words("stock", "Site and product", id);
  words("units", "Unit of quantity", [&](const Row& r) {
    return network.products[network.stocks[r.extra->stock].product].display_unit;
  });
  numbers("quantity", "Stock to be kept in addition", "", [&](const Row& r) {
    const Product& product = network.products[network.stocks[r.extra->stock].product];
    return r.extra->units / product.units_per_display;
  });
  numbers("days", "The same in days of what leaves the stock", "d",
          [](const Row& r) { return r.extra->days; });
  numbers("buy_usd", "Cost of buying it", "USD", [](const Row& r) { return r.extra->buy_usd; });
  numbers("hold_usd", "Cost of holding it for a year", "USD a-1",
          [](const Row& r) { return r.extra->hold_usd; });
  numbers("left", "Loss that remains with all stocks of the stop", "",
          [](const Row& r) { return r.cover->left.mean; });
  numbers("left_ci_low", "Loss that remains, low end", "",
          [](const Row& r) { return r.cover->left.low; });
  numbers("left_ci_high", "Loss that remains, high end", "",
          [](const Row& r) { return r.cover->left.high; });
}

}  // namespace

void write_stress_file(const std::filesystem::path& path, const RunResult& about,
                       const Network& network, const StressSettings& settings,
                       const StressTest& test, const std::vector<CoveredStop>& covers) {
  const SilentHdf5 silence;
  try {
    const Hdf5Image image;
    write_root_attributes(image.file(), about, "korus-stress");
    StressGroup(image.file(), network, test).write(settings);
    write_covers(image.file(), network, test, covers);
    write_scenario_group(image.file(), about);
    write_inputs_group(image.file(), about);
    write_sources_group(image.file(), about);
    write_whole_file(path, image.bytes());
  } catch (const OutputError& error) {
    throw OutputError("cannot write results to '" + path.string() + "': " + error.what());
  }
}

}  // namespace korus
