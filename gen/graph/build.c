#include "build.h"

#include "asking.h"
#include "body.h"
#include "steps.h"
#include "../source/glob.h"
#include "../../extractors/extractor.h"

#include <stdlib.h>
#include <string.h>
#include <utstring.h>

/* How the value of a call is consumed by the expression around it. */
enum Consumer {
    CONSUMER_NONE,
    CONSUMER_AWAIT,
    CONSUMER_HANDED /* handed over at once: the hand-over is the edge */
};

/* What is asked of the names of what is called outside the tree; some are called thousands of times. */
enum Called {
    CALLED = 1 << 0,
    CALLED_PLAIN = 1 << 1, /* external_is_plain() */
    CALLED_DOUBLE = 1 << 2 /* program_external_is_double() */
};

/* A node of the tree. */
typedef struct {
    GraphNode *node;
    uint32_t def;      /* the first of several definitions of one name stands for all */
    uint32_t patterns; /* of the catalog that its simple name matches */
} Own;

/*
 * Definitions, files and calls are looked at in parallel, as long as each only writes what is its own; what they make
 * of the graph is added by one thread, in the order of definitions. So edges of one caller lie side by side, which is
 * how everybody will visit them.
 */
typedef struct {
    const Program *program;
    const Catalog *catalog;
    const BuildOptions *options;
    int threads;
    Graph *graph;
    uint32_t value_count, def_count;
    GraphNode **nodes; /* by definition */
    Own *own;
    uint32_t own_count;
    uint32_t *orders;     /* by value: rank among the calls of its scope */
    uint8_t *consumers;   /* by value */
    GraphNode **external; /* by name: nodes outside the tree */
    const char **paths;   /* by file: the graph's copy of its path */
    const char *languages[LANGUAGE_COUNT];
    uint8_t *hooked; /* by name: 1 + whether the catalog has hooks for subclasses of it; 0: not asked yet */
    uint8_t *called; /* by name, of what is called outside the tree: enum Called */
    uint32_t *asks;  /* by definition: where it asks whether something can be awaited, see asking.h */
    bool *plain;     /* by definition: of classes, whether an instance certainly cannot be awaited */
    bool *never;     /* by definition: its result is never awaitable */
    Steps steps;
} Build;

static const char *text_of(const Build *build, uint32_t name)
{
    return names_text(program_names(build->program), name);
}

static const char *path_of(const Build *build, const ProgramFile *file)
{
    size_t count;
    return build->paths[file - program_files(build->program, &count)];
}

static const char *path_of_def(const Build *build, const ProgramFile *file, uint32_t index)
{
    return file->facts.defs[index].file
               ? graph_text(build->graph, program_path_of_def(build->program, file->first_def + index))
               : path_of(build, file);
}

static const char *language_of(const Build *build, const ProgramFile *file)
{
    return build->languages[file->facts.header->language];
}

static const char *language_of_site(const Build *build, uint32_t site)
{
    return language_of(build, program_file_of_value(build->program, site));
}

/* The number of a definition's simple name, 0 for modules. */
static uint32_t name_of_def(const Build *build, uint32_t def)
{
    return program_file_of_def(build->program, def)->names[program_def(build->program, def)->name];
}

/* --- nodes ---------------------------------------------------------------------------------------------------------- */

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

static void write_id(const Build *build, const ProgramFile *file, const Def *def, UT_string *out)
{
    const char *title = program_title(build->program, file->first_def + (uint32_t)(def - file->facts.defs));
    if (title) {
        utstring_clear(out);
        utstring_bincpy(out, title, strlen(title));
        return;
    }
    const char *module = text_of(build, modules_name(program_modules(build->program), file->module));
    utstring_clear(out);
    if (def->kind == DEF_MODULE) {
        const char *id = *module ? module : "<root>";
        utstring_bincpy(out, id, strlen(id));
        return;
    }
    const char *parent = build->nodes[file->first_def + def->parent]->id, *name = facts_name(&file->facts, def->name);
    utstring_bincpy(out, parent, strlen(parent));
    utstring_bincpy(out, ".", 1);
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
    build->nodes[file->first_def + index] = node;
    if (node->line)
        return;
    node->path = path_of_def(build, file, index);
    node->language = language_of(build, file);
    node->line = def->line;
    node->end_line = def->end_line;
    node->flags |= flags_of(def) | (test ? NODE_TEST : 0);
    build->own[build->own_count++] = (Own){.node = node, .def = file->first_def + index};
}

/* The first of several definitions of one name stands for all here, too. */
static void add_bodies(Build *build)
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
static void match_patterns(Build *build)
{
    size_t names = names_count(program_names(build->program)) + 1;
    uint32_t *first[2] = {memory_zeroed(names, sizeof **first), memory_zeroed(names, sizeof **first)}; /* 1 + own */
    for (uint32_t i = 0; i < build->own_count; i++) {
        Own *own = &build->own[i];
        uint32_t name = name_of_def(build, own->def);
        bool c = program_file_of_def(build->program, own->def)->facts.header->language != LANGUAGE_PYTHON;
        if (first[c][name]) {
            own->patterns = build->own[first[c][name] - 1].patterns;
            continue;
        }
        own->patterns = catalog_match_patterns(build->catalog, name ? text_of(build, name) : own->node->name, c);
        first[c][name] = name ? i + 1 : 0;
    }
    free(first[0]);
    free(first[1]);
}

/* What lies in something legacy is legacy; parents come before what lies in them. */
static void mark_legacy(Build *build)
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

static void add_nodes(Build *build)
{
    size_t count;
    const ProgramFile *files = program_files(build->program, &count);
    UT_string id;
    utstring_init(&id);
    for (size_t i = 0; i < count; i++) {
        bool test = glob_list_matches(build->options->tests, files[i].path, false);
        for (uint32_t def = 1; files[i].image && def < files[i].facts.defs_count; def++)
            add_def_node(build, &files[i], def, test, &id);
    }
    utstring_done(&id);
}

/* Names of C may be plain words, as modules of Python may: `select`. */
static bool is_of_language(const GraphNode *node, const CatalogEntry *entry)
{
    return !(entry->flags & CATALOG_C) || strcmp(node->language, "python") != 0;
}

static void add_entry_roles(GraphNode *node, const CatalogEntry *entries, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!is_of_language(node, &entries[i]))
            continue;
        node->roles |= entries[i].role ? 1u << entries[i].role : 0;
        node->flags |= entries[i].flags & CATALOG_WEBSOCKET ? NODE_WEBSOCKET : 0;
        node->flags |= entries[i].flags & CATALOG_CONTEXT ? NODE_CONTEXT : 0;
    }
}

static GraphNode *external_node(Build *build, uint32_t name, const char *language)
{
    const char *id = text_of(build, name);
    GraphNode *node = build->external[name];
    if (node)
        return node;
    const CatalogEntry *entries;
    size_t count = catalog_find(build->catalog, text_of(build, program_catalog_name(build->program, name)), &entries);
    node = graph_add_node(build->graph, id, NODE_EXTERNAL);
    node->path = graph_text(build->graph, "");
    node->language = language;
    add_entry_roles(node, entries, count);
    build->external[name] = node;
    return node;
}

/* --- roles ---------------------------------------------------------------------------------------------------------- */

/* Roles that hooks of framework classes give to methods of their subclasses. */
static void add_hook_roles(Build *build, uint32_t class_def, const char *base)
{
    const ProgramFile *file = program_file_of_def(build->program, class_def);
    const Def *def = program_def(build->program, class_def);
    for (uint32_t i = def->first_binding; i < def->first_binding + def->binding_count; i++) {
        const Binding *binding = &file->facts.bindings[i];
        const CatalogMethod *hook = catalog_find_method(build->catalog, base, facts_name(&file->facts, binding->name));
        uint32_t method = hook ? program_class_member(build->program, class_def, file->names[binding->name]) : 0;
        if (!method)
            continue;
        GraphNode *node = build->nodes[method];
        node->roles |= 1u << hook->role;
        node->flags |= NODE_ENTRY | (hook->flags & CATALOG_WEBSOCKET ? NODE_WEBSOCKET : 0);
        node->flags |= hook->thread && !(node->flags & NODE_ASYNC) ? NODE_THREAD : 0;
    }
}

static bool is_hooked(Build *build, uint32_t name)
{
    if (!build->hooked[name])
        build->hooked[name] = (uint8_t)(1 + catalog_has_hooks(build->catalog, text_of(build, name)));
    return build->hooked[name] - 1;
}

static void add_class_roles(Build *build, uint32_t class_def)
{
    size_t count;
    const uint32_t *external = program_external_bases(build->program, class_def, &count);
    for (size_t i = 0; i < count; i++)
        if (is_hooked(build, external[i]))
            add_hook_roles(build, class_def, text_of(build, external[i]));
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

/* Roles by the name alone: authentication; a factory must also give an instance of a class of the tree. */
static void add_pattern_roles(const Build *build, const Own *own)
{
    GraphNode *node = own->node;
    uint32_t roles = own->patterns & ~(1u << ROLE_NONE);
    if (!roles || (node->kind != NODE_FUNCTION && node->kind != NODE_METHOD) || !name_of_def(build, own->def))
        return;
    if (!makes_instances(node))
        roles &= ~(1u << ROLE_FACTORY);
    if (roles >> ROLE_AUTHENTICATE & 1) /* rare enough to look at where it lies */
        roles &= catalog_match_patterns_in(build->catalog, node->name, strcmp(node->language, "python") != 0, node->id,
                                           (size_t)(node->name - node->id));
    if (roles && !is_plain(build, node))
        node->roles |= roles;
}

static void add_roles(Build *build)
{
#pragma omp parallel for schedule(dynamic, 64) num_threads(build->threads)
    for (uint32_t i = 0; i < build->own_count; i++) {
        add_own_roles(build, build->own[i].node);
        add_pattern_roles(build, &build->own[i]);
    }
}

/* --- results -------------------------------------------------------------------------------------------------------- */

static bool has_await(const Build *build, uint32_t class_def)
{
    size_t count;
    const uint32_t *mro = program_mro(build->program, class_def, &count);
    uint32_t name = names_find(program_names(build->program), "__await__", strlen("__await__"));
    for (size_t i = 0; i < count; i++)
        if (program_class_member(build->program, mro[i], name))
            return true;
    return false;
}

static bool external_may_await(const Build *build, uint32_t number)
{
    const CatalogEntry *entries;
    const char *name = text_of(build, number);
    if (strcmp(name, "<plain>") == 0 || program_external_is_plain(build->program, number))
        return false;
    size_t count = catalog_find(build->catalog, name, &entries);
    return !count || entries[0].flags & CATALOG_AWAITABLE;
}

/* Whether an instance of the class certainly cannot be awaited. */
static bool class_is_plain(const Build *build, uint32_t class_def)
{
    size_t count;
    if (has_await(build, class_def) || program_class_is_open(build->program, class_def))
        return false;
    const uint32_t *external = program_external_bases(build->program, class_def, &count);
    for (size_t i = 0; i < count; i++) {
        const char *name = text_of(build, external[i]);
        bool known = strncmp(name, "<builtin>.", 10) == 0 || strncmp(name, "abc.", 4) == 0 ||
                     strncmp(name, "typing.", 7) == 0 || strncmp(name, "enum.", 5) == 0;
        if (!known && external_may_await(build, external[i]))
            return false;
    }
    return true;
}

static bool external_awaits(const Build *build, uint32_t number)
{
    const CatalogEntry *entries;
    return catalog_find(build->catalog, text_of(build, number), &entries) && entries[0].flags & CATALOG_AWAITABLE;
}

static bool all_plain(const Build *build, const Result *results, size_t count, bool skip_unknown)
{
    size_t plain = 0;
    for (size_t i = 0; i < count; i++) {
        switch (results[i].kind) {
        case RESULT_AWAITABLE:
            return false;
        case RESULT_EXTERNAL:
            if (external_may_await(build, results[i].name) &&
                (!skip_unknown || external_awaits(build, results[i].name)))
                return false;
            plain++;
            break;
        case RESULT_CLASS_INSTANCE:
            if (!build->plain[results[i].def])
                return false;
            plain++;
            break;
        case RESULT_PLAIN:
            plain++;
            break;
        case RESULT_UNKNOWN:
            if (!skip_unknown)
                return false;
        }
    }
    return plain > 0;
}

/* Drops what only tests bring about: production gives back something else. Returns how many are left. */
static size_t drop_doubles(const Build *build, Result *results, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const Result *result = &results[i];
        bool by_test = result->def ? program_file_of_def(build->program, result->def)->test
                                   : result->name && program_external_is_double(build->program, result->name);
        if (!by_test)
            results[kept++] = *result;
    }
    return kept;
}

/* Whether calling a function certainly gives nothing that can be awaited: by all that it returns, or, where that is
 * not wholly known, by what it is declared to return. */
static bool is_never_awaitable(const Build *build, uint32_t def)
{
    enum {
        OPAQUE = TRAIT_OPAQUE | TRAIT_AWAITABLE | TRAIT_OVERLOAD
    };
    const Def *facts = program_def(build->program, def);
    if (program_is_resolved(program_file_of_def(build->program, def)))
        return false; /* the compiler sees to that */
    bool coroutine = facts->flags & DEF_ASYNC && !(facts->flags & DEF_GENERATOR);
    if (facts->kind != DEF_FUNCTION || coroutine || program_traits(build->program, def) & OPAQUE)
        return false;
    if (facts->flags & DEF_GENERATOR || program_traits(build->program, def) & TRAIT_CONTEXT)
        return true;
    size_t count, declared_count;
    Result *results = program_results(build->program, def, &count);
    if (!program_file_of_def(build->program, def)->test)
        count = drop_doubles(build, results, count);
    Result *declared = program_declared_results(build->program, def, &declared_count);
    bool stated = declared_count && all_plain(build, declared, declared_count, false);
    bool never = facts->flags & DEF_ABSTRACT ? stated : all_plain(build, results, count, stated);
    free(results);
    free(declared);
    return never;
}

static void find_never_awaitable(Build *build)
{
    size_t count;
    const ProgramFile *files = program_files(build->program, &count);
#pragma omp parallel num_threads(build->threads)
    {
#pragma omp for schedule(dynamic, 8)
        for (size_t i = 0; i < count; i++)
            for (uint32_t def = 1; files[i].image && def < files[i].facts.defs_count; def++)
                if (files[i].facts.defs[def].kind == DEF_CLASS)
                    build->plain[files[i].first_def + def] = class_is_plain(build, files[i].first_def + def);
#pragma omp for schedule(dynamic, 8)
        for (size_t i = 0; i < count; i++)
            for (uint32_t def = 1; files[i].image && def < files[i].facts.defs_count; def++)
                build->never[files[i].first_def + def] = is_never_awaitable(build, files[i].first_def + def);
    }
}

/* --- edges ---------------------------------------------------------------------------------------------------------- */

/* Whether a value may be the site of a call. */
static bool makes_calls(const Value *value)
{
    return program_works_on_base(value) || value->kind == VALUE_DECORATED || value->kind == VALUE_PARAM ||
           value->kind == VALUE_UNPACK || value->kind == VALUE_REST || value->kind == VALUE_CREATE ||
           value->kind == VALUE_CAST || value->kind == VALUE_SYMBOL;
}

/* Ranks of calls within their scope, and which calls are awaited where they stand. `next` is by definition. */
static void rank_values(const Build *build, const ProgramFile *file, uint32_t *next)
{
    size_t count;
    Step *steps = steps_of_file(&build->steps, file, &count);
    size_t next_step = 0;
    for (uint32_t v = 1; file->image && v < file->facts.values_count; v++) {
        const Value *value = &file->facts.values[v];
        for (; next_step < count && steps[next_step].first_value <= file->first_value + v; next_step++)
            steps[next_step].order = next[steps[next_step].scope]++;
        if (makes_calls(value))
            build->orders[file->first_value + v] = next[file->first_def + value->scope]++;
        if (value->kind == VALUE_AWAIT)
            build->consumers[file->first_value + value->base] = CONSUMER_AWAIT;
    }
    for (; next_step < count; next_step++)
        steps[next_step].order = next[steps[next_step].scope]++;
}

static void rank_all_values(const Build *build)
{
    size_t count;
    const ProgramFile *files = program_files(build->program, &count);
    uint32_t *next = memory_zeroed(build->def_count + 1, sizeof *next);
#pragma omp parallel for schedule(dynamic, 8) num_threads(build->threads)
    for (size_t i = 0; i < count; i++)
        rank_values(build, &files[i], next);
    free(next);
}

static bool is_coroutine_call(const Build *build, uint32_t site, uint32_t target)
{
    size_t count;
    Result *results = program_value_results(build->program, site, &count);
    bool found = false;
    for (size_t i = 0; i < count; i++)
        found = found || (results[i].kind == RESULT_AWAITABLE && results[i].def == target);
    free(results);
    return found;
}

/* `create_task(f())`: the inner call only makes the coroutine; the edge is that of the hand-over. */
static void find_handed_calls(Build *build, const ResolvedCall *calls, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (calls[i].reach != REACH_HANDED || !calls[i].target || calls[i].site >= build->value_count)
            continue;
        const ProgramFile *file = program_file_of_value(build->program, calls[i].site);
        const Value *value = program_value(build->program, calls[i].site);
        for (uint32_t j = 0; value->kind == VALUE_CALL && j < value->count; j++) {
            uint32_t operand = file->facts.operands[value->first + j].value;
            if (operand && file->facts.values[operand].kind == VALUE_CALL &&
                is_coroutine_call(build, file->first_value + operand, calls[i].target))
                build->consumers[file->first_value + operand] = CONSUMER_HANDED;
        }
    }
}

static EdgeKind kind_of_role(Role role)
{
    switch (role) {
    case ROLE_SPAWN:
        return EDGE_SPAWN;
    case ROLE_TO_THREAD:
        return EDGE_TO_THREAD;
    case ROLE_FROM_THREAD:
        return EDGE_FROM_THREAD;
    case ROLE_RUN:
        return EDGE_RUN;
    case ROLE_DEPENDS:
        return EDGE_DEPENDS;
    case ROLE_AWAITS:
        return EDGE_AWAIT;
    case ROLE_NONE:
        return EDGE_CALL;
    default:
        return EDGE_CALLBACK;
    }
}

static EdgeKind kind_of_call(const Build *build, const ResolvedCall *call)
{
    switch ((Reach)call->reach) {
    case REACH_CALL:
        return build->consumers[call->site] == CONSUMER_AWAIT ? EDGE_AWAIT : EDGE_CALL;
    case REACH_AWAITED:
        return EDGE_AWAIT;
    case REACH_HANDED:
        return kind_of_role(call->role);
    case REACH_INJECTED:
        return EDGE_DEPENDS;
    case REACH_IMPLICIT:
    case REACH_DECORATE:
        break;
    }
    return EDGE_CALL;
}

static GraphSite site_of(const Build *build, uint32_t site)
{
    const Value *value = program_value(build->program, site);
    return (GraphSite){.path = path_of_def(build, program_file_of_value(build->program, site), value->scope),
                       .line = value->line,
                       .column = value->column,
                       .order = build->orders[site],
                       .flags = value->flags & 0x7fu};
}

static GraphSite site_of_def(const Build *build, uint32_t def)
{
    const Def *facts = program_def(build->program, def);
    return (GraphSite){.path = build->nodes[def]->path, .line = facts->line, .column = facts->column};
}

/* The definition that evaluates a value, or 0. */
static uint32_t scope_of(const Build *build, uint32_t site)
{
    uint32_t scope = program_value(build->program, site)->scope;
    return scope ? program_file_of_value(build->program, site)->first_def + scope : 0;
}

/* The function that the result of a call decorates, for calls that stand as decorators: `@route(dependencies=[…])`
 * speaks for the function below it. NULL for others. */
static GraphNode *decorated_by_call(const Build *build, uint32_t site)
{
    const ProgramFile *file = program_file_of_value(build->program, site);
    for (uint32_t i = 1; i < file->facts.defs_count; i++) {
        const Def *def = &file->facts.defs[i];
        for (uint32_t j = def->first_decorator; j < def->first_decorator + def->decorator_count; j++)
            if (file->first_value + file->facts.operands[j].value == site)
                return build->nodes[file->first_def + i];
    }
    return NULL;
}

/* An instance of a class that is handed over is called: that is its __call__, its own or inherited. */
static GraphNode *called_node(const Build *build, uint32_t def)
{
    size_t count;
    if (program_def(build->program, def)->kind != DEF_CLASS)
        return build->nodes[def];
    const uint32_t *mro = program_mro(build->program, def, &count);
    uint32_t name = names_find(program_names(build->program), "__call__", strlen("__call__"));
    for (size_t i = 0; i < count && name; i++) {
        uint32_t method = program_class_member(build->program, mro[i], name);
        if (method)
            return build->nodes[method];
    }
    return build->nodes[def];
}

static void mark_handed(Build *build, const ResolvedCall *call)
{
    GraphNode *node = called_node(build, call->target);
    switch ((Role)call->role) {
    case ROLE_ENTRY:
    case ROLE_BOOT:
    case ROLE_SHUTDOWN:
    case ROLE_ACCEPT:
    case ROLE_RECEIVE:
    case ROLE_CLOSE:
    case ROLE_MIDDLEWARE:
    case ROLE_MOUNT:
        node->flags |= NODE_ENTRY | (call->websocket ? NODE_WEBSOCKET : 0);
        node->roles |= 1u << call->role;
        break;
    case ROLE_AUTHENTICATE:
        node->roles |= 1u << call->role;
        break;
    default:
        break;
    }
    if ((call->thread || call->role == ROLE_TO_THREAD) && !(node->flags & NODE_ASYNC))
        node->flags |= NODE_THREAD;
}

static bool is_decorated(const Build *build, uint32_t site)
{
    return program_value(build->program, site)->kind == VALUE_DECORATED;
}

/* The definition under the decorators at a site, or 0. */
static uint32_t decorated_def(const Build *build, uint32_t site)
{
    const ProgramFile *file = program_file_of_value(build->program, site);
    const Value *value = program_value(build->program, site);
    while (value->kind == VALUE_DECORATED)
        value = &file->facts.values[file->facts.operands[value->first].value];
    return value->kind == VALUE_DEFINITION ? file->first_def + value->base : 0;
}

static bool has_closed_operands(const Build *build, uint32_t site)
{
    const ProgramFile *file = program_file_of_value(build->program, site);
    const Value *value = program_value(build->program, site);
    for (uint32_t i = 0; i < value->count; i++)
        if (!program_value_is_closed(build->program, file->first_value + file->facts.operands[value->first + i].value))
            return false;
    return true;
}

/* Whether nothing else may run at the site besides, nor Python's own types answer: as its callee, or as the argument
 * that is handed over. */
static bool is_closed(const Build *build, const ResolvedCall *call)
{
    const Value *value = program_value(build->program, call->site);
    if (call->target && !call->argument && (call->reach == REACH_IMPLICIT || call->reach == REACH_AWAITED) &&
        !program_is_resolved(program_file_of_value(build->program, call->site)) &&
        !program_runs_always(build->program, call))
        return false;
    if (((call->reach == REACH_IMPLICIT && !call->argument) || call->reach == REACH_AWAITED) &&
        (value->kind == VALUE_CALL || !value->base)) /* str(x), f"{x}" */
        return has_closed_operands(build, call->site);
    if (call->reach != REACH_HANDED || value->kind != VALUE_CALL)
        return program_site_is_closed(build->program, call->site);
    if (!call->argument || call->argument > value->count)
        return true; /* decorated, or the receiver */
    const ProgramFile *file = program_file_of_value(build->program, call->site);
    uint32_t argument = file->facts.operands[value->first + call->argument - 1].value;
    return program_value_is_closed(build->program, file->first_value + argument);
}

/* A call, and what the graph makes of it. */
typedef struct {
    const ResolvedCall *call;
    uint64_t rivals; /* equal for the calls of a site that compete, see rivals_of() */
    uint8_t kind;    /* EdgeKind */
    uint8_t flags;   /* EdgeFlag */
    bool drawn;      /* makes an edge */
} Arrow;

/* Calls by the definition that they stand in. */
typedef struct {
    Arrow *arrows;
    uint32_t *first; /* by definition, and one more */
} Arrows;

static bool is_special(const GraphNode *node)
{
    return strncmp(node->name, "__", 2) == 0;
}

/* The last part of a qualified name, or 0 when no file has it as a name. */
static uint32_t last_name(const Build *build, uint32_t qualified)
{
    const char *text = text_of(build, qualified), *dot = strrchr(text, '.');
    return dot ? names_find(program_names(build->program), dot + 1, strlen(dot + 1)) : qualified;
}

/* Whether what is called is an object by its `__call__`, and not a class by that of its metaclass. */
static bool calls_object(const Build *build, const ResolvedCall *call)
{
    if (!call->target)
        return call->reach == REACH_CALL && build->called[call->name] & CALLED_DOUBLE;
    return call->reach != REACH_IMPLICIT && strcmp(build->nodes[call->target]->name, "__call__") == 0 &&
           !program_is_of_metaclass(build->program, call->target);
}

/* Targets of one site compete with each other; the methods that creating a class or a `with` runs don't, nor do
 * arguments that are handed over. */
static uint64_t rivals_of(const Build *build, const ResolvedCall *call)
{
    if ((call->reach != REACH_HANDED || call->role == ROLE_NONE) && !calls_object(build, call)) {
        uint32_t name = call->target ? name_of_def(build, call->target) : last_name(build, call->name);
        if (strncmp(text_of(build, name), "__", 2) == 0)
            return 1ull << 63 | (uint64_t)call->argument << 32 | name;
    }
    return (uint64_t)call->reach << 32 | call->argument;
}

static EdgeKind judge_kind(const Build *build, const ResolvedCall *call)
{
    const GraphNode *to = call->target ? build->nodes[call->target] : NULL;
    bool by_builtin = call->reach == REACH_HANDED && call->role == ROLE_NONE; /* map(Room, names) */
    if (to && to->kind == NODE_CLASS && (call->reach <= REACH_DECORATE || by_builtin))
        return EDGE_CREATES;
    EdgeKind kind = kind_of_call(build, call);
    bool special = to && to->kind == NODE_METHOD && is_special(to) && strcmp(to->name, "__call__") != 0;
    if (special && call->reach == REACH_CALL && kind == EDGE_AWAIT)
        return EDGE_CALL; /* `await Manager()` does not await __init__ */
    return kind;
}

/* Whether what a call of an external name gives certainly cannot be awaited: the catalog says so, or its declaration.
 * Of a class that the catalog says is given, an instance may still be awaitable, unless it says that of it. */
static bool external_is_plain(const Build *build, uint32_t name)
{
    const CatalogEntry *entries;
    size_t count = catalog_find(build->catalog, text_of(build, program_catalog_name(build->program, name)), &entries);
    if (count && !(entries[0].flags & CATALOG_CLASS) && (!entries[0].returns || entries[0].flags & CATALOG_SYNC))
        return entries[0].flags & CATALOG_SYNC;
    return program_builtin_is_plain(text_of(build, name)) || program_external_is_plain(build->program, name);
}

/* Whether awaiting what the call gives certainly fails, if nothing else is called at its place. */
static bool gives_plain(const Build *build, const ResolvedCall *call)
{
    return call->target ? build->never[call->target] && !program_is_of_protocol(build->program, call->target)
                        : build->called[call->name] & CALLED_PLAIN;
}

static bool is_double(const Build *build, const ResolvedCall *call)
{
    return (call->target || build->called[call->name] & CALLED_DOUBLE) && program_call_is_double(build->program, call);
}

static void ask_of_called(Build *build, const ResolvedCall *calls, size_t count)
{
    size_t names = names_count(program_names(build->program));
    uint8_t *called = build->called = memory_zeroed(names, sizeof *called);
    for (size_t i = 0; i < count; i++)
        if (!calls[i].target)
            called[calls[i].name] = CALLED;
#pragma omp parallel for schedule(dynamic, 256) num_threads(build->threads)
    for (size_t name = 0; name < names; name++) {
        if (called[name] && external_is_plain(build, (uint32_t)name))
            called[name] |= CALLED_PLAIN;
        if (called[name] && program_external_is_double(build->program, (uint32_t)name))
            called[name] |= CALLED_DOUBLE;
    }
}

/* `failing`: an await of anything that may be called at the place certainly fails. */
static void judge_arrow(const Build *build, Arrow *arrow, bool possible, bool failing)
{
    const ResolvedCall *call = arrow->call;
    EdgeKind kind = judge_kind(build, call);
    bool broken = kind == EDGE_AWAIT && call->reach == REACH_CALL && failing &&
                  !asking_may_guard(build->program, build->asks, call->site);
    bool handed = build->consumers[call->site] == CONSUMER_HANDED && call->reach == REACH_CALL && kind == EDGE_CALL &&
                  call->target && is_coroutine_call(build, call->site, call->target);
    arrow->kind = (uint8_t)kind;
    arrow->flags = (uint8_t)((possible ? EDGE_POSSIBLE : 0) | (broken ? EDGE_BROKEN : 0));
    arrow->drawn = !handed;
}

static int compare_sites(const void *left, const void *right)
{
    uint32_t a = ((const Arrow *)left)->call->site, b = ((const Arrow *)right)->call->site;
    return (a > b) - (a < b);
}

static bool is_same_target(const ResolvedCall *a, const ResolvedCall *b)
{
    return a->target == b->target && (a->target || a->name == b->name);
}

/* Whether something is called at the site that does not run the method which a call of the arrow's class runs: then
 * perhaps that is called, and not the class. */
static bool is_sidestepped(const Build *build, const Arrow *arrow, const Arrow *arrows, size_t count)
{
    const ResolvedCall *call = arrow->call;
    if (!(arrow->rivals >> 63) || call->reach == REACH_IMPLICIT || call->reach == REACH_AWAITED || !call->target)
        return false;
    for (size_t i = 0; i < count; i++) {
        const ResolvedCall *other = arrows[i].call;
        if (!(arrows[i].rivals >> 63) && other->reach == call->reach && other->argument == call->argument &&
            !program_has_method(build->program, other->target, name_of_def(build, call->target)))
            return true;
    }
    return false;
}

/* Judges the arrows of one site. */
static void judge_site(const Build *build, Arrow *arrows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        arrows[i].rivals = rivals_of(build, arrows[i].call);
    for (size_t i = 0; i < count; i++) {
        bool rivalled = program_is_of_protocol(build->program, arrows[i].call->target) ||
                        is_sidestepped(build, &arrows[i], arrows, count);
        bool closed = is_closed(build, arrows[i].call), failing = closed && !is_double(build, arrows[i].call);
        for (size_t k = 0; k < count; k++)
            if (arrows[k].rivals == arrows[i].rivals) {
                rivalled = rivalled || !is_same_target(arrows[k].call, arrows[i].call);
                failing = failing && (is_double(build, arrows[k].call) || gives_plain(build, arrows[k].call));
            }
        judge_arrow(build, &arrows[i], rivalled || !closed, failing);
    }
}

/* Whether a value goes into a display, a comprehension, or is passed on. */
static bool is_kept(const Build *build, uint32_t site)
{
    const ProgramFile *file = program_file_of_value(build->program, site);
    uint32_t index = site - file->first_value;
    if (file->facts.values[index].flags & VALUE_DISCARDED)
        return false;
    for (uint32_t v = index + 1; v < file->facts.values_count; v++) {
        const Value *value = &file->facts.values[v];
        if (value->kind == VALUE_COMPREHENSION && value->base == index)
            return true;
        for (uint32_t i = 0; (value->kind == VALUE_CONTAINER || value->kind == VALUE_CALL) && i < value->count; i++)
            if (file->facts.operands[value->first + i].value == index)
                return true;
    }
    return false;
}

static bool runs_coroutine(const ResolvedCall *call)
{
    return call->target && (call->reach == REACH_AWAITED || (call->reach == REACH_HANDED && call->role != ROLE_NONE));
}

/* `gather(*[f(), g()])`: the calls in the list only make the coroutines; the edges are those of the hand-over. */
static void drop_kept_coroutines(const Build *build, Arrow *arrows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; runs_coroutine(arrows[i].call) && k < count; k++) {
            const ResolvedCall *made = arrows[k].call;
            if (made->target == arrows[i].call->target && made->reach == REACH_CALL && arrows[k].kind == EDGE_CALL &&
                arrows[k].drawn && is_coroutine_call(build, made->site, made->target) && is_kept(build, made->site))
                arrows[k].drawn = false;
        }
}

static bool is_same_place(const Build *build, const ResolvedCall *a, const ResolvedCall *b)
{
    const Value *left = program_value(build->program, a->site), *right = program_value(build->program, b->site);
    return left->line == right->line && left->column == right->column && left->kind == right->kind;
}

/* Each instantiation of a template has sites of its own for one place, and so has each unit of one file: what is called there
 * competes. */
static void judge_instantiations(const Build *build, Arrow *arrows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < count; k++)
            if (arrows[i].rivals == arrows[k].rivals && arrows[i].call->target != arrows[k].call->target &&
                is_same_place(build, arrows[i].call, arrows[k].call))
                arrows[i].flags |= EDGE_POSSIBLE;
}

/* Judges the arrows of one definition. */
static void judge_arrows(const Build *build, Arrow *arrows, size_t count, bool united)
{
    enum {
        MOST_UNITED = 2000
    };
    if (count > 1)
        qsort(arrows, count, sizeof *arrows, compare_sites);
    for (size_t first = 0, end; first < count; first = end) {
        end = first + 1;
        while (end < count && arrows[end].call->site == arrows[first].call->site)
            end++;
        judge_site(build, &arrows[first], end - first);
    }
    if (united && count <= MOST_UNITED)
        judge_instantiations(build, arrows, count);
    drop_kept_coroutines(build, arrows, count);
}

/* The definition that each call stands in; 0 for those inside of the solver's own steps, and those never made. */
static uint32_t *find_scopes(const Build *build, const ResolvedCall *calls, size_t count)
{
    uint32_t *scopes = memory_alloc((count + 1) * sizeof *scopes);
#pragma omp parallel for num_threads(build->threads)
    for (size_t i = 0; i < count; i++)
        scopes[i] =
            calls[i].site < build->value_count ? program_original(build->program, scope_of(build, calls[i].site)) : 0;
    return scopes;
}

/* Sorts calls by the definition they stand in. */
static Arrows sort_calls(const Build *build, const ResolvedCall *calls, size_t count)
{
    Arrows out = {.arrows = memory_alloc((count + 1) * sizeof *out.arrows),
                  .first = memory_zeroed(build->def_count + 2, sizeof *out.first)};
    uint32_t *scopes = find_scopes(build, calls, count);
    for (size_t i = 0; i < count; i++)
        out.first[scopes[i] + 2]++;
    for (uint32_t def = 0; def < build->def_count; def++)
        out.first[def + 2] += out.first[def + 1];
    for (size_t i = 0; i < count; i++)
        out.arrows[out.first[scopes[i] + 1]++] = (Arrow){.call = &calls[i]};
    free(scopes);
    return out;
}

static Arrows find_arrows(Build *build)
{
    size_t count;
    const ResolvedCall *calls = program_calls(build->program, &count);
    find_handed_calls(build, calls, count);
    build->asks = asking_find(build->program);
    ask_of_called(build, calls, count);
    Arrows out = sort_calls(build, calls, count);
#pragma omp parallel for schedule(dynamic, 64) num_threads(build->threads)
    for (uint32_t def = 1; def < build->def_count; def++)
        judge_arrows(build, &out.arrows[out.first[def]], out.first[def + 1] - out.first[def],
                     program_def(build->program, def)->flags & DEF_TEMPLATE);
    return out;
}

static void add_arrow(Build *build, uint32_t scope, const Arrow *arrow)
{
    const ResolvedCall *call = arrow->call;
    GraphNode *decorates =
        call->role == ROLE_DEPENDS && call->reach == REACH_HANDED ? decorated_by_call(build, call->site) : NULL;
    GraphNode *from = decorates ? decorates : build->nodes[scope];
    GraphNode *to = call->target ? build->nodes[call->target]
                                 : external_node(build, call->name, language_of_site(build, call->site));
    GraphSite site = site_of(build, call->site);
    size_t count;
    site.call = 1 + (uint32_t)(call - program_calls(build->program, &count));
    site.broken = arrow->flags & EDGE_BROKEN;
    const Step *step = steps_find(&build->steps, call->site, NULL);
    for (; step; step = steps_find(&build->steps, call->site, step)) {
        graph_add_edge(build->graph, step->node, to, (EdgeKind)arrow->kind, arrow->flags, site);
        from = NULL;
    }
    if (from)
        graph_add_edge(build->graph, from, to, (EdgeKind)arrow->kind, arrow->flags, site);
    site.call = 0; /* it tells why the decorator runs, and no more */
    site.broken = false;
    bool maker =
        to->kind == NODE_METHOD && is_special(to) && strcmp(to->name, "__call__") != 0; /* of a class that decorates */
    uint32_t decorated = call->reach == REACH_DECORATE && is_decorated(build, call->site) && !maker
                             ? decorated_def(build, call->site)
                             : 0;
    if (decorated)
        graph_add_edge(build->graph, to, build->nodes[decorated], EDGE_DECORATES, arrow->flags & EDGE_POSSIBLE, site);
    if (call->reach == REACH_HANDED && call->target)
        mark_handed(build, call);
}

/* Leaves out the receiver of a method: who gives back itself has not made it. */
static size_t drop_receivers(const Build *build, uint32_t method, Result *results, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (results[i].kind != RESULT_CLASS_INSTANCE ||
            !program_is_subclass(build->program, results[i].def, program_owner(build->program, method)))
            results[kept++] = results[i];
    return kept;
}

/* Whether a class has a base of the package that a name outside the tree is of: it may be that, or derived from it. */
static bool has_base_beside(const Build *build, uint32_t class_def, uint32_t name)
{
    size_t count;
    const uint32_t *bases = program_external_bases(build->program, class_def, &count);
    const char *text = names_text(program_names(build->program), name);
    size_t length = strcspn(text, ".");
    for (size_t i = 0; i < count; i++) {
        const char *base = names_text(program_names(build->program), bases[i]);
        if (strcspn(base, ".") == length && memcmp(base, text, length) == 0)
            return true;
    }
    return false;
}

/* Whether one declared result of a function allows an instance of a class. */
static bool allows(const Build *build, Result declared, Result result)
{
    switch (declared.kind) {
    case RESULT_CLASS_INSTANCE:
        return program_is_subclass(build->program, result.def, declared.def) ||
               (!result.exact && program_is_subclass(build->program, declared.def, result.def));
    case RESULT_EXTERNAL:
        return program_class_is_open(build->program, result.def) || has_base_beside(build, result.def, declared.name);
    default:
        return declared.kind == RESULT_UNKNOWN;
    }
}

static bool is_allowed(const Build *build, Result result, const Result *declared, size_t count)
{
    bool allowed = !count; /* nothing is declared */
    for (size_t i = 0; i < count && !allowed; i++)
        allowed = allows(build, declared[i], result);
    return allowed;
}

/* The class of the tree that a class descends from first of all. */
static uint32_t family_of(const Build *build, uint32_t class_def)
{
    size_t count;
    const uint32_t *mro = program_mro(build->program, class_def, &count);
    return count ? mro[count - 1] : class_def;
}

/* Leaves one result for each class of the tree. */
static size_t keep_classes(Result *results, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        bool wanted = results[i].kind == RESULT_CLASS_INSTANCE;
        for (size_t j = 0; j < kept; j++)
            wanted = wanted && results[j].def != results[i].def;
        if (wanted)
            results[kept++] = results[i];
    }
    return kept;
}

static size_t keep_allowed(const Build *build, uint32_t def, Result *results, size_t count)
{
    size_t kept = 0, declared_count;
    Result *declared = program_declared_results(build->program, def, &declared_count);
    for (size_t i = 0; i < count; i++)
        if (is_allowed(build, results[i], declared, declared_count))
            results[kept++] = results[i];
    free(declared);
    return kept;
}

static size_t count_families(const Build *build, const Result *results, size_t count)
{
    size_t families = 0;
    for (size_t i = 0; i < count; i++) {
        bool known = false;
        for (size_t j = 0; j < i; j++)
            known = known || family_of(build, results[j].def) == family_of(build, results[i].def);
        families += !known;
    }
    return families;
}

/*
 * Calls are not told apart by who makes them, so a function through which many things pass seems to give any of them.
 * Of several products those stay that its declared result allows; where they have nothing in common, none does.
 */
static void add_returns(Build *build, uint32_t def)
{
    enum {
        FAMILIES = 3
    };
    size_t count;
    if (program_def(build->program, def)->flags & DEF_GENERATOR)
        return; /* calling it makes a generator */
    bool is_new = strcmp(build->nodes[def]->name, "__new__") == 0, possible = false;
    uint32_t own = is_new ? program_owner(build->program, def) : 0; /* which is made by the name of the class */
    Result *results = program_results(build->program, def, &count);
    if (program_returns_receiver(build->program, def))
        count = drop_receivers(build, def, results, count);
    for (size_t i = 0; i < count; i++)
        possible = possible || results[i].kind == RESULT_UNKNOWN;
    count = keep_classes(results, count);
    possible = possible || count > 1;
    if (possible)
        count = keep_allowed(build, def, results, count);
    if (count_families(build, results, count) > FAMILIES)
        count = 0;
    for (size_t i = 0; i < count; i++)
        if (results[i].def != own)
            graph_add_edge(build->graph, build->nodes[def], build->nodes[results[i].def], EDGE_RETURNS,
                           possible ? EDGE_POSSIBLE : 0, site_of_def(build, def));
    free(results);
}

static void add_inheritance(Build *build, uint32_t class_def)
{
    size_t count;
    const uint32_t *bases = program_bases(build->program, class_def, &count);
    GraphSite site = site_of_def(build, class_def);
    for (size_t i = 0; i < count; i++) {
        site.order = (uint32_t)i;
        graph_add_edge(build->graph, build->nodes[class_def], build->nodes[bases[i]], EDGE_INHERITS, 0, site);
    }
    bases = program_direct_external_bases(build->program, class_def, &count);
    for (size_t i = 0; i < count; i++) {
        site.order++;
        graph_add_edge(build->graph, build->nodes[class_def],
                       external_node(build, bases[i], build->nodes[class_def]->language), EDGE_INHERITS, 0, site);
    }
}

/* C++ says which methods are overridden. */
static void add_named_overrides(Build *build, const ProgramFile *file, uint32_t method)
{
    const Def *def = program_def(build->program, method);
    for (uint32_t i = def->first_override; i < def->first_override + def->override_count; i++) {
        uint32_t value = file->first_value + file->facts.operands[i].value;
        uint32_t overridden = program_definition_of(build->program, value);
        uint32_t external = overridden ? 0 : program_external_of(build->program, value);
        const GraphNode *from = build->nodes[method];
        if (overridden || external)
            graph_add_edge(build->graph, build->nodes[method],
                           overridden ? build->nodes[overridden] : external_node(build, external, from->language),
                           EDGE_OVERRIDES, 0, site_of_def(build, method));
    }
}

static void add_overrides(Build *build, uint32_t method)
{
    size_t count;
    uint32_t owner = program_owner(build->program, method);
    const ProgramFile *file = program_file_of_def(build->program, method);
    if (program_is_resolved(file)) {
        add_named_overrides(build, file, method);
        return;
    }
    uint32_t name = file->names[program_def(build->program, method)->name];
    const uint32_t *mro = program_mro(build->program, owner, &count);
    for (size_t i = 1; i < count; i++) {
        uint32_t overridden = program_class_member(build->program, mro[i], name);
        if (!overridden)
            continue;
        graph_add_edge(build->graph, build->nodes[method], build->nodes[overridden], EDGE_OVERRIDES, 0,
                       site_of_def(build, method));
        return;
    }
    uint32_t external = program_external_override(build->program, method);
    if (external)
        graph_add_edge(build->graph, build->nodes[method],
                       external_node(build, external, build->nodes[method]->language), EDGE_OVERRIDES, 0,
                       site_of_def(build, method));
}

static void add_imports(Build *build, const ProgramFile *file)
{
    for (uint32_t i = 1; i < file->facts.imports_count; i++) {
        const Import *import = &file->facts.imports[i];
        GraphNode *from = build->nodes[file->first_def + 1], *to = NULL;
        uint32_t target, external;
        if (program_import_target(build->program, file, i, &target, &external))
            to = target ? build->nodes[target] : external_node(build, external, from->language);
        GraphSite site = {.path = path_of(build, file), .line = import->line, .column = import->column, .order = i};
        if (to && to != from)
            graph_add_edge(build->graph, from, to, EDGE_IMPORTS, import->flags & IMPORT_GUARDED ? EDGE_POSSIBLE : 0,
                           site);
    }
}

static void add_structure(Build *build, uint32_t def, uint8_t kind)
{
    if (kind == DEF_CLASS) {
        add_inheritance(build, def);
        add_class_roles(build, def);
    } else if (kind == DEF_FUNCTION) {
        if (program_owner(build->program, def))
            add_overrides(build, def);
        add_returns(build, def);
    }
    if (build->never[def])
        build->nodes[def]->flags |= NODE_NEVER_AWAITABLE;
}

static void add_edges(Build *build, const Arrows *arrows)
{
    size_t count;
    const ProgramFile *files = program_files(build->program, &count);
    for (size_t i = 0; i < count; i++) {
        if (!files[i].image)
            continue;
        add_imports(build, &files[i]);
        for (uint32_t def = 1; def < files[i].facts.defs_count; def++) {
            uint32_t number = files[i].first_def + def;
            add_structure(build, number, files[i].facts.defs[def].kind);
            for (uint32_t k = arrows->first[number]; k < arrows->first[number + 1]; k++)
                if (arrows->arrows[k].drawn)
                    add_arrow(build, number, &arrows->arrows[k]);
        }
    }
}

/* Edges need one thread; the patterns keep another one busy meanwhile. */
static void connect_nodes(Build *build)
{
    Arrows arrows = find_arrows(build);
#pragma omp parallel sections num_threads(build->threads)
    {
#pragma omp section
        {
            add_edges(build, &arrows);
            steps_add_edges(&build->steps, build->graph, build->nodes);
            graph_finish(build->graph);
        }
#pragma omp section
        match_patterns(build);
    }
    free(arrows.arrows);
    free(arrows.first);
}

static void allocate_tables(Build *build)
{
    uint32_t values = build->value_count + 1, defs = build->def_count + 1;
    size_t names = names_count(program_names(build->program)) + 1, files;
    const ProgramFile *first = program_files(build->program, &files);
    build->nodes = memory_zeroed(defs, sizeof *build->nodes);
    build->own = memory_alloc(defs * sizeof *build->own);
    build->orders = memory_zeroed(values, sizeof *build->orders);
    build->consumers = memory_zeroed(values, sizeof *build->consumers);
    build->never = memory_zeroed(defs, sizeof *build->never);
    build->plain = memory_zeroed(defs, sizeof *build->plain);
    build->external = memory_zeroed(names, sizeof *build->external);
    build->hooked = memory_zeroed(names, sizeof *build->hooked);
    build->paths = memory_zeroed(files + 1, sizeof *build->paths);
    for (size_t i = 0; i < files; i++)
        build->paths[i] = graph_text(build->graph, first[i].path);
    for (int language = 0; language < LANGUAGE_COUNT; language++)
        build->languages[language] = graph_text(build->graph, extractors[language]->name);
}

static void free_tables(Build *build)
{
    steps_deinit(&build->steps);
    free(build->own);
    free(build->orders);
    free(build->consumers);
    free(build->never);
    free(build->plain);
    free(build->called);
    free(build->asks);
    free(build->external);
    free(build->hooked);
    free(build->paths);
}

Graph *graph_build(const Program *program, const Catalog *catalog, const BuildOptions *options)
{
    size_t calls;
    program_calls(program, &calls);
    Build build = {.program = program,
                   .catalog = catalog,
                   .options = options,
                   .threads = options->threads,
                   .value_count = program_value_count(program),
                   .def_count = program_def_count(program),
                   .graph = graph_new_for(program_def_count(program), calls)};
    allocate_tables(&build);
    build.graph->of_def = build.nodes;
    add_nodes(&build);
    if (options->bodies)
        add_bodies(&build);
    steps_init(&build.steps, program, catalog, build.graph, build.nodes);
    rank_all_values(&build);
    find_never_awaitable(&build);
    connect_nodes(&build);
    mark_legacy(&build);
    add_roles(&build);
    free_tables(&build);
    return build.graph;
}
