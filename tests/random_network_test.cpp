// Networks drawn at random from everything the model knows: whatever they mix, nothing is lost or
// made up, no stock falls below zero, and the digest is that of any executor and number of threads, and
// of a run that goes on from a checkpoint.
// A failure is shrunk, and its smallest plan printed.
//
// KORUS_RANDOM_NETWORKS=10000 tries as many; a build with sanitizers takes few by itself.
#include "random_network.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdlib>
#include <mutex>

#include "engine/parallel.hpp"

namespace korus::test {
namespace {

// The time that demand waited, by cause, is all the time that demand waited. Of a market that flows
// both are kept up to its last event only.
std::string wrong_causes(const Network& network, const Scorecard& card,
                         const ReplicationResult& result) {
  std::vector<double> waited(network.markets.size(), 0.0);
  for (const CauseValue& value : result.causes) {
    waited[value.market] += value.waited;
  }
  for (std::size_t m = 0; m < waited.size(); ++m) {
    const Market& market = network.markets[m];
    const auto row = std::ranges::find(card.kpis(), "waiting_demand_days." + market.id, &Kpi::name);
    if (row == card.kpis().end() || market.arrivals == Market::Arrivals::continuous ||
        network.stocks[market.stock].service.count() > 0 || network.settings.warm_up_days > 0) {
      continue;
    }
    const double unit = network.products[network.stocks[market.stock].product].units_per_display;
    const double all =
        unit * result.kpis[static_cast<std::size_t>(row - card.kpis().begin())].numerator;
    if (!(std::fabs(waited[m] - all) <= 1e-9 * all)) {
      return "causes of what waited in " + market.id + " come to " + std::to_string(waited[m]) +
             " of " + std::to_string(all);
    }
  }
  return "";
}

// Empty where all holds.
std::string complaint(const RandomPlan& plan) {
  try {
    const Scenario scenario = random_scenario(plan);
    std::vector<BuildProblem> problems;
    const Network network = build_network(scenario, problems);
    if (!problems.empty()) {
      const BuildProblem& p = problems[0];
      return "refused: " + p.kind + "." + p.id + "." + p.field + ": " + p.message;
    }
    const SeriesLayout layout = series_layout(network);
    const Scorecard card(network);
    ReplicationSettings settings{.seed = plan.seed, .check_every_record = true};
    int stops = 0;
    std::vector<std::byte> image;
    settings.checkpoints = {
        .due = [&] { return ++stops == 3; },
        .keep = [&](std::vector<std::byte> saved) { image = std::move(saved); }};
    const ReplicationResult one = run_replication(network, layout, card, settings);
    if (const std::string wrong = wrong_causes(network, card, one); !wrong.empty()) {
      return wrong;
    }
    settings.checkpoints = {};
    settings.executor = ExecutorKind::windowed;
    settings.windows.parallel_events = 4;  // in parallel even where little happens
    const ReplicationResult other = run_replication(network, layout, card, settings);
    if (one.digest != other.digest || one.series != other.series) {
      return "two digests";
    }
    settings.executor = ExecutorKind::sequential;
    settings.image = image;  // empty where the run has no third record
    return run_replication(network, layout, card, settings).digest == one.digest
               ? ""
               : "another digest from a checkpoint";
  } catch (const std::exception& error) {
    return error.what();
  }
}

// The plan with what can be taken away taken away.
RandomPlan shrunk(RandomPlan plan) {
  const auto still_fails = [&](RandomPlan smaller) { return !complaint(smaller).empty(); };
  const auto attempt = [&](auto change) {
    RandomPlan smaller = plan;
    change(smaller);
    if (still_fails(smaller)) {
      plan = smaller;
      return true;
    }
    return false;
  };
  for (bool RandomPlan::* feature :
       {&RandomPlan::hazards, &RandomPlan::stations, &RandomPlan::lanes, &RandomPlan::expiry,
        &RandomPlan::losses, &RandomPlan::returns, &RandomPlan::flows, &RandomPlan::adaptive}) {
    attempt([&](RandomPlan& p) { p.*feature = false; });
  }
  while (plan.sites > 2 && attempt([](RandomPlan& p) { p.sites = std::max(2, p.sites / 2); })) {
  }
  while (plan.sites > 2 && attempt([](RandomPlan& p) { --p.sites; })) {
  }
  while (plan.days > 2 && attempt([](RandomPlan& p) { p.days /= 2; })) {
  }
  return plan;
}

std::size_t networks() {
  if (const char* wanted = std::getenv("KORUS_RANDOM_NETWORKS")) {
    return static_cast<std::size_t>(std::atoll(wanted));
  }
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return 100;
#else
  return 2000;
#endif
}

// Small ones mostly, and some of up to 200 sites.
RandomPlan plan_of(std::uint64_t seed) {
  const RandomSource random(seed, 0);
  const double u = random.uniform(2, 2, 0);
  return {.seed = seed,
          .sites = seed % 50 == 0 ? 2 + static_cast<int>(198 * u) : 2 + static_cast<int>(20 * u)};
}

BOOST_AUTO_TEST_CASE(whatever_a_network_mixes_everything_is_accounted_for) {
  std::mutex mutex;
  std::vector<std::pair<RandomPlan, std::string>> failed;
  with_threads(4, [&] {
    parallel_for(networks(), [&](std::size_t i) {
      const RandomPlan plan = plan_of(i);
      if (std::string what = complaint(plan); !what.empty()) {
        const std::lock_guard lock(mutex);
        failed.emplace_back(plan, std::move(what));
      }
    });
  });
  BOOST_TEST(failed.empty());
  for (std::size_t i = 0; i < std::min<std::size_t>(failed.size(), 5); ++i) {
    const RandomPlan smallest = shrunk(failed[i].first);
    BOOST_TEST_MESSAGE("");
    BOOST_ERROR(failed[i].first.text() + ": " + failed[i].second +
                "\n  smallest: " + smallest.text() + ": " + complaint(smallest));
  }
}

}  // namespace
}  // namespace korus::test
