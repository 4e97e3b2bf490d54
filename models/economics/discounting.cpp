#include "models/economics/discounting.hpp"

#include <cstddef>

#include "engine/portable_math.hpp"

namespace korus {
namespace {

constexpr double lowest_rate = -0.99;
constexpr double highest_rate = 10;
constexpr int steps = 2000;  // a root is looked for in each

double bisected(std::span<const double> flows, double low, double high) {
  const bool rising = net_present_value(high, flows) > 0;
  while (high - low > 1e-15 * (1 + low)) {
    const double middle = 0.5 * (low + high);
    if (middle <= low || middle >= high) {
      break;
    }
    ((net_present_value(middle, flows) > 0) == rising ? high : low) = middle;
  }
  return 0.5 * (low + high);
}

// Finer at low rates, where roots lie closer.
double rate_at(int step) {
  const double share = static_cast<double>(step) / steps;
  return lowest_rate + (highest_rate - lowest_rate) * share * share;
}

}  // namespace

double net_present_value(double rate, std::span<const double> flows) {
  double value = 0;
  for (std::size_t t = flows.size(); t-- > 0;) {
    value = value / (1 + rate) + flows[t];
  }
  return value;
}

std::optional<double> internal_rate_of_return(std::span<const double> flows) {
  double before = net_present_value(rate_at(0), flows);
  for (int step = 1; step <= steps; ++step) {
    const double after = net_present_value(rate_at(step), flows);
    if ((before > 0 && after <= 0) || (before < 0 && after >= 0)) {
      return bisected(flows, rate_at(step - 1), rate_at(step));
    }
    before = after;
  }
  return std::nullopt;
}

double capital_recovery_factor(double rate, double periods) {
  return rate == 0 ? 1 / periods : rate / (1 - portable::pow(1 + rate, -periods));
}

double capitalised_cost(double expenditure, double years, double rate) {
  const double growth = rate * years;
  return growth == 0 ? expenditure : expenditure * (portable::exp(growth) - 1) / growth;
}

}  // namespace korus
