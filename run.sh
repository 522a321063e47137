#!/usr/bin/env bash
# From a fresh Debian 12 to a first answer: installs what is missing (root or sudo), builds
# build/interdict, and screens sample customers against the built-in list. --no-demo stops after
# the build. With OFAC's files (sdn, add, alt, comments) the demo shows what a second list adds.
# Run it again as often as you like: nothing is done twice.
set -euo pipefail
usage="usage: ./run.sh [--no-demo | OFAC_FILE…]"
case "${1-}" in
    --no-demo) ;;
    -h | --help) echo "$usage"; exit 0 ;;
    -*) echo "$usage" >&2; exit 64 ;;
esac
# Files are named from where the user stands.
files=()
for file; do
    [ "$file" = --no-demo ] || files+=("$(realpath -e -- "$file")")
done

cd "$(dirname "${BASH_SOURCE[0]}")"
. tools/packages.sh
packages_ensure build
build_folder_ready build
ninja -C build --quiet interdict
echo "Built build/interdict."
[ "${1-}" != --no-demo ] || exit 0
exec tools/demo.sh build/interdict "${files[@]}"
