/*
 * budget.c - see budget.h. Readers give up long before Mermaid does: forty nodes and sixty arrows is what a meeting
 * bears.
 */
#include "budget.h"

enum {
    DEFAULT_NODES = 40,
    DEFAULT_EDGES = 60,
    TIGHT_UNITS = 8000
};

size_t budget_nodes(const ViewOptions *options)
{
    return options->max_nodes ? options->max_nodes : DEFAULT_NODES;
}

/* Who asks for more nodes wants their edges too. */
size_t budget_edges(const ViewOptions *options)
{
    size_t edges = options->max_edges ? options->max_edges : DEFAULT_EDGES;
    size_t share = options->max_nodes * 3 / 2;
    return !options->max_edges && share > edges ? share : edges;
}

bool budget_is_tight(const ViewOptions *options)
{
    return options->profile && options->profile->units && options->profile->units < TIGHT_UNITS;
}

bool budget_fits_host(Diagram *diagram, const ViewOptions *options)
{
    diagram->compact = budget_is_tight(options);
    if (!options->profile)
        return true;
    UT_string text;
    utstring_init(&text);
    emitter_find("mermaid")->emit(diagram, &text);
    bool fits = profile_fits(options->profile, utstring_body(&text), utstring_len(&text), diagram->edge_count);
    utstring_done(&text);
    return fits;
}

bool budget_fits(Diagram *diagram, const ViewOptions *options)
{
    return diagram->node_count <= budget_nodes(options) && diagram->edge_count <= budget_edges(options) &&
           budget_fits_host(diagram, options);
}

void budget_give_up(const ViewOptions *options, Diagram **diagram)
{
    if (budget_fits_host(*diagram, options))
        return;
    Diagram *empty = diagram_new((*diagram)->name, (*diagram)->title, (*diagram)->direction);
    UT_string text;
    utstring_init(&text);
    utstring_printf(&text, "%zu nodes and %zu arrows do not fit into the limits of %s.", (*diagram)->node_count,
                    (*diagram)->edge_count, options->profile->name);
    diagram_set_summary(empty, (*diagram)->summary);
    diagram_add_caption(empty, utstring_body(&text));
    empty->compact = (*diagram)->compact;
    diagram_finish(empty);
    utstring_done(&text);
    diagram_free(*diagram);
    *diagram = empty;
}
