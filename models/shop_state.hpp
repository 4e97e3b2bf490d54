// What a run changes at stations: the jobs, who waits where, what each server does.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/histogram.hpp"
#include "engine/statistics.hpp"
#include "models/messages.hpp"
#include "models/station.hpp"

namespace korus {

// A job, or one of the parts it is split into for steps side by side. Rows are used again.
struct JobState {
  enum class Place : std::uint8_t {
    gone = 0,
    waiting = 1,
    in_service = 2,
    held = 3,     // by a server that failed
    blocked = 4,  // done, and no room at the next station
    split = 5,    // waits for its parts
  };
  SimTime born{};     // released
  SimTime entered{};  // the station
  SimTime ends{};     // of its service, if nothing interrupts it
  Duration left{};    // of an interrupted service
  Parcel goods;       // it stands for: units of a line, or of a load at its port
  std::uint32_t job_class = nobody;
  std::uint32_t step = nobody;
  std::uint32_t next = nobody;  // in the queue, the batch or the list of the blocked
  std::uint32_t previous = nobody;
  std::uint32_t parent = nobody;
  std::uint32_t parts = 0;        // still to come
  std::uint32_t server = nobody;  // none: of a station with as many as there are jobs
  std::uint32_t generation = 0;   // of messages about it: those of an older one are void
  std::uint32_t target = nobody;  // step it waits to enter
  Place place = Place::gone;
  bool served = false;  // at this station: its first service has begun
  std::uint16_t unused = 0;
};

struct ServerState {
  std::uint32_t batch = nobody;  // first of the jobs it works on, or holds while it is down
  std::uint32_t holding = 0;     // jobs it has served and that have not gone on
  std::uint32_t last_class = nobody;
  std::uint32_t generation = 0;  // of its failures by time at work
  bool down = false;
  bool working = false;
  bool resting = true;  // it is in the heap of its station's idle servers
  std::uint8_t unused[5] = {};
  Duration up_left{};          // time at work to the next failure
  SimTime began{};             // the work it is at
  std::uint64_t failures = 0;  // draws of up and down times

  bool idle() const { return !down && !working && holding == 0 && batch == nobody; }
};

struct StationState {
  TimeWeighted waiting;
  TimeWeighted in_service;  // jobs
  TimeWeighted busy;        // servers at work
  TimeWeighted blocked;     // servers that hold finished jobs
  TimeWeighted down;        // servers
  TimeWeighted present;     // jobs, blocked ones included
  std::uint32_t queue_head = nobody;
  std::uint32_t queue_tail = nobody;
  std::uint32_t blocked_head = nobody;  // jobs at other stations that wait for room here
  std::uint32_t blocked_tail = nobody;
  std::int64_t reserved = 0;  // places for jobs in service elsewhere
  std::int64_t entered = 0;
  std::int64_t turned_away = 0;
  std::int64_t abandoned = 0;
  std::int64_t started = 0;  // first services
  std::int64_t delayed = 0;  // of these after a wait
  std::int64_t over_limit = 0;
  std::int64_t left = 0;
  WideSum waits;     // [us], to the first service
  WideSum sojourns;  // [us], of those that left
  // Little's law over the time up to the last moment at which it stood empty: the integral of
  // `present` less the sojourns, 0 if no job was lost sight of [us].
  std::int64_t little_gap = 0;
  bool start_due = false;
  bool starting = false;  // never between two messages
  std::uint8_t unused[6] = {};
};

struct StepState {
  std::uint64_t services = 0;  // draws of service and setup
  std::uint64_t routes = 0;    // draws of route
};

struct JobClassState {
  TimeWeighted present;  // jobs under way
  std::int64_t arrived = 0;
  std::int64_t turned_away = 0;
  std::int64_t abandoned = 0;
  std::int64_t finished = 0;
  std::int64_t started = 0;  // first services, at any station
  WideSum waits;             // [us], to these
  WideSum sojourns;          // [us], of the finished
  SimTime last_finish{};
  std::uint64_t candidates = 0;  // draws of arrivals
  std::uint64_t patiences = 0;   // draws of patience
};

// The jobs of one site.
struct JobPool {
  std::vector<JobState> jobs;
  std::uint32_t free_head = nobody;  // by JobState::next
};

// The rows of one site's stations. Indices into the spans are counted from the site's first row.
struct ShopRows {
  std::span<StationState> stations;
  std::span<ServerState> servers;
  std::span<std::vector<std::uint32_t>> resting;  // of stations
  std::span<StepState> steps;
  std::span<std::uint32_t> queue_tails;  // of the network; a site touches its stations' only
  std::span<JobClassState> classes;
  std::span<DurationHistogram> waits;     // of stations; empty: not kept
  std::span<DurationHistogram> sojourns;  // of classes; empty: not kept
  JobPool& pool;
  double availability = 1;  // of the site
};

}  // namespace korus
