#include "models/network_builder.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

#include "models/causes.hpp"
#include "models/network_checks.hpp"
#include "models/network_placement.hpp"
#include "models/network_runs.hpp"
#include "models/number_list.hpp"
#include "models/planned_requirements.hpp"
#include "models/policy_builder.hpp"
#include "models/project.hpp"
#include "models/record_index.hpp"
#include "models/service_levels.hpp"
#include "models/shop_builder.hpp"
#include "models/state.hpp"
#include "models/steady_state.hpp"

namespace korus {
namespace {

const std::string& or_id(const std::string& name, const std::string& id) {
  return name.empty() ? id : name;
}

class Builder {
 public:
  Builder(const Scenario& scenario, std::vector<BuildProblem>& problems)
      : in_(scenario),
        problems_(problems),
        product_(index_of(in_.products)),
        site_(index_of(in_.sites)),
        process_(index_of(in_.processes)),
        countries_(in_.sites, &SiteRecord::country),
        inputs_(in_.inputs, &InputRecord::process),
        capacities_(in_.capacities, &CapacityRecord::line),
        demands_(in_.demands, &DemandRecord::market) {}

  Network build() {
    add_settings();
    add_products_and_sites();
    add_stocks();
    build_shops(in_, out_, problems_);
    add_lines();
    add_markets();
    add_lanes();
    add_links();
    add_outages();
    add_changes();
    rank_buyers();
    set_runs(out_);
    check_reroutes();
    set_policies(in_, out_, problems_);
    set_reactions();
    set_causes();
    check_sharing();
    if (problems_.empty()) {
      check_flows(out_, solve_steady_state(out_), problems_);
      set_service_levels(out_);
      set_requirements(out_);
    }
    if (problems_.empty()) {
      check_sizes(out_, problems_);
      out_.placement = place_actors(out_);
    }
    return std::move(out_);
  }

 private:
  void problem(std::string_view kind, const std::string& id, std::string field,
               std::string message) {
    problems_.push_back({std::string(kind), id, std::move(field), std::move(message)});
  }

  double day_of(Date date) const {
    return static_cast<double>((date - in_.simulation.start).count());
  }
  double day_of_year(std::int64_t year, unsigned month, unsigned day) const {
    return day_of(std::chrono::year{static_cast<int>(year)} / std::chrono::month{month} /
                  std::chrono::day{day});
  }

  void add_settings() {
    out_.settings = in_.simulation;
    out_.title = in_.title;
    out_.days = day_of(in_.simulation.end);
    if (in_.simulation.warm_up_days >= out_.days) {
      problem(Settings::kind, "", "warm_up_days",
              "must end before the run, which takes " + std::to_string(std::llround(out_.days)) +
                  " days");
    }
    out_.lookahead = from_days(in_.simulation.lookahead_hours / 24.0);
    out_.first_weekday =
        static_cast<std::int64_t>(std::chrono::weekday(in_.simulation.start).iso_encoding()) - 1;
  }

  void add_products_and_sites() {
    check_groups(in_, problems_);
    check_demand(in_, problems_);
    check_unlimited(in_, problems_);
    const bool grouped =
        std::ranges::any_of(in_.products, [](const auto& p) { return !p.group.empty(); });
    for (const ProductRecord& row : in_.products) {
      out_.products.push_back(
          {.id = row.id,
           .name = or_id(row.name, row.id),
           .chain = row.chain,
           .group = grouped ? row.group : or_id(row.name, row.id),
           .display_unit = row.display_unit.empty() ? row.unit : row.display_unit,
           .units_per_display = static_cast<double>(row.units_per_display),
           .mass_g = row.mass_g});
    }
    for (const ValueRecord& row : in_.values) {
      Product& product = out_.products[product_.at(row.product)];
      product.value_usd = row.usd / product.units_per_display;
    }
    for (const SiteRecord& row : in_.sites) {
      out_.sites.push_back({.index = static_cast<std::uint32_t>(out_.sites.size()),
                            .id = row.id,
                            .name = or_id(row.name, row.id),
                            .country = row.country,
                            .chain = row.chain,
                            .role = row.role,
                            .latitude = row.latitude,
                            .longitude = row.longitude,
                            .day_begins = from_days(row.day_begins_hours / 24.0)});
    }
  }

  // One stock for each product that a site makes, uses or sells, sorted by site, then product.
  void add_stocks() {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> wanted;
    for (const LineRecord& line : in_.lines) {
      const ProcessRecord& process = in_.processes[process_.at(line.process)];
      wanted.emplace_back(site_.at(line.site), product_.at(process.product));
      for (const InputRecord* input : inputs_.of(line.process)) {
        wanted.emplace_back(site_.at(line.site), product_.at(input->product));
      }
    }
    for (const MarketRecord& market : in_.markets) {
      wanted.emplace_back(site_.at(market.site), product_.at(market.product));
    }
    for (const StockRecord& stock : in_.stocks) {
      if (keeps_stock_of_its_own(stock)) {
        wanted.emplace_back(site_.at(stock.site), product_.at(stock.product));
      }
    }
    add_warehouses(wanted);
    std::ranges::sort(wanted);
    const auto again = std::ranges::unique(wanted);
    wanted.erase(again.begin(), again.end());
    for (const auto& [site, product] : wanted) {
      out_.stocks.push_back(
          {.id = in_.sites[site].id + ":" + in_.products[product].id,
           .site = site,
           .product = product,
           .stream = name_key("stock/" + in_.sites[site].id + ":" + in_.products[product].id)});
    }
    unlimited_.assign(out_.stocks.size(), false);
    for (const StockRecord& row : in_.stocks) {
      if (row.policy == "unlimited") {
        unlimited_[stock(row.site, row.product)] = true;
      }
    }
  }

  // A site that buys a product in one row and supplies it in another passes it on.
  void add_warehouses(std::vector<std::pair<std::uint32_t, std::uint32_t>>& wanted) const {
    std::set<std::pair<std::uint32_t, std::uint32_t>> bought;
    for (const SupplyRecord& row : in_.supplies) {
      if (const auto buyer = site_.find(row.buyer); buyer != site_.end()) {
        bought.emplace(buyer->second, product_.at(row.product));
      }
    }
    for (const SupplyRecord& row : in_.supplies) {
      const std::pair place(site_.at(row.supplier), product_.at(row.product));
      if (bought.contains(place)) {
        wanted.push_back(place);
      }
    }
  }

  // A warehouse or an unlimited source, where nobody makes, uses or wants the product: only such
  // rows put a stock where there would be none.
  static bool keeps_stock_of_its_own(const StockRecord& row) { return is_plain(row); }

  std::uint32_t stock(const std::string& site, const std::string& product) const {
    return find_stock(out_, site_.at(site), product_.at(product)).value();
  }

  void add_lines() {
    made_.assign(out_.stocks.size(), false);
    for (const LineRecord& row : in_.lines) {
      const ProcessRecord& process = in_.processes[process_.at(row.process)];
      const double unit = out_.products[product_.at(process.product)].units_per_display;
      Line line{.id = row.id,
                .site = site_.at(row.site),
                .stock = stock(row.site, process.product),
                .process = process_.at(row.process),
                .lot_size = process.lot_size,
                .cycle_days = process.cycle_days,
                .yield = process.yield,
                .mean_yield = process.yield.mean(),
                .mean_cycle_days = process.cycle_days.mean(),
                .usable = 1.0 - process.downtime,
                .working_days = process.working_days_per_week,
                .nameplate = capacity_path(row, unit),
                .at_once = process.starts == "at_once",
                .stream = name_key("line/" + row.id)};
      set_job(row, process, line);
      line.reference_per_year = reference_per_year(row, line, unit);
      add_needs(row, process, line);
      made_[line.stock] = true;
      out_.lines.push_back(std::move(line));
    }
    std::ranges::sort(out_.lines, {}, [](const Line& l) { return std::tie(l.stock, l.id); });
    line_ = index_of(out_.lines);
    for (std::uint32_t l = 0; l < out_.lines.size(); ++l) {
      out_.lines[l].first_need = out_.need_rows;
      out_.need_rows += static_cast<std::uint32_t>(out_.lines[l].needs.size());
      if (out_.lines[l].job != nobody) {
        out_.job_classes[out_.lines[l].job].line = l;
      }
    }
  }

  // Lots that go through stations. A job is of one line, so that the line knows its own.
  void set_job(const LineRecord& row, const ProcessRecord& process, Line& line) {
    if (process.job.empty()) {
      return;
    }
    line.job = find_job(process.job);
    JobClass* job = &out_.job_classes[line.job];
    if (job->site != line.site) {
      problem(LineRecord::kind, row.id, "site",
              "is not the site of job " + process.job + ", which its lots take");
    }
    check_goods_job(ProcessRecord::kind, process.id, "job", *job);
    if (job->line != nobody) {
      problem(LineRecord::kind, row.id, "process",
              "a second line whose lots are job " + process.job);
    }
    job->line = 0;  // set once the lines are sorted
    line.mean_cycle_days = service_days(line.job);
  }

  std::uint32_t find_job(const std::string& id) {
    if (job_.empty()) {
      job_ = index_of(out_.job_classes);
    }
    return job_.at(id);
  }

  // [d] of one job, on average, without waits.
  double service_days(std::uint32_t job) const {
    double days = 0;
    for (std::uint32_t s = out_.job_classes[job].first_step;
         s < out_.steps.size() && out_.steps[s].job == job; ++s) {
      days +=
          out_.steps[s].service_days.mean() + out_.steps[s].unit_days * out_.job_classes[job].units;
    }
    return days;
  }

  // A job that stands for goods, of the record whose field names it: nothing else brings it, and it
  // is never lost.
  void check_goods_job(std::string_view kind, const std::string& id, const char* field,
                       const JobClass& job) {
    if (job.interarrival_days != Law(0) || job.start_jobs > 0 || job.supply != JobSupply::open) {
      problem(kind, id, field,
              job.id + " comes by itself; a job of goods has no arrivals of its own");
    }
    for (std::uint32_t s = job.first_step;
         s < out_.steps.size() && &out_.job_classes[out_.steps[s].job] == &job; ++s) {
      const Station& station = out_.stations[out_.steps[s].station];
      const bool from_outside = s == job.first_step || out_.steps[s].siblings > 1;
      if (from_outside && station.room >= 0) {
        problem(kind, id, field,
                "goods that find no place at " + station.id +
                    " would be lost; that station must have no limit of places");
      }
    }
    if (job.patience_days != Law(0)) {
      problem(kind, id, field, job.id + " loses patience; goods do not");
    }
  }

  CapacityPath capacity_path(const LineRecord& row, double unit) const {
    CapacityPath path{.growth_per_year = row.growth_per_year};
    for (const CapacityRecord* c : capacities_.of(row.id)) {
      path.knots.push_back({day_of_year(c->year, 1, 1), c->capacity_per_year * unit});
    }
    std::ranges::sort(path.knots, {}, &CapacityPath::Knot::day);
    if (path.knots.empty() || path.knots.front().day > 0) {
      path.knots.insert(path.knots.begin(), {0, row.capacity_per_year * unit});
    }
    return path;
  }

  double reference_per_year(const LineRecord& row, const Line& line, double unit) const {
    if (row.reference_per_year > 0) {
      return row.reference_per_year * unit;
    }
    if (line.nameplate.at(0) > 0) {
      return line.nameplate.at(0);
    }
    if (line.nameplate.knots.back().per_year > 0) {
      return line.nameplate.knots.back().per_year;
    }
    double bought = 0;
    for (const InvestmentRecord& record : in_.investments) {
      if (record.line == row.id) {
        bought += bought_capacity_per_year({.record = record, .units_per_display = unit},
                                           record.usd_per_unit.typical(), 1.0);
      }
    }
    return bought;
  }

  void add_needs(const LineRecord& row, const ProcessRecord& process, Line& line) {
    for (const InputRecord* input : inputs_.of(row.process)) {
      const auto per_lot = std::llround(input->quantity * static_cast<double>(process.lot_size));
      if (per_lot < 1) {
        problem(InputRecord::kind, input->id, "quantity",
                "rounds to nothing in a lot of " + std::to_string(process.lot_size) +
                    "; raise process." + process.id + ".lot_size");
      }
      line.needs.push_back({stock(row.site, input->product), per_lot});
    }
  }

  void add_markets() {
    for (const MarketRecord& row : in_.markets) {
      const double scale = out_.products[product_.at(row.product)].units_per_display / days_a_year;
      Market market{
          .id = row.id,
          .site = site_.at(row.site),
          .stock = stock(row.site, row.product),
          .customer_class = row.customer_class,
          .growth_per_year = row.growth_per_year,
          .noise_cv = row.noise_cv,
          .season_amplitude = row.season_amplitude,
          .season_peak_day = (row.season_peak_month - 0.5) * 365.25 / 12.0 - day_in_first_year(),
          .backorders = row.unmet == "backorder",
          .patience_days = row.patience_days,
          .arrivals = row.arrivals == "single"       ? Market::Arrivals::single
                      : row.arrivals == "continuous" ? Market::Arrivals::continuous
                                                     : Market::Arrivals::daily,
          .interarrival_days = row.interarrival_days,
          .first_customer_days = row.first_customer_days,
          .autocorrelation = row.autocorrelation,
          .due = from_days(row.due_days),
          .stream = name_key("market/" + row.id)};
      set_customers(row, out_.products[product_.at(row.product)].units_per_display, market);
      const Range range = DemandRecord::quantity_range.scaled(scale);
      for (const DemandRecord* d : demands_.of(row.id)) {
        market.years.push_back({day_of_year(d->year, 7, 2), d->quantity.scaled(scale), range});
      }
      std::ranges::sort(market.years, {}, &Market::Year::day);
      if (market.years.empty()) {
        market.years.push_back({0, Law(row.demand_per_year).scaled(scale), range});
      }
      out_.markets.push_back(std::move(market));
    }
    std::ranges::sort(out_.markets, {}, [](const Market& m) { return std::tie(m.stock, m.id); });
    market_ = index_of(out_.markets);
  }

  void set_customers(const MarketRecord& row, double unit, Market& market) {
    market.quantity = row.quantity == Law(0) ? Law(0) : row.quantity.scaled(unit);
    market.lost_cost = row.lost_cost_usd / unit;
    market.waiting_cost = row.waiting_cost_usd_per_day / unit;
    if (row.arrivals == "single" && row.quantity == Law(0)) {
      market.quantity = Law(unit);
    }
    if (row.arrivals == "single" && !(row.interarrival_days.mean() > 0)) {
      problem(MarketRecord::kind, row.id, "interarrival_days",
              "customers need some time between them");
    }
    if (row.autocorrelation != 0 && row.quantity.kind() != Law::Kind::normal) {
      problem(MarketRecord::kind, row.id, "autocorrelation", "needs a normal law of quantity");
    }
    if (row.arrivals != "daily" && row.patience_days > 0) {
      problem(MarketRecord::kind, row.id, "patience_days", "is for demand that comes daily");
    }
    if (row.arrivals != "daily" && !row.sequence.empty()) {
      problem(MarketRecord::kind, row.id, "sequence", "is for demand that comes daily");
    }
    std::string wrong;
    for (const double quantity :
         number_list(row.sequence, static_cast<double>(Parcel::most) / unit, wrong)) {
      market.sequence.push_back(std::llround(quantity * unit));
    }
    if (!wrong.empty()) {
      problem(MarketRecord::kind, row.id, "sequence",
              "must be numbers from 0 joined by ';', got '" + wrong + "'");
    }
  }

  double day_in_first_year() const {
    const std::chrono::year_month_day start(in_.simulation.start);
    return -day_of_year(static_cast<int>(start.year()), 1, 1);
  }

  // The stations that goods of a lane go through on arrival. A job is of one lane, so that it knows
  // its own.
  void set_port(const LaneRecord& row, std::uint32_t index) {
    Lane& lane = out_.lanes[index];
    if (row.port_job.empty()) {
      if (row.onward_days != Law(0)) {
        problem(LaneRecord::kind, row.id, "onward_days", "needs port_job");
      }
      return;
    }
    lane.port_job = find_job(row.port_job);
    JobClass& job = out_.job_classes[lane.port_job];
    check_goods_job(LaneRecord::kind, row.id, "port_job", job);
    if (job.line != nobody || job.lane != nobody) {
      problem(LaneRecord::kind, row.id, "port_job",
              row.port_job + " is already that of " +
                  (job.lane != nobody ? "lane " + out_.lanes[job.lane].id : "a line's lots"));
    }
    job.lane = index;
    lane.port_days = service_days(lane.port_job);
  }

  // A chain of reroutes comes to an end.
  void set_reroutes() {
    const Index lanes = index_of(out_.lanes);
    for (std::uint32_t l = 0; l < in_.lanes.size(); ++l) {
      const LaneRecord& row = in_.lanes[l];
      if (row.reroute.empty() && row.reroute_after_days > 0) {
        problem(LaneRecord::kind, row.id, "reroute_after_days", "needs reroute");
      }
      if (!row.reroute.empty()) {
        out_.lanes[l].reroute = lanes.at(row.reroute);
        out_.lanes[l].reroute_after = from_days(row.reroute_after_days);
      }
    }
    for (std::uint32_t l = 0; l < out_.lanes.size(); ++l) {
      std::string chain = out_.lanes[l].id;
      std::uint32_t next = out_.lanes[l].reroute;
      for (std::size_t steps = 0; next != nobody && steps <= out_.lanes.size(); ++steps) {
        chain += " -> " + out_.lanes[next].id;
        if (next == l) {
          problem(LaneRecord::kind, out_.lanes[l].id, "reroute", "goes round in a ring: " + chain);
          out_.lanes[l].reroute = nobody;
          break;
        }
        next = out_.lanes[next].reroute;
      }
    }
  }

  // Whatever goes by a lane may go by those it is rerouted to.
  void check_reroutes() {
    for (const Load& load : out_.loads) {
      const Link& link = out_.links[load.link];
      if (link.direct || link.lane == load.lane) {
        continue;
      }
      const Lane& lane = out_.lanes[load.lane];
      const Site& from = out_.sites[out_.stocks[link.supplier].site];
      const Site& to = out_.sites[out_.stocks[link.buyer].site];
      const Product& product = out_.product_of(link);
      const auto at = [](const std::string& end, const Site& site) {
        return end == site.id || end == site.country;
      };
      if (!at(lane.from, from) || !at(lane.to, to)) {
        problem(
            LaneRecord::kind, out_.lanes[link.lane].id, "reroute",
            lane.id + " does not go from " + from.id + " to " + to.id + ", where goods of it go");
        return;
      }
      if (lane.vehicle_g > 0 && lane.vehicle_g < product.mass_g) {
        problem(LaneRecord::kind, lane.id, "vehicle_t",
                "takes less than one unit of " + product.id);
        return;
      }
    }
  }

  void check_lane(const LaneRecord& row) {
    const double lookahead = in_.simulation.lookahead_hours / 24.0;
    if (row.full_units > 0 && row.departure_days > 0) {
      problem(LaneRecord::kind, row.id, "full_units", "and departure_days exclude each other");
    }
    if (row.departure_days > 0 && row.departure_days < lookahead) {
      problem(LaneRecord::kind, row.id, "departure_days",
              "must be 0 or at least the lookahead of " + std::to_string(lookahead) + " d");
    }
  }

  // Goods go by a lane that is a reroute of another only where no other is from and to the same.
  void name_lanes() {
    std::set<std::string_view> detours;
    for (const LaneRecord& row : in_.lanes) {
      detours.insert(row.reroute);
    }
    for (const bool detour : {false, true}) {
      for (std::uint32_t l = 0; l < in_.lanes.size(); ++l) {
        const LaneRecord& row = in_.lanes[l];
        if (detours.contains(row.id) != detour) {
          continue;
        }
        const auto [place, fresh] = lane_.emplace(std::tuple{row.from, row.to, row.mode}, l);
        if (!fresh && !detour) {
          problem(LaneRecord::kind, row.id, "",
                  "a second lane from " + row.from + " to " + row.to + " by " + row.mode +
                      " (the first is " + in_.lanes[place->second].id + ")");
        }
      }
    }
  }

  void add_lanes() {
    name_lanes();
    for (const LaneRecord& row : in_.lanes) {
      check_lane(row);
      out_.lanes.push_back({.id = row.id,
                            .from = row.from,
                            .to = row.to,
                            .mode = row.mode,
                            .transit_days = row.transit_days,
                            .customs_days = row.customs_days,
                            .departure = from_days(row.departure_days),
                            .vehicle_g = row.vehicle_t * 1e6,
                            .full_units = row.full_units,
                            .onward_days = row.onward_days,
                            .keeps_arrivals = row.closes == "arrivals",
                            .stream = name_key("lane/" + row.id)});
      set_port(row, static_cast<std::uint32_t>(out_.lanes.size() - 1));
    }
    set_reroutes();
  }

  // The most specific lane of the mode: by site, then by country.
  const std::uint32_t* find_lane(const Site& from, const Site& to, const std::string& mode) const {
    for (const auto& [f, t] : {std::pair{from.id, to.id},
                               {from.id, to.country},
                               {from.country, to.id},
                               {from.country, to.country}}) {
      if (const auto found = lane_.find({f, t, mode}); found != lane_.end()) {
        return &found->second;
      }
    }
    return nullptr;
  }

  // Makes the product, has it without limit, or keeps it to pass it on.
  bool has(std::uint32_t site, std::uint32_t product) const {
    return find_stock(out_, site, product).has_value();
  }

  // A supply row that has a share and a maker, with its names looked up.
  struct Offer {
    std::uint32_t product = 0;
    std::uint32_t supplier = 0;  // site
    const SupplyRecord* row = nullptr;
    std::pair<std::uint32_t, std::string_view> wanted_by() const { return {product, row->buyer}; }
  };

  // Sorted by product and buyer, those of one buyer in the order of the scenario.
  std::vector<Offer> offers() {
    std::vector<Offer> result;
    for (const SupplyRecord& row : in_.supplies) {
      const Offer offer{product_.at(row.product), site_.at(row.supplier), &row};
      if (!has(offer.supplier, offer.product)) {
        problem(SupplyRecord::kind, row.id, "supplier", "has no line that makes " + row.product);
      } else if (row.share > 0) {
        result.push_back(offer);
      }
    }
    std::ranges::sort(result, {}, [](const Offer& o) { return std::pair(o.wanted_by(), o.row); });
    return result;
  }

  void add_links() {
    const std::vector<Offer> all = offers();
    for (std::uint32_t s = 0; s < out_.stocks.size(); ++s) {
      const Stock& buyer = out_.stocks[s];
      if (made_[s] || unlimited_[s]) {
        continue;
      }
      const bool bought = add_links(all, buyer, s, "regular");
      if (!bought) {
        report_no_supplier(buyer);
      }
      if (add_links(all, buyer, s, "emergency") && !bought) {
        problem(SupplyRecord::kind, last_link_, "use",
                "emergency stands beside a regular supply, and there is none of " +
                    in_.products[buyer.product].id + " to " + in_.sites[buyer.site].id);
      }
    }
  }

  // From the offers of this use that name the buyer most narrowly: itself, its country, '*'. False
  // where there are none.
  bool add_links(const std::vector<Offer>& all, const Stock& buyer, std::uint32_t s,
                 std::string_view use) {
    const Site& site = out_.sites[buyer.site];
    for (const std::string_view name :
         {std::string_view(site.id), std::string_view(site.country), std::string_view("*")}) {
      bool found = false;
      for (const Offer& offer :
           std::ranges::equal_range(all, std::pair(buyer.product, name), {}, &Offer::wanted_by)) {
        if (offer.supplier != buyer.site && offer.row->use == use) {
          last_link_ = offer.row->id;
          add_link(*offer.row, s);
          found = true;
        }
      }
      if (found) {
        return true;
      }
    }
    return false;
  }

  void report_no_supplier(const Stock& buyer) {
    const std::string& product = in_.products[buyer.product].id;
    const std::string& site = in_.sites[buyer.site].id;
    for (const MarketRecord& market : in_.markets) {
      if (market.site == site && market.product == product) {
        return problem(MarketRecord::kind, market.id, "product",
                       "no supply row sells " + product + " to " + site);
      }
    }
    for (const LineRecord& line : in_.lines) {
      if (line.site == site && uses(line.process, product)) {
        return problem(LineRecord::kind, line.id, "process",
                       "needs " + product + ", and no supply row sells it to " + site);
      }
    }
  }

  bool uses(const std::string& process, const std::string& product) const {
    return std::ranges::any_of(inputs_.of(process),
                               [&](const InputRecord* i) { return i->product == product; });
  }

  void add_link(const SupplyRecord& row, std::uint32_t buyer) {
    const Site& from = out_.sites[site_.at(row.supplier)];
    const Site& to = out_.sites[out_.stocks[buyer].site];
    const ProductRecord& product = in_.products[out_.stocks[buyer].product];
    Link link{.buyer = buyer,
              .supplier = stock(row.supplier, row.product),
              .share = row.share,
              .direct = row.lead_days != Law(0),
              .transit_days = row.lead_days,
              .transit = out_.direct_transit(row.lead_days.mean()),
              .order_delay = std::max(from_days(row.order_days), out_.lookahead),
              .rank = -row.priority,
              .arrives = row.arrives,
              .loses = row.arrives != Law(1),
              .shares_demand = row.shares_demand == "yes",
              .emergency = row.use == "emergency",
              .emergency_point = row.emergency_point,
              .emergency_up_to = row.emergency_up_to,
              .unit_cost = row.unit_cost_usd / static_cast<double>(product.units_per_display),
              .stream = name_key("supply/" + row.id + "/" + to.id)};
    if (link.direct) {
      out_.links.push_back(link);
      return;
    }
    if (row.arrives != Law(1)) {
      problem(SupplyRecord::kind, row.id, "arrives", "needs lead_days: a supply by no lane");
    }
    const std::string mode = from.country == to.country ? "land"
                             : row.mode.empty()         ? product.transport
                                                        : row.mode;
    const std::uint32_t* lane = find_lane(from, to, mode);
    if (lane == nullptr) {
      return problem(SupplyRecord::kind, row.id, row.mode.empty() ? "supplier" : "mode",
                     "no lane by " + mode + " from " + from.id + " (" + from.country + ") to " +
                         to.id + " (" + to.country + ")" +
                         (from.country == to.country && !row.mode.empty() && row.mode != "land"
                              ? "; within one country goods go by land, whatever the mode"
                              : ""));
    }
    const double vehicle_g = out_.lanes[*lane].vehicle_g;
    if (vehicle_g > 0 && vehicle_g < product.mass_g) {
      problem(LaneRecord::kind, out_.lanes[*lane].id, "vehicle_t",
              "takes less than one " + product.unit + " of " + product.id);
    }
    link.lane = *lane;
    out_.links.push_back(link);
  }

  void add_outages() {
    const Index lanes = index_of(out_.lanes);
    out_.times_to_recover = in_.times_to_recover;
    for (const OutageRecord& row : in_.outages) {
      const auto site = site_.find(row.target);
      const ActorId target = site != site_.end() ? out_.site_actor(site->second)
                                                 : out_.lane_actor(lanes.at(row.target));
      out_.outages.push_back({.id = row.id,
                              .target = target,
                              .stock = stock_hit(row),
                              .start_day = day_of(row.start),
                              .stop_days = row.stop_days,
                              .recovery_days = row.recovery_days,
                              .capacity_lost = row.capacity_lost,
                              .scrap = row.scrap,
                              .shape = shape_of(row.shape),
                              .stream = name_key("outage/" + row.id)});
    }
    add_hazards(lanes);
    for (const Outage& row : out_.outages) {
      if (row.target.index() >= out_.sites.size() && row.scrap > 0) {
        out_.lanes[row.target.index() - out_.sites.size()].loses = true;
      }
    }
  }

  // The one product that an outage hits, as a stock of its site.
  std::uint32_t stock_hit(const OutageRecord& row) {
    if (row.product.empty()) {
      return nobody;
    }
    const auto site = site_.find(row.target);
    const auto hit = site == site_.end() ? std::nullopt
                                         : find_stock(out_, site->second, product_.at(row.product));
    if (!hit || !(made_[*hit] || unlimited_[*hit])) {
      problem(OutageRecord::kind, row.id, "product", row.target + " does not make it");
      return nobody;
    }
    out_.sites[site->second].stops_products = true;
    return *hit;
  }

  static RecoveryShape shape_of(const std::string& word) {
    return word == "step"          ? RecoveryShape::step
           : word == "exponential" ? RecoveryShape::exponential
           : word == "convex"      ? RecoveryShape::convex
           : word == "s_curve"     ? RecoveryShape::s_curve
           : word == "damped"      ? RecoveryShape::damped
                                   : RecoveryShape::linear;
  }

  std::vector<ActorId> hazard_targets(const HazardRecord& row, const Index& lanes) const {
    if (const auto site = site_.find(row.target); site != site_.end()) {
      return {out_.site_actor(site->second)};
    }
    if (!row.target.empty()) {
      return {out_.lane_actor(lanes.at(row.target))};
    }
    std::vector<ActorId> result;
    for (const SiteRecord* site : countries_.of(row.country)) {
      result.push_back(out_.site_actor(site_.at(site->id)));
    }
    return result;
  }

  void add_hazards(const Index& lanes) {
    constexpr std::uint32_t most_felt = 16;  // strikes at one target at once
    for (const HazardRecord& row : in_.hazards) {
      const std::vector<ActorId> targets = hazard_targets(row, lanes);
      constexpr std::size_t most_targets = std::tuple_size_v<decltype(HazardState::blow_of)>;
      if (targets.empty()) {
        problem(HazardRecord::kind, row.id, row.country.empty() ? "target" : "country",
                row.country.empty() ? "names no site or lane, and no country either"
                                    : "no site in country '" + row.country + "'");
      } else if (targets.size() > most_targets) {
        problem(HazardRecord::kind, row.id, "country",
                "has " + std::to_string(targets.size()) + " sites; a hazard hits at most " +
                    std::to_string(most_targets));
      }
      if (!(row.up_days.mean() + row.stop_days.mean() + row.recovery_days.mean() > 0) ||
          (row.timing == "overlapping" && !(row.up_days.mean() > 0))) {
        problem(HazardRecord::kind, row.id, "up_days", "strikes need some time between them");
      }
      const std::uint32_t slots = row.timing == "overlapping" || targets.size() > 1 ? most_felt : 1;
      const auto hazard = static_cast<std::uint32_t>(out_.hazards.size());
      out_.hazards.push_back({.id = row.id,
                              .slots = slots,
                              .overlapping = row.timing == "overlapping",
                              .up_days = row.up_days,
                              .stop_days = row.stop_days,
                              .recovery_days = row.recovery_days,
                              .capacity_lost = row.capacity_lost,
                              .common_share = row.common_share,
                              .shape = shape_of(row.shape),
                              .stream = name_key("hazard/" + row.id)});
      for (const ActorId target : targets) {
        for (std::uint32_t slot = 0; slot < slots; ++slot) {
          out_.outages.push_back(
              {.id = row.id, .target = target, .scrap = row.scrap, .hazard = hazard});
        }
      }
    }
  }

  void add_changes() {
    for (const InvestmentRecord& record : in_.investments) {
      const std::uint32_t line = line_.at(record.line);
      out_.projects.push_back(
          {.record = record,
           .line = line,
           .announced_day = day_of(record.announced),
           .units_per_display = out_.product_of(out_.lines[line]).units_per_display,
           .stream = name_key("investment/" + record.id)});
    }
    std::set<std::uint32_t> improved;
    for (const ProgrammeRecord& record : in_.programmes) {
      Programme programme{.record = record,
                          .start_day = day_of(record.start),
                          .market = Id<void>::none,
                          .stream = name_key("programme/" + record.id)};
      for (std::uint32_t l = 0; l < out_.lines.size() && !record.process.empty(); ++l) {
        const bool here =
            record.country == "*" || out_.sites[out_.lines[l].site].country == record.country;
        if (here && out_.lines[l].process == process_.at(record.process)) {
          programme.lines.push_back(l);
          if (!improved.insert(l).second) {
            problem(ProgrammeRecord::kind, record.id, "process",
                    "line " + out_.lines[l].id + " is already improved by another programme");
          }
        }
      }
      if (!record.buys_market.empty()) {
        programme.market = market_.at(record.buys_market);
        programme.units_per_display =
            out_.products[out_.stocks[out_.markets[programme.market].stock].product]
                .units_per_display;
      }
      out_.programmes.push_back(std::move(programme));
    }
  }

  // What investments should bring by their plans, and whether account is kept of causes.
  void set_causes() {
    out_.causes = in_.simulation.causes == "yes";
    for (std::uint32_t p = 0; p < out_.projects.size(); ++p) {
      const Project& project = out_.projects[p];
      const InvestmentRecord& record = project.record;
      out_.lines[project.line].planned.push_back(
          {.project = p,
           .start_day = project.announced_day + record.screening_days.mean() +
                        record.construction_days.mean() + record.qualification_days.mean(),
           .ramp_days = record.ramp_days.mean(),
           .per_year = bought_capacity_per_year(project, record.usd_per_unit.mean(), 1.0)});
    }
    if (out_.causes && cause_count(out_) > most_causes) {
      problem(Settings::kind, "", "causes",
              "knows at most " + std::to_string(most_causes) + " of them, here may be " +
                  std::to_string(cause_count(out_)) + "; set it to no");
    }
  }

  // Where a supplier serves buyers by rank, its rows of links are sorted by it.
  void rank_buyers() {
    std::vector<Allocation> allocation(out_.stocks.size(), Allocation::proportional);
    for (const StockRecord& row : in_.stocks) {
      if (const auto found = find_stock(out_, site_.at(row.site), product_.at(row.product))) {
        allocation[*found] = allocation_of(row.allocation);
      }
    }
    for (Link& link : out_.links) {
      const Site& from = out_.sites[out_.stocks[link.supplier].site];
      const Site& to = out_.sites[out_.stocks[link.buyer].site];
      switch (allocation[link.supplier]) {
        case Allocation::priority:
          break;
        case Allocation::home_first:
          link.rank = from.country == to.country ? 0 : 1;
          break;
        case Allocation::proportional:
        case Allocation::first_come:
        case Allocation::quota:
          link.rank = 0;
      }
    }
  }

  // Demand is passed on from a product to its parts: recipes of one site must come to an end.
  void check_sharing() {
    if (!out_.shares_demand) {
      return;
    }
    std::vector<std::uint32_t> open(out_.stocks.size(), 0);  // products that need it
    for (const Line& line : out_.lines) {
      for (const Need& need : line.needs) {
        ++open[need.stock];
      }
    }
    std::vector<std::uint32_t> ready;
    for (std::uint32_t s = 0; s < open.size(); ++s) {
      if (open[s] == 0) {
        ready.push_back(s);
      }
    }
    for (std::size_t next = 0; next < ready.size(); ++next) {
      const Run lines = out_.stocks[ready[next]].lines;
      for (std::uint32_t l = lines.begin; l < lines.end; ++l) {
        for (const Need& need : out_.lines[l].needs) {
          if (--open[need.stock] == 0) {
            ready.push_back(need.stock);
          }
        }
      }
    }
    for (std::uint32_t l = 0; l < out_.lines.size(); ++l) {
      if (open[out_.lines[l].stock] > 0) {
        return problem(LineRecord::kind, out_.lines[l].id, "process",
                       "takes part in a loop of recipes, and a stock here plans by what customers "
                       "want");
      }
    }
  }

  // Made here, by a level that no review changes.
  bool keeps_its_level(const Stock& stock) const {
    return stock.plain != nobody &&
           (out_.plain_policies[stock.plain].fixed_levels ||
            out_.plain_policies[stock.plain].forecast == ForecastKind::constant);
  }

  // What happens at a site at once, and what once a day.
  void set_reactions() {
    for (Site& site : out_.sites) {
      for (std::uint32_t s = site.stocks.begin; s < site.stocks.end; ++s) {
        const Stock& stock = out_.stocks[s];
        site.reacts = site.reacts || stock.continuous;
        site.acts_on_goods = site.acts_on_goods || stock.due != nobody;
        const bool idle = stock.unlimited() ||
                          (stock.lines.size() > 0 && !stock.releases() && keeps_its_level(stock));
        site.has_days = site.has_days || (!stock.continuous && !idle) || stock.reserve != nobody;
        const bool plans_by_customers =
            stock.plain != nobody && (stock.policy == StockPolicy::echelon ||
                                      out_.plain_policies[stock.plain].forecasts_customers);
        out_.shares_demand = out_.shares_demand || plans_by_customers;
      }
      for (std::uint32_t l = site.lines.begin; l < site.lines.end; ++l) {
        site.reacts = site.reacts || out_.lines[l].at_once;
        site.acts_on_goods = true;
        site.has_days = site.has_days || !out_.lines[l].at_once;
      }
      for (std::uint32_t m = site.markets.begin; m < site.markets.end; ++m) {
        Market& market = out_.markets[m];
        site.has_days = site.has_days || market.arrivals == Market::Arrivals::daily;
        if (market.arrivals == Market::Arrivals::continuous) {
          const Stock& stock = out_.stocks[market.stock];
          if (stock.continuous && stock.order_up_to_levels()) {
            problem(MarketRecord::kind, market.id, "arrivals",
                    "continuous demand and continuous review of a base stock order without end; "
                    "use s_S or r_Q");
          }
          if (stock.markets.size() > 1) {
            problem(MarketRecord::kind, market.id, "arrivals",
                    "continuous needs a stock of its own; other markets draw on " + stock.id);
          }
          site.flows = true;
          site.acts_on_goods = true;
          market.flow_per_day = starting_demand(market);
        }
      }
    }
  }

  const Scenario& in_;
  std::vector<BuildProblem>& problems_;
  Network out_;
  Index product_, site_, process_, line_, market_, job_;
  Grouped<SiteRecord> countries_;
  Grouped<InputRecord> inputs_;
  Grouped<CapacityRecord> capacities_;
  Grouped<DemandRecord> demands_;
  std::string last_link_;        // the last supply row that became a link
  std::vector<bool> made_;       // [n_stocks], by a line of its site
  std::vector<bool> unlimited_;  // [n_stocks]
  std::map<std::tuple<std::string, std::string, std::string>, std::uint32_t> lane_;
};

}  // namespace

Network build_network(const Scenario& scenario, std::vector<BuildProblem>& problems) {
  return Builder(scenario, problems).build();
}

}  // namespace korus
