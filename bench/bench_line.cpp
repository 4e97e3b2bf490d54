#include "bench/bench_line.hpp"

#include <fstream>
#include <string>
#include <thread>

#include "commit.hpp"

namespace korus::bench {
namespace {

// The processor's name and how many cores it shows.
std::string machine() {
  std::ifstream info("/proc/cpuinfo");
  std::string name = "unknown processor";
  for (std::string line; std::getline(info, line);) {
    if (line.starts_with("model name")) {
      name = line.substr(line.find(':') + 2);
      break;
    }
  }
  return fmt::format("{}, {} cores", name, std::thread::hardware_concurrency());
}

}  // namespace

JsonLine bench_line(std::string_view bench) {
  JsonLine line;
  line.add("bench", bench).add("machine", machine()).add("commit", KORUS_COMMIT);
  return line;
}

}  // namespace korus::bench
