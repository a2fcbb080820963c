#!/usr/bin/env bash
# shellcheck disable=SC2016 # columns of awk
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
command -v /usr/bin/time >/dev/null || {
    echo "run_clang.sh: GNU time is missing: install the package \`time\`" >&2
    exit 2
}

build=${BUILD:-build/release}
[ -f "$build/build.ninja" ] || cmake --preset release -B "$build" >/dev/null
cmake --build "$build" --target seamap bench_floor_clang >/dev/null
seamap=$(realpath "$build/seamap")
floor=$(realpath "$build/tests/bench_floor_clang")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# One timed run: NAME COMMAND…; appends wall-clock seconds and those of the processor to $scratch/NAME.
timed() {
    local name=$1
    shift
    /usr/bin/time -f "%e %U %S" -a -o "$scratch/$name" "$@" >"$scratch/out" 2>"$scratch/err" || {
        cat "$scratch/err" >&2
        exit 1
    }
}

median() { # EXPRESSION NAME
    awk "{ print $1 }" "$scratch/$2" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

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
    awk -v name=$name -v wall="$(median '$1' $name)" -v wall_floor="$(median '$1' floor)" \
        -v used="$(median '$2 + $3' $name)" -v used_floor="$(median '$2 + $3' floor)" \
        'BEGIN { printf "%-5s %8.2f s  %6.2f × floor   processor %8.2f s  %6.2f × floor\n", name, wall,
                 wall / wall_floor, used, used / used_floor }'
done
