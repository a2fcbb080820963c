/*
 * graph_json.c - the graph as JSON, schema seamap.graph/1.
 *
 * Written by hand and not through a tree of JSON values: large graphs have a million lines, and a line per node or edge
 * is what makes them comparable with diff.
 */
#include "graph_write.h"

#include "../../extractors/catalog/catalog.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
    BODY_DIGITS = 16
};

static const char *const node_flags[] = {"async",  "generator",       "test",     "legacy",  "entry", "websocket",
                                         "thread", "never-awaitable", "abstract", "context", "main",  "loop"};
static const char *const site_flags[] = {"loop",      "branch",  "handler", "finally", "after-yield",
                                         "discarded", "guarded", "stores",  "given",   "iterated"};

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

/* utstring grows by what is asked for, which would copy a large text once for every few lines. */
static void make_room(UT_string *out, size_t size)
{
    if (out->n - out->i < size)
        utstring_reserve(out, out->n + size);
}

static void put(UT_string *out, const char *text, size_t length)
{
    make_room(out, length + 1);
    utstring_bincpy(out, text, length);
}

#define PUT(out, literal) put(out, literal, sizeof(literal) - 1)

static void put_number(UT_string *out, uint32_t number)
{
    char digits[16], *at = digits + sizeof digits;
    do
        *--at = (char)('0' + number % 10);
    while (number /= 10);
    put(out, at, (size_t)(digits + sizeof digits - at));
}

/* Most texts are plain names, copied as they are. */
static void write_string(UT_string *out, const char *text)
{
    PUT(out, "\"");
    while (*text) {
        size_t plain = 0;
        while (text[plain] >= 0x20 && text[plain] < 0x7f && text[plain] != '"' && text[plain] != '\\')
            plain++;
        put(out, text, plain);
        const unsigned char *at = (const unsigned char *)text + plain;
        if (*at)
            write_character(out, &at);
        text = (const char *)at;
    }
    PUT(out, "\"");
}

static void write_name(UT_string *out, const char *name)
{
    PUT(out, ", \"");
    put(out, name, strlen(name));
    PUT(out, "\": ");
}

static void write_field(UT_string *out, const char *name, const char *text)
{
    write_name(out, name);
    write_string(out, text);
}

static void write_number(UT_string *out, const char *name, uint32_t number)
{
    write_name(out, name);
    put_number(out, number);
}

/* The names of the set bits as a list. */
static void write_bits(UT_string *out, const char *field, uint32_t bits, const char *(*name_of)(unsigned))
{
    bool first = true;
    write_name(out, field);
    PUT(out, "[");
    for (unsigned bit = 0; bit < 32; bit++) {
        if (!(bits >> bit & 1))
            continue;
        if (!first)
            PUT(out, ", ");
        write_string(out, name_of(bit));
        first = false;
    }
    PUT(out, "]");
}

static const char *role_of_bit(unsigned bit)
{
    return role_name((Role)bit);
}

static void write_body(UT_string *out, uint64_t body)
{
    char digits[BODY_DIGITS + 1];
    snprintf(digits, sizeof digits, "%0*" PRIx64, BODY_DIGITS, body);
    write_field(out, "body", digits);
}

static void write_node(UT_string *out, const GraphNode *node)
{
    PUT(out, "  {\"id\": ");
    write_string(out, node->id);
    write_field(out, "kind", node_kind_name(node->kind));
    write_field(out, "language", node->language);
    write_field(out, "path", node->path);
    write_number(out, "line", node->line);
    write_name(out, "async");
    if (node->flags & NODE_ASYNC)
        PUT(out, "true");
    else
        PUT(out, "false");
    write_bits(out, "roles", node->roles & ((1u << ROLE_COUNT) - 1) & ~1u, role_of_bit);
    write_field(out, "module", node->module);
    if (node->end_line)
        write_number(out, "end_line", node->end_line);
    if (node->launcher)
        write_field(out, "launcher", node->launcher);
    if (node->body)
        write_body(out, node->body);
    if (node->flags & ~(uint32_t)NODE_ASYNC)
        write_bits(out, "flags", node->flags & ~(uint32_t)NODE_ASYNC, node_flag_name);
    PUT(out, "}");
}

static void write_site(UT_string *out, const GraphSite *site)
{
    write_number(out, "column", site->column);
    write_number(out, "order", site->order);
    if (site->flags)
        write_bits(out, "flags", site->flags, site_flag_name);
}

static void write_other_sites(UT_string *out, const GraphSite *site)
{
    write_name(out, "sites");
    PUT(out, "[");
    for (; site; site = site->next) {
        PUT(out, "{\"path\": ");
        write_string(out, site->path);
        write_number(out, "line", site->line);
        write_site(out, site);
        PUT(out, "}");
        if (site->next)
            PUT(out, ", ");
    }
    PUT(out, "]");
}

static void write_edge(UT_string *out, const GraphEdge *edge)
{
    PUT(out, "  {\"from\": ");
    write_string(out, edge->key.from->id);
    write_field(out, "to", edge->key.to->id);
    write_field(out, "kind", edge_kind_name((EdgeKind)edge->key.kind));
    write_field(out, "path", edge->sites->path);
    write_number(out, "line", edge->sites->line);
    write_field(out, "certainty", edge->flags & EDGE_POSSIBLE ? "possible" : "certain");
    if (edge->flags & EDGE_BROKEN)
        PUT(out, ", \"broken\": true");
    write_site(out, edge->sites);
    if (edge->sites->next)
        write_other_sites(out, edge->sites->next);
    PUT(out, "}");
}

void graph_write_json(const Graph *graph, UT_string *out)
{
    PUT(out, "{\"schema\": \"seamap.graph/1\",\n \"nodes\": [");
    for (const GraphNode *node = graph->nodes; node; node = node->hh.next) {
        if (node != graph->nodes)
            PUT(out, ",");
        PUT(out, "\n");
        write_node(out, node);
    }
    PUT(out, "],\n \"edges\": [");
    for (const GraphEdge *edge = graph->edges, *end = edge + graph->edge_count; edge < end; edge++) {
        if (edge != graph->edges)
            PUT(out, ",");
        PUT(out, "\n");
        write_edge(out, edge);
    }
    PUT(out, "]}\n");
}
