# SPDX-License-Identifier: Apache-2.0
# Sourced. Sets `epoch`, the time that packages carry: SOURCE_DATE_EPOCH, else that of the last
# commit, else that of the youngest source file.
epoch=${SOURCE_DATE_EPOCH:-$(git -C "$here/.." log -1 --format=%ct 2>/dev/null ||
    find "$here/../core" "$here/../ui" "$here/../app" -type f -printf '%T@\n' | sort -n | tail -1 | cut -d . -f 1)}
