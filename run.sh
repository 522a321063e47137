#!/usr/bin/env bash
# From a fresh Debian 12 to a first answer: installs what is missing (root or sudo), builds
# build/interdict, and screens sample customers against the built-in list. --no-demo stops after
# the build. Run it again as often as you like: nothing is done twice.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. tools/packages.sh

case "${1-}" in
    '' | --no-demo) ;;
    -h | --help) echo "usage: ./run.sh [--no-demo]"; exit 0 ;;
    *) echo "usage: ./run.sh [--no-demo]" >&2; exit 64 ;;
esac

packages_ensure build
build_folder_ready build
ninja -C build --quiet interdict
echo "Built build/interdict."
[ "${1-}" != --no-demo ] || exit 0
exec tools/demo.sh build/interdict
