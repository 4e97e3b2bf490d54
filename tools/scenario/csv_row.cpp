#include "tools/scenario/csv_row.hpp"

#include <algorithm>
#include <utility>

namespace korus {
namespace {

class CsvSplitter {
 public:
  explicit CsvSplitter(std::string_view line) : line_(line) {}

  CsvRow split() {
    do {
      skip_blanks();
      row_.cells.push_back({.text = "", .column = column_});
      at_ < line_.size() && line_[at_] == '"' ? read_quoted() : read_plain();
    } while (row_.fault.empty() && take(','));
    return std::move(row_);
  }

 private:
  bool done() const { return at_ == line_.size(); }

  char next() {
    const char c = line_[at_++];
    column_ += (static_cast<unsigned char>(c) & 0xc0) == 0x80 ? 0 : 1;
    return c;
  }

  bool take(char wanted) {
    const bool found = !done() && line_[at_] == wanted;
    if (found) {
      next();
    }
    return found;
  }

  void skip_blanks() {
    while (take(' ') || take('\t')) {
    }
  }

  void read_plain() {
    std::string& text = row_.cells.back().text;
    while (!done() && line_[at_] != ',') {
      text += next();
    }
    text.erase(text.find_last_not_of(" \t") + 1);
  }

  void read_quoted() {
    next();
    if (!read_to_closing_quote()) {
      fail(row_.cells.back().column, "unclosed quote: a cell must end on the line it begins on");
      return;
    }
    skip_blanks();
    if (!done() && line_[at_] != ',') {
      fail(column_, "text after the closing quote (write a quote inside quotes twice)");
    }
  }

  bool read_to_closing_quote() {
    std::string& text = row_.cells.back().text;
    while (!done()) {
      const char c = next();
      if (c != '"') {
        text += c;
      } else if (take('"')) {
        text += '"';
      } else {
        return true;
      }
    }
    return false;
  }

  void fail(int column, std::string fault) {
    row_.fault = std::move(fault);
    row_.fault_column = column;
  }

  std::string_view line_;
  std::size_t at_ = 0;
  int column_ = 1;
  CsvRow row_;
};

}  // namespace

bool CsvRow::blank() const {
  return fault.empty() &&
         std::ranges::all_of(cells, [](const CsvCell& c) { return c.text.empty(); });
}

CsvRow split_csv_row(std::string_view line) { return CsvSplitter(line).split(); }

}  // namespace korus
