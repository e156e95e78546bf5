#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Takes the pictures of the manual anew from the program itself: tests/ui/screenshots.sh [BUILD]
# Run it after the look of something has changed; then look at what git says has changed.
set -e
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${1:-$root/build/dev}
shots=$(mktemp -d)
trap 'rm -rf "$shots"' EXIT
QT_QPA_PLATFORM=offscreen REMIT_SOURCE_DIR=$root REMIT_BIN_DIR=$build/bin REMIT_SCREENSHOTS=$shots \
  "$build/tests/tst_screenshots" scene > "$shots/log" || { cat "$shots/log"; exit 1; }
for name in welcome problem replay inspector graph search recovery what-if timeline compare; do
  cp "$shots/$name@1x.png" "$root/resources/help/images/$name.png"
done
cp "$shots/replay@1x.png" "$root/resources/help/images/studio.png"
echo "wrote $root/resources/help/images"
