#include "tools/scenario/structure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/distributions.hpp"
#include "tools/scenario/wording.hpp"

namespace korus {
namespace {

class Structure {
 public:
  Structure(const Document& document, Diagnostics& diagnostics)
      : document_(document), diagnostics_(diagnostics) {}

  void check(const Scenario& scenario) {
    check_period(scenario.simulation);
    check_markets(scenario);
    check_each(scenario.lanes);
    check_each(scenario.investments);
    check_each(scenario.programmes);
    check_each(scenario.stocks);
    check_distinct(scenario.capacities, "year",
                   [](const auto& r) { return std::tie(r.line, r.year); });
    check_distinct(scenario.demands, "year",
                   [](const auto& r) { return std::tie(r.market, r.year); });
    check_distinct(scenario.values, "product", [](const auto& r) { return std::tie(r.product); });
    check_distinct(scenario.stocks, "product",
                   [](const auto& r) { return std::tie(r.site, r.product); });
    check_distinct(scenario.inputs, "product",
                   [](const auto& r) { return std::tie(r.process, r.product); });
    check_distinct(
        scenario.supplies, "buyer",
        [](const auto& r) { return std::tie(r.product, r.supplier, r.buyer, r.mode, r.use); },
        "product, supplier, buyer, mode and use");
    check_change_names(scenario);
  }

 private:
  void check_period(const Settings& settings) {
    const Row& row = document_.simulation;
    if (!row.sound || settings.start < settings.end) {
      return;
    }
    const std::string_view blamed = row.find("end") != nullptr ? "end" : "start";
    const Cell* cell = row.find(blamed);
    diagnostics_.add(cell != nullptr ? cell->origin : row.origin,
                     fmt::format("simulation.{}: start must be before end, got {} and {}", blamed,
                                 date_text(settings.start), date_text(settings.end)));
  }

  void check_markets(const Scenario& scenario) {
    if (scenario.markets.empty() && scenario.jobs.empty()) {
      diagnostics_.add(document_.header.origin,
                       "market: no market; a scenario needs at least one, or a job");
    }
  }

  template <class Record>
  void check_each(const std::vector<Record>& records) {
    for (const Record& record : records) {
      if (sound(record)) {
        check_record(record);
      }
    }
  }

  template <class Record>
  bool sound(const Record& record) const {
    const Row* row = document_.find(Record::kind, record.id);
    return row != nullptr && row->sound;
  }

  template <class Record>
  void complain(const Record& record, std::string_view field, std::string_view message) {
    diagnostics_.add(document_.origin(Record::kind, record.id, field),
                     fmt::format("{}.{}.{}: {}", Record::kind, record.id, field, message));
  }

  void check_record(const LaneRecord& lane) {
    if (lane.vehicle_t > 0 && lane.departure_days <= 0) {
      complain(lane, "vehicle_t", "needs departure_days > 0");
    }
  }

  void check_record(const InvestmentRecord& investment) {
    const double money = investment.amount_usd + investment.partner_usd;
    if (money > 0 && investment.usd_per_unit.least_drawn() <= 0 &&
        investment.capacity_per_year <= 0) {
      complain(investment, investment.amount_usd > 0 ? "amount_usd" : "partner_usd",
               fmt::format("money needs usd_per_unit > 0 (its low end too, got {}) or "
                           "capacity_per_year > 0",
                           number_text(investment.usd_per_unit.least_drawn())));
    }
    check_lognormal(investment, "overrun_p80", investment.overrun_mean, investment.overrun_p80);
    check_lognormal(investment, "slip_p80", investment.slip_mean, investment.slip_p80);
  }

  void check_lognormal(const InvestmentRecord& investment, std::string_view field, double mean,
                       double p80) {
    if (!lognormal_from_mean_p80(mean, p80).exists) {
      complain(investment, field,
               fmt::format("no lognormal has mean {} and 80th percentile {}: their ratio must be "
                           "from 1 to 1.425, got {:.4g}",
                           number_text(mean), number_text(p80), p80 / mean));
    }
  }

  void check_record(const ProgrammeRecord& programme) {
    if (programme.elasticity_p95 < programme.elasticity_median) {
      complain(programme, "elasticity_p95",
               fmt::format("must be >= elasticity_median = {}, got {}",
                           number_text(programme.elasticity_median),
                           number_text(programme.elasticity_p95)));
    }
  }

  void check_record(const StockRecord& stock) {
    if (stock.policy == "s_S" && stock.order_up_to > 0 &&
        stock.reorder_point >= stock.order_up_to) {
      complain(stock, "reorder_point",
               fmt::format("must be below order_up_to = {}, got {}", stock.order_up_to,
                           stock.reorder_point));
    }
    if (stock.policy == "s_S" && stock.order_up_to == 0 && stock.reorder_days >= stock.cover_days) {
      complain(stock, "reorder_days",
               fmt::format("must be below cover_days = {}, got {}", number_text(stock.cover_days),
                           number_text(stock.reorder_days)));
    }
  }

  // Their figures are named after their ids.
  void check_change_names(const Scenario& scenario) {
    for (const ProgrammeRecord& programme : scenario.programmes) {
      if (std::ranges::find(scenario.investments, programme.id, &InvestmentRecord::id) !=
          scenario.investments.end()) {
        complain(programme, "id", fmt::format("investment.{} has the same id", programme.id));
      }
    }
  }

  // No two records of a kind may say the same of the same thing under different ids.
  template <class Record, class Key>
  void check_distinct(const std::vector<Record>& records, std::string_view field, Key key_of,
                      std::string_view what = {}) {
    std::vector<const Record*> alike;  // those of one key side by side, in their order
    for (const Record& record : records) {
      alike.push_back(&record);
    }
    const auto key = [&](const Record* record) { return key_of(*record); };
    std::ranges::sort(alike, {}, [&](const Record* r) { return std::pair(key(r), r); });
    std::erase_if(alike, [&](const Record* record) { return !sound(*record); });
    const Record* first = nullptr;
    for (const Record* record : alike) {
      if (first == nullptr || key(first) != key(record)) {
        first = record;
      } else {
        const std::string name = fmt::format("{}.{}", Record::kind, first->id);
        complain(*record, field,
                 fmt::format("{} has the same {}", name, what.empty() ? field : what));
      }
    }
  }

  const Document& document_;
  Diagnostics& diagnostics_;
};

}  // namespace

void check_structure(const Document& document, const Scenario& scenario, Diagnostics& diagnostics) {
  Structure(document, diagnostics).check(scenario);
}

}  // namespace korus
