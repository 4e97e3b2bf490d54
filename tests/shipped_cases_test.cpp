// The cases that ship with Korus can be judged: each set-up is read, short and at full length, its
// scenarios load and have the figures it asks for; functions without chance give what is expected.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <set>
#include <vector>

#include "tools/scenario/diagnostics.hpp"
#include "tools/verify/verification.hpp"

namespace korus {
namespace {

const std::filesystem::path folder = KORUS_SOURCE_DIR "/scenarios/verification";

// Those without chance as they are; those with it are not called here.
std::vector<VerificationFunction> functions_without_chance() {
  const auto all = verification_functions();
  std::vector<VerificationFunction> result(all.begin(), all.end());
  for (VerificationFunction& function : result) {
    if (function.stochastic) {
      function.call = [](const FunctionCall&) { return FunctionValue{}; };
    }
  }
  return result;
}

// Nothing is run but functions without chance.
Verification read_and_called(bool full) {
  const std::vector<VerificationFunction> functions = functions_without_chance();
  const VerificationRequest request{
      .catalogue = folder / "cases.csv",
      .setups = folder,
      .full = full,
      .functions = functions,
      .runner = [](const auto&, const auto&, const auto&, const auto&) -> ReplicationResult {
        throw Defect("not run here");
      }};
  try {
    return verify(request);
  } catch (const ScenarioError& error) {
    for (const Diagnostic& diagnostic : error.diagnostics) {
      BOOST_TEST_MESSAGE(diagnostic.text());
    }
    BOOST_FAIL("a set-up that ships is refused");
    throw;
  }
}

bool is_without_chance(const JudgedRow& row) {
  const bool called = row.run.empty() && row.observed.replications == 1;
  return called && row.observed.trouble.empty() && row.row.kind != RowKind::stochastic;
}

BOOST_AUTO_TEST_CASE(every_setup_is_read_and_functions_without_chance_give_what_is_expected) {
  for (const bool full : {false, true}) {
    const Verification found = read_and_called(full);
    std::size_t called = 0;
    for (const JudgedRow& row : found.rows) {
      if (is_without_chance(row)) {
        ++called;
        BOOST_TEST(name_of(row.judgement.verdict) == "passed",
                   row.label() << ": " << row.observed.value << " " << row.observed.text);
      }
      BOOST_TEST(!row.observed.trouble.starts_with("argument"),
                 row.label() << ": " << row.observed.trouble);
    }
    BOOST_TEST(called > 50);
  }
}

BOOST_AUTO_TEST_CASE(every_setup_is_of_a_case_in_the_catalogue) {
  Diagnostics diagnostics;
  std::set<std::string> cases;
  for (const CatalogueRow& row : read_catalogue(folder / "cases.csv", diagnostics)) {
    cases.insert(row.case_id);
  }
  diagnostics.throw_if_any();
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    if (file.path().extension() == ".toml") {
      BOOST_TEST(cases.contains(file.path().stem().string()), file.path());
    }
  }
}

}  // namespace
}  // namespace korus
