#include "tools/scenario/field_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "tools/scenario/cell_value.hpp"
#include "tools/scenario/law_text.hpp"
#include "tools/scenario/text_limits.hpp"
#include "tools/scenario/word_list.hpp"
#include "tools/scenario/wording.hpp"

namespace korus {
namespace {

// "0 to 1e+12 display units per year"
std::string allowed(const Field& field) {
  const std::string unit =
      field.unit.empty() || field.unit == "1" ? "" : fmt::format(" {}", field.unit);
  return fmt::format("{} to {}{}", number_text(field.lowest), number_text(field.highest), unit);
}

}  // namespace

FieldReader::FieldReader(const Row& row, std::string path, bool complete, Diagnostics& diagnostics)
    : row_(row), path_(std::move(path)), complete_(complete), diagnostics_(diagnostics) {}

void FieldReader::read(const Field& field, std::string& value) {
  const Cell* cell = cell_of(field);
  if (cell == nullptr) {
    return;
  }
  const auto text = as_text(*cell);
  if (!text) {
    mistyped(*cell, field.name, "text");
  } else if (text->size() > longest_text) {
    complain(cell->origin, field.name, fmt::format("must be at most {} bytes long", longest_text));
  } else if (text->empty() && field.required) {
    complain(cell->origin, field.name, "must not be empty");
  } else if (*text == value || is_choice(field, *text, cell->origin)) {
    value = *text;
  }
}

void FieldReader::read(const Field& field, std::int64_t& value) {
  const Cell* cell = cell_of(field);
  if (cell == nullptr) {
    return;
  }
  const std::string key(field.name);
  const auto number = whole(*cell, key);
  if (number && in_range(field, key, static_cast<double>(*number), cell->origin)) {
    value = *number;
  }
}

void FieldReader::read(const Field& field, double& value) {
  if (cell_of(field) != nullptr) {
    value = number(field, std::string(field.name)).value_or(value);
  }
}

void FieldReader::read(const Field& field, Law& value) {
  const std::string key(field.name);
  const std::size_t before = diagnostics_.size();
  const Cell* cell = cell_of(field);
  if (cell != nullptr && in_words(*cell)) {
    return read_words(field, *cell, value);
  }
  const auto mode = number(field, key);
  const auto low = number(field, key + "_low");
  const auto high = number(field, key + "_high");
  if (diagnostics_.size() != before) {
    return;
  }
  const Law other = mode ? Law(*mode) : value;
  const double from = low.value_or(other.lowest());
  const double to = high.value_or(other.highest());
  if (in_order(key, from, other.typical(), to)) {
    value = Law(from, other.typical(), to);
  }
}

void FieldReader::read_words(const Field& field, const Cell& cell, Law& value) {
  const std::string key(field.name);
  const LawInWords read = read_law(as_text(cell).value_or(""));
  for (const std::string& trouble : read.troubles) {
    complain(cell.origin, key, trouble);
  }
  const bool ends = has_ends(key, cell);
  if (read.troubles.empty() && !ends && admits(field, read.law, cell)) {
    value = read.law;
  }
}

bool FieldReader::has_ends(const std::string& key, const Cell& law) {
  bool found = false;
  for (const char* suffix : {"_low", "_high"}) {
    if (const Cell* end = row_.find(key + suffix)) {
      complain(end->origin, key + suffix,
               fmt::format("goes with a number, not with a law in words: {} = {} at {}:{}:{}", key,
                           shown(law), law.origin.file.str(), law.origin.line, law.origin.column));
      found = true;
    }
  }
  return found;
}

// Ends that are written must lie in the range like any number. Others need not where what is drawn
// is cut to it, and of a law that has no upper end the mean stands for it.
bool FieldReader::admits(const Field& field, const Law& law, const Cell& cell) {
  using Kind = Law::Kind;
  const bool written = law.is_triangular() || law.kind() == Kind::uniform ||
                       law.kind() == Kind::pert || law.kind() == Kind::integers;
  const bool judged = written || !field.unbounded_law;
  const double low = judged ? law.lowest() : law.mean();
  const double high = judged && std::isfinite(law.highest()) ? law.highest() : law.mean();
  if (low >= field.lowest && high <= field.highest) {
    return true;
  }
  const bool below = !(low >= field.lowest);
  const double wrong = below ? low : high;
  const char* noun = law.is_constant()     ? "value"
                     : wrong == law.mean() ? "mean"
                     : below               ? "lowest"
                                           : "highest";
  complain(cell.origin, field.name,
           fmt::format("its {} must be {} {}, got {} in {} (allowed: {})", noun,
                       below ? ">=" : "<=", number_text(below ? field.lowest : field.highest),
                       number_text(wrong), shown(cell), allowed(field)));
  return false;
}

void FieldReader::read(const Field& field, Date& value) {
  const Cell* cell = cell_of(field);
  if (cell == nullptr) {
    return;
  }
  if (const auto date = as_date(*cell)) {
    value = *date;
  } else {
    mistyped(*cell, field.name, "a date YYYY-MM-DD");
  }
}

const Cell* FieldReader::cell_of(const Field& field) {
  const Cell* cell = row_.find(field.name);
  if (cell == nullptr && field.required && complete_) {
    diagnostics_.add(row_.origin,
                     fmt::format("{}missing required {}", path_.empty() ? "" : path_ + ": ",
                                 in_quotes(field.name)));
  }
  return cell;
}

std::optional<double> FieldReader::number(const Field& field, const std::string& key) {
  const Cell* cell = row_.find(key);
  if (cell == nullptr) {
    return std::nullopt;
  }
  const auto value = finite(*cell, key);
  return value && in_range(field, key, *value, cell->origin) ? value : std::nullopt;
}

std::optional<double> FieldReader::finite(const Cell& cell, const std::string& key) {
  const auto value = as_number(cell);
  if (!value) {
    mistyped(cell, key, "a number");
  } else if (!std::isfinite(*value)) {
    mistyped(cell, key, "a finite number");
    return std::nullopt;
  }
  return value;
}

std::optional<std::int64_t> FieldReader::whole(const Cell& cell, const std::string& key) {
  const auto value = as_whole(cell);
  if (!value) {
    const double number = as_number(cell).value_or(0);
    const bool too_large = std::trunc(number) == number && number != 0;
    mistyped(cell, key, too_large ? "a whole number of 64 bits" : "a whole number");
  }
  return value;
}

bool FieldReader::in_range(const Field& field, const std::string& key, double value,
                           const Origin& origin) {
  if (value >= field.lowest && value <= field.highest) {
    return true;
  }
  const bool below = value < field.lowest;
  complain(origin, key,
           fmt::format("must be {} {}, got {} (allowed: {})",
                       below ? ">=" : "<=", number_text(below ? field.lowest : field.highest),
                       number_text(value), allowed(field)));
  return false;
}

bool FieldReader::is_choice(const Field& field, const std::string& text, const Origin& origin) {
  if (field.choices.empty()) {
    return true;
  }
  const std::vector<std::string_view> words = split_words(field.choices, '|');
  if (std::ranges::find(words, text) != words.end()) {
    return true;
  }
  complain(origin, field.name,
           fmt::format("must be {}, got {}{}", joined_words(words), in_quotes(text),
                       did_you_mean(text, words)));
  return false;
}

// The mode and the end it has passed may stand in two files, where one scenario changes another's
// row. Blamed is the end, unless it stands where the record first appeared and the mode does not:
// then the mode, for that is what the user wrote.
bool FieldReader::in_order(const std::string& key, double low, double middle, double high) {
  if (low <= middle && middle <= high) {
    return true;
  }
  const std::string end_key = key + (low > middle ? "_low" : "_high");
  const Cell* end = row_.find(end_key);
  const Cell* mode = row_.find(key);
  const std::string rule = fmt::format("must have low <= {} <= high, got {}, {}, {}", key,
                                       number_text(low), number_text(middle), number_text(high));
  const bool inherited = end != nullptr && mode != nullptr &&
                         end->origin.file == row_.origin.file &&
                         mode->origin.file != row_.origin.file;
  if (inherited) {
    complain(mode->origin, key,
             fmt::format("{}; {} is still that of {}:{}:{}: set it too", rule, end_key,
                         end->origin.file.str(), end->origin.line, end->origin.column));
    return false;
  }
  const Cell* blamed = end != nullptr ? end : mode;
  complain(blamed != nullptr ? blamed->origin : row_.origin, end_key, rule);
  return false;
}

void FieldReader::complain(const Origin& origin, std::string_view key, std::string_view message) {
  diagnostics_.add(origin, fmt::format("{}{}: {}", path_.empty() ? "" : path_ + '.', key, message));
}

void FieldReader::mistyped(const Cell& cell, std::string_view key, std::string_view wanted) {
  complain(cell.origin, key, fmt::format("must be {}, got {}", wanted, shown(cell)));
}

}  // namespace korus
