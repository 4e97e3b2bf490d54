#include "models/demand_path.hpp"

#include <cmath>

#include "engine/portable_math.hpp"

namespace korus {
namespace {

constexpr double year_days = 365.25;

double trend(const Market& market, const std::vector<double>& years, double day) {
  if (day <= market.years.front().day) {
    return years.front();
  }
  for (std::size_t i = 1; i < years.size(); ++i) {
    const double from = market.years[i - 1].day;
    const double to = market.years[i].day;
    if (day <= to) {
      return years[i - 1] + (years[i] - years[i - 1]) * (day - from) / (to - from);
    }
  }
  const double beyond = (day - market.years.back().day) / year_days;
  return years.back() * portable::pow(1.0 + market.growth_per_year, beyond);
}

}  // namespace

double market_rate(const Market& market, const std::vector<double>& years, double day) {
  const double rate = trend(market, years, day);
  if (market.season_amplitude == 0) {
    return rate;
  }
  const double turns = (day - market.season_peak_day) / year_days;
  return rate * (1.0 + market.season_amplitude * portable::cos_turn(turns));
}

std::vector<double> demand_years(const Market& market, double u) {
  std::vector<double> years;
  for (const Market::Year& year : market.years) {
    years.push_back(year.range.cut(year.per_day.quantile(u)));
  }
  return years;
}

}  // namespace korus
