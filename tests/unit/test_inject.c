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

static void expect(const char *text, const char *wanted)
{
    Diag *diag = diag_new(0, false);
    UT_string out;
    char *messages = NULL;
    size_t size;
    utstring_init(&out);
    bool good = inject_fill("doc.md", text, draw, NULL, &out, diag);
    FILE *stream = open_memstream(&messages, &size);
    diag_print(diag, stream);
    fclose(stream);
    assert_string_equal(good ? utstring_body(&out) : messages, wanted);
    assert_int_equal(good, diag_count(diag, DIAG_ERROR) == 0);
    free(messages);
    utstring_done(&out);
    diag_free(diag);
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
        cmocka_unit_test(test_products),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
