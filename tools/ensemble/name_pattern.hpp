// Names with wildcards: * matches any characters, none too.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "models/kpi.hpp"

namespace korus {

bool name_matches(std::string_view pattern, std::string_view name);

// Places in `kpis` of those whose name matches one of the patterns, ascending.
std::vector<std::size_t> matching_kpis(const std::vector<Kpi>& kpis,
                                       const std::vector<std::string>& patterns);

}  // namespace korus
