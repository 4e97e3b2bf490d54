#include "models/network_checks.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "models/demand_path.hpp"
#include "models/messages.hpp"
#include "models/programme.hpp"
#include "models/project.hpp"
#include "models/steady_state.hpp"

namespace korus {
namespace {

void add(std::vector<BuildProblem>& problems, std::string_view kind, const std::string& id,
         const std::string& field, const std::string& message) {
  const bool known = std::ranges::any_of(problems, [&](const BuildProblem& p) {
    return p.kind == kind && p.id == id && p.field == field;
  });
  if (!known) {
    problems.push_back({std::string(kind), id, field, message});
  }
}

std::string too_large(double times) {
  return "moves " + std::to_string(times) +
         " times what one message holds (1.09e12 base units); choose a larger base unit";
}

}  // namespace

void check_groups(const Scenario& scenario, std::vector<BuildProblem>& problems) {
  std::map<std::string, const ProductRecord*> first;
  for (const ProductRecord& row : scenario.products) {
    const ProductRecord& other = *first.emplace(row.group, &row).first->second;
    const auto unit = [](const ProductRecord& p) {
      return p.display_unit.empty() ? p.unit : p.display_unit;
    };
    if (!row.group.empty() &&
        (unit(other) != unit(row) || other.units_per_display != row.units_per_display)) {
      add(problems, ProductRecord::kind, row.id, "group",
          "has another display unit than " + other.id + " of the same group");
    }
  }
}

void check_demand(const Scenario& scenario, std::vector<BuildProblem>& problems) {
  for (const MarketRecord& row : scenario.markets) {
    const std::string way = !row.sequence.empty()     ? "sequence"
                            : row.quantity != Law(0)  ? "quantity"
                            : row.arrivals != "daily" ? "arrivals = " + row.arrivals
                                                      : "";
    if (way.empty()) {
      continue;
    }
    const std::string only = "is not heeded: demand comes by " + way;
    for (const auto& [field, value] : {std::pair{"growth_per_year", row.growth_per_year},
                                       {"noise_cv", row.noise_cv},
                                       {"season_amplitude", row.season_amplitude}}) {
      if (value != 0) {
        add(problems, MarketRecord::kind, row.id, field, only);
      }
    }
    if (row.arrivals != "continuous") {  // which flows at the rate of the first day
      for (const DemandRecord& demand : scenario.demands) {
        if (demand.market == row.id) {
          add(problems, DemandRecord::kind, demand.id, "market", only);
        }
      }
    }
    for (const ProgrammeRecord& programme : scenario.programmes) {
      if (programme.buys_market == row.id && programme.buys_usd_per_unit > 0) {
        add(problems, ProgrammeRecord::kind, programme.id, "buys_market",
            "what it buys " + only + " in market " + row.id);
      }
    }
  }
}

void check_unlimited(const Scenario& scenario, std::vector<BuildProblem>& problems) {
  for (const StockRecord& row : scenario.stocks) {
    if (row.policy != "unlimited") {
      continue;
    }
    const std::string needs =
        "unlimited serves buyers at other sites alone, by supply rows; it can not serve ";
    for (const MarketRecord& market : scenario.markets) {
      if (market.site == row.site && market.product == row.product) {
        add(problems, StockRecord::kind, row.id, "policy", needs + "market " + market.id);
      }
    }
    for (const LineRecord& line : scenario.lines) {
      for (const InputRecord& input : scenario.inputs) {
        if (line.site == row.site && input.process == line.process &&
            input.product == row.product) {
          add(problems, StockRecord::kind, row.id, "policy", needs + "line " + line.id);
        }
      }
    }
  }
}

void check_flows(const Network& network, const std::vector<std::uint32_t>& unsound,
                 std::vector<BuildProblem>& problems) {
  for (const std::uint32_t s : unsound) {
    const Run lines = network.stocks[s].lines;
    for (std::uint32_t l = lines.begin; l < lines.end; ++l) {
      add(problems, LineRecord::kind, network.lines[l].id, "process",
          "takes part in, or feeds, a loop of recipes that uses up what it makes: no flow feeds "
          "the markets");
    }
  }
  if (!unsound.empty() && problems.empty()) {
    add(problems, Settings::kind, "", "", "the recipes and supply rows have no steady state");
  }
}

// A message holds a capacity notice of a million times the reference.
void check_references(const Network& network, std::vector<BuildProblem>& problems) {
  constexpr double most = 1e5;
  std::vector<double> largest;
  for (const Line& line : network.lines) {
    largest.push_back(line.nameplate.at(network.days));
    for (const CapacityPath::Knot& knot : line.nameplate.knots) {
      largest.back() = std::max(largest.back(), knot.per_year);
    }
  }
  for (const Project& project : network.projects) {
    largest[project.line] += bought_at_most(project);
  }
  for (std::size_t i = 0; i < network.lines.size(); ++i) {
    const Line& line = network.lines[i];
    if (line.reference_per_year > 0 && largest[i] > most * line.reference_per_year) {
      add(problems, LineRecord::kind, line.id, "reference_per_year",
          "its capacity comes to " + std::to_string(largest[i] / line.reference_per_year) +
              " times the reference for which supply shares hold (at most 100000)");
    }
  }
}

void check_changes(const Network& network, std::vector<BuildProblem>& problems) {
  const auto most = static_cast<double>(Parcel::most);
  for (const Project& project : network.projects) {
    if (const double bought = bought_at_most(project); bought > most) {
      const bool stated = project.record.capacity_per_year > 0;
      const Law& intensity = project.record.usd_per_unit;
      if (stated || intensity.is_triangular()) {
        add(problems, InvestmentRecord::kind, project.record.id,
            stated ? "capacity_per_year" : "amount_usd", too_large(bought / most));
      } else {
        add(problems, InvestmentRecord::kind, project.record.id, "usd_per_unit",
            "its law gives as little as " + std::to_string(intensity.least_drawn()) +
                "; the money then " + too_large(bought / most));
      }
    }
  }
  for (const Programme& programme : network.programmes) {
    if (const double a_day = bought_per_day(programme) * thousandths; a_day > most) {
      add(problems, ProgrammeRecord::kind, programme.record.id, "buys_usd_per_unit",
          too_large(a_day / most));
    }
    if (const double factor = largest_factor(programme.record); factor > 1000) {
      add(problems, ProgrammeRecord::kind, programme.record.id, "initial_stock_usd",
          "its research may multiply what it improves by " + std::to_string(factor) +
              " (at most 1000): the stock is too small for the money, or the elasticity too large");
    }
  }
}

void check_sizes(const Network& network, std::vector<BuildProblem>& problems) {
  check_references(network, problems);
  check_changes(network, problems);
  constexpr double days_in_a_shipment = 10;  // an order after a shortage is that many days' worth
  const auto most = static_cast<double>(Parcel::most);
  const auto check = [&](const Stock& stock, double quantity) {
    if (quantity > most) {
      add(problems, ProductRecord::kind, network.products[stock.product].id, "units_per_display",
          too_large(quantity / most));
    }
  };
  for (const Link& link : network.links) {
    const Stock& buyer = network.stocks[link.buyer];
    check(buyer, starting_flow(network, link) * static_cast<double>(buyer.review_days) *
                     days_in_a_shipment);
  }
  for (const Line& line : network.lines) {
    const double a_year = std::max(line.nameplate.at(0), line.nameplate.at(network.days));
    check(network.stocks[line.stock],
          a_year / days_a_year * static_cast<double>(8 - line.working_days));
  }
  for (const Market& market : network.markets) {
    std::vector<double> high;
    for (const Market::Year& year : market.years) {
      high.push_back(year.range.cut(year.per_day.most_drawn()));
    }
    const double a_day = market_rate(market, high, network.days);
    if (a_day > most) {
      add(problems, MarketRecord::kind, market.id, "", too_large(a_day / most));
    }
  }
}

}  // namespace korus
