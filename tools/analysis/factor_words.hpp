// Values and limits of a plan's factors in words.
#pragma once

#include <string>

#include "tools/analysis/points.hpp"
#include "tools/analysis/prim.hpp"
#include "tools/analysis/sweep_data.hpp"

namespace korus {

// Its doc; its name where it has none.
std::string title_of(const SweepFactor& factor);

// Its values are a list, numbers or words, and each is known by its place in it.
bool is_list(const SweepFactor& factor);

// In its unit, shares as per cent: "9.2 % a year", "412 d"; rounded to about a hundredth of its range. Of a
// list as it is written there.
std::string spoken_value(const SweepFactor& factor, double value);

// "2 to 12 % a year", "intel, tsmc".
std::string range_text(const SweepFactor& factor);

// What a box says of one factor: "Growth of demand is above 9 % a year (of 2 to 12 % a year)"; of a list
// the values inside: "Supplier is intel or tsmc (of ...)". `column` of `values` [n_rows, n_factors] is its own.
std::string limit_text(const SweepFactor& factor, const PrimLimit& limit, const Points& values,
                       std::size_t column);

// All restricted factors, joined by "and"; empty where none is.
std::string box_text(const std::vector<SweepFactor>& factors, const PrimBox& box,
                     const Points& values);

}  // namespace korus
