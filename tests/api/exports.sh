#!/bin/sh
# The shared library exports what interdict.h names and nothing else. Prints TAP.
# usage: exports.sh LIBRARY HEADER
set -eu
echo "1..1"
named=$(grep -o 'interdict_[a-z_]*(' "$2" | tr -d '(' | sort -u | grep -v '^interdict_open("')
exported=$(nm -D --defined-only "$1" | awk '{print $3}' | grep -v '^_' | sort -u)
if [ "$named" = "$exported" ]; then
    echo "ok 1 - exports are the names of the header"
else
    echo "not ok 1 - exports differ from the names of the header"
    printf '%s\n' "$named" >"${TMPDIR:-/tmp}/named.$$"
    printf '%s\n' "$exported" | diff "${TMPDIR:-/tmp}/named.$$" - | sed 's/^/# /' || true
    rm -f "${TMPDIR:-/tmp}/named.$$"
fi
