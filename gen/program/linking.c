/*
 * linking.c - the variables and links of what one file says: its values, effects, bindings, parameters.
 */
#include "solver.h"

#include <string.h>

static void link_operands(Program *program, const ProgramFile *file, const Value *value, Variable target)
{
    for (uint32_t i = 0; i < value->count; i++)
        solver_link(program, solver_variable(file, file->facts.operands[value->first + i].value), LINK_COPY, target, 0);
}

static bool is_accessor(const ProgramFile *file, const Value *decorator)
{
    static const char *const names[] = {"setter", "getter", "deleter"};
    for (size_t i = 0; decorator->kind == VALUE_ATTRIBUTE && i < 3; i++)
        if (strcmp(facts_name(&file->facts, decorator->name), names[i]) == 0)
            return true;
    return false;
}

static void link_decorated(Program *program, const ProgramFile *file, const Value *value, Variable variable)
{
    const Value *decorator = &file->facts.values[value->base];
    Variable inner = solver_variable(file, file->facts.operands[value->first].value);
    if (is_accessor(file, decorator)) { /* @x.setter: the property x, and this function */
        solver_link(program, inner, LINK_COPY, variable, 0);
        solver_link(program, solver_variable(file, decorator->base), LINK_COPY, variable, 0);
        return;
    }
    solver_link(program, solver_variable(file, value->base), LINK_DECORATE, variable, 0);
    if (decorator->kind == VALUE_CALL)
        solver_link(program, solver_variable(file, decorator->base), LINK_DECORATE_BY, variable, 0);
}

/* The one thing that is known of a value early. */
static ObjectData early_data(const Program *program, const ProgramFile *file, uint32_t value)
{
    return solver_only(program, solver_variable(file, value));
}

/* `name: T = T()`, `name: Final = T()` */
static bool makes_declared(const Program *program, const ProgramFile *file, const Value *value, const Value *call)
{
    ObjectData made = early_data(program, file, call->base), declared = early_data(program, file, value->base);
    if (made.kind != OBJECT_CLASS)
        return false;
    return declared.kind == OBJECT_CLASS
               ? classes_is_subclass(program, made.a, declared.a)
               : declared.kind == OBJECT_EXTERNAL && annotations_form(solver_text(program, declared.a)) == FORM_INNER;
}

/* `name: T = field(…)` in a class describes the attribute; what instances have is a T. */
static bool is_field(const Program *program, const ProgramFile *file, const Value *value)
{
    if (!value->count || file->facts.defs[value->scope].kind != DEF_CLASS)
        return false;
    const Value *call = &file->facts.values[file->facts.operands[value->first].value];
    return call->kind == VALUE_CALL && !makes_declared(program, file, value, call);
}

/* A constant; with its value when that may be a key or the name of an attribute. */
static Object make_constant(Program *program, uint32_t type, uint32_t name)
{
    enum {
        LONGEST_KEY = 40
    };
    bool key = name && names_length(program->names, name) <= LONGEST_KEY && !strchr(solver_text(program, name), ' ');
    return solver_object(program, OBJECT_CONSTANT, type, key ? name : 0);
}

/* The same for a value; most are texts, and many of them the same. */
static Object constant(Program *program, const ProgramFile *file, const Value *value)
{
    uint32_t name = value->name ? solver_name(file, value->name) : 0;
    if (value->detail != CONSTANT_STRING)
        return make_constant(program, value->detail, name);
    if (!program->texts[name])
        program->texts[name] = make_constant(program, CONSTANT_STRING, name);
    return program->texts[name];
}

/* `f(*items)` and `[*items]` iterate, whoever takes the elements; so do `f(**options)`, `{**options}`. */
static void spread_stars(Program *program, const ProgramFile *file, const Value *value, Variable variable)
{
    enum {
        STEP_STAR = 40
    };
    for (uint32_t i = 0; i < value->count; i++) {
        const Operand *operand = &file->facts.operands[value->first + i];
        if (operand->name == NAME_STAR)
            solver_link(program, solver_variable(file, operand->value), LINK_SPREAD,
                        solver_step(program, variable, STEP_STAR), variable);
        if (operand->name == NAME_DOUBLESTAR)
            solver_link(program, solver_variable(file, operand->value), LINK_CONVERT, variable, CONVERT_ITEMS);
    }
}

/* What an f-string asks of what it formats. */
static void link_formatted(Program *program, const ProgramFile *file, const Value *value, Variable variable)
{
    for (uint32_t i = value->first; i < value->first + value->count; i++) {
        const Operand *operand = &file->facts.operands[i];
        Conversion conversion = operand->name == NAME_STAR         ? CONVERT_REPR
                                : operand->name == NAME_DOUBLESTAR ? CONVERT_STR
                                                                   : CONVERT_FORMAT;
        solver_link(program, solver_variable(file, operand->value), LINK_CONVERT, variable, conversion);
    }
}

/* Keys of mappings and elements of sets are hashed. Those of comprehensions meet others that are equal. */
static void link_hashed(Program *program, const ProgramFile *file, const Value *value, Variable variable)
{
    bool display = value->kind == VALUE_CONTAINER, mapping = value->detail == CONTAINER_DICT;
    for (uint32_t i = 0; i < value->count; i += display && mapping ? 2 : 1) {
        const Operand *operand = &file->facts.operands[value->first + i];
        if (operand->name != NAME_STAR && file->facts.values[operand->value].kind != VALUE_CONSTANT)
            solver_link(program, solver_variable(file, operand->value), LINK_CONVERT, variable,
                        display ? CONVERT_HASH : CONVERT_KEY);
    }
    if (!display && !mapping)
        solver_link(program, solver_variable(file, value->base), LINK_CONVERT, variable, CONVERT_KEY);
}

static void link_value(Program *program, uint32_t number, uint32_t index)
{
    const ProgramFile *file = &program->files[number];
    const Value *value = &file->facts.values[index];
    Variable variable = file->first_value + index, base = solver_variable(file, value->base);
    switch ((ValueKind)value->kind) {
    case VALUE_UNKNOWN:
        solver_add(program, variable,
                   value->detail ? solver_object(program, OBJECT_EXTERNAL_INSTANCE, program->known.slice, 0)
                                 : program->unknown);
        break;
    case VALUE_CONSTANT:
        solver_add(program, variable, constant(program, file, value));
        break;
    case VALUE_DEFINITION: {
        uint32_t def = file->first_def + value->base;
        if (file->stub_of) {
            solver_add(program, variable, stubs_definition(program, file, value->base));
            break;
        }
        bool is_class = file->facts.defs[value->base].kind == DEF_CLASS;
        solver_add(program, variable, solver_object(program, is_class ? OBJECT_CLASS : OBJECT_FUNCTION, def, 0));
        break;
    }
    case VALUE_DECORATED:
        link_decorated(program, file, value, variable);
        break;
    case VALUE_IMPORT:
        names_read_import(program, value->base, number, variable);
        break;
    case VALUE_GLOBAL:
        names_read_global(program, number, solver_name(file, value->name), variable);
        break;
    case VALUE_CELL:
        solver_link(program,
                    solver_cell(program, CELL_LOCAL, file->first_def + value->base, solver_name(file, value->name)),
                    LINK_COPY, variable, 0);
        break;
    case VALUE_PHI:
        link_operands(program, file, value, variable);
        break;
    case VALUE_ATTRIBUTE:
        if (value->count)
            solver_link(program, solver_variable(file, file->facts.operands[value->first].value), LINK_NAMED, variable,
                        base);
        else
            solver_link(program, base, LINK_ATTRIBUTE, variable, solver_name(file, value->name));
        break;
    case VALUE_CALL:
        spread_stars(program, file, value, variable);
        solver_link(program, base, LINK_CALL, variable, 0);
        if (file->facts.values[value->base].kind == VALUE_CALL)
            solver_link(program, solver_variable(file, file->facts.values[value->base].base), LINK_APPLY_BY, variable,
                        0);
        break;
    case VALUE_AWAIT:
        solver_link(program, base, LINK_AWAIT, variable, 0);
        break;
    case VALUE_SUBSCRIPT:
        if (!keywords_link_named(program, file, value, variable))
            solver_link(program, base, LINK_SUBSCRIPT, variable, 0);
        break;
    case VALUE_OPERATOR:
        if (value->detail == OP_TRUTH) {
            solver_link(program, base, LINK_CONVERT, variable, CONVERT_BOOL);
            break;
        }
        if (value->detail == OP_FORMAT) {
            link_formatted(program, file, value, variable);
            solver_add(program, variable, solver_object(program, OBJECT_CONSTANT, CONSTANT_STRING, 0));
            break;
        }
        if (value->detail == OP_NOT) {
            solver_link(program, base, LINK_CONVERT, variable, CONVERT_BOOL);
            solver_add(program, variable, solver_object(program, OBJECT_CONSTANT, CONSTANT_BOOL, 0));
            break;
        }
        if (value->detail == OP_IS || value->detail == OP_IS_NOT || value->detail == OP_IN ||
            value->detail == OP_NOT_IN)
            solver_add(program, variable, solver_object(program, OBJECT_CONSTANT, CONSTANT_BOOL, 0));
        if (value->detail == OP_IS || value->detail == OP_IS_NOT)
            break; /* no method has a say in it */
        solver_link(program, base, LINK_LEFT, variable, 0);
        crowds_note(program, base, variable);
        if (value->count) {
            Variable right = solver_variable(file, file->facts.operands[value->first].value);
            crowds_note(program, right, variable);
            solver_link(program, right, LINK_RIGHT, variable, 0);
        }
        break;
    case VALUE_CONTAINER:
    case VALUE_COMPREHENSION: /* their elements are linked when somebody looks inside: containers.c */
        solver_add(program, variable, solver_object(program, OBJECT_CONTAINER, variable, value->detail));
        if (value->kind == VALUE_CONTAINER && value->detail != CONTAINER_DICT)
            spread_stars(program, file, value, variable);
        if (value->detail == CONTAINER_DICT || value->detail == CONTAINER_SET)
            link_hashed(program, file, value, variable);
        containers_unite(program, file, value, variable);
        break;
    case VALUE_ELEMENT:
        solver_link(program, base, LINK_ELEMENT, variable, value->detail);
        break;
    case VALUE_ENTER:
        solver_link(program, base, value->detail ? LINK_ENTER_ASYNC : LINK_ENTER, variable, variable);
        break;
    case VALUE_UNPACK:
    case VALUE_REST:
        solver_link(program, base, value->kind == VALUE_REST ? LINK_REST : LINK_UNPACK, variable,
                    value->detail | (uint32_t)value->behind << 8);
        break;
    case VALUE_YIELD:
        if (value->detail)
            solver_link(program, base, LINK_DELEGATE, variable, 0);
        else
            solver_link(program, solver_cell(program, CELL_SENT, file->first_def + value->scope, 0), LINK_COPY,
                        variable, 0);
        if (!value->detail && program->traits && program->traits[file->first_def + value->scope] & TRAIT_AWAITABLE)
            solver_link(program, base, LINK_AWAIT, variable, 0); /* a decorator awaits what is yielded */
        break;
    case VALUE_EXCEPTION:
        solver_link(program, base, LINK_EXCEPTION, variable, 0);
        break;
    case VALUE_INSTANCE:
        if (!is_field(program, file, value))
            link_operands(program, file, value, variable);
        break;
    case VALUE_NARROWED:
        solver_link(program, base, LINK_NARROW, variable, variable);
        break;
    case VALUE_SYMBOL:
        symbols_read(program, file, value, variable);
        break;
    case VALUE_CREATE:
        solver_link(program, base, LINK_CREATE, variable, 0);
        break;
    case VALUE_CAST:
        solver_link(program, base, LINK_CAST, variable, 0);
        break;
    case VALUE_VARIABLE:
    case VALUE_NONE:
    case VALUE_PARAM:
    case VALUE_STORE: /* a place only */
    case VALUE_KIND_COUNT:
        break;
    }
}

/* Notes what is returned of a parameter after tests; of a function, that is done for one return. */
static bool note_tested(Program *program, const ProgramFile *file, const Effect *effect)
{
    enum {
        TESTS_MAX = 4
    };
    Variable *tested = &program->tested[file->first_def + effect->scope],
             returned = solver_variable(file, effect->value);
    const Value *value = &file->facts.values[effect->value];
    unsigned tests = 0;
    for (; value->kind == VALUE_NARROWED && tests <= TESTS_MAX; value = &file->facts.values[value->base])
        tests++;
    if (!tests || tests > TESTS_MAX || (*tested && *tested != returned))
        return false;
    *tested = returned;
    return true;
}

/* Does a value, with the tests before it, say nothing that its base does not? */
static bool passes_most(const ProgramFile *file, uint32_t index)
{
    const Value *value = &file->facts.values[index];
    while (value->kind == VALUE_NARROWED && value->detail != NARROWED_IS_NOT && value->detail != NARROWED_NONE)
        value = &file->facts.values[value->base];
    return value->kind == VALUE_PARAM;
}

bool linking_returns_param(Program *program, const ProgramFile *file, const Effect *effect)
{
    const Def *def = &file->facts.defs[effect->scope];
    const Value *value = &file->facts.values[program_before_tests(file, effect->value)];
    uint32_t index = value->base - def->first_param;
    if (value->kind != VALUE_PARAM || value->base < def->first_param || index >= def->param_count || index >= 32)
        return false;
    const Param *param = &file->facts.params[value->base];
    if (param->kind > PARAM_PLAIN || param->fallback || def->flags & DEF_GENERATOR)
        return false;
    bool is_async = def->flags & DEF_ASYNC;
    if (!is_async && note_tested(program, file, effect))
        return true;
    if (!passes_most(file, effect->value))
        return false;
    program->passed[file->first_def + effect->scope] |= 1u << index;
    return !is_async;
}

/* `return getattr(other, name)` in `__getattr__(self, name)`, or in that of a module: each who asks gets the attribute of
 * the name that he asks for, and not what others do. */
static bool forwards_question(Program *program, const ProgramFile *file, const Effect *effect)
{
    const Def *def = &file->facts.defs[effect->scope];
    const Value *call = &file->facts.values[effect->value];
    if (solver_name(file, def->name) != program->known.getattr || call->kind != VALUE_CALL || call->count < 2 ||
        file->facts.values[call->base].kind != VALUE_GLOBAL ||
        strcmp(facts_name(&file->facts, file->facts.values[call->base].name), "getattr") != 0)
        return false;
    const Operand *operands = &file->facts.operands[call->first];
    const Value *name = &file->facts.values[operands[1].value];
    if (name->kind != VALUE_PARAM || name->base != def->first_param + def->param_count - 1 || operands[0].name)
        return false;
    solver_link(program, solver_variable(file, operands[0].value), LINK_COPY,
                solver_cell(program, CELL_FORWARDED, file->first_def + effect->scope, 0), 0);
    return true;
}

/* 1 + the index of the parameter whose tests decide of a return. */
static uint16_t tested_param(const ProgramFile *file, const Effect *effect)
{
    const Value *param = &file->facts.values[effect->target];
    return (uint16_t)(1 + param->base - file->facts.defs[effect->scope].first_param);
}

/* Which arguments (bit Tested) a return fits, by what tests of the parameter say where it stands. */
static uint16_t fitting(const ProgramFile *file, const Effect *effect, uint16_t param)
{
    static const uint16_t fits[] = {
        [TESTED_NOTHING] = 1 << TESTED_NONE | 1 << TESTED_NOT_NONE | 1 << TESTED_TRUE,
        [TESTED_NONE] = 1 << TESTED_NONE,
        [TESTED_NOT_NONE] = 1 << TESTED_NOT_NONE | 1 << TESTED_TRUE,
        [TESTED_FALSE] = 1 << TESTED_NONE | 1 << TESTED_NOT_NONE,
        [TESTED_TRUE] = 1 << TESTED_NOT_NONE | 1 << TESTED_TRUE,
    };
    return fits[effect->test && tested_param(file, effect) == param ? effect->test : TESTED_NOTHING];
}

/* Finds the functions that return one thing or another by tests of a parameter. */
static void note_choices(Program *program, const ProgramFile *file)
{
    Choice *choices = program->chooses + file->first_def;
    for (uint32_t i = 1; i < file->facts.effects_count; i++) {
        const Effect *effect = &file->facts.effects[i];
        if (effect->kind == EFFECT_RETURN && effect->test)
            choices[effect->scope].param = tested_param(file, effect);
    }
    for (uint32_t i = 1; i < file->facts.effects_count; i++) {
        const Effect *effect = &file->facts.effects[i];
        Choice *choice = &choices[effect->scope];
        if (effect->kind == EFFECT_RETURN && choice->param)
            choice->fits |= fitting(file, effect, choice->param);
    }
}

/* What a function returns by the tests of its parameter. */
static void link_chosen(Program *program, const ProgramFile *file, const Effect *effect, Variable value)
{
    uint32_t def = file->first_def + effect->scope;
    uint16_t fits = fitting(file, effect, program->chooses[def].param);
    for (uint32_t argument = TESTED_NONE; argument <= TESTED_TRUE; argument++) {
        if (!(fits & 1u << argument))
            continue;
        Variable cell = solver_cell(program, CELL_CHOSEN, def, argument);
        if (value)
            solver_link(program, value, LINK_COPY, cell, 0);
        else
            solver_add(program, cell, program->none);
    }
}

/* What a function returns that it has not found by a key; parameters go from call to result. */
static void link_unkeyed(Program *program, const ProgramFile *file, const Effect *effect, Variable value)
{
    Variable cell = solver_cell(program, CELL_UNKEYED, file->first_def + effect->scope, 0);
    if (value && !linking_returns_param(program, file, effect))
        solver_link(program, value, LINK_COPY, cell, 0);
    else if (!value)
        solver_add(program, cell, program->none);
}

/* Is an item assigned under a text that is written there? */
static bool assigns_text(const ProgramFile *file, const Effect *effect)
{
    const Value *key = &file->facts.values[effect->index];
    return effect->kind == EFFECT_SET_ITEM && key->kind == VALUE_CONSTANT && key->detail == CONSTANT_STRING &&
           key->name;
}

/* Is it `object.__dict__["name"] = value`, which assigns an attribute? */
static bool assigns_by_dict(const ProgramFile *file, const Effect *effect)
{
    const Value *target = &file->facts.values[effect->target];
    return assigns_text(file, effect) && target->kind == VALUE_ATTRIBUTE &&
           strcmp(facts_name(&file->facts, target->name), "__dict__") == 0;
}

/* Is it `globals()["name"] = value`, which binds a name of the module? */
static bool assigns_by_globals(const ProgramFile *file, const Effect *effect)
{
    const Value *target = &file->facts.values[effect->target], *callee = &file->facts.values[target->base];
    return assigns_text(file, effect) && target->kind == VALUE_CALL && !target->count && callee->kind == VALUE_GLOBAL &&
           strcmp(facts_name(&file->facts, callee->name), "globals") == 0;
}

static void link_effect(Program *program, const ProgramFile *file, uint32_t index)
{
    const Effect *effect = &file->facts.effects[index];
    Variable value = solver_variable(file, effect->value), target = solver_variable(file, effect->target);
    uint32_t scope = file->first_def + effect->scope, name = solver_name(file, effect->name);
    uint32_t number = file->first_effect + index;
    switch ((EffectKind)effect->kind) {
    case EFFECT_BIND_CELL:
        solver_link(program, value, LINK_COPY, solver_cell(program, CELL_LOCAL, file->first_def + effect->target, name),
                    0);
        break;
    case EFFECT_BIND_GLOBAL:
        solver_link(program, value, LINK_COPY,
                    solver_cell(program, CELL_GLOBAL, (uint32_t)(file - program->files), name), 0);
        break;
    case EFFECT_SET_ATTRIBUTE:
    case EFFECT_DELETE_ATTRIBUTE:
        solver_link(program, target, LINK_SET_ATTRIBUTE, 0, number);
        if (name == program->known.class_) /* the object is of another class from there on */
            solver_link(program, value, LINK_SELF, target, 0);
        break;
    case EFFECT_SET_ITEM:
    case EFFECT_DELETE_ITEM:
        solver_link(program, target, LINK_SET_ITEM, 0, number);
        if (assigns_by_dict(file, effect))
            solver_link(program, solver_variable(file, file->facts.values[effect->target].base), LINK_SET_ATTRIBUTE, 0,
                        number);
        break;
    case EFFECT_RETURN:
        if (value && (forwards_question(program, file, effect) ||
                      classes_is_not_implemented(program, file, effect->value))) /* only an operator asks for it */
            break;
        if (!value)
            solver_add(program, solver_cell(program, CELL_RETURN, scope, 0), program->none); /* falls off its end */
        else if (!linking_returns_param(program, file, effect))
            solver_link(program, value, LINK_COPY, solver_cell(program, CELL_RETURN, scope, 0), 0);
        if (program->chooses[scope].param)
            link_chosen(program, file, effect, value);
        if (program->keyed[scope] && !keyed_is_return(program, file, effect))
            link_unkeyed(program, file, effect, value);
        break;
    case EFFECT_YIELD:
        if (effect->name)
            solver_link(program, value, LINK_SPREAD, solver_cell(program, CELL_YIELD, scope, 0), value);
        else
            solver_link(program, value, LINK_COPY, solver_cell(program, CELL_YIELD, scope, 0), 0);
        break;
    case EFFECT_RAISE:
        solver_link(program, value, LINK_RAISE, value, 0);
        break;
    case EFFECT_BIND_SYMBOL:
        symbols_bind(program, file, effect);
        break;
    case EFFECT_BIND_VALUE:
        solver_link(program, value,
                    file->facts.values[effect->target].kind == VALUE_CALL ? LINK_STRIP /* a result; see VALUE_CALL */
                                                                          : LINK_COPY,
                    target, 0);
        break;
    case EFFECT_NAME: /* natives.c */
    case EFFECT_NONE:
    case EFFECT_KIND_COUNT:
        break;
    }
}

/* Names of attributes that `parser.set_defaults(name=value)` assigns. */
static void note_defaults(Program *program, const ProgramFile *file, const Value *call)
{
    const Value *callee = &file->facts.values[call->base];
    if (callee->kind != VALUE_ATTRIBUTE || solver_name(file, callee->name) != program->known.set_defaults)
        return;
    for (uint32_t i = call->first; i < call->first + call->count; i++)
        if (file->facts.operands[i].name > NAME_DOUBLESTAR)
            program->stored[solver_name(file, file->facts.operands[i].name)] |= STORED_SOMEWHERE;
}

/* The name of an attribute that is assigned by a call: `setattr(object, "name", value)`, `super().__setattr__("name", value)`. */
static void note_setattr(Program *program, const ProgramFile *file, const Value *call)
{
    const Value *callee = &file->facts.values[call->base];
    const Value *name = &file->facts.values[file->facts.operands[call->first + call->count - 2].value];
    uint32_t called = solver_name(file, callee->name);
    bool assigns = callee->kind == VALUE_GLOBAL ? called == program->known.set_attribute
                                                : callee->kind == VALUE_ATTRIBUTE && called == program->known.setattr;
    if (assigns && name->kind == VALUE_CONSTANT && name->name)
        program->stored[solver_name(file, name->name)] |= STORED_SOMEWHERE;
}

/* What is asked of values of some kinds later, so that nobody has to look at all of them again. */
static void note_values(Program *program, const ProgramFile *file)
{
    bool computed = false;
    for (uint32_t i = 1; i < file->facts.values_count; i++) {
        const Value *value = &file->facts.values[i];
        Variable variable = file->first_value + i;
        if (value->kind == VALUE_CALL && value->count)
            note_defaults(program, file, value);
        if (value->kind == VALUE_CALL && (value->count == 1 || value->count == 3))
            keywords_note(program, file, value);
        if (value->kind == VALUE_CALL && (value->count == 2 || value->count == 3))
            note_setattr(program, file, value);
        computed = computed || rewriting_computes_name(program, file, value);
        if (value->kind == VALUE_DECORATED)
            utarray_push_back(program->decorated, &variable);
        if (value->kind == VALUE_INSTANCE && value->base)
            utarray_push_back(program->annotated, &variable);
        if (value->kind == VALUE_IMPORT)
            utarray_push_back(program->imported, &variable);
    }
    if (computed)
        rewriting_note_texts(program, file);
}

/* What names are bound to at the end of modules and classes. Cells must be there before anything is read. */
void linking_bindings(Program *program, uint32_t number)
{
    const ProgramFile *file = &program->files[number];
    for (uint32_t def = 1; def < file->facts.defs_count; def++) {
        const Def *facts = &file->facts.defs[def];
        bool module = facts->kind == DEF_MODULE;
        for (uint32_t i = facts->first_binding; i < facts->first_binding + facts->binding_count; i++) {
            const Binding *binding = &file->facts.bindings[i];
            Variable cell =
                module ? solver_cell(program, CELL_GLOBAL, number, solver_name(file, binding->name))
                       : solver_cell(program, CELL_CLASS, file->first_def + def, solver_name(file, binding->name));
            solver_link(program, solver_variable(file, binding->value), LINK_COPY, cell, 0);
        }
    }
    for (uint32_t i = 1; i < file->facts.effects_count; i++) {
        const Effect *effect = &file->facts.effects[i];
        if (effect->kind == EFFECT_BIND_GLOBAL)
            solver_cell(program, CELL_GLOBAL, number, solver_name(file, effect->name));
        if (assigns_by_globals(file, effect))
            solver_cell(program, CELL_GLOBAL, number, solver_name(file, file->facts.values[effect->index].name));
    }
}

/* Is a function declared never to come back: `-> NoReturn`, `-> Never`? */
static bool is_said_to_raise(const ProgramFile *file, const Def *def)
{
    const Value *returns = &file->facts.values[def->returns];
    uint32_t name = returns->kind == VALUE_IMPORT ? file->facts.imports[returns->base].name : returns->name;
    bool named = returns->kind == VALUE_IMPORT || returns->kind == VALUE_GLOBAL || returns->kind == VALUE_ATTRIBUTE;
    return named && (strcmp(facts_name(&file->facts, name), "NoReturn") == 0 ||
                     strcmp(facts_name(&file->facts, name), "Never") == 0);
}

void linking_notes(Program *program, uint32_t number)
{
    const ProgramFile *file = &program->files[number];
    for (uint32_t i = 1; i < file->facts.effects_count; i++) {
        const Effect *effect = &file->facts.effects[i];
        if (effect->kind == EFFECT_SET_ATTRIBUTE) {
            keywords_note_effect(program, file, effect);
            program->stored[solver_name(file, effect->name)] |=
                STORED_SOMEWHERE | (kept_is_store(program, file, effect) ? STORED_KEPT : 0) |
                (kept_is_always_set(program, file, effect) ? STORED_ALWAYS : 0);
        }
        if (assigns_by_dict(file, effect))
            program->stored[solver_name(file, file->facts.values[effect->index].name)] |= STORED_SOMEWHERE;
        if (effect->kind == EFFECT_SET_ITEM)
            rewriting_note_effect(program, file, effect);
        if (effect->kind == EFFECT_RETURN) {
            program->returns[file->first_def + effect->scope] =
                !is_said_to_raise(file, &file->facts.defs[effect->scope]);
            linking_returns_param(program, file, effect);
        }
    }
    note_values(program, file);
    note_choices(program, file);
    keyed_find(program, file);
}

/* The generator that a call resumes: next(generator), generator.send(value); or 0. */
static uint32_t resumed_by(const ProgramFile *file, const Value *call)
{
    static const char *const methods[] = {"send", "throw", "__next__"};
    const Value *callee = &file->facts.values[call->base];
    const char *name = facts_name(&file->facts, callee->name);
    if (call->kind != VALUE_CALL)
        return 0;
    if (callee->kind == VALUE_GLOBAL && strcmp(name, "next") == 0 && call->count)
        return file->facts.operands[call->first].value;
    for (size_t i = 0; callee->kind == VALUE_ATTRIBUTE && i < sizeof methods / sizeof *methods; i++)
        if (strcmp(methods[i], name) == 0)
            return callee->base;
    return 0;
}

/* `except StopIteration as stop: stop.value`: what the generators return that are resumed in the `try` before it. */
static void link_stopped(Program *program, const ProgramFile *file, const Handler *handler)
{
    const Value *values = file->facts.values;
    if (values[handler->type].kind != VALUE_GLOBAL ||
        strcmp(facts_name(&file->facts, values[handler->type].name), "StopIteration") != 0)
        return;
    for (uint32_t i = handler->first_value; i < handler->end_value; i++) {
        const Value *caught = &values[values[i].base];
        if (values[i].kind != VALUE_ATTRIBUTE || caught->kind != VALUE_EXCEPTION || caught->base != handler->type ||
            strcmp(facts_name(&file->facts, values[i].name), "value") != 0)
            continue;
        for (uint32_t j = handler->first_try_value; j < handler->first_value; j++)
            solver_link(program, solver_variable(file, resumed_by(file, &values[j])), LINK_DELEGATE,
                        file->first_value + i, 0);
    }
}

static void link_params(Program *program, const ProgramFile *file)
{
    for (uint32_t i = 1; i < file->facts.params_count; i++) {
        const Param *param = &file->facts.params[i];
        Variable variable = solver_variable(file, param->value);
        if (param->kind == PARAM_STAR)
            solver_add(program, variable, solver_object(program, OBJECT_CONTAINER, variable, CONTAINER_TUPLE));
        else if (param->kind == PARAM_DOUBLESTAR)
            solver_add(program, variable, solver_object(program, OBJECT_CONTAINER, variable, CONTAINER_DICT));
        else if (param->fallback)
            solver_link(program, solver_variable(file, param->fallback), LINK_DEFAULT, variable, 0);
    }
}

/* Kinds of values that decide what classes inherit from and what decorates; they are solved first. */
static bool is_early(const ProgramFile *file, const Value *value)
{
    switch ((ValueKind)value->kind) {
    case VALUE_DEFINITION:
    case VALUE_IMPORT:
    case VALUE_GLOBAL:
    case VALUE_ATTRIBUTE:
    case VALUE_SYMBOL:
        return true;
    case VALUE_PHI: {
        uint8_t scope = file->facts.defs[value->scope].kind;
        return scope == DEF_MODULE || scope == DEF_CLASS;
    }
    default:
        return false;
    }
}

static bool is_class_definition(const ProgramFile *file, uint32_t index)
{
    enum {
        DECORATORS_MOST = 100
    };
    const Value *value = &file->facts.values[index];
    for (unsigned i = 0; value->kind == VALUE_DECORATED && i < DECORATORS_MOST; i++)
        value = &file->facts.values[file->facts.operands[value->first].value];
    return value->kind == VALUE_DEFINITION && file->facts.defs[value->base].kind == DEF_CLASS;
}

/* Is it a call of something outside that is passed a parameter: `return final(kind)`? That may give back the same. */
static bool passes_param_out(const Program *program, const ProgramFile *file, const Value *call)
{
    const ObjectSet *set = &program->variables[solver_variable(file, call->base)].set;
    bool outside = call->kind == VALUE_CALL && call->count && set->count == 1 &&
                   solver_data(program, set_items(set)[0]).kind == OBJECT_EXTERNAL;
    return outside && file->facts.values[file->facts.operands[call->first].value].kind == VALUE_PARAM;
}

static bool has_param_returned(const Program *program, const ProgramFile *file, uint32_t def)
{
    for (uint32_t i = 1; i < file->facts.effects_count; i++) {
        const Effect *effect = &file->facts.effects[i];
        const Value *value = &file->facts.values[program_before_tests(file, effect->value)];
        if (effect->kind == EFFECT_RETURN && effect->scope == def &&
            (value->kind == VALUE_PARAM || passes_param_out(program, file, value)))
            return true;
    }
    return false;
}

/* Is the decorator a function of the tree, and surely gives back something else than it takes? */
static bool replaces(const Program *program, Variable decorator)
{
    const ObjectSet *set = &program->variables[decorator].set;
    for (uint32_t i = 0; i < set->count; i++) {
        ObjectData data = solver_data(program, set_items(set)[i]);
        if (data.kind != OBJECT_FUNCTION)
            return false;
        const ProgramFile *file = program_file_of_def(program, data.a);
        if (has_param_returned(program, file, data.a - file->first_def))
            return false;
    }
    return set->count != 0;
}

/* The classes that a function returns, be it that it defines or names them: what a decorator puts in the place of the one
 * that it takes. */
static void give_returned_classes(Program *program, uint32_t function, Variable given)
{
    const ProgramFile *file = program_file_of_def(program, function);
    for (uint32_t i = 1; i < file->facts.effects_count; i++) {
        const Effect *effect = &file->facts.effects[i];
        if (effect->kind == EFFECT_RETURN && file->first_def + effect->scope == function &&
            (is_class_definition(file, effect->value) || file->facts.values[effect->value].kind == VALUE_GLOBAL))
            solver_link(program, solver_variable(file, effect->value), LINK_COPY, given, 0);
    }
}

/* A decorator of the tree may inherit from the class that it is applied to. */
static void pass_to_decorators(Program *program, Variable decorator, Variable class_value, Variable decorated)
{
    const ObjectSet set = program->variables[decorator].set;
    for (uint32_t i = 0; i < set.count; i++) {
        ObjectData data = solver_data(program, set_items(&set)[i]);
        if (data.kind != OBJECT_FUNCTION || !program_def(program, data.a)->param_count)
            continue;
        const ProgramFile *file = program_file_of_def(program, data.a);
        const Param *param = &file->facts.params[program_def(program, data.a)->first_param];
        if (param->kind <= PARAM_PLAIN)
            solver_link(program, class_value, LINK_COPY, solver_variable(file, param->value), 0);
        give_returned_classes(program, data.a, decorated);
    }
}

/* A class stays the class under its decorators, as far as inheritance goes, which must be known early; or it is what
 * they return in its place. */
void linking_decorated_classes(Program *program)
{
    for (uint32_t i = 0; i < utarray_len(program->decorated); i++) {
        Variable variable = *(Variable *)(void *)utarray_eltptr(program->decorated, i);
        const ProgramFile *file = program_file_of_value(program, variable);
        const Value *value = program_value(program, variable);
        if (!is_class_definition(file, variable - file->first_value))
            continue;
        Variable inner = solver_variable(file, file->facts.operands[value->first].value);
        if (!replaces(program, solver_variable(file, value->base)))
            solver_link(program, inner, LINK_COPY, variable, 0);
        pass_to_decorators(program, solver_variable(file, value->base), inner, variable);
    }
}

/* Arguments of a call of a function go to its parameters, and the classes that it returns to the call, as far as that shows
 * before anything else is solved. */
static void give_called_class(Program *program, Variable call, uint32_t function)
{
    const ProgramFile *file = program_file_of_value(program, call), *home = program_file_of_def(program, function);
    const Value *value = program_value(program, call);
    const Def *def = program_def(program, function);
    for (uint32_t i = 0; i < value->count && i < def->param_count; i++) {
        const Operand *argument = &file->facts.operands[value->first + i];
        const Param *param = &home->facts.params[def->first_param + i];
        if (argument->name || param->kind > PARAM_PLAIN)
            break;
        solver_link(program, solver_variable(file, argument->value), LINK_COPY, solver_variable(home, param->value), 0);
    }
    give_returned_classes(program, function, call);
}

/* What functions of the tree give a class statement to inherit from: `class Room(with_history(Base)):` */
void linking_called_bases(Program *program)
{
    for (uint32_t i = 0; i < program->class_count; i++) {
        const Def *def = program_def(program, program->class_defs[i]);
        const ProgramFile *file = program_file_of_def(program, program->class_defs[i]);
        for (uint32_t j = def->first_base; j < def->first_base + def->base_count; j++) {
            const Operand *base = &file->facts.operands[j];
            const Value *call = &file->facts.values[base->value];
            ObjectData callee = solver_only(program, solver_variable(file, call->base));
            if (!base->name && call->kind == VALUE_CALL && callee.kind == OBJECT_FUNCTION)
                give_called_class(program, solver_variable(file, base->value), callee.a);
        }
    }
}

/* The class that a call of something outside gives, as far as the catalog knows: `Base = declarative_base()`; or 0. */
static Object made_class(Program *program, Variable callee)
{
    ObjectData data = solver_only(program, callee);
    if (data.kind != OBJECT_EXTERNAL)
        return 0;
    const ExternalInfo *info = externals_info(program, data.a);
    return info->entry_count && info->entries[0].flags & CATALOG_SUBCLASS
               ? solver_object(program, OBJECT_EXTERNAL, solver_intern(program, info->entries[0].returns), 0)
               : 0;
}

/* `type("Name", (Base,), members)`: what the class has that is made of the base is not known. */
static void extend_bases(Program *program, const ProgramFile *file, const Value *call)
{
    const Value *bases = &file->facts.values[call->count > 1 ? file->facts.operands[call->first + 1].value : 0];
    if (bases->kind != VALUE_CONTAINER || bases->detail != CONTAINER_TUPLE)
        return;
    ObjectData callee = early_data(program, file, call->base);
    if (callee.kind != OBJECT_EXTERNAL || !builtins_makes_class(builtins_find(solver_text(program, callee.a))))
        return;
    for (uint32_t i = 0; i < bases->count; i++) {
        uint32_t base = file->facts.operands[bases->first + i].value;
        classes_extend(program, &program->variables[solver_variable(file, base)].set);
    }
}

void linking_made_classes(Program *program)
{
    for (uint32_t number = 0; number < program->file_count; number++) {
        const ProgramFile *file = &program->files[number];
        for (uint32_t i = 1; file->image && i < file->facts.values_count; i++) {
            const Value *value = &file->facts.values[i];
            Object made = value->kind == VALUE_CALL ? made_class(program, solver_variable(file, value->base)) : 0;
            if (made)
                solver_add(program, file->first_value + i, made);
            if (value->kind == VALUE_CALL)
                extend_bases(program, file, value);
        }
    }
}

/* Links a decorated value, what is under it, and the property that an accessor goes with. */
static void link_member(Program *program, uint32_t number, uint32_t index, unsigned depth)
{
    enum {
        DEEPEST = 16 /* the others are linked with the rest */
    };
    const ProgramFile *file = &program->files[number];
    const Value *value;
    while ((value = &file->facts.values[index])->kind == VALUE_DECORATED &&
           !(program->variables[file->first_value + index].set.states & STATE_LINKED)) {
        program->variables[file->first_value + index].set.states |= STATE_LINKED;
        link_value(program, number, index);
        const Value *decorator = &file->facts.values[value->base];
        if (is_accessor(file, decorator) && depth < DEEPEST)
            link_member(program, number, decorator->base, depth + 1);
        index = file->facts.operands[value->first].value;
    }
}

void linking_members(Program *program)
{
    for (uint32_t number = 0; number < program->file_count; number++) {
        const ProgramFile *file = &program->files[number];
        for (uint32_t def = 1; file->image && def < file->facts.defs_count; def++) {
            const Def *facts = &file->facts.defs[def];
            for (uint32_t i = 0; facts->kind == DEF_CLASS && i < facts->binding_count; i++)
                link_member(program, number, file->facts.bindings[facts->first_binding + i].value, 0);
        }
    }
}

/* Of a stub, only what it says of types. */
static void link_stub(Program *program, uint32_t number, bool early)
{
    const ProgramFile *stub = &program->files[number];
    for (uint32_t i = 1; stub->image && i < stub->facts.values_count; i++)
        if (is_early(stub, &stub->facts.values[i]) == early && stubs_takes(&stub->facts.values[i]))
            link_value(program, number, i);
}

/* Whether a value is linked in a round of linking_files(). */
static bool is_due(const Program *program, const ProgramFile *file, uint32_t index, bool early)
{
    const Value *value = &file->facts.values[index];
    bool linked =
        value->kind == VALUE_DECORATED && program->variables[file->first_value + index].set.states & STATE_LINKED;
    return is_early(file, value) == early && !linked && !symbols_is_dropped(program, file->first_def + value->scope);
}

void linking_files(Program *program, bool early)
{
    for (size_t number = program->file_count; number < program->all_file_count; number++)
        link_stub(program, (uint32_t)number, early);
    for (uint32_t number = 0; number < program->file_count; number++) {
        const ProgramFile *file = &program->files[number];
        if (!file->image)
            continue;
        for (uint32_t i = 1; i < file->facts.values_count; i++)
            if (is_due(program, file, i, early))
                link_value(program, number, i);
        if (early)
            continue;
        link_params(program, file);
        for (uint32_t i = 1; i < file->facts.handlers_count; i++)
            link_stopped(program, file, &file->facts.handlers[i]);
        for (uint32_t i = 1; i < file->facts.effects_count; i++)
            if (!symbols_is_dropped(program, file->first_def + file->facts.effects[i].scope))
                link_effect(program, file, i);
    }
}

/* Attributes of classes that were read before their bases were known. */
void linking_deferred(Program *program)
{
    for (uint32_t i = 0; i < utarray_len(program->deferred); i++) {
        Link waiting = *(Link *)(void *)utarray_eltptr(program->deferred, i);
        attributes_read(program, waiting.kind, waiting.data, waiting.target);
    }
    utarray_clear(program->deferred);
}
