#include "tools/scenario/cell_value.hpp"

#include <charconv>
#include <chrono>
#include <cmath>
#include <limits>

namespace korus {
namespace {

template <class T>
const T* get(const Cell& cell) {
  return std::get_if<T>(&cell.value);
}

// The whole text as a T; an error code of from_chars where it is none.
template <class T>
std::errc parse(std::string_view text, T& value) {
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') {
    text.remove_prefix(1);  // TOML takes a plus, from_chars does not
  }
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end != text.data() + text.size() ? std::errc::invalid_argument
                                                                  : error;
}

std::optional<double> parse_number(std::string_view text) {
  double value = 0;
  const std::errc error = parse(text, value);
  if (error == std::errc::result_out_of_range) {
    return std::numeric_limits<double>::infinity();
  }
  return error == std::errc() ? std::optional(value) : std::nullopt;
}

std::optional<std::int64_t> whole_of(std::optional<double> value) {
  constexpr double limit = 9223372036854775808.0;  // 2^63
  if (!value || !(std::abs(*value) < limit) || std::trunc(*value) != *value) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(*value);
}

bool looks_like_date(std::string_view text) {
  constexpr std::string_view shape = "dddd-dd-dd";
  bool same = text.size() == shape.size();
  for (std::size_t i = 0; same && i < shape.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    same = shape[i] == 'd' ? digit : text[i] == '-';
  }
  return same;
}

std::optional<Date> parse_date(std::string_view text) {
  if (!looks_like_date(text)) {
    return std::nullopt;
  }
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  parse(text.substr(0, 4), year);
  parse(text.substr(5, 2), month);
  parse(text.substr(8, 2), day);
  const auto date = std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
  return date.ok() ? std::optional<Date>(date) : std::nullopt;
}

}  // namespace

std::optional<std::string> as_text(const Cell& cell) {
  if (const auto* raw = get<Raw>(cell)) {
    return raw->text;
  }
  if (const auto* text = get<std::string>(cell)) {
    return *text;
  }
  return std::nullopt;
}

std::optional<double> as_number(const Cell& cell) {
  if (const auto* number = get<double>(cell)) {
    return *number;
  }
  if (const auto* whole = get<std::int64_t>(cell)) {
    return static_cast<double>(*whole);
  }
  const auto* raw = get<Raw>(cell);
  return raw == nullptr ? std::nullopt : parse_number(raw->text);
}

bool in_words(const Cell& cell) { return as_text(cell) && !as_number(cell); }

std::optional<Date> as_date(const Cell& cell) {
  if (const auto* date = get<Date>(cell)) {
    return *date;
  }
  const auto text = as_text(cell);
  return text ? parse_date(*text) : std::nullopt;
}

std::optional<std::int64_t> as_whole(const Cell& cell) {
  if (const auto* whole = get<std::int64_t>(cell)) {
    return *whole;
  }
  std::int64_t value = 0;
  const auto* raw = get<Raw>(cell);
  if (raw != nullptr && parse(raw->text, value) == std::errc()) {
    return value;
  }
  return whole_of(as_number(cell));
}

}  // namespace korus
