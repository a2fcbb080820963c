/*
 * What tests say about locals and paths: in the branch where `isinstance(x, C)` holds, x is an instance of C.
 *
 * Most branches don't read what they test. So an environment gets a number that stands for the outcome of a test, and
 * the first read makes a value of it. Where branches meet, both outcomes together are what was there before.
 */
#include "reader.h"

/* Numbers with this bit are outcomes: twice the index of the test, plus 1 where it holds. */
static const uint32_t outcome = 1u << 31;

static Test *test_of(const Reader *reader, uint32_t number)
{
    return (Test *)(void *)utarray_eltptr(reader->tests, (number & ~outcome) >> 1);
}

enum {
    TYPES_MAX = 32
};

uint32_t narrow_unaliased(Reader *reader, uint32_t value)
{
    const Value *param = reader_value(reader, value);
    if (param->kind != VALUE_PARAM)
        return value;
    const Param *declared = facts_at(&reader->facts, Param, params, param->base);
    const Value *fallback = reader_value(reader, declared->fallback);
    uint32_t name = fallback->kind == VALUE_GLOBAL   ? fallback->name
                    : fallback->kind == VALUE_IMPORT ? facts_at(&reader->facts, Import, imports, fallback->base)->name
                    : fallback->kind == VALUE_DEFINITION ? facts_at(&reader->facts, Def, defs, fallback->base)->name
                                                         : NAME_NONE;
    return name && name == declared->name ? declared->fallback : value;
}

/* Adds the class that a value names, or the several of a tuple, union or pattern. False when it is something else. */
static bool collect_types(Reader *reader, uint32_t value, bool inside, Operand *types, uint32_t *count)
{
    value = narrow_unaliased(reader, value);
    const Value *type = reader_value(reader, value), *root = type;
    const Operand *operands = facts_at(&reader->facts, Operand, operands, type->first);
    if (type->kind == VALUE_OPERATOR && type->detail == OP_OR)
        return collect_types(reader, type->base, true, types, count) &&
               collect_types(reader, operands->value, true, types, count);
    bool several = type->kind == VALUE_NARROWED || (type->kind == VALUE_CONTAINER && type->detail == CONTAINER_TUPLE);
    if (several && type->count && !inside) {
        for (uint32_t i = 0; i < type->count; i++)
            if (operands[i].name || !collect_types(reader, operands[i].value, true, types, count))
                return false;
        return true;
    }
    for (int step = 0; step < TYPES_MAX && root->kind == VALUE_ATTRIBUTE; step++)
        root = reader_value(reader, root->base);
    if (*count == TYPES_MAX ||
        (root->kind != VALUE_GLOBAL && root->kind != VALUE_IMPORT && root->kind != VALUE_DEFINITION))
        return false;
    types[(*count)++] = (Operand){value, NAME_NONE};
    return true;
}

bool narrow_is_type(Reader *reader, uint32_t value)
{
    Operand types[TYPES_MAX];
    uint32_t count = 0;
    return collect_types(reader, value, false, types, &count);
}

/* Whether a test of it tells nothing: it is no choice between objects. */
static bool is_certain(Reader *reader, uint32_t value)
{
    uint8_t kind = reader_value(reader, value)->kind;
    return kind == VALUE_CONSTANT || kind == VALUE_DEFINITION || kind == VALUE_COMPREHENSION ||
           exact_is_display(reader, value);
}

uint32_t narrow_number(const Reader *reader, Place place)
{
    return slots_get(place.is_path ? reader->scope->tested : reader->scope->env, place.number);
}

static void add_test(Reader *reader, Place place, Test test, Env *fails)
{
    Scope *scope = reader->scope;
    if (scope->kind == DEF_MODULE || scope->kind == DEF_CLASS)
        return; /* there, what names are bound to is asked for before types are known */
    uint32_t number = outcome | utarray_len(reader->tests) << 1;
    Slots *holds = place.is_path ? &scope->tested : &scope->env,
          *failed = place.is_path ? &fails->paths : &fails->values;
    test.before = narrow_number(reader, place);
    test.scope = scope->def;
    utarray_push_back(reader->tests, &test);
    *holds = slots_set(&reader->arena, *holds, place.number, number | 1);
    *failed = slots_set(&reader->arena, *failed, place.number, number);
}

void narrow_place(Reader *reader, Place place, uint32_t base, uint32_t types, Env *fails)
{
    TestKind kind = types ? TEST_TYPES : TEST_NONE;
    if (place.is_path || !is_certain(reader, base))
        add_test(reader, place, (Test){.base = place.is_path ? 0 : base, .kind = kind, .with = types}, fails);
}

void narrow_call(Reader *reader, Place place, uint32_t call, Env *fails)
{
    uint32_t base = facts_at(&reader->facts, Operand, operands, reader_value(reader, call)->first)->value;
    if (place.is_path || !is_certain(reader, base))
        add_test(reader, place, (Test){.base = place.is_path ? 0 : base, .kind = TEST_CALL, .with = call}, fails);
}

/* Whether a parameter may be left out, and is None then. */
static bool is_optional(Reader *reader, const Param *param)
{
    const Value *fallback = reader_value(reader, param->fallback);
    return fallback->kind == VALUE_CONSTANT && fallback->detail == CONSTANT_NONE;
}

void narrow_truth(Reader *reader, uint32_t slot, uint32_t base, Env *fails)
{
    const Value *value = reader_value(reader, base);
    if (value->kind == VALUE_PARAM && is_optional(reader, facts_at(&reader->facts, Param, params, value->base)))
        add_test(reader, (Place){.number = slot}, (Test){.base = base, .kind = TEST_TRUTH, .values = {base, base}},
                 fails);
}

Tested narrow_tested(Reader *reader, const Param *param)
{
    uint32_t slot = is_optional(reader, param) ? scope_slot(reader, param->name) : 0;
    uint32_t number = slot ? slots_get(reader->scope->env, slot) : 0;
    while (number & outcome) {
        const Test *test = test_of(reader, number);
        if (test->kind == TEST_TRUTH && test->base == param->value)
            return number & 1 ? TESTED_TRUE : TESTED_FALSE;
        if (test->kind == TEST_NONE && test->base == param->value)
            return number & 1 ? TESTED_NONE : TESTED_NOT_NONE;
        number = test->before;
    }
    return TESTED_NOTHING;
}

uint32_t narrow_left(Reader *reader, const Param *param)
{
    uint32_t slot = scope_slot(reader, param->name), number = slot ? slots_get(reader->scope->env, slot) : 0;
    bool tells = false;
    for (uint32_t at = number; at & outcome && !tells; at = test_of(reader, at)->before)
        tells = test_of(reader, at)->kind == TEST_CALL || test_of(reader, at)->kind == TEST_TYPES;
    return tells && narrow_comes_from(reader, number, param->value) ? narrow_value(reader, number) : 0;
}

/* details of VALUE_NARROWED */
static uint8_t detail_of(const Test *test, bool holds)
{
    switch (test->kind) {
    case TEST_TYPES:
        return holds ? NARROWED_IS : NARROWED_IS_NOT;
    case TEST_CALL:
        return holds ? NARROWED_HOLDS : NARROWED_FAILS;
    case TEST_NONE:
    case TEST_TRUTH:
        break;
    }
    return holds ? NARROWED_NONE : NARROWED_NOT_NONE;
}

/* What a call calls, and what it passes behind its first argument. */
static uint32_t collect_call(Reader *reader, uint32_t call, Operand *out)
{
    const Value *value = reader_value(reader, call);
    uint32_t count = value->count < TYPES_MAX ? value->count : TYPES_MAX;
    out[0] = (Operand){narrow_unaliased(reader, value->base), NAME_NONE};
    for (uint32_t i = 1; i < count; i++)
        out[i] = *facts_at(&reader->facts, Operand, operands, value->first + i);
    return count;
}

/* The outcome of a test of a value; where that stands is up to the caller. */
static Value narrowed_by(Reader *reader, uint32_t number, uint32_t base)
{
    const Test *test = test_of(reader, number);
    Operand types[TYPES_MAX];
    uint32_t count = 0;
    if (test->kind == TEST_TYPES)
        collect_types(reader, test->with, false, types, &count);
    if (test->kind == TEST_CALL)
        count = collect_call(reader, test->with, types);
    return (Value){.kind = VALUE_NARROWED,
                   .detail = detail_of(test, number & 1),
                   .base = base,
                   .first = facts_add_operands(&reader->facts, types, count),
                   .count = count};
}

uint32_t narrow_value(Reader *reader, uint32_t number)
{
    if (!(number & outcome))
        return number;
    Test *test = test_of(reader, number);
    bool holds = number & 1;
    if (test->values[holds])
        return test->values[holds];
    const Value *tested = reader_value(reader, test->base);
    uint32_t line = tested->line, column = tested->column;
    uint32_t value = reader_insert_value(reader, narrowed_by(reader, number, test->base), test->scope, line, column);
    test_of(reader, number)->values[holds] = value;
    return value;
}

/* Notes of a value that it relies on tests before the loops around it. */
static void note_assumed(Reader *reader, uint32_t path, uint32_t number, uint32_t value)
{
    for (Loop *loop = reader->scope->loop; loop; loop = loop->outer) {
        if (!narrow_comes_from(reader, slots_get(loop->entry.paths, path), number))
            continue;
        Bound assumed = {path, value};
        utarray_push_back(&loop->assumed, &assumed);
    }
}

uint32_t narrow_since(Reader *reader, TSNode node, Place place, uint32_t origin, uint32_t value, uint32_t number)
{
    enum {
        TESTS_MAX = 4 /* the last ones: each is a value of its own, wherever the path is read */
    };
    if (!place.is_path)
        return number == origin ? value : narrow_value(reader, number);
    uint32_t outcomes[TESTS_MAX], count = 0;
    for (; count < TESTS_MAX && number != origin && number & outcome; number = test_of(reader, number)->before)
        outcomes[count++] = number;
    while (count--) {
        value = reader_add_value(reader, node, narrowed_by(reader, outcomes[count], value));
        note_assumed(reader, place.number, outcomes[count], value);
    }
    return value;
}

bool narrow_comes_from(const Reader *reader, uint32_t number, uint32_t origin)
{
    enum {
        STEPS_MAX = 64
    };
    for (int step = 0; step < STEPS_MAX && number != origin && number & outcome; step++)
        number = test_of(reader, number)->before;
    return number == origin;
}

uint32_t narrow_join(const Reader *reader, uint32_t one, uint32_t other)
{
    if (one & outcome && (one ^ other) == 1)
        return test_of(reader, one)->before;
    if (narrow_comes_from(reader, one, other))
        return other;
    return narrow_comes_from(reader, other, one) ? one : 0;
}
