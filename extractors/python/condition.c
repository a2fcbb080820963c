/*
 * Expressions whose truth is asked for: what they call to find it, and what they say about locals and attributes where
 * they hold and where they fail.
 */
#include "reader.h"

#include <string.h>

/* What is asked of an expression: its truth, its value, or for `x` in `x or y`, both. */
typedef unsigned Asked;
enum {
    ASKED_TRUTH = 1 << 0,
    ASKED_VALUE = 1 << 1
};

static uint32_t read_test(Reader *reader, TSNode node, Asked asked, Env *fails);

static TSNode without_brackets(const Reader *reader, TSNode node)
{
    for (TSNode inside; syntax_of(reader, node) == SYNTAX_PARENTHESIZED && !ts_node_is_null(inside = only_part(node));)
        node = inside;
    return node;
}

/* --- tests of places ------------------------------------------------------------------------------------------------ */

/* The local that an expression names, if only as `(x := …)`. */
static Place tested_local(Reader *reader, TSNode node)
{
    Child name;
    node = without_brackets(reader, node);
    if (syntax_of(reader, node) == SYNTAX_NAMED_EXPRESSION && child_in(reader, node, FIELD_NAME, &name))
        node = name.node;
    bool is_name = syntax_of(reader, node) == SYNTAX_IDENTIFIER;
    return (Place){.number = is_name ? scope_slot(reader, node_name(reader, node)) : 0};
}

Place tested_place(Reader *reader, TSNode node)
{
    Place local = tested_local(reader, node);
    if (local.number)
        return local;
    return (Place){.number = path_of(reader, without_brackets(reader, node), true), .is_path = true};
}

/* Whether a value is a call of that builtin with that many plain arguments. */
static bool calls_builtin(Reader *reader, const Value *call, const char *name, uint32_t arguments)
{
    if (call->kind != VALUE_CALL || call->count != arguments)
        return false;
    const Value *callee = reader_value(reader, narrow_unaliased(reader, call->base));
    if (callee->kind != VALUE_GLOBAL || strcmp(names_text(reader->facts.interned, callee->name), name) != 0)
        return false;
    for (uint32_t i = call->first; i < call->first + call->count; i++)
        if (facts_at(&reader->facts, Operand, operands, i)->name)
            return false;
    return true;
}

static uint32_t operand_at(const Reader *reader, const Value *value, uint32_t index)
{
    return facts_at(&reader->facts, Operand, operands, value->first + index)->value;
}

/* What a test of the first argument of a call tells of. */
static Place argument_place(Reader *reader, TSNode call)
{
    Child arguments;
    if (!child_in(reader, call, FIELD_ARGUMENTS, &arguments) || !part_count(arguments.node))
        return (Place){0};
    return tested_place(reader, part_at(arguments.node, 0));
}

/* isinstance(x, C) */
static void test_instance(Reader *reader, TSNode node, const Value *call, Env *fails)
{
    uint32_t types = operand_at(reader, call, 1);
    if (!narrow_is_type(reader, types))
        return;
    Place place = argument_place(reader, node);
    if (place.number)
        narrow_place(reader, place, operand_at(reader, call, 0), types, fails);
}

/* f(x), or f(x, y): what that says of x is up to f, which is known when all files are. */
static void test_call(Reader *reader, TSNode node, uint32_t value, Env *fails)
{
    const Value *call = reader_value(reader, value);
    if (call->kind != VALUE_CALL || !call->count || call->count > 2 || !narrow_is_type(reader, call->base))
        return;
    for (uint32_t i = call->first; i < call->first + call->count; i++)
        if (facts_at(&reader->facts, Operand, operands, i)->name)
            return;
    Place place = argument_place(reader, node);
    if (place.number)
        narrow_call(reader, place, value, fails);
}

static void swap(Reader *reader, Env *fails)
{
    Env holds = env_save(reader);
    env_restore(reader, *fails);
    *fails = holds;
}

/* type(x) is C. Where it fails, x may still be an instance of a subclass. */
static void test_type(Reader *reader, TSNode left, const Value *comparison, Env *fails)
{
    const Value *call = reader_value(reader, comparison->base);
    uint32_t types = operand_at(reader, comparison, 0);
    if (!calls_builtin(reader, call, "type", 1) || !narrow_is_type(reader, types))
        return;
    bool inverse = comparison->detail == OP_IS_NOT || comparison->detail == OP_NE;
    Place place = argument_place(reader, without_brackets(reader, left));
    if (!place.number)
        return;
    if (inverse)
        swap(reader, fails);
    Env untested = *fails;
    narrow_place(reader, place, operand_at(reader, call, 0), types, fails);
    *fails = untested;
    if (inverse)
        swap(reader, fails);
}

/* x is None. Of an attribute that tells little: None has nothing that could be called. */
static void test_none(Reader *reader, TSNode left, const Value *comparison, Env *fails)
{
    const Value *right = reader_value(reader, operand_at(reader, comparison, 0));
    if (right->kind != VALUE_CONSTANT || right->detail != CONSTANT_NONE)
        return;
    Place place = tested_local(reader, left);
    if (!place.number)
        return;
    if (comparison->detail == OP_IS_NOT)
        swap(reader, fails);
    narrow_place(reader, place, comparison->base, 0, fails);
    if (comparison->detail == OP_IS_NOT)
        swap(reader, fails);
}

static void test_comparison(Reader *reader, TSNode node, const Value *comparison, Env *fails)
{
    bool identity = comparison->detail == OP_IS || comparison->detail == OP_IS_NOT;
    bool equality = comparison->detail == OP_EQ || comparison->detail == OP_NE;
    if (comparison->kind != VALUE_OPERATOR || comparison->count != 1 || part_count(node) != 2 ||
        !(identity || equality))
        return;
    TSNode left = part_at(node, 0);
    if (identity)
        test_none(reader, left, comparison, fails);
    test_type(reader, left, comparison, fails);
}

/* --- truth ------------------------------------------------------------------------------------------------------------ */

static bool calls_any(Reader *reader, const Value *call, const char *const *names, size_t count)
{
    const Value *callee = reader_value(reader, call->base);
    if (call->kind != VALUE_CALL || callee->kind != VALUE_GLOBAL)
        return false;
    for (size_t i = 0; i < count; i++)
        if (strcmp(names_text(reader->facts.interned, callee->name), names[i]) == 0)
            return true;
    return false;
}

/* Whether it is a call that says of its argument no more than what its truth does: `if len(x)`. */
static bool gives_size(Reader *reader, const Value *call)
{
    static const char *const names[] = {"len", "bool", "any", "all", "int", "str"};
    return calls_any(reader, call, names, sizeof names / sizeof *names);
}

/* Builtins whose result is no object with a __bool__ of its own. */
static bool gives_plain_value(Reader *reader, const Value *call)
{
    static const char *const names[] = {"isinstance", "issubclass", "hasattr", "callable"};
    return calls_any(reader, call, names, sizeof names / sizeof *names) || gives_size(reader, call);
}

/* Says that the truth of a value is asked for, which may call its __bool__ or __len__. */
static void ask_for_truth(Reader *reader, TSNode node, Syntax syntax, uint32_t value)
{
    const Value *entry = reader_value(reader, value);
    bool may_call = syntax == SYNTAX_IDENTIFIER || syntax == SYNTAX_ATTRIBUTE || syntax == SYNTAX_CALL ||
                    syntax == SYNTAX_AWAIT || syntax == SYNTAX_SUBSCRIPT || syntax == SYNTAX_NAMED_EXPRESSION;
    if (may_call && entry->kind != VALUE_UNKNOWN && entry->kind != VALUE_CONSTANT && entry->kind != VALUE_DEFINITION &&
        entry->kind != VALUE_COMPREHENSION && !exact_is_display(reader, value) && !gives_plain_value(reader, entry))
        reader_add_value(reader, node, (Value){.kind = VALUE_OPERATOR, .detail = OP_TRUTH, .base = value});
}

/* --- conditions --------------------------------------------------------------------------------------------------------- */

/* The rest of `a and b`, `a or b`, whose a is read: b is only read where a holds, or fails. Either decides where a does so
 * alone. */
static uint32_t read_second(Reader *reader, TSNode node, uint32_t first, Asked asked, Env *fails)
{
    Child right, operator;
    if (!child_in(reader, node, FIELD_RIGHT, &right) || !child_in(reader, node, FIELD_OPERATOR, &operator))
        return reader->unknown;
    uint32_t length;
    bool is_or = *node_text(reader, operator.node, &length) == 'o';
    uint8_t flags = reader->flags;
    if (is_or)
        swap(reader, fails);
    Env decided = *fails;
    reader->flags |= VALUE_IN_BRANCH;
    uint32_t second = read_test(reader, right.node, asked, fails);
    reader->flags = flags;
    if (!is_or)
        swap(reader, fails);
    env_merge(reader, node, decided);
    if (!is_or)
        swap(reader, fails);
    if (!(asked & ASKED_VALUE))
        return reader->unknown;
    Operand operands[] = {{first, NAME_NONE}, {second, NAME_NONE}};
    Value either = {.kind = VALUE_PHI, .detail = is_or ? OP_OR : OP_AND};
    return first == second ? first : reader_add_value_with(reader, node, either, operands, 2);
}

/* A chain leans to the left, `(a or b) or c`: it is read from its first operand on, and does not count as nesting. */
static uint32_t read_both(Reader *reader, TSNode node, Asked asked, Env *fails)
{
    Children chain = {utarray_len(reader->children), 0};
    Child left = {.node = node, .syntax = SYNTAX_BOOLEAN};
    bool found = true;
    while (found && left.syntax == SYNTAX_BOOLEAN) {
        utarray_push_back(reader->children, &left);
        chain.count++;
        found = child_in(reader, left.node, FIELD_LEFT, &left);
        left.node = without_brackets(reader, left.node);
        left.syntax = syntax_of(reader, left.node);
    }
    *fails = env_save(reader);
    uint32_t value = found ? read_test(reader, left.node, asked | ASKED_TRUTH, fails) : reader->unknown;
    for (uint32_t i = chain.count; i-- > 0;)
        value = read_second(reader, child_at(reader, chain, i).node, value, i ? asked | ASKED_TRUTH : asked, fails);
    children_pop(reader, chain);
    return value;
}

/* `not x` itself asks for the truth of x, and gives neither of the values in `not (x and y)`. */
static uint32_t read_not(Reader *reader, TSNode node, Env *fails)
{
    Child argument;
    *fails = env_save(reader);
    if (!child_in(reader, node, FIELD_ARGUMENT, &argument))
        return reader->unknown;
    TSNode operand = without_brackets(reader, argument.node);
    Asked asked = syntax_of(reader, operand) == SYNTAX_BOOLEAN ? ASKED_TRUTH : 0;
    uint32_t base = read_test(reader, operand, asked, fails);
    swap(reader, fails);
    return reader_add_value(reader, node, (Value){.kind = VALUE_OPERATOR, .detail = OP_NOT, .base = base});
}

static uint32_t read_leaf(Reader *reader, TSNode node, Syntax syntax, Asked asked, Env *fails)
{
    uint32_t value = read_expression(reader, node);
    *fails = env_save(reader);
    if (asked & ASKED_TRUTH)
        ask_for_truth(reader, node, syntax, value);
    const Value entry = *reader_value(reader, value);
    uint32_t slot = syntax == SYNTAX_IDENTIFIER ? tested_local(reader, node).number : 0;
    if (slot)
        narrow_truth(reader, slot, value, fails);
    else if (syntax == SYNTAX_CALL && calls_builtin(reader, &entry, "isinstance", 2))
        test_instance(reader, node, &entry, fails);
    else if (syntax == SYNTAX_CALL && !gives_size(reader, &entry))
        test_call(reader, node, value, fails);
    else if (syntax == SYNTAX_COMPARISON)
        test_comparison(reader, node, &entry, fails);
    return value;
}

static uint32_t read_test(Reader *reader, TSNode node, Asked asked, Env *fails)
{
    node = without_brackets(reader, node);
    Syntax syntax = syntax_of(reader, node);
    if (reader->depth >= DEPTH_LIMIT)
        return read_leaf(reader, node, syntax, asked, fails);
    reader->depth++;
    uint32_t value = syntax == SYNTAX_BOOLEAN ? read_both(reader, node, asked, fails)
                     : syntax == SYNTAX_NOT   ? read_not(reader, node, fails)
                                              : read_leaf(reader, node, syntax, asked, fails);
    reader->depth--;
    return value;
}

void read_condition(Reader *reader, TSNode node, Env *fails)
{
    read_test(reader, node, ASKED_TRUTH, fails);
}

uint32_t read_boolean(Reader *reader, TSNode node)
{
    Env fails;
    uint32_t value = read_both(reader, node, ASKED_VALUE, &fails);
    env_merge(reader, node, fails);
    return value;
}
