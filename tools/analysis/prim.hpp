// In which box of the uncertain factors do the cases of interest lie: the patient rule induction method
// (Friedman & Fisher 1999), as scenario discovery uses it (Bryant & Lempert 2010).
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "tools/analysis/points.hpp"

namespace korus {

struct PrimRule {
  double peel = 0.05;          // share of a box's points that one step takes off
  double paste = 0.01;         // share that one step puts back
  double least_mass = 0.02;    // share of all points below which a box is not peeled
  double significance = 0.05;  // a restriction whose quasi-p value is above this is dropped
};

struct PrimLimit {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  double quasi_p =
      1;  // chance of so many cases if this dimension did not matter; 1: not restricted

  bool restricted() const;
};

struct PrimBox {
  std::vector<PrimLimit> limits;  // [n_dimensions], low <= x <= high
  double mass = 0;                // share of all points that lie inside
  double coverage = 0;            // share of the cases of interest that lie inside
  double density = 0;             // share of the points inside that are of interest
};

// Boxes from all points down, each a peel smaller: of all sides' peels the one that raises the density
// most for the points it takes off, so that a user may trade coverage for density.
std::vector<PrimBox> prim_trajectory(const Points& points, const std::vector<bool>& of_interest,
                                     const PrimRule& rule = {});

// One box: of the trajectory that with the highest harmonic mean of coverage and density, pasted while
// that rises, without restrictions that chance could explain. All points where no case is of interest.
PrimBox prim_box(const Points& points, const std::vector<bool>& of_interest,
                 const PrimRule& rule = {});

}  // namespace korus
