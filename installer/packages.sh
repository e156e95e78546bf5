# SPDX-License-Identifier: Apache-2.0
# Sourced by run.sh, test.sh and package.sh: installs the packages of packages.txt that are missing.

# The names above the first section and, with the argument "all" or "package", those of it.
wanted_packages() {
    awk -v wanted="${1:-}" '
        /^\[/ { section = substr($0, 2, length($0) - 2); next }
        /^#/ || /^$/ { next }
        section == "" || section == wanted' "$here/packages.txt"
}

# Packages that are not there. A tool that was put on the PATH by other means (node, say) counts.
missing_packages() {
    for package in $(wanted_packages "${1:-}"); do
        state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
        [ "$state" = installed ] && continue
        case $package in
        nodejs) command -v node >/dev/null 2>&1 && continue ;;
        npm) command -v npm >/dev/null 2>&1 && continue ;;
        esac
        printf ' %s' "$package"
    done
}

install_packages() {
    missing=$(missing_packages "${1:-}")
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        as_root=sudo
    else
        echo "Some Debian packages are missing, and this user may not install them. Run as root:" >&2
        echo "apt-get install -y --no-install-recommends$missing" >&2
        exit 1
    fi
    echo "Installing:$missing"
    $as_root apt-get update -qq
    # shellcheck disable=SC2086 # the list is split into words on purpose
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends $missing >/dev/null
}
