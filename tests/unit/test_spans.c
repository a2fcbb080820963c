/*
 * test_spans.c - the file of a number, beside a plain search.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../gen/program/spans.h"

static void check(const uint32_t *counts, size_t file_count)
{
    Spans spans;
    spans_init(&spans, counts, file_count);
    uint32_t number = 0;
    for (uint32_t file = 0; file < file_count; file++)
        for (uint32_t i = 0; i < counts[file]; i++)
            assert_int_equal(spans_find(&spans, number++), file);
    spans_deinit(&spans);
}

static void test_one(void **state)
{
    (void)state;
    check((uint32_t[]){1}, 1);
    check((uint32_t[]){3 * SPANS_BLOCK}, 1);
}

static void test_none(void **state)
{
    (void)state;
    check((uint32_t[]){0}, 0);
}

static void test_empty_ones_between(void **state)
{
    (void)state;
    check((uint32_t[]){0, 5, 0, 0, 7, 0}, 6);
    check((uint32_t[]){0, 0, SPANS_BLOCK, 0, 1, 0, SPANS_BLOCK}, 7);
}

static void test_many_short_ones(void **state)
{
    (void)state;
    enum {
        COUNT = 500
    };
    uint32_t counts[COUNT];
    for (uint32_t i = 0; i < COUNT; i++)
        counts[i] = i * 7919 % 5;
    check(counts, COUNT);
}

static void test_long_ones(void **state)
{
    (void)state;
    check((uint32_t[]){SPANS_BLOCK - 1, 2, SPANS_BLOCK, 10 * SPANS_BLOCK + 1, 1}, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one),
        cmocka_unit_test(test_none),
        cmocka_unit_test(test_empty_ones_between),
        cmocka_unit_test(test_many_short_ones),
        cmocka_unit_test(test_long_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
