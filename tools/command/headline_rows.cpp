#include "tools/command/headline_rows.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "tools/command/figure_text.hpp"
#include "tools/ensemble/headline.hpp"

namespace korus {
namespace {

const std::vector<std::string> chain_order{"semiconductor", "battery", "vehicle",
                                           "vaccine",       "network", "general"};

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

}  // namespace

std::string label(const Kpi& kpi) {
  if (kpi.measure == "unmet_share") {
    return "demand unmet";
  }
  if (kpi.measure == "late_share") {
    return "demand late";
  }
  if (kpi.measure == "cover_days") {
    return "days of cover";
  }
  if (kpi.measure == "unmet_usd") {
    return "cost of demand unmet";
  }
  std::string words = kpi.measure;
  std::ranges::replace(words, '_', ' ');
  return words;
}

Shown shown_of(const Kpi& kpi) {
  return kpi.measure == "unmet_usd" ? Shown{.unit = "M USD", .factor = 1e-6}
                                    : shown_unit(kpi.units, 0);
}

std::map<std::pair<std::size_t, std::string>, std::vector<std::size_t>> sections(
    const Network& network, const Ensemble& ensemble) {
  std::map<std::pair<std::size_t, std::string>, std::vector<std::size_t>> result;
  for (std::size_t i = 0; i < ensemble.kpis.size(); ++i) {
    const Kpi& kpi = ensemble.kpis[i];
    if (is_headline(kpi, network.settings.focus)) {
      const auto chain =
          static_cast<std::size_t>(std::ranges::find(chain_order, kpi.chain) - chain_order.begin());
      result[{chain, kpi.country}].push_back(i);
    }
  }
  return result;
}

bool all_zero(const KpiSummary& summary) { return summary.min == 0 && summary.max == 0; }

std::string interval(double low, double high, double factor, bool with_sign) {
  if (!std::isfinite(low)) {
    return "";
  }
  const auto text = [&](double x) {
    return with_sign ? signed_figure_text(x * factor) : figure_text(x * factor);
  };
  return fmt::format("[{}, {}]", text(low), text(high));
}

void print_section_name(std::size_t chain, const std::string& country) {
  fmt::print("\n{}, {}\n", chain < chain_order.size() ? upper(chain_order[chain]) : "OTHER",
             country);
}

}  // namespace korus
