// Numbers in one text field.
#pragma once

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <vector>

namespace korus {

// "1;2.5;0": numbers from 0 to `most`, joined by ';'. Where a part is none, `wrong` is that part and
// the list ends before it.
inline std::vector<double> number_list(std::string_view text, double most, std::string& wrong) {
  std::vector<double> numbers;
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find(';'));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    double number = -1;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
    if (error != std::errc{} || end != part.data() + part.size() ||
        !(number >= 0 && number <= most)) {
      wrong = part.empty() ? " " : part;
      return numbers;
    }
    numbers.push_back(number);
  }
  return numbers;
}

}  // namespace korus
