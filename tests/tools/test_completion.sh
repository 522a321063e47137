#!/usr/bin/env bash
# The bash completion as a user meets it: words are typed, candidates come from the real binary.
# usage: test_completion.sh INTERDICT
interdict=$1
. "$ITD_SOURCE_ROOT/packaging/completion/interdict.bash"
number=0 failed=0

# typed EXPECTED WORD…: completes the last word; EXPECTED must be among the candidates ("" : none).
typed() {
    local expected=$1 found=no candidate
    shift
    COMP_WORDS=(interdict "$@")
    COMP_CWORD=$#
    _interdict "$interdict"
    for candidate in "${COMPREPLY[@]}"; do
        [ "$candidate" != "$expected" ] || found=yes
    done
    [ -n "$expected" ] || [ ${#COMPREPLY[@]} -ne 0 ] || found=yes
    number=$((number + 1))
    if [ $found = yes ]; then
        echo "ok $number - completes '$*'"
    else
        failed=1
        echo "not ok $number - completes '$*'"
        echo "# expected '$expected', got: ${COMPREPLY[*]}"
    fi
}

echo 1..10
typed screen sc
typed selfcheck se
typed lists li
typed add lists a
typed --cutoff screen --cut
typed jsonl screen --format = js
typed "" screen some-file
typed chronicle chr
typed long chronicle ls --class l
typed conditions positions --show con
exit $failed
