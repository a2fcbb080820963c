/*
 * graph_read.c - a graph from JSON, schema seamap.graph/1.
 *
 * The text may come from another revision's build, or from a stranger: every field is checked, and unknown ones are
 * left alone, so that later versions can add some.
 */
#include "graph_write.h"

#include "../../extractors/catalog/catalog.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static const char *text_of(const json_t *object, const char *field, const char *otherwise)
{
    const char *text = json_string_value(json_object_get(object, field));
    return text ? text : otherwise;
}

static uint32_t number_of(const json_t *object, const char *field)
{
    json_int_t number = json_integer_value(json_object_get(object, field));
    return number < 0 || number > UINT32_MAX ? 0 : (uint32_t)number;
}

/* The bits of a list of names. Names nobody knows are passed over. */
static uint32_t bits_of(const json_t *list, const char *(*name_of)(unsigned), unsigned count)
{
    uint32_t bits = 0;
    size_t index;
    const json_t *item;
    json_array_foreach(list, index, item)
    {
        const char *name = json_string_value(item);
        for (unsigned bit = 0; name && bit < count; bit++)
            if (name_of(bit) && strcmp(name_of(bit), name) == 0)
                bits |= 1u << bit;
    }
    return bits;
}

static const char *role_of_bit(unsigned bit)
{
    return role_name((Role)bit);
}

/* A fingerprint of a body; one that is none is as good as not there. */
static uint64_t body_of(const json_t *object)
{
    const char *text = text_of(object, "body", "");
    return text[strspn(text, "0123456789abcdef")] ? 0 : strtoull(text, NULL, 16);
}

static bool read_node(Graph *graph, const json_t *object)
{
    const char *id = text_of(object, "id", NULL);
    NodeKind kind = node_kind_find(text_of(object, "kind", ""));
    if (!id || kind == NODE_KIND_COUNT)
        return false;
    GraphNode *node = graph_add_node(graph, id, kind);
    node->language = graph_text(graph, text_of(object, "language", ""));
    node->path = graph_text(graph, text_of(object, "path", ""));
    node->module = graph_text(graph, text_of(object, "module", node->module));
    const char *launcher = text_of(object, "launcher", NULL);
    node->launcher = launcher ? graph_text(graph, launcher) : NULL;
    node->line = number_of(object, "line");
    node->end_line = number_of(object, "end_line");
    node->body = body_of(object);
    node->roles = bits_of(json_object_get(object, "roles"), role_of_bit, ROLE_COUNT) & ~1u;
    node->flags = bits_of(json_object_get(object, "flags"), node_flag_name, 32);
    if (json_is_true(json_object_get(object, "async")))
        node->flags |= NODE_ASYNC;
    return true;
}

static GraphSite read_site(Graph *graph, const json_t *object)
{
    return (GraphSite){.path = graph_text(graph, text_of(object, "path", "")),
                       .line = number_of(object, "line"),
                       .column = number_of(object, "column"),
                       .order = number_of(object, "order"),
                       .flags = bits_of(json_object_get(object, "flags"), site_flag_name, 32)};
}

static bool read_edge(Graph *graph, const json_t *object)
{
    const char *from = text_of(object, "from", NULL);
    const char *to = text_of(object, "to", NULL);
    EdgeKind kind = edge_kind_find(text_of(object, "kind", ""));
    if (!from || !to || kind == EDGE_KIND_COUNT)
        return false;
    uint32_t flags = strcmp(text_of(object, "certainty", ""), "possible") == 0 ? EDGE_POSSIBLE : 0;
    if (json_is_true(json_object_get(object, "broken")))
        flags |= EDGE_BROKEN;
    GraphNode *source = graph_add_node(graph, from, NODE_EXTERNAL);
    GraphNode *target = graph_add_node(graph, to, NODE_EXTERNAL);
    graph_add_edge(graph, source, target, kind, flags, read_site(graph, object));
    size_t index;
    const json_t *site;
    json_array_foreach(json_object_get(object, "sites"), index, site)
    {
        graph_add_edge(graph, source, target, kind, flags, read_site(graph, site));
    }
    return true;
}

/* Reads every object of a list; false, with the rank of the bad one, when one cannot be read. */
static bool read_list(Graph *graph, const json_t *root, const char *field, bool (*read)(Graph *, const json_t *),
                      char *error, size_t error_size)
{
    const json_t *list = json_object_get(root, field);
    if (!json_is_array(list)) {
        snprintf(error, error_size, "there is no list \"%s\"", field);
        return false;
    }
    size_t index;
    const json_t *item;
    json_array_foreach(list, index, item)
    {
        if (read(graph, item))
            continue;
        snprintf(error, error_size, "%s[%zu] lacks an id or has an unknown kind", field, index);
        return false;
    }
    return true;
}

static Graph *read_root(const json_t *root, char *error, size_t error_size)
{
    if (strcmp(text_of(root, "schema", ""), "seamap.graph/1") != 0) {
        snprintf(error, error_size, "not a graph of schema seamap.graph/1");
        return NULL;
    }
    Graph *graph = graph_new();
    if (!read_list(graph, root, "nodes", read_node, error, error_size) ||
        !read_list(graph, root, "edges", read_edge, error, error_size)) {
        graph_free(graph);
        return NULL;
    }
    graph_finish(graph);
    return graph;
}

Graph *graph_read_json(const char *text, size_t length, char *error, size_t error_size)
{
    json_error_t where;
    json_t *root = json_loadb(text, length, 0, &where);
    if (!root) {
        snprintf(error, error_size, "line %d: %s", where.line, where.text);
        return NULL;
    }
    Graph *graph = read_root(root, error, error_size);
    json_decref(root);
    return graph;
}
