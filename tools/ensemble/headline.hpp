// Which of a run's figures are its headline: capacity, output, demand unmet and late, and days of
// cover of the countries that the scenario looks at.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "models/kpi.hpp"

namespace korus {

// `focus`: countries, joined by ';' (simulation.focus); empty: all.
bool is_headline(const Kpi& kpi, const std::string& focus);

// Places in `kpis`, ascending.
std::vector<std::size_t> headline_kpis(const std::vector<Kpi>& kpis, const std::string& focus);

}  // namespace korus
