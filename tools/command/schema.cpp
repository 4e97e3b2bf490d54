// korus schema: what a scenario may hold, and what figures a run gives.
#include "tools/scenario/schema.hpp"

#include <fmt/core.h>
#include <spdlog/spdlog.h>

#include "models/records/scenario.hpp"
#include "tools/command/exit_code.hpp"
#include "tools/command/options.hpp"
#include "tools/command/reference_page.hpp"

namespace korus {

int schema_command(const Options& options) {
  if (options.figures) {
    fmt::print("{}", figures_page());
    return exit_good;
  }
  if (options.json) {
    fmt::print("{}\n", fields_json_schema());
    return exit_good;
  }
  if (!options.kind.empty() && options.kind != Settings::kind) {
    if (const auto objection = Schema().objection_to_kind(options.kind); !objection.empty()) {
      spdlog::error("{}", objection);
      return exit_usage;
    }
  }
  fmt::print("{}", fields_page(options.kind));
  return exit_good;
}

}  // namespace korus
