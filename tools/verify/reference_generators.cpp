#include "tools/verify/reference_generators.hpp"

#include <Random123/philox.h>

#include "engine/digest.hpp"

namespace korus {
namespace {

constexpr std::int64_t m1 = 4294967087;
constexpr std::int64_t m2 = 4294944443;

// x_n = a * (older) - b * (oldest) mod m, and the state moved on.
std::int64_t step(std::array<std::int64_t, 3>& state, std::int64_t plus, std::int64_t minus,
                  std::int64_t modulus) {
  std::int64_t next = (plus - minus) % modulus;
  next += next < 0 ? modulus : 0;
  state = {state[1], state[2], next};
  return next;
}

}  // namespace

std::array<std::uint32_t, 4> philox_words(const std::array<std::uint32_t, 4>& counter,
                                          const std::array<std::uint32_t, 2>& key) {
  const r123::Philox4x32::ctr_type from{{counter[0], counter[1], counter[2], counter[3]}};
  const r123::Philox4x32::key_type by{{key[0], key[1]}};
  const auto words = r123::Philox4x32{}(from, by);
  return {words[0], words[1], words[2], words[3]};
}

std::uint64_t SplitMix64::next() {
  state_ += 0x9e3779b97f4a7c15ULL;
  return mix(state_);
}

double Mrg32k3a::next() {
  const std::int64_t x = step(first_, 1403580 * first_[1], 810728 * first_[0], m1);
  const std::int64_t y = step(second_, 527612 * second_[2], 1370589 * second_[0], m2);
  const std::int64_t gap = x > y ? x - y : x - y + m1;
  return static_cast<double>(gap) / static_cast<double>(m1 + 1);
}

}  // namespace korus
