// Writes sample files into the folder given and prints what they hold as JSON, for read_sample.py
// to compare.
#include <cmath>
#include <cstdio>
#include <iostream>
#include <span>
#include <string>

#include "tests/interop/sample_result.hpp"
#include "tools/ensemble/kpi_summary.hpp"
#include "tools/ensemble/series_summary.hpp"

namespace korus {
namespace {

// With all digits; Python's json reads NaN.
std::string number(double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.17g", value);
  return std::isnan(value) ? "NaN" : text;
}

template <class T>
std::string list(const std::vector<T>& values) {
  std::string text;
  for (const T& value : values) {
    text += (text.empty() ? "" : ", ") + number(static_cast<double>(value));
  }
  return "[" + text + "]";
}

void print_series(const RunResult& result) {
  const SeriesLayout& layout = result.layout;
  std::cout << "  \"series\": {";
  for (std::size_t v = 0; v < layout.variables.size(); ++v) {
    const SeriesBlock whole{
        .variable = v, .first_entity = 0, .entities = layout.entities(layout.variables[v])};
    std::cout << (v == 0 ? "\n" : ",\n") << "    \"" << layout.variables[v].name
              << "\": " << list(summarise_series(layout, result.series, whole));
  }
  std::cout << "\n  },\n  \"series_all\": {";
  for (std::size_t v = 0; v < layout.variables.size(); ++v) {
    std::vector<float> values;
    for (const auto& series : result.series) {
      const auto own = std::span(series).subspan(layout.offsets()[v],
                                                 layout.offsets()[v + 1] - layout.offsets()[v]);
      values.insert(values.end(), own.begin(), own.end());
    }
    std::cout << (v == 0 ? "\n" : ",\n") << "    \"" << layout.variables[v].name
              << "\": " << list(values);
  }
  std::cout << "\n  },\n";
}

void print_kpis(const RunResult& result) {
  std::vector<double> numerators;
  std::vector<double> denominators;
  for (const auto& row : result.kpi_values) {
    for (const KpiValue& value : row) {
      numerators.push_back(value.numerator);
      denominators.push_back(value.denominator);
    }
  }
  std::cout << "  \"numerator\": " << list(numerators)
            << ",\n  \"denominator\": " << list(denominators) << ",\n  \"summary\": [";
  bool first = true;
  for (const KpiSummary& s : summarise_kpis(result.kpis, result.kpi_values)) {
    const Estimate& e = s.estimate;
    std::cout << (first ? "\n    " : ",\n    ")
              << list<double>({static_cast<double>(e.n),
                               e.mean,
                               e.sd,
                               e.se,
                               e.low,
                               e.high,
                               s.min,
                               s.p05,
                               s.p05_interval.low,
                               s.p05_interval.high,
                               s.p10,
                               s.p25,
                               s.p50,
                               s.p50_interval.low,
                               s.p50_interval.high,
                               s.p75,
                               s.p90,
                               s.p95,
                               s.p95_interval.low,
                               s.p95_interval.high,
                               s.max,
                               s.cvar95,
                               s.lag1_corr,
                               s.rel_halfwidth});
    first = false;
  }
  std::cout << "\n  ]\n";
}

}  // namespace
}  // namespace korus

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: write_sample FOLDER\n";
    return 64;
  }
  using namespace korus;
  const std::filesystem::path folder = arguments[1];
  write_result_file(folder / "none.h5", test::sample_result(SeriesDetail::none));
  write_result_file(folder / "summary.h5", test::sample_result(SeriesDetail::summary));
  write_result_file(folder / "all.h5", test::sample_result(SeriesDetail::all));
  write_result_file(folder / "bare.h5", test::bare_result());
  std::cout << "{\n";
  print_series(test::sample_result(SeriesDetail::all));
  print_kpis(test::sample_result(SeriesDetail::all));
  std::cout << "}\n";
}
