// What one field of a scenario record is: its name, unit, range and meaning, told once.
//
// A record is a plain struct with defaults and one static `describe(visit)`, which calls
// `visit(Field, member)` for each member. The scenario reader, the checks, the schema and the
// reference page are all such visitors, so that none of them can disagree about a field. Records
// hold what the user wrote, in the user's units; nothing here knows of files.
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace korus {

struct Field {
  std::string_view name{};
  std::string_view unit{};                                   // "" where the value has none
  std::string_view doc{};                                    // one sentence for the reference page
  double lowest = -std::numeric_limits<double>::infinity();  // allowed range, ends included
  double highest = std::numeric_limits<double>::infinity();
  bool required = false;
  std::string_view choices{};    // words a text field may hold, "a|b|c"; empty: any text
  std::string_view refers_to{};  // the kind of record whose id this is; several: "site|lane"
};

// Low, most likely and high value of an uncertain quantity: a triangular distribution. `x = 5` in a
// scenario sets all three to 5; `x_low` and `x_high` (in TOML as in CSV) widen it.
struct Triple {
  double low = 0;
  double mode = 0;
  double high = 0;

  constexpr Triple() = default;
  constexpr explicit(false) Triple(double value) : low(value), mode(value), high(value) {}
  constexpr Triple(double lowest, double most_likely, double highest)
      : low(lowest), mode(most_likely), high(highest) {}
  constexpr double mean() const { return (low + mode + high) / 3.0; }
  friend bool operator==(const Triple&, const Triple&) = default;
};

using Date = std::chrono::sys_days;

// Where a row's numbers come from. `source` holds keys of the table of sources, joined by ';'.
struct Provenance {
  std::string source;
  std::string quality;
  std::string note;

  template <class Visit>
  static void describe(Visit&& visit) {
    visit(Field{.name = "source", .doc = "Keys into the table of sources, joined by ';'."},
          &Provenance::source);
    visit(Field{.name = "quality",
                .doc = "How the numbers of this row are known.",
                .choices = "sourced|derived|estimate"},
          &Provenance::quality);
    visit(Field{.name = "note", .doc = "What a reader should know of this row."},
          &Provenance::note);
  }
};

}  // namespace korus
