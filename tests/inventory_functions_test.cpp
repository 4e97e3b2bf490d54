// Stocks and bills of materials in closed form: the catalogue's figures, and what must hold of an
// optimum besides.
#include <stdexcept>

#include "engine/ensure.hpp"
#include "models/inventory_theory/bill_of_materials.hpp"
#include "models/inventory_theory/guaranteed_service.hpp"
#include "models/inventory_theory/lot_sizing.hpp"
#include "models/inventory_theory/newsvendor.hpp"
#include "models/inventory_theory/poisson_stock.hpp"
#include "models/inventory_theory/serial_system.hpp"
#include "verification_rows.hpp"

namespace korus {
namespace {

namespace tt = boost::test_tools;
using test::call;
using test::row;

BOOST_AUTO_TEST_CASE(a_newsvendor_weighs_too_much_against_too_little) {
  row("I03.a", "base_stock_level", {0.18, 0.70, 50, 8, 0}, 56.60395593, {.relative = 1e-6});
  row("I03.b", "base_stock_cost", {0.18, 0.70, 50, 8, 0, 56.6039556}, 1.997605193,
      {.relative = 1e-9});
  row("I03.c", "base_stock_cost", {0.18, 0.70, 50, 8, 0, 40}, 7.356131553, {.relative = 1e-9});
  row("I04.a", "base_stock_level", {0.18, 0.70, 50, 8, 4}, 264.7668944, {.relative = 1e-6});
  row("I04.b", "base_stock_cost", {0.18, 0.70, 50, 8, 4, 264.7668943741548}, 4.466781004,
      {.relative = 1e-9});
}

BOOST_AUTO_TEST_CASE(a_reorder_point_and_quantity_are_exact_against_poisson_demand) {
  row("I06.a", "rq_poisson_cost", {100, 20, 150, 1.5, 2, 3, 5}, 107.9235806, {.relative = 1e-9});
  row("I06.b", "rq_poisson_cost", {100, 20, 150, 1.5, 2, 1, 4}, 148.4391419, {.relative = 1e-9});
  row("I06.c", "rq_poisson_best", {100, 20, 150, 1.5, 2}, 305, {});
  row("I06.c", "rq_poisson_best", {100, 20, 150, 1.5, 2}, "3,5");
}

BOOST_AUTO_TEST_CASE(no_neighbour_of_the_best_reorder_policy_is_cheaper) {
  for (const double shortage : {0.3, 5.0, 400.0}) {
    const PoissonStock stock{
        .setup = 7, .holding = 2, .shortage = shortage, .lead_time_mean = 9, .demand_rate = 3};
    const ReorderPolicy best = best_reorder_policy(stock);
    BOOST_TEST(reorder_cost(stock, best.r, best.q) == best.cost, tt::tolerance(1e-12));
    for (std::int64_t r = best.r - 8; r <= best.r + 8; ++r) {
      for (std::int64_t q = 1; q <= best.q + 8; ++q) {
        BOOST_TEST(reorder_cost(stock, r, q) >= best.cost * (1 - 1e-12), r << " " << q);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(an_order_up_to_level_is_exact_against_poisson_demand) {
  row("I07.a", "ss_poisson_cost", {5, 1, 4, 6, 0, 4, 10}, 8.034111561, {.relative = 1e-9});
  row("I07.b", "ss_poisson_order_share", {5, 1, 4, 6, 0, 4, 10}, 0.6819664417, {.relative = 1e-9});
  row("I07.c", "ss_poisson_cost", {5, 1, 4, 6, 0, 5, 15}, 8.88711236, {.relative = 1e-9});
}

BOOST_AUTO_TEST_CASE(the_loss_of_a_poisson_law_is_its_sum) {
  for (const std::int64_t y : {-3, 0, 4, 7, 30}) {
    double sum = 0;
    double chance = std::exp(-7.0);
    for (int k = 0; k < 200; ++k) {
      sum += std::max(static_cast<double>(k - y), 0.0) * chance;
      chance *= 7.0 / (k + 1);
    }
    BOOST_TEST(poisson_loss(7, y) == sum, tt::tolerance(1e-7));
  }
}

BOOST_AUTO_TEST_CASE(setups_are_traded_against_holding) {
  row("I11.a", "eoq_quantity", {8, 1300, 0.225}, 304.04678, {.relative = 1e-8});
  row("I11.b", "eoq_least_cost", {8, 1300, 0.225}, 68.41052551, {.relative = 1e-6});
  row("I11.c", "eoq_cost", {8, 1300, 0.225, 260}, 69.25, {.relative = 1e-6});
  row("I12.a", "eoq_backorders_quantity", {8, 1300, 0.225, 5}, 310.8125552, {.relative = 1e-9});
  row("I12.b", "eoq_backorders_least_cost", {8, 1300, 0.225, 5}, 66.92136355, {.relative = 1e-6});
  row("I12.c", "epq_quantity", {4, 80, 0.08, 110}, 171.2697677, {.relative = 1e-9});
  row("I12.d", "epq_least_cost", {4, 80, 0.08, 110}, 3.736794932, {.relative = 1e-6});
}

BOOST_AUTO_TEST_CASE(known_demand_is_met_in_the_cheapest_lots) {
  row("I13.a", "wagner_whitin_cost", {500, 2, 90, 120, 80, 70}, 1380, {});
  row("I13.a", "wagner_whitin_plan", {500, 2, 90, 120, 80, 70}, "210,0,150,0");
  BOOST_TEST(best_lot_plan(std::vector<double>{0, 0, 5}, 10, 1).cost == 10.0);
  BOOST_TEST(best_lot_plan(std::vector<double>{}, 10, 1).cost == 0.0);
}

// Every choice of the periods to order in, priced one by one.
BOOST_AUTO_TEST_CASE(no_choice_of_periods_beats_the_lot_plan) {
  const std::vector<double> demand{3, 0, 7, 1, 12, 0, 4, 9};
  double least = 1e300;
  for (unsigned pattern = 0; pattern < 256; ++pattern) {
    double cost = (pattern & 1u) != 0 ? 0 : 1e9;
    std::size_t ordered = 0;
    for (std::size_t t = 0; t < demand.size(); ++t) {
      if ((pattern >> t & 1u) != 0) {
        ordered = t;
        cost += 11;
      }
      cost += 1.3 * static_cast<double>(t - ordered) * demand[t];
    }
    least = std::min(least, cost);
  }
  BOOST_TEST(best_lot_plan(demand, 11, 1.3).cost == least, tt::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(safety_stock_lies_where_it_is_cheapest_to_promise) {
  const std::vector<double> serial{3, 1, 2, 1, 1, -1, 0, 4, 1, 0, -1, 1, 7, 1, 0, 1, 1, 2, 2, 3};
  row("M07.a", "guaranteed_service_cost", serial, 2.828427125, {.relative = 1e-9});
  row("M07.a", "guaranteed_service_cost", serial, "0,0,1");
  const double pooled = std::sqrt(2.0);
  row("M07.b", "guaranteed_service_cost",
      {4, 2, 1, pooled, 1, -1, 1, 3, 1, 0, 0, 1, 2, pooled, 0, -1, 1, 3, 1, 0, 1,  //
       1, 3, 3, 2,      3, 4},
      8.277916868, {.relative = 1e-9});
}

// A tree with two suppliers, an assembly, and two customers: every choice of promises, one by one.
BOOST_AUTO_TEST_CASE(no_choice_of_promises_beats_the_service_plan) {
  const std::vector<ServiceStage> stages{
      {.processing_time = 3, .holding = 1, .deviation = 2, .inbound_time = 1},
      {.processing_time = 1, .holding = 2, .deviation = 1},
      {.processing_time = 2, .holding = 4, .deviation = 2},
      {.processing_time = 1, .holding = 9, .deviation = 1.5, .promise = 0},
      {.processing_time = 2, .holding = 5, .deviation = 0.5, .promise = 2}};
  const std::vector<ServiceLink> links{{0, 2}, {1, 2}, {2, 3}, {2, 4}};
  const auto held = [&](std::size_t k, int inbound, int time) {
    const int net = inbound + stages[k].processing_time - time;
    return net < 0 ? 1e9 : stages[k].holding * stages[k].deviation * std::sqrt(net);
  };
  double least = 1e300;
  for (int a = 0; a <= 4; ++a) {
    for (int b = 0; b <= 1; ++b) {
      for (int c = 0; c <= 6; ++c) {
        for (int e = 0; e <= 2; ++e) {
          least = std::min(least, held(0, 1, a) + held(1, 0, b) + held(2, std::max(a, b), c) +
                                      held(3, c, 0) + held(4, c, e));
        }
      }
    }
  }
  BOOST_TEST(best_service_times(stages, links).cost == least, tt::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(links_that_form_a_loop_are_refused) {
  const std::vector<ServiceStage> stages(3);
  BOOST_CHECK_THROW(best_service_times(stages, std::vector<ServiceLink>{{0, 1}, {1, 2}, {0, 2}}),
                    Defect);
}

BOOST_AUTO_TEST_CASE(a_bill_of_materials_is_exploded_with_its_yields) {
  // 1 P1, 2 P2, 3 A, 4 B, 5 C, 6 D, 7 E
  const std::vector<double> rest{0.95, 0.90, 0.90, 0.98, 1, 0.80, 1, 100, 60, 0, 0, 0, 0, 0, 1,
                                 3,    2,    1,    4,    1, 2,    3, 1,   2,  5, 3, 3, 6, 4, 3,
                                 7,    2,    4,    3,    1, 4,    7, 5,   5,  6, 2, 5, 4, 1};
  const std::vector<double> starts{105.2631579, 66.66666667, 654.0955564, 311.4930183,
                                   200,         3770.477782, 2865.656204};
  const std::vector<const char*> ids{"B01.a", "B01.b", "B01.c", "B01.d", "B01.e", "B01.f", "B01.g"};
  for (std::size_t item = 0; item < starts.size(); ++item) {
    std::vector<double> arguments{7, static_cast<double>(item + 1)};
    arguments.insert(arguments.end(), rest.begin(), rest.end());
    row(ids[item], "bill_starts", arguments, starts[item], {.relative = 1e-9});
  }
}

BOOST_AUTO_TEST_CASE(sectors_that_consume_one_another_are_solved) {
  const std::vector<double> table{0.2, 0.3, 0.1, 0.1, 0.1, 0.4, 0.3, 0.2, 0.2};
  const auto output = [&](double sector) {
    std::vector<double> arguments{3, sector};
    arguments.insert(arguments.end(), table.begin(), table.end());
    arguments.insert(arguments.end(), {10, 20, 30});
    return arguments;
  };
  row("B02.a", "leontief_output", output(1), 42.31678487, {.relative = 1e-9});
  row("B02.b", "leontief_output", output(2), 56.97399527, {.relative = 1e-9});
  row("B02.c", "leontief_output", output(3), 67.61229314, {.relative = 1e-9});
  std::vector<double> radius{3};
  radius.insert(radius.end(), table.begin(), table.end());
  row("B02.d", "spectral_radius", radius, 0.6362868243, {.relative = 1e-8});
}

BOOST_AUTO_TEST_CASE(recipes_that_use_up_what_they_make_are_seen) {
  const std::vector<Use> itself{{.item = 0, .input = 0, .units = 1}};
  BOOST_TEST(!total_requirements(std::vector<double>{5}, itself).has_value());
  const std::vector<Use> more{{0, 1, 2.0}, {1, 0, 0.8}};
  BOOST_TEST(spectral_radius(2, more) == std::sqrt(1.6), tt::tolerance(1e-12));
  BOOST_TEST(total_requirements(std::vector<double>{1, 0}, more).value()[0] < 0);
  BOOST_TEST(spectral_radius(3, std::vector<Use>{{0, 1, 4}, {1, 2, 4}}) == 0.0);
}

BOOST_AUTO_TEST_CASE(the_longest_way_through_the_bill_sets_the_time) {
  // 1 P1, 2 A, 3 B, 4 D, 5 E
  const std::vector<double> rest{1, 2, 1.5, 3, 0.5, 1, 2, 1, 3, 2, 4, 2, 5, 3, 2, 3, 5};
  const auto arguments = [&](double item) {
    std::vector<double> all{5, item};
    all.insert(all.end(), rest.begin(), rest.end());
    return all;
  };
  row("B03.a", "bill_completion_time", arguments(1), 7.5, {.absolute = 1e-9});
  row("B03.b", "bill_completion_time", arguments(2), 5, {.absolute = 1e-9});
  BOOST_TEST(!completion_times(std::vector<double>{1, 1}, std::vector<Use>{{0, 1, 1}, {1, 0, 1}}));
}

BOOST_AUTO_TEST_CASE(no_serial_system_costs_less_than_its_bound) {
  row("M02.b", "serial_normal_bound", {5, 1, 37.12, 2, 2, 1, 4, 1, 7}, 47.66018139,
      {.relative = 0.005});
  const auto poisson = [](double backorder, const std::vector<double>& holding) {
    std::vector<double> arguments{16, backorder};
    for (const double local : holding) {
      arguments.insert(arguments.end(), {0.25, local});
    }
    return arguments;
  };
  const std::vector<double> even{0.25, 0.5, 0.75, 1};
  const std::vector<double> steep{0.25, 2.75, 5.25, 5.5};
  row("M03.a", "serial_poisson_bound", poisson(9, even), 12.68789783, {.relative = 1e-8});
  row("M03.b", "serial_poisson_bound", poisson(9, steep), 53.00760477, {.relative = 1e-8});
  row("M03.c", "serial_poisson_bound", poisson(99, even), 16.20554414, {.relative = 1e-8});
  row("M03.d", "serial_poisson_bound", poisson(99, steep), 74.56363971, {.relative = 1e-8});
}

// One stage alone is a newsvendor over its lead time; goods on the way cost nothing at the first.
BOOST_AUTO_TEST_CASE(a_serial_system_of_one_stage_is_a_newsvendor) {
  const double step = 0.02;
  const std::vector<SerialStage> stage{
      {.echelon_holding = 0.18, .lead_time_demand = LatticeDemand::normal(50, 8, step)}};
  const SerialOptimum best = serial_optimum(stage, 0.7, step);
  BOOST_TEST(best.cost == 1.997605193, tt::tolerance(1e-6));
  BOOST_TEST(std::fabs(best.levels[0] - 56.60395593) <= step);
}

BOOST_AUTO_TEST_CASE(no_policy_for_lost_sales_costs_less_than_the_bound) {
  row("I09.d", "lost_sales_bound", {5, 1, 4, 2}, 4.395295135, {.absolute = 0.005});
  BOOST_TEST(call("lost_sales_bound", {5, 1, 4, 1}).number < 4.162802775);  // I09.c: base stock
}

BOOST_AUTO_TEST_CASE(arguments_missing_or_left_over_or_out_of_range_are_named) {
  const auto says = [](const char* words) {
    return [words](const std::invalid_argument& error) {
      return std::string(error.what()).find(words) != std::string::npos;
    };
  };
  using Error = std::invalid_argument;
  BOOST_CHECK_EXCEPTION(call("eoq_cost", {8, 1300}), Error, says("argument 3 is missing"));
  BOOST_CHECK_EXCEPTION(call("eoq_quantity", {8, 1, 1, 1}), Error,
                        says("argument 4 is one too many"));
  BOOST_CHECK_EXCEPTION(call("eoq_quantity", {8, -1, 1}), Error,
                        says("argument 2 is -1, not above 0"));
  BOOST_CHECK_EXCEPTION(call("base_stock_level", {1, 1, 5, 1, 0.5}), Error,
                        says("not a whole number"));
  BOOST_CHECK_EXCEPTION(call("rq_poisson_cost", {100, 20, 150, 1.5, 2, 3.5, 5}), Error,
                        says("argument 6 is 3.5, not a whole number"));
  BOOST_CHECK_EXCEPTION(call("bill_starts", {1, 1, 0, 5}), Error, says("argument 3 is 0"));
  BOOST_CHECK_EXCEPTION(call("bill_starts", {2, 1, 1, 1, 5, 5, 1, 3, 1}), Error,
                        says("argument 8 is 3, not in [1, 2]"));
  BOOST_CHECK_EXCEPTION(call("serial_normal_bound", {5, 1, 9, 1, 2, 1, 2}), Error,
                        says("must rise"));
  BOOST_CHECK_EXCEPTION(call("guaranteed_service_cost", {1, 0, 1, 1, 0, -1, 1, 1}), Error,
                        says("form a tree"));
  BOOST_CHECK_EXCEPTION(call("epq_quantity", {4, 80, 0.08, 80}), Error, says("above demand"));
}

}  // namespace
}  // namespace korus
