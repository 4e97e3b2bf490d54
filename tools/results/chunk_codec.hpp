// Chunks of values as HDF5 stores them behind its filters shuffle and deflate, made without HDF5, so
// that every thread may make its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace korus {

struct EncodedChunk {
  std::vector<std::byte> bytes;
  std::uint32_t filter_mask = 0;  // bit 1: deflate was left out, for it did not shrink it
};

// Level 1. `element` bytes to a value.
EncodedChunk encode_chunk(std::span<const std::byte> values, std::size_t element);

}  // namespace korus
