#include "models/lane.hpp"

#include <algorithm>
#include <utility>

namespace korus {

void LaneActor::on(const Consignment& message, LaneRows& rows, Context& context) const {
  if (scheduled() || lane_.full_units > 0 || rows.lane.availability <= 0) {
    rows.waiting[message.index()] += message.quantity();
    note_waiting(message.quantity(), rows, context);
    if (lane_.full_units > 0 && rows.lane.availability > 0) {
      load_full(rows, context);
    }
  } else {
    carry(message.index(), message.quantity(), trip_time(rows, context), rows, context);
  }
}

void LaneActor::on(const Departure& message, LaneRows& rows, Context& context) const {
  context.send(context.self(), lane_.departure, message);
  if (rows.lane.availability > 0 && lane_.vehicle_g > 0) {
    load_within(lane_.vehicle_g * rows.lane.availability, rows, context);
  } else if (rows.lane.availability > 0) {
    load_all(rows, context);
  }
  for (const std::uint32_t link : lane_.links) {
    tell_buyer(link, rows.waiting[link] > 0, rows, context);
  }
}

void LaneActor::on(const OutageLevel& message, LaneRows& rows, Context& context) const {
  rows.outage_levels[message.index() - lane_.outages.begin] =
      static_cast<double>(message.quantity()) / millionths;
  rows.lane.availability = 1.0;
  for (const double level : rows.outage_levels) {
    rows.lane.availability *= level;
  }
  if (!scheduled() && rows.lane.availability > 0) {
    lane_.full_units > 0 ? load_full(rows, context) : load_all(rows, context);
  }
  for (std::size_t i = 0; i < lane_.links.size() && !scheduled(); ++i) {
    tell_buyer(lane_.links[i], rows.lane.availability < 1.0, rows, context);
  }
}

// The buyer hears, a trip ahead, that its goods are held back: left behind by a vehicle, or on a
// lane without vehicles slower or not carried at all. The outages of the lane are the cause, or
// where there is none its vehicles.
void LaneActor::tell_buyer(std::uint32_t link, bool holds_back, LaneRows& rows,
                           Context& context) const {
  if (rows.told.empty()) {
    return;
  }
  CauseMix now;
  if (holds_back) {
    now = outage_mix(network_, lane_.outages, rows.outage_levels);
    if (now.empty()) {
      add_to(now, cause_id(network_, CauseKind::transport, network_.links[link].lane), 1);
    }
    now = in_parts(std::move(now));
  }
  CauseMix& told = rows.told[link];
  if (is_news(told, now)) {
    const Link& row = network_.links[link];
    const Duration delay = std::max(from_days(row.way_days), network_.lookahead);
    each_change(told, now, [&](CauseId cause, std::int64_t parts) {
      context.send(network_.site_actor(network_.stocks[row.buyer].site), delay,
                   LaneCause(link, cause, parts));
    });
    told = std::move(now);
  }
}

// Whole loads of what waits, link after link.
void LaneActor::load_full(LaneRows& rows, Context& context) const {
  std::int64_t waiting = 0;
  for (const std::uint32_t link : lane_.links) {
    waiting += rows.waiting[link];
  }
  for (; waiting >= lane_.full_units; waiting -= lane_.full_units) {
    const Duration trip = trip_time(rows, context);
    std::int64_t room = lane_.full_units;
    for (const std::uint32_t link : lane_.links) {
      const std::int64_t loaded = std::min({rows.waiting[link], room, Parcel::most});
      if (loaded > 0) {
        room -= loaded;
        rows.waiting[link] -= loaded;
        carry(link, loaded, trip, rows, context);
        note_waiting(-loaded, rows, context);
      }
    }
  }
}

void LaneActor::note_waiting(std::int64_t more, LaneRows& rows, Context& context) const {
  if (rows.meter != nullptr) {
    rows.meter->waiting.set(context.now(), rows.meter->waiting.value() + more);
    rows.meter->carried += std::max<std::int64_t>(-more, 0);
  }
}

void LaneActor::load_all(LaneRows& rows, Context& context) const {
  const Duration trip = trip_time(rows, context);
  for (const std::uint32_t link : lane_.links) {
    const std::int64_t loaded = std::min(rows.waiting[link], Parcel::most);
    if (loaded > 0) {
      rows.waiting[link] -= loaded;
      note_waiting(-loaded, rows, context);
      carry(link, loaded, trip, rows, context);
    }
  }
}

// Where more waits than the vehicle takes, every link loads the same share of its goods.
void LaneActor::load_within(double capacity_g, LaneRows& rows, Context& context) const {
  double waiting_g = 0;
  for (const std::uint32_t link : lane_.links) {
    waiting_g +=
        static_cast<double>(rows.waiting[link]) * network_.product_of(network_.links[link]).mass_g;
  }
  if (waiting_g <= capacity_g) {
    load_all(rows, context);
    return;
  }
  // Whole units: rounded down, and what room is left goes unit by unit, beginning with another link
  // each time.
  const Duration trip = trip_time(rows, context);
  std::vector<std::int64_t> loads;
  double room_g = capacity_g;
  for (const std::uint32_t link : lane_.links) {
    const double share = capacity_g / waiting_g;
    const auto part = static_cast<std::int64_t>(static_cast<double>(rows.waiting[link]) * share);
    loads.push_back(std::min({part, rows.waiting[link], Parcel::most}));
    room_g -= static_cast<double>(loads.back()) * mass_g(link);
  }
  for (std::size_t i = 0; i < loads.size(); ++i) {
    const std::size_t turn = (i + rows.lane.trips) % loads.size();
    const std::uint32_t link = lane_.links[turn];
    if (loads[turn] < std::min(rows.waiting[link], Parcel::most) && mass_g(link) <= room_g) {
      ++loads[turn];
      room_g -= mass_g(link);
    }
  }
  for (std::size_t i = 0; i < loads.size(); ++i) {
    if (loads[i] > 0) {
      rows.waiting[lane_.links[i]] -= loads[i];
      note_waiting(-loads[i], rows, context);
      carry(lane_.links[i], loads[i], trip, rows, context);
    }
  }
}

double LaneActor::mass_g(std::uint32_t link) const {
  return network_.product_of(network_.links[link]).mass_g;
}

void LaneActor::carry(std::size_t link, std::int64_t quantity, Duration trip, LaneRows& rows,
                      Context& context) const {
  rows.lane.carried_g +=
      static_cast<double>(quantity) * network_.product_of(network_.links[link]).mass_g;
  const std::size_t site = network_.stocks[network_.links[link].buyer].site;
  context.send(network_.site_actor(site), trip, Delivery(link, quantity));
}

Duration LaneActor::trip_time(LaneRows& rows, Context& context) const {
  const std::uint64_t trip = rows.lane.trips++;
  if (rows.meter != nullptr) {
    ++rows.meter->trips;
  }
  const auto time = [&](const Law& days, const Range& range, Purpose purpose) {
    return range.cut(days.quantile(draw(context.random(), lane_.stream, purpose, trip)));
  };
  double transit = time(lane_.transit_days, LaneRecord::transit_days_range, Purpose::transit);
  if (lane_.vehicle_g == 0 && rows.lane.availability < 1.0) {
    const double left = days_to_recovery(rows, context.now());
    transit += std::min(transit * (1.0 / rows.lane.availability - 1.0), left);
  }
  const double customs = time(lane_.customs_days, LaneRecord::customs_days_range, Purpose::customs);
  const Duration whole = from_days(transit + customs);
  return std::max(whole, network_.lookahead);
}

// Until every outage of the lane has passed. When a hazard ends its strike is not known before.
double LaneActor::days_to_recovery(const LaneRows& rows, SimTime now) const {
  double last = to_days(now);
  for (std::size_t i = 0; i < rows.outage_levels.size(); ++i) {
    if (rows.outage_levels[i] < 1.0) {
      const bool dated = network_.outages[lane_.outages.begin + i].hazard == nobody;
      last = std::max(last, dated ? rows.outage_ends[i] : network_.days);
    }
  }
  return last - to_days(now);
}

}  // namespace korus
