/*
 * graph_dot.c - the graph in Graphviz's language.
 *
 * Nodes are clustered by module. Names are quoted and only `"` and `\` need care: in Graphviz's strings nothing else
 * has a meaning, once backslashes are doubled.
 */
#include "graph_write.h"

#include <string.h>

static const char *const node_shapes[NODE_KIND_COUNT] = {
    [NODE_MODULE] = "folder", [NODE_CLASS] = "component", [NODE_FUNCTION] = "box",       [NODE_METHOD] = "box",
    [NODE_LAMBDA] = "box",    [NODE_CASE] = "note",       [NODE_EXTERNAL] = "plaintext",
};

static const char *edge_style(EdgeKind kind)
{
    switch (kind) {
    case EDGE_CALL:
    case EDGE_CREATES:
        return "solid";
    case EDGE_AWAIT:
        return "bold";
    case EDGE_SPAWN:
    case EDGE_TO_THREAD:
    case EDGE_FROM_THREAD:
    case EDGE_RUN:
    case EDGE_CALLBACK:
        return "dashed";
    case EDGE_RETURNS:
    case EDGE_INHERITS:
    case EDGE_OVERRIDES:
    case EDGE_IMPORTS:
    case EDGE_DECORATES:
    case EDGE_DEPENDS:
    case EDGE_KIND_COUNT:
        break;
    }
    return "dotted";
}

static void write_quoted(UT_string *out, const char *text)
{
    utstring_bincpy(out, "\"", 1);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            utstring_bincpy(out, "\\", 1);
        utstring_bincpy(out, text, 1);
    }
    utstring_bincpy(out, "\"", 1);
}

static void write_node(UT_string *out, const GraphNode *node)
{
    utstring_printf(out, "    ");
    write_quoted(out, node->id);
    utstring_printf(out, " [label=");
    write_quoted(out, node->name);
    utstring_printf(out, ", shape=%s%s]\n", node_shapes[node->kind], node->flags & NODE_ASYNC ? ", style=rounded" : "");
}

static void write_edge(UT_string *out, const GraphEdge *edge)
{
    utstring_printf(out, "  ");
    write_quoted(out, edge->key.from->id);
    utstring_printf(out, " -> ");
    write_quoted(out, edge->key.to->id);
    utstring_printf(out, " [label=\"%s\", style=%s%s%s]\n", edge_kind_name((EdgeKind)edge->key.kind),
                    edge_style((EdgeKind)edge->key.kind), edge->flags & EDGE_BROKEN ? ", color=red" : "",
                    edge->flags & EDGE_POSSIBLE ? ", arrowhead=empty" : "");
}

/* Nodes come sorted by id, so a module's nodes are not always neighbours: a cluster may be opened again, which
 * Graphviz takes as the same one. */
void graph_write_dot(const Graph *graph, UT_string *out)
{
    const char *module = NULL;
    utstring_printf(out, "digraph seamap {\n  rankdir=LR\n");
    for (const GraphNode *node = graph->nodes; node; node = node->hh.next) {
        if (!module || strcmp(module, node->module) != 0) {
            utstring_printf(out, "%s  subgraph ", module ? "  }\n" : "");
            module = node->module;
            UT_string name;
            utstring_init(&name);
            utstring_printf(&name, "cluster_%s", module);
            write_quoted(out, utstring_body(&name));
            utstring_printf(out, " {\n    label=");
            write_quoted(out, module);
            utstring_printf(out, "\n");
            utstring_done(&name);
        }
        write_node(out, node);
    }
    utstring_printf(out, module ? "  }\n" : "");
    for (const GraphEdge *edge = graph->edges, *end = edge + graph->edge_count; edge < end; edge++)
        write_edge(out, edge);
    utstring_printf(out, "}\n");
}
