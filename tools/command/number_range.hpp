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

// A share above 0 and at most `high`, as 1% or 0.01; becomes the number.
inline CLI::Validator share_up_to(double high) {
  return {[high](std::string& text) {
            const bool percent = text.ends_with('%');
            double value = 0;
            const char* end = text.data() + text.size() - (percent ? 1 : 0);
            const auto [rest, error] = std::from_chars(text.data(), end, value);
            const double share = percent ? value / 100 : value;
            if (error != std::errc() || rest != end || !(share > 0 && share <= high)) {
              return fmt::format("must be above 0 and at most {0:g}, as {0:g} or {1:g}%, got {2}",
                                 high, 100 * high, text);
            }
            text = fmt::format("{}", share);
            return std::string();
          },
          fmt::format("0 .. {:g}%", 100 * high)};
}

}  // namespace korus
