#include "models/lane.hpp"

#include <algorithm>
#include <utility>

namespace korus {

void LaneActor::on(const Consignment& message, LaneRows& rows, Context& context) const {
  if (rows.lane.rerouting != 0) {
    reroute(message.index(), message.quantity(), context);
  } else if (scheduled() || lane_.full_units > 0 || rows.lane.availability <= 0) {
    rows.waiting[message.index()] += message.quantity();
    note_waiting(message.quantity(), rows, context);
    if (lane_.full_units > 0 && rows.lane.availability > 0) {
      load_full(rows, context);
    }
  } else {
    const std::uint64_t stream = network_.link_of(message.index()).stream;
    carry(message.index(), message.quantity(), trip_time(stream, rows, context), rows, context);
  }
}

void LaneActor::on(const Departure& message, LaneRows& rows, Context& context) const {
  context.send(context.self(), lane_.departure, message);
  if (rows.lane.availability > 0 && lane_.vehicle_g > 0) {
    load_within(lane_.vehicle_g * rows.lane.availability, rows, context);
  } else if (rows.lane.availability > 0) {
    load_all(rows, context);
  }
  for (const std::uint32_t load : lane_.loads) {
    tell_buyer(load, rows, context);
  }
}

void LaneActor::on(const OutageLevel& message, LaneRows& rows, Context& context) const {
  const bool was_open = rows.lane.availability > 0;
  rows.outage_levels[message.index() - lane_.outages.begin] =
      static_cast<double>(message.quantity()) / millionths;
  rows.lane.availability = 1.0;
  for (const double level : rows.outage_levels) {
    rows.lane.availability *= level;
  }
  const Outage& outage = network_.outages[message.index()];
  if (begins_strike(outage, message, rows.outage_begun[message.index() - lane_.outages.begin]) &&
      outage.scrap > 0) {
    lose_under_way(outage.scrap, rows);
  }
  if (was_open && rows.lane.availability <= 0) {
    close(rows, context);
  } else if (!was_open && rows.lane.availability > 0) {
    reopen(rows, context);
  }
  if (!scheduled() && rows.lane.availability > 0) {
    lane_.full_units > 0 ? load_full(rows, context) : load_all(rows, context);
  }
  for (const std::uint32_t load : lane_.loads) {
    tell_buyer(load, rows, context);
  }
}

// Left behind by a vehicle, or on a lane without vehicles slower or not carried at all, or kept at its
// end.
// Goods that are here in another lane's place are held back only where there are some.
bool LaneActor::holds_back(std::uint32_t load, const LaneRows& rows) const {
  const bool is_own = network_.loads[load].link == load;
  const bool slow = rows.lane.availability < 1.0 && (!scheduled() || lane_.keeps_arrivals);
  return (is_own && slow) || (rows.waiting[load] > 0 && (scheduled() || slow)) ||
         (lane_.keeps_arrivals && rows.trips[load].held > 0);
}

// The buyer hears, a trip ahead, that its goods are held back. The outages of the lane are the
// cause, or where there is none its vehicles.
void LaneActor::tell_buyer(std::uint32_t load, LaneRows& rows, Context& context) const {
  if (rows.told.empty()) {
    return;
  }
  const std::uint32_t link = network_.loads[load].link;
  CauseMix now;
  if (holds_back(load, rows)) {
    now = outage_mix(network_, lane_.outages, rows.outage_levels);
    if (now.empty()) {
      const std::size_t lane = network_.loads[load].lane;
      add_to(now, cause_id(network_, CauseKind::transport, lane), 1);
    }
    const std::int64_t whole = total_of(now);
    now = in_parts(std::move(now), whole);
  }
  CauseMix& told = rows.told[load];
  if (is_news(told, now, notice_parts)) {
    const Link& row = network_.links[link];
    const Duration delay = std::max(from_days(row.way_days), network_.lookahead);
    each_change(told, now, [&](CauseId cause, std::int64_t parts) {
      context.send(network_.site_actor(network_.stocks[row.buyer].site), delay,
                   LaneCause(load, cause, parts));
    });
    told = std::move(now);
  }
}

// Goods that the lane follows are at the end of their trip.
void LaneActor::on(const TripEnds& message, LaneRows& rows, Context& context) const {
  if (lane_.keeps_arrivals && rows.lane.availability <= 0) {
    rows.trips[message.index()].held += message.quantity();
  } else {
    arrive(message.index(), message.quantity(), rows, context);
  }
}

// All that waits goes by the other lane, and what comes until this one opens.
void LaneActor::on(const RerouteDue& message, LaneRows& rows, Context& context) const {
  if (message.generation != rows.lane.closures || rows.lane.availability > 0) {
    return;
  }
  rows.lane.rerouting = 1;
  for (const std::uint32_t load : lane_.loads) {
    while (const std::int64_t sent = std::min(rows.waiting[load], Parcel::most)) {
      rows.waiting[load] -= sent;
      note_waiting(-sent, rows, context);
      reroute(load, sent, context);
    }
  }
}

void LaneActor::close(LaneRows& rows, Context& context) const {
  ++rows.lane.closures;
  if (lane_.reroute != nobody) {
    context.send(context.self(), lane_.reroute_after, RerouteDue(0, rows.lane.closures));
  }
}

void LaneActor::reopen(LaneRows& rows, Context& context) const {
  rows.lane.rerouting = 0;
  for (const std::uint32_t load : lane_.loads) {
    while (lane_.keeps_arrivals && rows.trips[load].held > 0) {
      const std::int64_t arrived = std::min(rows.trips[load].held, Parcel::most);
      rows.trips[load].held -= arrived;
      arrive(load, arrived, rows, context);
    }
  }
}

void LaneActor::reroute(std::size_t load, std::int64_t quantity, Context& context) const {
  context.send(network_.lane_actor(lane_.reroute), network_.lookahead,
               Consignment(network_.next_load(static_cast<std::uint32_t>(load)), quantity));
}

// Whole vehicles of what waits, link after link.
void LaneActor::load_full(LaneRows& rows, Context& context) const {
  while (rows.lane.waiting >= lane_.full_units) {
    const Duration trip = trip_time(lane_.stream, rows, context);
    std::int64_t room = lane_.full_units;
    for (const std::uint32_t load : lane_.loads) {
      const std::int64_t loaded = std::min({rows.waiting[load], room, Parcel::most});
      if (loaded > 0) {
        room -= loaded;
        rows.waiting[load] -= loaded;
        carry(load, loaded, trip, rows, context);
        note_waiting(-loaded, rows, context);
      }
    }
  }
}

void LaneActor::note_waiting(std::int64_t more, LaneRows& rows, Context& context) const {
  rows.lane.waiting += more;
  if (rows.meter != nullptr) {
    rows.meter->waiting.set(context.now(), rows.meter->waiting.value() + more);
    rows.meter->carried += std::max<std::int64_t>(-more, 0);
  }
}

void LaneActor::load_all(LaneRows& rows, Context& context) const {
  const Duration trip = trip_time(lane_.stream, rows, context);
  for (const std::uint32_t load : lane_.loads) {
    const std::int64_t loaded = std::min(rows.waiting[load], Parcel::most);
    if (loaded > 0) {
      rows.waiting[load] -= loaded;
      note_waiting(-loaded, rows, context);
      carry(load, loaded, trip, rows, context);
    }
  }
}

// Where more waits than the vehicle takes, every link loads the same share of its goods.
void LaneActor::load_within(double capacity_g, LaneRows& rows, Context& context) const {
  double waiting_g = 0;
  for (const std::uint32_t load : lane_.loads) {
    waiting_g += static_cast<double>(rows.waiting[load]) * mass_g(load);
  }
  if (waiting_g <= capacity_g) {
    load_all(rows, context);
    return;
  }
  // Whole units: rounded down, and what room is left goes unit by unit, beginning with another link
  // each time.
  const Duration trip = trip_time(lane_.stream, rows, context);
  std::vector<std::int64_t> loads;
  double room_g = capacity_g;
  for (const std::uint32_t load : lane_.loads) {
    const double share = capacity_g / waiting_g;
    const auto part = static_cast<std::int64_t>(static_cast<double>(rows.waiting[load]) * share);
    loads.push_back(std::min({part, rows.waiting[load], Parcel::most}));
    room_g -= static_cast<double>(loads.back()) * mass_g(load);
  }
  for (std::size_t i = 0; i < loads.size(); ++i) {
    const std::size_t turn = (i + rows.lane.trips) % loads.size();
    const std::uint32_t load = lane_.loads[turn];
    if (loads[turn] < std::min(rows.waiting[load], Parcel::most) && mass_g(load) <= room_g) {
      ++loads[turn];
      room_g -= mass_g(load);
    }
  }
  for (std::size_t i = 0; i < loads.size(); ++i) {
    if (loads[i] > 0) {
      rows.waiting[lane_.loads[i]] -= loads[i];
      note_waiting(-loads[i], rows, context);
      carry(lane_.loads[i], loads[i], trip, rows, context);
    }
  }
}

double LaneActor::mass_g(std::uint32_t load) const {
  return network_.product_of(network_.link_of(load)).mass_g;
}

void LaneActor::carry(std::size_t load, std::int64_t quantity, Duration trip, LaneRows& rows,
                      Context& context) const {
  rows.lane.carried_g +=
      static_cast<double>(quantity) * network_.product_of(network_.link_of(load)).mass_g;
  if (lane_.follows()) {
    rows.trips[load].under_way += quantity;
    context.send(context.self(), trip - network_.lookahead, TripEnds(load, quantity));
  } else {
    land(load, quantity, trip, context);
  }
}

// What was lost on the way is known now: the first to arrive since.
void LaneActor::arrive(std::size_t load, std::int64_t quantity, LaneRows& rows,
                       Context& context) const {
  TripState& trip = rows.trips[load];
  const std::int64_t lost = std::min(trip.loss_due, quantity);
  trip.loss_due -= lost;
  trip.under_way -= quantity;
  if (quantity > lost) {
    land(load, quantity - lost, network_.lookahead, context);
  }
  if (lost > 0) {
    const std::uint32_t link = network_.loads[load].link;
    const std::uint32_t site = network_.stocks[network_.links[link].buyer].site;
    context.send(network_.site_actor(site), network_.lookahead, GoodsLost(link, lost));
  }
}

// At the port, or where there is none with the buyer.
void LaneActor::land(std::size_t load, std::int64_t quantity, Duration delay,
                     Context& context) const {
  if (lane_.port_job != nobody) {
    const std::uint32_t port = network_.job_classes[lane_.port_job].site;
    return context.send(network_.site_actor(port), delay, GoodsLanded(load, quantity));
  }
  const std::uint32_t link = network_.loads[load].link;
  const std::uint32_t site = network_.stocks[network_.links[link].buyer].site;
  context.send(network_.site_actor(site), delay, Delivery(link, quantity));
}

void LaneActor::lose_under_way(double share, LaneRows& rows) const {
  for (const std::uint32_t load : lane_.loads) {
    TripState& trip = rows.trips[load];
    const std::int64_t sound = trip.under_way - trip.loss_due;
    trip.loss_due += static_cast<std::int64_t>(share * static_cast<double>(sound));
  }
}

// Drawn by the stream of what travels, a vehicle of the lane or the goods of a supply row, and the
// time at which it leaves: numbered by departures, goods of one chain would redraw the trips of all
// others, and runs that are compared would differ where nothing was changed.
Duration LaneActor::trip_time(std::uint64_t stream, LaneRows& rows, Context& context) const {
  ++rows.lane.trips;
  if (rows.meter != nullptr) {
    ++rows.meter->trips;
  }
  const auto time = [&](const Law& days, const Range& range, Purpose purpose) {
    const auto departure = static_cast<std::uint64_t>(context.now().time_since_epoch().count());
    return range.cut(drawn(context.random(), days, stream, purpose, departure));
  };
  double transit = time(lane_.transit_days, LaneRecord::transit_days_range, Purpose::transit);
  if (lane_.vehicle_g == 0 && rows.lane.availability < 1.0) {
    const double left = days_to_recovery(rows, context.now());
    transit += std::min(transit * (1.0 / rows.lane.availability - 1.0), left);
  }
  // A port draws the customs behind it.
  const double customs =
      lane_.port_job != nobody
          ? 0.0
          : time(lane_.customs_days, LaneRecord::customs_days_range, Purpose::customs);
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
