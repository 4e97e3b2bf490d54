// Why demand was not met, over an ensemble: every market's shortage by cause, in each replication,
// and the shares of the causes over markets that belong together.
#pragma once

#include <string>
#include <vector>

#include "tools/ensemble/estimate.hpp"

namespace korus {

struct Network;
struct ReplicationResult;

struct CauseTable {
  struct Row {  // a market and a cause
    std::string market;
    std::string country;  // of the market
    std::string chain;
    std::string group;  // of its product; the product's id where it has none
    std::string units;  // of the amounts
    std::string kind;   // of the cause
    std::string id;
    std::string cause_country;  // empty: several
    friend bool operator==(const Row&, const Row&) = default;
  };
  struct Amount {        // [units of the row]
    double lost = 0;     // over the run
    double waiting = 0;  // at its end
    double waited = 0;   // [units x d] over the run
    double unmet() const { return lost + waiting; }
    friend bool operator==(const Amount&, const Amount&) = default;
  };
  std::vector<Row> rows;
  std::vector<std::vector<Amount>> amounts;  // [n_replications][n_rows]
};

// Rows of all market and cause pairs that any replication has, by market and cause.
CauseTable cause_table(const Network& network, const std::vector<ReplicationResult>& replications);

enum class CausePlace { group, market };

// One cause of the shortage at one place: a country's group of products, or a market.
struct CauseSummary {
  std::string place;
  std::string chain;
  std::string country;
  std::string units;
  std::string kind;
  std::string id;
  std::string cause_country;
  std::size_t runs = 0;  // replications in which demand at the place was not met
  Estimate unmet;        // lost or waiting at the end [units]
  Estimate unmet_share;  // of the place's, ratio of sums over replications; its interval in [0, 1]
  Estimate waited;       // [units x d]
  Estimate waited_share;
};

// By place as they come, the largest share of what was not met first.
std::vector<CauseSummary> summarise_causes(const CauseTable& table, CausePlace by);

}  // namespace korus
