/*
 * Instances from annotations: typing specification, "Type annotations". Generic containers become containers of
 * instances; what an annotation allows beside the class (None, Any) adds nothing. None alone is None.
 */
#include "solver.h"

#include <stdlib.h>
#include <string.h>

enum {
    DEPTH_LIMIT = 12
};

typedef struct {
    const char *name; /* without its module */
    Form form;
} FormRow;

/* By name, for bsearch(). */
static const FormRow forms[] = {
    {"AbstractSet", FORM_SET},
    {"Annotated", FORM_ANNOTATED},
    {"Any", FORM_OTHER},
    {"AsyncGenerator", FORM_GENERATOR},
    {"AsyncIterable", FORM_LIST},
    {"AsyncIterator", FORM_GENERATOR},
    {"Awaitable", FORM_AWAITABLE},
    {"Callable", FORM_CALLABLE},
    {"ClassVar", FORM_INNER},
    {"Collection", FORM_LIST},
    {"Coroutine", FORM_AWAITABLE},
    {"DefaultDict", FORM_DICT},
    {"Deque", FORM_DEQUE},
    {"Dict", FORM_DICT},
    {"Final", FORM_INNER},
    {"FrozenSet", FORM_SET},
    {"Future", FORM_TASK},
    {"Generator", FORM_GENERATOR},
    {"Iterable", FORM_LIST},
    {"Iterator", FORM_GENERATOR},
    {"List", FORM_LIST},
    {"Literal", FORM_LITERAL},
    {"Mapping", FORM_DICT},
    {"MutableMapping", FORM_DICT},
    {"MutableSequence", FORM_LIST},
    {"MutableSet", FORM_SET},
    {"Never", FORM_OTHER},
    {"NoReturn", FORM_OTHER},
    {"NotRequired", FORM_INNER},
    {"Optional", FORM_ALTERNATIVES},
    {"OrderedDict", FORM_DICT},
    {"ReadOnly", FORM_INNER},
    {"Required", FORM_INNER},
    {"Self", FORM_SELF},
    {"Sequence", FORM_LIST},
    {"Set", FORM_SET},
    {"Task", FORM_TASK},
    {"Tuple", FORM_TUPLE},
    {"Type", FORM_TYPE},
    {"TypeAlias", FORM_OTHER},
    {"TypeGuard", FORM_BOOLEAN},
    {"TypeIs", FORM_BOOLEAN},
    {"TypeVar", FORM_OTHER},
    {"Union", FORM_ALTERNATIVES},
    {"Unpack", FORM_OTHER},
    {"WeakSet", FORM_SET},
    {"WeakValueDictionary", FORM_DICT},
    {"any", FORM_OTHER}, /* as `callable`: a function that is meant for the type */
    {"callable", FORM_OTHER},
    {"defaultdict", FORM_DICT},
    {"deque", FORM_DEQUE},
    {"dict", FORM_DICT},
    {"frozenset", FORM_SET},
    {"list", FORM_LIST},
    {"set", FORM_SET},
    {"tuple", FORM_TUPLE},
    {"type", FORM_TYPE},
};

static int compare_form(const void *name, const void *row)
{
    return strcmp(name, ((const FormRow *)row)->name);
}

Form annotations_form(const char *qualified)
{
    static const char *const modules[] = {"typing.",      "typing_extensions.", "<builtin>.", "collections.abc.",
                                          "collections.", "weakref.",           "asyncio."};
    for (size_t i = 0; i < sizeof modules / sizeof *modules; i++) {
        size_t length = strlen(modules[i]);
        if (*qualified != *modules[i] || strncmp(qualified, modules[i], length) != 0)
            continue;
        const FormRow *row =
            bsearch(qualified + length, forms, sizeof forms / sizeof *forms, sizeof *forms, compare_form);
        if (row)
            return row->form;
    }
    return FORM_CLASS;
}

/* The first thing from outside that a variable may be, or 0. */
static uint32_t external_name(const Program *program, Variable base)
{
    const ObjectSet *set = &program->variables[base].set;
    for (uint32_t i = 0; i < set->count; i++) {
        ObjectData data = solver_data(program, set_items(set)[i]);
        if (data.kind == OBJECT_EXTERNAL)
            return data.a;
    }
    return 0;
}

static Form form_of(const Program *program, Variable base)
{
    uint32_t name = external_name(program, base);
    return name ? annotations_form(solver_text(program, name)) : FORM_CLASS;
}

/* The definition whose result, parameter or attribute a variable is, or 0. */
static uint32_t definition_around(const Program *program, Variable variable)
{
    if (variable < program->value_count)
        return program_file_of_value(program, variable)->first_def + program_value(program, variable)->scope;
    if (variable >= program->first_return && variable < program->first_return + program->def_count)
        return variable - program->first_return;
    return 0;
}

void annotations_make_self(Program *program, Object receiver, Variable target)
{
    ObjectData data = solver_data(program, receiver);
    if (data.kind == OBJECT_INSTANCE || data.kind == OBJECT_CLASS)
        solver_add(program, target, solver_object(program, OBJECT_INSTANCE, data.a, data.b));
}

/* `Self` is what the receiver of a method is; in the body of a class, an instance of it. */
static void read_self(Program *program, Variable target, Variable owner)
{
    uint32_t def = definition_around(program, owner);
    const Def *facts = program_def(program, def);
    const ProgramFile *file = program_file_of_def(program, def);
    if (facts->kind == DEF_CLASS)
        solver_add(program, target, solver_object(program, OBJECT_INSTANCE, def, 1));
    else if (facts->param_count && program_owner(program, def) && !(program->traits[def] & TRAIT_STATIC))
        solver_link(program, solver_variable(file, file->facts.params[facts->first_param].value), LINK_SELF, target, 0);
}

const BuiltinType *annotations_builtin(const char *qualified)
{
    static const BuiltinType types[] = {
        {"<builtin>.str", OBJECT_CONSTANT, CONSTANT_STRING},  {"<builtin>.bytes", OBJECT_CONSTANT, CONSTANT_BYTES},
        {"<builtin>.int", OBJECT_CONSTANT, CONSTANT_INTEGER}, {"<builtin>.float", OBJECT_CONSTANT, CONSTANT_FLOAT},
        {"<builtin>.bool", OBJECT_CONSTANT, CONSTANT_BOOL},   {"<builtin>.list", OBJECT_CONTAINER, CONTAINER_LIST},
        {"<builtin>.dict", OBJECT_CONTAINER, CONTAINER_DICT}, {"<builtin>.set", OBJECT_CONTAINER, CONTAINER_SET},
        {"typing.Text", OBJECT_CONSTANT, CONSTANT_STRING},    {"typing.List", OBJECT_CONTAINER, CONTAINER_LIST},
        {"typing.Dict", OBJECT_CONTAINER, CONTAINER_DICT},    {"typing.Set", OBJECT_CONTAINER, CONTAINER_SET},
        {"typing.Deque", OBJECT_CONTAINER, CONTAINER_DEQUE},
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(types[i].name, qualified) == 0)
            return &types[i];
    return NULL;
}

/* Is it a value of the type? A bool is an int, too. */
static bool is_of_builtin(const BuiltinType *type, ObjectData data)
{
    uint32_t own = data.kind == OBJECT_CONTAINER ? data.b % CONTAINER_INNER : data.a;
    bool is_int = data.kind == OBJECT_CONSTANT && own == CONSTANT_BOOL && type->type == CONSTANT_INTEGER;
    return type->kind == data.kind && (own == type->type || is_int);
}

/* Of what a container holds nothing is said. */
static bool make_builtin(Program *program, uint32_t name, Variable target)
{
    const BuiltinType *type = annotations_builtin(solver_text(program, name));
    if (!type)
        return false;
    bool container = type->kind == OBJECT_CONTAINER;
    Object object = solver_object(program, type->kind, container ? target : type->type, container ? type->type : 0);
    if (container)
        solver_add(program, solver_cell(program, CELL_ELEMENT, object, 0), program->unknown);
    solver_add(program, target, object);
    return true;
}

void annotations_make_instance(Program *program, Object object, Variable target, Variable owner, bool exception)
{
    ObjectData data = solver_data(program, object);
    switch ((ObjectKind)data.kind) {
    case OBJECT_CLASS:
        solver_add(program, target, solver_object(program, OBJECT_INSTANCE, data.a, 1));
        if (program->classes[data.a]->is_protocol)
            solver_link(program, classes_find_implementations(program, data.a), LINK_COPY, target, 0);
        break;
    case OBJECT_EXTERNAL: {
        if (make_builtin(program, data.a, target)) /* as most are */
            break;
        Form form = annotations_form(solver_text(program, data.a));
        if (form == FORM_SELF)
            read_self(program, target, owner);
        else if (form != FORM_OTHER && form != FORM_CALLABLE && form != FORM_INNER) /* `x: Final = …` says no type */
            solver_add(program, target, solver_object(program, OBJECT_EXTERNAL_INSTANCE, data.a, 0));
        break;
    }
    case OBJECT_ALIAS:
        if (!generics_read_variable(program, object, target, owner))
            annotations_read(program, data.a, target, owner, 1);
        break;
    case OBJECT_CONTAINER:
        if (exception)
            solver_link_once(program, containers_elements(program, object), LINK_EXCEPTION, target, 0);
        break;
    default:
        break;
    }
}

/* The arguments of `base[…]`: the elements of a tuple, or the one index. */
uint32_t annotations_arguments(const ProgramFile *file, const Value *subscript, const Operand **out)
{
    *out = &file->facts.operands[subscript->first];
    const Value *index = &file->facts.values[(*out)->value];
    if (index->kind != VALUE_CONTAINER || index->detail != CONTAINER_TUPLE)
        return subscript->count;
    *out = &file->facts.operands[index->first];
    return index->count;
}

/* The declared result of a generic function is another container at each call. */
static Object container_of(Program *program, Variable annotation, uint32_t type, Variable owner)
{
    bool of_call = program_value(program, owner)->kind == VALUE_CALL;
    return solver_object(program, OBJECT_CONTAINER,
                         of_call ? solver_cell(program, CELL_DISPLAY, owner, annotation) : annotation, type);
}

static void read_container(Program *program, Variable annotation, uint32_t type, const Operand *arguments,
                           uint32_t count, Variable target, Variable owner, unsigned depth)
{
    const ProgramFile *file = program_file_of_value(program, annotation);
    Object container = container_of(program, annotation, type, owner);
    Variable element = containers_elements(program, container);
    solver_add(program, target, container);
    if (type == CONTAINER_TUPLE) {
        for (uint32_t i = 0; i < count; i++) {
            Variable item = solver_cell(program, CELL_ITEM, container, calls_position_name(program, i));
            annotations_read(program, file->first_value + arguments[i].value, item, owner, depth + 1);
            solver_link(program, item, LINK_COPY, element, 0);
        }
        return;
    }
    uint32_t index = type == CONTAINER_DICT ? 1 : 0;
    if (index >= count)
        return;
    /* under any key; what is stored stays under its own */
    Variable rest = solver_cell(program, CELL_OTHER, container, 0);
    annotations_read(program, file->first_value + arguments[index].value, rest, owner, depth + 1);
    solver_link(program, rest, LINK_COPY, element, 0);
}

/* `task`: name of the class whose instance it is, or 0. */
static void read_awaitable(Program *program, Variable annotation, uint32_t task, const Operand *arguments,
                           uint32_t count, Variable target, unsigned depth)
{
    const ProgramFile *file = program_file_of_value(program, annotation);
    Variable result = solver_step(program, annotation, 1);
    Object awaitable = solver_object(program, OBJECT_COROUTINE, result, 0);
    solver_add(program, target, task ? solver_object(program, OBJECT_EXTERNAL_INSTANCE, task, awaitable) : awaitable);
    if (count)
        annotations_read(program, file->first_value + arguments[count - 1].value, result, target, depth + 1);
}

/* Callable[[…], Result]: what calling it gives. */
static void read_callable(Program *program, Variable annotation, const Operand *arguments, uint32_t count,
                          Variable target, unsigned depth)
{
    const ProgramFile *file = program_file_of_value(program, annotation);
    Variable result = solver_step(program, annotation, 1);
    if (count != 2)
        return;
    solver_add(program, target, solver_object(program, OBJECT_CALLABLE, result, 0));
    annotations_read(program, file->first_value + arguments[1].value, result, target, depth + 1);
}

/* Queue[Job]: what comes out of it is one. */
static void read_queue(Program *program, Variable annotation, uint32_t name, const Operand *arguments, Variable target,
                       Variable owner, unsigned depth)
{
    const ProgramFile *file = program_file_of_value(program, annotation);
    Object held = container_of(program, annotation, CONTAINER_LIST, owner);
    annotations_read(program, file->first_value + arguments[0].value, solver_cell(program, CELL_OTHER, held, 0), owner,
                     depth + 1);
    solver_link(program, solver_cell(program, CELL_OTHER, held, 0), LINK_COPY, containers_elements(program, held), 0);
    solver_add(program, target, solver_object(program, OBJECT_EXTERNAL_INSTANCE, name, held));
}

/* `Box[Room]`: an instance of the class that knows what is in the brackets. */
static void read_generic(Program *program, Variable annotation, Variable base, Variable target, Variable owner,
                         unsigned depth)
{
    const ObjectSet *set = &program->variables[base].set;
    if (set->count && solver_data(program, set_items(set)[0]).kind == OBJECT_CLASS)
        solver_link_once(program, base, LINK_GENERIC, target, annotation);
    else
        annotations_read(program, base, target, owner, depth + 1);
}

/* Literal["open", "close"] */
static void read_literal(Program *program, const ProgramFile *file, const Operand *arguments, uint32_t count,
                         Variable target)
{
    for (uint32_t i = 0; i < count; i++) {
        const Value *value = &file->facts.values[arguments[i].value];
        if (value->kind == VALUE_CONSTANT)
            solver_add(program, target,
                       solver_object(program, OBJECT_CONSTANT, value->detail, solver_name(file, value->name)));
    }
}

static void read_form(Program *program, Variable annotation, const Value *value, Variable target, Variable owner,
                      unsigned depth)
{
    static const uint32_t containers[] = {
        [FORM_LIST] = CONTAINER_LIST,           [FORM_SET] = CONTAINER_SET,     [FORM_DEQUE] = CONTAINER_DEQUE,
        [FORM_GENERATOR] = CONTAINER_GENERATOR, [FORM_TUPLE] = CONTAINER_TUPLE, [FORM_DICT] = CONTAINER_DICT,
    };
    const ProgramFile *file = program_file_of_value(program, annotation);
    const Operand *arguments;
    uint32_t count = annotations_arguments(file, value, &arguments);
    Form form = form_of(program, file->first_value + value->base);
    uint32_t outside = external_name(program, file->first_value + value->base);
    switch (form) {
    case FORM_CLASS:
        if (count && outside && externals_hold(program, outside))
            read_queue(program, annotation, outside, arguments, target, owner, depth);
        else
            read_generic(program, annotation, solver_variable(file, value->base), target, owner, depth);
        break;
    case FORM_ALTERNATIVES:
        for (uint32_t i = 0; i < count; i++)
            annotations_read(program, file->first_value + arguments[i].value, target, owner, depth + 1);
        break;
    case FORM_INNER:
    case FORM_ANNOTATED:
        if (count)
            annotations_read(program, file->first_value + arguments[0].value, target, owner, depth + 1);
        for (uint32_t i = 1; form == FORM_ANNOTATED && i < count; i++)
            solver_link(program, file->first_value + arguments[i].value, LINK_METADATA, owner, 0);
        break;
    case FORM_LIST:
    case FORM_SET:
    case FORM_DEQUE:
    case FORM_GENERATOR:
    case FORM_TUPLE:
    case FORM_DICT:
        read_container(program, annotation, containers[form], arguments, count, target, owner, depth);
        break;
    case FORM_TYPE:
        if (count)
            solver_link(program, file->first_value + arguments[0].value, LINK_SUBCLASS, target, 0);
        break;
    case FORM_AWAITABLE:
        read_awaitable(program, annotation, 0, arguments, count, target, depth);
        break;
    case FORM_TASK:
        read_awaitable(program, annotation, outside, arguments, count, target, depth);
        break;
    case FORM_CALLABLE:
        read_callable(program, annotation, arguments, count, target, depth);
        break;
    case FORM_LITERAL:
        read_literal(program, file, arguments, count, target);
        break;
    case FORM_BOOLEAN:
        solver_add(program, target, solver_object(program, OBJECT_CONSTANT, CONSTANT_BOOL, 0));
        break;
    case FORM_SELF:
    case FORM_OTHER:
        break;
    }
}

void annotations_read(Program *program, Variable annotation, Variable target, Variable owner, unsigned depth)
{
    if (depth > DEPTH_LIMIT)
        return;
    const ProgramFile *file = program_file_of_value(program, annotation);
    const Value *value = program_value(program, annotation);
    switch ((ValueKind)value->kind) {
    case VALUE_SUBSCRIPT:
        read_form(program, annotation, value, target, owner, depth);
        break;
    case VALUE_OPERATOR:
        annotations_read(program, file->first_value + value->base, target, owner, depth + 1);
        if (value->count)
            annotations_read(program, file->first_value + file->facts.operands[value->first].value, target, owner,
                             depth + 1);
        break;
    case VALUE_PHI:
        for (uint32_t i = 0; i < value->count; i++)
            annotations_read(program, file->first_value + file->facts.operands[value->first + i].value, target, owner,
                             depth + 1);
        break;
    case VALUE_CONSTANT:
    case VALUE_UNKNOWN:
        break;
    default:
        solver_link_once(program, annotation, LINK_INSTANCE, target, owner);
    }
}

Passing annotations_passing(const Program *program, Variable annotation)
{
    const Value *value = program_value(program, annotation);
    if (value->kind == VALUE_OPERATOR)
        return PASSES_WHOLE;
    switch (form_of(program, solver_variable(program_file_of_value(program, annotation), value->base))) {
    case FORM_ALTERNATIVES:
    case FORM_INNER:
    case FORM_ANNOTATED:
        return PASSES_WHOLE;
    case FORM_TYPE:
        return PASSES_CLASS;
    case FORM_LIST:
    case FORM_SET:
    case FORM_DEQUE:
    case FORM_GENERATOR:
    case FORM_TUPLE:
    case FORM_DICT:
        return PASSES_ELEMENTS;
    case FORM_CLASS:
    case FORM_AWAITABLE:
    case FORM_TASK:
    case FORM_CALLABLE:
    case FORM_SELF:
    case FORM_LITERAL:
    case FORM_BOOLEAN:
    case FORM_OTHER:
        break;
    }
    return PASSES_NOTHING;
}

static bool is_closed(const Program *program, Variable annotation, unsigned depth);

/* Whether an expression means nothing but types that are Python's own. */
static bool is_closed_name(const Program *program, Variable name, unsigned depth)
{
    const ObjectSet *set = &program->variables[name].set;
    bool closed = set->count;
    for (uint32_t i = 0; closed && i < set->count; i++) {
        ObjectData data = solver_data(program, set_items(set)[i]);
        if (data.kind == OBJECT_ALIAS)
            closed = program_value(program, data.a)->kind != VALUE_CALL && is_closed(program, data.a, depth + 1);
        else
            closed = data.kind == OBJECT_EXTERNAL && annotations_builtin(solver_text(program, data.a));
    }
    return closed;
}

/* `base[…]` */
static bool is_closed_form(const Program *program, const ProgramFile *file, const Value *value, unsigned depth)
{
    const Operand *arguments;
    uint32_t count = annotations_arguments(file, value, &arguments);
    Form form = form_of(program, solver_variable(file, value->base));
    if (form != FORM_ALTERNATIVES && form != FORM_INNER && form != FORM_ANNOTATED)
        return is_closed_name(program, solver_variable(file, value->base), depth);
    if (form != FORM_ALTERNATIVES && count)
        count = 1;
    bool closed = count;
    for (uint32_t i = 0; closed && i < count; i++)
        closed = is_closed(program, file->first_value + arguments[i].value, depth + 1);
    return closed;
}

/* Whether a program that type checkers read has nothing but texts, numbers, containers or None there. */
static bool is_closed(const Program *program, Variable annotation, unsigned depth)
{
    const ProgramFile *file = program_file_of_value(program, annotation);
    const Value *value = program_value(program, annotation);
    if (depth > DEPTH_LIMIT)
        return false;
    switch ((ValueKind)value->kind) {
    case VALUE_CONSTANT:
        return value->detail == CONSTANT_NONE;
    case VALUE_OPERATOR:
        return value->count && is_closed(program, solver_variable(file, value->base), depth + 1) &&
               is_closed(program, solver_variable(file, file->facts.operands[value->first].value), depth + 1);
    case VALUE_SUBSCRIPT:
        return is_closed_form(program, file, value, depth);
    default:
        return is_closed_name(program, annotation, depth);
    }
}

/* What the alternatives of an annotation say. */
typedef struct {
    bool open; /* one is a name that is no class: a type variable */
    bool awaitable;
} Alternatives;

static void look_at_alternatives(const Program *program, Variable annotation, Alternatives *out, unsigned depth)
{
    const ProgramFile *file = program_file_of_value(program, annotation);
    const Value *value = program_value(program, annotation);
    if (depth > DEPTH_LIMIT)
        return;
    if (value->kind == VALUE_OPERATOR && value->count) {
        look_at_alternatives(program, file->first_value + value->base, out, depth + 1);
        look_at_alternatives(program, file->first_value + file->facts.operands[value->first].value, out, depth + 1);
    } else if (value->kind == VALUE_SUBSCRIPT) {
        const Operand *arguments;
        uint32_t count = annotations_arguments(file, value, &arguments);
        Form form = form_of(program, solver_variable(file, value->base));
        out->awaitable = out->awaitable || form == FORM_AWAITABLE || form == FORM_TASK;
        for (uint32_t i = 0; form == FORM_ALTERNATIVES && i < count; i++)
            look_at_alternatives(program, file->first_value + arguments[i].value, out, depth + 1);
    } else {
        bool named = value->kind != VALUE_CONSTANT && value->kind != VALUE_UNKNOWN;
        out->open = out->open || (named && !program->variables[annotation].set.count);
    }
}

/* `T | Awaitable[T]` may have to be awaited, or may not: something unknown that is declared so stays unknown. */
static bool is_half_told(const Program *program, Variable annotation)
{
    Alternatives said = {0};
    look_at_alternatives(program, annotation, &said, 0);
    return said.open && said.awaitable;
}

void annotations_declare(Program *program, Variable annotation, Declaration declaration, bool yields)
{
    Variable target = declaration.target, declared = solver_cell(program, CELL_DECLARED, target, 0);
    bool again = program->variables[target].set.states & STATE_ANNOTATED; /* overloads */
    if (!yields && !again && is_closed(program, annotation, 0))
        program->variables[target].set.states |= STATE_CLOSED;
    else
        program->variables[target].set.states &= (uint8_t)~STATE_CLOSED;
    declaration.declared = declared;
    Variable read = yields ? solver_step(program, declared, 1) : declared;
    const Value *value = program_value(program, annotation);
    if (value->kind == VALUE_CONSTANT && value->detail == CONSTANT_NONE)
        solver_add(program, read, program->none);
    annotations_read(program, annotation, read, target, 0);
    if (yields)
        solver_link(program, read, LINK_CONTENT, declared, 0);
    if (!is_half_told(program, annotation))
        program->variables[target].set.states |= STATE_ANNOTATED;
    utarray_push_back(program->declared, &declaration);
}

/* --- isinstance() ---------------------------------------------------------------------------------------------------- */

enum {
    SUBCLASSES_MAX = 40 /* of more it is not known what they inherit */
};

static Test test_against_class(const Program *program, ObjectData data, uint32_t class_def)
{
    switch ((ObjectKind)data.kind) {
    case OBJECT_INSTANCE:
        if (classes_is_subclass(program, data.a, class_def))
            return TEST_PASSES;
        if (data.b && classes_is_subclass(program, class_def, data.a))
            return TEST_MAKES;
        return program->classes[data.a]->open || classes_find(program, class_def, program->known.subclasshook, 0)
                   ? TEST_UNSURE
                   : TEST_FAILS;
    case OBJECT_UNKNOWN:
    case OBJECT_EXTERNAL: /* some attribute or item out there */
    case OBJECT_EXTERNAL_INSTANCE:
        return TEST_MAKES;
    case OBJECT_CONSTANT:
    case OBJECT_CONTAINER:
    case OBJECT_FUNCTION:
    case OBJECT_BOUND:
    case OBJECT_MODULE:
        return TEST_FAILS;
    default:
        return TEST_UNSURE;
    }
}

/* Classes that others are instances of without inheriting from them. */
static bool is_abstract(const char *type)
{
    static const char *const modules[] = {"<builtin>.object", "collections.", "typing.", "typing_extensions.",
                                          "numbers.",         "abc.",         "types.",  "os.PathLike"};
    for (size_t i = 0; i < sizeof modules / sizeof *modules; i++)
        if (strncmp(type, modules[i], strlen(modules[i])) == 0)
            return true;
    return false;
}

/* Whether no class of the tree below a class brings bases of its own from outside. `left`: how many are looked at. */
static bool is_closed_below(const Program *program, uint32_t class_def, unsigned *left)
{
    const ClassData *base = program->classes[class_def];
    for (uint32_t i = 0; i < base->subclass_count; i++) {
        const ClassData *class_data = program->classes[base->subclasses[i]];
        if (!*left || class_data->open || class_data->external_count > base->external_count)
            return false;
        --*left;
        if (!is_closed_below(program, base->subclasses[i], left))
            return false;
    }
    return !base->extended;
}

/* Whether an instance of a class of the tree is of no type from outside, but for those that `known` tells; NULL: none. */
static bool is_plain(const Program *program, ObjectData instance, bool (*known)(const char *type))
{
    const ClassData *class_data = program->classes[instance.a];
    unsigned left = SUBCLASSES_MAX;
    for (uint32_t i = 0; i < class_data->external_count; i++) {
        const char *type = solver_text(program, class_data->external[i]);
        if (!classes_is_hollow(type) && !(known && known(type)))
            return false;
    }
    return !class_data->open && (!instance.b || is_closed_below(program, instance.a, &left));
}

static Test test_instance_against_outside(const Program *program, ObjectData data, uint32_t type)
{
    const ClassData *class_data = program->classes[data.a];
    for (uint32_t i = 0; i < class_data->external_count; i++)
        if (class_data->external[i] == type)
            return TEST_PASSES;
    bool fails = !is_abstract(solver_text(program, type)) && is_plain(program, data, NULL);
    return fails ? TEST_FAILS : TEST_UNSURE;
}

static Test test_against_outside(const Program *program, ObjectData data, uint32_t type)
{
    switch ((ObjectKind)data.kind) {
    case OBJECT_UNKNOWN:
        return TEST_MAKES;
    case OBJECT_INSTANCE:
        return test_instance_against_outside(program, data, type);
    case OBJECT_EXTERNAL_INSTANCE:
        return data.a == type && !data.b ? TEST_PASSES : TEST_UNSURE;
    case OBJECT_COROUTINE:
        return annotations_form(solver_text(program, type)) == FORM_AWAITABLE ? TEST_PASSES : TEST_UNSURE;
    case OBJECT_CONSTANT:
    case OBJECT_CONTAINER:
        return solver_text(program, type)[0] == '<' || is_abstract(solver_text(program, type)) ? TEST_UNSURE
                                                                                               : TEST_FAILS;
    case OBJECT_FUNCTION:
    case OBJECT_BOUND:
        return is_abstract(solver_text(program, type)) ? TEST_UNSURE : TEST_FAILS;
    default:
        return TEST_UNSURE;
    }
}

Test annotations_test(Program *program, ObjectData data, ObjectData type)
{
    if (type.kind == OBJECT_CLASS)
        return test_against_class(program, data, type.a);
    CatalogTest tests =
        type.kind == OBJECT_EXTERNAL ? (CatalogTest)externals_info(program, type.a)->tests : TESTS_NOTHING;
    if (tests)
        return predicates_test(program, tests, data);
    const BuiltinType *builtin =
        type.kind == OBJECT_EXTERNAL ? annotations_builtin(solver_text(program, type.a)) : NULL;
    if (builtin && (data.kind == OBJECT_CONSTANT || data.kind == OBJECT_CONTAINER))
        return is_of_builtin(builtin, data) ? TEST_PASSES : TEST_FAILS;
    if (builtin && data.kind == OBJECT_COROUTINE)
        return TEST_FAILS;
    if (builtin && data.kind == OBJECT_EXTERNAL_INSTANCE && solver_text(program, data.a)[0] == '<')
        return TEST_FAILS; /* bytearray is no str */
    if (builtin && (data.kind == OBJECT_EXTERNAL_INSTANCE || data.kind == OBJECT_EXTERNAL))
        return TEST_MAKES;
    return type.kind == OBJECT_EXTERNAL ? test_against_outside(program, data, type.a) : TEST_UNSURE;
}

/* Types whose instances are no text, no number, no list and no mapping. */
static bool is_of_its_own(const char *type)
{
    static const char *const types[] = {"typing.NamedTuple", "collections.namedtuple", "<builtin>.tuple",
                                        "<builtin>.Exception", "enum.Enum"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(types[i], type) == 0)
            return true;
    return false;
}

/* The same of texts and numbers alone, which mappings and sets are nothing like. */
static bool is_no_scalar(const char *type)
{
    const BuiltinType *builtin = annotations_builtin(type);
    return is_of_its_own(type) || strncmp(type, "collections.abc.", strlen("collections.abc.")) == 0 ||
           (builtin && builtin->kind == OBJECT_CONTAINER);
}

/* Is a variable declared to be texts and numbers, and nothing else? */
static bool declares_scalars(const Program *program, Variable declared)
{
    const ObjectSet *set = &program->variables[declared].set;
    for (uint32_t i = 0; i < set->count; i++)
        if (solver_data(program, set_items(set)[i]).kind != OBJECT_CONSTANT)
            return false;
    return set->count;
}

/* Whether instances may stand for another object. `__getattr__` is not asked for special methods, so what stands for a text
 * or a number says itself how it is shown. */
static bool stands_for_others(const Program *program, uint32_t class_def)
{
    return program->classes[class_def]->specials & (SPECIAL_GETATTR | SPECIAL_GETATTRIBUTE) &&
           classes_find(program, class_def, program->conversions[CONVERT_STR][0], 0);
}

bool annotations_keep_out(Program *program, Variable variable, Object object)
{
    if (!(program->variables[variable].set.states & STATE_CLOSED))
        return false;
    ObjectData data = solver_data(program, object);
    bool is_function = data.kind == OBJECT_FUNCTION || data.kind == OBJECT_BOUND;
    if (!is_function && data.kind != OBJECT_INSTANCE)
        return false;
    Variable declared = solver_find_cell(program, CELL_DECLARED, variable, 0);
    bool (*others)(const char *type) = declares_scalars(program, declared) ? is_no_scalar : is_of_its_own;
    if (!is_function && (!is_plain(program, data, others) || stands_for_others(program, data.a)))
        return false;
    program->variables[declared].set.states |= STATE_REFUSED;
    return true;
}

void annotations_assert(Program *program, Object object, Variable type, Variable target)
{
    const ObjectSet set = program->variables[type].set;
    ObjectData data = solver_only(program, type);
    const ClassData *class = data.kind == OBJECT_CLASS ? program->classes[data.a] : NULL;
    bool by_shape = class && (class->is_protocol || class->is_mapping); /* anything that has what it declares */
    ObjectData from = solver_data(program, object);
    Test test = !data.kind || by_shape ? TEST_UNSURE : annotations_test(program, from, data);
    if (test == TEST_UNSURE && from.kind == OBJECT_EXTERNAL_INSTANCE && data.kind == OBJECT_EXTERNAL)
        annotations_make_instance(program, set_items(&set)[0], target, 0, false); /* who casts it knows better */
    else if (test != TEST_FAILS)
        solver_add(program, target, object);
    if (class && class->is_mapping) /* what is under its keys is what the TypedDict says */
        annotations_make_instance(program, set_items(&set)[0], target, 0, false);
}

void annotations_narrow(Program *program, Object object, Variable narrowed, Variable target)
{
    const ProgramFile *file = program_file_of_value(program, narrowed);
    const Value *value = program_value(program, narrowed);
    ObjectData data = solver_data(program, object);
    if (value->detail == NARROWED_HOLDS || value->detail == NARROWED_FAILS) {
        predicates_narrow(program, object, narrowed, target);
        return;
    }
    if (value->detail != NARROWED_IS && value->detail != NARROWED_IS_NOT) {
        bool none = data.kind == OBJECT_CONSTANT && data.a == CONSTANT_NONE, unknown = data.kind == OBJECT_UNKNOWN;
        if (unknown || none == (value->detail == NARROWED_NONE))
            solver_add(program, target, object);
        return;
    }
    bool fails = true, passes = false;
    for (uint32_t i = 0; i < value->count; i++) {
        Variable type = file->first_value + file->facts.operands[value->first + i].value;
        const ObjectSet set = program->variables[type].set; /* classes are found first, so this is all of it */
        fails = fails && set.count;
        passes = passes || (!set.count && value->detail);
        for (uint32_t j = 0; j < set.count; j++) {
            Test test = annotations_test(program, data, solver_data(program, set_items(&set)[j]));
            fails = fails && test == TEST_FAILS;
            passes = passes || test == TEST_PASSES;
            if (test == TEST_MAKES && value->detail)
                annotations_make_instance(program, set_items(&set)[j], target, 0, false);
            if (test == TEST_UNSURE && value->detail)
                passes = true;
        }
    }
    if (value->detail ? passes : !passes)
        solver_add(program, target, object);
}
