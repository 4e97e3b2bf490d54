// Exact mass balance: every unit of every product is accounted for, at any record and at the end of
// every run.
//
//   stock:   initial + received + made = sold + consumed + shipped + expired + on hand
//   link:    shipped = received + lost + waiting or held at lanes + in jobs at ports + in messages
//            under way
//   line:    initial + started = finished + in jobs at stations + in messages under way
//   market:  demanded = sold + lost + backlog
// All are integers, so a single lost unit shows. A violation is a defect of the program and throws
// Imbalance, naming the row; goods on hand below 0 throw NegativeStock.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/ensure.hpp"
#include "engine/event.hpp"
#include "models/messages.hpp"
#include "models/network.hpp"
#include "models/state.hpp"

namespace korus {

struct Imbalance : Defect {
  Imbalance(const std::string& what, std::int64_t in, std::int64_t out);
  std::int64_t residual;  // in - out [base units]
};

struct NegativeStock : Defect {
  using Defect::Defect;
};

// Goods that are in messages: counted from an executor's pending events, apart from all ledgers.
struct UnderWay {
  std::vector<std::int64_t> links;  // [n_links]
  std::vector<std::int64_t> lines;  // [n_lines]

  explicit UnderWay(const Network& network)
      : links(network.links.size()), lines(network.lines.size()), network_(&network) {}
  void count(const Event& event);

 private:
  const Network* network_;
};

void check_balance(const Network& network, const NetworkState& state, const UnderWay& under_way);

template <class Executor>
UnderWay count_under_way(const Network& network, const Executor& executor) {
  UnderWay result(network);
  executor.for_each_pending([&](const Event& event) { result.count(event); });
  return result;
}

}  // namespace korus
