#!/usr/bin/env bash
# Installs what tests need, builds, runs every test; ends with "N passed, N failed, N skipped".
#   --long          also what takes longer than ten minutes: tests/long/*.sh and the suite "long"
#   --werror        warnings of the compiler are errors (for .ci/run)
#   --no-install    use what is there
# Where a folder ../shared with real list files stands beside this one, a skipped test is a failure.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit
. tools/packages.sh

long=false install=true werror=false
for arg; do
    case $arg in
        --long) long=true ;;
        --werror) werror=true ;;
        --no-install) install=false ;;
        *) echo "usage: ./test.sh [--long] [--werror] [--no-install]" >&2; exit 64 ;;
    esac
done

if $install; then
    packages_ensure build test $($long && echo long) || exit
fi
build_folder_ready build -Dtests=enabled -Dman=enabled -Dwerror=$werror || exit
ninja -C build --quiet || exit

skips=()
[ ! -d ../shared ] || skips=(--skips-fail)
log=build/meson-logs/testlog
setup=quick
if $long; then
    setup=long log=$log-long
else
    log=$log-quick
fi
rm -f "$log.json"
meson test -C build --no-rebuild --print-errorlogs --setup "$setup"
counts=$(tools/count-tests "${skips[@]}" "$log.json")
read -r passed _ failed _ skipped _ <<<"${counts:-0 passed, 1 failed, 0 skipped}"

if $long; then
    # A skipped script counts as the skips of other tests do.
    for script in tests/long/*.sh; do
        echo "== $script"
        "$script"
        case $? in
            0) passed=$((passed + 1)) ;;
            77) skipped=$((skipped + 1)) ;;
            *) failed=$((failed + 1)); echo "failed: $script" >&2 ;;
        esac
    done
    if [ -d ../shared ]; then
        failed=$((failed + skipped)) skipped=0
    fi
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
