#include "tools/verify/observation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <variant>

#include "tools/verify/call_checks.hpp"
#include "tools/verify/case_checks.hpp"
#include "tools/verify/sample.hpp"

namespace korus {
namespace {

// "" where no replication broke a promise.
std::string trouble_of(const Variant& variant, std::size_t replications) {
  for (std::size_t i = 0; i < replications; ++i) {
    if (variant.outcomes[i].breach != Breach::none) {
      return fmt::format("replication {}: {}", i, variant.outcomes[i].defect);
    }
  }
  return "";
}

class Observer {
 public:
  Observer(const PlannedRow& row, const PlannedCase& planned, const CaseRuns& runs)
      : row_(row), planned_(planned), runs_(runs), n_(planned.replications()) {}

  std::vector<Observation> operator()(const FigureSource& source) const {
    if (needs_two_runs(source.statistic)) {
      return {{name(0) + "," + name(1), figure(source, row_.variants)}};
    }
    std::vector<Observation> result;
    for (std::size_t i = 0; i < row_.variants.size(); ++i) {
      result.push_back({name(i), figure(source, std::array{row_.variants[i]})});
    }
    return result;
  }

  std::vector<Observation> operator()(const FunctionSource& source) const {
    const FunctionResults& results = row_.results;
    for (const std::string& trouble : results.troubles) {
      if (!trouble.empty()) {
        return {{"", {.trouble = trouble}}};
      }
    }
    const auto& [number, text] = results.values.front();
    if (!text.empty() && (row_.row->is_text() || std::isnan(number))) {
      return {{"", {.text = text, .replications = 1}}};
    }
    std::vector<double> numbers;
    std::ranges::transform(results.values, std::back_inserter(numbers), &FunctionValue::number);
    return {{"", observe(source.statistic,
                         std::array{sample_of(numbers, source.scale, source.offset)})}};
  }

  std::vector<Observation> operator()(const CheckSource& source) const {
    if (is_of_all_runs(source.check)) {
      return {{"", observe_runs(source.check, runs_.all())}};
    }
    std::vector<Observation> result;
    for (std::size_t i = 0; i < row_.variants.size(); ++i) {
      const Variant& variant = runs_[row_.variants[i]];
      result.push_back({name(i), source.check == CheckKind::added_entity
                                     ? added_entity(variant)
                                     : count_digests(source.check, variant, n_, runs_.runner())});
    }
    return result;
  }

  std::vector<Observation> operator()(const SkippedSource&) const { return {}; }

 private:
  const std::string& name(std::size_t run) const {
    return planned_.setup->runs[row_.setup->runs[run]].name;
  }

  Observed figure(const FigureSource& source, std::span<const std::size_t> variants) const {
    std::vector<Sample> samples;
    for (const std::size_t place : variants) {
      if (std::string trouble = trouble_of(runs_[place], n_); !trouble.empty()) {
        return {.trouble = std::move(trouble)};
      }
      samples.push_back(sample_of(source, runs_[place], n_));
    }
    return observe(source.statistic, samples);
  }

  Observed added_entity(const Variant& variant) const {
    for (const Variant* each : {&variant, &runs_[row_.other]}) {
      if (std::string trouble = trouble_of(*each, n_); !trouble.empty()) {
        return {.trouble = std::move(trouble)};
      }
    }
    return compare_figures(variant, runs_[row_.other], n_);
  }

  const PlannedRow& row_;
  const PlannedCase& planned_;
  const CaseRuns& runs_;
  std::size_t n_;
};

}  // namespace

std::vector<Observation> observe(const PlannedRow& row, const PlannedCase& planned,
                                 const CaseRuns& runs) {
  return std::visit(Observer(row, planned, runs), row.setup->source);
}

}  // namespace korus
