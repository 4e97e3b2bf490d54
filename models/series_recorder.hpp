// Takes the network's series at the edges between windows: what stands where, and what flowed since
// the last record.
#pragma once

#include <vector>

#include "models/network.hpp"
#include "models/series.hpp"
#include "models/state.hpp"

namespace korus {

// Axes site, line, stock, lane, market, product, station; one record at the end of each interval of
// settings.record_days.
SeriesLayout series_layout(const Network& network);

// The times alone, for runs that record no series.
SeriesLayout series_times(const Network& network);

class SeriesRecorder {
 public:
  SeriesRecorder(const Network& network, const SeriesLayout& layout);

  // The state at the end of the next interval.
  void record(const NetworkState& state);

  // Flat, as SeriesLayout says. Complete once every interval is recorded.
  std::vector<float> take() { return std::move(values_); }

  void save(ImageWriter& image) const;
  void load(ImageReader& image);  // throws ImageError

 private:
  void record_lines(const NetworkState& state);
  void record_stocks(const NetworkState& state);
  void record_lanes(const NetworkState& state);
  void record_markets(const NetworkState& state);
  void record_products(const NetworkState& state);
  void record_stations(const NetworkState& state);

  // Stores `value` for the entity of the variable that is being recorded.
  void put(std::size_t variable, std::size_t entity, double value);
  // The same for a running total: what it grew by since the last record.
  void put_growth(std::size_t variable, std::size_t entity, double total);

  const Network& network_;
  const SeriesLayout& layout_;
  std::vector<std::size_t> offsets_;
  std::vector<float> values_;
  std::vector<double> totals_;  // [all variables' entities], of the last record
  std::vector<std::size_t> first_total_;
  std::size_t time_ = 0;
};

}  // namespace korus
