// Money at different times made comparable.
#pragma once

#include <optional>
#include <span>

namespace korus {

// Value at time 0 of flows at times 0, 1, 2, ... (spending negative) at the rate a period, above -1.
double net_present_value(double rate, std::span<const double> flows);

// The rate above -1 at which the flows are worth nothing: the lowest root in (-0.99, 10), to 1e-12.
// None where they keep one sign there; flows that change sign more than once may have several.
std::optional<double> internal_rate_of_return(std::span<const double> flows);

// The level payment at the end of each of n periods that repays 1 borrowed now: r / (1 - (1 + r)^-n);
// 1/n at rate 0.
double capital_recovery_factor(double rate, double periods);

// What a plant has cost by its commissioning, interest at a continuous rate included, when
// `expenditure` is spent evenly over the `years` before it: (K/T) (e^(rT) - 1) / r.
double capitalised_cost(double expenditure, double years, double rate);

}  // namespace korus
