/*
 * graph_json.c - the graph as JSON, schema seamap.graph/1.
 *
 * Written by hand and not through a tree of JSON values: large graphs have a million lines, and a line per node or edge
 * is what makes them comparable with diff.
 */
#include "graph_write.h"

#include "../../extractors/catalog/catalog.h"
#include <string.h>

static const char *const node_flags[] = {"async",  "generator",       "test",     "legacy",  "entry", "websocket",
                                         "thread", "never-awaitable", "abstract", "context", "main"};
static const char *const site_flags[] = {"loop", "branch", "handler", "finally", "after-yield", "discarded", "guarded"};

const char *node_flag_name(unsigned bit)
{
    return bit < sizeof node_flags / sizeof *node_flags ? node_flags[bit] : NULL;
}

const char *site_flag_name(unsigned bit)
{
    return bit < sizeof site_flags / sizeof *site_flags ? site_flags[bit] : NULL;
}

/* The length of the well-formed UTF-8 sequence at `at`, or 0. */
static size_t sequence_length(const unsigned char *at)
{
    size_t length = *at < 0x80 ? 1 : *at < 0xc2 ? 0 : *at < 0xe0 ? 2 : *at < 0xf0 ? 3 : *at < 0xf5 ? 4 : 0;
    for (size_t i = 1; i < length; i++)
        if ((at[i] & 0xc0) != 0x80)
            return 0;
    bool overlong = (*at == 0xe0 && at[1] < 0xa0) || (*at == 0xf0 && at[1] < 0x90);
    bool beyond = (*at == 0xed && at[1] >= 0xa0) || (*at == 0xf4 && at[1] >= 0x90);
    return overlong || beyond ? 0 : length;
}

static void write_character(UT_string *out, const unsigned char **at)
{
    size_t length = sequence_length(*at);
    if (length == 0)
        utstring_bincpy(out, "\\ufffd", 6);
    else if (**at == '"' || **at == '\\')
        utstring_printf(out, "\\%c", **at);
    else if (**at < 0x20 || **at == 0x7f)
        utstring_printf(out, "\\u%04x", **at);
    else
        utstring_bincpy(out, *at, length);
    *at += length ? length : 1;
}

static void write_string(UT_string *out, const char *text)
{
    utstring_bincpy(out, "\"", 1);
    for (const unsigned char *at = (const unsigned char *)text; *at;)
        write_character(out, &at);
    utstring_bincpy(out, "\"", 1);
}

static void write_field(UT_string *out, const char *name, const char *text)
{
    utstring_printf(out, ", \"%s\": ", name);
    write_string(out, text);
}

/* The names of the set bits as a list. */
static void write_bits(UT_string *out, const char *field, uint32_t bits, const char *(*name_of)(unsigned))
{
    const char *separator = "";
    utstring_printf(out, ", \"%s\": [", field);
    for (unsigned bit = 0; bit < 32; bit++) {
        if (!(bits >> bit & 1))
            continue;
        utstring_printf(out, "%s\"%s\"", separator, name_of(bit));
        separator = ", ";
    }
    utstring_bincpy(out, "]", 1);
}

static const char *role_of_bit(unsigned bit)
{
    return role_name((Role)bit);
}

static void write_node(UT_string *out, const GraphNode *node)
{
    utstring_printf(out, "  {\"id\": ");
    write_string(out, node->id);
    write_field(out, "kind", node_kind_name(node->kind));
    write_field(out, "language", node->language);
    write_field(out, "path", node->path);
    utstring_printf(out, ", \"line\": %u, \"async\": %s", node->line, node->flags & NODE_ASYNC ? "true" : "false");
    write_bits(out, "roles", node->roles & ((1u << ROLE_COUNT) - 1) & ~1u, role_of_bit);
    write_field(out, "module", node->module);
    if (node->end_line)
        utstring_printf(out, ", \"end_line\": %u", node->end_line);
    if (node->flags & ~(uint32_t)NODE_ASYNC)
        write_bits(out, "flags", node->flags & ~(uint32_t)NODE_ASYNC, node_flag_name);
    utstring_bincpy(out, "}", 1);
}

static void write_site(UT_string *out, const GraphSite *site)
{
    utstring_printf(out, ", \"column\": %u, \"order\": %u", site->column, site->order);
    if (site->flags)
        write_bits(out, "flags", site->flags, site_flag_name);
}

static void write_other_sites(UT_string *out, const GraphSite *site)
{
    utstring_printf(out, ", \"sites\": [");
    for (; site; site = site->next) {
        utstring_printf(out, "{\"path\": ");
        write_string(out, site->path);
        utstring_printf(out, ", \"line\": %u", site->line);
        write_site(out, site);
        utstring_printf(out, site->next ? "}, " : "}");
    }
    utstring_bincpy(out, "]", 1);
}

static void write_edge(UT_string *out, const GraphEdge *edge)
{
    utstring_printf(out, "  {\"from\": ");
    write_string(out, edge->key.from->id);
    write_field(out, "to", edge->key.to->id);
    write_field(out, "kind", edge_kind_name((EdgeKind)edge->key.kind));
    write_field(out, "path", edge->sites->path);
    utstring_printf(out, ", \"line\": %u", edge->sites->line);
    write_field(out, "certainty", edge->flags & EDGE_POSSIBLE ? "possible" : "certain");
    if (edge->flags & EDGE_BROKEN)
        utstring_printf(out, ", \"broken\": true");
    write_site(out, edge->sites);
    if (edge->sites->next)
        write_other_sites(out, edge->sites->next);
    utstring_bincpy(out, "}", 1);
}

void graph_write_json(const Graph *graph, UT_string *out)
{
    utstring_printf(out, "{\"schema\": \"seamap.graph/1\",\n \"nodes\": [");
    for (const GraphNode *node = graph->nodes; node; node = node->hh.next) {
        utstring_printf(out, node == graph->nodes ? "\n" : ",\n");
        write_node(out, node);
    }
    utstring_printf(out, "],\n \"edges\": [");
    for (const GraphEdge *edge = graph->edges; edge; edge = edge->hh.next) {
        utstring_printf(out, edge == graph->edges ? "\n" : ",\n");
        write_edge(out, edge);
    }
    utstring_printf(out, "]}\n");
}
