#include "markers.h"

#include "../../extractors/memory.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    TAB_SIZE = 4,
    CODE_INDENT = 4 /* columns that make a line code */
};

static const MarkerSyntax markdown = {"Markdown", "<!-- seamap:begin VIEW -->", "<!-- seamap:end -->", false};
static const MarkerSyntax restructured = {"reStructuredText", ".. seamap:begin VIEW", ".. seamap:end", true};

const MarkerSyntax *marker_syntax_of(const char *path)
{
    const char *dot = strrchr(path, '.');
    return dot && (strcasecmp(dot, ".rst") == 0 || strcasecmp(dot, ".rest") == 0) ? &restructured : &markdown;
}

TextLine text_line_at(const char *text)
{
    size_t body = strcspn(text, "\n");
    TextLine line = {text, body + (text[body] == '\n'), body};
    if (body && text[body - 1] == '\r')
        line.body--;
    return line;
}

/* --- a place in a line --- */

typedef struct {
    const char *at, *end; /* end: of the line's body */
    size_t column;        /* tabs reach to the next multiple of four */
} Cursor;

static void skip_blanks(Cursor *cursor)
{
    for (; cursor->at < cursor->end && (*cursor->at == ' ' || *cursor->at == '\t'); cursor->at++)
        cursor->column = *cursor->at == '\t' ? (cursor->column / TAB_SIZE + 1) * TAB_SIZE : cursor->column + 1;
}

static bool is_blank_or_end(Cursor cursor)
{
    return cursor.at == cursor.end || *cursor.at == ' ' || *cursor.at == '\t';
}

static size_t count_run(Cursor cursor, char letter)
{
    size_t length = 0;
    while (cursor.at + length < cursor.end && cursor.at[length] == letter)
        length++;
    return length;
}

static bool has_text(Cursor cursor, const char *text)
{
    return memmem(cursor.at, (size_t)(cursor.end - cursor.at), text, strlen(text)) != NULL;
}

static bool starts_with(Cursor cursor, const char *text)
{
    return (size_t)(cursor.end - cursor.at) >= strlen(text) && memcmp(cursor.at, text, strlen(text)) == 0;
}

/* --- markers --- */

/* Whether the line from here on is `open`, "seamap:" and words, `close`; then copies the words. */
static bool take_between(Cursor cursor, const char *open, const char *close, char **words)
{
    static const char name[] = "seamap:";
    if (!starts_with(cursor, open))
        return false;
    cursor.at += strlen(open);
    while (cursor.at < cursor.end && strchr(" \t", cursor.end[-1]))
        cursor.end--;
    skip_blanks(&cursor);
    size_t wanted = strlen(name) + strlen(close);
    if (!starts_with(cursor, name) || (size_t)(cursor.end - cursor.at) < wanted ||
        memcmp(cursor.end - strlen(close), close, strlen(close)) != 0)
        return false;
    cursor.at += strlen(name);
    cursor.end -= strlen(close);
    skip_blanks(&cursor);
    *words = memory_text_part(cursor.at, (size_t)(cursor.end - cursor.at));
    return true;
}

static bool take_markdown_marker(Cursor cursor, char **words)
{
    static const char *const hidden[][2] = {
        {"<!--", "-->"}, {"[//]: # (", ")"}, {"[//]: # \"", "\""}, {"[//]: # '", "'"}};
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
        if (take_between(cursor, hidden[i][0], hidden[i][1], words))
            return true;
    return false;
}

/* --- blocks of Markdown --- */

static bool is_thematic_break(Cursor cursor)
{
    char mark = cursor.at < cursor.end ? *cursor.at : '\0';
    size_t count = 0;
    if (!mark || !strchr("*-_", mark))
        return false;
    for (; cursor.at < cursor.end; cursor.at++) {
        count += *cursor.at == mark;
        if (*cursor.at != mark && *cursor.at != ' ' && *cursor.at != '\t')
            return false;
    }
    return count >= 3;
}

/* Steps over the marker of a list item, to where its contents start. */
static bool enter_item(Markers *markers, Cursor *cursor)
{
    Cursor next = *cursor;
    size_t digits = 0;
    while (next.at < next.end && *next.at >= '0' && *next.at <= '9' && digits < 9)
        next.at++, digits++;
    if (next.at == next.end || !strchr(digits ? ".)" : "-+*", *next.at) || markers->depth == MARKER_ITEMS_MAX ||
        is_thematic_break(*cursor))
        return false;
    next.at++;
    next.column += digits + 1;
    if (!is_blank_or_end(next))
        return false;
    size_t after = next.column;
    skip_blanks(&next);
    bool one_blank = next.at == next.end || next.column - after > CODE_INDENT; /* empty, or it begins with code */
    markers->items[markers->depth++] = one_blank ? after + 1 : next.column;
    *cursor = next;
    return true;
}

static void open_fence(Markers *markers, Cursor cursor)
{
    char mark = cursor.at < cursor.end ? *cursor.at : '\0';
    size_t length = mark == '`' || mark == '~' ? count_run(cursor, mark) : 0;
    cursor.at += length;
    if (length < 3 || (mark == '`' && memchr(cursor.at, '`', (size_t)(cursor.end - cursor.at))))
        return;
    markers->fence = mark;
    markers->fence_length = length;
    markers->fence_depth = markers->depth;
}

static void close_fence(Markers *markers, Cursor cursor, size_t indent)
{
    size_t length = count_run(cursor, markers->fence);
    cursor.at += length;
    skip_blanks(&cursor);
    if (indent < CODE_INDENT && length >= markers->fence_length && cursor.at == cursor.end)
        markers->fence = '\0';
}

static size_t base_of(const Markers *markers)
{
    return markers->depth ? markers->items[markers->depth - 1] : 0;
}

/* Leaves the list items that the line is not indented for, and with them what is open inside. A line that goes on with a
 * paragraph may do without the indentation; to end the item there is no mistake that could be seen here. */
static void leave_items(Markers *markers, size_t column)
{
    while (markers->depth && column < base_of(markers))
        markers->depth--;
    if (markers->fence && markers->depth < markers->fence_depth)
        markers->fence = '\0';
}

/* Follows the items, fences and comments that begin on the line, which has no indentation of its own any more. */
static void enter_blocks(Markers *markers, Cursor cursor)
{
    while (cursor.column < base_of(markers) + CODE_INDENT && enter_item(markers, &cursor))
        continue;
    if (cursor.column >= base_of(markers) + CODE_INDENT)
        return;
    open_fence(markers, cursor);
    markers->comment = !markers->fence && starts_with(cursor, "<!--") && !has_text(cursor, "-->");
}

static bool take_markdown(Markers *markers, Cursor cursor, char **words)
{
    skip_blanks(&cursor);
    if (cursor.at == cursor.end)
        return false;
    if (markers->comment) {
        markers->comment = !has_text(cursor, "-->");
        return false;
    }
    leave_items(markers, cursor.column);
    if (markers->fence) {
        close_fence(markers, cursor, cursor.column - base_of(markers));
        return false;
    }
    if (cursor.column < CODE_INDENT && take_markdown_marker(cursor, words))
        return true;
    enter_blocks(markers, cursor);
    return false;
}

bool markers_take(Markers *markers, TextLine line, char **words)
{
    Cursor cursor = {line.text, line.text + line.body, 0};
    return markers->syntax->restructured ? take_between(cursor, ".. ", "", words)
                                         : take_markdown(markers, cursor, words);
}
