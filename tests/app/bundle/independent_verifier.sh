#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Verifies a bundle with tools that know nothing of Remit: tar, openssl, jq, sha256sum.
#   independent_verifier.sh BUNDLE K.pub ID
# Exit status 0: it holds; 2: it does not; 77: a tool is missing.
set -u
bundle=$1 key=$2 id=$3
for tool in tar gzip openssl jq sha256sum base64; do
  command -v "$tool" >/dev/null 2>&1 || { echo "$tool is missing"; exit 77; }
done
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
refuse() { echo "refused: $1"; exit 2; }

gzip -t "$bundle" 2>/dev/null || refuse "it is no whole gzip"
tar -tzf "$bundle" >"$folder/names" 2>/dev/null || refuse "it is no tar"
[ "$(head -n 1 "$folder/names")" = statement.dsse.json ] || refuse "no envelope in front"
tar -xzOf "$bundle" statement.dsse.json >"$folder/envelope"
jq -e '(keys == ["payload","payloadType","signatures"])' "$folder/envelope" >/dev/null ||
  refuse "no envelope"
type=$(jq -r .payloadType "$folder/envelope")
jq -r .payload "$folder/envelope" | base64 -d >"$folder/payload" || refuse "payload"

# DSSEv1 LEN(type) type LEN(payload) payload
{
  printf 'DSSEv1 %s %s %s ' "${#type}" "$type" "$(wc -c <"$folder/payload" | tr -d ' ')"
  cat "$folder/payload"
} >"$folder/signed"
good=no
for number in $(seq 0 $(($(jq '.signatures | length' "$folder/envelope") - 1))); do
  jq -r ".signatures[$number].sig" "$folder/envelope" | base64 -d >"$folder/signature"
  openssl pkeyutl -verify -pubin -inkey "$key" -rawin -in "$folder/signed" \
    -sigfile "$folder/signature" >/dev/null 2>&1 && good=yes
done
[ "$good" = yes ] || refuse "no signature by that key"

[ "$type" = application/vnd.in-toto+json ] || refuse "payload type"
jq -e --arg id "$id" '._type == "https://in-toto.io/Statement/v1" and
  .predicateType == "urn:remit:bundle:v1" and .predicate.bundleId == $id' "$folder/payload" \
  >/dev/null || refuse "statement"
jq -r '.subject[].name' "$folder/payload" | LC_ALL=C sort >"$folder/expected"
tail -n +2 "$folder/names" | LC_ALL=C sort >"$folder/found"
cmp -s "$folder/expected" "$folder/found" || refuse "another set of members"
jq -r '.subject[] | .digest.sha256 + "  " + .name' "$folder/payload" >"$folder/sums"
mkdir "$folder/members" && tar -xzf "$bundle" -C "$folder/members" || refuse "members"
(cd "$folder/members" && sha256sum --check --quiet --strict "$folder/sums" >/dev/null 2>&1) ||
  refuse "a member was changed"
echo "holds"
