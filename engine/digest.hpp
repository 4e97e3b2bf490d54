// One number for all that happened: 64-bit hashes of what each actor saw in its order, folded in
// actor order.
#pragma once

#include <bit>
#include <cstdint>

namespace korus {

// Finaliser of splitmix64 (Steele, Lea & Flood 2014): every input bit moves every output bit.
constexpr std::uint64_t mix(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

class Digest {
 public:
  void add(std::uint64_t word) {
    value_ = mix(value_ + 0x9e3779b97f4a7c15ULL) ^ mix(word + value_);
  }
  void add(double number) { add(std::bit_cast<std::uint64_t>(number)); }
  void add(float number) { add(std::uint64_t{std::bit_cast<std::uint32_t>(number)}); }
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0;
};

}  // namespace korus
