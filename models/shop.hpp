// How the stations of one site work: jobs come, wait, are served, fail with their server, are
// blocked, leave.
//
// A job goes through the steps of its class. At each it waits at the step's station for a server,
// is served, and goes where its route says. Everything happens inside the site's actor, at no
// delay; what takes time is a message to oneself. Order of one instant: repairs, ends of service and
// arrivals in the order they were sent, then (in the instant's next round) the starts of stations
// that block before service, which decide on what all ends of the instant left.
//
// Jobs whose full stations wait for one another in a ring would stand still for good: the run stops
// with a Gridlock that names them.
//
// While an outage leaves a share a of the site's capacity, at most a x servers of a station, rounded
// up, are at work; where more are, they end what they do.
#pragma once

#include <span>
#include <stdexcept>
#include <tuple>
#include <vector>

#include "engine/context.hpp"
#include "models/messages.hpp"
#include "models/network.hpp"
#include "models/shop_state.hpp"

namespace korus {

// Stations that wait for one another: no defect of the program but what the scenario leads to.
struct Gridlock : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Shop {
 public:
  Shop(const Network& network, const Site& site, ShopRows& rows, Context& context)
      : network_(network), site_(site), rows_(rows), context_(context) {}

  void open();                           // the first day
  void arrive(std::uint32_t job_class);  // the next arrival of an open class
  void release(std::uint32_t job_class, Parcel goods);
  void release_lots(std::uint32_t line, std::int64_t units);  // each a job of its own
  void land(std::uint32_t load, std::int64_t quantity);       // goods by a lane whose port this is
  void end_service(std::uint32_t job, std::uint32_t generation);
  void abandon(std::uint32_t job, std::uint32_t generation);
  void fail(std::uint32_t server, std::uint32_t generation);
  void repair(std::uint32_t server);
  void start_due(std::uint32_t station);

 private:
  using Job = std::uint32_t;

  // Jobs.
  Job new_job(std::uint32_t job_class);
  void free_job(Job job);
  void schedule_arrival(std::uint32_t job_class);
  void begin_position(Job job, std::uint32_t step);
  void go_on(Job job);
  std::uint32_t route(std::uint32_t step);
  void leave_class(Job job);
  void send_on(Job job);
  void lose(Job job);

  // Stations, counted from the site's first.
  bool has_room(const Station& row, const StationState& station) const;
  void enter(Job job, std::uint32_t step);
  void queue(Job job, bool in_front);
  void unlink(Job job);
  std::span<std::uint32_t> tails_from(Job job);
  void leave_station(Job job);
  void block(Job job, std::uint32_t target);
  void admit_blocked(std::uint32_t station);
  void refuse_gridlock(std::uint32_t station);
  bool add_awaited(std::uint32_t station, std::vector<std::uint32_t>& ring) const;
  void start(std::uint32_t station);
  void start_now(std::uint32_t station);
  bool can_start(std::uint32_t station);
  bool may_work(std::uint32_t station);

  // Servers, numbered over the network.
  std::uint32_t idle_server(std::uint32_t station);
  void rest(std::uint32_t server, std::uint32_t station);
  void serve(std::uint32_t station, std::uint32_t server);
  void first_service(Job job);
  Duration duration(Job job, std::uint32_t server);
  void begin_work(std::uint32_t station, std::uint32_t server, Job head, Duration work);
  void stop_work(std::uint32_t server, std::uint32_t station);
  void end_work(std::uint32_t server, std::uint32_t station);
  void preempt(std::uint32_t station, Job job);
  void put_back(std::uint32_t server, std::uint32_t station);
  void release_server(std::uint32_t server, std::uint32_t station);

  const Station& station_row(std::uint32_t s) const {
    return network_.stations[site_.stations.begin + s];
  }
  const Step& step_row(std::uint32_t s) const { return network_.steps[s]; }
  const JobClass& class_row(std::uint32_t c) const { return network_.job_classes[c]; }
  JobState& at(Job job) { return rows_.pool.jobs[job]; }
  const JobState& at(Job job) const { return rows_.pool.jobs[job]; }
  StationState& station_of(Job job) { return rows_.stations[station_index(job)]; }
  std::uint32_t station_index(Job job) const {
    return network_.steps[at(job).step].station - site_.stations.begin;
  }
  JobClassState& class_of(Job job) {
    return rows_.classes[at(job).job_class - site_.job_classes.begin];
  }
  ServerState& server_at(std::uint32_t server) {
    return rows_.servers[server - site_.servers.begin];
  }
  // The job that carries the goods: itself, or the one it is a part of.
  Job goods_of(Job job) const { return at(job).parent != nobody ? at(job).parent : job; }
  double uniform(std::uint64_t stream, Purpose purpose, std::uint64_t n) const {
    return draw(context_.random(), stream, purpose, n);
  }
  double drawn(const Law& law, std::uint64_t stream, Purpose purpose, std::uint64_t n) const {
    return korus::drawn(context_.random(), law, stream, purpose, n);
  }
  template <class M>
  void remind(Duration delay, const M& message) {
    context_.send(context_.self(), delay, message);
  }

  const Network& network_;
  const Site& site_;
  ShopRows& rows_;
  Context& context_;
  std::vector<Job> batch_;  // that has just been served
};

// The messages of a site that concern its stations.
class ShopActor {
 public:
  using Messages = std::tuple<ShopOpens, LotsReleased, JobArrival, ServiceEnds, JobAbandons,
                              ServerFails, ServerRepaired, WorkStarts, GoodsLanded>;
  static bool takes(const Event& event) {
    return event.kind >= ShopOpens::kind && event.kind <= GoodsLanded::kind;
  }

  ShopActor(const Network& network, const Site& site) : network_(network), site_(site) {}

  void on(const ShopOpens&, ShopRows& rows, Context& c) const { shop(rows, c).open(); }
  void on(const LotsReleased& m, ShopRows& rows, Context& c) const {
    shop(rows, c).release_lots(static_cast<std::uint32_t>(m.index()), m.quantity());
  }
  void on(const GoodsLanded& m, ShopRows& rows, Context& c) const {
    shop(rows, c).land(static_cast<std::uint32_t>(m.index()), m.quantity());
  }
  void on(const JobArrival& m, ShopRows& rows, Context& c) const { shop(rows, c).arrive(m.index); }
  void on(const ServiceEnds& m, ShopRows& rows, Context& c) const {
    shop(rows, c).end_service(m.index, m.generation);
  }
  void on(const JobAbandons& m, ShopRows& rows, Context& c) const {
    shop(rows, c).abandon(m.index, m.generation);
  }
  void on(const ServerFails& m, ShopRows& rows, Context& c) const {
    shop(rows, c).fail(m.index, m.generation);
  }
  void on(const ServerRepaired& m, ShopRows& rows, Context& c) const {
    shop(rows, c).repair(m.index);
  }
  void on(const WorkStarts& m, ShopRows& rows, Context& c) const {
    shop(rows, c).start_due(m.station);
  }

 private:
  Shop shop(ShopRows& rows, Context& context) const { return Shop(network_, site_, rows, context); }

  const Network& network_;
  const Site& site_;
};

}  // namespace korus
