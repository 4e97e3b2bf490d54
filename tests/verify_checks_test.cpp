// Each check of `korus verify` fails where what it looks for is there: a model that depends on its
// threads, its executor, its checkpoint or its neighbours, that loses goods or turns time round.
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "engine/parallel.hpp"
#include "verification_kit.hpp"

namespace korus {
namespace {

using test::verdict;

ReplicationResult run_model(const Network& network, const SeriesLayout& layout,
                            const Scorecard& card, const ReplicationSettings& settings) {
  return run_replication(network, layout, card, settings);
}

// Rows of T01 and T04 that fail when `spoil` changes what a run yields.
template <class Spoil>
std::string failures(Spoil spoil, std::vector<std::string> only = {"T01", "T04"}) {
  VerificationRequest request = test::shipped_request();
  request.only = std::move(only);
  request.runner = [&](const Network& network, const SeriesLayout& layout, const Scorecard& card,
                       const ReplicationSettings& settings) {
    ReplicationResult result = run_model(network, layout, card, settings);
    spoil(result, network, settings);
    return result;
  };
  std::string failed;
  for (const JudgedRow& row : verify(request).rows) {
    failed += row.judgement.verdict == Verdict::failed ? row.label() + " " : "";
  }
  return failed;
}

BOOST_AUTO_TEST_CASE(a_model_that_keeps_its_promises_passes) {
  BOOST_TEST(failures([](auto&, const auto&, const auto&) {}) == "");
}

BOOST_AUTO_TEST_CASE(a_digest_that_depends_on_the_threads_is_seen) {
  const std::string failed = failures([](ReplicationResult& result, const auto&, const auto& how) {
    result.digest += how.executor == ExecutorKind::windowed && thread_limit() == 8 ? 1 : 0;
  });
  BOOST_TEST(failed == "T01.d ");
}

BOOST_AUTO_TEST_CASE(a_digest_that_depends_on_the_executor_is_seen) {
  const std::string failed = failures([](ReplicationResult& result, const auto&, const auto& how) {
    result.digest += how.executor == ExecutorKind::windowed ? 1 : 0;
  });
  BOOST_TEST(failed == "T01.e ");
}

BOOST_AUTO_TEST_CASE(one_value_of_a_series_that_depends_on_a_resumption_is_seen) {
  const std::string failed = failures([](ReplicationResult& result, const auto&, const auto& how) {
    if (!how.image.empty()) {
      result.series.back() = std::nextafter(result.series.back(), 1e9F);
    }
  });
  BOOST_TEST(failed == "T01.f ");
}

BOOST_AUTO_TEST_CASE(a_replication_that_depends_on_the_others_is_seen) {
  const std::string failed = failures([](ReplicationResult& result, const auto&, const auto& how) {
    result.digest += how.executor == ExecutorKind::sequential && how.record_series &&
                             how.replication == 7 && thread_limit() == 1
                         ? 1
                         : 0;
  });
  BOOST_TEST(failed == "T01.g ");
}

BOOST_AUTO_TEST_CASE(an_unrelated_entity_that_moves_a_figure_is_seen) {
  const std::string failed =
      failures([](ReplicationResult& result, const Network& network, const auto&) {
        for (KpiValue& kpi : result.kpis) {
          kpi.numerator *= network.sites.size() > 2 ? 1 + 1e-15 : 1;
        }
      });
  BOOST_TEST(failed == "T01.h ");
}

BOOST_AUTO_TEST_CASE(figures_that_are_infinite_or_no_number_in_both_are_the_same) {
  for (const double numerator : {0.0, 1.0}) {
    const auto spoil = [&](ReplicationResult& result, const auto&, const auto&) {
      for (KpiValue& kpi : result.kpis) {
        kpi = {.numerator = numerator, .denominator = 0};
      }
    };
    BOOST_TEST(failures(spoil, {"T01.h"}) == "");
  }
  BOOST_TEST(failures(
                 [](ReplicationResult& result, const Network& network, const auto&) {
                   result.kpis.front().denominator = network.sites.size() > 2 ? 0 : 1;
                 },
                 {"T01.h"}) == "T01.h ");
}

// Which fault there is, told at run time: every type of handlers is a whole model to compile.
int fault = 0;

class FaultySite : public SiteActor {
 public:
  using SiteActor::on;
  using SiteActor::SiteActor;

  void on(const Delivery& message, SiteState& state, Context& context) const {
    const std::size_t stock = network_.links[message.index()].buyer - site_.stocks.begin;
    if (fault == 1) {  // three units fall off the truck, once it carries as many
      const std::int64_t lost = message.quantity() > 3 ? 3 : 0;
      return SiteActor::on(Delivery(message.index(), message.quantity() - lost), state, context);
    }
    SiteActor::on(message, state, context);
    StockState& row = state.stocks[stock];
    if (fault == 2 && to_days(context.now()) > 1080) {  // sold what is not there
      row.sold += row.on_hand.value() + 1;
      row.on_hand.set(context.now(), -1);
    }
    if (fault == 3) {
      context.send(context.self(), Duration{-1}, message);
    }
    if (fault == 4) {
      take_from_shelf(stock, row.on_hand.value() + 1, state, context);
    }
  }
};

Verification with_fault(int which) {
  fault = which;
  VerificationRequest request = test::shipped_request();
  request.only = {"T01.a", "T04"};
  request.runner = [](const Network& network, const SeriesLayout& layout, const Scorecard& card,
                      const ReplicationSettings& settings) {
    return run_replication<FaultySite>(network, layout, card, settings);
  };
  return verify(request);
}

BOOST_AUTO_TEST_CASE(lost_goods_are_the_residual_of_the_balance) {
  const Verification found = with_fault(1);
  BOOST_TEST(verdict(found, "T04.a") == "failed");
  BOOST_TEST(test::row(found, "T04.a").observed.value >= 3);
  BOOST_TEST(verdict(found, "T01.a") == "failed");
  BOOST_TEST(test::row(found, "T01.a").judgement.note.find("mass balance broken") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(stocks_below_zero_are_counted_run_by_run) {
  for (const Verification& found : {with_fault(2), with_fault(4)}) {
    BOOST_TEST(verdict(found, "T04.b") == "failed");
    BOOST_TEST(test::row(found, "T04.b").observed.value == 20);
    BOOST_TEST(verdict(found, "T04.c") == "failed");  // none of these runs came to its end
  }
}

BOOST_AUTO_TEST_CASE(messages_into_the_past_are_counted_run_by_run) {
  const Verification found = with_fault(3);
  BOOST_TEST(verdict(found, "T04.c") == "failed");
  BOOST_TEST(test::row(found, "T04.c").observed.value == 20);
}

}  // namespace
}  // namespace korus
