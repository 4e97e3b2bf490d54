#include "tools/ensemble/headline.hpp"

namespace korus {

bool is_headline(const Kpi& kpi, const std::string& focus) {
  const bool measured = (kpi.measure.starts_with("capacity_") && kpi.measure != "capacity_added") ||
                        kpi.measure.starts_with("output_") || kpi.measure == "unmet_share" ||
                        kpi.measure == "late_share" || kpi.measure == "cover_days" ||
                        kpi.measure == "unmet_usd";
  return measured &&
         (focus.empty() || (";" + focus + ";").find(";" + kpi.country + ";") != std::string::npos);
}

std::vector<std::size_t> headline_kpis(const std::vector<Kpi>& kpis, const std::string& focus) {
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < kpis.size(); ++i) {
    if (is_headline(kpis[i], focus)) {
      result.push_back(i);
    }
  }
  return result;
}

}  // namespace korus
