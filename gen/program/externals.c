/*
 * Calls of what lies outside the tree, as the catalog describes them: which argument is called, when, and what the call
 * gives. What is handed over runs in external_handovers.c, Python's own functions in builtins.c.
 */
#include "externals.h"

#include <ctype.h>
#include <string.h>

static const UT_icd info_icd = {sizeof(ExternalInfo), NULL, NULL, NULL};

uint32_t externals_builtin(Program *program, const char *text)
{
    return solver_join(program, program->known.builtin_prefix, solver_intern(program, text));
}

/* The class of a name whose call makes instances: the catalog says so, or it is written like one. */
static bool looks_like_class(const Program *program, uint32_t name)
{
    const char *text = solver_text(program, name), *last = strrchr(text, '.');
    last = last ? last + 1 : text;
    while (*last == '_')
        last++;
    if (!isupper((unsigned char)*last))
        return false;
    for (const char *at = last; *at; at++)
        if (islower((unsigned char)*at))
            return true;
    return !last[1];
}

static ExternalInfo *info_of(Program *program, uint32_t name)
{
    if (!program->externals)
        utarray_new(program->externals, &info_icd);
    if (name >= utarray_len(program->externals))
        utarray_resize(program->externals, names_count(program->names) + 256);
    return (ExternalInfo *)(void *)utarray_eltptr(program->externals, name);
}

bool externals_is_double(Program *program, uint32_t name)
{
    ExternalInfo *info = info_of(program, name);
    if (!info->asked)
        info->is_double = program_external_is_double(program, name);
    info->asked = true;
    return info->is_double;
}

/* What the catalog says that a name tests. Those of Python itself stand there without a module. */
static CatalogTest tests_of(const Program *program, const char *name)
{
    const CatalogEntry *entries;
    const char *own = program_own_name(name);
    size_t count = catalog_find(program->catalog, own ? own : name, &entries);
    for (size_t i = 0; i < count; i++)
        if (entries[i].tests)
            return (CatalogTest)entries[i].tests;
    return TESTS_NOTHING;
}

const ExternalInfo *externals_info(Program *program, uint32_t name)
{
    ExternalInfo *info = info_of(program, name);
    if (!info->looked) {
        info->looked = true;
        const char *text = solver_text(program, name);
        info->standard = builtins_find(catalog_canonical(program->catalog, text)) + 1;
        info->is_queue = builtins_is_queue(text);
        uint32_t known = outside_catalog_name(program, name);
        InterfaceKind kind = interfaces_kind(program, name);
        info = info_of(program, name); /* it may have moved */
        info->entry_count = (uint32_t)catalog_find(program->catalog, solver_text(program, known), &info->entries);
        info->is_class = catalog_find_class(program->catalog, text) ||
                         (kind ? kind == INTERFACE_CLASS : looks_like_class(program, name));
        for (uint32_t i = 0; i < info->entry_count; i++)
            info->is_class = info->is_class || info->entries[i].flags & CATALOG_CLASS;
        info->tests = (uint8_t)tests_of(program, solver_text(program, known));
    }
    return info;
}

bool externals_hold(Program *program, uint32_t name)
{
    uint32_t receive = solver_join(program, name, solver_intern(program, "receive"));
    const ExternalInfo *info = externals_info(program, name)->is_queue ? NULL : externals_info(program, receive);
    return !info || (info->entry_count && info->entries[0].role == ROLE_RECEIVE);
}

/* --- the catalog ---------------------------------------------------------------------------------------------------- */

uint32_t externals_add_handover(Program *program, const CatalogEntry *entry, Variable site, uint32_t skip)
{
    Handover handover = {.site = site, .entry = entry, .skip = skip};
    return names_intern(program->handovers, (const char *)&handover, sizeof handover);
}

const Handover *externals_handover(const Program *program, uint32_t number)
{
    return (const Handover *)(const void *)names_text(program->handovers, number);
}

/* Whoever finds something in a module by its name runs the module's code first, but for the code that does so itself. */
static void run_module(Program *program, Module module, Variable site)
{
    uint32_t file = modules_file(program->modules, module);
    CallSite run = {.site = site, .reach = REACH_IMPLICIT, .argument = modules_name(program->modules, module)};
    if (file != MODULES_NO_FILE && file != spans_find(&program->values, site))
        solver_record(program, &run, program->files[file].first_def + 1, 0);
}

/* "package.module:attribute", as servers take it. */
static void hand_over_named(Program *program, Variable argument, uint32_t handover)
{
    if (argument >= program->value_count)
        return;
    const Value *value = program_value(program, argument);
    if (value->kind != VALUE_CONSTANT || value->detail != CONSTANT_STRING || !value->name)
        return;
    const char *text = solver_text(program, solver_name(program_file_of_value(program, argument), value->name));
    const char *colon = strchr(text, ':');
    if (!colon || !colon[1])
        return;
    uint32_t dotted = names_intern(program->names, text, (size_t)(colon - text));
    size_t length = strcspn(colon + 1, ".()");
    Resolved resolved = modules_resolve(program->modules, spans_find(&program->values, argument), 0, dotted);
    Variable named = solver_step(program, argument, STEP_HANDED);
    if (!resolved.module ||
        !names_read_module(program, resolved.module, names_intern(program->names, colon + 1, length), named))
        return;
    solver_link_once(program, named, LINK_HANDED, 0, handover);
    run_module(program, resolved.module, externals_handover(program, handover)->site);
}

static void hand_over_argument(Program *program, Variable argument, uint32_t handover)
{
    solver_link_once(program, argument, LINK_HANDED, 0, handover);
    hand_over_named(program, argument, handover);
}

static uint32_t count_positional(const CallSite *site)
{
    uint32_t count = 0;
    for (size_t i = 0; i < site->argument_count; i++)
        count += site->arguments[i].name == NAME_NONE || site->arguments[i].name == NAME_STAR;
    return count;
}

/* Whether one of some words is that text. */
static bool has_word(const char *words, const char *text)
{
    size_t length = strlen(text);
    for (const char *at = length ? strstr(words, text) : NULL; at; at = strstr(at + length, text))
        if ((at == words || at[-1] == ' ') && (!at[length] || at[length] == ' '))
            return true;
    return false;
}

/* Whether the entry counts at a call, or at what the result of a call decorates: `@app.on_event("shutdown")`. */
static bool is_told(const Program *program, const CatalogEntry *entry, Variable site)
{
    if (!entry->told || site >= program->value_count)
        return !entry->told;
    const ProgramFile *file = program_file_of_value(program, site);
    const Value *values = file->facts.values, *call = program_value(program, site);
    call = call->kind == VALUE_DECORATED ? &values[call->base] : call;
    const Value *first =
        call->kind == VALUE_CALL && call->count ? &values[file->facts.operands[call->first].value] : NULL;
    return first && first->kind == VALUE_CONSTANT && first->detail == CONSTANT_STRING && first->name &&
           has_word(entry->told, facts_name(&file->facts, first->name));
}

static void apply_entry(Program *program, const CatalogEntry *entry, ObjectData callee, const CallSite *site)
{
    uint32_t positional = 0;
    if ((!entry->role && entry->callee != CALLEE_RESULT) || !is_told(program, entry, site->site))
        return;
    if (entry->callee == CALLEE_RECEIVER && callee.b)
        externals_hand_over(program, callee.b, externals_add_handover(program, entry, site->site, 0));
    bool last = entry->callee == CALLEE_LAST;
    if (entry->callee != CALLEE_ARGUMENT && entry->callee != CALLEE_ARGUMENTS && entry->callee != CALLEE_RESULT &&
        entry->callee != CALLEE_SIGNAL && !last)
        return;
    uint32_t wanted_position = last ? count_positional(site) - 1 : entry->position;
    for (size_t i = 0; i < site->argument_count; i++) {
        Argument argument = site->arguments[i];
        bool by_position = argument.name == NAME_NONE || argument.name == NAME_STAR;
        bool wanted = by_position && (positional == wanted_position ||
                                      (entry->callee == CALLEE_ARGUMENTS && positional >= entry->position));
        positional += by_position;
        if (!by_position && entry->keyword && argument.name > NAME_DOUBLESTAR)
            wanted = strcmp(solver_text(program, argument.name), entry->keyword) == 0;
        if (wanted)
            hand_over_argument(program, argument.variable,
                               externals_add_handover(program, entry, site->site, (uint32_t)i + 1));
    }
}

static void apply_entries(Program *program, const ExternalInfo *info, ObjectData callee, const CallSite *site)
{
    for (uint32_t i = 0; i < info->entry_count; i++)
        apply_entry(program, &info->entries[i], callee, site);
}

/* super().__init__(handlers=routes): what is handed over is what calling the class hands over. */
static void apply_constructor(Program *program, ObjectData callee, const CallSite *site)
{
    static const char suffix[] = ".__init__";
    const char *text = solver_text(program, callee.a);
    size_t length = strlen(text), end = sizeof suffix - 1;
    if (!callee.b || length <= end || strcmp(text + length - end, suffix) != 0)
        return;
    const ExternalInfo info = *externals_info(program, names_intern(program->names, text, length - end));
    apply_entries(program, &info, callee, site);
}

/* `raise gen.Return(room)`: what it is passed is what the function returns. */
static void return_argument(Program *program, const ExternalInfo *info, const CallSite *site)
{
    if (!info->entry_count || !(info->entries[0].flags & CATALOG_RETURNED) || site->site >= program->value_count)
        return;
    uint32_t def = program_file_of_value(program, site->site)->first_def + program_value(program, site->site)->scope;
    solver_link(program, calls_argument_at(site, 0), LINK_COPY, solver_cell(program, CELL_RETURN, def, 0), 0);
}

void externals_call_known(Program *program, uint32_t def, const CallSite *site)
{
    const ProgramFile *file = program_file_of_def(program, def);
    const Symbol *symbol = &file->facts.symbols[program_def(program, def)->symbol];
    if (!symbol->key)
        return;
    const ExternalInfo info = *externals_info(program, solver_name(file, symbol->name));
    for (uint32_t i = 0; i < info.entry_count; i++)
        if (info.entries[i].flags & CATALOG_C)
            apply_entry(program, &info.entries[i], (ObjectData){OBJECT_NONE, 0, 0}, site);
}

/* The entry of a factory that is told the class of what it makes: sessionmaker(class_=AsyncSession); or NULL. */
static const CatalogEntry *told_class(const ExternalInfo *info)
{
    for (uint32_t i = 0; i < info->entry_count; i++)
        if (info->entries[i].callee == CALLEE_RESULT && !info->entries[i].role)
            return &info->entries[i];
    return NULL;
}

/* Calling what an entry wrapped: sync_to_async(f)(x) runs f with x. */
static void call_wrapped(Program *program, ObjectData wrapper, const CallSite *site)
{
    const ExternalInfo *info = externals_info(program, wrapper.a);
    CallSite inner = *site;
    bool is_async = false;
    if (told_class(info)) {
        calls_call(program, wrapper.b, site);
        return;
    }
    inner.reach = REACH_HANDED;
    for (uint32_t i = 0; i < info->entry_count; i++)
        if (info->entries[i].callee == CALLEE_RESULT) {
            inner.role = info->entries[i].role;
            is_async = is_async || info->entries[i].flags & (CATALOG_ASYNC_RESULT | CATALOG_AWAITABLE);
        }
    inner.result = solver_step(program, site->site, STEP_RESULT);
    calls_call(program, wrapper.b, &inner);
    if (is_async)
        solver_add(program, site->result, solver_object(program, OBJECT_COROUTINE, inner.result, 0));
    else
        solver_link(program, inner.result, LINK_AWAIT, site->result, 0);
    if (!is_async)
        solver_link(program, inner.result, LINK_STRIP, site->result, 0);
}

/* Whether the hand-overs of a call decide what it gives. */
static bool result_is_handed(const ExternalInfo *info)
{
    for (uint32_t i = 0; i < info->entry_count; i++)
        switch ((Role)info->entries[i].role) {
        case ROLE_SPAWN:
        case ROLE_TO_THREAD:
        case ROLE_RUN:
        case ROLE_AWAITS:
        case ROLE_DEPENDS:
            if (info->entries[i].callee != CALLEE_NONE &&
                (info->entries[i].role == ROLE_SPAWN || (info->entries[i].role == ROLE_TO_THREAD && !info->is_class) ||
                 !info->entries[i].returns || info->entries[i].flags & CATALOG_SETS))
                return true;
            break;
        default:
            break;
        }
    return false;
}

/* (result, what the callee that was handed over gives) */
static Object pair_with_handed(Program *program, Object result, const CallSite *site)
{
    Object pair = solver_object(program, OBJECT_CONTAINER, site->site, CONTAINER_TUPLE);
    Variable first = solver_cell(program, CELL_ITEM, pair, calls_position_name(program, 0));
    Variable second = solver_cell(program, CELL_ITEM, pair, calls_position_name(program, 1));
    solver_add(program, first, result);
    solver_link(program, solver_step(program, site->site, STEP_RESULT), LINK_COPY, second, 0);
    return pair;
}

/* What is sent into one end of a channel comes out of the other. */
static bool call_end(Program *program, Object contents, const ExternalInfo *info, const CallSite *site)
{
    Role role = info->entry_count ? (Role)info->entries[0].role : ROLE_NONE;
    if (role == ROLE_SEND)
        containers_store(program, contents, 0, calls_argument_at(site, 0));
    else if (role == ROLE_RECEIVE)
        containers_read(program, contents, 0, site->result);
    return role == ROLE_SEND || role == ROLE_RECEIVE;
}

/* f.register(type, function), f.dispatch(type) of a @singledispatch function */
static bool call_dispatcher(Program *program, ObjectData method, const CallSite *site)
{
    ObjectData function = solver_data(program, method.b);
    bool is_function = function.kind == OBJECT_FUNCTION || function.kind == OBJECT_BOUND;
    if (!is_function || !program->traits || !(program->traits[function.a] & TRAIT_DISPATCH))
        return false;
    Variable variants = solver_cell(program, CELL_VARIANTS, function.a, 0), registered = calls_argument_at(site, 1);
    bool finds = text_ends_in(solver_text(program, method.a), ".dispatch");
    if (finds)
        solver_add(program, site->result, method.b);
    solver_link(program, finds ? 0 : registered, LINK_COPY, variants, 0);
    solver_link(program, finds ? variants : registered, LINK_COPY, site->result, 0);
    return finds || registered;
}

/* What comes out of a queue, or is put in, by a method of it. */
static bool call_queue(Program *program, ObjectData method, const ExternalInfo *info, const CallSite *site)
{
    ObjectData receiver = solver_data(program, method.b);
    bool holds = receiver.kind == OBJECT_EXTERNAL_INSTANCE && containers_held(program, method.b);
    bool is_queue = holds && externals_info(program, receiver.a)->is_queue;
    if (!holds)
        return false;
    bool awaitable = info->entry_count && info->entries[0].flags & CATALOG_AWAITABLE;
    CallSite inner = *site;
    if (awaitable)
        inner.result = solver_step(program, site->site, STEP_RESULT);
    if (is_queue ? !builtins_call_queue(program, solver_text(program, method.a), receiver.b, &inner)
                 : !call_end(program, receiver.b, info, &inner))
        return false;
    if (awaitable)
        solver_add(program, site->result, solver_object(program, OBJECT_COROUTINE, inner.result, 0));
    return true;
}

/* What installed modules say of a result, as far as it agrees with the catalog. */
static bool give_declared_result(Program *program, ObjectData callee, const CatalogEntry *entry, const CallSite *site)
{
    bool awaitable = entry && entry->flags & CATALOG_AWAITABLE;
    if (entry && (entry->returns || entry->flags & (CATALOG_SYNC | CATALOG_PAIR)))
        return false;
    return interfaces_call(program, callee.a, callee.b, awaitable, site->result);
}

/* (an end to send into, an end that it comes out of) */
static Object make_ends(Program *program, const CatalogEntry *entry, const CallSite *site)
{
    Object contents = solver_object(program, OBJECT_CONTAINER, site->site, CONTAINER_LIST);
    Object both = solver_object(program, OBJECT_CONTAINER, site->site, CONTAINER_TUPLE);
    Object end = solver_object(program, OBJECT_EXTERNAL_INSTANCE, solver_intern(program, entry->returns), contents);
    for (uint32_t i = 0; i < 2; i++)
        solver_add(program, solver_cell(program, CELL_ITEM, both, calls_position_name(program, i)), end);
    solver_add(program, containers_elements(program, both), end);
    return both;
}

/* An instance of the class that the method is called on, or like the one that it is. */
static Object instance_of_receiver(Program *program, Object receiver)
{
    ObjectData data = solver_data(program, receiver);
    if (data.kind == OBJECT_CLASS)
        return solver_object(program, OBJECT_INSTANCE, data.a, data.b);
    return data.kind == OBJECT_INSTANCE || data.kind == OBJECT_EXTERNAL_INSTANCE ? receiver : program->unknown;
}

/* The class whose instance is what awaiting one of this class gives, or NULL. */
static const char *awaited_class(const ExternalInfo *info)
{
    const CatalogEntry *entry = info->is_class && info->entry_count ? &info->entries[0] : NULL;
    return entry && entry->flags & CATALOG_AWAITABLE ? entry->returns : NULL;
}

bool externals_await(Program *program, uint32_t name, Variable target)
{
    const char *given = awaited_class(externals_info(program, name));
    if (given)
        solver_add(program, target, solver_object(program, OBJECT_EXTERNAL_INSTANCE, solver_intern(program, given), 0));
    return given;
}

static void give_external_result(Program *program, ObjectData callee, const ExternalInfo *info, const CallSite *site)
{
    uint32_t name = callee.a;
    const CatalogEntry *entry = info->entry_count ? &info->entries[0] : NULL;
    if (!info->is_class && !info->is_queue && give_declared_result(program, callee, entry, site))
        return;
    Object result = program->unknown;
    if (entry && entry->returns && annotations_builtin(entry->returns)) {
        annotations_make_instance(program,
                                  solver_object(program, OBJECT_EXTERNAL, solver_intern(program, entry->returns), 0),
                                  site->result, 0, false);
        return;
    }
    if (info->is_queue)
        result = builtins_make_queue(program, name, site);
    else if (entry && entry->flags & CATALOG_ENDS)
        result = make_ends(program, entry, site);
    else if (entry && entry->returns && entry->flags & CATALOG_SUBCLASS)
        result = solver_object(program, OBJECT_EXTERNAL, solver_intern(program, entry->returns), 0);
    else if (entry && entry->returns && strcmp(entry->returns, "self") == 0)
        result = instance_of_receiver(program, callee.b);
    else if (entry && entry->returns && !awaited_class(info))
        result = solver_object(program, OBJECT_EXTERNAL_INSTANCE, solver_intern(program, entry->returns), 0);
    else if (info->is_class)
        result = solver_object(program, OBJECT_EXTERNAL_INSTANCE, name, 0);
    else if (entry && entry->flags & CATALOG_SYNC)
        result = solver_object(program, OBJECT_EXTERNAL_INSTANCE, solver_intern(program, "<plain>"), 0);
    if (entry && entry->flags & CATALOG_PAIR)
        result = pair_with_handed(program, result, site);
    if (entry && entry->flags & CATALOG_AWAITABLE && !info->is_class) {
        Variable awaited = entry->flags & CATALOG_PAIR ? solver_step(program, site->site, STEP_GATHERED)
                                                       : solver_cell(program, CELL_EXTERNAL, name, 0);
        solver_add(program, awaited, result);
        result = solver_object(program, OBJECT_COROUTINE, awaited, 0);
    }
    solver_add(program, site->result, result);
}

static bool is_wrapper(const ExternalInfo *info)
{
    for (uint32_t i = 0; i < info->entry_count; i++)
        if (info->entries[i].callee == CALLEE_RESULT)
            return true;
    return false;
}

/* sessionmaker(engine) makes what it makes where nobody says what. */
static void make_factory(Program *program, uint32_t name, const ExternalInfo *info, const CallSite *site)
{
    const CatalogEntry *entry = told_class(info);
    if (!entry || !entry->returns || !entry->keyword)
        return;
    for (size_t i = 0; i < site->argument_count; i++) {
        uint32_t given = site->arguments[i].name;
        bool is_it = given > NAME_DOUBLESTAR && strcmp(solver_text(program, given), entry->keyword) == 0;
        if (is_it || given == NAME_DOUBLESTAR)
            return;
    }
    Object made = solver_object(program, OBJECT_EXTERNAL, solver_intern(program, entry->returns), 0);
    solver_add(program, site->result, solver_object(program, OBJECT_EXTERNAL_INSTANCE, name, made));
}

/* typing.cast(): gives the argument as it is. */
static bool gives_argument(const ExternalInfo *info)
{
    return info->entry_count && info->entries[0].callee == CALLEE_ARGUMENT && !info->entries[0].role &&
           info->entries[0].flags & CATALOG_IDENTITY;
}

/* task.result() */
static bool give_awaited_receiver(Program *program, ObjectData method, const ExternalInfo *info, const CallSite *site)
{
    ObjectData receiver = solver_data(program, method.b);
    ObjectData awaited = solver_data(program, receiver.kind == OBJECT_EXTERNAL_INSTANCE ? receiver.b : 0);
    if (!info->entry_count || !(info->entries[0].flags & CATALOG_AWAITED) || awaited.kind != OBJECT_COROUTINE)
        return false;
    solver_link(program, awaited.a, LINK_COPY, site->result, 0);
    return true;
}

/* future.set_result(value): who awaits the future gets the value. */
static bool keep_result(Program *program, ObjectData method, const CallSite *site)
{
    ObjectData receiver = solver_data(program, method.b);
    ObjectData awaited = solver_data(program, receiver.kind == OBJECT_EXTERNAL_INSTANCE ? receiver.b : 0);
    if (awaited.kind != OBJECT_COROUTINE || awaited.b ||
        strcmp(solver_text(program, method.a), "asyncio.Future.set_result") != 0)
        return false;
    solver_link(program, calls_argument_at(site, 0), LINK_COPY, awaited.a, 0);
    solver_add(program, site->result, program->none);
    return true;
}

/* Calls an instance of a class whose `__call__` the catalog knows; false: it does not. */
static bool call_known_instance(Program *program, ObjectData instance, const CallSite *site)
{
    uint32_t method = solver_join(program, instance.a, program->known.call);
    if (!externals_info(program, method)->entry_count)
        return false;
    Object receiver = solver_object(program, OBJECT_EXTERNAL_INSTANCE, instance.a, instance.b);
    externals_call(program, (ObjectData){OBJECT_EXTERNAL, method, receiver}, site);
    return true;
}

/* `make_unique<Room>(…)`: a Room is made, and its constructor called; the facts have what may be meant behind the
 * arguments. */
static void make_told(Program *program, const CallSite *site)
{
    enum {
        PART_CLASS = 1,
        PART_CONSTRUCTOR
    };
    CallSite inner = *site;
    inner.result = 0;
    inner.argument = PART_CONSTRUCTOR;
    inner.argument_count = count_positional(site);
    for (size_t i = inner.argument_count; i < site->argument_count; i++) {
        Argument told = site->arguments[i];
        if (told.name == program->known.type)
            solver_link_once(program, told.variable, LINK_CREATE, site->site, PART_CLASS);
        const ObjectSet *set = &program->variables[told.variable].set;
        for (uint32_t k = 0; told.name == program->known.constructor && k < set->count; k++)
            calls_call(program, set_items(set)[k], &inner);
    }
}

/* What a function of C or C++ gives, as far as the catalog knows. Types are known where it is called: nothing depends on
 * guesses. */
static void give_resolved_result(Program *program, const ExternalInfo *info, const CallSite *site)
{
    const CatalogEntry *entry = info->entry_count ? info->entries : NULL;
    bool keeps = program_value(program, site->site)->detail; /* what comes out is what went in */
    if (entry && entry->flags & CATALOG_MADE)
        make_told(program, site);
    else if (entry && entry->flags & CATALOG_MEMORY)
        solver_add(program, site->result, solver_object(program, OBJECT_EXTERNAL_INSTANCE, program->known.memory, 0));
    else if (entry && entry->returns)
        solver_add(program, site->result,
                   solver_object(program, OBJECT_EXTERNAL_INSTANCE, solver_intern(program, entry->returns), 0));
    else if (!keeps)
        solver_add(program, site->result, program->unknown);
}

static bool is_resolved(const Program *program, Variable site)
{
    return site < program->value_count && program_is_resolved(program_file_of_value(program, site));
}

/* Who calls a signal calls what is connected to it. */
static void call_connected(Program *program, uint32_t name, Variable site)
{
    static const CatalogEntry sent = {.role = ROLE_CALLBACK, .callee = CALLEE_CONNECTED};
    if (strstr(solver_text(program, name), "::"))
        solver_link_once(program, solver_cell(program, CELL_CONNECTED, name, 0), LINK_HANDED, 0,
                         externals_add_handover(program, &sent, site, 0));
}

static void call_resolved(Program *program, uint32_t name, const CallSite *site)
{
    const ExternalInfo info = *externals_info(program, name);
    solver_record(program, site, 0, name);
    call_connected(program, name, site->site);
    if (gives_argument(&info)) {
        solver_link(program, calls_argument_at(site, info.entries[0].position), LINK_COPY, site->result, 0);
        return;
    }
    apply_entries(program, &info, (ObjectData){.kind = OBJECT_EXTERNAL, .a = name}, site);
    give_resolved_result(program, &info, site);
}

void externals_call(Program *program, ObjectData callee, const CallSite *site)
{
    if (callee.kind == OBJECT_EXTERNAL && is_resolved(program, site->site)) {
        call_resolved(program, callee.a, site);
        return;
    }
    const char *text = solver_text(program, callee.a);
    if (callee.kind == OBJECT_EXTERNAL_INSTANCE) {
        if (callee.b && solver_data(program, callee.b).kind != OBJECT_COROUTINE)
            call_wrapped(program, callee, site);
        else if (call_known_instance(program, callee, site))
            return;
        else if (!interfaces_call_method(program, solver_object(program, OBJECT_EXTERNAL_INSTANCE, callee.a, callee.b),
                                         program->known.call, false, site->result))
            solver_add(program, site->result, program->unknown);
        return;
    }
    if (natives_call(program, callee.a, externals_info(program, callee.a), site))
        return;
    if (site->site < program->value_count)
        solver_record(program, site, 0, callee.a);
    if (callee.b && site->result == site->site && keyed_takes(program, callee.b, site->site))
        return;
    if (callee.b && builtins_call_method(program, text, callee.b, site))
        return;
    const ExternalInfo info = *externals_info(program, callee.a);
    if (info.standard) {
        apply_entries(program, &info, callee, site);
        builtins_call(program, info.standard - 1, site);
        return;
    }
    if (!callee.b && builtins_call_unbound(program, callee.a, site))
        return;
    if (callee.b && (call_dispatcher(program, callee, site) || call_queue(program, callee, &info, site) ||
                     keep_result(program, callee, site) || give_awaited_receiver(program, callee, &info, site)))
        return;
    if (gives_argument(&info)) {
        solver_link(program, calls_argument_at(site, info.entries[0].position), LINK_COPY, site->result, 0);
        return;
    }
    apply_entries(program, &info, callee, site);
    return_argument(program, &info, site);
    apply_constructor(program, callee, site);
    if (is_wrapper(&info))
        make_factory(program, callee.a, &info, site);
    else if (!result_is_handed(&info))
        give_external_result(program, callee, &info, site);
}

/* The hand-overs of what is decorated. */
static void hand_over_decorated(Program *program, ObjectData decorator, Variable inner, Variable decorated)
{
    const ExternalInfo info = *externals_info(program, decorator.a);
    uint32_t argument = program_value(program, decorated)->kind == VALUE_CALL;
    for (uint32_t i = 0; i < info.entry_count; i++)
        if (info.entries[i].callee == CALLEE_DECORATED && info.entries[i].role &&
            is_told(program, &info.entries[i], decorated))
            solver_link_once(program, inner, LINK_HANDED, 0,
                             externals_add_handover(program, &info.entries[i], decorated, argument));
}

void externals_apply(Program *program, ObjectData decorator, Variable inner, Variable call)
{
    hand_over_decorated(program, decorator, inner, call);
    solver_link(program, inner, LINK_DECORATED, call, 0);
}

/* `@wraps(f)`: the function below it has f as its `__wrapped__`. */
static void keep_wrapped(Program *program, ObjectData decorator, Variable inner, Variable decorated)
{
    const ProgramFile *file = program_file_of_value(program, decorated);
    const Value *function = program_value(program, inner), *call = program_value(program, decorated);
    call = &file->facts.values[call->base];
    if (function->kind != VALUE_DEFINITION || call->kind != VALUE_CALL || !call->count ||
        strcmp(solver_text(program, decorator.a), "functools.wraps") != 0)
        return;
    solver_link(program, solver_variable(file, file->facts.operands[call->first].value), LINK_COPY,
                solver_cell(program, CELL_FUNCTION, file->first_def + function->base, program->known.wrapped), 0);
}

void externals_decorate(Program *program, ObjectData decorator, Variable inner, Variable decorated)
{
    CallSite site = {.site = decorated, .reach = REACH_DECORATE};
    ObjectData receiver = solver_data(program, decorator.b);
    if (decorator.b && receiver.kind == OBJECT_FUNCTION && program->traits &&
        program->traits[receiver.a] & TRAIT_DISPATCH)
        solver_link(program, inner, LINK_COPY, solver_cell(program, CELL_VARIANTS, receiver.a, 0), 0);
    if (!classes_is_declaration(program, decorator.a))
        solver_record(program, &site, 0, decorator.a);
    keep_wrapped(program, decorator, inner, decorated);
    hand_over_decorated(program, decorator, inner, decorated);
    solver_link(program, inner, LINK_COPY, decorated, 0);
}

void externals_assign(Program *program, uint32_t owner, uint32_t name, Variable value, Variable site)
{
    externals_assign_to(program, solver_join(program, owner, name), value, site);
}

void externals_assign_to(Program *program, uint32_t qualified, Variable value, Variable site)
{
    const ExternalInfo info = *externals_info(program, qualified);
    for (uint32_t i = 0; i < info.entry_count; i++)
        if (info.entries[i].callee == CALLEE_ASSIGNED)
            solver_link_once(program, value, LINK_HANDED, 0,
                             externals_add_handover(program, &info.entries[i], site, 0));
}
