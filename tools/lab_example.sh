#!/bin/sh
# Makes docs/lab anew: the lab's report for the UN's list and OFAC's, and the README's picture.
# usage: tools/lab_example.sh INTERDICT UN_FILE OFAC_FILE… (OFAC's set of 2023-12-28)
set -e
interdict=$1 un=$2
shift 2
here=$(dirname "$0")
store=$(mktemp -d)
trap 'rm -rf "$store"' EXIT
"$interdict" lists add un "$un" --store "$store" --quiet >/dev/null
"$interdict" lists add ofac "$@" --date 2023-12-28 --store "$store" --quiet >/dev/null
INTERDICT_DATA=${INTERDICT_DATA:-$(cd "$here/../data" && pwd)}
export INTERDICT_DATA
mkdir -p "$here/../docs/lab"
cd "$here/../docs/lab"
"$interdict" lab --store "$store" --quiet --queries 1000 --html un-ofac.html --format json \
  >un-ofac.json
python3 ../../tools/lab_picture.py un-ofac.html 1 >un-ofac.svg
