/*
 * json.c - see json.h. jansson writes each value; the lines between them are written here, since jansson indents either
 * everything or nothing.
 */
#include "json.h"

#include "text.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static json_t *make_text(const char *text)
{
    UT_string valid;
    if (!text)
        return json_null();
    utstring_init(&valid);
    text_append_valid(&valid, text);
    json_t *value = json_stringn(utstring_body(&valid), utstring_len(&valid));
    utstring_done(&valid);
    return value;
}

/* Characters that JSON allows but that would play tricks on who reads the file: C1 controls, directional marks. */
static bool is_tricky(uint32_t c)
{
    return (c >= 0x7F && c <= 0x9F) || c == 0x61C || (c >= 0x200B && c <= 0x200F && c != 0x200C && c != 0x200D) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

/* Takes over the value. Outside strings JSON is ASCII, so what is escaped here is in one. */
static void append_value(UT_string *out, json_t *value)
{
    char *text = json_dumps(value, JSON_ENCODE_ANY);
    json_decref(value);
    if (!text)
        abort();
    size_t length = strlen(text);
    for (size_t at = 0; at < length;) {
        size_t start = at;
        uint32_t c = text_next(text, length, &at);
        if (is_tricky(c))
            utstring_printf(out, "\\u%04x", (unsigned)c);
        else
            utstring_bincpy(out, text + start, at - start);
    }
    free(text);
}

static void append_member(UT_string *out, const char *name, const char *text)
{
    utstring_printf(out, "  \"%s\": ", name);
    append_value(out, make_text(text));
    utstring_printf(out, ",\n");
}

static json_t *make_group(const void *groups, size_t i)
{
    const DiagramGroup *group = (const DiagramGroup *)groups + i;
    return json_pack("{so so so}", "key", make_text(group->key), "label", make_text(group->label), "parent",
                     make_text(group->parent));
}

static json_t *make_node(const void *nodes, size_t i)
{
    const DiagramNode *node = (const DiagramNode *)nodes + i;
    return json_pack("{so so so ss ss so so sI}", "key", make_text(node->key), "label", make_text(node->label), "group",
                     make_text(node->group), "style", diagram_name_style(node->style), "shape",
                     diagram_name_shape(node->shape), "detail", make_text(node->detail), "path", make_text(node->path),
                     "line", (json_int_t)node->line);
}

static json_t *make_edge(const void *edges, size_t i)
{
    const DiagramEdge *edge = (const DiagramEdge *)edges + i;
    return json_pack("{so so ss so so sI}", "from", make_text(edge->from), "to", make_text(edge->to), "kind",
                     diagram_name_line(edge->kind), "label", make_text(edge->label), "path", make_text(edge->path),
                     "line", (json_int_t)edge->line);
}

static json_t *make_caption(const void *captions, size_t i)
{
    return make_text(((char *const *)captions)[i]);
}

static void append_list(UT_string *out, const char *name, const void *items, size_t count,
                        json_t *(*make)(const void *items, size_t i))
{
    utstring_printf(out, "  \"%s\": [", name);
    for (size_t i = 0; i < count; i++) {
        utstring_printf(out, i ? ",\n    " : "\n    ");
        append_value(out, make(items, i));
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
