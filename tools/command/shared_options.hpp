// Options that several commands have.
#pragma once

#include <CLI/CLI.hpp>

#include "tools/command/options.hpp"

namespace korus {

void add_seed(CLI::App& app, Options& options, const char* what);
void add_threads(CLI::App& app, Options& options);

}  // namespace korus
