# An index of the chores. Set-up is ./bootstrap.sh, the build is CMake's.

PRESET = dev
TREE = docs/example
SOURCES = $(shell find extractors output gen tests -path tests/cases -prune -o -name '*.[ch]' -print | LC_ALL=C sort)
SCRIPTS = $(shell find . -path ./node_modules -prune -o -path ./build -prune -o -name '*.sh' -print) .ci/run

all:        # build
	cmake --build --preset $(PRESET)
check: all  # build and run all tests
	ctest --preset $(PRESET)
update: all # rewrite the golden files; look at the diff
	UPDATE=1 tests/run_cases.py build/$(PRESET)/seamap
docs: all   # redraw the pictures in the docs, rerun their examples; look at the diff
	build/$(PRESET)/seamap draw docs/example --inject README.md --inject docs/gallery.md
	UPDATE=1 tests/docs_test.py build/$(PRESET)/seamap
	UPDATE=1 python3 tests/review.py build/$(PRESET)/seamap GitHub.test_comment_in_the_docs
bench: # time it against the floor: make bench TREE=DIRECTORY
	tests/bench/run.sh $(TREE)
asan tsan release: # configure, build and test with a preset of its own
	cmake --workflow --preset $@

lint: format-check tidy shellcheck includes # all of these
format:     # put all sources in form
	clang-format -i $(SOURCES)
format-check:
	clang-format --dry-run -Werror $(SOURCES)
# Not the headers by themselves: they are seen through the files that include them.
tidy:
	printf '%s\n' $(filter %.c,$(SOURCES)) | xargs -P $$(nproc) -n 4 clang-tidy -p build/dev --quiet
shellcheck:
	shellcheck $(SCRIPTS)
includes:
	tests/includes.py

pictures:   # draw docs/example and look: out/pictures
	build/$(PRESET)/seamap draw docs/example -o out/demo
	node tests/mermaid/render.mjs -o out/pictures out/demo
clean:
	rm -rf build out
help:       # this list
	@sed -n 's/^\([a-z][a-z -]*\):[^#]*# \(.*\)/\1: \2/p' Makefile

.PHONY: all check update docs asan tsan release lint format format-check tidy shellcheck includes pictures clean help
