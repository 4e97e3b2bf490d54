// Records by their ids, and by the record that owns them.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "models/network.hpp"

namespace korus {

using Index = std::unordered_map<std::string, std::uint32_t>;

template <class Rows>
Index index_of(const Rows& rows) {
  Index index;
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    index.emplace(rows[i].id, i);
  }
  return index;
}

// The records that name each owner, in their order: a scan for every owner would make a network of a
// million sites unbuildable.
template <class Record>
class Grouped {
 public:
  Grouped(const std::vector<Record>& records, std::string Record::* owner) {
    for (const Record& record : records) {
      groups_[record.*owner].push_back(&record);
    }
  }

  const std::vector<const Record*>& of(const std::string& owner) const {
    static const std::vector<const Record*> none;
    const auto found = groups_.find(owner);
    return found == groups_.end() ? none : found->second;
  }

 private:
  std::unordered_map<std::string_view, std::vector<const Record*>> groups_;
};

// Of this site and product, among stocks that are sorted by both.
inline std::optional<std::uint32_t> find_stock(const Network& network, std::uint32_t site,
                                               std::uint32_t product) {
  const auto place = [](const Stock& s) { return std::pair(s.site, s.product); };
  const auto found = std::ranges::lower_bound(network.stocks, std::pair(site, product), {}, place);
  return found != network.stocks.end() && place(*found) == std::pair(site, product)
             ? std::optional(static_cast<std::uint32_t>(found - network.stocks.begin()))
             : std::nullopt;
}

}  // namespace korus
