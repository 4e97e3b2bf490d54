#include "tools/scenario/csv_source.hpp"

#include <fmt/format.h>

#define CSV_IO_NO_THREAD
// The library cuts long file names on purpose; g++ says so where it is inlined.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wstringop-truncation"
#endif
#include <libfccp/csv.h>
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

#include <algorithm>
#include <optional>
#include <utility>

#include "tools/scenario/csv_row.hpp"
#include "tools/scenario/wording.hpp"

namespace korus {
namespace {

class CsvReader {
 public:
  CsvReader(const std::string& file, const std::string& kind, const Schema& schema, Document& layer,
            Diagnostics& diagnostics)
      : file_(file), kind_(kind), schema_(schema), layer_(layer), diagnostics_(diagnostics) {}

  void read_line(std::string_view line) {
    ++line_;
    const CsvRow row = split_csv_row(line);
    if (!row.fault.empty()) {
      reject(row.fault_column, row.fault);
    } else if (columns_.empty()) {
      read_header(row);
    } else if (!row.blank()) {
      read_row(row);
    }
  }

 private:
  void read_header(const CsvRow& row) {
    if (row.blank()) {
      reject(1, "empty: the first row must name the columns");
    }
    for (const CsvCell& cell : row.cells) {
      columns_.emplace_back(row.blank() ? std::string() : column_name(cell));
    }
    if (!row.blank()) {
      require_id_columns();
    }
  }

  // "" where the column can not be used.
  std::string column_name(const CsvCell& cell) {
    const std::string objection =
        cell.text == "id" ? "" : schema_.objection_to_field(kind_, cell.text);
    if (cell.text.empty()) {
      complain(cell.column, "a column without a name");
    } else if (!objection.empty()) {
      complain(cell.column, fmt::format("{}: {}", kind_, objection));
    } else if (column_of(cell.text)) {
      complain(cell.column, fmt::format("column {} is there twice", in_quotes(cell.text)));
    } else {
      return cell.text;
    }
    return "";
  }

  void require_id_columns() {
    const std::vector<IdPart> parts = Schema::id_parts(kind_);
    if (column_of("id")) {
      return;
    }
    if (parts.empty()) {
      reject(1, fmt::format("{}: missing required column \"id\"", kind_));
    }
    for (const IdPart& part : parts) {
      if (part.otherwise.empty() && !column_of(part.field)) {
        reject(1, fmt::format("{}: missing required column {}", kind_, in_quotes(part.field)));
      }
    }
  }

  std::optional<std::size_t> column_of(std::string_view name) const {
    const auto found = std::ranges::find(columns_, name, &SharedText::str);
    return found == columns_.end()
               ? std::nullopt
               : std::optional(static_cast<std::size_t>(found - columns_.begin()));
  }

  void read_row(const CsvRow& row) {
    if (row.cells.size() != columns_.size()) {
      const bool longer = row.cells.size() > columns_.size();
      reject(longer ? row.cells[columns_.size()].column : 1,
             fmt::format("row has {} cells, the header has {}", row.cells.size(), columns_.size()));
      return;
    }
    if (const std::string id = id_of(row); !id.empty()) {
      keep(id, row);
    }
  }

  std::string_view cell(const CsvRow& row, std::string_view name) const {
    const auto column = column_of(name);
    return column ? std::string_view(row.cells[*column].text) : std::string_view();
  }

  // "" where there is none, after saying so (unless the header has said so).
  std::string id_of(const CsvRow& row) {
    const std::string id(cell(row, "id"));
    return id.empty() ? derived_id(row) : id;
  }

  std::string derived_id(const CsvRow& row) {
    const std::vector<IdPart> parts = Schema::id_parts(kind_);
    if (parts.empty() && column_of("id")) {
      reject(row.cells[*column_of("id")].column, fmt::format("{}: missing id", kind_));
    }
    std::string id;
    for (const IdPart& part : parts) {
      const std::string_view given = cell(row, part.field);
      if (given.empty() && part.otherwise.empty()) {
        reject_empty(row, part.field);
        return "";
      }
      id.append(id.empty() ? "" : ":").append(given.empty() ? part.otherwise : given);
    }
    return id;
  }

  void reject_empty(const CsvRow& row, std::string_view name) {
    if (const auto column = column_of(name)) {
      reject(row.cells[*column].column,
             fmt::format("{}: missing required {}", kind_, in_quotes(name)));
    }
  }

  void keep(const std::string& id, const CsvRow& row) {
    const auto id_column = column_of("id");
    const int column = id_column ? row.cells[*id_column].column : 1;
    if (const std::string objection = Schema::objection_to_id(id); !objection.empty()) {
      complain(column, fmt::format("{}: {}", kind_, objection));
    }
    const auto [place, fresh] = layer_.tables[kind_].try_emplace(id, filled(row));
    if (!fresh) {
      const Origin& first = place->second.origin;
      complain(column, fmt::format("{}.{}: is there twice, first in {}:{}", kind_, id,
                                   first.file.str(), first.line));
    }
  }

  Row filled(const CsvRow& row) const {
    Row result{.origin = {file_, line_, 1}, .cells = {}};
    result.cells.reserve(columns_.size());
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const CsvCell& given = row.cells[i];
      if (!given.text.empty() && !columns_[i].empty() && !(columns_[i] == "id")) {
        result.cells.emplace_back(columns_[i], Cell{Raw{given.text}, {file_, line_, given.column}});
      }
    }
    return result;
  }

  void complain(int column, std::string message) {
    diagnostics_.add({file_, line_, column}, std::move(message));
  }

  // What was written here is lost, so that its absence elsewhere is no further error.
  void reject(int column, std::string message) {
    complain(column, std::move(message));
    layer_.complete = false;
  }

  SharedText file_;
  const std::string& kind_;
  const Schema& schema_;
  Document& layer_;
  Diagnostics& diagnostics_;
  std::vector<SharedText> columns_;
  int line_ = 0;
};

}  // namespace

void read_csv(const std::string& text, const std::string& file, const std::string& kind,
              const Schema& schema, Document& layer, Diagnostics& diagnostics) {
  CsvReader reader(file, kind, schema, layer, diagnostics);
  const std::string ended = text + '\n';  // the library reads past a last line without an end
  io::LineReader lines(file, ended.data(), ended.data() + ended.size());
  try {
    while (const char* line = lines.next_line()) {
      reader.read_line(line);
    }
  } catch (const io::error::line_length_limit_exceeded& error) {
    diagnostics.add({file, error.file_line, 1}, "line longer than 16 MB");
    layer.complete = false;
  }
}

}  // namespace korus
