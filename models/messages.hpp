// The messages of the network model, with their phases: at one instant goods arrive, then orders,
// then reviews, then starts.
#pragma once

#include <cstdint>

#include "engine/ensure.hpp"
#include "engine/event.hpp"

namespace korus {

// A quantity on a link (or line, market, ...). 24 bits of index, 40 bits of base units (at
// most 1.09e12).
struct Parcel {
  static constexpr std::int64_t most = (std::int64_t{1} << 40) - 1;

  std::uint64_t index_ : 24 = 0;
  std::uint64_t quantity_ : 40 = 0;

  Parcel() = default;
  Parcel(std::size_t index, std::int64_t quantity)
      : index_(index & 0xffffff), quantity_(static_cast<std::uint64_t>(quantity) & 0xffffffffff) {
    ensure(index < (std::size_t{1} << 24), "an index fits a message");
    ensure(quantity >= 0 && quantity <= most,
           "a quantity fits a message (at most 1.09e12 base units)");
  }
  std::size_t index() const { return index_; }
  std::int64_t quantity() const { return static_cast<std::int64_t>(quantity_); }
};

template <std::uint16_t Kind, Phase When>
struct ParcelMessage : Parcel {
  static constexpr std::uint16_t kind = Kind;
  static constexpr Phase phase = When;
  using Parcel::Parcel;
};

// To a site.
using Delivery = ParcelMessage<1, Phase::arrivals>;     // goods arrive by link
using LotFinished = ParcelMessage<2, Phase::arrivals>;  // units started on a line come to their end
using Order = ParcelMessage<3, Phase::orders>;          // a buyer wants goods by link
using CapacityNotice =
    ParcelMessage<4, Phase::orders>;  // supplier's capacity over its reference [1e-6] by link
struct DayBegun {                     // markets, reviews, starts
  static constexpr std::uint16_t kind = 5;
  static constexpr Phase phase = Phase::reviews;
};
using CapacityAdded =
    ParcelMessage<6, Phase::arrivals>;  // by a project, at a line [base units a year]
using DemandAdded =
    ParcelMessage<8, Phase::arrivals>;  // by a programme, in a market [1e-3 base units a day]
using DemandEnded = ParcelMessage<9, Phase::arrivals>;  // takes DemandAdded back
using GoodsLost = ParcelMessage<10, Phase::arrivals>;   // of a shipment by link, at its arrival
using OrderCancelled =
    ParcelMessage<11, Phase::orders>;  // a buyer wants so much less by link from now on
using CustomersWant =
    ParcelMessage<12, Phase::orders>;  // what customers of the chain want, told by link
using DemandDue = ParcelMessage<13, Phase::records>;  // promised in a market by now

// A cause of shortage: models/causes.hpp.
using CauseId = std::uint32_t;
inline constexpr CauseId no_cause = 0xffffff;
// A notice names a cause and its share of what is held back, of this many parts.
inline constexpr std::int64_t notice_parts = (1 << 16) - 1;

// Why goods are held back on a link or by the lines of a stock, told as far ahead as they would take
// to come: this cause has so many parts of it from now on; none: all is well again.
template <std::uint16_t Kind>
struct CauseNotice {
  static constexpr std::uint16_t kind = Kind;
  static constexpr Phase phase = Phase::arrivals;
  std::uint64_t index_ : 24 = 0;
  std::uint64_t cause_ : 24 = 0;
  std::uint64_t parts_ : 16 = 0;

  CauseNotice() = default;
  CauseNotice(std::size_t index, CauseId cause, std::int64_t parts)
      : index_(index & 0xffffff),
        cause_(cause & 0xffffff),
        parts_(static_cast<std::uint64_t>(parts) & 0xffff) {}
  std::size_t index() const { return index_; }
  CauseId cause() const { return static_cast<CauseId>(cause_); }
  std::int64_t parts() const { return static_cast<std::int64_t>(parts_); }
};
using LineCause = CauseNotice<28>;    // of a stock
using SupplyCause = CauseNotice<29>;  // of a link, by its supplier
using LaneCause = CauseNotice<30>;    // of a load, by its lane
using OutageFelt =
    ParcelMessage<25, Phase::arrivals>;  // 1: at a site that a stock's reserve watches
                                         // an outage begins to be felt; 0: ends

using OrderFallsDue = ParcelMessage<26, Phase::orders>;    // by link, as promised
using DemandFallsDue = ParcelMessage<27, Phase::reviews>;  // in a market, as promised

enum class Effect : std::uint8_t { yield = 0, cycle_time = 1, capacity = 2 };
struct Productivity {  // a programme's factor at a line [1e-6]
  static constexpr std::uint16_t kind = 7;
  static constexpr Phase phase = Phase::arrivals;
  std::uint64_t line : 24 = 0;
  std::uint64_t effect : 8 = 0;  // Effect
  std::uint64_t factor : 32 = 0;
};

template <std::uint16_t Kind, Phase When>
struct IndexMessage {
  static constexpr std::uint16_t kind = Kind;
  static constexpr Phase phase = When;
  std::uint32_t index = 0;
  std::uint32_t generation = 0;  // where one that has passed makes the message void

  IndexMessage() = default;
  explicit IndexMessage(std::size_t which, std::uint32_t when = 0)
      : index(static_cast<std::uint32_t>(which)), generation(when) {}
};
using CustomerArrives = IndexMessage<14, Phase::reviews>;  // in a market
using FluidTurns = IndexMessage<15, Phase::reviews>;  // a market that flows meets a level of stock
using GoodsExpire = IndexMessage<18, Phase::arrivals>;  // of a stock

// To a site, about its stations.
template <std::uint16_t Kind>
using Reminder = IndexMessage<Kind, Phase::arrivals>;
struct ShopOpens {  // jobs that are there from the start, failures by the calendar
  static constexpr std::uint16_t kind = 48;
  static constexpr Phase phase = Phase::arrivals;
};
using LotsReleased = ParcelMessage<55, Phase::arrivals>;  // units of a line, as jobs
using GoodsLanded = ParcelMessage<56, Phase::arrivals>;   // of a load, at its port
using JobArrival = Reminder<49>;                          // of a class of jobs
using ServiceEnds = Reminder<50>;                         // of a job
using JobAbandons = Reminder<51>;                         // a job's patience ends
using ServerFails = Reminder<52>;                         // a server breaks down
using ServerRepaired = Reminder<53>;                      // and is back
struct WorkStarts {  // a station that blocks before service begins what it can
  static constexpr std::uint16_t kind = 54;
  static constexpr Phase phase = Phase::starts;
  std::uint32_t station = 0;
};

// To a lane.
using Consignment = ParcelMessage<16, Phase::arrivals>;  // goods to carry, by load
struct Departure {                                       // the next vehicle leaves
  static constexpr std::uint16_t kind = 17;
  static constexpr Phase phase = Phase::starts;
};

using TripEnds = ParcelMessage<19, Phase::arrivals>;  // of goods that the lane follows, by load
using RerouteDue = IndexMessage<20, Phase::starts>;   // it has been closed for so long

// To a site or a lane: the outage with this index leaves this share of capacity [1e-6] from now on.
struct OutageLevel {
  static constexpr std::uint16_t kind = 24;
  static constexpr Phase phase = Phase::arrivals;
  std::uint64_t index_ : 24 = 0;
  std::uint64_t left_ : 39 = 0;
  std::uint64_t begins_ : 1 = 0;

  OutageLevel() = default;
  OutageLevel(std::size_t index, double level, bool begins = false)
      : index_(index & 0xffffff),
        left_(static_cast<std::uint64_t>(level * 1e6) & 0x7fffffffff),
        begins_(begins ? 1 : 0) {
    ensure(index < (std::size_t{1} << 24), "an index fits a message");
  }
  std::size_t index() const { return index_; }
  bool begins() const { return begins_ != 0; }  // the first level of a hazard's strike
  std::int64_t quantity() const { return static_cast<std::int64_t>(left_); }
};

// To a project.
struct Milestone {
  static constexpr std::uint16_t kind = 32;
  static constexpr Phase phase = Phase::arrivals;
  std::uint32_t stage = 0;  // Project::Stage
  std::uint32_t step = 0;   // of the ramp
};

// To a hazard.
struct HazardStrikes {
  static constexpr std::uint16_t kind = 41;
  static constexpr Phase phase = Phase::arrivals;
};

// To a programme.
struct YearBegun {
  static constexpr std::uint16_t kind = 40;
  static constexpr Phase phase = Phase::arrivals;
};

inline constexpr double millionths = 1e6;
inline constexpr double thousandths = 1e3;

}  // namespace korus
