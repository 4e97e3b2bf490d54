#include "tools/ensemble/name_pattern.hpp"

#include <algorithm>

namespace korus {

bool name_matches(std::string_view pattern, std::string_view name) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) {
    return pattern == name;
  }
  if (!name.starts_with(pattern.substr(0, star))) {
    return false;
  }
  name.remove_prefix(star);
  pattern.remove_prefix(star + 1);
  // What stands between two stars is found as early as it can be; only the last part has its place.
  for (std::size_t next = pattern.find('*'); next != std::string_view::npos;
       next = pattern.find('*')) {
    const std::size_t found = name.find(pattern.substr(0, next));
    if (found == std::string_view::npos) {
      return false;
    }
    name.remove_prefix(found + next);
    pattern.remove_prefix(next + 1);
  }
  return name.ends_with(pattern);
}

std::vector<std::size_t> matching_kpis(const std::vector<Kpi>& kpis,
                                       const std::vector<std::string>& patterns) {
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < kpis.size(); ++i) {
    if (std::ranges::any_of(patterns, [&](const std::string& pattern) {
          return name_matches(pattern, kpis[i].name);
        })) {
      result.push_back(i);
    }
  }
  return result;
}

}  // namespace korus
