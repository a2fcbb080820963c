/*
 * changes_json.c - changes as schema "seamap.diff/1": a change a line, what matters most first.
 */
#include "changes.h"
#include "findings_json.h"
#include "json_value.h"

#include <string.h>

static json_t *make_state(const ChangeState *state)
{
    return json_pack("{so so}", "name", json_value_text(state->name), "commit", json_value_text(state->commit));
}

static void set_place(json_t *object, const ChangePlace *place)
{
    if (!*place->path)
        return;
    json_object_set_new(object, "path", json_value_text(place->path));
    json_object_set_new(object, "line", json_integer(place->line));
    json_object_set_new(object, "side", json_string(place->in_base ? "base" : "head"));
}

static json_t *make_node(const ChangedNode *node)
{
    json_t *object = json_pack("{ss so ss sb}", "change", change_kind_name(node->change), "id",
                               json_value_text(node->id), "kind", node->kind, "async", (int)node->async);
    if (node->was)
        json_object_set_new(object, "was", json_value_text(node->was));
    if (*node->what)
        json_object_set_new(object, "what", json_value_text(node->what));
    set_place(object, &node->place);
    return object;
}

static json_t *make_side(const ChangedEdgeSide *side)
{
    return json_pack("{ss ss sb}", "kind", side->kind, "certainty", side->possible ? "possible" : "certain", "broken",
                     (int)side->broken);
}

static json_t *make_edge(const ChangedEdge *edge)
{
    json_t *object =
        json_pack("{ss so so so}", "change", change_kind_name(edge->change), "from", json_value_text(edge->from), "to",
                  json_value_text(edge->to), "what", json_value_text(edge->what));
    if (edge->before.kind)
        json_object_set_new(object, "before", make_side(&edge->before));
    if (edge->after.kind)
        json_object_set_new(object, "after", make_side(&edge->after));
    set_place(object, &edge->place);
    return object;
}

static void append_field(UT_string *out, const char *name, json_t *value)
{
    utstring_printf(out, ",\n \"%s\": ", name);
    json_value_append(out, value);
}

static void append_list(UT_string *out, const char *name)
{
    utstring_printf(out, ",\n \"%s\": [", name);
}

static void append_item(UT_string *out, size_t index, json_t *value)
{
    utstring_printf(out, index ? ",\n  " : "\n  ");
    json_value_append(out, value);
}

static void append_findings(UT_string *out, const char *name, const Finding *findings, size_t count)
{
    append_list(out, name);
    for (size_t i = 0; i < count; i++)
        append_item(out, i, findings_make_json(&findings[i]));
    utstring_printf(out, "]");
}

void changes_write_json(const Changes *changes, UT_string *out)
{
    UT_string verdict;
    utstring_init(&verdict);
    changes_write_verdict(changes, false, &verdict);
    utstring_printf(out, "{\"schema\": \"seamap.diff/1\"");
    append_field(out, "base", make_state(&changes->base));
    append_field(out, "head", make_state(&changes->head));
    append_field(out, "verdict", json_value_text(utstring_body(&verdict)));
    append_list(out, "nodes");
    for (size_t i = 0; i < changes->node_count; i++)
        append_item(out, i, make_node(&changes->nodes[i]));
    utstring_printf(out, "]");
    append_list(out, "edges");
    for (size_t i = 0; i < changes->edge_count; i++)
        append_item(out, i, make_edge(&changes->edges[i]));
    utstring_printf(out, "]");
    append_field(out, "checked", json_boolean(changes->checked));
    append_findings(out, "new", changes->added, changes->added_count);
    append_findings(out, "fixed", changes->fixed, changes->fixed_count);
    utstring_printf(out, "}\n");
    utstring_done(&verdict);
}
