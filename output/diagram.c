/*
 * diagram.c - see diagram.h. Strings are interned, so that equal ones have equal addresses; what has been added already
 * is found by those addresses. They decide nothing about order: that comes from keys, and from the maker for edges.
 */
#include "diagram.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utarray.h>
#include <uthash.h>

typedef struct {
    UT_hash_handle hh;
    char text[];
} Interned;

typedef enum {
    SEEN_GROUP,
    SEEN_NODE,
    SEEN_EDGE
} SeenKind;

/* Compared byte by byte: cleared before it is filled, since it may have padding. */
typedef struct {
    const char *key, *to, *label;
    SeenKind kind;
    Line line;
} SeenKey;

typedef struct {
    SeenKey key;
    UT_hash_handle hh;
} Seen;

typedef struct DiagramStore {
    Interned *strings;
    Seen *seen;
    UT_array groups, nodes, edges, captions;
} DiagramStore;

static const struct {
    const char *name, *meaning;
} styles[STYLE_COUNT] = {
    [STYLE_SYNC] = {"sync", "sync function"},    [STYLE_PLAIN] = {"plain", "function"},
    [STYLE_ASYNC] = {"async", "async function"}, [STYLE_ENTRY] = {"entry", "entry point"},
    [STYLE_FACTORY] = {"factory", "factory"},    [STYLE_PRODUCT] = {"product", "class"},
    [STYLE_AUTH] = {"auth", "authentication"},   [STYLE_SEAM] = {"seam", "seam"},
    [STYLE_PROBLEM] = {"problem", "problem"},    [STYLE_LEGACY] = {"legacy", "legacy"},
    [STYLE_PACKAGE] = {"package", "package"},    [STYLE_FILE] = {"file", "file or folder"},
    [STYLE_NOTE] = {"remark", "remark"}, /* themes of documentation sites have plans of their own for "note" */
    [STYLE_ADDED] = {"added", "+ added"},        [STYLE_CHANGED] = {"changed", "~ changed"},
    [STYLE_REMOVED] = {"removed", "− removed"},  [STYLE_UNCHANGED] = {"unchanged", "unchanged"},
};

static const char *const shapes[SHAPE_COUNT] = {
    [SHAPE_BOX] = "box",           [SHAPE_ROUND] = "round",
    [SHAPE_STADIUM] = "stadium",   [SHAPE_SUBROUTINE] = "subroutine",
    [SHAPE_CYLINDER] = "cylinder", [SHAPE_HEXAGON] = "hexagon",
};

static const struct {
    const char *name, *meaning;
} lines[LINE_COUNT] = {
    [LINE_SOLID] = {"solid", "calls"},
    [LINE_THICK] = {"thick", "awaits"},
    [LINE_DOTTED] = {"dotted", "runs later or elsewhere"},
    [LINE_BROKEN] = {"broken", "cannot work"},
    [LINE_OPEN] = {"open", "relates to"},
    [LINE_KEPT] = {"kept", "as before"},
    [LINE_NEW] = {"new", "+ added or ~ changed"},
    [LINE_GONE] = {"gone", "− removed"},
};

static void *allocate(size_t size)
{
    void *memory = calloc(1, size);
    if (!memory) {
        fputs("seamap: out of memory\n", stderr);
        abort();
    }
    return memory;
}

static const char *intern(DiagramStore *store, const char *text)
{
    Interned *found;
    size_t length = strlen(text);
    HASH_FIND(hh, store->strings, text, length, found);
    if (!found) {
        found = allocate(sizeof *found + length + 1);
        memcpy(found->text, text, length + 1);
        HASH_ADD_KEYPTR(hh, store->strings, found->text, length, found);
    }
    return found->text;
}

static const char *intern_optional(DiagramStore *store, const char *text)
{
    return text && *text ? intern(store, text) : NULL;
}

/* Whether this was new; from now on it isn't. */
static bool see(DiagramStore *store, SeenKind kind, const char *key, const char *to, const char *label, Line line)
{
    Seen *entry = allocate(sizeof *entry), *found;
    entry->key.kind = kind;
    entry->key.key = key;
    entry->key.to = to;
    entry->key.label = label;
    entry->key.line = line;
    HASH_FIND(hh, store->seen, &entry->key, sizeof entry->key, found);
    if (found) {
        free(entry);
        return false;
    }
    HASH_ADD(hh, store->seen, key, sizeof entry->key, entry);
    return true;
}

/* The arrays move when they grow, so the public pointers are set again after each addition. */
static void publish(Diagram *diagram)
{
    DiagramStore *store = diagram->store;
    diagram->groups = (DiagramGroup *)utarray_front(&store->groups);
    diagram->group_count = utarray_len(&store->groups);
    diagram->nodes = (DiagramNode *)utarray_front(&store->nodes);
    diagram->node_count = utarray_len(&store->nodes);
    diagram->edges = (DiagramEdge *)utarray_front(&store->edges);
    diagram->edge_count = utarray_len(&store->edges);
    diagram->captions = (char **)utarray_front(&store->captions);
    diagram->caption_count = utarray_len(&store->captions);
}

Diagram *diagram_new(const char *name, const char *title, Direction direction)
{
    static const UT_icd group_icd = {sizeof(DiagramGroup), NULL, NULL, NULL};
    static const UT_icd node_icd = {sizeof(DiagramNode), NULL, NULL, NULL};
    static const UT_icd edge_icd = {sizeof(DiagramEdge), NULL, NULL, NULL};
    static const UT_icd caption_icd = {sizeof(char *), NULL, NULL, NULL};
    Diagram *diagram = allocate(sizeof *diagram);
    DiagramStore *store = diagram->store = allocate(sizeof *store);
    utarray_init(&store->groups, &group_icd);
    utarray_init(&store->nodes, &node_icd);
    utarray_init(&store->edges, &edge_icd);
    utarray_init(&store->captions, &caption_icd);
    diagram->name = intern(store, name);
    diagram->title = intern(store, title);
    diagram->summary = intern(store, "");
    diagram->direction = direction;
    return diagram;
}

void diagram_free(Diagram *diagram)
{
    Interned *string, *next_string;
    Seen *entry, *next_entry;
    if (!diagram)
        return;
    DiagramStore *store = diagram->store;
    HASH_ITER(hh, store->strings, string, next_string)
    {
        HASH_DEL(store->strings, string);
        free(string);
    }
    HASH_ITER(hh, store->seen, entry, next_entry)
    {
        HASH_DEL(store->seen, entry);
        free(entry);
    }
    utarray_done(&store->groups);
    utarray_done(&store->nodes);
    utarray_done(&store->edges);
    utarray_done(&store->captions);
    free(store);
    free(diagram);
}

void diagram_set_summary(Diagram *diagram, const char *summary)
{
    diagram->summary = intern(diagram->store, summary ? summary : "");
}

void diagram_add_group(Diagram *diagram, DiagramGroup group)
{
    DiagramStore *store = diagram->store;
    group.key = intern(store, group.key);
    if (!see(store, SEEN_GROUP, group.key, NULL, NULL, LINE_SOLID))
        return;
    group.label = intern(store, group.label ? group.label : group.key);
    group.parent = intern_optional(store, group.parent);
    utarray_push_back(&store->groups, &group);
    publish(diagram);
}

void diagram_add_node(Diagram *diagram, DiagramNode node)
{
    DiagramStore *store = diagram->store;
    node.key = intern(store, node.key);
    if (!see(store, SEEN_NODE, node.key, NULL, NULL, LINE_SOLID))
        return;
    node.label = intern(store, node.label ? node.label : node.key);
    node.group = intern_optional(store, node.group);
    node.path = intern_optional(store, node.path);
    node.detail = intern_optional(store, node.detail);
    utarray_push_back(&store->nodes, &node);
    publish(diagram);
}

void diagram_add_edge(Diagram *diagram, DiagramEdge edge)
{
    DiagramStore *store = diagram->store;
    edge.from = intern(store, edge.from);
    edge.to = intern(store, edge.to);
    edge.label = intern_optional(store, edge.label);
    if (!see(store, SEEN_EDGE, edge.from, edge.to, edge.label, edge.kind))
        return;
    edge.path = intern_optional(store, edge.path);
    utarray_push_back(&store->edges, &edge);
    publish(diagram);
}

void diagram_add_caption(Diagram *diagram, const char *caption)
{
    if (!caption || !*caption)
        return;
    const char *copy = intern(diagram->store, caption);
    utarray_push_back(&diagram->store->captions, &copy);
    publish(diagram);
}

/* Groups and nodes both begin with their key, and so does what bsearch() looks for. */
static int compare_keys(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static const void *find(const char *key, const void *array, size_t count, size_t size)
{
    return key && count ? bsearch(&key, array, count, size, compare_keys) : NULL;
}

const DiagramGroup *diagram_find_group(const Diagram *diagram, const char *key)
{
    return find(key, diagram->groups, diagram->group_count, sizeof *diagram->groups);
}

const DiagramNode *diagram_find_node(const Diagram *diagram, const char *key)
{
    return find(key, diagram->nodes, diagram->node_count, sizeof *diagram->nodes);
}

/* Whether the way up from this group ends, rather than going in a circle or to a group that isn't there. */
static bool has_root(const Diagram *diagram, const DiagramGroup *group)
{
    size_t steps = 0;
    while (group && group->parent && steps++ < diagram->group_count)
        group = diagram_find_group(diagram, group->parent);
    return group && !group->parent;
}

static bool is_sound(const Diagram *diagram)
{
    for (size_t i = 0; i < diagram->group_count; i++)
        if (!has_root(diagram, &diagram->groups[i]))
            return false;
    for (size_t i = 0; i < diagram->node_count; i++)
        if (diagram->nodes[i].group && !diagram_find_group(diagram, diagram->nodes[i].group))
            return false;
    for (size_t i = 0; i < diagram->edge_count; i++)
        if (!diagram_find_node(diagram, diagram->edges[i].from) || !diagram_find_node(diagram, diagram->edges[i].to))
            return false;
    return true;
}

void diagram_finish(Diagram *diagram)
{
    static_assert(offsetof(DiagramGroup, key) == 0 && offsetof(DiagramNode, key) == 0, "compare_keys() needs it");
    if (diagram->group_count)
        qsort(diagram->groups, diagram->group_count, sizeof *diagram->groups, compare_keys);
    if (diagram->node_count)
        qsort(diagram->nodes, diagram->node_count, sizeof *diagram->nodes, compare_keys);
    assert(is_sound(diagram));
    (void)is_sound;
}

const char *diagram_name_style(Style style)
{
    return styles[style].name;
}

const char *diagram_name_shape(Shape shape)
{
    return shapes[shape];
}

const char *diagram_name_line(Line line)
{
    return lines[line].name;
}

const char *diagram_name_direction(Direction direction)
{
    return direction == DIRECTION_RIGHT ? "right" : "down";
}

const char *diagram_explain_style(Style style)
{
    return styles[style].meaning;
}

const char *diagram_explain_line(Line line)
{
    return lines[line].meaning;
}
