// A key performance indicator: a ratio or a total that one replication yields once.
#pragma once

#include <string>

namespace korus {

struct Kpi {
  std::string name;  // unique, e.g. "output_2030.US.battery cells"
  std::string long_name;
  std::string units;    // of the value, display units
  std::string measure;  // "capacity_2025", "output_2030", "unmet_share", "cover_days",
                        // "capacity_added.<investment>", ...
  std::string chain;
  std::string country;
  std::string group;
  bool higher_is_better = true;
  bool is_ratio = false;  // value over replications = sum of numerators / sum of denominators; else
                          // the mean of numerators
};

// value = numerator / denominator (denominator 1 for totals).
struct KpiValue {
  double numerator = 0;
  double denominator = 1;
};

}  // namespace korus
