/*
 * Attributes are one cell for all instances of a class. But who reads one of an object that a call in the same function
 * has made, gets what that call has passed, where the constructor keeps it (`self.run = run`, a field of a dataclass), and
 * what is assigned to that object; not what goes into others that are known to be others.
 */
#include "solver.h"

/* --- constructors ---------------------------------------------------------------------------------------------------- */

static bool is_param(const ProgramFile *file, const Def *def, uint32_t value, uint32_t index)
{
    const Value *param = &file->facts.values[value];
    return param->kind == VALUE_PARAM && param->base == def->first_param + index;
}

/* 1 + the index of the parameter that an effect keeps in an attribute of the receiver, or 0. */
static uint32_t kept_by(const ProgramFile *file, const Effect *effect)
{
    const Def *def = &file->facts.defs[effect->scope];
    uint32_t index = file->facts.values[effect->value].base - def->first_param;
    bool keeps = effect->kind == EFFECT_SET_ATTRIBUTE && is_param(file, def, effect->target, 0) &&
                 index < def->param_count && is_param(file, def, effect->value, index) &&
                 file->facts.params[def->first_param + index].kind <= PARAM_KEYWORD_ONLY;
    return keeps && index ? 1 + index : 0;
}

static bool is_kept_by_constructor(const Program *program, const ProgramFile *file, const Effect *effect)
{
    return kept_by(file, effect) && solver_name(file, file->facts.defs[effect->scope].name) == program->known.init;
}

enum {
    KEPT_SEVERAL = UINT16_MAX
};

/* 1 + the index of the parameter that a constructor keeps under a name, if any; or KEPT_SEVERAL. */
static uint32_t find_kept(const Program *program, uint32_t constructor, uint32_t name)
{
    const ProgramFile *file = program_file_of_def(program, constructor);
    Body body = program_body(program, constructor);
    uint32_t kept = 0;
    for (uint32_t i = body.first_effect; i < body.end_effect; i++) {
        const Effect *effect = &file->facts.effects[i];
        if (file->first_def + effect->scope != constructor || !kept_by(file, effect) ||
            solver_name(file, effect->name) != name)
            continue;
        kept = kept ? KEPT_SEVERAL : kept_by(file, effect);
    }
    return kept;
}

bool kept_is_always_set(const Program *program, const ProgramFile *file, const Effect *effect)
{
    enum {
        MAYBE = VALUE_IN_BRANCH | VALUE_IN_LOOP | VALUE_IN_HANDLER | VALUE_GUARDED
    };
    const Def *def = &file->facts.defs[effect->scope];
    return effect->kind == EFFECT_SET_ATTRIBUTE && !(effect->flags & MAYBE) && is_param(file, def, effect->target, 0) &&
           solver_name(file, def->name) == program->known.init;
}

/* Is it always set by a constructor; where that calls others, `base.__init__`, it may be by them. */
typedef enum {
    SETS_NEVER,
    SETS_ALWAYS,
    SETS_BY_OTHERS
} Setting;

static Setting setting_of(const Program *program, uint32_t constructor, uint32_t name)
{
    const ProgramFile *file = program_file_of_def(program, constructor);
    Body body = program_body(program, constructor);
    for (uint32_t i = body.first_effect; i < body.end_effect; i++) {
        const Effect *effect = &file->facts.effects[i];
        if (file->first_def + effect->scope == constructor && solver_name(file, effect->name) == name &&
            kept_is_always_set(program, file, effect))
            return SETS_ALWAYS;
    }
    for (uint32_t i = body.first_value; i < body.end_value; i++) {
        const Value *value = &file->facts.values[i];
        if (value->kind == VALUE_ATTRIBUTE && file->first_def + value->scope == constructor &&
            solver_name(file, value->name) == program->known.init)
            return SETS_BY_OTHERS;
    }
    return SETS_NEVER;
}

/* Whether each instance of the class itself has the attribute when it is constructed. `reader`: a function that is none of
 * the constructors. */
static bool constructs_with(const Program *program, uint32_t class_def, uint32_t name, uint32_t reader)
{
    const ClassData *class = program->classes[class_def];
    for (uint32_t i = 0; i < class->mro_count && !(class->specials & SPECIAL_SETATTR); i++) {
        Variable member = solver_find_cell(program, CELL_CLASS, class->mro[i], program->known.init);
        ObjectData data = solver_only(program, member);
        Setting setting = data.kind == OBJECT_FUNCTION && data.a != reader ? setting_of(program, data.a, name)
                          : member                                         ? SETS_NEVER
                                                                           : SETS_BY_OTHERS;
        if (setting != SETS_BY_OTHERS)
            return setting == SETS_ALWAYS;
    }
    return false;
}

static bool subclasses_construct_with(const Program *program, uint32_t class_def, uint32_t name, uint32_t reader,
                                      unsigned *left)
{
    const ClassData *class = program->classes[class_def];
    for (uint32_t i = 0; i < class->subclass_count; i++) {
        uint32_t subclass = class->subclasses[i];
        bool constructs = solver_find_cell(program, CELL_CLASS, subclass, program->known.init);
        if (!*left || (constructs && !constructs_with(program, subclass, name, reader)))
            return false;
        --*left;
        if (!subclasses_construct_with(program, subclass, name, reader, left))
            return false;
    }
    return true;
}

bool kept_has_always(const Program *program, Object object, uint32_t name, Variable read)
{
    enum {
        SUBCLASS_LIMIT = 100
    };
    ObjectData data = solver_data(program, object);
    unsigned left = SUBCLASS_LIMIT;
    if (name >= program->stored_count || !(program->stored[name] & STORED_ALWAYS))
        return false;
    uint32_t reader = read < program->value_count
                          ? program_file_of_value(program, read)->first_def + program_value(program, read)->scope
                          : 0;
    return constructs_with(program, data.a, name, reader) &&
           (!data.b || subclasses_construct_with(program, data.a, name, reader, &left));
}

/* --- calls of classes ------------------------------------------------------------------------------------------------ */

/* The call that gives a value, whatever tests it has passed; 0: none does. */
static uint32_t maker_of(const ProgramFile *file, uint32_t value)
{
    const Value *facts = &file->facts.values[value];
    while (facts->kind == VALUE_NARROWED || (facts->kind == VALUE_INSTANCE && facts->count)) {
        value = facts->kind == VALUE_NARROWED ? facts->base : file->facts.operands[facts->first].value;
        facts = &file->facts.values[value];
    }
    return facts->kind == VALUE_CALL ? value : 0;
}

/* Whether a call calls this class and nothing else, which makes an instance in the plain way. */
static bool makes(const Program *program, const ProgramFile *file, uint32_t call, uint32_t class_def)
{
    const ClassData *class = program->classes[class_def];
    uint32_t callee = file->facts.values[call].base;
    uint8_t kind = file->facts.values[callee].kind;
    ObjectData data = solver_only(program, solver_variable(file, callee));
    bool named = kind == VALUE_GLOBAL || kind == VALUE_IMPORT || kind == VALUE_ATTRIBUTE || kind == VALUE_DEFINITION;
    return named && data.kind == OBJECT_CLASS && data.a == class_def && !data.b && !class->metaclass &&
           !(class->specials & (SPECIAL_NEW_OTHER | SPECIAL_NEW_CHOICE | SPECIAL_SETATTR));
}

/* What a call of a class passes for what the constructor keeps under a name. */
typedef struct {
    bool is_known;
    Variable passed;     /* or 0: it keeps nothing there */
    Variable annotation; /* of what it keeps, or 0 */
} Kept;

static Kept find_passed(Program *program, Variable call, uint32_t class_def, uint32_t name)
{
    CallSite site = {.site = call};
    site.arguments = calls_arguments(program, call, &site.argument_count);
    uint32_t constructor = classes_find_function(program, class_def, program->known.init, 0);
    if (fields_has(program, class_def, name)) {
        Variable passed = fields_passed(program, class_def, name, &site);
        return (Kept){passed, passed, fields_annotation(program, class_def, name)};
    }
    uint32_t kept = constructor ? find_kept(program, constructor, name) : 0;
    if (!kept || kept == KEPT_SEVERAL)
        return (Kept){.is_known = !kept};
    const ProgramFile *file = program_file_of_def(program, constructor);
    const Param *param = &file->facts.params[program_def(program, constructor)->first_param + kept - 1];
    Variable passed = calls_passed_for(program, constructor, kept - 1, true, &site);
    return (Kept){passed, passed, solver_variable(file, param->annotation)};
}

/* The cell of what the object that a call makes has under a name. */
static Variable own_cell(Program *program, Variable call, uint32_t name, const Kept *kept)
{
    Variable cell = solver_find_cell(program, CELL_OWN, call, name);
    if (cell)
        return cell;
    cell = solver_cell(program, CELL_OWN, call, name);
    solver_link(program, kept->passed, LINK_COPY, cell, 0);
    if (kept->annotation)
        annotations_declare(program, kept->annotation, (Declaration){.target = cell}, false);
    return cell;
}

bool kept_is_store(const Program *program, const ProgramFile *file, const Effect *effect)
{
    return effect->kind == EFFECT_SET_ATTRIBUTE &&
           (is_kept_by_constructor(program, file, effect) || maker_of(file, effect->target));
}

bool kept_write(Program *program, const ProgramFile *file, const Effect *effect, uint32_t class_def)
{
    uint32_t call = maker_of(file, effect->target);
    if (call && effect->value && makes(program, file, call, class_def)) {
        Variable maker = solver_variable(file, call);
        uint32_t name = solver_name(file, effect->name);
        Kept kept = find_passed(program, maker, class_def, name);
        solver_link(program, solver_variable(file, effect->value), LINK_COPY, own_cell(program, maker, name, &kept), 0);
        return true;
    }
    return is_kept_by_constructor(program, file, effect) &&
           classes_find_function(program, class_def, program->known.init, 0) == file->first_def + effect->scope;
}

bool kept_read(Program *program, Object object, uint32_t name, uint32_t base, const ProgramFile *file, Variable target)
{
    ObjectData data = solver_data(program, object);
    uint32_t call = solver_is_kept(program, name) && !data.b ? maker_of(file, base) : 0;
    if (!call || !makes(program, file, call, data.a))
        return false;
    Variable maker = solver_variable(file, call);
    Kept kept = find_passed(program, maker, data.a, name);
    if (!kept.is_known)
        return false;
    const ClassData *class = program->classes[data.a];
    solver_link(program, own_cell(program, maker, name, &kept), LINK_COPY, target, 0);
    for (uint32_t i = 0; i < class->mro_count; i++)
        solver_link(program, solver_cell(program, CELL_REST, class->mro[i], name), LINK_COPY, target, 0);
    return true;
}

/* --- methods that give what is kept ---------------------------------------------------------------------------------- */

/* The name of the attribute of its receiver that a method returns and nothing else, or 0. */
static uint32_t returned_attribute(const Program *program, uint32_t method)
{
    const ProgramFile *file = program_file_of_def(program, method);
    const Def *def = program_def(program, method);
    Body body = program_body(program, method);
    uint32_t name = 0;
    for (uint32_t i = body.first_effect; i < body.end_effect; i++) {
        const Effect *effect = &file->facts.effects[i];
        const Value *value = &file->facts.values[effect->value];
        if (effect->kind != EFFECT_RETURN || file->first_def + effect->scope != method)
            continue;
        if (name || value->kind != VALUE_ATTRIBUTE || value->count || !is_param(file, def, value->base, 0))
            return 0;
        name = solver_name(file, value->name);
    }
    return name;
}

bool kept_return(Program *program, uint32_t method, Object receiver, const CallSite *site)
{
    if (solver_data(program, receiver).kind != OBJECT_INSTANCE || site->site >= program->value_count)
        return false;
    const ProgramFile *file = program_file_of_value(program, site->site);
    const Value *read = program_value(program, site->site);
    if (read->kind == VALUE_CALL)
        read = &file->facts.values[read->base];
    if (read->kind != VALUE_ATTRIBUTE || !maker_of(file, read->base))
        return false;
    uint32_t name = returned_attribute(program, method);
    return name && !classes_find(program, solver_data(program, receiver).a, name, 0) &&
           kept_read(program, receiver, name, read->base, file, site->result);
}
