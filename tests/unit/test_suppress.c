/*
 * test_suppress.c - which comments are suppressions, and what they name.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../gen/check/suppress.h"
#include <string.h>
#include <utstring.h>

static void append_marker(void *context, uint32_t line, uint32_t column, const char *rule, size_t length)
{
    utstring_printf((UT_string *)context, "%u:%u:%.*s ", line, column, (int)length, rule);
}

static void expect(const char *text, const char *markers)
{
    UT_string found;
    utstring_init(&found);
    suppress_scan(text, strlen(text), append_marker, &found);
    assert_string_equal(utstring_body(&found), markers);
    utstring_done(&found);
}

static void comments_name_rules(void **state)
{
    (void)state;
    expect("x = 1  # seamap: ignore[await-sync] because\n", "1:10:await-sync ");
    expect("#seamap:ignore[a,b]\n", "1:2:a 1:2:b ");
    expect("\n\n# seamap:  ignore [ a , b ]", "3:3:a 3:3:b ");
    expect("f();  // seamap: ignore[a]\n", "1:10:a ");
    expect("# seamap: ignore[a] # seamap: ignore[b]\n", "1:3:a 1:23:b ");
    expect("# type: ignore  # seamap: ignore[a]\r\n# seamap: ignore[b]\r\n", "1:19:a 2:3:b ");
}

static void other_text_is_none(void **state)
{
    (void)state;
    expect("", "");
    expect("seamap: ignore[a]\n", "");
    expect("'seamap: ignore[a]'\n", "");
    expect("# seamap: ignore\n", "");
    expect("# seamap: ignore[]\n", "");
    expect("# seamap: ignore[a\n]\n", "");
    expect("# seamap: ignores[a]\n", "");
    expect("# seamap: ignore[a", "");
    expect("# seamap:", "");
    expect("/ seamap: ignore[a]\n", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comments_name_rules),
        cmocka_unit_test(other_text_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
