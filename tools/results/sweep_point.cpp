#include <algorithm>
#include <cstring>
#include <iterator>
#include <limits>
#include <span>

#include "engine/ensure.hpp"
#include "tools/ensemble/kpi_summary.hpp"
#include "tools/ensemble/series_summary.hpp"
#include "tools/results/chunk_codec.hpp"
#include "tools/results/kpi_groups.hpp"
#include "tools/results/sweep_variables.hpp"

namespace korus {
namespace {

template <class T>
SweepChunk encoded(std::size_t variable, std::vector<std::uint64_t> offset,
                   const std::vector<T>& values) {
  EncodedChunk chunk = encode_chunk(std::as_bytes(std::span(values)), sizeof(T));
  return {variable, std::move(offset), std::move(chunk.bytes), chunk.filter_mask};
}

class PointEncoder {
 public:
  PointEncoder(const SweepHeader& header, const PointOutcome& outcome)
      : header_(header), outcome_(outcome), variables_(sweep_variables(header)) {}

  std::vector<SweepChunk> chunks() {
    for (std::size_t v = 0; v < variables_.size(); ++v) {
      const SweepVariable& variable = variables_[v];
      if (variable.name == "status" && variable.group == "kpi") {
        chunks_.push_back(
            encoded<std::int8_t>(v, {}, {outcome_.failure.empty() ? status_done : status_failed}));
      } else if (outcome_.failure.empty()) {
        encode(v, variable);
      }
    }
    return std::move(chunks_);
  }

 private:
  void encode(std::size_t v, const SweepVariable& variable) {
    if (variable.group == "summary") {
      chunks_.push_back(encoded(v, {0, 0}, summary()));
    } else if (variable.group != "kpi") {
      encode_series(v, variable);
    } else if (variable.name == "events") {
      chunks_.push_back(encoded(v, {0}, outcome_.events));
    } else if (variable.name == "digest") {
      chunks_.push_back(encoded(v, {0}, outcome_.digests));
    } else {
      chunks_.push_back(encoded(v, {0, 0}, values(variable.name)));
    }
  }

  std::vector<double> values(const std::string& name) const {
    std::vector<double> result;
    for (const auto& replication : outcome_.kpi_values) {
      std::ranges::transform(replication, std::back_inserter(result), [&](const KpiValue& value) {
        return name == "numerator"     ? value.numerator
               : name == "denominator" ? value.denominator
                                       : value.numerator / value.denominator;
      });
    }
    return result;
  }

  std::vector<double> summary() const {
    const std::vector<KpiSummary> summaries =
        summarise_kpis(header_.data.kpis, outcome_.kpi_values);
    std::vector<double> result;
    std::ranges::transform(summaries, std::back_inserter(result), [](const KpiSummary& summary) {
      return static_cast<double>(summary.estimate.n);
    });
    for (const SummaryColumn& column : summary_columns()) {
      std::ranges::transform(summaries, std::back_inserter(result), column.of);
    }
    return result;
  }

  // Chunks of [1, times, entities]; the last of an axis reaches beyond it, where it is NaN.
  void encode_series(std::size_t v, const SweepVariable& variable) {
    const std::vector<float> flat = variable.group == "series" ? bands(variable) : every(variable);
    const std::vector<hsize_t>& shape = variable.shape;
    const std::vector<hsize_t>& chunk = variable.chunk;
    for (hsize_t first = 0; first < shape[0]; ++first) {
      for (hsize_t time = 0; time < shape[1]; time += chunk[1]) {
        for (hsize_t entity = 0; entity < shape[2]; entity += chunk[2]) {
          std::vector<float> values(chunk[1] * chunk[2], std::numeric_limits<float>::quiet_NaN());
          const hsize_t width = std::min(chunk[2], shape[2] - entity);
          for (hsize_t t = time; t < std::min(time + chunk[1], shape[1]); ++t) {
            std::copy_n(flat.begin() +
                            static_cast<std::ptrdiff_t>((first * shape[1] + t) * shape[2] + entity),
                        width, values.begin() + static_cast<std::ptrdiff_t>((t - time) * chunk[2]));
          }
          chunks_.push_back(encoded(v, {first, time, entity}, values));
        }
      }
    }
  }

  std::size_t place_of(const SweepVariable& variable) const {
    const auto found = std::ranges::find(header_.layout.variables, variable.name, &Variable::name);
    return static_cast<std::size_t>(found - header_.layout.variables.begin());
  }

  std::vector<float> bands(const SweepVariable& variable) const {
    return summarise_series(
        header_.layout, outcome_.series,
        {.variable = place_of(variable), .first_entity = 0, .entities = variable.shape[2]});
  }

  std::vector<float> every(const SweepVariable& variable) const {
    const std::size_t first = header_.layout.offsets()[place_of(variable)];
    std::vector<float> result;
    for (const std::vector<float>& replication : outcome_.series) {
      const auto begin = replication.begin() + static_cast<std::ptrdiff_t>(first);
      result.insert(result.end(), begin,
                    begin + static_cast<std::ptrdiff_t>(variable.shape[1] * variable.shape[2]));
    }
    return result;
  }

  const SweepHeader& header_;
  const PointOutcome& outcome_;
  std::vector<SweepVariable> variables_;
  std::vector<SweepChunk> chunks_;
};

void check_shapes(const SweepHeader& header, const PointOutcome& outcome) {
  const std::size_t replications = header.data.replications;
  ensure(outcome.digests.size() == replications && outcome.events.size() == replications &&
             outcome.kpi_values.size() == replications,
         "a point of a sweep has every replication");
  ensure(
      std::ranges::all_of(outcome.kpi_values,
                          [&](const auto& row) { return row.size() == header.data.kpis.size(); }),
      "a replication of a point has a value of every indicator");
  const bool recorded = header.detail != SeriesDetail::none;
  const std::size_t values = recorded ? header.layout.offsets().back() : 0;
  ensure(outcome.series.size() == (recorded ? replications : 0) &&
             std::ranges::all_of(outcome.series,
                                 [&](const auto& series) { return series.size() == values; }),
         "a replication of a point has the series of the sweep");
}

}  // namespace

SweepPoint encode_point(const SweepHeader& header, std::size_t point, const PointOutcome& outcome) {
  if (outcome.failure.empty()) {
    check_shapes(header, outcome);
  }
  return {
      .point = point, .failure = outcome.failure, .chunks = PointEncoder(header, outcome).chunks()};
}

}  // namespace korus
