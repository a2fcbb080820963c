/*
 * text.h - text from analysed code made fit to be written down. It may hold anything: quotes, markup, control
 * characters, invalid UTF-8, a megabyte of it. So it is cleaned, then shortened, then escaped, in this order, since
 * each step relies on the one before.
 */
#ifndef SEAMAP_TEXT_H
#define SEAMAP_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <utstring.h>

#define TEXT_LINE_MAX 48 /* characters: what fits a box in a diagram */

typedef enum {
    ESCAPE_MERMAID, /* entities of Mermaid: #35; */
    ESCAPE_MARKDOWN /* entities of HTML: &#35; */
} Escape;

/* The character at *at, which moves behind it; U+FFFD for each byte that is part of no valid UTF-8. */
uint32_t text_next(const char *text, size_t length, size_t *at);

/* UTF-16 units, in which JavaScript and so Mermaid counts. */
size_t text_count_units(const char *text, size_t length);

/* Repairs UTF-8 and changes nothing else. */
void text_append_valid(UT_string *out, const char *text);

/*
 * Repairs UTF-8, and drops what is invisible or plays tricks with the order of letters: control characters, marks of
 * direction, tags. White space becomes single spaces, none at the ends of lines; newlines stay unless `one_line`.
 */
void text_append_clean(UT_string *out, const char *text, bool one_line);

/*
 * A line of source as it stands, for terminals: every character stays one, so that a caret below it finds its place. Tabs
 * become spaces, what is hidden becomes U+FFFD. Beyond `max` characters "..." follows.
 */
void text_append_line(UT_string *out, const char *line, size_t max);

/* One clean line with at most `max` characters: the middle gives way to an ellipsis, at '.', '_' or the like if any. */
void text_append_short(UT_string *out, const char *line, size_t length, size_t max);

/* Clean text, escaped; newlines become <br/>. */
void text_append_escaped(UT_string *out, const char *clean, Escape escape);

/* All three steps for a label: each line shortened to TEXT_LINE_MAX, and at most so many lines. Never empty. */
void text_append_label(UT_string *out, const char *text, Escape escape);

/* Cleaned to one line and escaped, not shortened. */
void text_append_sentence(UT_string *out, const char *text, Escape escape);

#endif
