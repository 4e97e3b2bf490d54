#include "models/scorecard.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "models/project.hpp"
#include "models/reserve.hpp"

namespace korus {
namespace {

double days_to_new_year(const Network& network, int year) {
  const Date date = std::chrono::year{year} / 1 / 1;
  return static_cast<double>((date - network.settings.start).count());
}

// Good units out of a nameplate start, downtime and yield taken off: what output is compared with.
double good_share(const Line& line) { return line.usable * line.mean_yield; }

constexpr std::string_view group_entity = "country and product group";
constexpr std::string_view country_entity =
    "country where a market has `lost_cost_usd`, and `focus`, the countries of `simulation.focus`";
constexpr std::string_view investment_entity = "investment";
constexpr std::string_view programme_entity =
    "programme that acts on the yield or the capacity of lines";
constexpr std::string_view reserve_entity = "stock with a reserve that has `reserve_usd`";

// In the order of Measure.
constexpr std::array headline{
    HeadlineFigure{
        group_entity, "capacity_YYYY", "Capacity in YYYY", "@/a", true, false,
        "Mean capacity in the year, in good units: nameplate less downtime, times yield"},
    HeadlineFigure{group_entity, "output_YYYY", "Output in YYYY", "@/a", true, false,
                   "Good units finished in the year"},
    HeadlineFigure{group_entity, "unmet_share", "Share of demand lost or still waiting at the end",
                   "1", false, true, "Demand lost, or still waiting at the end / demand"},
    HeadlineFigure{group_entity, "late_share",
                   "Share of demand not served on the day it was wanted", "1", false, true,
                   "Demand not served on the day it was wanted / demand"},
    HeadlineFigure{group_entity, "cover_days", "Days of demand in stock", "d", true, true,
                   "Mean stock at the markets / mean daily demand"},
    HeadlineFigure{country_entity, "unmet_usd", "Cost of demand lost or still waiting at the end",
                   "USD", false, false,
                   "Demand lost, or still waiting at the end x `lost_cost_usd` of its market"},
    HeadlineFigure{investment_entity, "capacity_added", "Capacity reached at the end", "@/a", true,
                   false, "Capacity it had reached at the end, in good units"},
    HeadlineFigure{investment_entity, "spent_usd", "Dollars spent by the end", "USD", false, false,
                   "Dollars spent on it by the end"},
    HeadlineFigure{investment_entity, "usd_per_unit", "Dollars per unit of yearly capacity",
                   "USD a/@", false, true, "Dollars spent / capacity reached"},
    HeadlineFigure{investment_entity, "start_day",
                   "First production after the start, of runs in which it began", "d", false, true,
                   "First production, days since the start, of runs in which it began"},
    HeadlineFigure{programme_entity, "capacity_added", "Capacity its research added at the end",
                   "@/a", true, false, "What its research added to its lines by the end"},
    HeadlineFigure{programme_entity, "spent_usd", "Dollars spent on research by the end", "USD",
                   false, false, "Dollars spent on research by the end"},
    HeadlineFigure{programme_entity, "usd_per_unit", "Research dollars per unit of yearly capacity",
                   "USD a/@", false, true, "Dollars spent on research / capacity added"},
    HeadlineFigure{reserve_entity, "spent_usd", "Dollars spent on the reserve by the end", "USD",
                   false, false, "Dollars of its budget spent by the end"},
};

std::string put_in(std::string_view text, std::string_view mark, const std::string& word) {
  std::string result(text);
  const std::size_t at = result.find(mark);
  return at == std::string::npos ? result : result.replace(at, mark.size(), word);
}

}  // namespace

std::span<const HeadlineFigure> headline_figures() { return headline; }

Scorecard::Scorecard(const Network& network) : network_(network), figures_(network) {
  add_years();
  add_groups();
  add_unmet_cost();
  add_projects();
  add_programmes();
  add_reserves();
  kpis_.insert(kpis_.end(), figures_.kpis().begin(), figures_.kpis().end());
}

void Scorecard::add_years() {
  const std::chrono::year_month_day first(network_.settings.start);
  const std::chrono::year_month_day last(network_.settings.end);
  std::vector<int> full;
  for (int year = static_cast<int>(first.year()); year <= static_cast<int>(last.year()); ++year) {
    if (days_to_new_year(network_, year) >= 0 &&
        days_to_new_year(network_, year + 1) <= network_.days) {
      full.push_back(year);
    }
  }
  if (!full.empty()) {
    years_ = {std::max(full.front(), full.back() - 5), full.back()};
    years_.erase(std::unique(years_.begin(), years_.end()), years_.end());
  }
  std::set<double> stops{0.0, network_.settings.warm_up_days, network_.days};
  for (const int year : years_) {
    stops.insert(days_to_new_year(network_, year));
    stops.insert(days_to_new_year(network_, year + 1));
  }
  days_.assign(stops.begin(), stops.end());
  const auto at = [&](double day) {
    return static_cast<std::size_t>(std::ranges::lower_bound(days_, day) - days_.begin());
  };
  for (const int year : years_) {
    year_snapshots_.emplace_back(at(days_to_new_year(network_, year)),
                                 at(days_to_new_year(network_, year + 1)));
  }
}

void Scorecard::add(const Item& item, const std::string& id, const std::string& name,
                    const Product& product, const std::string& country) {
  const HeadlineFigure& figure = headline[static_cast<std::size_t>(item.measure)];
  const std::string year =
      years_.empty() ? "" : std::to_string(years_[static_cast<std::size_t>(item.year)]);
  const std::string measure = put_in(figure.measure, "YYYY", year);
  const bool of_group = figure.entity == group_entity;
  kpis_.push_back({.name = measure + "." + (of_group ? country + "." : "") + id,
                   .long_name = put_in(figure.words, "YYYY", year) + ", " + name,
                   .units = put_in(figure.units, "@", product.display_unit),
                   .measure = measure,
                   .chain = product.chain,
                   .country = country,
                   .group = id,
                   .higher_is_better = figure.higher_is_better,
                   .is_ratio = figure.is_ratio});
  items_.push_back(item);
}

void Scorecard::add_groups() {
  std::vector<std::string> groups;
  std::set<std::string> countries;
  for (const Product& product : network_.products) {
    if (!product.group.empty() && std::ranges::find(groups, product.group) == groups.end()) {
      groups.push_back(product.group);
    }
  }
  for (const Site& site : network_.sites) {
    countries.insert(site.country);
  }
  for (const std::string& group : groups) {
    for (const std::string& country : countries) {
      add_group(country, group);
    }
  }
}

void Scorecard::add_group(const std::string& country, const std::string& group) {
  const auto in_group = [&](const Stock& stock) {
    return network_.sites[stock.site].country == country &&
           network_.products[stock.product].group == group;
  };
  Item lines;
  Item markets;
  const Product* product = nullptr;
  for (std::size_t i = 0; i < network_.lines.size(); ++i) {
    if (in_group(network_.stocks[network_.lines[i].stock])) {
      lines.rows.push_back(i);
      product = &network_.product_of(network_.lines[i]);
    }
  }
  for (std::size_t i = 0; i < network_.markets.size(); ++i) {
    if (in_group(network_.stocks[network_.markets[i].stock])) {
      markets.rows.push_back(i);
      product = &network_.products[network_.stocks[network_.markets[i].stock].product];
    }
  }
  if (product == nullptr) {
    return;
  }
  lines.unit = markets.unit = product->units_per_display;
  const auto add_one = [&](Item item, Measure measure) {
    item.measure = measure;
    add(item, group, group + ", " + country, *product, country);
  };
  for (std::size_t y = 0; y < years_.size() && !lines.rows.empty(); ++y) {
    lines.year = static_cast<int>(y);
    add_one(lines, Measure::capacity);
    add_one(lines, Measure::output);
  }
  if (!markets.rows.empty()) {
    for (const Measure measure : {Measure::unmet, Measure::late, Measure::cover}) {
      add_one(markets, measure);
    }
  }
}

// Over all chains, so only where markets say what a lost unit costs: other runs have the figures they
// had.
void Scorecard::add_unmet_cost() {
  const std::string& focus = network_.settings.focus;
  std::map<std::string, std::vector<std::size_t>> by_country;
  std::vector<std::size_t> in_focus;
  for (std::size_t i = 0; i < network_.markets.size(); ++i) {
    const Market& market = network_.markets[i];
    if (market.lost_cost > 0) {
      const std::string& country = network_.sites[network_.stocks[market.stock].site].country;
      by_country[country].push_back(i);
      if (focus.empty() || (";" + focus + ";").find(";" + country + ";") != std::string::npos) {
        in_focus.push_back(i);
      }
    }
  }
  const Product sum{.chain = "general"};
  for (const auto& [country, markets] : by_country) {
    add({.measure = Measure::unmet_cost, .rows = markets}, country, country, sum, country);
  }
  if (!in_focus.empty()) {
    add({.measure = Measure::unmet_cost, .rows = in_focus}, "focus", focus.empty() ? "all" : focus,
        sum, focus);
  }
}

void Scorecard::add_projects() {
  for (std::size_t i = 0; i < network_.projects.size(); ++i) {
    const InvestmentRecord& record = network_.projects[i].record;
    const Line& line = network_.lines[network_.projects[i].line];
    const Product& product = network_.product_of(line);
    for (const Measure measure : {Measure::added, Measure::spent, Measure::price, Measure::start}) {
      add({.measure = measure, .rows = {i}, .unit = product.units_per_display}, record.id,
          record.name.empty() ? record.id : record.name, product,
          network_.sites[line.site].country);
    }
  }
}

void Scorecard::add_programmes() {
  for (std::size_t i = 0; i < network_.programmes.size(); ++i) {
    const Programme& programme = network_.programmes[i];
    if (programme.lines.empty() || programme.record.acts_on == "cycle_time") {
      continue;  // adds no capacity
    }
    const ProgrammeRecord& record = programme.record;
    const Product& product = network_.product_of(network_.lines[programme.lines.front()]);
    for (const Measure measure :
         {Measure::programme_added, Measure::programme_spent, Measure::programme_price}) {
      add({.measure = measure, .rows = {i}, .unit = product.units_per_display}, record.id,
          record.name.empty() ? record.id : record.name, product, record.country);
    }
  }
}

void Scorecard::add_reserves() {
  for (std::size_t i = 0; i < network_.reserves.size(); ++i) {
    const Stock& stock = network_.stocks[network_.reserves[i].stock];
    const Product& product = network_.products[stock.product];
    if (network_.reserves[i].usd > 0) {
      add({.measure = Measure::reserve_spent, .rows = {i}}, stock.id,
          "reserve of " + product.name + ", " + network_.sites[stock.site].id, product,
          network_.sites[stock.site].country);
    }
  }
}

void Scorecard::Reading::take(SimTime now, NetworkState& state) {
  Snapshot snapshot;
  for (const LineState& line : state.lines) {
    snapshot.line_good.push_back(static_cast<double>(line.good));
    snapshot.line_capacity_days.push_back(line.good_rate.integral_days(now));
  }
  for (const StockState& stock : state.stocks) {
    snapshot.stock_days.push_back(stock.on_hand.integral_days(now));
  }
  for (const MarketState& market : state.markets) {
    snapshot.demanded.push_back(static_cast<double>(market.demanded));
    snapshot.unmet.push_back(static_cast<double>(market.lost + market.backlog));
    snapshot.late.push_back(static_cast<double>(market.late));
  }
  snapshots_.push_back(std::move(snapshot));
  take_projects(now, state);
  take_programmes(now, state);
  take_reserves(now, state);
  if (now == SimTime{} + from_days(card_->network_.settings.warm_up_days)) {
    figures_.begin(now, state);
  }
  if (now == SimTime{} + from_days(card_->network_.days)) {
    figure_values_ = figures_.values(now, state);
  }
}

void Scorecard::Reading::save(ImageWriter& image) const {
  image.value(snapshots_.size());
  for (const Snapshot& s : snapshots_) {
    for (const auto* column :
         {&s.line_good, &s.line_capacity_days, &s.stock_days, &s.demanded, &s.unmet, &s.late}) {
      image.column(*column);
    }
  }
  figures_.save(image);
}

// What is taken of projects and programmes is taken anew at the last snapshot.
void Scorecard::Reading::load(ImageReader& image) {
  std::size_t count = 0;
  image.value(count);
  if (count > card_->snapshot_days().size()) {
    throw ImageError("more snapshots than the run takes");
  }
  snapshots_.resize(count);
  for (Snapshot& s : snapshots_) {
    for (auto* column :
         {&s.line_good, &s.line_capacity_days, &s.stock_days, &s.demanded, &s.unmet, &s.late}) {
      image.column(*column);
    }
  }
  figures_.load(image);
}

void Scorecard::Reading::take_projects(SimTime now, const NetworkState& state) {
  added_per_year_.clear();
  spent_.clear();
  start_day_.clear();
  started_.clear();
  for (std::size_t i = 0; i < state.projects.size(); ++i) {
    const ProjectState& project = state.projects[i];
    const Line& line = card_->network_.lines[card_->network_.projects[i].line];
    added_per_year_.push_back(static_cast<double>(project.given_per_year) * good_share(line));
    spent_.push_back(spent_usd(card_->network_.projects[i], project, to_days(now)));
    start_day_.push_back(project.first_start_day);
    started_.push_back(project.given_per_year > 0);
  }
}

// What research added: the factor its lines have now, less one, of their nameplate.
void Scorecard::Reading::take_programmes(SimTime now, const NetworkState& state) {
  researched_.clear();
  improved_.clear();
  for (const Programme& programme : card_->network_.programmes) {
    double improved = 0;
    for (const std::uint32_t l : programme.lines) {
      const LineState& line = state.lines[l];
      const Line& row = card_->network_.lines[l];
      const double gain_of_yield =
          std::min(row.mean_yield * line.yield_factor, 1.0) / row.mean_yield;
      const double gain = line.capacity_factor * gain_of_yield;
      improved += static_cast<double>(line.nameplate) / line.capacity_factor * (gain - 1.0) *
                  good_share(row);
    }
    improved_.push_back(improved);
    const double share = std::clamp(
        (to_days(now) - programme.start_day) / 365.25 / programme.record.years, 0.0, 1.0);
    researched_.push_back(programme.record.amount_usd * programme.record.research_share * share);
  }
}

void Scorecard::Reading::take_reserves(SimTime now, const NetworkState& state) {
  set_aside_.clear();
  for (std::size_t i = 0; i < state.reserves.size(); ++i) {
    set_aside_.push_back(spent_usd(card_->network_.reserves[i], state.reserves[i], to_days(now)));
  }
}

double Scorecard::year_days(int year) const {
  const auto [first, last] = year_snapshots_[static_cast<std::size_t>(year)];
  return days_[last] - days_[first];
}

double Scorecard::Reading::in_year(int year, std::size_t line,
                                   std::vector<double> Snapshot::* what) const {
  const auto [first, last] = card_->year_snapshots_[static_cast<std::size_t>(year)];
  return (snapshots_[last].*what)[line] - (snapshots_[first].*what)[line];
}

KpiValue Scorecard::Reading::value(std::size_t kpi) const {
  const Item& item = card_->items_[kpi];
  const Network& network = card_->network_;
  const Snapshot& end = snapshots_.back();
  KpiValue value{.numerator = 0, .denominator = 1};
  const std::size_t first = item.rows.front();
  switch (item.measure) {
    case Measure::capacity:
      for (const std::size_t line : item.rows) {
        value.numerator += in_year(item.year, line, &Snapshot::line_capacity_days) *
                           network.lines[line].usable / item.unit;
      }
      value.numerator /= card_->year_days(item.year);
      break;
    case Measure::output:
      for (const std::size_t line : item.rows) {
        value.numerator += in_year(item.year, line, &Snapshot::line_good) / item.unit;
      }
      break;
    case Measure::unmet:
    case Measure::late:
      value.denominator = 0;
      for (const std::size_t market : item.rows) {
        value.numerator +=
            (item.measure == Measure::unmet ? end.unmet : end.late)[market] / item.unit;
        value.denominator += end.demanded[market] / item.unit;
      }
      break;
    case Measure::cover: {
      std::set<std::size_t> stocks;
      value.denominator = 0;
      for (const std::size_t market : item.rows) {
        stocks.insert(network.markets[market].stock);
        value.denominator += end.demanded[market] / item.unit;
      }
      for (const std::size_t stock : stocks) {
        value.numerator += end.stock_days[stock] / item.unit;
      }
      break;
    }
    case Measure::unmet_cost:
      for (const std::size_t market : item.rows) {
        value.numerator += end.unmet[market] * network.markets[market].lost_cost;
      }
      break;
    case Measure::added:
      value.numerator = added_per_year_[first] / item.unit;
      break;
    case Measure::spent:
      value.numerator = spent_[first];
      break;
    case Measure::price:
      value = {.numerator = spent_[first], .denominator = added_per_year_[first] / item.unit};
      break;
    case Measure::programme_added:
      value.numerator = improved_[first] / item.unit;
      break;
    case Measure::programme_spent:
      value.numerator = researched_[first];
      break;
    case Measure::programme_price:
      value = {.numerator = researched_[first], .denominator = improved_[first] / item.unit};
      break;
    case Measure::reserve_spent:
      value.numerator = set_aside_[first];
      break;
    case Measure::start:
      value = {.numerator = started_[first] ? start_day_[first] : 0,
               .denominator = started_[first] ? 1.0 : 0.0};
      break;
  }
  return value;
}

std::vector<KpiValue> Scorecard::Reading::values() const {
  std::vector<KpiValue> result;
  for (std::size_t i = 0; i < card_->items_.size(); ++i) {
    result.push_back(value(i));
  }
  result.insert(result.end(), figure_values_.begin(), figure_values_.end());
  return result;
}

}  // namespace korus
