#include "outside.h"

#include "../../extractors/memory.h"

#include <stdlib.h>
#include <string.h>
#include <uthash.h>

enum {
    DEPTH_LIMIT = 100, /* of expressions and imports that lead to each other */
    MRO_LIMIT = 200,
    SHORTEST_NAMES = 16, /* packages that may export a class again */
    /* Hostile modules can make any amount of work: what takes more stays unknown. Of the modules behind 2,000 files all
     * questions together take 2 million units, of which looking at one entry of a table is one. */
    STEP_WORK = 64, /* of looking at an expression */
    QUESTION_WORK_MAX = 1 << 20,
    RUN_WORK_MAX = 1 << 29
};

/* What a name was found to be. */
typedef struct Known {
    uint32_t name;
    Thing thing;
    UT_hash_handle hh;
} Known;

typedef struct {
    uint32_t name;
    uint32_t file; /* 0: there is no such module */
    UT_hash_handle hh;
} LoadedModule;

/* What the graph asks about a name. */
typedef struct {
    uint32_t catalog_name; /* 0: nobody called it */
    uint32_t inherited;    /* program_external_inherited() */
    bool plain;            /* program_external_is_plain() */
    bool known;            /* program_external_is_known() */
    bool absent;           /* program_external_is_absent() */
    bool coroutine;        /* program_external_is_coroutine() */
} Answer;

struct Outside {
    ModuleReader reader;
    UT_array *files; /* OutsideFile *; [0] unused */
    LoadedModule *modules;
    Known *known;
    unsigned depth; /* of questions in questions */
    uint64_t question_work, run_work;
    Answer *answers; /* by name, after outside_settle() */
    uint32_t answer_count;
    uint32_t *overrides; /* by definition: program_external_override() */
};

static const UT_icd file_icd = {sizeof(OutsideFile *), NULL, NULL, NULL};

static const Thing nothing = {.kind = THING_UNKNOWN};

void outside_open(Program *program, ModuleReader reader)
{
    if (!reader.read)
        return;
    program->outside = memory_zeroed(1, sizeof *program->outside);
    program->outside->reader = reader;
    utarray_new(program->outside->files, &file_icd);
    const OutsideFile *none = NULL;
    utarray_push_back(program->outside->files, &none);
}

static OutsideFile *file_at(const Program *program, uint32_t file)
{
    return *(OutsideFile **)(void *)utarray_eltptr(program->outside->files, file);
}

void outside_close(Program *program)
{
    struct Outside *outside = program->outside;
    if (!outside)
        return;
    for (uint32_t i = 1; i < utarray_len(outside->files); i++)
        free(file_at(program, i)->image);
    utarray_free(outside->files);
    HASH_CLEAR(hh, outside->modules);
    HASH_CLEAR(hh, outside->known);
    free(outside->answers);
    free(outside->overrides);
    free(outside);
}

const OutsideFile *outside_file(const Program *program, Thing thing)
{
    return file_at(program, thing.file);
}

/* False when all work that is allowed was done. */
static bool spend(Program *program, uint64_t work)
{
    struct Outside *outside = program->outside;
    outside->question_work += work;
    outside->run_work += work;
    return outside->question_work < QUESTION_WORK_MAX && outside->run_work < RUN_WORK_MAX;
}

bool outside_enter(Program *program)
{
    struct Outside *outside = program->outside;
    if (!outside->depth)
        outside->question_work = 0;
    if (outside->depth >= DEPTH_LIMIT || !spend(program, STEP_WORK))
        return false;
    outside->depth++;
    return true;
}

void outside_leave(Program *program)
{
    program->outside->depth--;
}

/* --- modules -------------------------------------------------------------------------------------------------------- */

/* Takes over an image; 0 when it cannot be used. */
static uint32_t add_file(Program *program, uint32_t module, FactsHeader *image, bool is_package)
{
    OutsideFile *file = arena_alloc(&program->arena, sizeof *file);
    *file = (OutsideFile){.image = image, .module = module, .is_package = is_package};
    if (!facts_open(&file->facts, image, image->size)) {
        free(image);
        return 0;
    }
    uint32_t count = file->facts.names_count - 1;
    file->names = arena_alloc(&program->arena, count * sizeof *file->names);
    for (uint32_t i = 0; i < count; i++)
        file->names[i] = names_intern(program->names, file->facts.text + file->facts.names[i],
                                      file->facts.names[i + 1] - file->facts.names[i] - 1);
    file->classes = arena_alloc(&program->arena, file->facts.defs_count * sizeof(struct OutsideClass *));
    utarray_push_back(program->outside->files, &file);
    return utarray_len(program->outside->files) - 1;
}

/* The file of a module, 0: there is none. */
static uint32_t load(Program *program, uint32_t module)
{
    struct Outside *outside = program->outside;
    LoadedModule *loaded;
    HASH_FIND(hh, outside->modules, &module, sizeof module, loaded);
    if (loaded)
        return loaded->file;
    bool is_package = false;
    FactsHeader *image = outside->reader.read(outside->reader.self, solver_text(program, module), &is_package);
    loaded = arena_alloc(&program->arena, sizeof *loaded);
    loaded->name = module;
    loaded->file = image ? add_file(program, module, image, is_package) : 0;
    HASH_ADD(hh, outside->modules, name, sizeof loaded->name, loaded);
    return loaded->file;
}

static Thing module_thing(Program *program, uint32_t module)
{
    uint32_t file = load(program, module);
    return file ? (Thing){.kind = THING_MODULE, .file = file} : nothing;
}

/* The dotted name that an import starts from; 0: it leads out of all packages. */
static uint32_t imported_module(Program *program, const OutsideFile *file, const Import *import)
{
    uint32_t dotted = solver_intern(program, facts_name(&file->facts, import->module));
    if (!import->level)
        return dotted;
    const char *base = solver_text(program, file->module), *end = base + strlen(base);
    for (unsigned up = import->level - (file->is_package ? 1u : 0u); up; up--) {
        end = end > base ? memrchr(base, '.', (size_t)(end - base)) : NULL;
        if (!end)
            return 0;
    }
    uint32_t package = names_intern(program->names, base, (size_t)(end - base));
    return dotted ? solver_join(program, package, dotted) : package;
}

/* --- names of modules ----------------------------------------------------------------------------------------------- */

static uint32_t binding_of(const OutsideFile *file, uint32_t def, uint32_t name)
{
    const Def *scope = &file->facts.defs[def];
    for (uint32_t i = scope->first_binding; i < scope->first_binding + scope->binding_count; i++)
        if (file->names[file->facts.bindings[i].name] == name)
            return file->facts.bindings[i].value;
    return 0;
}

static Thing named_thing(uint32_t name)
{
    return (Thing){.kind = THING_NAMED, .name = name};
}

/* A name of a module, or a module in it; where it is not installed, no more than the name. */
static Thing find_in_module(Program *program, uint32_t module, uint32_t name)
{
    uint32_t joined = solver_join(program, module, name), number;
    Thing found = outside_find(program, joined);
    if (found.kind)
        return found;
    number = load(program, module);
    if (!number)
        return named_thing(joined);
    return file_at(program, number)->is_package ? module_thing(program, joined) : nothing; /* `from . import x` */
}

static Thing read_import(Program *program, uint32_t number, const Import *import)
{
    const OutsideFile *file = file_at(program, number);
    uint32_t module = imported_module(program, file, import);
    if (!module || import->name == NAME_STAR)
        return nothing;
    if (import->name)
        return find_in_module(program, module, file->names[import->name]);
    if (import->whole) {
        const char *text = solver_text(program, module);
        module = names_intern(program->names, text, strcspn(text, "."));
    }
    Thing found = module_thing(program, module);
    return found.kind ? found : named_thing(module);
}

/* What star imports bring into a module under a name; the last one counts. */
static Thing read_stars(Program *program, uint32_t number, uint32_t name)
{
    Thing found = nothing;
    if (solver_text(program, name)[0] == '_')
        return found;
    const OutsideFile *file = file_at(program, number);
    for (uint32_t i = file->facts.imports_count; i-- > 1 && !found.kind;) {
        const Import *import = &file->facts.imports[i];
        uint32_t module = import->name == NAME_STAR ? imported_module(program, file, import) : 0;
        if (module)
            found = outside_find(program, solver_join(program, module, name));
    }
    return found;
}

static Thing read_module(Program *program, uint32_t number, uint32_t name)
{
    const OutsideFile *file = file_at(program, number);
    uint32_t value = spend(program, file->facts.defs[1].binding_count) ? binding_of(file, 1, name) : 0;
    if (value)
        return outside_read(program, number, value);
    Thing found = read_stars(program, number, name);
    return found.kind || !file->is_package ? found : module_thing(program, solver_join(program, file->module, name));
}

/* --- expressions ---------------------------------------------------------------------------------------------------- */

static Thing read_global(Program *program, uint32_t number, uint32_t name)
{
    Thing found = outside_find(program, solver_join(program, file_at(program, number)->module, name));
    if (!found.kind && python_is_builtin(solver_text(program, name)))
        return named_thing(externals_builtin(program, solver_text(program, name)));
    return found;
}

static Thing read_attribute(Program *program, Thing base, uint32_t name)
{
    switch (base.kind) {
    case THING_NAMED:
        return named_thing(solver_join(program, base.name, name));
    case THING_MODULE:
        return find_in_module(program, outside_file(program, base)->module, name);
    case THING_CLASS:
        return outside_member(program, base, name);
    case THING_FUNCTION:
    case THING_VALUE: {
        Thing class = outside_class_of(program, base);
        return class.kind == THING_CLASS ? outside_member(program, class, name) : nothing;
    }
    case THING_UNKNOWN:
        break;
    }
    return nothing;
}

/* Of several alternatives the first that is a definition: the others are for other versions of Python. What stands in
 * `except ImportError` does so for what cannot be imported. */
static Thing read_alternatives(Program *program, uint32_t number, const Value *value)
{
    const OutsideFile *file = file_at(program, number);
    Thing instead = nothing;
    for (uint32_t i = 0; i < value->count; i++) {
        uint32_t alternative = file->facts.operands[value->first + i].value;
        Thing found = outside_read(program, number, alternative);
        if (found.kind == THING_UNKNOWN || found.kind == THING_VALUE)
            continue;
        if (found.kind != THING_NAMED && !(file->facts.values[alternative].flags & VALUE_IN_HANDLER))
            return found;
        if (!instead.kind || file->facts.values[alternative].flags & VALUE_IN_HANDLER)
            instead = found;
    }
    return instead;
}

static Thing read_definition(const OutsideFile *file, uint32_t number, uint32_t def)
{
    bool is_class = file->facts.defs[def].kind == DEF_CLASS;
    return (Thing){.kind = is_class ? THING_CLASS : THING_FUNCTION, .file = number, .item = def};
}

static Thing read_expression(Program *program, uint32_t number, uint32_t index)
{
    const OutsideFile *file = file_at(program, number);
    const Value *value = &file->facts.values[index];
    Thing found = nothing;
    switch ((ValueKind)value->kind) {
    case VALUE_DEFINITION:
        return read_definition(file, number, value->base);
    case VALUE_DECORATED:
        return outside_read(program, number, file->facts.operands[value->first].value);
    case VALUE_IMPORT:
        return read_import(program, number, &file->facts.imports[value->base]);
    case VALUE_GLOBAL:
        return read_global(program, number, file->names[value->name]);
    case VALUE_ATTRIBUTE:
        return read_attribute(program, outside_read(program, number, value->base), file->names[value->name]);
    case VALUE_PHI:
        found = read_alternatives(program, number, value);
        break;
    case VALUE_NONE:
    case VALUE_UNKNOWN:
        return nothing;
    default:
        break;
    }
    return found.kind ? found : (Thing){.kind = THING_VALUE, .file = number, .item = index};
}

Thing outside_read(Program *program, uint32_t file, uint32_t value)
{
    if (!outside_enter(program))
        return nothing;
    Thing found = read_expression(program, file, value);
    outside_leave(program);
    return found;
}

/* --- qualified names ------------------------------------------------------------------------------------------------ */

bool outside_is_settled(const char *name)
{
    static const char *const specials[] = {"Self", "Never", "NoReturn", "LiteralString", "Generic", "Protocol"};
    const char *rest = strncmp(name, "typing.", 7) == 0               ? name + 7
                       : strncmp(name, "typing_extensions.", 18) == 0 ? name + 18
                                                                      : "";
    for (size_t i = 0; *rest && i < sizeof specials / sizeof *specials; i++)
        if (strcmp(rest, specials[i]) == 0)
            return true;
    return annotations_form(name) != FORM_CLASS || classes_is_decorator(name);
}

static Thing look_up(Program *program, uint32_t name)
{
    const char *text = solver_text(program, name), *dot = strrchr(text, '.');
    if (*text == '<')
        return dot && strchr(text, '.') == dot ? named_thing(name) : nothing;
    if (outside_is_settled(text))
        return named_thing(name);
    if (!dot)
        return module_thing(program, name);
    Thing base = outside_find(program, names_intern(program->names, text, (size_t)(dot - text)));
    uint32_t last = solver_intern(program, dot + 1);
    if (base.kind == THING_MODULE)
        return read_module(program, base.file, last);
    return base.kind == THING_NAMED ? nothing : read_attribute(program, base, last);
}

Thing outside_find(Program *program, uint32_t name)
{
    struct Outside *outside = program->outside;
    Known *known;
    HASH_FIND(hh, outside->known, &name, sizeof name, known);
    if (known)
        return known->thing; /* nothing, while it is being looked for: a circle of imports */
    known = arena_alloc(&program->arena, sizeof *known);
    *known = (Known){.name = name};
    HASH_ADD(hh, outside->known, name, sizeof known->name, known);
    if (outside_enter(program)) {
        known->thing = look_up(program, name);
        outside_leave(program);
    }
    return known->thing;
}

/* --- classes -------------------------------------------------------------------------------------------------------- */

static bool is_listed(const Thing *things, uint32_t count, Thing thing)
{
    for (uint32_t i = 0; i < count; i++)
        if (thing_is(things[i], thing))
            return true;
    return false;
}

/* Of a class that stands there twice the last place counts: it comes after all that inherit from it. */
static void keep_last(OutsideClass *class)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < class->mro_count; i++)
        if (!is_listed(class->mro + i + 1, class->mro_count - i - 1, class->mro[i]))
            class->mro[kept++] = class->mro[i];
    class->mro_count = kept;
}

static Thing read_base(Program *program, uint32_t number, uint32_t value)
{
    const OutsideFile *file = file_at(program, number);
    for (int steps = 0; steps < 4 && file->facts.values[value].kind == VALUE_SUBSCRIPT; steps++)
        value = file->facts.values[value].base;
    return outside_read(program, number, value);
}

static void add_base(Program *program, OutsideClass *class, Thing base)
{
    if (base.kind == THING_NAMED && class->mro_count < MRO_LIMIT)
        class->mro[class->mro_count++] = base;
    if (base.kind != THING_CLASS) {
        class->open = class->open || base.kind != THING_NAMED;
        return;
    }
    const OutsideClass *inherited = outside_class(program, base);
    class->open = class->open || inherited->open || inherited == class;
    for (uint32_t i = 0; i < inherited->mro_count && class->mro_count < MRO_LIMIT && inherited != class; i++)
        class->mro[class->mro_count++] = inherited->mro[i];
}

static uint32_t qualified_name(Program *program, Thing thing)
{
    const OutsideFile *file = outside_file(program, thing);
    const Def *def = &file->facts.defs[thing.item];
    if (def->kind == DEF_MODULE)
        return file->module;
    uint32_t name = file->names[def->name];
    thing.item = def->parent;
    return solver_join(program, qualified_name(program, thing), name);
}

/* The names under which the packages around its module may export a thing again: "a.b.C", "a.C" of a.b._c.C. */
static uint32_t exported_names(Program *program, Thing thing, uint32_t *out)
{
    uint32_t name = qualified_name(program, thing), count = 1;
    const OutsideFile *file = outside_file(program, thing);
    const char *module = solver_text(program, file->module), *text = solver_text(program, name);
    size_t length = strlen(module);
    uint32_t rest = solver_intern(program, text + length + 1);
    out[0] = name;
    while (count < SHORTEST_NAMES && length) {
        const char *dot = memrchr(module, '.', length);
        if (!dot)
            break;
        length = (size_t)(dot - module);
        uint32_t shorter = solver_join(program, names_intern(program->names, module, length), rest);
        if (thing_is(outside_find(program, shorter), thing))
            out[count++] = shorter;
    }
    return count;
}

/* How a class is called where only a value of it is seen: as the catalog knows it, or else by the shortest name that
 * its packages export. */
static uint32_t public_name(Program *program, Thing thing)
{
    uint32_t names[SHORTEST_NAMES], count = exported_names(program, thing, names);
    for (uint32_t i = count; i-- > 0;)
        if (catalog_knows(program->catalog, solver_text(program, names[i])))
            return names[i];
    return names[count - 1];
}

const OutsideClass *outside_class(Program *program, Thing thing)
{
    OutsideClass **place = &file_at(program, thing.file)->classes[thing.item];
    if (*place)
        return *place; /* while it is being made: a class that inherits from itself */
    OutsideClass *class = *place = arena_alloc(&program->arena, sizeof *class);
    const Def *def = outside_def(program, thing);
    class->mro = arena_alloc(&program->arena, (MRO_LIMIT + 1) * sizeof *class->mro);
    class->mro[class->mro_count++] = thing;
    if (!outside_enter(program)) {
        class->open = true;
        class->name = qualified_name(program, thing);
        return class;
    }
    for (uint32_t i = def->first_base; i < def->first_base + def->base_count; i++) {
        Operand operand = outside_file(program, thing)->facts.operands[i];
        if (!operand.name)
            add_base(program, class, read_base(program, thing.file, operand.value));
        else
            class->open = class->open || operand.name <= NAME_DOUBLESTAR;
    }
    keep_last(class);
    class->name = public_name(program, thing);
    outside_leave(program);
    return class;
}

/* What a constructor keeps in instances under a name. */
static uint32_t kept_value(const OutsideFile *file, uint32_t class, uint32_t name)
{
    for (uint32_t i = 1; i < file->facts.effects_count; i++) {
        const Effect *effect = &file->facts.effects[i];
        const Def *method = &file->facts.defs[effect->scope];
        if (effect->kind == EFFECT_SET_ATTRIBUTE && effect->value && file->names[effect->name] == name &&
            method->parent == class && method->param_count &&
            file->facts.params[method->first_param].value == effect->target)
            return effect->value;
    }
    return 0;
}

Thing outside_member(Program *program, Thing thing, uint32_t name)
{
    const OutsideClass *class = outside_class(program, thing);
    for (uint32_t i = 0; i < class->mro_count; i++) {
        Thing owner = class->mro[i];
        if (owner.kind != THING_CLASS)
            continue;
        const OutsideFile *file = outside_file(program, owner);
        if (!spend(program, file->facts.defs[owner.item].binding_count + file->facts.effects_count))
            break;
        uint32_t value = binding_of(file, owner.item, name);
        value = value ? value : kept_value(file, owner.item, name);
        if (value)
            return outside_read(program, owner.file, value);
    }
    return nothing;
}

/* --- types of values ------------------------------------------------------------------------------------------------ */

/* The class that an annotation names, maybe beside None. */
static Thing annotated_class(Program *program, uint32_t number, uint32_t index)
{
    const OutsideFile *file = file_at(program, number);
    const Value *value = &file->facts.values[index];
    if (value->kind == VALUE_OPERATOR && value->count) {
        Thing left = annotated_class(program, number, value->base);
        return left.kind == THING_CLASS ? left
                                        : annotated_class(program, number, file->facts.operands[value->first].value);
    }
    if (value->kind != VALUE_SUBSCRIPT)
        return outside_read(program, number, index);
    Thing base = outside_read(program, number, value->base);
    bool unwraps = base.kind == THING_NAMED && (annotations_form(solver_text(program, base.name)) == FORM_INNER ||
                                                strstr(solver_text(program, base.name), ".Optional"));
    return unwraps ? annotated_class(program, number, file->facts.operands[value->first].value) : base;
}

static Thing result_class(Program *program, Thing function)
{
    uint32_t returns = outside_def(program, function)->returns;
    return returns ? annotated_class(program, function.file, returns) : nothing;
}

static Thing class_of_value(Program *program, Thing thing)
{
    const OutsideFile *file = outside_file(program, thing);
    const Value *value = &file->facts.values[thing.item];
    Thing found = nothing;
    switch ((ValueKind)value->kind) {
    case VALUE_INSTANCE:
        return annotated_class(program, thing.file, value->base);
    case VALUE_PARAM:
        return file->facts.params[value->base].annotation
                   ? annotated_class(program, thing.file, file->facts.params[value->base].annotation)
                   : nothing;
    case VALUE_CALL:
        found = outside_read(program, thing.file, value->base);
        if (found.kind == THING_FUNCTION && !(outside_def(program, found)->flags & (DEF_ASYNC | DEF_GENERATOR)))
            return result_class(program, found);
        return found.kind == THING_CLASS ? found : nothing;
    default:
        return nothing;
    }
}

Thing outside_class_of(Program *program, Thing thing)
{
    Thing found = nothing;
    if (!outside_enter(program))
        return nothing;
    if (thing.kind == THING_VALUE)
        found = class_of_value(program, thing);
    else if (thing.kind == THING_FUNCTION && outside_traits(program, thing) & TRAIT_PROPERTY)
        found = result_class(program, thing);
    outside_leave(program);
    return found;
}

/* --- functions ------------------------------------------------------------------------------------------------------ */

/* The qualified name of a decorator; 0 when nothing is known of it. */
static uint32_t decorator_name(Program *program, uint32_t number, uint32_t value)
{
    const OutsideFile *file = file_at(program, number);
    if (file->facts.values[value].kind == VALUE_CALL)
        value = file->facts.values[value].base;
    Thing thing = outside_read(program, number, value);
    if (thing.kind == THING_NAMED)
        return thing.name;
    return thing.kind == THING_CLASS || thing.kind == THING_FUNCTION ? qualified_name(program, thing) : 0;
}

/* `@x.setter` */
static bool is_accessor(const OutsideFile *file, uint32_t value)
{
    const char *name = facts_name(&file->facts, file->facts.values[value].name);
    return file->facts.values[value].kind == VALUE_ATTRIBUTE &&
           (strcmp(name, "setter") == 0 || strcmp(name, "deleter") == 0 || strcmp(name, "getter") == 0);
}

/* Is it a variable for types, `F = TypeVar("F", bound=Callable)`? */
static bool is_type_variable(Program *program, uint32_t number, uint32_t annotation)
{
    Thing thing = outside_read(program, number, annotation);
    if (thing.kind != THING_VALUE)
        return false;
    const Value *value = &outside_file(program, thing)->facts.values[thing.item];
    Thing maker = value->kind == VALUE_CALL ? outside_read(program, thing.file, value->base) : nothing;
    const char *name = maker.kind == THING_NAMED ? solver_text(program, maker.name) : "";
    return strcmp(name, "typing.TypeVar") == 0 || strcmp(name, "typing_extensions.TypeVar") == 0;
}

/* `def locked(function: F) -> F`: a decorator that is declared to give what it takes, or what is called like it. */
static bool keeps_type(Program *program, uint32_t number, uint32_t decorator)
{
    Thing thing = outside_read(program, number, decorator);
    const OutsideFile *file = thing.kind == THING_FUNCTION ? outside_file(program, thing) : NULL;
    const Def *def = file ? &file->facts.defs[thing.item] : NULL;
    if (!def || def->flags & DEF_ASYNC || def->param_count != 1 || def->decorator_count)
        return false;
    uint32_t taken = file->facts.params[def->first_param].annotation;
    return taken && def->returns && file->facts.values[taken].name == file->facts.values[def->returns].name &&
           file->facts.values[taken].kind == file->facts.values[def->returns].kind &&
           is_type_variable(program, thing.file, taken) && is_type_variable(program, thing.file, def->returns);
}

unsigned outside_traits(Program *program, Thing function)
{
    const OutsideFile *file = outside_file(program, function);
    const Def *def = outside_def(program, function);
    unsigned traits = 0;
    for (uint32_t i = def->first_decorator; i < def->first_decorator + def->decorator_count; i++) {
        uint32_t value = file->facts.operands[i].value;
        if (is_accessor(file, value)) {
            traits |= TRAIT_PROPERTY;
            continue;
        }
        uint32_t name = decorator_name(program, function.file, value);
        unsigned known = name ? classes_traits_of(program, name) : TRAIT_OPAQUE;
        traits |= known & TRAIT_OPAQUE && keeps_type(program, function.file, value) ? 0 : known;
    }
    return traits;
}

uint32_t outside_signatures(Program *program, Thing function, uint32_t *out, uint32_t most)
{
    const OutsideFile *file = outside_file(program, function);
    const Def *def = &file->facts.defs[function.item];
    uint32_t count = 0, end = spend(program, file->facts.defs_count) ? file->facts.defs_count : 0;
    for (uint32_t i = 1; i < end && count < most; i++) {
        const Def *other = &file->facts.defs[i];
        bool same = other->kind == DEF_FUNCTION && other->parent == def->parent && other->name == def->name;
        Thing overload = {.kind = THING_FUNCTION, .file = function.file, .item = i};
        if (same && other->decorator_count && outside_traits(program, overload) & TRAIT_OVERLOAD)
            out[count++] = i;
    }
    if (!count)
        out[count++] = function.item;
    return count;
}

/* --- the catalog, bases --------------------------------------------------------------------------------------------- */

static bool is_entered(const Program *program, uint32_t name)
{
    const CatalogEntry *entries;
    return catalog_find(program->catalog, solver_text(program, name), &entries) > 0;
}

/* A member by the names of the classes that it may be known as a member of; 0: the catalog knows none of them. */
static uint32_t known_member(Program *program, Thing owner, uint32_t member)
{
    const OutsideClass *class = outside_class(program, owner);
    for (uint32_t i = 0; i < class->mro_count; i++) {
        uint32_t names[SHORTEST_NAMES] = {class->mro[i].name}, count = 1;
        if (class->mro[i].kind == THING_CLASS)
            count = exported_names(program, class->mro[i], names);
        for (uint32_t j = 0; j < count; j++) {
            uint32_t joined = solver_join(program, names[j], member);
            if (is_entered(program, joined))
                return joined;
        }
    }
    return 0;
}

/* What a dotted name is of: a class, its own or that of the value before the last dot, or a thing of no file. */
static Thing owner_of(Program *program, const char *text, const char *dot)
{
    Thing owner = outside_find(program, names_intern(program->names, text, (size_t)(dot - text)));
    bool is_value = owner.kind == THING_VALUE || owner.kind == THING_FUNCTION;
    return is_value ? outside_class_of(program, owner) : owner;
}

uint32_t outside_catalog_name(Program *program, uint32_t name)
{
    const char *text = solver_text(program, name), *dot = strrchr(text, '.');
    if (!program->outside || !dot || *text == '<' || is_entered(program, name))
        return name;
    Thing owner = owner_of(program, text, dot);
    uint32_t last = solver_intern(program, dot + 1), known = 0;
    Thing thing = outside_find(program, name);
    if (owner.kind == THING_CLASS)
        known = known_member(program, owner, last);
    uint32_t names[SHORTEST_NAMES], count = 0;
    if (!known && (thing.kind == THING_CLASS || thing.kind == THING_FUNCTION))
        count = exported_names(program, thing, names);
    for (uint32_t i = 0; i < count && !known; i++)
        known = is_entered(program, names[i]) ? names[i] : 0;
    return known ? known : name;
}

void outside_add_bases(Program *program, uint32_t name, UT_array *out)
{
    Thing thing = program->outside ? outside_find(program, name) : nothing;
    if (thing.kind != THING_CLASS)
        return;
    const OutsideClass *class = outside_class(program, thing);
    for (uint32_t i = 0; i < class->mro_count; i++) {
        Thing base = class->mro[i];
        uint32_t known = base.kind == THING_CLASS ? outside_class(program, base)->name : base.name;
        bool there = false;
        for (uint32_t j = 0; j < utarray_len(out) && !there; j++)
            there = *(uint32_t *)(void *)utarray_eltptr(out, j) == known;
        if (!there)
            utarray_push_back(out, &known);
    }
}

bool outside_has(Program *program, uint32_t name)
{
    return program->outside && outside_find(program, name).kind != THING_UNKNOWN;
}

/* --- answers -------------------------------------------------------------------------------------------------------- */

/* `starlette.datastructures.Headers.get`, which that class has from `typing.Mapping`. */
static uint32_t find_inherited(Program *program, uint32_t name)
{
    const char *text = solver_text(program, name), *dot = strrchr(text, '.');
    if (!dot)
        return name;
    Thing owner = owner_of(program, text, dot);
    uint32_t member = solver_intern(program, dot + 1);
    if (owner.kind == THING_NAMED)
        return solver_join(program, owner.name, member);
    if (owner.kind != THING_CLASS || outside_member(program, owner, member).kind != THING_UNKNOWN)
        return name;
    const OutsideClass *class = outside_class(program, owner);
    for (uint32_t i = 0; !class->open && i < class->mro_count; i++)
        if (class->mro[i].kind == THING_NAMED)
            return solver_join(program, class->mro[i].name, member);
    return name;
}

/* Whether the package of a name is installed, and nothing has that name there. */
static bool is_absent(Program *program, uint32_t name)
{
    const char *text = solver_text(program, name);
    return !outside_has(program, name) && outside_has(program, names_intern(program->names, text, strcspn(text, ".")));
}

static void settle_name(Program *program, uint32_t name)
{
    struct Outside *outside = program->outside;
    Answer *answer = name < outside->answer_count ? &outside->answers[name] : NULL;
    if (answer && !answer->catalog_name)
        *answer = (Answer){
            outside_catalog_name(program, name), find_inherited(program, name), interfaces_is_plain(program, name),
            outside_has(program, name),          is_absent(program, name),      interfaces_is_coroutine(program, name)};
}

/* The first base outside the tree that has a method of the name. */
static uint32_t find_override(Program *program, uint32_t method)
{
    uint32_t owner = program_owner(program, method);
    const ClassData *class = program->classes[owner];
    uint32_t name = solver_name(program_file_of_def(program, method), program_def(program, method)->name);
    for (uint32_t i = 0; owner && i < class->external_count; i++) {
        if (outside_find(program, class->external[i]).kind != THING_CLASS)
            continue;
        uint32_t joined = solver_join(program, class->external[i], name);
        if (outside_find(program, joined).kind == THING_FUNCTION)
            return joined;
    }
    return 0;
}

static void settle_overrides(Program *program)
{
    uint32_t *overrides = memory_zeroed(program->def_count + 1, sizeof *overrides);
    program->outside->overrides = overrides;
    for (uint32_t def = 0; def < program->def_count; def++)
        if (program_def(program, def)->kind == DEF_FUNCTION)
            overrides[def] = find_override(program, def);
}

void outside_settle(Program *program)
{
    struct Outside *outside = program->outside;
    if (!outside)
        return;
    settle_overrides(program);
    outside->answer_count = names_count(program->names); /* names that come up from here on are none of the tree's */
    outside->answers = memory_zeroed(outside->answer_count, sizeof *outside->answers);
    for (uint32_t i = 0; i < utarray_len(program->calls); i++) {
        const ResolvedCall *call = (const ResolvedCall *)(const void *)utarray_eltptr(program->calls, i);
        if (!call->target)
            settle_name(program, call->name);
    }
    for (uint32_t def = 0; def < program->def_count; def++) {
        if (outside->overrides[def])
            settle_name(program, outside->overrides[def]);
        for (uint32_t i = 0; i < program->classes[def]->external_count; i++)
            settle_name(program, program->classes[def]->external[i]);
    }
    for (Object object = 1; object < objects_count(program->objects); object++) {
        ObjectData data = solver_data(program, object);
        if (data.kind == OBJECT_EXTERNAL_INSTANCE)
            settle_name(program, data.a);
    }
}

bool program_external_is_plain(const Program *program, uint32_t name)
{
    const struct Outside *outside = program->outside;
    return outside && name < outside->answer_count && outside->answers[name].plain;
}

bool program_external_is_known(const Program *program, uint32_t name)
{
    const struct Outside *outside = program->outside;
    return outside && name < outside->answer_count && outside->answers[name].known;
}

bool program_external_is_absent(const Program *program, uint32_t name)
{
    const struct Outside *outside = program->outside;
    const char *own = program_own_name(solver_text(program, name)), *dot = own ? strchr(own, '.') : NULL;
    return (dot && strchr(dot + 1, '.')) || (outside && name < outside->answer_count && outside->answers[name].absent);
}

/* Steps of asynchronous generators: nothing runs before somebody awaits them. */
static bool is_generator_step(const char *name)
{
    static const char *const steps[] = {"<builtin>.generator.__anext__", "<builtin>.generator.aclose",
                                        "<builtin>.generator.asend", "<builtin>.generator.athrow"};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (strcmp(name, steps[i]) == 0)
            return true;
    return false;
}

bool program_external_is_coroutine(const Program *program, uint32_t name)
{
    const struct Outside *outside = program->outside;
    const CatalogEntry *entries;
    size_t count = catalog_find(program->catalog, solver_text(program, program_catalog_name(program, name)), &entries);
    return (count && entries[0].flags & CATALOG_COROUTINE) || is_generator_step(solver_text(program, name)) ||
           (outside && name < outside->answer_count && outside->answers[name].coroutine);
}

uint32_t program_external_override(const Program *program, uint32_t method)
{
    return program->outside ? program->outside->overrides[method] : 0;
}

uint32_t program_external_inherited(const Program *program, uint32_t name)
{
    const struct Outside *outside = program->outside;
    uint32_t inherited = outside && name < outside->answer_count ? outside->answers[name].inherited : 0;
    return inherited ? inherited : name;
}

uint32_t program_catalog_name(const Program *program, uint32_t name)
{
    const struct Outside *outside = program->outside;
    uint32_t known = outside && name < outside->answer_count ? outside->answers[name].catalog_name : 0;
    return known ? known : name;
}
