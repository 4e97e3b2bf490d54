#include "tools/results/verification_file.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <limits>
#include <vector>

#include "tools/results/hdf5_image.hpp"
#include "tools/results/hdf5_step.hpp"
#include "tools/results/output_group.hpp"
#include "tools/results/result_file.hpp"
#include "tools/results/root_attributes.hpp"
#include "tools/results/whole_file.hpp"

namespace korus {
namespace {

constexpr int verification_format_version = 1;

template <class T, class Of>
std::vector<T> column(const Verification& verification, Of of) {
  std::vector<T> values;
  std::ranges::transform(verification.rows, std::back_inserter(values),
                         [&](const JudgedRow& row) { return T(std::invoke(of, row)); });
  return values;
}

class VerificationGroup {
 public:
  VerificationGroup(const Hdf5Handle& file, const Verification& verification)
      : verification_(verification),
        group_(file, "verification", "Cases with known answers, and what was found") {}

  void write() {
    group_.add_dimension("row", column<std::string>(verification_, &JudgedRow::label),
                         {{"long_name", "Row of the catalogue, and the run where there are some"}});
    words("id", "Row of the catalogue", [](const JudgedRow& r) { return r.row.id; });
    words("run", "Run of the case", [](const JudgedRow& r) { return r.run; });
    words("family", "Family of cases", [](const JudgedRow& r) { return r.row.family; });
    words("quantity", "What is known", [](const JudgedRow& r) { return r.row.quantity; });
    words("kind", "How it is judged", [](const JudgedRow& r) { return name_of(r.row.kind); });
    words("source", "Where the answer is from", [](const JudgedRow& r) { return r.row.source; });
    write_numbers();
    words("verdict", "passed, failed, missing, skipped or info",
          [](const JudgedRow& r) { return name_of(r.judgement.verdict); });
    words("note", "Why", [](const JudgedRow& r) { return r.judgement.note; });
    write_totals();
  }

 private:
  void write_numbers() {
    numbers("expected", "Known answer; missing: a text",
            [](const JudgedRow& r) { return r.row.expected; });
    words("expected_text", "Known answer as written",
          [](const JudgedRow& r) { return r.row.expected_text; });
    numbers("abs_tol", "Tolerance", [](const JudgedRow& r) { return r.row.abs_tol; });
    numbers("rel_tol", "Tolerance over the known answer",
            [](const JudgedRow& r) { return r.row.rel_tol; });
    numbers("observed", "What was found", [](const JudgedRow& r) { return r.observed.value; });
    words("observed_text", "What was found, of a text",
          [](const JudgedRow& r) { return r.observed.text; });
    numbers("se", "Standard error of it; missing: it does not vary", [](const JudgedRow& r) {
      return r.observed.varies() ? r.observed.se : std::numeric_limits<double>::quiet_NaN();
    });
    numbers("z", "(observed - expected) / se of stochastic rows",
            [](const JudgedRow& r) { return r.judgement.z; });
    counts("replications", "Replications behind it",
           [](const JudgedRow& r) { return r.observed.replications; });
    counts("seed", "Seed of the case's runs", [](const JudgedRow& r) { return r.seed; });
  }

  void write_totals() {
    for (const Verdict verdict :
         {Verdict::passed, Verdict::failed, Verdict::missing, Verdict::skipped, Verdict::info}) {
      group_.add_attribute(std::string(name_of(verdict)), verification_.count(verdict));
    }
    group_.add_attribute("z_count", verification_.z.n);
    group_.add_attribute("z_mean", verification_.z.mean);
    group_.add_attribute("z_sd", verification_.z.sd);
    group_.add_attribute("z_beyond_1_96", verification_.z.beyond);
    group_.add_attribute("all_passed", static_cast<std::int8_t>(verification_.passed() ? 1 : 0));
  }

  template <class Of>
  void words(const std::string& name, const std::string& long_name, Of of) {
    group_.add_variable(name, {"row"}, column<std::string>(verification_, of),
                        {{"long_name", long_name}});
  }
  template <class Of>
  void numbers(const std::string& name, const std::string& long_name, Of of) {
    group_.add_variable(name, {"row"}, column<double>(verification_, of),
                        {{"long_name", long_name}});
  }
  template <class Of>
  void counts(const std::string& name, const std::string& long_name, Of of) {
    group_.add_variable(name, {"row"}, column<std::int64_t>(verification_, of),
                        {{"long_name", long_name}});
  }

  const Verification& verification_;
  OutputGroup group_;
};

}  // namespace

void write_verification_file(const std::filesystem::path& path, const Verification& verification,
                             const VerificationOrigin& origin) {
  const SilentHdf5 silence;
  try {
    const Hdf5Image image;
    write_table_attributes(image.file(), {.title = "Korus judged by cases with known answers",
                                          .format = "korus-verification",
                                          .format_version = verification_format_version,
                                          .command_line = origin.command_line,
                                          .seed = origin.seed});
    VerificationGroup(image.file(), verification).write();
    write_whole_file(path, image.bytes());
  } catch (const OutputError& error) {
    throw OutputError("cannot write the table to '" + path.string() + "': " + error.what());
  }
}

}  // namespace korus
