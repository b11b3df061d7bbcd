#!/bin/sh
# Pin the newest versions of what developers and the demo need, with hashes.
# Usage: scripts/pin_requirements.sh [path of uv]
set -eu
cd "$(dirname "$0")/.."
uv=${1:-uv}
pin() {
	"$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
		--no-emit-index-url --no-emit-find-links \
		--custom-compile-command 'make requirements' "$@"
}
pin pyproject.toml --extra scan --extra cn --extra frames --extra calendar --extra charts \
	--extra sign --extra pdf --extra spark --extra cli \
	requirements/dev.in --output-file requirements/dev.txt
pin pyproject.toml --extra scan --extra cn requirements/demo.in \
	--constraint requirements/dev.txt --output-file requirements/demo.txt
