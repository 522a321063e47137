#!/usr/bin/env bash
# The guarantee at length: the answers of the indexed search against those of the exhaustive one,
# for 20,000 made queries over UN and OFAC and 500 over a million names (all names of the shared
# lists first, then made ones), at cut-offs 0.70 to 0.95. Prints the figures for docs/evidence.md.
# usage: equality.sh [BUILD] [QUERIES] [QUERIES OVER THE MILLION]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

build=$(realpath "${1:-build}")
lists=../shared/lists
if [ ! -d "$lists" ]; then
    echo "skipped: no $lists"
    exit 77
fi
work=$(mktemp -d "${TMPDIR:-/var/tmp}/interdict-equality.XXXXXX")
trap 'rm -rf "$work"' EXIT
export INTERDICT_STORE=$work/store

"$build/interdict" lists add un "$lists"/un/un_consolidated_2026-02-27.xml.zst --quiet >/dev/null
"$build/interdict" lists add ofac "$lists"/ofac/2023-12-28/* --date 2023-12-28 --quiet >/dev/null
"$build/interdict" selfcheck --queries "${2:-20000}" --seed 2026

python3 bench/gen_names.py listed 1000000 ../shared >"$work/million"
distinct=$(tr 'A-Z' 'a-z' <"$work/million" | tr -c 'a-z\n' '\n' | sort -u | wc -l)
[ "$distinct" -ge 250000 ] || { echo "failed: only $distinct distinct words" >&2; exit 1; }
"$build/bench/bench-match" "$work/million" --check "${3:-500}" --seed 2026
