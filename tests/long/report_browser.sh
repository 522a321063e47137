#!/usr/bin/env bash
# A report with a thousand hits opens in a real browser within a second: headless Chromium loads the
# page and writes it out again; what is measured is the whole process less one with an empty page.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
binary=$PWD/build/interdict
command -v chromium >/dev/null || { echo "skipped: no chromium"; exit 77; }
work=$(mktemp -d "${TMPDIR:-/tmp}/interdict-report.XXXXXX")
trap 'rm -rf "$work"' EXIT
export INTERDICT_STORE=$work/store HOME=$work

# A thousand persons with three-part names that are unlike each other, each its own hit.
python3 - "$work" <<'PYTHON'
import json
import random
import sys

random.seed(7)
syllables = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
word = lambda: "".join(random.choice(syllables) for _ in range(random.randint(2, 4))).capitalize()
names = [" ".join((word(), word(), word())) for _ in range(1000)]
with open(f"{sys.argv[1]}/list.jsonl", "w", encoding="utf-8") as out:
    for i, name in enumerate(names):
        row = {"id": f"e{i}", "schema": "Person", "caption": name,
               "properties": {"name": [name], "birthDate": [f"{1940 + i % 60}"],
                              "nationality": ["ir"]}}
        out.write(json.dumps(row) + "\n")
with open(f"{sys.argv[1]}/customers.csv", "w", encoding="utf-8") as out:
    out.write("id,name,birth_date,nationality\n")
    for i, name in enumerate(names):
        out.write(f"{i},{name},{1940 + i % 60}-05-06,ir\n")
PYTHON
"$binary" lists add own "$work/list.jsonl" --date 2025-01-01 -q >"$work/added"
"$binary" screen "$work/customers.csv" --format jsonl --html "$work/report.html" \
    >"$work/answers" || [ $? -eq 1 ]
hits=$(grep -c '<h4>' "$work/report.html")
[ "$hits" -ge 1000 ] || { echo "only $hits hits"; exit 1; }

. tests/long/support/browser
measure_page "$work/report.html"
shown=$(grep -c '<h4>' "$work/dom")
bytes=$(stat -c %s "$work/report.html")
echo "$hits hits, $bytes bytes, $shown in the browser, $took ms beyond an empty page"
[ "$shown" -eq "$hits" ] && [ "$took" -le 1000 ]
