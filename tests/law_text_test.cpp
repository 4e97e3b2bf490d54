// A law in words is read whole or refused with a reason, whatever the text.
#include "tools/scenario/law_text.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <string>

#include "engine/random.hpp"

namespace korus {
namespace {

BOOST_AUTO_TEST_CASE(arguments_go_by_position_by_name_or_by_both) {
  const Law law = Law::erlang(3, 6);
  for (const char* text :
       {"erlang(3, 6)", "erlang(shape=3, mean=6)", "erlang(mean=6, shape=3)", "erlang(3, mean=6)",
        "  erlang ( 3,6 ) ", "\"erlang(3, 6)\"", "'erlang(3, 6.0)'"}) {
    const LawInWords read = read_law(text);
    BOOST_TEST(read.troubles.empty(), text);
    BOOST_TEST((read.law == law), text);
  }
}

BOOST_AUTO_TEST_CASE(what_is_half_a_law_is_none) {
  for (const char* text : {"",
                           "(",
                           ")",
                           "()",
                           "exponential",
                           "exponential(",
                           "exponential)",
                           "exponential()",
                           "exponential(4",
                           "exponential(4))",
                           "exponential(4) d",
                           "exponential(4,)",
                           "exponential(,4)",
                           "exponential(=4)",
                           "exponential(mean=)",
                           "exponential(4, mean=4)",
                           "exponential(mean=4, 4)",
                           "exponential(nan)",
                           "exponential(inf)",
                           "exponential(1e999)",
                           "exponential(4 5)",
                           "Exponential(4)",
                           "uniform(1, 2",
                           "uniform(low=1, low=2)",
                           "lognormal()",
                           "lognormal(mean=4, sigma=1)",
                           "gamma(shape=2, scv=1)",
                           "\"exponential(4)"}) {
    BOOST_TEST(!read_law(text).troubles.empty(), text);
  }
}

BOOST_AUTO_TEST_CASE(every_wrong_argument_is_told_at_once) {
  BOOST_TEST(read_law("gamma(0, -2)").troubles.size() == 2U);
  BOOST_TEST(read_law("beta(x, y)").troubles.size() == 2U);
}

BOOST_AUTO_TEST_CASE(every_law_is_written_as_it_is_read) {
  for (const std::string_view name : law_names()) {
    BOOST_TEST(!usages(name).empty());
  }
  for (const LawForm& form : law_forms()) {
    std::vector<double> values;
    for (const LawParameter& parameter : form.parameters) {
      values.push_back(parameter.name == "p" ? 0.5 : static_cast<double>(values.size() + 1));
    }
    const Law law = form.make(values);
    if (!law.is_triangular()) {
      BOOST_TEST((read_law(law_text(law)).law == law), law_text(law));
    }
  }
}

// At the ends of its parameters a law still draws numbers, in order.
BOOST_AUTO_TEST_CASE(every_parameter_that_is_allowed_gives_finite_draws) {
  for (const char* text : {"gamma(0.001, 1)",
                           "gamma(1e9, 1)",
                           "gamma(mean=1, scv=1e-9)",
                           "gamma(mean=1, scv=1000)",
                           "erlang(1e9, 1)",
                           "lognormal(mean=1, scv=1e6)",
                           "lognormal(mu=0, sigma=20)",
                           "weibull(0.05, 1)",
                           "weibull(1000, 1)",
                           "beta(0.001, 0.001)",
                           "beta(0.001, 1e6)",
                           "beta(1e6, 0.001)",
                           "beta(1e6, 1e6)",
                           "poisson(1e9)",
                           "poisson(1e-9)",
                           "geometric(1e-9)",
                           "integers(-1e15, 1e15)",
                           "normal(0, 1e100)",
                           "exponential(1e100)",
                           "exponential(1e-200)",
                           "pert(0, 0, 1e100)",
                           "rounded_normal(0, 1e-100)"}) {
    const LawInWords read = read_law(text);
    BOOST_REQUIRE_MESSAGE(read.troubles.empty(), text);
    double last = read.law.least_drawn();
    BOOST_TEST(std::isfinite(last), text);
    for (const double u : {1e-12, 1e-6, 0.01, 0.3, 0.5, 0.8, 0.99, 1 - 1e-6, 1 - 1e-12}) {
      const double x = read.law.quantile(u);
      BOOST_TEST((std::isfinite(x) && x >= last), text << " at " << u << ": " << x);
      last = x;
    }
    BOOST_TEST(std::isfinite(read.law.mean()), text);
  }
}

BOOST_AUTO_TEST_CASE(any_damage_to_a_law_is_a_trouble_or_a_law) {
  const RandomSource random(1, 0);
  const std::string letters = "()=,.-+e \t\"'019abgmnorx\x01\xff";
  std::uint64_t n = 0;
  const auto below = [&](std::size_t most) {
    return static_cast<std::size_t>(random.uniform(1, 1, n++) * static_cast<double>(most));
  };
  std::size_t sound = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string text = i % 2 == 0 ? "lognormal(mean=4, scv=0.5)" : "integers(1, 6)";
    for (std::size_t times = 1 + below(3); times > 0; --times) {
      text[below(text.size())] = letters[below(letters.size())];
    }
    const LawInWords read = read_law(text);
    if (read.troubles.empty()) {
      ++sound;
      BOOST_TEST(!std::isnan(read.law.quantile(0.5)), text);
    }
  }
  BOOST_TEST(sound > 100U);
  BOOST_TEST(sound < 10'000U);
}

}  // namespace
}  // namespace korus
