/*
 * Type variables: what they stand for at a call of a generic function, in an instance of a generic class; or what bounds
 * them. Typing specification, "Generics".
 */
#include "solver.h"

#include "../../extractors/memory.h"

#include <stdlib.h>
#include <string.h>

enum {
    DEPTH_LIMIT = 12
};

static bool is_type_variable(const Program *program, Object object)
{
    ObjectData data = solver_data(program, object);
    return data.kind == OBJECT_ALIAS && program_value(program, data.a)->kind == VALUE_CALL;
}

/* The type variable that a type expression is, or 0. */
static Object variable_of(const Program *program, Variable annotation)
{
    const ObjectSet *set = &program->variables[annotation].set;
    for (uint32_t i = 0; i < set->count; i++)
        if (is_type_variable(program, set_items(set)[i]))
            return set_items(set)[i];
    return 0;
}

/* The parts of a type expression: arguments in brackets, alternatives of `|`. */
static uint32_t parts_of(const Program *program, Variable annotation, Variable *out, uint32_t limit)
{
    const ProgramFile *file = program_file_of_value(program, annotation);
    const Value *value = program_value(program, annotation);
    const Operand *operands;
    uint32_t count = 0, given = 0;
    if (value->kind == VALUE_SUBSCRIPT) {
        given = annotations_arguments(file, value, &operands);
    } else if (value->kind == VALUE_OPERATOR) {
        operands = &file->facts.operands[value->first];
        given = value->count;
        out[count++] = solver_variable(file, value->base);
    }
    for (uint32_t i = 0; i < given && count < limit; i++)
        out[count++] = solver_variable(file, operands[i].value);
    return count;
}

enum {
    PARTS_LIMIT = 8
};

static bool mentions_variable(const Program *program, Variable annotation, unsigned depth)
{
    Variable parts[PARTS_LIMIT];
    if (variable_of(program, annotation))
        return true;
    uint32_t count = depth < DEPTH_LIMIT ? parts_of(program, annotation, parts, PARTS_LIMIT) : 0;
    for (uint32_t i = 0; i < count; i++)
        if (mentions_variable(program, parts[i], depth + 1))
            return true;
    return false;
}

/* --- classes -------------------------------------------------------------------------------------------------------- */

/* The argument at a place in the brackets of a type expression, or 0. */
static Variable argument_at(const Program *program, Variable annotation, uint32_t index)
{
    Variable parts[PARTS_LIMIT];
    if (program_value(program, annotation)->kind != VALUE_SUBSCRIPT)
        return 0;
    return index < parts_of(program, annotation, parts, PARTS_LIMIT) ? parts[index] : 0;
}

static uint32_t base_count(const Program *program, uint32_t class_def)
{
    return program_def(program, class_def)->base_count;
}

static Variable base_at(const Program *program, uint32_t class_def, uint32_t index)
{
    const ProgramFile *file = program_file_of_def(program, class_def);
    return solver_variable(file, file->facts.operands[program_def(program, class_def)->first_base + index].value);
}

/* Which parameter of a class a type variable is, as the brackets of its bases name them; PARTS_LIMIT: none. */
static uint32_t parameter_index(const Program *program, uint32_t class_def, Object variable)
{
    for (uint32_t i = 0; i < base_count(program, class_def); i++)
        for (uint32_t j = 0; j < PARTS_LIMIT; j++) {
            Variable argument = argument_at(program, base_at(program, class_def, i), j);
            if (argument && variable_of(program, argument) == variable)
                return j;
        }
    return PARTS_LIMIT;
}

static uint32_t class_of_base(const Program *program, Variable base)
{
    const Value *value = program_value(program, base);
    if (value->kind == VALUE_SUBSCRIPT)
        base = solver_variable(program_file_of_value(program, base), value->base);
    const ObjectSet *set = &program->variables[base].set;
    for (uint32_t i = 0; i < set->count; i++)
        if (solver_data(program, set_items(set)[i]).kind == OBJECT_CLASS)
            return solver_data(program, set_items(set)[i]).a;
    return 0;
}

/* What a parameter of a generic class is in a class that inherits from it; `annotation`: with what in brackets. */
static Variable argument_of_class(const Program *program, uint32_t class_def, Variable annotation, uint32_t generic,
                                  uint32_t index, unsigned depth)
{
    if (class_def == generic || depth > DEPTH_LIMIT)
        return argument_at(program, annotation, index);
    for (uint32_t i = 0; i < base_count(program, class_def); i++) {
        Variable base = base_at(program, class_def, i);
        uint32_t inherited = class_of_base(program, base);
        if (!inherited || !classes_is_subclass(program, inherited, generic))
            continue;
        Variable argument = argument_of_class(program, inherited, base, generic, index, depth + 1);
        Object passed_on = argument ? variable_of(program, argument) : 0;
        return passed_on ? argument_at(program, annotation, parameter_index(program, class_def, passed_on)) : argument;
    }
    return 0;
}

/* --- calls ---------------------------------------------------------------------------------------------------------- */

typedef struct {
    Object variable;
    Variable target; /* gets what the variable stands for */
} Wanted;

static bool match_argument(Program *program, const Wanted *wanted, Variable annotation, Variable argument,
                           unsigned depth);

/* The argument of a parameter that is declared as `type[T]`, `list[T]`, `T | None`. */
static bool match_parts(Program *program, const Wanted *wanted, Variable annotation, Variable argument, unsigned depth)
{
    Variable parts[PARTS_LIMIT];
    uint32_t count = parts_of(program, annotation, parts, PARTS_LIMIT);
    bool found = false;
    for (uint32_t i = 0; i < count; i++) {
        bool is_it = variable_of(program, parts[i]) == wanted->variable;
        switch (annotations_passing(program, annotation)) {
        case PASSES_WHOLE:
            found = match_argument(program, wanted, parts[i], argument, depth + 1) || found;
            break;
        case PASSES_CLASS:
            found = found || is_it;
            if (is_it)
                solver_link(program, argument, LINK_INSTANCE, wanted->target, 0);
            break;
        case PASSES_ELEMENTS:
            found = found || is_it;
            if (is_it)
                solver_link(program, argument, LINK_CONTENT, wanted->target, 0);
            break;
        case PASSES_NOTHING:
            break;
        }
    }
    return found;
}

static bool match_argument(Program *program, const Wanted *wanted, Variable annotation, Variable argument,
                           unsigned depth)
{
    if (variable_of(program, annotation) == wanted->variable) {
        solver_link(program, argument, LINK_STRIP, wanted->target, 0);
        return true;
    }
    return depth < DEPTH_LIMIT && match_parts(program, wanted, annotation, argument, depth);
}

/* `generic`: the class that the type variable is a parameter of. */
static bool match_receiver(Program *program, const Wanted *wanted, uint32_t generic, Object receiver)
{
    ObjectData data = solver_data(program, receiver);
    if (!generic || data.kind != OBJECT_INSTANCE || !classes_is_subclass(program, data.a, generic))
        return false;
    uint32_t index = parameter_index(program, generic, wanted->variable);
    Variable argument = argument_of_class(program, data.a, data.b, generic, index, 0);
    if (!argument)
        return false;
    annotations_read(program, argument, wanted->target, 0, 1);
    return true;
}

/* The only function that a call may reach, or nothing. */
static ObjectData only_callee(const Program *program, Variable call)
{
    Variable callee = solver_variable(program_file_of_value(program, call), program_value(program, call)->base);
    ObjectData data = solver_only(program, callee);
    return data.kind == OBJECT_FUNCTION || data.kind == OBJECT_BOUND ? data : (ObjectData){0};
}

static bool match_call(Program *program, const Wanted *wanted, Variable call)
{
    ObjectData callee = only_callee(program, call);
    size_t count;
    const Argument *arguments = calls_arguments(program, call, &count);
    if (!callee.kind)
        return false;
    const ProgramFile *file = program_file_of_def(program, callee.a);
    const Def *def = program_def(program, callee.a);
    Object receiver = callee.kind == OBJECT_BOUND ? callee.b : 0;
    bool found = receiver && match_receiver(program, wanted, program_owner(program, callee.a), receiver);
    for (uint32_t i = 0; i < def->param_count; i++) {
        const Param *param = &file->facts.params[def->first_param + i];
        uint32_t name = solver_name(file, param->name), position = receiver != 0;
        for (size_t j = 0; param->annotation && param->kind < PARAM_STAR && j < count; j++)
            if (arguments[j].name > NAME_DOUBLESTAR ? arguments[j].name == name : !arguments[j].name && position++ == i)
                found = match_argument(program, wanted, solver_variable(file, param->annotation), arguments[j].variable,
                                       0) ||
                        found;
    }
    return found;
}

/* --- attributes ----------------------------------------------------------------------------------------------------- */

/* The class by whose constructor instances have what they are passed as an attribute, and how the parameter is annotated
 * there; 0: none. */
static Variable annotation_of_attribute(const Program *program, uint32_t class_def, uint32_t name, uint32_t *owner)
{
    uint32_t init = classes_find_function(program, class_def, program->known.init, 0);
    const ProgramFile *file = program_file_of_def(program, init);
    Body body = program_body(program, init);
    for (uint32_t i = body.first_effect; init && i < body.end_effect; i++) {
        const Effect *effect = &file->facts.effects[i];
        const Value *given = &file->facts.values[effect->value];
        if (effect->kind != EFFECT_SET_ATTRIBUTE || effect->scope != init - file->first_def ||
            solver_name(file, effect->name) != name || given->kind != VALUE_PARAM)
            continue;
        *owner = program_owner(program, init);
        return solver_variable(file, file->facts.params[given->base].annotation);
    }
    return 0;
}

void generics_read_attribute(Program *program, Object instance, uint32_t name, Variable target)
{
    uint32_t owner, class_def = solver_data(program, instance).a;
    Variable annotation = annotation_of_attribute(program, class_def, name, &owner);
    if (annotation && mentions_variable(program, annotation, 0))
        annotations_read(program, annotation, target, target, 0);
}

static bool match_attribute(Program *program, const Wanted *wanted, Variable read)
{
    const ProgramFile *file = program_file_of_value(program, read);
    const Value *value = program_value(program, read);
    const ObjectSet set = program->variables[solver_variable(file, value->base)].set;
    bool found = false;
    for (uint32_t i = 0; i < set.count; i++) {
        uint32_t owner;
        ObjectData data = solver_data(program, set_items(&set)[i]);
        if (data.kind == OBJECT_INSTANCE && data.b > 1 &&
            annotation_of_attribute(program, data.a, solver_name(file, value->name), &owner))
            found = match_receiver(program, wanted, owner, set_items(&set)[i]) || found;
    }
    return found;
}

/* --- what others ask ------------------------------------------------------------------------------------------------ */

/* TypeVar("T", Room, Door), TypeVar("T", bound=Room) */
static void read_bound(Program *program, Variable definition, Variable target)
{
    size_t count;
    const Argument *arguments = calls_arguments(program, definition, &count);
    for (size_t i = 1; i < count; i++)
        if (!arguments[i].name || strcmp(solver_text(program, arguments[i].name), "bound") == 0)
            annotations_read(program, arguments[i].variable, target, 0, 1);
}

bool generics_read_variable(Program *program, Object object, Variable target, Variable owner)
{
    Wanted wanted = {object, target};
    if (!is_type_variable(program, object))
        return false;
    ValueKind kind = (ValueKind)program_value(program, owner)->kind;
    bool matched = kind == VALUE_CALL        ? match_call(program, &wanted, owner)
                   : kind == VALUE_ATTRIBUTE ? match_attribute(program, &wanted, owner)
                                             : false;
    if (!matched)
        read_bound(program, solver_data(program, object).a, target);
    return true;
}

/* Of each definition, whether it is a function whose declared result is taken, and is a type variable, or made of some.
 * Caller frees. */
static bool *find_generic(const Program *program)
{
    bool *generic = memory_zeroed(program->def_count + 1, sizeof *generic);
    for (uint32_t number = 1; number < program->def_count; number++) {
        if (!(program->variables[solver_find_cell(program, CELL_RETURN, number, 0)].set.states & STATE_DECLARED))
            continue;
        const Def *def = program_def(program, number);
        generic[number] =
            def->returns && !(def->flags & DEF_GENERATOR) &&
            mentions_variable(program, solver_variable(program_file_of_def(program, number), def->returns), 0);
    }
    return generic;
}

/* Whether it is an expression that calls something, of which nothing is declared yet. */
static bool is_undeclared(const Program *program, const ResolvedCall *call)
{
    return call->reach == REACH_CALL && program_value(program, call->site)->kind == VALUE_CALL &&
           !solver_find_cell(program, CELL_DECLARED, call->site, 0);
}

/* The call of an `async def` gives a coroutine of its own, that gives what the type variables stand for there. */
static void declare_awaited(Program *program, const ResolvedCall *call, Variable annotation)
{
    enum {
        STEP_GENERIC = 41
    };
    Variable awaited = solver_step(program, call->site, STEP_GENERIC);
    annotations_read(program, annotation, awaited, call->site, 0);
    solver_add(program, call->site, solver_object(program, OBJECT_COROUTINE, awaited, call->target));
}

void generics_declare_calls(Program *program)
{
    bool *generic = find_generic(program);
    for (uint32_t i = 0; i < utarray_len(program->calls); i++) {
        ResolvedCall call = *(const ResolvedCall *)(const void *)utarray_eltptr(program->calls, i);
        if (!generic[call.target] || !is_undeclared(program, &call))
            continue;
        const ProgramFile *file = program_file_of_def(program, call.target);
        if (program_def(program, call.target)->flags & DEF_ASYNC) {
            declare_awaited(program, &call, solver_variable(file, program_def(program, call.target)->returns));
            continue;
        }
        annotations_declare(program, solver_variable(file, program_def(program, call.target)->returns),
                            (Declaration){.target = call.site}, false);
        solver_link(program, solver_cell(program, CELL_DECLARED, call.site, 0), LINK_COPY, call.site, 0);
    }
    free(generic);
}
