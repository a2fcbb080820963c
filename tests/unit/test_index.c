/*
 * test_index.c - numbers by their hashes: all that stand under one, and no others.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../extractors/index.h"

#include <stdbool.h>

enum {
    COUNT = 3000
};

/* Whether exactly the numbers `first`, `first + step`, … below COUNT stand under a hash. */
static void expect(const Index *index, uint32_t hash, uint32_t first, uint32_t step)
{
    bool seen[COUNT] = {false};
    for (uint32_t at = hash, number; (number = index_next(index, hash, &at)) != INDEX_NONE; seen[number] = true)
        assert_true(number < COUNT && !seen[number]);
    for (uint32_t i = 0; i < COUNT; i++)
        assert_int_equal(seen[i], i >= first && (i - first) % step == 0);
}

static void test_nothing(void **state)
{
    (void)state;
    Index index = {0};
    expect(&index, 0, COUNT, 1);
    expect(&index, UINT32_MAX, COUNT, 1);
    index_free(&index);
}

/* Each number `i` stands under `spread * (i % hashes)`. */
static void check(uint32_t hashes, uint32_t spread, uint32_t reserved)
{
    Index index = {0};
    if (reserved)
        index_reserve(&index, reserved);
    for (uint32_t i = 0; i < COUNT; i++)
        index_add(&index, spread * (i % hashes), i);
    for (uint32_t i = 0; i < hashes; i += 1 + hashes / 50)
        expect(&index, spread * i, i, hashes);
    expect(&index, spread * hashes + 1, COUNT, 1);
    index_clear(&index);
    expect(&index, 0, COUNT, 1);
    index_add(&index, 0, COUNT - 1);
    expect(&index, 0, COUNT - 1, 1);
    index_free(&index);
}

static void test_a_hash_each(void **state)
{
    (void)state;
    check(COUNT, 2654435761u, 0);
    check(COUNT, 2654435761u, COUNT);
    check(COUNT, 2654435761u, COUNT / 2); /* it grows though room was made */
}

static void test_neighbours(void **state)
{
    (void)state;
    check(COUNT, 1, 0);
}

static void test_one_hash_for_many(void **state)
{
    (void)state;
    check(1, 1, 0);
    check(7, 3, 0);
}

static void test_slots_that_are_one(void **state)
{
    (void)state;
    check(100, 1u << 20, 0); /* they differ where the mask does not look */
    check(5, 1u << 29, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_a_hash_each),
        cmocka_unit_test(test_neighbours),
        cmocka_unit_test(test_one_hash_for_many),
        cmocka_unit_test(test_slots_that_are_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
