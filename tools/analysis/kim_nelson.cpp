#include "tools/analysis/kim_nelson.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/ensure.hpp"
#include "engine/portable_math.hpp"
#include "engine/statistics.hpp"

namespace korus {

KimNelson::KimNelson(std::size_t n_systems, const SelectionRule& rule)
    : rule_(rule), sums_(n_systems, 0), candidates_(n_systems), dropped_after_(n_systems, 0) {
  ensure(n_systems > 0 && rule.indifference > 0 && rule.first_stage >= 2,
         "a selection has systems, a difference that matters and a first stage");
  ensure(rule.level > 0 && rule.level < 1, "the chance of a right selection lies in (0, 1)");
  std::iota(candidates_.begin(), candidates_.end(), std::size_t{0});
  const auto freedom = static_cast<double>(rule.first_stage - 1);
  const double risk = (1 - rule.level) / std::max(static_cast<double>(n_systems) - 1, 1.0);
  const double eta = 0.5 * (portable::pow(2 * risk, -2 / freedom) - 1);
  h_squared_ = 2 * eta * freedom;  // c = 1
}

void KimNelson::add(std::span<const double> observations) {
  ensure(observations.size() == sums_.size() && !decided(), "an undecided selection gets rows");
  ++replications_;
  for (const std::size_t system : candidates_) {
    sums_[system] += observations[system];
  }
  const auto stage = static_cast<std::int64_t>(rule_.first_stage);
  if (replications_ <= stage) {
    first_.insert(first_.end(), observations.begin(), observations.end());
  }
  if (replications_ == stage) {
    find_differences();
  }
  if (replications_ >= stage) {
    screen();
  }
}

bool KimNelson::decided() const {
  if (candidates_.size() == 1) {
    return true;
  }
  const bool screened = replications_ >= static_cast<std::int64_t>(rule_.first_stage);
  return screened && static_cast<double>(replications_) > longest_;
}

std::size_t KimNelson::best() const {
  return *std::ranges::max_element(candidates_, {}, [&](std::size_t i) { return mean(i); });
}

double KimNelson::mean(std::size_t system) const {
  return sums_[system] / static_cast<double>(std::max<std::int64_t>(replications_, 1));
}

void KimNelson::find_differences() {
  const std::size_t n = sums_.size();
  differences_.assign(n * n, 0);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t l = 0; l < n; ++l) {
      Welford difference;
      for (std::size_t row = 0; row < rule_.first_stage; ++row) {
        difference.add(first_[row * n + i] - first_[row * n + l]);
      }
      differences_[i * n + l] = difference.variance();
      const double most =
          h_squared_ * difference.variance() / (rule_.indifference * rule_.indifference);
      longest_ = std::max(longest_, std::floor(most));
    }
  }
}

// A system stays while no other is ahead of it by more than their continuation region, which narrows
// as replications are added.
void KimNelson::screen() {
  const auto r = static_cast<double>(replications_);
  const double delta = rule_.indifference;
  const auto stays = [&](std::size_t i) {
    return std::ranges::all_of(candidates_, [&](std::size_t l) {
      const double width =
          delta / (2 * r) * (h_squared_ * difference_variance(i, l) / (delta * delta) - r);
      return i == l || mean(i) >= mean(l) - std::max(width, 0.0);
    });
  };
  std::vector<std::size_t> staying;
  std::ranges::copy_if(candidates_, std::back_inserter(staying), stays);
  for (const std::size_t system : candidates_) {
    if (!std::ranges::binary_search(staying, system)) {
      dropped_after_[system] = replications_;
    }
  }
  candidates_ = std::move(staying);
}

}  // namespace korus
