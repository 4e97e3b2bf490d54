// One value as a source gave it, before any field has a say in what type it must be, and the place
// it was written at.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "models/records/field.hpp"

namespace korus {

// Where something was written. `file` is the path as shown to the user; line and column count from
// 1, columns in characters.
struct Origin {
  std::string file;
  int line = 1;
  int column = 1;
};

// Text without a type, from a CSV cell or the command line: the field decides what it is.
struct Raw {
  std::string text;
};

// A TOML value that no field can hold; `what` names it ("an array").
struct Unusable {
  std::string what;
};

struct Cell {
  std::variant<Raw, std::string, bool, std::int64_t, double, Date, Unusable> value;
  Origin origin;
};

}  // namespace korus
