#include "tools/results/chunk_codec.hpp"

#include <zlib.h>

#include "engine/ensure.hpp"

namespace korus {
namespace {

// All first bytes, then all second bytes, ...
std::vector<std::byte> shuffled(std::span<const std::byte> values, std::size_t element) {
  const std::size_t n = values.size() / element;
  std::vector<std::byte> result(values.size());
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t b = 0; b < element; ++b) {
      result[b * n + i] = values[i * element + b];
    }
  }
  return result;
}

}  // namespace

EncodedChunk encode_chunk(std::span<const std::byte> values, std::size_t element) {
  ensure(element > 0 && values.size() % element == 0, "a chunk holds whole values");
  constexpr std::uint32_t without_deflate = 2;
  EncodedChunk plain{
      .bytes = element == 1 ? std::vector(values.begin(), values.end()) : shuffled(values, element),
      .filter_mask = without_deflate};
  std::vector<std::byte> packed(compressBound(plain.bytes.size()));
  uLongf size = packed.size();
  const int status =
      compress2(reinterpret_cast<Bytef*>(packed.data()), &size,
                reinterpret_cast<const Bytef*>(plain.bytes.data()), plain.bytes.size(), 1);
  ensure(status == Z_OK, "zlib compresses what fits its bound");
  if (size >= plain.bytes.size()) {
    return plain;
  }
  packed.resize(size);
  packed.shrink_to_fit();
  return {.bytes = std::move(packed)};
}

}  // namespace korus
