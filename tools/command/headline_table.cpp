#include "tools/command/headline_table.hpp"

#include <fmt/core.h>

#include <cmath>
#include <map>

#include "models/programme.hpp"
#include "tools/command/figure_text.hpp"
#include "tools/command/headline_rows.hpp"
#include "tools/ensemble/kpi_summary.hpp"

namespace korus {
namespace {

std::string month_text(const Network& network, double day) {
  if (!std::isfinite(day)) {
    return "-";
  }
  const std::chrono::year_month_day date(network.settings.start +
                                         std::chrono::days(std::llround(day)));
  return fmt::format("{}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()));
}

// An investment or a programme of a pledge.
struct PledgeRow {
  std::string id;
  std::string name;
  std::string unit;  // of capacity
  double amount_usd = 0;
  double partner_usd = 0;
  bool programme = false;
  double bought_usd = 0;  // equipment a programme buys by the end
  double bought_units = 0;
  std::string bought_unit;
};

// By pledge, the names of pledges and in them the ids in alphabetical order.
std::map<std::string, std::vector<PledgeRow>> pledge_rows(const Network& network) {
  std::map<std::string, std::vector<PledgeRow>> rows;
  for (const Project& project : network.projects) {
    const InvestmentRecord& record = project.record;
    if (record.pledge != "none") {
      const Product& product = network.product_of(network.lines[project.line]);
      rows[record.pledge].push_back({record.id, record.name.empty() ? record.id : record.name,
                                     product.display_unit + "/a", record.amount_usd,
                                     record.partner_usd});
    }
  }
  for (const Programme& programme : network.programmes) {
    const ProgrammeRecord& record = programme.record;
    if (record.pledge == "none") {
      continue;
    }
    PledgeRow row{.id = record.id,
                  .name = record.name.empty() ? record.id : record.name,
                  .amount_usd = record.amount_usd,
                  .programme = true,
                  .bought_units = bought_units(programme, network.days)};
    if (!programme.lines.empty()) {
      row.unit = network.product_of(network.lines[programme.lines.front()]).display_unit + "/a";
    }
    if (row.bought_units > 0) {
      const Stock& stock = network.stocks[network.markets[programme.market].stock];
      row.bought_unit = network.products[stock.product].display_unit;
      row.bought_usd = row.bought_units * record.buys_usd_per_unit;
    }
    rows[record.pledge].push_back(row);
  }
  return rows;
}

// At most `most` bytes, whole characters only.
std::string shortened(std::string text, std::size_t most) {
  if (text.size() > most) {
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xc0) == 0x80) {
      --most;
    }
    text.resize(most);
  }
  return text;
}

double built_share(const Ensemble& ensemble, std::size_t start_day) {
  double built = 0;
  for (const KpiValue& value : values_of(ensemble, start_day)) {
    built += value.denominator;
  }
  return built / static_cast<double>(ensemble.replications.size());
}

void print_pledge(const Network& network, const Ensemble& ensemble, const PledgeRow& row) {
  const auto estimate = [&](const char* measure) {
    const auto i = find_kpi(ensemble.kpis, std::string(measure) + "." + row.id);
    return i ? summarise_kpi(ensemble.kpis[*i], values_of(ensemble, *i)).estimate : Estimate{};
  };
  const auto billions = [](double usd) { return usd > 0 ? figure_text(usd / 1e9) : "-"; };
  const Estimate price = row.amount_usd > 0 ? estimate("usd_per_unit") : Estimate{};
  const auto start = find_kpi(ensemble.kpis, "start_day." + row.id);
  fmt::print("  {:<41}{:>8}{:>9}{:>8}{:>8}{:>9}{:>11}  {:<16}{:>9}  {}\n", shortened(row.name, 40),
             billions(row.amount_usd), billions(row.partner_usd),
             billions(estimate("spent_usd").mean),
             start ? fmt::format("{:.0f} %", 100 * built_share(ensemble, *start)) : "",
             row.programme ? "" : month_text(network, estimate("start_day").mean),
             figure_text(estimate("capacity_added").mean), row.unit, figure_text(price.mean * 1e-6),
             price.sd > 0 ? interval(price.low, price.high, 1e-6, false) : "");
  if (row.bought_units > 0) {
    fmt::print("  {:<41}{:>8}{:>9}{:>8}{:>8}{:>9}{:>11}  {:<16}\n", "  equipment it buys",
               billions(row.bought_usd), "", "", "", "", figure_text(row.bought_units),
               row.bought_unit);
  }
}

}  // namespace

void print_headline(const Network& network, const Ensemble& ensemble) {
  fmt::print("{}\n{:<44}{:<14}{:>12}   95 % interval\n", network.title, "", "unit", "estimate");
  for (const auto& [section, kpis] : sections(network, ensemble)) {
    print_section_name(section.first, section.second);
    for (const std::size_t i : kpis) {
      const Kpi& kpi = ensemble.kpis[i];
      const KpiSummary summary = summarise_kpi(kpi, values_of(ensemble, i));
      if (!all_zero(summary) || kpi.measure == "unmet_share") {
        const Shown shown = shown_of(kpi);
        fmt::print("  {:<42}{:<14}{:>12}   {}\n", kpi.group + ", " + label(kpi), shown.unit,
                   figure_text(summary.estimate.mean * shown.factor),
                   interval(summary.estimate.low, summary.estimate.high, shown.factor, false));
      }
    }
  }
}

void print_pledges(const Network& network, const Ensemble& ensemble) {
  const auto pledges = pledge_rows(network);
  if (pledges.empty()) {
    return;
  }
  fmt::print("\n{:<43}{:>8}{:>9}{:>8}{:>8}{:>9}{:>11}  {:<16}{:>9}  {}\n", "WHAT THE PLEDGES BUY",
             "pledged", "partners", "spent", "built", "first", "capacity", "", "M USD per",
             "95 % interval");
  fmt::print("{:<43}{:>8}{:>9}{:>8}{:>8}{:>9}{:>11}  {:<16}{:>9}\n", "", "B USD", "B USD", "B USD",
             "in", "start", "added", "unit", "unit a year");
  for (const auto& [pledge, rows] : pledges) {
    double total = 0;
    double partners = 0;
    double spent = 0;
    for (const PledgeRow& row : rows) {
      const auto i = find_kpi(ensemble.kpis, "spent_usd." + row.id);
      total += row.amount_usd;
      partners += row.partner_usd;
      spent += i ? summarise_kpi(ensemble.kpis[*i], values_of(ensemble, *i)).estimate.mean : 0;
    }
    fmt::print("{:<43}{:>8}{:>9}{:>8}\n", pledge, figure_text(total / 1e9),
               partners > 0 ? figure_text(partners / 1e9) : "", figure_text(spent / 1e9));
    for (const PledgeRow& row : rows) {
      print_pledge(network, ensemble, row);
    }
  }
  fmt::print(
      "\npledged: as announced. spent: mean by the end with the partners' money; of a programme, "
      "on research. built in: share of the\n"
      "replications in which production began (others are refused, abandoned or late). capacity: "
      "good units a year at the end. A pledge\n"
      "without a stated amount has no dollars per unit.\n");
}

}  // namespace korus
