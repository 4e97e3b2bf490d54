// From a dollar to capacity and cost: the formulas of economics give the catalogue's figures and keep
// their promises at the ends of their ranges.
#include "models/economics/discounting.hpp"
#include "models/economics/knowledge.hpp"
#include "models/economics/learning.hpp"
#include "models/economics/overrun.hpp"
#include "models/economics/ramp.hpp"
#include "verification_rows.hpp"

namespace korus {
namespace {

namespace tt = boost::test_tools;
using test::row;
using test::stochastic_row;

BOOST_AUTO_TEST_CASE(each_doubling_multiplies_the_cost_by_the_progress_ratio) {
  row("E01.a", "learning_unit_cost", {100, 0.8, 1000}, 10.81971236, {.relative = 1e-9});
  row("E01.b", "learning_unit_total", {100, 0.8, 1000}, 15867.0923, {.relative = 1e-9});
  row("E01.c", "learning_average_total", {100, 0.8, 1000}, 10819.71236, {.relative = 1e-9});
  row("E01.d", "learning_cost_ratio", {0.8, 250, 1000}, 0.64, {.relative = 1e-9});
}

BOOST_AUTO_TEST_CASE(a_logistic_ramp_has_its_closed_integral_and_inverse) {
  row("E02.a", "logistic_capacity", {100, 1.5, 3, 2}, 18.24255238, {.relative = 1e-9});
  row("E02.b", "logistic_output", {100, 1.5, 3, 0, 8}, 499.3003458, {.relative = 1e-6});
  row("E02.c", "logistic_whole_units", {100, 1.5, 3, 0, 8}, 499, {.absolute = 1});
  row("E02.d", "logistic_time", {100, 1.5, 3, 0, 100}, 3.841143969, {.relative = 1e-6});
  const LogisticRamp ramp{.maximum = 7, .rate = 0.3, .midpoint = 20};
  for (const double end : {1.0, 15.0, 25.0, 400.0}) {
    BOOST_TEST(ramp.time_of(ramp.output(-5, end), -5) == end, tt::tolerance(1e-10));
  }
}

BOOST_AUTO_TEST_CASE(money_at_different_times_is_discounted) {
  const std::vector<double> flows{-40, -40, -20, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25};
  std::vector<double> discounted{0.07};
  discounted.insert(discounted.end(), flows.begin(), flows.end());
  row("E03.a", "net_present_value", discounted, 58.51475109, {.relative = 1e-9});
  row("E03.b", "internal_rate_of_return", flows, 0.1610437176, {.relative = 1e-8});
  row("E03.c", "capital_recovery_factor", {0.07, 10}, 0.1423775027, {.relative = 1e-9});
  row("E06.a", "capitalised_cost", {600, 3, 0.08}, 678.1228758, {.relative = 1e-9});
  BOOST_TEST(capital_recovery_factor(0, 8) == 0.125);
  BOOST_TEST(capitalised_cost(600, 3, 0) == 600.0);
}

BOOST_AUTO_TEST_CASE(flows_that_never_pay_back_have_no_rate_of_return) {
  BOOST_TEST(!internal_rate_of_return(std::vector<double>{5, 5, 5}).has_value());
  BOOST_TEST(!internal_rate_of_return(std::vector<double>{}).has_value());
  BOOST_TEST(internal_rate_of_return(std::vector<double>{-100, 50}).value() == -0.5,
             tt::tolerance(1e-12));
  BOOST_TEST(internal_rate_of_return(std::vector<double>{-1, 9}).value() == 8.0,
             tt::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(costs_overrun_as_their_reference_class_does) {
  stochastic_row("E04.a", "overrun_mean", {1.2, 0.4, 1000, 1e5}, 1299.944481);
  stochastic_row("E04.b", "overrun_quantile", {1.2, 0.4, 1000, 1e5, 0.8}, 1680.296138);
  stochastic_row("E04.c", "overrun_share_beyond", {1.2, 0.4, 1000, 1e5, 1000}, 0.6757344974);
  const ReferenceClass projects{.median = 1.2, .sigma = 0.4};
  BOOST_TEST(1000 * projects.mean() == 1299.944481, tt::tolerance(1e-9));
  BOOST_TEST(1000 * projects.quantile(0.8) == 1680.296138, tt::tolerance(1e-9));
  BOOST_TEST(projects.share_beyond(1) == 0.6757344974, tt::tolerance(1e-9));
  BOOST_TEST(ReferenceClass{}.share_beyond(0.9) == 1.0);
  BOOST_TEST(ReferenceClass{}.share_beyond(1) == 0.0);
}

BOOST_AUTO_TEST_CASE(knowledge_wears_out_and_is_renewed) {
  row("E05.a", "knowledge_stock", {10, 2, 0.15, 12}, 55.51045042, {.relative = 1e-9});
  row("E05.b", "knowledge_productivity", {10 / 0.15, 0.1, 10, 2, 0.15, 12}, 1.062449052,
      {.relative = 1e-9});
  row("E05.c", "knowledge_steady_stock", {10, 0.15}, 66.66666667, {.relative = 1e-9});
  BOOST_TEST(next_knowledge_stock(40, 0.15, 40, 0) == 40.0, tt::tolerance(1e-15));
}

BOOST_AUTO_TEST_CASE(a_budget_is_spent_between_the_beginning_and_the_end) {
  BOOST_TEST(rayleigh_share(0) == 0.0);
  BOOST_TEST(rayleigh_share(1) == 1.0);
  BOOST_TEST(rayleigh_share(2) == 1.0);
  BOOST_TEST(rayleigh_share(0.5) == (1 - std::exp(-0.75)) / (1 - std::exp(-3.0)),
             tt::tolerance(1e-14));
}

}  // namespace
}  // namespace korus
