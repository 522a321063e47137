#!/bin/sh
# Each installed header compiles alone, as C99 and, where there is a compiler, as C++. Prints TAP.
# usage: headers.sh HEADER…
set -eu
include=$ITD_SOURCE_ROOT/include
echo "1..$#"
number=0
for header in "$@"; do
    number=$((number + 1))
    if cc -std=c99 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -I"$include" -x c "$header" &&
        { ! command -v c++ >/dev/null ||
            c++ -Wall -Wextra -Werror -fsyntax-only -I"$include" -x c++ "$header"; }; then
        echo "ok $number - $(basename "$header") stands alone"
    else
        echo "not ok $number - $(basename "$header") does not compile alone"
    fi
done
