// Figures as a reader expects them: four significant digits, thousands set apart, one way
// throughout.
#pragma once

#include <string>

namespace korus {

std::string figure_text(double value);  // "-" where there is none
std::string signed_figure_text(double value);

// How a figure is shown: shares as per cent; dollars, where `largest` is the largest of those shown
// together, from ten million on in millions, from ten billion on in billions.
struct Shown {
  std::string unit;
  double factor = 1;
};
Shown shown_unit(const std::string& unit, double largest);

}  // namespace korus
