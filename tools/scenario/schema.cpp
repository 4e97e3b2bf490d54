#include "tools/scenario/schema.hpp"

#include <algorithm>

#include "models/records/scenario.hpp"
#include "tools/scenario/each_field.hpp"
#include "tools/scenario/wording.hpp"

namespace korus {
namespace {

constexpr std::string_view id_characters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_:*-";

template <class Record>
std::vector<std::string> keys_of() {
  std::vector<std::string> keys;
  Record record;
  for_each_field(record, [&]<class T>(const Field& field, T&) {
    keys.emplace_back(field.name);
    if constexpr (std::is_same_v<T, Law>) {
      keys.push_back(std::string(field.name) + "_low");
      keys.push_back(std::string(field.name) + "_high");
    }
  });
  return keys;
}

std::string objection(std::string_view noun, std::string_view word,
                      const std::vector<std::string>& known) {
  if (std::ranges::find(known, word) != known.end()) {
    return "";
  }
  const std::vector<std::string_view> candidates(known.begin(), known.end());
  return "unknown " + std::string(noun) + ' ' + in_quotes(word) + did_you_mean(word, candidates);
}

}  // namespace

Schema::Schema() {
  fields_.emplace(Settings::kind, keys_of<Settings>());
  Scenario scenario;
  Scenario::for_each_table(scenario, [this]<class R>(const std::vector<R>&) {
    kinds_.emplace_back(R::kind);
    fields_.emplace(R::kind, keys_of<R>());
  });
}

const std::vector<std::string>& Schema::fields_of(std::string_view kind) const {
  return fields_.find(kind)->second;
}

std::string Schema::objection_to_kind(std::string_view kind) const {
  return objection("kind of record", kind, kinds_);
}

std::string Schema::objection_to_field(std::string_view kind, std::string_view field) const {
  return objection("key", field, fields_of(kind));
}

std::string Schema::objection_to_id(std::string_view id) {
  if (!id.empty() && id.find_first_not_of(id_characters) == std::string_view::npos) {
    return "";
  }
  return "id " + in_quotes(id) + " must be one or more of A-Z a-z 0-9 _ : * -";
}

std::vector<IdPart> Schema::id_parts(std::string_view kind) {
  if (kind == InputRecord::kind) {
    return {{"process", ""}, {"product", ""}};
  }
  if (kind == CapacityRecord::kind) {
    return {{"line", ""}, {"year", ""}};
  }
  if (kind == DemandRecord::kind) {
    return {{"market", ""}, {"year", ""}};
  }
  if (kind == SupplyRecord::kind) {
    return {{"product", ""}, {"supplier", ""}, {"buyer", "*"}};
  }
  if (kind == ValueRecord::kind) {
    return {{"product", ""}};
  }
  if (kind == StockRecord::kind) {
    return {{"site", ""}, {"product", ""}};
  }
  return {};
}

}  // namespace korus
