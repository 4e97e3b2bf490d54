// The rows of the tables by chain and country, and how their figures are written.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "models/network.hpp"
#include "tools/command/figure_text.hpp"
#include "tools/ensemble/ensemble_run.hpp"
#include "tools/ensemble/kpi_summary.hpp"

namespace korus {

// "demand unmet" of unmet_share.
std::string label(const Kpi& kpi);

// How the figure is shown: what is unmet in millions of dollars, else as shown_unit says.
Shown shown_of(const Kpi& kpi);

// Places of the headline's KPIs by chain and country, in the order of the table.
std::map<std::pair<std::size_t, std::string>, std::vector<std::size_t>> sections(
    const Network& network, const Ensemble& ensemble);

// The line above a section.
void print_section_name(std::size_t chain, const std::string& country);

bool all_zero(const KpiSummary& summary);

// "[low, high]", times a factor; empty where there is none.
std::string interval(double low, double high, double factor, bool with_sign);

}  // namespace korus
