// A small result with everything that has broken readers before: words beyond ASCII, empty words,
// axes without entities, more entities than a chunk holds, a missing value, a text beyond 64 KiB.
// Numbers are multiples of 1/8, so that float32 holds them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "tools/results/result_file.hpp"

namespace korus::test {

inline Axis numbered_axis(const std::string& name, std::size_t entities) {
  Axis axis{.name = name,
            .labels = {},
            .auxiliary = {{.name = name + "_unit", .units = "", .numbers = {}, .words = {}}}};
  for (std::size_t e = 0; e < entities; ++e) {
    axis.labels.push_back(name + "_" + std::to_string(e));
    axis.auxiliary[0].words.push_back(e % 2 == 0 ? "GWh" : "");
  }
  return axis;
}

inline SeriesLayout sample_layout() {
  SeriesLayout layout{
      .start = std::chrono::year{2021} / 1 / 1, .time_days = {}, .axes = {}, .variables = {}};
  for (int week = 1; week <= 10; ++week) {
    layout.time_days.push_back(7.0 * week);
  }
  layout.axes = {Axis{.name = "site",
                      .labels = {"austin", "pyeongtaek", "xian"},
                      .auxiliary = {{.name = "site_name",
                                     .units = "",
                                     .numbers = {},
                                     .words = {"Austin", "평택", "Xī'ān"}},
                                    {.name = "latitude",
                                     .units = "degrees_north",
                                     .numbers = {30.25, 37.0, 34.25},
                                     .words = {}},
                                    {.name = "longitude",
                                     .units = "degrees_east",
                                     .numbers = {-97.75, 127.0, 108.875},
                                     .words = {}}}},
                 numbered_axis("line", 40), numbered_axis("stock", 0), numbered_axis("lane", 1)};
  layout.variables = {
      {"site_availability", "1", "Share of capacity that outages leave", "time: point", 0},
      {"line_output", "", "Good units finished in the interval [display unit]", "time: sum", 1},
      {"stock_on_hand", "", "Stock on hand [display unit]", "time: point", 2},
      {"lane_carried", "t", "Mass that left in the interval", "time: sum", 3},
      {"line_lots", "1", "Lots running", "time: point", 1}};
  return layout;
}

// One replication's flat series. Site 1 has no value at the third time of replication 1.
inline std::vector<float> sample_series(const SeriesLayout& layout, std::size_t replication) {
  std::vector<float> values(layout.offsets().back());
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = static_cast<float>((replication * 7919 + i * 104729) % 1009) / 8.0F;
  }
  if (replication == 1 && !layout.axes[0].labels.empty()) {
    values[2 * 3 + 1] = std::numeric_limits<float>::quiet_NaN();
  }
  return values;
}

inline std::vector<Kpi> sample_kpis() {
  return {{.name = "output_2030.US.cells",
           .long_name = "Output in 2030, cells, US",
           .units = "GWh/a",
           .measure = "output_2030",
           .chain = "battery",
           .country = "US",
           .group = "cells"},
          {.name = "unmet_share.KR.memory",
           .long_name = "Share of demand not served on its day, memory, KR",
           .units = "1",
           .measure = "unmet_share",
           .chain = "semiconductor",
           .country = "KR",
           .group = "memory",
           .higher_is_better = false,
           .is_ratio = true},
          {.name = "cover_days.KR.memory",
           .long_name = "Days of demand in stock, memory, KR",
           .units = "d",
           .measure = "cover_days",
           .chain = "semiconductor",
           .country = "KR",
           .group = "",
           .is_ratio = true}};
}

// The third indicator has no denominator in replication 0.
inline std::vector<KpiValue> sample_kpi_values(std::size_t replication) {
  const auto r = static_cast<double>(replication);
  return {{.numerator = 40 + 3 * r - r * r / 4, .denominator = 1},
          {.numerator = 2 + r, .denominator = 64 + 8 * r},
          {.numerator = 10 * r, .denominator = r}};
}

inline RunResult sample_result(SeriesDetail detail) {
  constexpr std::size_t replications = 5;
  RunResult result{.title = "Sample — 견본",
                   .scenario_path = "scenarios/sample/sample.toml",
                   .resolved_scenario = "[simulation]\nyears = 5  # five\n",
                   .scenario_sha256 = std::string(64, 'a'),
                   .korus_version = "0.1.0",
                   .compiler = "g++ 12.2.0",
                   .executor = "sequential",
                   .command_line = "korus run sample.toml",
                   .seed = 18446744073709551615U,
                   .digest = "0123456789abcdef",
                   .detail = detail,
                   .layout = sample_layout(),
                   .kpis = sample_kpis()};
  for (std::size_t r = 0; r < replications; ++r) {
    result.replication_digests.push_back(0x00ff'0000'0000'0000U + r);
    result.replication_events.push_back(10'000'000'000U + r);
    result.series.push_back(sample_series(result.layout, r));
    result.kpi_values.push_back(sample_kpi_values(r));
  }
  result.files = {
      {.path = "sample.toml", .text = "title = \"견본\"\n", .sha256 = std::string(64, 'b')},
      {.path = "line.csv", .text = std::string(100'000, 'x'), .sha256 = std::string(64, 'c')},
      {.path = "empty.csv", .text = "", .sha256 = std::string(64, 'd')}};
  result.inputs = {{.path = "line.line_0.capacity_per_year",
                    .value = 0.1,
                    .unit = "GWh",
                    .quality = "sourced",
                    .source = "doe_2024;iea",
                    .file = "line.csv",
                    .line = 2},
                   {.path = "market.us.demand",
                    .value = -2.5e300,
                    .unit = "",
                    .quality = "estimate",
                    .source = "",
                    .file = "",
                    .line = 0}};
  // The second cause has no part in replication 0, and is in several countries.
  CauseTable causes{.rows = {{.market = "kr_cells",
                              .country = "KR",
                              .chain = "battery",
                              .group = "cells",
                              .units = "GWh",
                              .kind = "capacity",
                              .id = "line_0",
                              .cause_country = "US"},
                             {.market = "kr_cells",
                              .country = "KR",
                              .chain = "battery",
                              .group = "cells",
                              .units = "GWh",
                              .kind = "hazard",
                              .id = "태풍",
                              .cause_country = ""}},
                    .amounts = {}};
  for (std::size_t r = 0; r < replications; ++r) {
    const auto n = static_cast<double>(r);
    causes.amounts.push_back({{.lost = 1, .waiting = n / 2, .waited = 8 * n},
                              {.lost = n, .waiting = 0, .waited = n / 8}});
  }
  result.causes = causes;
  result.sources = {{.id = "doe_2024",
                     .title = "Battery “supply” chains",
                     .publisher = "DOE",
                     .date = "2024-05",
                     .url = "https://example.org/a"},
                    {.id = "iea", .title = "Outlook", .publisher = "", .date = "", .url = ""}};
  return result;
}

// One replication, no indicators, no files, no inputs; no axis has entities.
inline RunResult bare_result() {
  RunResult result{.title = "Bare",
                   .replication_digests = {1},
                   .replication_events = {2},
                   .detail = SeriesDetail::all};
  result.layout = {.start = std::chrono::year{2021} / 1 / 1,
                   .time_days = {7.0, 14.0},
                   .axes = {numbered_axis("site", 0)},
                   .variables = {{"site_availability", "1", "", "time: point", 0}}};
  result.series.resize(1);
  result.kpi_values.resize(1);
  return result;
}

}  // namespace korus::test
