// How each law is written: its name, its arguments and what they may be.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/law.hpp"

namespace korus {

enum class ArgumentUnit { of_quantity, none, log_of_quantity };

struct LawParameter {
  std::string_view name;
  ArgumentUnit unit = ArgumentUnit::of_quantity;
  double lowest = -1e100;
  double highest = 1e100;
  bool above_zero = false;  // and 0 is not allowed
  bool or_zero = false;     // below `lowest`
  bool whole = false;

  // What is wrong with this value; "" where nothing is.
  std::string objection(double value) const;
};

// One way to write a law.
struct LawForm {
  std::string_view law;
  Law::Kind kind;
  std::vector<LawParameter> parameters;
  Law (*make)(std::span<const double>);
  bool ascending = false;  // no parameter below the one before
  bool named = false;      // by name only: by position they would be mistaken

  const LawParameter* find(std::string_view name) const;
};

// The first form of a kind is the one it is written in.
const std::vector<LawForm>& law_forms();

std::vector<std::string_view> law_names();

// "gamma(shape, scale)"; of a law by name: "gamma(shape, scale) or gamma(mean=, scv=)".
std::string usage(const LawForm& form);
std::string usages(std::string_view law);

}  // namespace korus
