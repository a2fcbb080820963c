/*
 * building.h - what the parts of graph_build() share.
 *
 *   build.c            the order of building; owns all tables
 *   build_nodes.c      nodes, their roles
 *   build_awaitable.c  what can never be awaited
 *   build_arrows.c     calls: their kinds, what competes, what is broken
 *   build_structure.c  what functions return, inheritance, overrides, imports
 */
#ifndef SEAMAP_BUILDING_H
#define SEAMAP_BUILDING_H

#include "asking.h"
#include "build.h"
#include "steps.h"
#include "../../extractors/extractor.h"

/* A node of the tree. */
typedef struct {
    GraphNode *node;
    uint32_t def;      /* the first of several definitions of one name stands for all */
    uint32_t patterns; /* of the catalog that its simple name matches */
} Own;

/* What an edge begins or ends at: a node, or what has none yet. */
typedef struct {
    GraphNode *node;      /* NULL: outside the tree, */
    uint32_t name;        /* of that name, */
    const char *language; /* which code of that language refers to */
} End;

/* An edge in the making of which one end lies outside the tree. */
typedef struct {
    NewEdge *edge;
    End end;
} OpenEdge;

/* What a part of the program makes of the graph. */
typedef struct {
    NewEdges edges;
    UT_array open; /* OpenEdge */
} EdgeList;

/*
 * Definitions, files and calls are looked at in parallel, as long as each only writes what is its own; what they make
 * of the graph is handed over to it in the order of files, whose definitions are in order.
 */
typedef struct GraphDraft {
    const Program *program;
    const Catalog *catalog;
    int threads;
    Graph *graph;
    uint32_t value_count, def_count;
    GraphNode **nodes; /* by definition */
    Own *own;
    uint32_t own_count;
    EdgeList imports;     /* of all files */
    uint32_t *orders;     /* by value: rank among the calls of its scope */
    uint8_t *consumers;   /* by value */
    bool *enclosed;       /* by value: it goes into a display, a comprehension, or is passed on */
    GraphNode **external; /* by name: nodes outside the tree */
    const char **paths;   /* by file: the graph's copy of its path */
    const char *languages[LANGUAGE_COUNT];
    uint8_t *hooked; /* by name: 1 + whether the catalog has hooks for subclasses of it; 0: not asked yet */
    uint8_t *called; /* by name, of what is called outside the tree: enum Called */
    Asking *asking;
    bool *plain;        /* by definition: of classes, whether an instance certainly cannot be awaited */
    bool *awaits_below; /* by definition: of classes, whether an instance, or one of a class below, has `__await__` */
    uint8_t *never;     /* by definition: Failure of awaiting its result */
    bool *kept; /* by definition: a decorator of the catalog says that a library calls it back, and so what for */
    Steps steps;
} Build;

/* A call, and what the graph makes of it. */
typedef struct {
    const ResolvedCall *call;
    uint64_t rivals; /* equal for the calls of a site that compete, see rivals_of() */
    uint8_t kind;    /* EdgeKind */
    uint8_t flags;   /* EdgeFlag */
    uint8_t broken;  /* Failure of what is awaited */
    bool drawn;      /* makes an edge */
} Arrow;

/* Calls by the definition that they stand in. */
typedef struct {
    Arrow *arrows;
    uint32_t *first; /* by definition, and one more */
} Arrows;

const char *build_text(const Build *build, uint32_t name);
const char *build_path(const Build *build, const ProgramFile *file);
const char *build_path_of_def(const Build *build, const ProgramFile *file, uint32_t index);
const char *build_language(const Build *build, const ProgramFile *file);
const char *build_language_of_site(const Build *build, uint32_t site);
/* The number of a definition's simple name, 0 for modules. */
uint32_t build_name_of_def(const Build *build, uint32_t def);
/* A definition as an end of an edge; 0: what has that name outside the tree. */
End build_end(const Build *build, uint32_t def, uint32_t name, const char *language);
void build_add_edge(EdgeList *edges, End from, End to, EdgeKind kind, uint32_t flags, GraphSite site);
/* Between definitions. */
void build_join(const Build *build, EdgeList *edges, uint32_t from, uint32_t to, EdgeKind kind, uint32_t flags,
                GraphSite site);

/* --- build_nodes.c --- */

void build_add_nodes(Build *build);
/* Fingerprints of bodies. */
void build_add_bodies(Build *build);
/* The node of a name outside the tree, made when it is not there yet. */
GraphNode *build_external_node(Build *build, uint32_t name, const char *language);
/* Finds the patterns of the catalog that names match. */
void build_match_patterns(Build *build);
void build_mark_legacy(Build *build);
void build_add_class_roles(Build *build, uint32_t class_def);
/* When all edges are there. */
void build_add_roles(Build *build);

/* --- build_awaitable.c --- */

void build_find_never_awaitable(Build *build);
/* Whether awaiting what a method of an instance gives fails, and what subclasses have in its stead. */
bool build_method_fails(const Build *build, const Result *instance, uint32_t name);

/* --- build_arrows.c --- */

/* Ranks among the calls of a scope: the order of edges. */
void build_rank_values(const Build *build);
/* The calls, judged; the caller frees both arrays. */
Arrows build_find_arrows(Build *build);
void build_add_arrow(const Build *build, uint32_t scope, const Arrow *arrow, EdgeList *out);
/* Marks what calls hand over: edges do not tell it. */
void build_mark_handed(Build *build, const ResolvedCall *call);
GraphSite build_site_of_def(const Build *build, uint32_t def);

/* --- build_structure.c --- */

void build_add_imports(const Build *build, const ProgramFile *file, EdgeList *out);
/* Edges of a definition of that kind (DefKind) that are no calls. */
void build_add_structure(const Build *build, uint32_t def, uint8_t kind, EdgeList *out);

#endif
