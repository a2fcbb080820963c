#include "building.h"

#include "../../extractors/memory.h"
#include "body.h"

#include <stdlib.h>
#include <string.h>
#include <utstring.h>

static NodeKind kind_of(const ProgramFile *file, const Def *def)
{
    switch ((DefKind)def->kind) {
    case DEF_CLASS:
        return NODE_CLASS;
    case DEF_LAMBDA:
        return NODE_LAMBDA;
    case DEF_FUNCTION:
        return file->facts.defs[def->parent].kind == DEF_CLASS ? NODE_METHOD : NODE_FUNCTION;
    default:
        return NODE_MODULE;
    }
}

static uint32_t flags_of(const Def *def)
{
    uint32_t flags = 0;
    flags |= def->flags & DEF_ASYNC ? NODE_ASYNC : 0;
    flags |= def->flags & DEF_GENERATOR ? NODE_GENERATOR : 0;
    flags |= def->flags & DEF_ABSTRACT && def->kind == DEF_FUNCTION ? NODE_ABSTRACT : 0;
    flags |= def->flags & DEF_MAIN_GUARD ? NODE_MAIN : 0;
    flags |= def->flags & DEF_DEPRECATED ? NODE_LEGACY : 0;
    return flags;
}

/* Is it what a package's `__init__.py` defines, where the package has a module of that name? Both are called alike then. */
static bool is_named_as_module(const Build *build, const ProgramFile *file, const Def *def)
{
    const Modules *modules = program_modules(build->program);
    if (file->facts.defs[def->parent].kind != DEF_MODULE || !modules_is_package(modules, file->module))
        return false;
    uint32_t index = file->first_def + (uint32_t)(def - file->facts.defs);
    Module child = modules_child(modules, file->module, build_name_of_def(build, index));
    return child && modules_file(modules, child) != MODULES_NO_FILE;
}

static void write_id(const Build *build, const ProgramFile *file, const Def *def, UT_string *out)
{
    const char *title = program_title(build->program, file->first_def + (uint32_t)(def - file->facts.defs));
    if (title) {
        utstring_clear(out);
        utstring_bincpy(out, title, strlen(title));
        return;
    }
    const char *module = build_text(build, modules_name(program_modules(build->program), file->module));
    utstring_clear(out);
    if (def->kind == DEF_MODULE) {
        const char *id = *module ? module : "<root>";
        utstring_bincpy(out, id, strlen(id));
        return;
    }
    const char *parent = build->nodes[file->first_def + def->parent]->id, *name = facts_name(&file->facts, def->name);
    const char *between = is_named_as_module(build, file, def) ? ".__init__." : ".";
    utstring_bincpy(out, parent, strlen(parent));
    utstring_bincpy(out, between, strlen(between));
    utstring_bincpy(out, name, strlen(name));
}

/* The module that a definition lies in: the first of its file, or in C and C++ that of a header. */
static uint32_t module_of(const ProgramFile *file, uint32_t index)
{
    while (file->facts.defs[index].kind != DEF_MODULE && file->facts.defs[index].parent)
        index = file->facts.defs[index].parent;
    return file->first_def + index;
}

static void add_def_node(Build *build, const ProgramFile *file, uint32_t index, bool test, UT_string *id)
{
    const Def *def = &file->facts.defs[index];
    write_id(build, file, def, id);
    const char *module = def->kind == DEF_MODULE ? NULL : build->nodes[module_of(file, index)]->id;
    GraphNode *node = graph_add_node_in(build->graph, utstring_body(id), kind_of(file, def), module);
    const char *path = build_path_of_def(build, file, index); /* of all: later nobody may add texts */
    build->nodes[file->first_def + index] = node;
    if (node->line)
        return;
    node->path = path;
    node->language = build_language(build, file);
    node->line = def->line;
    node->end_line = def->end_line;
    node->flags |= flags_of(def) | (test ? NODE_TEST : 0);
    node->flags |=
        def->kind == DEF_MODULE && strcmp(node->name, "__main__") == 0 ? NODE_MAIN : 0; /* python -m PACKAGE */
    build->own[build->own_count++] = (Own){.node = node, .def = file->first_def + index};
}

/* The first of several definitions of one name stands for all here, too. */
void build_add_bodies(Build *build)
{
    size_t count;
    const ProgramFile *files = program_files(build->program, &count);
    uint64_t *bodies = memory_zeroed(build->def_count + 1, sizeof *bodies);
#pragma omp parallel for schedule(dynamic, 8) num_threads(build->threads)
    for (size_t i = 0; i < count; i++)
        if (files[i].image)
            body_find_all(&files[i].facts, &bodies[files[i].first_def]);
    for (uint32_t i = 0; i < build->own_count; i++)
        build->own[i].node->body = bodies[build->own[i].def];
    free(bodies);
}

/* Matches simple names against the catalog's patterns, each name once: regular expressions are slow. (And have locks:
 * several threads would not be faster.) */
void build_match_patterns(Build *build)
{
    size_t names = program_file_name_count(build->program);
    uint32_t *first[2] = {memory_zeroed(names, sizeof **first), memory_zeroed(names, sizeof **first)}; /* 1 + own */
    for (uint32_t i = 0; i < build->own_count; i++) {
        Own *own = &build->own[i];
        uint32_t name = build_name_of_def(build, own->def);
        bool c = program_file_of_def(build->program, own->def)->facts.header->language != LANGUAGE_PYTHON;
        if (first[c][name]) {
            own->patterns = build->own[first[c][name] - 1].patterns;
            continue;
        }
        own->patterns = catalog_match_patterns(build->catalog, name ? build_text(build, name) : own->node->name, c);
        first[c][name] = name ? i + 1 : 0;
    }
    free(first[0]);
    free(first[1]);
}

/* What lies in something legacy is legacy; parents come before what lies in them. */
void build_mark_legacy(Build *build)
{
    for (uint32_t i = 0; i < build->own_count; i++) {
        const Own *own = &build->own[i];
        const Def *def = program_def(build->program, own->def);
        uint32_t first = program_file_of_def(build->program, own->def)->first_def;
        bool legacy =
            own->patterns & 1u << ROLE_NONE || (def->parent && build->nodes[first + def->parent]->flags & NODE_LEGACY);
        own->node->flags |= legacy ? NODE_LEGACY : 0;
    }
}

void build_add_nodes(Build *build)
{
    size_t count;
    const ProgramFile *files = program_files(build->program, &count);
    UT_string id;
    utstring_init(&id);
    for (size_t i = 0; i < count; i++)
        for (uint32_t def = 1; files[i].image && def < files[i].facts.defs_count; def++)
            add_def_node(build, &files[i], def, files[i].test, &id);
    utstring_done(&id);
}

/* Names of C may be plain words, as modules of Python may: `select`. */
static bool is_of_language(const GraphNode *node, const CatalogEntry *entry)
{
    return !(entry->flags & CATALOG_C) || strcmp(node->language, "python") != 0;
}

/* `serve(handler, process_request=check)`, `on_event("startup")`: that it may be told of something which authenticates, or
 * starts, makes it no step of that kind itself. */
static bool is_of_option(const CatalogEntry *entry)
{
    return entry->told || (entry->callee == CALLEE_ARGUMENT && entry->position == CATALOG_KEYWORD_ONLY);
}

static void add_entry_roles(GraphNode *node, const CatalogEntry *entries, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!is_of_language(node, &entries[i]))
            continue;
        node->roles |= entries[i].role && !is_of_option(&entries[i]) ? 1u << entries[i].role : 0;
        node->flags |= entries[i].flags & CATALOG_WEBSOCKET ? NODE_WEBSOCKET : 0;
        node->flags |= entries[i].flags & CATALOG_CONTEXT ? NODE_CONTEXT : 0;
    }
}

GraphNode *build_external_node(Build *build, uint32_t name, const char *language)
{
    const char *id = build_text(build, name);
    GraphNode *node = build->external[name];
    if (node)
        return node;
    const CatalogEntry *entries;
    size_t count =
        catalog_find(build->catalog, build_text(build, program_catalog_name(build->program, name)), &entries);
    node = graph_add_node(build->graph, id, NODE_EXTERNAL);
    node->path = graph_text(build->graph, "");
    node->language = language;
    add_entry_roles(node, entries, count);
    build->external[name] = node;
    return node;
}

/* --- roles ---------------------------------------------------------------------------------------------------------- */

static void add_hook_role(GraphNode *node, const CatalogMethod *hook)
{
    node->roles |= 1u << hook->role;
    node->flags |= NODE_ENTRY | (hook->flags & CATALOG_WEBSOCKET ? NODE_WEBSOCKET : 0);
    node->flags |= hook->thread && !(node->flags & NODE_ASYNC) ? NODE_THREAD : 0;
}

/* Roles that hooks of framework classes give to methods of their subclasses. */
static void add_hook_roles(Build *build, uint32_t class_def, const char *base)
{
    const ProgramFile *file = program_file_of_def(build->program, class_def);
    const Def *def = program_def(build->program, class_def);
    for (uint32_t i = def->first_binding; i < def->first_binding + def->binding_count; i++) {
        const Binding *binding = &file->facts.bindings[i];
        const CatalogMethod *hook = catalog_find_method(build->catalog, base, facts_name(&file->facts, binding->name));
        uint32_t method = hook ? program_class_member(build->program, class_def, file->names[binding->name]) : 0;
        if (method)
            add_hook_role(build->nodes[method], hook);
    }
}

static bool is_hooked(Build *build, uint32_t name)
{
    if (!build->hooked[name])
        build->hooked[name] = (uint8_t)(1 + catalog_has_hooks(build->catalog, build_text(build, name)));
    return build->hooked[name] - 1;
}

void build_add_class_roles(Build *build, uint32_t class_def)
{
    size_t count;
    const uint32_t *external = program_external_bases(build->program, class_def, &count);
    for (size_t i = 0; i < count; i++)
        if (is_hooked(build, external[i]))
            add_hook_roles(build, class_def, build_text(build, external[i]));
    const uint32_t *mro = program_mro(build->program, class_def, &count);
    for (size_t i = 1; i < count; i++) {
        const char *base = build->nodes[mro[i]]->id;
        if (catalog_has_hooks(build->catalog, base))
            add_hook_roles(build, class_def, base);
    }
}

/* A name of the tree itself may be one that the catalog knows: the framework's own source is analysed. */
static void add_own_roles(const Build *build, GraphNode *node)
{
    const CatalogEntry *entries;
    size_t count = catalog_find(build->catalog, node->id, &entries);
    for (size_t i = 0; i < count; i++)
        if (entries[i].callee == CALLEE_NONE)
            add_entry_roles(node, &entries[i], 1);
}

static bool is_plain(const Build *build, const GraphNode *node)
{
    const CatalogEntry *entries;
    size_t count = catalog_find(build->catalog, node->id, &entries);
    for (size_t i = 0; i < count; i++)
        if (entries[i].flags & CATALOG_PLAIN)
            return true;
    return false;
}

static bool makes_instances(const GraphNode *node)
{
    for (const GraphEdge *edge = node->out; edge; edge = edge->next_out)
        if (edge->key.kind == EDGE_RETURNS && edge->key.to->kind == NODE_CLASS)
            return true;
    return false;
}

/* Roles by the name alone: authentication; a factory must also give an instance of a class of the tree. What a library
 * calls back, `@field_validator("api_key") def validate_api_key`, is for what the decorator says. */
static void add_pattern_roles(const Build *build, const Own *own)
{
    GraphNode *node = own->node;
    uint32_t roles = own->patterns & ~(1u << ROLE_NONE);
    if (!roles || build->kept[own->def] || (node->kind != NODE_FUNCTION && node->kind != NODE_METHOD) ||
        !build_name_of_def(build, own->def))
        return;
    if (!makes_instances(node))
        roles &= ~(1u << ROLE_FACTORY);
    if (roles >> ROLE_AUTHENTICATE & 1) /* rare enough to look at where it lies */
        roles &= catalog_match_patterns_in(build->catalog, node->name, strcmp(node->language, "python") != 0, node->id,
                                           (size_t)(node->name - node->id));
    if (roles && !is_plain(build, node))
        node->roles |= roles;
}

void build_add_roles(Build *build)
{
#pragma omp parallel for schedule(dynamic, 64) num_threads(build->threads)
    for (uint32_t i = 0; i < build->own_count; i++) {
        add_own_roles(build, build->own[i].node);
        add_pattern_roles(build, &build->own[i]);
    }
}
