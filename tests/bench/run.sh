#!/usr/bin/env bash
# Times `seamap draw` against the floor: tests/bench/run.sh DIRECTORY [ROUNDS [THREADS]]. See README.md beside this.
set -euo pipefail

if [ $# -lt 1 ] || [ $# -gt 3 ] || [ ! -d "$1" ]; then
    echo "usage: tests/bench/run.sh DIRECTORY [ROUNDS [THREADS]]" >&2
    exit 2
fi
directory=$(realpath "$1")
rounds=${2:-5}
threads=${3:-$(nproc)}
cd "$(dirname "$0")/../.."
# shellcheck source=tests/bench/measure.sh
source tests/bench/measure.sh
build bench_floor

draw() {
    local name=$1
    shift
    timed "$name" "$seamap" -q draw . -j "$threads" -o "$scratch/drawn" "$@"
}

cd "$directory" # paths in the graph are relative to it
# The floor parses the files that seamap reads: those of the modules in its graph. This also fills the cache and
# brings the files into memory.
"$seamap" -q graph . -j "$threads" --cache "$scratch/cache" -o "$scratch/graph.json"
python3 - "$scratch/graph.json" >"$scratch/list" <<'PYTHON'
import json, sys
with open(sys.argv[1], encoding="utf-8", errors="surrogateescape") as file:
    graph = json.load(file)
print(*sorted({node["path"] for node in graph["nodes"] if node["kind"] == "module"}), sep="\n")
PYTHON
"$seamap" -q draw . -j "$threads" --cache "$scratch/cache" -o "$scratch/drawn"

for ((round = 0; round < rounds; round++)); do
    timed floor "$floor" "$threads" <"$scratch/list"
    cp "$scratch/out" "$scratch/files"
    draw cold --no-cache
    draw warm --cache "$scratch/cache"
done

echo "$directory: $(cat "$scratch/files")"
echo "$(nproc) processors, $threads threads, medians of $rounds alternating rounds"
for name in floor cold warm; do
    print_result "$name"
done
