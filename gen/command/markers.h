/*
 * markers.h - the lines of a document that say where a diagram stands, in the syntax of the document:
 *
 *     Markdown            <!-- seamap:begin VIEW [options] -->          <!-- seamap:end -->
 *                         [//]: # (seamap:begin VIEW [options])         [//]: # (seamap:end)
 *     reStructuredText    .. seamap:begin VIEW [options]                .. seamap:end
 *
 * A marker stands alone on its line, and says nothing where the document shows it: in Markdown's fenced or indented
 * code and in comments of several lines, by the rules of CommonMark; in reStructuredText wherever it is indented.
 */
#ifndef SEAMAP_MARKERS_H
#define SEAMAP_MARKERS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    const char *name;        /* for people */
    const char *begin, *end; /* markers as messages spell them */
    bool restructured;
} MarkerSyntax;

typedef struct {
    const char *text; /* with its line end */
    size_t length;
    size_t body; /* length without the line end */
} TextLine;

enum {
    MARKER_ITEMS_MAX = 32 /* lists in lists; what lies deeper is taken for code */
};

/* What is open at a line. To be zeroed but for the syntax. */
typedef struct {
    const MarkerSyntax *syntax;
    char fence; /* '`' or '~' inside fenced code, else 0 */
    size_t fence_length, fence_depth;
    bool comment;                   /* inside an HTML comment that began on an earlier line */
    size_t items[MARKER_ITEMS_MAX]; /* columns where the contents of open list items start, outermost first */
    size_t depth;
} Markers;

/* The syntax that the name of a file stands for: Markdown, unless it says otherwise. */
const MarkerSyntax *marker_syntax_of(const char *path);

/* The line at the start of a text. */
TextLine text_line_at(const char *text);

/*
 * Takes the next line. Whether it is a marker: then `words` is what stands behind "seamap:" (caller frees).
 */
bool markers_take(Markers *markers, TextLine line, char **words);

#endif
