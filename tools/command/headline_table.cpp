#include "tools/command/headline_table.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "models/programme.hpp"
#include "tools/command/figure_text.hpp"
#include "tools/ensemble/headline.hpp"
#include "tools/ensemble/kpi_summary.hpp"
#include "tools/ensemble/paired.hpp"

namespace korus {
namespace {

std::vector<KpiValue> column(const Ensemble& ensemble, std::size_t kpi) {
  std::vector<KpiValue> values;
  for (const ReplicationResult& replication : ensemble.replications) {
    values.push_back(replication.kpis[kpi]);
  }
  return values;
}

std::optional<std::size_t> find_kpi(const Ensemble& ensemble, const std::string& name) {
  const auto found = std::ranges::find(ensemble.kpis, name, &Kpi::name);
  return found == ensemble.kpis.end()
             ? std::nullopt
             : std::optional(static_cast<std::size_t>(found - ensemble.kpis.begin()));
}

std::string label(const Kpi& kpi) {
  if (kpi.measure == "unmet_share") {
    return "demand unmet";
  }
  if (kpi.measure == "late_share") {
    return "demand late";
  }
  if (kpi.measure == "cover_days") {
    return "days of cover";
  }
  if (kpi.measure == "unmet_usd") {
    return "cost of demand unmet";
  }
  std::string words = kpi.measure;
  std::ranges::replace(words, '_', ' ');
  return words;
}

Shown shown_of(const Kpi& kpi) {
  return kpi.measure == "unmet_usd" ? Shown{.unit = "M USD", .factor = 1e-6}
                                    : shown_unit(kpi.units);
}

const std::vector<std::string> chain_order{"semiconductor", "battery", "vehicle",
                                           "vaccine",       "network", "general"};

// KPI indices by chain and country, in the order of the table.
std::map<std::pair<std::size_t, std::string>, std::vector<std::size_t>> sections(
    const Network& network, const Ensemble& ensemble) {
  std::map<std::pair<std::size_t, std::string>, std::vector<std::size_t>> result;
  for (std::size_t i = 0; i < ensemble.kpis.size(); ++i) {
    const Kpi& kpi = ensemble.kpis[i];
    if (is_headline(kpi, network.settings.focus)) {
      const auto chain =
          static_cast<std::size_t>(std::ranges::find(chain_order, kpi.chain) - chain_order.begin());
      result[{chain, kpi.country}].push_back(i);
    }
  }
  return result;
}

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

bool all_zero(const KpiSummary& summary) { return summary.min == 0 && summary.max == 0; }

std::string interval(double low, double high, double factor, bool with_sign) {
  if (!std::isfinite(low)) {
    return "";
  }
  const auto text = [&](double x) {
    return with_sign ? signed_figure_text(x * factor) : figure_text(x * factor);
  };
  return fmt::format("[{}, {}]", text(low), text(high));
}

void print_section_name(std::size_t chain, const std::string& country) {
  fmt::print("\n{}, {}\n", chain < chain_order.size() ? upper(chain_order[chain]) : "OTHER",
             country);
}

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
  for (const KpiValue& value : column(ensemble, start_day)) {
    built += value.denominator;
  }
  return built / static_cast<double>(ensemble.replications.size());
}

void print_pledge(const Network& network, const Ensemble& ensemble, const PledgeRow& row) {
  const auto estimate = [&](const char* measure) {
    const auto i = find_kpi(ensemble, std::string(measure) + "." + row.id);
    return i ? summarise_kpi(ensemble.kpis[*i], column(ensemble, *i)).estimate : Estimate{};
  };
  const auto billions = [](double usd) { return usd > 0 ? figure_text(usd / 1e9) : "-"; };
  const Estimate price = row.amount_usd > 0 ? estimate("usd_per_unit") : Estimate{};
  const auto start = find_kpi(ensemble, "start_day." + row.id);
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
      const KpiSummary summary = summarise_kpi(kpi, column(ensemble, i));
      if (!all_zero(summary) || kpi.measure == "unmet_share") {
        const Shown shown = shown_of(kpi);
        fmt::print("  {:<42}{:<14}{:>12}   {}\n", kpi.group + ", " + label(kpi), shown.unit,
                   figure_text(summary.estimate.mean * shown.factor),
                   interval(summary.estimate.low, summary.estimate.high, shown.factor, false));
      }
    }
  }
}

namespace {

struct Change {
  const Kpi* kpi;
  KpiSummary baseline;
  KpiSummary policy;
  Paired paired;

  bool nothing() const { return all_zero(baseline) && all_zero(policy) && !kpi->is_ratio; }
  bool same() const { return paired.difference.mean == 0 && paired.difference.sd == 0; }
  // Beyond four standard errors, as so many rows are looked at, and at least a hundredth of the
  // baseline.
  bool matters() const {
    return std::fabs(paired.difference.mean) > 4 * paired.difference.se &&
           std::fabs(paired.difference.mean) >= 0.01 * std::fabs(baseline.estimate.mean);
  }
};

std::optional<Change> change_of(std::size_t kpi, const Ensemble& baseline, const Ensemble& policy) {
  const Kpi& row = policy.kpis[kpi];
  const auto other = find_kpi(baseline, row.name);
  if (!other) {
    return std::nullopt;
  }
  const auto before = column(baseline, *other);
  const auto after = column(policy, kpi);
  return Change{&row, summarise_kpi(row, before), summarise_kpi(row, after),
                paired_kpi(row, before, after)};
}

void print_row(const Change& change) {
  const Kpi& kpi = *change.kpi;
  const Shown shown = shown_of(kpi);
  const Estimate& difference = change.paired.difference;
  const bool varies = change.baseline.estimate.sd > 0 && change.policy.estimate.sd > 0;
  const double ratio = change.paired.variance_ratio;
  fmt::print("  {:<42}{:<13}{:>11}{:>11}{:>11}  {:<22}{:>7}{:>8}\n", kpi.group + ", " + label(kpi),
             shown.unit, figure_text(change.baseline.estimate.mean * shown.factor),
             figure_text(change.policy.estimate.mean * shown.factor),
             change.same() ? "same" : signed_figure_text(difference.mean * shown.factor),
             change.same() ? "" : interval(difference.low, difference.high, shown.factor, true),
             change.same() || !std::isfinite(difference.mean)
                 ? ""
                 : fmt::format("{:.0f} %", 100 * change.paired.share_better),
             !varies || !std::isfinite(ratio) ? ""
             : ratio > 1000                   ? ">1000"
                                              : figure_text(ratio));
}

std::string last_year(const std::vector<Change>& changes) {
  std::string year;
  for (const Change& change : changes) {
    if (change.kpi->measure.starts_with("output_")) {
      year = std::max(year, change.kpi->measure.substr(7));
    }
  }
  return year;
}

// One sentence for each output of the last year and each unmet demand that the policy moves beyond
// noise.
void print_in_short(const std::vector<Change>& changes) {
  fmt::print(
      "IN SHORT (outputs of the last year and unmet demand that change by a hundredth and beyond "
      "four standard errors)\n");
  const std::string last = "output_" + last_year(changes);
  int told = 0;
  for (const Change& change : changes) {
    const Kpi& kpi = *change.kpi;
    if (!change.matters() ||
        (kpi.measure != last && kpi.measure != "unmet_share" && kpi.measure != "unmet_usd")) {
      continue;
    }
    const Shown shown = shown_of(kpi);
    const Estimate& difference = change.paired.difference;
    fmt::print("  {} {}: {} from {} to {} {} ({}; 95 % interval {} to {})\n", kpi.country,
               kpi.group, label(kpi), figure_text(change.baseline.estimate.mean * shown.factor),
               figure_text(change.policy.estimate.mean * shown.factor), shown.unit,
               signed_figure_text(difference.mean * shown.factor),
               signed_figure_text(difference.low * shown.factor),
               signed_figure_text(difference.high * shown.factor));
    ++told;
  }
  if (told == 0) {
    fmt::print(
        "  No output of the last year and no unmet demand changes by more than noise and a "
        "hundredth.\n");
  }
}

}  // namespace

void print_comparison(const Network& policy_network, const Ensemble& baseline,
                      const Ensemble& policy) {
  std::vector<Change> all;
  for (const auto& [section, kpis] : sections(policy_network, policy)) {
    for (const std::size_t i : kpis) {
      if (const auto change = change_of(i, baseline, policy)) {
        all.push_back(*change);
      }
    }
  }
  print_in_short(all);
  fmt::print("\n{:<44}{:<13}{:>11}{:>11}{:>11}  {:<22}{:>7}{:>8}\n", "", "unit", "baseline",
             "policy", "difference", "95 % interval", "better", "CRN");
  for (const auto& [section, kpis] : sections(policy_network, policy)) {
    print_section_name(section.first, section.second);
    for (const std::size_t i : kpis) {
      const auto change = change_of(i, baseline, policy);
      if (change && !change->nothing()) {
        print_row(*change);
      }
    }
  }
  fmt::print(
      "\ncapacity: mean over the year in good units, downtime and yield taken off. unmet: demand "
      "lost or still waiting at the end. "
      "late: demand not served on the day it was wanted.\n"
      "cover: mean stock at the markets over mean daily demand. better: share of the paired "
      "replications in which the policy is better.\n"
      "CRN: variance of the difference under independent seeds over that found on common random "
      "numbers.\n");
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
      const auto i = find_kpi(ensemble, "spent_usd." + row.id);
      total += row.amount_usd;
      partners += row.partner_usd;
      spent += i ? summarise_kpi(ensemble.kpis[*i], column(ensemble, *i)).estimate.mean : 0;
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
