// Figures as a reader expects them: four significant digits, thousands set apart, one way
// throughout.
#pragma once

#include <string>

namespace korus {

std::string figure_text(double value);  // "-" where there is none
std::string signed_figure_text(double value);

// How a KPI is shown: shares as per cent.
struct Shown {
  std::string unit;
  double factor = 1;
};
Shown shown_unit(const std::string& unit);

}  // namespace korus
