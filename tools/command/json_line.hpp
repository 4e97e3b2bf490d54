// One JSON object on one line: the machine-readable end of a command's output.
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <concepts>
#include <string>
#include <string_view>

namespace korus {

// `text` as a JSON string, quotes included.
std::string json_text(std::string_view text);

// null where it is no number: JSON has no NaN.
inline std::string json_number(double value) {
  return std::isfinite(value) ? fmt::format("{}", value) : "null";
}

class JsonLine {
 public:
  JsonLine& add(std::string_view key, std::string_view value) {
    return add_raw(key, json_text(value));
  }
  // null where it is no number.
  JsonLine& add(std::string_view key, double value) {
    return add_raw(key, std::isfinite(value) ? fmt::format("{}", value) : "null");
  }
  JsonLine& add(std::string_view key, double value, int decimals) {
    return add_raw(key, fmt::format("{:.{}f}", value, decimals));
  }
  JsonLine& add(std::string_view key, std::integral auto value) {
    return add_raw(key, fmt::format("{}", value));
  }
  JsonLine& add_raw(std::string_view key, std::string_view json) {
    members_ += fmt::format("{}{}:{}", members_.empty() ? "" : ",", json_text(key), json);
    return *this;
  }
  std::string text() const { return "{" + members_ + "}"; }

 private:
  std::string members_;
};

}  // namespace korus
