#include "command.h"

#include "../analysis.h"
#include "../graph/graph_write.h"
#include "product.h"

#include <string.h>
#include <utstring.h>

static void append_flags(UT_string *out, const GraphNode *node)
{
    if (node->flags & NODE_ASYNC)
        utstring_printf(out, " async");
    for (unsigned bit = 1; node_flag_name(bit); bit++)
        if (node->flags >> bit & 1)
            utstring_printf(out, " %s", node_flag_name(bit));
    for (Role role = 1; role < ROLE_COUNT; role++)
        if (node->roles >> role & 1)
            utstring_printf(out, " role:%s", role_name(role));
}

/* The graph for a developer's eye: nodes, and below each its edges with their sites. */
static void write_text(const Graph *graph, UT_string *out)
{
    for (const GraphNode *node = graph->nodes; node; node = node->hh.next) {
        utstring_printf(out, "%s %s", node_kind_name(node->kind), node->id);
        if (*node->path)
            utstring_printf(out, " %s:%u", node->path, node->line);
        append_flags(out, node);
        utstring_printf(out, "\n");
        for (const GraphEdge *edge = node->out; edge; edge = edge->next_out) {
            utstring_printf(out, "  %s %s%s%s", edge_kind_name(edge->key.kind), edge->key.to->id,
                            edge->flags & EDGE_POSSIBLE ? " possible" : "", edge->flags & EDGE_BROKEN ? " broken" : "");
            for (const GraphSite *site = edge->sites; site; site = site->next)
                utstring_printf(out, " %u:%u", site->line, site->column);
            utstring_printf(out, "\n");
        }
    }
}

int command_graph(const Options *options, Diag *diag)
{
    Graph *graph = analysis_run(options, diag);
    if (!graph)
        return product_exit_code(PRODUCT_FAILED);
    UT_string text;
    utstring_init(&text);
    if (options->dump_graph)
        write_text(graph, &text);
    else if (strcmp(options->format, "dot") == 0)
        graph_write_dot(graph, &text);
    else
        graph_write_json(graph, &text);
    const char *path = options->output ? options->output : "-";
    ProductResult result = product_write(path, utstring_body(&text), utstring_len(&text), diag);
    utstring_done(&text);
    graph_free(graph);
    return product_exit_code(result);
}
