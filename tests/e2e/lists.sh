#!/usr/bin/env bash
# `interdict lists …` as scripts and people call it, on small sets of our own in OFAC's CSV layout.
# TAP on standard output. usage: lists.sh BINARY
set -uo pipefail
binary=$(realpath "$1")
work=$(mktemp -d "${TMPDIR:-/tmp}/interdict-e2e.XXXXXX")
trap 'rm -rf "$work"' EXIT
export INTERDICT_STORE=$work/store HOME=$work/home
unset XDG_DATA_HOME
cd "$work" || exit

count=0
# is NAME: the commands before it gave true.
is() {
    local status=$?
    count=$((count + 1))
    if [ "$status" -eq 0 ]; then echo "ok $count - $1"; else echo "not ok $count - $1"; fi
}
# fails STATUS PATTERN ARGUMENT…: exit status and message.
fails() {
    local expected=$1 pattern=$2 status
    shift 2
    "$binary" "$@" >out 2>err
    status=$?
    if [ "$status" -eq "$expected" ] && grep -q -- "$pattern" err; then return 0; fi
    echo "# status $status: $(cat err)"
    return 1
}

# set DIR FIRST LAST TITLE: entries FIRST to LAST; entry 105 has the title.
make_set() {
    local id title
    mkdir -p "$1"
    : >"$1/a.csv" >"$1/b.csv" >"$1/c.csv"
    for ((id = $2; id <= $3; id++)); do
        title=Clerk
        if [ "$id" -eq 105 ]; then title=$4; fi
        printf '%d,"EXAMPLE %d","individual","TEST","%s",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"%s"\r\n' \
            "$id" "$id" "$title" "DOB 01 Mar 1970." >>"$1/a.csv"
        printf '%d,%d,"aka","SAMPLE %d",-0- \r\n' "$id" $((id + 1000)) "$id" >>"$1/b.csv"
        printf '%d,%d,"%d Example Street","Exampleton","Iran",-0- \r\n' \
            "$id" $((id + 2000)) "$id" >>"$1/c.csv"
    done
}
make_set one 101 120 Clerk
make_set two 102 122 Director
make_set small 101 110 Clerk

"$binary" lists ls --format json --store "$work/none" >out 2>err
[ $? -eq 66 ]; is "a named store that is not there is an error"
env -u INTERDICT_STORE "$binary" lists ls --format json >out 2>err &&
    [ "$(tr -d '\n ' <out)" = "[]" ]
is "no store at all is an empty list of lists"

"$binary" lists add ofac one/*.csv --date 2024-01-01 >out 2>err
is "adding ends with 0"
grep -q '^entries *20$' out && grep -q '^names *40$' out && grep -q '^addresses *20$' out
is "adding tells what was loaded by kind"
"$binary" lists add ofac two/*.csv --date 2024-02-01T09:39Z --format json >out 2>err &&
    grep -q '"entries_added": 2' out && grep -q '"entries_removed": 1' out &&
    grep -q '"entries_changed": 1' out && grep -q '"before": "2024-01-01"' out
is "adding in JSON tells the difference to the version before"
"$binary" lists add ofac two/*.csv --date 2024-02-01T09:39Z >out && grep -q 'already there' out
is "the same again is there already"

fields='list,date,current,partial,entries,persons,organisations,vessels,aircraft,names,weak_names'
"$binary" lists ls --format csv >out &&
    [ "$(head -n 1 out)" = "$fields,addresses,sha256,added,checked" ] &&
    [ "$(sed -n 2p out | cut -d, -f1-5)" = "ofac,2024-02-01T09:39Z,true,false,21" ] &&
    [ "$(sed -n 3p out | cut -d, -f1-5)" = "ofac,2024-01-01,false,false,20" ]
is "ls lists versions newest first with the agreed fields"
"$binary" lists ls --format json >out &&
    [ "$(grep -o '"[a-z_0-9]*":' out | head -n 14 | tr -d '":' | tr '\n' ,)" = \
        "$fields,addresses,sha256,added," ]
is "ls in JSON has the agreed fields in order"
"$binary" lists ls --as-of 2024-01-15 --format csv >out && [ "$(wc -l <out)" -eq 2 ] &&
    grep -q '^ofac,2024-01-01,' out
is "ls --as-of shows what answers for that day"

"$binary" lists export ofac --as-of 2024-01-31 >export && [ "$(wc -l <export)" -eq 20 ] &&
    grep -q '^{"id":"ofac:101","schema":"Person","caption":"EXAMPLE 101","properties":{' export
is "an export is a JSON object a line"
"$binary" lists add copy export --date 2024-01-01 >out &&
    "$binary" lists export copy | sed 's/"copy:/"ofac:/; s/\["copy"\]/["ofac"]/' | cmp - export
is "an export added again gives the same entries"
"$binary" lists show ofac:105 >out && grep -q 'position  *Director.*sdn/Title' out
is "show prints values with where they stood"
"$binary" lists show ofac:105 --as-of 2024-01-01 --format json >out && grep -q '"Clerk"' out
is "show --as-of prints the entry as it was"

python3 -m zipfile -c set.zip two/a.csv two/b.csv two/c.csv &&
    "$binary" lists add zipped set.zip --reader ofac-csv --date 2024-02-01 >out 2>err &&
    "$binary" lists export zipped | sed 's/zipped/ofac/g' >zipped.jsonl &&
    "$binary" lists export ofac | cmp - zipped.jsonl
is "a set in one zip gives what its files give"

"$binary" lists diff ofac 2024-01-01 2024-02-01 --format json >out &&
    [ "$(cat out)" = "$(
        printf '{"added":["ofac:121","ofac:122"],"removed":["ofac:101"],"changed":'
        printf '[{"id":"ofac:105","fields":[{"path":"position","before":"Clerk",'
        printf '"after":"Director"}]}]}'
    )" ]
is "diff in JSON names added, removed and changed entries by field"
"$binary" lists diff ofac 2024-01-15 2024-02-01 >out 2>err &&
    grep -q "no version of 2024-01-15; the one of 2024-01-01 is compared" err
is "diff says when a day has no version of its own"
"$binary" lists diff ofac 2024-01-01 2024-02-01 >out 2>err && ! grep -q "no version of" err
is "diff of days that have versions says nothing of the kind"
"$binary" lists diff ofac 2024-01-01 2024-02-01 >out && grep -q '^+ ofac:121  EXAMPLE 121$' out &&
    grep -q '2 added, 1 removed, 1 changed' out
is "diff for people names and counts"

fails 65 '10 instead of 21 entries.*--accept-shrink' lists add ofac small/*.csv --date 2024-03-01
is "a shrink is refused with its figures"
"$binary" lists export ofac | wc -l | grep -qx 21
is "a refused version leaves the current one"
"$binary" lists add ofac small/*.csv --date 2024-03-01 --accept-shrink >out
is "a shrink that was accepted is taken"
"$binary" lists rollback ofac >out && grep -q '2024-02-01T09:39Z answers now' out &&
    "$binary" lists export ofac | wc -l | grep -qx 21
is "rollback makes the version before current"
"$binary" lists pin ofac 2024-01-01 >out && "$binary" lists export ofac | wc -l | grep -qx 20 &&
    "$binary" lists ls | grep -q 'ofac *2024-01-01 *pinned'
is "a pinned version answers"
"$binary" lists pin ofac --off >out && "$binary" lists export ofac | wc -l | grep -qx 21
is "without the pin the newest answers again"

"$binary" lists add parts one/a.csv --partial sdn --date 2024-01-01 >out &&
    grep -q 'partial: sdn' out && "$binary" lists export parts 2>err >out &&
    grep -q 'parts of 2024-01-01 is a partial set: only sdn' err
is "a partial set is marked in what it answers"
"$binary" lists export parts --quiet 2>err >out && [ ! -s err ]
is "--quiet says nothing besides"

fails 66 'there is no list "offac"; there are: copy, ofac, parts' lists export offac
is "an unknown list is told with those there are"
fails 66 'no version of 2023-12-31 or before; its first is of 2024-01-01' \
    lists export ofac --as-of 2023-12-31
is "a day before the first version is an error"
fails 66 'missing.csv: cannot open' lists add ofac missing.csv
is "a missing file is named"
fails 65 'cannot be added as "un"' lists add un one/*.csv
is "a file under another publisher's name is refused"
cat one/a.csv one/a.csv >twice.csv
fails 65 '\[101\]' lists add ofac twice.csv one/b.csv one/c.csv --date 2024-04-01
is "a duplicate is refused with its id"
echo '<!DOCTYPE html><html><body>503</body></html>' >page.xml
fails 65 'page.xml: .*HTML page' lists add un page.xml
is "an error page in place of a list is refused"
: >empty.csv
fails 65 'empty.csv: .*empty' lists add un empty.csv
is "an empty file is refused"
fails 64 -- '--date' lists add ofac one/*.csv --date yesterday
is "a date that is none is refused"
fails 64 'usage: interdict lists diff NAME FROM TO' lists diff ofac
is "missing arguments are told with the usage"

"$binary" lists log ofac --format jsonl >out && [ "$(grep -c '"what":"add"' out)" -eq 3 ] &&
    grep -q '"what":"rollback"' out && grep -q '"what":"pin"' out
is "the log has every change"
"$binary" lists prune ofac --before 2024-02-01 >out && grep -q ': 1 versions dropped' out
is "prune drops older versions"
"$binary" lists verify >out && grep -q 'all whole' out
is "verify finds the store whole"
for pack in store/lists/ofac/packs/*; do
    printf 'x' | dd of="$pack" bs=1 seek=40 conv=notrunc 2>/dev/null
done
"$binary" lists verify >out 2>err
[ $? -eq 70 ] && grep -q '^ofac of 2024-02-01T09:39Z: .*packs/.*fails its checksum' out
is "verify names what is damaged"
fails 70 'checksum' lists export ofac
is "a damaged version gives an error and no answer"

for command in add ls show export diff log verify pin rollback prune; do
    "$binary" lists "$command" --help >out && grep -q "^interdict lists $command" out
    is "lists $command --help explains itself"
done
echo "1..$count"
