// How values and names appear in messages: safe to print on a terminal, short, and exact for
// numbers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/scenario/value.hpp"

namespace korus {

// In double quotes, control characters escaped, cut after 60 characters.
std::string in_quotes(std::string_view text);

// The shortest decimal that reads back as the same double.
std::string number_text(double value);

std::string date_text(Date date);

// What the user wrote: `"abc"`, `1.5`, `an array`.
std::string shown(const Cell& cell);

// `; did you mean "x"?` for the candidate with the smallest edit distance, "" where none is near.
std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace korus
