#include "tools/scenario/diagnostics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace korus {
namespace {

auto place(const Diagnostic& d) { return std::tie(d.file, d.line, d.column, d.message); }

std::string joined(const std::vector<Diagnostic>& found) {
  std::string text;
  for (const Diagnostic& diagnostic : found) {
    text.append(text.empty() ? "" : "\n").append(diagnostic.text());
  }
  return text;
}

}  // namespace

std::string Diagnostic::text() const {
  return fmt::format("{}:{}:{}: error: {}", file, line, column, message);
}

ScenarioError::ScenarioError(std::vector<Diagnostic> found)
    : std::runtime_error(joined(found)), diagnostics(std::move(found)) {}

void Diagnostics::add(const Origin& where, std::string message) {
  found_.push_back({where.file, where.line, where.column, std::move(message)});
}

void Diagnostics::throw_if_any() const {
  if (found_.empty()) {
    return;
  }
  std::vector<Diagnostic> sorted = found_;
  std::ranges::sort(sorted, {}, place);
  const auto again = std::ranges::unique(sorted, {}, place);
  sorted.erase(again.begin(), again.end());
  throw ScenarioError(std::move(sorted));
}

}  // namespace korus
