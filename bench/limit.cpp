#include "bench/limit.hpp"

#include <algorithm>

#include "bench/benches.hpp"
#include "bench/draws.hpp"
#include "engine/huge_pages.hpp"

namespace korus::bench {
namespace {

struct alignas(64) Row {
  std::uint64_t value = 1;
  std::uint64_t unused[7] = {};
};

constexpr std::size_t accesses = 4'000'000;

template <class Body>
double ns_per_access(Body&& body) {
  const Timing timing = timed([&] {
    for (std::size_t i = 0; i < accesses; ++i) {
      body(i);
    }
  });
  return 1e9 * timing.cpu / accesses;
}

}  // namespace

Limit measure_limit(std::size_t bytes) {
  Table<Row> rows(std::max<std::size_t>(1, bytes / sizeof(Row)));
  const auto any = [&](std::uint64_t n) -> Row& {
    return rows[(mix(n) >> 32) * rows.size() >> 32];
  };
  Limit limit;
  std::size_t next = 0;
  limit.stream = ns_per_access([&](std::size_t) {
    ++rows[next].value;
    next = next + 1 < rows.size() ? next + 1 : 0;
  });
  std::uint64_t last = 0;  // the next place hangs on what was read: no two accesses overlap
  limit.random = ns_per_access([&](std::size_t i) { last = any(i + (last >> 40)).value++; });
  limit.prefetched = ns_per_access([&](std::size_t i) {
    __builtin_prefetch(&any(i + 8), 1);
    ++any(i).value;
  });
  ensure(last >> 40 == 0, "a row is counted up at most once an access");
  return limit;
}

void describe_limit(JsonLine& line, std::size_t bytes, double ns_per_event) {
  const Limit limit = measure_limit(bytes);
  line.add("stream_row_ns", limit.stream, 2)
      .add("random_row_ns", limit.random, 2)
      .add("prefetched_row_ns", limit.prefetched, 2)
      .add("event_in_prefetched_rows", ns_per_event / limit.prefetched, 1);
}

void LimitBench::add_to(CLI::App& app) {
  CLI::App* command = app.add_subcommand("limit", "Stream and random access of a table of rows");
  command->add_option("--bytes", bytes, "Size of the table")
      ->check(CLI::Range(std::size_t{64}, std::size_t{1} << 34))
      ->capture_default_str();
  command->callback([this] { run(); });
}

void LimitBench::run() const {
  const Limit limit = measure_limit(bytes);
  print(bench_line("limit")
            .add("bytes", bytes)
            .add("stream_row_ns", limit.stream, 2)
            .add("random_row_ns", limit.random, 2)
            .add("prefetched_row_ns", limit.prefetched, 2));
}

}  // namespace korus::bench
