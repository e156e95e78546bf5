#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds the release and makes of it, in build/package: a Debian package, and an archive that runs
# from any folder. The same tree gives the same bytes (installer/reproducible.sh checks it).
#   --build DIR    take this build of the release instead (it must hold both programs)
#   --out DIR      put the packages there
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
top=$(dirname "$here")
. "$here/packages.sh"
. "$here/portable.sh"

build=
out=$top/build/package
while [ $# -gt 0 ]; do
    case $1 in
    --build) build=$2; shift 2 ;;
    --out) out=$2; shift 2 ;;
    *) echo "usage: sh installer/package.sh [--build DIR] [--out DIR]" >&2; exit 1 ;;
    esac
done

install_packages package
cd "$top"
. "$here/epoch.sh"
SOURCE_DATE_EPOCH=$epoch
export SOURCE_DATE_EPOCH LC_ALL=C TZ=UTC
umask 022

if [ -z "$build" ]; then
    build=$top/build/release
    cmake --preset release -DREMIT_TESTS=OFF >/dev/null
    cmake --build --preset release --target remit remit-studio
fi
cmake --build "$build" --target documents
version=$(sed -n 's/^CMAKE_PROJECT_VERSION:STATIC=//p' "$build/CMakeCache.txt")
architecture=$(dpkg --print-architecture)
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
mkdir -p "$out"

# Files as they are installed below /usr, with modes and times that do not depend on the machine.
stage_files() { # folder
    DESTDIR="$1" cmake --install "$build" --prefix /usr --strip >/dev/null
    find "$1" -type d -exec chmod 755 {} +
    find "$1" -type f -exec chmod 644 {} +
    chmod 755 "$1/usr/bin/remit" "$1/usr/bin/remit-studio"
}

same_times() { find "$1" -exec touch --no-dereference --date="@$epoch" {} +; }

# What the programs need at run time, with the least versions.
dependencies() { # folder with usr/bin
    mkdir -p "$stage/shlibs/debian"
    printf 'Source: remit-studio\n\nPackage: remit-studio\nArchitecture: any\n' >"$stage/shlibs/debian/control"
    (cd "$stage/shlibs" && dpkg-shlibdeps -O "$1/usr/bin/remit" "$1/usr/bin/remit-studio" 2>/dev/null) |
        sed -n 's/^shlibs:Depends=//p'
}

debian_package() {
    root=$stage/deb
    stage_files "$root"
    doc=$root/usr/share/doc/remit-studio
    cp "$here/debian/copyright" "$doc/copyright"
    printf 'remit-studio (%s) bookworm; urgency=medium\n\n  * Version %s.\n\n -- Remit Studio developers <developers@remit-studio.example>  %s\n' \
        "$version" "$version" "$(date -u -R -d "@$epoch")" | gzip -9n >"$doc/changelog.gz"
    gzip -9n "$root"/usr/share/man/man1/*.1
    mkdir -p "$root/DEBIAN"
    (cd "$root" && find usr -type f | sort | xargs -d '\n' md5sum) >"$root/DEBIAN/md5sums"
    {
        printf 'Package: remit-studio\nVersion: %s\nArchitecture: %s\n' "$version" "$architecture"
        printf 'Maintainer: Remit Studio developers <developers@remit-studio.example>\n'
        printf 'Installed-Size: %s\n' "$(du -sk --apparent-size "$root/usr" | cut -f 1)"
        printf 'Depends: %s, hicolor-icon-theme, qt6-qpa-plugins\n' "$(dependencies "$root")"
        printf 'Recommends: desktop-file-utils, shared-mime-info\n'
        printf 'Section: devel\nPriority: optional\n'
        cat "$here/debian/description"
    } >"$root/DEBIAN/control"
    chmod 644 "$root/DEBIAN/control" "$root/DEBIAN/md5sums"
    same_times "$root"
    deb=$out/remit-studio_${version}_$architecture.deb
    dpkg-deb --root-owner-group -Zxz --threads-max=1 --build "$root" "$deb" >/dev/null
    echo "$deb"
}

portable_archive() {
    name=remit-studio-$version-linux-$architecture
    root=$stage/portable
    stage_files "$root/staged"
    mkdir -p "$root/$name"
    mv "$root/staged/usr/bin" "$root/staged/usr/share" "$root/$name/"
    add_libraries "$root/$name"
    add_launchers "$root/$name"
    same_times "$root/$name"
    archive=$out/$name.tar.gz
    tar --create --directory "$root" --sort=name --owner=0 --group=0 --numeric-owner \
        --format=ustar --mtime="@$epoch" "$name" | gzip -9n >"$archive.part"
    mv "$archive.part" "$archive"
    echo "$archive"
}

debian_package
portable_archive
