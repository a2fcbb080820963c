/*
 * test_facts.c - the image of facts: written, opened again, refused when it is none.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../extractors/facts_builder.h"
#include "../../extractors/facts_dump.h"
#include <stdlib.h>
#include <string.h>

static FactsHeader *small_image(void)
{
    FactsBuilder builder;
    facts_builder_init(&builder);
    uint32_t name = names_intern(builder.interned, "manager", 7);
    Def module = {.kind = DEF_MODULE, .line = 1};
    facts_add(&builder, defs, &module);
    Operand operands[] = {{0, NAME_STAR}, {1, name}};
    Value value = {.kind = VALUE_CALL, .name = name, .count = 2, .line = 3, .column = 4};
    value.first = facts_add_operands(&builder, operands, 2);
    facts_add(&builder, values, &value);
    FactsHeader *image = facts_builder_finish(&builder, LANGUAGE_PYTHON);
    facts_builder_deinit(&builder);
    return image;
}

static void test_what_is_written_is_read(void **state)
{
    (void)state;
    FactsHeader *image = small_image();
    Facts facts;
    assert_true(facts_open(&facts, image, image->size));
    assert_int_equal(facts.header->language, LANGUAGE_PYTHON);
    assert_int_equal(facts.defs_count, 2);
    assert_int_equal(facts.defs[1].kind, DEF_MODULE);
    assert_int_equal(facts.values_count, 2);
    assert_int_equal(facts.values[1].line, 3);
    assert_int_equal(facts.values[1].first, 1); /* operand 0 is none */
    assert_string_equal(facts_name(&facts, facts.values[1].name), "manager");
    assert_string_equal(facts_name(&facts, facts.operands[1].name), "*");
    assert_string_equal(facts_name(&facts, NAME_DOUBLESTAR), "**");
    assert_string_equal(facts_name(&facts, NAME_NONE), "");
    free(image);
}

static void test_an_image_can_lie_anywhere(void **state)
{
    (void)state;
    FactsHeader *image = small_image();
    char *copy = malloc(image->size);
    memcpy(copy, image, image->size);
    size_t size = image->size;
    free(image);
    Facts facts;
    assert_true(facts_open(&facts, copy, size));
    assert_string_equal(facts_name(&facts, facts.values[1].name), "manager");
    free(copy);
}

static void test_truncated_images_are_refused(void **state)
{
    (void)state;
    FactsHeader *image = small_image();
    size_t whole = image->size;
    Facts facts;
    for (size_t size = 0; size < whole; size++) {
        char *part = malloc(size ? size : 1);
        memcpy(part, image, size);
        assert_false(facts_open(&facts, part, size));
        if (size >= sizeof *image) { /* the header says that this is all */
            ((FactsHeader *)(void *)part)->size = (uint32_t)size;
            assert_false(facts_open(&facts, part, size));
        }
        free(part);
    }
    free(image);
}

static void test_foreign_images_are_refused(void **state)
{
    (void)state;
    Facts facts;
    FactsHeader *image = small_image();
    const FactsHeader good = *image;
    image->magic ^= 1;
    assert_false(facts_open(&facts, image, good.size));
    *image = good;
    image->version++;
    assert_false(facts_open(&facts, image, good.size));
    *image = good;
    image->values_count = UINT32_MAX;
    assert_false(facts_open(&facts, image, good.size));
    *image = good;
    image->operands_count = 0;
    assert_false(facts_open(&facts, image, good.size));
    *image = good;
    assert_true(facts_open(&facts, image, good.size));
    ((char *)image)[good.size - 8] = 'x'; /* the text no longer ends in NUL, or ends elsewhere */
    memset((char *)image + good.size - 8, 'x', 8);
    assert_false(facts_open(&facts, image, good.size));
    free(image);
}

static void test_a_cleared_builder_starts_again(void **state)
{
    (void)state;
    FactsBuilder builder;
    facts_builder_init(&builder);
    FactsHeader *empty = facts_builder_finish(&builder, LANGUAGE_PYTHON);
    facts_builder_clear(&builder);
    names_intern(builder.interned, "x", 1);
    facts_builder_clear(&builder);
    FactsHeader *again = facts_builder_finish(&builder, LANGUAGE_PYTHON);
    assert_int_equal(empty->size, again->size);
    assert_memory_equal(empty, again, empty->size);
    free(empty);
    free(again);
    facts_builder_deinit(&builder);
}

static void test_facts_can_be_printed(void **state)
{
    (void)state;
    FactsHeader *image = small_image();
    Facts facts;
    assert_true(facts_open(&facts, image, image->size));
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    facts_dump(&facts, out);
    fclose(out);
    assert_non_null(strstr(text, "%1 call"));
    assert_non_null(strstr(text, "manager=%1"));
    free(text);
    free(image);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_written_is_read),        cmocka_unit_test(test_an_image_can_lie_anywhere),
        cmocka_unit_test(test_truncated_images_are_refused),   cmocka_unit_test(test_foreign_images_are_refused),
        cmocka_unit_test(test_a_cleared_builder_starts_again), cmocka_unit_test(test_facts_can_be_printed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
