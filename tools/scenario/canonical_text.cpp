#include "tools/scenario/canonical_text.hpp"

#include <fmt/format.h>

#include <concepts>

#include "tools/scenario/each_field.hpp"
#include "tools/scenario/law_text.hpp"
#include "tools/scenario/wording.hpp"

namespace korus {
namespace {

constexpr std::string_view bare_characters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

std::string escaped(char c) {
  const auto byte = static_cast<unsigned char>(c);
  if (c == '"' || c == '\\') {
    return {'\\', c};
  }
  return byte < 0x20 || byte == 0x7f ? fmt::format("\\u{:04X}", byte) : std::string(1, c);
}

std::string literal(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    const bool plain = c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20 && c != 0x7f;
    plain ? result += c : result += escaped(c);
  }
  return result + '"';
}

// With a point or an exponent: TOML integers end at 64 bits, doubles do not.
std::string literal(double value) {
  const std::string text = number_text(value);
  return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

std::string literal(std::int64_t value) { return std::to_string(value); }
std::string literal(Date value) { return date_text(value); }

std::string assignment(std::string_view key, const auto& value) {
  return fmt::format("{} = {}\n", key, literal(value));
}

std::string assignment(std::string_view key, const Law& value) {
  if (!value.is_triangular()) {
    return assignment(key, law_text(value));
  }
  return assignment(key, value.typical()) + assignment(fmt::format("{}_low", key), value.lowest()) +
         assignment(fmt::format("{}_high", key), value.highest());
}

std::string key_text(const std::string& id) {
  return id.find_first_not_of(bare_characters) == std::string::npos ? id : literal(id);
}

template <class Record>
std::string section(std::string_view name, const Record& record) {
  std::string text = fmt::format("\n[{}]\n", name);
  for_each_field(record, [&](const Field& field, const auto& value) {
    text += assignment(field.name, value);
  });
  return text;
}

}  // namespace

std::string canonical_text(const Scenario& scenario) {
  std::string text = assignment("title", scenario.title);
  text += section("simulation", scenario.simulation);
  Scenario::for_each_table(scenario, [&]<class R>(const std::vector<R>& records) {
    for (const R& record : records) {
      text += section(fmt::format("{}.{}", R::kind, key_text(record.id)), record);
    }
  });
  return text;
}

}  // namespace korus
