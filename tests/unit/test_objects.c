/*
 * test_objects.c - abstract values and sets of them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../gen/program/objects.h"

static void test_the_same_value_is_the_same_object(void **state)
{
    (void)state;
    Objects *objects = objects_new(0);
    Object none = objects_intern(objects, OBJECT_NONE, 0, 0);
    Object exact = objects_intern(objects, OBJECT_INSTANCE, 7, 0),
           other = objects_intern(objects, OBJECT_INSTANCE, 7, 1);
    assert_int_equal(none, 0);
    assert_int_not_equal(exact, other);
    assert_int_equal(objects_intern(objects, OBJECT_INSTANCE, 7, 0), exact);
    assert_int_equal(objects_data(objects, other).kind, OBJECT_INSTANCE);
    assert_int_equal(objects_data(objects, other).a, 7);
    assert_int_equal(objects_data(objects, other).b, 1);
    objects_free(objects);
}

static void test_a_set_keeps_the_order_of_insertion(void **state)
{
    (void)state;
    enum {
        MANY = SET_ROOM
    };
    Arena arena = {0};
    ObjectSet set = {0};
    assert_false(set_has(&set, 1));
    for (Object object = MANY; object > 0; object--) {
        assert_true(set_add(&set, object, &arena));
        assert_false(set_add(&set, object, &arena));
        assert_false(set_add(&set, MANY, &arena));
        assert_int_equal(set.count, MANY - object + 1);
    }
    for (uint32_t i = 0; i < MANY; i++) {
        assert_int_equal(set_items(&set)[i], MANY - i);
        assert_true(set_has(&set, i + 1));
    }
    assert_false(set_has(&set, MANY + 1));
    arena_clear(&arena);
}

static void test_a_small_set_needs_no_memory_of_its_own(void **state)
{
    (void)state;
    Arena arena = {0};
    ObjectSet set = {0};
    assert_true(set_add(&set, 5, &arena));
    assert_true(set_add(&set, 3, &arena));
    assert_int_equal(set.capacity, 0);
    assert_true(set_add(&set, 4, &arena));
    assert_int_not_equal(set.capacity, 0);
    assert_int_equal(set_items(&set)[0], 5);
    assert_int_equal(set_items(&set)[2], 4);
    arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_same_value_is_the_same_object),
        cmocka_unit_test(test_a_set_keeps_the_order_of_insertion),
        cmocka_unit_test(test_a_small_set_needs_no_memory_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
