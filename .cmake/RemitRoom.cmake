# SPDX-License-Identifier: Apache-2.0
# A room is a folder and one static library: remit_room(cedar USES remit::base PRIVATE fmt::fmt).
# Every .cpp below the folder belongs to it; those under ALONE are never compiled with others.
function(remit_room name)
  cmake_parse_arguments(ROOM "" "" "USES;PRIVATE;ALONE" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
  if(NOT sources) # headers only
    add_library(remit_${name} INTERFACE)
    add_library(remit::${name} ALIAS remit_${name})
    target_include_directories(remit_${name} INTERFACE "${CMAKE_SOURCE_DIR}")
    target_link_libraries(remit_${name} INTERFACE ${ROOM_USES})
    return()
  endif()
  add_library(remit_${name} STATIC ${sources})
  add_library(remit::${name} ALIAS remit_${name})
  target_include_directories(remit_${name} PUBLIC "${CMAKE_SOURCE_DIR}")
  target_link_libraries(remit_${name} PUBLIC ${ROOM_USES} PRIVATE ${ROOM_PRIVATE})
  remit_precompile_room(${name})
  remit_unity(remit_${name} "${sources}" "${ROOM_ALONE}")
endfunction()

# With REMIT_UNITY eight files of a folder are compiled as one: core/cedar 217 s to 60 s, and a
# change of a header costs a fifth. So helpers in anonymous namespaces have names that no other
# file of their folder has. Those of `alone` stay apart.
function(remit_unity target sources alone)
  list(TRANSFORM alone PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/")
  list(SORT sources)
  set(last)
  foreach(source IN LISTS sources)
    get_filename_component(folder "${source}" DIRECTORY)
    if(NOT folder STREQUAL last)
      set(last "${folder}")
      set(count 0)
    endif()
    file(RELATIVE_PATH folder "${CMAKE_SOURCE_DIR}" "${folder}")
    if(NOT source IN_LIST alone)
      string(REPLACE "/" "_" group "${folder}")
      math(EXPR batch "${count} / 8")
      math(EXPR count "${count} + 1")
      set_source_files_properties("${source}" PROPERTIES UNITY_GROUP "${group}_${batch}")
    endif()
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ${REMIT_UNITY} UNITY_BUILD_MODE GROUP)
endfunction()

# One precompiled header for all rooms of core/, made with the lowest of them; one for ui/.
# A file of core/decision: 2.9 s to 2.1 s.
function(remit_precompile_room name)
  if(NOT REMIT_PRECOMPILE)
    return()
  endif()
  if(name STREQUAL "base")
    target_precompile_headers(remit_base PRIVATE "${CMAKE_SOURCE_DIR}/.cmake/precompiled_core.h")
  elseif(name STREQUAL "ui")
    target_precompile_headers(remit_ui PRIVATE "${CMAKE_SOURCE_DIR}/.cmake/precompiled_ui.h")
  else()
    target_precompile_headers(remit_${name} REUSE_FROM remit_base)
  endif()
endfunction()

# remit_tests(USES remit::cedar [LABEL ci]): one Qt Test program for each tst_*.cpp of this folder
# (not of the folders below it).
function(remit_tests)
  cmake_parse_arguments(TESTS "" "LABEL;TIMEOUT" "USES" ${ARGN})
  if(NOT TESTS_LABEL)
    set(TESTS_LABEL ci)
  endif()
  if(NOT TESTS_TIMEOUT)
    set(TESTS_TIMEOUT 300)
  endif()
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/tst_*.cpp")
  list(LENGTH sources count)
  set(precompiled)
  foreach(source IN LISTS sources)
    get_filename_component(stem "${source}" NAME_WE)
    add_executable(${stem} "${source}")
    set_target_properties(${stem} PROPERTIES AUTOMOC ON
      RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    target_link_libraries(${stem} PRIVATE ${TESTS_USES} remit_test_support Qt6::Test)
    if(REMIT_PRECOMPILE AND count GREATER 5) # for fewer it does not pay
      if(precompiled)
        target_precompile_headers(${stem} REUSE_FROM ${precompiled})
      else()
        target_precompile_headers(${stem} PRIVATE <map> <memory> <optional> <string> <vector> <QTest>)
        set(precompiled ${stem})
      endif()
    endif()
    add_test(NAME ${stem} COMMAND ${stem})
    set_tests_properties(${stem} PROPERTIES LABELS "${TESTS_LABEL}" TIMEOUT "${TESTS_TIMEOUT}"
      ENVIRONMENT "QT_QPA_PLATFORM=offscreen;REMIT_SOURCE_DIR=${CMAKE_SOURCE_DIR};REMIT_BIN_DIR=${CMAKE_BINARY_DIR}/bin")
  endforeach()
endfunction()

# remit_long_test(tst_x_long tst_x [ARGS function…] [ENVIRONMENT A=1…] [TIMEOUT seconds]): a test
# program run at length, told apart by the label long. Qt's own limit of five minutes a function
# gives way to the test's.
function(remit_long_test name program)
  cmake_parse_arguments(LONG "" "TIMEOUT" "ARGS;ENVIRONMENT" ${ARGN})
  if(NOT LONG_TIMEOUT)
    set(LONG_TIMEOUT 3600)
  endif()
  add_test(NAME ${name} COMMAND ${program} ${LONG_ARGS})
  set_tests_properties(${name} PROPERTIES LABELS long TIMEOUT "${LONG_TIMEOUT}"
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QTEST_FUNCTION_TIMEOUT=3600000;REMIT_SOURCE_DIR=${CMAKE_SOURCE_DIR};REMIT_BIN_DIR=${CMAKE_BINARY_DIR}/bin;${LONG_ENVIRONMENT}")
endfunction()
