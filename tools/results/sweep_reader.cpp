#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "tools/results/result_reader.hpp"
#include "tools/results/sweep_file.hpp"
#include "tools/results/sweep_variables.hpp"
#include "tools/scenario/word_list.hpp"

namespace korus {
namespace {

class SweepReader {
 public:
  explicit SweepReader(const std::filesystem::path& path) : file_(path) {}

  SweepData read() {
    if (file_.attribute("korus_format") != "korus-sweep" || !file_.has("parts")) {
      throw InputError("it is a file of Korus, but no joined sweep (korus merge, korus index)");
    }
    read_design();
    read_quality();
    if (file_.has("design/factor")) {
      read_factors();
    }
    if (file_.has("kpi/kpi")) {
      read_kpis();
      read_outcomes();
    }
    return std::move(data_);
  }

 private:
  void read_design() {
    data_.title = file_.attribute("title");
    const std::string kind = file_.text_attribute("design", "kind");
    const auto place = std::ranges::find(design_names, kind);
    if (place == design_names.end()) {
      throw InputError(fmt::format("its design \"{}\" is unknown", kind));
    }
    data_.design = static_cast<DesignKind>(place - design_names.begin());
    const auto count = [&](const char* name) {
      return static_cast<std::size_t>(file_.whole_attribute("design", name));
    };
    data_.samples = count("samples");
    data_.levels = count("levels");
    data_.design_seed = count("seed");
    data_.policies = file_.words("design/policy");
    rows_ = file_.length("design/point") / data_.policies.size();
    data_.unit = Points(rows_, 0);
    data_.values = Points(rows_, 0);
  }

  void read_quality() {
    for (const std::string& mark : file_.words("inputs/quality")) {
      ++data_.quality_marks[mark.empty() ? "without a quality mark" : mark];
    }
  }

  void read_factors() {
    const std::vector<std::string> names = file_.words("design/factor");
    data_.factors.resize(names.size());
    const auto words = [&](const char* name, auto put) {
      const std::vector<std::string> values = file_.words(name);
      for (std::size_t f = 0; f < names.size(); ++f) {
        put(data_.factors[f], values.at(f));
      }
    };
    words("design/factor", [](SweepFactor& f, const std::string& text) { f.name = text; });
    words("design/units_of_factor", [](SweepFactor& f, const std::string& text) { f.unit = text; });
    words("design/doc", [](SweepFactor& f, const std::string& text) { f.doc = text; });
    words("design/source", [](SweepFactor& f, const std::string& text) { f.source = text; });
    words("design/quality", [](SweepFactor& f, const std::string& text) { f.quality = text; });
    words("design/values", [](SweepFactor& f, const std::string& text) {
      for (const std::string_view value : split_words(text, '|')) {
        f.values.emplace_back(value);
      }
    });
    const std::vector<double> low = file_.numbers("design/low");
    const std::vector<double> high = file_.numbers("design/high");
    for (std::size_t f = 0; f < names.size(); ++f) {
      data_.factors[f].low = low.at(f);
      data_.factors[f].high = high.at(f);
    }
    data_.unit = points_of("design/unit_value", names.size());
    data_.values = points_of("design/value", names.size());
  }

  // The rows' own; every policy has the same.
  Points points_of(const char* name, std::size_t factors) const {
    const std::vector<double> values = file_.numbers(name);
    Points points(rows_, factors);
    for (std::size_t row = 0; row < rows_; ++row) {
      const std::size_t at = row * data_.policies.size() * factors;
      std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(at), factors, points[row].begin());
    }
    return points;
  }

  void read_kpis() {
    data_.kpis.resize(file_.length("kpi/kpi"));
    const std::pair<const char*, std::string Kpi::*> members[] = {
        {"kpi/kpi", &Kpi::name},    {"kpi/long_name", &Kpi::long_name},
        {"kpi/units", &Kpi::units}, {"kpi/measure", &Kpi::measure},
        {"kpi/chain", &Kpi::chain}, {"kpi/country", &Kpi::country},
        {"kpi/group", &Kpi::group}};
    for (const auto& [name, member] : members) {
      const std::vector<std::string> values = file_.words(name);
      for (std::size_t k = 0; k < data_.kpis.size(); ++k) {
        data_.kpis[k].*member = values.at(k);
      }
    }
    const std::vector<std::int64_t> higher = file_.whole_numbers("kpi/higher_is_better");
    const std::vector<std::int64_t> ratio = file_.whole_numbers("kpi/is_ratio");
    for (std::size_t k = 0; k < data_.kpis.size(); ++k) {
      data_.kpis[k].higher_is_better = higher.at(k) != 0;
      data_.kpis[k].is_ratio = ratio.at(k) != 0;
    }
  }

  void read_outcomes() {
    const std::vector<std::int64_t> status = file_.whole_numbers("kpi/status");
    if (std::ranges::all_of(status, [](std::int64_t s) { return s == status_missing; })) {
      throw InputError(
          "it has no point: of an index, the parts are not where it looks for them (beside it, as "
          "they were)");
    }
    data_.replications = file_.length("kpi/replication");
    const std::vector<double> numerators = file_.numbers("kpi/numerator");
    const std::vector<double> denominators = file_.numbers("kpi/denominator");
    data_.outcomes.resize(rows_ * data_.policies.size() * data_.replications * data_.kpis.size());
    for (std::size_t i = 0; i < data_.outcomes.size(); ++i) {
      data_.outcomes[i] = {numerators.at(i), denominators.at(i)};
    }
  }

  ResultReader file_;
  SweepData data_;
  std::size_t rows_ = 0;
};

}  // namespace

SweepData read_sweep(const std::filesystem::path& path) {
  const SilentHdf5 silence;
  try {
    return SweepReader(path).read();
  } catch (const InputError& error) {
    throw InputError(fmt::format("'{}' cannot be analysed: {}", path.string(), error.what()));
  } catch (const OutputError& error) {
    throw InputError(fmt::format("'{}' is no joined sweep: {}", path.string(), error.what()));
  } catch (const std::out_of_range&) {
    throw InputError(fmt::format("'{}' is no joined sweep: it is not whole", path.string()));
  }
}

}  // namespace korus
