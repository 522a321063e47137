#!/usr/bin/env bash
# A page of `comply` with full tables and charts opens in a real browser: headless Chromium loads it
# and writes it out again, with every table row and chart of the file, so that nothing was dropped
# as malformed, and within ten seconds beyond an empty page even on a machine that does other work.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
binary=$PWD/build/interdict
command -v chromium >/dev/null || { echo "skipped: no chromium"; exit 77; }
work=$(mktemp -d "${TMPDIR:-/tmp}/interdict-comply.XXXXXX")
trap 'rm -rf "$work"' EXIT
export INTERDICT_DATA=$PWD/data HOME=$work
mkdir "$work/data"
cp tests/data/comply/plain/* tests/data/comply/vessels/* "$work/data"

# Sixty reporters, thirty-six months, eight codes: more than a table of the page takes.
python3 - "$work/data" <<'PYTHON'
import sys

reporters = [line.split("\t")[0] for line in open("data/regime/reporters.tsv", encoding="utf-8")
             if line[0].isdigit() and line.split("\t")[2].strip()][:60]
with open(f"{sys.argv[1]}/trade_many.csv", "w", encoding="utf-8") as out:
    out.write("period,reporterCode,flowCode,partnerCode,classificationCode,cmdCode,primaryValue\n")
    for reporter in reporters:
        if reporter in ("408", "76", "604"):
            continue
        for month in range(36):
            for code in ("030749", "611020", "270112", "854140", "842952", "440710", "079999"):
                out.write(f"{2017 + month // 12}{month % 12 + 1:02},{reporter},M,408,,{code},"
                          f"{month + 1}00\n")
PYTHON
"$binary" comply --data "$work/data" --on 2020-06-30 --format csv --html "$work/page.html" \
    >"$work/rows.csv" || [ $? -eq 1 ]

. tests/long/support/browser
measure_page "$work/page.html"
bytes=$(stat -c %s "$work/page.html")
for element in '<tr>' '<svg' '<rect' '<h2'; do
    written=$(grep -o "$element" "$work/page.html" | wc -l)
    shown=$(grep -o "$element" "$work/dom" | wc -l)
    echo "$element: $written written, $shown in the browser"
    [ "$written" -gt 0 ] && [ "$written" -eq "$shown" ]
done
"$binary" comply --data "$work/data" --on 2020-06-30 --state MZ --html "$work/one.html" \
    >"$work/one.txt" || [ $? -eq 1 ]
timeout 120 chromium --headless --no-sandbox --disable-gpu --user-data-dir="$work/profile" \
    --print-to-pdf="$work/page.pdf" "file://$work/one.html" 2>>"$work/chromium.log"
echo "$bytes bytes, $took ms beyond an empty page, $(stat -c %s "$work/page.pdf") bytes in print"
[ "$took" -le 10000 ]
