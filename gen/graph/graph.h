/*
 * graph.h - the resolved program: nodes and edges, each once, with the source lines behind every edge.
 *
 * This is what views, rules and other programs work on. It knows no language and holds no syntax: ids are qualified
 * names, roles come from the catalog.
 */
#ifndef SEAMAP_GRAPH_H
#define SEAMAP_GRAPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uthash.h>

typedef enum {
    NODE_MODULE,
    NODE_CLASS,
    NODE_FUNCTION,
    NODE_METHOD,
    NODE_LAMBDA,
    NODE_CASE, /* of a function: the code under a label that the catalog knows */
    NODE_EXTERNAL,
    NODE_KIND_COUNT
} NodeKind;

typedef enum {
    EDGE_CALL,
    EDGE_AWAIT,
    EDGE_SPAWN,
    EDGE_TO_THREAD,
    EDGE_FROM_THREAD,
    EDGE_RUN,
    EDGE_CALLBACK,
    EDGE_CREATES,
    EDGE_RETURNS,
    EDGE_INHERITS,
    EDGE_OVERRIDES,
    EDGE_IMPORTS,
    EDGE_DECORATES,
    EDGE_DEPENDS,
    EDGE_KIND_COUNT
} EdgeKind;

enum NodeFlag {
    NODE_ASYNC = 1 << 0,
    NODE_GENERATOR = 1 << 1,
    NODE_TEST = 1 << 2,            /* test code: read, not drawn */
    NODE_LEGACY = 1 << 3,          /* marked deprecated, legacy, … */
    NODE_ENTRY = 1 << 4,           /* the framework (or the process) calls it: an entry point of the catalog */
    NODE_WEBSOCKET = 1 << 5,       /* its role is about WebSocket traffic */
    NODE_THREAD = 1 << 6,          /* runs in a worker thread */
    NODE_NEVER_AWAITABLE = 1 << 7, /* calling it certainly gives nothing that can be awaited */
    NODE_ABSTRACT = 1 << 8,
    NODE_CONTEXT = 1 << 9, /* gives a context manager */
    NODE_MAIN = 1 << 10,   /* a module that is a script: `if __name__ == "__main__"`; the function `main` of C; what a
                              launcher starts */
    NODE_LOOP = 1 << 11    /* an event loop calls it, and waits until it returns */
};

enum EdgeFlag {
    EDGE_POSSIBLE = 1 << 0, /* one of several targets at every one of its sites; otherwise certain */
    EDGE_BROKEN = 1 << 1    /* await of what certainly cannot be awaited */
};

enum SiteFlag { /* the first are the same bits as ValueFlag of facts.h */
    SITE_IN_LOOP = 1 << 0,
    SITE_IN_BRANCH = 1 << 1,
    SITE_IN_HANDLER = 1 << 2,
    SITE_IN_FINALLY = 1 << 3,
    SITE_AFTER_YIELD = 1 << 4,
    SITE_DISCARDED = 1 << 5,
    SITE_GUARDED = 1 << 6,
    SITE_OF_VALUE = (1 << 7) - 1, /* all of them */
    /* no value's: */
    SITE_STORES = 1 << 7,  /* it assigns to a property, whose getter, of the same name, does not run */
    SITE_GIVEN = 1 << 8,   /* it runs what the function was given as an argument: each caller something of its own */
    SITE_ITERATED = 1 << 9 /* a loop goes through what it gives */
};

/* Whether awaiting something fails. */
typedef enum {
    FAILS_NOT,    /* it may work, as far as we know */
    FAILS_PARTLY, /* it fails for some of what it may be, and nothing is known for which it works */
    FAILS_WHOLLY
} Failure;

/* A place in the source that makes an edge. */
typedef struct GraphSite {
    const char *path;
    uint32_t line, column;
    uint32_t order; /* rank among the calls of the edge's `from`; not of the file: canonical */
    uint32_t flags; /* SiteFlag */
    uint32_t call;  /* from 1: the call of program_calls() that it comes from; 0: none, or nobody knows any more */
    uint8_t broken; /* Failure of an await at this place; not written either */
    struct GraphSite *next;
} GraphSite;

typedef struct GraphEdge GraphEdge;

typedef struct GraphNode {
    const char *id;      /* qualified name; key of the table */
    const char *name;    /* last component, a pointer into id */
    NodeKind kind;       /* here, side by side, is what everybody asks for of the other ends of edges */
    uint32_t flags;      /* NodeFlag */
    uint32_t roles;      /* 1 << Role of catalog.h */
    uint32_t index;      /* rank by id, after graph_finish() */
    GraphEdge *out, *in; /* by order of the first site; linked through next_out, next_in */
    const char *module;  /* id of the module it lies in; for external nodes its first component */
    const char *path;    /* "" for external nodes */
    const char *language;
    const char *launcher; /* path of the file that says that it is started in production, or NULL */
    uint32_t line, end_line;
    uint64_t body; /* fingerprint of what it does (body.h); 0: not known */
    UT_hash_handle hh;
} GraphNode;

typedef struct {
    GraphNode *from, *to;
    uint32_t kind; /* EdgeKind */
} EdgeKey;

struct GraphEdge {
    EdgeKey key;
    uint32_t flags; /* EdgeFlag */
    uint32_t order; /* of the first site */
    uint32_t site_count;
    GraphSite *sites; /* by order */
    GraphEdge *next_out, *next_in;
};

/* One site of an edge in the making. */
typedef struct {
    GraphNode *from, *to; /* whoever adds it may find one of them later; one that lacks an end makes no edge */
    uint8_t kind;         /* EdgeKind */
    uint8_t flags;        /* EdgeFlag */
    GraphSite site;
} NewEdge;

/* Edges in the making, in the order in which they were added. Empty when zeroed. */
typedef struct {
    struct EdgeBlock *first, *last;
} NewEdges;

typedef struct {
    GraphNode *nodes; /* uthash, by id; iteration is in byte-wise order of ids after graph_finish() */
    GraphEdge *edges; /* after graph_finish(): an array, by from, order, to, kind; one of these ends and kind */
    size_t node_count, edge_count;
    GraphNode **by_rank; /* after graph_finish(): the nodes by their index */
    GraphNode **of_def;  /* by definition of the program that it was built from; NULL: it was read from a file */
    struct GraphStore *store;
} Graph;

Graph *graph_new(void);
/* Tells an empty graph about how many nodes it will have, whose table then need not grow, and how many threads may finish
 * it. */
void graph_expect(Graph *graph, size_t nodes, int threads);
void graph_free(Graph *graph);

/* The node of that id, made when it is not there yet (kind counts then). Strings are copied. */
GraphNode *graph_add_node(Graph *graph, const char *id, NodeKind kind);
/* The same, for who knows the module it lies in: the id of a node, or NULL for the node itself. */
GraphNode *graph_add_node_in(Graph *graph, const char *id, NodeKind kind, const char *module);
GraphNode *graph_find_node(const Graph *graph, const char *id);

/* A copy of `text` that lives as long as the graph; equal texts share one. */
const char *graph_text(Graph *graph, const char *text);

/* Adds an edge, or a site to the one of these ends and kind. `site` is copied; its path must come from graph_text().
 * EDGE_POSSIBLE stays only while every site has it. */
void graph_add_edge(Graph *graph, GraphNode *from, GraphNode *to, EdgeKind kind, uint32_t flags, GraphSite site);

/* The same for threads: each keeps what it adds, until one of them hands all over in an order that does not show who was
 * faster. The result stays where it is. */
NewEdge *graph_make_edge(NewEdges *edges, GraphNode *from, GraphNode *to, EdgeKind kind, uint32_t flags,
                         GraphSite site);
void graph_take_edges(Graph *graph, NewEdges edges);

/* Sorts nodes, as graph_finish() does: what is there already need not be sorted again then. */
void graph_sort_nodes(Graph *graph);
/* Sorts nodes, makes edges, sorts them and their sites. Called once, when all is added. */
void graph_finish(Graph *graph);

/* What stands between the parts of a module's name: '/' where that is the path of a file, else '.'. */
char graph_separator(const char *module);

const char *node_kind_name(NodeKind kind); /* "function" */
const char *edge_kind_name(EdgeKind kind); /* "to-thread" */
NodeKind node_kind_find(const char *name); /* or NODE_KIND_COUNT */
EdgeKind edge_kind_find(const char *name);

#endif
