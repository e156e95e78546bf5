# SPDX-License-Identifier: Apache-2.0
# Sourced by package.sh: what makes the archive run without Debian's packages.

# Libraries of the machine: the C library, the C++ run-time, graphics drivers and the display's own.
# They fit one another, and a foreign one among them does not.
is_of_the_machine() { # file name
    case $1 in
    ld-linux* | linux-vdso* | libc.so* | libm.so* | libdl.so* | librt.so* | libpthread.so* | \
        libresolv.so* | libstdc++.so* | libgcc_s.so* | libGL.so* | libGLX.so* | libEGL.so* | \
        libOpenGL.so* | libGLdispatch.so* | libgbm.so* | libdrm.so* | libX11.so* | libX11-xcb.so* | \
        libxcb.so* | libwayland-*.so* | libfontconfig.so* | libfreetype.so* | libexpat.so*) return 0 ;;
    esac
    return 1
}

copy_libraries_of() { # file, folder for libraries
    ldd "$1" | awk '$2 == "=>" && $3 ~ /^\// { print $1, $3 }' | while read -r library path; do
        is_of_the_machine "$library" || [ -e "$2/$library" ] || cp -L "$path" "$2/$library"
    done
}

add_libraries() { # folder of the archive
    libraries=$1/lib
    plugins=$1/lib/qt6/plugins
    mkdir -p "$libraries" "$plugins"
    copy_libraries_of "$1/bin/remit" "$libraries"
    copy_libraries_of "$1/bin/remit-studio" "$libraries"
    qt=$(qmake6 -query QT_INSTALL_PLUGINS)
    for plugin in platforms/libqxcb.so platforms/libqoffscreen.so platforms/libqminimal.so \
        xcbglintegrations/libqxcb-glx-integration.so xcbglintegrations/libqxcb-egl-integration.so \
        imageformats/libqsvg.so iconengines/libqsvgicon.so; do
        [ -e "$qt/$plugin" ] || continue
        mkdir -p "$plugins/$(dirname "$plugin")"
        cp -L "$qt/$plugin" "$plugins/$plugin"
        copy_libraries_of "$qt/$plugin" "$libraries"
    done
    chmod 644 "$libraries"/*.so*
}

# bin/ holds the programs themselves; the two scripts above it find the libraries for them.
add_launchers() { # folder of the archive
    for program in remit remit-studio; do
        cat >"$1/$program" <<END
#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
here=\$(CDPATH='' cd -- "\$(dirname -- "\$(readlink -f -- "\$0")")" && pwd)
LD_LIBRARY_PATH=\$here/lib\${LD_LIBRARY_PATH:+:\$LD_LIBRARY_PATH}
QT_PLUGIN_PATH=\$here/lib/qt6/plugins
export LD_LIBRARY_PATH QT_PLUGIN_PATH
exec "\$here/bin/$program" "\$@"
END
        chmod 755 "$1/$program"
    done
}
