/*
 * text.c - see text.h. The rules of escaping are those of Mermaid 10.9 to 12 and of GitHub's Markdown, which have much
 * in common, since Mermaid 11 reads labels as Markdown too.
 */
#include "text.h"

#include <stdlib.h>
#include <string.h>

#define REPLACEMENT 0xFFFDu
#define LABEL_LINES_MAX 12
#define BREAK_REACH 12 /* how far from the middle a sensible place to cut may be */

/* Continuation bytes that this byte asks for, and the least character that may be written so; -1 for no lead byte. */
static int read_lead(unsigned char byte, uint32_t *bits, uint32_t *least)
{
    static const uint32_t leasts[] = {0, 0x80, 0x800, 0x10000};
    int more = byte < 0x80 ? 0 : byte >> 5 == 6 ? 1 : byte >> 4 == 14 ? 2 : byte >> 3 == 30 ? 3 : -1;
    if (more < 0)
        return -1;
    *bits = more == 0 ? byte : byte & (0x3Fu >> more);
    *least = leasts[more];
    return more;
}

uint32_t text_next(const char *text, size_t length, size_t *at)
{
    const unsigned char *bytes = (const unsigned char *)text;
    uint32_t c, least;
    size_t i = (*at)++;
    int more = read_lead(bytes[i], &c, &least);
    if (more < 0 || length - i <= (size_t)more)
        return REPLACEMENT;
    for (int k = 1; k <= more; k++) {
        if ((bytes[i + k] & 0xC0) != 0x80)
            return REPLACEMENT;
        c = c << 6 | (bytes[i + k] & 0x3F);
    }
    if (c < least || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        return REPLACEMENT;
    *at = i + (size_t)more + 1;
    return c;
}

static void append_character(UT_string *out, uint32_t c)
{
    char bytes[4];
    size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned char marks[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = n; i-- > 0; c >>= 6)
        bytes[i] = (char)(i ? 0x80 | (c & 0x3F) : marks[n] | c);
    utstring_bincpy(out, bytes, n);
}

size_t text_count_units(const char *text, size_t length)
{
    size_t units = 0;
    for (size_t at = 0; at < length;)
        units += text_next(text, length, &at) > 0xFFFF ? 2 : 1;
    return units;
}

void text_append_valid(UT_string *out, const char *text)
{
    size_t length = strlen(text);
    for (size_t at = 0; at < length;)
        append_character(out, text_next(text, length, &at));
}

typedef struct {
    uint32_t first, last;
} Range;

static bool is_in(const Range *ranges, size_t count, uint32_t c)
{
    for (size_t i = 0; i < count; i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    return false;
}

/* All that a JavaScript \s matches, since Mermaid's rules are written with it. */
static bool is_space(uint32_t c)
{
    static const Range spaces[] = {{0x09, 0x0D},     {0x20, 0x20},     {0x85, 0x85},     {0xA0, 0xA0},
                                   {0x1680, 0x1680}, {0x2000, 0x200A}, {0x2028, 0x2029}, {0x202F, 0x202F},
                                   {0x205F, 0x205F}, {0x3000, 0x3000}, {0xFEFF, 0xFEFF}};
    return is_in(spaces, sizeof spaces / sizeof *spaces, c);
}

/*
 * Controls, soft hyphen, zero-width characters (but not the joiners, which scripts and emoji need), directional marks,
 * interlinear annotation, tags.
 */
static bool is_hidden(uint32_t c)
{
    static const Range hidden[] = {{0x00, 0x1F},     {0x7F, 0x9F},     {0xAD, 0xAD},      {0x61C, 0x61C},
                                   {0x180E, 0x180E}, {0x200B, 0x200B}, {0x200E, 0x200F},  {0x202A, 0x202E},
                                   {0x2060, 0x206F}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F}};
    return is_in(hidden, sizeof hidden / sizeof *hidden, c);
}

void text_append_line(UT_string *out, const char *line, size_t max)
{
    size_t length = strlen(line);
    for (size_t at = 0, count = 0; at < length; count++) {
        uint32_t c = text_next(line, length, &at);
        if (count == max) {
            utstring_printf(out, "...");
            return;
        }
        append_character(out, c == '\t' ? ' ' : is_hidden(c) ? REPLACEMENT : c);
    }
}

static void end_line(UT_string *out, bool one_line, bool *space)
{
    if (one_line)
        *space = true;
    else
        utstring_bincpy(out, "\n", 1);
}

void text_append_clean(UT_string *out, const char *text, bool one_line)
{
    size_t length = strlen(text);
    bool space = false, started = false;
    utstring_reserve(out, length + 1); /* by itself it grows by no more than what is added */
    for (size_t at = 0; at < length;) {
        uint32_t c = text_next(text, length, &at);
        if (c == '\r' && text[at] == '\n')
            continue;
        if (c == '\n' || c == '\r') {
            space = false;
            end_line(out, one_line, &space);
            started = started && one_line;
        } else if (is_space(c)) {
            space = true;
        } else if (!is_hidden(c)) {
            if (space && started)
                utstring_bincpy(out, " ", 1);
            append_character(out, c);
            started = true;
            space = false;
        }
    }
}

/* Where each character begins, and the end; the caller frees. */
static size_t *index_characters(const char *text, size_t length, size_t *count)
{
    size_t *starts = malloc((length + 1) * sizeof *starts);
    if (!starts)
        abort();
    *count = 0;
    for (size_t at = 0; at < length; text_next(text, length, &at))
        starts[(*count)++] = at;
    starts[*count] = length;
    return starts;
}

/* Whether a word of a name begins here: behind '.' and the like, which go with the word before, or at a capital. */
static bool is_seam(const char *at)
{
    return strchr("._/:- ,(", at[-1]) || (at[0] >= 'A' && at[0] <= 'Z' && at[-1] >= 'a' && at[-1] <= 'z');
}

/* The cuts move outwards only, to the next place where a word ends, if there is one in reach. */
static size_t find_head_end(const char *text, const size_t *starts, size_t end)
{
    for (size_t i = end; i > 1 && end - i < BREAK_REACH; i--)
        if (is_seam(text + starts[i]))
            return i;
    return end;
}

static size_t find_tail_start(const char *text, const size_t *starts, size_t start, size_t count)
{
    for (size_t i = start; i < count && i - start < BREAK_REACH; i++)
        if (is_seam(text + starts[i]))
            return i;
    return start;
}

void text_append_short(UT_string *out, const char *line, size_t length, size_t max)
{
    size_t count;
    size_t *starts = index_characters(line, length, &count);
    if (count <= max) {
        utstring_bincpy(out, line, length);
    } else {
        /* The end of a qualified name says more than its beginning. */
        size_t head = find_head_end(line, starts, (max - 1) * 2 / 5);
        size_t tail = find_tail_start(line, starts, count - (max - 1 - (max - 1) * 2 / 5), count);
        utstring_bincpy(out, line, starts[head]);
        utstring_printf(out, "\u2026");
        utstring_bincpy(out, line + starts[tail], length - starts[tail]);
    }
    free(starts);
}

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Characters that are never written as they are. */
static const char *const names[128] = {
    ['&'] = "amp", ['"'] = "quot", ['<'] = "lt",  ['>'] = "gt", /* HTML, and the ends of labels */
    ['#'] = "35",                                 /* begins entities of Mermaid, headings, issue numbers */
    ['`'] = "96",  ['*'] = "42",   ['~'] = "126", /* Markdown: code, emphasis, deletion */
    ['['] = "91",  [']'] = "93",                  /* links, footnotes */
    ['\\'] = "92",                                /* \n breaks lines in Mermaid 10, \_ loses its backslash */
    ['|'] = "124",                                /* ends table cells and labels of edges */
    ['$'] = "36",                                 /* $$ is mathematics */
    ['%'] = "37",                                 /* %% comments, %%{ directives */
    ['@'] = "64",                                 /* mail addresses become links, names are notified */
};

/* Where the first line break, or the beginning, is followed by nothing but digits up to here. */
static bool ends_number(const char *text, size_t at)
{
    size_t i = at;
    while (i > 0 && is_digit(text[i - 1]))
        i--;
    return i < at && (i == 0 || text[i - 1] == '\n');
}

/* Lexer rule `.*direction\s+TB`: it comes before strings, so even inside a label it makes a statement of the line. */
static bool ends_direction(const char *text, size_t at)
{
    return at >= 9 && memcmp(text + at - 9, "direction", 9) == 0;
}

/* The name or number of the entity that must stand for the character here, or NULL. */
static const char *find_entity(const char *text, size_t at)
{
    char c = text[at], before = at ? text[at - 1] : '\n', after = text[at + 1];
    if ((unsigned char)c >= 128)
        return NULL;
    if (names[(int)c])
        return names[(int)c];
    switch (c) {
    case ' ':
        return ends_direction(text, at) ? "32" : NULL;
    case '_': /* emphasis, unless inside a word */
        return is_word(before) && is_word(after) ? NULL : "95";
    case ':': /* http://, :emoji:, and the lexer's own repair of `style x fill:#f00;`, which eats a semicolon */
        return after == ' ' || after == '\n' || after == '\0' ? NULL : "58";
    case '.': /* 1. or www. */
        return ends_number(text, at) || (at >= 3 && memcmp(text + at - 3, "www", 3) == 0) ? "46" : NULL;
    case ')':
        return ends_number(text, at) ? "41" : NULL;
    case '-': /* list items, and lines under a heading */
        return before == '\n' ? "45" : NULL;
    case '+':
        return before == '\n' ? "43" : NULL;
    case '=':
        return before == '\n' ? "61" : NULL;
    }
    return NULL;
}

static void append_entity(UT_string *out, const char *entity, Escape escape)
{
    const char *number = is_digit(*entity) ? "#" : "";
    if (escape == ESCAPE_MERMAID)
        utstring_printf(out, "#%s;", entity);
    else
        utstring_printf(out, "&%s%s;", number, entity);
}

/*
 * Between parsing and drawing Mermaid spells entities with this ligature, so it reads "ﬂ°°35¶ß" as one even in
 * the finished picture. Python itself takes the ligature for the two letters.
 */
static const char ligature[] = "\ufb02";

void text_append_escaped(UT_string *out, const char *clean, Escape escape)
{
    size_t skip = 1;
    utstring_reserve(out, strlen(clean) + 1);
    for (size_t at = 0; clean[at]; at += skip) {
        const char *entity = find_entity(clean, at);
        bool is_ligature = escape == ESCAPE_MERMAID && strncmp(clean + at, ligature, strlen(ligature)) == 0;
        skip = is_ligature ? strlen(ligature) : 1;
        if (is_ligature)
            utstring_bincpy(out, "fl", 2);
        else if (entity)
            append_entity(out, entity, escape);
        else if (clean[at] == '\n')
            utstring_bincpy(out, "<br/>", 5);
        else
            utstring_bincpy(out, clean + at, 1);
    }
}

static void append_short_lines(UT_string *out, const char *clean)
{
    for (int line = 0; *clean && line < LABEL_LINES_MAX; line++) {
        size_t length = strcspn(clean, "\n");
        if (line)
            utstring_bincpy(out, "\n", 1);
        text_append_short(out, clean, length, TEXT_LINE_MAX);
        clean += length + (clean[length] == '\n');
    }
    if (*clean)
        utstring_printf(out, "\n\u2026");
}

void text_append_label(UT_string *out, const char *text, Escape escape)
{
    UT_string clean, lines;
    utstring_init(&clean);
    utstring_init(&lines);
    text_append_clean(&clean, text, false);
    append_short_lines(&lines, utstring_body(&clean));
    /* [""] is an error to Mermaid's parser. */
    text_append_escaped(out, utstring_len(&lines) ? utstring_body(&lines) : " ", escape);
    utstring_done(&clean);
    utstring_done(&lines);
}

void text_append_sentence(UT_string *out, const char *text, Escape escape)
{
    UT_string clean;
    utstring_init(&clean);
    text_append_clean(&clean, text, true);
    text_append_escaped(out, utstring_body(&clean), escape);
    utstring_done(&clean);
}
