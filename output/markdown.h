/*
 * markdown.h - a diagram as a section of a Markdown document: heading, sentence, flowchart, captions, and folded away
 * the same as tables, for those who cannot see the picture or whose host cannot draw it. Line numbers are left out, so
 * that committed documents don't change when code merely moves.
 */
#ifndef SEAMAP_MARKDOWN_H
#define SEAMAP_MARKDOWN_H

#include "diagram.h"
#include <utstring.h>

/* Writes a finished diagram. */
void markdown_emit(const Diagram *diagram, UT_string *out);

/* Text as a code span, whatever it holds; nothing when nothing of it can be shown. */
void markdown_append_code(UT_string *out, const char *text);

/* Writes only the fenced flowchart, for documents that have a heading of their own. */
void markdown_append_fence(UT_string *out, const Diagram *diagram);

#endif
