#include "tools/analysis/sweep_figure.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "tools/ensemble/jackknife.hpp"

namespace korus {
namespace {

double mean_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

// Moves the sample so that its mean is the ratio, of which pseudo-values are off by their bias.
void centre(std::span<double> sample, double mean) {
  const double off = mean - mean_of(sample);
  std::ranges::for_each(sample, [off](double& value) { value += off; });
}

double fill_row(const Kpi& kpi, std::span<const KpiValue> values, std::span<double> sample) {
  if (!kpi.is_ratio || values.size() == 1) {
    std::ranges::transform(values, sample.begin(), [](const KpiValue& value) {
      return value.numerator / value.denominator;
    });
    return mean_of(sample);
  }
  std::ranges::copy(pseudo_values(values), sample.begin());
  const double ratio = ratio_of_sums(values);
  centre(sample, ratio);
  return std::isnan(mean_of(sample)) ? std::numeric_limits<double>::quiet_NaN() : ratio;
}

}  // namespace

std::vector<std::size_t> SweepFigure::whole_rows() const {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < means.size(); ++row) {
    if (std::isfinite(means[row])) {
      rows.push_back(row);
    }
  }
  return rows;
}

SweepFigure sweep_figure(const SweepData& data, std::size_t kpi, std::size_t policy,
                         std::size_t left_out) {
  std::vector<std::size_t> replications;
  for (std::size_t replication = 0; replication < data.replications; ++replication) {
    if (replication != left_out) {
      replications.push_back(replication);
    }
  }
  SweepFigure figure{.kpi = data.kpis[kpi].name,
                     .policy = data.policies[policy],
                     .units = data.kpis[kpi].units,
                     .higher_is_better = data.kpis[kpi].higher_is_better,
                     .samples = Points(data.rows(), replications.size())};
  std::vector<KpiValue> values(replications.size());
  for (std::size_t row = 0; row < data.rows(); ++row) {
    std::ranges::transform(replications, values.begin(), [&](std::size_t replication) {
      return data.outcome(row, policy, replication, kpi);
    });
    figure.means.push_back(fill_row(data.kpis[kpi], values, figure.samples[row]));
  }
  return figure;
}

SweepFigure sweep_difference(const SweepData& data, std::size_t kpi, std::size_t policy,
                             std::size_t baseline) {
  SweepFigure figure = sweep_figure(data, kpi, policy);
  const SweepFigure other = sweep_figure(data, kpi, baseline);
  figure.policy += " - " + other.policy;
  for (std::size_t row = 0; row < figure.means.size(); ++row) {
    figure.means[row] -= other.means[row];
    std::ranges::transform(figure.samples[row], other.samples[row], figure.samples[row].begin(),
                           std::minus<>());
  }
  return figure;
}

Points scaled_factors(const SweepData& data) {
  Points scaled = data.unit;
  for (std::size_t f = 0; f < data.factors.size(); ++f) {
    const std::size_t n = data.factors[f].values.size();
    for (std::size_t row = 0; row < scaled.size() && n > 0; ++row) {
      scaled[row][f] = n > 1 ? data.values[row][f] / static_cast<double>(n - 1) : 0.5;
    }
  }
  return scaled;
}

}  // namespace korus
