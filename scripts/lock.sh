#!/bin/sh
# Rewrite the hash-pinned lock files from pyproject.toml, for every Python from 3.11 on and every platform.
# Usage: scripts/lock.sh PATH_TO_UV [--upgrade]
set -eu
uv=$1; shift
lock() { out=$1; shift; "$uv" pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --custom-compile-command "make lock" "$@" -o "requirements/$out"; }
# python-jobspy asks sites that no test may ask, by a client of its own: no test needs it
lock dev.txt --extra cloud --extra models --extra more-boards --extra notify --extra resume --group build --group test "$@" pyproject.toml
# the smaller sets are parts of the large one, version by version
lock run.txt --group build -c requirements/dev.txt "$@" pyproject.toml
lock functions.txt --extra cloud --extra models --extra notify --extra resume -c requirements/dev.txt "$@" pyproject.toml
echo uv | lock uv.txt "$@" -
