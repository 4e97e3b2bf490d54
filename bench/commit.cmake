# Writes commit.hpp with the commit that is being built, only when it has changed.
cmake_minimum_required(VERSION 3.25)
execute_process(COMMAND git describe --always --dirty WORKING_DIRECTORY ${SOURCE_DIR}
  OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
if(failed)
  set(commit unknown)
endif()
file(CONFIGURE OUTPUT ${BINARY_DIR}/commit.hpp CONTENT "#define KORUS_COMMIT \"@commit@\"\n" @ONLY)
