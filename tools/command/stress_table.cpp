#include "tools/command/stress_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "tools/command/figure_text.hpp"
#include "tools/ensemble/paired.hpp"
#include "tools/results/cf_time.hpp"

namespace korus {
namespace {

std::string interval(const Estimate& e, double scale = 1) {
  return std::isfinite(e.low)
             ? fmt::format("[{}, {}]", figure_text(e.low / scale), figure_text(e.high / scale))
             : "";
}

std::string date_after(const Network& network, int days) {
  return cf_date(network.settings.start + std::chrono::days{days});
}

class StressTable {
 public:
  explicit StressTable(const StressAnswer& answer)
      : answer_(answer), test_(answer.test), scale_(answer.test.accounts.valued ? 1e6 : 1) {}

  void print(std::size_t most) const {
    print_head();
    print_most_exposed();
    print_ranking(most);
    print_covers();
    print_nothing_lost();
    print_limits();
  }

 private:
  const char* unit() const { return test_.accounts.valued ? "M USD" : "days of demand"; }

  std::string focus() const {
    std::string countries = answer_.network.settings.focus;
    std::ranges::replace(countries, ';', ',');
    return countries.empty() ? "all countries" : countries;
  }

  void print_head() const {
    std::map<StopKind, int> counts;
    for (const StressResult& result : test_.results) {
      ++counts[result.what.stop.kind];
    }
    constexpr std::array<std::string_view, 5> several{"sites", "lanes", "ports", "countries",
                                                      "materials"};
    std::string kinds;
    for (const auto& [kind, count] : counts) {
      const std::string_view word =
          count == 1 ? name_of(kind) : several[static_cast<std::size_t>(kind)];
      kinds += fmt::format("{}{} {}", kinds.empty() ? "" : ", ", count, word);
    }
    fmt::print("{}\nStress test: stops of {}, {} replications, seed {}\n", answer_.network.title,
               kinds, answer_.settings.replications, answer_.settings.seed);
    fmt::print("Each is out of work wholly from {} ({}), and {} days are simulated after it.\n",
               date_after(answer_.network, answer_.settings.period.start_day), answer_.start_why,
               answer_.settings.period.horizon);
    fmt::print(
        "Loss: demand in {} that is lost or still waits at the end, more than in the same run "
        "without the stop, {}.\n",
        focus(),
        test_.accounts.valued ? "by the value of its products"
                              : "in days of each market's demand (not every product has a value)");
  }

  std::string loss_text(const StressResult& r) const {
    return fmt::format("{} {} {}", figure_text(r.loss.mean / scale_), unit(),
                       interval(r.loss, scale_));
  }

  std::string survival_text(const StressResult& r) const {
    return r.hit == 0 ? "never" : figure_text(r.time_to_survive.mean);
  }

  std::string recovery_text(const StressResult& r) const {
    const bool none = r.unrecovered == answer_.settings.replications;
    return none ? fmt::format("> {}", answer_.settings.period.horizon)
                : figure_text(r.time_to_recover.mean) + (r.unrecovered > 0 ? " *" : "");
  }

  // Over the replications, where a way leads.
  static double analytic(const StressResult& r) { return estimate_mean(r.analytic_survival).mean; }

  // The place in focus that misses most on its worst day.
  std::string worst_place(const StressResult& r) const {
    const std::vector<StressPlace>& places = test_.accounts.demand;
    double most = 0;
    std::string text = "nothing";
    for (std::size_t p = 0; p < places.size(); ++p) {
      double unmet = 0;
      for (const StressLosses& losses : r.losses) {
        unmet += losses.missing[p] / static_cast<double>(r.losses.size());
      }
      const std::uint32_t m = places[p].rows.front();
      const double demand = test_.undisturbed.front().standing.demand[m];
      const double weight = test_.accounts.valued
                                ? unmet * places[p].per_display * test_.accounts.market_usd[m]
                                : unmet * places[p].per_display / std::max(demand, 1e-9);
      if (places[p].in_focus && weight > most) {
        most = weight;
        text = fmt::format("{} {}: {}, {}{}", figure_text(unmet), places[p].units, places[p].group,
                           places[p].country, dependence(r.what.stop, places[p]));
      }
    }
    return text;
  }

  // How much of what comes to these markets comes straight from what is stopped.
  std::string dependence(const Stop& stop, const StressPlace& place) const {
    const Network& network = answer_.network;
    double all = 0;
    double stopped = 0;
    for (const std::uint32_t m : place.rows) {
      const Run links = network.stocks[network.markets[m].stock].incoming;
      for (std::uint32_t l = links.begin; l < links.end; ++l) {
        const double flow = test_.undisturbed.front().standing.flow[l];
        all += flow;
        stopped += stop.takes_link(network, network.links[l]) ? flow : 0;
      }
    }
    return all <= 0 || stopped <= 0 ? ""
           : stopped < all
               ? fmt::format(", which gets {:.0f} % of its supply from there", 100 * stopped / all)
               : std::string(", which has no other supplier in the scenario");
  }

  const StressResult* first_of(StopKind kind) const {
    for (const std::size_t i : test_.ranking) {
      if (test_.results[i].what.stop.kind == kind) {
        return &test_.results[i];
      }
    }
    return nullptr;
  }

  // Stops of the kind whose loss can not be told from the first one's.
  std::size_t not_told_apart(const StressResult& first) const {
    const auto losses = [&](const StressResult& r) {
      std::vector<double> values;
      for (const StressLosses& one : r.losses) {
        values.push_back(one.loss(test_.accounts));
      }
      return values;
    };
    std::size_t count = 0;
    for (const StressResult& other : test_.results) {
      if (&other != &first && other.what.stop.kind == first.what.stop.kind) {
        const Estimate gap = paired_values(losses(other), losses(first), false).difference;
        count += gap.mean == 0 || !(gap.low > 0) ? 1 : 0;
      }
    }
    return count;
  }

  void print_most_exposed() const {
    fmt::print("\nMost exposed\n");
    for (const StopKind kind : answer_.kinds) {
      const StressResult* first = first_of(kind);
      if (first == nullptr) {
        fmt::print("  {:<9} none: there is no such stop\n", name_of(kind));
        continue;
      }
      if (!(gap_of(*first).mean > 0)) {
        fmt::print("  {:<9} none: no stop of this kind costs demand in {} anything\n",
                   name_of(kind), focus());
        continue;
      }
      const Stop& stop = first->what.stop;
      fmt::print("  {:<9} {}{}, {} days: {}\n", name_of(kind), stop.id,
                 stop.name == stop.id ? "" : " (" + stop.name + ")", first->what.days,
                 loss_text(*first));
      fmt::print("            {}; {}{}\n", course_of(*first), worst_text(*first), rivals(*first));
    }
  }

  std::string worst_text(const StressResult& r) const {
    return fmt::format("on the worst day {} {} is lost or waits, most of it {}",
                       figure_text(r.worst.mean / scale_), unit(), worst_place(r));
  }

  std::string course_of(const StressResult& r) const {
    if (r.hit == 0) {
      return "no single market misses more than a tenth of a day's demand";
    }
    const std::string end =
        r.unrecovered == answer_.settings.replications
            ? fmt::format("not made up for {} days after it", answer_.settings.period.horizon)
            : fmt::format("made up for {} days after it", figure_text(r.time_to_recover.mean));
    return fmt::format(
        "customers first go short {} days after it begins ({} by stock and pipeline "
        "alone), and it is {}",
        figure_text(r.time_to_survive.mean), figure_text(analytic(r)), end);
  }

  std::string rivals(const StressResult& first) const {
    if (answer_.settings.replications < 2) {
      return "";
    }
    const std::size_t count = not_told_apart(first);
    return count == 0 ? "; no other stop of the kind costs as much"
                      : fmt::format("; not told apart from {} other{} of the kind", count,
                                    count == 1 ? "" : "s");
  }

  // One line of the ranking.
  static void print_row(const std::array<std::string, 11>& cells) {
    fmt::print("{:>4}  {:<9}{:<30}{:>5}{:>11}  {:<23}{:>6}{:>10}{:>10}{:>10}{:>10}\n", cells[0],
               cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7], cells[8],
               cells[9], cells[10]);
  }

  void print_ranking(std::size_t most) const {
    fmt::print("\n");
    print_row({"rank", "kind", "stop", "days", "loss", "95 % interval", "index", "at worst",
               "survives", "by stock", "recovers"});
    const std::string loss_unit = test_.accounts.valued ? "M USD" : "d";
    print_row({"", "", "", "d", loss_unit, "", "", loss_unit, "d", "d", "d"});
    const std::size_t shown =
        most == 0 ? test_.ranking.size() : std::min(most, test_.ranking.size());
    for (std::size_t i = 0; i < shown; ++i) {
      const StressResult& r = test_.results[test_.ranking[i]];
      print_row({std::to_string(i + 1), std::string(name_of(r.what.stop.kind)), r.what.stop.id,
                 std::to_string(r.what.days), figure_text(r.loss.mean / scale_),
                 interval(r.loss, scale_), fmt::format("{:.3f}", r.index),
                 figure_text(r.worst.mean / scale_), survival_text(r), figure_text(analytic(r)),
                 recovery_text(r)});
    }
    if (shown < test_.ranking.size()) {
      fmt::print("      {} more: --most 0\n", test_.ranking.size() - shown);
    }
    fmt::print(
        "index: risk-exposure index, loss over the largest of all (Simchi-Levi et al. 2014). at "
        "worst: lost or waiting on the worst day.\n"
        "survives: from the stop to the first missed demand; by stock: stock and pipeline over "
        "demand "
        "on the shortest way, as if nobody else\n"
        "could supply it. recovers: from the end of the stop until nothing is missed any more (*: "
        "not "
        "in every replication).\n");
    print_output();
  }

  // Counted once along a chain, wherever it is made.
  void print_output() const {
    const StressResult* most = nullptr;
    for (const StressResult& r : test_.results) {
      most = most == nullptr || r.output_usd.mean > most->output_usd.mean ? &r : most;
    }
    if (test_.accounts.output_valued && most->output_usd.mean > 0) {
      fmt::print(
          "Most output is lost, wherever it is made and each line counted by what it adds to its "
          "inputs, with {} {}: {} M USD {}.\n",
          name_of(most->what.stop.kind), most->what.stop.id,
          figure_text(most->output_usd.mean / 1e6), interval(most->output_usd, 1e6));
    }
  }

  void print_covers() const {
    if (answer_.covers.empty()) {
      return;
    }
    fmt::print("\nStock that would close the gap, simulated anew with it\n");
    for (const auto& [index, cover] : answer_.covers) {
      const StressResult& r = test_.results[index];
      fmt::print("  {} {}: ", name_of(r.what.stop.kind), r.what.stop.id);
      if (cover.stocks.empty()) {
        fmt::print("nobody outside what is stopped could hold any\n");
        continue;
      }
      fmt::print("{} days of {}\n", figure_text(cover.days),
                 cover.at_markets ? "demand with the customers who miss something"
                                  : "what it supplies, with those who get it");
      print_stocks(cover);
      fmt::print("    {}; with it {} {} of {} {} {}{}\n", cost_of(cover),
                 figure_text(cover.left.mean / scale_), interval(cover.left, scale_),
                 figure_text(gap_of(r).mean / scale_), unit(),
                 r.loss.mean > 0 ? "are still lost" : "are still missing on the worst day",
                 cover.closes ? "" : ": the gap stays open");
    }
    fmt::print("Holding a year: stock.holding_cost_usd_per_day, else {:.0f} % of the value.\n",
               100 * usual_holding_share);
  }

  std::string cost_of(const StockCover& cover) const {
    return std::isfinite(cover.buy_usd)
               ? fmt::format("costs {} M USD to buy and {} M USD a year to hold",
                             figure_text(cover.buy_usd / 1e6), figure_text(cover.hold_usd / 1e6))
               : std::string("cost not known: no value of its products");
  }

  // The five largest, by money or else by days.
  void print_stocks(const StockCover& cover) const {
    std::vector<ExtraStock> stocks = cover.stocks;
    const bool priced = std::isfinite(cover.buy_usd);
    std::ranges::sort(stocks, {}, [&](const ExtraStock& extra) {
      return std::pair(priced ? -extra.buy_usd : -extra.days, extra.stock);
    });
    constexpr std::size_t shown = 5;
    for (std::size_t i = 0; i < std::min(shown, stocks.size()); ++i) {
      const Stock& stock = answer_.network.stocks[stocks[i].stock];
      const Product& product = answer_.network.products[stock.product];
      fmt::print("      {}: {} {}, {} days of what leaves it\n", stock.id,
                 figure_text(stocks[i].units / product.units_per_display), product.display_unit,
                 figure_text(stocks[i].days));
    }
    if (stocks.size() > shown) {
      fmt::print("      and {} smaller ones\n", stocks.size() - shown);
    }
  }

  void print_nothing_lost() const {
    std::size_t nothing = 0;
    std::size_t apart = 0;
    for (const StressResult& r : test_.results) {
      const bool costs = r.loss.mean > 0 && (r.loss.low > 0 || std::isnan(r.loss.low));
      nothing += costs ? 0 : 1;
      apart += !costs && !r.reaches_focus ? 1 : 0;
    }
    const Idle idle = idle_places(answer_.network);
    fmt::print(
        "\nStops: {}; {} of these cost demand in {} beyond noise, {} nothing that can be told from "
        "0",
        test_.results.size(), test_.results.size() - nothing, focus(), nothing);
    fmt::print("{}.\n", apart > 0
                            ? fmt::format("; from {} of these no way of goods leads there", apart)
                            : "");
    fmt::print(
        "Not stopped, for a stop would take nothing: {} sites that only sell, use or pass on "
        "goods, "
        "{} lanes that carry nothing.\n",
        idle.sites, idle.lanes);
  }

  void print_limits() const {
    const bool gateways = std::ranges::any_of(test_.results, [](const StressResult& r) {
      return r.what.stop.kind == StopKind::port && r.what.stop.sites.empty();
    });
    if (gateways) {
      fmt::print(
          "No lane names a port (lane.port_job): in their place all lanes by sea, or by air, "
          "across "
          "one country's border are\nstopped together.\n");
    }
    fmt::print(
        "Buyers hear of a maker's stop and order of others, where there are any: what stands or is "
        "finished there meanwhile only\nfills orders that were placed before, so that customers "
        "may "
        "miss something sooner than by stock and pipeline.\n"
        "A site may stand for many plants, as its name tells: all of them are then stopped at "
        "once.\n"
        "A country's stop takes its sites and the lanes that leave it; goods still come in and go "
        "round within it.\n"
        "What is not known: how likely a stop is, for the ranking weighs none by its odds; how far "
        "makers could do with less, pay\nmore, or qualify others while it lasts, beyond the "
        "suppliers the scenario names; and what the stopped place itself would\nrepair or "
        "replace.\n");
  }

  const StressAnswer& answer_;
  const StressTest& test_;
  double scale_;
};

}  // namespace

void print_stress(const StressAnswer& answer, std::size_t most) { StressTable(answer).print(most); }

}  // namespace korus
