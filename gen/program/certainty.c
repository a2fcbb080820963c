/*
 * Whether calls that the source does not spell happen for sure: an operator, a loop, str(x) run a method only of those
 * objects that have it, and Python's own types answer without one.
 */
#include "solver.h"

#include <string.h>

/* What a site asks of its objects. */
typedef struct {
    const Program *program;
    uint32_t target, name; /* the method that runs */
    bool none_answers;     /* None is no error */
    bool by_name;          /* each object must have the method itself */
    bool indirect;         /* the method is that of another object, which they give */
    bool outer;            /* it asks containers themselves, and not what is in them */
} Question;

static bool all_answer(const Question *question, Variable asked, bool inside);

/* Whether what a class has under the name is the method that runs, or one that this overrides. */
static bool leads_to_target(const Question *question, Variable member, ObjectData data)
{
    const Program *program = question->program;
    const ObjectSet *set = &program->variables[member].set;
    bool any = false;
    for (uint32_t i = 0; i < set->count; i++) {
        ObjectData function = solver_data(program, set_items(set)[i]);
        if (function.kind == OBJECT_FUNCTION && function.a == question->target)
            return true;
        any = any || function.kind == OBJECT_FUNCTION;
    }
    uint32_t owner = program_owner(program, question->target);
    return !any || (data.kind == OBJECT_INSTANCE && data.b && owner && classes_is_subclass(program, owner, data.a));
}

static bool has_method(const Question *question, ObjectData data)
{
    const Program *program = question->program;
    if (question->indirect)
        return true;
    Variable member = classes_find(program, data.a, question->name, 0);
    if (data.kind == OBJECT_CLASS && classes_find(program, program->classes[data.a]->metaclass, question->name, 0))
        member = classes_find(program, program->classes[data.a]->metaclass, question->name, 0);
    return member ? leads_to_target(question, member, data) : !question->by_name;
}

/* `inside`: of a container that is passed, the elements may be what is asked: sorted(rooms). */
static bool answers(const Question *question, Object object, bool inside)
{
    const Program *program = question->program;
    ObjectData data = solver_data(program, object);
    switch ((ObjectKind)data.kind) {
    case OBJECT_INSTANCE:
    case OBJECT_CLASS:
    case OBJECT_SUPER:
        return has_method(question, data);
    case OBJECT_CONTAINER: {
        Variable elements = inside && !question->outer ? solver_find_cell(program, CELL_ELEMENT, object, 0) : 0;
        return elements && all_answer(question, elements, false);
    }
    case OBJECT_CONSTANT:
        return data.a == CONSTANT_NONE && !question->none_answers;
    case OBJECT_EXTERNAL_INSTANCE: /* contextlib.closing() */
        return data.b && solver_data(program, data.b).kind == OBJECT_INSTANCE;
    case OBJECT_COROUTINE:
        return data.b;
    case OBJECT_GENERATOR:
        return data.a == question->target;
    case OBJECT_CONTEXT:
    case OBJECT_TUPLE_CLASS:
        return true;
    default:
        return false;
    }
}

/* None says nothing by itself: `getattr(x, name, None)` does not ask it. */
static bool all_answer(const Question *question, Variable asked, bool inside)
{
    const ObjectSet *set = &question->program->variables[asked].set;
    bool some = false;
    for (uint32_t i = 0; i < set->count; i++) {
        if (!answers(question, set_items(set)[i], inside))
            return false;
        some = some || solver_data(question->program, set_items(set)[i]).kind != OBJECT_CONSTANT;
    }
    return some;
}

static bool any_operand_answers(const Question *question, const ProgramFile *file, const Value *value)
{
    for (uint32_t i = 0; i < value->count; i++)
        if (all_answer(question, solver_variable(file, file->facts.operands[value->first + i].value),
                       value->kind == VALUE_CALL))
            return true;
    return false;
}

/* `rooms.sort()` asks what is in the list. */
static bool receiver_answers(const Question *question, const ProgramFile *file, const Value *call)
{
    const Value *method = &file->facts.values[call->base];
    return method->kind == VALUE_ATTRIBUTE && all_answer(question, solver_variable(file, method->base), true);
}

static bool is_one_of(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* Does an operand on the left have its say before one that may stand on the right? */
static bool goes_first(const Program *program, ObjectData left, const ObjectSet *right, uint32_t kind)
{
    if (left.kind != OBJECT_INSTANCE || !classes_find(program, left.a, program->operators[0][kind], 0))
        return false;
    for (uint32_t i = 0; i < right->count; i++) {
        ObjectData data = solver_data(program, set_items(right)[i]);
        if (data.kind != OBJECT_INSTANCE || !operators_ask_right_first(program, left.a, data.a, kind))
            return true;
    }
    return false;
}

/* Is it the method of the operand on the right, after that on the left has had its say, or the other way round? */
static bool is_second(const Program *program, const ProgramFile *file, const Value *value, uint32_t name)
{
    bool of_right = program->operators[1][value->detail] == name,
         of_left = program->operators[0][value->detail] == name;
    if (!value->base || !value->count || of_right == of_left)
        return false;
    const ObjectSet *set = &program->variables[solver_variable(file, value->base)].set;
    const ObjectSet *right = &program->variables[solver_variable(file, file->facts.operands[value->first].value)].set;
    for (uint32_t i = 0; i < set->count; i++) {
        ObjectData left = solver_data(program, set_items(set)[i]);
        if (of_right && goes_first(program, left, right, value->detail))
            return true;
        for (uint32_t k = 0; of_left && left.kind == OBJECT_INSTANCE && k < right->count; k++) {
            ObjectData data = solver_data(program, set_items(right)[k]);
            if (data.kind == OBJECT_INSTANCE && operators_ask_right_first(program, left.a, data.a, value->detail))
                return true;
        }
    }
    return false;
}

/* Whether a call that compares things surely does: heappush() does not in an empty heap, nor index() what is the same. */
static bool compares_always(const ProgramFile *file, const Value *call)
{
    static const char *const names[] = {"max", "min", "sort", "sorted"};
    const Value *callee = &file->facts.values[call->base];
    return (callee->kind == VALUE_GLOBAL || callee->kind == VALUE_ATTRIBUTE) &&
           is_one_of(facts_name(&file->facts, callee->name), names, sizeof names / sizeof *names);
}

/* Whether a comparison that no operator spells is done, as far as that depends on who does it. */
static bool is_compared(const ProgramFile *file, const Value *value, const char *name)
{
    static const char *const orders[] = {"__lt__", "__le__", "__gt__", "__ge__"};
    bool of_order = is_one_of(name, orders, sizeof orders / sizeof *orders), equal = strcmp(name, "__eq__") == 0;
    if (value->kind == VALUE_CALL)
        return !equal && (!of_order || compares_always(file, value));
    return !equal || (value->kind == VALUE_OPERATOR && value->detail != OP_IN && value->detail != OP_NOT_IN);
}

/* Is it an addition by sum()? One thing alone is added to a number, by its `__radd__`. */
static bool is_added(const ProgramFile *file, const Value *value, const char *name)
{
    const Value *callee = &file->facts.values[value->base];
    return value->kind == VALUE_CALL && callee->kind == VALUE_GLOBAL && strcmp(name, "__add__") == 0 &&
           strcmp(facts_name(&file->facts, callee->name), "sum") == 0;
}

/* Is it `text.format(…)`? The text may ask for attributes of what it is passed, or for nothing. */
static bool is_asked_by_text(const ProgramFile *file, const Value *value)
{
    const Value *method = &file->facts.values[value->base];
    return value->kind == VALUE_CALL && method->kind == VALUE_ATTRIBUTE &&
           strcmp(facts_name(&file->facts, method->name), "format") == 0;
}

/* Is it a method that stands in for a special one under a name of its own, `__add__ = __radd__ = fail`? For which of them
 * is not known here. */
static bool stands_in(const Program *program, const ResolvedCall *call, const Value *value)
{
    bool attribute = value->kind == VALUE_ATTRIBUTE || value->kind == VALUE_STORE;
    return call->reach == REACH_IMPLICIT && !attribute && !call->argument &&
           program_def(program, call->target)->kind != DEF_CLASS &&
           !(program->traits[call->target] & (TRAIT_PROPERTY | TRAIT_SETTER | TRAIT_DELETER));
}

/* Is it asked of a context manager that is around each of the callees? */
static bool around_answers(const Question *question, const ProgramFile *file, const Value *call)
{
    const ObjectSet *set = &question->program->variables[solver_variable(file, call->base)].set;
    for (uint32_t i = 0; i < set->count; i++) {
        Variable contexts = around_contexts(question->program, set_items(set)[i]);
        if (!contexts || !all_answer(question, contexts, false))
            return false;
    }
    return set->count;
}

/* Whether what a site asks leads to the target, whichever of its objects it is. */
static bool site_answers(const Question *question, const ProgramFile *file, const Value *value)
{
    switch ((ValueKind)value->kind) {
    case VALUE_OPERATOR:
        if (is_second(question->program, file, value, question->name))
            return false;
        return (value->base && all_answer(question, solver_variable(file, value->base), false)) ||
               any_operand_answers(question, file, value);
    case VALUE_CALL:
        return any_operand_answers(question, file, value) || receiver_answers(question, file, value) ||
               around_answers(question, file, value);
    case VALUE_SUBSCRIPT:
    case VALUE_ELEMENT:
    case VALUE_ENTER:
    case VALUE_AWAIT:
    case VALUE_UNPACK:
    case VALUE_REST:
    case VALUE_YIELD:
        return all_answer(question, solver_variable(file, value->base), false);
    case VALUE_CONTAINER:
    case VALUE_COMPREHENSION:
        return any_operand_answers(question, file, value) ||
               (value->kind == VALUE_COMPREHENSION && all_answer(question, solver_variable(file, value->base), false));
    case VALUE_STORE: /* the key is not known here */
        return strcmp(solver_text(question->program, question->name), "__hash__") != 0;
    default:
        return true;
    }
}

/* What a site asks by the method that runs there. */
static Question question_of(const Program *program, const ResolvedCall *call, const Value *value)
{
    static const char *const of_none[] = {"__str__", "__repr__", "__format__", "__bool__",
                                          "__eq__",  "__ne__",   "__hash__"};
    static const char *const indirect[] = {"__next__", "__anext__"}; /* of what __iter__ gives */
    static const char *const outer[] = {"__iter__", "__aiter__", "__reversed__", "__getitem__"};
    uint32_t number = solver_name(program_file_of_def(program, call->target), program_def(program, call->target)->name);
    const char *name = solver_text(program, number);
    bool truth = value->kind == VALUE_OPERATOR && (value->detail == OP_TRUTH || value->detail == OP_NOT);
    return (Question){
        .program = program,
        .target = call->target,
        .name = number,
        .none_answers = truth || is_one_of(name, of_none, sizeof of_none / sizeof *of_none),
        .by_name = value->kind == VALUE_CALL || value->kind == VALUE_OPERATOR,
        .indirect = is_one_of(name, indirect, sizeof indirect / sizeof *indirect),
        .outer = is_one_of(name, outer, sizeof outer / sizeof *outer),
    };
}

/* Does a member of a class run something when it is read of an instance? `assigned`: that has such an attribute itself. */
static bool member_runs(const Program *program, Variable member, bool assigned)
{
    enum {
        TAKES = SPECIAL_SET | SPECIAL_DELETE /* what is assigned, and hides nothing then */
    };
    const ObjectSet *set = &program->variables[member].set;
    for (uint32_t i = 0; i < set->count; i++) {
        ObjectData data = solver_data(program, set_items(set)[i]);
        bool property =
            data.kind == OBJECT_FUNCTION && program->traits[data.a] & (TRAIT_PROPERTY | TRAIT_SETTER | TRAIT_DELETER);
        unsigned specials = data.kind == OBJECT_INSTANCE ? program->classes[data.a]->specials : 0;
        bool descriptor = specials & SPECIAL_GET && (!assigned || specials & TAKES);
        if (!property && !descriptor && data.kind != OBJECT_DESCRIPTOR)
            return false;
    }
    return set->count;
}

/* Whether reading an attribute of an object runs something of the tree. What is neither an instance nor a constant is not
 * looked at. */
static bool read_runs(const Program *program, Object object, uint32_t name)
{
    ObjectData data = solver_data(program, object);
    if (data.kind == OBJECT_EXTERNAL || data.kind == OBJECT_EXTERNAL_INSTANCE)
        return false;
    if (data.kind != OBJECT_INSTANCE || program->classes[data.a]->specials & SPECIAL_GETATTRIBUTE)
        return data.kind != OBJECT_CONSTANT || data.a == CONSTANT_NONE;
    Variable member = classes_find(program, data.a, name, 0);
    bool assigned = attributes_is_assigned(program, object, name);
    if (member && !attributes_is_only_declared(program, data.a, name))
        return member_runs(program, member, assigned);
    return !assigned && classes_find(program, data.a, program->known.getattr, 0);
}

static bool each_read_runs(const Program *program, const ProgramFile *file, uint32_t base, uint32_t name)
{
    const ObjectSet *set = &program->variables[solver_variable(file, base)].set;
    for (uint32_t i = 0; i < set->count; i++)
        if (!read_runs(program, set_items(set)[i], solver_name(file, name)))
            return false;
    return true;
}

/* Does a read of an attribute, `getattr(room, "size")` as well, run something whichever of its objects it is of? What is no
 * such read does. */
static bool runs_when_read(const Program *program, const ProgramFile *file, const Value *value)
{
    static const char *const readers[] = {"getattr", "hasattr"};
    if (value->kind == VALUE_ATTRIBUTE && !value->count)
        return each_read_runs(program, file, value->base, value->name);
    const Value *callee = &file->facts.values[value->base];
    if (value->kind != VALUE_CALL || value->count < 2 || callee->kind != VALUE_GLOBAL ||
        !is_one_of(facts_name(&file->facts, callee->name), readers, sizeof readers / sizeof *readers))
        return true;
    const Operand *operands = &file->facts.operands[value->first];
    const Value *name = &file->facts.values[operands[1].value];
    return name->kind != VALUE_CONSTANT || each_read_runs(program, file, operands[0].value, name->name);
}

bool program_runs_always(const Program *program, const ResolvedCall *call)
{
    static const char *const of_items[] = {"__setitem__", "__delitem__"};
    static const char *const of_attributes[] = {"__get__", "__set__", "__delete__", "__setattr__", "__delattr__"};
    const ProgramFile *file = program_file_of_value(program, call->site);
    const Value *value = program_value(program, call->site);
    Question question = question_of(program, call, value);
    const char *name = solver_text(program, question.name);
    if (!is_compared(file, value, name) || is_asked_by_text(file, value) || is_added(file, value, name))
        return false;
    if (!runs_when_read(program, file, value))
        return false;
    if (is_one_of(name, of_items, sizeof of_items / sizeof *of_items))
        return all_answer(&question, value->kind == VALUE_STORE ? solver_variable(file, value->base) : call->site,
                          false) ||
               (value->kind == VALUE_CALL && /* operator.setitem(), what update() runs */
                (any_operand_answers(&question, file, value) || receiver_answers(&question, file, value)));
    bool special = strncmp(name, "__", 2) == 0;
    bool of_syntax = special && !is_one_of(name, of_attributes, sizeof of_attributes / sizeof *of_attributes);
    bool runs_later = value->kind == VALUE_AWAIT || value->kind == VALUE_ELEMENT || value->kind == VALUE_ENTER ||
                      (program_def(program, call->target)->flags & DEF_GENERATOR && call->reach == REACH_IMPLICIT);
    if (of_syntax || runs_later)
        return site_answers(&question, file, value);
    return special || !stands_in(program, call, value); /* a property, `Room().door = door` */
}

static bool declares_callee(const Program *program, Variable param)
{
    Variable declared = solver_find_cell(program, CELL_DECLARED, param, 0);
    const ObjectSet *set = &program->variables[declared].set;
    for (uint32_t i = 0; declared && i < set->count; i++) {
        ObjectKind kind = (ObjectKind)solver_data(program, set_items(set)[i]).kind;
        if (kind == OBJECT_CLASS || kind == OBJECT_INSTANCE)
            return true;
    }
    return false;
}

/* Is it a method that others call who know it by a protocol only? */
static bool is_called_by_others(const Program *program, uint32_t method)
{
    uint32_t name = solver_name(program_file_of_def(program, method), program_def(program, method)->name);
    return program_owner(program, method) &&
           (name == program->known.call || program_external_override(program, method));
}

bool program_calls_passed(const Program *program, uint32_t site)
{
    const ProgramFile *file = program_file_of_value(program, site);
    const Value *call = program_value(program, site);
    const Value *callee = &file->facts.values[program_before_tests(file, call->base)];
    if (call->kind != VALUE_CALL || callee->kind != VALUE_PARAM || file->test)
        return false;
    const Def *def = &file->facts.defs[call->scope];
    const Param *param = &file->facts.params[callee->base];
    uint32_t index = callee->base - def->first_param, function = file->first_def + call->scope;
    return index && index < def->param_count && is_called_by_others(program, function) &&
           !declares_callee(program, solver_variable(file, param->value));
}

/* What an instance of the tree is taken to inherit, against something that is of the class outside. */
static bool inherits_from(const Program *program, ObjectData data, uint32_t owner)
{
    const ClassData *class_data = data.kind == OBJECT_INSTANCE ? program->classes[data.a] : NULL;
    for (uint32_t i = 0; class_data && i < class_data->external_count; i++)
        if (class_data->external[i] == owner)
            return true;
    return false;
}

/* Whether a method outside the tree that is read is that of a value of Python's own types, such as a dictionary. */
static bool is_read_of_own(const Program *program, const ProgramFile *file, uint32_t read, uint32_t name)
{
    const ObjectSet *set = &program->variables[solver_variable(file, read)].set;
    for (uint32_t i = 0; i < set->count; i++) {
        ObjectData data = solver_data(program, set_items(set)[i]);
        ObjectKind of = data.kind == OBJECT_EXTERNAL && data.a == name && data.b
                            ? (ObjectKind)solver_data(program, data.b).kind
                            : OBJECT_NONE;
        if (of == OBJECT_CONTAINER || of == OBJECT_CONSTANT)
            return true;
    }
    return false;
}

bool program_is_guess(const Program *program, const ResolvedCall *call)
{
    const CatalogEntry *entries;
    const char *name = solver_text(program, call->name), *dot = strrchr(name, '.');
    const Value *value = program_value(program, call->site);
    if (call->target || program_external_is_known(program, call->name) || !dot || value->kind != VALUE_CALL ||
        catalog_find(program->catalog, name, &entries))
        return false;
    const ProgramFile *file = program_file_of_value(program, call->site);
    const Value *method = &file->facts.values[value->base];
    if (method->kind != VALUE_ATTRIBUTE || attributes_method_reading(program, file->first_value + value->base))
        return false;
    if (is_read_of_own(program, file, value->base, call->name))
        return false;
    uint32_t owner = names_find(program->names, name, (size_t)(dot - name));
    const ObjectSet *set = &program->variables[solver_variable(file, method->base)].set;
    bool inherited = false;
    for (uint32_t i = 0; i < set->count; i++) {
        ObjectData data = solver_data(program, set_items(set)[i]);
        if ((data.kind == OBJECT_EXTERNAL || data.kind == OBJECT_EXTERNAL_INSTANCE) && data.a == owner)
            return false;
        inherited = inherited || inherits_from(program, data, owner);
    }
    return inherited;
}
