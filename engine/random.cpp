#include "engine/random.hpp"

#include <Random123/philox.h>

namespace korus {
namespace {

constexpr std::uint64_t key_version = 2;  // raise it when the meaning of a draw changes

}  // namespace

// FNV-1a, then a finaliser so that short names spread over all 64 bits.
std::uint64_t name_key(std::string_view name) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : name) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  }
  hash = (hash ^ (hash >> 32)) * 0xd6e8feb86659fd93ULL;
  return hash ^ (hash >> 32);
}

std::uint64_t RandomSource::bits(std::uint64_t entity, std::uint64_t purpose,
                                 std::uint64_t n) const {
  const r123::Philox4x64::ctr_type counter{{n, purpose, entity, replication_}};
  const r123::Philox4x64::key_type key{{seed_, key_version}};
  return r123::Philox4x64{}(counter, key)[0];
}

double RandomSource::uniform(std::uint64_t entity, std::uint64_t purpose, std::uint64_t n) const {
  // 52 bits and a half: with 53 the largest would round to 1.
  return (static_cast<double>(bits(entity, purpose, n) >> 12) + 0.5) * 0x1p-52;
}

}  // namespace korus
