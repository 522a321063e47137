#!/usr/bin/env bash
# A first look for newcomers: the built-in 1718 list against one name and a file of customers, and
# with OFAC's files what a second list adds.
# usage: demo.sh INTERDICT [OFAC_FILE…]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
interdict=${1:-build/interdict}
ofac=("${@:2}")

# The demo shows the built-in list, whatever lists the user keeps already.
empty=$(mktemp -d)
trap 'rm -rf "$empty"' EXIT
unset INTERDICT_STORE
export XDG_DATA_HOME=$empty

# Shows a command and runs it; hits (status 1) are what a demo is for, a failure ends it.
show() {
    local status=0 word
    printf '\n$ %s' "$interdict"
    for word; do
        case $word in
            *' '*) printf ' "%s"' "$word" ;;
            *) printf ' %s' "$word" ;;
        esac
    done
    printf '\n'
    "$interdict" "$@" || status=$?
    [ "$status" -le 1 ] || exit "$status"
}

customers=data/samples/customers.csv
echo "One name, screened against the UN's list under resolution 1718 (it ships with Interdict):"
show screen "YUN HO-JIN"

echo
echo "$(($(wc -l <"$customers") - 1)) sample customers, most of them innocent:"
started=$(date +%s%N)
show screen "$customers"
printf '\nAll of them in %d ms, start of the program and loading of the list included.\n' \
    $((($(date +%s%N) - started) / 1000000))

echo
echo "No list has everybody. The leader himself is on OFAC's list, not on the UN's:"
show screen "KIM JONG UN"

if [ ${#ofac[@]} -eq 0 ]; then
    cat <<END

Give Interdict OFAC's files and he is found (./run.sh takes them too):
  $interdict lists add ofac sdn.csv add.csv alt.csv sdn_comments.csv
  $interdict screen "KIM JONG UN"
END
else
    show lists add ofac "${ofac[@]}" --quiet
    show screen "KIM JONG UN"
fi
