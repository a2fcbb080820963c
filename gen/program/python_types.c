/*
 * python_types.c - see python_types.h. The tables are sorted bytewise, and packed, since a name a line helps nobody.
 */
#include "python_types.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* clang-format off */
static const char *const text_names[] = {
    "capitalize", "casefold", "center", "count", "encode", "endswith", "expandtabs", "find", "format", "format_map",
    "index", "isalnum", "isalpha", "isascii", "isdecimal", "isdigit", "isidentifier", "islower", "isnumeric",
    "isprintable", "isspace", "istitle", "isupper", "join", "ljust", "lower", "lstrip", "maketrans", "partition",
    "removeprefix", "removesuffix", "replace", "rfind", "rindex", "rjust", "rpartition", "rsplit", "rstrip",
    "split", "splitlines", "startswith", "strip", "swapcase", "title", "translate", "upper", "zfill",
};

static const char *const bytes_names[] = {
    "capitalize", "center", "count", "decode", "endswith", "expandtabs", "find", "fromhex", "hex", "index",
    "isalnum", "isalpha", "isascii", "isdigit", "islower", "isspace", "istitle", "isupper", "join", "ljust",
    "lower", "lstrip", "maketrans", "partition", "removeprefix", "removesuffix", "replace", "rfind", "rindex",
    "rjust", "rpartition", "rsplit", "rstrip", "split", "splitlines", "startswith", "strip", "swapcase", "title",
    "translate", "upper", "zfill",
};

static const char *const integer_names[] = {
    "as_integer_ratio", "bit_count", "bit_length", "conjugate", "denominator", "from_bytes", "imag", "is_integer",
    "numerator", "real", "to_bytes",
};

static const char *const float_names[] = {
    "as_integer_ratio", "conjugate", "from_number", "fromhex", "hex", "imag", "is_integer", "real",
};

static const char *const list_names[] = {
    "append", "clear", "copy", "count", "extend", "index", "insert", "pop", "remove", "reverse", "sort",
};

static const char *const deque_names[] = {
    "append", "appendleft", "clear", "copy", "count", "extend", "extendleft", "index", "insert", "maxlen", "pop",
    "popleft", "remove", "reverse", "rotate",
};

static const char *const tuple_names[] = {
    "count", "index",
};

static const char *const set_names[] = {
    "add", "clear", "copy", "difference", "difference_update", "discard", "intersection", "intersection_update",
    "isdisjoint", "issubset", "issuperset", "pop", "remove", "symmetric_difference", "symmetric_difference_update",
    "union", "update",
};

static const char *const dict_names[] = {
    "clear", "copy", "fromkeys", "get", "items", "keys", "pop", "popitem", "setdefault", "update", "values",
};

static const char *const chain_map_names[] = {
    "maps", "new_child", "parents",
};

static const char *const counter_names[] = {
    "elements", "most_common", "subtract", "total",
};

static const char *const default_dict_names[] = {
    "default_factory",
};

static const char *const ordered_dict_names[] = {
    "move_to_end",
};

static const char *const coroutine_names[] = {
    "close", "cr_await", "cr_code", "cr_frame", "cr_origin", "cr_running", "cr_suspended", "send", "throw",
};

static const char *const generator_names[] = {
    "aclose", "ag_await", "ag_code", "ag_frame", "ag_running", "asend", "athrow", "close", "gi_code", "gi_frame",
    "gi_running", "gi_suspended", "gi_yieldfrom", "send", "throw",
};

static const char *const exception_names[] = {
    "add_note", "args", "characters_written", "code", "derive", "encoding", "end", "end_lineno", "end_offset",
    "errno", "exceptions", "filename", "filename2", "lineno", "message", "msg", "name", "name_from", "obj",
    "object", "offset", "path", "print_file_and_line", "reason", "split", "start", "strerror", "subgroup", "text",
    "value", "winerror", "with_traceback",
};

/* clang-format on */

#define ROW(type, names)                                                                                               \
    {                                                                                                                  \
        type, names, sizeof(names) / sizeof *(names)                                                                   \
    }

static const struct {
    const char *type;
    const char *const *names;
    size_t count;
} types[] = {
    ROW("str", text_names),
    ROW("bytes", bytes_names),
    ROW("int", integer_names),
    ROW("float", float_names),
    ROW("list", list_names),
    ROW("tuple", tuple_names),
    ROW("set", set_names),
    ROW("dict", dict_names),
    ROW("generator", generator_names),
    ROW("bool", integer_names),
    ROW("coroutine", coroutine_names),
    ROW("collections.ChainMap", chain_map_names),
    ROW("collections.Counter", counter_names),
    ROW("collections.OrderedDict", ordered_dict_names),
    ROW("collections.defaultdict", default_dict_names),
    ROW("collections.deque", deque_names),
};

/* What annotations such as Iterable and Mapping may mean, too. */
static const struct {
    const char *type, *other;
} stand_ins[] = {
    {"list", "set"},
    {"list", "collections.deque"},
    {"list", "generator"},
    {"dict", "collections.ChainMap"},
    {"dict", "collections.Counter"},
    {"dict", "collections.OrderedDict"},
    {"dict", "collections.defaultdict"},
};

static int compare(const void *key, const void *row)
{
    return strcmp(key, *(const char *const *)row);
}

/* Of the builtin names that begin with a capital, all classes are exceptions. */
static bool is_exception(const char *type)
{
    return type[0] >= 'A' && type[0] <= 'Z' && !strchr(type, '.');
}

static bool has_itself(const char *type, const char *name)
{
    if (is_exception(type) && name[0] != '_')
        return bsearch(name, exception_names, sizeof exception_names / sizeof *exception_names, sizeof *exception_names,
                       compare);
    if (name[0] == '_')
        return strcmp(name, "__dict__") != 0 && strcmp(name, "__module__") != 0;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(types[i].type, type) == 0)
            return bsearch(name, types[i].names, types[i].count, sizeof *types[i].names, compare);
    return true;
}

const char *python_type_with(const char *type, const char *name)
{
    if (has_itself(type, name))
        return type;
    for (size_t i = 0; i < sizeof stand_ins / sizeof *stand_ins; i++)
        if (strcmp(stand_ins[i].type, type) == 0 && has_itself(stand_ins[i].other, name))
            return stand_ins[i].other;
    return NULL;
}
