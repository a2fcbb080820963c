/*
 * docstring.c - what a docstring says of what it describes: that it is deprecated, or legacy. Told in passing, that makes a
 * mark in pictures; `legacy_line` is only where nothing else can be meant: the first words say it, or a directive.
 */
#include "reader.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* A statement that is nothing but a string. */
static bool is_string_statement(const Reader *reader, TSNode statement)
{
    if (syntax_of(reader, statement) != SYNTAX_EXPRESSION_STATEMENT)
        return false;
    TSNode part = only_part(statement);
    return !ts_node_is_null(part) && syntax_of(reader, part) == SYNTAX_STRING;
}

/* Whether the text says so in its first lines. */
static bool mentions_deprecation(const char *text, size_t length)
{
    enum {
        HEAD = 400
    };
    char head[HEAD + 1];
    length = length < HEAD ? length : HEAD;
    memcpy(head, text, length);
    head[length] = '\0';
    return strcasestr(head, "deprecated") != NULL;
}

/* Whether the first words of a line say that what it describes is legacy. */
static bool says_legacy(const char *line, size_t length)
{
    static const char *const words[] = {"deprecated",   "legacy:",          "legacy wrapper",
                                        "legacy alias", "legacy function",  "legacy method",
                                        "legacy class", "legacy interface", "obsolete"};
    while (length && (ispunct((unsigned char)*line) || isspace((unsigned char)*line)))
        line++, length--;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t size = strlen(words[i]);
        bool ends = length == size || (length > size && !isalnum((unsigned char)line[size]) && line[size] != '_');
        if (length >= size && strncasecmp(line, words[i], size) == 0 && (ends || words[i][size - 1] == ':'))
            return true;
    }
    return false;
}

/* Whether a line says nothing but the name: """Deprecated constant.""" of a class DeprecatedConstant. */
static bool repeats_name(const char *line, size_t length, const char *name)
{
    for (size_t i = 0; i < length; i++)
        if (isalnum((unsigned char)line[i])) {
            while (*name == '_')
                name++;
            if (tolower((unsigned char)*name++) != tolower((unsigned char)line[i]))
                return false;
        }
    return !*name;
}

/* Whether a line begins with the directive. One that stands farther in than the text is about a parameter, or a field. */
static bool is_directive(const char *line, size_t length, uint32_t indentation)
{
    static const char directive[] = ".. deprecated::";
    size_t size = strlen(directive), margin = 0;
    while (margin < length && (line[margin] == ' ' || line[margin] == '\t'))
        margin++;
    size_t start = margin;
    while (start < length && strchr("rRuU\"'", line[start]))
        start++;
    return margin <= indentation && length - start >= size && memcmp(line + start, directive, size) == 0;
}

/* The line of a text, counted from 1, which says of what has that name that it is legacy; 0: none does. */
static uint32_t find_saying_line(const char *text, size_t length, uint32_t indentation, const Def *def,
                                 const char *name)
{
    enum {
        FIRST = 2, /* lines whose first words count */
        TEXT = 14  /* lines that are read */
    };
    for (uint32_t line = 1; length && line <= TEXT; line++) {
        const char *end = memchr(text, '\n', length);
        size_t size = end ? (size_t)(end - text) : length;
        if (line <= FIRST && says_legacy(text, size) && !repeats_name(text, size, name))
            return line;
        if (def->kind != DEF_MODULE && is_directive(text, size, indentation))
            return line;
        size += end != NULL;
        text += size;
        length -= size;
    }
    return 0;
}

void docstring_read(const Reader *reader, TSNode body, Def *def)
{
    uint32_t length, line;
    TSNode first = part_at(body, 0);
    if (ts_node_is_null(first) || !is_string_statement(reader, first))
        return;
    const char *text = node_text(reader, first, &length);
    if (def->kind != DEF_MODULE && mentions_deprecation(text, length))
        def->flags |= DEF_DEPRECATED;
    line = find_saying_line(text, length, ts_node_start_point(first).column, def,
                            names_text(reader->facts.interned, def->name));
    def->legacy_line = line ? node_line(reader, first) + line - 1 : 0;
}
