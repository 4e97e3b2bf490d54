// Public money for research and deployment, year by year.
//
//   knowledge   a stock that wears out (models/economics/knowledge.hpp): without the programme K
//               stays at K_0
//   effect      factor (K_t / K_0)^e on yield, cycle time (divided) or capacity of its lines; e is
//               lognormal by its median and 95th percentile (Ugur et al. 2016: elasticities of
//               output to R&D)
//   purchases   the rest of the money, spent evenly, buys equipment in a market as extra demand at
//               a stated price
#pragma once

#include <tuple>

#include "engine/context.hpp"
#include "models/messages.hpp"
#include "models/network.hpp"
#include "models/state.hpp"

namespace korus {

class ProgrammeActor {
 public:
  using Messages = std::tuple<YearBegun>;

  ProgrammeActor(const Network& network, const Programme& programme)
      : network_(network), programme_(programme) {}

  void on(const YearBegun&, ProgrammeState&, Context&) const;

 private:
  void begin(ProgrammeState&, Context&) const;
  void buy(Context&) const;
  void learn(ProgrammeState&) const;
  void improve_lines(const ProgrammeState&, Context&) const;

  const Network& network_;
  const Programme& programme_;
};

// Dollars of research spent in the year that begins `years` after the programme's start.
double research_usd(const ProgrammeRecord& record, double years);

// The factor that the highest draw of the elasticity gives to the money spent at once.
double largest_factor(const ProgrammeRecord& record);

// Base units of equipment bought a day while it lasts.
double bought_per_day(const Programme& programme);

// Display units of equipment bought by `day` (days since the start).
double bought_units(const Programme& programme, double day);

}  // namespace korus
