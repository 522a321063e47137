#!/usr/bin/env bash
# A newcomer's machine: a bare Debian 12 made by debootstrap, git and nothing else added, a clone of
# this checkout in /src/interdict (and a copy of ../shared beside it, where there is one), then
# ./run.sh and ./test.sh inside. Needs root, debootstrap and a Debian mirror; else skipped (77).
# The mirror and the key come from this machine's own apt sources, or from MIRROR=URL.
# Everything is made in a folder of its own and removed at the end; KEEP=1 leaves it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

skip() {
    echo "skipped: $1"
    exit 77
}
[ "$(id -u)" -eq 0 ] || skip "not root"
command -v debootstrap >/dev/null || skip "no debootstrap"

# First http(s) address that apt uses for Debian itself.
mirror=${MIRROR:-$(apt-get indextargets --format '$(SITE) $(RELEASE) $(ORIGIN)' 2>/dev/null |
    awk '$3 == "Debian" && $2 ~ /^bookworm/ {print $1; exit}')}
if [ -z "$mirror" ]; then
    mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null |
        grep -Eo 'https?://[^ ]+/debian/?( |$)' | head -n 1 | tr -d ' ')
fi
[ -n "$mirror" ] || skip "no Debian mirror among the apt sources; set MIRROR"

root=$(mktemp -d /var/tmp/interdict-bare.XXXXXX)
chmod 755 "$root" # apt reads below it as another user
mounted=false
cleanup() {
    if $mounted; then umount "$root/proc"; fi
    if [ -n "${KEEP-}" ]; then echo "kept: $root"; else rm -rf --one-file-system "$root"; fi
}
trap cleanup EXIT

echo "== debootstrap"
debootstrap --variant=minbase --include=git,ca-certificates bookworm "$root" "$mirror" \
    >"$root.log" 2>&1 ||
    { tail -n 20 "$root.log"; exit 1; }
rm -f "$root.log"

# The newcomer's way to the network is this machine's: proxies, certificates, name service.
for file in /etc/resolv.conf /etc/hosts /etc/ssl/certs/ca-certificates.crt; do
    if [ -e "$file" ]; then cp -L "$file" "$root$file"; fi
done
apt-config dump | grep -iE '^Acquire::https?::(.*::)?(Proxy|CAInfo)' \
    >"$root/etc/apt/apt.conf.d/90network" || true

mkdir -p "$root/src"
git clone --quiet . "$root/src/interdict"
if [ -d ../shared ]; then cp -rL ../shared "$root/src/shared"; fi
mount -t proc proc "$root/proc"
mounted=true

inside() {
    chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
        ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
        bash -c "cd /src/interdict && $1"
}

# timed COMMAND [SECONDS]: runs it inside; with SECONDS, it must end within and install nothing.
timed() {
    local begin=$SECONDS out
    echo "== $1"
    out=$(mktemp)
    inside "$1" 2>&1 | tee "$out"
    if [ -n "${2-}" ] &&
        { grep -q '^Installing' "$out" || [ $((SECONDS - begin)) -gt "$2" ]; }; then
        echo "failed: $1 was not quick, or installed something again"
        exit 1
    fi
    rm -f "$out"
    echo "== $1: $((SECONDS - begin)) s"
}

timed ./run.sh
timed "./run.sh --no-demo" 20
timed ./test.sh
