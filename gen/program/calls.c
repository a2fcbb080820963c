/*
 * Calls: language reference, "Calls": arguments to parameters, results to the expression that calls.
 */
#include "solver.h"

#include <string.h>

static const Param *param_at(const Program *program, uint32_t def, uint32_t index)
{
    const ProgramFile *file = program_file_of_def(program, def);
    return &file->facts.params[program_def(program, def)->first_param + index];
}

static Variable param_variable(const Program *program, uint32_t def, uint32_t index)
{
    return program_file_of_def(program, def)->first_value + param_at(program, def, index)->value;
}

/* The container that *args or **kwargs is; program.c puts it into the parameter. */
static Object container_of(Program *program, Variable parameter, uint32_t type)
{
    return solver_object(program, OBJECT_CONTAINER, parameter, type);
}

static uint32_t digits_name(Program *program, uint32_t number)
{
    char text[12];
    int used = 0;
    char reversed[12];
    do
        reversed[used++] = (char)('0' + number % 10);
    while ((number /= 10) && used < 11);
    for (int i = 0; i < used; i++)
        text[i] = reversed[used - 1 - i];
    return names_intern(program->names, text, (size_t)used);
}

uint32_t calls_position_name(Program *program, uint32_t position)
{
    enum {
        KNOWN = sizeof program->position_names / sizeof *program->position_names
    };
    if (position >= KNOWN)
        return 0;
    if (!program->position_names[position])
        program->position_names[position] = digits_name(program, position);
    return program->position_names[position];
}

/* A definition seen as what receives arguments. */
typedef struct {
    uint32_t def, count;
    uint32_t positional;       /* parameters that take arguments by position */
    uint32_t star, doublestar; /* index + 1, or 0 */
} Signature;

static Signature signature_of(const Program *program, uint32_t def)
{
    Signature signature = {.def = def, .count = program_def(program, def)->param_count};
    for (uint32_t i = 0; i < signature.count; i++) {
        switch ((ParamKind)param_at(program, def, i)->kind) {
        case PARAM_POSITIONAL_ONLY:
        case PARAM_PLAIN:
            signature.positional = i + 1;
            break;
        case PARAM_STAR:
            signature.star = i + 1;
            break;
        case PARAM_DOUBLESTAR:
            signature.doublestar = i + 1;
            break;
        case PARAM_KEYWORD_ONLY:
            break;
        }
    }
    return signature;
}

/* The class of a method that is called without being bound to anything, or 0. */
static uint32_t owner_of_receiver(const Program *program, uint32_t def)
{
    unsigned traits = program->traits ? program->traits[def] : 0;
    return traits & (TRAIT_STATIC | TRAIT_CLASSMETHOD) ? 0 : program_owner(program, def);
}

/* A wrapper passes the receivers of all methods that it wraps to each of them: `method(self, *args)`. They are of their
 * own classes. */
static void pass_position(Program *program, const Signature *to, uint32_t position, Variable argument)
{
    uint32_t owner = position ? 0 : owner_of_receiver(program, to->def);
    if (position < to->positional) {
        solver_link(program, argument, owner ? LINK_OWN : LINK_COPY, param_variable(program, to->def, position), owner);
    } else if (to->star) {
        Object rest = container_of(program, param_variable(program, to->def, to->star - 1), CONTAINER_TUPLE);
        containers_store(program, rest, calls_position_name(program, position - to->positional), argument);
    }
}

static void pass_keyword(Program *program, const Signature *to, uint32_t name, Variable argument)
{
    const ProgramFile *file = program_file_of_def(program, to->def);
    for (uint32_t i = 0; i < to->count; i++) {
        const Param *param = param_at(program, to->def, i);
        if (solver_name(file, param->name) == name && param->kind != PARAM_STAR && param->kind != PARAM_DOUBLESTAR) {
            solver_link(program, argument, LINK_COPY, param_variable(program, to->def, i), 0);
            return;
        }
    }
    if (to->doublestar) {
        Object rest = container_of(program, param_variable(program, to->def, to->doublestar - 1), CONTAINER_DICT);
        containers_store(program, rest, name, argument);
    }
}

void calls_pass_star(Program *program, Object object, Variable star)
{
    ObjectData data = solver_data(program, object);
    uint32_t type = data.b % CONTAINER_INNER;
    if (object == program->unknown ||
        (data.kind == OBJECT_CONTAINER && (type == CONTAINER_LIST || type == CONTAINER_TUPLE))) {
        solver_add(program, star, object);
        return;
    }
    Object rest = container_of(program, star, CONTAINER_TUPLE);
    protocols_iterate(program, object, 0, solver_cell(program, CELL_ELEMENT, rest, 0), false);
    containers_mix(program, rest);
}

/* What is left of spread items when parameters have taken some: those that are read one by one, and all of them. */
static void pass_rest(Program *program, Object rest, uint32_t taken, Variable argument)
{
    enum {
        FEW = 4
    };
    for (uint32_t i = 0; i < FEW; i++)
        solver_link(program, argument, LINK_UNPACK,
                    solver_cell(program, CELL_ITEM, rest, calls_position_name(program, i)), taken + i);
    solver_link(program, argument, LINK_SPREAD, solver_cell(program, CELL_ELEMENT, rest, 0), 0);
}

/* `f(*items)`: the item at each position goes to the parameter there, and the rest to *args. */
static void pass_spread(Program *program, const Signature *to, uint32_t position, Variable argument)
{
    uint32_t taken = 0;
    for (uint32_t i = position; i < to->positional; i++)
        solver_link(program, argument, LINK_UNPACK, param_variable(program, to->def, i), taken++);
    if (!to->star)
        return;
    Variable star = param_variable(program, to->def, to->star - 1);
    if (!taken && position == to->positional)
        solver_link(program, argument, LINK_STAR, star, 0);
    else
        pass_rest(program, container_of(program, star, CONTAINER_TUPLE), taken, argument);
}

/* `f(first, **options)`: what is passed by position, or is the receiver, is not among the options. */
static void pass_mapping(Program *program, const Signature *to, uint32_t position, Variable argument)
{
    const ProgramFile *file = program_file_of_def(program, to->def);
    for (uint32_t i = position; i < to->count; i++) {
        const Param *param = param_at(program, to->def, i);
        if (param->kind == PARAM_PLAIN || param->kind == PARAM_KEYWORD_ONLY)
            solver_link(program, argument, LINK_KEY, param_variable(program, to->def, i),
                        solver_name(file, param->name));
    }
    if (to->doublestar)
        solver_link(program, argument, LINK_COPY, param_variable(program, to->def, to->doublestar - 1), 0);
}

static void pass_arguments(Program *program, uint32_t def, bool has_receiver, const CallSite *site)
{
    Signature to = signature_of(program, def);
    uint32_t position = has_receiver;
    for (size_t i = 0; i < site->argument_count; i++) {
        Argument argument = site->arguments[i];
        if (argument.name == NAME_NONE)
            pass_position(program, &to, position++, argument.variable);
        else if (argument.name == NAME_STAR)
            pass_spread(program, &to, position, argument.variable);
        else if (argument.name == NAME_DOUBLESTAR)
            pass_mapping(program, &to, position, argument.variable);
        else
            pass_keyword(program, &to, argument.name, argument.variable);
    }
}

static void pass_receiver(Program *program, uint32_t def, Object receiver)
{
    Signature to = signature_of(program, def);
    if (to.positional) {
        solver_add(program, param_variable(program, def, 0), receiver);
    } else if (to.star) {
        Object rest = container_of(program, param_variable(program, def, to.star - 1), CONTAINER_TUPLE);
        solver_add(program, solver_cell(program, CELL_ITEM, rest, calls_position_name(program, 0)), receiver);
        solver_add(program, solver_cell(program, CELL_ELEMENT, rest, 0), receiver);
    }
}

void calls_lose(Program *program, Object callee)
{
    ObjectData data = solver_data(program, callee);
    if (data.kind == OBJECT_BOUND)
        pass_receiver(program, data.a, data.b);
}

Variable calls_passed_for(const Program *program, uint32_t def, uint32_t index, bool has_receiver, const CallSite *site)
{
    const ProgramFile *file = program_file_of_def(program, def);
    const Param *param = param_at(program, def, index);
    uint32_t position = has_receiver, name = solver_name(file, param->name);
    if (index < position || site->reach == REACH_HANDED)
        return 0;
    for (size_t i = 0; i < site->argument_count; i++) {
        Argument argument = site->arguments[i];
        if (argument.name == NAME_STAR || argument.name == NAME_DOUBLESTAR)
            return 0;
        if (argument.name ? argument.name == name : position++ == index && param->kind <= PARAM_PLAIN)
            return argument.variable;
    }
    return solver_variable(file, param->fallback);
}

/* Parameters that a call leaves out, or may, get their defaults; constants are there in any case. */
static void leave_to_defaults(Program *program, uint32_t def, bool has_receiver, const CallSite *site)
{
    const ProgramFile *file = program_file_of_def(program, def);
    for (uint32_t i = has_receiver; i < program_def(program, def)->param_count; i++) {
        Variable fallback = solver_variable(file, param_at(program, def, i)->fallback);
        if (!fallback || program_value(program, fallback)->kind == VALUE_CONSTANT)
            continue;
        Variable passed = calls_passed_for(program, def, i, has_receiver, site);
        if (!passed || passed == fallback)
            calls_take_default(program, def, i);
    }
}

void calls_take_default(Program *program, uint32_t def, uint32_t index)
{
    Variable fallback = solver_variable(program_file_of_def(program, def), param_at(program, def, index)->fallback);
    solver_link_once(program, fallback, LINK_DEFAULT, param_variable(program, def, index), true);
}

void calls_add_default(Program *program, Object fallback, Variable parameter, bool left)
{
    ObjectData data = solver_data(program, fallback);
    if (data.kind == OBJECT_INJECTION)
        externals_inject(program, fallback, parameter);
    else if (data.kind == OBJECT_CONSTANT) /* others may call with other values */
        solver_add(program, parameter, solver_object(program, OBJECT_CONSTANT, data.a, 0));
    else if (left)
        solver_add(program, parameter, fallback);
}

/* What passes a test of a parameter; TESTED_NOTHING: perhaps anything. */
static Tested tested_as(ObjectData argument)
{
    switch ((ObjectKind)argument.kind) {
    case OBJECT_CONSTANT:
        return argument.a == CONSTANT_NONE ? TESTED_NONE : TESTED_NOT_NONE;
    case OBJECT_FUNCTION:
    case OBJECT_BOUND:
    case OBJECT_CLASS:
    case OBJECT_MODULE:
        return TESTED_TRUE;
    case OBJECT_INSTANCE:
    case OBJECT_CONTAINER:
        return TESTED_NOT_NONE;
    default:
        return TESTED_NOTHING;
    }
}

/* Where no return fits, the call that goes on has passed something else than we know. */
void calls_choose(Program *program, Object argument, uint32_t def, Variable result)
{
    Tested tested = tested_as(solver_data(program, argument));
    bool fits = tested && program->chooses[def].fits & 1u << tested;
    solver_link(program,
                fits ? solver_cell(program, CELL_CHOSEN, def, tested) : solver_cell(program, CELL_RETURN, def, 0),
                LINK_COPY, result, 0);
}

/* A function that returns one thing or another by tests of a parameter gives what fits the call. */
static void give_returned(Program *program, uint32_t def, bool has_receiver, const CallSite *site)
{
    uint32_t chooses = program->chooses[def].param;
    Variable argument = chooses ? calls_passed_for(program, def, chooses - 1, has_receiver, site) : 0;
    Variable given = keyed_given(program, def, site);
    if (argument)
        solver_link(program, argument, LINK_CHOOSE, site->result, def);
    else
        solver_link(program, given ? given : solver_cell(program, CELL_RETURN, def, 0), LINK_COPY, site->result, 0);
}

void calls_give_result(Program *program, uint32_t def, Object receiver, const CallSite *site)
{
    const Def *facts = program_def(program, def);
    unsigned traits = program->traits ? program->traits[def] : 0;
    Variable result = site->result, returned = solver_cell(program, CELL_RETURN, def, 0);
    if (!result)
        return;
    Variable made = returned_for_receiver(program, def, receiver);
    if (traits & TRAIT_CONTEXT)
        solver_add(program, result, solver_object(program, OBJECT_CONTEXT, def, 0));
    else if (traits & TRAIT_AWAITABLE)
        solver_add(program, result, solver_object(program, OBJECT_COROUTINE, returned, def));
    else if (facts->flags & DEF_GENERATOR)
        solver_add(program, result, solver_object(program, OBJECT_GENERATOR, def, 0));
    else if (facts->flags & DEF_ASYNC)
        solver_add(program, result, solver_object(program, OBJECT_COROUTINE, made, def));
    else if (made != returned)
        solver_link(program, made, LINK_COPY, result, 0);
    else if (!kept_return(program, def, receiver, site) && !returned_ask_argument(program, def, receiver != 0, site) &&
             !echoes_give(program, def, receiver != 0, site))
        give_returned(program, def, receiver != 0, site);
}

/* What a call passes for a parameter goes to the call's result. */
static void pass_back(Program *program, uint32_t def, uint32_t index, bool has_receiver, const CallSite *site)
{
    uint32_t position = has_receiver;
    uint32_t name = solver_name(program_file_of_def(program, def), param_at(program, def, index)->name);
    for (size_t i = 0; i < site->argument_count; i++) {
        Argument argument = site->arguments[i];
        bool is_passed =
            argument.name > NAME_DOUBLESTAR ? argument.name == name : !argument.name && position++ == index;
        if (is_passed)
            solver_link(program, argument.variable, LINK_COPY, site->result, 0);
        else if (argument.name == NAME_STAR && position <= index)
            solver_link(program, argument.variable, LINK_UNPACK, site->result, index - position);
        else if (argument.name == NAME_DOUBLESTAR && position <= index)
            solver_link(program, argument.variable, LINK_KEY, site->result, name);
    }
}

static void pass_back_of(Program *program, uint32_t def, uint32_t index, Object receiver, const CallSite *site)
{
    if (receiver && !index)
        solver_add(program, site->result, receiver);
    pass_back(program, def, index, receiver != 0, site);
}

/* What passes tests in the function goes back, too. */
static void pass_back_tested(Program *program, uint32_t def, Object receiver, const CallSite *site)
{
    const ProgramFile *file = program_file_of_def(program, def);
    CallSite inner = *site;
    uint32_t index = program->tested[def] - file->first_value;
    for (; file->facts.values[index].kind == VALUE_NARROWED; index = file->facts.values[index].base) {
        Variable test = solver_variable(file, index), before = solver_cell(program, CELL_TESTED, inner.result, test);
        solver_link_once(program, before, LINK_NARROW, inner.result, test);
        inner.result = before;
    }
    pass_back_of(program, def, file->facts.values[index].base - program_def(program, def)->first_param, receiver,
                 &inner);
}

void calls_pass_through(Program *program, uint32_t def, Object receiver, const CallSite *site)
{
    uint32_t passed = program->passed[def];
    const Def *facts = program_def(program, def);
    if (!site->result || facts->flags & (DEF_ASYNC | DEF_GENERATOR))
        return;
    for (uint32_t i = 0; i < facts->param_count && i < 32; i++)
        if (passed >> i & 1)
            pass_back_of(program, def, i, receiver, site);
    if (program->tested[def])
        pass_back_tested(program, def, receiver, site);
}

/* The arguments of a call but for what it spreads, and what stands behind that. */
static CallSite without_spread(Program *program, const CallSite *site)
{
    Argument *arguments = arena_alloc(&program->arena, (site->argument_count + 1) * sizeof *arguments);
    CallSite told = *site;
    bool spread = false;
    told.arguments = arguments;
    told.argument_count = 0;
    for (size_t i = 0; i < site->argument_count; i++) {
        uint32_t name = site->arguments[i].name;
        spread = spread || name == NAME_STAR;
        if (name > NAME_DOUBLESTAR || (!name && !spread))
            arguments[told.argument_count++] = site->arguments[i];
    }
    return told;
}

void calls_pass_unknown(Program *program, uint32_t def, Object receiver, const CallSite *site, Variable unknown)
{
    const Def *facts = program_def(program, def);
    CallSite told = without_spread(program, site);
    pass_arguments(program, def, receiver != 0, &told);
    for (uint32_t i = receiver != 0; i < facts->param_count; i++) {
        Variable param = param_variable(program, def, i);
        uint32_t kind = param_at(program, def, i)->kind;
        Variable passed = calls_passed_for(program, def, i, receiver != 0, &told);
        if (kind >= PARAM_STAR)
            containers_store(program,
                             container_of(program, param, kind == PARAM_STAR ? CONTAINER_TUPLE : CONTAINER_DICT), 0,
                             unknown);
        else if (!passed ||
                 passed == solver_variable(program_file_of_def(program, def), param_at(program, def, i)->fallback))
            solver_add(program, param, program->unknown);
    }
    if (!site->result)
        return;
    if (facts->flags & DEF_ASYNC && !(facts->flags & DEF_GENERATOR))
        solver_add(program, site->result, solver_object(program, OBJECT_COROUTINE, unknown, def));
    else
        solver_add(program, site->result, program->unknown);
}

void calls_link_function(Program *program, uint32_t def, Object receiver, const CallSite *site)
{
    if (receiver)
        pass_receiver(program, def, receiver);
    bool forwards = forwards_is_call(program, site);
    if (!forwards)
        calls_pass_through(program, def, receiver, site);
    if (!solver_record(program, site, def, 0)) {
        if (receiver && !forwards && returned_depends(program, def)) /* it may give something else for this one */
            calls_give_result(program, def, receiver, site);
        return;
    }
    around_call(program, def, site->site);
    if (forwards)
        forwards_take(program, def, receiver, site);
    else
        calls_pass(program, def, receiver, site);
}

void calls_pass(Program *program, uint32_t def, Object receiver, const CallSite *site)
{
    pass_arguments(program, def, receiver != 0, site);
    leave_to_defaults(program, def, receiver != 0, site);
    keyed_call(program, def, receiver != 0, site);
    bool loads = program->traits && program->traits[def] & TRAIT_LOADS;
    if (!loads || !loaders_call(program, def, receiver != 0, site))
        calls_give_result(program, def, receiver, site);
    externals_call_known(program, def, site);
}

static bool call_if_function(Program *program, Object function, Object receiver, const CallSite *site)
{
    ObjectData data = solver_data(program, function);
    if (data.kind != OBJECT_FUNCTION)
        return false;
    bool is_static = program->traits && program->traits[data.a] & TRAIT_STATIC;
    calls_link_function(program, data.a, is_static ? 0 : receiver, site);
    return true;
}

void calls_call_replaced(Program *program, Object function, uint32_t number)
{
    const MemberCall call = *(const MemberCall *)(const void *)utarray_eltptr(program->replaced, number);
    call_if_function(program, function, call.receiver, &call.site);
}

/* Somebody assigns to a method of that name, maybe later: `Room.__init__ = traced`. */
static void call_when_replaced(Program *program, Variable member, Object receiver, const CallSite *site)
{
    MemberCall call = {.receiver = receiver, .site = *site};
    Argument *arguments = arena_alloc(&program->arena, (site->argument_count + 1) * sizeof *arguments);
    for (size_t i = 0; i < site->argument_count; i++)
        arguments[i] = site->arguments[i];
    call.site.arguments = arguments;
    utarray_push_back(program->replaced, &call);
    solver_link(program, member, LINK_REPLACED, 0, utarray_len(program->replaced) - 1);
}

bool calls_call_member(Program *program, uint32_t class_def, uint32_t name, Object receiver, const CallSite *site)
{
    Variable member = classes_find(program, class_def, name, 0);
    bool found = false;
    if (!member)
        return false;
    const ObjectSet set = program->variables[member].set;
    for (uint32_t i = 0; i < set.count; i++)
        found = call_if_function(program, set_items(&set)[i], receiver, site) || found;
    if (solver_is_stored(program, name))
        call_when_replaced(program, member, receiver, site);
    return found;
}

enum {
    OVERRIDE_LIMIT = 40, /* more say nothing that a reader could use */
    SUBCLASS_LIMIT = 400
};

typedef struct {
    uint32_t name;
    Variable member; /* that the class itself has */
    uint32_t unless; /* name of what subclasses must not have, or 0 */
    unsigned left, found;
} Overrides;

static void call_overrides(Program *program, uint32_t class_def, Overrides *overrides, const CallSite *site)
{
    const ClassData *data = program->classes[class_def];
    for (uint32_t i = 0; i < data->subclass_count && overrides->left && overrides->found < OVERRIDE_LIMIT; i++) {
        uint32_t subclass = data->subclasses[i];
        --overrides->left;
        if (classes_find_override(program, subclass, overrides->name, overrides->member) &&
            !(overrides->unless && classes_find(program, subclass, overrides->unless, 0))) {
            ++overrides->found;
            calls_call_member(program, subclass, overrides->name, solver_object(program, OBJECT_INSTANCE, subclass, 1),
                              site);
        }
        call_overrides(program, subclass, overrides, site);
    }
}

void calls_call_overrides(Program *program, uint32_t class_def, uint32_t name, uint32_t unless, const CallSite *site)
{
    Overrides overrides = {
        .name = name, .member = classes_find(program, class_def, name, 0), .unless = unless, .left = SUBCLASS_LIMIT};
    call_overrides(program, class_def, &overrides, site);
}

bool calls_call_method(Program *program, Object object, uint32_t method, const CallSite *site)
{
    ObjectData data = solver_data(program, object);
    if (!solver_is_in_class(program, method))
        return false;
    if (data.kind == OBJECT_CLASS && program->classes[data.a]->metaclass)
        return calls_call_member(program, program->classes[data.a]->metaclass, method, object, site);
    if (data.kind != OBJECT_INSTANCE)
        return false;
    bool found = calls_call_member(program, data.a, method, object, site);
    if (data.b)
        calls_call_overrides(program, data.a, method, 0, site);
    return found;
}

void calls_link_late(Program *program, Variable callee, const LateCall *call)
{
    uint32_t number = names_intern(program->late_calls, (const char *)call, sizeof *call);
    solver_link_once(program, callee, LINK_CALL_LATE, 0, number);
}

void calls_call_late(Program *program, Object callee, uint32_t number)
{
    const LateCall *call = (const LateCall *)(const void *)names_text(program->late_calls, number);
    if (call->functions_only && solver_data(program, callee).kind != OBJECT_FUNCTION)
        return;
    CallSite site = {.site = call->site,
                     .result = call->result,
                     .arguments = call->arguments,
                     .argument_count = call->argument_count,
                     .argument = call->part,
                     .reach = call->reach};
    if (call->method) {
        calls_call_method(program, callee, call->method, &site);
        return;
    }
    if (call->part && solver_data(program, callee).kind == OBJECT_EXTERNAL)
        site.site = call->result; /* default_factory=list: one list stands for all that it makes */
    calls_call(program, callee, &site);
}

Object calls_make_partial(Program *program, Object callee, Variable call)
{
    enum {
        DEEPEST = 8
    };
    ObjectData data = solver_data(program, callee);
    if (data.kind == OBJECT_CONSTANT || callee == program->unknown)
        return callee;
    for (unsigned depth = 0; data.kind == OBJECT_PARTIAL || data.kind == OBJECT_INJECTION || /* of partial objects */
                             (data.kind == OBJECT_EXTERNAL_INSTANCE && data.b);
         data = solver_data(program, data.kind == OBJECT_EXTERNAL_INSTANCE ? data.b : data.a))
        if (++depth > DEEPEST)
            return program->unknown;
    return solver_object(program, OBJECT_PARTIAL, callee, call);
}

/* Calls what functools.partial() wrapped: its arguments come first. */
static void call_partial(Program *program, ObjectData partial, const CallSite *site)
{
    size_t bound;
    const Argument *first = calls_arguments(program, partial.b, &bound);
    Argument *all = arena_alloc(&program->arena, (bound + site->argument_count) * sizeof *all);
    size_t count = 0;
    for (size_t i = 1; i < bound; i++)
        if (!first[i].name)
            all[count++] = first[i];
    for (size_t i = 0; i < site->argument_count; i++)
        all[count++] = site->arguments[i];
    for (size_t i = 1; i < bound; i++)
        if (first[i].name)
            all[count++] = first[i];
    CallSite inner = *site;
    inner.arguments = all;
    inner.argument_count = count;
    calls_call(program, partial.a, &inner);
}

/* UserId(number), of NewType(), is the number; Queue[Job]() is a Queue. Type variables, and `Room | Door`, are not called. */
static void call_alias(Program *program, Variable alias, const CallSite *site)
{
    const Value *value = program_value(program, alias);
    if (value->kind != VALUE_SUBSCRIPT && value->kind != VALUE_CALL)
        return;
    const ObjectSet set = program->variables[solver_variable(program_file_of_value(program, alias), value->base)].set;
    for (uint32_t i = 0; i < set.count; i++) {
        ObjectData base = solver_data(program, set_items(&set)[i]);
        if (base.kind != OBJECT_EXTERNAL)
            continue;
        if (value->kind == VALUE_SUBSCRIPT)
            calls_call(program, set_items(&set)[i], site);
        else if (strcmp(solver_text(program, base.a), "typing.NewType") == 0)
            solver_link(program, calls_argument_at(site, 0), LINK_COPY, site->result, 0);
    }
}

void calls_call(Program *program, Object callee, const CallSite *site)
{
    ObjectData data = solver_data(program, callee);
    switch ((ObjectKind)data.kind) {
    case OBJECT_FUNCTION:
        calls_link_function(program, data.a, 0, site);
        break;
    case OBJECT_BOUND:
        calls_link_function(program, data.a, data.b, site);
        break;
    case OBJECT_CLASS:
        constructors_call(program, data.a, data.b, site);
        break;
    case OBJECT_INSTANCE:
        if (!calls_call_method(program, callee, program->known.call, site))
            solver_add(program, site->result, program->unknown);
        break;
    case OBJECT_TUPLE_CLASS:
        fields_make_tuple(program, data.a, site);
        break;
    case OBJECT_PARTIAL:
        if (!builtins_call_getter(program, data, site))
            call_partial(program, data, site);
        break;
    case OBJECT_EXTERNAL:
    case OBJECT_EXTERNAL_INSTANCE:
        externals_call(program, data, site);
        break;
    case OBJECT_UNKNOWN:
        solver_add(program, site->result, callee);
        break;
    case OBJECT_CALLABLE:
        solver_link(program, data.a, LINK_COPY, site->result, 0);
        break;
    case OBJECT_ALIAS:
        call_alias(program, data.a, site);
        break;
    default:
        break;
    }
}

void calls_apply(Program *program, Object decorator, Variable call)
{
    const ProgramFile *file = program_file_of_value(program, call);
    const Value *value = program_value(program, call);
    ObjectData data = solver_data(program, decorator);
    if (data.kind == OBJECT_EXTERNAL && value->count == 1 && !externals_info(program, data.a)->standard)
        externals_apply(program, data, file->first_value + file->facts.operands[value->first].value, call);
}

void calls_raise(Program *program, Object object, Variable raised)
{
    CallSite site = {.site = raised, .reach = REACH_IMPLICIT};
    if (solver_data(program, object).kind == OBJECT_CLASS)
        calls_call(program, object, &site);
}

Variable calls_argument_at(const CallSite *site, size_t position)
{
    return position < site->argument_count && !site->arguments[position].name ? site->arguments[position].variable : 0;
}

const Argument *calls_arguments(Program *program, Variable call, size_t *count)
{
    const ProgramFile *file = program_file_of_value(program, call);
    const Value *value = program_value(program, call);
    Argument *arguments = arena_alloc(&program->arena, (value->count + 1) * sizeof *arguments);
    for (uint32_t i = 0; i < value->count; i++) {
        const Operand *operand = &file->facts.operands[value->first + i];
        arguments[i] =
            (Argument){operand->value ? file->first_value + operand->value : 0, solver_name(file, operand->name)};
    }
    *count = value->count;
    return arguments;
}

/* What was registered with a @singledispatch function may run in its place. */
static void call_variants(Program *program, ObjectData callee, Variable call)
{
    enum {
        STEP_VARIANT = 42
    };
    Variable variants = solver_cell(program, CELL_VARIANTS, callee.a, 0);
    if (callee.kind == OBJECT_BOUND) {
        Variable bound = solver_step(program, call, STEP_VARIANT);
        solver_link_once(program, variants, LINK_BIND, bound, callee.b);
        variants = bound;
    }
    solver_link_once(program, variants, LINK_CALL, call, 0);
}

void calls_call_value(Program *program, Object callee, Variable call)
{
    enum {
        FEW = 16
    };
    const ProgramFile *file = program_file_of_value(program, call);
    const Value *value = program_value(program, call);
    Argument few[FEW];
    CallSite site = {.site = call, .result = call, .arguments = few, .argument_count = value->count};
    if (value->count > FEW)
        site.arguments = calls_arguments(program, call, &site.argument_count);
    else
        for (uint32_t i = 0; i < value->count; i++) {
            const Operand *operand = &file->facts.operands[value->first + i];
            few[i] =
                (Argument){operand->value ? file->first_value + operand->value : 0, solver_name(file, operand->name)};
        }
    calls_call(program, callee, &site);
    ObjectData data = solver_data(program, callee);
    bool dispatches = program->traits && (data.kind == OBJECT_FUNCTION || data.kind == OBJECT_BOUND) &&
                      program->traits[data.a] & TRAIT_DISPATCH;
    if (dispatches)
        call_variants(program, data, call);
}

/* Is it a function that something unknown has made a decorator of, since it needs more than what it would decorate?
 * Then most likely what it decorates runs, around which it is called. */
static bool is_made_decorator(const Program *program, ObjectData decorator)
{
    if (decorator.kind != OBJECT_FUNCTION || !(program->traits[decorator.a] & TRAIT_OPAQUE))
        return false;
    const Def *def = program_def(program, decorator.a);
    const ProgramFile *file = program_file_of_def(program, decorator.a);
    unsigned needed = 0;
    for (uint32_t i = def->first_param; i < def->first_param + def->param_count; i++)
        needed += file->facts.params[i].kind <= PARAM_PLAIN && !file->facts.params[i].fallback;
    return needed > 1;
}

void calls_decorate(Program *program, Object decorator, Variable decorated)
{
    const ProgramFile *file = program_file_of_value(program, decorated);
    const Value *value = program_value(program, decorated);
    Argument inner = {file->first_value + file->facts.operands[value->first].value, NAME_NONE};
    CallSite site = {
        .site = decorated, .result = decorated, .arguments = &inner, .argument_count = 1, .reach = REACH_DECORATE};
    ObjectData data = solver_data(program, decorator);
    if (data.kind == OBJECT_EXTERNAL) {
        externals_decorate(program, data, inner.variable, decorated);
    } else if (around_decorate(program, decorator, inner.variable, decorated)) {
        return;
    } else if (data.kind == OBJECT_FUNCTION || data.kind == OBJECT_BOUND || data.kind == OBJECT_CLASS ||
               data.kind == OBJECT_INSTANCE || data.kind == OBJECT_PARTIAL) {
        bool made = is_made_decorator(program, data);
        site.result = made ? 0 : decorated;
        solver_link(program, made ? inner.variable : 0, LINK_COPY, decorated, 0);
        calls_call(program, decorator, &site);
    } else {
        solver_link(program, inner.variable, LINK_COPY, decorated, 0); /* most decorators give back what they take */
    }
}
