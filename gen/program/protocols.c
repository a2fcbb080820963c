/*
 * The protocols behind syntax: iteration, `with`, `await`, items. Language reference, "Special method names".
 */
#include "solver.h"

#include <string.h>

enum Step {
    STEP_ITERATOR = 1,
    STEP_NEXT,
    STEP_ENTERED,
    STEP_AWAIT
};

static CallSite site_of(Variable site, Variable result)
{
    return (CallSite){.site = site, .result = result, .reach = REACH_IMPLICIT};
}

/* The body of a coroutine or generator runs where it is awaited, iterated. The call that makes it says so, if it stands
 * there. */
static void record_run(Program *program, ObjectData coroutine, Variable site, Reach reach)
{
    const Value *value = program_value(program, site);
    CallSite call = {.site = site, .reach = reach};
    if (!coroutine.b || site >= program->value_count || !program_works_on_base(value))
        return;
    const ProgramFile *file = program_file_of_value(program, site);
    if (!solver_is_called(program, file->first_value + program_before_tests(file, value->base), coroutine.b))
        solver_record(program, &call, coroutine.b, 0);
}

/* `yield [send(), close()]` in a generator that a decorator makes a coroutine of: all are awaited. */
static void await_elements(Program *program, Object container, Variable target)
{
    enum {
        FEW = 8 /* of which the positions are kept */
    };
    ObjectData data = solver_data(program, container);
    bool is_dict = data.b == CONTAINER_DICT;
    Object results = solver_object(program, OBJECT_CONTAINER, target, is_dict ? CONTAINER_DICT : CONTAINER_LIST);
    solver_add(program, target, results);
    solver_link(program, containers_elements(program, container), LINK_AWAIT,
                solver_cell(program, CELL_ELEMENT, results, 0), 0);
    for (uint32_t i = 0; !is_dict && i < FEW; i++)
        solver_link(program, solver_cell(program, CELL_ITEM, container, calls_position_name(program, i)), LINK_AWAIT,
                    solver_cell(program, CELL_ITEM, results, calls_position_name(program, i)), 0);
    if (is_dict)
        containers_mix(program, results);
    else
        solver_link(program, solver_cell(program, CELL_OTHER, container, 0), LINK_AWAIT,
                    solver_cell(program, CELL_OTHER, results, 0), 0);
}

static bool is_yield(const Program *program, Variable site)
{
    return site < program->value_count && program_value(program, site)->kind == VALUE_YIELD;
}

void protocols_await(Program *program, Object object, Variable target)
{
    ObjectData data = solver_data(program, object);
    switch ((ObjectKind)data.kind) {
    case OBJECT_COROUTINE:
        record_run(program, data, target, REACH_AWAITED);
        solver_link(program, data.a, LINK_COPY, target, 0);
        break;
    case OBJECT_INSTANCE: {
        Variable iterator = solver_step(program, target, STEP_AWAIT);
        CallSite site = site_of(target, iterator);
        solver_link(program, iterator, LINK_AWAIT_ITERATOR, target, 0);
        calls_call_method(program, object, program->known.await, &site);
        break;
    }
    case OBJECT_EXTERNAL_INSTANCE:
        if (data.b)
            protocols_await(program, data.b, target);
        else if (!externals_await(program, data.a, target))
            solver_add(program, target, program->unknown);
        break;
    case OBJECT_UNKNOWN:
        solver_add(program, target, object);
        break;
    case OBJECT_CONTAINER:
        if (is_yield(program, target))
            await_elements(program, object, target);
        break;
    default:
        break;
    }
}

/* Iteration over an instance that is a list, a dict by inheritance. */
static bool iterate_contents(Program *program, Object object, Variable site, Variable target)
{
    Object contents = containers_of(program, object);
    if (contents)
        protocols_iterate(program, contents, site, target, false);
    return contents != 0;
}

/* Iteration without __iter__: __getitem__ with 0, 1, …. */
static bool iterate_by_index(Program *program, Object object, Variable site, Variable target)
{
    CallSite call = site_of(site, target);
    return calls_call_method(program, object, program->known.getitem, &call);
}

void protocols_await_iterator(Program *program, Object object, Variable target)
{
    ObjectData data = solver_data(program, object);
    if (data.kind == OBJECT_COROUTINE) { /* `return self.run().__await__()`: the coroutine runs */
        CallSite site = {.site = target, .reach = REACH_AWAITED};
        if (data.b)
            solver_record(program, &site, data.b, 0);
        solver_link(program, data.a, LINK_COPY, target, 0);
    } else {
        protocols_delegate(program, object, target);
    }
}

/* An enumeration gives its members. */
static bool iterate_members(Program *program, Object object, Variable target)
{
    ObjectData data = solver_data(program, object);
    bool is_enum = data.kind == OBJECT_CLASS && program->classes[data.a]->is_enum;
    if (is_enum)
        solver_add(program, target, solver_object(program, OBJECT_INSTANCE, data.a, 0));
    return is_enum;
}

static void iterate_by_method(Program *program, Object object, Variable site, Variable target, bool is_async)
{
    Variable iterator = solver_step(program, target, STEP_ITERATOR);
    CallSite call = site_of(site, iterator);
    solver_link(program, iterator, is_async ? LINK_NEXT_ASYNC : LINK_NEXT, target, site);
    if (calls_call_method(program, object, is_async ? program->known.aiter : program->known.iter, &call))
        return;
    if (is_async || !(iterate_contents(program, object, site, target) || iterate_members(program, object, target) ||
                      iterate_by_index(program, object, site, target)))
        solver_add(program, target, program->unknown);
}

/* To iterate over what lies outside is a call of it, where the catalog says what that means: it receives messages. */
static void record_known_iteration(Program *program, uint32_t class, Variable site, bool is_async)
{
    uint32_t method = solver_join(program, class, is_async ? program->known.aiter : program->known.iter);
    CallSite call = site_of(site, 0);
    if (site < program->value_count && externals_info(program, method)->entry_count)
        solver_record(program, &call, 0, method);
}

void protocols_iterate(Program *program, Object object, Variable site, Variable target, bool is_async)
{
    ObjectData data = solver_data(program, object);
    switch ((ObjectKind)data.kind) {
    case OBJECT_CONTAINER:
        if (data.b == CONTAINER_DICT)
            containers_read_keys(program, object, target);
        else
            solver_link(program, containers_elements(program, object), LINK_COPY, target, 0);
        break;
    case OBJECT_GENERATOR:
        record_run(program, (ObjectData){.b = data.a}, site, REACH_IMPLICIT);
        solver_link(program, solver_cell(program, CELL_YIELD, data.a, 0), LINK_COPY, target, 0);
        break;
    case OBJECT_CLASS: /* its metaclass may have __iter__ */
    case OBJECT_INSTANCE:
        iterate_by_method(program, object, site, target, is_async);
        break;
    case OBJECT_CONSTANT:
        if (data.a == CONSTANT_STRING || data.a == CONSTANT_BYTES)
            solver_add(program, target, solver_object(program, OBJECT_CONSTANT, data.a, 0));
        break;
    case OBJECT_EXTERNAL_INSTANCE: {
        Variable iterator = solver_step(program, target, STEP_ITERATOR);
        record_known_iteration(program, data.a, site, is_async);
        if (is_async && containers_held(program, object)) {
            containers_read(program, containers_held(program, object), 0, target);
            break;
        }
        solver_link_once(program, iterator, LINK_NEXT, target, is_async);
        if (!interfaces_call_method(program, object, is_async ? program->known.aiter : program->known.iter, false,
                                    iterator))
            solver_add(program, target, program->unknown);
        break;
    }
    default:
        solver_add(program, target, program->unknown);
    }
}

void protocols_iterator(Program *program, Object object, Variable site, Traversal traversal)
{
    const uint32_t methods[] = {[TRAVERSE_FORTH] = program->known.iter,
                                [TRAVERSE_BACK] = program->known.reversed,
                                [TRAVERSE_ASYNC] = program->known.aiter};
    CallSite call = site_of(site, site);
    if (solver_data(program, object).kind == OBJECT_GENERATOR) {
        solver_add(program, site, object);
    } else if (!calls_call_method(program, object, methods[traversal], &call)) {
        if (traversal == TRAVERSE_BACK)
            protocols_convert(program, object, site, CONVERT_LENGTH);
        Object iterator = solver_object(program, OBJECT_CONTAINER, site, CONTAINER_GENERATOR);
        protocols_iterate(program, object, site, solver_cell(program, CELL_ELEMENT, iterator, 0),
                          traversal == TRAVERSE_ASYNC);
        solver_add(program, site, iterator);
    }
}

void protocols_next(Program *program, Object object, Variable site, Variable target, bool is_async)
{
    ObjectData data = solver_data(program, object);
    if (data.kind == OBJECT_EXTERNAL_INSTANCE) {
        if (!interfaces_call_method(program, object, is_async ? program->known.anext : program->known.next, is_async,
                                    target))
            solver_add(program, target, program->unknown);
        return;
    }
    if (data.kind != OBJECT_INSTANCE) {
        protocols_iterate(program, object, site, target, is_async);
        return;
    }
    Variable given = is_async ? solver_step(program, target, STEP_NEXT) : target;
    CallSite call = site_of(site, given);
    if (is_async) {
        call.reach = REACH_AWAITED;
        solver_link(program, given, LINK_AWAIT, target, 0);
    }
    calls_call_method(program, object, is_async ? program->known.anext : program->known.next, &call);
}

/* str([room]) shows what is inside by repr(), hash((room,)) hashes it. One level is enough: containers may hold
 * themselves. */
static void convert_elements(Program *program, Object container, Variable site, uint32_t conversion)
{
    bool checks = conversion == CONVERT_CHECK || conversion == CONVERT_CHECK_CLASS; /* of any class in a tuple */
    if (conversion == CONVERT_STR || conversion == CONVERT_REPR || conversion == CONVERT_FORMAT)
        solver_link(program, containers_elements(program, container), LINK_CONVERT, site, CONVERT_SHOWN);
    else if (checks || (conversion == CONVERT_HASH && solver_data(program, container).b == CONTAINER_TUPLE))
        solver_link_once(program, containers_elements(program, container), LINK_CONVERT, site, conversion);
}

/* Calls the first of the methods that the class of an instance has. Only what is asked for gives its value. */
static void convert_instance(Program *program, Object object, uint32_t conversion, const CallSite *site)
{
    CallSite call = *site;
    for (size_t i = 0; i < CONVERSION_METHODS && program->conversions[conversion][i]; i++) {
        if (calls_call_method(program, object, program->conversions[conversion][i], &call))
            return;
        call.result = 0;
    }
}

/* What is copied without a method of its own for that is given its state again. */
static void copy_instance(Program *program, Object object, uint32_t conversion, const CallSite *site)
{
    uint32_t own = program->conversions[conversion][0];
    bool restores = !classes_find(program, solver_data(program, object).a, own, 0);
    convert_instance(program, object, conversion, site);
    if (restores)
        convert_instance(program, object, CONVERT_STATE, site);
}

/* `{**rooms}` asks rooms for keys() and each item; a class that has keys() from Mapping asks itself for what it runs through. */
static void take_items(Program *program, Object object, Variable site)
{
    enum {
        STEP_TAKEN = 30
    };
    ObjectData data = solver_data(program, object);
    if (data.kind != OBJECT_INSTANCE || containers_of(program, object))
        return;
    Variable item = solver_step(program, site, STEP_TAKEN);
    CallSite asks = site_of(site, 0), takes = site_of(site, item);
    const ClassData *class_data = program->classes[data.a];
    asks.argument = 1; /* it is this method that is meant, and none that stands in for it */
    bool found = calls_call_method(program, object, program->conversions[CONVERT_ITEMS][0], &asks);
    for (uint32_t i = 0; i < class_data->external_count && !found; i++)
        found = mixins_call(
            program,
            solver_text(program, solver_join(program, class_data->external[i], program->conversions[CONVERT_ITEMS][0])),
            object, &asks);
    if (!found || !calls_call_method(program, object, program->known.getitem, &takes))
        return;
    solver_link(program, item, LINK_COPY,
                containers_elements(program, solver_object(program, OBJECT_CONTAINER, site, CONTAINER_DICT)), 0);
}

void protocols_convert(Program *program, Object object, Variable site, uint32_t conversion)
{
    bool gives_value = protocols_gives_value(conversion);
    ObjectData data = solver_data(program, object);
    switch ((ObjectKind)data.kind) {
    case OBJECT_CONTAINER:
        convert_elements(program, object, site, conversion);
        break;
    case OBJECT_CONSTANT:
        if (gives_value)
            solver_add(program, site, object);
        break;
    case OBJECT_INSTANCE:
    case OBJECT_CLASS: {
        CallSite call = site_of(site, gives_value ? site : 0);
        if (conversion == CONVERT_ITEMS) {
            take_items(program, object, site);
        } else if (conversion == CONVERT_COPY || conversion == CONVERT_DEEPCOPY) {
            copy_instance(program, object, conversion, &call);
        } else if (conversion == CONVERT_KEY) {
            convert_instance(program, object, CONVERT_HASH, &call);
            convert_instance(program, object, CONVERT_EQUAL, &call);
        } else {
            convert_instance(program, object, conversion, &call);
        }
        if (data.kind == OBJECT_CLASS && (conversion == CONVERT_CHECK || conversion == CONVERT_CHECK_CLASS))
            calls_call_member(program, data.a, program->known.subclasshook, object, &call);
        break;
    }
    default:
        break;
    }
}

/* Whether the method by which an object is entered always raises: then it is not left. */
static bool refuses_entry(const Program *program, Object object, uint32_t method)
{
    ObjectData data = solver_data(program, object);
    uint32_t enters = data.b ? 0 : classes_find_function(program, data.a, method, 0);
    return enters && !program->returns[enters] &&
           !(program_def(program, enters)->flags & (DEF_GENERATOR | DEF_ABSTRACT));
}

static void enter_instance(Program *program, Object object, Variable site, Variable target, bool is_async)
{
    Variable entered = is_async ? solver_step(program, target, STEP_ENTERED) : target;
    CallSite enter = site_of(site, entered), leave = site_of(site, 0);
    if (is_async) {
        enter.reach = leave.reach = REACH_AWAITED;
        solver_link(program, entered, LINK_AWAIT, target, 0);
    }
    uint32_t method = is_async ? program->known.aenter : program->known.enter;
    if (!calls_call_method(program, object, method, &enter) &&
        !interfaces_call_method(program, object, method, is_async, target)) {
        if (interfaces_owner(program, solver_data(program, object).a, method)) /* most give themselves */
            solver_add(program, target, object);
        solver_add(program, target, program->unknown);
    }
    if (!refuses_entry(program, object, method))
        calls_call_method(program, object, is_async ? program->known.aexit : program->known.exit, &leave);
}

void protocols_enter(Program *program, Object object, Variable site, Variable target, bool is_async)
{
    ObjectData data = solver_data(program, object);
    switch ((ObjectKind)data.kind) {
    case OBJECT_INSTANCE:
        enter_instance(program, object, site, target, is_async);
        break;
    case OBJECT_CONTEXT:
        solver_link(program, solver_cell(program, CELL_YIELD, data.a, 0), LINK_COPY, target, 0);
        break;
    case OBJECT_EXTERNAL_INSTANCE: /* most give themselves, those that can be awaited what that gives */
        if (!builtins_enter(program, data, site, target) && !(is_async && externals_await(program, data.a, target)) &&
            !interfaces_call_method(program, object, is_async ? program->known.aenter : program->known.enter, is_async,
                                    target))
            solver_add(program, target, object);
        break;
    case OBJECT_COROUTINE: /* of an external call: `async with connect()` */
        if (!data.b)
            solver_link(program, data.a, LINK_COPY, target, 0);
        break;
    case OBJECT_CONSTANT:
        break;
    default:
        solver_add(program, target, program->unknown);
    }
}

static bool is_ordered(ObjectData data)
{
    return data.kind == OBJECT_CONTAINER &&
           (data.b % CONTAINER_INNER == CONTAINER_LIST || data.b % CONTAINER_INNER == CONTAINER_TUPLE);
}

/* How many elements a list or tuple is written with; 0 when that cannot be told. */
static uint32_t written_length(const Program *program, ObjectData container)
{
    const Value *value = program_value(program, container.a);
    if (!is_ordered(container) || container.b >= CONTAINER_INNER || value->kind != VALUE_CONTAINER)
        return 0;
    const ProgramFile *file = program_file_of_value(program, container.a);
    for (uint32_t i = 0; i < value->count; i++)
        if (file->facts.operands[value->first + i].name)
            return 0;
    return value->count;
}

void protocols_unpack(Program *program, Object object, Variable target, uint32_t position, uint32_t behind)
{
    enum {
        ANY = 255
    };
    if (solver_data(program, object).kind == OBJECT_INSTANCE && fields_items(program, object))
        object = fields_items(program, object);
    ObjectData data = solver_data(program, object);
    if (behind) { /* lists may have grown; of tuples the end is known */
        uint32_t length = data.b == CONTAINER_TUPLE ? written_length(program, data) : 0;
        position = length >= behind ? length - behind : ANY;
    }
    uint32_t key = position == ANY ? 0 : calls_position_name(program, position);
    if (!is_ordered(data) || !key) {
        bool is_param = target < program->value_count && program_value(program, target)->kind == VALUE_PARAM;
        Variable site = is_param ? solver_step(program, target, STEP_ITERATOR) : target; /* the call iterates */
        protocols_iterate(program, object, site, target, false);
        return;
    }
    containers_read(program, object, key, target);
}

void protocols_unpack_rest(Program *program, Object object, Variable target, uint32_t position, uint32_t behind)
{
    Object rest = solver_object(program, OBJECT_CONTAINER, target, CONTAINER_LIST);
    ObjectData data = solver_data(program, object);
    uint32_t length = written_length(program, data);
    solver_add(program, target, rest);
    if (!length || calls_position_name(program, length - 1) == 0) {
        Variable elements = containers_elements(program, rest);
        protocols_iterate(program, object, target, elements, false);
        containers_mix(program, rest);
        return;
    }
    if (data.b == CONTAINER_TUPLE)
        length -= behind < length ? behind : length;
    containers_elements(program, object);
    for (uint32_t i = position; i < length; i++)
        containers_store(program, rest, calls_position_name(program, i - position),
                         solver_cell(program, CELL_ITEM, object, calls_position_name(program, i)));
    containers_store(program, rest, 0, solver_cell(program, CELL_OTHER, object, 0));
}

void protocols_read_key(Program *program, Object object, uint32_t key, Variable target)
{
    ObjectData data = solver_data(program, object);
    if (data.kind != OBJECT_CONTAINER) {
        if (data.kind == OBJECT_UNKNOWN)
            solver_add(program, target, object);
        return;
    }
    containers_read(program, object, key, target);
}

void protocols_inject(Program *program, Object result, Variable parameter)
{
    ObjectData data = solver_data(program, result);
    if (data.kind == OBJECT_COROUTINE)
        protocols_await(program, result, parameter);
    else if (data.kind == OBJECT_GENERATOR || data.kind == OBJECT_CONTEXT)
        solver_link(program, solver_cell(program, CELL_YIELD, data.a, 0), LINK_COPY, parameter, 0);
    else
        solver_add(program, parameter, result);
}

/* What is sent to a generator goes on to the one that it delegates to. */
static void pass_sent(Program *program, uint32_t inner, Variable delegation)
{
    const Value *value = delegation < program->value_count ? program_value(program, delegation) : NULL;
    if (!inner || !value || value->kind != VALUE_YIELD)
        return;
    uint32_t outer = program_file_of_value(program, delegation)->first_def + value->scope;
    solver_link(program, solver_cell(program, CELL_SENT, outer, 0), LINK_COPY,
                solver_cell(program, CELL_SENT, inner, 0), 0);
}

void protocols_delegate(Program *program, Object object, Variable target)
{
    ObjectData data = solver_data(program, object);
    pass_sent(program, data.kind == OBJECT_GENERATOR ? data.a : 0, target);
    if (data.kind == OBJECT_GENERATOR)
        solver_link(program, solver_cell(program, CELL_RETURN, data.a, 0), LINK_COPY, target, 0);
    else
        solver_add(program, target, program->unknown);
}

/* An item of an instance that is a list, a dict by inheritance; a dict may be asked for keys that it lacks. */
static bool subscript_contents(Program *program, Object object, const CallSite *site)
{
    Object contents = containers_of(program, object);
    if (!contents)
        return false;
    protocols_subscript(program, contents, site->result);
    if (solver_data(program, contents).b == CONTAINER_DICT)
        calls_call_method(program, object, program->known.missing, site);
    return true;
}

/* Registry[Manager] is a Registry, unless somebody says otherwise. */
static void subscript_class(Program *program, Object object, Variable index, Variable target)
{
    const ClassData *class_data = program->classes[solver_data(program, object).a];
    Argument argument = {index, NAME_NONE};
    CallSite site = {
        .site = target, .result = target, .arguments = &argument, .argument_count = 1, .reach = REACH_IMPLICIT};
    if (calls_call_method(program, object, program->known.getitem, &site))
        return;
    if (class_data->specials & SPECIAL_CLASS_GETITEM)
        calls_call_member(program, solver_data(program, object).a, program->known.class_getitem, object, &site);
    else if (!iterate_members(program, object, target)) /* Colour["RED"] is a member */
        solver_add(program, target, object);
}

void protocols_subscript_namespace(Program *program, Object namespace, Variable index, Variable target)
{
    enum {
        STEP_MODULE = 31
    };
    ObjectData data = solver_data(program, namespace);
    uint32_t key = keys_literal(program, index);
    if (data.b && key) {
        attributes_read_own(program, solver_object(program, OBJECT_CLASS, data.b, 0), key, target);
    } else if (data.b) {
        solver_add(program, target, program->unknown);
    } else if (key) {
        names_read_global(program, data.a, key, target);
    } else {
        Variable module = solver_step(program, target, STEP_MODULE);
        solver_add(program, module, solver_object(program, OBJECT_MODULE, program->files[data.a].module, 0));
        solver_link(program, index, LINK_NAMED, target, module);
        builtins_look_up_texts(program, index);
    }
}

void protocols_subscript(Program *program, Object object, Variable target)
{
    const ProgramFile *file = program_file_of_value(program, target);
    const Value *value = program_value(program, target);
    uint32_t index = file->facts.operands[value->first].value;
    ObjectData data = solver_data(program, object);
    switch ((ObjectKind)data.kind) {
    case OBJECT_CONTAINER:
        containers_read_at(program, object, file->first_value + index, target);
        containers_make_missing(program, object, target);
        break;
    case OBJECT_INSTANCE: {
        Argument argument = {file->first_value + index, NAME_NONE};
        CallSite site = {
            .site = target, .result = target, .arguments = &argument, .argument_count = 1, .reach = REACH_IMPLICIT};
        uint32_t key = keys_literal(program, file->first_value + index);
        if (program->classes[data.a]->is_mapping && key)
            attributes_read(program, object, key, target);
        else if (!calls_call_method(program, object, program->known.getitem, &site) &&
                 !subscript_contents(program, object, &site))
            solver_add(program, target, program->unknown);
        break;
    }
    case OBJECT_NAMESPACE:
        protocols_subscript_namespace(program, object, file->first_value + index, target);
        break;
    case OBJECT_CLASS:
        subscript_class(program, object, file->first_value + index, target);
        break;
    case OBJECT_EXTERNAL:
        if (strcmp(solver_text(program, data.a), "sys.modules") == 0)
            builtins_read_modules(program, file->first_value + index, target);
        else if (data.b) /* of an object, and no type */
            solver_add(program, target, program->unknown);
        else
            solver_add(program, target, solver_object(program, OBJECT_ALIAS, target, 0));
        break;
    case OBJECT_CONSTANT:
        if (data.a == CONSTANT_STRING || data.a == CONSTANT_BYTES)
            solver_add(program, target, solver_object(program, OBJECT_CONSTANT, data.a, 0));
        break;
    default:
        solver_add(program, target, program->unknown);
    }
}

void protocols_read_item(Program *program, Object object, const Operation *operation)
{
    ObjectData data = solver_data(program, object);
    Argument argument = {operation->right, NAME_NONE};
    CallSite site = {.site = operation->site,
                     .result = operation->result,
                     .arguments = &argument,
                     .argument_count = 1,
                     .reach = REACH_IMPLICIT};
    Object contents = containers_of(program, object);
    if (data.kind == OBJECT_INSTANCE && calls_call_method(program, object, program->known.getitem, &site))
        return;
    if (contents)
        containers_read_at(program, contents, operation->right, operation->result);
    else if (data.kind == OBJECT_CONSTANT && (data.a == CONSTANT_STRING || data.a == CONSTANT_BYTES))
        solver_add(program, operation->result, solver_object(program, OBJECT_CONSTANT, data.a, 0));
    else
        solver_add(program, operation->result, program->unknown);
}

void protocols_set_item(Program *program, Object object, uint32_t number)
{
    const ProgramFile *file = &program->files[spans_find(&program->effects, number)];
    const Effect *effect = &file->facts.effects[number - file->first_effect];
    ObjectData data = solver_data(program, object);
    Variable value = effect->value ? file->first_value + effect->value : 0;
    Object contents = containers_of(program, object);
    const Value *index = &file->facts.values[effect->index];
    bool sets = effect->kind == EFFECT_SET_ITEM, slice = index->kind == VALUE_UNKNOWN && index->detail == 1;
    if (contents && (slice || !sets))
        containers_move(program, contents);
    if (contents && sets && !keyed_takes_store(program, object, file, effect)) {
        Variable key = solver_variable(file, effect->index);
        containers_store_key(program, contents, key);
        if (key && solver_data(program, contents).b == CONTAINER_DICT)
            solver_link(program, key, LINK_CONVERT, file->first_value + effect->site, CONVERT_KEY);
        if (!containers_copy_pair(program, contents, file, effect->index, effect->value))
            containers_store(program, contents, keys_stored(program, key), value);
    }
    bool namespace = data.kind == OBJECT_NAMESPACE;
    uint32_t name = namespace ? keys_literal(program, solver_variable(file, effect->index)) : 0;
    if (namespace && data.b)
        rewriting_set_item(program, data.b, name, value);
    else if (name) /* globals()["name"] = value */
        solver_link(program, value, LINK_COPY, solver_cell(program, CELL_GLOBAL, data.a, name), 0);
    if (data.kind == OBJECT_INSTANCE) {
        Argument arguments[] = {{file->first_value + effect->index, NAME_NONE}, {value, NAME_NONE}};
        CallSite site = {.site = file->first_value + effect->site,
                         .arguments = arguments,
                         .argument_count = sets ? 2 : 1,
                         .reach = REACH_IMPLICIT};
        calls_call_method(program, object, sets ? program->known.setitem : program->known.delitem, &site);
    }
}
