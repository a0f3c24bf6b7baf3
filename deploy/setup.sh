#!/usr/bin/env bash
# Makes .venv: the versions of one lock, each file checked by its hash, then this tree, editable.
# Does nothing where nothing changed. Usage: setup.sh dev|demo|bench|gazetteer|fuzz|kubernetes|picture
# PYTHON=… names the Python of a new .venv.
set -euo pipefail
cd -P "$(dirname "$0")/.."

lock=${1:?usage: setup.sh dev|demo|bench|gazetteer|fuzz|kubernetes|picture}
venv=.venv
log=$venv/setup.log

say() { echo "setup: $*"; }

die() {
    say "$*" >&2
    exit 1
}

# 0: usable; 1: not a Python of ours; 2: the right version, but without venv.
try_python() {
    "$1" - 2>/dev/null <<'PYTHON'
import sys
if not (3, 11) <= sys.version_info[:2] <= (3, 14):
    sys.exit(1)
try:
    import ensurepip, venv
except ImportError:
    sys.exit(2)
PYTHON
}

find_python() {
    local candidate without_venv=
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 python3.14}; do
        command -v "$candidate" >/dev/null || continue
        try_python "$candidate" && { python=$candidate; return; }
        [ $? -eq 2 ] && without_venv=$candidate
    done
    [ -z "$without_venv" ] || die "$without_venv has no venv; install it: apt-get install python3-venv"
    die "no Python 3.11 to 3.14 here; install one: apt-get install python3 python3-venv"
}

# What the environment is made from: another place, Python, lock or project makes another one.
fingerprint() {
    echo "$PWD $("$venv/bin/python" -VV | tr '\n' ' ')"
    cksum "deploy/locks/$1.txt" pyproject.toml
}

is_current() { [ -f "$venv/$1.stamp" ] && [ "$(fingerprint "$1")" = "$(<"$venv/$1.stamp")" ]; }

run_logged() {
    "$@" >>"$log" 2>&1 || { tail -n 20 "$log" >&2; die "failed; all of it is in $log"; }
}

pip() { run_logged "$venv/bin/python" -m pip --disable-pip-version-check "$@"; }

make_venv() {
    find_python
    say "making $venv with $("$python" -V 2>&1) ($(command -v "$python"))"
    "$python" -m venv --clear "$venv"
    echo "$PWD" >"$venv/made-in"
}

# A folder that was moved or copied leaves scripts behind that point to the old place.
is_usable() {
    [ "$(cat "$venv/made-in" 2>/dev/null)" = "$PWD" ] && try_python "$venv/bin/python"
}

drop_stale_stamps() {
    local stamp
    for stamp in "$venv"/*.stamp; do
        [ ! -f "$stamp" ] || is_current "$(basename "$stamp" .stamp)" || rm "$stamp"
    done
}

install() {
    local lock_file=deploy/locks/$lock.txt
    say "installing $(grep -c '==' "$lock_file") packages of $lock_file, each checked by its hash"
    pip install --require-hashes --no-deps -r "$lock_file"
    say "installing newsfeed from this folder"
    pip install --no-deps --no-build-isolation -e .
    drop_stale_stamps
    fingerprint "$lock" >"$venv/$lock.stamp"
}

# What dev holds is enough for the demo and the benches.
enough=("$lock")
[[ $lock =~ ^(gazetteer|fuzz|kubernetes|picture)$ ]] || enough+=(dev)
for held in "${enough[@]}"; do
    if [ -x "$venv/bin/newsfeed" ] && is_current "$held"; then
        exit 0
    fi
done

is_usable || make_venv
install
say "done in $SECONDS s; the command is $venv/bin/newsfeed"
