/*
 * test_strings.c - arenas and interned names.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../extractors/strings.h"
#include <string.h>

static void test_an_arena_gives_zeroed_aligned_bytes(void **state)
{
    (void)state;
    Arena arena = {0};
    static const char zeroes[200000];
    for (size_t size = 0; size < sizeof zeroes; size = size * 3 + 1) {
        char *bytes = arena_alloc(&arena, size);
        assert_int_equal((uintptr_t)bytes % 8, 0);
        assert_memory_equal(bytes, zeroes, size);
        memset(bytes, 'x', size);
    }
    arena_clear(&arena);
    assert_null(arena.blocks);
    assert_int_equal(*(char *)arena_alloc(&arena, 1), 0);
    arena_clear(&arena);
    arena_clear(&arena);
}

static void test_an_arena_copies_bytes_and_ends_them(void **state)
{
    (void)state;
    Arena arena = {0};
    char *copy = arena_copy(&arena, "one\0two and more", 7);
    assert_memory_equal(copy, "one\0two", 8);
    assert_string_equal(arena_copy(&arena, "", 0), "");
    arena_clear(&arena);
}

static void test_the_same_text_is_the_same_number(void **state)
{
    (void)state;
    Names *names = names_new();
    assert_int_equal(names_count(names), 1);
    assert_int_equal(names_intern(names, "", 0), 0);
    uint32_t one = names_intern(names, "one", 3), zero = names_intern(names, "a\0b", 3);
    assert_int_equal(one, 1);
    assert_int_equal(names_intern(names, "one more", 3), one);
    assert_int_not_equal(names_intern(names, "a\0c", 3), zero);
    assert_int_equal(names_find(names, "one", 3), one);
    assert_int_equal(names_find(names, "on", 2), 0);
    assert_int_equal(names_length(names, zero), 3);
    assert_memory_equal(names_text(names, zero), "a\0b", 4);
    names_free(names);
    names_free(NULL);
}

static void test_texts_stay_while_names_grow(void **state)
{
    (void)state;
    enum {
        MANY = 20000
    };
    Names *names = names_new();
    const char *first = names_text(names, names_intern(names, "first", 5));
    for (uint32_t i = 0; i < MANY; i++)
        names_intern(names, (const char *)&i, sizeof i);
    assert_int_equal(names_count(names), MANY + 2);
    assert_ptr_equal(names_text(names, 1), first);
    assert_string_equal(first, "first");
    names_free(names);
}

static void test_cleared_names_are_forgotten(void **state)
{
    (void)state;
    Names *names = names_new();
    names_intern(names, "one", 3);
    names_clear(names);
    assert_int_equal(names_count(names), 1);
    assert_int_equal(names_find(names, "one", 3), 0);
    assert_string_equal(names_text(names, 0), "");
    assert_int_equal(names_intern(names, "two", 3), 1);
    names_free(names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_arena_gives_zeroed_aligned_bytes),
        cmocka_unit_test(test_an_arena_copies_bytes_and_ends_them),
        cmocka_unit_test(test_the_same_text_is_the_same_number),
        cmocka_unit_test(test_texts_stay_while_names_grow),
        cmocka_unit_test(test_cleared_names_are_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
