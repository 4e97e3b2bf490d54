// What tests of `korus verify` share: functions with known answers, and catalogues made on the spot.
#pragma once

#include <unistd.h>

#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>

#include "engine/distributions.hpp"
#include "tools/verify/verification.hpp"

namespace korus::test {

inline const std::filesystem::path verification_folder = KORUS_SOURCE_DIR "/tests/verification";

inline FunctionValue square(const FunctionCall& call) {
  ensure(call.arguments.size() == 1, "square takes 1 argument");
  return {.number = call.arguments[0] * call.arguments[0]};
}
inline FunctionValue word(const FunctionCall&) { return {.text = "84,96"}; }
inline FunctionValue digits(const FunctionCall&) { return {.text = "0123"}; }
inline FunctionValue die(const FunctionCall& call) {
  return {.number = std::floor(1 + 6 * call.random.uniform(name_key("die"), 0, 0))};
}
// A normal number about the first argument, 1 if it has none.
inline FunctionValue normal(const FunctionCall& call) {
  const double mean = call.arguments.empty() ? 1 : call.arguments[0];
  return {.number = mean + normal_quantile(call.random.uniform(name_key("n"), 0, 0))};
}

inline constexpr std::array functions{
    VerificationFunction{"square", "number", "Its square", false, square},
    VerificationFunction{"word", "", "Two ranks", false, word},
    VerificationFunction{"digits", "", "Digits that begin with 0", false, digits},
    VerificationFunction{"die", "", "A throw", true, die},
    VerificationFunction{"normal", "mean", "A normal number", true, normal},
};

inline VerificationRequest request(const std::filesystem::path& catalogue,
                                   const std::filesystem::path& setups) {
  return {.catalogue = catalogue, .setups = setups, .functions = functions};
}

inline VerificationRequest shipped_request() {
  return request(verification_folder / "cases.csv", verification_folder);
}

// A folder that is gone with the object.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "korus_verify_XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::filesystem::path write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name) << text;
    return path_ / name;
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline const std::string header = "id,quantity,expected,abs_tol,rel_tol,kind\n";

inline const JudgedRow& row(const Verification& verification, const std::string& label) {
  for (const JudgedRow& judged : verification.rows) {
    if (judged.label() == label) {
      return judged;
    }
  }
  throw std::out_of_range("no row " + label);
}

inline std::string verdict(const Verification& verification, const std::string& label) {
  return std::string(name_of(row(verification, label).judgement.verdict));
}

}  // namespace korus::test
