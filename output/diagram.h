/*
 * diagram.h - what can be drawn: groups, nodes, edges, styles, captions. It knows no programming language and no
 * output format; an emitter (emitter.h) writes it down.
 *
 * A diagram is canonical: diagram_finish() puts groups and nodes in the order of their keys, while edges keep the
 * order in which they were added, which the maker makes meaningful (by caller, then by the order of calls in it).
 */
#ifndef SEAMAP_DIAGRAM_H
#define SEAMAP_DIAGRAM_H

#include <stdbool.h>
#include <stddef.h>

typedef enum {
    STYLE_SYNC,  /* plain function */
    STYLE_PLAIN, /* the same, where there are no others */
    STYLE_ASYNC, /* coroutine function */
    STYLE_ENTRY, /* entry point or start-up */
    STYLE_FACTORY,
    STYLE_PRODUCT, /* class that a factory makes */
    STYLE_AUTH,
    STYLE_SEAM, /* accept, receive, send, close, spawn, thread hand-over */
    STYLE_PROBLEM,
    STYLE_LEGACY,
    STYLE_PACKAGE,
    STYLE_FILE, /* the same, where code is in files and folders */
    STYLE_NOTE, /* text of the legend and caption */
    STYLE_ADDED,
    STYLE_CHANGED,
    STYLE_REMOVED,
    STYLE_UNCHANGED,
    STYLE_COUNT
} Style;

typedef enum {
    SHAPE_BOX,
    SHAPE_ROUND,
    SHAPE_STADIUM,
    SHAPE_SUBROUTINE,
    SHAPE_CYLINDER,
    SHAPE_HEXAGON,
    SHAPE_COUNT
} Shape;

typedef enum {
    LINE_SOLID,  /* plain call */
    LINE_THICK,  /* await */
    LINE_DOTTED, /* hand-over: runs later or elsewhere */
    LINE_BROKEN, /* a call that cannot work: ends in a cross */
    LINE_OPEN,   /* solid, no arrow head */
    LINE_KEPT,   /* in a comparison, where lines say what became of a call: there before and after */
    LINE_NEW,    /* added or changed */
    LINE_GONE,   /* removed */
    LINE_COUNT
} Line;

typedef enum {
    DIRECTION_DOWN,
    DIRECTION_RIGHT
} Direction;

/*
 * Strings handed to the functions below are copied; what may be NULL may as well be empty. `key`s are qualified names:
 * any text, unique in their kind. A label that is NULL is the key.
 */
typedef struct {
    const char *key;
    const char *label;
    const char *parent; /* key of the group around it, or NULL */
} DiagramGroup;

enum {
    DIAGRAM_PLACES = 8
};

typedef struct {
    const char *key;
    const char *label;  /* lines separated by \n */
    const char *group;  /* key, or NULL */
    const char *path;   /* source file, or NULL */
    unsigned line;      /* of `path`; only formats that are not kept in version control print it */
    const char *detail; /* a sentence for tables and tooltips, or NULL */
    Style style;
    Shape shape;
    unsigned place; /* below DIAGRAM_PLACES: among the nodes of its group, before the key counts */
} DiagramNode;

typedef struct {
    const char *from, *to; /* keys of nodes */
    const char *label;     /* or NULL */
    const char *path;      /* source of the first site, or NULL */
    unsigned line;
    Line kind;
    bool far; /* leads past what is next to `from`, so that groups come to stand side by side */
} DiagramEdge;

typedef struct {
    const char *name; /* of the view, and of the output file without its suffix: "init", "init.app.main" */
    const char *title;
    const char *summary; /* a sentence for people who cannot see the picture */
    Direction direction;
    bool abreast; /* ways that no arrow joins begin side by side, where a format has a say in it */
    bool compact; /* for hosts that count every letter: formats leave out what only helps */
    DiagramGroup *groups;
    size_t group_count;
    DiagramNode *nodes;
    size_t node_count;
    DiagramEdge *edges;
    size_t edge_count;
    char **captions; /* what was left out, what to know: a sentence each; drawn below the legend */
    size_t caption_count;
    struct DiagramStore *store;
} Diagram;

/* An empty diagram, which diagram_free() frees with all it holds. */
Diagram *diagram_new(const char *name, const char *title, Direction direction);
void diagram_free(Diagram *diagram);

void diagram_set_summary(Diagram *diagram, const char *summary);
/* Adding a key twice changes nothing and is no error: the first one stands. */
void diagram_add_group(Diagram *diagram, DiagramGroup group);
void diagram_add_node(Diagram *diagram, DiagramNode node);
/* Edges that are equal in ends, kind and label are added once. */
void diagram_add_edge(Diagram *diagram, DiagramEdge edge);
void diagram_add_caption(Diagram *diagram, const char *caption);

/*
 * Sorts groups and nodes by key, byte by byte, and checks that edges end at known nodes, that groups are known and that
 * none is inside itself (asserts: such things are mistakes of ours). Nothing is added afterwards.
 */
void diagram_finish(Diagram *diagram);

/* Searches of a finished diagram, NULL when there is none. */
const DiagramGroup *diagram_find_group(const Diagram *diagram, const char *key);
const DiagramNode *diagram_find_node(const Diagram *diagram, const char *key);

/* One word, the same in every format: "async", "stadium", "thick", "down". */
const char *diagram_name_style(Style style);
const char *diagram_name_shape(Shape shape);
const char *diagram_name_line(Line line);
const char *diagram_name_direction(Direction direction);

/* What legends and tables say: "async function" and, of an arrow between two names, "awaits". */
const char *diagram_explain_style(Style style);
const char *diagram_explain_line(Line line);

#endif
