#include "tools/verify/run_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "tools/scenario/wording.hpp"

namespace korus {
namespace {

void add(const PlacedText& name, const std::vector<RunSetup>& runs, TableReader& table,
         std::vector<std::size_t>& places) {
  const auto found = std::ranges::find(runs, name.text, &RunSetup::name);
  const auto place = static_cast<std::size_t>(found - runs.begin());
  if (found == runs.end()) {
    std::vector<std::string_view> known;
    for (const RunSetup& run : runs) {
      known.push_back(run.name);
    }
    table.complain(
        name.origin, "run",
        fmt::format("no run {}{}", in_quotes(name.text), did_you_mean(name.text, known)));
  } else if (std::ranges::find(places, place) != places.end()) {
    table.complain(name.origin, "run", fmt::format("{} is there twice", in_quotes(name.text)));
  } else {
    places.push_back(place);
  }
}

std::vector<PlacedText> names_of(TableReader& table) {
  std::vector<PlacedText> names = table.texts("runs");
  if (const auto name = table.text("run")) {
    names.push_back(*name);
  }
  if (table.has("run") && table.has("runs")) {
    table.complain(table.origin("run"), "run", "either run or runs");
  }
  return names;
}

}  // namespace

std::vector<std::size_t> read_run_names(TableReader& table, const Origin& row,
                                        const std::vector<RunSetup>& runs, bool compares_two) {
  std::vector<std::size_t> places;
  const std::vector<PlacedText> names = names_of(table);
  const bool named = table.has("run") || table.has("runs");
  for (const PlacedText& name : names) {
    add(name, runs, table, places);
  }
  if (!named) {
    places.resize(runs.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
  }
  const std::size_t count = named ? names.size() : places.size();
  if (runs.empty()) {
    table.complain(row, "", "needs a run: the file names no scenario");
  } else if (compares_two && count != 2) {
    table.complain(row, "", fmt::format("compares two runs, got {}", count));
  } else if (const TomlNode* list = table.find("runs");
             list != nullptr && list->is_array() && list->elements.empty()) {
    table.complain(list->cell.origin, "runs", "names no run");
  }
  return places;
}

}  // namespace korus
