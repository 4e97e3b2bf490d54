// What a run records over time: axes of named entities and variables along them, on one regular
// grid of times.
//
// A replication's values are one flat array of float32: variable after variable, each [n_times,
// n_entities of its axis].
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace korus {

// A coordinate beside the labels of an axis: numbers or words, one per entity.
struct AuxiliaryCoordinate {
  std::string name;
  std::string units;               // CF units of numbers ("degrees_north"); empty for words
  std::vector<double> numbers;     // either these [n_entities]
  std::vector<std::string> words;  // or these [n_entities]

  bool operator==(const AuxiliaryCoordinate&) const = default;
};

struct Axis {
  std::string name;                 // "site", "line", "stock", "lane", "market", "product"
  std::vector<std::string> labels;  // [n_entities], unique
  std::vector<AuxiliaryCoordinate> auxiliary;

  bool operator==(const Axis&) const = default;
};

struct Variable {
  std::string name;
  std::string
      units;  // "1", "kg", ... or "" where they differ along the axis (see its auxiliary "unit")
  std::string long_name;
  std::string cell_methods;  // CF: "time: point", "time: sum", "time: mean"
  std::size_t axis = 0;      // index into SeriesLayout::axes

  bool operator==(const Variable&) const = default;
};

struct SeriesLayout {
  std::chrono::sys_days start;
  std::vector<double> time_days;  // [n_times], days since start, at the end of each interval
  std::vector<Axis> axes;
  std::vector<Variable> variables;

  std::size_t entities(const Variable& variable) const { return axes[variable.axis].labels.size(); }
  // First value of each variable in the flat array, and one past the last of all. Shape
  // [n_variables + 1].
  std::vector<std::size_t> offsets() const {
    std::vector<std::size_t> result{0};
    for (const auto& variable : variables) {
      result.push_back(result.back() + time_days.size() * entities(variable));
    }
    return result;
  }

  bool operator==(const SeriesLayout&) const = default;
};

}  // namespace korus
