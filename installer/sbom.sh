#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sbom.sh PROGRAMS VERSION: the bill of materials of both programs on standard output, as SPDX 2.3
# in JSON. Linked libraries are those that the programs name, with the versions of the packages they
# were linked from; a library that licences.txt does not know is an error, not a gap.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
programs=$1
version=$2
export LC_ALL=C TZ=UTC
. "$here/epoch.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
revision=$("$programs/remit" --version | sed -n 's/^revision //p')

# The libraries that the programs name themselves, as files.
linked_files() {
    for program in remit remit-studio; do
        objdump -p "$programs/$program" | awk '$1 == "NEEDED" { print $2 }' | sort >"$work/needed"
        ldd "$programs/$program" | awk '$2 == "=>" { print $1, $3 }' | sort |
            join "$work/needed" - | cut -d ' ' -f 2
    done | xargs readlink -f | sort -u
}

# Their packages. A file of /usr/lib may be listed as one of /lib.
linked_packages() {
    linked_files >"$work/files"
    sed p "$work/files" | awk 'NR % 2 == 0 { sub(/^\/usr/, "") } { print }' |
        xargs dpkg-query -S >"$work/owners" 2>/dev/null || true
    while IFS= read -r file; do
        grep -q "/$(basename "$file")\$" "$work/owners" || echo "sbom.sh: no package has $file" >&2
    done <"$work/files"
    cut -d : -f 1 "$work/owners" | sort -u
}

compiled_packages() { awk '$2 == "compiled" { print $1 }' "$here/licences.txt"; }

licence_of() { awk -v name="$1" '$1 == name { $1 = ""; $2 = ""; sub(/^ +/, ""); print }' "$here/licences.txt"; }

id_of() { printf 'SPDXRef-Package-%s' "$(printf '%s' "$1" | tr -c 'a-zA-Z0-9.-' '-')"; }

entry() { # package
    licence=$(licence_of "$1")
    [ -n "$licence" ] || { echo "sbom.sh: licences.txt does not know $1" >&2; exit 1; }
    debian=$(dpkg-query -W -f '${Version}' "$1")
    cat <<END
    {
      "name": "$1",
      "SPDXID": "$(id_of "$1")",
      "versionInfo": "$debian",
      "supplier": "Organization: Debian",
      "downloadLocation": "NOASSERTION",
      "filesAnalyzed": false,
      "licenseConcluded": "$licence",
      "licenseDeclared": "NOASSERTION",
      "copyrightText": "NOASSERTION",
      "externalRefs": [
        {
          "referenceCategory": "PACKAGE-MANAGER",
          "referenceType": "purl",
          "referenceLocator": "pkg:deb/debian/$(printf '%s' "$1" | sed 's/+/%2B/g')@$(printf '%s' "$debian" | sed -e 's/:/%3A/g' -e 's/+/%2B/g' -e 's/~/%7E/g')?arch=$(dpkg --print-architecture)&distro=bookworm"
        }
      ]
    }
END
}

file_entry() { # program, licence
    cat <<END
    {
      "fileName": "./bin/$1",
      "SPDXID": "SPDXRef-File-$1",
      "fileTypes": ["BINARY"],
      "checksums": [{ "algorithm": "SHA256", "checksumValue": "$(sha256sum "$programs/$1" | cut -d ' ' -f 1)" }],
      "licenseConcluded": "$2",
      "copyrightText": "NOASSERTION"
    }
END
}

relation() { printf '    { "spdxElementId": "%s", "relationshipType": "%s", "relatedSpdxElement": "%s" }' "$1" "$2" "$3"; }

linked=$(linked_packages)
compiled=$(compiled_packages)
cat <<END
{
  "spdxVersion": "SPDX-2.3",
  "dataLicense": "CC0-1.0",
  "SPDXID": "SPDXRef-DOCUMENT",
  "name": "remit-studio-$version",
  "documentNamespace": "urn:remit:sbom:$version:$revision",
  "creationInfo": {
    "created": "$(date -u -d "@$epoch" +%Y-%m-%dT%H:%M:%SZ)",
    "creators": ["Tool: remit-studio-installer"]
  },
  "packages": [
    {
      "name": "remit-studio",
      "SPDXID": "SPDXRef-Package-remit-studio",
      "versionInfo": "$version",
      "sourceInfo": "revision $revision",
      "supplier": "Organization: Remit Studio developers",
      "downloadLocation": "NOASSERTION",
      "filesAnalyzed": false,
      "licenseConcluded": "Apache-2.0 AND GPL-3.0-or-later",
      "licenseDeclared": "Apache-2.0 AND GPL-3.0-or-later",
      "copyrightText": "NOASSERTION",
      "primaryPackagePurpose": "APPLICATION"
    }
END
for package in $linked $compiled; do
    printf '    ,\n'
    entry "$package"
done
printf '  ],\n  "files": [\n'
file_entry remit Apache-2.0
printf '    ,\n'
file_entry remit-studio GPL-3.0-or-later
printf '  ],\n  "relationships": [\n'
relation SPDXRef-DOCUMENT DESCRIBES SPDXRef-Package-remit-studio
for program in remit remit-studio; do
    printf ',\n'
    relation SPDXRef-Package-remit-studio CONTAINS "SPDXRef-File-$program"
done
for package in $linked; do
    printf ',\n'
    relation SPDXRef-Package-remit-studio DYNAMIC_LINK "$(id_of "$package")"
done
for package in $compiled; do
    printf ',\n'
    relation SPDXRef-Package-remit-studio STATIC_LINK "$(id_of "$package")"
done
printf '\n  ]\n}\n'
