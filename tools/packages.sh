# What Interdict needs from Debian 12, with the reason for each package. Sourced by run.sh, test.sh
# and .ci/run; docs/dependencies.md tells the same to people (tests/tools compares the two).
# Groups: build (to compile and run), test (to test), long (for ./test.sh --long), ci (to judge).

package_table() {
    cat <<'TABLE'
build gcc                the C compiler
build libc6-dev          headers of the C library
build meson              the build system
build ninja-build        runs the build that meson describes
build pkgconf            tells the build where libraries are
build libarchive-dev     reads gz, xz, zst and zip files of publishers
build libcurl4-openssl-dev brings publishers' lists over HTTPS
build libexpat1-dev      reads the XML lists
build libgsl-dev         fits and special functions for the statistics of silence
build libicu-dev         Unicode: folding and normal forms of names
build libinih-dev        reads mapping files (INI)
build libjansson-dev     reads JSON, refusing duplicate keys
build libsqlite3-dev     the store of events and statements
build libssl-dev         SHA-256 (libcrypto)
build libzstd-dev        keeps old list versions small
test  libcmocka-dev      unit tests
test  scdoc              makes the manual pages
test  python3            checks of the source and end-to-end tests
test  zstd               unpacks compressed test lists
test  xz-utils           unpacks compressed test lists
long  chromium           opens reports in a real browser
ci    clang              the second compiler, and the sanitizers
ci    libclang-rt-14-dev address and undefined-behaviour sanitizers
ci    clang-format       layout of the source
ci    clang-tidy         static analysis
TABLE
}

# Names of the packages of the given groups.
packages_of() {
    local group
    for group in "$@"; do
        package_table | awk -v group="$group" '$1 == group {print $2}'
    done
}

packages_missing() {
    local package
    for package in $(packages_of "$@"); do
        # A removed package may still be known: only "installed" counts.
        dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed ||
            printf '%s\n' "$package"
    done
}

# Installs what the groups need and this machine lacks; says what and why. Touches nothing, not even
# the package index, when all is there.
packages_ensure() {
    local missing package as_root=()

    if ! command -v dpkg-query >/dev/null; then
        echo "This is no Debian system; docs/dependencies.md names what has to be there. Going on."
        return 0
    fi
    missing=$(packages_missing "$@")
    [ -n "$missing" ] || return 0

    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "Neither root nor sudo. As root, run:" >&2
            echo "  apt-get install" $missing >&2
            return 1
        fi
        as_root=(sudo)
    fi
    echo "Installing from Debian:"
    for package in $missing; do
        package_table | awk -v name="$package" \
            '$2 == name {$1 = ""; $2 = ""; sub(/^ +/, ""); printf "  %-18s %s\n", name, $0}'
    done
    "${as_root[@]}" apt-get update -qq </dev/null &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends $missing </dev/null >/dev/null
}

# Makes the build folder $1 ready with the meson options that follow; does nothing when it is.
build_folder_ready() {
    local folder=$1
    shift
    if [ -f "$folder/build.ninja" ]; then
        meson configure "$folder" "$@" >/dev/null
    else
        meson setup "$folder" "$@" >"$folder.log" 2>&1 || {
            cat "$folder.log" >&2
            return 1
        }
    fi
    rm -f "$folder.log"
}
