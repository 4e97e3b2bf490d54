// A cell as a value of one type; nothing where it is none.
#pragma once

#include <optional>
#include <string>

#include "tools/scenario/value.hpp"

namespace korus {

std::optional<std::string> as_text(const Cell& cell);

// May be infinite or NaN where the user wrote so; a decimal beyond the largest double is infinite.
std::optional<double> as_number(const Cell& cell);

// Text that is no number: where a law is wanted, a law in words.
bool in_words(const Cell& cell);

// A TOML date, or YYYY-MM-DD of a day that exists.
std::optional<Date> as_date(const Cell& cell);

// A whole number without loss; 1e6 and 5.0 are whole.
std::optional<std::int64_t> as_whole(const Cell& cell);

}  // namespace korus
