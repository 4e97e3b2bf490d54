// Designs fill the cube as they promise; indices, screening and boxes find what is known to matter.
#include <algorithm>
#include <array>
#include <boost/random/sobol.hpp>

#include "engine/ensure.hpp"
#include "tools/analysis/latin_hypercube.hpp"
#include "tools/analysis/morris.hpp"
#include "tools/analysis/prim.hpp"
#include "tools/analysis/sobol_indices.hpp"
#include "tools/analysis/sobol_sequence.hpp"
#include "verification_rows.hpp"

namespace korus {
namespace {

namespace tt = boost::test_tools;
using test::replicated;
using test::row;
using test::stochastic_row;

BOOST_AUTO_TEST_CASE(sobols_sequence_begins_as_published) {
  row("R10.a", "sobol_points", {3, 0, 4}, "0,0,0 | 0.5,0.5,0.5 | 0.75,0.25,0.25 | 0.25,0.75,0.75");
}

// Boost's generator has the same numbers and leaves out the first point.
BOOST_AUTO_TEST_CASE(every_dimension_of_sobols_sequence_agrees_with_an_oracle) {
  const std::size_t dimensions = SobolSequence::most_dimensions;
  boost::random::sobol oracle(dimensions);
  const SobolSequence sequence(dimensions);
  bool same = true;
  for (std::uint32_t point = 1; point < 5000; ++point) {
    for (std::size_t d = 0; d < dimensions; ++d) {
      same = same && sequence.at(point, d) == static_cast<double>(oracle()) * 0x1p-64;
    }
  }
  BOOST_TEST(same);
  BOOST_CHECK_THROW(SobolSequence(dimensions + 1), Defect);
}

// The first 2^m points put one into each of 2^m slices of each dimension, and one into each box of 4 x
// 2^(m-2) of the first two, scrambled or not.
BOOST_AUTO_TEST_CASE(scrambling_keeps_the_sequence_even) {
  const std::uint32_t n = 256;
  const Points points = SobolSequence(7, RandomSource(9, 2)).first(n);
  for (std::size_t d = 0; d < 7; ++d) {
    std::array<int, n> slices{};
    for (std::size_t i = 0; i < n; ++i) {
      BOOST_REQUIRE((points[i][d] > 0 && points[i][d] < 1));
      ++slices[static_cast<std::size_t>(points[i][d] * n)];
    }
    BOOST_TEST(std::ranges::count(slices, 1) == n, d);
  }
  std::array<int, n> boxes{};
  for (std::size_t i = 0; i < n; ++i) {
    ++boxes[static_cast<std::size_t>(points[i][0] * 4) * 64 +
            static_cast<std::size_t>(points[i][1] * 64)];
  }
  BOOST_TEST(std::ranges::count(boxes, 1) == n);
}

// Each scrambled point by itself is uniform: the mean of any one over many scrambles is 1/2, and a
// smooth integral's error falls far below that of independent points.
BOOST_AUTO_TEST_CASE(scrambled_points_are_unbiased_and_precise) {
  std::vector<double> first_points;
  std::vector<double> integrals;
  for (std::uint64_t replication = 0; replication < 400; ++replication) {
    const SobolSequence sequence(3, RandomSource(1, replication));
    first_points.push_back(sequence.at(0, 2));
    double sum = 0;
    for (std::uint32_t i = 0; i < 256; ++i) {
      sum += sequence.at(i, 0) * sequence.at(i, 1) * sequence.at(i, 2);
    }
    integrals.push_back(sum / 256);
  }
  const Estimate point = estimate_mean(first_points);
  const Estimate integral = estimate_mean(integrals);
  BOOST_TEST(std::fabs(point.mean - 0.5) < 4 * point.se);
  BOOST_TEST(point.sd == std::sqrt(1.0 / 12), tt::tolerance(0.1));
  BOOST_TEST(std::fabs(integral.mean - 0.125) < 4 * integral.se);
  BOOST_TEST(integral.sd < 0.1 * std::sqrt((1.0 / 27 - 1.0 / 64) / 256));
}

BOOST_AUTO_TEST_CASE(each_slice_of_a_latin_hypercube_holds_one_point) {
  for (const double fullest : replicated("latin_hypercube_fullest_slice", {50, 4})) {
    BOOST_TEST(fullest == 1.0, "R10.b");
  }
  const Points narrow = latin_hypercube(50, 2, RandomSource(1, 0));
  const Points wide = latin_hypercube(50, 3, RandomSource(1, 0));
  BOOST_TEST(narrow[17][1] == wide[17][1]);
  BOOST_TEST(narrow[17][0] != narrow[17][1]);
  BOOST_TEST(latin_hypercube(50, 2, RandomSource(2, 0))[17][1] != narrow[17][1]);
}

BOOST_AUTO_TEST_CASE(the_ishigami_functions_variance_is_shared_out) {
  const double n = 4096;
  stochastic_row("R07.a", "ishigami_first_order", {1, 7, 0.1, n}, 0.3139051911);
  stochastic_row("R07.b", "ishigami_first_order", {2, 7, 0.1, n}, 0.4424111448);
  stochastic_row("R07.c", "ishigami_first_order", {3, 7, 0.1, n}, 0);
  stochastic_row("R07.d", "ishigami_total", {1, 7, 0.1, n}, 0.5575888552);
  stochastic_row("R07.e", "ishigami_total", {2, 7, 0.1, n}, 0.4424111448);
  stochastic_row("R07.f", "ishigami_total", {3, 7, 0.1, n}, 0.2436836641);
  stochastic_row("R07.g", "ishigami_variance", {7, 0.1, n}, 13.84458794);
  row("R07.b", "ishigami_first_order", {2, 7, 0.1, 16384}, 0.4424111448, {.absolute = 0.02});
}

BOOST_AUTO_TEST_CASE(the_g_functions_variance_is_shared_out) {
  const std::array first{0.7164177234, 0.1791044309, 0.02368323053, 0.007164177234,
                         7.164177234e-05};
  const std::array total{0.7873132926, 0.2422502439, 0.03432428524, 0.01046263512, 0.0001049716066};
  for (std::size_t i = 0; i < 5; ++i) {
    const std::vector<double> arguments{static_cast<double>(i + 1), 4096, 0, 1, 4.5, 9, 99};
    stochastic_row("R08.a-e", "g_function_first_order", arguments, first[i]);
    stochastic_row("R08.f-j", "g_function_total", arguments, total[i]);
  }
}

// y = 3 a + b: shares 0.9 and 0.1, no interaction.
BOOST_AUTO_TEST_CASE(bootstrap_intervals_hold_the_indices_and_narrow_with_samples) {
  const RandomSource random(4, 0);
  const auto solve = [&](std::uint32_t samples) {
    const Points design = sobol_design(samples, 2, random);
    std::vector<double> outputs;
    for (std::size_t row = 0; row < design.size(); ++row) {
      outputs.push_back(3 * design[row][0] + design[row][1]);
    }
    return sobol_indices(outputs, 2, 200, random);
  };
  const SobolIndices few = solve(128);
  const SobolIndices many = solve(2048);
  const std::array truth{0.9, 0.1};
  for (std::size_t i = 0; i < 2; ++i) {
    for (const SobolIndex& index : {many.first[i], many.total[i]}) {
      BOOST_TEST((index.low < truth[i] && truth[i] < index.high));
      BOOST_TEST(index.value == truth[i], tt::tolerance(0.02));
    }
    BOOST_TEST(many.first[i].high - many.first[i].low <
               0.5 * (few.first[i].high - few.first[i].low));
  }
  BOOST_TEST(many.variance == 10.0 / 12, tt::tolerance(1e-3));
}

BOOST_AUTO_TEST_CASE(what_does_not_vary_has_no_indices) {
  const SobolIndices none =
      sobol_indices(std::vector<double>(4 * 8, 5.0), 2, 10, RandomSource(1, 0));
  BOOST_TEST(none.variance == 0.0);
  BOOST_TEST(std::isnan(none.first[0].value));
  BOOST_TEST(std::isnan(none.total[1].value));
}

// y = 5 a - 2 b + 4 c d + 0 e.
BOOST_AUTO_TEST_CASE(screening_finds_what_matters_and_what_interacts) {
  const Points design = morris_design(40, 5, 4, RandomSource(6, 0));
  std::vector<double> outputs;
  for (std::size_t row = 0; row < design.size(); ++row) {
    const auto x = design[row];
    BOOST_TEST(std::ranges::all_of(x, [](double u) { return u >= 0 && u <= 1; }));
    outputs.push_back(5 * x[0] - 2 * x[1] + 4 * x[2] * x[3]);
  }
  BOOST_TEST(design.size() == 40u * 6);
  const std::vector<ElementaryEffects> effects = elementary_effects(design, outputs);
  BOOST_TEST(effects[0].mean == 5.0, tt::tolerance(1e-12));
  BOOST_TEST(effects[1].mean == -2.0, tt::tolerance(1e-12));
  BOOST_TEST(effects[1].mean_absolute == 2.0, tt::tolerance(1e-12));
  BOOST_TEST(effects[0].sd < 1e-12);
  BOOST_TEST(effects[2].sd > 0.5);
  BOOST_TEST(effects[2].mean == 2.0, tt::tolerance(0.4));
  BOOST_TEST(effects[3].mean_absolute > 0.5);
  BOOST_TEST(effects[4].mean_absolute == 0.0);
  BOOST_CHECK_THROW(morris_design(1, 1, 3, RandomSource(1, 0)), Defect);
}

BOOST_AUTO_TEST_CASE(the_box_of_the_cases_of_interest_is_found) {
  const std::vector<double> arguments{2000, 5, 0.7, 0.4};
  const std::vector<double> coverage = replicated("prim_coverage", arguments);
  const std::vector<double> density = replicated("prim_density", arguments);
  const std::vector<double> restricted = replicated("prim_restricted_dimensions", arguments);
  for (std::size_t r = 0; r < coverage.size(); ++r) {
    BOOST_TEST(coverage[r] >= 0.95, "R13.a, replication " << r);
    BOOST_TEST(density[r] >= 0.95, "R13.b, replication " << r);
    BOOST_TEST(restricted[r] == 2.0, "R13.c, replication " << r);
  }
}

BOOST_AUTO_TEST_CASE(peeling_trades_coverage_for_density) {
  const Points points = latin_hypercube(1000, 3, RandomSource(8, 0));
  std::vector<bool> of_interest;
  for (std::size_t i = 0; i < points.size(); ++i) {
    of_interest.push_back(points[i][1] > 0.8);
  }
  const std::vector<PrimBox> boxes = prim_trajectory(points, of_interest);
  BOOST_TEST(boxes.front().mass == 1.0);
  BOOST_TEST(boxes.front().coverage == 1.0);
  BOOST_TEST(boxes.front().density == 0.2, tt::tolerance(1e-12));
  for (std::size_t i = 1; i < boxes.size(); ++i) {
    BOOST_TEST(boxes[i].mass < boxes[i - 1].mass);
    BOOST_TEST(boxes[i].coverage <= boxes[i - 1].coverage);
  }
  const PrimBox box = prim_box(points, of_interest);
  BOOST_TEST(!box.limits[0].restricted());
  BOOST_TEST(box.limits[1].low == 0.8, tt::tolerance(0.01));
  BOOST_TEST(std::isinf(box.limits[1].high));
  BOOST_TEST(box.limits[1].quasi_p < 1e-10);
}

BOOST_AUTO_TEST_CASE(without_cases_or_with_nothing_but_cases_all_points_are_the_box) {
  const Points points = latin_hypercube(100, 2, RandomSource(8, 1));
  for (const bool interest : {false, true}) {
    const PrimBox box = prim_box(points, std::vector<bool>(100, interest));
    BOOST_TEST(box.mass == 1.0);
    BOOST_TEST(box.density == (interest ? 1.0 : 0.0));
  }
}

// Levers of few values: equal values are peeled together or not at all.
BOOST_AUTO_TEST_CASE(factors_of_few_values_are_boxed_too) {
  Points points(400, 2);
  std::vector<bool> of_interest;
  for (std::size_t i = 0; i < 400; ++i) {
    points[i][0] = static_cast<double>(i % 4);
    points[i][1] = static_cast<double>(i / 4 % 2);
    of_interest.push_back(points[i][0] == 3);
  }
  const PrimBox box = prim_box(points, of_interest);
  BOOST_TEST(box.coverage == 1.0);
  BOOST_TEST(box.density == 1.0);
  BOOST_TEST(box.limits[0].low == 2.5);
  BOOST_TEST(!box.limits[1].restricted());
}

// A peel of a factor of few values takes off a third of the points and gains less for each of them than
// small peels of what matters.
BOOST_AUTO_TEST_CASE(a_factor_of_few_values_does_not_crowd_out_the_others) {
  Points points = latin_hypercube(600, 3, RandomSource(8, 2));
  std::vector<bool> of_interest;
  for (std::size_t i = 0; i < points.size(); ++i) {
    points[i][2] = std::floor(3 * points[i][2]);
    of_interest.push_back(points[i][0] > 0.6 && points[i][1] > (points[i][2] == 2 ? 0.3 : 0.4));
  }
  const PrimBox box = prim_box(points, of_interest);
  BOOST_TEST(box.limits[0].low == 0.6, tt::tolerance(0.05));
  BOOST_TEST(box.limits[1].restricted());
  BOOST_TEST(!box.limits[2].restricted());
  BOOST_TEST(box.coverage > 0.9);
  BOOST_TEST(box.density > 0.9);
}

}  // namespace
}  // namespace korus
