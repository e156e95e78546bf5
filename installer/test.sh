#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing, builds the preset "ci" and runs the tests labelled ci.
# --all adds the long ones: sanitizers, thread sanitizer on core, the differential test against the
# reference implementation, kill tests, and each fuzzer for a time (REMIT_FUZZ_SECONDS, 60).
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
top=$(dirname "$here")
. "$here/packages.sh"

all=
case "${1:-}" in
"") ;;
--all) all=all ;;
*) echo "usage: sh installer/test.sh [--all]" >&2; exit 1 ;;
esac

build_and_test() { # preset, ctest's further arguments
    preset=$1
    shift
    cmake --preset "$preset" >/dev/null
    cmake --build --preset "$preset"
    ctest --preset "$preset" "$@"
}

fuzz() {
    cmake --preset fuzz >/dev/null
    cmake --build --preset fuzz
    for fuzzer in build/fuzz/bin/fuzz_*; do
        echo "Fuzzing with $(basename "$fuzzer")"
        "$fuzzer" -max_total_time="${REMIT_FUZZ_SECONDS:-60}" -timeout=10 -rss_limit_mb=4096 \
            >/dev/null 2>build/fuzz/last.log || { tail -40 build/fuzz/last.log >&2; exit 1; }
    done
}

install_packages "$all"
cd "$top"
export QT_QPA_PLATFORM=offscreen
build_and_test ci -L ci
[ -n "$all" ] || exit 0

npm install --silent --prefix build/oracle @cedar-policy/cedar-wasm@4.13.0 ||
    echo "The reference implementation cannot be installed; its tests will say that they skip." >&2
build_and_test release -L 'ci|long'
build_and_test asan -L ci
build_and_test tsan -L ci
fuzz
