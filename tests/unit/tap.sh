#!/usr/bin/env bash
# Runs a cmocka program. cmocka 1.1 writes a skipped test as "not ok N # SKIP name", which TAP
# readers, meson among them, take for a failure; TAP's own way is "ok N # SKIP".
set -o pipefail
"$@" | sed -u -E 's/^not ok ([0-9]+ # SKIP)/ok \1/'
