#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <stdexcept>
#include <vector>

#include "engine/law.hpp"
#include "tools/verify/arguments.hpp"
#include "tools/verify/function_topics.hpp"
#include "tools/verify/reference_generators.hpp"

namespace korus {
namespace {

constexpr std::size_t largest_word = 0xffffffff;
constexpr std::size_t most_numbers = 1000;

std::uint32_t word(Arguments& next) {
  return static_cast<std::uint32_t>(next.count(0, largest_word));
}

FunctionValue philox(const FunctionCall& call) {
  Arguments next(call);
  const std::array counter{word(next), word(next), word(next), word(next)};
  const std::array key{word(next), word(next)};
  next.end();
  const auto words = philox_words(counter, key);
  return {.number = static_cast<double>(words[0]),
          .text = fmt::format("{:08x}", fmt::join(words, " "))};
}

FunctionValue split_mix(const FunctionCall& call) {
  Arguments next(call);
  SplitMix64 generator(next.count(0, std::size_t{1} << 53));
  std::vector<std::uint64_t> numbers(next.count(1, most_numbers));
  next.end();
  for (std::uint64_t& number : numbers) {
    number = generator.next();
  }
  return {.number = static_cast<double>(numbers[0]),
          .text = fmt::format("{}", fmt::join(numbers, " "))};
}

FunctionValue mrg(const FunctionCall& call) {
  Arguments next(call);
  Mrg32k3a generator(static_cast<std::uint32_t>(next.count(1, 4294944442)));
  std::vector<double> numbers(next.count(1, most_numbers));
  next.end();
  for (double& number : numbers) {
    number = generator.next();
  }
  return {.number = numbers[0], .text = fmt::format("{:.15f}", fmt::join(numbers, " "))};
}

FunctionValue quantile_at(Arguments& next, double u, const Law& law) {
  next.end();
  return {.number = law.quantile(u)};
}

FunctionValue gamma_at(const FunctionCall& call) {
  Arguments next(call);
  const double u = next.share();
  const double shape = next.between(0.001, 1e9);
  const double scale = next.positive();
  return quantile_at(next, u, Law::gamma(shape, scale));
}

FunctionValue weibull_at(const FunctionCall& call) {
  Arguments next(call);
  const double u = next.share();
  const double shape = next.between(0.05, 1000);
  const double scale = next.positive();
  return quantile_at(next, u, Law::weibull(shape, scale));
}

FunctionValue lognormal_at(const FunctionCall& call) {
  Arguments next(call);
  const double u = next.share();
  const double mu = next.between(-100, 100);
  const double sigma = next.between(0, 10);
  return quantile_at(next, u, Law::lognormal(mu, sigma));
}

FunctionValue beta_at(const FunctionCall& call) {
  Arguments next(call);
  const double u = next.share();
  const double a = next.between(0.001, 1e6);
  const double b = next.between(0.001, 1e6);
  return quantile_at(next, u, Law::beta(a, b));
}

struct ThreePoints {
  double low, mode, high;
};

ThreePoints three_points(Arguments& next) {
  const ThreePoints points{next.number(), next.number(), next.number()};
  if (points.low > points.mode || points.mode > points.high || points.low == points.high) {
    throw std::invalid_argument(fmt::format("low {}, mode {} and high {} must ascend", points.low,
                                            points.mode, points.high));
  }
  return points;
}

FunctionValue triangular_at(const FunctionCall& call) {
  Arguments next(call);
  const double u = next.share();
  const ThreePoints points = three_points(next);
  return quantile_at(next, u, Law(points.low, points.mode, points.high));
}

FunctionValue pert_at(const FunctionCall& call) {
  Arguments next(call);
  const double u = next.share();
  const ThreePoints points = three_points(next);
  return quantile_at(next, u, Law::pert(points.low, points.mode, points.high));
}

constexpr std::array functions{
    VerificationFunction{"philox4x32", "counter_0, counter_1, counter_2, counter_3, key_0, key_1",
                         "The four words of Philox4x32-10, as text in hexadecimal", false, philox},
    VerificationFunction{"splitmix64", "seed, count", "The first numbers of SplitMix64, as text",
                         false, split_mix},
    VerificationFunction{"mrg32k3a", "seed, count",
                         "The first uniforms of MRG32k3a, its six words seeded alike, as text",
                         false, mrg},
    VerificationFunction{"gamma_quantile", "u, shape, scale", "Quantile of a gamma law", false,
                         gamma_at},
    VerificationFunction{"weibull_quantile", "u, shape, scale", "Quantile of a Weibull law", false,
                         weibull_at},
    VerificationFunction{"lognormal_quantile", "u, mu, sigma", "Quantile of a lognormal law", false,
                         lognormal_at},
    VerificationFunction{"beta_quantile", "u, a, b", "Quantile of a beta law", false, beta_at},
    VerificationFunction{"triangular_quantile", "u, low, mode, high",
                         "Quantile of a triangular law", false, triangular_at},
    VerificationFunction{"pert_quantile", "u, low, mode, high", "Quantile of a PERT law", false,
                         pert_at}};

}  // namespace

std::span<const VerificationFunction> random_functions() { return functions; }

}  // namespace korus
