/*
 * changes.h - what changed between two states of a program, in the shape that reports are written from. Knows no language.
 *
 * Texts may come from analysed code and hold anything: who writes a report cleans them. Strings are borrowed.
 */
#ifndef SEAMAP_CHANGES_H
#define SEAMAP_CHANGES_H

#include "diagram.h"
#include "findings.h"
#include <utstring.h>

typedef enum {
    CHANGE_ADDED,
    CHANGE_REMOVED,
    CHANGE_CHANGED,
    CHANGE_MOVED, /* renamed or in another place, and nothing else */
    CHANGE_KIND_COUNT
} ChangeKind;

/* A place in one of the two states. */
typedef struct {
    const char *path; /* "": none */
    unsigned line;
    bool in_base;
} ChangePlace;

/* Something of the program that has a name. */
typedef struct {
    ChangeKind change;
    const char *id;   /* as it is now, or else was */
    const char *was;  /* its former id, where that is another one; or NULL */
    const char *kind; /* "function" */
    const char *what; /* "became async"; of what is new or gone, what it is; "" when only what it calls changed */
    bool async;
    ChangePlace place;
} ChangedNode;

/* One side of an edge; `kind` is NULL on the side where it is not. */
typedef struct {
    const char *kind; /* "await" */
    bool broken, possible;
} ChangedEdgeSide;

typedef struct {
    ChangeKind change;
    const char *from, *to;
    const char *what; /* "calls → awaits" */
    ChangedEdgeSide before, after;
    bool implied; /* one of its ends is new or gone, so it goes without saying */
    ChangePlace place;
} ChangedEdge;

/* A part of the verdict: a name, what there is to say about it, and another name; either name may be NULL. */
typedef struct {
    const char *subject, *object;
    const char *text; /* of ours: may hold `code` */
} ChangeHeadline;

/* One of the two states. */
typedef struct {
    const char *name;   /* as the user called it */
    const char *commit; /* id, or NULL */
} ChangeState;

/* Everything that a report says. */
typedef struct {
    ChangeState base, head;
    const ChangeHeadline *headlines;
    size_t headline_count;
    const ChangedNode *nodes; /* what matters most first */
    size_t node_count;
    const ChangedEdge *edges; /* likewise */
    size_t edge_count;
    bool checked;         /* rules took part */
    const Finding *added; /* findings that are new */
    size_t added_count;
    const Finding *fixed; /* and those that are gone; their places are of the base */
    size_t fixed_count;
    const Diagram *diagram;
    const char *const *unread; /* paths of what could not be read wholly; ends with NULL; or NULL */
    const char *link_template; /* link.h; or NULL */
    const char *link_place;    /* what paths of links begin with: "" or ending in a slash */
} Changes;

typedef struct {
    const char *name;    /* what --format accepts */
    const char *summary; /* one line */
    void (*write)(const Changes *changes, UT_string *out);
} ChangesFormat;

extern const ChangesFormat changes_formats[]; /* markdown first; ends with a NULL name */

/* The format of that name, or NULL. */
const ChangesFormat *changes_format_find(const char *name);

const char *change_kind_name(ChangeKind kind); /* "added" */
const char *change_kind_mark(ChangeKind kind); /* "+" */

/* For a pull request: a comment of at most 65536 bytes. */
void changes_write_markdown(const Changes *changes, UT_string *out);
/* The picture alone. */
void changes_write_mermaid(const Changes *changes, UT_string *out);
/* For programs: schema "seamap.diff/1". */
void changes_write_json(const Changes *changes, UT_string *out);

/* The head of a report in words: what matters, and how much of all there is. `markup`: names as code of Markdown. */
void changes_write_verdict(const Changes *changes, bool markup, UT_string *out);

#endif
