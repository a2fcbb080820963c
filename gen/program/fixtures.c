/*
 * Parameters of tests are passed by their names: a test framework calls the function of that name, if its decorator says so
 * in the catalog, and passes what it gives. It looks in the class, the module, then in the modules that share theirs with
 * all files below, the nearest first. The catalog knows what comes from elsewhere.
 */
#include "solver.h"

#include <stdlib.h>
#include <string.h>

static const UT_icd file_icd = {sizeof(const ProgramFile *), NULL, NULL, NULL};

/* The name of modules that share what the decorator of a definition makes, or NULL. */
static const char *sharing_name(Program *program, uint32_t number)
{
    const Def *def = program_def(program, number);
    const ProgramFile *file = program_file_of_def(program, number);
    for (uint32_t i = def->first_decorator; i < def->first_decorator + def->decorator_count; i++) {
        uint32_t value = file->facts.operands[i].value;
        if (file->facts.values[value].kind == VALUE_CALL)
            value = file->facts.values[value].base;
        uint32_t name = program_external_of(program, file->first_value + value);
        const ExternalInfo *info = name ? externals_info(program, name) : NULL;
        for (uint32_t k = 0; info && k < info->entry_count; k++)
            if (info->entries[k].flags & CATALOG_PASSED && info->entries[k].keyword)
                return info->entries[k].keyword;
    }
    return NULL;
}

/* The length of the directory of a path, with its slash. */
static size_t directory_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash + 1 - path) : 0;
}

static bool is_module_called(const ProgramFile *file, const char *name)
{
    const char *base = file->path + directory_length(file->path);
    size_t length = strlen(name);
    return strncmp(base, name, length) == 0 && strcmp(base + length, ".py") == 0;
}

/* The files that share with all below them, those deep inside first. */
static int compare_depth(const void *left, const void *right)
{
    const ProgramFile *a = *(const ProgramFile *const *)left, *b = *(const ProgramFile *const *)right;
    size_t first = directory_length(a->path), second = directory_length(b->path);
    return first != second ? (first < second) - (first > second) : strcmp(a->path, b->path);
}

static UT_array *find_sharing(Program *program)
{
    UT_array *sharing;
    utarray_new(sharing, &file_icd);
    for (size_t i = 0; i < program->file_count; i++) {
        const ProgramFile *file = &program->files[i];
        bool shares = false;
        for (uint32_t def = 1; file->image && !shares && def < file->facts.defs_count; def++) {
            bool passed = program->traits[file->first_def + def] & TRAIT_PASSED;
            const char *name = passed ? sharing_name(program, file->first_def + def) : NULL;
            shares = name && is_module_called(file, name);
        }
        if (shares)
            utarray_push_back(sharing, &file);
    }
    if (utarray_len(sharing)) /* qsort() takes no NULL */
        utarray_sort(sharing, compare_depth);
    return sharing;
}

/* The function in a cell whose result is passed, or 0. */
static Object provider_in(const Program *program, Variable cell)
{
    const ObjectSet *set = &program->variables[cell].set;
    for (uint32_t i = 0; i < set->count; i++) {
        ObjectData data = solver_data(program, set_items(set)[i]);
        if (data.kind == OBJECT_FUNCTION && program->traits[data.a] & TRAIT_PASSED)
            return set_items(set)[i];
    }
    return 0;
}

/* What gives the parameter of a function, which may bear its name, too: that asks for the next one. */
static Object find_provider(const Program *program, const UT_array *sharing, uint32_t def, uint32_t name)
{
    const ProgramFile *file = program_file_of_def(program, def);
    uint32_t owner = program_owner(program, def);
    Object found = owner ? provider_in(program, classes_find(program, owner, name, 0)) : 0;
    if (!found || solver_data(program, found).a == def)
        found = provider_in(program, solver_find_cell(program, CELL_GLOBAL, (uint32_t)(file - program->files), name));
    for (uint32_t i = 0; (!found || solver_data(program, found).a == def) && i < utarray_len(sharing); i++) {
        const ProgramFile *from = *(const ProgramFile *const *)(const void *)utarray_eltptr((UT_array *)sharing, i);
        if (strncmp(from->path, file->path, directory_length(from->path)) == 0)
            found =
                provider_in(program, solver_find_cell(program, CELL_GLOBAL, (uint32_t)(from - program->files), name));
    }
    return found && solver_data(program, found).a != def ? found : 0;
}

/* What the framework itself, or an extension of it, passes under a name. */
static void pass_of_framework(Program *program, uint32_t name, Variable parameter)
{
    const char *type = catalog_find_attribute(program->catalog, "tests.parameters", solver_text(program, name));
    if (type)
        solver_add(program, parameter,
                   solver_object(program, OBJECT_EXTERNAL_INSTANCE, solver_intern(program, type), 0));
}

static void pass_parameters(Program *program, const UT_array *sharing, uint32_t number)
{
    const Def *def = program_def(program, number);
    const ProgramFile *file = program_file_of_def(program, number);
    for (uint32_t i = def->first_param; i < def->first_param + def->param_count; i++) {
        const Param *param = &file->facts.params[i];
        Variable variable = solver_variable(file, param->value);
        if (param->kind >= PARAM_STAR || param->fallback || solver_is_informed(program, variable))
            continue;
        Object provider = find_provider(program, sharing, number, solver_name(file, param->name));
        if (provider) {
            externals_pass(program, provider, variable);
            if (program_def(program, solver_data(program, provider).a)->flags & DEF_ASYNC)
                solver_add(program, variable, program->unknown); /* it may be passed as it is, to be awaited */
        } else {
            pass_of_framework(program, solver_name(file, param->name), variable);
        }
    }
}

void fixtures_pass(Program *program)
{
    UT_array *sharing = find_sharing(program);
    for (size_t i = 0; i < program->file_count; i++) {
        const ProgramFile *file = &program->files[i];
        for (uint32_t def = 1; file->image && file->test && def < file->facts.defs_count; def++)
            if (file->facts.defs[def].kind == DEF_FUNCTION)
                pass_parameters(program, sharing, file->first_def + def);
    }
    utarray_free(sharing);
}
