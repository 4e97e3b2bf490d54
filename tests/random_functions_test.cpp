// Generators give their published answers, and quantile functions the catalogue's.
#include "verification_rows.hpp"

namespace korus {
namespace {

using test::row;

BOOST_AUTO_TEST_CASE(generators_give_their_published_bits) {
  const double ones = 0xffffffff;
  row("R01.a", "philox4x32", {0, 0, 0, 0, 0, 0}, "6627e8d5 e169c58d bc57ac4c 9b00dbd8");
  row("R01.b", "philox4x32", {ones, ones, ones, ones, ones, ones},
      "408f276d 41c83b0e a20bc7c6 6d5451fd");
  row("R01.c", "philox4x32",
      {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0},
      "d16cfe09 94fdcceb 5001e420 24126ea1");
  row("R01.d", "philox4x32", {1, 2, 3, 4, 5, 6}, "c0c839bc 889c87c5 61986739 2d4623d0");
  row("R01.e", "splitmix64", {1234567, 3},
      "6457827717110365317 3203168211198807973 9817491932198370423");
  row("R01.f", "mrg32k3a", {12345, 3}, "0.127011122046577 0.318527565396794 0.309186015583270");
}

BOOST_AUTO_TEST_CASE(quantile_functions_give_the_figures_of_the_catalogue) {
  const auto rows = [](const char* id, const char* name, std::vector<double> arguments,
                       std::initializer_list<double> expected) {
    auto value = expected.begin();
    for (const double u : {0.1, 0.5, 0.99}) {
      std::vector<double> all{u};
      all.insert(all.end(), arguments.begin(), arguments.end());
      row(id, name, all, *value++, {.relative = 1e-8});
    }
  };
  rows("R11.a-c", "gamma_quantile", {2.5, 2}, {1.610307987, 4.351460191, 15.08627247});
  rows("R11.d-f", "weibull_quantile", {1.5, 10}, {2.230755256, 7.832197688, 27.67985365});
  rows("R11.g-i", "lognormal_quantile", {1, 0.5}, {1.432217893, 2.718281828, 8.698703026});
  rows("R11.j-l", "triangular_quantile", {1, 4, 10}, {2.643167673, 4.803847577, 9.265153077});
  rows("R11.m-o", "beta_quantile", {2, 5}, {0.09259525891, 0.2644499833, 0.7056863283});
  rows("R11.p-r", "pert_quantile", {1, 4, 10}, {2.377249243, 4.382312563, 8.398181218});
}

}  // namespace
}  // namespace korus
