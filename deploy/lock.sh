#!/usr/bin/env bash
# Makes the locks anew from pyproject.toml: every version exact, every file with its hash, no
# address of a registry. `dev` holds the versions, the others are cut from it, so that one
# version of each package is in use everywhere. UPGRADE=1 takes the newest versions allowed.
# Usage: lock.sh UV
set -euo pipefail
cd "$(dirname "$0")/.."

uv=${1:?usage: lock.sh UV}

# lock NAME SOURCE OPTION...
lock() {
    local name=$1 source=$2
    shift 2
    echo "locks: deploy/locks/$name.txt"
    "$uv" pip compile "$source" --quiet --universal --generate-hashes \
        --no-emit-index-url --no-emit-find-links --python-version 3.11 \
        --custom-compile-command "make locks" --output-file "deploy/locks/$name.txt" "$@"
}

lock dev pyproject.toml --extra dev --extra bench ${UPGRADE:+--upgrade}
lock run pyproject.toml --constraint deploy/locks/dev.txt
lock demo pyproject.toml --constraint deploy/locks/dev.txt --extra build --extra demo
lock bench pyproject.toml --constraint deploy/locks/dev.txt --extra bench
lock gazetteer pyproject.toml --constraint deploy/locks/dev.txt --extra gazetteer ${UPGRADE:+--upgrade}
lock kubernetes pyproject.toml --constraint deploy/locks/dev.txt --extra kubernetes ${UPGRADE:+--upgrade}
lock fuzz pyproject.toml --constraint deploy/locks/dev.txt --extra fuzz ${UPGRADE:+--upgrade}
lock picture pyproject.toml --constraint deploy/locks/dev.txt --extra picture --fork-strategy fewest ${UPGRADE:+--upgrade}
lock uv - ${UPGRADE:+--upgrade} <<<uv
