#include "tools/analysis/sobol_sequence.hpp"

#include <bit>

#include "engine/digest.hpp"
#include "engine/ensure.hpp"
#include "tools/analysis/sobol_first_numbers.hpp"

namespace korus {
namespace {

constexpr unsigned most_digits = 32;
using Directions = std::array<std::uint32_t, most_digits>;

unsigned degree(std::uint32_t polynomial) {
  return static_cast<unsigned>(std::bit_width(polynomial)) - 1;
}

// Whether the powers of x run through all 2^s - 1 residues before they come back to 1.
bool is_primitive(std::uint32_t polynomial) {
  const unsigned s = degree(polynomial);
  std::uint32_t power = 1;
  std::uint32_t period = 0;
  do {
    power <<= 1;
    power ^= (power >> s) != 0 ? polynomial : 0;
    ++period;
  } while (power > 1 && period < (1u << s));
  return power == 1 && period == (1u << s) - 1;
}

Directions of_first_dimension() {
  Directions directions;
  for (unsigned j = 0; j < most_digits; ++j) {
    directions[j] = 1u << (most_digits - 1 - j);
  }
  return directions;
}

// v_j = a_1 v_{j-1} + ... + a_{s-1} v_{j-s+1} + v_{j-s} + v_{j-s} / 2^s, sums modulo 2.
Directions of_polynomial(std::uint32_t polynomial, const std::uint16_t* first) {
  const unsigned s = degree(polynomial);
  Directions directions;
  for (unsigned j = 0; j < most_digits; ++j) {
    if (j < s) {
      directions[j] = std::uint32_t{first[j]} << (most_digits - 1 - j);
      continue;
    }
    directions[j] = directions[j - s] ^ (directions[j - s] >> s);
    for (unsigned k = 1; k < s; ++k) {
      directions[j] ^= (polynomial >> (s - k) & 1u) != 0 ? directions[j - k] : 0;
    }
  }
  return directions;
}

// Each digit is turned or not by a coin that belongs to all digits above it.
std::uint32_t scrambled(std::uint32_t value, std::uint64_t key) {
  std::uint32_t turned = 0;
  for (unsigned j = 0; j < most_digits; ++j) {
    const std::uint64_t node =
        (std::uint64_t{1} << j) | (std::uint64_t{value} >> (most_digits - j));
    const auto coin = static_cast<std::uint32_t>(mix(key + node * 0x9e3779b97f4a7c15ULL) >> 63);
    turned |= coin << (most_digits - 1 - j);
  }
  return value ^ turned;
}

// What lies beyond the digits: 20 more, so that the sum is exact and stays below 1.
double beyond(std::uint32_t value, std::uint64_t key) {
  const std::uint64_t node = (std::uint64_t{1} << most_digits) | value;
  return (static_cast<double>(mix(key + node * 0x9e3779b97f4a7c15ULL) >> 44) + 0.5) * 0x1p-20;
}

}  // namespace

SobolSequence::SobolSequence(std::size_t dimensions) {
  ensure(dimensions <= most_dimensions, "Sobol's sequence has 128 dimensions at most");
  if (dimensions > 0) {
    directions_.push_back(of_first_dimension());
  }
  const std::uint16_t* first = sobol_first_numbers.data();
  for (std::uint32_t polynomial = 3; directions_.size() < dimensions; polynomial += 2) {
    if (is_primitive(polynomial)) {
      directions_.push_back(of_polynomial(polynomial, first));
      first += degree(polynomial);
    }
  }
}

SobolSequence::SobolSequence(std::size_t dimensions, const RandomSource& scramble)
    : SobolSequence(dimensions) {
  for (std::size_t dimension = 0; dimension < dimensions; ++dimension) {
    keys_.push_back(scramble.bits(name_key("sobol scramble"), dimension, 0));
  }
}

double SobolSequence::at(std::uint32_t point, std::size_t dimension) const {
  std::uint32_t value = 0;
  std::uint32_t gray = point ^ (point >> 1);
  for (unsigned j = 0; gray != 0; ++j, gray >>= 1) {
    value ^= (gray & 1u) != 0 ? directions_[dimension][j] : 0;
  }
  if (keys_.empty()) {
    return value * 0x1p-32;
  }
  return (scrambled(value, keys_[dimension]) + beyond(value, keys_[dimension])) * 0x1p-32;
}

Points SobolSequence::first(std::uint32_t n) const {
  Points points(n, directions_.size());
  for (std::uint32_t i = 0; i < n; ++i) {
    for (std::size_t dimension = 0; dimension < directions_.size(); ++dimension) {
      points[i][dimension] = at(i, dimension);
    }
  }
  return points;
}

}  // namespace korus
