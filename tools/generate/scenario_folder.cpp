#include "tools/generate/scenario_folder.hpp"

#include <fmt/format.h>

#include <span>
#include <string>
#include <system_error>

#include "tools/generate/scenario_tables.hpp"
#include "tools/results/result_file.hpp"
#include "tools/results/whole_file.hpp"
#include "tools/scenario/wording.hpp"

namespace korus {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& folder, const std::string& reason) {
  throw OutputError(fmt::format("cannot write a scenario to '{}': {}", folder.string(), reason));
}

// "x/" names the same folder as "x", and its part lies beside it.
fs::path without_slash(const fs::path& folder) {
  return folder.has_filename() ? folder : folder.parent_path();
}

fs::path part_of(const fs::path& folder) {
  fs::path part = without_slash(folder);
  return part += ".part";
}

void require_nothing_in(const fs::path& folder, const fs::path& asked, const char* advice) {
  std::error_code error;
  const fs::file_status status = fs::status(folder, error);
  if (status.type() == fs::file_type::not_found) {
    return;
  }
  if (!fs::is_directory(status)) {
    refuse(asked, fmt::format("'{}' is there and is no folder", folder.string()));
  }
  const bool empty = fs::is_empty(folder, error);
  if (error) {
    refuse(asked, error.message());
  }
  if (!empty) {
    refuse(asked, fmt::format("'{}' is not empty; {}", folder.string(), advice));
  }
}

std::string settings_text(const Scenario& scenario, const std::string& remark) {
  const Settings& settings = scenario.simulation;
  return fmt::format(
      "# {}\ntitle = \"{}\"\ntables = [\"tables\"]\n\n[simulation]\nstart = {}\nend = {}\n"
      "record_days = {}\n",
      remark, scenario.title, date_text(settings.start), date_text(settings.end),
      number_text(settings.record_days));
}

void write_text(const fs::path& path, const std::string& text) {
  write_whole_file(path, std::as_bytes(std::span(text)));
}

void rename_folder(const fs::path& part, const fs::path& folder) {
  std::error_code error;
  fs::rename(part, folder, error);
  if (error) {
    refuse(folder, error.message());
  }
}

}  // namespace

void check_new_folder(const fs::path& folder) {
  require_nothing_in(without_slash(folder), folder, "nothing is replaced");
  require_nothing_in(part_of(folder), folder,
                     "it is the rest of an attempt that was cut off: remove it");
}

void write_scenario_folder(const fs::path& folder, const Scenario& scenario,
                           const std::string& remark) {
  check_new_folder(folder);
  const fs::path part = part_of(folder);
  try {
    for (const ScenarioTable& table : scenario_tables(scenario)) {
      write_text(part / "tables" / (table.kind + ".csv"), table.text);
    }
    write_text(part / "scenario.toml", settings_text(scenario, remark));
    rename_folder(part, without_slash(folder));
  } catch (...) {
    std::error_code error;
    fs::remove_all(part, error);
    throw;
  }
}

}  // namespace korus
