// The money of a reserve (its goods: models/reserve.cpp).
#pragma once

#include "models/network.hpp"
#include "models/state.hpp"

namespace korus {

// Dollars of its budget spent by `day` (days since the start): in the share of the reserve that has
// been set aside for the first time.
double spent_usd(const Reserve& reserve, const ReserveState& state, double day);

}  // namespace korus
