#include "tools/scenario/word_list.hpp"

namespace korus {
namespace {

std::string_view trimmed(std::string_view word) {
  const std::size_t first = word.find_first_not_of(" \t");
  if (first == std::string_view::npos) {
    return word.substr(0, 0);
  }
  return word.substr(first, word.find_last_not_of(" \t") - first + 1);
}

}  // namespace

std::vector<std::string_view> split_words(std::string_view text, char separator) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t end = text.find(separator);
    words.push_back(trimmed(text.substr(0, end)));
    if (end == std::string_view::npos) {
      return words;
    }
    text.remove_prefix(end + 1);
    if (text.empty()) {
      words.push_back(text);
    }
  }
  return words;
}

std::string joined_words(const std::vector<std::string_view>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    text += i == 0 ? "" : i + 1 == words.size() ? " or " : ", ";
    text += words[i].empty() ? "empty" : words[i];
  }
  return text;
}

}  // namespace korus
