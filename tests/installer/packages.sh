#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# packages.sh BUILD: makes the packages of this build of the release, looks at them with lintian, and
# tries them in a bare Debian 12 in a temporary folder (root and debootstrap needed, else exit 77):
# the archive runs there without packages of its own; the .deb installs, runs both programs, is the
# default of its MIME types, and leaves nothing behind. REMIT_BARE_ROOT names a folder that holds or
# will hold the bare system, so that it need not be made anew.
set -eu
top=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
build=$1
work=$(mktemp -d)
bare=${REMIT_BARE_ROOT:-$work/bare}
root=$work/root
mounted=
finish() {
    [ -z "$mounted" ] || umount "$root/proc" || true
    rm -rf "$work"
}
trap finish EXIT
fail() { echo "packages.sh: $*" >&2; exit 1; }
in_root() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
    QT_QPA_PLATFORM=offscreen DEBIAN_FRONTEND=noninteractive "$@"; }
install_there() { in_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }
# Every path, but what package managers and caches keep for themselves.
paths_there() {
    (cd "$root" && find . -xdev \( -path ./proc -o -path ./var/cache -o -path ./var/lib/dpkg \
        -o -path ./var/lib/apt -o -path ./var/log -o -path ./tmp -o -path ./root \) -prune -o -print) |
        grep -v -e '/mimeinfo.cache$' -e '/icon-theme.cache$' -e '^./usr/share/mime' | sort
}
# The studio is asked to show a workspace; still running after some seconds is what it should.
studio_runs() {
    status=0
    in_root timeout 10 "$1" "$there/w" >"$work/studio.log" 2>&1 || status=$?
    [ "$status" = 124 ] || fail "$1 ended with $status: $(cat "$work/studio.log")"
}
answers_as_sample() { # program
    in_root rm -rf "$there/w"
    in_root "$1" new "$there/w" --sample payments-agent 2>/dev/null
    in_root "$1" test --workspace "$there/w" >/dev/null || fail "the sample's tests fail"
    status=0
    in_root "$1" replay "$there/w/traces" --workspace "$there/w" --only crossings >/dev/null || status=$?
    [ "$status" = 2 ] || fail "replaying the sample ended with $status"
}

sh "$top/installer/package.sh" --build "$build" --out "$work/packages"
deb=$(ls "$work"/packages/*.deb)
archive=$(ls "$work"/packages/*.tar.gz)
if command -v lintian >/dev/null; then
    lintian --allow-root --fail-on error --tag-display-limit 0 "$deb"
else
    echo "lintian is not installed; the package was not looked at"
fi
if [ "$(id -u)" != 0 ] || ! command -v debootstrap >/dev/null; then
    echo "SKIP: a bare system takes root and debootstrap"
    exit 77
fi

if [ ! -e "$bare/etc/debian_version" ]; then
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Codename: bookworm' | head -n 1)
    debootstrap --variant=minbase bookworm "$bare" "$mirror" >"$work/debootstrap.log" 2>&1 ||
        { echo "SKIP: no bare system can be made here"; tail -n 3 "$work/debootstrap.log"; exit 77; }
fi
cp -a "$bare" "$root"
cp /etc/resolv.conf "$root/etc/resolv.conf"
cp /etc/apt/apt.conf.d/*proxy* "$root/etc/apt/apt.conf.d/" 2>/dev/null || true
mount -t proc proc "$root/proc"
mounted=1
in_root apt-get update -qq
there=$(in_root mktemp -d)

echo "The archive"
tar --extract --directory "$root/opt" --file "$archive"
portable=/opt/$(basename "$archive" .tar.gz)
in_root "$portable/remit" --version | head -n 2
answers_as_sample "$portable/remit"
install_there libegl1 libgl1 libopengl0 libx11-6 libx11-xcb1 libxcb1 fontconfig
in_root "$portable/remit-studio" --version | head -n 1
studio_runs "$portable/remit-studio"
rm -rf "$root$portable"

echo "The package"
install_there man-db xdg-utils libfile-mimeinfo-perl desktop-file-utils
in_root apt-get satisfy -y -qq --no-install-recommends "$(dpkg-deb --field "$deb" Depends)" >/dev/null
paths_there >"$work/before"
cp "$deb" "$root$there/remit-studio.deb"
in_root dpkg -i "$there/remit-studio.deb" >/dev/null
in_root remit --version | head -n 2
in_root remit-studio --version | head -n 1
in_root remit-studio --help >/dev/null
answers_as_sample remit
studio_runs remit-studio
in_root man -w remit-replay >/dev/null
in_root touch "$there/x.cedar" "$there/x.remit" "$there/x.remit-status"
for pair in w/remit.json=application/vnd.remit.workspace+json x.cedar=text/x-cedar \
    x.remit=application/vnd.remit.bundle+gzip x.remit-status=application/vnd.remit.status+json; do
    file=$there/${pair%%=*}
    type=${pair#*=}
    found=$(in_root xdg-mime query filetype "$file")
    [ "$found" = "$type" ] || fail "$file is taken for $found, not for $type"
    program=$(in_root xdg-mime query default "$type")
    [ "$program" = remit-studio.desktop ] || fail "the default of $type is '$program'"
    echo "$type: $program"
done
in_root dpkg --purge remit-studio >/dev/null
in_root rm -rf "$there/w"
paths_there >"$work/after"
diff "$work/before" "$work/after" || fail "uninstalling left something behind"
echo "Uninstalled, nothing left behind."
