/*
 * Type comments, which say what annotations say (PEP 484): behind an assignment, a parameter, or the head of a function:
 *
 *     def enter(room, guests):
 *         # type: (Room, list[Guest]) -> Door
 *         door = room.door  # type: Door
 */
#include "reader.h"

#include <string.h>

/* A part of the source. */
typedef struct {
    const char *text;
    uint32_t length;
} Slice;

static const char mark[] = "# type:";

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static Slice trimmed(Slice part)
{
    while (part.length && is_blank(*part.text))
        part = (Slice){part.text + 1, part.length - 1};
    while (part.length && (is_blank(part.text[part.length - 1]) || part.text[part.length - 1] == '\r'))
        part.length--;
    return part;
}

/* What the comment says that stands at an offset, behind blanks; a length of 0: there is none, or it tells checkers to look
 * away. A comment in it ends it. */
static Slice comment_at(const Reader *reader, uint32_t at)
{
    const char *source = reader->source, *end = source + reader->source_size, *text = source + at;
    while (text < end && is_blank(*text))
        text++;
    if ((size_t)(end - text) < strlen(mark) || memcmp(text, mark, strlen(mark)) != 0)
        return (Slice){0};
    text += strlen(mark);
    const char *line = memchr(text, '\n', (size_t)(end - text));
    Slice part = {text, (uint32_t)((line ? line : end) - text)};
    const char *more = memchr(text, '#', part.length);
    if (more)
        part.length = (uint32_t)(more - text);
    part = trimmed(part);
    return part.length >= strlen("ignore") && memcmp(part.text, "ignore", strlen("ignore")) == 0 ? (Slice){0} : part;
}

uint32_t type_comment_behind(Reader *reader, TSNode node)
{
    if (!reader->comments)
        return 0;
    uint32_t at = ts_node_end_byte(node);
    if (at < reader->source_size && reader->source[at] == ',') /* between parameters */
        at++;
    Slice type = comment_at(reader, at);
    return type.length && *type.text != '(' ? read_annotation_text(reader, node, type.text, type.length) : 0;
}

/* How long a type is that begins here: up to a comma or the bracket that closes what is around it. */
static uint32_t length_of_type(Slice part)
{
    uint32_t depth = 0, i = 0;
    for (; i < part.length; i++) {
        char c = part.text[i];
        if (depth == 0 && (c == ',' || c == ')' || c == ']'))
            break;
        depth += c == '(' || c == '[';
        depth -= c == ')' || c == ']';
    }
    return i;
}

/* Splits `(Room, *Guest) -> Door`, `rest` behind the bracket that opens it; gives how many types there are. */
static uint32_t split_signature(Slice *rest, Slice *types, uint32_t most)
{
    uint32_t count = 0;
    while (rest->length && count < most) {
        uint32_t length = length_of_type(*rest);
        Slice type = trimmed((Slice){rest->text, length});
        while (type.length && *type.text == '*')
            type = (Slice){type.text + 1, type.length - 1};
        if (type.length)
            types[count++] = type;
        bool last = length == rest->length || rest->text[length] == ')';
        uint32_t used = length < rest->length ? length + 1 : length;
        *rest = (Slice){rest->text + used, rest->length - used};
        if (last)
            break;
    }
    return count;
}

/* The comment with the whole signature, which stands between the head of a function and its body. */
static Slice signature_of(const Reader *reader, TSNode head, TSNode body)
{
    for (uint32_t at = ts_node_end_byte(head); at < ts_node_start_byte(body) && at < reader->source_size; at++) {
        Slice comment = reader->source[at] == '#' ? comment_at(reader, at) : (Slice){0};
        if (comment.length && *comment.text == '(')
            return comment;
    }
    return (Slice){0};
}

uint32_t type_comment_of_function(Reader *reader, TSNode head, TSNode body, UT_array *params)
{
    enum {
        MOST = 64
    };
    Slice types[MOST], rest = reader->comments ? signature_of(reader, head, body) : (Slice){0};
    if (!rest.length)
        return 0;
    rest = (Slice){rest.text + 1, rest.length - 1};
    uint32_t count = split_signature(&rest, types, MOST), skipped = utarray_len(params) == count + 1; /* self */
    bool open = count == 1 && types[0].length == 3 && memcmp(types[0].text, "...", 3) == 0;
    for (uint32_t i = 0; i < count && !open && i + skipped < utarray_len(params); i++) {
        Param *param = (void *)utarray_eltptr(params, i + skipped);
        if (!param->annotation)
            param->annotation = read_annotation_text(reader, head, types[i].text, types[i].length);
    }
    rest = trimmed(rest);
    if (rest.length < 2 || memcmp(rest.text, "->", 2) != 0)
        return 0;
    rest = trimmed((Slice){rest.text + 2, rest.length - 2});
    return read_annotation_text(reader, head, rest.text, rest.length);
}
