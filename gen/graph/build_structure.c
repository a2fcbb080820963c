#include "building.h"

#include <stdlib.h>
#include <string.h>

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

/* Leaves one result for each class of the tree that the function itself gives. */
static size_t keep_classes(Result *results, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        bool wanted = results[i].kind == RESULT_CLASS_INSTANCE && !results[i].passed;
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
static void add_returns(const Build *build, uint32_t def, EdgeList *out)
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
        possible = possible || (results[i].kind == RESULT_UNKNOWN && !results[i].passed);
    count = keep_classes(results, count);
    possible = possible || count > 1;
    if (possible)
        count = keep_allowed(build, def, results, count);
    if (count_families(build, results, count) > FAMILIES)
        count = 0;
    for (size_t i = 0; i < count; i++)
        if (results[i].def != own)
            build_join(build, out, def, results[i].def, EDGE_RETURNS, possible ? EDGE_POSSIBLE : 0,
                       build_site_of_def(build, def));
    free(results);
}

static void add_inheritance(const Build *build, uint32_t class_def, EdgeList *out)
{
    size_t count;
    const uint32_t *bases = program_bases(build->program, class_def, &count);
    GraphNode *node = build->nodes[class_def];
    GraphSite site = build_site_of_def(build, class_def);
    for (size_t i = 0; i < count; i++) {
        site.order = (uint32_t)i;
        build_join(build, out, class_def, bases[i], EDGE_INHERITS, 0, site);
    }
    bases = program_direct_external_bases(build->program, class_def, &count);
    for (size_t i = 0; i < count; i++) {
        site.order++;
        build_add_edge(out, (End){.node = node}, build_end(build, 0, bases[i], node->language), EDGE_INHERITS, 0, site);
    }
}

static void add_override(const Build *build, uint32_t method, uint32_t overridden, uint32_t external, EdgeList *out)
{
    GraphNode *from = build->nodes[method];
    build_add_edge(out, (End){.node = from}, build_end(build, overridden, external, from->language), EDGE_OVERRIDES, 0,
                   build_site_of_def(build, method));
}

/* C++ says which methods are overridden. */
static void add_named_overrides(const Build *build, const ProgramFile *file, uint32_t method, EdgeList *out)
{
    const Def *def = program_def(build->program, method);
    for (uint32_t i = def->first_override; i < def->first_override + def->override_count; i++) {
        uint32_t value = file->first_value + file->facts.operands[i].value;
        uint32_t overridden = program_definition_of(build->program, value);
        uint32_t external = overridden ? 0 : program_external_of(build->program, value);
        if (overridden || external)
            add_override(build, method, overridden, external, out);
    }
}

static void add_overrides(const Build *build, uint32_t method, EdgeList *out)
{
    size_t count;
    uint32_t owner = program_owner(build->program, method);
    const ProgramFile *file = program_file_of_def(build->program, method);
    if (program_is_resolved(file)) {
        add_named_overrides(build, file, method, out);
        return;
    }
    uint32_t name = file->names[program_def(build->program, method)->name];
    const uint32_t *mro = program_mro(build->program, owner, &count);
    for (size_t i = 1; i < count; i++) {
        uint32_t overridden = program_class_member(build->program, mro[i], name);
        if (!overridden)
            continue;
        add_override(build, method, overridden, 0, out);
        return;
    }
    uint32_t external = program_external_override(build->program, method);
    if (external)
        add_override(build, method, 0, external, out);
}

void build_add_imports(const Build *build, const ProgramFile *file, EdgeList *out)
{
    for (uint32_t i = 1; i < file->facts.imports_count; i++) {
        const Import *import = &file->facts.imports[i];
        GraphNode *from = build->nodes[file->first_def + 1];
        uint32_t target, external;
        if (!program_import_target(build->program, file, i, &target, &external))
            continue;
        End to = build_end(build, target, external, from->language);
        bool later = import->flags & (IMPORT_LAZY | IMPORT_TYPING);
        GraphSite site = {.path = build_path(build, file),
                          .line = import->line,
                          .column = import->column,
                          .order = i,
                          .flags = later ? SITE_IN_BRANCH : 0};
        if (to.node != from)
            build_add_edge(out, (End){.node = from}, to, EDGE_IMPORTS,
                           import->flags & IMPORT_GUARDED ? EDGE_POSSIBLE : 0, site);
    }
}

void build_add_structure(const Build *build, uint32_t def, uint8_t kind, EdgeList *out)
{
    if (kind == DEF_CLASS) {
        add_inheritance(build, def, out);
    } else if (kind == DEF_FUNCTION) {
        if (program_owner(build->program, def))
            add_overrides(build, def, out);
        add_returns(build, def, out);
    }
}
