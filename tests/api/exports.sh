#!/bin/sh
# The shared library exports what the installed headers name and nothing else. Prints TAP.
# usage: exports.sh LIBRARY HEADER…
set -eu
echo "1..1"
library=$1
shift
named=$(grep -h 'INTERDICT_API' -A2 "$@" | grep -o 'interdict_[a-z_]*(' | tr -d '(' | sort -u)
exported=$(nm -D --defined-only "$library" | awk '{print $3}' | grep -v '^_' | sort -u)
if [ "$named" = "$exported" ]; then
    echo "ok 1 - exports are the names of the headers"
else
    echo "not ok 1 - exports differ from the names of the headers"
    printf '%s\n' "$named" >"${TMPDIR:-/tmp}/named.$$"
    printf '%s\n' "$exported" | diff "${TMPDIR:-/tmp}/named.$$" - | sed 's/^/# /' || true
    rm -f "${TMPDIR:-/tmp}/named.$$"
fi
