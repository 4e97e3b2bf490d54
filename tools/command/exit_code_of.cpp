#include "tools/command/exit_code_of.hpp"

#include <fmt/core.h>
#include <spdlog/spdlog.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

#include "engine/ensure.hpp"
#include "models/shop.hpp"
#include "tools/checkpoint/checkpoint_file.hpp"
#include "tools/command/exit_code.hpp"
#include "tools/command/usage_error.hpp"
#include "tools/results/result_file.hpp"
#include "tools/scenario/scenario_reader.hpp"
#include "tools/select/candidate_pool.hpp"
#include "tools/sweep/sweep_folder.hpp"
#include "tools/verify/verification.hpp"

namespace korus {
namespace {

int print_and_return(const ScenarioError& error) {
  for (const Diagnostic& diagnostic : error.diagnostics) {
    fmt::print(stderr, "{}\n", diagnostic.text());
  }
  fmt::print(stderr, "{} error{}; nothing was run or written\n", error.diagnostics.size(),
             error.diagnostics.size() == 1 ? "" : "s");
  return exit_bad_scenario;
}

int answer_lost() {
  spdlog::error("cannot write to standard output: {}", std::generic_category().message(errno));
  return exit_io;
}

}  // namespace

int exit_code_of(const std::function<int()>& command) {
  try {
    const int code = command();
    return std::fflush(stdout) == 0 && std::ferror(stdout) == 0 ? code : answer_lost();
  } catch (const ScenarioError& error) {
    return print_and_return(error);
  } catch (const CheckpointError& error) {
    spdlog::error("{}", error.what());
    return exit_bad_scenario;
  } catch (const ImageError& error) {  // of a file whose checksum holds: another build's layout
    spdlog::error("cannot go on from the checkpoint: {}", error.what());
    return exit_bad_scenario;
  } catch (const UsageError& error) {
    spdlog::error("{}", error.what());
    return exit_usage;
  } catch (const UnknownRow& error) {
    spdlog::error("--only: {}", error.what());
    return exit_usage;
  } catch (const FigureError& error) {
    spdlog::error("--kpi: {}", error.what());
    return exit_usage;
  } catch (const ShardTaken& error) {
    spdlog::error("{}", error.what());
    return exit_interrupted;
  } catch (const InputError& error) {
    spdlog::error("{}", error.what());
    return exit_bad_scenario;
  } catch (const OutputError& error) {
    spdlog::error("{}", error.what());
    return exit_cannot_create;
  } catch (const Gridlock& gridlock) {
    spdlog::error("{}", gridlock.what());
    return exit_bad_scenario;
  } catch (const Defect& defect) {
    spdlog::critical("defect of the program, please report it: {}", defect.what());
    return exit_defect;
  } catch (const std::system_error& error) {
    if (std::ferror(stdout) != 0) {  // fmt's
      return answer_lost();
    }
    spdlog::error("the operating system refused something: {}", error.what());
    return exit_os;
  } catch (const std::exception& error) {
    spdlog::error("{}", error.what());
    return exit_defect;
  }
}

}  // namespace korus
