#include "models/station_notes.hpp"

#include <algorithm>
#include <cmath>

#include "models/steady_state.hpp"

namespace korus {
namespace {

class Notes {
 public:
  explicit Notes(const Network& network) : network_(network) {}

  std::vector<std::string> all() {
    std::vector<double> load(network_.stations.size(), 0.0);  // servers' days of work a day
    for (std::uint32_t c = 0; c < network_.job_classes.size(); ++c) {
      add_job(c, load);
    }
    for (std::uint32_t s = 0; s < network_.stations.size(); ++s) {
      add_station(network_.stations[s], load[s]);
    }
    return std::move(notes_);
  }

 private:
  // Calls each(step or nobody, probability) for where a job goes from a step.
  template <class Each>
  static void each_next(const Step& step, Each&& each) {
    double rest = 1.0;
    for (const Branch& branch : step.branches) {
      each(branch.step, branch.probability);
      rest -= branch.probability;
    }
    if (rest > 1e-12) {
      each(step.next, rest);
    }
  }

  void add_job(std::uint32_t index, std::vector<double>& load) {
    const JobClass& job = network_.job_classes[index];
    const bool comes = job.interarrival_days != Law(0) || job.start_jobs > 0 ||
                       job.supply != JobSupply::open || job.line != nobody || job.lane != nobody;
    if (!comes) {
      notes_.push_back(
          "job " + job.id +
          " never comes: it has no interarrival_days and no start_jobs, and no process "
          "and no lane names it");
    }
    if (!leaves(index)) {
      notes_.push_back("job " + job.id + " never leaves: no route of its steps comes to an end");
    } else if (job.supply == JobSupply::open && job.patience_days == Law(0)) {
      add_load(index, load);
    }
  }

  Run steps_of(std::uint32_t job) const {
    Run run{network_.job_classes[job].first_step, network_.job_classes[job].first_step};
    while (run.end < network_.steps.size() && network_.steps[run.end].job == job) {
      ++run.end;
    }
    return run;
  }

  bool leaves(std::uint32_t job) const {
    const Run steps = steps_of(job);
    std::vector<bool> ends(steps.size(), false);
    for (bool changed = true; changed;) {
      changed = false;
      for (std::uint32_t s = steps.begin; s < steps.end; ++s) {
        bool end = false;
        each_next(network_.steps[s], [&](std::uint32_t next, double) {
          end = end || next == nobody || ends[next - steps.begin];
        });
        changed = changed || (end && !ends[s - steps.begin]);
        ends[s - steps.begin] = end;
      }
    }
    return steps.size() > 0 && ends[0];
  }

  double jobs_per_day(const JobClass& job) const {
    if (job.line != nobody) {
      const Line& line = network_.lines[job.line];
      return starting_rate(network_, line) / static_cast<double>(line.lot_size);
    }
    const double gap = job.interarrival_days.mean();
    return gap > 0 ? job.jobs_per_arrival.mean() / gap : 0.0;
  }

  // Visits v = e1 + v P, by sweeps: a job that leaves visits each step a finite number of times.
  void add_load(std::uint32_t index, std::vector<double>& load) const {
    const JobClass& job = network_.job_classes[index];
    const Run steps = steps_of(index);
    std::vector<double> visits(steps.size(), 0.0);
    std::vector<double> coming(steps.size(), 0.0);
    coming[0] = 1.0;
    constexpr int most_sweeps = 10000;
    for (int sweep = 0; sweep < most_sweeps; ++sweep) {
      std::vector<double> next_coming(steps.size(), 0.0);
      double sum = 0;
      for (std::uint32_t s = steps.begin; s < steps.end; ++s) {
        const double now = coming[s - steps.begin];
        sum += now;
        visits[s - steps.begin] += now;
        each_next(network_.steps[s], [&](std::uint32_t next, double probability) {
          if (next != nobody) {
            next_coming[next - steps.begin] += now * probability;
          }
        });
      }
      if (sum < 1e-9) {
        break;
      }
      coming = std::move(next_coming);
    }
    const double rate = jobs_per_day(job);
    for (std::uint32_t s = steps.begin; s < steps.end;) {
      const Step& first = network_.steps[s];
      for (std::uint32_t part = 0; part < first.siblings; ++part, ++s) {
        const Step& step = network_.steps[s];
        const double setup = step.always_set_up ? step.setup_days.mean() : 0.0;
        load[step.station] += rate * visits[s - part - steps.begin] *
                              (step.service_days.mean() + step.unit_days * job.units + setup);
      }
    }
  }

  void add_station(const Station& station, double load) {
    if (station.fails() && !(station.down_days.mean() > 0)) {
      notes_.push_back("station " + station.id +
                       " fails, but its repairs take no time: up_days without down_days");
    }
    const double up = station.fails() ? station.up_days.mean() : 1.0;
    const double down = station.fails() ? station.down_days.mean() : 0.0;
    const double most = static_cast<double>(station.servers) *
                        static_cast<double>(station.batch_most) *
                        (up + down > 0 ? up / (up + down) : 0);
    if (station.servers > 0 && station.room < 0 && load > 0 && load >= most) {
      notes_.push_back("station " + station.id + " cannot keep up: the work that comes is " +
                       (most > 0 ? std::to_string(std::llround(100 * load / most)) : "over 100") +
                       " % of what its servers can do, and its queue grows without end");
    }
  }

  const Network& network_;
  std::vector<std::string> notes_;
};

}  // namespace

std::vector<std::string> station_notes(const Network& network) { return Notes(network).all(); }

}  // namespace korus
