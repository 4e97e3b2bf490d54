// The catalogue: cases with known answers, a row each, as a CSV table.
//
// Columns: id (CASE.letter), quantity, expected and kind must be there; family, description, params,
// abs_tol, rel_tol, how_obtained and source may, and se, run_length and held_out are passed over. An
// expected value that is no number is a text ("84,96").
#pragma once

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "tools/scenario/diagnostics.hpp"

namespace korus {

// How a row is judged (tools/verify/judgement.hpp).
enum class RowKind : std::uint8_t { stochastic, exact, inequality, bound, property, bits, info };

std::string_view name_of(RowKind kind);

struct CatalogueRow {
  std::string id;       // "Q01.a"
  std::string case_id;  // "Q01"
  std::string letter;   // "a"
  std::string family, description, params, quantity;
  std::string expected_text;                                   // as written
  double expected = std::numeric_limits<double>::quiet_NaN();  // NaN: a text
  double abs_tol = 0;
  double rel_tol = 0;
  RowKind kind = RowKind::exact;
  std::string how_obtained, source;
  Origin origin;

  bool is_text() const { return kind == RowKind::bits || std::isnan(expected); }
  double tolerance() const;  // the wider of abs_tol and rel_tol x |expected|
};

// Tells all that is wrong with the file. Rows are in the file's order, each id once.
std::vector<CatalogueRow> read_catalogue(const std::filesystem::path& path,
                                         Diagnostics& diagnostics);

}  // namespace korus
