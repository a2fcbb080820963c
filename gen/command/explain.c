#include "command.h"

#include "../../extractors/memory.h"
#include "../analysis.h"
#include "../graph/graph_write.h"
#include "../program/provenance.h"
#include "../source/lines.h"
#include "product.h"
#include "symbol.h"

#include <stdlib.h>
#include <string.h>

enum {
    LINE_SHOWN_MAX = 160
};

/* The way by which a call at a place reaches its target. */
typedef struct {
    const GraphSite *site;
    ChainStep *steps; /* or NULL when it is not known */
    size_t count;
} Chain;

typedef struct {
    FILE *out;
    const Analysis *analysis;
    const GraphNode *node; /* that is explained */
    Provenance *provenance;
    Chain told; /* the last */
    Lines *lines;
} Page;

/* --- source lines --- */

/* Prints a line without its indentation, cut where it gets too long to read. */
static void print_source(Page *page, const char *path, uint32_t line)
{
    const char *text;
    size_t length;
    if (!lines_find(page->lines, path, line, &text, &length))
        return;
    size_t indentation = strspn(text, " \t\f");
    text += indentation;
    length -= indentation;
    size_t shown = length > LINE_SHOWN_MAX ? LINE_SHOWN_MAX : length;
    while (shown < length && shown && ((unsigned char)text[shown] & 0xc0) == 0x80)
        shown--;
    char *copy = memory_text_part(text, shown);
    diag_write_clean(page->out, copy, false);
    fputs(shown < length ? "..." : "", page->out);
    free(copy);
}

static void print_site(Page *page, const GraphSite *site)
{
    fputs("      ", page->out);
    diag_write_clean(page->out, site->path, false);
    fprintf(page->out, ":%u:%u: ", site->line, site->column);
    print_source(page, site->path, site->line);
    const char *separator = "  (";
    for (unsigned bit = 0; site_flag_name(bit); bit++)
        if ((site->flags & SITE_OF_VALUE) >> bit & 1) { /* the others are seen in the line */
            fprintf(page->out, "%s%s", separator, site_flag_name(bit));
            separator = ", ";
        }
    fputs(*separator == ',' ? ")\n" : "\n", page->out);
}

/* --- chains --- */

static Chain find_chain(const Page *page, const GraphEdge *edge, const GraphSite *site)
{
    Chain chain = {.site = site};
    size_t count;
    bool builtin = program_is_builtin(edge->key.to->id);
    if (site->call && !builtin)
        chain.steps = provenance_find(page->provenance, &program_calls(page->analysis->program, &count)[site->call - 1],
                                      &chain.count);
    return chain;
}

/* Whether it says what the lines around it don't: more than a definition, an import and a call. */
static bool is_telling(const Chain *chain)
{
    size_t imports = 0;
    for (size_t i = 0; i + 1 < chain->count; i++) { /* the last is the call */
        if (chain->steps[i].reasons & ~(uint32_t)WHY_OBVIOUS)
            return true;
        imports += chain->steps[i].reasons >> WHY_IMPORTED & 1;
    }
    return imports > 1;
}

static bool is_definition(const ChainStep *step)
{
    return step->reasons == 1u << WHY_DEFINED;
}

static bool same_step(const ChainStep *left, const ChainStep *right)
{
    return (left->path == right->path && left->line == right->line && left->reasons == right->reasons) ||
           (is_definition(left) && is_definition(right));
}

/* Whether both go by the same lines, from the definition, whichever that is, to the call. */
static bool same_way(const Chain *left, const Chain *right)
{
    if (left->count != right->count)
        return false;
    for (size_t i = 0; i + 1 < left->count; i++)
        if (!same_step(&left->steps[i], &right->steps[i]))
            return false;
    return true;
}

static bool same_place(const GraphSite *left, const GraphSite *right)
{
    return left->path == right->path && left->line == right->line && left->column == right->column;
}

static void print_step(Page *page, const ChainStep *step)
{
    UT_string reasons;
    utstring_init(&reasons);
    for (Why why = 0; why < WHY_COUNT; why++)
        if (step->reasons >> why & 1)
            utstring_printf(&reasons, "%s%s", utstring_len(&reasons) ? ", " : "", why_name(why));
    fprintf(page->out, "          %-20s  ", utstring_body(&reasons));
    diag_write_clean(page->out, step->path, false);
    fprintf(page->out, ":%u: ", step->line);
    print_source(page, step->path, step->line);
    fputc('\n', page->out);
    utstring_done(&reasons);
}

/* Whether the way was told a line above: at another place of the same edge, or of what creating an object calls besides,
 * at the same place. */
static bool is_told(const Page *page, const GraphEdge *edge, const Chain *chain)
{
    const Chain *told = &page->told;
    bool near = told->site && (chain->site != edge->sites || same_place(told->site, chain->site));
    return near && same_way(told, chain);
}

/* Prints the steps before the call itself; the definition of the explained symbol is on top of the page. */
static void print_chain(Page *page, const GraphEdge *edge, const GraphSite *site)
{
    Chain chain = find_chain(page, edge, site);
    if (is_told(page, edge, &chain)) {
        free(chain.steps);
        return;
    }
    for (size_t i = 0; is_telling(&chain) && i + 1 < chain.count; i++)
        if (!is_definition(&chain.steps[i]) || edge->key.to != page->node)
            print_step(page, &chain.steps[i]);
    free(page->told.steps);
    page->told = chain;
}

/* --- edges --- */

/* Whether an edge says that one of its ends runs (or keeps, to run it later) the other. */
static bool is_flow(EdgeKind kind)
{
    switch (kind) {
    case EDGE_CALL:
    case EDGE_AWAIT:
    case EDGE_SPAWN:
    case EDGE_TO_THREAD:
    case EDGE_FROM_THREAD:
    case EDGE_RUN:
    case EDGE_CALLBACK:
    case EDGE_CREATES:
    case EDGE_DEPENDS:
        return true;
    case EDGE_RETURNS:
    case EDGE_INHERITS:
    case EDGE_OVERRIDES:
    case EDGE_IMPORTS:
    case EDGE_DECORATES:
    case EDGE_KIND_COUNT:
        break;
    }
    return false;
}

/* "async", "sync", or what else a node is. */
static const char *nature_of(const GraphNode *node)
{
    switch (node->kind) {
    case NODE_FUNCTION:
    case NODE_METHOD:
    case NODE_LAMBDA:
        return node->flags & NODE_ASYNC ? "async" : "sync";
    case NODE_MODULE:
    case NODE_CLASS:
    case NODE_CASE:
    case NODE_EXTERNAL:
    case NODE_KIND_COUNT:
        break;
    }
    return node_kind_name(node->kind);
}

static void print_edge(Page *page, const GraphEdge *edge, const GraphNode *other)
{
    const char *certainty = edge->flags & EDGE_POSSIBLE ? "possible" : "certain";
    fprintf(page->out, "  %-11s  %-8s  %-8s  ", edge_kind_name(edge->key.kind), certainty, nature_of(other));
    diag_write_clean(page->out, other->id, false);
    fputs(edge->flags & EDGE_BROKEN ? "  [broken: it cannot be awaited]\n" : "\n", page->out);
    for (const GraphSite *site = edge->sites; site; site = site->next) {
        print_site(page, site);
        print_chain(page, edge, site);
    }
}

static void print_edges(Page *page, const GraphNode *node, bool outgoing, bool flow, const char *title)
{
    size_t count = 0;
    const GraphEdge *first = outgoing ? node->out : node->in;
    for (const GraphEdge *edge = first; edge; edge = outgoing ? edge->next_out : edge->next_in)
        count += is_flow(edge->key.kind) == flow;
    if (!count && !flow)
        return;
    fprintf(page->out, "\n%s: %s", title, count ? "" : "nothing that was resolved\n");
    if (count)
        fprintf(page->out, "%zu\n", count);
    for (const GraphEdge *edge = first; edge; edge = outgoing ? edge->next_out : edge->next_in)
        if (is_flow(edge->key.kind) == flow)
            print_edge(page, edge, outgoing ? edge->key.to : edge->key.from);
}

/* --- the symbol itself --- */

static const char *describe_kind(const GraphNode *node)
{
    static const char *const kinds[NODE_KIND_COUNT][2] = {
        [NODE_MODULE] = {"module", "module"},
        [NODE_CLASS] = {"class", "class"},
        [NODE_FUNCTION] = {"synchronous function", "asynchronous function"},
        [NODE_METHOD] = {"synchronous method", "asynchronous method"},
        [NODE_LAMBDA] = {"synchronous lambda", "asynchronous lambda"},
        [NODE_CASE] = {"case of a function", "case of an asynchronous function"},
        [NODE_EXTERNAL] = {"external symbol, outside of the tree",
                           "external symbol, outside of the tree, asynchronous"},
    };
    return kinds[node->kind][(node->flags & NODE_ASYNC) != 0];
}

static void print_traits(Page *page, const GraphNode *node)
{
    const char *separator = "  roles: ";
    for (Role role = 1; role < ROLE_COUNT; role++)
        if (node->roles >> role & 1) {
            fprintf(page->out, "%s%s", separator, role_name(role));
            separator = ", ";
        }
    fputs(*separator == ',' ? "\n" : "  roles: none\n", page->out);
    separator = "  marks: ";
    for (unsigned bit = 0; node_flag_name(bit); bit++)
        if (node->flags >> bit & 1 && (1u << bit) != NODE_ASYNC) {
            fprintf(page->out, "%s%s", separator, node_flag_name(bit));
            separator = ", ";
        }
    fputs(*separator == ',' ? "\n" : "", page->out);
}

static void print_node(Page *page, const GraphNode *node)
{
    diag_write_clean(page->out, node->id, false);
    fprintf(page->out, "\n  %s\n", describe_kind(node));
    print_traits(page, node);
    if (*node->path) {
        fputs("  defined at ", page->out);
        diag_write_clean(page->out, node->path, false);
        fprintf(page->out, ":%u: ", node->line);
        if (node->kind != NODE_MODULE)
            print_source(page, node->path, node->line);
        fputc('\n', page->out);
    }
    print_edges(page, node, false, true, "called by");
    print_edges(page, node, true, true, "calls");
    print_edges(page, node, false, false, "named by");
    print_edges(page, node, true, false, "names");
}

static ProductResult explain(const Options *options, const Analysis *analysis, const GraphNode *node, Diag *diag)
{
    Page page = {.analysis = analysis,
                 .node = node,
                 .lines = lines_open(analysis->tree),
                 .provenance = provenance_new(analysis->program)};
    char *text = NULL;
    size_t length = 0;
    page.out = open_memstream(&text, &length);
    if (!page.out)
        abort();
    print_node(&page, node);
    fclose(page.out);
    ProductResult result = product_write(options->output ? options->output : "-", text, length, diag);
    free(text);
    lines_close(page.lines);
    free(page.told.steps);
    provenance_free(page.provenance);
    return result;
}

static void report_unknown(const Graph *graph, const char *symbol, Diag *diag)
{
    UT_string text;
    utstring_init(&text);
    symbol_explain_unknown(graph, symbol, &text);
    diag_add(diag, DIAG_ERROR, NULL, 0, 0, "%s", utstring_body(&text));
    utstring_done(&text);
}

int command_explain(const Options *options, Diag *diag)
{
    Analysis analysis;
    ProductResult result = PRODUCT_FAILED;
    if (analysis_open(&analysis, options, diag)) {
        const GraphNode *node = view_find_symbol(analysis.graph, options->symbol);
        if (node)
            result = explain(options, &analysis, node, diag);
        else
            report_unknown(analysis.graph, options->symbol, diag);
    }
    analysis_close(&analysis);
    return product_exit_code(result);
}
