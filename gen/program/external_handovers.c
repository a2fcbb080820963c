/*
 * Callables and coroutines that are handed to what lies outside of the tree: how they run there, and what the call that
 * hands them over gives.
 */
#include "externals.h"

#include <string.h>

static bool passes_arguments(Role role)
{
    return role == ROLE_SPAWN || role == ROLE_TO_THREAD || role == ROLE_FROM_THREAD || role == ROLE_RUN ||
           role == ROLE_CALLBACK;
}

static CallSite handed_site(const Handover *handover)
{
    return (CallSite){.site = handover->site,
                      .reach = REACH_HANDED,
                      .role = handover->entry->role,
                      .argument = handover->skip,
                      .entry = handover->entry};
}

/* What a hand-over gives can be awaited for the result; it may be an instance of some class besides: a task. */
static Object task_of(Program *program, const Handover *handover, Variable awaited)
{
    Object result = solver_object(program, OBJECT_COROUTINE, awaited, 0);
    if (!handover->entry->returns)
        return result;
    return solver_object(program, OBJECT_EXTERNAL_INSTANCE, solver_intern(program, handover->entry->returns), result);
}

static void give_task(Program *program, const Handover *handover, Variable awaited)
{
    solver_add(program, handover->site, task_of(program, handover, awaited));
}

/* The call gives something that can be awaited for the object. */
static void give_awaitable(Program *program, const Handover *handover, Object awaited)
{
    Variable all = solver_step(program, handover->site, STEP_GATHERED);
    solver_add(program, all, awaited);
    solver_add(program, handover->site, solver_object(program, OBJECT_COROUTINE, all, 0));
}

/* gather(): all results in a list */
static void give_gathered(Program *program, const Handover *handover, Variable awaited)
{
    Object results = solver_object(program, OBJECT_CONTAINER, handover->site, CONTAINER_LIST);
    containers_store(program, results, calls_position_name(program, handover->skip - 1), awaited);
    give_awaitable(program, handover, results);
}

/* as_completed(): awaitables, one after another */
static void give_each(Program *program, const Handover *handover, Variable awaited)
{
    Object each = solver_object(program, OBJECT_CONTAINER, handover->site, CONTAINER_GENERATOR);
    solver_add(program, containers_elements(program, each), task_of(program, handover, awaited));
    solver_add(program, handover->site, each);
}

/* wait(): a set of the tasks that are done, and one of the others */
static void give_sets(Program *program, const Handover *handover, Variable awaited)
{
    Object set = solver_object(program, OBJECT_CONTAINER, handover->site, CONTAINER_SET + CONTAINER_INNER);
    Object both = solver_object(program, OBJECT_CONTAINER, handover->site, CONTAINER_TUPLE);
    solver_add(program, containers_elements(program, set), task_of(program, handover, awaited));
    for (uint32_t i = 0; i < 2; i++)
        solver_add(program, solver_cell(program, CELL_ITEM, both, calls_position_name(program, i)), set);
    solver_add(program, containers_elements(program, both), set);
    give_awaitable(program, handover, both);
}

/* What a call gives that awaits one of its arguments. */
static void give_awaited(Program *program, const Handover *handover, Variable awaited)
{
    if (handover->entry->flags & CATALOG_EACH)
        give_each(program, handover, awaited);
    else if (handover->entry->flags & CATALOG_SETS)
        give_sets(program, handover, awaited);
    else if (handover->entry->callee == CALLEE_ARGUMENTS)
        give_gathered(program, handover, awaited);
    else
        give_task(program, handover, awaited);
}

/* What is passed to a callee that is handed over: the arguments that follow it, or the items of `args` and `kwargs`. */
static void find_handed_arguments(Program *program, const Handover *handover, CallSite *call)
{
    uint32_t position = 0, items = handover->entry->items;
    const Argument *given = calls_arguments(program, handover->site, &call->argument_count);
    uint32_t skip = handover->skip < call->argument_count ? handover->skip : (uint32_t)call->argument_count;
    call->arguments = given + skip;
    call->argument_count -= skip;
    if (!items)
        return;
    Argument *packed = arena_alloc(&program->arena, 2 * sizeof *packed);
    size_t count = skip + call->argument_count;
    call->arguments = packed;
    call->argument_count = 0;
    for (size_t i = 0; i < count && call->argument_count < 2; i++) {
        const char *name = given[i].name > NAME_DOUBLESTAR ? solver_text(program, given[i].name) : "";
        uint32_t at = given[i].name ? 0 : position++;
        if (at == items || strcmp(name, "args") == 0)
            packed[call->argument_count++] = (Argument){given[i].variable, NAME_STAR};
        else if (at == items + 1 || strcmp(name, "kwargs") == 0)
            packed[call->argument_count++] = (Argument){given[i].variable, NAME_DOUBLESTAR};
    }
}

/* What a call gives that runs something in a thread: something to be awaited, a future, or all results one by one. */
static void give_of_thread(Program *program, const Handover *handover, Variable result)
{
    if (handover->entry->flags & CATALOG_EACH) {
        Object each = solver_object(program, OBJECT_CONTAINER, handover->site, CONTAINER_GENERATOR);
        solver_link_once(program, result, LINK_COPY, containers_elements(program, each), 0);
        solver_add(program, handover->site, each);
    } else if (handover->entry->flags & CATALOG_AWAITABLE) {
        solver_add(program, handover->site, solver_object(program, OBJECT_COROUTINE, result, 0));
    } else if (handover->entry->returns) {
        give_task(program, handover, result);
    }
}

/* The object whose method is called, or 0. */
static Variable receiver_at(const Program *program, Variable site)
{
    if (site >= program->value_count)
        return 0;
    const ProgramFile *file = program_file_of_value(program, site);
    const Value *call = program_value(program, site), *method = &file->facts.values[call->base];
    return call->kind == VALUE_CALL && method->kind == VALUE_ATTRIBUTE ? solver_variable(file, method->base) : 0;
}

/* What the framework itself passes to the callee. */
static void find_passed(Program *program, const char *classes, CallSite *call)
{
    static const char self[] = "self";
    enum {
        MOST = 4
    };
    Argument *passed = arena_alloc(&program->arena, MOST * sizeof *passed);
    call->arguments = passed;
    while (*classes && call->argument_count < MOST) {
        size_t length = strcspn(classes, " ");
        uint32_t name = names_intern(program->names, classes, length);
        bool itself = length == sizeof self - 1 && strncmp(classes, self, length) == 0;
        Variable cell = itself ? receiver_at(program, call->site) : solver_cell(program, CELL_PASSED, name, 0);
        if (!itself)
            solver_add(program, cell, solver_object(program, OBJECT_EXTERNAL_INSTANCE, name, 0));
        passed[call->argument_count++] = (Argument){cell, NAME_NONE};
        classes += length + strspn(classes + length, " ");
    }
}

/* Runs a callable that was handed over, with the arguments that follow it. */
static void run_handed(Program *program, Object callee, const Handover *handover)
{
    Variable site = handover->site;
    Role role = handover->entry->role;
    ObjectData data = solver_data(program, callee);
    CallSite call = handed_site(handover);
    call.result = solver_step(program, site, STEP_RESULT);
    if (passes_arguments(role) && handover->entry->callee == CALLEE_ARGUMENT &&
        program_value(program, site)->kind == VALUE_CALL)
        find_handed_arguments(program, handover, &call);
    if (handover->entry->passes && !call.argument_count)
        find_passed(program, handover->entry->passes, &call);
    bool started = role == ROLE_TO_THREAD && data.kind == OBJECT_INSTANCE;
    uint32_t hook = started ? hooks_find_threaded(program, data.a) : 0;
    if (!hook || !calls_call_method(program, callee, hook, &call))
        calls_call(program, callee, &call);
    if (role == ROLE_RUN || role == ROLE_FROM_THREAD) {
        solver_link(program, call.result, LINK_AWAIT, site, 0);
    } else if (role == ROLE_TO_THREAD) {
        give_of_thread(program, handover, call.result);
    } else if (role == ROLE_SPAWN) {
        Variable awaited = solver_step(program, site, STEP_GATHERED);
        solver_link(program, call.result, LINK_AWAIT, awaited, 0);
        give_task(program, handover, awaited);
    }
}

/* A coroutine object that is handed over: it was called before, and runs now. */
static void run_coroutine(Program *program, Object coroutine, const Handover *handover)
{
    ObjectData data = solver_data(program, coroutine);
    Role role = handover->entry->role;
    CallSite site = handed_site(handover);
    if (data.b)
        solver_record(program, &site, data.b, 0);
    if (role == ROLE_RUN)
        solver_link(program, data.a, LINK_COPY, handover->site, 0);
    else if (role == ROLE_AWAITS)
        give_awaited(program, handover, data.a);
    else
        give_task(program, handover, data.a);
}

/* A task that is awaited: it was started before. */
static bool await_task(Program *program, ObjectData task, const Handover *handover)
{
    ObjectData awaited = solver_data(program, task.kind == OBJECT_EXTERNAL_INSTANCE ? task.b : 0);
    if (awaited.kind != OBJECT_COROUTINE || handover->entry->role != ROLE_AWAITS)
        return false;
    give_awaited(program, handover, awaited.a);
    return true;
}

static bool is_callable(ObjectData data)
{
    return data.kind == OBJECT_FUNCTION || data.kind == OBJECT_BOUND || data.kind == OBJECT_CLASS ||
           data.kind == OBJECT_INSTANCE || data.kind == OBJECT_PARTIAL;
}

/* connect(sender, &Sender::ready, receiver, &Receiver::read): what comes behind a signal is called when that is sent, and
 * has the role that the catalog has for it. */
static void connect_signal(Program *program, ObjectData signal, const Handover *handover)
{
    if (signal.kind != OBJECT_EXTERNAL || handover->site >= program->value_count)
        return;
    const ProgramFile *file = program_file_of_value(program, handover->site);
    const Value *call = program_value(program, handover->site);
    const ExternalInfo info = *externals_info(program, signal.a);
    Variable called = solver_cell(program, CELL_CONNECTED, signal.a, 0);
    for (uint32_t i = handover->skip; call->kind == VALUE_CALL && i < call->count; i++) {
        Variable connected = solver_variable(file, file->facts.operands[call->first + i].value);
        if (!connected)
            continue;
        solver_link(program, connected, LINK_COPY, called, 0);
        for (uint32_t k = 0; k < info.entry_count; k++)
            if (info.entries[k].callee == CALLEE_CONNECTED)
                solver_link_once(program, connected, LINK_HANDED, 0,
                                 externals_add_handover(program, &info.entries[k], handover->site, i + 1));
    }
}

void externals_hand_over(Program *program, Object callee, uint32_t number)
{
    Handover handover = *externals_handover(program, number);
    ObjectData data = solver_data(program, callee);
    bool callable = is_callable(data);
    if (handover.entry->callee == CALLEE_SIGNAL) {
        connect_signal(program, data, &handover);
    } else if (data.kind == OBJECT_CONTAINER && data.b == CONTAINER_DICT && handover.entry->role == ROLE_AWAITS) {
        Variable keys = solver_step(program, data.a, STEP_HANDED); /* the tasks, in `{create_task(run()): "run"}` */
        containers_read_keys(program, callee, keys);
        solver_link_once(program, keys, LINK_HANDED, 0, number);
    } else if (data.kind == OBJECT_CONTAINER) {
        solver_link_once(program, containers_elements(program, callee), LINK_HANDED, 0, number);
    } else if (data.kind == OBJECT_INJECTION) { /* dependencies=[Depends(f)] of a route */
        CallSite site = handed_site(&handover);
        site.result = solver_step(program, handover.site, STEP_RESULT);
        if (handover.entry->role == ROLE_DEPENDS)
            calls_call(program, data.a, &site);
    } else if (handover.entry->role == ROLE_DEPENDS) {
        if (callable)
            solver_add(program, handover.site, solver_object(program, OBJECT_INJECTION, callee, 0));
    } else if (handover.entry->callee == CALLEE_RESULT) {
        if (callable || (data.kind == OBJECT_EXTERNAL && !handover.entry->role))
            solver_add(
                program, handover.site,
                solver_object(program, OBJECT_EXTERNAL_INSTANCE, solver_intern(program, handover.entry->name), callee));
    } else if (data.kind == OBJECT_COROUTINE) {
        run_coroutine(program, callee, &handover);
    } else if (await_task(program, data, &handover)) {
        return;
    } else if (data.kind == OBJECT_GENERATOR || data.kind == OBJECT_CONTEXT) {
        CallSite site = handed_site(&handover);
        solver_record(program, &site, data.a, 0);
    } else if (data.kind == OBJECT_CLASS && !passes_arguments(handover.entry->role)) {
        CallSite site = handed_site(&handover); /* whoever takes it makes instances when it likes */
        solver_record(program, &site, data.a, 0);
    } else if (callable) {
        run_handed(program, callee, &handover);
    } else if ((handover.entry->role == ROLE_SPAWN || handover.entry->role == ROLE_TO_THREAD) &&
               handover.entry->returns) { /* a task of something unknown */
        solver_add(
            program, handover.site,
            solver_object(program, OBJECT_EXTERNAL_INSTANCE, solver_intern(program, handover.entry->returns), 0));
    }
}

bool externals_is_passed(const Program *program, Variable parameter)
{
    return solver_find_cell(program, CELL_STEP, parameter, STEP_RESULT);
}

void externals_pass(Program *program, Object provider, Variable parameter)
{
    Variable given = solver_step(program, parameter, STEP_RESULT);
    CallSite site = {.site = parameter, .result = given, .reach = REACH_INJECTED, .role = ROLE_DEPENDS};
    calls_call(program, provider, &site);
    solver_link(program, given, LINK_INJECTED, parameter, 0);
}

void externals_inject(Program *program, Object injection, Variable parameter)
{
    externals_pass(program, solver_data(program, injection).a, parameter);
}
