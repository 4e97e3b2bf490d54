#include "models/shop_builder.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <string_view>
#include <tuple>

#include "models/record_index.hpp"

namespace korus {
namespace {

Discipline discipline_of(const std::string& word) {
  return word == "lifo"         ? Discipline::lifo
         : word == "priority"   ? Discipline::priority
         : word == "preemptive" ? Discipline::preemptive
                                : Discipline::fifo;
}

class ShopBuilder {
 public:
  ShopBuilder(const Scenario& scenario, Network& network, std::vector<BuildProblem>& problems)
      : in_(scenario), out_(network), problems_(problems), site_(index_of(in_.sites)) {}

  void build() {
    add_stations();
    add_classes();
    add_steps();
    if (problems_.empty()) {
      check_routes();
      add_feeders();
      add_priorities();
    }
  }

 private:
  template <class Record>
  void problem(const Record& record, std::string field, std::string message) {
    problems_.push_back(
        {std::string(Record::kind), record.id, std::move(field), std::move(message)});
  }

  void add_stations() {
    for (const StationRecord& row : in_.stations) {
      if (row.batch_least > row.batch_most) {
        problem(row, "batch_least",
                "must be at most batch_most = " + std::to_string(row.batch_most));
      }
      if (row.servers == 0 && row.batch_most > 1) {
        problem(row, "batch_most", "needs servers; servers = 0 takes every job at once");
      }
      if (row.servers == 0 && row.up_days != Law(0)) {
        problem(row, "up_days", "needs servers that can fail; servers = 0 has none");
      }
      if (row.blocking == "before_service" && row.batch_most > 1) {
        problem(row, "blocking", "before_service takes one job at a time; batch_most must be 1");
      }
      if (row.discipline == "preemptive" && row.batch_most > 1) {
        problem(row, "discipline", "a batch cannot be interrupted; batch_most must be 1");
      }
      if (row.batch_least > row.places && row.places >= 0 && row.batch_least > 1) {
        problem(row, "places",
                "a batch of " + std::to_string(row.batch_least) + " can never gather in " +
                    std::to_string(row.places));
      }
      out_.stations.push_back({.id = row.id,
                               .site = site_.at(row.site),
                               .servers = static_cast<std::uint32_t>(row.servers),
                               .room = row.places < 0 || row.servers == 0
                                           ? -1
                                           : row.places + row.servers * row.batch_most,
                               .discipline = discipline_of(row.discipline),
                               .repeats = row.interrupted == "repeat",
                               .batch_least = row.batch_least,
                               .batch_most = row.batch_most,
                               .blocks_before = row.blocking == "before_service",
                               .up_days = row.up_days,
                               .down_days = row.down_days,
                               .calendar_clock = row.clock == "calendar",
                               .wait_limit = from_days(row.wait_limit_days),
                               .stream = name_key("station/" + row.id)});
    }
    std::ranges::sort(out_.stations, {}, [](const Station& s) { return std::tie(s.site, s.id); });
    for (std::uint32_t s = 0; s < out_.stations.size(); ++s) {
      out_.stations[s].first_server = static_cast<std::uint32_t>(out_.servers.size());
      out_.servers.insert(out_.servers.end(), out_.stations[s].servers, s);
    }
    station_ = index_of(out_.stations);
  }

  void add_classes() {
    for (const JobRecord& row : in_.jobs) {
      const bool swings = row.season_amplitude > 0;
      if (swings && row.interarrival_days.kind() != Law::Kind::exponential) {
        problem(row, "season_amplitude", "needs an exponential law of interarrival_days");
      }
      out_.job_classes.push_back({.id = row.id,
                                  .order = static_cast<std::uint32_t>(out_.job_classes.size()),
                                  .site = site_.at(row.site),
                                  .supply = row.supply == "closed"      ? JobSupply::closed
                                            : row.supply == "unlimited" ? JobSupply::unlimited
                                                                        : JobSupply::open,
                                  .interarrival_days = row.interarrival_days,
                                  .jobs_per_arrival = row.jobs_per_arrival,
                                  .start_jobs = row.start_jobs,
                                  .season_amplitude = row.season_amplitude,
                                  .season_period_days = row.season_period_days,
                                  .priority = row.priority,
                                  .patience_days = row.patience_days,
                                  .units = row.units,
                                  .stream = name_key("job/" + row.id)});
      const JobClass& added = out_.job_classes.back();
      if (added.supply != JobSupply::open && row.interarrival_days != Law(0)) {
        problem(row, "interarrival_days", "is for an open supply; this one is " + row.supply);
      }
    }
    // By site, in the order of the scenario: jobs of one instant come in that order.
    std::ranges::sort(out_.job_classes, {},
                      [](const JobClass& c) { return std::pair(c.site, c.order); });
    class_ = index_of(out_.job_classes);
  }

  void add_steps() {
    for (const StepRecord& row : in_.steps) {
      const std::uint32_t station = station_.at(row.station);
      const std::uint32_t job = class_.at(row.job);
      if (out_.stations[station].site != out_.job_classes[job].site) {
        problem(row, "station",
                "stands at " + out_.sites[out_.stations[station].site].id + ", but the job is of " +
                    out_.sites[out_.job_classes[job].site].id);
      }
      out_.steps.push_back({.id = row.id,
                            .order = static_cast<std::uint32_t>(out_.steps.size()),
                            .job = job,
                            .station = station,
                            .position = row.position,
                            .service_days = row.service_days,
                            .unit_days = row.unit_days,
                            .setup_days = row.setup_days,
                            .always_set_up = row.setup == "always",
                            .stream = name_key("step/" + row.id)});
    }
    std::ranges::sort(out_.steps, {},
                      [](const Step& s) { return std::tuple(s.job, s.position, s.order); });
    link_steps();
    const Index index = index_of(out_.steps);
    for (const StepRecord& row : in_.steps) {
      out_.steps[index.at(row.id)].branches = branches(row, index);
    }
    for (const JobRecord& row : in_.jobs) {
      if (out_.job_classes[class_.at(row.id)].first_step == nobody) {
        problem(row, "", "has no step; a job needs at least one");
      }
    }
  }

  // From behind, position by position.
  void link_steps() {
    std::uint32_t next = nobody;  // first step of the position behind
    for (auto end = static_cast<std::uint32_t>(out_.steps.size()); end > 0;) {
      const Step& last = out_.steps[end - 1];
      std::uint32_t begin = end - 1;
      while (begin > 0 && out_.steps[begin - 1].job == last.job &&
             out_.steps[begin - 1].position == last.position) {
        --begin;
      }
      const bool more = next != nobody && out_.steps[next].job == last.job;
      for (std::uint32_t s = begin; s < end; ++s) {
        out_.steps[s].siblings = end - begin;
        out_.steps[s].next = more ? next : nobody;
      }
      out_.job_classes[last.job].first_step = next = begin;
      end = begin;
    }
  }

  // "step:0.3;out:0.1"
  std::vector<Branch> branches(const StepRecord& row, const Index& index) {
    std::vector<Branch> result;
    double sum = 0;
    std::string_view rest = row.next;
    while (!rest.empty()) {
      const std::string_view part = rest.substr(0, rest.find(';'));
      rest.remove_prefix(std::min(rest.size(), part.size() + 1));
      const std::size_t colon = part.rfind(':');
      const std::string name(part.substr(0, colon));
      double probability = 0;
      const std::string_view number = colon == std::string_view::npos ? "" : part.substr(colon + 1);
      const auto [end, error] =
          std::from_chars(number.data(), number.data() + number.size(), probability);
      const bool is_number = error == std::errc{} && end == number.data() + number.size() &&
                             probability > 0 && probability <= 1;
      const auto found = index.find(name);
      if (!is_number) {
        problem(row, "next",
                "must be 'step:probability;...' with probabilities above 0 and at "
                "most 1, got '" +
                    std::string(part) + "'");
        return {};
      }
      if (name != "out" &&
          (found == index.end() || out_.steps[found->second].job != class_.at(row.job))) {
        problem(row, "next", "no step '" + name + "' of job " + row.job);
        return {};
      }
      sum += probability;
      result.push_back({name == "out" ? nobody : found->second, probability});
    }
    if (sum > 1.0 + 1e-12) {
      problem(row, "next", "its probabilities add up to more than 1");
    }
    return result;
  }

  // What the stations cannot do for a job's route.
  void check_routes() {
    const Index index = index_of(out_.steps);
    for (const StepRecord& row : in_.steps) {
      const Step& step = out_.steps[index.at(row.id)];
      const Station& station = out_.stations[step.station];
      if (step.siblings > 1) {
        if (station.room >= 0) {
          problem(row, "position", "steps side by side need stations without a limit of places");
        }
        if (!step.branches.empty()) {
          problem(row, "next", "a step side by side with others goes on to the next position");
        }
      }
      const bool forks = step.next != nobody && out_.steps[step.next].siblings > 1;
      if (station.blocks_before && (forks || !step.branches.empty() || step.siblings > 1)) {
        problem(row, "station",
                "blocks before service, which needs to know the one station that comes next");
      }
      const bool joins_at_limit = step.siblings > 1 && step.next != nobody &&
                                  out_.stations[out_.steps[step.next].station].room >= 0;
      if (joins_at_limit) {
        problem(row, "position",
                "the station after steps side by side must have no limit of places; " +
                    out_.stations[out_.steps[step.next].station].id + " has one");
      }
      const bool jumps_into_fork = std::ranges::any_of(step.branches, [&](const Branch& b) {
        return b.step != nobody && out_.steps[b.step].siblings > 1 &&
               (b.step == 0 || out_.steps[b.step - 1].position == out_.steps[b.step].position);
      });
      if (jumps_into_fork) {
        problem(row, "next", "to a position of steps side by side: name its first step");
      }
    }
    for (const JobRecord& row : in_.jobs) {
      const JobClass& job = out_.job_classes[class_.at(row.id)];
      const Step& first = out_.steps[job.first_step];
      if (job.supply != JobSupply::open && out_.stations[first.station].room >= 0) {
        problem(row, "supply",
                row.supply + " needs a first station without a limit of places; " +
                    out_.stations[first.station].id + " has one");
      }
      if (job.supply == JobSupply::unlimited && first.siblings > 1) {
        problem(row, "supply", "unlimited needs one first step");
      }
      if (job.supply == JobSupply::unlimited && out_.stations[first.station].servers == 0) {
        problem(row, "supply", "unlimited needs a first station with a number of servers");
      }
      if (job.supply == JobSupply::closed && job.start_jobs == 0) {
        problem(row, "start_jobs", "a closed supply needs jobs at the start");
      }
      if (job.supply == JobSupply::unlimited && time_of(first, job) <= 0) {
        problem(row, "supply", "unlimited needs a first step that takes time");
      } else if (job.supply != JobSupply::open && takes_no_time(job)) {
        problem(row, "supply", row.supply + " needs a step that takes time");
      }
    }
  }

  bool takes_no_time(const JobClass& job) const {
    double days = 0;
    for (std::uint32_t s = job.first_step;
         s < out_.steps.size() && &out_.job_classes[out_.steps[s].job] == &job; ++s) {
      days += time_of(out_.steps[s], job);
    }
    return days <= 0;
  }

  static double time_of(const Step& step, const JobClass& job) {
    return step.service_days.mean() + step.unit_days * job.units;
  }

  void add_feeders() {
    for (const Step& step : out_.steps) {
      if (out_.stations[step.station].blocks_before && step.next != nobody) {
        std::vector<std::uint32_t>& feeders = out_.stations[out_.steps[step.next].station].feeders;
        if (std::ranges::find(feeders, step.station) == feeders.end()) {
          feeders.push_back(step.station);
        }
      }
    }
  }

  void add_priorities() {
    for (const Step& step : out_.steps) {
      Station& station = out_.stations[step.station];
      if (station.heeds_priority()) {
        station.priorities.push_back(out_.job_classes[step.job].priority);
      }
    }
    for (Station& station : out_.stations) {
      std::ranges::sort(station.priorities, std::greater{});
      const auto again = std::ranges::unique(station.priorities);
      station.priorities.erase(again.begin(), again.end());
      station.first_tail = out_.queue_tails;
      out_.queue_tails += static_cast<std::uint32_t>(station.priorities.size());
    }
  }

  const Scenario& in_;
  Network& out_;
  std::vector<BuildProblem>& problems_;
  Index site_, station_, class_;
};

}  // namespace

void build_shops(const Scenario& scenario, Network& network, std::vector<BuildProblem>& problems) {
  ShopBuilder(scenario, network, problems).build();
}

}  // namespace korus
