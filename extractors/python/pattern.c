/*
 * What values are bound to: targets of assignments and the patterns of `match`.
 */
#include "reader.h"

enum {
    ITEMS_MAX = 32 /* targets of one assignment that may get known elements */
};

static uint32_t unpack(Reader *reader, TSNode node, uint32_t value, uint32_t index, bool starred)
{
    enum {
        REST = 255
    };
    return reader_add_value(
        reader, node,
        (Value){.kind = VALUE_UNPACK, .base = value, .detail = (uint8_t)(starred || index >= REST ? REST : index)});
}

typedef void Bind(Reader *reader, TSNode target, uint32_t value);

static bool is_starred(Child target)
{
    return target.syntax == SYNTAX_LIST_SPLAT_PATTERN || target.syntax == SYNTAX_LIST_SPLAT;
}

/* What each of a few targets gets from a container whose elements are known. */
static bool known_items(Reader *reader, TSNode list, uint32_t value, uint32_t count, uint32_t star, uint32_t *out)
{
    return count <= ITEMS_MAX && exact_unpack(reader, list, value, count, star, out);
}

static void bind_items(Reader *reader, TSNode list, uint32_t value, Bind *bind)
{
    Children items = children_push_plain(reader, list);
    uint32_t star = 0, known[ITEMS_MAX];
    while (star < items.count && !is_starred(child_at(reader, items, star)))
        star++;
    bool exact = known_items(reader, list, value, items.count, star, known);
    for (uint32_t i = 0; i < items.count; i++) {
        TSNode item = child_at(reader, items, i).node;
        bind(reader, item, exact ? known[i] : unpack(reader, item, value, i, i >= star));
    }
    children_pop(reader, items);
}

static void bind_inside(Reader *reader, TSNode node, uint32_t value, Bind *bind)
{
    Children children = children_push_plain(reader, node);
    for (uint32_t i = 0; i < children.count; i++)
        if (child_at(reader, children, i).syntax != SYNTAX_OPERATOR)
            bind(reader, child_at(reader, children, i).node, value);
    children_pop(reader, children);
}

static void set_attribute(Reader *reader, TSNode target, uint32_t value)
{
    Child object, attribute;
    if (child_in(reader, target, FIELD_OBJECT, &object) && child_in(reader, target, FIELD_ATTRIBUTE, &attribute)) {
        uint32_t base = read_expression(reader, object.node);
        reader_add_effect(reader, target,
                          (Effect){.kind = EFFECT_SET_ATTRIBUTE,
                                   .target = base,
                                   .name = node_name(reader, attribute.node),
                                   .value = value});
    }
}

static void set_item(Reader *reader, TSNode target, uint32_t value)
{
    Child object, index;
    if (child_in(reader, target, FIELD_VALUE, &object)) {
        uint32_t base = read_expression(reader, object.node);
        bool has_key = child_in(reader, target, FIELD_SUBSCRIPT, &index);
        uint32_t key = has_key ? read_expression(reader, index.node) : 0;
        if (has_key && index.syntax == SYNTAX_SLICE) /* takes the elements */
            value = reader_add_value(reader, target, (Value){.kind = VALUE_ELEMENT, .base = value});
        reader_add_effect(reader, target,
                          (Effect){.kind = EFFECT_SET_ITEM, .target = base, .index = key, .value = value});
        exact_store(reader, base, key, value);
    }
}

static void bind_any(Reader *reader, TSNode target, uint32_t value, Bind *self,
                     void bind_name(Reader *reader, TSNode node, uint32_t name, uint32_t value))
{
    if (reader->depth >= DEPTH_LIMIT)
        return;
    reader->depth++;
    switch (syntax_of(reader, target)) {
    case SYNTAX_IDENTIFIER:
        bind_name(reader, target, node_name(reader, target), value);
        break;
    case SYNTAX_ATTRIBUTE:
        set_attribute(reader, target, value);
        break;
    case SYNTAX_SUBSCRIPT:
        set_item(reader, target, value);
        break;
    case SYNTAX_PATTERN_LIST:
    case SYNTAX_TUPLE_PATTERN:
    case SYNTAX_LIST_PATTERN:
    case SYNTAX_TUPLE:
    case SYNTAX_LIST:
    case SYNTAX_EXPRESSION_LIST:
        bind_items(reader, target, value, self);
        break;
    default:
        bind_inside(reader, target, value, self);
    }
    reader->depth--;
}

void bind_target(Reader *reader, TSNode target, uint32_t value)
{
    bind_any(reader, target, value, bind_target, scope_bind);
}

static void bind_comprehension_name(Reader *reader, TSNode node, uint32_t name, uint32_t value)
{
    (void)node;
    comprehension_bind(reader, name, value);
}

void bind_comprehension_target(Reader *reader, TSNode target, uint32_t value)
{
    bind_any(reader, target, value, bind_comprehension_target, bind_comprehension_name);
}

static void delete_part(Reader *reader, TSNode target, EffectKind kind)
{
    Child object, part;
    if (child_in(reader, target, kind == EFFECT_DELETE_ITEM ? FIELD_VALUE : FIELD_OBJECT, &object)) {
        Effect effect = {.kind = (uint8_t)kind, .target = read_expression(reader, object.node)};
        if (kind == EFFECT_DELETE_ITEM && child_in(reader, target, FIELD_SUBSCRIPT, &part))
            effect.index = read_expression(reader, part.node);
        else if (kind == EFFECT_DELETE_ATTRIBUTE && child_in(reader, target, FIELD_ATTRIBUTE, &part))
            effect.name = node_name(reader, part.node);
        reader_add_effect(reader, target, effect);
        if (kind == EFFECT_DELETE_ITEM)
            exact_remove(reader, effect.target, effect.index);
    }
}

void delete_target(Reader *reader, TSNode target)
{
    switch (syntax_of(reader, target)) {
    case SYNTAX_IDENTIFIER:
        scope_unbind(reader, node_name(reader, target));
        return;
    case SYNTAX_ATTRIBUTE:
        delete_part(reader, target, EFFECT_DELETE_ATTRIBUTE);
        return;
    case SYNTAX_SUBSCRIPT:
        delete_part(reader, target, EFFECT_DELETE_ITEM);
        return;
    default:
        break;
    }
    if (reader->depth >= DEPTH_LIMIT)
        return;
    reader->depth++;
    Children children = children_push_plain(reader, target);
    for (uint32_t i = 0; i < children.count; i++)
        delete_target(reader, child_at(reader, children, i).node);
    children_pop(reader, children);
    reader->depth--;
}

/* A dotted name in a pattern: one name captures, more are a value to compare with. */
static void bind_dotted(Reader *reader, TSNode node, uint32_t subject)
{
    Children parts = children_push_plain(reader, node);
    if (parts.count == 1)
        scope_bind(reader, node, node_name(reader, child_at(reader, parts, 0).node), subject);
    children_pop(reader, parts);
}

static uint32_t read_dotted(Reader *reader, TSNode node)
{
    Children parts = children_push_plain(reader, node);
    uint32_t value = reader->unknown;
    for (uint32_t i = 0; i < parts.count; i++) {
        uint32_t name = node_name(reader, child_at(reader, parts, i).node);
        value = i ? reader_add_value(reader, node, (Value){.kind = VALUE_ATTRIBUTE, .base = value, .name = name})
                  : scope_read(reader, node, name);
    }
    children_pop(reader, parts);
    return value;
}

/* `Point(x, y=b)`: the subject is an instance of the class, and its attributes are matched. */
static uint32_t narrow_to_class(Reader *reader, TSNode node, Children children, uint32_t subject)
{
    Operand type = {read_dotted(reader, child_at(reader, children, 0).node), NAME_NONE};
    return reader_add_value_with(reader, node, (Value){.kind = VALUE_NARROWED, .base = subject, .detail = NARROWED_IS},
                                 &type, 1);
}

static void bind_keyword_pattern(Reader *reader, TSNode node, uint32_t subject)
{
    Children parts = children_push_plain(reader, node);
    if (parts.count >= 2) {
        uint32_t name = node_name(reader, child_at(reader, parts, 0).node);
        uint32_t value =
            reader_add_value(reader, node, (Value){.kind = VALUE_ATTRIBUTE, .base = subject, .name = name});
        bind_pattern(reader, child_at(reader, parts, 1).node, value);
    }
    children_pop(reader, parts);
}

static void bind_class_pattern(Reader *reader, TSNode node, uint32_t subject)
{
    Children children = children_push_plain(reader, node);
    if (children.count) {
        uint32_t instance = narrow_to_class(reader, node, children, subject);
        for (uint32_t i = 1; i < children.count; i++)
            bind_pattern(reader, child_at(reader, children, i).node, instance);
    }
    children_pop(reader, children);
}

static void bind_as_pattern(Reader *reader, TSNode node, uint32_t subject)
{
    Children children = children_push_plain(reader, node);
    for (uint32_t i = 0; i < children.count; i++) {
        Child child = child_at(reader, children, i);
        if (child.syntax == SYNTAX_IDENTIFIER)
            scope_bind(reader, child.node, node_name(reader, child.node), subject);
        else
            bind_pattern(reader, child.node, subject);
    }
    children_pop(reader, children);
}

static void bind_sequence_pattern(Reader *reader, TSNode node, uint32_t subject)
{
    Children items = children_push_plain(reader, node);
    for (uint32_t i = 0; i < items.count; i++) {
        TSNode item = child_at(reader, items, i).node;
        bind_pattern(reader, item, unpack(reader, item, subject, i, false));
    }
    children_pop(reader, items);
}

static void bind_mapping_pattern(Reader *reader, TSNode node, uint32_t subject)
{
    Children parts = children_push(reader, node);
    uint32_t key = 0;
    for (uint32_t i = 0; i < parts.count; i++) {
        Child part = child_at(reader, parts, i);
        if (part.field == FIELD_KEY) {
            key = read_expression(reader, part.node);
        } else if (part.field == FIELD_VALUE) {
            bind_pattern(reader, part.node, read_item(reader, part.node, subject, key));
        } else {
            bind_pattern(reader, part.node, reader->unknown);
        }
    }
    children_pop(reader, parts);
}

void bind_pattern(Reader *reader, TSNode pattern, uint32_t subject)
{
    if (reader->depth >= DEPTH_LIMIT)
        return;
    reader->depth++;
    switch (syntax_of(reader, pattern)) {
    case SYNTAX_DOTTED_NAME:
        bind_dotted(reader, pattern, subject);
        break;
    case SYNTAX_CLASS_PATTERN:
        bind_class_pattern(reader, pattern, subject);
        break;
    case SYNTAX_KEYWORD_PATTERN:
        bind_keyword_pattern(reader, pattern, subject);
        break;
    case SYNTAX_AS_PATTERN:
        bind_as_pattern(reader, pattern, subject);
        break;
    case SYNTAX_LIST_PATTERN:
    case SYNTAX_TUPLE_PATTERN:
        bind_sequence_pattern(reader, pattern, subject);
        break;
    case SYNTAX_DICT_PATTERN:
        bind_mapping_pattern(reader, pattern, subject);
        break;
    case SYNTAX_IDENTIFIER:
        scope_bind(reader, pattern, node_name(reader, pattern), subject);
        break;
    default:
        bind_inside(reader, pattern, subject, bind_pattern);
    }
    reader->depth--;
}
