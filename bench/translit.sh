#!/bin/sh
# Recall of names across scripts on the pairs set aside, per file of names/translit, beside ICU's
# Any-Latin (uconv, package icu-devtools) with edits.
# usage: translit.sh BENCH_TRANSLIT TRANSLIT_DIR [QUERIES]
set -eu
bench=$1
dir=$2
queries=${3:-1000}
temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT
export LC_ALL=C.UTF-8
for file in arabic_64 hebrew_64 russian_64 chinese_64 katakana_64; do
    zstd -qdc "$dir/wikidata_$file.tsv.zst" >"$temp/pairs"
    cut -f2 "$temp/pairs" | tr -d ' ' |
        uconv -x '::Any-Latin; ::Latin-ASCII; ::Lower;' | tr -cd 'a-z\n' >"$temp/latin"
    echo "$file"
    paste "$temp/pairs" "$temp/latin" | "$bench" "$queries"
done
