#include "models/shop.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "engine/portable_math.hpp"

namespace korus {
namespace {

constexpr Duration not_begun{-1};

// Cut to the range of the field it is drawn for.
Duration cut_days(double days, const Range& range) { return from_days(range.cut(days)); }

void change(TimeWeighted& count, SimTime now, std::int64_t by) {
  count.set(now, count.value() + by);
}

}  // namespace

// Failures by the calendar and jobs that are there from the start.
void Shop::open() {
  for (std::uint32_t s = site_.servers.begin; s < site_.servers.end; ++s) {
    const Station& row = network_.stations[network_.servers[s]];
    if (row.fails()) {
      const Duration up =
          cut_days(drawn(row.up_days, network_.server_stream(s), Purpose::up_time, 0),
                   StationRecord::days_range);
      server_at(s).up_left = up;
      if (row.calendar_clock) {
        remind(up, ServerFails(s, 0));
      }
    }
  }
  for (std::uint32_t c = site_.job_classes.begin; c < site_.job_classes.end; ++c) {
    const JobClass& row = class_row(c);
    const std::int64_t jobs = row.start_jobs + (row.supply == JobSupply::unlimited ? 1 : 0);
    for (std::int64_t i = 0; i < jobs; ++i) {
      release(c, {});
    }
    schedule_arrival(c);
  }
}

// A swing of the rate: candidates at the highest rate, each taken with its share of it (thinning,
// Lewis & Shedler 1979).
void Shop::schedule_arrival(std::uint32_t job_class) {
  const JobClass& row = class_row(job_class);
  if (row.interarrival_days == Law(0)) {
    return;
  }
  const std::uint64_t n = rows_.classes[job_class - site_.job_classes.begin].candidates;
  const double gap = drawn(row.interarrival_days, row.stream, Purpose::interarrival, n);
  remind(cut_days(gap / (1.0 + row.season_amplitude), JobRecord::days_range),
         JobArrival(job_class));
}

void Shop::arrive(std::uint32_t job_class) {
  const JobClass& row = class_row(job_class);
  const std::uint64_t n = rows_.classes[job_class - site_.job_classes.begin].candidates++;
  bool taken = true;
  if (row.season_amplitude > 0) {
    const double turns = to_days(context_.now()) / row.season_period_days;
    const double rate = 1.0 + row.season_amplitude * portable::cos_turn(turns - 0.25);
    taken = uniform(row.stream, Purpose::thinning, n) * (1.0 + row.season_amplitude) <= rate;
  }
  const double together = JobRecord::jobs_per_arrival_range.cut(
      taken ? drawn(row.jobs_per_arrival, row.stream, Purpose::jobs_per_arrival, n) : 0);
  for (std::int64_t jobs = std::llround(together); jobs > 0; --jobs) {
    release(job_class, {});
  }
  schedule_arrival(job_class);
}

void Shop::release(std::uint32_t job_class, Parcel goods) {
  const Job job = new_job(job_class);
  at(job).goods = goods;
  JobClassState& kind = class_of(job);
  ++kind.arrived;
  change(kind.present, context_.now(), 1);
  begin_position(job, class_row(job_class).first_step);
}

void Shop::release_lots(std::uint32_t line, std::int64_t units) {
  const Line& row = network_.lines[line];
  for (; units > 0; units -= row.lot_size) {
    release(row.job, {line, row.lot_size});
  }
}

void Shop::land(std::uint32_t load, std::int64_t quantity) {
  release(network_.lanes[network_.loads[load].lane].port_job, {load, quantity});
}

Shop::Job Shop::new_job(std::uint32_t job_class) {
  JobPool& pool = rows_.pool;
  if (pool.free_head == nobody) {
    ensure(pool.jobs.size() < nobody, "the jobs under way at a site are fewer than 2^32");
    pool.free_head = static_cast<std::uint32_t>(pool.jobs.size());
    pool.jobs.emplace_back();
  }
  const Job job = pool.free_head;
  pool.free_head = at(job).next;
  at(job) = {.born = context_.now(), .job_class = job_class, .generation = at(job).generation + 1};
  return job;
}

void Shop::free_job(Job job) {
  at(job).place = JobState::Place::gone;
  ++at(job).generation;
  at(job).next = rows_.pool.free_head;
  rows_.pool.free_head = job;
}

// Enters the position's station, or splits for stations side by side.
void Shop::begin_position(Job job, std::uint32_t step) {
  const Step& row = step_row(step);
  if (row.siblings == 1) {
    const std::uint32_t s = row.station - site_.stations.begin;
    if (has_room(station_row(s), rows_.stations[s])) {
      return enter(job, step);
    }
    ++rows_.stations[s].turned_away;
    ++class_of(job).turned_away;
    return lose(job);
  }
  at(job).step = step;
  at(job).place = JobState::Place::split;
  at(job).parts = row.siblings;
  for (std::uint32_t part = 0; part < row.siblings; ++part) {
    const Job child = new_job(at(job).job_class);
    at(child).parent = job;
    enter(child, step + part);
  }
}

// Done at its step, with its server still held.
void Shop::go_on(Job job) {
  const std::uint32_t from = station_index(job);
  const std::uint32_t server = at(job).server;
  const std::uint32_t target = route(at(job).step);
  const bool joins = target != nobody && at(job).parent == nobody;
  change(rows_.stations[from].in_service, context_.now(), -1);
  if (joins && step_row(target).siblings == 1) {
    const std::uint32_t to = step_row(target).station - site_.stations.begin;
    if (station_row(from).blocks_before) {
      --rows_.stations[to].reserved;
    }
    const bool stays = to == from;  // it keeps its place
    if (!stays && !has_room(station_row(to), rows_.stations[to])) {
      return block(job, target);
    }
  }
  leave_station(job);
  if (joins) {
    begin_position(job, target);
  } else {
    leave_class(job);
  }
  release_server(server, from);
}

void Shop::block(Job job, std::uint32_t target) {
  StationState& to = rows_.stations[step_row(target).station - site_.stations.begin];
  at(job).place = JobState::Place::blocked;
  at(job).target = target;
  at(job).next = nobody;
  (to.blocked_tail == nobody ? to.blocked_head : at(to.blocked_tail).next) = job;
  to.blocked_tail = job;
  change(station_of(job).blocked, context_.now(), 1);
  refuse_gridlock(station_index(job));
}

// Follows those that wait from station to station: where all servers wait for room, and so on round,
// nothing can leave any of them, unless somebody in the queues loses patience.
void Shop::refuse_gridlock(std::uint32_t station) {
  std::vector<std::uint32_t> ring{station};
  for (std::size_t i = 0; i < ring.size(); ++i) {
    if (!add_awaited(ring[i], ring)) {
      return;
    }
  }
  std::string names;
  for (const std::uint32_t s : ring) {
    for (Job job = rows_.stations[s].queue_head; job != nobody; job = at(job).next) {
      if (!at(job).served && class_row(at(job).job_class).patience_days != Law(0)) {
        return;
      }
    }
    names += (names.empty() ? "" : ", ") + station_row(s).id;
  }
  throw Gridlock("site " + site_.id + ", day " + std::to_string(to_days(context_.now())) +
                 ": full stations wait for one another, and nothing can leave them any more: " +
                 names + "; give one of them more places");
}

// Adds the stations that all servers of this one wait for; false where one does not wait, or what
// fills the station may go elsewhere.
bool Shop::add_awaited(std::uint32_t station, std::vector<std::uint32_t>& ring) const {
  const Station& row = station_row(station);
  const StationState& state = rows_.stations[station];
  if (row.room < 0 || state.reserved > 0) {
    return false;
  }
  const auto add = [&](std::uint32_t to) {
    if (std::ranges::find(ring, to) == ring.end()) {
      ring.push_back(to);
    }
  };
  if (row.blocks_before && state.queue_head != nobody) {
    const std::uint32_t next = step_row(at(state.queue_head).step).next;
    const std::uint32_t to =
        next == nobody ? nobody : step_row(next).station - site_.stations.begin;
    if (to == nobody || has_room(station_row(to), rows_.stations[to])) {
      return false;
    }
    add(to);
  }
  std::int64_t held = 0;
  for (std::uint32_t s = row.first_server; s < row.first_server + row.servers; ++s) {
    const ServerState& server = rows_.servers[s - site_.servers.begin];
    if (row.blocks_before ? !server.idle() : server.holding == 0) {
      return false;
    }
    held += server.holding;
  }
  for (std::uint32_t to = 0; to < rows_.stations.size(); ++to) {
    for (Job job = rows_.stations[to].blocked_head; job != nobody; job = at(job).next) {
      if (station_index(job) == station) {
        add(to);
        --held;
      }
    }
  }
  return held == 0;  // else some of a batch are still to go on
}

// A place has become free: the job that has been blocked longest takes it; then stations that wait
// to begin look again.
void Shop::admit_blocked(std::uint32_t station) {
  const Station& row = station_row(station);
  StationState& state = rows_.stations[station];
  while (state.blocked_head != nobody && has_room(row, state)) {
    const Job job = state.blocked_head;
    state.blocked_head = at(job).next;
    state.blocked_tail = state.blocked_head == nobody ? nobody : state.blocked_tail;
    const std::uint32_t from = station_index(job);
    const std::uint32_t server = at(job).server;
    const std::uint32_t target = at(job).target;
    change(rows_.stations[from].blocked, context_.now(), -1);
    leave_station(job);
    enter(job, target);
    release_server(server, from);
  }
  for (const std::uint32_t feeder : row.feeders) {
    start(feeder - site_.stations.begin);
  }
}

std::uint32_t Shop::route(std::uint32_t step) {
  const Step& row = step_row(step);
  if (row.branches.empty()) {
    return row.next;
  }
  const std::uint64_t n = rows_.steps[step - site_.steps.begin].routes++;
  double u = uniform(row.stream, Purpose::route, n);
  for (const Branch& branch : row.branches) {
    if (u < branch.probability) {
      return branch.step;
    }
    u -= branch.probability;
  }
  return row.next;
}

// Goods that have left their port go on to the buyer.
void Shop::send_on(Job job) {
  const JobClass& kind = class_row(at(job).job_class);
  const Lane& lane = network_.lanes[kind.lane];
  const auto n = static_cast<std::uint64_t>(class_of(job).finished);
  const double onward =
      LaneRecord::onward_days_range.cut(drawn(lane.onward_days, kind.stream, Purpose::onward, n));
  const double customs = LaneRecord::customs_days_range.cut(
      drawn(lane.customs_days, kind.stream, Purpose::customs, n));
  const std::uint32_t link = network_.loads[at(job).goods.index()].link;
  const ActorId buyer = network_.site_actor(network_.stocks[network_.links[link].buyer].site);
  const Duration least = buyer == context_.self() ? Duration{0} : network_.lookahead;
  context_.send(buyer, std::max(from_days(onward + customs), least),
                Delivery(link, at(job).goods.quantity()));
}

// Through with its last step. The parts of a split job join again.
void Shop::leave_class(Job job) {
  if (const Job parent = at(job).parent; parent != nobody) {
    free_job(job);
    if (--at(parent).parts > 0) {
      return;
    }
    const std::uint32_t next = step_row(at(parent).step).next;
    return next != nobody ? begin_position(parent, next) : leave_class(parent);
  }
  JobClassState& kind = class_of(job);
  const Duration sojourn = context_.now() - at(job).born;
  ++kind.finished;
  kind.sojourns.add(sojourn.count());
  kind.last_finish = context_.now();
  if (!rows_.sojourns.empty()) {
    rows_.sojourns[at(job).job_class - site_.job_classes.begin].add(sojourn);
  }
  if (const std::uint32_t line = class_row(at(job).job_class).line; line != nobody) {
    remind(Duration{0}, LotFinished(line, at(job).goods.quantity()));
  } else if (class_row(at(job).job_class).lane != nobody) {
    send_on(job);
  }
  if (class_row(at(job).job_class).supply == JobSupply::closed) {
    ++kind.arrived;
    at(job).born = context_.now();
    return begin_position(job, class_row(at(job).job_class).first_step);
  }
  change(kind.present, context_.now(), -1);
  free_job(job);
}

void Shop::lose(Job job) {
  change(class_of(job).present, context_.now(), -1);
  free_job(job);
}

bool Shop::has_room(const Station& row, const StationState& station) const {
  return row.room < 0 || station.present.value() + station.reserved < row.room;
}

void Shop::enter(Job job, std::uint32_t step) {
  JobState& state = at(job);
  state.step = step;
  state.entered = context_.now();
  state.left = not_begun;
  state.served = false;
  state.server = nobody;
  ++state.generation;
  StationState& station = station_of(job);
  ++station.entered;
  change(station.present, context_.now(), 1);
  queue(job, false);
  const JobClass& kind = class_row(state.job_class);
  if (kind.patience_days != Law(0) && state.parent == nobody) {
    const std::uint64_t n = class_of(job).patiences++;
    remind(cut_days(drawn(kind.patience_days, kind.stream, Purpose::patience, n),
                    JobRecord::days_range),
           JobAbandons(job, state.generation));
  }
  const std::uint32_t s = station_index(job);
  if (station_row(s).discipline == Discipline::preemptive) {
    preempt(s, job);
  }
  start(s);
}

// The last to wait of each priority that is heeded, from the job's own upwards to the highest, which
// comes first.
std::span<std::uint32_t> Shop::tails_from(Job job) {
  const Station& row = station_row(station_index(job));
  const auto place = std::ranges::lower_bound(row.priorities, class_row(at(job).job_class).priority,
                                              std::greater{});
  return rows_.queue_tails.subspan(row.first_tail,
                                   static_cast<std::size_t>(place - row.priorities.begin()) + 1);
}

// Behind the jobs that go before it; a service that was interrupted in front of those that do not.
void Shop::queue(Job job, bool in_front) {
  StationState& station = station_of(job);
  const Station& row = station_row(station_index(job));
  Job before = in_front || row.discipline == Discipline::lifo ? nobody : station.queue_tail;
  if (row.heeds_priority()) {
    const std::span<Job> tails = tails_from(job);
    const auto ahead = tails.first(in_front ? tails.size() - 1 : tails.size());
    const auto last = std::find_if(ahead.rbegin(), ahead.rend(), [](Job j) { return j != nobody; });
    before = last == ahead.rend() ? nobody : *last;
    if (!in_front || tails.back() == nobody) {
      tails.back() = job;
    }
  }
  Job& after_of = before == nobody ? station.queue_head : at(before).next;
  const Job after = after_of;
  after_of = job;
  (after == nobody ? station.queue_tail : at(after).previous) = job;
  at(job).next = after;
  at(job).previous = before;
  at(job).place = JobState::Place::waiting;
  change(station.waiting, context_.now(), 1);
}

void Shop::unlink(Job job) {
  StationState& station = station_of(job);
  const Job before = at(job).previous;
  const Job after = at(job).next;
  if (station_row(station_index(job)).heeds_priority() && tails_from(job).back() == job) {
    const bool same = before != nobody && class_row(at(before).job_class).priority ==
                                              class_row(at(job).job_class).priority;
    tails_from(job).back() = same ? before : nobody;
  }
  (before == nobody ? station.queue_head : at(before).next) = after;
  (after == nobody ? station.queue_tail : at(after).previous) = before;
  at(job).next = at(job).previous = nobody;
  change(station.waiting, context_.now(), -1);
}

void Shop::abandon(Job job, std::uint32_t generation) {
  const JobState& state = at(job);
  if (state.generation != generation || state.place != JobState::Place::waiting || state.served) {
    return;
  }
  const std::uint32_t s = station_index(job);
  unlink(job);
  ++rows_.stations[s].abandoned;
  ++class_of(job).abandoned;
  leave_station(job);
  lose(job);
  admit_blocked(s);
  start(s);  // the next in the queue may go elsewhere
}

// Of a station that blocks before service only once all ends of this instant have been seen.
void Shop::start(std::uint32_t station) {
  if (!station_row(station).blocks_before) {
    return start_now(station);
  }
  if (!rows_.stations[station].start_due) {
    rows_.stations[station].start_due = true;
    remind(Duration{0}, WorkStarts{site_.stations.begin + station});
  }
}

void Shop::start_due(std::uint32_t station) {
  rows_.stations[station - site_.stations.begin].start_due = false;
  start_now(station - site_.stations.begin);
}

// One server after the other, also where a start brings the next job (unlimited supply): a start
// within a start would go as deep as there are servers.
void Shop::start_now(std::uint32_t station) {
  StationState& state = rows_.stations[station];
  if (state.starting) {
    return;
  }
  state.starting = true;
  while (can_start(station)) {
    serve(station, idle_server(station));
  }
  state.starting = false;
  if (station_row(station).blocks_before && state.queue_head != nobody) {
    refuse_gridlock(station);
  }
}

bool Shop::can_start(std::uint32_t station) {
  const Station& row = station_row(station);
  const StationState& state = rows_.stations[station];
  if (state.waiting.value() < row.batch_least || !may_work(station)) {
    return false;
  }
  const std::uint32_t next = step_row(at(state.queue_head).step).next;
  if (!row.blocks_before || next == nobody) {
    return true;
  }
  const std::uint32_t to = step_row(next).station - site_.stations.begin;
  return has_room(station_row(to), rows_.stations[to]);
}

// A server is idle, and the site has capacity for its work.
bool Shop::may_work(std::uint32_t station) {
  const Station& row = station_row(station);
  if (row.servers == 0 || rows_.availability <= 0) {
    return rows_.availability > 0;
  }
  constexpr double rounding = 1e-9;
  const double most = std::ceil(rows_.availability * row.servers - rounding);
  return static_cast<double>(rows_.stations[station].busy.value()) < most &&
         idle_server(station) != nobody;
}

// The first in number: the top of the heap, once those are gone that have failed since they came to
// rest.
std::uint32_t Shop::idle_server(std::uint32_t station) {
  std::vector<std::uint32_t>& resting = rows_.resting[station];
  while (!resting.empty() && !server_at(resting.front()).idle()) {
    server_at(resting.front()).resting = false;
    std::ranges::pop_heap(resting, std::greater{});
    resting.pop_back();
  }
  return resting.empty() ? nobody : resting.front();
}

// Whatever it did, it may be idle now.
void Shop::rest(std::uint32_t server, std::uint32_t station) {
  ServerState& state = server_at(server);
  if (state.idle() && !state.resting) {
    state.resting = true;
    rows_.resting[station].push_back(server);
    std::ranges::push_heap(rows_.resting[station], std::greater{});
  }
}

void Shop::serve(std::uint32_t station, std::uint32_t server) {
  const Station& row = station_row(station);
  StationState& state = rows_.stations[station];
  const std::int64_t size = std::min(state.waiting.value(), row.batch_most);
  Job head = nobody;
  Job last = nobody;
  std::int64_t supplied = 0;  // to be followed by another
  std::uint32_t supplier = nobody;
  for (std::int64_t i = 0; i < size; ++i) {
    const Job job = state.queue_head;
    unlink(job);
    (last == nobody ? head : at(last).next) = job;
    last = job;
    at(job).server = server;
    at(job).place = JobState::Place::in_service;
    change(state.in_service, context_.now(), 1);
    const JobClass& kind = class_row(at(job).job_class);
    if (!at(job).served && kind.supply == JobSupply::unlimited && at(job).parent == nobody &&
        at(job).step == kind.first_step) {
      ++supplied;
      supplier = at(job).job_class;
    }
    first_service(job);
    if (row.blocks_before && step_row(at(job).step).next != nobody) {
      const Step& next = step_row(step_row(at(job).step).next);
      ++rows_.stations[next.station - site_.stations.begin].reserved;
    }
  }
  begin_work(station, server, head, duration(head, server));
  for (; supplied > 0; --supplied) {
    release(supplier, {});
  }
}

void Shop::first_service(Job job) {
  if (at(job).served) {
    return;
  }
  at(job).served = true;
  StationState& station = station_of(job);
  const std::uint32_t s = station_index(job);
  const Duration wait = context_.now() - at(job).entered;
  ++station.started;
  station.delayed += wait > Duration{0} ? 1 : 0;
  station.over_limit += wait > station_row(s).wait_limit ? 1 : 0;
  station.waits.add(wait.count());
  JobClassState& kind = class_of(job);
  ++kind.started;
  kind.waits.add(wait.count());
  if (!rows_.waits.empty()) {
    rows_.waits[s].add(wait);
  }
}

Duration Shop::duration(Job job, std::uint32_t server) {
  if (at(job).left != not_begun) {
    return at(job).left;
  }
  const Step& row = step_row(at(job).step);
  const std::uint64_t n = rows_.steps[at(job).step - site_.steps.begin].services++;
  const JobClass& kind = class_row(at(job).job_class);
  const double units =
      kind.units *
      (kind.lane != nobody ? static_cast<double>(at(goods_of(job)).goods.quantity()) : 1.0);
  double days =
      StepRecord::days_range.cut(drawn(row.service_days, row.stream, Purpose::service, n)) +
      row.unit_days * units;
  if (row.setup_days != Law(0)) {
    const bool changes = server == nobody || server_at(server).last_class != at(job).job_class;
    if (row.always_set_up || changes) {
      days += StepRecord::days_range.cut(drawn(row.setup_days, row.stream, Purpose::setup, n));
    }
  }
  return cut_days(days, StepRecord::days_range);
}

void Shop::begin_work(std::uint32_t station, std::uint32_t server, Job head, Duration work) {
  at(head).ends = context_.now() + work;
  if (server == nobody) {
    return remind(work, ServiceEnds(head, at(head).generation));
  }
  ServerState& state = server_at(server);
  state.batch = head;
  state.working = true;
  state.began = context_.now();
  state.last_class = at(head).job_class;
  change(rows_.stations[station].busy, context_.now(), 1);
  const Station& row = station_row(station);
  if (row.fails() && !row.calendar_clock && state.up_left < work) {
    remind(state.up_left, ServerFails(server, state.generation));
  } else {
    remind(work, ServiceEnds(head, at(head).generation));
  }
}

// The server stops: what its batch has left. The time at work is counted.
void Shop::stop_work(std::uint32_t server, std::uint32_t station) {
  const ServerState& state = server_at(server);
  const Station& row = station_row(station);
  const Job head = state.batch;
  at(head).left = row.repeats ? at(head).ends - state.began : at(head).ends - context_.now();
  ++at(head).generation;
  end_work(server, station);
}

void Shop::end_work(std::uint32_t server, std::uint32_t station) {
  ServerState& state = server_at(server);
  state.working = false;
  change(rows_.stations[station].busy, context_.now(), -1);
  if (!station_row(station).calendar_clock) {
    state.up_left -= context_.now() - state.began;
    ++state.generation;
  }
}

void Shop::end_service(Job job, std::uint32_t generation) {
  if (at(job).generation != generation) {
    return;
  }
  const std::uint32_t server = at(job).server;
  if (server == nobody) {
    return go_on(job);
  }
  end_work(server, station_index(job));
  // All of the batch hold the server until the last of them has gone on.
  std::vector<Job>& batch = batch_;
  batch.clear();
  for (Job next = server_at(server).batch; next != nobody; next = at(next).next) {
    batch.push_back(next);
  }
  server_at(server).batch = nobody;
  server_at(server).holding = static_cast<std::uint32_t>(batch.size());
  for (std::size_t i = 0; i < batch.size(); ++i) {
    go_on(batch[i]);
  }
}

// One of the jobs that hold it is gone.
void Shop::release_server(std::uint32_t server, std::uint32_t station) {
  if (server != nobody) {
    --server_at(server).holding;
    rest(server, station);
  }
  admit_blocked(station);
  start(station);
}

// Counts its time there; it leaves no gap in Little's law when the station falls empty.
void Shop::leave_station(Job job) {
  StationState& station = station_of(job);
  ++station.left;
  station.sojourns.add((context_.now() - at(job).entered).count());
  change(station.present, context_.now(), -1);
  if (station.present.value() == 0) {
    const std::int64_t gap = station.present.integral_less(station.sojourns);
    station.little_gap = std::max(station.little_gap, gap < 0 ? -gap : gap);
  }
}

// The lowest job in service gives way to a higher one.
void Shop::preempt(std::uint32_t station, Job job) {
  const Station& row = station_row(station);
  if (row.servers == 0 || rows_.availability <= 0 || may_work(station)) {
    return;
  }
  const auto priority = [&](std::uint32_t server) {
    return class_row(at(server_at(server).batch).job_class).priority;
  };
  std::uint32_t lowest = nobody;
  for (std::uint32_t s = row.first_server; s < row.first_server + row.servers; ++s) {
    if (server_at(s).working && (lowest == nobody || priority(s) < priority(lowest))) {
      lowest = s;
    }
  }
  if (lowest != nobody && priority(lowest) < class_row(at(job).job_class).priority) {
    stop_work(lowest, station);
    put_back(lowest, station);
  }
}

void Shop::put_back(std::uint32_t server, std::uint32_t station) {
  const Job job = server_at(server).batch;
  server_at(server).batch = nobody;
  rest(server, station);
  at(job).server = nobody;
  if (const std::uint32_t next = step_row(at(job).step).next;
      station_row(station).blocks_before && next != nobody) {
    --rows_.stations[step_row(next).station - site_.stations.begin].reserved;
  }
  change(rows_.stations[station].in_service, context_.now(), -1);
  queue(job, true);
}

void Shop::fail(std::uint32_t server, std::uint32_t generation) {
  ServerState& state = server_at(server);
  if (state.generation != generation) {
    return;
  }
  const std::uint32_t station = network_.servers[server] - site_.stations.begin;
  const Station& row = station_row(station);
  if (state.working) {
    stop_work(server, station);
    for (Job job = state.batch; job != nobody; job = at(job).next) {
      at(job).place = JobState::Place::held;
    }
  }
  state.down = true;
  change(rows_.stations[station].down, context_.now(), 1);
  const std::uint64_t n = state.failures++;
  remind(cut_days(drawn(row.down_days, network_.server_stream(server), Purpose::down_time, n),
                  StationRecord::days_range),
         ServerRepaired(server));
}

void Shop::repair(std::uint32_t server) {
  ServerState& state = server_at(server);
  const std::uint32_t station = network_.servers[server] - site_.stations.begin;
  const Station& row = station_row(station);
  state.down = false;
  change(rows_.stations[station].down, context_.now(), -1);
  state.up_left =
      cut_days(drawn(row.up_days, network_.server_stream(server), Purpose::up_time, state.failures),
               StationRecord::days_range);
  if (row.calendar_clock) {
    remind(state.up_left, ServerFails(server, state.generation));
  }
  if (state.batch != nobody && row.discipline == Discipline::preemptive) {
    put_back(server, station);
  } else if (state.batch != nobody) {
    for (Job job = state.batch; job != nobody; job = at(job).next) {
      at(job).place = JobState::Place::in_service;
    }
    return begin_work(station, server, state.batch, at(state.batch).left);
  }
  rest(server, station);
  start(station);
}

}  // namespace korus
