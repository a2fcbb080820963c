/*
 * json.c - see json.h. jansson writes each value; the lines between them are written here, since jansson indents either
 * everything or nothing.
 */
#include "json.h"

#include "json_value.h"
#include "mermaid.h"

static void append_member(UT_string *out, const char *name, const char *text)
{
    utstring_printf(out, "  \"%s\": ", name);
    json_value_append(out, json_value_text(text));
    utstring_printf(out, ",\n");
}

/* For programs that show diagrams, the text that other programs draw. */
static void append_mermaid(UT_string *out, const Diagram *diagram)
{
    UT_string text;
    utstring_init(&text);
    mermaid_emit(diagram, &text);
    append_member(out, "mermaid", utstring_body(&text));
    utstring_done(&text);
}

static json_t *make_group(const void *groups, size_t i)
{
    const DiagramGroup *group = (const DiagramGroup *)groups + i;
    return json_pack("{so so so}", "key", json_value_text(group->key), "label", json_value_text(group->label), "parent",
                     json_value_text(group->parent));
}

static json_t *make_node(const void *nodes, size_t i)
{
    const DiagramNode *node = (const DiagramNode *)nodes + i;
    return json_pack("{so so so ss ss so so sI}", "key", json_value_text(node->key), "label",
                     json_value_text(node->label), "group", json_value_text(node->group), "style",
                     diagram_name_style(node->style), "shape", diagram_name_shape(node->shape), "detail",
                     json_value_text(node->detail), "path", json_value_text(node->path), "line",
                     (json_int_t)node->line);
}

static json_t *make_edge(const void *edges, size_t i)
{
    const DiagramEdge *edge = (const DiagramEdge *)edges + i;
    return json_pack("{so so ss so so sI}", "from", json_value_text(edge->from), "to", json_value_text(edge->to),
                     "kind", diagram_name_line(edge->kind), "label", json_value_text(edge->label), "path",
                     json_value_text(edge->path), "line", (json_int_t)edge->line);
}

static json_t *make_caption(const void *captions, size_t i)
{
    return json_value_text(((char *const *)captions)[i]);
}

static void append_list(UT_string *out, const char *name, const void *items, size_t count,
                        json_t *(*make)(const void *items, size_t i))
{
    utstring_printf(out, "  \"%s\": [", name);
    for (size_t i = 0; i < count; i++) {
        utstring_printf(out, i ? ",\n    " : "\n    ");
        json_value_append(out, make(items, i));
    }
    utstring_printf(out, count ? "\n  ]" : "]");
}

void json_emit(const Diagram *diagram, UT_string *out)
{
    utstring_printf(out, "{\n");
    append_member(out, "schema", "seamap.diagram/1");
    append_member(out, "name", diagram->name);
    append_member(out, "title", diagram->title);
    append_member(out, "summary", diagram->summary);
    append_mermaid(out, diagram);
    append_member(out, "direction", diagram_name_direction(diagram->direction));
    append_list(out, "groups", diagram->groups, diagram->group_count, make_group);
    utstring_printf(out, ",\n");
    append_list(out, "nodes", diagram->nodes, diagram->node_count, make_node);
    utstring_printf(out, ",\n");
    append_list(out, "edges", diagram->edges, diagram->edge_count, make_edge);
    utstring_printf(out, ",\n");
    append_list(out, "captions", diagram->captions, diagram->caption_count, make_caption);
    utstring_printf(out, "\n}\n");
}
