#include "tools/analysis/latin_hypercube.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

#include "engine/ensure.hpp"

namespace korus {
namespace {

constexpr std::uint64_t column_stride = 2;  // purposes of a dimension: the order, and the places

std::vector<std::size_t> shuffled(std::size_t n, const RandomSource& random,
                                  std::uint64_t purpose) {
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = n; i > 1; --i) {
    const double u = random.uniform(name_key("latin hypercube"), purpose, i);
    std::swap(order[i - 1], order[static_cast<std::size_t>(u * static_cast<double>(i))]);
  }
  return order;
}

constexpr double most_tries = 100;
constexpr double most_effort = 2e9;  // coordinates compared

// The least squared distance of two points; any number up to `enough` as soon as it is found not to be
// above that.
double least_square(const Points& points, double enough) {
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 1; i < points.size() && least > enough; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      double square = 0;
      for (std::size_t d = 0; d < points.dimensions(); ++d) {
        const double gap = points[i][d] - points[j][d];
        square += gap * gap;
      }
      least = std::min(least, square);
    }
  }
  return least;
}

}  // namespace

Points latin_hypercube(std::size_t n_points, std::size_t n_dimensions, const RandomSource& random) {
  ensure(n_points <= 500'000, "a Latin hypercube has 500,000 points at most");
  Points points(n_points, n_dimensions);
  for (std::size_t dimension = 0; dimension < n_dimensions; ++dimension) {
    const std::uint64_t purpose = column_stride * dimension;
    const std::vector<std::size_t> order = shuffled(n_points, random, purpose);
    for (std::size_t i = 0; i < n_points; ++i) {
      // 32 bits, so that no sum is rounded into the next slice.
      const std::uint64_t bits = random.bits(name_key("latin hypercube"), purpose + 1, i) >> 32;
      const double place = (static_cast<double>(bits) + 0.5) * 0x1p-32;
      points[i][dimension] =
          (static_cast<double>(order[i]) + place) / static_cast<double>(n_points);
    }
  }
  return points;
}

Points maximin_latin_hypercube(std::size_t n_points, std::size_t n_dimensions, std::uint64_t seed) {
  Points best = latin_hypercube(n_points, n_dimensions, RandomSource(seed, 0));
  const double effort = 0.5 * static_cast<double>(n_points) * static_cast<double>(n_points) *
                        static_cast<double>(n_dimensions);
  const double tries = effort > 0 ? std::min(most_tries, most_effort / effort) : 0;
  double farthest = tries > 1 ? least_square(best, -1) : 0;
  for (std::uint64_t replication = 1; static_cast<double>(replication) < tries; ++replication) {
    Points next = latin_hypercube(n_points, n_dimensions, RandomSource(seed, replication));
    if (const double apart = least_square(next, farthest); apart > farthest) {
      farthest = apart;
      best = std::move(next);
    }
  }
  return best;
}

double least_distance(const Points& points) { return std::sqrt(least_square(points, -1)); }

}  // namespace korus
