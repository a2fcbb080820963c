/*
 * test_slots.c - arrays that share what they have in common, beside plain ones.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../extractors/python/slots.h"
#include <string.h>

enum {
    COUNT = 5000,
    COPIES = 20
};

static void test_nothing_is_in_an_empty_one(void **state)
{
    (void)state;
    Slots empty = {0};
    assert_int_equal(slots_get(empty, 0), 0);
    assert_int_equal(slots_get(empty, UINT32_MAX), 0);
    assert_true(slots_difference(empty, empty, 0) == SLOTS_END);
}

static void test_a_copy_stays_as_it_was(void **state)
{
    (void)state;
    Arena arena = {0};
    static uint32_t plain[COPIES][COUNT];
    Slots slots[COPIES] = {{0}};
    uint32_t random = 1;
    for (unsigned copy = 0; copy < COPIES; copy++) {
        if (copy) {
            slots[copy] = slots[copy - 1];
            memcpy(plain[copy], plain[copy - 1], sizeof plain[copy]);
        }
        for (unsigned i = 0; i < 40; i++) {
            random = random * 1664525 + 1013904223;
            uint32_t slot = (random >> 8) % (copy < 4 ? 30 : COUNT);
            plain[copy][slot] = random % 3;
            slots[copy] = slots_set(&arena, slots[copy], slot, random % 3);
        }
    }
    for (unsigned copy = 0; copy < COPIES; copy++)
        for (uint32_t slot = 0; slot < COUNT; slot++)
            assert_int_equal(slots_get(slots[copy], slot), plain[copy][slot]);
    for (unsigned one = 0; one < COPIES; one++)
        for (unsigned other = 0; other < COPIES; other++) {
            uint32_t expected = 0;
            for (uint32_t slot = 0; (slot = slots_difference(slots[one], slots[other], slot)) != SLOTS_END; slot++) {
                for (; expected < slot; expected++)
                    assert_int_equal(plain[one][expected], plain[other][expected]);
                assert_int_not_equal(plain[one][slot], plain[other][slot]);
                expected = slot + 1;
            }
            for (; expected < COUNT; expected++)
                assert_int_equal(plain[one][expected], plain[other][expected]);
        }
    arena_clear(&arena);
}

static void test_far_slots(void **state)
{
    (void)state;
    Arena arena = {0};
    Slots near = slots_set(&arena, (Slots){0}, 3, 1), far = slots_set(&arena, near, UINT32_MAX - 1, 2);
    assert_int_equal(slots_get(far, 3), 1);
    assert_int_equal(slots_get(far, UINT32_MAX - 1), 2);
    assert_int_equal(slots_get(near, UINT32_MAX - 1), 0);
    assert_true(slots_difference(near, far, 0) == UINT32_MAX - 1);
    assert_true(slots_difference(far, near, 4) == UINT32_MAX - 1);
    assert_true(slots_difference(near, (Slots){0}, 4) == SLOTS_END);
    arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_is_in_an_empty_one),
        cmocka_unit_test(test_a_copy_stays_as_it_was),
        cmocka_unit_test(test_far_slots),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
