// The answer of `korus stress` for programs: JSON lines.
#include <fmt/format.h>

#include "tools/command/json_line.hpp"
#include "tools/command/stress_table.hpp"

namespace korus {
namespace {

void add_estimate(JsonLine& line, const std::string& name, const Estimate& estimate) {
  line.add(name, estimate.mean);
  line.add(name + "_ci_low", estimate.low);
  line.add(name + "_ci_high", estimate.high);
}

}  // namespace

void print_stress_json(const StressAnswer& answer) {
  const StressTest& test = answer.test;
  for (std::size_t i = 0; i < test.ranking.size(); ++i) {
    const StressResult& r = test.results[test.ranking[i]];
    JsonLine line;
    line.add("rank", i + 1)
        .add("kind", name_of(r.what.stop.kind))
        .add("id", r.what.stop.id)
        .add("name", r.what.stop.name)
        .add("days", r.what.days)
        .add("basis", r.what.basis)
        .add("loss_units", test.accounts.valued ? "USD" : "days of demand");
    add_estimate(line, "loss", r.loss);
    add_estimate(line, "output_loss_usd", r.output_usd);
    add_estimate(line, "time_to_survive", r.time_to_survive);
    line.add("time_to_survive_analytic", estimate_mean(r.analytic_survival).mean);
    add_estimate(line, "time_to_recover", r.time_to_recover);
    line.add("index", r.index)
        .add("hit", r.hit)
        .add("unrecovered", r.unrecovered)
        .add_raw("reaches_focus", r.reaches_focus ? "true" : "false");
    fmt::print("{}\n", line.text());
  }
  for (const auto& [index, cover] : answer.covers) {
    const StressResult& r = test.results[index];
    JsonLine line;
    line.add("stock_for", r.what.stop.id)
        .add("kind", name_of(r.what.stop.kind))
        .add("held_by", cover.at_markets ? "customers" : "buyers")
        .add("days", cover.days);
    line.add("buy_usd", cover.buy_usd).add("hold_usd", cover.hold_usd);
    add_estimate(line, "left", cover.left);
    line.add_raw("closes", cover.closes ? "true" : "false");
    std::string stocks;
    for (const ExtraStock& extra : cover.stocks) {
      stocks +=
          (stocks.empty() ? "" : ",") + JsonLine()
                                            .add("stock", answer.network.stocks[extra.stock].id)
                                            .add("base_units", extra.units)
                                            .add("days", extra.days)
                                            .text();
    }
    fmt::print("{}\n", line.add_raw("stocks", "[" + stocks + "]").text());
  }
}

}  // namespace korus
