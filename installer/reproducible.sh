#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds the committed tree twice, in two folders of different names, under different time zones,
# locales and umasks, without ccache, and compares the packages byte by byte.
#   --keep DIR     work there and leave it (default: a temporary folder)
#   --once BUILD   take the packages of this build as the first of the two
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
top=$(dirname "$here")

work=
first=
while [ $# -gt 0 ]; do
    case $1 in
    --keep) work=$2; shift 2 ;;
    --once) first=$(CDPATH='' cd -- "$2" && pwd); shift 2 ;;
    *) echo "usage: sh installer/reproducible.sh [--keep DIR] [--once BUILD]" >&2; exit 1 ;;
    esac
done
if [ -z "$work" ]; then
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
fi
mkdir -p "$work"
SOURCE_DATE_EPOCH=$(git -C "$top" log -1 --format=%ct)
revision=$(git -C "$top" rev-parse HEAD)
export SOURCE_DATE_EPOCH

build_in() { # folder, time zone, locale, umask
    rm -rf "$1"
    mkdir -p "$1"
    git -C "$top" archive HEAD | tar --extract --directory "$1"
    (
        umask "$4"
        export TZ="$2" LC_ALL="$3" CCACHE_DISABLE=1
        cd "$1"
        cmake --preset release -DREMIT_TESTS=OFF "-DREMIT_REVISION=$revision" >/dev/null
        cmake --build --preset release --target remit remit-studio >/dev/null
        sh installer/package.sh --build "$1/build/release" --out "$1/packages" >/dev/null
    )
}

if [ -n "$first" ]; then
    mkdir -p "$work/one/packages"
    sh "$here/package.sh" --build "$first" --out "$work/one/packages" >/dev/null
else
    build_in "$work/one" UTC C 022
fi
build_in "$work/another-folder" Pacific/Auckland C.UTF-8 077

status=0
for file in "$work/one/packages"/*; do
    other=$work/another-folder/packages/$(basename "$file")
    if cmp -s "$file" "$other"; then
        echo "the same: $(basename "$file") $(sha256sum "$file" | cut -d ' ' -f 1)"
    else
        echo "differs: $(basename "$file")" >&2
        status=2
    fi
done
exit $status
