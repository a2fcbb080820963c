/*
 * rule_broken_import.c - rule broken-import: an import of what the tree does not have: a module of a package of the tree,
 * or a name of a module. It fails each time it runs.
 *
 * What is guarded by `try` or a condition may be missing. So may what is made by other means than a binding: by
 * __getattr__, globals(), exec(), star imports from outside, an assignment from another module, a compiler.
 */
#include "rules.h"

#include "../../extractors/strings.h"

#include <stdlib.h>
#include <string.h>
#include <utstring.h>

enum {
    DEPTH_LIMIT = 16 /* star imports of star imports */
};

typedef struct {
    RuleContext *context;
    const Program *program;
    const Modules *modules;
    const ProgramFile *files;
    size_t file_count;
} Search;

static const char *text_of(const Search *search, uint32_t name)
{
    return names_text(program_names(search->program), name);
}

/* --- names --- */

static bool is_bound(const ProgramFile *file, uint32_t name)
{
    const Def *module = &file->facts.defs[1];
    for (uint32_t i = module->first_binding; i < module->first_binding + module->binding_count; i++)
        if (file->names[file->facts.bindings[i].name] == name)
            return true;
    for (uint32_t i = 1; i < file->facts.effects_count; i++)
        if (file->facts.effects[i].kind == EFFECT_BIND_GLOBAL && file->names[file->facts.effects[i].name] == name)
            return true;
    return false;
}

/* Whether a module reads or has something of one of the names. */
static bool mentions(const Search *search, const ProgramFile *file, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t name = names_find(program_names(search->program), words[i], strlen(words[i]));
        for (uint32_t v = 1; name && v < file->facts.values_count; v++) {
            const Value *value = &file->facts.values[v];
            if ((value->kind == VALUE_GLOBAL || value->kind == VALUE_ATTRIBUTE) && file->names[value->name] == name)
                return true;
        }
        if (name && is_bound(file, name))
            return true;
    }
    return false;
}

static bool imports_itself(const Search *search, const ProgramFile *file)
{
    for (uint32_t i = 1; i < file->facts.imports_count; i++) {
        Module module = program_import_module(search->program, file, i).module;
        uint32_t name = file->facts.imports[i].name;
        if (module == file->module ||
            (module && name && modules_child(search->modules, module, file->names[name]) == file->module))
            return true;
    }
    return false;
}

/* Whether a module may make names in ways that leave no binding. What sets attributes of any object makes names where the
 * module gets hold of itself as an object. */
static bool is_dynamic(const Search *search, const ProgramFile *file)
{
    static const char *const makers[] = {"globals", "locals",      "f_globals",   "exec", "eval",
                                         "modules", "__getattr__", "__globals__", "vars"};
    static const char *const setters[] = {"setattr", "__setattr__", "__dict__"};
    static const char *const getters[] = {"import_module", "__import__"};
    return file->facts.problems_count > 1 || mentions(search, file, makers, sizeof makers / sizeof *makers) ||
           (mentions(search, file, setters, sizeof setters / sizeof *setters) &&
            (mentions(search, file, getters, sizeof getters / sizeof *getters) || imports_itself(search, file)));
}

static bool may_have(const Search *search, uint32_t number, uint32_t name, unsigned depth);

/* Whether a star import may bring the name. */
static bool may_come_by_star(const Search *search, const ProgramFile *file, uint32_t name, unsigned depth)
{
    for (uint32_t i = 1; i < file->facts.imports_count; i++) {
        if (file->facts.imports[i].name != NAME_STAR)
            continue;
        Resolved resolved = program_import_module(search->program, file, i);
        uint32_t number = resolved.module ? modules_file(search->modules, resolved.module) : MODULES_NO_FILE;
        if (number == MODULES_NO_FILE || depth > DEPTH_LIMIT || may_have(search, number, name, depth + 1))
            return true;
    }
    return false;
}

/* Whether a module may have the name, as far as its own file says. */
static bool may_have(const Search *search, uint32_t number, uint32_t name, unsigned depth)
{
    const ProgramFile *file = &search->files[number];
    return !file->image || is_bound(file, name) || strncmp(text_of(search, name), "__", 2) == 0 ||
           modules_child(search->modules, file->module, name) || may_come_by_star(search, file, name, depth) ||
           is_dynamic(search, file);
}

/* Whether some module assigns an attribute of that name to a module. */
static bool is_assigned_elsewhere(const Search *search, uint32_t name)
{
    for (size_t i = 0; i < search->file_count; i++) {
        const ProgramFile *file = &search->files[i];
        for (uint32_t k = 1; file->image && k < file->facts.effects_count; k++) {
            const Effect *effect = &file->facts.effects[k];
            if (effect->kind != EFFECT_SET_ATTRIBUTE || file->names[effect->name] != name)
                continue;
            uint32_t def = program_definition_of(search->program, file->first_value + effect->target);
            if (def && program_def(search->program, def)->kind == DEF_MODULE)
                return true;
        }
    }
    return false;
}

/* --- modules --- */

static bool is_readable(const Search *search, const char *path)
{
    size_t size;
    char reason[200];
    char *text = source_read_path(search->context->subject.tree, path, &size, reason, sizeof reason);
    free(text);
    return text;
}

/* The directory of a package, with a slash. False: it may have parts elsewhere, having no __init__.py, nor has any package
 * around it. */
static bool directory_of(const Search *search, Module package, UT_string *out)
{
    uint32_t number = modules_file(search->modules, package);
    if (number != MODULES_NO_FILE) {
        const char *path = search->files[number].path, *slash = strrchr(path, '/');
        utstring_bincpy(out, path, slash ? (size_t)(slash + 1 - path) : 0);
        return search->files[number].image;
    }
    Module around = modules_parent(search->modules, package);
    const char *name = text_of(search, modules_name(search->modules, package)), *dot = strrchr(name, '.');
    if (!around || !directory_of(search, around, out))
        return false;
    utstring_printf(out, "%s/", dot ? dot + 1 : name);
    return true;
}

/* Whether there is something of that name in a package: a file that was left out of the analysis, the source of what gets
 * compiled. Or perhaps, where nobody knows all that is in it. */
static bool may_lie_in(const Search *search, Module package, const char *name, size_t length)
{
    static const char *const endings[] = {".py", "/__init__.py", ".pyi", ".pyx", ".c"};
    UT_string path;
    if (!modules_is_package(search->modules, package))
        return false;
    utstring_init(&path);
    bool found = !directory_of(search, package, &path);
    size_t directory = utstring_len(&path);
    for (size_t i = 0; i < sizeof endings / sizeof *endings && !found; i++) {
        path.i = directory;
        utstring_bincpy(&path, name, length);
        utstring_bincpy(&path, endings[i], strlen(endings[i]));
        found = is_readable(search, utstring_body(&path));
    }
    utstring_done(&path);
    return found;
}

/* Whether a module is of those that builds make. */
static bool is_generated(const char *name, size_t length)
{
    return name[0] == '_' || strncmp(name, "version", strlen("version")) == 0 ||
           (length > 4 && strncmp(name + length - 4, "_pb2", 4) == 0) ||
           (length > 9 && strncmp(name + length - 9, "_pb2_grpc", 9) == 0);
}

/* The part of a dotted name behind so many components. */
static const char *skip_components(const char *dotted, uint32_t count)
{
    for (; count && dotted; count--) {
        dotted = strchr(dotted, '.');
        dotted = dotted ? dotted + 1 : NULL;
    }
    return dotted;
}

/* Whether the name as written begins with the name of the module that was taken for it: a directory of the same name
 * somewhere below may be meant, or not. */
static bool begins_with(const Search *search, const char *dotted, Module first)
{
    const char *name = text_of(search, modules_name(search->modules, first));
    size_t length = strlen(name);
    return length == strcspn(dotted, ".") && strncmp(dotted, name, length) == 0;
}

/* --- judgement --- */

/* What is missing for one import: a name or module of a module. */
typedef struct {
    Module where;
    const char *name;
    size_t length;
    bool is_module;
} Missing;

/* An import whose first component is in the tree, but not the whole. */
static bool lacks_module(const Search *search, const ProgramFile *file, const Import *import, Resolved resolved,
                         Missing *out)
{
    const char *dotted = facts_name(&file->facts, import->module);
    const char *missing = skip_components(dotted, resolved.matched);
    if (!missing || !*missing || !resolved.nearest)
        return false;
    uint32_t number = modules_file(search->modules, resolved.nearest);
    const ProgramFile *module = number == MODULES_NO_FILE ? NULL : &search->files[number];
    *out = (Missing){.where = resolved.nearest, .name = missing, .length = strcspn(missing, "."), .is_module = true};
    bool is_sure = import->level || begins_with(search, dotted, resolved.first);
    return is_sure && !is_generated(missing, out->length) &&
           !(module && (!module->image || is_dynamic(search, module))) &&
           !may_lie_in(search, resolved.nearest, missing, out->length);
}

/* A stub without a source need not name what is not public. */
static bool may_hide(const Search *search, uint32_t number, const char *name)
{
    const char *path = search->files[number].path, *ending = strrchr(path, '.');
    return name[0] == '_' && ending && strcmp(ending, ".pyi") == 0;
}

/* `from module import name` of a module that is there. */
static bool lacks_name(const Search *search, const ProgramFile *file, const Import *import, Module module, Missing *out)
{
    uint32_t name = file->names[import->name], number = modules_file(search->modules, module);
    const char *text = text_of(search, name);
    *out = (Missing){.where = module, .name = text, .length = strlen(text)};
    bool may_be_made = modules_is_package(search->modules, module) && is_generated(text, out->length);
    return number != MODULES_NO_FILE && !may_hide(search, number, text) && !may_have(search, number, name, 0) &&
           !may_be_made && !is_assigned_elsewhere(search, name) && !may_lie_in(search, module, text, out->length);
}

static bool is_broken(const Search *search, const ProgramFile *file, uint32_t index, Missing *out)
{
    const Import *import = &file->facts.imports[index];
    if (import->flags & (IMPORT_GUARDED | IMPORT_TYPING))
        return false;
    Resolved resolved = program_import_module(search->program, file, index);
    if (!resolved.first)
        return false;
    if (!resolved.module)
        return lacks_module(search, file, import, resolved, out);
    return import->name > NAME_DOUBLESTAR && lacks_name(search, file, import, resolved.module, out);
}

/* Whether two imports that follow each other are of one statement, as far as can be told. */
static bool is_same_statement(const Import *left, const Import *right)
{
    return left->name && right->name && left->module == right->module && left->level == right->level &&
           left->scope == right->scope;
}

/* The names that the rest of the statement lacks, too. */
static void append_others(const Search *search, const ProgramFile *file, uint32_t index, UT_string *out)
{
    const Import *imports = file->facts.imports;
    Missing missing;
    for (uint32_t i = index + 1; i < file->facts.imports_count && is_same_statement(&imports[index], &imports[i]); i++)
        if (is_broken(search, file, i, &missing) && !missing.is_module)
            utstring_printf(out, ", %s", missing.name);
}

/* The node of a module; of a package without a file, that of the one around it. */
static const GraphNode *node_of_module(const Search *search, Module module)
{
    uint32_t number;
    while ((number = modules_file(search->modules, module)) == MODULES_NO_FILE)
        module = modules_parent(search->modules, module);
    return rule_node(search->context, search->files[number].first_def + 1);
}

/* One finding a statement, at the first name that is missing; where it begins when all of its module is. */
static void report(const Search *search, const ProgramFile *file, uint32_t index, const Missing *missing)
{
    const Import *import = &file->facts.imports[index];
    bool begins_above = missing->is_module && import->above && import->above < import->line;
    GraphSite site = {.path = file->path,
                      .line = begins_above ? import->line - import->above : import->line,
                      .column = begins_above ? 1 : import->column};
    const GraphNode *scope = rule_node(search->context, file->first_def + import->scope);
    const GraphNode *target = node_of_module(search, missing->where);
    Finding *finding = rule_add(search->context, &site, scope, target, FINDING_CERTAIN);
    UT_string names;
    utstring_init(&names);
    utstring_bincpy(&names, missing->name, missing->length);
    if (!missing->is_module)
        append_others(search, file, index, &names);
    finding_set_message(search->context->findings, finding, "there is no %s%s in %s",
                        missing->is_module ? "module " : "", utstring_body(&names),
                        text_of(search, modules_name(search->modules, missing->where)));
    utstring_done(&names);
}

static void search_file(const Search *search, const ProgramFile *file)
{
    const Import *told = NULL; /* the last one that is broken */
    for (uint32_t i = 1; file->image && i < file->facts.imports_count; i++) {
        Missing missing;
        const Import *import = &file->facts.imports[i];
        if (!is_broken(search, file, i, &missing))
            continue;
        if (!told || !is_same_statement(told, import))
            report(search, file, i, &missing);
        told = import;
    }
}

void rule_broken_import(RuleContext *context)
{
    Search search = {
        .context = context, .program = context->subject.program, .modules = program_modules(context->subject.program)};
    search.files = program_files(search.program, &search.file_count);
    for (size_t i = 0; i < search.file_count; i++)
        search_file(&search, &search.files[i]);
}
