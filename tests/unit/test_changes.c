/*
 * test_changes.c - links to hosts, and a comment that stays within its bound.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../output/changes.h"
#include "../../output/link.h"
#include "../../output/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- links --- */

static void check_guess(const char *remote, const char *wanted)
{
    UT_string out;
    utstring_init(&out);
    bool known = link_guess_template(remote, &out);
    assert_string_equal(utstring_body(&out), wanted);
    assert_int_equal(known, *wanted != 0);
    utstring_done(&out);
}

static void test_remotes(void **state)
{
    (void)state;
    static const char github[] = "https://github.com/o/r/blob/{rev}/{path}#L{line}";
    check_guess("https://github.com/o/r.git", github);
    check_guess("https://github.com/o/r/", github);
    check_guess("http://user:token@github.com:8080/o/r", github);
    check_guess("git@github.com:o/r.git", github);
    check_guess("ssh://git@github.com:22/o/r.git", github);
    check_guess("git://github.com/o/r", github);
    check_guess("https://git@GitHub.example.org/o/r", "https://GitHub.example.org/o/r/blob/{rev}/{path}#L{line}");
    check_guess("git@gitlab.com:g/s/p.git", "https://gitlab.com/g/s/p/-/blob/{rev}/{path}#L{line}");
}

static void test_remotes_that_make_no_link(void **state)
{
    (void)state;
    static const char *const remotes[] = {"",
                                          "/srv/git/r.git",
                                          "../github.com/o/r",
                                          "https://example.org/o/r",
                                          "https://github.com",
                                          "https://github.com/",
                                          "https://github.com/o",
                                          "https://github.com/o/r?x=1",
                                          "https://github.com/o/r)](javascript:x",
                                          "https://github.com/o/r\n](x)",
                                          "https://evilgithub.com/o/r",
                                          "https://example.org/github.com/o/r",
                                          "https://github.com@example.org/o/r",
                                          "javascript://github.com",
                                          "file:///github.com/o/r",
                                          "https:///o/r",
                                          "git@:o/r",
                                          "://"};
    for (size_t i = 0; i < sizeof remotes / sizeof *remotes; i++)
        check_guess(remotes[i], "");
}

static void check_link(const char *template, const char *rev, const char *path, const char *wanted)
{
    UT_string out;
    utstring_init(&out);
    assert_int_equal(link_append(&out, template, rev, path, 7), *wanted != 0);
    assert_string_equal(utstring_body(&out), wanted);
    utstring_done(&out);
}

static void test_links(void **state)
{
    (void)state;
    check_link("https://h/{rev}/{path}#L{line}", "abc", "a/b.py", "https://h/abc/a/b.py#L7");
    check_link("https://h/{path}", NULL, "a b)(<>\"`|\\.py", "https://h/a%20b%29%28%3C%3E%22%60%7C%5C.py");
    check_link("https://h/{path}", NULL, "\xff\xc3\xb6%#?.py", "https://h/%FF%C3%B6%25%23%3F.py");
    check_link("https://h/{rev}/{path}", NULL, "a.py", ""); /* the work tree has none */
    check_link("https://h/)[{what}{path}{", NULL, "a", "https://h/%29%5B%7Bwhat%7Da%7B");
    assert_true(link_is_template("https://h/{path}"));
    assert_false(link_is_template("https://h/"));
    assert_false(link_is_template("javascript:{path}"));
    assert_false(link_is_template(" https://h/{path}"));
}

/* --- the comment --- */

enum {
    ROWS = 4000,
    COMMENT_MAX = 65536
};

/* Long names of characters that take two bytes and those that are escaped. */
static void name_row(char *out, size_t size, int number)
{
    snprintf(out, size, "app.m%d.", number);
    for (int i = 0; i < 60; i++)
        strncat(out, i % 7 ? "ö" : "|", size - strlen(out) - 1);
}

static void test_comment_is_bounded(void **state)
{
    (void)state;
    static char names[ROWS][160];
    static ChangedNode nodes[ROWS];
    for (int i = 0; i < ROWS; i++) {
        name_row(names[i], sizeof names[i], i);
        nodes[i] = (ChangedNode){.change = CHANGE_ADDED,
                                 .id = names[i],
                                 .kind = "function",
                                 .what = "function",
                                 .place = {names[i], 3, false}};
    }
    Diagram *diagram = diagram_new("diff", "What changed", DIRECTION_RIGHT);
    diagram_finish(diagram);
    Changes changes = {.base = {"a", NULL},
                       .head = {"b", NULL},
                       .nodes = nodes,
                       .diagram = diagram,
                       .link_template = "https://h/{path}"};
    for (changes.node_count = 1; changes.node_count <= ROWS; changes.node_count += 333) {
        UT_string out;
        utstring_init(&out);
        changes_write_markdown(&changes, &out);
        const char *text = utstring_body(&out);
        size_t length = utstring_len(&out), at = 0;
        assert_in_range(length, 1, COMMENT_MAX);
        while (at < length) {
            size_t start = at;
            assert_false(text_next(text, length, &at) == 0xFFFD && at - start == 1); /* cut inside of a character */
        }
        assert_int_equal(strstr(text, "<details>") != NULL, strstr(text, "</details>") != NULL);
        assert_int_equal(strstr(text, "rows are left out") != NULL, changes.node_count > 300);
        utstring_done(&out);
    }
    diagram_free(diagram);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_remotes),
        cmocka_unit_test(test_remotes_that_make_no_link),
        cmocka_unit_test(test_links),
        cmocka_unit_test(test_comment_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
