/*
 * Strings -> values: the text that is known of them, what formatting computes, annotations inside of quotes.
 */
#include "reader.h"

#include <string.h>

enum {
    TEXT_LIMIT = 120 /* longer strings are known as strings only */
};

/* The text between the quotes of a literal, without looking at the node's children. False when it is no plain string:
 * bytes, or one with interpolations. */
static bool string_text(const Reader *reader, TSNode node, const char **text, uint32_t *length)
{
    bool plain = true;
    const char *at = node_text(reader, node, length), *end = at + *length;
    for (; at < end && *at != '"' && *at != '\''; at++)
        plain = plain && !strchr("bBfFtT", *at);
    size_t quotes = end - at >= 6 && at[1] == at[0] && at[2] == at[0] ? 3 : 1;
    *text = at;
    *length = 0;
    if (end - at < (ptrdiff_t)(2 * quotes))
        return plain;
    *text = at + quotes;
    *length = (uint32_t)((size_t)(end - at) - 2 * quotes);
    return plain;
}

bool is_plain_string(const Reader *reader, Child child)
{
    const char *text;
    uint32_t length;
    return child.syntax == SYNTAX_STRING && string_text(reader, child.node, &text, &length);
}

/* Whether formatting a value calls nothing that a reader would miss: text, numbers, what builtins make of something. */
static bool formats_plainly(Reader *reader, uint32_t value)
{
    static const char *const names[] = {"str",   "repr", "len", "int", "float", "bool",
                                        "round", "type", "id",  "ord", "hex"};
    const Value *entry = reader_value(reader, value);
    if (entry->kind == VALUE_OPERATOR)
        return entry->detail == OP_NOT || entry->detail == OP_FORMAT;
    const Value *callee = reader_value(reader, entry->base);
    if (entry->kind != VALUE_CALL || callee->kind != VALUE_GLOBAL)
        return entry->kind == VALUE_CONSTANT || entry->kind == VALUE_UNKNOWN;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names_text(reader->facts.interned, callee->name), names[i]) == 0)
            return true;
    return false;
}

/* How the expression of an interpolation is formatted: `{x!r}`, and without a format also `{x=}`, by repr(), `{x!s}` by
 * str(). */
static uint32_t conversion_of(const Reader *reader, TSNode interpolation, TSNode expression)
{
    uint32_t length, start = ts_node_end_byte(expression) - ts_node_start_byte(interpolation);
    const char *text = node_text(reader, interpolation, &length), *end = text + length;
    bool debug = false;
    for (text += start < length ? start : length; text < end; text++) {
        if (*text == '=')
            debug = true;
        else if (*text == '!')
            return text + 1 < end && text[1] == 's' ? NAME_DOUBLESTAR : NAME_STAR;
        else if (*text == ':')
            return NAME_NONE;
    }
    return debug ? NAME_STAR : NAME_NONE;
}

/* Reads what stands in `{}`, and adds what is to be formatted to the operands. */
static void read_interpolations(Reader *reader, TSNode node, UT_array *operands)
{
    Children children = children_push(reader, node);
    for (uint32_t i = 0; i < children.count; i++) {
        Child child = child_at(reader, children, i);
        if (child.field == FIELD_EXPRESSION) {
            uint32_t value = read_child(reader, child);
            if (!formats_plainly(reader, value))
                reader_push_operand(operands, value, conversion_of(reader, node, child.node));
        } else if (child.syntax == SYNTAX_INTERPOLATION || child.syntax == SYNTAX_FORMAT_SPECIFIER ||
                   child.syntax == SYNTAX_FORMAT_EXPRESSION) {
            read_interpolations(reader, child.node, operands);
        }
    }
    children_pop(reader, children);
}

static bool is_letter(char letter)
{
    unsigned char c = (unsigned char)letter;
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
}

static bool is_digit(char letter)
{
    return letter >= '0' && letter <= '9';
}

static bool is_dotted_name(const char *text, uint32_t length)
{
    for (uint32_t i = 0; i < length; i++) {
        bool starts = i == 0 || text[i - 1] == '.';
        if (!is_letter(text[i]) && !(is_digit(text[i]) && !starts) && !(text[i] == '.' && !starts))
            return false;
    }
    return length && text[length - 1] != '.';
}

/* Whether the name of an attribute or a module may begin so: `on_`, `plugins.`, `.`. */
static bool may_begin_name(const char *text, uint32_t length)
{
    while (length && *text == '.') {
        text++;
        length--;
    }
    length -= length && text[length - 1] == '.';
    return !length || is_dotted_name(text, length);
}

/* What a literal begins with behind its quotes, up to the first `{}`; NULL when nothing stands there, or when it is long. */
static const char *first_content(const Reader *reader, TSNode node, uint32_t *length)
{
    TSNode first = ts_node_named_child(node, 1); /* behind the quotes */
    if (syntax_of(reader, node) != SYNTAX_STRING || ts_node_is_null(first) ||
        syntax_of(reader, first) != SYNTAX_STRING_CONTENT)
        return NULL;
    const char *text = node_text(reader, first, length);
    return *length <= TEXT_LIMIT ? text : NULL;
}

/* What an f-string begins with, if that may begin a name. */
static uint32_t formatted_prefix(Reader *reader, TSNode node)
{
    uint32_t length;
    const char *text = first_content(reader, node, &length);
    return text && may_begin_name(text, length) ? names_intern(reader->facts.interned, text, length) : NAME_NONE;
}

/* Of a literal, or of several side by side, by the letters before the first quote. */
static ConstantType type_of_literal(const Reader *reader, TSNode node)
{
    uint32_t length;
    const char *at = node_text(reader, node, &length), *end = at + length;
    for (; at < end && *at != '"' && *at != '\''; at++)
        if (*at == 'b' || *at == 'B')
            return CONSTANT_BYTES;
    return CONSTANT_STRING;
}

/* What tells a bytes literal from others: `b'` and what is in its quotes; or none when it has escapes, or is long. */
static uint32_t name_of_bytes(Reader *reader, TSNode node)
{
    char name[TEXT_LIMIT + sizeof "b'"] = "b'";
    uint32_t length;
    const char *text = first_content(reader, node, &length);
    if (!text || memchr(text, '\\', length))
        return NAME_NONE;
    memcpy(name + 2, text, length);
    return names_intern(reader->facts.interned, name, length + 2);
}

/* What is no plain string, bytes or an f-string: a constant, unless it formats something. */
static uint32_t add_formatted(Reader *reader, TSNode node, const UT_array *operands, bool whole)
{
    Value value = {
        .kind = VALUE_OPERATOR, .detail = OP_FORMAT, .behind = whole, .name = formatted_prefix(reader, node)};
    ConstantType type = type_of_literal(reader, node);
    if (!utarray_len(operands) && (!value.name || type == CONSTANT_BYTES))
        return reader_constant(reader, node, type, type == CONSTANT_BYTES ? name_of_bytes(reader, node) : NAME_NONE);
    return reader_add_value_with(reader, node, value, (const Operand *)(const void *)operands->d,
                                 utarray_len(operands));
}

/* `a.b.c` in a string: the usual annotation, read without a parser. */
static uint32_t read_dotted_text(Reader *reader, TSNode node, const char *text, uint32_t length)
{
    uint32_t value = 0;
    while (length) {
        const char *dot = memchr(text, '.', length);
        uint32_t part = dot ? (uint32_t)(dot - text) : length;
        uint32_t name = names_intern(reader->facts.interned, text, part);
        value = value ? reader_add_value(reader, node, (Value){.kind = VALUE_ATTRIBUTE, .base = value, .name = name})
                      : scope_read(reader, node, name);
        text += dot ? part + 1 : part;
        length -= dot ? part + 1 : part;
    }
    return value ? value : reader->unknown;
}

/* Parses the text of an annotation written as a string, as if it stood there without quotes. */
static uint32_t read_quoted_annotation(Reader *reader, TSNode node, const char *text, uint32_t length)
{
    if (is_dotted_name(text, length))
        return read_dotted_text(reader, node, text, length);
    TSTree *tree = parse_text(reader, text, length);
    if (!tree)
        return reader->unknown;
    Reader outer = *reader;
    reader->line_base = node_line(reader, node) - 1;
    reader->column_base = node_column(reader, node) - 1;
    reader->source = text;
    reader->source_size = length;
    uint32_t value = reader->unknown;
    TSNode root = ts_tree_root_node(tree);
    TSNode only = only_part(root);
    if (!ts_node_has_error(root) && !ts_node_is_null(only))
        value = read_only_child(reader, only);
    reader->line_base = outer.line_base;
    reader->column_base = outer.column_base;
    reader->source = outer.source;
    reader->source_size = outer.source_size;
    ts_tree_delete(tree);
    return value;
}

uint32_t read_annotation_text(Reader *reader, TSNode node, const char *text, uint32_t length)
{
    bool annotation = reader->annotation, quoted = reader->quoted;
    reader->annotation = reader->quoted = true;
    uint32_t value = length && reader->depth < DEPTH_LIMIT ? read_quoted_annotation(reader, node, text, length) : 0;
    reader->annotation = annotation;
    reader->quoted = quoted;
    return value;
}

/* What a backslash and a letter stand for: that character, 0 for none (a line that goes on), or -1 where it takes more to
 * know. */
static int escaped(char letter)
{
    static const char letters[] = "\\'\"nrt\n", meanings[] = "\\'\"\n\r\t";
    const char *found = letter ? strchr(letters, letter) : NULL;
    return found ? meanings[found - letters] : -1;
}

/*
 * Adds the text that a literal stands for. False when it is no plain string, or the text would be too long, or is spelled
 * with rare escapes. The others are followed, since formatters choose the quotes that need fewest of them.
 */
static bool append_text(const Reader *reader, TSNode node, char *out, uint32_t *used)
{
    const char *text;
    uint32_t length, whole;
    if (!string_text(reader, node, &text, &length))
        return false;
    const char *prefix = node_text(reader, node, &whole);
    bool raw = prefix < text && strchr("rR", *prefix);
    for (const char *end = text + length; text < end; text++) {
        int letter = (unsigned char)*text;
        if (letter == '\r' && text + 1 < end && text[1] == '\n')
            continue;
        if (letter == '\\' && !raw && (text + 1 == end || (letter = escaped(*++text)) < 0))
            return false;
        if (letter && *used == TEXT_LIMIT)
            return false;
        if (letter)
            out[(*used)++] = (char)letter;
    }
    return true;
}

static bool is_piece_of_name(const char *text, uint32_t length)
{
    for (uint32_t i = 0; i < length; i++)
        if (!is_letter(text[i]) && !is_digit(text[i]) && text[i] != '.' && text[i] != ':')
            return false;
    return length <= TEXT_LIMIT;
}

/* f"plugins.{name}.main": pieces that names are made of, and nothing that says how they are formatted. */
static bool builds_name(Reader *reader, TSNode node)
{
    bool filled = false;
    for (uint32_t i = 0; i < ts_node_named_child_count(node); i++) {
        TSNode child = ts_node_named_child(node, i);
        Syntax syntax = syntax_of(reader, child);
        uint32_t length;
        const char *text = node_text(reader, child, &length);
        if (syntax == SYNTAX_INTERPOLATION ? ts_node_child_count(child) != 3
                                           : syntax == SYNTAX_STRING_CONTENT && !is_piece_of_name(text, length))
            return false;
        filled = filled || syntax == SYNTAX_INTERPOLATION;
    }
    return filled;
}

/* All of such an f-string's pieces, in order. */
static void read_pieces(Reader *reader, TSNode node, UT_array *operands)
{
    for (uint32_t i = 0; i < ts_node_named_child_count(node); i++) {
        TSNode child = ts_node_named_child(node, i);
        Syntax syntax = syntax_of(reader, child);
        uint32_t length;
        const char *text = node_text(reader, child, &length);
        if (syntax == SYNTAX_STRING_CONTENT)
            reader_push_operand(
                operands,
                reader_constant(reader, child, CONSTANT_STRING, names_intern(reader->facts.interned, text, length)),
                NAME_NONE);
        else if (syntax == SYNTAX_INTERPOLATION)
            reader_push_operand(operands, read_expression(reader, ts_node_named_child(child, 0)), NAME_NONE);
    }
}

static uint32_t read_formatted(Reader *reader, TSNode node)
{
    UT_array *operands = operands_begin(reader);
    bool whole = syntax_of(reader, node) == SYNTAX_STRING && builds_name(reader, node);
    if (whole)
        read_pieces(reader, node, operands);
    else
        read_interpolations(reader, node, operands);
    uint32_t value = add_formatted(reader, node, operands, whole);
    operands_end(reader);
    return value;
}

uint32_t read_string(Reader *reader, TSNode node)
{
    const char *text;
    uint32_t length;
    if (string_text(reader, node, &text, &length)) {
        if (reader->annotation && length && reader->depth < DEPTH_LIMIT) {
            bool outer = reader->quoted;
            reader->quoted = true;
            uint32_t value = read_quoted_annotation(reader, node, text, length);
            reader->quoted = outer;
            return value;
        }
        char known[TEXT_LIMIT];
        uint32_t used = 0;
        bool is_known = append_text(reader, node, known, &used);
        return reader_constant(reader, node, CONSTANT_STRING,
                               is_known ? names_intern(reader->facts.interned, known, used) : 0);
    }
    return read_formatted(reader, node);
}

uint32_t read_concatenated(Reader *reader, TSNode node, Children children)
{
    char text[TEXT_LIMIT];
    uint32_t used = 0;
    bool known = true;
    for (uint32_t i = 0; i < children.count && known; i++)
        known = append_text(reader, child_at(reader, children, i).node, text, &used);
    if (known)
        return reader_constant(reader, node, CONSTANT_STRING, names_intern(reader->facts.interned, text, used));
    UT_array *operands = operands_begin(reader);
    for (uint32_t i = 0; i < children.count; i++)
        read_interpolations(reader, child_at(reader, children, i).node, operands);
    uint32_t value = add_formatted(reader, node, operands, false);
    operands_end(reader);
    return value;
}
