#!/usr/bin/env bash
# All 308 published versions of OFAC's sdn.csv (2021-08-18 to 2024-05-03), added in order as
# partial sets: the store stays under 40 MB, every day opens within a second, and what it gives for
# ten days is, byte for byte, what a fresh store gives of that day's file. Prints the figures for
# docs/evidence.md.
# usage: ofac_history.sh [BINARY]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

archive=../shared/lists/ofac/sdn_daily_2021-08-18_to_2024-05-03.tar.xz
binary=$(realpath "${1:-build/interdict}")
if [ ! -f "$archive" ]; then
    echo "skipped: no $archive"
    exit 77
fi
work=$(mktemp -d "${TMPDIR:-/var/tmp}/interdict-history.XXXXXX")
trap 'rm -rf "$work"' EXIT
tar -xJf "$archive" -C "$work"
export INTERDICT_STORE=$work/store

fail() {
    echo "failed: $1" >&2
    exit 1
}
now_ms() { date +%s%3N; }
# sdn_2021-08-18_0939Z.csv → 2021-08-18T09:39Z
moment_of() {
    local name=${1##*/sdn_}
    echo "${name:0:10}T${name:11:2}:${name:13:2}Z"
}

files=("$work"/sdn_*.csv)
[ "${#files[@]}" -eq 308 ] || fail "${#files[@]} files in the archive, not 308"
start=$(now_ms)
for file in "${files[@]}"; do
    "$binary" lists add ofac "$file" --partial sdn --date "$(moment_of "$file")" --quiet \
        >/dev/null || fail "adding $file"
done
echo "added: 308 versions in $(($(now_ms) - start)) ms"

versions=$("$binary" lists ls --format csv | tail -n +2 | wc -l)
[ "$versions" -eq 308 ] || fail "$versions versions, not 308"
bytes=$(du -s --apparent-size --block-size=1 "$INTERDICT_STORE" | cut -f1)
disk=$(du -s --block-size=1 "$INTERDICT_STORE" | cut -f1)
echo "size: $bytes bytes, $disk on the disk"
[ "$disk" -lt 40000000 ] || fail "the store is larger than 40 MB"

mapfile -t days < <(printf '%s\n' "${files[@]##*/sdn_}" | cut -c1-10 | sort -u)
[ "${#days[@]}" -eq 295 ] || fail "${#days[@]} days, not 295"
slowest=0
for day in "${days[@]}"; do
    start=$(now_ms)
    "$binary" lists export ofac --as-of "$day" --quiet >"$work/export"
    took=$(($(now_ms) - start))
    if [ "$took" -gt "$slowest" ]; then slowest=$took; fi
done
echo "slowest of ${#days[@]} days, read and exported whole: $slowest ms"
[ "$slowest" -lt 1000 ] || fail "a day took longer than a second"

# Ten days spread over the history; of two versions on one day the later one answers.
for ((i = 0; i < 10; i++)); do
    day=${days[$((i * (${#days[@]} - 1) / 9))]}
    of_day=("$work/sdn_$day"_*.csv)
    file=${of_day[-1]}
    "$binary" lists export ofac --as-of "$day" --quiet >"$work/export"
    "$binary" lists add ofac "$file" --partial sdn --date "$day" --store "$work/fresh" --quiet \
        >/dev/null
    "$binary" lists export ofac --store "$work/fresh" --quiet >"$work/fresh-export"
    cmp "$work/export" "$work/fresh-export" || fail "$day is not what its file says"
    rm -rf "$work/fresh"
    echo "as of $day: $(wc -l <"$work/export") entries, equal to a fresh load"
done

removed=$("$binary" lists diff ofac 2024-05-02 2024-05-03 --format csv --quiet |
    grep -c '^removed,')
echo "2024-05-02 to 2024-05-03: $removed removed"
[ "$removed" -eq 8 ] || fail "not eight entries removed"

start=$(now_ms)
"$binary" lists verify
echo "verified in $(($(now_ms) - start)) ms"
start=$(now_ms)
"$binary" lists prune ofac --before 2024-01-01
echo "pruned in $(($(now_ms) - start)) ms"
"$binary" lists verify
