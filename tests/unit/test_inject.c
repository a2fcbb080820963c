/* Markers in Markdown, and products in files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gen/analysis.h"
#include "gen/command/inject.h"
#include "gen/command/product.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Stands in for the pipeline, which these tests don't need. */
Graph *analysis_run(const Options *options, Diag *diag)
{
    (void)options, (void)diag;
    return NULL;
}

static bool draw(void *context, int argc, char **argv, UT_string *out, char *error, size_t error_size)
{
    (void)context;
    if (argc && strcmp(argv[0], "bad") == 0) {
        snprintf(error, error_size, "unknown view 'bad'");
        return false;
    }
    for (int i = 0; i < argc; i++)
        utstring_printf(out, "[%s]\n", argv[i]);
    return true;
}

static void expect_in(const char *path, const char *text, const char *wanted)
{
    Diag *diag = diag_new(0, false);
    UT_string out;
    char *messages = NULL;
    size_t size;
    utstring_init(&out);
    bool good = inject_fill(path, text, draw, NULL, &out, diag);
    FILE *stream = open_memstream(&messages, &size);
    diag_print(diag, stream);
    fclose(stream);
    assert_string_equal(good ? utstring_body(&out) : messages, wanted);
    assert_int_equal(good, diag_count(diag, DIAG_ERROR) == 0);
    free(messages);
    utstring_done(&out);
    diag_free(diag);
}

static void expect(const char *text, const char *wanted)
{
    expect_in("doc.md", text, wanted);
}

#define BEGIN "<!-- seamap:begin init -->\n"
#define END "<!-- seamap:end -->\n"

static void test_fills(void **state)
{
    (void)state;
    expect("a\n" BEGIN END "b", "a\n" BEGIN "\n[init]\n\n" END "b");
    expect(BEGIN "old\nolder\n" END BEGIN END, BEGIN "\n[init]\n\n" END BEGIN "\n[init]\n\n" END);
    expect(BEGIN "<!-- seamap:end -->", BEGIN "\n[init]\n\n<!-- seamap:end -->");
}

static void test_is_idempotent(void **state)
{
    (void)state;
    expect("x\n" BEGIN "\n[init]\n\n" END "y\n", "x\n" BEGIN "\n[init]\n\n" END "y\n");
}

static void test_passes_options(void **state)
{
    (void)state;
    expect("  <!--seamap:begin init --focus 'a b' --depth=2  \"\"-->  \n" END,
           "  <!--seamap:begin init --focus 'a b' --depth=2  \"\"-->  \n\n[init]\n[--focus]\n[a "
           "b]\n[--depth=2]\n[]\n\n" END);
    expect("<!-- seamap:begin init 'x -->\n" END, "doc.md:1: error: a quotation mark in the marker is not closed\n");
    expect("\n<!-- seamap:begin bad -->\n" END, "doc.md:2: error: unknown view 'bad'\n");
}

static void test_keeps_line_ends(void **state)
{
    (void)state;
    expect("a\r\n<!-- seamap:begin init -->\r\nold\r\n<!-- seamap:end -->\r\nb\nc",
           "a\r\n<!-- seamap:begin init -->\r\n\r\n[init]\r\n\r\n<!-- seamap:end -->\r\nb\nc");
}

static void test_fenced_code_holds_no_markers(void **state)
{
    (void)state;
    expect("```md\n" BEGIN "```\n" BEGIN END, "```md\n" BEGIN "```\n" BEGIN "\n[init]\n\n" END);
    expect("~~~~\n```\n~~~\n" END "~~~~~\n" BEGIN END, "~~~~\n```\n~~~\n" END "~~~~~\n" BEGIN "\n[init]\n\n" END);
    expect("- ```\n  x\n", "doc.md: error: has no markers: write <!-- seamap:begin VIEW --> and <!-- seamap:end --> on "
                           "lines of their own\n");
    expect("```inline``` code\n" BEGIN END, "```inline``` code\n" BEGIN "\n[init]\n\n" END);
    expect(BEGIN "```\n" END "```\n" END, BEGIN "\n[init]\n\n" END);
    expect("text `<!-- seamap:begin init -->` text\n    " BEGIN BEGIN END,
           "text `<!-- seamap:begin init -->` text\n    " BEGIN BEGIN "\n[init]\n\n" END);
}

static void test_mistakes(void **state)
{
    (void)state;
    expect("a\n" END, "doc.md:2: error: seamap:end without a seamap:begin before it: remove it, or write "
                      "<!-- seamap:begin VIEW --> where the diagram shall start\n");
    expect(BEGIN END END, "doc.md:3: error: seamap:end without a seamap:begin before it: remove it, or write "
                          "<!-- seamap:begin VIEW --> where the diagram shall start\n");
    expect("\n" BEGIN "x\n" BEGIN END, "doc.md:4: error: seamap:begin inside the one of line 2: close that by "
                                       "<!-- seamap:end --> first\n");
    expect("\n" BEGIN "x\n",
           "doc.md:2: error: seamap:begin without an end: write <!-- seamap:end --> where the diagram "
           "shall end\n");
    expect(BEGIN "```\n" END,
           "doc.md:1: error: seamap:begin without an end outside of fenced code: close the fence, and "
           "write <!-- seamap:end -->\n");
    expect("<!-- seamap:start init -->\n", "doc.md:1: error: unknown marker seamap:start; known are seamap:begin and "
                                           "seamap:end\n");
    expect("<!-- seamap:begin init -->",
           "doc.md:1: error: seamap:begin without an end: write <!-- seamap:end --> where the diagram shall end\n");
}

/* What of a document is code is worked out by hand from the CommonMark specification, 0.31. */
static void test_code_in_lists_and_comments(void **state)
{
    (void)state;
    const char *filled = BEGIN "\n[init]\n\n" END;
    static const char *const before[] = {
        "- ```\n  " END "\n",                   /* the list ends, and the fence with it */
        "1. x\n\n   ```\n   " END "   ```\n\n", /* the fence of an item */
        "- a\n  - b\n    ~~~\n"
        "    " END "    ~~~\n",     /* of one in another */
        "-\t```\n\t" END "\t```\n", /* a tab reaches to column 4 */
        "> ```\n> " END "\n",       /* a quotation ends with its lines */
        "    ```\n    code\n\n",    /* indented code holds no fence */
        "\t```\n\n",                /* a tab is enough for that */
        "- x\n\n      ```\n\n",     /* in an item, too */
        "* * *\n    ```\n",         /* no list, but a line across */
        "<!--\n```\n" END "\n",     /* the end marker ends the comment: it was one of several lines */
        "<!-- x\n"
        "y -->\n",
        "```a`b\n\n", /* no fence: its text has a mark */
        "``\n\n",
        "~~~ a`b~\n" END "~~~\n",
        "10) ```\n    " END "    ```\n",
        "   ```\n" END "  ```\n",
        "```\n" END "    ```\n" END "```\n", /* a mark that is indented too far closes nothing */
        "````\n```\n" END "````\n",
        "-x\n```\n" END "```\n", /* no list without a blank */
        "\xef\xbb\xbf",
    };
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        char *text = NULL, *wanted = NULL;
        assert_true(asprintf(&text, "%s" BEGIN END, before[i]) > 0 && asprintf(&wanted, "%s%s", before[i], filled) > 0);
        expect(text, wanted);
        free(text);
        free(wanted);
    }
    expect("    " BEGIN "\t" END, "doc.md: error: has no markers: write <!-- seamap:begin VIEW --> and "
                                  "<!-- seamap:end --> on lines of their own\n");
}

static void test_hidden_definitions(void **state)
{
    (void)state;
    expect("a\n\n[//]: # (seamap:begin init --focus \"a b\")\n[//]: # (seamap:end)\n",
           "a\n\n[//]: # (seamap:begin init --focus \"a b\")\n\n[init]\n[--focus]\n[a b]\n\n[//]: # (seamap:end)\n");
    expect("[//]: # 'seamap:begin init'\n[//]: # \"seamap:end\" \n",
           "[//]: # 'seamap:begin init'\n\n[init]\n\n[//]: # \"seamap:end\" \n");
}

static void test_restructured_text(void **state)
{
    (void)state;
    expect_in("a/b.rst", "x\n\n.. seamap:begin init --focus 'a b'\nold\n.. seamap:end\n\ny",
              "x\n\n.. seamap:begin init --focus 'a b'\n\n[init]\n[--focus]\n[a b]\n\n.. seamap:end\n\ny");
    /* literal blocks and other comments are indented */
    expect_in(
        "b.RST", "::\n\n    .. seamap:begin init\n\n..\n   .. seamap:end\n\n.. seamap:begin init\n.. seamap:end",
        "::\n\n    .. seamap:begin init\n\n..\n   .. seamap:end\n\n.. seamap:begin init\n\n[init]\n\n.. seamap:end");
    expect_in("b.rst", "\n.. seamap:end\n",
              "b.rst:2: error: seamap:end without a seamap:begin before it: remove it, or write "
              ".. seamap:begin VIEW where the diagram shall start\n");
    expect_in("b.rst", ".. seamap:begin init\n.. seamap:begin init\n.. seamap:end\n",
              "b.rst:2: error: seamap:begin inside the one of line 1: close that by .. seamap:end first\n");
    expect_in("b.rst", BEGIN END,
              "b.rst: error: has no markers: write .. seamap:begin VIEW and .. seamap:end on lines "
              "of their own\n");
}

static void test_products(void **state)
{
    (void)state;
    char name[] = "/tmp/seamap-product-XXXXXX", link[64], text[] = "one\n";
    struct stat before, after;
    Diag *diag = diag_new(0, false);
    int file = mkstemp(name);
    assert_true(file >= 0);
    close(file);
    chmod(name, 0640);
    assert_int_equal(product_write(name, text, 4, diag), PRODUCT_FINE);
    stat(name, &before);
    assert_int_equal(before.st_mode & 07777, 0640);
    assert_int_equal(product_write(name, text, 4, diag), PRODUCT_FINE);
    stat(name, &after);
    assert_int_equal(before.st_ino, after.st_ino);
    snprintf(link, sizeof link, "%s.link", name);
    assert_int_equal(symlink(name, link), 0);
    assert_int_equal(product_write(link, "two\n", 4, diag), PRODUCT_FINE);
    lstat(link, &after);
    assert_true(S_ISLNK(after.st_mode));
    size_t length;
    char *read = product_read(name, &length);
    assert_string_equal(read, "two\n");
    free(read);
    assert_int_equal(product_check(name, "two\n", 4, diag), PRODUCT_FINE);
    assert_int_equal(product_check(name, "one\n", 4, diag), PRODUCT_STALE);
    assert_int_equal(product_write("/dev/full", text, 4, diag), PRODUCT_FAILED);
    assert_int_equal(product_write("/tmp", text, 4, diag), PRODUCT_FAILED);
    assert_int_equal(product_write("/nowhere/x", text, 4, diag), PRODUCT_FAILED);
    unlink(link);
    unlink(name);
    diag_free(diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fills),
        cmocka_unit_test(test_is_idempotent),
        cmocka_unit_test(test_passes_options),
        cmocka_unit_test(test_keeps_line_ends),
        cmocka_unit_test(test_fenced_code_holds_no_markers),
        cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_code_in_lists_and_comments),
        cmocka_unit_test(test_hidden_definitions),
        cmocka_unit_test(test_restructured_text),
        cmocka_unit_test(test_products),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
