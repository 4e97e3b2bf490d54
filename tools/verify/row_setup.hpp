// Reads one [row.X] of a set-up file.
#pragma once

#include <span>
#include <string>

#include "tools/scenario/toml_tree.hpp"
#include "tools/verify/case_setup.hpp"
#include "tools/verify/catalogue.hpp"

namespace korus {

// What the rest of the file and the catalogue say of a row.
struct RowSurroundings {
  const CatalogueRow& row;
  const CaseSetup& setup;  // its runs and replications are there
  std::filesystem::path folder;
  std::span<const VerificationFunction> functions;
};

RowSetup read_row_setup(const TomlMember& table, const RowSurroundings& around,
                        Diagnostics& diagnostics);

}  // namespace korus
