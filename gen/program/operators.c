/*
 * Operators: language reference, "Emulating numeric types", "Rich comparison methods". As syntax, and as functions that do
 * the same: operator.add(), sum().
 */
#include "solver.h"

#include <string.h>

enum Step {
    STEP_SEARCHED = 43
};

static bool is_sum(uint32_t kind)
{
    return kind == OP_ADD || kind == OP_OR || kind == OP_MUL;
}

static bool operate_in_place(Program *program, Object object, const Operation *operation, const CallSite *site)
{
    uint32_t method = operation->in_place ? program->operators[2][operation->kind] : 0;
    return method && calls_call_method(program, object, method, site);
}

/* Whether a method may return NotImplemented. */
static bool declines(const Program *program, Variable method)
{
    const ObjectSet *set = &program->variables[method].set;
    for (uint32_t i = 0; i < set->count; i++) {
        ObjectData data = solver_data(program, set_items(set)[i]);
        if (data.kind == OBJECT_FUNCTION && program->traits[data.a] & TRAIT_DECLINES)
            return true;
    }
    return false;
}

/* Does an operand on the left have the method, and answer by it? Then the one on the right is not asked, nor is it when
 * both are of one class. */
static bool is_answered(const Program *program, Variable operand, uint32_t name, uint32_t right_class)
{
    const ObjectSet *set = &program->variables[operand].set;
    bool answered = false;
    for (uint32_t i = 0; i < set->count; i++) {
        ObjectData data = solver_data(program, set_items(set)[i]);
        Variable method = data.kind == OBJECT_INSTANCE ? classes_find(program, data.a, name, 0) : 0;
        if (method && data.a != right_class && declines(program, method))
            return false;
        answered = answered || method;
    }
    return answered;
}

static bool has_instance(const Program *program, Variable operand)
{
    const ObjectSet *set = &program->variables[operand].set;
    for (uint32_t i = 0; i < set->count; i++)
        if (solver_data(program, set_items(set)[i]).kind == OBJECT_INSTANCE)
            return true;
    return false;
}

/* `in` on an instance of a class without `__contains__` of its own: that of a base outside the tree, or iteration. */
static void search_instance(Program *program, Object object, const CallSite *site)
{
    const ClassData *class = &program->classes[solver_data(program, object).a];
    for (uint32_t i = 0; i < class->external_count; i++) {
        const char *name = solver_text(program, class->external[i]), *last = strrchr(name, '.');
        if (last && (strcmp(last, ".Mapping") == 0 || strcmp(last, ".MutableMapping") == 0)) {
            calls_call_method(program, object, program->known.getitem, site);
            return;
        }
        if (strncmp(name, "<builtin>.", 10) == 0 && strcmp(last, ".object") != 0)
            return; /* a builtin type looks into itself */
    }
    protocols_iterate(program, object, site->site, solver_step(program, site->site, STEP_SEARCHED), false);
}

/* An operator on an instance: the method of it, or what Python takes in its place. */
static void operate_on_instance(Program *program, Object object, const Operation *operation, const CallSite *site)
{
    uint32_t kind = operation->kind, method = program->operators[operation->reflected][kind];
    bool membership = kind == OP_IN || kind == OP_NOT_IN;
    if (operation->reflected && !membership &&
        is_answered(program, operation->left, program->operators[0][kind], solver_data(program, object).a))
        return;
    if (!operation->reflected && operate_in_place(program, object, operation, site))
        return;
    if (calls_call_method(program, object, method, site))
        return;
    if (membership && operation->reflected)
        search_instance(program, object, site);
    else if (kind == OP_NE)
        calls_call_method(program, object, program->operators[operation->reflected][OP_EQ], site);
}

/* Members of an enumeration of flags, combined, are one more. */
static bool is_flag_operation(const Program *program, ObjectData data, uint32_t kind, uint32_t method)
{
    bool combines = kind == OP_OR || kind == OP_AND || kind == OP_XOR || kind == OP_INVERT;
    return combines && data.kind == OBJECT_INSTANCE && program->classes[data.a].is_enum &&
           !classes_find(program, data.a, method, 0);
}

/* Whether the other operand of something unknown decides what it gives: `x in rooms` is true or false, `"%s" % x` a text. */
static bool gives_same(const Program *program, const Operation *operation)
{
    if (operation->kind == OP_IN || operation->kind == OP_NOT_IN)
        return true;
    if (operation->kind != OP_MOD || !operation->reflected || !operation->left)
        return false;
    const ObjectSet *set = &program->variables[operation->left].set;
    bool text = set->count;
    for (uint32_t i = 0; i < set->count; i++) {
        ObjectData data = solver_data(program, set_items(set)[i]);
        text = text && data.kind == OBJECT_CONSTANT && data.a == CONSTANT_STRING;
    }
    return text;
}

/* What an operator does with one of the objects that an operand may be. */
static void operate(Program *program, Object object, const Operation *operation)
{
    uint32_t kind = operation->kind, method = program->operators[operation->reflected][kind];
    ObjectData data = solver_data(program, object);
    Variable result = operation->result;
    Argument argument = {operation->reflected ? operation->left : operation->right, NAME_NONE};
    CallSite site = {.site = operation->site,
                     .result = result,
                     .arguments = &argument,
                     .argument_count = argument.variable != 0,
                     .reach = REACH_IMPLICIT};
    if (is_flag_operation(program, data, kind, method)) {
        solver_add(program, result, object);
    } else if (data.kind == OBJECT_INSTANCE && method) {
        operate_on_instance(program, object, operation, &site);
    } else if (kind == OP_OR && (data.kind == OBJECT_CLASS || data.kind == OBJECT_EXTERNAL)) {
        if (result < program->value_count) /* `Data = str | bytes` */
            solver_add(program, result, solver_object(program, OBJECT_ALIAS, result, 0));
    } else if (data.kind == OBJECT_CONTAINER && is_sum(kind)) {
        solver_add(program, result, object);
    } else if (data.kind == OBJECT_CONSTANT && !operation->reflected) {
        if (!has_instance(program, argument.variable)) /* whose reflected method gives the result */
            solver_add(program, result, solver_object(program, OBJECT_CONSTANT, data.a, 0));
        if (data.a == CONSTANT_STRING && kind == OP_MOD && argument.variable)
            solver_link(program, argument.variable, LINK_CONVERT, operation->site, CONVERT_STR);
    } else if ((data.kind == OBJECT_UNKNOWN || data.kind == OBJECT_EXTERNAL_INSTANCE) &&
               !gives_same(program, operation)) {
        solver_add(program, result, program->unknown);
    }
}

void operators_run(Program *program, Object object, Variable target, bool reflected)
{
    const ProgramFile *file = program_file_of_value(program, target);
    const Value *value = program_value(program, target);
    Operation operation = {.site = target, .result = target, .kind = value->detail, .reflected = reflected};
    operation.left = solver_variable(file, value->base);
    operation.right = value->count ? solver_variable(file, file->facts.operands[value->first].value) : 0;
    operation.in_place = (value->flags & VALUE_INPLACE) != 0;
    operate(program, object, &operation);
}

void operators_link(Program *program, const Operation *operation)
{
    Operation reflected = *operation;
    reflected.reflected = true;
    uint32_t number = names_intern(program->operations, (const char *)operation, sizeof *operation);
    solver_link_once(program, operation->left, LINK_OPERATE, 0, number);
    if (operation->right && operation->kind != OPERATOR_ITEM) {
        number = names_intern(program->operations, (const char *)&reflected, sizeof reflected);
        solver_link_once(program, operation->right, LINK_OPERATE, 0, number);
    }
}

void operators_run_linked(Program *program, Object object, uint32_t number)
{
    Operation operation = *(const Operation *)(const void *)names_text(program->operations, number);
    if (operation.kind == OPERATOR_ITEM)
        protocols_read_item(program, object, &operation);
    else
        operate(program, object, &operation);
}
