#include "tools/analysis/factor_words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace korus {
namespace {

// How a unit is said, and by what its numbers are multiplied then.
struct Spoken {
  std::string unit;
  double factor = 1;
};

Spoken spoken(const SweepFactor& factor) {
  const bool is_share =
      std::isfinite(factor.high) && std::max(std::fabs(factor.low), std::fabs(factor.high)) <= 1;
  if (factor.unit == "1/a" || factor.unit == "1/year") {
    return is_share ? Spoken{" % a year", 100} : Spoken{" a year"};
  }
  if (factor.unit == "1" || factor.unit.empty()) {
    return factor.unit == "1" && is_share ? Spoken{" %", 100} : Spoken{};
  }
  if (factor.unit == "USD" && std::fabs(factor.high) >= 1e9) {
    return {" B USD", 1e-9};
  }
  return {" " + factor.unit};
}

// Shortest decimal after rounding to a hundredth of the range, as a power of ten.
std::string number_of(const SweepFactor& factor, double value) {
  const double scale = spoken(factor).factor;
  const double range = std::fabs(factor.high - factor.low) * scale;
  if (!(range > 0)) {
    return fmt::format("{:.10g}", value * scale);
  }
  const int decimals = 2 - static_cast<int>(std::floor(std::log10(range) + 1e-9));
  if (decimals <= 0) {
    const double step = std::pow(10.0, -decimals);
    return fmt::format("{:.0f}", std::round(value * scale / step) * step);
  }
  std::string text = fmt::format("{:.{}f}", value * scale, decimals);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) {
    text.pop_back();
  }
  return text == "-0" ? "0" : text;
}

std::string joined(const std::vector<std::string>& words, const char* last) {
  if (words.size() < 2) {
    return words.empty() ? "" : words.front();
  }
  const std::vector<std::string> first(words.begin(), words.end() - 1);
  return fmt::format("{} {} {}", fmt::join(first, ", "), last, words.back());
}

std::vector<std::string> inside(const SweepFactor& factor, const PrimLimit& limit,
                                const Points& values, std::size_t column) {
  std::set<double> found;
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (const double x = values[row][column]; x >= limit.low && x <= limit.high) {
      found.insert(x);
    }
  }
  std::vector<std::string> words;
  for (const double x : found) {
    words.push_back(spoken_value(factor, x));
  }
  return words;
}

}  // namespace

std::string title_of(const SweepFactor& factor) {
  return factor.doc.empty() ? factor.name : factor.doc;
}

bool is_list(const SweepFactor& factor) { return !factor.values.empty(); }

std::string spoken_value(const SweepFactor& factor, double value) {
  if (is_list(factor)) {
    const auto last = static_cast<double>(factor.values.size() - 1);
    return factor.values[static_cast<std::size_t>(std::clamp(std::round(value), 0.0, last))];
  }
  return number_of(factor, value) + spoken(factor).unit;
}

std::string range_text(const SweepFactor& factor) {
  if (is_list(factor)) {
    return fmt::format("{}", fmt::join(factor.values, ", "));
  }
  return fmt::format("{} to {}", number_of(factor, factor.low), spoken_value(factor, factor.high));
}

std::string limit_text(const SweepFactor& factor, const PrimLimit& limit, const Points& values,
                       std::size_t column) {
  const std::string title = title_of(factor);
  if (is_list(factor)) {
    return fmt::format("{} is {} (of {})", title,
                       joined(inside(factor, limit, values, column), "or"), range_text(factor));
  }
  const std::string range = range_text(factor);
  if (std::isinf(limit.high)) {
    return fmt::format("{} is above {} (of {})", title, spoken_value(factor, limit.low), range);
  }
  if (std::isinf(limit.low)) {
    return fmt::format("{} is below {} (of {})", title, spoken_value(factor, limit.high), range);
  }
  return fmt::format("{} is between {} and {} (of {})", title, number_of(factor, limit.low),
                     spoken_value(factor, limit.high), range);
}

std::string box_text(const std::vector<SweepFactor>& factors, const PrimBox& box,
                     const Points& values) {
  std::vector<std::string> limits;
  for (std::size_t i = 0; i < factors.size(); ++i) {
    if (box.limits[i].restricted()) {
      limits.push_back(limit_text(factors[i], box.limits[i], values, i));
    }
  }
  return joined(limits, "and");
}

}  // namespace korus
