#include "bench/benches.hpp"
#include "bench/limit.hpp"

namespace korus::bench {

void FirmsBench::add_to(CLI::App& app) {
  CLI::App* firms = app.add_subcommand("firms", "A production network with a daily step");
  firms->add_option("--firms", model.firms, "Firms")
      ->check(CLI::Range(2, 100'000'000))
      ->capture_default_str();
  firms->add_option("--links-per-firm", model.links_per_firm, "Suppliers of a firm, on average")
      ->check(number_from(1, 100))
      ->capture_default_str();
  firms->add_option("--days", days, "Days")->check(CLI::Range(1, 100'000))->capture_default_str();
  firms->add_flag("--every-day", model.every_day,
                  "Send every order and delivery every day, not only the changed ones");
  on.add_to(*firms);
  firms->callback([this] { run(); });
}

void FirmsBench::run() const {
  FirmWorld world(model);
  const auto events_a_day = static_cast<double>(model.firms);
  on.run(world, {.lookahead = FirmWorld::lookahead}, events_a_day, [&](auto&& executor) {
    post_first(world, executor);
    // Up to half a day behind the last review, so that no day is half done.
    const Timing timing = timed([&] { executor.run_until(SimTime{days * one_day - one_day / 2}); });
    const double bytes = peak_bytes();
    world.check_conservation([&](auto&& visit) { executor.for_each_pending(visit); });
    const double firm_days = static_cast<double>(model.firms) * days;
    JsonLine line = bench_line("firms");
    line.add("firms", model.firms)
        .add("links", world.links())
        .add("days", days)
        .add("every_day", model.every_day ? 1 : 0);
    on.describe(line, timing, executor);
    line.add("stocks_digest", fmt::format("{:016x}", world.stocks_digest()))
        .add("goods_made", world.made())
        .add("firm_days_per_s", firm_days / timing.wall, 0)
        .add("firm_days_per_cpu_s", firm_days / timing.cpu, 0)
        .add("messages_per_link_day",
             (static_cast<double>(executor.events()) - firm_days) /
                 (static_cast<double>(world.links()) * days),
             3)
        .add("bytes_per_site", bytes / static_cast<double>(model.firms), 0);
    describe_limit(line, static_cast<std::size_t>(bytes),
                   1e9 * timing.cpu / static_cast<double>(executor.events()));
    print(line);
  });
}

}  // namespace korus::bench
