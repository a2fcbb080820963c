/* Messages: form, order, cap, and names that would drive a terminal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gen/diag.h"
#include <stdlib.h>
#include <string.h>

static char *printed(Diag *diag)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    diag_print(diag, stream);
    fclose(stream);
    return text;
}

static void expect(Diag *diag, const char *wanted)
{
    char *text = printed(diag);
    assert_string_equal(text, wanted);
    free(text);
    diag_free(diag);
}

static void test_sorts_by_place(void **state)
{
    (void)state;
    Diag *diag = diag_new(0, false);
    diag_add(diag, DIAG_WARNING, "b.py", 1, 1, "later");
    diag_add(diag, DIAG_WARNING, "a.py", 10, 2, "ten");
    diag_add(diag, DIAG_WARNING, "a.py", 9, 0, "nine");
    diag_add(diag, DIAG_ERROR, NULL, 0, 0, "no %s", "place");
    expect(diag, "seamap: error: no place\na.py:9: warning: nine\na.py:10:2: warning: ten\nb.py:1:1: warning: later\n");
}

static void test_prints_equal_messages_once(void **state)
{
    (void)state;
    Diag *diag = diag_new(0, false);
    diag_add(diag, DIAG_WARNING, "a.py", 1, 0, "same");
    diag_add(diag, DIAG_WARNING, "a.py", 1, 0, "same");
    assert_int_equal(diag_count(diag, DIAG_WARNING), 2);
    expect(diag, "a.py:1: warning: same\n");
}

static void test_caps_warnings_but_not_errors(void **state)
{
    (void)state;
    Diag *diag = diag_new(0, false);
    for (int i = 1; i <= 60; i++) {
        diag_add(diag, DIAG_WARNING, "a.py", (uint32_t)i, 0, "w");
        diag_add(diag, DIAG_ERROR, "e.py", (uint32_t)i, 0, "e");
    }
    char *text = printed(diag);
    assert_non_null(strstr(text, "a.py:50: "));
    assert_null(strstr(text, "a.py:51: "));
    assert_non_null(strstr(text, "e.py:60: "));
    assert_non_null(strstr(text, "10 more warnings are not shown"));
    free(text);
    diag_free(diag);
}

static void test_verbosity(void **state)
{
    (void)state;
    for (int verbosity = -1; verbosity <= 1; verbosity++) {
        Diag *diag = diag_new(verbosity, false);
        diag_add(diag, DIAG_ERROR, NULL, 0, 0, "1");
        diag_add(diag, DIAG_NOTE, NULL, 0, 0, "3");
        diag_add(diag, DIAG_WARNING, NULL, 0, 0, "2");
        expect(diag, verbosity < 0    ? "seamap: error: 1\n"
                     : verbosity == 0 ? "seamap: error: 1\nseamap: warning: 2\n"
                                      : "seamap: error: 1\nseamap: warning: 2\nseamap: note: 3\n");
    }
}

static void test_escapes_hostile_names(void **state)
{
    (void)state;
    Diag *diag = diag_new(0, false);
    diag_add(diag, DIAG_WARNING, "a\n\033[31m\xff\xc3\xa9\xc2\x9b.py", 0, 0, "x\033y\nz");
    expect(diag, "a\\x0a\\x1b[31m\\xff\xc3\xa9\\xc2\\x9b.py: warning: x\\x1by\nz\n");
}

static void test_flushes_once(void **state)
{
    (void)state;
    Diag *diag = diag_new(0, true);
    diag_add(diag, DIAG_ERROR, NULL, 0, 0, "x");
    free(printed(diag));
    assert_int_equal(diag_count(diag, DIAG_ERROR), 1);
    expect(diag, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sorts_by_place),
        cmocka_unit_test(test_prints_equal_messages_once),
        cmocka_unit_test(test_caps_warnings_but_not_errors),
        cmocka_unit_test(test_verbosity),
        cmocka_unit_test(test_escapes_hostile_names),
        cmocka_unit_test(test_flushes_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
