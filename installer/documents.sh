#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# documents.sh PROGRAMS OUT VERSION: man pages of both programs and every command, completions for
# three shells, AppStream metadata and the SBOM, made of the built programs. The dates in them are
# SOURCE_DATE_EPOCH's, else the last commit's: the same tree gives the same bytes.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
programs=$1
out=$2
version=$3
export LC_ALL=C TZ=UTC
. "$here/describe.sh"
. "$here/epoch.sh"

day=$(date -u -d "@$epoch" +%Y-%m-%d)
rm -rf "$out/man1" "$out/completions"
mkdir -p "$out/man1" "$out/completions"

describe_all "$programs/remit" >"$out/commands.tsv"
cut -f 1 "$out/commands.tsv" | uniq | while IFS= read -r path; do
    name=$(printf '%s' "$path" | tr ' ' '-')
    awk -v path="$path" -v version="$version" -v date="$day" -f "$here/manpages.awk" \
        "$out/commands.tsv" >"$out/man1/$name.1"
done
QT_QPA_PLATFORM=offscreen describe_one "$programs/remit-studio" remit-studio >"$out/studio.tsv"
awk -v path=remit-studio -v version="$version" -v date="$day" -f "$here/manpages.awk" \
    "$out/studio.tsv" >"$out/man1/remit-studio.1"

awk -v shell=bash -f "$here/completions.awk" "$out/commands.tsv" >"$out/completions/remit.bash"
awk -v shell=zsh -f "$here/completions.awk" "$out/commands.tsv" >"$out/completions/_remit"
awk -v shell=fish -f "$here/completions.awk" "$out/commands.tsv" >"$out/completions/remit.fish"

sed -e "s/@PROJECT_VERSION@/$version/" -e "s/@REMIT_RELEASE_DATE@/$day/" \
    "$here/desktop/remit-studio.metainfo.xml.in" >"$out/org.remitstudio.studio.metainfo.xml"
sh "$here/sbom.sh" "$programs" "$version" >"$out/remit-studio.spdx.json"
