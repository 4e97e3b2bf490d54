#include "tools/ensemble/cause_table.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "models/network.hpp"
#include "models/replication.hpp"

namespace korus {
namespace {

CauseTable::Row row_of(const Network& network, std::uint32_t market, CauseId id) {
  const Market& row = network.markets[market];
  const Product& product = network.products[network.stocks[row.stock].product];
  const Cause why = cause(network, id);
  return {.market = row.id,
          .country = network.sites[row.site].country,
          .chain = product.chain,
          .group = product.group.empty() ? product.id : product.group,
          .units = product.display_unit,
          .kind = cause_kind_name(why.kind),
          .id = why.id,
          .cause_country = why.country};
}

// Of each replication [units, units x d].
struct Columns {
  std::vector<double> unmet;
  std::vector<double> waited;
  std::vector<bool> any;
  explicit Columns(std::size_t replications)
      : unmet(replications), waited(replications), any(replications, false) {}
};

Estimate share_of(const std::vector<double>& part, const std::vector<double>& whole) {
  std::vector<KpiValue> values;
  for (std::size_t r = 0; r < part.size(); ++r) {
    values.push_back({part[r], whole[r]});
  }
  Estimate share = estimate_ratio(values);
  share.low = std::max(share.low, 0.0);
  share.high = std::min(share.high, 1.0);
  return share;
}

}  // namespace

CauseTable cause_table(const Network& network, const std::vector<ReplicationResult>& replications) {
  std::map<std::pair<std::uint32_t, CauseId>, std::size_t> place;
  for (const ReplicationResult& replication : replications) {
    for (const CauseValue& value : replication.causes) {
      place.emplace(std::pair(value.market, value.cause), 0);
    }
  }
  CauseTable table;
  for (auto& [pair, row] : place) {
    row = table.rows.size();
    table.rows.push_back(row_of(network, pair.first, pair.second));
  }
  for (const ReplicationResult& replication : replications) {
    auto& amounts = table.amounts.emplace_back(table.rows.size());
    for (const CauseValue& value : replication.causes) {
      const Market& market = network.markets[value.market];
      const double unit = network.products[network.stocks[market.stock].product].units_per_display;
      amounts[place.at({value.market, value.cause})] = {.lost = value.lost / unit,
                                                        .waiting = value.waiting / unit,
                                                        .waited = value.waited / unit};
    }
  }
  return table;
}

std::vector<CauseSummary> summarise_causes(const CauseTable& table, CausePlace by) {
  const std::size_t replications = table.amounts.size();
  std::map<std::tuple<std::string, std::string>, Columns> whole;  // by place
  std::vector<std::pair<CauseSummary, Columns>> parts;
  std::map<std::tuple<std::string, std::string, std::string, std::string>, std::size_t> part_of;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const CauseTable::Row& row = table.rows[i];
    const std::string& place = by == CausePlace::group ? row.group : row.market;
    const auto [part, is_new] =
        part_of.emplace(std::tuple(row.country, place, row.kind, row.id), parts.size());
    if (is_new) {
      parts.emplace_back(CauseSummary{.place = place,
                                      .chain = row.chain,
                                      .country = row.country,
                                      .units = row.units,
                                      .kind = row.kind,
                                      .id = row.id,
                                      .cause_country = row.cause_country,
                                      .unmet = {},
                                      .unmet_share = {},
                                      .waited = {},
                                      .waited_share = {}},
                         Columns(replications));
    }
    auto& all = whole.try_emplace(std::tuple(row.country, place), replications).first->second;
    for (std::size_t r = 0; r < replications; ++r) {
      const CauseTable::Amount& amount = table.amounts[r][i];
      for (auto* columns : {&all, &parts[part->second].second}) {
        columns->unmet[r] += amount.unmet();
        columns->waited[r] += amount.waited;
        columns->any[r] = columns->any[r] || amount.unmet() > 0 || amount.waited > 0;
      }
    }
  }
  std::vector<CauseSummary> summaries;
  for (auto& [summary, columns] : parts) {
    const Columns& all = whole.at({summary.country, summary.place});
    summary.runs = static_cast<std::size_t>(std::ranges::count(all.any, true));
    summary.unmet = estimate_mean(columns.unmet);
    summary.unmet_share = share_of(columns.unmet, all.unmet);
    summary.waited = estimate_mean(columns.waited);
    summary.waited_share = share_of(columns.waited, all.waited);
    summaries.push_back(std::move(summary));
  }
  std::ranges::sort(summaries, [](const CauseSummary& a, const CauseSummary& b) {
    return std::tuple(a.chain, a.country, a.place, -a.unmet.mean, -a.waited.mean, a.kind, a.id) <
           std::tuple(b.chain, b.country, b.place, -b.unmet.mean, -b.waited.mean, b.kind, b.id);
  });
  return summaries;
}

}  // namespace korus
