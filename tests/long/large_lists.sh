#!/usr/bin/env bash
# Lists a hundred times larger than those of publishers: how fast they are read, and that adding one
# holds no more than 64 MB beside the entries (id, digest and the entry as the store keeps it). The
# files are made (bench/gen_lists.py, seeded) and removed.
# usage: large_lists.sh [BUILD] [MEGABYTES OF XML] [MEGABYTES OF CSV]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

build=$(realpath "${1:-build}")
xml=${2:-100}
csv=${3:-200}
most=64
[ -x /usr/bin/time ] || { echo "skipped: no /usr/bin/time"; exit 77; }
work=$(mktemp -d "${TMPDIR:-/var/tmp}/interdict-large.XXXXXX")
trap 'rm -rf "$work"' EXIT
failed=0

# LAYOUT MEGABYTES
measure() {
    python3 bench/gen_lists.py "$1" "$2" 2026 "$work/list"
    # Read alone: speed, and the size of what comes of it.
    "$build/bench/bench-readers" "$1" "$work/list" -r 1 --encoded >"$work/read"
    head -1 "$work/read"
    entries=$(sed -n 's/^entries with id and digest: \(.*\) MB$/\1/p' "$work/read")
    # Added: the peak of the process, kilobytes of 1,024.
    /usr/bin/time -f '%e %M' -o "$work/time" "$build/interdict" lists add own "$work/list" \
        --reader "$1" --store "$work/store" --quiet >"$work/added"
    read -r seconds kilobytes <"$work/time"
    python3 - "$1" "$entries" "$seconds" "$kilobytes" "$most" <<'END' || failed=1
import sys
layout, entries, seconds, kilobytes, most = sys.argv[1:]
peak = int(kilobytes) * 1.024 / 1000
beyond = peak - float(entries)
print(f"{layout}: added in {float(seconds):.1f} s, peak {peak:.1f} MB, entries {entries} MB, "
      f"beyond them {beyond:.1f} MB (at most {most})")
sys.exit(beyond > float(most))
END
    rm -rf "$work/list" "$work/store"
}

measure un "$xml"
measure us-csl "$csv"
measure uk-csv "$csv"
measure ofsi-csv "$csv"
[ $failed -eq 0 ] || { echo "failed: more than $most MB beside the entries" >&2; exit 1; }
