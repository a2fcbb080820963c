/*
 * Operators: language reference, "Emulating numeric types", "Rich comparison methods". As syntax, and as functions that do
 * the same: operator.add(), sum().
 */
#include "builtins.h"

#include <string.h>

enum {
    STEP_SEARCHED = 43,
    STEP_JOINED
};

/* Whether what comes out of an operator holds what an operand does. */
static bool is_united(ObjectData container, const Operation *operation)
{
    uint32_t kind = operation->kind;
    bool left_of_sets = (kind == OP_SUB || kind == OP_AND) && !operation->reflected;
    return kind == OP_ADD || kind == OP_OR || kind == OP_MUL ||
           (container.b % CONTAINER_INNER == CONTAINER_SET && (left_of_sets || kind == OP_XOR));
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

/* The augmented method, if it answers. */
static bool operate_in_place(Program *program, Object object, const Operation *operation, const CallSite *site)
{
    uint32_t method = operation->in_place ? program->operators[2][operation->kind] : 0;
    return method && calls_call_method(program, object, method, site) &&
           !declines(program, classes_find(program, solver_data(program, object).a, method, 0));
}

static bool compares(uint32_t kind)
{
    return kind >= OP_LT && kind <= OP_GE;
}

bool operators_ask_right_first(const Program *program, uint32_t left_class, uint32_t right_class, uint32_t kind)
{
    uint32_t name = program->operators[1][kind];
    Variable method = left_class != right_class && classes_is_subclass(program, right_class, left_class)
                          ? classes_find(program, right_class, name, 0)
                          : 0;
    return method && (compares(kind) || method != classes_find(program, left_class, name, 0));
}

/* Does an operand on the left have the method, and answer by it? Then the one on the right is not asked, nor is it when
 * both are of one class, but for comparisons. */
static bool is_answered(const Program *program, Variable operand, uint32_t kind, uint32_t right_class)
{
    const ObjectSet *set = &program->variables[operand].set;
    bool answered = false;
    for (uint32_t i = 0; i < set->count; i++) {
        ObjectData data = solver_data(program, set_items(set)[i]);
        Variable method =
            data.kind == OBJECT_INSTANCE ? classes_find(program, data.a, program->operators[0][kind], 0) : 0;
        if (method && (compares(kind) || data.a != right_class) && declines(program, method))
            return false;
        if (method && operators_ask_right_first(program, data.a, right_class, kind))
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
    const ClassData *class = program->classes[solver_data(program, object).a];
    for (uint32_t i = 0; i < class->external_count; i++) {
        const char *name = solver_text(program, class->external[i]), *last = strrchr(name, '.');
        if (last && (strcmp(last, ".Mapping") == 0 || strcmp(last, ".MutableMapping") == 0)) {
            calls_call_method(program, object, program->known.getitem, site);
            return;
        }
        if (program_is_builtin(name) && strcmp(last, ".object") != 0)
            return; /* a builtin type looks into itself */
    }
    protocols_iterate(program, object, site->site, solver_step(program, site->site, STEP_SEARCHED), false);
}

/* `room <= hall` where @total_ordering has written that method: it calls the one that the class has. */
static bool compare_ordered(Program *program, Object object, uint32_t kind, const CallSite *site)
{
    static const uint8_t roots[] = {OP_LT, OP_LE, OP_GT, OP_GE};
    const ClassData *class = program->classes[solver_data(program, object).a];
    bool ordered = false;
    for (uint32_t i = 0; program->traits && i < class->mro_count; i++)
        ordered = ordered || program->traits[class->mro[i]] & TRAIT_ORDERED;
    for (size_t i = 0; ordered && memchr(roots, (int)kind, sizeof roots) && i < sizeof roots; i++)
        if (calls_call_method(program, object, program->operators[0][roots[i]], site))
            return true;
    return false;
}

/* An operator on an instance: the method of it, or what Python takes in its place. */
static void operate_on_instance(Program *program, Object object, const Operation *operation, const CallSite *site)
{
    uint32_t kind = operation->kind, method = program->operators[operation->reflected][kind];
    bool membership = kind == OP_IN || kind == OP_NOT_IN;
    if (operation->reflected && !membership &&
        is_answered(program, operation->left, kind, solver_data(program, object).a))
        return;
    if (!operation->reflected && operate_in_place(program, object, operation, site))
        return;
    if (calls_call_method(program, object, method, site) || compare_ordered(program, object, kind, site))
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
    return combines && data.kind == OBJECT_INSTANCE && program->classes[data.a]->is_enum &&
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

/* `room in rooms`: a mapping or a set hashes it, others compare it with what they hold. */
static void search_container(Program *program, ObjectData container, const Operation *operation)
{
    uint32_t type = container.b % CONTAINER_INNER;
    if (operation->left >= program->value_count || program_value(program, operation->left)->kind != VALUE_CONSTANT)
        solver_link(program, operation->left, LINK_CONVERT, operation->site,
                    type == CONTAINER_DICT || type == CONTAINER_SET ? CONVERT_KEY : CONVERT_EQUAL);
}

enum {
    FORMAT_LIMIT = 16
};

/* By what the gaps of "%s and %r" are filled in; those of numbers: CONVERSION_COUNT. Returns how many they are. */
static uint32_t gaps_of(const char *text, uint32_t out[FORMAT_LIMIT])
{
    uint32_t count = 0;
    while ((text = strchr(text, '%')) && count < FORMAT_LIMIT) {
        text++;
        if (*text == '(')
            text += strcspn(text, ")");
        text += strcspn(text, "srad%iouxXeEfFgGc");
        if (*text != '%')
            out[count++] = *text == 's' ? CONVERT_STR : *text == 'r' || *text == 'a' ? CONVERT_REPR : CONVERSION_COUNT;
        text += *text != 0;
    }
    return count;
}

/* `"%s: %r" % (name, room)`. Of a text that is not known, one thing is most likely filled in by str(). */
static void format(Program *program, const Operation *operation)
{
    uint32_t text = builtins_literal_text(program, operation->left), gaps[FORMAT_LIMIT] = {CONVERT_STR};
    uint32_t count = text ? gaps_of(solver_text(program, text), gaps) : 1;
    bool written = operation->right < program->value_count;
    const Value *right = written ? program_value(program, operation->right) : NULL;
    if (!right || right->kind != VALUE_CONTAINER || right->detail != CONTAINER_TUPLE) {
        if (count && gaps[0] != CONVERSION_COUNT)
            solver_link(program, operation->right, LINK_CONVERT, operation->site, gaps[0]);
        return;
    }
    const ProgramFile *file = program_file_of_value(program, operation->right);
    for (uint32_t i = 0; text && i < count && i < right->count; i++)
        if (gaps[i] != CONVERSION_COUNT)
            solver_link(program, solver_variable(file, file->facts.operands[right->first + i].value), LINK_CONVERT,
                        operation->site, gaps[i]);
}

/* `these + those`, `these += those`: a list or tuple keeps its items where they are; whatever it is joined with may be
 * anywhere behind them, as may what is repeated. A list that is changed is the one that others know, too. */
static void join(Program *program, Object container, const Operation *operation)
{
    uint32_t type = solver_data(program, container).b % CONTAINER_INNER;
    bool moves = operation->reflected || operation->kind == OP_MUL;
    if (operation->result && moves && (type == CONTAINER_LIST || type == CONTAINER_TUPLE)) {
        Object joined = solver_object(program, OBJECT_CONTAINER, operation->result, type);
        containers_store(program, joined, 0, containers_elements(program, container));
        solver_add(program, operation->result, joined);
        return;
    }
    if (operation->in_place && type == CONTAINER_LIST) {
        Variable added = solver_step(program, operation->site, STEP_JOINED);
        solver_link_once(program, operation->right, LINK_SPREAD, added, operation->site);
        containers_store(program, container, 0, added);
    }
    solver_add(program, operation->result, container);
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
    } else if (data.kind == OBJECT_CLASS && program->classes[data.a]->metaclass && method &&
               calls_call_method(program, object, method, &site)) {
        return;
    } else if (data.kind == OBJECT_INSTANCE && method) {
        operate_on_instance(program, object, operation, &site);
    } else if (kind == OP_OR && (data.kind == OBJECT_CLASS || data.kind == OBJECT_EXTERNAL)) {
        if (result < program->value_count) /* `Data = str | bytes` */
            solver_add(program, result, solver_object(program, OBJECT_ALIAS, result, 0));
    } else if (data.kind == OBJECT_CONTAINER && (kind == OP_IN || kind == OP_NOT_IN)) {
        if (operation->reflected)
            search_container(program, data, operation);
    } else if (data.kind == OBJECT_CONTAINER && is_united(data, operation)) {
        join(program, object, operation);
    } else if (data.kind == OBJECT_CONSTANT && !operation->reflected) {
        if (!has_instance(program, argument.variable)) /* whose reflected method gives the result */
            solver_add(program, result, solver_object(program, OBJECT_CONSTANT, data.a, 0));
        if (data.a == CONSTANT_STRING && kind == OP_MOD && argument.variable)
            format(program, operation);
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
    uint32_t number = names_intern(program->operations, (const char *)operation, sizeof *operation);
    solver_link_once(program, operation->left, LINK_OPERATE, 0, number);
    if (operation->right && operation->kind != OPERATOR_ITEM)
        utarray_push_back(program->reflected, &number);
}

bool operators_settle(Program *program)
{
    uint32_t count = utarray_len(program->reflected);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t number = *(uint32_t *)(void *)utarray_eltptr(program->reflected, i);
        Operation operation = *(const Operation *)(const void *)names_text(program->operations, number);
        operation.reflected = true;
        number = names_intern(program->operations, (const char *)&operation, sizeof operation);
        solver_link_once(program, operation.right, LINK_OPERATE, 0, number);
    }
    utarray_erase(program->reflected, 0, count);
    return count != 0;
}

void operators_run_linked(Program *program, Object object, uint32_t number)
{
    Operation operation = *(const Operation *)(const void *)names_text(program->operations, number);
    if (operation.kind == OPERATOR_ITEM)
        protocols_read_item(program, object, &operation);
    else
        operate(program, object, &operation);
}
