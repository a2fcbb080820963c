/*
 * test_skim.c - what the parser is shown of a text, and that it makes the same tree of it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../extractors/memory.h"
#include "../../extractors/python/skim.h"
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tree_sitter/api.h>
#include <utstring.h>

const TSLanguage *tree_sitter_python(void);

static void assert_shown(const char *text, const char *expected)
{
    Arena arena = {0};
    uint32_t length = (uint32_t)strlen(text);
    const uint8_t *copy = (const uint8_t *)skim_copy(&arena, text, length);
    UT_string shown;
    utstring_init(&shown);
    for (uint32_t at = 0; at < length;) {
        int32_t character;
        at += skim_decode(copy + at, length - at, &character);
        assert_true(at <= length);
        utstring_printf(&shown, character > 0 && character < 0x80 ? "%c" : "<%x>", (unsigned)character);
    }
    assert_string_equal(utstring_body(&shown), expected);
    utstring_done(&shown);
    arena_clear(&arena);
}

static void test_runs(void **state)
{
    (void)state;
    assert_shown("", "");
    assert_shown("self.manager2 = a", "x.x = a");
    assert_shown("             yz", "\t     x");
    assert_shown("#!/bin/sh it isn't\n# \xc3\xa9 = {9}\n", "# 't\n# {9}\n");
}

static void test_what_matters_is_shown_as_it_is(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "async def __future__ case class pass",
        "True False None break continue",
        "1e10 0xff 1_000j",
        "rb'' but\"\" Rb''''''",
        "\\nabc \\xffe {y!repr}",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_shown(texts[i], texts[i]);
}

static void test_beyond_ascii(void **state)
{
    (void)state;
    assert_shown("\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80", "<e9> <20ac> <1f600>");
    assert_shown("\x80 \xc1\xa9 \xe0\x80\x80 \xed\xa0\x80 \xf4\x90", "<ffffffff> <ffffffff><ffffffff> "
                                                                     "<ffffffff><ffffffff><ffffffff> "
                                                                     "<ffffffff><ffffffff><ffffffff> "
                                                                     "<ffffffff><ffffffff>");
    assert_shown("\xe2\x82", "<ffffffff><ffffffff>");
}

#if TREE_SITTER_LANGUAGE_VERSION >= 15 /* as in parse.c */

static const char *give(void *payload, uint32_t offset, TSPoint point, uint32_t *length)
{
    const char *text = payload;
    (void)point;
    *length = (uint32_t)strlen(text + offset);
    return text + offset;
}

static void assert_same_node(TSNode one, TSNode other)
{
    TSPoint start = ts_node_start_point(one), other_start = ts_node_start_point(other);
    TSPoint end = ts_node_end_point(one), other_end = ts_node_end_point(other);
    assert_int_equal(ts_node_symbol(one), ts_node_symbol(other));
    assert_int_equal(ts_node_start_byte(one), ts_node_start_byte(other));
    assert_int_equal(ts_node_end_byte(one), ts_node_end_byte(other));
    assert_memory_equal(&start, &other_start, sizeof start);
    assert_memory_equal(&end, &other_end, sizeof end);
}

/* Goes to the next node in the order of the text; false: there is none. */
static bool go_on(TSTreeCursor *cursor)
{
    bool moved = ts_tree_cursor_goto_first_child(cursor);
    while (!moved && !(moved = ts_tree_cursor_goto_next_sibling(cursor)))
        if (!ts_tree_cursor_goto_parent(cursor))
            return false;
    return true;
}

static void assert_same_tree(TSNode one, TSNode other)
{
    TSTreeCursor cursor = ts_tree_cursor_new(one), other_cursor = ts_tree_cursor_new(other);
    bool more;
    do {
        assert_same_node(ts_tree_cursor_current_node(&cursor), ts_tree_cursor_current_node(&other_cursor));
        more = go_on(&cursor);
        assert_int_equal(more, go_on(&other_cursor));
    } while (more);
    ts_tree_cursor_delete(&cursor);
    ts_tree_cursor_delete(&other_cursor);
}

/* Gives whether there was something to compare: text that, as it is skimmed, has no mistake. */
static bool compare_trees(const char *text, uint32_t length)
{
    Arena arena = {0};
    TSParser *parser = ts_parser_new();
    ts_parser_set_language(parser, tree_sitter_python());
    TSTree *whole = ts_parser_parse_string(parser, NULL, text, length);
    TSTree *skimmed = ts_parser_parse(parser, NULL,
                                      (TSInput){.payload = (void *)skim_copy(&arena, text, length),
                                                .read = give,
                                                .encoding = TSInputEncodingCustom,
                                                .decode = skim_decode});
    bool sound = !ts_node_has_error(ts_tree_root_node(skimmed));
    if (sound)
        assert_same_tree(ts_tree_root_node(whole), ts_tree_root_node(skimmed));
    ts_tree_delete(whole);
    ts_tree_delete(skimmed);
    ts_parser_delete(parser);
    arena_clear(&arena);
    return sound;
}

static unsigned compared;

/* Compares the trees of a file, and of what it is without one of its bytes. */
static int compare_file(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    enum {
        MUTANTS = 4
    };
    size_t size = (size_t)status->st_size, named = strlen(path);
    (void)walk;
    if (type != FTW_F || named < 3 || strcmp(path + named - 3, ".py") != 0)
        return 0;
    char *text = memory_zeroed(size + 1, 1);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fread(text, 1, size, file), size);
    fclose(file);
    if (!memchr(text, '\0', size)) {
        compared += compare_trees(text, (uint32_t)size);
        for (size_t i = 0; i < MUTANTS && size > i; i++) {
            size_t at = size * i / MUTANTS;
            memmove(text + at, text + at + 1, size - at); /* the NUL, too */
            size--;
            compared += compare_trees(text, (uint32_t)size);
        }
    }
    free(text);
    return 0;
}

static void test_trees_are_the_same(void **state)
{
    (void)state;
    assert_int_equal(nftw("tests/cases", compare_file, 10, FTW_PHYS), 0);
    assert_true(compared > 1000);
    static const char *const texts[] = {"x = 1.e5\n", "x = f'{y!r:>{width}} {{z}} {w=:#06x}'\n", "print but\"\"\n",
                                        "if x:\n        pass\n\ty\n",
                                        "match _:\n    case match.case(print=type): pass\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        compare_trees(texts[i], (uint32_t)strlen(texts[i]));
}

#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_runs),
        cmocka_unit_test(test_what_matters_is_shown_as_it_is),
        cmocka_unit_test(test_beyond_ascii),
#if TREE_SITTER_LANGUAGE_VERSION >= 15
        cmocka_unit_test(test_trees_are_the_same),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
