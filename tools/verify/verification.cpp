#include "tools/verify/verification.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <utility>
#include <variant>

#include "engine/digest.hpp"
#include "engine/parallel.hpp"
#include "tools/scenario/wording.hpp"
#include "tools/verify/observation.hpp"

namespace korus {
namespace {

class Verifier {
 public:
  explicit Verifier(const VerificationRequest& request)
      : request_(request), runs_(request.runner) {}

  Verification run() {
    read();
    carry_out();
    for (const PlannedCase& planned : cases_) {
      for (const PlannedRow& row : planned.rows) {
        judge_row(row, planned);
      }
    }
    for (auto& [line, rows] : judged_) {
      std::ranges::move(rows, std::back_inserter(result_.rows));
    }
    count_z();
    return std::move(result_);
  }

 private:
  void read() {
    Diagnostics diagnostics;
    catalogue_ = read_catalogue(request_.catalogue, diagnostics);
    diagnostics.throw_if_any();  // what the set-ups would be held against
    files_.push_back(request_.catalogue);
    plan_cases();
    for (PlannedCase& planned : cases_) {
      read_case(planned, diagnostics);
    }
    for (PlannedCase& planned : cases_) {
      if (planned.setup) {
        plan_rows(planned, runs_, diagnostics);
      }
    }
    diagnostics.throw_if_any();
    for (const Variant& variant : runs_.all()) {
      const auto folder = std::filesystem::path(variant.setup.scenario.text).parent_path();
      for (const InputFile& file : variant.loaded->loaded.files) {
        files_.push_back(folder / file.path);
      }
    }
  }

  bool is_asked_for(const CatalogueRow& row) const {
    return request_.only.empty() || std::ranges::any_of(request_.only, [&](const std::string& id) {
             return id == row.id || id == row.case_id;
           });
  }

  void plan_cases() {
    for (const std::string& id : request_.only) {
      if (std::ranges::none_of(catalogue_, [&](const CatalogueRow& row) {
            return id == row.id || id == row.case_id;
          })) {
        throw UnknownRow(
            fmt::format("{} has no case or row {}", request_.catalogue.string(), in_quotes(id)));
      }
    }
    for (const CatalogueRow& row : catalogue_) {
      letters_[row.case_id].push_back(row.letter);
      if (!is_asked_for(row)) {
        continue;
      }
      auto planned = std::ranges::find(cases_, row.case_id, &PlannedCase::id);
      if (planned == cases_.end()) {
        cases_.push_back({.id = row.case_id, .seed = case_seed(request_.seed, row.case_id)});
        planned = cases_.end() - 1;
      }
      planned->rows.push_back({.row = &row});
    }
  }

  void read_case(PlannedCase& planned, Diagnostics& diagnostics) {
    std::vector<const CatalogueRow*> rows;
    std::ranges::transform(planned.rows, std::back_inserter(rows), &PlannedRow::row);
    const std::filesystem::path path = request_.setups / (planned.id + ".toml");
    planned.setup =
        read_setup(path, rows, letters_.at(planned.id),
                   {.full = request_.full, .functions = request_.functions}, diagnostics);
    if (planned.setup) {
      files_.push_back(path);
    }
  }

  void carry_out() {
    std::vector<std::function<void()>> tasks = runs_.tasks();
    for (PlannedCase& planned : cases_) {
      if (planned.setup) {
        std::ranges::move(function_tasks(planned), std::back_inserter(tasks));
      }
    }
    request_.planned(tasks.size(), files_);
    with_threads(request_.threads, [&] {
      parallel_for(tasks.size(), [&](std::size_t i) {
        tasks[i]();
        request_.done();
      });
    });
  }

  void judge_row(const PlannedRow& row, const PlannedCase& planned) {
    std::vector<JudgedRow>& rows = judged_[row.row->origin.line];
    JudgedRow judged{.row = *row.row, .run = "", .seed = planned.seed};
    if (row.setup == nullptr) {
      judged.judgement = {
          .verdict = Verdict::missing,
          .note = "no set-up " + (request_.setups / (planned.id + ".toml")).string()};
      rows.push_back(std::move(judged));
    } else if (const auto* skipped = std::get_if<SkippedSource>(&row.setup->source)) {
      judged.judgement = {.verdict = Verdict::skipped, .note = skipped->reason};
      rows.push_back(std::move(judged));
    } else {
      for (Observation& found : observe(row, planned, runs_)) {
        judged.run = found.run;
        judged.judgement = judge(*row.row, found.observed, row.setup->relation);
        judged.observed = std::move(found.observed);
        rows.push_back(judged);
      }
    }
  }

  void count_z() {
    std::vector<double> z;
    for (const JudgedRow& row : result_.rows) {
      if (!std::isnan(row.judgement.z)) {
        z.push_back(row.judgement.z);
      }
    }
    result_.z = z_scores(z);
  }

  const VerificationRequest& request_;
  CaseRuns runs_;
  std::vector<CatalogueRow> catalogue_;
  std::map<std::string, std::vector<std::string>> letters_;  // of each case in the catalogue
  std::vector<PlannedCase> cases_;
  std::vector<std::filesystem::path> files_;
  std::map<int, std::vector<JudgedRow>> judged_;  // by the catalogue's line
  Verification result_;
};

}  // namespace

std::uint64_t case_seed(std::uint64_t seed, std::string_view case_id) {
  return mix(seed ^ mix(name_key(case_id))) >> 16;
}

Verification verify(const VerificationRequest& request) { return Verifier(request).run(); }

}  // namespace korus
