// korus show: what a scenario holds, as the run will see it.
#include <fmt/core.h>

#include <map>

#include "models/steady_state.hpp"
#include "tools/command/exit_code.hpp"
#include "tools/command/options.hpp"
#include "tools/command/scenario_notes.hpp"
#include "tools/scenario/word_list.hpp"

namespace korus {
namespace {

void show_lines(const Network& network) {
  fmt::print("{:<34} {:<24} {:<4} {:>14} {:>6}  {}\n", "line", "product", "", "capacity/a", "used",
             "unit");
  for (const Line& line : network.lines) {
    const Product& product = network.product_of(line);
    const double usable = line.usable_at_start();
    const std::string used =
        usable > 0 ? fmt::format("{:.0f} %", 100 * wanted_rate(network, line) / usable) : "-";
    fmt::print("{:<34} {:<24} {:<4} {:>14.6g} {:>6}  {}\n", line.id, product.id,
               network.sites[line.site].country, line.nameplate.at(0) / product.units_per_display,
               used, product.display_unit);
  }
}

void show_links(const Network& network) {
  fmt::print("\n{:<34} {:<34} {:<16} {:>12}\n", "supplier", "buyer", "lane", "a year");
  for (const Link& link : network.links) {
    const Product& product = network.product_of(link);
    fmt::print("{:<34} {:<34} {:<16} {:>12.5g} {}\n", network.stocks[link.supplier].id,
               network.stocks[link.buyer].id, link.direct ? "direct" : network.lanes[link.lane].id,
               starting_flow(network, link) * days_a_year / product.units_per_display,
               product.display_unit);
  }
}

void show_sources(const LoadedScenario& loaded) {
  std::map<std::string, int> uses;
  for (const InputNumber& input : loaded.inputs) {
    for (const std::string_view key : split_words(input.source, ';')) {
      ++uses[std::string(key)];
    }
  }
  for (const SourceRecord& source : loaded.scenario.sources) {
    if (const auto found = uses.find(source.id); found != uses.end()) {
      fmt::print("{:<20} {:>5} numbers  {}. {}, {}. {}\n", source.id, found->second, source.title,
                 source.publisher, source.date, source.url);
    }
  }
}

}  // namespace

int show_command(const Options& options) {
  const LoadedNetwork loaded = load_network(options.scenarios.front(), options.overrides);
  if (options.resolved) {
    fmt::print("{}", loaded.loaded.resolved_text);
  } else if (options.sources) {
    show_sources(loaded.loaded);
  } else {
    fmt::print("{}\n\n", loaded.network.title);
    show_lines(loaded.network);
    show_links(loaded.network);
  }
  return exit_good;
}

}  // namespace korus
