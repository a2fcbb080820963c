/*
 * Calls of what lies outside the tree: builtins that pass values through, and what the catalog says of frameworks:
 * which argument is called, when, and what the call gives.
 */
#include "solver.h"

#include <ctype.h>
#include <string.h>

static const UT_icd info_icd = {sizeof(ExternalInfo), NULL, NULL, NULL};

enum Step {
    STEP_HANDED = 16,
    STEP_RESULT,
    STEP_GATHERED
};

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

static const char *after_prefix(const char *text, const char *prefix)
{
    size_t length = strlen(prefix);
    return strncmp(text, prefix, length) == 0 ? text + length : NULL;
}

const ExternalInfo *externals_info(Program *program, uint32_t name)
{
    if (!program->externals)
        utarray_new(program->externals, &info_icd);
    if (name >= utarray_len(program->externals))
        utarray_resize(program->externals, names_count(program->names) + 256);
    ExternalInfo *info = (ExternalInfo *)(void *)utarray_eltptr(program->externals, name);
    if (!info->looked) {
        info->looked = true;
        const char *text = solver_text(program, name);
        info->is_standard = after_prefix(text, "<builtin>.") || after_prefix(text, "functools.") ||
                            after_prefix(text, "collections.") || after_prefix(text, "weakref.");
        info->entry_count = (uint32_t)catalog_find(program->catalog, text, &info->entries);
        info->is_class = catalog_find_class(program->catalog, text) || looks_like_class(program, name);
        for (uint32_t i = 0; i < info->entry_count; i++)
            info->is_class = info->is_class || info->entries[i].flags & CATALOG_CLASS;
    }
    return info;
}

/* --- builtins ------------------------------------------------------------------------------------------------------ */

/* The class around a method, or 0. */
static uint32_t class_around(const ProgramFile *file, uint32_t scope, uint32_t *method)
{
    while (scope) {
        const Def *def = &file->facts.defs[scope];
        if (def->kind == DEF_FUNCTION && file->facts.defs[def->parent].kind == DEF_CLASS) {
            *method = scope;
            return file->first_def + def->parent;
        }
        scope = def->parent;
    }
    return 0;
}

static void call_super(Program *program, const CallSite *site)
{
    const ProgramFile *file = program_file_of_value(program, site->site);
    uint32_t method, class_def = class_around(file, program_value(program, site->site)->scope, &method);
    if (!class_def)
        return;
    if (site->argument_count >= 2) {
        solver_link(program, site->arguments[1].variable, LINK_SUPER, site->result, class_def);
        return;
    }
    const Def *def = &file->facts.defs[method];
    if (def->param_count)
        solver_link(program, file->first_value + file->facts.params[def->first_param].value, LINK_SUPER, site->result,
                    class_def);
}

static Object make_container(Program *program, const CallSite *site, uint32_t type)
{
    Object container = solver_object(program, OBJECT_CONTAINER, site->site, type);
    solver_add(program, site->result, container);
    return container;
}

static void spread_into(Program *program, const CallSite *site, Object container)
{
    if (site->argument_count && !site->arguments[0].name)
        solver_link(program, site->arguments[0].variable, LINK_SPREAD, containers_elements(program, container), 0);
    solver_link(program, containers_elements(program, container), LINK_COPY,
                solver_cell(program, CELL_OTHER, container, 0), 0);
}

static void call_mapping(Program *program, const CallSite *site)
{
    Object container = make_container(program, site, CONTAINER_DICT);
    for (size_t i = 0; i < site->argument_count; i++) {
        Argument argument = site->arguments[i];
        if (argument.name > NAME_DOUBLESTAR)
            containers_store(program, container, argument.name, argument.variable);
        else
            solver_link(program, argument.variable, LINK_COPY, site->result, 0);
    }
}

/* getattr(object, "name"): the attribute; a computed name is unknown. */
static void call_getattr(Program *program, const CallSite *site)
{
    if (site->argument_count < 2)
        return;
    const ProgramFile *file = program_file_of_value(program, site->site);
    const Value *name = program_value(program, site->arguments[1].variable);
    if (name->kind == VALUE_CONSTANT && name->detail == CONSTANT_STRING && name->name)
        solver_link(program, site->arguments[0].variable, LINK_ATTRIBUTE, site->result, solver_name(file, name->name));
    else
        solver_add(program, site->result, program->unknown);
    if (site->argument_count > 2)
        solver_link(program, site->arguments[2].variable, LINK_COPY, site->result, 0);
}

static void call_type(Program *program, const CallSite *site)
{
    if (site->argument_count == 1)
        solver_link(program, site->arguments[0].variable, LINK_ATTRIBUTE, site->result, program->known.class_);
}

/* A callable that is called with the elements of an iterable: map, filter, sorted(key=). */
static void call_on_elements(Program *program, const CallSite *site, Variable callee, Variable iterable,
                             Variable result)
{
    Variable element = solver_step(program, site->site, STEP_GATHERED);
    solver_link(program, iterable, LINK_ELEMENT, element, 0);
    calls_link_late(
        program, callee,
        &(LateCall){.site = site->site, .result = result, .argument = {element, NAME_NONE}, .reach = REACH_HANDED});
}

static Variable keyword_argument(Program *program, const CallSite *site, const char *name)
{
    uint32_t wanted = solver_intern(program, name);
    for (size_t i = 0; i < site->argument_count; i++)
        if (site->arguments[i].name == wanted)
            return site->arguments[i].variable;
    return 0;
}

/* Builtins by what they do with their arguments. False: nothing is known of it. */
static bool call_builtin(Program *program, const char *name, const CallSite *site)
{
    static const struct {
        const char *name;
        int type;
    } makers[] = {{"list", CONTAINER_LIST},      {"tuple", CONTAINER_LIST},     {"set", CONTAINER_SET},
                  {"frozenset", CONTAINER_SET},  {"sorted", CONTAINER_LIST},    {"reversed", CONTAINER_LIST},
                  {"iter", CONTAINER_GENERATOR}, {"aiter", CONTAINER_GENERATOR}};
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
        if (strcmp(makers[i].name, name) == 0) {
            spread_into(program, site, make_container(program, site, (uint32_t)makers[i].type));
            Variable key = keyword_argument(program, site, "key");
            if (key && site->argument_count)
                call_on_elements(program, site, key, site->arguments[0].variable, 0);
            return true;
        }
    if (strcmp(name, "super") == 0) {
        call_super(program, site);
    } else if (strcmp(name, "dict") == 0) {
        call_mapping(program, site);
    } else if (strcmp(name, "getattr") == 0) {
        call_getattr(program, site);
    } else if (strcmp(name, "type") == 0) {
        call_type(program, site);
    } else if (strcmp(name, "next") == 0 || strcmp(name, "anext") == 0) {
        if (site->argument_count)
            solver_link(program, site->arguments[0].variable, LINK_NEXT, site->result, 0);
    } else if (strcmp(name, "map") == 0 || strcmp(name, "filter") == 0) {
        Object container = make_container(program, site, CONTAINER_GENERATOR);
        Variable element = containers_elements(program, container);
        if (site->argument_count >= 2)
            call_on_elements(program, site, site->arguments[0].variable, site->arguments[1].variable,
                             *name == 'm' ? element : 0);
        if (*name == 'f' && site->argument_count >= 2)
            solver_link(program, site->arguments[1].variable, LINK_SPREAD, element, 0);
    } else if (strcmp(name, "str") == 0 || strcmp(name, "repr") == 0 || strcmp(name, "format") == 0) {
        solver_add(program, site->result, solver_object(program, OBJECT_CONSTANT, CONSTANT_STRING, 0));
    } else if (strcmp(name, "int") == 0 || strcmp(name, "len") == 0) {
        solver_add(program, site->result, solver_object(program, OBJECT_CONSTANT, CONSTANT_INTEGER, 0));
    } else if (strcmp(name, "float") == 0) {
        solver_add(program, site->result, solver_object(program, OBJECT_CONSTANT, CONSTANT_FLOAT, 0));
    } else if (strcmp(name, "bool") == 0 || strcmp(name, "isinstance") == 0 || strcmp(name, "hasattr") == 0) {
        solver_add(program, site->result, solver_object(program, OBJECT_CONSTANT, CONSTANT_BOOL, 0));
    } else if (strcmp(name, "print") == 0 || strcmp(name, "setattr") == 0) {
        solver_add(program, site->result, program->none);
    } else {
        return false;
    }
    return true;
}

/* --- methods of builtin containers ---------------------------------------------------------------------------------- */

static Variable argument_at(const CallSite *site, size_t index)
{
    return index < site->argument_count && !site->arguments[index].name ? site->arguments[index].variable : 0;
}

static uint32_t literal_argument(const Program *program, const CallSite *site, size_t index)
{
    Variable variable = argument_at(site, index);
    if (!variable || variable >= program->value_count)
        return 0;
    const Value *value = program_value(program, variable);
    return value->kind == VALUE_CONSTANT ? solver_name(program_file_of_value(program, variable), value->name) : 0;
}

static void give_items(Program *program, Object container, const CallSite *site)
{
    Object outer = make_container(program, site, CONTAINER_LIST);
    Object pair = solver_object(program, OBJECT_CONTAINER, site->site, CONTAINER_TUPLE + CONTAINER_INNER);
    Variable value = solver_cell(program, CELL_ITEM, pair, calls_position_name(program, 1));
    solver_add(program, containers_elements(program, outer), pair);
    solver_link(program, containers_elements(program, container), LINK_COPY, value, 0);
    solver_add(program, solver_cell(program, CELL_ITEM, pair, calls_position_name(program, 0)),
               solver_object(program, OBJECT_CONSTANT, CONSTANT_STRING, 0));
    solver_link(program, value, LINK_COPY, containers_elements(program, pair), 0);
}

static void call_container_method(Program *program, const char *method, Object container, const CallSite *site)
{
    Variable element = containers_elements(program, container);
    uint32_t type = solver_data(program, container).b % CONTAINER_INNER;
    if (strcmp(method, "append") == 0 || strcmp(method, "add") == 0 || strcmp(method, "appendleft") == 0) {
        containers_store(program, container, 0, argument_at(site, 0));
    } else if (strcmp(method, "insert") == 0) {
        containers_store(program, container, 0, argument_at(site, 1));
    } else if (strcmp(method, "extend") == 0) {
        spread_into(program, site, container);
    } else if (strcmp(method, "update") == 0) {
        Object key_value = container;
        if (type == CONTAINER_DICT && argument_at(site, 0))
            solver_link(program, argument_at(site, 0), LINK_KEY, containers_elements(program, key_value), 0);
        spread_into(program, site, container);
    } else if (strcmp(method, "get") == 0 || strcmp(method, "pop") == 0 || strcmp(method, "setdefault") == 0) {
        uint32_t key = type == CONTAINER_DICT ? literal_argument(program, site, 0) : 0;
        protocols_read_key(program, container, key, site->result);
        if (argument_at(site, 1))
            solver_link(program, argument_at(site, 1), LINK_COPY, site->result, 0);
        else if (*method == 'g')
            solver_add(program, site->result, program->none);
        if (*method == 's')
            containers_store(program, container, key, argument_at(site, 1));
    } else if (strcmp(method, "popleft") == 0) {
        solver_link(program, element, LINK_COPY, site->result, 0);
    } else if (strcmp(method, "values") == 0) {
        solver_link(program, element, LINK_COPY,
                    solver_cell(program, CELL_ELEMENT, make_container(program, site, CONTAINER_LIST), 0), 0);
    } else if (strcmp(method, "items") == 0) {
        give_items(program, container, site);
    } else if (strcmp(method, "copy") == 0) {
        solver_add(program, site->result, container);
    } else if (strcmp(method, "keys") == 0) {
        Object keys = make_container(program, site, CONTAINER_LIST);
        solver_add(program, containers_elements(program, keys),
                   solver_object(program, OBJECT_CONSTANT, CONSTANT_STRING, 0));
    }
}

/* --- the catalog ---------------------------------------------------------------------------------------------------- */

static uint32_t add_handover(Program *program, const CatalogEntry *entry, Variable site, uint32_t skip)
{
    Handover handover = {.site = site, .entry = entry, .skip = skip};
    return names_intern(program->handovers, (const char *)&handover, sizeof handover);
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
    Resolved resolved = modules_resolve(program->modules, program->file_of_value[argument], 0, dotted);
    Variable named = solver_step(program, argument, STEP_HANDED);
    if (resolved.module &&
        names_read_module(program, resolved.module, names_intern(program->names, colon + 1, length), named))
        solver_link_once(program, named, LINK_HANDED, 0, handover);
}

static void hand_over_argument(Program *program, Variable argument, uint32_t handover)
{
    solver_link_once(program, argument, LINK_HANDED, 0, handover);
    hand_over_named(program, argument, handover);
}

static void apply_entry(Program *program, const CatalogEntry *entry, ObjectData callee, const CallSite *site)
{
    uint32_t positional = 0;
    if (!entry->role && entry->callee != CALLEE_RESULT)
        return;
    if (entry->callee == CALLEE_RECEIVER && callee.b)
        externals_hand_over(program, callee.b, add_handover(program, entry, site->site, 0));
    if (entry->callee != CALLEE_ARGUMENT && entry->callee != CALLEE_ARGUMENTS && entry->callee != CALLEE_RESULT)
        return;
    for (size_t i = 0; i < site->argument_count; i++) {
        Argument argument = site->arguments[i];
        bool by_position = argument.name == NAME_NONE || argument.name == NAME_STAR;
        bool wanted = by_position && (positional == entry->position ||
                                      (entry->callee == CALLEE_ARGUMENTS && positional >= entry->position));
        positional += by_position;
        if (!by_position && entry->keyword && argument.name > NAME_DOUBLESTAR)
            wanted = strcmp(solver_text(program, argument.name), entry->keyword) == 0;
        if (wanted)
            hand_over_argument(program, argument.variable, add_handover(program, entry, site->site, (uint32_t)i + 1));
    }
}

/* Calling what an entry wrapped: sync_to_async(f)(x) runs f with x. */
static void call_wrapped(Program *program, ObjectData wrapper, const CallSite *site)
{
    const ExternalInfo *info = externals_info(program, wrapper.a);
    CallSite inner = *site;
    bool is_async = false;
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
                (info->entries[i].role == ROLE_SPAWN || !info->entries[i].returns))
                return true;
            break;
        default:
            break;
        }
    return false;
}

static void give_external_result(Program *program, uint32_t name, const ExternalInfo *info, const CallSite *site)
{
    const CatalogEntry *entry = info->entry_count ? &info->entries[0] : NULL;
    Object result = program->unknown;
    if (entry && entry->returns)
        result = solver_object(program, OBJECT_EXTERNAL_INSTANCE, solver_intern(program, entry->returns), 0);
    else if (info->is_class)
        result = solver_object(program, OBJECT_EXTERNAL_INSTANCE, name, 0);
    else if (entry && entry->flags & CATALOG_SYNC)
        result = solver_object(program, OBJECT_EXTERNAL_INSTANCE, solver_intern(program, "<plain>"), 0);
    if (entry && entry->flags & CATALOG_AWAITABLE && !info->is_class) {
        Variable awaited = solver_cell(program, CELL_EXTERNAL, name, 0);
        solver_add(program, awaited, result);
        result = solver_object(program, OBJECT_COROUTINE, awaited, 0);
    }
    solver_add(program, site->result, result);
}

/* Containers of the standard library that behave like builtin ones. */
static bool call_standard_container(Program *program, const char *name, const CallSite *site)
{
    if (strcmp(name, "collections.deque") == 0 || strcmp(name, "weakref.WeakSet") == 0) {
        spread_into(program, site, make_container(program, site, CONTAINER_LIST));
    } else if (strcmp(name, "collections.OrderedDict") == 0 || strcmp(name, "weakref.WeakValueDictionary") == 0) {
        call_mapping(program, site);
    } else if (strcmp(name, "collections.defaultdict") == 0) {
        Object container = make_container(program, site, CONTAINER_DICT);
        Variable elements = containers_elements(program, container);
        calls_link_late(program, argument_at(site, 0),
                        &(LateCall){.site = site->site, .result = elements, .reach = REACH_HANDED});
        solver_link(program, elements, LINK_COPY, solver_cell(program, CELL_OTHER, container, 0), 0);
    } else {
        return false;
    }
    return true;
}

/* What Python's own library does with values, where that matters. False: nothing is known of the name. */
static bool call_standard(Program *program, const char *name, const CallSite *site)
{
    const char *builtin = after_prefix(name, "<builtin>.");
    if (builtin)
        return call_builtin(program, builtin, site);
    if (strcmp(name, "functools.partial") != 0)
        return call_standard_container(program, name, site);
    if (!argument_at(site, 0) || site->site >= program->value_count)
        return false;
    solver_link(program, argument_at(site, 0), LINK_PARTIAL, site->site, 0);
    return true;
}

static bool is_wrapper(const ExternalInfo *info)
{
    for (uint32_t i = 0; i < info->entry_count; i++)
        if (info->entries[i].callee == CALLEE_RESULT)
            return true;
    return false;
}

/* typing.cast(): gives the argument as it is. */
static bool gives_argument(const ExternalInfo *info)
{
    return info->entry_count && info->entries[0].callee == CALLEE_ARGUMENT && !info->entries[0].role &&
           info->entries[0].flags & CATALOG_IDENTITY;
}

void externals_call(Program *program, ObjectData callee, const CallSite *site)
{
    const char *text = solver_text(program, callee.a);
    if (callee.kind == OBJECT_EXTERNAL_INSTANCE) {
        if (callee.b && solver_data(program, callee.b).kind != OBJECT_COROUTINE)
            call_wrapped(program, callee, site);
        else
            solver_add(program, site->result, program->unknown);
        return;
    }
    if (site->site < program->value_count)
        solver_record(program, site, 0, callee.a);
    ObjectData receiver = callee.b ? solver_data(program, callee.b) : (ObjectData){0};
    if (receiver.kind == OBJECT_CONTAINER) {
        const char *method = strrchr(text, '.');
        call_container_method(program, method ? method + 1 : text, callee.b, site);
        return;
    }
    const ExternalInfo info = *externals_info(program, callee.a);
    if (info.is_standard && call_standard(program, text, site))
        return;
    if (gives_argument(&info)) {
        solver_link(program, argument_at(site, info.entries[0].position), LINK_COPY, site->result, 0);
        return;
    }
    for (uint32_t i = 0; i < info.entry_count; i++)
        apply_entry(program, &info.entries[i], callee, site);
    if (!is_wrapper(&info) && !result_is_handed(&info))
        give_external_result(program, callee.a, &info, site);
}

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
static void give_task(Program *program, const Handover *handover, Variable awaited)
{
    Object result = solver_object(program, OBJECT_COROUTINE, awaited, 0);
    if (handover->entry->returns)
        result =
            solver_object(program, OBJECT_EXTERNAL_INSTANCE, solver_intern(program, handover->entry->returns), result);
    solver_add(program, handover->site, result);
}

/* Runs a callable that was handed over, with the arguments that follow it. */
static void run_handed(Program *program, Object callee, const Handover *handover)
{
    Variable site = handover->site;
    Role role = handover->entry->role;
    CallSite call = handed_site(handover);
    call.result = solver_step(program, site, STEP_RESULT);
    if (passes_arguments(role) && handover->entry->callee == CALLEE_ARGUMENT &&
        program_value(program, site)->kind == VALUE_CALL) {
        call.arguments = calls_arguments(program, site, &call.argument_count);
        uint32_t skip = handover->skip < call.argument_count ? handover->skip : (uint32_t)call.argument_count;
        call.arguments += skip;
        call.argument_count -= skip;
    }
    calls_call(program, callee, &call);
    if (role == ROLE_RUN || role == ROLE_FROM_THREAD) {
        solver_link(program, call.result, LINK_AWAIT, site, 0);
    } else if (role == ROLE_TO_THREAD) {
        if (handover->entry->flags & CATALOG_AWAITABLE)
            solver_add(program, site, solver_object(program, OBJECT_COROUTINE, call.result, 0));
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
    if (role == ROLE_RUN) {
        solver_link(program, data.a, LINK_COPY, handover->site, 0);
    } else if (role == ROLE_AWAITS && handover->entry->callee == CALLEE_ARGUMENTS) {
        Object results = solver_object(program, OBJECT_CONTAINER, handover->site, CONTAINER_LIST);
        Variable all = solver_step(program, handover->site, STEP_GATHERED);
        containers_store(program, results, calls_position_name(program, handover->skip - 1), data.a);
        solver_add(program, all, results);
        solver_add(program, handover->site, solver_object(program, OBJECT_COROUTINE, all, 0));
    } else {
        give_task(program, handover, data.a);
    }
}

static bool is_callable(ObjectData data)
{
    return data.kind == OBJECT_FUNCTION || data.kind == OBJECT_BOUND || data.kind == OBJECT_CLASS ||
           data.kind == OBJECT_INSTANCE || data.kind == OBJECT_PARTIAL;
}

void externals_hand_over(Program *program, Object callee, uint32_t number)
{
    Handover handover = *(const Handover *)(const void *)names_text(program->handovers, number);
    ObjectData data = solver_data(program, callee);
    bool callable = is_callable(data);
    if (data.kind == OBJECT_CONTAINER) {
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
        if (callable)
            solver_add(
                program, handover.site,
                solver_object(program, OBJECT_EXTERNAL_INSTANCE, solver_intern(program, handover.entry->name), callee));
    } else if (data.kind == OBJECT_COROUTINE) {
        run_coroutine(program, callee, &handover);
    } else if (data.kind == OBJECT_GENERATOR || data.kind == OBJECT_CONTEXT) {
        CallSite site = handed_site(&handover);
        solver_record(program, &site, data.a, 0);
    } else if (data.kind == OBJECT_CLASS && !passes_arguments(handover.entry->role)) {
        CallSite site = handed_site(&handover); /* whoever takes it makes instances when it likes */
        solver_record(program, &site, data.a, 0);
    } else if (callable) {
        run_handed(program, callee, &handover);
    } else if (handover.entry->role == ROLE_SPAWN && handover.entry->returns) { /* a task of something unknown */
        solver_add(
            program, handover.site,
            solver_object(program, OBJECT_EXTERNAL_INSTANCE, solver_intern(program, handover.entry->returns), 0));
    }
}

void externals_apply_decorator(Program *program, ObjectData decorator, Variable inner, Variable decorated)
{
    const ExternalInfo info = *externals_info(program, decorator.a);
    for (uint32_t i = 0; i < info.entry_count; i++)
        if (info.entries[i].callee == CALLEE_DECORATED && info.entries[i].role)
            solver_link_once(program, inner, LINK_HANDED, 0, add_handover(program, &info.entries[i], decorated, 0));
    solver_link(program, inner, LINK_COPY, decorated, 0);
}

void externals_decorate(Program *program, ObjectData decorator, Variable inner, Variable decorated)
{
    CallSite site = {.site = decorated, .reach = REACH_DECORATE};
    solver_record(program, &site, 0, decorator.a);
    externals_apply_decorator(program, decorator, inner, decorated);
}

void externals_assign(Program *program, uint32_t owner, uint32_t name, Variable value, Variable site)
{
    const ExternalInfo info = *externals_info(program, solver_join(program, owner, name));
    for (uint32_t i = 0; i < info.entry_count; i++)
        if (info.entries[i].callee == CALLEE_ASSIGNED)
            solver_link_once(program, value, LINK_HANDED, 0, add_handover(program, &info.entries[i], site, 0));
}

void externals_inject(Program *program, Object fallback, Variable parameter)
{
    ObjectData data = solver_data(program, fallback);
    if (data.kind != OBJECT_INJECTION) {
        solver_add(program, parameter, fallback);
        return;
    }
    Variable given = solver_step(program, parameter, STEP_RESULT);
    CallSite site = {.site = parameter, .result = given, .reach = REACH_INJECTED, .role = ROLE_DEPENDS};
    calls_call(program, data.a, &site);
    solver_link(program, given, LINK_INJECTED, parameter, 0);
}
