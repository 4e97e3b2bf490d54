#include "tools/generate/synthetic_network.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "engine/random.hpp"
#include "models/network.hpp"

namespace korus {
namespace {

struct Tier {
  const char* role;  // of its sites, and the beginning of their ids
  const char* product;
  std::uint32_t products;
  int percent;  // of all sites
  Law cycle_days;
  Law yield;
  std::int64_t lot_size;
  const char* transport;
};

// In the order of the flow of goods; a product of one tier takes two of the tier before. Markets,
// the last, make nothing.
const std::array<Tier, 5> tiers{
    {{"material", "raw", 12, 20, {2, 3, 5}, Law(1), 20, "sea"},
     {"part", "component", 16, 25, {3, 5, 8}, {0.94, 0.97, 0.98}, 10, "sea"},
     {"assembly", "module", 8, 15, {3, 4, 6}, {0.96, 0.98, 0.99}, 5, "air"},
     {"plant", "final", 4, 10, {1, 2, 4}, {0.97, 0.99, 1}, 2, "sea"},
     {"market", "", 0, 30, Law(1), Law(1), 1, "sea"}}};
constexpr std::size_t markets = tiers.size() - 1;

constexpr std::array<double, 4> countries{0.4, 0.7, 0.9, 1.0};  // share of the sites up to each
constexpr double home_share = 0.7;                              // of the suppliers

// What a number is drawn for: part of its key, so never renumber.
enum class Draw : std::uint64_t {
  country = 1,
  suppliers = 2,
  abroad = 3,
  supplier = 4,
  weight = 5,
  slack = 6,
  demand = 7,
  recipe = 8,
};

const Provenance synthetic{.source = "SYNTHETIC", .quality = "estimate", .note = ""};

struct Maker {
  std::uint32_t tier = 0;
  std::uint32_t product = 0;  // of the tier; a market's: of the tier before
  std::uint32_t country = 0;
  std::string id;
  double flow = 0;  // good units a day that it makes or sells
};

// One supplier of one input of a site.
struct Purchase {
  std::uint32_t buyer = 0;
  std::uint32_t product = 0;
  std::uint32_t supplier = 0;
  int hundredths = 0;  // of what the buyer takes of the product
};

std::string country_code(std::size_t country) {
  return {'X', static_cast<char>('A' + static_cast<char>(country))};
}

std::string product_id(std::size_t tier, std::size_t product) {
  return fmt::format("{}-{:02}", tiers[tier].product, product + 1);
}

std::string process_id(std::size_t tier, std::size_t product) {
  return fmt::format("make-{}", product_id(tier, product));
}

class Drawing {
 public:
  explicit Drawing(const SyntheticSettings& settings)
      : settings_(settings), random_(settings.seed, 0) {}

  Scenario scenario() {
    place_sites();
    for (std::uint32_t s = first_of(1); s < sites_.size(); ++s) {
      buy(s);
    }
    add_flows();
    write_settings();
    write_products();
    write_sites();
    write_purchases();
    write_lanes();
    write_changes();
    return std::move(out_);
  }

 private:
  double uniform(Draw purpose, std::uint64_t who, std::uint64_t n = 0) const {
    return random_.uniform(who, static_cast<std::uint64_t>(purpose), n);
  }

  std::uint32_t first_of(std::size_t tier) const { return first_[tier]; }

  void place_sites() {
    int percent = 0;
    for (std::uint32_t t = 0; t < tiers.size(); ++t) {
      first_.push_back(static_cast<std::uint32_t>(sites_.size()));
      percent += tiers[t].percent;
      const auto end = static_cast<std::uint32_t>(std::int64_t{settings_.sites} * percent / 100);
      const std::uint32_t products = tiers[std::min<std::size_t>(t, markets - 1)].products;
      makers_.emplace_back(products);
      for (std::uint32_t i = 0; sites_.size() < end; ++i) {
        const auto s = static_cast<std::uint32_t>(sites_.size());
        const double place = uniform(Draw::country, s);
        const auto country = static_cast<std::uint32_t>(std::ranges::upper_bound(countries, place) -
                                                        countries.begin());
        sites_.push_back({.tier = t,
                          .product = i % products,
                          .country = country,
                          .id = fmt::format("{}-{:06}", tiers[t].role, i + 1)});
        makers_[t][i % products].everywhere.push_back(s);
        makers_[t][i % products].at_home[country].push_back(s);
      }
    }
  }

  // The products of the tier before that a site takes.
  static std::vector<std::uint32_t> inputs_of(const Maker& site) {
    if (site.tier == markets) {
      return {site.product};
    }
    const std::uint32_t before = tiers[site.tier - 1].products;
    return {2 * site.product % before, (2 * site.product + 1) % before};
  }

  // Base units of an input in one of the product: the same at every site that makes it.
  int recipe_quantity(std::uint32_t tier, std::uint32_t product, std::size_t input) const {
    return 1 + static_cast<int>(3 * uniform(Draw::recipe, 100 * tier + product, input));
  }

  void buy(std::uint32_t buyer) {
    for (const std::uint32_t product : inputs_of(sites_[buyer])) {
      const std::vector<std::uint32_t> suppliers = choose_suppliers(buyer, product);
      const std::vector<int> shares = choose_shares(buyer, product, suppliers.size());
      for (std::size_t i = 0; i < suppliers.size(); ++i) {
        purchases_.push_back({buyer, product, suppliers[i], shares[i]});
      }
    }
  }

  // Of a buyer and an input, which takes no more than five.
  static std::uint64_t first_draw(std::uint32_t product) { return std::uint64_t{product} * 8; }

  // 2, 3, 4 or 5 of them. The first is each maker at home in turn, so that all have customers; of
  // the others the maker of rank r is drawn in proportion to r^(-2/3).
  std::vector<std::uint32_t> choose_suppliers(std::uint32_t buyer, std::uint32_t product) {
    Makers& makers = makers_[sites_[buyer].tier - 1][product];
    const std::uint32_t country = sites_[buyer].country;
    const std::vector<std::uint32_t>& home = makers.at_home[country];
    const double u = uniform(Draw::suppliers, buyer, product);
    const std::size_t wanted = u < 0.4 ? 2 : u < 0.7 ? 3 : u < 0.9 ? 4 : 5;
    std::vector<std::uint32_t> chosen;
    const auto& first = home.empty() ? makers.everywhere : home;
    chosen.push_back(first[makers.turn[country]++ % first.size()]);
    for (std::uint64_t n = first_draw(product); chosen.size() < wanted; ++n) {
      const bool abroad = uniform(Draw::abroad, buyer, n) >= home_share;
      const auto& from = abroad || home.size() <= chosen.size() ? makers.everywhere : home;
      const double v = uniform(Draw::supplier, buyer, n);
      auto rank = static_cast<std::size_t>(static_cast<double>(from.size()) * (v * v * v));
      while (std::ranges::find(chosen, from[rank]) != chosen.end()) {
        rank = (rank + 1) % from.size();
      }
      chosen.push_back(from[rank]);
    }
    return chosen;
  }

  // In hundredths, together 100.
  std::vector<int> choose_shares(std::uint32_t buyer, std::uint32_t product,
                                 std::size_t count) const {
    std::vector<double> weights;
    double all = 0;
    for (std::size_t i = 0; i < count; ++i) {
      weights.push_back(1 + 2 * uniform(Draw::weight, buyer, first_draw(product) + i));
      all += weights.back();
    }
    std::vector<int> shares;
    int rest = 100;
    for (const double weight : weights) {
      shares.push_back(static_cast<int>(100 * weight / all));
      rest -= shares.back();
    }
    shares.front() += rest;
    return shares;
  }

  // From the markets to the materials: suppliers stand before their buyers.
  void add_flows() {
    for (std::uint32_t s = first_of(markets); s < sites_.size(); ++s) {
      sites_[s].flow = static_cast<double>(demand_per_year(s)) / days_a_year;
    }
    for (auto purchase = purchases_.rbegin(); purchase != purchases_.rend(); ++purchase) {
      const Maker& buyer = sites_[purchase->buyer];
      double wanted = buyer.flow;
      if (buyer.tier != markets) {
        const std::size_t input = inputs_of(buyer).front() == purchase->product ? 0 : 1;
        wanted = started(buyer) * recipe_quantity(buyer.tier, buyer.product, input);
      }
      sites_[purchase->supplier].flow += wanted * purchase->hundredths / 100;
    }
  }

  // Units a day; the mean is 40, the tail that of a Pareto law of exponent 2, cut at 2000.
  std::int64_t demand_per_year(std::uint32_t site) const {
    const double a_day = 20 / std::sqrt(std::max(uniform(Draw::demand, site), 1e-4));
    return std::llround(a_day * days_a_year);
  }

  static double started(const Maker& maker) { return maker.flow / tiers[maker.tier].yield.mean(); }

  void write_settings() {
    const std::chrono::year first{2025};
    out_.title =
        fmt::format("Synthetic network of {} sites, seed {}", settings_.sites, settings_.seed);
    out_.simulation.start = first / 1 / 1;
    out_.simulation.end = (first + std::chrono::years(settings_.years)) / 1 / 1;
    // About a million values a variable: weekly records up to 20,000 sites and a year, and one in 364
    // days at the least.
    const int weeks = settings_.years * 52;
    const std::int64_t most = std::max(1'040'000 / settings_.sites, 1);
    out_.simulation.record_days =
        static_cast<double>(std::min<std::int64_t>(7 * ((weeks + most - 1) / most), 364));
    out_.sources.push_back(
        {.id = synthetic.source,
         .title = fmt::format("Drawn by `korus generate` from seed {}: estimates by construction, "
                              "no observation of any firm or country",
                              settings_.seed),
         .publisher = "Korus",
         .date = "",
         .url = ""});
  }

  void write_products() {
    for (std::uint32_t t = 0; t < markets; ++t) {
      const Tier& tier = tiers[t];
      for (std::uint32_t p = 0; p < tier.products; ++p) {
        out_.products.push_back({.id = product_id(t, p),
                                 .group = t + 1 == markets ? "final goods" : "",
                                 .unit = "piece",
                                 .mass_g = 500,
                                 .transport = tier.transport,
                                 .provenance = synthetic});
        out_.processes.push_back({.id = process_id(t, p),
                                  .product = product_id(t, p),
                                  .lot_size = tier.lot_size,
                                  .cycle_days = tier.cycle_days,
                                  .yield = tier.yield,
                                  .downtime = 0.1,
                                  .provenance = synthetic});
        if (t > 0) {
          write_recipe(t, p);
        }
      }
    }
  }

  void write_recipe(std::uint32_t tier, std::uint32_t product) {
    const auto inputs = inputs_of({.tier = tier, .product = product, .country = 0, .id = ""});
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      const std::string input = product_id(tier - 1, inputs[i]);
      out_.inputs.push_back({.id = process_id(tier, product) + ":" + input,
                             .process = process_id(tier, product),
                             .product = input,
                             .quantity = static_cast<double>(recipe_quantity(tier, product, i)),
                             .cover_days = 14,
                             .provenance = synthetic});
    }
  }

  void write_sites() {
    for (std::uint32_t s = 0; s < sites_.size(); ++s) {
      const Maker& site = sites_[s];
      out_.sites.push_back({.id = site.id,
                            .country = country_code(site.country),
                            .role = tiers[site.tier].role,
                            .provenance = synthetic});
      if (site.tier == markets) {
        out_.markets.push_back({.id = site.id,
                                .site = site.id,
                                .product = product_id(markets - 1, site.product),
                                .demand_per_year = static_cast<double>(demand_per_year(s)),
                                .noise_cv = 0.2,
                                .patience_days = 60,
                                .review_days = 3,
                                .provenance = synthetic});
      } else {
        out_.lines.push_back({.id = site.id,
                              .site = site.id,
                              .process = process_id(site.tier, site.product),
                              .capacity_per_year = capacity_per_year(s),
                              .provenance = synthetic});
      }
    }
  }

  // Nameplate: what the flows want, the planned downtime and 30 to 70 % of slack; one lot a day at
  // a maker that nobody buys from.
  double capacity_per_year(std::uint32_t s) const {
    const double slack = 1.3 + 0.4 * uniform(Draw::slack, s);
    const auto lot = static_cast<double>(tiers[sites_[s].tier].lot_size);
    return std::ceil(std::max(started(sites_[s]), lot) * days_a_year / 0.9 * slack);
  }

  void write_purchases() {
    for (const Purchase& purchase : purchases_) {
      const Maker& supplier = sites_[purchase.supplier];
      const std::string product = product_id(supplier.tier, purchase.product);
      const std::string& buyer = sites_[purchase.buyer].id;
      out_.supplies.push_back({.id = product + ":" + supplier.id + ":" + buyer,
                               .product = product,
                               .supplier = supplier.id,
                               .buyer = buyer,
                               .share = purchase.hundredths / 100.0,
                               .provenance = synthetic});
    }
  }

  void write_lanes() {
    for (std::size_t from = 0; from < countries.size(); ++from) {
      write_lane(from, from, "land", {1, 2, 4}, Law(0), 0);
      for (std::size_t to = 0; to < countries.size(); ++to) {
        if (from != to) {
          const auto apart = static_cast<double>(from > to ? from - to : to - from);
          write_lane(from, to, "sea", {8 + 3 * apart, 10 + 4 * apart, 14 + 7 * apart}, {0.5, 1, 3},
                     7);
          write_lane(from, to, "air", {1, 2, 4}, {0.3, 1, 2}, 1);
        }
      }
    }
  }

  void write_lane(std::size_t from, std::size_t to, const std::string& mode, const Law& transit,
                  const Law& customs, double departure_days) {
    out_.lanes.push_back({.id = fmt::format("{}-{}-{}", country_code(from), country_code(to), mode),
                          .from = country_code(from),
                          .to = country_code(to),
                          .mode = mode,
                          .transit_days = transit,
                          .customs_days = customs,
                          .departure_days = departure_days,
                          .provenance = synthetic});
  }

  // The makers of lowest rank are the hubs.
  void write_changes() {
    const std::chrono::year year{2025};
    out_.outages = {{.id = "part-hub-stops",
                     .target = sites_[first_of(1)].id,
                     .start = year / 4 / 1,
                     .stop_days = {20, 30, 45},
                     .recovery_days = {30, 45, 60},
                     .capacity_lost = {0.6, 0.8, 1},
                     .scrap = 0.3,
                     .provenance = synthetic},
                    {.id = "sea-lane-closes",
                     .target = "XA-XB-sea",
                     .start = year / 7 / 1,
                     .stop_days = {10, 14, 21},
                     .recovery_days = {5, 7, 14},
                     .provenance = synthetic},
                    {.id = "plant-hub-burns",
                     .target = sites_[first_of(markets - 1)].id,
                     .start = year / 9 / 1,
                     .stop_days = {30, 45, 60},
                     .recovery_days = {30, 60, 90},
                     .scrap = 0.5,
                     .provenance = synthetic}};
    const LineRecord& second = out_.lines[first_of(1) + 1];
    out_.investments = {{.id = "second-part-maker-grows",
                         .line = second.id,
                         .amount_usd = second.capacity_per_year / 2 * 40,
                         .announced = year / 5 / 1,
                         .construction_days = {120, 150, 210},
                         .qualification_days = {20, 30, 45},
                         .ramp_days = {60, 90, 120},
                         .usd_per_unit = {30, 40, 60},
                         .provenance = synthetic}};
  }

  struct Makers {
    std::vector<std::uint32_t> everywhere;
    std::array<std::vector<std::uint32_t>, countries.size()> at_home;
    std::array<std::size_t, countries.size()>
        turn{};  // of the first choice, by the buyer's country
  };

  SyntheticSettings settings_;
  RandomSource random_;
  Scenario out_;
  std::vector<Maker> sites_;                 // tier after tier
  std::vector<std::uint32_t> first_;         // site of each tier
  std::vector<std::vector<Makers>> makers_;  // [n_tiers][products of the tier]
  std::vector<Purchase> purchases_;          // by buyer, in the order of the sites
};

}  // namespace

Scenario synthetic_network(const SyntheticSettings& settings) {
  return Drawing(settings).scenario();
}

}  // namespace korus
