// Reserves: goods on the shelf that nobody gets until they are released, and that are refilled
// afterwards. The policy of the stock works as if the reserve were not there; what is set aside for
// it lowers the position, so that the policy orders it.
#include "models/reserve.hpp"

#include <algorithm>

#include "models/site.hpp"

namespace korus {

double spent_usd(const Reserve& reserve, const ReserveState& state, double day) {
  if (reserve.target == 0) {
    return day < reserve.from_days ? 0 : reserve.usd;
  }
  const auto set_aside = static_cast<double>(state.aim + state.released);
  return reserve.usd * std::min(1.0, set_aside / static_cast<double>(reserve.target));
}

// An echelon position does not count the reserve.
void SiteActor::keep_back(std::size_t stock, std::int64_t aim, SiteState& state) const {
  const Stock& row = stock_row(stock);
  ReserveState& reserve = state.all.reserves[row.reserve];
  if (row.plain != nobody) {
    state.all.plain[row.plain].echelon -= aim - reserve.aim;
  }
  reserve.aim = aim;
}

// So much has been taken from the shelf: ordinary goods first.
void SiteActor::draw_on_reserve(std::size_t stock, std::int64_t quantity, SiteState& state) const {
  ReserveState& reserve = state.all.reserves[stock_row(stock).reserve];
  const std::int64_t missing = reserve.aim - state.stocks[stock].on_hand.value();
  if (reserve.open == 1 && missing > 0) {
    reserve.released += std::min(missing, quantity);
    keep_back(stock, reserve.aim - missing, state);
  }
}

// Once a day, when customers have been served.
void SiteActor::tend_reserve(std::size_t stock, SiteState& state, Context& context) const {
  const Reserve& row = network_.reserves[stock_row(stock).reserve];
  if (to_days(context.now()) < row.from_days) {
    return;
  }
  ReserveState& reserve = state.all.reserves[stock_row(stock).reserve];
  const bool out = state.stocks[stock].on_hand.value() <= reserve.aim;
  const bool called = (row.on_shortage && out) || (row.on_outage && reserve.outages > 0);
  reserve.turning = called == (reserve.open == 1) ? 0 : reserve.turning + 1;
  if (static_cast<double>(reserve.turning) > row.after_days) {
    reserve.turning = 0;
    reserve.open = called ? 1 : 0;
    if (called) {
      fill_market_backlog(stock, state, context);
      fill_backlog(stock, state, context);
    }
  }
  reserve.open_days += reserve.open;
  if (reserve.open == 0 && reserve.aim < row.target) {
    reserve.refill_carry += row.refill_per_day;
    const auto most = static_cast<double>(row.target - reserve.aim);
    const auto set_aside = static_cast<std::int64_t>(std::min(reserve.refill_carry, most));
    reserve.refill_carry -= static_cast<double>(set_aside);
    keep_back(stock, reserve.aim + set_aside, state);
    reserve.refill_carry = reserve.aim == row.target ? 0 : reserve.refill_carry;
  }
}

void SiteActor::on(const OutageFelt& message, SiteState& state, Context&) const {
  state.all.reserves[network_.stocks[message.index()].reserve].outages +=
      message.quantity() == 1 ? 1 : -1;
}

}  // namespace korus
