// Exit codes of the command, as in sysexits.h, and 1.
#pragma once

namespace korus {

enum ExitCode : int {
  exit_good = 0,
  exit_failed = 1,  // `verify`: a row fails or has no set-up, or the z's are not normal
  exit_usage = 64,
  exit_bad_scenario = 65,
  exit_no_input = 66,
  exit_defect = 70,
  exit_os = 71,  // the operating system refused a thread, a descriptor ...
  exit_cannot_create = 73,
  exit_io = 74,
  exit_interrupted = 75,  // `sweep`: the same command goes on; or another process works at it
};

}  // namespace korus
