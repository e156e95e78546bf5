# SPDX-License-Identifier: Apache-2.0
# Texts of resources/ that core needs without a file at hand: remit_embed(remit_assist FILES …) adds
# a source file that defines core/base's embeddedTexts-like list for that target. Run as a script
# (cmake -DOUTPUT=… -DHEADER=… -DSPACE=… -DFILES=… -P) it writes that file.
if(CMAKE_SCRIPT_MODE_FILE)
  set(text "// SPDX-License-Identifier: Apache-2.0\n// Written by the build.\n#include \"${HEADER}\"\n\n#include <array>\n\n")
  string(APPEND text "namespace ${SPACE} {\n\nstd::span<const EmbeddedText> embeddedTexts()\n{\n")
  list(LENGTH FILES count)
  string(APPEND text "    static constexpr std::array<EmbeddedText, ${count}> kTexts{{\n")
  foreach(file IN LISTS FILES)
    file(READ "${ROOT}/${file}" content)
    string(APPEND text "        {\"${file}\", R\"__text(${content})__text\"},\n")
  endforeach()
  string(APPEND text "    }};\n    return kTexts;\n}\n\n} // namespace ${SPACE}\n")
  file(WRITE "${OUTPUT}" "${text}")
  return()
endif()

function(remit_embed target)
  cmake_parse_arguments(EMBED "" "HEADER;SPACE" "FILES" ${ARGN})
  set(output "${CMAKE_CURRENT_BINARY_DIR}/embedded_texts.cpp")
  set(absolute ${EMBED_FILES})
  list(TRANSFORM absolute PREPEND "${CMAKE_SOURCE_DIR}/")
  add_custom_command(OUTPUT "${output}"
    COMMAND "${CMAKE_COMMAND}" "-DOUTPUT=${output}" "-DHEADER=${EMBED_HEADER}"
      "-DSPACE=${EMBED_SPACE}" "-DROOT=${CMAKE_SOURCE_DIR}" "-DFILES=${EMBED_FILES}"
      -P "${CMAKE_SOURCE_DIR}/.cmake/EmbedText.cmake"
    DEPENDS ${absolute} "${CMAKE_SOURCE_DIR}/.cmake/EmbedText.cmake"
    VERBATIM)
  target_sources(${target} PRIVATE "${output}")
endfunction()
