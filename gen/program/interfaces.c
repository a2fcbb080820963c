/*
 * What installed modules say of values: what a call of one of their functions gives, what an attribute of their classes
 * is. Only what is declared counts; bodies are not read.
 */
#include "outside.h"

#include <string.h>

enum {
    FEW = 8,         /* alternatives of a type; more say nothing */
    SIGNATURES = 24, /* overloads that are looked at */
    DEPTH_LIMIT = 12
};

/* What a declaration allows. */
typedef struct {
    Object items[FEW];
    uint32_t count;
    bool open;  /* and other things */
    bool vague; /* a protocol: the class of what is given may have more to it */
} Given;

/* Where a declaration is read. */
typedef struct {
    uint32_t file;
    uint32_t variable; /* annotation that stands for the receiver's type: a type variable of `self`; or 0 */
    Object self;       /* what `Self` means; 0: nothing */
    Variable inside;   /* names the cells of what is inside of containers and awaitables */
    unsigned depth;
} Place;

static void add(Given *given, Object object)
{
    for (uint32_t i = 0; i < given->count; i++)
        if (given->items[i] == object)
            return;
    if (given->count == FEW || !object)
        given->open = true;
    else
        given->items[given->count++] = object;
}

static void unite(Given *given, const Given *other)
{
    for (uint32_t i = 0; i < other->count; i++)
        add(given, other->items[i]);
    given->open = given->open || other->open;
    given->vague = given->vague || other->vague;
}

static void give(Program *program, const Given *given, Variable target)
{
    for (uint32_t i = 0; i < given->count; i++)
        solver_add(program, target, given->items[i]);
    if (given->open)
        solver_add(program, target, program->unknown);
}

/* --- types ---------------------------------------------------------------------------------------------------------- */

static Given read_type(Program *program, const Place *at, uint32_t index);

/* The cell for what is inside of a type: each part of a declaration has one. */
static Variable inner_cell(Program *program, const Place *at, uint32_t value)
{
    return solver_cell(program, CELL_INSIDE, at->inside, value);
}

static void read_inner(Program *program, const Place *at, uint32_t value, Variable target)
{
    Given inner = read_type(program, at, value);
    give(program, &inner, target);
}

/* A container of what the argument says, or of something unknown (0). `value` is where it is written. */
static Object make_container(Program *program, const Place *at, uint32_t type, uint32_t value, uint32_t argument)
{
    Object container = solver_object(program, OBJECT_CONTAINER, inner_cell(program, at, value), type);
    Variable element = containers_elements(program, container), rest = solver_cell(program, CELL_OTHER, container, 0);
    if (argument)
        read_inner(program, at, argument, rest);
    else
        solver_add(program, rest, program->unknown);
    solver_link_once(program, rest, LINK_COPY, element, 0);
    return container;
}

static Object make_awaitable(Program *program, const Place *at, uint32_t value, uint32_t argument)
{
    Variable result = inner_cell(program, at, value);
    if (argument)
        read_inner(program, at, argument, result);
    else
        solver_add(program, result, program->unknown);
    return solver_object(program, OBJECT_COROUTINE, result, 0);
}

/* Builtin classes that are constants or containers to the solver. */
static bool add_builtin(Program *program, const Place *at, const char *name, uint32_t value, Given *given)
{
    const BuiltinType *type = annotations_builtin(name);
    if (type && type->kind == OBJECT_CONSTANT)
        add(given, solver_object(program, OBJECT_CONSTANT, type->type, 0));
    else if (type || strcmp(name, "<builtin>.tuple") == 0)
        add(given, make_container(program, at, type ? type->type : CONTAINER_LIST, value, 0));
    else if (strcmp(name, "<builtin>.object") == 0)
        given->open = true;
    else
        return false;
    return true;
}

/* Types of Python's own library that only say what can be done with a thing. */
static bool is_protocol(const char *name)
{
    return strncmp(name, "typing", 6) == 0 || strncmp(name, "collections.abc.", 16) == 0 ||
           strncmp(name, "_collections_abc.", 17) == 0 || strncmp(name, "contextlib.Abstract", 19) == 0;
}

static void add_named(Program *program, const Place *at, uint32_t name, uint32_t value, Given *given)
{
    const char *text = solver_text(program, name), *last = strrchr(text, '.');
    Form form = annotations_form(text);
    if (add_builtin(program, at, text, value, given))
        return;
    if (outside_is_settled(text) && last && strcmp(last, ".Self") == 0)
        add(given, at->self);
    else if (form == FORM_AWAITABLE)
        add(given, make_awaitable(program, at, value, 0));
    else if ((form != FORM_CLASS && form != FORM_TASK) || outside_is_settled(text))
        given->open = true;
    else
        add(given, solver_object(program, OBJECT_EXTERNAL_INSTANCE, name, 0));
}

/* An instance of a class, under the name by which the receiver's class was imported if it is that. */
static void add_class(Program *program, const Place *at, Thing thing, Given *given)
{
    ObjectData self = at->self ? solver_data(program, at->self) : (ObjectData){0};
    bool is_own = self.kind == OBJECT_EXTERNAL_INSTANCE && thing_is(outside_find(program, self.a), thing);
    uint32_t name = is_own ? self.a : outside_class(program, thing)->name;
    given->vague = given->vague || is_protocol(solver_text(program, name));
    add(given, solver_object(program, OBJECT_EXTERNAL_INSTANCE, name, 0));
}

/* What a name in an annotation stands for: a class, or another name of a type. */
static void add_thing(Program *program, const Place *at, Thing thing, uint32_t value, Given *given)
{
    if (thing.kind == THING_CLASS) {
        add_class(program, at, thing, given);
    } else if (thing.kind == THING_NAMED) {
        add_named(program, at, thing.name, value, given);
    } else if (thing.kind == THING_VALUE && (thing.file != at->file || thing.item != value)) {
        Place there = {.file = thing.file, .self = at->self, .depth = at->depth + 1};
        there.inside = solver_cell(program, CELL_INSIDE, at->inside, 0x80000000u | thing.file);
        Given alias = read_type(program, &there, thing.item);
        unite(given, &alias);
    } else {
        given->open = true;
    }
}

static uint32_t type_arguments(const OutsideFile *file, const Value *subscript, const Operand **out)
{
    *out = &file->facts.operands[subscript->first];
    const Value *index = &file->facts.values[(*out)->value];
    if (index->kind != VALUE_CONTAINER || index->detail != CONTAINER_TUPLE)
        return subscript->count;
    *out = &file->facts.operands[index->first];
    return index->count;
}

static void add_form(Program *program, const Place *at, uint32_t index, const char *name, Given *given)
{
    const OutsideFile *file = outside_file(program, (Thing){.file = at->file});
    const Operand *arguments;
    uint32_t count = type_arguments(file, &file->facts.values[index], &arguments);
    uint32_t first = count ? arguments[0].value : 0;
    Form form = annotations_form(name);
    switch (form) {
    case FORM_ALTERNATIVES:
        if (strstr(name, ".Optional"))
            add(given, program->none);
        for (uint32_t i = 0; i < count; i++) {
            Given part = read_type(program, at, arguments[i].value);
            unite(given, &part);
        }
        break;
    case FORM_INNER:
    case FORM_ANNOTATED: {
        Given part = read_type(program, at, first);
        unite(given, &part);
        break;
    }
    case FORM_SET:
    case FORM_DEQUE:
        add(given, make_container(program, at, form == FORM_SET ? CONTAINER_SET : CONTAINER_DEQUE, index, first));
        break;
    case FORM_GENERATOR:
        given->vague = true;
        add(given, make_container(program, at, CONTAINER_GENERATOR, index, first));
        break;
    case FORM_LIST:
    case FORM_TUPLE:
        given->vague = given->vague || strstr(name, ".Itera") || strstr(name, ".Collection");
        add(given, make_container(program, at, CONTAINER_LIST, index, count > 1 && form == FORM_TUPLE ? 0 : first));
        break;
    case FORM_DICT:
        add(given, make_container(program, at, CONTAINER_DICT, index, count > 1 ? arguments[1].value : 0));
        break;
    case FORM_AWAITABLE:
        add(given, make_awaitable(program, at, index, count ? arguments[count - 1].value : 0));
        break;
    case FORM_TASK:
        add(given, solver_object(program, OBJECT_EXTERNAL_INSTANCE, solver_intern(program, name),
                                 make_awaitable(program, at, index, first)));
        break;
    case FORM_BOOLEAN:
        add(given, solver_object(program, OBJECT_CONSTANT, CONSTANT_BOOL, 0));
        break;
    case FORM_CLASS:
    case FORM_TYPE:
    case FORM_CALLABLE:
    case FORM_SELF:
    case FORM_LITERAL:
    case FORM_OTHER:
        given->open = true;
    }
}

static void add_subscript(Program *program, const Place *at, uint32_t index, Given *given)
{
    const OutsideFile *file = outside_file(program, (Thing){.file = at->file});
    Thing base = outside_read(program, at->file, file->facts.values[index].base);
    if (base.kind == THING_NAMED && annotations_form(solver_text(program, base.name)) != FORM_CLASS)
        add_form(program, at, index, solver_text(program, base.name), given);
    else
        add_thing(program, at, base, index, given);
}

/* What an annotation, or an expression that stands for a type, allows. */
static Given read_type_at(Program *program, const Place *at, uint32_t index)
{
    const OutsideFile *file = outside_file(program, (Thing){.file = at->file});
    const Value *value = &file->facts.values[index];
    Place inner = *at;
    Given given = {0};
    inner.depth++;
    switch ((ValueKind)value->kind) {
    case VALUE_CONSTANT:
        if (value->detail == CONSTANT_NONE)
            add(&given, program->none);
        else
            given.open = true;
        break;
    case VALUE_SUBSCRIPT:
        add_subscript(program, &inner, index, &given);
        break;
    case VALUE_OPERATOR: {
        Given left = read_type(program, &inner, value->base);
        Given right = read_type(program, &inner, value->count ? file->facts.operands[value->first].value : 0);
        unite(&given, &left);
        unite(&given, &right);
        break;
    }
    case VALUE_INSTANCE: /* `Name: TypeAlias = …` */
        given = read_type(program, &inner, value->count ? file->facts.operands[value->first].value : 0);
        break;
    case VALUE_CALL: /* a type variable, a new type */
        given.open = true;
        break;
    default: {
        Thing thing = outside_read(program, at->file, index);
        bool variable =
            at->variable && thing.kind == THING_VALUE && thing_is(thing, outside_read(program, at->file, at->variable));
        if (variable)
            add(&given, at->self);
        else
            add_thing(program, &inner, thing, index, &given);
    }
    }
    return given;
}

static Given read_type(Program *program, const Place *at, uint32_t index)
{
    Given given = {.open = true};
    if (!index || at->depth >= DEPTH_LIMIT || !outside_enter(program))
        return given;
    given = read_type_at(program, at, index);
    outside_leave(program);
    return given;
}

/* --- functions ------------------------------------------------------------------------------------------------------ */

/* The annotation of the first parameter of a method, without `type[…]` around it; 0: it has none. */
static uint32_t receiver_annotation(Program *program, Thing function)
{
    const OutsideFile *file = outside_file(program, function);
    const Def *def = outside_def(program, function);
    if (!def->param_count || file->facts.defs[def->parent].kind != DEF_CLASS)
        return 0;
    uint32_t annotation = file->facts.params[def->first_param].annotation;
    const Value *value = &file->facts.values[annotation];
    return value->kind == VALUE_SUBSCRIPT && value->count ? file->facts.operands[value->first].value : annotation;
}

/* What `Self` means in a function that was found under a qualified name, on a receiver (or 0). */
static Object self_of(Program *program, uint32_t name, Object receiver)
{
    const char *text = solver_text(program, name), *dot = strrchr(text, '.');
    ObjectData data = receiver ? solver_data(program, receiver) : (ObjectData){0};
    if (data.kind == OBJECT_INSTANCE || data.kind == OBJECT_EXTERNAL_INSTANCE)
        return receiver;
    if (data.kind == OBJECT_CLASS)
        return solver_object(program, OBJECT_INSTANCE, data.a, data.b);
    uint32_t owner = dot ? names_intern(program->names, text, (size_t)(dot - text)) : 0;
    return owner && outside_find(program, owner).kind == THING_CLASS
               ? solver_object(program, OBJECT_EXTERNAL_INSTANCE, owner, 0)
               : 0;
}

/* The literal that an attribute is declared to be, as the name of its text; 0: it is no literal. */
static uint32_t literal_of(Program *program, Thing thing)
{
    if (thing.kind != THING_VALUE)
        return 0;
    const OutsideFile *file = outside_file(program, thing);
    const Value *value = &file->facts.values[thing.item], *annotation = &file->facts.values[value->base];
    if (value->kind != VALUE_INSTANCE || annotation->kind != VALUE_SUBSCRIPT || !annotation->count)
        return 0;
    const Value *literal = &file->facts.values[file->facts.operands[annotation->first].value];
    return literal->kind == VALUE_CONSTANT ? file->names[literal->name] : 0;
}

/* Whether an overload may be meant for receivers of a class: the type of its `self` demands no other literal of an
 * attribute than the class has. */
static bool takes_receiver(Program *program, Thing overload, Thing class)
{
    uint32_t annotation = receiver_annotation(program, overload);
    Thing wanted = annotation ? outside_read(program, overload.file, annotation) : (Thing){0};
    if (wanted.kind != THING_CLASS || class.kind != THING_CLASS)
        return true;
    const OutsideFile *file = outside_file(program, wanted);
    const Def *def = outside_def(program, wanted);
    for (uint32_t i = def->first_binding; i < def->first_binding + def->binding_count; i++) {
        uint32_t name = file->names[file->facts.bindings[i].name];
        uint32_t demanded = literal_of(program, outside_member(program, wanted, name));
        uint32_t had = demanded ? literal_of(program, outside_member(program, class, name)) : 0;
        if (had && had != demanded)
            return false;
    }
    return true;
}

/* What @contextmanager makes of a generator is entered for what that yields. */
static Object make_context(Program *program, const Place *at, uint32_t returns)
{
    const OutsideFile *file = outside_file(program, (Thing){.file = at->file});
    const Value *value = &file->facts.values[returns];
    const Operand *arguments = NULL;
    uint32_t count = value->kind == VALUE_SUBSCRIPT ? type_arguments(file, value, &arguments) : 0;
    return make_awaitable(program, at, returns, count ? arguments[0].value : 0);
}

static void add_result(Program *program, const Place *at, const Def *def, unsigned traits, Given *given)
{
    if (traits & TRAIT_CONTEXT) {
        add(given, make_context(program, at, def->returns));
    } else if (def->flags & DEF_GENERATOR && !def->returns) {
        add(given, make_container(program, at, CONTAINER_GENERATOR, 0, 0));
    } else if (traits & TRAIT_AWAITABLE || (def->flags & DEF_ASYNC && !(def->flags & DEF_GENERATOR))) {
        Place awaited = *at;
        awaited.inside = solver_cell(program, CELL_INSIDE, at->inside, def->line);
        add(given, make_awaitable(program, &awaited, 0, def->returns));
    } else {
        Given result = read_type(program, at, def->returns);
        if (def->flags & DEF_GENERATOR)
            result.vague = false;
        unite(given, &result);
    }
}

static Place place_of(Program *program, Thing function, uint32_t name, Object receiver)
{
    Object self = self_of(program, name, receiver);
    return (Place){.file = function.file,
                   .variable = receiver_annotation(program, function),
                   .self = self,
                   .inside = solver_cell(program, CELL_OUTSIDE, name, self)};
}

/* What calling a function gives that was found under a qualified name. */
static Given call_function(Program *program, Thing function, uint32_t name, Object receiver)
{
    uint32_t signatures[SIGNATURES], count = outside_signatures(program, function, signatures, SIGNATURES);
    const char *text = solver_text(program, name), *dot = strrchr(text, '.');
    Thing class = dot ? outside_find(program, names_intern(program->names, text, (size_t)(dot - text))) : (Thing){0};
    Given given = {.open = count == SIGNATURES};
    for (uint32_t i = 0; i < count; i++) {
        Thing signature = {.kind = THING_FUNCTION, .file = function.file, .item = signatures[i]};
        if (count > 1 && !takes_receiver(program, signature, class))
            continue;
        Place at = place_of(program, signature, name, receiver);
        add_result(program, &at, outside_def(program, signature), outside_traits(program, signature), &given);
    }
    given.open = given.open || !given.count;
    return given;
}

static Given read_variable(Program *program, const Place *at, uint32_t index);

/* `list(rooms)`: a container of what the argument, whose type is declared, has in it. */
static Given copy_container(Program *program, const Place *at, uint32_t index)
{
    const OutsideFile *file = outside_file(program, (Thing){.file = at->file});
    const Value *call = &file->facts.values[index];
    Thing callee = outside_read(program, at->file, call->base);
    const BuiltinType *type =
        callee.kind == THING_NAMED ? annotations_builtin(solver_text(program, callee.name)) : NULL;
    Given copied = {.open = true};
    if (call->count != 1 || !type || type->kind != OBJECT_CONTAINER || file->facts.operands[call->first].name)
        return copied;
    Given source = read_variable(program, at, file->facts.operands[call->first].value);
    copied.open = source.open || !source.count;
    if (copied.open)
        return copied;
    Object container = solver_object(program, OBJECT_CONTAINER, inner_cell(program, at, index), type->type);
    for (uint32_t i = 0; i < source.count; i++)
        if (solver_data(program, source.items[i]).kind == OBJECT_CONTAINER)
            solver_link_once(program, containers_elements(program, source.items[i]), LINK_COPY,
                             containers_elements(program, container), 0);
        else
            copied.open = true;
    add(&copied, container);
    return copied;
}

/* `[] if rooms is None else list(rooms)`: an empty display says nothing of what will be in it. */
static Given read_branches(Program *program, const Place *at, const Value *phi)
{
    const OutsideFile *file = outside_file(program, (Thing){.file = at->file});
    Given given = {0};
    for (uint32_t i = 0; i < phi->count; i++) {
        uint32_t branch = file->facts.operands[phi->first + i].value;
        const Value *value = &file->facts.values[branch];
        if (value->kind == VALUE_CONTAINER && !value->count)
            continue;
        Given one = read_variable(program, at, branch);
        unite(&given, &one);
    }
    return given;
}

static Given drop_none(const Program *program, const Given *given)
{
    Given left = {.open = given->open, .vague = given->vague};
    for (uint32_t i = 0; i < given->count; i++)
        if (given->items[i] != program->none)
            add(&left, given->items[i]);
    return left;
}

static Given read_variable_at(Program *program, const Place *at, uint32_t index)
{
    const OutsideFile *file = outside_file(program, (Thing){.file = at->file});
    const Value *value = &file->facts.values[index];
    Given given = {.open = true};
    if (value->kind == VALUE_INSTANCE)
        return read_type(program, at, value->base);
    if (value->kind == VALUE_PARAM && file->facts.params[value->base].annotation)
        return read_type(program, at, file->facts.params[value->base].annotation);
    if (value->kind == VALUE_NARROWED && value->detail == NARROWED_NOT_NONE) {
        given = read_variable(program, at, value->base);
        return drop_none(program, &given);
    }
    if (value->kind == VALUE_PHI)
        return read_branches(program, at, value);
    if (value->kind == VALUE_CALL) {
        given = copy_container(program, at, index);
        if (!given.open)
            return given;
    }
    Thing class = outside_class_of(program, (Thing){.kind = THING_VALUE, .file = at->file, .item = index});
    if (class.kind == THING_CLASS) {
        given = (Given){0};
        add_class(program, at, class, &given);
    }
    return given;
}

/* What a variable holds. */
static Given read_variable(Program *program, const Place *at, uint32_t index)
{
    Place inner = *at;
    Given given = {.open = true};
    if (++inner.depth >= DEPTH_LIMIT || !outside_enter(program))
        return given;
    given = read_variable_at(program, &inner, index);
    outside_leave(program);
    return given;
}

/* --- for the solver --------------------------------------------------------------------------------------------------- */

/* The result of calling what a qualified name means; open when nothing is known. */
static Given call_name(Program *program, uint32_t name, Object receiver)
{
    Given given = {.open = true};
    if (!program->outside)
        return given;
    Thing thing = outside_find(program, name);
    if (thing.kind == THING_FUNCTION && outside_enter(program)) {
        given = call_function(program, thing, name, receiver);
        outside_leave(program);
    }
    if (thing.kind == THING_CLASS) {
        given.open = false;
        add(&given, solver_object(program, OBJECT_EXTERNAL_INSTANCE, name, 0));
    }
    return given;
}

InterfaceKind interfaces_kind(Program *program, uint32_t name)
{
    Thing thing = program->outside ? outside_find(program, name) : (Thing){0};
    return thing.kind == THING_CLASS      ? INTERFACE_CLASS
           : thing.kind == THING_FUNCTION ? INTERFACE_FUNCTION
                                          : INTERFACE_UNKNOWN;
}

static bool is_awaitable(const Program *program, const Given *given)
{
    for (uint32_t i = 0; i < given->count; i++)
        if (solver_data(program, given->items[i]).kind != OBJECT_COROUTINE)
            return false;
    return given->count && !given->open;
}

bool interfaces_call(Program *program, uint32_t name, Object receiver, bool awaitable, Variable result)
{
    Given given = call_name(program, name, receiver);
    if (!given.count || (awaitable && !is_awaitable(program, &given)))
        return false;
    if (result)
        give(program, &given, result);
    return true;
}

bool interfaces_read(Program *program, uint32_t name, Object receiver, Variable target)
{
    Thing thing = program->outside ? outside_find(program, name) : (Thing){0};
    Given given = {.open = true};
    Place at = {.file = thing.file};
    if (thing.kind == THING_VALUE) {
        at.self = self_of(program, name, receiver);
        at.inside = solver_cell(program, CELL_OUTSIDE, name, at.self);
        given = read_variable(program, &at, thing.item);
    } else if (thing.kind == THING_FUNCTION && outside_traits(program, thing) & TRAIT_PROPERTY) {
        given = call_function(program, thing, name, receiver);
    }
    if (given.open || !given.count)
        return false;
    give(program, &given, target);
    return true;
}

/* The name of a method of an object outside, or of the outside bases of a class of the tree; 0: there is none. */
static uint32_t find_method(Program *program, ObjectData data, uint32_t method)
{
    if (!program->outside)
        return 0;
    const ClassData *class = data.kind == OBJECT_INSTANCE ? program->classes[data.a] : NULL;
    const uint32_t *owners = class ? class->external : &data.a;
    uint32_t count = class ? class->external_count : data.kind == OBJECT_EXTERNAL_INSTANCE;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t name = solver_join(program, owners[i], method);
        if (outside_find(program, name).kind == THING_FUNCTION)
            return name;
    }
    return 0;
}

bool interfaces_call_method(Program *program, Object object, uint32_t method, bool awaited, Variable result)
{
    uint32_t name = find_method(program, solver_data(program, object), method);
    Given given = name ? call_name(program, name, object) : (Given){0};
    if (!given.count || given.open)
        return false;
    for (uint32_t i = 0; i < given.count; i++) {
        ObjectData data = solver_data(program, given.items[i]);
        if (awaited && data.kind == OBJECT_COROUTINE)
            solver_link(program, data.a, LINK_COPY, result, 0);
        else if (!awaited)
            solver_add(program, result, given.items[i]);
    }
    return true;
}

uint32_t interfaces_owner(Program *program, uint32_t class_def, uint32_t name)
{
    const ClassData *class = program->classes[class_def];
    for (uint32_t i = 0; program->outside && i < class->external_count; i++)
        if (outside_has(program, solver_join(program, class->external[i], name)))
            return class->external[i];
    for (uint32_t i = 0; i < class->external_count; i++)
        if (!classes_is_hollow(solver_text(program, class->external[i])))
            return class->external[i];
    return 0;
}

/* --- what certainly cannot be awaited --------------------------------------------------------------------------------- */

/* Whether calling a class makes an instance of it: if it has a `__new__`, that is declared to give one. */
static bool makes_itself(Program *program, Thing class, uint32_t name)
{
    Thing new = outside_member(program, class, program->known.new);
    if (!new.kind)
        return true;
    Object instance = solver_object(program, OBJECT_EXTERNAL_INSTANCE, name, 0);
    Given given = new.kind == THING_FUNCTION
                      ? call_function(program, new, solver_join(program, name, program->known.new), instance)
                      : (Given){.open = true};
    for (uint32_t i = 0; i < given.count; i++) {
        ObjectData data = solver_data(program, given.items[i]);
        if (data.kind != OBJECT_EXTERNAL_INSTANCE || !thing_is(outside_find(program, data.a), class))
            return false;
    }
    return given.count && !given.open && !given.vague;
}

static bool class_is_plain(Program *program, uint32_t name)
{
    Thing thing = outside_find(program, name);
    if (thing.kind != THING_CLASS)
        return strcmp(solver_text(program, name), "<plain>") == 0;
    const OutsideClass *class = outside_class(program, thing);
    for (uint32_t i = 0; i < class->mro_count; i++) {
        const char *base = solver_text(program, class->mro[i].name);
        bool known = class->mro[i].kind == THING_CLASS || program_is_builtin(base) || classes_is_hollow(base);
        if (!known)
            return false;
    }
    return !class->open && !outside_member(program, thing, program->known.await).kind &&
           makes_itself(program, thing, name);
}

static bool is_plain(Program *program, Object object)
{
    ObjectData data = solver_data(program, object);
    return data.kind == OBJECT_CONSTANT || data.kind == OBJECT_CONTAINER ||
           (data.kind == OBJECT_EXTERNAL_INSTANCE && class_is_plain(program, data.a));
}

static bool function_is_plain(Program *program, Thing function, uint32_t name)
{
    enum {
        UNCLEAR = TRAIT_OPAQUE | TRAIT_AWAITABLE
    };
    uint32_t signatures[SIGNATURES], count = outside_signatures(program, function, signatures, SIGNATURES);
    for (uint32_t i = 0; i < count; i++) {
        Thing signature = {.kind = THING_FUNCTION, .file = function.file, .item = signatures[i]};
        if (outside_traits(program, signature) & UNCLEAR)
            return false;
    }
    Given given = call_function(program, function, name, 0);
    for (uint32_t i = 0; i < given.count; i++)
        if (!is_plain(program, given.items[i]))
            return false;
    return given.count && !given.open && !given.vague;
}

bool interfaces_is_plain(Program *program, uint32_t name)
{
    const CatalogEntry *entries;
    uint32_t known = outside_catalog_name(program, name);
    Thing thing = outside_find(program, name);
    if (catalog_find(program->catalog, solver_text(program, known), &entries) &&
        entries[0].flags & (CATALOG_AWAITABLE | CATALOG_ASYNC_RESULT))
        return false;
    return thing.kind == THING_FUNCTION ? function_is_plain(program, thing, name) : class_is_plain(program, name);
}

bool interfaces_is_coroutine(Program *program, uint32_t name)
{
    enum {
        UNCLEAR = TRAIT_OPAQUE | TRAIT_CONTEXT | TRAIT_OVERLOAD
    };
    Thing thing = outside_find(program, name);
    if (thing.kind != THING_FUNCTION)
        return false;
    const Def *def = outside_def(program, thing);
    return def->flags & DEF_ASYNC && !(def->flags & DEF_GENERATOR) && !(outside_traits(program, thing) & UNCLEAR);
}
