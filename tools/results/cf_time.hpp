// Dates as the CF conventions write them.
#pragma once

#include <chrono>
#include <string>

namespace korus {

std::string cf_date(std::chrono::sys_days date);        // "2021-01-01"
std::string cf_days_since(std::chrono::sys_days date);  // "days since 2021-01-01 00:00:00"

}  // namespace korus
