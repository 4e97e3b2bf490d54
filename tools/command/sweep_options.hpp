// The command lines of sweeps: sweep, status, index, merge, analyze.
#pragma once

#include <CLI/CLI.hpp>

#include "tools/command/options.hpp"

namespace korus {

CLI::App* add_sweep(CLI::App& app, Options& options);

// `korus status`, and what the other commands on a sweep's folder begin with.
CLI::App* add_folder_command(CLI::App& app, Options& options, const char* name, const char* what);

// `korus index` and `korus merge`; `file` is the output where none is named.
CLI::App* add_join(CLI::App& app, Options& options, const char* name, const char* what,
                   const char* file);

CLI::App* add_analyze(CLI::App& app, Options& options);

}  // namespace korus
