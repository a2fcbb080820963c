#!/usr/bin/env bash
# Times `seamap graph` on C and C++ against the floor: tests/bench/run_clang.sh DIRECTORY [ROUNDS [PROCESSES]]. See
# README.md beside this.
set -euo pipefail

if [ $# -lt 1 ] || [ $# -gt 3 ] || [ ! -d "$1" ]; then
    echo "usage: tests/bench/run_clang.sh DIRECTORY [ROUNDS [PROCESSES]]" >&2
    exit 2
fi
directory=$(realpath "$1")
rounds=${2:-3}
processes=${3:-$(nproc)}
cd "$(dirname "$0")/../.."
# shellcheck source=tests/bench/measure.sh
source tests/bench/measure.sh
build bench_floor_clang

cd "$directory"
"$seamap" -q --dump-units -j "$processes" >"$scratch/list"
"$seamap" -q graph -j "$processes" --cache "$scratch/cache" -o "$scratch/graph.json"
for ((round = 0; round < rounds; round++)); do
    timed floor "$floor" "$processes" <"$scratch/list"
    cp "$scratch/out" "$scratch/units"
    timed cold "$seamap" -q graph -j "$processes" --no-cache -o "$scratch/graph.json"
    timed warm "$seamap" -q graph -j "$processes" --cache "$scratch/cache" -o "$scratch/graph.json"
done

echo "$directory: $(cat "$scratch/units")"
echo "$(nproc) processors, $processes processes, medians of $rounds alternating rounds"
for name in floor cold warm; do
    print_result "$name"
done
