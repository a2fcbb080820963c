# shellcheck shell=bash disable=SC2016,SC2034 # columns of awk; variables of those who source it
# What the benchmarks have in common; they source it with `set -euo pipefail`, in the directory of the project.

command -v /usr/bin/time >/dev/null || {
    echo "$(basename "$0"): GNU time is missing: install the package \`time\`" >&2
    exit 2
}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# FLOOR: builds seamap and the program that does what nobody can do without; sets $seamap and $floor to their paths.
build() {
    local directory=${BUILD:-build/release}
    [ -f "$directory/build.ninja" ] || cmake --preset release -B "$directory" >/dev/null
    cmake --build "$directory" --target seamap "$1" >/dev/null
    seamap=$(realpath "$directory/seamap")
    floor=$(realpath "$directory/tests/$1")
}

# NAME COMMAND…: one timed run; appends to $scratch/NAME its wall-clock seconds, those of the processor, and its peak of
# memory in kilobytes. What it prints is in $scratch/out.
timed() {
    local name=$1
    shift
    /usr/bin/time -f "%e %U %S %M" -a -o "$scratch/$name" "$@" >"$scratch/out" 2>"$scratch/err" || {
        cat "$scratch/err" >&2
        exit 1
    }
}

# EXPRESSION NAME: the median over the runs of NAME; the expression is awk's, of the columns that timed() writes.
median() {
    awk "{ print $1 }" "$scratch/$2" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

# NAME: one line of the result.
print_result() {
    awk -v name="$1" -v wall="$(median '$1' "$1")" -v wall_floor="$(median '$1' floor)" \
        -v used="$(median '$2 + $3' "$1")" -v used_floor="$(median '$2 + $3' floor)" -v memory="$(median '$4' "$1")" \
        'function ratio(value, floor) { return floor ? value / floor : 0 }
         BEGIN { printf "%-5s %8.2f s  %6.2f × floor   processor %8.2f s  %6.2f × floor   %8.1f MiB\n", name, wall,
                 ratio(wall, wall_floor), used, ratio(used, used_floor), memory / 1024 }'
}
