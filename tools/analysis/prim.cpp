#include "tools/analysis/prim.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "engine/ensure.hpp"
#include "tools/analysis/quantile_ranks.hpp"

namespace korus {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

struct Inside {
  std::size_t points = 0;
  std::size_t cases = 0;
};

double harmonic(const PrimBox& box) {
  const double sum = box.coverage + box.density;
  return sum > 0 ? 2 * box.coverage * box.density / sum : 0;
}

class Discovery {
 public:
  Discovery(const Points& points, const std::vector<bool>& of_interest, const PrimRule& rule)
      : points_(points), of_interest_(of_interest), rule_(rule) {
    ensure(of_interest.size() == points.size() && points.size() > 0,
           "each point is of interest or not");
    cases_ = static_cast<std::size_t>(std::ranges::count(of_interest, true));
  }

  PrimBox all() const {
    PrimBox box{.limits = std::vector<PrimLimit>(points_.dimensions())};
    weigh(box);
    return box;
  }

  // The best peel, or none where a side's points are all alike or the box would be too small. What
  // density it gains is for what mass it costs, as of a factor of few values a peel takes far more
  // than of others (Kwakkel & Jaxa-Rozen 2016).
  std::optional<PrimBox> peeled(const PrimBox& box) const {
    std::optional<PrimBox> best;
    const auto gain = [&box](const PrimBox& smaller) {
      return (smaller.density - box.density) / (box.mass - smaller.mass);
    };
    for (std::size_t dimension = 0; dimension < points_.dimensions(); ++dimension) {
      const std::vector<double> sorted = inside_values(box, dimension);
      for (const bool from_low : {true, false}) {
        const auto limit = peel_limit(sorted, from_low);
        PrimBox smaller = box;
        (from_low ? smaller.limits[dimension].low : smaller.limits[dimension].high) =
            limit.value_or(0);
        if (limit) {
          weigh(smaller);
        }
        if (limit && smaller.mass >= rule_.least_mass && (!best || gain(smaller) > gain(*best))) {
          best = std::move(smaller);
        }
      }
    }
    return best;
  }

  // The best side put back a little, or none where no side is better for it.
  std::optional<PrimBox> pasted(const PrimBox& box) const {
    std::optional<PrimBox> best;
    for (std::size_t dimension = 0; dimension < points_.dimensions(); ++dimension) {
      for (const bool at_low : {true, false}) {
        const PrimLimit& limit = box.limits[dimension];
        if (std::isinf(at_low ? limit.low : limit.high)) {
          continue;
        }
        PrimBox larger = box;
        (at_low ? larger.limits[dimension].low : larger.limits[dimension].high) =
            paste_limit(box, dimension, at_low);
        weigh(larger);
        if (harmonic(larger) > harmonic(best ? *best : box)) {
          best = std::move(larger);
        }
      }
    }
    return best;
  }

  // Quasi-p value of one dimension's limits: the box without them has some density; how likely are as
  // many cases among as many points at that density?
  void judge(PrimBox& box) const {
    const Inside inside = count(box);
    for (PrimLimit& limit : box.limits) {
      const PrimLimit kept = limit;
      limit = {};
      const Inside wider = count(box);
      limit = kept;
      if (kept.restricted()) {
        const double density = static_cast<double>(wider.cases) / static_cast<double>(wider.points);
        limit.quasi_p = binomial_at_least(inside.points, density, inside.cases);
      }
    }
  }

  // Drops the least significant restriction; false where all are significant.
  bool simplify(PrimBox& box) const {
    judge(box);
    const auto worst = std::ranges::max_element(box.limits, {}, [](const PrimLimit& limit) {
      return limit.restricted() ? limit.quasi_p : -1;
    });
    if (worst == box.limits.end() || !worst->restricted() || worst->quasi_p <= rule_.significance) {
      return false;
    }
    *worst = {};
    weigh(box);
    return true;
  }

 private:
  bool holds(const PrimBox& box, std::size_t point, std::size_t but = ~std::size_t{0}) const {
    const auto x = points_[point];
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (i != but && (x[i] < box.limits[i].low || x[i] > box.limits[i].high)) {
        return false;
      }
    }
    return true;
  }

  Inside count(const PrimBox& box) const {
    Inside inside;
    for (std::size_t point = 0; point < points_.size(); ++point) {
      if (holds(box, point)) {
        ++inside.points;
        inside.cases += of_interest_[point] ? 1 : 0;
      }
    }
    return inside;
  }

  void weigh(PrimBox& box) const {
    const Inside inside = count(box);
    const auto n = static_cast<double>(inside.points);
    const auto cases = static_cast<double>(inside.cases);
    box.mass = n / static_cast<double>(points_.size());
    box.coverage = cases_ > 0 ? cases / static_cast<double>(cases_) : 0;
    box.density = n > 0 ? cases / n : 0;
  }

  std::vector<double> inside_values(const PrimBox& box, std::size_t dimension) const {
    std::vector<double> values;
    for (std::size_t point = 0; point < points_.size(); ++point) {
      if (holds(box, point)) {
        values.push_back(points_[point][dimension]);
      }
    }
    std::ranges::sort(values);
    return values;
  }

  // Half way between the last value that goes and the first that stays; equal values go together.
  std::optional<double> peel_limit(const std::vector<double>& sorted, bool from_low) const {
    const auto n = sorted.size();
    const auto share = static_cast<std::size_t>(rule_.peel * static_cast<double>(n));
    const std::size_t off = std::max<std::size_t>(share, 1);
    if (n <= off) {
      return std::nullopt;
    }
    if (from_low) {
      const auto stays = std::ranges::upper_bound(sorted, sorted[off - 1]);
      return stays == sorted.end() ? std::nullopt : std::optional(0.5 * (sorted[off - 1] + *stays));
    }
    const auto goes = std::ranges::lower_bound(sorted, sorted[n - off]);
    return goes == sorted.begin() ? std::nullopt
                                  : std::optional(0.5 * (sorted[n - off] + *std::prev(goes)));
  }

  // Past the next points outside this side that all other sides let in; none left: no limit.
  double paste_limit(const PrimBox& box, std::size_t dimension, bool at_low) const {
    std::vector<double> outside;  // by nearness
    for (std::size_t point = 0; point < points_.size(); ++point) {
      const double x = points_[point][dimension];
      const PrimLimit& limit = box.limits[dimension];
      if ((at_low ? x < limit.low : x > limit.high) && holds(box, point, dimension)) {
        outside.push_back(at_low ? -x : x);
      }
    }
    std::ranges::sort(outside);
    const double share = rule_.paste * box.mass * static_cast<double>(points_.size());
    const auto on = std::max<std::size_t>(static_cast<std::size_t>(share), 1);
    const double limit = on < outside.size() ? 0.5 * (outside[on - 1] + outside[on]) : infinity;
    return at_low ? -limit : limit;
  }

  const Points& points_;
  const std::vector<bool>& of_interest_;
  PrimRule rule_;
  std::size_t cases_ = 0;
};

}  // namespace

bool PrimLimit::restricted() const { return !std::isinf(low) || !std::isinf(high); }

std::vector<PrimBox> prim_trajectory(const Points& points, const std::vector<bool>& of_interest,
                                     const PrimRule& rule) {
  const Discovery discovery(points, of_interest, rule);
  std::vector<PrimBox> boxes{discovery.all()};
  while (auto next = discovery.peeled(boxes.back())) {
    boxes.push_back(std::move(*next));
  }
  for (PrimBox& box : boxes) {
    discovery.judge(box);
  }
  return boxes;
}

PrimBox prim_box(const Points& points, const std::vector<bool>& of_interest, const PrimRule& rule) {
  const Discovery discovery(points, of_interest, rule);
  const std::vector<PrimBox> boxes = prim_trajectory(points, of_interest, rule);
  PrimBox box = *std::ranges::max_element(boxes, {}, harmonic);
  while (auto larger = discovery.pasted(box)) {
    box = std::move(*larger);
  }
  while (discovery.simplify(box)) {
  }
  return box;
}

}  // namespace korus
