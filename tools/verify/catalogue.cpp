#include "tools/verify/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include "tools/scenario/cell_value.hpp"
#include "tools/scenario/csv_table.hpp"
#include "tools/scenario/text_file.hpp"
#include "tools/scenario/wording.hpp"

namespace korus {
namespace {

constexpr std::array<std::string_view, 4> required{"id", "quantity", "expected", "kind"};
constexpr std::array<std::string_view, 10> optional{
    "family",       "description", "params", "abs_tol",    "rel_tol",
    "how_obtained", "source",      "se",     "run_length", "held_out"};
constexpr std::array<std::string_view, 7> kinds{"stochastic", "exact", "inequality", "bound",
                                                "property",   "bits",  "info"};

class RowReader {
 public:
  RowReader(const CsvTable& table, const std::vector<Cell>& cells, Diagnostics& diagnostics)
      : table_(table), cells_(cells), diagnostics_(diagnostics) {}

  CatalogueRow read() {
    CatalogueRow row{.family = text("family"),
                     .description = text("description"),
                     .params = text("params"),
                     .quantity = needed("quantity"),
                     .expected_text = needed("expected"),
                     .abs_tol = tolerance("abs_tol"),
                     .rel_tol = tolerance("rel_tol"),
                     .kind = kind(),
                     .how_obtained = text("how_obtained"),
                     .source = text("source"),
                     .origin = cells_.front().origin};
    row.origin.column = 1;
    read_id(row);
    read_expected(row);
    return row;
  }

 private:
  const Cell* cell(std::string_view column) const {
    const auto place = table_.column(column);
    return place ? &cells_[*place] : nullptr;
  }

  std::string text(std::string_view column) const {
    const Cell* found = cell(column);
    return found == nullptr ? "" : std::get<Raw>(found->value).text;
  }

  std::string needed(std::string_view column) {
    std::string value = text(column);
    if (value.empty()) {
      complain(column, "must not be empty");
    }
    return value;
  }

  double tolerance(std::string_view column) {
    const std::string value = text(column);
    if (value.empty()) {
      return 0;
    }
    const auto number = as_number(*cell(column));
    if (!number || !(*number >= 0) || !std::isfinite(*number)) {
      complain(column, fmt::format("must be a number from 0, got {}", in_quotes(value)));
      return 0;
    }
    return *number;
  }

  // "exact (one day's bucket)": a remark in brackets may follow.
  RowKind kind() {
    const std::string value = needed("kind");
    const bool remark = value.ends_with(')') && value.find(" (") != std::string::npos;
    const std::string word = remark ? value.substr(0, value.find(" (")) : value;
    const auto found = std::ranges::find(kinds, word);
    if (found == kinds.end()) {
      if (!value.empty()) {
        complain("kind", fmt::format("unknown kind {}{}", in_quotes(value),
                                     did_you_mean(word, {kinds.begin(), kinds.end()})));
      }
      return RowKind::info;  // of which nothing more is asked
    }
    return static_cast<RowKind>(found - kinds.begin());
  }

  void read_id(CatalogueRow& row) {
    row.id = text("id");
    const auto good = [](std::string_view part, std::string_view more) {
      return !part.empty() && std::ranges::all_of(part, [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || more.find(c) != more.npos;
      });
    };
    const std::size_t dot = row.id.find('.');
    row.case_id = row.id.substr(0, dot);
    row.letter = dot == std::string::npos ? "" : row.id.substr(dot + 1);
    if (!good(row.case_id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_-") || !good(row.letter, "")) {
      complain("id", fmt::format("must be CASE.letter, got {}", in_quotes(row.id)));
    }
  }

  void read_expected(CatalogueRow& row) {
    const auto number = as_number(Cell{Raw{row.expected_text}, {}});
    if (number && std::isfinite(*number)) {
      row.expected = *number;
    }
    const bool may_be_text =
        row.kind == RowKind::exact || row.kind == RowKind::bits || row.kind == RowKind::info;
    if (row.is_text() && !may_be_text && !row.expected_text.empty()) {
      complain("expected", fmt::format("{}: must be a number, got {}", name_of(row.kind),
                                       in_quotes(row.expected_text)));
    }
  }

  void complain(std::string_view column, const std::string& message) {
    if (const Cell* found = cell(column)) {
      diagnostics_.add(found->origin, fmt::format("{}: {}", column, message));
    }
  }

  const CsvTable& table_;
  const std::vector<Cell>& cells_;
  Diagnostics& diagnostics_;
};

std::optional<std::string> text_of(const std::filesystem::path& path, Diagnostics& diagnostics) {
  TextFile file = read_text_file(path);
  if (!file.trouble.empty()) {
    diagnostics.add({path.string(), 1, 1}, "can not be read: " + file.trouble);
    return std::nullopt;
  }
  if (const auto bad = first_bad_byte(file.text, path.string())) {
    diagnostics.add(*bad, "not UTF-8 text");
    return std::nullopt;
  }
  return std::move(file.text);
}

}  // namespace

std::string_view name_of(RowKind kind) { return kinds.at(static_cast<std::size_t>(kind)); }

double CatalogueRow::tolerance() const { return std::max(abs_tol, rel_tol * std::abs(expected)); }

std::vector<CatalogueRow> read_catalogue(const std::filesystem::path& path,
                                         Diagnostics& diagnostics) {
  std::vector<CatalogueRow> rows;
  const auto text = text_of(path, diagnostics);
  if (!text) {
    return rows;
  }
  const CsvTable table = read_csv_table(*text, path.string(), required, optional, diagnostics);
  std::map<std::string, int> first;
  for (const std::vector<Cell>& cells : table.rows) {
    CatalogueRow row = RowReader(table, cells, diagnostics).read();
    const auto [place, fresh] = first.try_emplace(row.id, row.origin.line);
    if (!fresh) {
      diagnostics.add(row.origin, fmt::format("{}: is there twice, first in line {}",
                                              in_quotes(row.id), place->second));
    }
    rows.push_back(std::move(row));
  }
  if (rows.empty() && diagnostics.size() == 0) {
    diagnostics.add({path.string(), 1, 1}, "no rows");
  }
  return rows;
}

}  // namespace korus
