# SPDX-License-Identifier: Apache-2.0
# cmake -DSOURCE_DIR=… -DREVISION=… -DOUTPUT=x.cpp -P Revision.cmake
# Writes the definition of remit::buildRevision(): the one given, else what git says of the tree,
# with a "+" where it has been changed since, else "unknown". Touches the file only when it differs.
set(revision "${REVISION}")
if(NOT revision AND EXISTS "${SOURCE_DIR}/.git")
  execute_process(COMMAND git -C "${SOURCE_DIR}" rev-parse HEAD
    OUTPUT_VARIABLE revision OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  execute_process(COMMAND git -C "${SOURCE_DIR}" diff --quiet HEAD -- RESULT_VARIABLE changed
    ERROR_QUIET)
  if(revision AND changed)
    string(APPEND revision "+")
  endif()
endif()
if(NOT revision)
  set(revision "unknown")
endif()
file(CONFIGURE OUTPUT "${OUTPUT}" CONTENT [[
// SPDX-License-Identifier: Apache-2.0
// Written by the build.
#include "app/versions.h"

std::string_view remit::buildRevision()
{
    return "@revision@";
}
]] @ONLY)
