#include "tools/scenario/sha256.hpp"

#include <array>
#include <bit>
#include <cstdint>

namespace korus {
namespace {

using Words = std::array<std::uint32_t, 8>;

constexpr std::size_t block_bytes = 64;

// Fractional parts of the square roots of the first 8 primes (FIPS 180-4, 5.3.3).
constexpr Words initial = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                           0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

// Fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2).
constexpr std::array<std::uint32_t, 64> constants = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

std::uint32_t big_endian(std::string_view block, std::size_t word) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    value = (value << 8) | static_cast<unsigned char>(block[4 * word + i]);
  }
  return value;
}

// Message schedule (6.2.2, step 1).
std::array<std::uint32_t, 64> schedule(std::string_view block) {
  std::array<std::uint32_t, 64> w{};
  for (std::size_t t = 0; t < 16; ++t) {
    w[t] = big_endian(block, t);
  }
  for (std::size_t t = 16; t < 64; ++t) {
    const std::uint32_t s0 = std::rotr(w[t - 15], 7) ^ std::rotr(w[t - 15], 18) ^ (w[t - 15] >> 3);
    const std::uint32_t s1 = std::rotr(w[t - 2], 17) ^ std::rotr(w[t - 2], 19) ^ (w[t - 2] >> 10);
    w[t] = s1 + w[t - 7] + s0 + w[t - 16];
  }
  return w;
}

// One block (6.2.2, steps 2 to 4); h[0..7] are the standard's a..h.
void digest_block(std::string_view block, Words& hash) {
  const auto w = schedule(block);
  Words h = hash;
  for (std::size_t t = 0; t < 64; ++t) {
    const std::uint32_t e1 = std::rotr(h[4], 6) ^ std::rotr(h[4], 11) ^ std::rotr(h[4], 25);
    const std::uint32_t choice = (h[4] & h[5]) ^ (~h[4] & h[6]);
    const std::uint32_t t1 = h[7] + e1 + choice + constants[t] + w[t];
    const std::uint32_t e0 = std::rotr(h[0], 2) ^ std::rotr(h[0], 13) ^ std::rotr(h[0], 22);
    const std::uint32_t majority = (h[0] & h[1]) ^ (h[0] & h[2]) ^ (h[1] & h[2]);
    h = {t1 + e0 + majority, h[0], h[1], h[2], h[3] + t1, h[4], h[5], h[6]};
  }
  for (std::size_t i = 0; i < hash.size(); ++i) {
    hash[i] += h[i];
  }
}

// The last, incomplete block with its padding (5.1.1): a one bit, zeros, the length in bits; one
// block or two.
std::string padded(std::string_view rest, std::uint64_t length) {
  std::string tail(rest);
  tail += '\x80';
  while (tail.size() % block_bytes != block_bytes - 8) {
    tail += '\0';
  }
  for (int shift = 56; shift >= 0; shift -= 8) {
    tail += static_cast<char>(static_cast<unsigned char>((length * 8) >> shift));
  }
  return tail;
}

std::string hexadecimal(const Words& hash) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const std::uint32_t word : hash) {
    for (int shift = 28; shift >= 0; shift -= 4) {
      text += digits[(word >> shift) & 0xf];
    }
  }
  return text;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  Words hash = initial;
  const std::size_t whole = bytes.size() - bytes.size() % block_bytes;
  for (std::size_t at = 0; at < whole; at += block_bytes) {
    digest_block(bytes.substr(at, block_bytes), hash);
  }
  const std::string tail = padded(bytes.substr(whole), bytes.size());
  for (std::size_t at = 0; at < tail.size(); at += block_bytes) {
    digest_block(std::string_view(tail).substr(at, block_bytes), hash);
  }
  return hexadecimal(hash);
}

}  // namespace korus
