#include "models/figures.hpp"

#include <utility>

namespace korus {
namespace {

double whole(std::int64_t value) { return static_cast<double>(value); }
double days(const WideSum& us) { return us.value() / static_cast<double>(one_day.count()); }

// Integrals up to now, and histograms anew where `anew`.
void bring_up_to(SimTime now, NetworkState& state, bool anew) {
  for (StationState& s : state.stations) {
    for (TimeWeighted* number :
         {&s.waiting, &s.in_service, &s.busy, &s.blocked, &s.down, &s.present}) {
      number->advance(now);
    }
  }
  for (JobClassState& c : state.job_classes) {
    c.present.advance(now);
  }
  for (auto* histograms : {&state.waits, &state.sojourns}) {
    for (DurationHistogram& histogram : *histograms) {
      anew ? histogram.clear() : void();
    }
  }
}

}  // namespace

Figures::Figures(const Network& network) : network_(network) {
  if (network.settings.figures != "all") {
    return;
  }
  for (std::size_t s = 0; s < network.stations.size(); ++s) {
    add_station(s);
  }
  for (std::size_t c = 0; c < network.job_classes.size(); ++c) {
    add_job_class(c);
  }
}

void Figures::add(Kpi kpi, Amounts amounts) {
  kpi.name = kpi.measure + "." + kpi.group;
  kpi.is_ratio = static_cast<bool>(amounts.denominator);
  kpis_.push_back(std::move(kpi));
  amounts_.push_back(std::move(amounts));
}

void Figures::add_station(std::size_t station) {
  const Station& row = network_.stations[station];
  const auto put = [&](const std::string& measure, const std::string& words,
                       const std::string& units, bool higher_is_better, Amounts amounts) {
    add({.long_name = words + ", " + row.id,
         .units = units,
         .measure = measure,
         .country = network_.sites[row.site].country,
         .group = row.id,
         .higher_is_better = higher_is_better},
        std::move(amounts));
  };
  using Count = std::int64_t StationState::*;
  const auto count = [station](Count what) -> Amount {
    return [=](const Moment& m) { return whole(m.state.stations[station].*what); };
  };
  const auto integral = [station](TimeWeighted StationState::* what) -> Amount {
    return [=](const Moment& m) { return (m.state.stations[station].*what).integral_days(); };
  };
  const auto server_days = [servers = static_cast<double>(row.servers)](const Moment& m) {
    return m.day * servers;
  };
  const Amount time = [](const Moment& m) { return m.day; };
  const auto mean = [&](const std::string& measure, const std::string& words,
                        TimeWeighted StationState::* what) {
    put(measure, words, "1", false, {integral(what), time});
  };
  mean("in_system_mean", "Mean number of jobs at the station", &StationState::present);
  mean("waiting_mean", "Mean number of jobs waiting", &StationState::waiting);
  mean("in_service_mean", "Mean number of jobs in service", &StationState::in_service);
  if (row.servers > 0) {
    const auto share = [&](const std::string& measure, const std::string& words, bool better,
                           TimeWeighted StationState::* what) {
      put(measure, words, "1", better, {integral(what), server_days});
    };
    share("utilisation", "Share of the servers' time at work", true, &StationState::busy);
    share("blocked_share", "Jobs that hold a server though done, over servers", false,
          &StationState::blocked);
    share("down_share", "Share of the servers' time down", false, &StationState::down);
    put("idle_share", "Share of the servers' time neither at work, down nor blocked", "1", false,
        {[=, busy = integral(&StationState::busy), down = integral(&StationState::down),
          blocked = integral(&StationState::blocked)](const Moment& m) {
           return server_days(m) - busy(m) - down(m) - blocked(m);
         },
         server_days});
  }
  const Amount started = count(&StationState::started);
  put("wait_days_mean", "Mean wait to the first service", "d", false,
      {[station](const Moment& m) { return days(m.state.stations[station].waits); }, started});
  put("delayed_share", "Share of first services after a wait", "1", false,
      {count(&StationState::delayed), started});
  put("over_limit_share", "Share of first services after more than wait_limit_days", "1", false,
      {count(&StationState::over_limit), started});
  put("turned_away_share", "Share of arrivals that found no place", "1", false,
      {count(&StationState::turned_away), [station](const Moment& m) {
         const StationState& s = m.state.stations[station];
         return whole(s.entered + s.turned_away);
       }});
  put("abandoned_share", "Share of arrivals that left unserved", "1", false,
      {count(&StationState::abandoned), count(&StationState::entered)});
  put("throughput_per_day", "Jobs that left the station", "1/d", true,
      {[station](const Moment& m) {
         const StationState& s = m.state.stations[station];
         return whole(s.left - s.abandoned);
       },
       time});
  for (const auto& [name, p] : {std::pair{"p50", 0.5}, {"p90", 0.9}, {"p99", 0.99}}) {
    put(std::string("wait_days_") + name, "Quantile of the wait to the first service", "d", false,
        {[station, p = p](const Moment& m) { return m.state.waits[station].quantile_days(p); },
         {},
         false});
  }
  put("in_system_end", "Jobs at the station at the end", "1", false,
      {[station](const Moment& m) { return whole(m.state.stations[station].present.value()); },
       {},
       false});
  put("down_end", "Servers down at the end", "1", false,
      {[station](const Moment& m) { return whole(m.state.stations[station].down.value()); },
       {},
       false});
  put("up_days", "Days the servers were up, summed", "d", true,
      {[=, down = integral(&StationState::down)](const Moment& m) {
        return server_days(m) - down(m);
      }});
  put("little_gap", "Greatest gap of Little's law when the station stood empty", "us", false,
      {[station](const Moment& m) { return whole(m.state.stations[station].little_gap); },
       {},
       false});
}

void Figures::add_job_class(std::size_t job_class) {
  const JobClass& row = network_.job_classes[job_class];
  const auto put = [&](const std::string& measure, const std::string& words,
                       const std::string& units, bool higher_is_better, Amounts amounts) {
    add({.long_name = words + ", " + row.id,
         .units = units,
         .measure = measure,
         .country = network_.sites[row.site].country,
         .group = row.id,
         .higher_is_better = higher_is_better},
        std::move(amounts));
  };
  const auto of = [job_class](auto get) -> Amount {
    return [=](const Moment& m) { return get(m.state.job_classes[job_class]); };
  };
  using State = JobClassState;
  const Amount time = [](const Moment& m) { return m.day; };
  const Amount finished = of([](const State& s) { return whole(s.finished); });
  const Amount arrived = of([](const State& s) { return whole(s.arrived); });
  put("job_present_mean", "Mean number of jobs under way", "1", false,
      {of([](const State& s) { return s.present.integral_days(); }), time});
  put("job_days_mean", "Mean time from release to end", "d", false,
      {of([](const State& s) { return days(s.sojourns); }), finished});
  put("job_wait_days_mean", "Mean wait to the first service, over its stations", "d", false,
      {of([](const State& s) { return days(s.waits); }),
       of([](const State& s) { return whole(s.started); })});
  put("job_lost_share", "Share of jobs turned away or gone unserved", "1", false,
      {of([](const State& s) { return whole(s.turned_away + s.abandoned); }), arrived});
  put("job_abandoned_share", "Share of jobs gone unserved", "1", false,
      {of([](const State& s) { return whole(s.abandoned); }), arrived});
  put("job_throughput_per_day", "Jobs ended", "1/d", true, {finished, time});
  put("jobs_finished", "Jobs ended", "1", true, {finished});
  put("job_last_finish_day", "Time of the last end, from the start", "d", false,
      {of([](const State& s) { return to_days(s.last_finish); }), {}, false});
  for (const auto& [name, p] : {std::pair{"p50", 0.5}, {"p90", 0.9}, {"p99", 0.99}}) {
    put(std::string("job_days_") + name, "Quantile of the time from release to end", "d", false,
        {[job_class, p = p](const Moment& m) {
           return m.state.sojourns[job_class].quantile_days(p);
         },
         {},
         false});
  }
}

KpiValue Figures::read(const Amounts& amounts, const Moment& moment) {
  return {.numerator = amounts.numerator(moment),
          .denominator = amounts.denominator ? amounts.denominator(moment) : 1.0};
}

void Figures::Reading::begin(SimTime now, NetworkState& state) {
  bring_up_to(now, state, true);
  first_.clear();
  for (const Amounts& amounts : figures_->amounts_) {
    first_.push_back(read(amounts, {state, to_days(now)}));
  }
}

std::vector<KpiValue> Figures::Reading::values(SimTime now, NetworkState& state) const {
  bring_up_to(now, state, false);
  std::vector<KpiValue> result;
  for (std::size_t i = 0; i < first_.size(); ++i) {
    const Amounts& amounts = figures_->amounts_[i];
    KpiValue value = read(amounts, {state, to_days(now)});
    if (amounts.grows) {
      value.numerator -= first_[i].numerator;
      value.denominator -= amounts.denominator ? first_[i].denominator : 0.0;
    }
    result.push_back(value);
  }
  return result;
}

void Figures::Reading::load(ImageReader& image) {
  image.column(first_);
  if (!first_.empty() && first_.size() != figures_->kpis_.size()) {
    throw ImageError("other figures than the run takes");
  }
}

}  // namespace korus
