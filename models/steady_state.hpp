// The flows of the first day: what each stock passes on a day when every market gets its mean
// demand.
#pragma once

#include "models/network.hpp"

namespace korus {

// Sets Link::lead_days, and Stock::flow and Stock::lead_days of every stock. Flows solve x = d + A x
// (requirements explosion; from the markets up, by sparse LU where stocks draw on one another in a
// loop), where d is the markets' demand at the start and A passes a stock's flow to its suppliers by
// their weights and, through its lines' recipes and yields, to its inputs. Returns the stocks that
// have no sound flow, as where recipes use up what they make; where their system is singular, the
// stocks of all loops and those that feed them.
std::vector<std::uint32_t> solve_steady_state(Network& network);

// Weight of a link at the start: its share x the supplier's capacity over its reference.
double starting_weight(const Network& network, const Link& link);

// Units a line would have to start a day to meet the first day's flow, and what its capacity lets
// it start [base units].
double wanted_rate(const Network& network, const Line& line);

double starting_rate(const Network& network, const Line& line);

// Mean demand of a market on the first day [base units].
double starting_demand(const Market& market);

// Units a day by a link at the start [base units].
double starting_flow(const Network& network, const Link& link);

}  // namespace korus
