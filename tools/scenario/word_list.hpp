// Words kept in one text: "sea|air|land", "key1;key2".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace korus {

// Blanks around a word are dropped; an empty word stays, an empty text has none.
std::vector<std::string_view> split_words(std::string_view text, char separator);

// `a, b or c`; the empty word reads "empty".
std::string joined_words(const std::vector<std::string_view>& words);

}  // namespace korus
