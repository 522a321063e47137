#!/usr/bin/env bash
# The figures of the matching engine in one run: 60,000 and a million listed names, clean customers
# and listed names with edits, indexed and exhaustive, one core and all; and, where PyPI can be
# reached, the SIMD scan of rapidfuzz over the same names on the same core.
# usage: bench/match.sh [BUILD]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

bench=$(realpath "${1:-build}")/bench/bench-match
work=$(mktemp -d "${TMPDIR:-/var/tmp}/interdict-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
make() { python3 bench/gen_names.py "$1" "$2" ../shared; }

make listed 60000 >"$work/listed"
make listed 1000000 >"$work/million"
make clean 100000 >"$work/clean"
make near 30000 >"$work/near"
make listed 100000 >"$work/hundred"
make worst 100000 >"$work/worst"
echo "load before: $(cut -d ' ' -f 1-3 /proc/loadavg), $(nproc) cores"
taskset -c 0 "$bench" "$work/listed" "$work/clean" "$work/near" --exhaustive 200
"$bench" "$work/listed" "$work/clean" --threads "$(nproc)"
taskset -c 0 "$bench" "$work/hundred" "$work/worst" --cutoff 7000 --slowest 5
"$bench" "$work/million" "$work/clean" "$work/near" --threads "$(nproc)"

if python3 -m venv "$work/venv" 2>/dev/null &&
    timeout 120 "$work/venv/bin/pip" -q install rapidfuzz numpy 2>/dev/null; then
    taskset -c 0 "$work/venv/bin/python" bench/scan.py "$work/listed" "$work/clean"
else
    echo "rapidfuzz: not to be had here (no venv, or PyPI is out of reach)"
fi
