#include "solver.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const UT_icd link_icd = {sizeof(Link), NULL, NULL, NULL};
static const UT_icd variable_icd = {sizeof(Variable), NULL, NULL, NULL};
static const UT_icd pending_icd = {sizeof(PendingLink), NULL, NULL, NULL};
static const UT_icd cell_icd = {sizeof(CellKey), NULL, NULL, NULL};
static const UT_icd call_icd = {sizeof(ResolvedCall), NULL, NULL, NULL};
static const UT_icd declaration_icd = {sizeof(Declaration), NULL, NULL, NULL};
static const UT_icd waiting_icd = {sizeof(Waiting), NULL, NULL, NULL};

/* --- loading -------------------------------------------------------------------------------------------------------- */

static void intern_names(Program *program, ProgramFile *file)
{
    const Facts *facts = &file->facts;
    uint32_t count = facts->names_count - 1;
    file->names = arena_alloc(&program->arena, count * sizeof *file->names);
    for (uint32_t i = 0; i < count; i++)
        file->names[i] =
            names_intern(program->names, facts->text + facts->names[i], facts->names[i + 1] - facts->names[i] - 1);
}

static void load_files(Program *program, const ProgramInput *input)
{
    program->file_count = input->file_count;
    program->files = arena_alloc(&program->arena, (input->file_count + 1) * sizeof *program->files);
    for (size_t i = 0; i < input->file_count; i++) {
        ProgramFile *file = &program->files[i];
        file->path = input->paths[i];
        file->first_value = program->value_count;
        file->first_def = program->def_count;
        file->first_effect = program->effect_count;
        file->first_import = program->import_count;
        if (!input->images[i] || !facts_open(&file->facts, input->images[i], input->images[i]->size)) {
            free(input->images[i]);
            continue;
        }
        file->image = input->images[i];
        intern_names(program, file);
        program->value_count += file->facts.values_count;
        program->def_count += file->facts.defs_count;
        program->effect_count += file->facts.effects_count;
        program->import_count += file->facts.imports_count;
    }
}

static void number_files(Program *program)
{
    size_t size = (program->file_count + 1) * sizeof(uint32_t);
    uint32_t *values = memory_alloc(size), *defs = memory_alloc(size), *effects = memory_alloc(size);
    for (size_t i = 0; i < program->file_count; i++) {
        const ProgramFile *file = &program->files[i];
        values[i] = file->image ? file->facts.values_count : 0;
        defs[i] = file->image ? file->facts.defs_count : 0;
        effects[i] = file->image ? file->facts.effects_count : 0;
    }
    spans_init(&program->values, values, program->file_count);
    spans_init(&program->defs, defs, program->file_count);
    spans_init(&program->effects, effects, program->file_count);
    free(values);
    free(defs);
    free(effects);
}

static void know_names(Program *program)
{
    static const char *const plain[OP_COUNT] = {
        [OP_ADD] = "add",       [OP_SUB] = "sub",     [OP_MUL] = "mul",
        [OP_MATMUL] = "matmul", [OP_DIV] = "truediv", [OP_FLOORDIV] = "floordiv",
        [OP_MOD] = "mod",       [OP_POW] = "pow",     [OP_LSHIFT] = "lshift",
        [OP_RSHIFT] = "rshift", [OP_AND] = "and",     [OP_OR] = "or",
        [OP_XOR] = "xor",       [OP_NEGATE] = "neg",  [OP_POSITIVE] = "pos",
        [OP_INVERT] = "invert", [OP_NOT] = "bool",    [OP_LT] = "lt",
        [OP_LE] = "le",         [OP_EQ] = "eq",       [OP_NE] = "ne",
        [OP_GT] = "gt",         [OP_GE] = "ge",
    };
    static const char *const mirrored[OP_COUNT] = {
        [OP_IN] = "contains", [OP_NOT_IN] = "contains", [OP_LT] = "gt", [OP_LE] = "ge",
        [OP_GT] = "lt",       [OP_GE] = "le",           [OP_EQ] = "eq", [OP_NE] = "ne",
    };
    static const char *const prefixes[] = {"__", "__r", "__i"};
    for (size_t form = 0; form < 3; form++) {
        program->operators[form] = arena_alloc(&program->arena, OP_COUNT * sizeof **program->operators);
        for (int op = 0; op < OP_COUNT; op++) {
            char text[32];
            bool arithmetic = op >= OP_ADD && op <= OP_XOR;
            const char *name = form == 1 && mirrored[op] ? mirrored[op] : plain[op];
            if (!name || (form && !arithmetic && !(form == 1 && mirrored[op])))
                continue;
            snprintf(text, sizeof text, "%s%s__", mirrored[op] ? "__" : prefixes[form], name);
            program->operators[form][op] = solver_intern(program, text);
        }
    }
    static const char *const conversions[CONVERSION_COUNT][CONVERSION_METHODS] = {
        [CONVERT_STR] = {"__str__", "__repr__"},
        [CONVERT_REPR] = {"__repr__"},
        [CONVERT_FORMAT] = {"__format__", "__str__", "__repr__"},
        [CONVERT_BOOL] = {"__bool__", "__len__"},
        [CONVERT_LENGTH] = {"__len__"},
        [CONVERT_INT] = {"__int__", "__index__", "__trunc__"},
        [CONVERT_FLOAT] = {"__float__", "__index__"},
        [CONVERT_BYTES] = {"__bytes__", "__iter__"},
        [CONVERT_HASH] = {"__hash__"},
        [CONVERT_ABS] = {"__abs__"},
        [CONVERT_ROUND] = {"__round__"},
        [CONVERT_DIR] = {"__dir__"},
        [CONVERT_LESS] = {"__lt__", "__gt__"},
        [CONVERT_MORE] = {"__gt__", "__lt__"},
    };
    for (size_t i = 0; i < CONVERSION_COUNT; i++)
        for (size_t j = 0; j < CONVERSION_METHODS && conversions[i][j]; j++)
            program->conversions[i][j] = solver_intern(program, conversions[i][j]);
#define KNOW(member, text) program->known.member = solver_intern(program, text)
    KNOW(init, "__init__");
    KNOW(new, "__new__");
    KNOW(post_init, "__post_init__");
    KNOW(call, "__call__");
    KNOW(enter, "__enter__");
    KNOW(exit, "__exit__");
    KNOW(aenter, "__aenter__");
    KNOW(aexit, "__aexit__");
    KNOW(iter, "__iter__");
    KNOW(next, "__next__");
    KNOW(aiter, "__aiter__");
    KNOW(anext, "__anext__");
    KNOW(await, "__await__");
    KNOW(reversed, "__reversed__");
    KNOW(getitem, "__getitem__");
    KNOW(setitem, "__setitem__");
    KNOW(delitem, "__delitem__");
    KNOW(getattr, "__getattr__");
    KNOW(class_, "__class__");
    KNOW(register_, "register");
    KNOW(property, "property");
    KNOW(staticmethod, "staticmethod");
    KNOW(classmethod, "classmethod");
    KNOW(all, "__all__");
    KNOW(get, "__get__");
    KNOW(set, "__set__");
    KNOW(set_name, "__set_name__");
    KNOW(setattr, "__setattr__");
    KNOW(delattr, "__delattr__");
    KNOW(init_subclass, "__init_subclass__");
    KNOW(class_getitem, "__class_getitem__");
    KNOW(missing, "__missing__");
    KNOW(metaclass, "metaclass");
    KNOW(plain, "<plain>");   /* class of results that are known only not to be awaitable */
    KNOW(memory, "<memory>"); /* class of what malloc() gives */
    KNOW(type, "<type>");     /* an operand: what a template is instantiated with */
    KNOW(constructor, "<constructor>");
    KNOW(builtin_prefix, "<builtin>");
#undef KNOW
}

/* --- variables and links of one file --------------------------------------------------------------------------------- */

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

/* `name: T = field(…)` in a class describes the attribute; what instances have is a T. */
static bool is_field(const ProgramFile *file, const Value *value)
{
    return value->count && file->facts.defs[value->scope].kind == DEF_CLASS &&
           file->facts.values[file->facts.operands[value->first].value].kind == VALUE_CALL;
}

/* A constant; with its value when that may be a key or the name of an attribute. */
static Object constant(Program *program, const ProgramFile *file, const Value *value)
{
    enum {
        LONGEST_KEY = 40
    };
    uint32_t name = value->name ? solver_name(file, value->name) : 0;
    bool key = name && names_length(program->names, name) <= LONGEST_KEY && !strchr(solver_text(program, name), ' ');
    return solver_object(program, OBJECT_CONSTANT, value->detail, key ? name : 0);
}

/* `f(*items)` and `[*items]` iterate, whoever takes the elements. */
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
    }
}

static void link_value(Program *program, uint32_t number, uint32_t index)
{
    const ProgramFile *file = &program->files[number];
    const Value *value = &file->facts.values[index];
    Variable variable = file->first_value + index, base = solver_variable(file, value->base);
    switch ((ValueKind)value->kind) {
    case VALUE_UNKNOWN:
        solver_add(program, variable, program->unknown);
        break;
    case VALUE_CONSTANT:
        solver_add(program, variable, constant(program, file, value));
        break;
    case VALUE_DEFINITION: {
        uint32_t def = file->first_def + value->base;
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
        solver_link(program, base, LINK_SUBSCRIPT, variable, 0);
        break;
    case VALUE_OPERATOR:
        if (value->detail == OP_TRUTH) {
            solver_link(program, base, LINK_CONVERT, variable, CONVERT_BOOL);
            break;
        }
        if (value->detail == OP_FORMAT) {
            for (uint32_t i = value->first; i < value->first + value->count; i++)
                solver_link(program, solver_variable(file, file->facts.operands[i].value), LINK_CONVERT, variable,
                            file->facts.operands[i].name == NAME_STAR ? CONVERT_REPR : CONVERT_FORMAT);
            solver_add(program, variable, solver_object(program, OBJECT_CONSTANT, CONSTANT_STRING, 0));
            break;
        }
        if (value->detail == OP_NOT) {
            solver_link(program, base, LINK_CONVERT, variable, CONVERT_BOOL);
            solver_add(program, variable, solver_object(program, OBJECT_CONSTANT, CONSTANT_BOOL, 0));
            break;
        }
        solver_link(program, base, LINK_LEFT, variable, 0);
        if (value->count)
            solver_link(program, solver_variable(file, file->facts.operands[value->first].value), LINK_RIGHT, variable,
                        0);
        break;
    case VALUE_CONTAINER:
    case VALUE_COMPREHENSION: /* their elements are linked when somebody looks inside: containers.c */
        solver_add(program, variable, solver_object(program, OBJECT_CONTAINER, variable, value->detail));
        if (value->kind == VALUE_CONTAINER && value->detail != CONTAINER_DICT)
            spread_stars(program, file, value, variable);
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
        break;
    case VALUE_EXCEPTION:
        solver_link(program, base, LINK_EXCEPTION, variable, 0);
        break;
    case VALUE_INSTANCE:
        if (!is_field(file, value))
            link_operands(program, file, value, variable);
        break;
    case VALUE_NARROWED:
        solver_link(program, base, LINK_NARROW, variable, 0);
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
    case VALUE_KIND_COUNT:
        break;
    }
}

/* What a value is before tests that it passed. */
static const Value *behind_tests(const ProgramFile *file, uint32_t index)
{
    const Value *value = &file->facts.values[index];
    while (value->kind == VALUE_NARROWED && (value->detail == NARROWED_IS || value->detail == NARROWED_NOT_NONE))
        value = &file->facts.values[value->base];
    return value;
}

/* `return x` of an own parameter that nothing has rebound: noted in program->passed. Other kinds of functions wrap what
 * they return, and defaults don't come from the call: both take the common way. */
static bool returns_param(Program *program, const ProgramFile *file, const Effect *effect)
{
    const Def *def = &file->facts.defs[effect->scope];
    const Value *value = behind_tests(file, effect->value);
    uint32_t index = value->base - def->first_param;
    if (value->kind != VALUE_PARAM || value->base < def->first_param || index >= def->param_count || index >= 32)
        return false;
    const Param *param = &file->facts.params[value->base];
    if (param->kind > PARAM_PLAIN || param->fallback || def->flags & DEF_GENERATOR)
        return false;
    program->passed[file->first_def + effect->scope] |= 1u << index;
    return !(def->flags & DEF_ASYNC);
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

/* Is it `object.__dict__["name"] = value`, which assigns an attribute? */
static bool assigns_by_dict(const ProgramFile *file, const Effect *effect)
{
    const Value *target = &file->facts.values[effect->target], *key = &file->facts.values[effect->index];
    return effect->kind == EFFECT_SET_ITEM && target->kind == VALUE_ATTRIBUTE && key->kind == VALUE_CONSTANT &&
           key->detail == CONSTANT_STRING && key->name &&
           strcmp(facts_name(&file->facts, target->name), "__dict__") == 0;
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
        break;
    case EFFECT_SET_ITEM:
    case EFFECT_DELETE_ITEM:
        solver_link(program, target, LINK_SET_ITEM, 0, number);
        if (assigns_by_dict(file, effect))
            solver_link(program, solver_variable(file, file->facts.values[effect->target].base), LINK_SET_ATTRIBUTE, 0,
                        number);
        break;
    case EFFECT_RETURN:
        if (value && !returns_param(program, file, effect))
            solver_link(program, value, LINK_COPY, solver_cell(program, CELL_RETURN, scope, 0), 0);
        else
            solver_add(program, solver_cell(program, CELL_RETURN, scope, 0), program->none); /* falls off its end */
        if (program->chooses[scope].param)
            link_chosen(program, file, effect, value);
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
    case EFFECT_NONE:
    case EFFECT_KIND_COUNT:
        break;
    }
}

/* Names of attributes that setattr() assigns. */
static void note_setattr(Program *program, const ProgramFile *file)
{
    for (uint32_t i = 1; i < file->facts.values_count; i++) {
        const Value *value = &file->facts.values[i];
        if (value->kind != VALUE_CALL || value->count != 3)
            continue;
        const Value *callee = &file->facts.values[value->base];
        const Value *name = &file->facts.values[file->facts.operands[value->first + 1].value];
        if (callee->kind == VALUE_GLOBAL && name->kind == VALUE_CONSTANT && name->name &&
            strcmp(facts_name(&file->facts, callee->name), "setattr") == 0)
            program->stored[solver_name(file, name->name)] = 1;
    }
}

/* What names are bound to at the end of modules and classes. Cells must be there before anything is read. */
static void link_bindings(Program *program, uint32_t number)
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
        if (effect->kind == EFFECT_SET_ATTRIBUTE)
            program->stored[solver_name(file, effect->name)] = 1;
        if (assigns_by_dict(file, effect))
            program->stored[solver_name(file, file->facts.values[effect->index].name)] = 1;
        if (effect->kind == EFFECT_RETURN) /* before anything is called */
            returns_param(program, file, effect);
    }
    note_setattr(program, file);
    note_choices(program, file);
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
    const Value *value = &file->facts.values[index];
    while (value->kind == VALUE_DECORATED)
        value = &file->facts.values[file->facts.operands[value->first].value];
    return value->kind == VALUE_DEFINITION && file->facts.defs[value->base].kind == DEF_CLASS;
}

static bool has_param_returned(const ProgramFile *file, uint32_t def)
{
    for (uint32_t i = 1; i < file->facts.effects_count; i++) {
        const Effect *effect = &file->facts.effects[i];
        if (effect->kind == EFFECT_RETURN && effect->scope == def &&
            behind_tests(file, effect->value)->kind == VALUE_PARAM)
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
        if (has_param_returned(file, data.a - file->first_def))
            return false;
    }
    return set->count != 0;
}

/* A class stays the class under its decorators, as far as inheritance goes, which must be known early. */
static void link_decorated_classes(Program *program)
{
    for (uint32_t number = 0; number < program->file_count; number++) {
        const ProgramFile *file = &program->files[number];
        for (uint32_t i = 1; file->image && i < file->facts.values_count; i++) {
            const Value *value = &file->facts.values[i];
            if (value->kind == VALUE_DECORATED && is_class_definition(file, i) &&
                !replaces(program, solver_variable(file, value->base)))
                solver_link(program, solver_variable(file, file->facts.operands[value->first].value), LINK_COPY,
                            file->first_value + i, 0);
        }
    }
}

static void link_files(Program *program, bool early)
{
    for (uint32_t number = 0; number < program->file_count; number++) {
        const ProgramFile *file = &program->files[number];
        if (!file->image)
            continue;
        for (uint32_t i = 1; i < file->facts.values_count; i++)
            if (is_early(file, &file->facts.values[i]) == early &&
                !symbols_is_dropped(program, file->first_def + file->facts.values[i].scope))
                link_value(program, number, i);
        if (early)
            continue;
        link_params(program, file);
        for (uint32_t i = 1; i < file->facts.effects_count; i++)
            if (!symbols_is_dropped(program, file->first_def + file->facts.effects[i].scope))
                link_effect(program, file, i);
    }
}

/* Attributes of classes that were read before their bases were known. */
static void run_deferred(Program *program)
{
    for (uint32_t i = 0; i < utarray_len(program->deferred); i++) {
        Link waiting = *(Link *)(void *)utarray_eltptr(program->deferred, i);
        attributes_read(program, waiting.kind, waiting.data, waiting.target);
    }
    utarray_clear(program->deferred);
}

/* --- what calls don't tell: annotations, receivers -------------------------------------------------------------------- */

/* What an overload declares is said of the function that implements it: the next of its name that is no overload. */
static uint32_t implementation_of(const Program *program, const ProgramFile *file, uint32_t index)
{
    const Def *overload = &file->facts.defs[index];
    for (uint32_t i = index; i < file->facts.defs_count; i++) {
        const Def *def = &file->facts.defs[i];
        if (def->kind == overload->kind && def->parent == overload->parent && def->name == overload->name &&
            !(program->traits[file->first_def + i] & TRAIT_OVERLOAD))
            return file->first_def + i;
        if (i == index && !(program->traits[file->first_def + i] & TRAIT_OVERLOAD))
            break;
    }
    return file->first_def + index;
}

static void declare_params(Program *program, const ProgramFile *file)
{
    for (uint32_t i = 1; i < file->facts.params_count; i++) {
        const Param *param = &file->facts.params[i];
        if (param->annotation && param->kind < PARAM_STAR)
            annotations_declare(program, solver_variable(file, param->annotation),
                                (Declaration){.target = solver_variable(file, param->value)}, false);
    }
}

static void declare_values(Program *program, const ProgramFile *file)
{
    for (uint32_t i = 1; i < file->facts.values_count; i++) {
        const Value *value = &file->facts.values[i];
        if (value->kind == VALUE_INSTANCE && value->base)
            annotations_declare(program, solver_variable(file, value->base),
                                (Declaration){.target = file->first_value + i}, false);
    }
}

static void declare_results(Program *program, const ProgramFile *file)
{
    for (uint32_t i = 1; i < file->facts.defs_count; i++) {
        const Def *def = &file->facts.defs[i];
        bool yields = def->flags & DEF_GENERATOR;
        if (def->returns)
            annotations_declare(program, solver_variable(file, def->returns),
                                (Declaration){.target = solver_cell(program, yields ? CELL_YIELD : CELL_RETURN,
                                                                    implementation_of(program, file, i), 0)},
                                yields);
        for (uint32_t test = TESTED_NONE;
             def->returns && !yields && program->chooses[file->first_def + i].param && test <= TESTED_TRUE; test++)
            annotations_declare(program, solver_variable(file, def->returns),
                                (Declaration){.target = solver_cell(program, CELL_CHOSEN, file->first_def + i, test)},
                                false);
    }
}

/* Annotations are evaluated into cells of their own, then taken where the flow of values tells nothing. */
static void read_declarations(Program *program)
{
    for (size_t i = 0; i < program->file_count; i++) {
        const ProgramFile *file = &program->files[i];
        if (!file->image)
            continue;
        declare_params(program, file);
        declare_values(program, file);
        declare_results(program, file);
    }
    fields_declare(program);
}

/* `rooms: list[Room] = []` into which nobody is seen to put anything. */
static void fill_container(Program *program, Variable target)
{
    const Value *value = program_value(program, target);
    if (value->kind != VALUE_INSTANCE || !value->count)
        return;
    const ProgramFile *file = program_file_of_value(program, target);
    Variable given = solver_variable(file, file->facts.operands[value->first].value);
    const ObjectSet set = program->variables[target].set;
    for (uint32_t i = 0; i < set.count; i++) {
        Object object = set_items(&set)[i];
        ObjectData data = solver_data(program, object);
        if (data.kind == OBJECT_CONTAINER && data.a == given &&
            !solver_is_informed(program, containers_elements(program, object)))
            solver_link(program, solver_cell(program, CELL_DECLARED, target, 0), LINK_FILL, 0, object);
    }
}

static bool is_known(const Program *program, const Declaration *declaration)
{
    return declaration->owner ? fields_is_informed(program, declaration->owner, declaration->name)
                              : solver_is_informed(program, declaration->target);
}

static void take_declarations(Program *program)
{
    for (uint32_t i = 0; i < utarray_len(program->declared); i++) {
        Declaration declaration = *(Declaration *)(void *)utarray_eltptr(program->declared, i);
        Variable target = declaration.target;
        if (is_known(program, &declaration)) {
            fill_container(program, target);
        } else {
            program->states[target] |= STATE_DECLARED;
            solver_link(program, declaration.fallback, LINK_COPY, target, 0);
            solver_link(program, solver_cell(program, CELL_DECLARED, target, 0), LINK_COPY, target, 0);
        }
    }
    generics_declare_calls(program);
}

/* Methods that nobody in the tree calls are called by somebody else, on an instance of their class. */
static void seed_receivers(Program *program)
{
    for (uint32_t number = 0; number < program->def_count; number++) {
        const Def *def = program_def(program, number);
        uint32_t owner = def->kind == DEF_FUNCTION ? program_owner(program, number) : 0;
        if (!owner || !def->param_count || program->traits[number] & TRAIT_STATIC)
            continue;
        const ProgramFile *file = program_file_of_def(program, number);
        const Param *first = &file->facts.params[def->first_param];
        Variable variable = solver_variable(file, first->value);
        bool of_class =
            program->traits[number] & TRAIT_CLASSMETHOD || solver_name(file, def->name) == program->known.new;
        if (first->kind <= PARAM_PLAIN && !solver_is_informed(program, variable))
            solver_add(program, variable,
                       of_class ? solver_object(program, OBJECT_CLASS, owner, 0)
                                : solver_object(program, OBJECT_INSTANCE, owner, 1));
    }
}

/* A decorator of which nothing is known most likely gives back what it takes. */
static void pass_through_decorators(Program *program)
{
    for (uint32_t number = 0; number < program->file_count; number++) {
        const ProgramFile *file = &program->files[number];
        for (uint32_t i = 1; file->image && i < file->facts.values_count; i++) {
            const Value *value = &file->facts.values[i];
            if (value->kind == VALUE_DECORATED && !solver_is_informed(program, file->first_value + i))
                solver_link(program, solver_variable(file, file->facts.operands[value->first].value), LINK_COPY,
                            file->first_value + i, 0);
        }
    }
}

/* Keys that nothing is known of may be any: what lies under them is decided before other values are opened. */
static void open_keys(Program *program)
{
    for (uint32_t i = 0; i < utarray_len(program->keys); i++) {
        Variable key = *(Variable *)(void *)utarray_eltptr(program->keys, i);
        if (!program->variables[key].set.count)
            solver_add(program, key, program->unknown);
    }
}

/* What nobody in the tree calls is called by somebody else, who passes more than the None of the defaults. */
static void open_defaults(Program *program)
{
    bool *called = memory_zeroed(program->def_count + 1, sizeof *called);
    for (uint32_t i = 0; i < utarray_len(program->calls); i++)
        called[((const ResolvedCall *)(const void *)utarray_eltptr(program->calls, i))->target] = true;
    for (uint32_t number = 0; number < program->def_count; number++) {
        const Def *def = program_def(program, number);
        const ProgramFile *file = program_file_of_def(program, number);
        for (uint32_t i = def->first_param; !called[number] && i < def->first_param + def->param_count; i++) {
            Variable param = solver_variable(file, file->facts.params[i].value);
            if (program->variables[param].set.count && !solver_is_informed(program, param))
                solver_add(program, param, program->unknown);
        }
    }
    free(called);
}

/* Whether a value that is empty is so for what it does itself, and not because something before it is empty. */
static bool starts_unknown(const Program *program, const Value *value, const ProgramFile *file)
{
    switch ((ValueKind)value->kind) {
    case VALUE_PARAM:
        return true;
    case VALUE_UNPACK:
    case VALUE_REST:
    case VALUE_NARROWED:
    case VALUE_EXCEPTION:
        return program->variables[solver_variable(file, value->base)].set.count;
    default:
        return program_works_on_base(value) && program->variables[solver_variable(file, value->base)].set.count;
    }
}

/* Whether nothing passes a test for None, though it is known what is tested: such a value is empty for good. */
static bool is_ruled_out(const Program *program, const Value *value, const ProgramFile *file)
{
    return value->kind == VALUE_NARROWED && value->detail >= NARROWED_NONE &&
           program->variables[solver_variable(file, value->base)].set.count;
}

/* Gives the unknown to values that are empty: to `all`, or to those that start it. */
static void open_values(Program *program, bool all)
{
    UT_array *opened;
    utarray_new(opened, &variable_icd);
    for (uint32_t number = 0; number < program->file_count; number++) {
        const ProgramFile *file = &program->files[number];
        for (uint32_t i = 1; file->image && i < file->facts.values_count; i++) {
            Variable variable = file->first_value + i;
            if (!program->variables[variable].set.count && program->variables[variable].links &&
                !is_ruled_out(program, &file->facts.values[i], file) &&
                (all || starts_unknown(program, &file->facts.values[i], file)))
                utarray_push_back(opened, &variable);
        }
    }
    for (uint32_t i = 0; i < utarray_len(opened); i++)
        solver_add(program, *(Variable *)(void *)utarray_eltptr(opened, i), program->unknown);
    utarray_free(opened);
}

/* A value that is still empty depends on what the tree does not show. Cells may be empty for good. */
static void open_empty(Program *program)
{
    enum {
        ROUNDS = 3
    };
    for (uint32_t i = 0; i < utarray_len(program->declared); i++) {
        Variable target = ((const Declaration *)(const void *)utarray_eltptr(program->declared, i))->target;
        Variable declared = solver_find_cell(program, CELL_DECLARED, target, 0);
        bool blocked = program->states[target] & STATE_BLOCKED;
        if (program->variables[declared].set.count)
            continue;
        program->states[target] &= (uint8_t)~STATE_ANNOTATED; /* it says nothing that we understand */
        if (blocked)
            solver_add(program, target, program->unknown);
    }
    for (unsigned round = 0; round < ROUNDS; round++) {
        open_values(program, false);
        solver_run(program);
    }
    open_values(program, true);
    solver_run(program);
}

static void run_settled(Program *program)
{
    do
        solver_run(program);
    while (attributes_settle(program));
}

static void solve(Program *program)
{
    link_files(program, true);
    solver_run(program);
    link_decorated_classes(program);
    solver_run(program);
    classes_link(program);
    classes_find_traits(program);
    creation_find(program);
    fields_find(program);
    descriptors_find(program);
    solver_run(program);
    run_deferred(program);
    read_declarations(program);
    creation_run(program);
    link_files(program, false);
    symbols_unite(program);
    run_settled(program);
    pass_through_decorators(program);
    run_settled(program);
    take_declarations(program);
    run_settled(program);
    seed_receivers(program);
    run_settled(program);
    take_declarations(program);
    run_settled(program);
    open_keys(program);
    open_defaults(program);
    run_settled(program);
    open_empty(program);
}

Program *program_new(const ProgramInput *input, const Catalog *catalog)
{
    Program *program = memory_alloc(sizeof *program);
    *program = (Program){.names = names_new(),
                         .catalog = catalog,
                         .objects = objects_new(),
                         .handovers = names_new(),
                         .late_calls = names_new(),
                         .once = names_new()};
    names_intern(program->names, "*", 1); /* the reserved names of facts.h, in their order */
    names_intern(program->names, "**", 2);
    know_names(program);
    outside_open(program, input->outside);
    load_files(program, input);
    number_files(program);
    symbols_find(program);
    program->modules = modules_new(input->root, input->paths, input->file_count, input->roots, input->markers,
                                   input->marker_count, program->names);
    names_resolve_imports(program);
    for (size_t i = 0; i < program->file_count; i++)
        program->files[i].module = modules_of_file(program->modules, (uint32_t)i);
    program->unknown = solver_object(program, OBJECT_UNKNOWN, 0, 0);
    program->none = solver_object(program, OBJECT_CONSTANT, CONSTANT_NONE, 0);
    program->first_return = program->value_count + 1;
    program->first_cell = program->variable_count = program->first_return + program->def_count;
    program->variable_capacity = program->variable_count + program->variable_count / 2;
    program->variables = memory_zeroed(program->variable_capacity, sizeof *program->variables);
    program->states = memory_zeroed(program->variable_capacity, 1);
    program->stored = arena_alloc(&program->arena, names_count(program->names) + 1);
    program->stored_count = names_count(program->names);
    program->classes = arena_alloc(&program->arena, (program->def_count + 1) * sizeof *program->classes);
    program->passed = arena_alloc(&program->arena, (program->def_count + 1) * sizeof *program->passed);
    program->chooses = arena_alloc(&program->arena, (program->def_count + 1) * sizeof *program->chooses);
    utarray_new(program->links, &link_icd);
    Link none = {0};
    utarray_push_back(program->links, &none);
    utarray_new(program->queue, &variable_icd);
    utarray_new(program->cell_keys, &cell_icd);
    utarray_new(program->calls, &call_icd);
    utarray_new(program->pending, &pending_icd);
    utarray_new(program->waiting, &waiting_icd);
    utarray_new(program->keys, &variable_icd);
    utarray_new(program->declared, &declaration_icd);
    utarray_new(program->deferred, &link_icd);
    for (uint32_t i = 0; i < program->file_count; i++)
        if (program->files[i].image)
            link_bindings(program, i);
    solve(program);
    outside_settle(program);
    return program;
}

static void free_array(UT_array **array)
{
    if (*array)
        utarray_free(*array);
    *array = NULL;
}

void program_forget_flow(Program *program)
{
    UT_array **arrays[] = {&program->links,    &program->queue,   &program->pending,
                           &program->deferred, &program->waiting, &program->keys};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        free_array(arrays[i]);
    index_free(&program->call_index);
    names_free(program->handovers);
    names_free(program->late_calls);
    names_free(program->once);
    program->handovers = program->late_calls = program->once = NULL;
}

void program_free(Program *program)
{
    if (!program)
        return;
    program_forget_flow(program);
    for (uint32_t i = 0; i < program->variable_count; i++)
        set_free(&program->variables[i].set);
    for (size_t i = 0; i < program->file_count; i++)
        free(program->files[i].image);
    index_free(&program->cells);
    free_array(&program->calls);
    free_array(&program->cell_keys);
    free_array(&program->externals);
    free_array(&program->declared);
    free(program->variables);
    free(program->states);
    spans_deinit(&program->values);
    spans_deinit(&program->defs);
    spans_deinit(&program->effects);
    outside_close(program);
    modules_free(program->modules);
    objects_free(program->objects);
    names_free(program->names);
    arena_clear(&program->arena);
    free(program);
}

/* --- answers ---------------------------------------------------------------------------------------------------------- */

const ResolvedCall *program_calls(const Program *program, size_t *count)
{
    *count = utarray_len(program->calls);
    return (const ResolvedCall *)(const void *)utarray_front(program->calls);
}

const Names *program_names(const Program *program)
{
    return program->names;
}

const ProgramFile *program_files(const Program *program, size_t *count)
{
    *count = program->file_count;
    return program->files;
}

const Modules *program_modules(const Program *program)
{
    return program->modules;
}

uint32_t program_value_count(const Program *program)
{
    return program->value_count;
}

uint32_t program_def_count(const Program *program)
{
    return program->def_count;
}

const ProgramFile *program_file_of_value(const Program *program, uint32_t value)
{
    return &program->files[spans_find(&program->values, value)];
}

const ProgramFile *program_file_of_def(const Program *program, uint32_t def)
{
    return &program->files[spans_find(&program->defs, def)];
}

const Value *program_value(const Program *program, uint32_t value)
{
    static const Value none;
    if (value >= program->value_count)
        return &none; /* a cell */
    const ProgramFile *file = program_file_of_value(program, value);
    return &file->facts.values[value - file->first_value];
}

const Def *program_def(const Program *program, uint32_t def)
{
    const ProgramFile *file = program_file_of_def(program, def);
    return &file->facts.defs[def - file->first_def];
}

const uint32_t *program_mro(const Program *program, uint32_t class_def, size_t *count)
{
    *count = program->classes[class_def].mro_count;
    return program->classes[class_def].mro;
}

const uint32_t *program_external_bases(const Program *program, uint32_t class_def, size_t *count)
{
    *count = program->classes[class_def].external_count;
    return program->classes[class_def].external;
}

const uint32_t *program_bases(const Program *program, uint32_t class_def, size_t *count)
{
    *count = program->classes[class_def].base_count;
    return program->classes[class_def].bases;
}

uint32_t program_owner(const Program *program, uint32_t def)
{
    const ProgramFile *file = program_file_of_def(program, def);
    uint32_t parent = file->facts.defs[def - file->first_def].parent;
    return file->facts.defs[parent].kind == DEF_CLASS ? program_original(program, file->first_def + parent) : 0;
}

uint32_t program_class_member(const Program *program, uint32_t class_def, uint32_t name)
{
    Variable cell = solver_find_cell(program, CELL_CLASS, class_def, name);
    if (!cell)
        return 0;
    const ObjectSet *set = &program->variables[cell].set;
    for (uint32_t i = 0; i < set->count; i++) {
        ObjectData data = solver_data(program, set_items(set)[i]);
        if (data.kind == OBJECT_FUNCTION && program_owner(program, data.a) == class_def)
            return data.a;
    }
    return 0;
}

bool program_is_of_protocol(const Program *program, uint32_t def)
{
    return program_def(program, def)->flags & DEF_ABSTRACT && program->classes[program_owner(program, def)].is_protocol;
}

bool program_is_subclass(const Program *program, uint32_t class_def, uint32_t base)
{
    return classes_is_subclass(program, class_def, base);
}

bool program_returns_receiver(const Program *program, uint32_t def)
{
    return program_owner(program, def) && program->passed[def] & 1 && !(program->traits[def] & TRAIT_STATIC);
}

bool program_class_is_open(const Program *program, uint32_t class_def)
{
    return program->classes[class_def].open;
}

const uint32_t *program_direct_external_bases(const Program *program, uint32_t class_def, size_t *count)
{
    *count = program->classes[class_def].direct_external_count;
    return program->classes[class_def].external; /* they come first */
}

bool program_import_target(const Program *program, const ProgramFile *file, uint32_t index, uint32_t *module_def,
                           uint32_t *external)
{
    const Import *import = &file->facts.imports[index];
    Resolved resolved = program->imports[file->first_import + index];
    uint32_t name = import->name > NAME_DOUBLESTAR ? solver_name(file, import->name) : 0;
    Module module = resolved.module;
    *module_def = *external = 0;
    if (!resolved.first && !module) {
        *external = solver_name(file, import->module);
        return !import->level && *external;
    }
    Module child = module && name ? modules_child(program->modules, module, name) : 0;
    uint32_t number = module ? modules_file(program->modules, child ? child : module) : MODULES_NO_FILE;
    if (number == MODULES_NO_FILE || !program->files[number].image)
        return false;
    *module_def = program->files[number].first_def + 1;
    return true;
}

Resolved program_import_module(const Program *program, const ProgramFile *file, uint32_t index)
{
    return program->imports[file->first_import + index];
}

unsigned program_traits(const Program *program, uint32_t def)
{
    return program->traits[def];
}

size_t program_widened(const Program *program)
{
    return program->widened;
}

/* The function outside the tree whose coroutine an awaitable is, or 0. */
static uint32_t external_maker(const Program *program, ObjectData awaitable)
{
    const CellKey *cell =
        awaitable.a >= program->first_cell
            ? (const CellKey *)(const void *)utarray_eltptr(program->cell_keys, awaitable.a - program->first_cell)
            : NULL;
    return cell && cell->kind == CELL_EXTERNAL && program_external_is_coroutine(program, cell->a) ? cell->a : 0;
}

static Result result_of(const Program *program, Object object)
{
    ObjectData data = solver_data(program, object);
    switch ((ObjectKind)data.kind) {
    case OBJECT_INSTANCE:
        return (Result){.kind = RESULT_CLASS_INSTANCE, .exact = !data.b, .def = data.a};
    case OBJECT_COROUTINE:
        return (Result){.kind = RESULT_AWAITABLE, .def = data.b, .name = data.b ? 0 : external_maker(program, data)};
    case OBJECT_EXTERNAL_INSTANCE:
        return (Result){.kind = RESULT_EXTERNAL, .name = data.a};
    case OBJECT_CONSTANT:
    case OBJECT_CONTAINER:
    case OBJECT_FUNCTION:
    case OBJECT_CLASS:
    case OBJECT_BOUND:
    case OBJECT_MODULE:
        return (Result){.kind = RESULT_PLAIN, .none = object == program->none};
    case OBJECT_GENERATOR:
    case OBJECT_CONTEXT:
        return (Result){.kind = RESULT_PLAIN, .def = data.a};
    default:
        return (Result){.kind = RESULT_UNKNOWN};
    }
}

Result *program_value_results(const Program *program, uint32_t value, size_t *count)
{
    const ObjectSet *set = &program->variables[value].set;
    Result *results = memory_alloc((set->count + 1) * sizeof *results);
    for (uint32_t i = 0; i < set->count; i++)
        results[i] = result_of(program, set_items(set)[i]);
    *count = set->count;
    return results;
}

uint32_t program_coroutine_of(const Program *program, uint32_t value)
{
    const ObjectSet *set = &program->variables[value].set;
    for (uint32_t i = 0; i < set->count; i++) {
        ObjectData data = solver_data(program, set_items(set)[i]);
        if (data.kind != OBJECT_COROUTINE || !data.b)
            return 0;
    }
    return set->count ? solver_data(program, set_items(set)[0]).b : 0;
}

uint32_t program_has_coroutine(const Program *program, uint32_t value, uint32_t of)
{
    const ObjectSet *set = &program->variables[value].set;
    for (uint32_t i = 0; i < set->count; i++) {
        ObjectData data = solver_data(program, set_items(set)[i]);
        if (data.kind == OBJECT_COROUTINE && data.b && (!of || data.b == of))
            return data.b;
    }
    return 0;
}

/* The definition that an object is, or 0. */
static uint32_t definition_of(const Program *program, Object object)
{
    ObjectData data = solver_data(program, object);
    if (data.kind == OBJECT_MODULE) {
        uint32_t file = modules_file(program->modules, data.a);
        return file == MODULES_NO_FILE || !program->files[file].image ? 0 : program->files[file].first_def + 1;
    }
    bool is_class = data.kind == OBJECT_CLASS && !data.b;
    return is_class || data.kind == OBJECT_FUNCTION || data.kind == OBJECT_BOUND ? data.a : 0;
}

uint32_t program_definition_of(const Program *program, uint32_t value)
{
    const ObjectSet *set = &program->variables[value].set;
    uint32_t first = set->count ? definition_of(program, set_items(set)[0]) : 0;
    for (uint32_t i = 1; i < set->count; i++)
        if (definition_of(program, set_items(set)[i]) != first)
            return 0;
    return first;
}

uint32_t program_external_of(const Program *program, uint32_t value)
{
    const ObjectSet *set = &program->variables[value].set;
    ObjectData data = solver_data(program, set->count == 1 ? set_items(set)[0] : 0);
    return data.kind == OBJECT_EXTERNAL ? data.a : 0;
}

Result *program_results(const Program *program, uint32_t def, size_t *count)
{
    Variable returned = solver_find_cell(program, CELL_RETURN, def, 0);
    return program_value_results(program, returned, count);
}

Result *program_declared_results(const Program *program, uint32_t def, size_t *count)
{
    Variable returned = solver_find_cell(program, CELL_RETURN, def, 0);
    Variable declared = returned ? solver_find_cell(program, CELL_DECLARED, returned, 0) : 0;
    Result *results = program_value_results(program, declared, count);
    for (size_t i = 0; i < *count; i++) /* who declares a callable means something to be called */
        if (solver_data(program, set_items(&program->variables[declared].set)[i]).kind == OBJECT_CALLABLE)
            results[i] = (Result){.kind = RESULT_PLAIN};
    return results;
}

bool program_works_on_base(const Value *value)
{
    switch ((ValueKind)value->kind) {
    case VALUE_CALL:
    case VALUE_ATTRIBUTE:
    case VALUE_SUBSCRIPT:
    case VALUE_OPERATOR:
    case VALUE_ELEMENT:
    case VALUE_ENTER:
    case VALUE_AWAIT:
        return true;
    default:
        return false;
    }
}

bool program_site_is_closed(const Program *program, uint32_t site)
{
    const ProgramFile *file = program_file_of_value(program, site);
    const Value *value = program_value(program, site);
    return !program_works_on_base(value) || program_value_is_closed(program, file->first_value + value->base);
}

bool program_value_is_closed(const Program *program, uint32_t value)
{
    const ObjectSet *set = &program->variables[value].set;
    for (uint32_t i = 0; i < set->count; i++) {
        ObjectData data = solver_data(program, set_items(set)[i]);
        if (data.kind == OBJECT_UNKNOWN || data.kind == OBJECT_CALLABLE ||
            (data.kind == OBJECT_CLASS && data.b && program->classes[data.a].subclass_count))
            return false;
    }
    return set->count != 0;
}
