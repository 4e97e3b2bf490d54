// A sample of points of the unit cube, one row a point.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace korus {

class Points {
 public:
  Points(std::size_t n_points, std::size_t n_dimensions)
      : n_points_(n_points), n_dimensions_(n_dimensions), values_(n_points * n_dimensions, 0) {}

  std::size_t size() const { return n_points_; }
  std::size_t dimensions() const { return n_dimensions_; }

  // Shape [n_dimensions].
  std::span<double> operator[](std::size_t point) {
    return std::span(values_).subspan(point * n_dimensions_, n_dimensions_);
  }
  std::span<const double> operator[](std::size_t point) const {
    return std::span(values_).subspan(point * n_dimensions_, n_dimensions_);
  }

 private:
  std::size_t n_points_;
  std::size_t n_dimensions_;
  std::vector<double> values_;  // [n_points, n_dimensions]
};

}  // namespace korus
