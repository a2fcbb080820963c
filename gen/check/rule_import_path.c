/*
 * rule_import_path.c - rule import-path: one class or function that production code imports by several paths: where it
 * is defined, from packages above it, and from modules that merely pass it on.
 *
 * Its own module and the packages above are what one expects. A path beside them is told of for what matters: factories
 * and what they make, what works on WebSocket traffic. Others need as many paths as nobody can keep in mind. A module
 * that imports something to pass it on does not use it.
 */
#include "rules.h"

#include "../../extractors/memory.h"

#include <stdlib.h>
#include <string.h>
#include <utstring.h>

enum {
    PATHS_MANY = 3 /* so many are told of whatever it is */
};

/* An import of a definition. */
typedef struct {
    uint32_t def;
    const GraphNode *module; /* that it is imported from */
    const char *name;        /* under which that has it */
    const ProgramFile *file;
    const Import *import;
} Use;

/* Uses of one path: neighbours in the sorted list. */
typedef struct {
    const Use *uses;
    size_t count;
} Path;

typedef enum {
    PATH_DEFINITION,
    PATH_PACKAGE, /* a package above the definition, or the public face of a private module */
    PATH_OTHER
} PathKind;

typedef struct {
    RuleContext *context;
    const Program *program;
    Use *uses;
    size_t count, capacity;
} Search;

/* --- uses --- */

static void add_use(Search *search, Use use)
{
    if (search->count == search->capacity) {
        search->capacity = search->capacity ? 2 * search->capacity : 256;
        search->uses = memory_resize(search->uses, search->capacity * sizeof *search->uses);
    }
    search->uses[search->count++] = use;
}

/* A class, or a function that is no method: `main = Application.launch` is bound to a class of its own in each module. What is
 * made in a function, as decorators do, is another thing under each name. */
static bool is_told_of(const Search *search, uint32_t def)
{
    const Def *facts = program_def(search->program, def);
    bool is_told = facts->kind == DEF_CLASS || (facts->kind == DEF_FUNCTION && !program_owner(search->program, def));
    return is_told && program_file_of_def(search->program, def)->facts.defs[facts->parent].kind != DEF_FUNCTION;
}

/* `Users = Store[User]`: a type of its own, made of the class. */
static bool is_made_of(const ProgramFile *module, uint32_t name)
{
    const Def *def = &module->facts.defs[1];
    for (uint32_t i = def->first_binding; i < def->first_binding + def->binding_count; i++) {
        const Binding *binding = &module->facts.bindings[i];
        if (module->names[binding->name] == name)
            return module->facts.values[binding->value].kind == VALUE_SUBSCRIPT;
    }
    return false;
}

static void read_import(Search *search, const ProgramFile *file, uint32_t value)
{
    size_t count;
    uint32_t index = file->facts.values[value].base;
    const Import *import = &file->facts.imports[index];
    const ProgramFile *files = program_files(search->program, &count);
    Module module = program_import_module(search->program, file, index).module;
    uint32_t number = module ? modules_file(program_modules(search->program), module) : MODULES_NO_FILE;
    uint32_t def = program_definition_of(search->program, file->first_value + value);
    if (import->name <= NAME_DOUBLESTAR || number == MODULES_NO_FILE || !files[number].image || !def ||
        !is_told_of(search, def) || rule_node(search->context, def)->flags & NODE_TEST ||
        is_made_of(&files[number], file->names[import->name]))
        return;
    add_use(search, (Use){.def = def,
                          .module = rule_node(search->context, files[number].first_def + 1),
                          .name = facts_name(&file->facts, import->name),
                          .file = file,
                          .import = import});
}

static void find_uses(Search *search)
{
    size_t count;
    const ProgramFile *files = program_files(search->program, &count);
    for (size_t i = 0; i < count; i++) {
        if (!files[i].image || rule_node(search->context, files[i].first_def + 1)->flags & NODE_TEST)
            continue;
        for (uint32_t v = 1; v < files[i].facts.values_count; v++)
            if (files[i].facts.values[v].kind == VALUE_IMPORT)
                read_import(search, &files[i], v);
    }
}

static int compare_paths(const Use *a, const Use *b)
{
    if (a->def != b->def)
        return a->def < b->def ? -1 : 1;
    int order = strcmp(a->module->id, b->module->id);
    return order ? order : strcmp(a->name, b->name);
}

static int compare_uses(const void *left, const void *right)
{
    const Use *a = left, *b = right;
    int order = compare_paths(a, b);
    order = order ? order : strcmp(a->file->path, b->file->path);
    return order ? order : (a->import > b->import) - (a->import < b->import);
}

/* The `__all__` of a module, or NULL. */
static const Value *find_all(const ProgramFile *file)
{
    const Def *module = &file->facts.defs[1];
    for (uint32_t i = module->first_binding; i < module->first_binding + module->binding_count; i++)
        if (strcmp(facts_name(&file->facts, file->facts.bindings[i].name), "__all__") == 0)
            return &file->facts.values[file->facts.bindings[i].value];
    return NULL;
}

static bool is_exported(const Search *search, const GraphNode *module, const char *name)
{
    size_t count, number = source_find(search->context->subject.tree, module->path);
    const ProgramFile *files = program_files(search->program, &count);
    const Value *all = number < count && files[number].image ? find_all(&files[number]) : NULL;
    for (uint32_t i = 0; all && all->kind == VALUE_CONTAINER && i < all->count; i++) {
        const Facts *facts = &files[number].facts;
        const Value *item = &facts->values[facts->operands[all->first + i].value];
        if (item->kind == VALUE_CONSTANT && strcmp(facts_name(facts, item->name), name) == 0)
            return true;
    }
    return false;
}

/* Whether the module that imports it only passes it on: it exports it, or others import it from there. */
static bool is_passed_on(const Search *search, const Use *use)
{
    const GraphNode *module = rule_node(search->context, use->file->first_def + 1);
    const Use wanted = {.def = use->def, .module = module, .name = ""};
    size_t low = 0, high = search->count;
    if (is_exported(search, module, use->name))
        return true;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        bool before = compare_paths(&search->uses[middle], &wanted) < 0;
        low = before ? middle + 1 : low;
        high = before ? high : middle;
    }
    return low < search->count && search->uses[low].def == use->def && search->uses[low].module == module;
}

/* Keeps the uses that are for use. */
static void drop_passing(Search *search)
{
    size_t kept = 0;
    bool *drop = memory_zeroed(search->count + 1, sizeof *drop);
    for (size_t i = 0; i < search->count; i++)
        drop[i] = is_passed_on(search, &search->uses[i]);
    for (size_t i = 0; i < search->count; i++)
        if (!drop[i])
            search->uses[kept++] = search->uses[i];
    search->count = kept;
    free(drop);
}

/* --- paths --- */

static bool is_package(const GraphNode *module)
{
    static const char ending[] = "__init__.py";
    size_t length = strlen(module->path);
    return length >= sizeof ending - 1 && strcmp(module->path + length - (sizeof ending - 1), ending) == 0;
}

/* Whether a module, by its name or that of a package above it, is nobody's to import from. */
static bool is_private(const GraphNode *symbol)
{
    return symbol->module[0] == '_' || strstr(symbol->module, "._");
}

static PathKind kind_of(const Search *search, const GraphNode *symbol, const Use *use)
{
    const GraphNode *module = use->module;
    size_t length = strlen(module->id);
    if (strcmp(symbol->module, module->id) == 0)
        return PATH_DEFINITION;
    bool above = strncmp(symbol->module, module->id, length) == 0 && symbol->module[length] == '.';
    bool public = (above && is_package(module)) || (is_private(symbol) && is_exported(search, module, use->name));
    return public ? PATH_PACKAGE : PATH_OTHER;
}

/* The paths of the definition at the beginning of the list; caller frees. `total`: of their uses. */
static Path *split_paths(const Use *uses, size_t count, size_t *path_count, size_t *total)
{
    Path *paths = memory_alloc((count + 1) * sizeof *paths);
    *path_count = 0;
    for (*total = 0; *total < count && uses[*total].def == uses[0].def; (*total)++) {
        if (!*total || compare_paths(&uses[*total - 1], &uses[*total]) != 0)
            paths[(*path_count)++] = (Path){.uses = &uses[*total]};
        paths[*path_count - 1].count++;
    }
    return paths;
}

static size_t count_kind(const Search *search, const GraphNode *symbol, const Path *paths, size_t count, PathKind kind)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++)
        found += kind_of(search, symbol, paths[i].uses) == kind;
    return found;
}

/* --- what matters --- */

static bool has_part(const GraphNode *node)
{
    enum {
        PARTS = 1 << ROLE_ACCEPT | 1 << ROLE_AUTHENTICATE | 1 << ROLE_SEND | 1 << ROLE_RECEIVE
    };
    return node->flags & NODE_WEBSOCKET || node->roles & PARTS;
}

/* Whether some method of a class has a part in WebSocket traffic. */
static bool has_part_in_class(const Search *search, uint32_t class_def)
{
    const ProgramFile *file = program_file_of_def(search->program, class_def);
    const Def *def = program_def(search->program, class_def);
    for (uint32_t i = def->first_binding; i < def->first_binding + def->binding_count; i++) {
        uint32_t name = file->names[file->facts.bindings[i].name];
        uint32_t member = program_class_member(search->program, class_def, name);
        if (member && has_part(rule_node(search->context, member)))
            return true;
    }
    return false;
}

static bool is_product(const GraphNode *class_node)
{
    for (const GraphEdge *edge = class_node->in; edge; edge = edge->next_in)
        if (edge->key.kind == EDGE_RETURNS && edge->key.from->roles & 1 << ROLE_FACTORY)
            return true;
    return false;
}

static bool matters(const Search *search, const GraphNode *symbol, uint32_t def)
{
    if (symbol->kind == NODE_CLASS)
        return is_product(symbol) || has_part_in_class(search, def);
    return has_part(symbol) || symbol->roles & 1 << ROLE_FACTORY;
}

/* --- which is canonical --- */

/* The package nearest to the definition that exports it, or else where it is defined. */
static const char *canonical(const Search *search, const GraphNode *symbol, const Path *paths, size_t count)
{
    for (size_t i = count; i-- > 0;) /* by id: what lies deeper comes later */
        if (kind_of(search, symbol, paths[i].uses) == PATH_PACKAGE &&
            is_exported(search, paths[i].uses->module, paths[i].uses->name))
            return paths[i].uses->module->id;
    return symbol->module;
}

/* --- reports --- */

static void add_path(const Search *search, Finding *finding, const GraphNode *symbol, const Path *path)
{
    const Use *use = path->uses;
    bool renamed = strcmp(use->name, symbol->name) != 0;
    finding_add_evidence(search->context->findings, finding, use->file->path, use->import->line, use->import->column,
                         "imported %zu time%s from %s%s%s", path->count, path->count == 1 ? "" : "s", use->module->id,
                         renamed ? " as " : "", renamed ? use->name : "");
}

static void report(const Search *search, const GraphNode *symbol, const Path *paths, size_t count)
{
    const Def *def = program_def(search->program, paths->uses->def);
    GraphSite site = {.path = symbol->path, .line = def->line, .column = def->column};
    Finding *finding = rule_add(search->context, &site, symbol, NULL, FINDING_CERTAIN);
    finding_set_message(search->context->findings, finding, "%s is imported by %zu paths; the canonical one is %s",
                        rule_title(symbol), count, canonical(search, symbol, paths, count));
    for (size_t i = 0; i < count; i++)
        add_path(search, finding, symbol, &paths[i]);
}

void rule_import_path(RuleContext *context)
{
    Search search = {.context = context, .program = context->subject.program};
    find_uses(&search);
    if (search.count)
        qsort(search.uses, search.count, sizeof *search.uses, compare_uses);
    drop_passing(&search);
    for (size_t i = 0, total; i < search.count; i += total) {
        size_t count;
        Path *paths = split_paths(&search.uses[i], search.count - i, &count, &total);
        const GraphNode *symbol = rule_node(context, search.uses[i].def);
        if (count > 1 && count_kind(&search, symbol, paths, count, PATH_OTHER) &&
            (count >= PATHS_MANY || matters(&search, symbol, search.uses[i].def)))
            report(&search, symbol, paths, count);
        free(paths);
    }
    free(search.uses);
}
