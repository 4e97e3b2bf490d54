// What a real number on a command line must be. CLI11's own range lets NaN through.
#pragma once

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <string>

namespace korus {

inline CLI::Validator number_from(double low, double high) {
  return {[low, high](const std::string& text) {
            double value = 0;
            const char* end = text.data() + text.size();
            const auto [rest, error] = std::from_chars(text.data(), end, value);
            const bool good = error == std::errc() && rest == end && value >= low && value <= high;
            return good
                       ? ""
                       : fmt::format("must be a number from {:g} to {:g}, got {}", low, high, text);
          },
          fmt::format("{:g} .. {:g}", low, high)};
}

}  // namespace korus
