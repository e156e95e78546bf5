# SPDX-License-Identifier: Apache-2.0
# cmake -DSOURCE_DIR=… -DROOMS=base,cedar -DOUTPUT=x.cpp -P EngineFingerprint.cmake
# Writes the definition of remit::replay::engineFingerprint() over the sources of these rooms.
string(REPLACE "," ";" rooms "${ROOMS}")
set(digests "")
foreach(room IN LISTS rooms)
  file(GLOB_RECURSE files RELATIVE "${SOURCE_DIR}" "${SOURCE_DIR}/core/${room}/*.cpp"
    "${SOURCE_DIR}/core/${room}/*.h")
  list(SORT files)
  foreach(file IN LISTS files)
    file(SHA256 "${SOURCE_DIR}/${file}" digest)
    string(APPEND digests "${file} ${digest}\n")
  endforeach()
endforeach()
string(SHA256 fingerprint "${digests}")
file(CONFIGURE OUTPUT "${OUTPUT}" CONTENT [[
// SPDX-License-Identifier: Apache-2.0
#include "core/replay/engine_fingerprint.h"

std::string_view remit::replay::engineFingerprint()
{
    return "sha256:@fingerprint@";
}
]] @ONLY)
