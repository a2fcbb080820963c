/*
 * What a name of a module gives: its binding at the end of the module's body, what functions assign with `global`,
 * a submodule, what star imports bring.
 */
#include "solver.h"

#include <string.h>

/* The imported name that may be a submodule: not `*`, and none in `import a.b`. */
static uint32_t imported_name(const ProgramFile *file, const Import *import)
{
    return import->name > NAME_DOUBLESTAR ? solver_name(file, import->name) : 0;
}

static void vote(Program *program, uint32_t number)
{
    const ProgramFile *file = &program->files[number];
    for (uint32_t i = 1; file->image && i < file->facts.imports_count; i++) {
        const Import *import = &file->facts.imports[i];
        if (import->level)
            modules_vote_relative(program->modules, number, import->level);
        else if (import->name)
            modules_vote_from(program->modules, number, solver_name(file, import->module), imported_name(file, import));
        else
            modules_vote(program->modules, number, solver_name(file, import->module));
    }
}

/* A stub is seen from where its source is. */
static void resolve(Program *program, uint32_t number)
{
    ProgramFile *file = &program->files[number];
    uint32_t from = file->stub_of ? file->stub_of - 1 : number;
    for (uint32_t i = 1; file->image && i < file->facts.imports_count; i++) {
        const Import *import = &file->facts.imports[i];
        uint32_t module = solver_name(file, import->module);
        file->stars |= import->name == NAME_STAR;
        program->imports[file->first_import + i] =
            import->name
                ? modules_resolve_from(program->modules, from, import->level, module, imported_name(file, import))
                : modules_resolve(program->modules, from, import->level, module);
    }
}

/* --- sys.modules["name"] = module --------------------------------------------------------------------------------- */

/* Is it `sys.modules`? */
static bool is_module_table(const ProgramFile *file, const Value *value)
{
    bool attribute = value->kind == VALUE_ATTRIBUTE && strcmp(facts_name(&file->facts, value->name), "modules") == 0;
    const Value *base = attribute ? &file->facts.values[value->base] : value;
    if (base->kind != VALUE_IMPORT)
        return false;
    const Import *import = &file->facts.imports[base->base];
    return !import->level && strcmp(facts_name(&file->facts, import->module), "sys") == 0 &&
           (attribute ? !import->name : strcmp(facts_name(&file->facts, import->name), "modules") == 0);
}

/* The module of the tree that an import gives, or 0. */
static Module imported_module(const Program *program, const ProgramFile *file, uint32_t index)
{
    const Import *import = &file->facts.imports[index];
    Resolved resolved = program->imports[file->first_import + index];
    uint32_t name = imported_name(file, import);
    if (!resolved.module || resolved.matched < resolved.wanted || import->name == NAME_STAR)
        return 0;
    return name ? modules_child(program->modules, resolved.module, name)
                : (import->whole ? resolved.first : resolved.module);
}

/* The module that an expression names as far as imports tell: `package`, `package.module`, `sys.modules["package"]`. */
static Module named_module(Program *program, uint32_t number, uint32_t index)
{
    const ProgramFile *file = &program->files[number];
    const Value *value = &file->facts.values[index];
    uint32_t parts[8], count = 0;
    for (; value->kind == VALUE_ATTRIBUTE && count < 8; value = &file->facts.values[value->base])
        parts[count++] = solver_name(file, value->name);
    Module module = 0;
    if (value->kind == VALUE_IMPORT) {
        module = imported_module(program, file, value->base);
    } else if (value->kind == VALUE_SUBSCRIPT && is_module_table(file, &file->facts.values[value->base])) {
        uint32_t key = builtins_known_text(program, solver_variable(file, file->facts.operands[value->first].value));
        module = key ? modules_resolve(program->modules, number, 0, key).module : 0;
    }
    while (module && count)
        module = modules_child(program->modules, module, parts[--count]);
    return module;
}

/* Imports of a name that nothing in the tree has find the module that is put there under it. */
static void alias(Program *program, uint32_t dotted, Module module)
{
    for (uint32_t number = 0; number < program->file_count; number++) {
        const ProgramFile *file = &program->files[number];
        for (uint32_t i = 1; file->image && i < file->facts.imports_count; i++) {
            const Import *import = &file->facts.imports[i];
            Resolved *resolved = &program->imports[file->first_import + i];
            if (!resolved->first && !resolved->module && !import->level &&
                solver_name(file, import->module) == dotted &&
                !(import->whole && strchr(solver_text(program, dotted), '.')))
                *resolved = (Resolved){.module = module, .first = module, .nearest = module, .matched = 1, .wanted = 1};
        }
    }
}

static void find_aliases(Program *program, uint32_t number)
{
    const ProgramFile *file = &program->files[number];
    for (uint32_t i = 1; i < file->facts.effects_count; i++) {
        const Effect *effect = &file->facts.effects[i];
        if (effect->kind != EFFECT_SET_ITEM)
            continue;
        if (!is_module_table(file, &file->facts.values[effect->target]))
            continue;
        uint32_t key = builtins_known_text(program, solver_variable(file, effect->index));
        Module module = key ? named_module(program, number, effect->value) : 0;
        if (module)
            alias(program, key, module);
        else if (key && key == modules_name(program->modules, file->module))
            program->files[number].stand_in = effect->value;
    }
}

void names_resolve_imports(Program *program)
{
    program->imports = arena_alloc(&program->arena, (program->import_count + 1) * sizeof *program->imports);
    for (uint32_t number = 0; number < program->file_count; number++)
        vote(program, number);
    modules_settle(program->modules);
    for (uint32_t number = 0; number < program->file_count; number++)
        program->files[number].module = modules_of_file(program->modules, number);
    for (uint32_t number = 0; number < program->all_file_count; number++)
        resolve(program, number);
    for (uint32_t number = 0; number < program->file_count; number++)
        if (program->files[number].image)
            find_aliases(program, number);
}

/* Nesting of star imports and module __getattr__ that is followed; they may be cyclic. */
enum {
    DEPTH_LIMIT = 16
};

static bool read_module(Program *program, Module module, uint32_t name, Variable target, unsigned depth);

/* The display that a module binds __all__ to, or NULL. */
static const Value *find_all(const Program *program, const ProgramFile *file)
{
    const Def *module = &file->facts.defs[1];
    for (uint32_t i = module->first_binding; i < module->first_binding + module->binding_count; i++)
        if (solver_name(file, file->facts.bindings[i].name) == program->known.all)
            return &file->facts.values[file->facts.bindings[i].value];
    return NULL;
}

/* Is the display that __all__ is bound to added to by append(), extend(), insert(), there or in a function? */
static bool grows(ProgramFile *file, const Value *all)
{
    uint32_t index = (uint32_t)(all - file->facts.values);
    for (uint32_t i = 1; !file->listed && i < file->facts.values_count; i++) {
        const Value *value = &file->facts.values[i], *base = &file->facts.values[value->base];
        bool of_all = value->base == index ||
                      (base->kind == VALUE_GLOBAL && strcmp(facts_name(&file->facts, base->name), "__all__") == 0);
        const char *name = value->kind == VALUE_ATTRIBUTE && of_all ? facts_name(&file->facts, value->name) : "";
        if (strcmp(name, "append") == 0 || strcmp(name, "extend") == 0 || strcmp(name, "insert") == 0)
            file->listed = 2;
    }
    file->listed = file->listed ? file->listed : 1;
    return file->listed == 2;
}

/* Whether a star import of the module takes the name: it is listed in __all__; without one, it has no underscore
 * first. A computed __all__ may list anything. */
static bool star_takes(Program *program, Module module, uint32_t name)
{
    uint32_t number = modules_file(program->modules, module);
    ProgramFile *file = number == MODULES_NO_FILE ? NULL : &program->files[number];
    const Value *all = file && file->image ? find_all(program, file) : NULL;
    if (!all)
        return solver_text(program, name)[0] != '_';
    if (all->kind != VALUE_CONTAINER || all->detail > CONTAINER_SET)
        return true;
    for (uint32_t i = 0; i < all->count; i++) {
        const Value *item = &file->facts.values[file->facts.operands[all->first + i].value];
        if (item->kind != VALUE_CONSTANT || solver_name(file, item->name) == name)
            return true;
    }
    return grows(file, all);
}

/* The last star import that brings a name, and before it those that others are alternatives to: they stand in branches. */
static bool read_stars(Program *program, uint32_t number, uint32_t name, Variable target, unsigned depth)
{
    const ProgramFile *file = &program->files[number];
    bool found = false;
    for (uint32_t i = file->stars ? file->facts.imports_count : 0; i-- > 1;) {
        const Import *import = &file->facts.imports[i];
        Resolved resolved = program->imports[file->first_import + i];
        if (import->name != NAME_STAR || !resolved.module || resolved.matched < resolved.wanted)
            continue;
        bool brings = star_takes(program, resolved.module, name) &&
                      read_module(program, resolved.module, name, target, depth + 1);
        found = found || brings;
        if (brings && !(import->flags & (IMPORT_GUARDED | IMPORT_TYPING)))
            break;
    }
    return found;
}

static bool read_module(Program *program, Module module, uint32_t name, Variable target, unsigned depth)
{
    uint32_t file = modules_file(program->modules, module);
    bool found = false;
    if (depth > DEPTH_LIMIT)
        return false;
    if (file != MODULES_NO_FILE && program->files[file].image) {
        Variable cell = solver_find_cell(program, CELL_GLOBAL, file, name);
        if (cell)
            solver_link(program, cell, LINK_COPY, target, 0);
        found = cell != 0;
        if (!found)
            found = read_stars(program, file, name, target, depth);
    }
    Module child = found ? 0 : modules_child(program->modules, module, name);
    if (child)
        solver_add(program, target, solver_object(program, OBJECT_MODULE, child, 0));
    return found || child;
}

/* A star import from outside the tree may bring any name. */
static bool has_external_star(const Program *program, uint32_t number)
{
    const ProgramFile *file = &program->files[number];
    for (uint32_t i = 1; file->stars && i < file->facts.imports_count; i++)
        if (file->facts.imports[i].name == NAME_STAR && !program->imports[file->first_import + i].module)
            return true;
    return false;
}

/* Whether more is known of a qualified name outside the tree than how it looks. */
static bool is_known_outside(Program *program, uint32_t qualified)
{
    const char *text = solver_text(program, qualified);
    return outside_has(program, qualified) || catalog_knows(program->catalog, text) ||
           builtins_find(text) != UINT32_MAX || annotations_form(text) != FORM_CLASS;
}

/* What stars outside the tree may mean by a name. */
typedef struct {
    uint32_t stars; /* that may bring it */
    uint32_t last;  /* the qualified name that the last of them would bring */
    uint32_t known; /* the same of the last in which something is known under it; 0: of none */
} StarredName;

/* Stars of modules of the tree bring what their own stars bring. */
static void find_starred(Program *program, uint32_t number, uint32_t name, unsigned depth, StarredName *out)
{
    const ProgramFile *file = &program->files[number];
    for (uint32_t i = 1; file->stars && depth < DEPTH_LIMIT && i < file->facts.imports_count; i++) {
        const Import *import = &file->facts.imports[i];
        Resolved resolved = program->imports[file->first_import + i];
        if (import->name != NAME_STAR)
            continue;
        uint32_t inner = resolved.module && resolved.matched == resolved.wanted
                             ? modules_file(program->modules, resolved.module)
                             : MODULES_NO_FILE;
        if (inner != MODULES_NO_FILE && program->files[inner].image && star_takes(program, resolved.module, name))
            find_starred(program, inner, name, depth + 1, out);
        if (resolved.first || resolved.module || import->level)
            continue;
        out->stars++;
        out->last = solver_join(program, solver_name(file, import->module), name);
        out->known = is_known_outside(program, out->last) ? out->last : out->known;
    }
}

/* A name that nothing else brings comes from the one star import that may bring it, or from the one of which it is known.
 * One that Python has itself comes from where an installed module has it. */
static bool read_external_stars(Program *program, uint32_t number, uint32_t name, bool is_builtin, Variable target)
{
    if (!program->files[number].stars || solver_text(program, name)[0] == '_')
        return false;
    StarredName found = {0};
    find_starred(program, number, name, 0, &found);
    uint32_t qualified = found.known || found.stars > 1 ? found.known : found.last;
    if (!qualified || (is_builtin && !outside_has(program, qualified)))
        return false;
    solver_add(program, target, solver_object(program, OBJECT_EXTERNAL, qualified, 0));
    return true;
}

bool names_read_module(Program *program, Module module, uint32_t name, Variable target)
{
    if (read_module(program, module, name, target, 0))
        return true;
    uint32_t file = modules_file(program->modules, module);
    Variable hook = file == MODULES_NO_FILE ? 0 : solver_find_cell(program, CELL_GLOBAL, file, program->known.getattr);
    if (file != MODULES_NO_FILE && program->files[file].stand_in) {
        solver_link(program, solver_variable(&program->files[file], program->files[file].stand_in), LINK_ATTRIBUTE,
                    target, name);
        return true;
    }
    if (!hook)
        return false;
    calls_link_late(program, hook,
                    &(LateCall){.site = target,
                                .result = target,
                                .arguments = {{attributes_name(program, name, target), NAME_NONE}},
                                .argument_count = 1,
                                .reach = REACH_IMPLICIT});
    solver_link_once(program, hook, LINK_FORWARDED, target, name);
    return true;
}

static void add_external(Program *program, Variable target, uint32_t name)
{
    solver_add(program, target, solver_object(program, OBJECT_EXTERNAL, name, 0));
}

/* Builtins that nobody defines anew, so that no star import brings them. */
static bool is_never_hidden(const char *name)
{
    static const char *const names[] = {"super",      "property", "staticmethod", "classmethod", "object",
                                        "isinstance", "getattr",  "setattr",      "hasattr",     "__import__"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* The qualified name of what Python itself has under a name, or 0. */
static uint32_t builtin_named(Program *program, uint32_t name)
{
    const char *text = solver_text(program, name);
    if (name >= program->stored_count)
        return python_is_builtin(text) ? externals_builtin(program, text) : 0;
    if (!program->builtins[name])
        program->builtins[name] = 1 + (python_is_builtin(text) ? externals_builtin(program, text) : 0);
    return program->builtins[name] - 1;
}

void names_read_global(Program *program, uint32_t file, uint32_t name, Variable target)
{
    Variable cell = solver_find_cell(program, CELL_GLOBAL, file, name);
    if (cell) {
        solver_link(program, cell, LINK_COPY, target, 0);
        return;
    }
    if (strchr(solver_text(program, name), '.')) { /* a qualified name that syntax stands for */
        add_external(program, target, name);
        return;
    }
    if (read_stars(program, file, name, target, 0))
        return;
    uint32_t builtin = builtin_named(program, name);
    if (read_external_stars(program, file, name, builtin != 0, target))
        return;
    if (builtin)
        solver_add(program, target, solver_object(program, OBJECT_EXTERNAL, builtin, 0));
    if (!builtin || (has_external_star(program, file) && !is_never_hidden(solver_text(program, name))))
        solver_add(program, target, program->unknown);
}

/* What `import a.b.c` binds when a lies outside the tree: a. */
static uint32_t first_component(Program *program, uint32_t dotted)
{
    const char *text = solver_text(program, dotted);
    return names_intern(program->names, text, strcspn(text, "."));
}

void names_read_dynamic(Program *program, uint32_t dotted, bool first, uint32_t file, Variable target)
{
    Resolved resolved = modules_resolve(program->modules, file, 0, dotted);
    Module module = first ? resolved.first : resolved.module;
    if (module && resolved.matched == resolved.wanted)
        solver_add(program, target, solver_object(program, OBJECT_MODULE, module, 0));
    else if (resolved.first || resolved.module)
        solver_add(program, target, program->unknown);
    else
        add_external(program, target, first ? first_component(program, dotted) : dotted);
}

void names_read_prefix(Program *program, uint32_t prefix, Variable target)
{
    const char *text = solver_text(program, prefix);
    size_t length = strlen(text);
    if (!strchr(text, '.'))
        return; /* modules at the top of whatever directory */
    for (size_t i = 0; i < program->file_count; i++) {
        if (!program->files[i].image || program_is_resolved(&program->files[i]))
            continue;
        const char *name = solver_text(program, modules_name(program->modules, program->files[i].module));
        if (strncmp(name, text, length) == 0 && name[length] && !strchr(name + length, '.'))
            solver_add(program, target, solver_object(program, OBJECT_MODULE, program->files[i].module, 0));
    }
}

/* What a package of the tree has, but in no file of Python: a module of C, or something of one. */
static void read_native(Program *program, uint32_t dotted, uint32_t name, Variable target)
{
    bool inner = name && *solver_text(program, dotted);
    uint32_t whole = inner ? solver_join(program, dotted, name) : name ? name : dotted;
    if (natives_know(program, whole))
        add_external(program, target, whole);
    else
        solver_add(program, target, program->unknown); /* a broken import */
}

/* The `__getattr__` of a module that is no package, which `from module import name` asks for `__path__`; 0: there is none. */
static Variable hook_of_import(const Program *program, const ProgramFile *file, uint32_t import)
{
    const Import *facts = &file->facts.imports[import];
    Resolved resolved = program->imports[file->first_import + import];
    uint32_t imported = facts->name && !(facts->flags & IMPORT_TYPING) && resolved.matched == resolved.wanted
                            ? modules_file(program->modules, resolved.module)
                            : MODULES_NO_FILE;
    if (imported == MODULES_NO_FILE || modules_is_package(program->modules, resolved.module))
        return 0;
    return solver_find_cell(program, CELL_GLOBAL, imported, program->known.getattr);
}

static bool has_module_hook(const Program *program)
{
    for (uint32_t number = 0; number < program->file_count; number++)
        if (solver_find_cell(program, CELL_GLOBAL, number, program->known.getattr))
            return true;
    return false;
}

void names_ask_for_paths(Program *program)
{
    if (!has_module_hook(program))
        return;
    for (uint32_t i = 0; i < utarray_len(program->imported); i++) {
        Variable site = *(Variable *)(void *)utarray_eltptr(program->imported, i);
        Variable hook =
            hook_of_import(program, program_file_of_value(program, site), program_value(program, site)->base);
        if (hook)
            calls_link_late(program, hook, &(LateCall){.site = site, .reach = REACH_IMPLICIT});
    }
}

void names_read_import(Program *program, uint32_t import, uint32_t number, Variable target)
{
    const ProgramFile *file = &program->files[number];
    const Import *facts = &file->facts.imports[import];
    Resolved resolved = program->imports[file->first_import + import];
    uint32_t dotted = solver_name(file, facts->module), name = solver_name(file, facts->name);
    if (facts->name == NAME_STAR)
        return;
    if (!resolved.first && !resolved.module) {
        if (facts->level)
            read_native(program, dotted, facts->name ? name : 0, target);
        else if (facts->name)
            add_external(program, target, solver_join(program, dotted, name));
        else
            add_external(program, target, facts->whole ? first_component(program, dotted) : dotted);
        return;
    }
    Module module = facts->whole ? resolved.first : resolved.module;
    Module inner = facts->name && module ? modules_child(program->modules, module, name) : 0;
    if (inner && modules_file(program->modules, module) == number) /* `from . import x` in __init__.py makes the name */
        solver_add(program, target, solver_object(program, OBJECT_MODULE, inner, 0));
    if (!facts->name && module && (facts->whole || resolved.matched == resolved.wanted))
        solver_add(program, target, solver_object(program, OBJECT_MODULE, module, 0));
    else if (!facts->name || resolved.matched < resolved.wanted ||
             !names_read_module(program, resolved.module, name, target))
        read_native(program, dotted, facts->name ? name : 0, target);
}
