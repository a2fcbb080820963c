/*
 * Attributes and items that tests tell of. After `isinstance(self.room, Room)`, each `self.room` is read as before, since
 * a property runs each time, but what comes out has passed the test: until `self.room`, or `self`, is assigned. As type
 * checkers do, we take it that calls in between leave it alone.
 */
#include "reader.h"

enum {
    PATHS_MAX = 64, /* of a scope */
    STEPS_MAX = 8   /* of a path */
};

static const Path *path_at(const Scope *scope, uint32_t path)
{
    return (const Path *)(const void *)utarray_eltptr(&scope->paths, path);
}

/* The path that goes one step on; 0: there is none, and `add` is not set or there are too many. */
static uint32_t step(Scope *scope, Path last, bool add)
{
    uint32_t count = utarray_len(&scope->paths);
    for (uint32_t path = 1; path < count; path++) {
        const Path *known = path_at(scope, path);
        if (known->before == last.before && known->key == last.key && known->is_item == last.is_item)
            return path;
    }
    if (!add || count == PATHS_MAX)
        return 0;
    if (!count)
        utarray_extend_back(&scope->paths);
    utarray_push_back(&scope->paths, &last);
    return utarray_len(&scope->paths) - 1;
}

/* The literal that an item is found by, as a name; NAME_NONE: it is none. */
static uint32_t literal_key(Reader *reader, TSNode node)
{
    Child index;
    if (!child_in(reader, node, FIELD_SUBSCRIPT, &index) ||
        (index.syntax != SYNTAX_INTEGER && !is_plain_string(reader, index)))
        return NAME_NONE;
    uint32_t length;
    const char *text = node_text(reader, index.node, &length);
    return names_intern(reader->facts.interned, text, length);
}

/* `steps`: how many more there may be. */
static uint32_t find_path(Reader *reader, TSNode node, bool add, unsigned steps)
{
    Syntax syntax = syntax_of(reader, node);
    Child base, attribute;
    Path last = {0};
    if (syntax == SYNTAX_IDENTIFIER) {
        last.key = node_name(reader, node);
        return step(reader->scope, last, add);
    }
    last.is_item = syntax == SYNTAX_SUBSCRIPT;
    if (!steps || (syntax != SYNTAX_ATTRIBUTE && !last.is_item) ||
        !child_in(reader, node, last.is_item ? FIELD_VALUE : FIELD_OBJECT, &base))
        return 0;
    if (last.is_item)
        last.key = literal_key(reader, node);
    else if (child_in(reader, node, FIELD_ATTRIBUTE, &attribute))
        last.key = node_name(reader, attribute.node);
    last.before = last.key ? find_path(reader, base.node, add, steps - 1) : 0;
    return last.before ? step(reader->scope, last, add) : 0;
}

uint32_t path_of(Reader *reader, TSNode node, bool add)
{
    if (syntax_of(reader, node) == SYNTAX_IDENTIFIER || (!add && !utarray_len(&reader->scope->paths)))
        return 0;
    return find_path(reader, node, add, STEPS_MAX);
}

uint32_t path_read(Reader *reader, TSNode node, uint32_t value)
{
    Place place = {.number = path_of(reader, node, false), .is_path = true};
    return place.number ? narrow_since(reader, node, place, 0, value, narrow_number(reader, place)) : value;
}

/* Whether a path is another, or goes on from there. */
static bool leads_on(const Scope *scope, uint32_t path, uint32_t from)
{
    while (path && path != from)
        path = path_at(scope, path)->before;
    return path;
}

static void forget(Reader *reader, uint32_t changed)
{
    Scope *scope = reader->scope;
    for (uint32_t path = changed; changed && path < utarray_len(&scope->paths); path++)
        if (slots_get(scope->tested, path) && leads_on(scope, path, changed)) {
            scope->tested = slots_set(&reader->arena, scope->tested, path, 0);
            scope->forgotten++;
        }
}

void path_forget(Reader *reader, TSNode node)
{
    Child container;
    if (!utarray_len(&reader->scope->paths))
        return;
    if (syntax_of(reader, node) == SYNTAX_SUBSCRIPT && !literal_key(reader, node) &&
        child_in(reader, node, FIELD_VALUE, &container))
        node = container.node; /* any item of it */
    forget(reader, find_path(reader, node, false, STEPS_MAX));
}

void path_forget_name(Reader *reader, uint32_t name)
{
    if (utarray_len(&reader->scope->paths))
        forget(reader, step(reader->scope, (Path){.key = name}, false));
}

void path_merge(Reader *reader, Slots other)
{
    Scope *scope = reader->scope;
    for (uint32_t path = 1; (path = slots_difference(scope->tested, other, path)) != SLOTS_END; path++) {
        uint32_t mine = slots_get(scope->tested, path), theirs = slots_get(other, path);
        uint32_t both = mine && theirs ? narrow_join(reader, mine, theirs) : 0;
        scope->tested = slots_set(&reader->arena, scope->tested, path, both);
    }
}

/* Makes a value what it was before the test. */
static void take_back(Reader *reader, uint32_t value)
{
    Operand base = {reader_value(reader, value)->base, NAME_NONE};
    uint32_t first = facts_add_operands(&reader->facts, &base, 1);
    Value *narrowed = reader_value(reader, value);
    *narrowed = (Value){.kind = VALUE_PHI,
                        .flags = narrowed->flags,
                        .scope = narrowed->scope,
                        .line = narrowed->line,
                        .column = narrowed->column,
                        .first = first,
                        .count = 1};
}

void path_settle_loop(Reader *reader, const Loop *loop)
{
    for (uint32_t i = 0; i < utarray_len(&loop->assumed); i++) {
        Bound assumed = *(const Bound *)(const void *)utarray_eltptr(&loop->assumed, i);
        bool kept = reader_value(reader, assumed.value)->kind == VALUE_NARROWED;
        for (uint32_t j = 0; kept && j < utarray_len(&loop->ends); j++) {
            const Env *end = (const Env *)(const void *)utarray_eltptr(&loop->ends, j);
            kept = end->dead || narrow_comes_from(reader, slots_get(end->paths, assumed.slot),
                                                  slots_get(loop->entry.paths, assumed.slot));
            if (!kept)
                take_back(reader, assumed.value);
        }
    }
}
