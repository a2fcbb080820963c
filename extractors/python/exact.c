/*
 * Containers that are known element by element. Python:
 *
 *     handlers = {"a": f}
 *     handlers["a"] = g
 *     handlers["a"]()        # g only
 *
 * A display is followed as long as everything that can reach what it makes is seen here: it is only bound to names, its
 * elements are read and stored under literal keys, and methods are called on it whose effects are known. As soon as a
 * value or an effect mentions it in any other way, it has escaped for good, and with it the displays inside of it. So a
 * loop ends the knowledge of what it uses from outside (the read makes a phi), and so do branches that bind a name to
 * either of two displays. Whoever is not followed asks the solver, which knows all that was ever stored.
 *
 * What is stored when is part of the environment. There is nothing as long as a display is as written, which costs
 * nothing, and most displays stay so.
 *
 * Functions and classes further inside use names whenever they run. Whether they do is looked up in their source, and
 * only when an element is read.
 */
#include "reader.h"

#include <stdio.h>
#include <string.h>

enum {
    ENTRIES_MAX = 64,   /* larger displays are data */
    CHANGES_MAX = 4096, /* in one file: each copies the entries */
    HOLDERS_MAX = 32    /* names of displays in a scope that are looked for in the functions inside */
};

/* Stands in an environment for contents that are not known any more. */
#define LOST UINT32_MAX

/* An element: the position in a list or tuple, which stand in order; a name and a type as key of a dict. Value 0: any. */
typedef struct {
    uint32_t key, value;
} Entry;

/* What is known to be in a container. That a key of a dict is missing says nothing. */
typedef struct {
    uint32_t container; /* the display */
    uint32_t count;
    Entry entries[ENTRIES_MAX];
} Contents;

static const Operand *operands_of(Reader *reader, const Value *value)
{
    return facts_at(&reader->facts, Operand, operands, value->first);
}

/* The display that a value is, or wraps in an annotation; 0: none. */
static uint32_t display_of(Reader *reader, uint32_t value)
{
    const Value *entry = reader_value(reader, value);
    if (entry->kind == VALUE_INSTANCE && entry->count) {
        value = operands_of(reader, entry)->value;
        entry = reader_value(reader, value);
    }
    return entry->kind == VALUE_CONTAINER ? value : 0;
}

/* --- escapes ------------------------------------------------------------------------------------------------------- */

enum {
    ESCAPED = 1 << 0,
    ELEMENTS_ESCAPED = 1 << 1
};

static bool has_escaped(const Reader *reader, uint32_t display)
{
    return display < utarray_len(reader->escapes) && *(const char *)utarray_eltptr(reader->escapes, display) & ESCAPED;
}

/* Marks a display; gives whether that is new. */
static bool mark(Reader *reader, uint32_t display, char what)
{
    if (display >= utarray_len(reader->escapes))
        utarray_resize(reader->escapes, display + 256);
    char *marks = (char *)utarray_eltptr(reader->escapes, display);
    bool is_new = !(*marks & what);
    *marks |= what;
    return is_new;
}

/* Lets displays escape, and what is inside of them. Goes on without recursion: displays may contain each other. */
static void escape_operands(Reader *reader, uint32_t display)
{
    utarray_push_back(reader->escaping, &display);
    while (utarray_len(reader->escaping)) {
        const Value *value = reader_value(reader, *(uint32_t *)(void *)utarray_back(reader->escaping));
        utarray_pop_back(reader->escaping);
        const Operand *operands = operands_of(reader, value);
        for (uint32_t i = 0; i < value->count; i++) {
            uint32_t inside = display_of(reader, operands[i].value);
            if (inside && mark(reader, inside, ESCAPED) && mark(reader, inside, ELEMENTS_ESCAPED))
                utarray_push_back(reader->escaping, &inside);
        }
    }
}

static void escape_elements(Reader *reader, uint32_t display)
{
    if (mark(reader, display, ELEMENTS_ESCAPED))
        escape_operands(reader, display);
}

void exact_escape(Reader *reader, uint32_t value)
{
    uint32_t display = display_of(reader, value);
    if (display && mark(reader, display, ESCAPED))
        escape_elements(reader, display);
}

static void escape_elements_of(Reader *reader, uint32_t value)
{
    uint32_t display = display_of(reader, value);
    if (display)
        escape_elements(reader, display);
}

static void escape_all(Reader *reader, const Value *value)
{
    exact_escape(reader, value->base);
    const Operand *operands = operands_of(reader, value);
    for (uint32_t i = 0; i < value->count; i++)
        exact_escape(reader, operands[i].value);
}

/* `{**d}`, `[*l]`: the new container has the elements. */
static void spread_elements(Reader *reader, const Value *value)
{
    const Operand *operands = operands_of(reader, value);
    for (uint32_t i = 0; i < value->count; i++)
        if (operands[i].name)
            escape_elements_of(reader, operands[i].value);
}

static void mention_operator(Reader *reader, const Value *value)
{
    switch ((Operator)value->detail) {
    case OP_IS:
    case OP_IS_NOT:
    case OP_NOT:
    case OP_TRUTH:
    case OP_FORMAT:
        break;
    case OP_IN:
    case OP_NOT_IN: /* elements are compared with the left side, and may get hold of it */
        exact_escape(reader, value->base);
        escape_elements_of(reader, operands_of(reader, value)->value);
        break;
    default:
        escape_all(reader, value);
    }
}

void exact_mention(Reader *reader, const Value *value)
{
    switch ((ValueKind)value->kind) {
    case VALUE_NONE:
    case VALUE_UNKNOWN:
    case VALUE_CONSTANT:
    case VALUE_PARAM:
    case VALUE_DEFINITION:
    case VALUE_IMPORT:
    case VALUE_GLOBAL:
    case VALUE_CELL:
    case VALUE_INSTANCE:
    case VALUE_STORE:  /* exact_store() says what it does */
    case VALUE_SYMBOL: /* not in Python, nor the next three */
    case VALUE_VARIABLE:
    case VALUE_CAST:
    case VALUE_CREATE:
    case VALUE_KIND_COUNT:
        break;
    case VALUE_SUBSCRIPT:
    case VALUE_ELEMENT:
    case VALUE_UNPACK:
    case VALUE_REST:
        escape_elements_of(reader, value->base);
        break;
    case VALUE_CONTAINER:
        spread_elements(reader, value);
        break;
    case VALUE_OPERATOR:
        mention_operator(reader, value);
        break;
    case VALUE_DECORATED:
    case VALUE_PHI:
    case VALUE_ATTRIBUTE:
    case VALUE_CALL:
    case VALUE_AWAIT:
    case VALUE_COMPREHENSION:
    case VALUE_ENTER:
    case VALUE_YIELD:
    case VALUE_EXCEPTION:
    case VALUE_NARROWED:
        escape_all(reader, value);
        break;
    }
}

/* --- names that inner functions use --------------------------------------------------------------------------------- */

void exact_note_inner(Reader *reader, TSNode definition)
{
    Range range = {ts_node_start_byte(definition), ts_node_end_byte(definition)};
    utarray_push_back(&reader->scope->inner, &range);
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c & 0x80;
}

static bool mentions(const Reader *reader, const Range *range, uint32_t name)
{
    const char *text = names_text(reader->facts.interned, name);
    const char *start = reader->source + range->start, *end = reader->source + range->end;
    size_t length = names_length(reader->facts.interned, name);
    for (const char *at = start; (at = memmem(at, (size_t)(end - at), text, length)); at++)
        if ((at == start || !is_word(at[-1])) && (at + length == end || !is_word(at[length])))
            return true;
    return false;
}

/* Adds the names that displays were bound to since last time. */
static void find_holders(Reader *reader, Scope *scope)
{
    for (; scope->log_settled < utarray_len(&scope->log); scope->log_settled++) {
        const Bound *bound = (const Bound *)(const void *)utarray_eltptr(&scope->log, scope->log_settled);
        if (!display_of(reader, bound->value))
            continue;
        Bound holder = {*(uint32_t *)(void *)utarray_eltptr(&scope->names, bound->slot), bound->value};
        if (utarray_len(&scope->holders) < HOLDERS_MAX)
            utarray_push_back(&scope->holders, &holder);
        else
            exact_escape(reader, bound->value);
    }
}

/* Lets escape what functions and classes inside of this scope use by name. */
static void settle(Reader *reader)
{
    Scope *scope = reader->scope;
    uint32_t known = utarray_len(&scope->holders), inner = utarray_len(&scope->inner);
    find_holders(reader, scope);
    for (uint32_t i = 0; i < utarray_len(&scope->holders); i++) {
        const Bound *holder = (const Bound *)(const void *)utarray_eltptr(&scope->holders, i);
        for (uint32_t j = i < known ? scope->inner_settled : 0; j < inner; j++)
            if (mentions(reader, (const Range *)(const void *)utarray_eltptr(&scope->inner, j), holder->slot))
                exact_escape(reader, holder->value);
    }
    scope->inner_settled = inner;
}

/* --- keys ----------------------------------------------------------------------------------------------------------- */

static bool integer_of(Reader *reader, uint32_t value, int *out)
{
    const Value *entry = reader_value(reader, value);
    bool negative = entry->kind == VALUE_OPERATOR && entry->detail == OP_NEGATE;
    if (negative)
        entry = reader_value(reader, entry->base);
    const Names *names = reader->facts.interned;
    if (entry->kind != VALUE_CONSTANT || entry->detail != CONSTANT_INTEGER || !entry->name ||
        !read_number(names_text(names, entry->name), names_length(names, entry->name), out))
        return false;
    *out = negative ? -*out : *out;
    return true;
}

static uint32_t text_key(uint32_t name)
{
    return name << 1;
}

/* The number of a key that is no text. */
static uint32_t other_key(Reader *reader, const char *name)
{
    return text_key(names_intern(reader->facts.interned, name, strlen(name))) | 1;
}

static bool constant_key(Reader *reader, const Value *constant, uint32_t *out)
{
    bool none = constant->detail == CONSTANT_NONE;
    *out = none ? other_key(reader, "None") : text_key(constant->name) | (constant->detail != CONSTANT_STRING);
    return none || (constant->name && (constant->detail == CONSTANT_INTEGER || constant->detail == CONSTANT_STRING ||
                                       constant->detail == CONSTANT_BYTES));
}

/* `room, event`: what its items have for numbers tells it from others. */
static bool tuple_key(Reader *reader, const Value *tuple, uint32_t *out)
{
    char name[100] = "";
    size_t length = 0;
    for (uint32_t i = 0; i < tuple->count; i++) {
        Operand item = operands_of(reader, tuple)[i];
        const Value *constant = reader_value(reader, item.value);
        uint32_t key;
        if (item.name || constant->kind != VALUE_CONSTANT || !constant_key(reader, constant, &key))
            return false;
        int added = snprintf(name + length, sizeof name - length, "%u,", key);
        length += (size_t)added;
        if (length >= sizeof name)
            return false;
    }
    *out = other_key(reader, name);
    return true;
}

/* Keys that are equal have the same number. Not for floats and text that has another spelling. */
static bool dict_key(Reader *reader, uint32_t value, uint32_t *out)
{
    const Value *entry = reader_value(reader, value);
    char digits[16];
    int number;
    if (entry->kind == VALUE_CONSTANT)
        return constant_key(reader, entry, out);
    if (entry->kind == VALUE_CONTAINER && entry->detail == CONTAINER_TUPLE)
        return tuple_key(reader, entry, out);
    if (!integer_of(reader, value, &number))
        return false;
    snprintf(digits, sizeof digits, "%d", number);
    *out = other_key(reader, digits);
    return true;
}

static bool is_dict(Reader *reader, const Contents *contents)
{
    return reader_value(reader, contents->container)->detail == CONTAINER_DICT;
}

/* What a literal key means in that container; negative positions count from the end. */
static bool find_key(Reader *reader, const Contents *contents, uint32_t value, uint32_t *out)
{
    int position;
    if (is_dict(reader, contents))
        return dict_key(reader, value, out);
    if (!integer_of(reader, value, &position))
        return false;
    position += position < 0 ? (int)contents->count : 0;
    *out = (uint32_t)position;
    return position >= 0 && position < (int)contents->count;
}

/* --- contents -------------------------------------------------------------------------------------------------------- */

static Entry *find_entry(Contents *contents, uint32_t key)
{
    for (uint32_t i = 0; i < contents->count; i++)
        if (contents->entries[i].key == key)
            return &contents->entries[i];
    return NULL;
}

static bool put_entry(Contents *contents, uint32_t key, uint32_t value)
{
    Entry *entry = find_entry(contents, key);
    if (!entry && contents->count == ENTRIES_MAX)
        return false;
    if (!entry)
        entry = &contents->entries[contents->count++];
    *entry = (Entry){key, value};
    return true;
}

static void remove_entry(Contents *contents, Entry *entry, bool dict)
{
    uint32_t index = (uint32_t)(entry - contents->entries);
    contents->count--;
    memmove(entry, entry + 1, (contents->count - index) * sizeof *entry);
    for (uint32_t i = index; i < contents->count && !dict; i++)
        contents->entries[i].key = i;
}

/* The contents as the display writes them; false when they are not that plain. */
static bool read_written(Reader *reader, const Value *display, Contents *out)
{
    const Operand *operands = operands_of(reader, display);
    bool dict = display->detail == CONTAINER_DICT;
    if (display->count > (dict ? 2 * ENTRIES_MAX : ENTRIES_MAX) || (!dict && display->detail > CONTAINER_TUPLE))
        return false;
    for (uint32_t i = 0; i < display->count; i += 1 + dict) {
        uint32_t key = i;
        if (operands[i + dict].name && !dict)
            return false;
        if (operands[i + dict].name) { /* `**other` may have any of the keys before it */
            out->count = 0;
            continue;
        }
        if ((dict && !dict_key(reader, operands[i].value, &key)) || !put_entry(out, key, operands[i + dict].value))
            return false;
    }
    return true;
}

/* The contents that a number in an environment stands for. */
static bool load_number(Reader *reader, uint32_t display, uint32_t number, Contents *out)
{
    out->container = display;
    out->count = 0;
    const Value *value = reader_value(reader, display);
    if (number == LOST || value->scope != reader->scope->def || has_escaped(reader, display))
        return false;
    if (!number)
        return read_written(reader, value, out);
    const Contents *known = *(const Contents **)(void *)utarray_eltptr(reader->contents, number - 1);
    memcpy(out, known, offsetof(Contents, entries) + known->count * sizeof *known->entries);
    return true;
}

/* The contents of a value here and now; false when it is no display, or not followed. */
static bool load(Reader *reader, uint32_t value, Contents *out)
{
    uint32_t display = display_of(reader, value);
    return display && load_number(reader, display, slots_get(reader->scope->contents, display), out);
}

/* The same for a reader of elements, who must know that nobody else has changed them. */
static bool load_settled(Reader *reader, uint32_t value, Contents *out)
{
    if (!display_of(reader, value))
        return false;
    bool fresh = value + 1 == utarray_len(reader->facts.values); /* so it has no name */
    if (!fresh)
        settle(reader);
    return load(reader, value, out);
}

static void save(Reader *reader, const Contents *contents)
{
    uint32_t number = LOST;
    if (utarray_len(reader->contents) < CHANGES_MAX) {
        size_t size = offsetof(Contents, entries) + contents->count * sizeof *contents->entries;
        Contents *kept = arena_alloc(&reader->arena, size);
        memcpy(kept, contents, size);
        utarray_push_back(reader->contents, &kept);
        number = utarray_len(reader->contents);
    } else {
        exact_escape(reader, contents->container); /* handlers would not hear of the change */
    }
    reader->scope->contents = slots_set(&reader->arena, reader->scope->contents, contents->container, number);
}

/* --- reading and changing ---------------------------------------------------------------------------------------------- */

uint32_t exact_read(Reader *reader, uint32_t container, uint32_t key)
{
    Contents contents;
    uint32_t found;
    if (!load_settled(reader, container, &contents) || !find_key(reader, &contents, key, &found))
        return 0;
    const Entry *entry = find_entry(&contents, found);
    return entry ? entry->value : 0;
}

void exact_store(Reader *reader, uint32_t container, uint32_t key, uint32_t value)
{
    Contents contents;
    uint32_t found;
    exact_escape(reader, value);
    if (load(reader, container, &contents) && find_key(reader, &contents, key, &found) &&
        put_entry(&contents, found, value))
        save(reader, &contents);
    else
        exact_escape(reader, container);
}

void exact_remove(Reader *reader, uint32_t container, uint32_t key)
{
    Contents contents;
    uint32_t found;
    if (!load(reader, container, &contents) || !find_key(reader, &contents, key, &found)) {
        exact_escape(reader, container);
        return;
    }
    Entry *entry = find_entry(&contents, found);
    if (entry)
        remove_entry(&contents, entry, is_dict(reader, &contents));
    save(reader, &contents);
}

/* Adds a container of the elements `first`, `first + step`, … */
static uint32_t add_part(Reader *reader, TSNode node, const Contents *contents, int first, int step, int count)
{
    Operand operands[ENTRIES_MAX];
    for (int i = 0; i < count; i++)
        operands[i] = (Operand){contents->entries[first + i * step].value, NAME_NONE};
    uint8_t type = reader_value(reader, contents->container)->detail;
    return reader_add_value_with(reader, node, (Value){.kind = VALUE_CONTAINER, .detail = type}, operands,
                                 (size_t)count);
}

static bool all_known(const Contents *contents)
{
    for (uint32_t i = 0; i < contents->count; i++)
        if (!contents->entries[i].value)
            return false;
    return true;
}

/* The literal numbers in `start:stop:step`; false when there is something else. */
static bool read_bounds(const Reader *reader, TSNode slice, int bounds[3], bool given[3])
{
    uint32_t part = 0, count = ts_node_child_count(slice), length;
    for (uint32_t i = 0; i < count; i++) {
        TSNode child = ts_node_child(slice, i);
        const char *text = node_text(reader, child, &length);
        if (ts_node_is_extra(child))
            continue;
        if (length == 1 && *text == ':')
            part++;
        else if (part < 3 && read_number(text, length, &bounds[part]))
            given[part] = true;
        else
            return false;
    }
    return true;
}

static int clamp(int position, int count, int lowest, int highest)
{
    position += position < 0 ? count : 0;
    return position < lowest ? lowest : position > highest ? highest : position;
}

uint32_t exact_slice(Reader *reader, TSNode node, uint32_t container, TSNode slice)
{
    Contents contents;
    int bounds[3] = {0, 0, 1};
    bool given[3] = {false};
    if (!load_settled(reader, container, &contents) || is_dict(reader, &contents) || !all_known(&contents) ||
        !read_bounds(reader, slice, bounds, given) || !bounds[2])
        return 0;
    int count = (int)contents.count, step = bounds[2], lowest = step < 0 ? -1 : 0, highest = count + lowest;
    int start = given[0] ? clamp(bounds[0], count, lowest, highest) : step < 0 ? highest : lowest;
    int stop = given[1] ? clamp(bounds[1], count, lowest, highest) : step < 0 ? lowest : highest;
    int way = (stop - start) * (step < 0 ? -1 : 1), stride = step < 0 ? -step : step;
    return add_part(reader, node, &contents, start, step, way > 0 ? (way + stride - 1) / stride : 0);
}

bool exact_unpack(Reader *reader, TSNode node, uint32_t value, uint32_t count, uint32_t star, uint32_t *out)
{
    Contents contents;
    bool starred = star < count;
    if (!load_settled(reader, value, &contents) || is_dict(reader, &contents) || !all_known(&contents) ||
        (starred ? contents.count + 1 < count : contents.count != count))
        return false;
    uint32_t rest = contents.count + 1 - count; /* elements that the star takes */
    for (uint32_t i = 0; i < count; i++)
        out[i] = contents.entries[starred && i > star ? i + rest - 1 : i].value;
    if (starred) {
        out[star] = add_part(reader, node, &contents, (int)star, 1, (int)rest);
        reader_value(reader, out[star])->detail = CONTAINER_LIST;
    }
    return true;
}

/* --- methods ----------------------------------------------------------------------------------------------------------- */

typedef struct {
    Contents contents;
    const Operand *arguments;
    uint32_t count;
    uint32_t result; /* the element that the method gives, if known */
    bool changed;
} MethodCall;

/* What a method does to known contents; false when that cannot be told. */
typedef bool Method(Reader *reader, MethodCall *call);

static bool call_get(Reader *reader, MethodCall *call)
{
    uint32_t key;
    if (!is_dict(reader, &call->contents) || !call->count || !dict_key(reader, call->arguments->value, &key))
        key = 0;
    const Entry *entry = key ? find_entry(&call->contents, key) : NULL;
    call->result = entry ? entry->value : 0;
    return true;
}

static bool call_setdefault(Reader *reader, MethodCall *call)
{
    return call_get(reader, call) && call->result;
}

static bool call_pop(Reader *reader, MethodCall *call)
{
    bool dict = is_dict(reader, &call->contents);
    uint32_t key = call->contents.count - 1;
    if (call->count ? !find_key(reader, &call->contents, call->arguments->value, &key) : !call->contents.count || dict)
        return false;
    Entry *entry = find_entry(&call->contents, key);
    if (entry) {
        call->result = entry->value;
        remove_entry(&call->contents, entry, dict);
        call->changed = true;
    }
    return true;
}

static bool call_append(Reader *reader, MethodCall *call)
{
    call->changed = true;
    return !is_dict(reader, &call->contents) && call->count == 1 && !call->arguments->name &&
           put_entry(&call->contents, call->contents.count, call->arguments->value);
}

static bool call_insert(Reader *reader, MethodCall *call)
{
    Contents *contents = &call->contents;
    uint32_t at, last = contents->count;
    call->changed = true;
    if (is_dict(reader, contents) || call->count != 2 || call->arguments[0].name || call->arguments[1].name ||
        last == ENTRIES_MAX || !find_key(reader, contents, call->arguments[0].value, &at))
        return false;
    contents->count++;
    for (uint32_t i = last; i > at; i--)
        contents->entries[i] = (Entry){i, contents->entries[i - 1].value};
    contents->entries[at] = (Entry){at, call->arguments[1].value};
    return true;
}

static bool call_reverse(Reader *reader, MethodCall *call)
{
    Contents *contents = &call->contents;
    call->changed = true;
    for (uint32_t i = 0; i < contents->count / 2; i++) {
        uint32_t behind = contents->count - 1 - i, value = contents->entries[i].value;
        contents->entries[i].value = contents->entries[behind].value;
        contents->entries[behind].value = value;
    }
    return !is_dict(reader, contents);
}

static bool call_clear(Reader *reader, MethodCall *call)
{
    (void)reader;
    call->changed = true;
    call->contents.count = 0;
    return true;
}

static bool call_extend(Reader *reader, MethodCall *call)
{
    Contents other;
    call->changed = true;
    if (is_dict(reader, &call->contents) || call->count != 1 || call->arguments->name ||
        !load_settled(reader, call->arguments->value, &other) || is_dict(reader, &other))
        return false;
    for (uint32_t i = 0; i < other.count; i++)
        if (!put_entry(&call->contents, call->contents.count, other.entries[i].value))
            return false;
    return true;
}

static bool call_update(Reader *reader, MethodCall *call)
{
    call->changed = true;
    for (uint32_t i = 0; i < call->count; i++) {
        const Operand *argument = &call->arguments[i];
        Contents other;
        if (argument->name > NAME_DOUBLESTAR) {
            if (!put_entry(&call->contents, text_key(argument->name), argument->value))
                return false;
            continue;
        }
        if (argument->name == NAME_STAR || !load_settled(reader, argument->value, &other) || !is_dict(reader, &other) ||
            slots_get(reader->scope->contents, other.container))
            return false; /* after changes, more may be in it than is known */
        for (uint32_t j = 0; j < other.count; j++)
            if (!put_entry(&call->contents, other.entries[j].key, other.entries[j].value))
                return false;
    }
    return is_dict(reader, &call->contents);
}

/* Changes nothing; what it gives may lead to the elements. */
static bool call_look(Reader *reader, MethodCall *call)
{
    (void)reader;
    (void)call;
    return true;
}

static Method *find_method(const char *name)
{
    static const struct {
        const char *name;
        Method *method;
    } methods[] = {
        {"get", call_get},         {"setdefault", call_setdefault},
        {"pop", call_pop},         {"append", call_append},
        {"update", call_update},   {"insert", call_insert},
        {"reverse", call_reverse}, {"clear", call_clear},
        {"extend", call_extend},   {"items", call_look},
        {"keys", call_look},       {"values", call_look},
        {"copy", call_look},       {"index", call_look},
        {"count", call_look},
    };
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (strcmp(methods[i].name, name) == 0)
            return methods[i].method;
    return NULL;
}

uint32_t exact_call(Reader *reader, uint32_t container, uint32_t name, const Operand *arguments, uint32_t count)
{
    MethodCall call = {.arguments = arguments, .count = count};
    Method *method = find_method(names_text(reader->facts.interned, name));
    if (!method || !load_settled(reader, container, &call.contents) || !method(reader, &call)) {
        exact_escape(reader, container);
        return 0;
    }
    if (!call.result)
        escape_elements_of(reader, container);
    if (call.changed)
        save(reader, &call.contents);
    return call.result;
}

bool exact_is_display(Reader *reader, uint32_t value)
{
    return display_of(reader, value);
}

/* --- flow ---------------------------------------------------------------------------------------------------------------- */

/* Keeps what both know. */
static bool intersect(Contents *mine, Contents *theirs, bool dict)
{
    if (!dict && mine->count != theirs->count)
        return false;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < mine->count; i++) {
        Entry entry = mine->entries[i];
        const Entry *other = find_entry(theirs, entry.key);
        if (other && other->value == entry.value)
            mine->entries[kept++] = entry;
        else if (!dict)
            mine->entries[kept++] = (Entry){entry.key, 0};
    }
    mine->count = kept;
    return true;
}

void exact_merge(Reader *reader, Slots other)
{
    Scope *scope = reader->scope;
    for (uint32_t display = 1; (display = slots_difference(scope->contents, other, display)) != SLOTS_END; display++) {
        Contents mine, theirs;
        if (load_number(reader, display, slots_get(scope->contents, display), &mine) &&
            load_number(reader, display, slots_get(other, display), &theirs) &&
            intersect(&mine, &theirs, is_dict(reader, &mine)))
            save(reader, &mine);
        else
            scope->contents = slots_set(&reader->arena, scope->contents, display, LOST);
    }
}

Slots exact_forget(Reader *reader, Slots contents, uint32_t mark)
{
    for (uint32_t i = mark; i < utarray_len(reader->contents); i++) {
        const Contents *changed = *(const Contents **)(void *)utarray_eltptr(reader->contents, i);
        contents = slots_set(&reader->arena, contents, changed->container, LOST);
    }
    return contents;
}

void exact_escape_changed(Reader *reader, uint32_t mark)
{
    for (uint32_t i = mark; i < utarray_len(reader->contents); i++)
        exact_escape(reader, (*(const Contents **)(void *)utarray_eltptr(reader->contents, i))->container);
}

uint32_t exact_mark(const Reader *reader)
{
    return utarray_len(reader->contents);
}
