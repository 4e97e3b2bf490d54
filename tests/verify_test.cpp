// korus verify judges rows by what their set-ups run or call: what is right passes, what is wrong
// fails, what is missing is told, and z's that lean to one side fail although each row passes.
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "verification_kit.hpp"

namespace korus {
namespace {

using test::verdict;

BOOST_AUTO_TEST_CASE(a_sound_catalogue_passes_row_by_row) {
  const Verification found = verify(test::shipped_request());
  for (const JudgedRow& row : found.rows) {
    BOOST_TEST(name_of(row.judgement.verdict) != "failed", row.label() << row.judgement.note);
  }
  BOOST_TEST(found.passed());
  BOOST_TEST(found.count(Verdict::missing) == 0);
  BOOST_TEST(verdict(found, "T03.f") == "skipped");
  BOOST_TEST(test::row(found, "T03.f").judgement.note == "nobody can");
  BOOST_TEST(verdict(found, "T02.c/large") == "info");
  BOOST_TEST(test::row(found, "T02.c/large").observed.value == 37220,
             boost::test_tools::tolerance(1e-9));
  BOOST_TEST(test::row(found, "T01.h").observed.value == 0);
  BOOST_TEST(test::row(found, "T03.b").observed.text == "84,96");
  BOOST_TEST(test::row(found, "T03.d").observed.replications == 400);
  BOOST_TEST(test::row(found, "T04.a").observed.replications ==
             80);              // 20, 20 with more in it, 2 x 20
  BOOST_TEST(found.z.n == 2);  // a value that does not vary has no z
  BOOST_TEST(!found.z.judged());
}

BOOST_AUTO_TEST_CASE(rows_are_in_the_order_of_the_catalogue_and_one_for_each_run) {
  VerificationRequest request = test::shipped_request();
  request.only = {"T04.a", "T02"};
  const Verification found = verify(request);
  std::string labels;
  for (const JudgedRow& row : found.rows) {
    labels += row.label() + " ";
  }
  BOOST_TEST(labels == "T02.a/large,small T02.b/small T02.c/large T02.c/small T04.a ");
}

BOOST_AUTO_TEST_CASE(the_verdicts_do_not_depend_on_the_threads) {
  VerificationRequest request = test::shipped_request();
  request.threads = 1;
  const Verification one = verify(request);
  request.threads = 3;
  const Verification three = verify(request);
  BOOST_REQUIRE(one.rows.size() == three.rows.size());
  for (std::size_t i = 0; i < one.rows.size(); ++i) {
    const Observed& a = one.rows[i].observed;
    const Observed& b = three.rows[i].observed;
    BOOST_TEST((a.value == b.value || (std::isnan(a.value) && std::isnan(b.value))));
    BOOST_TEST(a.se == b.se);
    BOOST_TEST(a.text == b.text);
  }
}

BOOST_AUTO_TEST_CASE(each_variant_of_a_scenario_is_run_once_for_all_rows) {
  VerificationRequest request = test::shipped_request();
  request.only = {"T01.a", "T01.b", "T01.c", "T02"};
  std::atomic<int> runs = 0;
  const Runner model = request.runner;
  request.runner = [&](const auto& network, const auto& layout, const auto& card, const auto& how) {
    ++runs;
    return model(network, layout, card, how);
  };
  verify(request);
  BOOST_TEST(runs == 20 + 2 * 20);
  runs = 0;
  request.full = true;
  verify(request);
  BOOST_TEST(runs == 40 + 2 * 20);
}

BOOST_AUTO_TEST_CASE(wrong_answers_of_every_kind_fail) {
  const test::TemporaryFolder folder;
  const auto catalogue = folder.write(
      "cases.csv",
      test::header +
          "W.a,exact,9.1,,0.01,exact\nW.b,text,\"84,97\",,,exact\nW.c,bits,123,,,bits\n"
          "W.d,z,7,100,,stochastic\nW.e,not varying,9.1,0.05,,stochastic\n"
          "W.f,at least,9.2,0.1,,inequality\nW.g,at most,8.9,0.05,,bound\n"
          "W.h,property,8,,,property\nW.i,text for number,84,,,exact\n"
          "W.j,wrong arguments,9,,,exact\nW.k,no figure to look at,0,,,property\n"
          "W.l,no run to look at,0,,,property\n");
  const std::string nine = "function = \"square\"\narguments = [3]\n";
  folder.write("W.toml",
               "[row.a]\n" + nine +
                   "[row.b]\nfunction = \"word\"\n[row.c]\nfunction = \"digits\"\n" +
                   "[row.d]\nfunction = \"die\"\n[row.e]\n" + nine + "[row.f]\n" + nine +
                   "relation = \">=\"\n[row.g]\n" + nine + "relation = \"<=\"\n[row.h]\n" + nine +
                   "[row.i]\nfunction = \"word\"\n[row.j]\nfunction = \"square\"\n" +
                   "[row.k]\ncheck = \"little_gap\"\n[row.l]\ncheck = \"mass_balance\"\n");
  const Verification found = verify(test::request(catalogue, folder.path()));
  BOOST_TEST(found.count(Verdict::failed) == 12);
  BOOST_TEST(!found.passed());
  BOOST_TEST(test::row(found, "W.d").judgement.z < -4);
  BOOST_TEST(test::row(found, "W.j").judgement.note == "square takes 1 argument");
  BOOST_TEST(test::row(found, "W.l").judgement.note == "no run was made in this call");
}

BOOST_AUTO_TEST_CASE(a_function_with_a_number_and_a_text_answers_rows_of_both) {
  const std::array policy{VerificationFunction{
      "policy", "", "Reorder point and quantity", false,
      [](const FunctionCall&) { return FunctionValue{.number = 305, .text = "3,5"}; }}};
  const test::TemporaryFolder folder;
  const auto catalogue = folder.write(
      "cases.csv", test::header +
                       "W.a,number,305,,,exact\nW.b,text,\"3,5\",,,exact\n"
                       "W.c,wrong number,306,,,exact\nW.d,wrong text,\"3,6\",,,exact\n");
  folder.write("W.toml",
               "[row.a]\nfunction = \"policy\"\n[row.b]\nfunction = \"policy\"\n"
               "[row.c]\nfunction = \"policy\"\n[row.d]\nfunction = \"policy\"\n");
  VerificationRequest request = test::request(catalogue, folder.path());
  request.functions = policy;
  const Verification found = verify(request);
  std::string verdicts;
  for (const JudgedRow& row : found.rows) {
    verdicts += std::string(name_of(row.judgement.verdict)) + " ";
  }
  BOOST_TEST(verdicts == "passed passed failed failed ");
}

BOOST_AUTO_TEST_CASE(a_row_passes_up_to_its_tolerance_and_no_further) {
  const test::TemporaryFolder folder;
  const auto catalogue = folder.write(
      "cases.csv",
      test::header +
          "W.a,abs,9.5,0.5,,exact\nW.b,rel,10,0.01,0.1,exact\nW.c,abs,9.75,0.5,,exact\n"
          "W.d,at least,9.5,0.5,,inequality\nW.e,at most,8.5,,0.0625,bound\n");
  const std::string nine = "function = \"square\"\narguments = [3]\n";
  folder.write("W.toml", "[row.a]\n" + nine + "[row.b]\n" + nine + "[row.c]\n" + nine +
                             "[row.d]\n" + nine + "relation = \">=\"\n[row.e]\n" + nine +
                             "relation = \"<=\"\n");
  const Verification found = verify(test::request(catalogue, folder.path()));
  BOOST_TEST(found.count(Verdict::passed) == 4);
  BOOST_TEST(verdict(found, "W.c") == "failed");
}

BOOST_AUTO_TEST_CASE(a_case_without_a_setup_is_missing_and_fails_unless_it_is_left_out) {
  const test::TemporaryFolder folder;
  const auto catalogue =
      folder.write("cases.csv", test::header + "W.a,square,9,,,exact\nX.a,lost,1,,,exact\n");
  folder.write("W.toml", "[row.a]\nfunction = \"square\"\narguments = [3]\n");
  VerificationRequest request = test::request(catalogue, folder.path());
  const Verification all = verify(request);
  BOOST_TEST(verdict(all, "X.a") == "missing");
  BOOST_TEST(!all.passed());
  request.only = {"W.a"};
  BOOST_TEST(verify(request).passed());
  request.only = {"W.b"};
  BOOST_CHECK_THROW(verify(request), UnknownRow);
}

// Forty cases, each the mean of normal numbers about 1, held against `expected`.
Verification forty(const std::string& expected, const std::string& scale) {
  const test::TemporaryFolder folder;
  std::string catalogue = test::header;
  for (int i = 0; i < 40; ++i) {
    const std::string id = "N" + std::to_string(i);
    catalogue += id + ".a,normal," + expected + ",,,stochastic\n";
    folder.write(id + ".toml",
                 "replications = 100\n[row.a]\nfunction = \"normal\"\nscale = " + scale + "\n");
  }
  return verify(test::request(folder.write("cases.csv", catalogue), folder.path()));
}

BOOST_AUTO_TEST_CASE(sound_z_scores_are_normal) {
  const Verification found = forty("1", "1");
  BOOST_TEST(found.z.n == 40);
  BOOST_TEST(found.z.judged());
  BOOST_TEST(found.passed());
}

BOOST_AUTO_TEST_CASE(a_lean_that_no_row_shows_fails_the_call) {
  const Verification found = forty("1.08", "1");  // 0.8 standard errors of 0.1
  BOOST_TEST(found.count(Verdict::passed) == 40);
  BOOST_TEST(found.z.mean < -0.521);  // 3.29 / sqrt(40)
  BOOST_TEST(!found.z.normal());
  BOOST_TEST(!found.passed());
}

BOOST_AUTO_TEST_CASE(z_scores_that_spread_too_little_or_too_much_are_not_normal) {
  std::vector<double> z(30);
  for (std::size_t i = 0; i < z.size(); ++i) {
    z[i] = i % 2 == 0 ? 1 : -1;
  }
  BOOST_TEST(z_scores(z).normal());
  for (const double factor : {0.5, 1.5}) {  // of 30: 0.59 to 1.45
    std::vector<double> other = z;
    for (double& value : other) {
      value *= factor;
    }
    BOOST_TEST(!z_scores(other).normal());
    other.pop_back();
    BOOST_TEST(z_scores(other).normal());  // too few to be judged
  }
  z[0] = 2;
  BOOST_TEST(z_scores(z).beyond == 1.0 / 30);
}

// 3.2905 / sqrt(30); chi-squared of 29 degrees is below 10.23 or above 60.73 once in 2000 times each.
BOOST_AUTO_TEST_CASE(few_z_scores_have_the_room_that_chance_needs_and_many_keep_the_limits) {
  const ZScores few{.n = 30};
  BOOST_TEST(few.greatest_mean() == 0.6008, boost::test_tools::tolerance(1e-4));
  BOOST_TEST(few.least_sd() == std::sqrt(10.23 / 29), boost::test_tools::tolerance(5e-3));
  BOOST_TEST(few.greatest_sd() == std::sqrt(60.73 / 29), boost::test_tools::tolerance(5e-3));
  const ZScores many{.n = 200};
  BOOST_TEST(many.greatest_mean() == 0.3);
  BOOST_TEST(many.least_sd() == 0.8);
  BOOST_TEST(many.greatest_sd() == 1.2);
}

BOOST_AUTO_TEST_CASE(cases_have_seeds_of_their_own) {
  BOOST_TEST(case_seed(1, "Q01") != case_seed(1, "Q02"));
  BOOST_TEST(case_seed(1, "Q01") != case_seed(2, "Q01"));
  BOOST_TEST(case_seed(1, "Q01") < (std::uint64_t{1} << 48));
}

}  // namespace
}  // namespace korus
