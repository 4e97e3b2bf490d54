// Which of several systems is best, with a stated chance to be right and no more replications than it
// takes: the fully sequential procedure KN (Kim & Nelson 2001), for one to some twenty systems.
//
// Systems may share their random numbers: only differences count, and common random numbers make them
// smaller. The guarantee is for replications that are independent of one another and about normal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace korus {

struct SelectionRule {
  double indifference = 1;       // the smallest difference that matters, above 0
  double level = 0.95;           // chance to select the best if it is better by so much
  std::size_t first_stage = 10;  // replications before the first is dropped, 2 or more
};

// The system of the largest mean; for the smallest, negate the observations.
class KimNelson {
 public:
  KimNelson(std::size_t n_systems, const SelectionRule& rule);

  // One more replication [n_systems]; what stands at systems no longer in is not looked at. Not once
  // decided.
  void add(std::span<const double> observations);

  bool decided() const;
  std::span<const std::size_t> candidates() const { return candidates_; }  // systems still in
  std::size_t best() const;  // of the candidates, by the mean so far
  std::int64_t replications() const { return replications_; }
  // [n_systems], the replication after which each was dropped; 0: still in.
  std::span<const std::int64_t> dropped_after() const { return dropped_after_; }

 private:
  void find_differences();
  void screen();
  double mean(std::size_t system) const;
  double difference_variance(std::size_t i, std::size_t l) const {
    return differences_[i * sums_.size() + l];
  }

  SelectionRule rule_;
  double h_squared_ = 0;
  std::vector<double> sums_;   // [n_systems]
  std::vector<double> first_;  // [first_stage, n_systems]
  std::vector<double>
      differences_;  // [n_systems, n_systems] variances, once the first stage is over
  std::vector<std::size_t> candidates_;
  std::vector<std::int64_t> dropped_after_;
  std::int64_t replications_ = 0;
  double longest_ = 0;  // after so many replications and one more the best so far is taken
};

}  // namespace korus
