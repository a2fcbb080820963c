/*
 * rule_duplicate_factory.c - rule duplicate-factory: several classes for one role, alike in name and in methods, or
 * several factories of one name that each make the same thing.
 *
 * A program needs one manager of a kind, so that managers, registries and the like need be alike by half. Of other classes,
 * those of one name must be, too; a copy that got a longer name is one when it has nearly the same methods.
 *
 * Classes that inherit from each other, or that override the same methods of a common base, are alternatives by design, and
 * so are those that are twins, one of them asynchronous, and those of plug-ins: nothing is said of them. Nor of protocols
 * and of what stands in for a class in tests.
 */
#include "makers.h"
#include "production.h"

#include "../../extractors/memory.h"
#include "../view/family.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <utstring.h>

enum {
    COMMON = 4,       /* methods that classes must have in common */
    COMMON_LEAST = 3, /* where more than that is alike */
    METHODS_SHOWN = 3,
    SHOWN = 8 /* members told one by one */
};

typedef struct {
    const GraphNode *node;
    uint32_t def;         /* of a class */
    bool single;          /* a class for a role of which a program needs one */
    char kind[STEM_SIZE]; /* of a class: its last two words, see family_write_kind() */
    uint32_t first;       /* of the group: index of its first member */
} Member;

static const UT_icd member_icd = {sizeof(Member), NULL, NULL, NULL};

typedef struct {
    RuleContext *context;
    bool *tested; /* by rank: test code runs it */
    UT_array members;
} Search;

static Member *member_at(const Search *search, size_t index)
{
    return (Member *)utarray_eltptr(&search->members, index);
}

/* --- classes --- */

/* Roles of which a program needs one. Of models, messages, errors, agents and the like it has many. */
static bool has_single_role(const char *name)
{
    static const char *const roles[] = {"Manager",  "Factory",  "Registry", "Broker",  "Hub",        "Bridge",
                                        "Router",   "Notifier", "Emitter",  "Gateway", "Dispatcher", "Orchestrator",
                                        "Provider", "Pool",     "Store",    "Cache",   "Service",    "Coordinator"};
    size_t length = strlen(name);
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (length > strlen(roles[i]) && strcmp(name + length - strlen(roles[i]), roles[i]) == 0)
            return true;
    return false;
}

static bool stands_in(const char *name)
{
    static const char *const words[] = {"Mock",     "Fake", "Stub", "Dummy",    "Test",     "Null",
                                        "InMemory", "Base", "NoOp", "Abstract", "Protocol", "Interface"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(name, words[i]))
            return true;
    return false;
}

typedef enum {
    METHODS_PUBLIC,
    METHODS_ALL
} Methods;

static bool is_method(const RuleContext *context, const ProgramFile *file, const Binding *binding, uint32_t class_def,
                      Methods methods)
{
    const char *name = facts_name(&file->facts, binding->name);
    uint32_t method = program_class_member(context->subject.program, class_def, file->names[binding->name]);
    bool hidden = methods == METHODS_PUBLIC ? *name == '_' : strncmp(name, "__", 2) == 0;
    return !hidden && method && program_def(context->subject.program, method)->kind == DEF_FUNCTION;
}

/* Methods that a class itself defines; those that the other one has too in `common`. */
static size_t count_methods(const RuleContext *context, uint32_t class_def, uint32_t other, Methods methods,
                            size_t *common)
{
    const Program *program = context->subject.program;
    const ProgramFile *file = program_file_of_def(program, class_def);
    const Def *def = program_def(program, class_def);
    size_t count = 0;
    *common = 0;
    for (uint32_t i = def->first_binding; i < def->first_binding + def->binding_count; i++) {
        const Binding *binding = &file->facts.bindings[i];
        if (!is_method(context, file, binding, class_def, methods))
            continue;
        count++;
        *common += program_class_member(program, other, file->names[binding->name]) != 0;
    }
    return count;
}

/* Whether some method of a class is only there to be implemented by others. */
static bool is_protocol(const Program *program, uint32_t class_def)
{
    const ProgramFile *file = program_file_of_def(program, class_def);
    const Def *def = program_def(program, class_def);
    for (uint32_t i = def->first_binding; i < def->first_binding + def->binding_count; i++) {
        uint32_t name = file->names[file->facts.bindings[i].name];
        uint32_t method = program_class_member(program, class_def, name);
        if (method && program_is_of_protocol(program, method))
            return true;
    }
    return false;
}

/* What a class keeps its things in, if its name says so: those are alternatives. */
static const char *find_backend(const char *name)
{
    static const char *const words[] = {"Memory", "Redis",  "File",   "Disk",  "Local",      "Remote",    "Sql",
                                        "SQL",    "Sqlite", "SQLite", "Mongo", "Clickhouse", "ClickHouse"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(name, words[i]))
            return words[i];
    return "";
}

/* Whether methods of the one make the other: it is built on it. */
static bool is_built_on(const Member *member, const Member *other)
{
    size_t length = strlen(member->node->id);
    for (const GraphEdge *edge = other->node->in; edge; edge = edge->next_in)
        if (edge->key.kind == EDGE_CREATES && strncmp(edge->key.from->id, member->node->id, length) == 0 &&
            edge->key.from->id[length] == '.')
            return true;
    return false;
}

/* Programs that lie side by side cannot share what is in them. */
static bool are_of_one_program(const GraphNode *a, const GraphNode *b)
{
    size_t length = strcspn(a->id, ".");
    return strcspn(b->id, ".") == length && strncmp(a->id, b->id, length) == 0;
}

/* Whether it lies in a script, which nobody imports. */
static bool is_of_script(const Search *search, const GraphNode *node)
{
    const GraphNode *module = graph_find_node(search->context->subject.graph, node->module);
    for (const GraphEdge *edge = module ? module->in : NULL; edge; edge = edge->next_in)
        if (edge->key.kind == EDGE_IMPORTS)
            return false;
    return module && module->flags & NODE_MAIN;
}

/* Examples beside each other must each have their own. */
static bool are_of_scripts(const Search *search, const GraphNode *const *nodes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!is_of_script(search, nodes[i]))
            return false;
    return true;
}

/* Whether both lie in modules of one name, of packages side by side: `parts.lamp.config`, `parts.fan.config`. That is how
 * plug-ins are written: who runs them looks for that name. */
static bool are_of_plugins(const GraphNode *a, const GraphNode *b)
{
    const char *left = a->id, *right = b->id;
    unsigned differing = 0, since = 0; /* parts that differ, but for the last; parts since then */
    while (*left && *right) {
        size_t length = strcspn(left, "."), other = strcspn(right, ".");
        bool same = length == other && strncmp(left, right, length) == 0, is_last = !left[length] || !right[other];
        differing += !same && !is_last;
        since = same || is_last ? since + 1 : 0;
        left += length + (left[length] == '.');
        right += other + (right[other] == '.');
    }
    return !*left && !*right && differing == 1 && since >= 2;
}

/* The next part of a module's name that says more than whether it is asynchronous: not `asyncio` or `_sync`, and of
 * `async_client` no more than `client`. */
static const char *next_part(const char *id, size_t *length)
{
    static const char *const colours[] = {"async", "asyncio", "aio", "sync", "asynchronous", "synchronous"};
    static const char prefix[] = "async_";
    for (bool is_colour = true; is_colour && *id; id += is_colour ? strcspn(id, ".") : 0) {
        id += strspn(id, "._");
        *length = strcspn(id, ".");
        is_colour = false;
        for (size_t i = 0; i < sizeof colours / sizeof *colours; i++)
            is_colour = is_colour || (strlen(colours[i]) == *length && strncmp(id, colours[i], *length) == 0);
    }
    size_t skipped = strncmp(id, prefix, sizeof prefix - 1) == 0 ? sizeof prefix - 1 : 0;
    *length = *id ? *length - skipped : 0;
    return id + skipped;
}

/* Whether both lie in modules of one name, but for being asynchronous: libraries that have themselves twice. */
static bool are_of_twins(const GraphNode *a, const GraphNode *b)
{
    const char *left = a->module, *right = b->module;
    size_t length, other;
    if (strcmp(left, right) == 0)
        return false;
    do {
        left = next_part(left, &length);
        right = next_part(right, &other);
        if (length != other || strncmp(left, right, length) != 0)
            return false;
        left += length;
        right += other;
    } while (length);
    return true;
}

/* Whether one inherits from the other, or both from a third class of the tree. */
static bool are_related(const Program *program, uint32_t a, uint32_t b)
{
    size_t count, other_count;
    const uint32_t *mro = program_mro(program, a, &count), *other = program_mro(program, b, &other_count);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < other_count; k++)
            if (mro[i] == other[k])
                return true;
    return false;
}

/* A name without the word that says whether it is asynchronous: `AsyncPool` and `SyncPool` are both `Pool`. */
static const char *skip_colour(const char *name)
{
    static const char *const colours[] = {"Asyncio", "Async", "Aio", "Sync"};
    for (size_t i = 0; i < sizeof colours / sizeof *colours; i++)
        if (strncmp(name, colours[i], strlen(colours[i])) == 0)
            return name + strlen(colours[i]);
    return name;
}

static bool are_of_two_colours(const GraphNode *a, const GraphNode *b)
{
    return strcmp(a->name, b->name) != 0 && strcmp(skip_colour(a->name), skip_colour(b->name)) == 0;
}

static bool ends_with(const char *text, const char *ending)
{
    size_t length = strlen(text), other = strlen(ending);
    return length >= other && strcmp(text + length - other, ending) == 0;
}

/* Whether names make it worth a look at the methods: two for a role of which one is needed, or a class and its copy. */
static bool are_akin(const Member *a, const Member *b)
{
    return strcmp(a->kind, b->kind) == 0 && ((a->single && b->single) || ends_with(a->node->name, b->node->name) ||
                                             ends_with(b->node->name, a->node->name));
}

/* Whether they are meant to stand beside each other. */
static bool are_alternatives(const Search *search, const Member *a, const Member *b)
{
    return are_of_plugins(a->node, b->node) || are_of_twins(a->node, b->node) || are_of_two_colours(a->node, b->node) ||
           strcmp(find_backend(a->node->name), find_backend(b->node->name)) != 0 ||
           !are_of_one_program(a->node, b->node) || are_related(search->context->subject.program, a->def, b->def) ||
           is_built_on(a, b) || is_built_on(b, a);
}

/* Whether most methods of the smaller one are those of the other; of classes for any role and of two names, nearly all
 * of the larger one. */
static bool have_in_common(const Search *search, const Member *a, const Member *b, Methods methods)
{
    size_t common, other_common;
    size_t count = count_methods(search->context, a->def, b->def, methods, &common);
    size_t other = count_methods(search->context, b->def, a->def, methods, &other_common);
    size_t least = count < other ? count : other, most = count < other ? other : count;
    bool single = a->single && b->single, namesakes = strcmp(a->node->name, b->node->name) == 0;
    bool same = common == most && other_common == most;
    return common >= (namesakes || (single && same) ? COMMON_LEAST : COMMON) &&
           (single || namesakes ? common * 2 > least : common * 5 >= most * 4);
}

static bool are_alike(const Search *search, const Member *a, const Member *b)
{
    return a->node != b->node && are_akin(a, b) && !are_alternatives(search, a, b) &&
           (have_in_common(search, a, b, METHODS_PUBLIC) || have_in_common(search, a, b, METHODS_ALL));
}

/* A class of a module; what lies in a function is a detail of that one. */
static bool is_top_level(const Program *program, uint32_t number)
{
    const Def *def = program_def(program, number);
    return def->kind == DEF_CLASS && program_file_of_def(program, number)->facts.defs[def->parent].kind == DEF_MODULE;
}

static void add_classes(Search *search)
{
    const Program *program = search->context->subject.program;
    for (uint32_t def = 1; def < program_def_count(program); def++) {
        const GraphNode *node = search->context->subject.graph->of_def[def];
        if (!node || !is_top_level(program, def) || node->flags & NODE_TEST || stands_in(node->name) ||
            is_protocol(program, def))
            continue;
        Member member = {.node = node, .def = def, .single = has_single_role(node->name)};
        family_write_kind(node->name, member.kind, sizeof member.kind);
        if (*member.kind)
            utarray_push_back(&search->members, &member);
    }
}

static int compare_kinds(const void *left, const void *right)
{
    const Member *a = left, *b = right;
    int order = strcmp(a->kind, b->kind);
    return order ? order : (a->node->index > b->node->index) - (a->node->index < b->node->index);
}

/* A member joins the group of the first that it is like. */
static void group_classes(Search *search)
{
    slice_sort(&search->members, compare_kinds);
    for (size_t i = 0; i < utarray_len(&search->members); i++) {
        Member *member = member_at(search, i);
        member->first = (uint32_t)i;
        for (size_t k = i; k-- > 0 && strcmp(member_at(search, k)->kind, member->kind) == 0;)
            if (are_alike(search, member_at(search, k), member))
                member->first = member_at(search, k)->first;
    }
}

/* --- the report --- */

/* Whether production reaches the class itself, or one of its methods. */
static bool is_run(const Search *search, const GraphNode *node)
{
    return production_runs(search->context->production, node);
}

static const char *describe_use(const Search *search, const GraphNode *node)
{
    return is_run(search, node)          ? "production reaches it"
           : search->tested[node->index] ? "only tests reach it"
                                         : "nobody is seen to reach it";
}

static void add_members(const Search *search, Finding *finding, const GraphNode *const *nodes, size_t count)
{
    for (size_t i = 0; i < count && i < SHOWN; i++)
        finding_add_evidence(search->context->findings, finding, nodes[i]->path, nodes[i]->line, 0, "%s: %s",
                             nodes[i]->id, describe_use(search, nodes[i]));
}

static size_t count_run(const Search *search, const GraphNode *const *nodes, size_t count)
{
    size_t run = 0;
    for (size_t i = 0; i < count; i++)
        run += is_run(search, nodes[i]);
    return run;
}

/* `nodes`: by id, so that the first one stays where it is when others come and go. `what` they are. */
static void report(const Search *search, const GraphNode *const *nodes, size_t count, const char *what)
{
    enum {
        CONVENTION = 5 /* that many whom nobody is seen to reach are plug-ins, which a text names */
    };
    RuleContext *context = search->context;
    GraphSite site = {.path = nodes[0]->path, .line = nodes[0]->line, .column = 1};
    size_t run = count_run(search, nodes, count);
    if (!run && count >= CONVENTION)
        return;
    Finding *finding = rule_add(context, &site, nodes[0], nodes[1], FINDING_LIKELY);
    finding_set_message(context->findings, finding, "%s%s is one of %zu %s, of which production reaches %zu",
                        nodes[0]->name, nodes[0]->kind == NODE_CLASS ? "" : "()", count, what, run);
    add_members(search, finding, nodes, count);
}

/* Writes the first methods that two classes have in common: "get, put, _key and 3 more". */
static void write_common(const Search *search, const Member *a, const Member *b, UT_string *out)
{
    const RuleContext *context = search->context;
    const ProgramFile *file = program_file_of_def(context->subject.program, a->def);
    const Def *def = program_def(context->subject.program, a->def);
    size_t count = 0;
    for (uint32_t i = def->first_binding; i < def->first_binding + def->binding_count; i++) {
        const Binding *binding = &file->facts.bindings[i];
        if (!is_method(context, file, binding, a->def, METHODS_ALL) ||
            !program_class_member(context->subject.program, b->def, file->names[binding->name]))
            continue;
        if (count++ < METHODS_SHOWN)
            utstring_printf(out, "%s%s", count > 1 ? ", " : "", facts_name(&file->facts, binding->name));
    }
    if (count > METHODS_SHOWN)
        utstring_printf(out, " and %zu more", count - METHODS_SHOWN);
}

static void report_group(const Search *search, const Member *const *members, size_t count)
{
    const GraphNode **nodes = memory_alloc((count + 1) * sizeof *nodes);
    UT_string what;
    utstring_init(&what);
    utstring_printf(&what, "classes alike in name and methods (");
    write_common(search, members[0], members[1], &what);
    utstring_printf(&what, ")");
    for (size_t i = 0; i < count; i++)
        nodes[i] = members[i]->node;
    report(search, nodes, count, utstring_body(&what));
    utstring_done(&what);
    free(nodes);
}

static void report_classes(Search *search)
{
    size_t all = utarray_len(&search->members);
    const Member **members = memory_alloc((all + 1) * sizeof *members);
    for (size_t first = 0; first < all; first++) {
        size_t count = 0;
        for (size_t i = first; i < all; i++)
            if (member_at(search, i)->first == first)
                members[count++] = member_at(search, i);
        if (count > 1)
            report_group(search, members, count);
    }
    free(members);
}

/* --- factories --- */

static int compare_names(const void *left, const void *right)
{
    const Maker *a = left, *b = right;
    if (a->product != b->product)
        return a->product->index < b->product->index ? -1 : 1;
    int order = strcmp(a->factory->name, b->factory->name);
    return order ? order : (a->factory->index > b->factory->index) - (a->factory->index < b->factory->index);
}

static bool are_all_of_plugins(const GraphNode *const *nodes, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (!are_of_plugins(nodes[0], nodes[i]))
            return false;
    return true;
}

static void report_factories(Search *search)
{
    UT_array makers;
    makers_find(search->context->subject.slice, &makers);
    slice_sort(&makers, compare_names);
    const Maker *first = (const Maker *)utarray_front(&makers);
    size_t all = utarray_len(&makers);
    const GraphNode **nodes = memory_alloc((all + 1) * sizeof *nodes);
    for (size_t i = 0, end; i < all; i = end) {
        size_t count = 0;
        for (end = i; end < all && first[end].product == first[i].product &&
                      strcmp(first[end].factory->name, first[i].factory->name) == 0;
             end++)
            if (maker_creates(&first[end]))
                nodes[count++] = first[end].factory;
        if (count > 1 && !are_all_of_plugins(nodes, count) && !are_of_scripts(search, nodes, count))
            report(search, nodes, count, "factories of that name for one product");
    }
    free(nodes);
    utarray_done(&makers);
}

void rule_duplicate_factory(RuleContext *context)
{
    Search search = {.context = context, .tested = production_tests_run(context->subject.graph)};
    utarray_init(&search.members, &member_icd);
    add_classes(&search);
    group_classes(&search);
    report_classes(&search);
    report_factories(&search);
    utarray_done(&search.members);
    free(search.tested);
}
