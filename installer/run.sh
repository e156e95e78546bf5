#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing, builds the release, replays the sample and opens the studio where there
# is a display.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
top=$(dirname "$here")
. "$here/packages.sh"

install_packages
cd "$top"
cmake --preset release -DREMIT_TESTS=OFF >/dev/null
cmake --build --preset release

bin=build/release/bin
sample=samples/payments-agent
echo
echo "Replaying $sample: which recorded calls cross the boundary, and why"
echo
status=0
"$bin/remit" replay "$sample/traces" --workspace "$sample" --only crossings || status=$?
# 2 is the answer "there are crossings": the sample is made to have some.
[ "$status" = 2 ] || { echo "expected crossings in the sample, exit status was $status" >&2; exit 1; }

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    echo
    echo "Opening the studio."
    "$bin/remit-studio" "$sample" &
else
    echo
    echo "No display here. With one, open the studio with: $bin/remit-studio $sample"
fi
