/*
 * Expressions -> values, in order of evaluation: operands are added before what uses them.
 */
#include "reader.h"

#include <string.h>

static uint32_t add_call(Reader *reader, TSNode node, uint32_t callee, UT_array *arguments)
{
    return reader_add_value_with(reader, node, (Value){.kind = VALUE_CALL, .base = callee},
                                 (const Operand *)(const void *)utarray_front(arguments), utarray_len(arguments));
}

static uint32_t read_name(Reader *reader, TSNode node)
{
    return scope_read(reader, node, node_name(reader, node));
}

static uint32_t read_attribute(Reader *reader, TSNode node)
{
    Child object, attribute;
    if (!child_in(reader, node, FIELD_OBJECT, &object) || !child_in(reader, node, FIELD_ATTRIBUTE, &attribute))
        return reader->unknown;
    uint32_t base = read_child(reader, object);
    Value read = {.kind = VALUE_ATTRIBUTE, .base = base, .name = attribute_name(reader, attribute.node)};
    return path_read(reader, node, reader_add_value(reader, attribute.node, read));
}

/* The function that is called; `container`: the display whose method it is, or 0. */
static uint32_t read_callee(Reader *reader, Child function, uint32_t *container)
{
    Child object, attribute;
    *container = 0;
    if (function.syntax != SYNTAX_ATTRIBUTE || reader->depth >= DEPTH_LIMIT ||
        !child_in(reader, function.node, FIELD_OBJECT, &object) ||
        !child_in(reader, function.node, FIELD_ATTRIBUTE, &attribute))
        return read_child(reader, function);
    reader->depth++;
    uint32_t base = read_child(reader, object), name = attribute_name(reader, attribute.node);
    reader->depth--;
    if (exact_is_display(reader, base)) {
        *container = base;
        return reader_add_method(reader, attribute.node, base, name);
    }
    return path_read(
        reader, function.node,
        reader_add_value(reader, attribute.node, (Value){.kind = VALUE_ATTRIBUTE, .base = base, .name = name}));
}

uint32_t read_only_child(Reader *reader, TSNode node)
{
    Children children = children_push_plain(reader, node);
    uint32_t value = reader->unknown;
    for (uint32_t i = 0; i < children.count; i++) {
        Child child = child_at(reader, children, i);
        if (child.syntax != SYNTAX_OPERATOR && child.syntax != SYNTAX_FROM)
            value = read_child(reader, child);
    }
    children_pop(reader, children);
    return value;
}

/* Which arguments of a call say a type, also in quotes. */
typedef enum {
    TYPES_NONE,
    TYPES_FIRST, /* cast("Room", x) */
    TYPES_BOUND  /* TypeVar("T", bound="Room") */
} TypeArguments;

static bool ends_in(const Reader *reader, TSNode node, const char *word)
{
    uint32_t length;
    const char *text = node_text(reader, node, &length);
    size_t wanted = strlen(word);
    return length >= wanted && memcmp(text + length - wanted, word, wanted) == 0;
}

static TypeArguments type_arguments_of(const Reader *reader, TSNode callee)
{
    return ends_in(reader, callee, "cast")      ? TYPES_FIRST
           : ends_in(reader, callee, "TypeVar") ? TYPES_BOUND
                                                : TYPES_NONE;
}

static uint32_t read_argument(Reader *reader, Child child, bool quoted_type)
{
    bool quoted = quoted_type && child.syntax == SYNTAX_STRING;
    return quoted ? read_annotation(reader, child.node) : read_child(reader, child);
}

/* Whether a star belongs to an element as a whole: the grammar takes `[*a.b()]` for a call of an attribute of `*a`. */
static bool begins_with_star(const Reader *reader, TSNode element)
{
    uint32_t length;
    return *node_text(reader, element, &length) == '*';
}

static void read_arguments_with(Reader *reader, TSNode list, TypeArguments types, UT_array *operands)
{
    Children children = children_push_plain(reader, list);
    for (uint32_t i = 0; i < children.count; i++) {
        Child child = child_at(reader, children, i), name, value;
        switch (child.syntax) {
        case SYNTAX_OPERATOR:
            break;
        case SYNTAX_LIST_SPLAT:
            reader_push_operand(operands, read_only_child(reader, child.node), NAME_STAR);
            break;
        case SYNTAX_DICTIONARY_SPLAT:
            reader_push_operand(operands, read_only_child(reader, child.node), NAME_DOUBLESTAR);
            break;
        case SYNTAX_KEYWORD_ARGUMENT:
            if (child_in(reader, child.node, FIELD_NAME, &name) && child_in(reader, child.node, FIELD_VALUE, &value)) {
                uint32_t result =
                    read_argument(reader, value, types == TYPES_BOUND && ends_in(reader, name.node, "bound"));
                reader_push_operand(operands, result, node_name(reader, name.node));
            }
            break;
        default:
            reader_push_operand(operands, read_argument(reader, child, types == TYPES_FIRST && !utarray_len(operands)),
                                begins_with_star(reader, child.node) ? NAME_STAR : NAME_NONE);
        }
    }
    children_pop(reader, children);
}

void read_arguments(Reader *reader, TSNode list, UT_array *operands)
{
    read_arguments_with(reader, list, TYPES_NONE, operands);
}

static uint32_t read_call(Reader *reader, TSNode node)
{
    Child function, arguments;
    if (!child_in(reader, node, FIELD_FUNCTION, &function))
        return reader->unknown;
    uint32_t container, callee = read_callee(reader, function, &container);
    UT_array *operands = operands_begin(reader);
    if (child_in(reader, node, FIELD_ARGUMENTS, &arguments)) {
        if (arguments.syntax == SYNTAX_GENERATOR)
            reader_push_operand(operands, read_child(reader, arguments), NAME_NONE);
        else
            read_arguments_with(reader, arguments.node, type_arguments_of(reader, function.node), operands);
    }
    uint32_t element = 0;
    if (container)
        element = exact_call(reader, container, reader_value(reader, callee)->name,
                             (const Operand *)(const void *)utarray_front(operands), utarray_len(operands));
    uint32_t made = read_made_class(reader, node, callee, operands);
    uint32_t call = made ? made : add_call(reader, node, callee, operands);
    operands_end(reader);
    return element ? element : call;
}

static uint32_t read_display(Reader *reader, TSNode node, ContainerType type)
{
    UT_array *operands = operands_begin(reader);
    read_arguments(reader, node, operands);
    uint32_t value =
        reader_add_value_with(reader, node, (Value){.kind = VALUE_CONTAINER, .detail = (uint8_t)type},
                              (const Operand *)(const void *)utarray_front(operands), utarray_len(operands));
    operands_end(reader);
    return value;
}

uint32_t read_key(Reader *reader, Child child)
{
    if (reader->annotation || (child.syntax != SYNTAX_TRUE && child.syntax != SYNTAX_FALSE))
        return read_child(reader, child);
    uint32_t digit = names_intern(reader->facts.interned, child.syntax == SYNTAX_TRUE ? "1" : "0", 1);
    return reader_constant(reader, child.node, CONSTANT_INTEGER, digit);
}

static uint32_t read_dictionary(Reader *reader, TSNode node, Children children)
{
    UT_array *operands = operands_begin(reader);
    for (uint32_t i = 0; i < children.count; i++) {
        Child child = child_at(reader, children, i), key, value;
        if (child.syntax == SYNTAX_DICTIONARY_SPLAT) {
            reader_push_operand(operands, 0, NAME_NONE);
            reader_push_operand(operands, read_only_child(reader, child.node), NAME_DOUBLESTAR);
        } else if (child.syntax == SYNTAX_PAIR) {
            if (child_in(reader, child.node, FIELD_KEY, &key) && child_in(reader, child.node, FIELD_VALUE, &value)) {
                reader_push_operand(operands, read_key(reader, key), NAME_NONE);
                reader_push_operand(operands, read_child(reader, value), NAME_NONE);
            }
        }
    }
    uint32_t result =
        reader_add_value_with(reader, node, (Value){.kind = VALUE_CONTAINER, .detail = CONTAINER_DICT},
                              (const Operand *)(const void *)utarray_front(operands), utarray_len(operands) & ~1u);
    operands_end(reader);
    return result;
}

/* `first`: the scope around the comprehension evaluates its iterable. */
static uint32_t read_for_in(Reader *reader, TSNode clause, bool first)
{
    Children children = children_push(reader, clause);
    bool is_async = false;
    Child left;
    uint32_t value = reader->unknown;
    for (uint32_t i = 0; i < children.count; i++) {
        Child child = child_at(reader, children, i);
        if (child.syntax == SYNTAX_ASYNC)
            is_async = true;
        else if (child.field == FIELD_RIGHT)
            value = read_child(reader, child);
    }
    reader->scope->comprehensions += first;
    if (child_find(reader, children, FIELD_LEFT, &left)) {
        uint32_t element =
            reader_add_value(reader, left.node, (Value){.kind = VALUE_ELEMENT, .base = value, .detail = is_async});
        bind_comprehension_target(reader, left.node, element);
    }
    children_pop(reader, children);
    return value;
}

static uint32_t read_comprehension(Reader *reader, TSNode node, Children children, ContainerType type)
{
    uint8_t flags = reader->flags;
    uint32_t mark = comprehension_begin(reader);
    uint32_t around = reader->scope->comprehensions;
    Env before = env_save(reader), fails;
    for (uint32_t i = 0; i < children.count; i++) {
        Child child = child_at(reader, children, i);
        if (child.syntax == SYNTAX_FOR_IN)
            read_for_in(reader, child.node, reader->scope->comprehensions == around);
        else if (child.syntax == SYNTAX_IF_CLAUSE && part_count(child.node))
            read_condition(reader, part_at(child.node, 0), &fails);
        reader->flags |= VALUE_IN_LOOP | VALUE_IN_BRANCH;
    }
    Child body, key, value;
    uint32_t element = reader->unknown;
    Operand of_key = {0};
    if (child_find(reader, children, FIELD_BODY, &body)) {
        if (body.syntax == SYNTAX_PAIR && child_in(reader, body.node, FIELD_KEY, &key) &&
            child_in(reader, body.node, FIELD_VALUE, &value)) {
            of_key.value = read_child(reader, key);
            element = read_child(reader, value);
        } else {
            element = read_child(reader, body);
        }
    }
    reader->flags = flags;
    env_merge(reader, node, before);
    reader->scope->comprehensions = around;
    comprehension_end(reader, mark);
    return reader_add_value_with(reader, node,
                                 (Value){.kind = VALUE_COMPREHENSION, .detail = (uint8_t)type, .base = element},
                                 &of_key, type == CONTAINER_DICT);
}

/* `b if c else a` */
static uint32_t read_conditional(Reader *reader, TSNode node, Children children)
{
    if (children.count != 3)
        return reader->unknown;
    Child then = child_at(reader, children, 0), condition = child_at(reader, children, 1),
          otherwise = child_at(reader, children, 2);
    Env fails;
    read_condition(reader, condition.node, &fails);
    uint8_t flags = reader->flags;
    reader->flags |= VALUE_IN_BRANCH;
    uint32_t first = read_child(reader, then);
    Env held = env_save(reader);
    env_restore(reader, fails);
    uint32_t second = read_child(reader, otherwise);
    reader->flags = flags;
    env_merge(reader, node, held);
    Operand operands[] = {{first, NAME_NONE}, {second, NAME_NONE}};
    return first == second ? first : reader_add_value_with(reader, node, (Value){.kind = VALUE_PHI}, operands, 2);
}

static uint32_t read_operation(Reader *reader, TSNode node, uint32_t left)
{
    Child right, operator;
    if (!child_in(reader, node, FIELD_RIGHT, &right) || !child_in(reader, node, FIELD_OPERATOR, &operator))
        return reader->unknown;
    Operand second = {read_child(reader, right), NAME_NONE};
    return reader_add_value_with(reader, node, (Value){.kind = VALUE_OPERATOR, .detail = operator.op, .base = left},
                                 &second, 1);
}

/* A chain of operators leans to the left, `(a + b) + c`, and may be as long as a table: it is read from its first operand
 * on, and does not count as nesting. */
static uint32_t read_binary(Reader *reader, TSNode node)
{
    Children chain = {utarray_len(reader->children), 0};
    Child left = {.node = node, .syntax = SYNTAX_BINARY};
    bool found = true;
    while (found && left.syntax == SYNTAX_BINARY) {
        utarray_push_back(reader->children, &left);
        chain.count++;
        found = child_in(reader, left.node, FIELD_LEFT, &left);
    }
    uint32_t value = found ? read_child(reader, left) : reader->unknown;
    for (uint32_t i = chain.count; i-- > 0;)
        value = read_operation(reader, child_at(reader, chain, i).node, value);
    children_pop(reader, chain);
    return value;
}

static uint32_t read_unary(Reader *reader, TSNode node, Operator op)
{
    Child argument, operator;
    if (!child_in(reader, node, FIELD_ARGUMENT, &argument))
        return reader->unknown;
    if (op == OP_NONE && child_in(reader, node, FIELD_OPERATOR, &operator))
        op = operator.op == OP_SUB ? OP_NEGATE : operator.op == OP_ADD ? OP_POSITIVE : OP_INVERT;
    uint32_t base = read_child(reader, argument);
    return reader_add_value(reader, node, (Value){.kind = VALUE_OPERATOR, .detail = (uint8_t)op, .base = base});
}

/* `a < b <= c` compares a with b, and if that holds, b with c. */
static uint32_t read_comparison(Reader *reader, TSNode node, Children children)
{
    uint32_t left = 0, result = 0;
    uint8_t op = OP_EQ, flags = reader->flags;
    for (uint32_t i = 0; i < children.count; i++) {
        Child child = child_at(reader, children, i);
        if (child.syntax == SYNTAX_OPERATOR) {
            op = child.op;
            continue;
        }
        Env before = env_save(reader);
        Operand right = {read_child(reader, child), NAME_NONE};
        if (result)
            env_merge(reader, node, before);
        if (left) {
            result = reader_add_value_with(reader, node, (Value){.kind = VALUE_OPERATOR, .detail = op, .base = left},
                                           &right, 1);
            reader->flags |= VALUE_IN_BRANCH;
        }
        left = right.value;
    }
    reader->flags = flags;
    return result ? result : reader->unknown;
}

static uint32_t read_named(Reader *reader, TSNode node)
{
    Child name, right;
    if (!child_in(reader, node, FIELD_NAME, &name) || !child_in(reader, node, FIELD_VALUE, &right))
        return reader->unknown;
    uint32_t value = read_child(reader, right);
    scope_bind(reader, name.node, node_name(reader, name.node), value);
    return value;
}

uint32_t read_item(Reader *reader, TSNode node, uint32_t container, uint32_t key)
{
    uint32_t element = exact_read(reader, container, key);
    Operand index = {key, NAME_NONE};
    return element
               ? element
               : reader_add_value_with(reader, node, (Value){.kind = VALUE_SUBSCRIPT, .base = container}, &index, 1);
}

/* What is in the brackets of Literal[] is no type, though it stands in an annotation: true when that was so. */
static bool leave_annotation(Reader *reader, TSNode form)
{
    bool inside = reader->annotation;
    reader->annotation = inside && !ends_in(reader, form, "Literal");
    return inside;
}

uint32_t read_index(Reader *reader, TSNode node, Children children)
{
    UT_array *operands = operands_begin(reader);
    for (uint32_t i = 0; i < children.count; i++) {
        Child child = child_at(reader, children, i);
        if (child.field == FIELD_SUBSCRIPT)
            reader_push_operand(operands, read_key(reader, child), NAME_NONE);
    }
    uint32_t index = reader->unknown;
    if (utarray_len(operands) == 1)
        index = ((Operand *)(void *)utarray_front(operands))->value;
    else if (utarray_len(operands) > 1)
        index = reader_add_value_with(reader, node, (Value){.kind = VALUE_CONTAINER, .detail = CONTAINER_TUPLE},
                                      (const Operand *)(const void *)utarray_front(operands), utarray_len(operands));
    operands_end(reader);
    return index;
}

static uint32_t read_subscript(Reader *reader, TSNode node, Children children)
{
    Child base, slice;
    if (!child_find(reader, children, FIELD_VALUE, &base))
        return reader->unknown;
    uint32_t container = read_child(reader, base);
    if (child_find(reader, children, FIELD_SUBSCRIPT, &slice) && slice.syntax == SYNTAX_SLICE) {
        uint32_t part = exact_slice(reader, node, container, slice.node);
        if (part)
            return part;
    }
    bool annotation = leave_annotation(reader, base.node);
    uint32_t index = read_index(reader, node, children);
    reader->annotation = annotation;
    return path_read(reader, node, read_item(reader, node, container, index));
}

static uint32_t read_await(Reader *reader, TSNode node)
{
    uint32_t base = read_only_child(reader, node);
    return reader_add_value(reader, node, (Value){.kind = VALUE_AWAIT, .base = base});
}

static void mark_generator(Reader *reader)
{
    facts_at(&reader->facts, Def, defs, reader->scope->def)->flags |= DEF_GENERATOR;
    reader->scope->yielded = true;
}

static uint32_t read_yield(Reader *reader, TSNode node, Children children)
{
    bool delegates = false;
    uint32_t yielded = reader_constant(reader, node, CONSTANT_NONE, 0);
    for (uint32_t i = 0; i < children.count; i++) {
        Child child = child_at(reader, children, i);
        if (child.syntax == SYNTAX_FROM)
            delegates = true;
        else
            yielded = read_child(reader, child);
    }
    reader_add_effect(reader, node, (Effect){.kind = EFFECT_YIELD, .value = yielded, .name = delegates});
    uint32_t value = reader_add_value(reader, node, (Value){.kind = VALUE_YIELD, .base = yielded, .detail = delegates});
    mark_generator(reader);
    return value;
}

static uint32_t read_generic_type(Reader *reader, TSNode node, Children children)
{
    uint32_t base = 0, index = 0;
    bool annotation = reader->annotation;
    for (uint32_t i = 0; i < children.count; i++) {
        Child child = child_at(reader, children, i);
        if (child.syntax == SYNTAX_TYPE_PARAMETER) {
            UT_array *operands = operands_begin(reader);
            read_arguments(reader, child.node, operands);
            index = utarray_len(operands) == 1
                        ? ((Operand *)(void *)utarray_front(operands))->value
                        : reader_add_value_with(
                              reader, node, (Value){.kind = VALUE_CONTAINER, .detail = CONTAINER_TUPLE},
                              (const Operand *)(const void *)utarray_front(operands), utarray_len(operands));
            operands_end(reader);
        } else {
            base = read_child(reader, child);
            leave_annotation(reader, child.node);
        }
    }
    reader->annotation = annotation;
    Operand operand = {index, NAME_NONE};
    return reader_add_value_with(reader, node, (Value){.kind = VALUE_SUBSCRIPT, .base = base}, &operand, 1);
}

/* What a node that only says "a type" says it of. */
static TSNode unwrap_type(const Reader *reader, TSNode node)
{
    for (TSNode inside; syntax_of(reader, node) == SYNTAX_TYPE && !ts_node_is_null(inside = only_part(node));)
        node = inside;
    return node;
}

static bool is_union(const Reader *reader, TSNode node)
{
    Syntax syntax = syntax_of(reader, node);
    bool ors = false;
    for (uint32_t i = 0; syntax == SYNTAX_BINARY && i < ts_node_child_count(node); i++) {
        uint32_t length;
        ors = ors || *node_text(reader, ts_node_child(node, i), &length) == '|';
    }
    return syntax == SYNTAX_UNION_TYPE || ors;
}

/* Adds the members of a union to those in `result` (or 0). The grammar groups those behind the first from the right, or
 * takes them for an operator; they count one after the other, as if brackets stood around all of them. */
static uint32_t add_members(Reader *reader, TSNode node, uint32_t result)
{
    node = unwrap_type(reader, node);
    if (is_union(reader, node) && reader->depth < DEPTH_LIMIT) {
        Children children = children_push_plain(reader, node);
        reader->depth++;
        for (uint32_t i = 0; i < children.count; i++)
            if (child_at(reader, children, i).syntax != SYNTAX_OPERATOR)
                result = add_members(reader, child_at(reader, children, i).node, result);
        reader->depth--;
        children_pop(reader, children);
        return result;
    }
    Operand right = {read_expression(reader, node), NAME_NONE};
    return result ? reader_add_value_with(reader, node,
                                          (Value){.kind = VALUE_OPERATOR, .detail = OP_OR, .base = result}, &right, 1)
                  : right.value;
}

static uint32_t read_union_type(Reader *reader, Children children)
{
    uint32_t result = 0;
    for (uint32_t i = 0; i < children.count; i++)
        if (child_at(reader, children, i).syntax != SYNTAX_OPERATOR)
            result = add_members(reader, child_at(reader, children, i).node, result);
    return result;
}

static uint32_t read_member_type(Reader *reader, TSNode node, Children children)
{
    if (children.count != 2)
        return reader->unknown;
    uint32_t base = read_child(reader, child_at(reader, children, 0));
    uint32_t name = node_name(reader, child_at(reader, children, 1).node);
    return reader_add_value(reader, node, (Value){.kind = VALUE_ATTRIBUTE, .base = base, .name = name});
}

static uint32_t read_slice(Reader *reader, TSNode node, Children children)
{
    for (uint32_t i = 0; i < children.count; i++)
        read_child(reader, child_at(reader, children, i));
    return reader_add_value(reader, node, (Value){.kind = VALUE_UNKNOWN, .detail = 1});
}

static uint32_t read_all(Reader *reader, Children children)
{
    uint32_t value = reader->unknown;
    for (uint32_t i = 0; i < children.count; i++) {
        Child child = child_at(reader, children, i);
        if (child.syntax != SYNTAX_OPERATOR)
            value = read_child(reader, child);
    }
    return children.count == 1 ? value : reader->unknown;
}

/* Expressions whose parts stand in a row. */
static uint32_t read_row(Reader *reader, TSNode node, Syntax syntax, Children children)
{
    switch (syntax) {
    case SYNTAX_SUBSCRIPT:
        return read_subscript(reader, node, children);
    case SYNTAX_CONDITIONAL:
        return read_conditional(reader, node, children);
    case SYNTAX_COMPARISON:
        return read_comparison(reader, node, children);
    case SYNTAX_DICTIONARY:
        return read_dictionary(reader, node, children);
    case SYNTAX_LIST_COMPREHENSION:
        return read_comprehension(reader, node, children, CONTAINER_LIST);
    case SYNTAX_SET_COMPREHENSION:
        return read_comprehension(reader, node, children, CONTAINER_SET);
    case SYNTAX_DICTIONARY_COMPREHENSION:
        return read_comprehension(reader, node, children, CONTAINER_DICT);
    case SYNTAX_GENERATOR:
        return read_comprehension(reader, node, children, CONTAINER_GENERATOR);
    case SYNTAX_YIELD:
        return read_yield(reader, node, children);
    case SYNTAX_CONCATENATED_STRING:
        return read_concatenated(reader, node, children);
    case SYNTAX_SLICE:
        return read_slice(reader, node, children);
    case SYNTAX_GENERIC_TYPE:
        return read_generic_type(reader, node, children);
    case SYNTAX_UNION_TYPE:
        return read_union_type(reader, children);
    case SYNTAX_MEMBER_TYPE:
        return read_member_type(reader, node, children);
    default:
        return read_all(reader, children);
    }
}

/* Expressions made of other expressions. */
static uint32_t read_compound(Reader *reader, TSNode node, Syntax syntax)
{
    switch (syntax) {
    case SYNTAX_ATTRIBUTE:
        return read_attribute(reader, node);
    case SYNTAX_CALL:
        return read_call(reader, node);
    case SYNTAX_BOOLEAN:
        return read_boolean(reader, node);
    case SYNTAX_BINARY:
        return read_binary(reader, node);
    case SYNTAX_UNARY:
        return read_unary(reader, node, OP_NONE);
    case SYNTAX_NOT:
        return read_unary(reader, node, OP_NOT);
    case SYNTAX_NAMED_EXPRESSION:
        return read_named(reader, node);
    default:
        break;
    }
    Children children = children_push(reader, node);
    uint32_t value = read_row(reader, node, syntax, children);
    children_pop(reader, children);
    return value;
}

bool read_number(const char *text, size_t length, int *out)
{
    enum {
        DIGITS_MAX = 4
    };
    bool negative = length && *text == '-';
    text += negative;
    length -= negative;
    if (!length || length > DIGITS_MAX || (*text == '0' && length > 1))
        return false;
    int number = 0;
    for (size_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        number = 10 * number + (text[i] - '0');
    }
    *out = negative ? -number : number;
    return true;
}

/* Small numbers are known by their digits: those of equal numbers are the same. */
static uint32_t read_integer(Reader *reader, TSNode node)
{
    uint32_t length;
    int number;
    const char *text = node_text(reader, node, &length);
    bool known = read_number(text, length, &number);
    return reader_constant(reader, node, CONSTANT_INTEGER,
                           known ? names_intern(reader->facts.interned, text, length) : 0);
}

static uint32_t read_nested(Reader *reader, TSNode node, Syntax syntax)
{
    if (++reader->depth > DEPTH_LIMIT) {
        if (!reader->too_deep)
            reader_add_problem(reader, node, "nested too deeply: what is inside is not followed");
        reader->too_deep = true;
        reader->depth--;
        return reader->unknown;
    }
    uint32_t value = read_compound(reader, node, syntax);
    reader->depth--;
    return value;
}

uint32_t read_child(Reader *reader, Child child)
{
    TSNode node = child.node;
    Syntax syntax = child.syntax;
    switch (syntax) {
    case SYNTAX_IDENTIFIER:
        return read_name(reader, node);
    case SYNTAX_STRING:
        return read_string(reader, node);
    case SYNTAX_LIST_SPLAT: /* begins_with_star() */
    case SYNTAX_LIST_SPLAT_PATTERN:
        return read_only_child(reader, node);
    case SYNTAX_INTEGER:
        return read_integer(reader, node);
    case SYNTAX_FLOAT:
        return reader_constant(reader, node, CONSTANT_FLOAT, 0);
    case SYNTAX_TRUE:
    case SYNTAX_FALSE:
        /* which of them tells overloads apart */
        return reader_constant(reader, node, CONSTANT_BOOL, reader->interface ? node_name(reader, node) : NAME_NONE);
    case SYNTAX_NONE:
        return reader_constant(reader, node, CONSTANT_NONE, 0);
    case SYNTAX_ELLIPSIS:
        return reader_constant(reader, node, CONSTANT_ELLIPSIS, 0);
    case SYNTAX_LAMBDA:
        if (reader->depth < DEPTH_LIMIT)
            return read_lambda(reader, node);
        break;
    default:
        break;
    }
    if (reader->depth >= DEPTH_LIMIT)
        return read_nested(reader, node, syntax);
    reader->depth++;
    uint32_t value;
    if (syntax == SYNTAX_AWAIT)
        value = read_await(reader, node);
    else if (syntax == SYNTAX_TUPLE || syntax == SYNTAX_EXPRESSION_LIST || syntax == SYNTAX_PATTERN_LIST)
        value = read_display(reader, node, CONTAINER_TUPLE);
    else if (syntax == SYNTAX_LIST)
        value = read_display(reader, node, CONTAINER_LIST);
    else if (syntax == SYNTAX_SET)
        value = read_display(reader, node, CONTAINER_SET);
    else
        value = read_nested(reader, node, syntax);
    reader->depth--;
    return value;
}

uint32_t read_expression(Reader *reader, TSNode node)
{
    return read_child(reader, (Child){.node = node, .syntax = (uint8_t)syntax_of(reader, node)});
}

uint32_t read_annotation(Reader *reader, TSNode node)
{
    bool outer = reader->annotation, quoted = reader->quoted;
    reader->annotation = true;
    reader->quoted = quoted || reader->future;
    uint32_t value = read_expression(reader, node);
    reader->annotation = outer;
    reader->quoted = quoted;
    return value;
}
