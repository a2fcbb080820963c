#!/usr/bin/env bash
# Sets up everything on a bare Debian 12 (as root or with sudo), builds, and shows or tests seamap.
set -euo pipefail
cd "$(dirname "$0")"

usage() {
    cat <<'TEXT'
usage: ./bootstrap.sh demo     draw the example in docs/example into out/demo
       ./bootstrap.sh test     build and run all tests
       ./bootstrap.sh setup    build only
       ./bootstrap.sh lint     what CI asks of the form: clang-format, clang-tidy, shellcheck
       ./bootstrap.sh help     this text

Each of them first installs what is missing: Debian packages, and into node_modules what package-lock.json pins.
PRESET=asan, tsan or release builds and tests that one instead of dev.
TEXT
}

preset=${PRESET:-dev}
build_packages=(cmake ninja-build gcc libc6-dev pkg-config uthash-dev libcyaml-dev libyaml-dev libjansson-dev libxxhash-dev
                libgit2-dev libclang-19-dev libcmocka-dev python3 git ca-certificates)
test_packages=(chromium doxygen fonts-dejavu-core locales python3-pip python3-yaml mandoc zsh fish)
lint_packages=(clang-format clang-tidy shellcheck libomp-dev)
tsan_packages=(clang libclang-rt-14-dev libomp-dev)

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        echo "bootstrap.sh: to install packages, run it as root or install sudo" >&2
        return 1
    fi
}

# Installs the packages that are not there.
install_packages() {
    local package missing=()
    for package in "$@"; do
        case $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) in
        installed) ;;
        *) missing+=("$package") ;;
        esac
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    if ! command -v apt-get >/dev/null; then
        echo "bootstrap.sh: this is not Debian; install what corresponds to: ${missing[*]}" >&2
        return 1
    fi
    echo "== installing ${missing[*]}"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -qqy --no-install-recommends -o Dpkg::Use-Pty=0 "${missing[@]}" >/dev/null
}

# Node may come from elsewhere than Debian; only its absence, or an old one, is a reason to install it.
install_node() {
    local major
    major=$(node --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/') || major=0
    if [ "${major:-0}" -lt 18 ]; then
        install_packages nodejs
    fi
    command -v npm >/dev/null || install_packages npm
}

# Nothing of these packages is run while installing; the stamp saves asking npm each time.
install_node_modules() {
    local stamp=node_modules/.package-lock.stamp
    if ! cmp -s package-lock.json "$stamp"; then
        echo "== installing node_modules"
        npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
        cp package-lock.json "$stamp"
    fi
}

setup() {
    install_packages "${build_packages[@]}" "$@"
    install_node
    install_node_modules
    if [ "$preset" = tsan ]; then
        install_packages "${tsan_packages[@]}"
    fi
    # CMake configures again by itself when one of its files changed.
    if [ ! -f "build/$preset/build.ninja" ]; then
        cmake --preset "$preset"
    fi
    cmake --build --preset "$preset"
}

demo() {
    setup
    local seamap=build/$preset/seamap
    rm -rf out/demo
    "$seamap" draw docs/example -o out/demo
    "$seamap" draw docs/example --format markdown -o out/demo
    echo
    echo "The example: docs/example, a chat service. What seamap drew of it:"
    wc -l out/demo/* | sed '$d'
    cat <<'TEXT'

Start with out/demo/init.md: GitHub and GitLab show it, and so does the Markdown preview of most editors.
To see pictures:  node tests/mermaid/render.mjs -o out/pictures out/demo
For your own project:
TEXT
    echo "  $PWD/$seamap draw PATH -o DIRECTORY"
}

run_tests() {
    setup "${test_packages[@]}"
    ctest --preset "$preset"
}

lint() {
    install_packages "${lint_packages[@]}"
    setup
    make --no-print-directory lint
}

case ${1:-help} in
demo) demo ;;
test) run_tests ;;
setup) setup ;;
lint) lint ;;
help | -h | --help) usage ;;
*)
    usage >&2
    exit 2
    ;;
esac
