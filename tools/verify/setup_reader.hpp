// Reads a case's set-up file.
#pragma once

#include <filesystem>
#include <optional>
#include <span>

#include "tools/verify/case_setup.hpp"
#include "tools/verify/catalogue.hpp"

namespace korus {

struct SetupOptions {
  bool full = false;  // else the short version, where the file has one
  std::span<const VerificationFunction> functions;
};

// `rows` are those of the catalogue that are asked for, `known` all letters that the case has there.
// Nothing where the file is not there; what is wrong with it is told. A row that is asked for and
// not in the file is told, as is one in the file that the catalogue lacks.
std::optional<CaseSetup> read_setup(const std::filesystem::path& path,
                                    std::span<const CatalogueRow* const> rows,
                                    std::span<const std::string> known, const SetupOptions& options,
                                    Diagnostics& diagnostics);

}  // namespace korus
