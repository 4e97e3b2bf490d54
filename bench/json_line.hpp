// One JSON object on one line of standard output: what a bench says.
#pragma once

#include <fmt/core.h>

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace korus::bench {

class JsonLine {
 public:
  explicit JsonLine(std::string_view bench) { add("bench", bench); }

  JsonLine& add(std::string_view key, std::string_view text) {
    return append(key, fmt::format(R"("{}")", text));
  }
  template <std::integral Number>
  JsonLine& add(std::string_view key, Number number) {
    return append(key, fmt::format("{}", number));
  }
  JsonLine& add(std::string_view key, double number) {
    return append(key, fmt::format("{}", number));
  }
  JsonLine& add(std::string_view key, double number, int decimals) {
    return append(key, fmt::format("{:.{}f}", number, decimals));
  }
  JsonLine& add_digest(std::string_view key, std::uint64_t digest) {
    return append(key, fmt::format(R"("{:016x}")", digest));
  }
  void print() const { fmt::print("{{{}}}\n", fields_); }

 private:
  JsonLine& append(std::string_view key, const std::string& value) {
    fields_ += fmt::format(R"({}"{}":{})", fields_.empty() ? "" : ",", key, value);
    return *this;
  }

  std::string fields_;
};

}  // namespace korus::bench
