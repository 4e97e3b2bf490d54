#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>

#include "tools/ensemble/series_summary.hpp"
#include "tools/results/hdf5_image.hpp"
#include "tools/results/kpi_groups.hpp"
#include "tools/results/output_group.hpp"
#include "tools/results/provenance_groups.hpp"
#include "tools/results/result_reader.hpp"
#include "tools/results/series_groups.hpp"
#include "tools/results/sweep_seal.hpp"
#include "tools/results/sweep_storage.hpp"
#include "tools/results/whole_file.hpp"

namespace korus {
namespace {

constexpr std::int32_t sweep_format_version = 1;
constexpr const char* plan_contents = "the plan";  // of the seal

class PlanWriter {
 public:
  PlanWriter(const Hdf5Handle& file, const SweepHeader& header) : file_(file), header_(header) {}

  void write() {
    write_root();
    write_design();
    write_kpi();
    if (!header_.data.kpis.empty()) {
      write_summary();
    }
    if (header_.detail != SeriesDetail::none) {
      OutputGroup group(file_, "series", "Series over time, as bands over replications");
      add_points(group);
      add_statistics(group, {series_statistics.begin(), series_statistics.end()});
      add_series_axes(group, header_.layout);
    }
    if (header_.detail == SeriesDetail::all) {
      OutputGroup group(file_, "series_all", "Series over time, every replication");
      add_points(group);
      add_replications(group);
      add_series_axes(group, header_.layout);
    }
    write_plan();
    const RunResult provenance{.resolved_scenario = header_.resolved_texts.front(),
                               .files = header_.files,
                               .inputs = header_.inputs,
                               .sources = header_.sources};
    write_scenario_group(file_, provenance);
    write_inputs_group(file_, provenance);
    write_sources_group(file_, provenance);
  }

 private:
  void write_root() {
    const hid_t root = file_.id();
    write_attributes(
        root,
        {{"Conventions", "CF-1.10"},
         {"title", header_.data.title},
         {"source", "Korus " + header_.korus_version + ", a discrete-event supply-chain simulator"},
         {"history",
          fmt::format("korus {}: korus sweep {}", header_.korus_version, header_.plan_path)},
         {"korus_format", "korus-sweep"}});
    write_attribute(root, "korus_format_version", sweep_format_version);
    write_attributes(root,
                     {{"korus_version", header_.korus_version}, {"identity", header_.identity}});
    write_attribute(root, "seed", header_.seed);
    write_attribute(root, "points", static_cast<std::int64_t>(header_.points()));
    write_attribute(root, "replications", static_cast<std::int64_t>(header_.data.replications));
    write_attribute(root, "points_per_file", static_cast<std::int64_t>(header_.points_per_file));
  }

  void add_points(OutputGroup& group) {
    group.add_numbered_dimension("point", header_.points(), {{"long_name", "Number of the point"}});
  }
  void add_replications(OutputGroup& group) {
    group.add_numbered_dimension("replication", header_.data.replications,
                                 {{"long_name", "Number of the replication"}});
  }
  static void add_statistics(OutputGroup& group, const std::vector<std::string>& names) {
    group.add_dimension("statistic", names, {{"long_name", "Statistic over replications"}});
  }

  std::size_t policies() const { return header_.data.policies.size(); }

  // `of(row)` of every point.
  std::vector<double> by_point(const std::function<double(std::size_t)>& of) const {
    std::vector<double> values(header_.points());
    for (std::size_t point = 0; point < values.size(); ++point) {
      values[point] = of(point / policies());
    }
    return values;
  }

  void add_policies(OutputGroup& group) {
    std::vector<std::string> names(header_.points());
    for (std::size_t point = 0; point < names.size(); ++point) {
      names[point] = header_.data.policies[point % policies()];
    }
    group.add_variable("policy_name", {"point"}, names, {{"long_name", "Policy of the point"}});
  }

  // Each factor as a coordinate along the points.
  void add_factor_coordinates(OutputGroup& group) {
    for (std::size_t f = 0; f < header_.data.factors.size(); ++f) {
      const SweepFactor& factor = header_.data.factors[f];
      const auto value = [&](std::size_t row) { return header_.data.values[row][f]; };
      if (factor.values.empty()) {
        group.add_variable(factor.name, {"point"}, by_point(value),
                           {{"long_name", factor.doc}, {"units", factor.unit}});
        continue;
      }
      std::vector<std::string> words(header_.points());
      for (std::size_t point = 0; point < words.size(); ++point) {
        words[point] = factor.values[static_cast<std::size_t>(value(point / policies()))];
      }
      group.add_variable(factor.name, {"point"}, words, {{"long_name", factor.doc}});
    }
  }

  void write_design() {
    const SweepData& data = header_.data;
    OutputGroup group(file_, "design", "What is varied, and the points at which it was run");
    group.add_attribute({"kind", std::string(design_names[static_cast<std::size_t>(data.design)])});
    group.add_attribute("samples", static_cast<std::int64_t>(data.samples));
    group.add_attribute("levels", static_cast<std::int64_t>(data.levels));
    group.add_attribute("seed", data.design_seed);
    add_points(group);
    group.add_dimension("policy", data.policies, {{"long_name", "Name of the policy"}});
    std::vector<std::int64_t> rows(header_.points());
    std::vector<std::int64_t> policy(header_.points());
    for (std::size_t point = 0; point < rows.size(); ++point) {
      rows[point] = static_cast<std::int64_t>(point / policies());
      policy[point] = static_cast<std::int64_t>(point % policies());
    }
    group.add_variable("row", {"point"}, rows, {{"long_name", "Row of the design"}});
    group.add_variable("policy_index", {"point"}, policy, {{"long_name", "Policy, from 0"}});
    group.add_variable("policy_title", {"policy"}, header_.titles, {{"long_name", "Title"}});
    group.add_variable("policy_scenario", {"policy"}, header_.scenario_paths,
                       {{"long_name", "Scenario file"}});
    group.add_variable("policy_sha256", {"policy"}, header_.scenario_sha256s,
                       {{"long_name", "SHA-256 of the scenario's canonical text"}});
    group.add_variable("policy_cost", {"policy"}, header_.costs_usd,
                       {{"long_name", "Cost beyond the first policy"}, {"units", "USD"}});
    if (!data.factors.empty()) {
      write_factors(group);
    }
  }

  void write_factors(OutputGroup& group) {
    const std::vector<SweepFactor>& factors = header_.data.factors;
    const auto words = [&](const char* name, const char* meaning, auto of) {
      std::vector<std::string> values;
      std::ranges::transform(factors, std::back_inserter(values), of);
      group.add_variable(name, {"factor"}, values, {{"long_name", meaning}});
    };
    std::vector<std::string> names;
    std::ranges::transform(factors, std::back_inserter(names), &SweepFactor::name);
    group.add_dimension("factor", names, {{"long_name", "Name of the factor"}});
    words("units_of_factor", "Unit", [](const SweepFactor& f) { return f.unit; });
    words("doc", "What it is", [](const SweepFactor& f) { return f.doc; });
    words("values", "Its values, where it is a list",
          [](const SweepFactor& f) { return fmt::format("{}", fmt::join(f.values, "|")); });
    words("source", "Keys of group sources", [](const SweepFactor& f) { return f.source; });
    words("quality", "How its range is known", [](const SweepFactor& f) { return f.quality; });
    group.add_variable("fields", {"factor"}, header_.fields,
                       {{"long_name", "What is done to which fields of the scenario"}});
    std::vector<double> low;
    std::vector<double> high;
    for (const SweepFactor& factor : factors) {
      low.push_back(factor.low);
      high.push_back(factor.high);
    }
    group.add_variable("low", {"factor"}, low, {{"long_name", "Least value"}});
    group.add_variable("high", {"factor"}, high, {{"long_name", "Greatest value"}});
    add_points_of(group, "value", header_.data.values, "Value, of a list its place from 0");
    add_points_of(group, "unit_value", header_.data.unit, "Place in the unit cube");
  }

  void add_points_of(OutputGroup& group, const char* name, const Points& points,
                     const char* meaning) {
    std::vector<double> values;
    for (std::size_t point = 0; point < header_.points(); ++point) {
      const auto row = points[point / policies()];
      values.insert(values.end(), row.begin(), row.end());
    }
    group.add_variable(name, {"point", "factor"}, values, {{"long_name", meaning}});
  }

  void write_kpi() {
    OutputGroup group(file_, "kpi",
                      "Key performance indicators of every replication of every point");
    add_points(group);
    add_replications(group);
    add_policies(group);
    if (!header_.data.kpis.empty()) {
      add_kpi_dimension(group, header_.data.kpis);
    }
  }

  void write_summary() {
    OutputGroup group(file_, "summary",
                      "Key performance indicators of every point, over replications");
    add_points(group);
    std::vector<std::string> names{"n"};
    std::ranges::transform(summary_columns(), std::back_inserter(names), &SummaryColumn::name);
    add_statistics(group, names);
    add_kpi_dimension(group, header_.data.kpis);
    add_policies(group);
    add_factor_coordinates(group);
  }

  void write_plan() {
    OutputGroup group(file_, "plan", "The plan as it was run");
    group.add_variable("text", {}, std::span(&header_.plan_text, 1),
                       {{"long_name", "The plan file"}});
    group.add_dimension("policy", header_.data.policies, {{"long_name", "Name of the policy"}});
    group.add_variable(
        "resolved_text", {"policy"}, header_.resolved_texts,
        {{"long_name", "Canonical text of the policy's scenario, before the factors"}});
  }

  const Hdf5Handle& file_;
  const SweepHeader& header_;
};

}  // namespace

void write_plan_file(const std::filesystem::path& path, const SweepHeader& header,
                     const std::string& writer) {
  const SilentHdf5 silence;
  const Hdf5Image image;
  PlanWriter(image.file(), header).write();
  write_first_file(path, sealed(image.bytes(), plan_contents), writer);
}

PlanFileSummary read_plan_file(const std::filesystem::path& path) {
  if (const std::string damage = seal_damage(path, plan_contents); !damage.empty()) {
    throw InputError(fmt::format("'{}' is not what was written: {}", path.string(), damage));
  }
  const SilentHdf5 silence;
  try {
    const ResultReader file(path);
    const auto count = [&](const char* name) {
      return static_cast<std::size_t>(file.whole_attribute("/", name));
    };
    return {.title = file.attribute("title"),
            .identity = file.attribute("identity"),
            .points = count("points"),
            .replications = count("replications"),
            .points_per_file = count("points_per_file")};
  } catch (const OutputError& error) {
    throw InputError(fmt::format("'{}' is no file of a sweep: {}", path.string(), error.what()));
  }
}

}  // namespace korus
