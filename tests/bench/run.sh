#!/usr/bin/env bash
# Times `seamap draw` against the floor: tests/bench/run.sh DIRECTORY [ROUNDS [THREADS]]. See README.md beside this.
set -euo pipefail

usage() {
    echo "usage: tests/bench/run.sh DIRECTORY [ROUNDS [THREADS]]" >&2
    exit 2
}

if [ $# -lt 1 ] || [ $# -gt 3 ] || [ ! -d "$1" ]; then
    usage
fi
directory=$(realpath "$1")
rounds=${2:-5}
threads=${3:-$(nproc)}
cd "$(dirname "$0")/../.."
command -v /usr/bin/time >/dev/null || {
    echo "run.sh: GNU time is missing: install the package \`time\`" >&2
    exit 2
}

build=${BUILD:-build/release}
[ -f "$build/build.ninja" ] || cmake --preset release -B "$build" >/dev/null
cmake --build "$build" --target seamap bench_floor >/dev/null
seamap=$(realpath "$build/seamap")
floor=$(realpath "$build/tests/bench_floor")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# One timed run: NAME COMMAND…; appends "seconds kilobytes" to $scratch/NAME.
timed() {
    local name=$1
    shift
    /usr/bin/time -f "%e %M" -a -o "$scratch/$name" "$@" >"$scratch/out" 2>"$scratch/err" || {
        cat "$scratch/err" >&2
        exit 1
    }
}

draw() {
    local name=$1
    shift
    timed "$name" "$seamap" -q draw . -j "$threads" -o "$scratch/drawn" "$@"
}

median() { # COLUMN NAME
    cut -d ' ' -f "$1" "$scratch/$2" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
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
    awk -v name=$name -v seconds="$(median 1 $name)" -v floor="$(median 1 floor)" -v memory="$(median 2 $name)" \
        'BEGIN { printf "%-5s %8.2f s  %6.2f × floor  %8.1f MiB\n", name, seconds, floor ? seconds / floor : 0, memory / 1024 }'
done
