#include "tools/command/verification_table.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "tools/command/json_line.hpp"

namespace korus {
namespace {

constexpr std::array all_verdicts{Verdict::passed, Verdict::failed, Verdict::missing,
                                  Verdict::skipped, Verdict::info};
constexpr std::size_t label_width = 18;
constexpr std::size_t quantity_width = 36;
constexpr std::size_t value_width = 14;

// Cut after so many characters, in whole ones.
std::string cut(const std::string& text, std::size_t width) {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xc0) != 0x80;
    if (begins && ++characters > width) {
      return text.substr(0, i - 1) + "~";
    }
  }
  return text;
}

std::string number(double value) { return std::isnan(value) ? "" : fmt::format("{:.9g}", value); }

std::string observed_text(const JudgedRow& row) {
  return row.observed.text.empty() ? number(row.observed.value) : row.observed.text;
}

// A failure is to be seen among hundreds of rows.
std::string loud(Verdict verdict) {
  std::string word(name_of(verdict));
  if (verdict == Verdict::failed || verdict == Verdict::missing) {
    std::ranges::transform(word, word.begin(), [](char c) { return static_cast<char>(c - 32); });
  }
  return word;
}

void print_row(const JudgedRow& row) {
  const double z = row.judgement.z;
  fmt::print("{:<{}} {:<{}} {:>{}} {:>{}} {:>10} {:>6}  {}\n", row.label(), label_width,
             cut(row.row.quantity, quantity_width), quantity_width,
             cut(row.row.expected_text, value_width), value_width,
             cut(observed_text(row), value_width), value_width,
             row.observed.varies() ? fmt::format("{:.3g}", row.observed.se) : "",
             std::isnan(z) ? "" : fmt::format("{:.2f}", z), loud(row.judgement.verdict));
}

void print_notes(const Verification& verification) {
  for (const Verdict verdict : {Verdict::skipped, Verdict::missing, Verdict::failed}) {
    for (const JudgedRow& row : verification.rows) {
      if (row.judgement.verdict == verdict && !row.judgement.note.empty()) {
        fmt::print("{} {}: {}\n", name_of(verdict), row.label(), row.judgement.note);
      }
    }
  }
}

void print_z(const ZScores& z) {
  if (z.n == 0) {
    return;
  }
  fmt::print(
      "z of {} stochastic rows: mean {:.2f}, standard deviation {:.2f}, {:.1f} % beyond 1.96", z.n,
      z.mean, z.sd, 100 * z.beyond);
  if (!z.judged()) {
    fmt::print("; fewer than {}, not judged\n", ZScores::fewest);
    return;
  }
  fmt::print(": {} (mean within {:.2g}, standard deviation {:.2g} to {:.2g})\n",
             z.normal() ? "as they should be" : "NOT AS THEY SHOULD BE", z.greatest_mean(),
             z.least_sd(), z.greatest_sd());
}

void add_value(JsonLine& line, std::string_view key, double value, const std::string& text,
               bool is_text) {
  is_text ? line.add(key, text) : line.add(key, value);
}

void print_json(const JudgedRow& row) {
  JsonLine line;
  line.add("id", row.row.id).add("run", row.run).add("kind", name_of(row.row.kind));
  add_value(line, "expected", row.row.expected, row.row.expected_text, row.row.is_text());
  add_value(line, "observed", row.observed.value, row.observed.text, !row.observed.text.empty());
  line.add("se", row.observed.varies() ? row.observed.se : std::nan(""));
  line.add("z", row.judgement.z);
  line.add("abs_tol", row.row.abs_tol).add("rel_tol", row.row.rel_tol);
  line.add("replications", row.observed.replications).add("seed", row.seed);
  line.add("verdict", name_of(row.judgement.verdict)).add("note", row.judgement.note);
  fmt::print("{}\n", line.text());
}

}  // namespace

void print_verification(const Verification& verification) {
  fmt::print("{:<{}} {:<{}} {:>{}} {:>{}} {:>10} {:>6}  {}\n", "row", label_width, "quantity",
             quantity_width, "expected", value_width, "observed", value_width, "std. error", "z",
             "verdict");
  for (const JudgedRow& row : verification.rows) {
    print_row(row);
  }
  fmt::print("\n");
  print_notes(verification);
  for (const Verdict verdict : all_verdicts) {
    fmt::print("{}{} {}", verdict == Verdict::passed ? "" : ", ", verification.count(verdict),
               name_of(verdict));
  }
  fmt::print("\n");
  print_z(verification.z);
}

void print_verification_json(const Verification& verification) {
  for (const JudgedRow& row : verification.rows) {
    print_json(row);
  }
  JsonLine line;
  for (const Verdict verdict : all_verdicts) {
    line.add(name_of(verdict), verification.count(verdict));
  }
  line.add("z_count", verification.z.n);
  line.add("z_mean", verification.z.mean);
  line.add("z_sd", verification.z.sd);
  line.add("z_beyond_1_96", verification.z.beyond);
  line.add_raw("z_normal",
               verification.z.judged() ? verification.z.normal() ? "true" : "false" : "null");
  line.add_raw("all_passed", verification.passed() ? "true" : "false");
  fmt::print("{}\n", line.text());
}

}  // namespace korus
