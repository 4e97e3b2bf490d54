#include "tools/results/cf_time.hpp"

#include <fmt/format.h>

namespace korus {

std::string cf_date(std::chrono::sys_days date) {
  const std::chrono::year_month_day day(date);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

std::string cf_days_since(std::chrono::sys_days date) {
  return "days since " + cf_date(date) + " 00:00:00";
}

}  // namespace korus
