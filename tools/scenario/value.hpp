// One value as a source gave it, before any field has a say in what type it must be, and the place
// it was written at.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "models/records/field.hpp"

namespace korus {

// A text that millions of cells share and keep once: the name of a file, a key.
class SharedText {
 public:
  SharedText() = default;
  explicit(false) SharedText(std::string text)
      : text_(std::make_shared<const std::string>(std::move(text))) {}

  const std::string& str() const { return text_ ? *text_ : none_; }
  explicit(false) operator const std::string&() const { return str(); }
  bool empty() const { return str().empty(); }
  friend bool operator==(const SharedText& a, std::string_view b) { return a.str() == b; }
  friend bool operator==(const SharedText& a, const SharedText& b) {
    return a.text_ == b.text_ || a.str() == b.str();
  }

 private:
  inline static const std::string none_;
  std::shared_ptr<const std::string> text_;
};

// Where something was written. `file` is the path as shown to the user; line and column count from
// 1, columns in characters.
struct Origin {
  SharedText file;
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
