// A scenario on disk: FOLDER/scenario.toml and its tables in FOLDER/tables.
#pragma once

#include <filesystem>

#include "models/records/scenario.hpp"

namespace korus {

// Throws OutputError where there is something in the folder, or its name can not be had.
void check_new_folder(const std::filesystem::path& folder);

// Writes FOLDER.part, fsyncs its files and renames it to FOLDER, so that a folder of this name is
// whole; the folders it lies in are created. Of the settings it writes start, end and record_days. `remark` is the comment on the first line. Throws
// OutputError where the machine refuses, and leaves nothing half-written.
void write_scenario_folder(const std::filesystem::path& folder, const Scenario& scenario,
                           const std::string& remark);

}  // namespace korus
