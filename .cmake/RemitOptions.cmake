# SPDX-License-Identifier: Apache-2.0
# What every target is built with: language, warnings as errors, sanitizers.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
# moc 6.4 stumbles over the <concepts> of GCC 12; its include guard keeps it out.
set(CMAKE_AUTOMOC_MOC_OPTIONS -D_GLIBCXX_CONCEPTS)

set(REMIT_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize takes them (address,undefined | thread)")
option(REMIT_COVERAGE "Instrument for gcov" OFF)
option(REMIT_TIDY "Run clang-tidy on every file" OFF)
option(REMIT_WERROR "Warnings are errors" ON)
option(REMIT_PRECOMPILE "Use precompiled headers" ON)
option(REMIT_UNITY "Compile the files of a room in batches: a third of the time for a whole build" ON)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
endif()
find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM)
  add_link_options(-fuse-ld=mold)
endif()
if(REMIT_TIDY)
  find_program(CLANG_TIDY_PROGRAM NAMES clang-tidy-14 clang-tidy REQUIRED)
  set(CMAKE_CXX_CLANG_TIDY "${CLANG_TIDY_PROGRAM};--quiet")
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast
  -Woverloaded-virtual -Wcast-qual -Wformat=2 -Wimplicit-fallthrough)
if(REMIT_UNITY) # names of one file are not in the sight of the next one's author
  add_compile_options(-Wno-shadow)
endif()
if(REMIT_WERROR)
  add_compile_options(-Werror)
  # What GCC 12 guesses of std::string and std::optional after inlining is told, and is often wrong.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-Wno-error=stringop-overflow -Wno-error=stringop-overread
      -Wno-error=restrict -Wno-error=array-bounds -Wno-error=maybe-uninitialized)
  endif()
endif()
# Paths in debug data and asserts are relative to the project: builds are the same anywhere.
add_compile_options("-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=")
if(REMIT_SANITIZE)
  add_compile_options(-fsanitize=${REMIT_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all
    -D_GLIBCXX_ASSERTIONS)
  add_link_options(-fsanitize=${REMIT_SANITIZE})
endif()
if(REMIT_COVERAGE)
  add_compile_options(--coverage)
  add_link_options(--coverage)
endif()
