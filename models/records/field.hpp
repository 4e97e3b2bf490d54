// What one field of a scenario record is: its name, unit, range and meaning, told once.
//
// A record is a plain struct with defaults and one static `describe(visit)`, which calls
// `visit(Field, member)` for each member. The scenario reader, the checks, the schema and the
// reference page are all such visitors, so that none of them can disagree about a field. Records
// hold what the user wrote, in the user's units; nothing here knows of files.
//
// An uncertain field is a `Law`: `x = 5` in a scenario is a constant, `x_low` and `x_high` (in TOML as
// in CSV) make it triangular, and words ("lognormal(mean=4, scv=0.5)") any other law.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "engine/law.hpp"

namespace korus {

struct Field {
  std::string_view name{};
  std::string_view unit{};                                   // "" where the value has none
  std::string_view doc{};                                    // one sentence for the reference page
  double lowest = -std::numeric_limits<double>::infinity();  // allowed range, ends included
  double highest = std::numeric_limits<double>::infinity();
  bool required = false;
  bool unbounded_law = false;    // of a `Law`: it may reach beyond the range; what is drawn is cut
  std::string_view choices{};    // words a text field may hold, "a|b|c"; empty: any text
  std::string_view refers_to{};  // the kind of record whose id this is; several: "site|lane"
};

// Where what is drawn for a field must lie.
struct Range {
  double lowest = 0;
  double highest = 0;
  constexpr double cut(double drawn) const { return std::clamp(drawn, lowest, highest); }
  constexpr Range scaled(double factor) const { return {lowest * factor, highest * factor}; }
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
