/*
 * What values are bound to: targets of assignments and the patterns of `match`.
 */
#include "reader.h"

#include <stdio.h>
#include <string.h>

enum {
    ITEMS_MAX = 32 /* targets of one assignment that may get known elements */
};

/* What target number `index` of `count` gets, of which number `star` has a star (none: `count`). */
static uint32_t unpack(Reader *reader, TSNode node, uint32_t value, uint32_t index, uint32_t star, uint32_t count)
{
    enum {
        ANY = 255
    };
    Value item = {.kind = VALUE_UNPACK, .base = value, .detail = ANY};
    if (index == star)
        item.kind = VALUE_REST;
    if (count <= ANY) {
        item.detail = (uint8_t)index;
        item.behind = (uint8_t)(index < star ? 0 : count - index - (index == star));
    }
    return reader_add_value(reader, node, item);
}

typedef void Bind(Reader *reader, TSNode target, uint32_t value);

static bool is_starred(const Reader *reader, Child target)
{
    Syntax syntax = target.syntax;
    if (syntax == SYNTAX_CASE_PATTERN && part_count(target.node))
        syntax = syntax_of(reader, part_at(target.node, 0));
    return syntax == SYNTAX_LIST_SPLAT_PATTERN || syntax == SYNTAX_LIST_SPLAT || syntax == SYNTAX_SPLAT_PATTERN;
}

/* What each of a few targets gets from a container whose elements are known. */
static bool known_items(Reader *reader, TSNode list, uint32_t value, uint32_t count, uint32_t star, uint32_t *out)
{
    return count <= ITEMS_MAX && exact_unpack(reader, list, value, count, star, out);
}

static void bind_items(Reader *reader, TSNode node, Children items, uint32_t value, Bind *bind)
{
    uint32_t star = 0, known[ITEMS_MAX];
    while (star < items.count && !is_starred(reader, child_at(reader, items, star)))
        star++;
    bool exact = known_items(reader, node, value, items.count, star, known);
    for (uint32_t i = 0; i < items.count; i++) {
        TSNode item = child_at(reader, items, i).node;
        bind(reader, item, exact ? known[i] : unpack(reader, item, value, i, star, items.count));
    }
}

static void bind_list(Reader *reader, TSNode list, uint32_t value, Bind *bind)
{
    Children items = children_push_plain(reader, list);
    bind_items(reader, list, items, value, bind);
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

/* Where methods that an assignment runs are called from: the object, if it is read here, or else a value for the place. */
static uint32_t store_site(Reader *reader, TSNode target, TSNode object, uint32_t base)
{
    bool is_name = syntax_of(reader, object) == SYNTAX_IDENTIFIER;
    return is_name ? reader_add_value(reader, target, (Value){.kind = VALUE_STORE, .base = base}) : base;
}

static void set_attribute(Reader *reader, TSNode target, uint32_t value)
{
    Child object, attribute;
    if (child_in(reader, target, FIELD_OBJECT, &object) && child_in(reader, target, FIELD_ATTRIBUTE, &attribute)) {
        uint32_t base = read_child(reader, object);
        reader_add_effect(reader, target,
                          (Effect){.kind = EFFECT_SET_ATTRIBUTE,
                                   .target = base,
                                   .name = attribute_name(reader, attribute.node),
                                   .value = value,
                                   .site = store_site(reader, target, object.node, base)});
        path_forget(reader, target);
    }
}

static void set_item(Reader *reader, TSNode target, uint32_t value)
{
    Child object, index;
    if (child_in(reader, target, FIELD_VALUE, &object) && child_in(reader, target, FIELD_SUBSCRIPT, &index)) {
        uint32_t base = read_child(reader, object);
        Children children = children_push(reader, target);
        uint32_t key = read_index(reader, target, children);
        children_pop(reader, children);
        if (index.syntax == SYNTAX_SLICE) /* takes the elements */
            value = reader_add_value(reader, target, (Value){.kind = VALUE_ELEMENT, .base = value});
        reader_add_effect(reader, target,
                          (Effect){.kind = EFFECT_SET_ITEM,
                                   .target = base,
                                   .index = key,
                                   .value = value,
                                   .site = store_site(reader, target, object.node, base)});
        exact_store(reader, base, key, value);
        path_forget(reader, target);
    }
}

/* Whether brackets only group what they hold: `(x)`, but not `(x,)`. */
static bool is_group(TSNode pattern)
{
    uint32_t parts = 0;
    for (uint32_t i = 0; i < ts_node_child_count(pattern); i++)
        parts += !ts_node_is_extra(ts_node_child(pattern, i));
    return parts == 3;
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
    case SYNTAX_TUPLE_PATTERN:
        if (is_group(target))
            bind_inside(reader, target, value, self);
        else
            bind_list(reader, target, value, self);
        break;
    case SYNTAX_PATTERN_LIST:
    case SYNTAX_LIST_PATTERN:
    case SYNTAX_TUPLE:
    case SYNTAX_LIST:
    case SYNTAX_EXPRESSION_LIST:
        bind_list(reader, target, value, self);
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
        Effect effect = {.kind = (uint8_t)kind, .target = read_child(reader, object)};
        Children children = children_push(reader, target);
        if (kind == EFFECT_DELETE_ITEM)
            effect.index = read_index(reader, target, children);
        else if (child_find(reader, children, FIELD_ATTRIBUTE, &part))
            effect.name = attribute_name(reader, part.node);
        children_pop(reader, children);
        effect.site = store_site(reader, target, object.node, effect.target);
        reader_add_effect(reader, target, effect);
        path_forget(reader, target);
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

/* --- match ---------------------------------------------------------------------------------------------------------- */

/* Binds a pattern; gives what the subject is where it matches. */
static uint32_t bind_pattern(Reader *reader, TSNode pattern, uint32_t subject);

static void bind_item_pattern(Reader *reader, TSNode pattern, uint32_t item)
{
    bind_pattern(reader, pattern, item);
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

/* A dotted name in a pattern: one name captures, more are a value to compare with. */
static void bind_dotted(Reader *reader, TSNode node, uint32_t subject)
{
    if (part_count(node) == 1) {
        scope_bind(reader, node, node_name(reader, part_at(node, 0)), subject);
        return;
    }
    Operand value = {read_dotted(reader, node), NAME_NONE};
    reader_add_value_with(reader, node, (Value){.kind = VALUE_OPERATOR, .detail = OP_EQ, .base = subject}, &value, 1);
}

static uint32_t narrow_to(Reader *reader, TSNode node, uint32_t subject, const Operand *types, uint32_t count)
{
    return reader_add_value_with(reader, node, (Value){.kind = VALUE_NARROWED, .base = subject, .detail = NARROWED_IS},
                                 types, count);
}

/* Builtins whose only positional pattern is matched with the subject itself. */
static bool matches_itself(Reader *reader, uint32_t type)
{
    static const char *const names[] = {"bool", "bytearray", "bytes", "dict", "float", "frozenset",
                                        "int",  "list",      "set",   "str",  "tuple"};
    const Value *entry = reader_value(reader, type);
    for (size_t i = 0; entry->kind == VALUE_GLOBAL && i < sizeof names / sizeof *names; i++)
        if (strcmp(names_text(reader->facts.interned, entry->name), names[i]) == 0)
            return true;
    return false;
}

/* What number `position` in `Point(x, y)` is matched with: the attribute that Point.__match_args__ names. */
static uint32_t read_match_argument(Reader *reader, TSNode node, uint32_t type, uint32_t instance, uint32_t position)
{
    static const char member[] = "__match_args__";
    if (matches_itself(reader, type))
        return instance;
    char digits[12];
    int length = snprintf(digits, sizeof digits, "%u", position);
    uint32_t text = names_intern(reader->facts.interned, digits, (size_t)length);
    uint32_t key = reader_constant(reader, node, CONSTANT_INTEGER, text);
    uint32_t name = names_intern(reader->facts.interned, member, sizeof member - 1);
    uint32_t names = reader_add_value(reader, node, (Value){.kind = VALUE_ATTRIBUTE, .base = type, .name = name});
    Operand attribute = {read_item(reader, node, names, key), NAME_NONE};
    return reader_add_value_with(reader, node, (Value){.kind = VALUE_ATTRIBUTE, .base = instance}, &attribute, 1);
}

/* Gives what the attribute is where it matches: `y=Room() as room`, which is one pattern inside of another, names that. */
static uint32_t bind_keyword_pattern(Reader *reader, TSNode node, uint32_t subject)
{
    Children parts = children_push_plain(reader, node);
    if (parts.count >= 2) {
        uint32_t name = node_name(reader, child_at(reader, parts, 0).node);
        uint32_t value =
            reader_add_value(reader, node, (Value){.kind = VALUE_ATTRIBUTE, .base = subject, .name = name});
        subject = bind_pattern(reader, child_at(reader, parts, 1).node, value);
    }
    children_pop(reader, parts);
    return subject;
}

static bool is_keyword_pattern(const Reader *reader, TSNode pattern)
{
    Syntax syntax;
    while (((syntax = syntax_of(reader, pattern)) == SYNTAX_CASE_PATTERN || syntax == SYNTAX_AS_PATTERN) &&
           part_count(pattern))
        pattern = part_at(pattern, 0);
    return syntax == SYNTAX_KEYWORD_PATTERN;
}

/* `Point(x, y=b)`: the subject is an instance of the class, and its attributes are matched. */
static uint32_t bind_class_pattern(Reader *reader, TSNode node, uint32_t subject)
{
    Children children = children_push_plain(reader, node);
    Operand type = {children.count ? read_dotted(reader, child_at(reader, children, 0).node) : 0, NAME_NONE};
    uint32_t instance =
        type.value && narrow_is_type(reader, type.value) ? narrow_to(reader, node, subject, &type, 1) : subject;
    for (uint32_t i = 1; i < children.count; i++) {
        TSNode part = child_at(reader, children, i).node;
        bool keyword = is_keyword_pattern(reader, part);
        bind_pattern(reader, part, keyword ? instance : read_match_argument(reader, part, type.value, instance, i - 1));
    }
    children_pop(reader, children);
    return instance;
}

static uint32_t bind_as_pattern(Reader *reader, TSNode node, uint32_t subject)
{
    Children children = children_push_plain(reader, node);
    for (uint32_t i = 0; i < children.count; i++) {
        Child child = child_at(reader, children, i);
        if (child.syntax == SYNTAX_IDENTIFIER)
            scope_bind(reader, child.node, node_name(reader, child.node), subject);
        else
            subject = bind_pattern(reader, child.node, subject);
    }
    children_pop(reader, children);
    return subject;
}

/* `A() | B()`: an instance of either, if each alternative tests classes only. */
static uint32_t bind_union_pattern(Reader *reader, TSNode node, uint32_t subject)
{
    enum {
        MOST = 32
    };
    Operand types[MOST];
    uint32_t count = 0;
    bool narrowed = true;
    Children children = children_push_plain(reader, node);
    for (uint32_t i = 0; i < children.count; i++) {
        Child child = child_at(reader, children, i);
        if (child.syntax == SYNTAX_OPERATOR)
            continue;
        uint32_t matched = bind_pattern(reader, child.node, subject);
        const Value *value = reader_value(reader, matched);
        narrowed = narrowed && matched != subject && value->kind == VALUE_NARROWED && value->base == subject &&
                   count + value->count <= MOST;
        for (uint32_t j = 0; narrowed && j < value->count; j++)
            types[count++] = *facts_at(&reader->facts, Operand, operands, value->first + j);
    }
    children_pop(reader, children);
    return narrowed && count ? narrow_to(reader, node, subject, types, count) : subject;
}

/* `{"a": x, **rest}`. That the rest is without the keys matched makes no difference to who reads it. */
static void bind_mapping_pattern(Reader *reader, TSNode node, uint32_t subject)
{
    Children parts = children_push(reader, node);
    uint32_t key = 0;
    for (uint32_t i = 0; i < parts.count; i++) {
        Child part = child_at(reader, parts, i);
        if (part.field == FIELD_KEY) {
            key = read_key(reader, part);
        } else if (part.field == FIELD_VALUE) {
            bind_pattern(reader, part.node, read_item(reader, part.node, subject, key));
        } else {
            Operand all[] = {{0, NAME_NONE}, {subject, NAME_DOUBLESTAR}};
            bind_pattern(reader, part.node,
                         reader_add_value_with(reader, part.node,
                                               (Value){.kind = VALUE_CONTAINER, .detail = CONTAINER_DICT}, all, 2));
        }
    }
    children_pop(reader, parts);
}

/* A pattern that consists of another. */
static uint32_t bind_wrapped(Reader *reader, TSNode node, uint32_t subject)
{
    Children children = children_push_plain(reader, node);
    for (uint32_t i = 0; i < children.count; i++)
        if (child_at(reader, children, i).syntax != SYNTAX_OPERATOR)
            subject = bind_pattern(reader, child_at(reader, children, i).node, subject);
    children_pop(reader, children);
    return subject;
}

static uint32_t bind_any_pattern(Reader *reader, TSNode pattern, uint32_t subject)
{
    Syntax syntax = syntax_of(reader, pattern);
    switch (syntax) {
    case SYNTAX_DOTTED_NAME:
        bind_dotted(reader, pattern, subject);
        return subject;
    case SYNTAX_CLASS_PATTERN:
        return bind_class_pattern(reader, pattern, subject);
    case SYNTAX_KEYWORD_PATTERN:
        return bind_keyword_pattern(reader, pattern, subject);
    case SYNTAX_AS_PATTERN:
        return bind_as_pattern(reader, pattern, subject);
    case SYNTAX_UNION_PATTERN:
        return bind_union_pattern(reader, pattern, subject);
    case SYNTAX_LIST_PATTERN:
    case SYNTAX_TUPLE_PATTERN:
        if (syntax == SYNTAX_TUPLE_PATTERN && is_group(pattern))
            return bind_wrapped(reader, pattern, subject);
        bind_list(reader, pattern, subject, bind_item_pattern);
        return subject;
    case SYNTAX_DICT_PATTERN:
        bind_mapping_pattern(reader, pattern, subject);
        return subject;
    case SYNTAX_IDENTIFIER:
        scope_bind(reader, pattern, node_name(reader, pattern), subject);
        return subject;
    default:
        return bind_wrapped(reader, pattern, subject);
    }
}

static uint32_t bind_pattern(Reader *reader, TSNode pattern, uint32_t subject)
{
    if (reader->depth >= DEPTH_LIMIT)
        return subject;
    reader->depth++;
    uint32_t matched = bind_any_pattern(reader, pattern, subject);
    reader->depth--;
    return matched;
}

/* The pattern inside of others that only name or group it. */
static TSNode innermost(const Reader *reader, TSNode pattern)
{
    for (;;) {
        Syntax syntax = syntax_of(reader, pattern);
        bool wraps = syntax == SYNTAX_CASE_PATTERN || syntax == SYNTAX_AS_PATTERN ||
                     (syntax == SYNTAX_TUPLE_PATTERN && is_group(pattern));
        if (!wraps || !part_count(pattern))
            return pattern;
        pattern = part_at(pattern, 0);
    }
}

/* Whether a pattern matches all instances of the classes that it tests. */
static bool matches_whole_class(const Reader *reader, TSNode pattern)
{
    if (syntax_of(reader, pattern) != SYNTAX_UNION_PATTERN)
        return syntax_of(reader, pattern) == SYNTAX_CLASS_PATTERN && part_count(pattern) == 1;
    for (uint32_t i = 0; i < part_count(pattern); i++) {
        TSNode part = innermost(reader, part_at(pattern, i));
        if (syntax_of(reader, part) != SYNTAX_CLASS_PATTERN || part_count(part) != 1)
            return false;
    }
    return true;
}

/* Whether a pattern takes whatever comes: `_` or a bare name. */
static bool is_irrefutable(const Reader *reader, TSNode pattern)
{
    uint32_t length;
    const char *text = node_text(reader, pattern, &length);
    return (syntax_of(reader, pattern) == SYNTAX_DOTTED_NAME && part_count(pattern) == 1) ||
           (length == 1 && *text == '_');
}

/* What a place is where a pattern matched it, and where not. */
static void narrow_subject(Reader *reader, TSNode pattern, Subject subject, uint32_t matched, Env *fails)
{
    Env untested = *fails;
    if (syntax_of(reader, pattern) == SYNTAX_NONE) {
        narrow_place(reader, subject.place, subject.value, 0, fails);
    } else if (matched != subject.value) {
        narrow_place(reader, subject.place, subject.value, matched, fails);
        if (!matches_whole_class(reader, pattern))
            *fails = untested;
    }
}

/* The subject as the cases before this one leave it, if they have not bound its name to something else. */
static Subject subject_now(Reader *reader, TSNode node, Subject subject)
{
    uint32_t number = narrow_number(reader, subject.place);
    if (!subject.place.number || !narrow_comes_from(reader, number, subject.number))
        return (Subject){.value = subject.value};
    subject.value = narrow_since(reader, node, subject.place, subject.number, subject.value, number);
    subject.number = number;
    return subject;
}

void bind_case(Reader *reader, Children parts, Subject subject, Env *fails)
{
    Children patterns = {.first = parts.first};
    while (patterns.count < parts.count && child_at(reader, parts, patterns.count).syntax == SYNTAX_CASE_PATTERN)
        patterns.count++;
    *fails = env_save(reader);
    if (!patterns.count)
        return;
    TSNode first = child_at(reader, patterns, 0).node, pattern = innermost(reader, first);
    subject = subject_now(reader, first, subject);
    if (patterns.count > 1) { /* `case a, b:` */
        bind_items(reader, first, patterns, subject.value, bind_item_pattern);
        return;
    }
    uint32_t matched = bind_pattern(reader, first, subject.value);
    if (subject.place.number && subject.number == narrow_number(reader, subject.place)) /* the name is not captured */
        narrow_subject(reader, pattern, subject, matched, fails);
    fails->dead = fails->dead || is_irrefutable(reader, pattern);
}
