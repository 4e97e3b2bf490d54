#include "tools/command/figure_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace korus {
namespace {

std::string with_thousands(std::string text) {
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::size_t first = text.front() == '-' ? 1 : 0;
  for (std::size_t i = point; i > first + 3; i -= 3) {
    text.insert(i - 3, ",");
  }
  return text;
}

}  // namespace

std::string figure_text(double value) {
  if (!std::isfinite(value)) {
    return "-";
  }
  const double size = std::fabs(value);
  const int digits =
      size < 1e-9 ? 0 : std::clamp(3 - static_cast<int>(std::floor(std::log10(size))), 0, 3);
  const std::string text = with_thousands(fmt::format("{:.{}f}", value, digits));
  return text.find_first_not_of("-0.,") == std::string::npos ? "0" : text;
}

std::string signed_figure_text(double value) {
  const std::string text = figure_text(value);
  return value > 0 && text != "0" ? "+" + text : text;
}

Shown shown_unit(const std::string& unit, double largest) {
  if (unit == "1") {
    return {.unit = "%", .factor = 100};
  }
  if (unit == "USD" && largest >= 1e10) {
    return {.unit = "B USD", .factor = 1e-9};
  }
  return unit == "USD" && largest >= 1e7 ? Shown{.unit = "M USD", .factor = 1e-6}
                                         : Shown{.unit = unit};
}

}  // namespace korus
