/*
 * Variables, links, the worklist. A variable whose set has grown waits in the queue; taking it out runs its links for
 * the new objects only. Links added later catch up on the objects that have been taken out before.
 */
#include "solver.h"

#include "../../extractors/memory.h"

#include <stdlib.h>
#include <string.h>

enum {
    SET_LIMIT = 80,     /* a larger set says nothing that a reader could use */
    LITERAL_LIMIT = 20, /* objects in a set before constants lose their values */
    NESTING_LIMIT = 100 /* of links that are made while links run, before they have to wait */
};

_Static_assert(SET_LIMIT + 1 <= SET_ROOM, "the unknown has room behind them");

/* Cells of one thing that differ in kind stand side by side. */
static uint32_t hash_cell(CellKey key)
{
    return index_hash_near(key.a, key.b, 0) + key.kind % 8;
}

static Variable find_cell(const Program *program, CellKey key, uint32_t hash)
{
    const CellKey *keys = (const CellKey *)(const void *)utarray_front(program->cell_keys);
    for (uint32_t at = hash, number; (number = index_next(&program->cells, hash, &at)) != INDEX_NONE;)
        if (keys[number].kind == key.kind && keys[number].a == key.a && keys[number].b == key.b)
            return program->first_cell + number;
    return 0;
}

Variable solver_find_cell(const Program *program, CellKind kind, uint32_t a, uint32_t b)
{
    if (kind == CELL_RETURN)
        return program->first_return + a;
    CellKey key = {kind, a, b};
    return find_cell(program, key, hash_cell(key));
}

static Variable add_variable(Program *program)
{
    if (program->variable_count == program->variable_capacity) {
        uint32_t capacity = program->variable_capacity + program->variable_capacity / 2 + 1024;
        program->variables = memory_resize(program->variables, capacity * sizeof *program->variables);
        memset(program->variables + program->variable_capacity, 0,
               (capacity - program->variable_capacity) * sizeof *program->variables);
        program->variable_capacity = capacity;
    }
    return program->variable_count++;
}

/* What an instance of a base has in an attribute, an instance of the class may have. */
static void inherit_instance_cell(Program *program, uint32_t class_def, uint32_t name, Variable cell)
{
    const ClassData *class_data = program->classes[class_def];
    for (uint32_t i = class_data->mro_count; i-- > 1;) /* from the top, so that this does not go deep into itself */
        solver_cell(program, CELL_INSTANCE, class_data->mro[i], name);
    for (uint32_t i = 0; i < class_data->base_count; i++)
        solver_link(program, solver_cell(program, CELL_INSTANCE, class_data->bases[i], name), LINK_COPY, cell, 0);
}

Variable solver_cell(Program *program, CellKind kind, uint32_t a, uint32_t b)
{
    if (kind == CELL_RETURN)
        return program->first_return + a;
    CellKey key = {kind, a, b};
    uint32_t hash = hash_cell(key);
    Variable variable = find_cell(program, key, hash);
    if (variable)
        return variable;
    variable = add_variable(program);
    index_add(&program->cells, hash, utarray_len(program->cell_keys));
    utarray_push_back(program->cell_keys, &key);
    if (kind == CELL_CLASS && b < program->stored_count)
        program->in_class[b] = true;
    if (kind == CELL_CLASS)
        program->classes[a]->members |= class_member_bit(b);
    if (kind == CELL_INSTANCE)
        inherit_instance_cell(program, a, b, variable);
    return variable;
}

Variable solver_step(Program *program, Variable variable, uint32_t step)
{
    return solver_cell(program, CELL_STEP, variable, step);
}

Object solver_object(Program *program, ObjectKind kind, uint32_t a, uint32_t b)
{
    return objects_intern(program->objects, kind, a, b);
}

static void enqueue(Program *program, Variable variable)
{
    if (program->variables[variable].set.states & STATE_QUEUED)
        return;
    program->variables[variable].set.states |= STATE_QUEUED;
    utarray_push_back(program->queue, &variable);
}

/* A constant of whatever value. */
static Object without_literal(Program *program, Object object)
{
    ObjectData data = objects_data(program->objects, object);
    return data.kind == OBJECT_CONSTANT && data.b ? solver_object(program, OBJECT_CONSTANT, data.a, 0) : object;
}

/* A variable's set has grown. Where there are no links yet, they catch up when they come. */
static void note_growth(Program *program, Variable variable)
{
    ObjectSet *set = &program->variables[variable].set;
    if (set->links)
        enqueue(program, variable);
    else
        set->done = set->count;
}

void solver_add(Program *program, Variable variable, Object object)
{
    if (!variable || !object)
        return;
    ObjectSet *set = &program->variables[variable].set;
    if (set->states & STATE_FULL) {
        calls_lose(program, object);
        return;
    }
    if (object == program->unknown && set->states & STATE_ANNOTATED) {
        set->states |= STATE_BLOCKED;
        return;
    }
    if (set->states & STATE_ANNOTATED && annotations_keep_out(program, variable, object))
        return;
    if (set->count >= LITERAL_LIMIT && !(variable < program->value_count && set->states & STATE_TEXTS))
        object = without_literal(program, object);
    if (set->count >= SET_LIMIT) {
        if (object != program->unknown && !set_has(set, program->unknown))
            program->widened++;
        calls_lose(program, object);
        object = program->unknown;
        set = &program->variables[variable].set; /* it may have moved */
        set->states |= STATE_FULL;
    }
    if (set_add(set, object, &program->arena))
        note_growth(program, variable);
}

/* Adds objects to a variable: most often few, and nothing that needs a look at each. */
static void copy_objects(Program *program, const Object *objects, uint32_t count, Variable variable)
{
    ObjectSet *set = &program->variables[variable].set;
    bool grown = false;
    if (set->states & (STATE_FULL | STATE_ANNOTATED) || set->count + count > LITERAL_LIMIT) {
        for (uint32_t i = 0; i < count && !(program->variables[variable].set.states & STATE_FULL); i++)
            solver_add(program, variable, objects[i]);
        return;
    }
    for (uint32_t i = 0; i < count; i++)
        grown = set_add(set, objects[i], &program->arena) || grown;
    if (grown)
        note_growth(program, variable);
}

/* Whether some class below another is one of `wanted`, too. `left`: classes to look at. */
static bool has_subclass_in(const Program *program, uint32_t class_def, uint32_t wanted, unsigned *left)
{
    const ClassData *data = program->classes[class_def];
    for (uint32_t i = 0; i < data->subclass_count; i++) {
        if (!*left || classes_is_subclass(program, data->subclasses[i], wanted))
            return true;
        --*left;
        if (has_subclass_in(program, data->subclasses[i], wanted, left))
            return true;
    }
    return false;
}

/* Whether it is an instance that has nothing to do with a class. */
static bool is_of_another_class(const Program *program, Object object, uint32_t class_def)
{
    unsigned left = 40;
    ObjectData data = solver_data(program, object);
    return data.kind == OBJECT_INSTANCE && program->classes && !program->classes[data.a]->open &&
           !classes_is_subclass(program, data.a, class_def) && !classes_is_subclass(program, class_def, data.a) &&
           !(data.b && has_subclass_in(program, data.a, class_def, &left));
}

/* Whether a decorator may have been made for it: functions, methods, classes, and instances that can be called. */
static bool is_decorable(const Program *program, Object object)
{
    ObjectData data = solver_data(program, object);
    switch ((ObjectKind)data.kind) {
    case OBJECT_CONSTANT:
    case OBJECT_MODULE:
    case OBJECT_CONTAINER:
    case OBJECT_COROUTINE:
    case OBJECT_GENERATOR:
        return false;
    case OBJECT_INSTANCE:
        return classes_find(program, data.a, program->known.call, 0);
    default:
        return true;
    }
}

static void run_link(Program *program, const Link *link, Object object)
{
    switch ((LinkKind)link->kind) {
    case LINK_COPY:
        solver_add(program, link->target, object);
        break;
    case LINK_BIND:
        attributes_bind(program, object, link->data, link->target);
        break;
    case LINK_BIND_CLASS:
        attributes_bind_class(program, object, link->data, link->target);
        break;
    case LINK_ATTRIBUTE:
        attributes_read(program, object, link->data, link->target);
        break;
    case LINK_CALL:
        calls_call_value(program, object, link->target);
        break;
    case LINK_DECORATE:
        calls_decorate(program, object, link->target);
        break;
    case LINK_AWAIT:
        protocols_await(program, object, link->target);
        break;
    case LINK_ELEMENT:
        protocols_iterate(program, object, link->target, link->target, link->data);
        break;
    case LINK_NEXT:
    case LINK_NEXT_ASYNC:
        protocols_next(program, object, link->data, link->target, link->kind == LINK_NEXT_ASYNC);
        break;
    case LINK_ENTER:
    case LINK_ENTER_ASYNC:
        protocols_enter(program, object, link->data, link->target, link->kind == LINK_ENTER_ASYNC);
        break;
    case LINK_WRAP:
        builtins_wrap(program, object, link->data, link->target);
        break;
    case LINK_UNPACK:
        protocols_unpack(program, object, link->target, link->data & 255, link->data >> 8);
        break;
    case LINK_REST:
        protocols_unpack_rest(program, object, link->target, link->data & 255, link->data >> 8);
        break;
    case LINK_SUBSCRIPT:
        if (!keyed_takes(program, object, link->target))
            protocols_subscript(program, object, link->target);
        break;
    case LINK_LEFT:
    case LINK_RIGHT:
        operators_run(program, object, link->target, link->kind == LINK_RIGHT);
        break;
    case LINK_OPERATE:
        operators_run_linked(program, object, link->data);
        break;
    case LINK_EXCEPTION:
    case LINK_INSTANCE:
        annotations_make_instance(program, object, link->target, link->data, link->kind == LINK_EXCEPTION);
        break;
    case LINK_METADATA:
        if (objects_data(program->objects, object).kind == OBJECT_INJECTION)
            externals_inject(program, object, link->target);
        break;
    case LINK_KEY:
        protocols_read_key(program, object, link->data, link->target);
        break;
    case LINK_SUPER:
        solver_add(program, link->target, solver_object(program, OBJECT_SUPER, link->data, object));
        break;
    case LINK_SET_ATTRIBUTE:
        attributes_write_effect(program, object, link->data);
        break;
    case LINK_SET_ITEM:
        protocols_set_item(program, object, link->data);
        break;
    case LINK_HANDED:
        externals_hand_over(program, object, link->data);
        break;
    case LINK_DEFAULT:
        calls_add_default(program, object, link->target, link->data);
        break;
    case LINK_OWN:
        if (!is_of_another_class(program, object, link->data))
            solver_add(program, link->target, object);
        break;
    case LINK_STRIP:
        if (object != program->unknown && object != program->none)
            solver_add(program, link->target, object);
        break;
    case LINK_DECORATED:
        if (is_decorable(program, object))
            solver_add(program, link->target, object);
        break;
    case LINK_CALL_LATE:
        calls_call_late(program, object, link->data);
        break;
    case LINK_DECORATE_BY:
        if (solver_data(program, object).kind == OBJECT_EXTERNAL)
            calls_decorate(program, object, link->target);
        break;
    case LINK_APPLY_BY:
        calls_apply(program, object, link->target);
        break;
    case LINK_RAISE:
        calls_raise(program, object, link->target);
        break;
    case LINK_SUBCLASS: {
        ObjectData data = solver_data(program, object);
        if (data.kind == OBJECT_CLASS)
            object = solver_object(program, OBJECT_CLASS, data.a, 1);
        solver_add(program, link->target, object);
        break;
    }
    case LINK_INJECTED:
        protocols_inject(program, object, link->target);
        break;
    case LINK_DELEGATE:
        protocols_delegate(program, object, link->target);
        break;
    case LINK_PARTIAL:
        solver_add(program, link->target, calls_make_partial(program, object, link->target));
        break;
    case LINK_ABSORB:
        containers_take(program, object, link->target);
        break;
    case LINK_SPREAD:
        protocols_iterate(program, object, link->data, link->target, false);
        break;
    case LINK_CONVERT:
        protocols_convert(program, object, link->target, link->data);
        break;
    case LINK_INDEX:
        containers_read_by(program, link->data, object, link->target);
        break;
    case LINK_PREFIX:
        attributes_read_prefix(program, object, link->data, link->target);
        break;
    case LINK_NAMESPACE:
        attributes_read_own(program, object, link->data, link->target);
        break;
    case LINK_NAMED:
        attributes_read_named(program, object, link->data, link->target);
        break;
    case LINK_FORWARDED:
        attributes_read_forwarded(program, object, link->data, link->target);
        break;
    case LINK_STAR:
        calls_pass_star(program, object, link->target);
        break;
    case LINK_TEXTS:
        containers_read_texts(program, object, link->data, link->target);
        break;
    case LINK_IMPORT:
        builtins_import_named(program, object, link->data, link->target);
        break;
    case LINK_SETATTR:
        attributes_write_named(program, object, link->data, link->target);
        break;
    case LINK_SETATTR_MEMBER:
        rewriting_set_member(program, object, link->data, link->target);
        break;
    case LINK_SETATTR_NAMED:
        rewriting_set_named(program, object, link->target);
        break;
    case LINK_UNITE:
        if (solver_data(program, object).kind == OBJECT_CONTAINER && solver_data(program, object).b != CONTAINER_DICT)
            containers_merge(program, link->data, object);
        else
            solver_add(program, link->target, object);
        break;
    case LINK_AWAIT_ITERATOR:
        protocols_await_iterator(program, object, link->target);
        break;
    case LINK_ITERATOR:
        protocols_iterator(program, object, link->target, link->data);
        break;
    case LINK_NARROW:
        annotations_narrow(program, object, link->data, link->target);
        break;
    case LINK_ADMIT:
        solver_link_once(program, link->data, LINK_COPY, link->target, 0);
        break;
    case LINK_CONTENT:
        if (solver_data(program, object).kind == OBJECT_CONTAINER)
            solver_link(program, containers_elements(program, object), LINK_COPY, link->target, 0);
        break;
    case LINK_PUT:
        if (containers_of(program, object))
            containers_store(program, containers_of(program, object), 0, link->target);
        break;
    case LINK_REPLACED:
        calls_call_replaced(program, object, link->data);
        break;
    case LINK_UNBOUND:
        builtins_call_on(program, object, link->data, link->target);
        break;
    case LINK_RECEIVER:
        solver_link_once(program, link->data, LINK_METHOD, link->target, object);
        break;
    case LINK_METHOD: {
        ObjectData data = solver_data(program, object);
        bool is_function = data.kind == OBJECT_FUNCTION;
        solver_add(program, link->target,
                   is_function ? solver_object(program, OBJECT_BOUND, data.a, link->data) : object);
        break;
    }
    case LINK_FILL:
        if (containers_held(program, object))
            containers_store(program, link->data, 0, containers_elements(program, containers_held(program, object)));
        break;
    case LINK_GENERIC: {
        ObjectData data = solver_data(program, object);
        if (data.kind == OBJECT_CLASS)
            solver_add(program, link->target, solver_object(program, OBJECT_INSTANCE, data.a, link->data));
        break;
    }
    case LINK_SELF:
        annotations_make_self(program, object, link->target);
        break;
    case LINK_MERGE:
        containers_merge(program, link->data, object);
        break;
    case LINK_PAIRS:
        if (containers_of(program, object))
            containers_merge(program, link->data, containers_of(program, object));
        else
            containers_store(program, link->data, 0, link->target);
        break;
    case LINK_MERGED:
        containers_read(program, object, link->data, link->target);
        break;
    case LINK_CREATE:
        symbols_create(program, object, link->data, link->target);
        break;
    case LINK_CAST:
        symbols_cast(program, object, link->target);
        break;
    case LINK_LOAD:
        loaders_load(program, object, link->data);
        break;
    case LINK_CHOOSE:
        calls_choose(program, object, link->data, link->target);
        break;
    case LINK_MAKE:
        returned_for_argument(program, object, link->data, link->target);
        break;
    case LINK_ASSERT:
        annotations_assert(program, object, link->data, link->target);
        break;
    case LINK_REPLACE:
        fields_replace(program, object, link->target);
        break;
    case LINK_AROUND:
        around_enter(program, object, link->target);
        break;
    case LINK_ACCESS:
        keyed_access(program, object, link->data, link->target);
        break;
    }
}

/* Runs a link for a range of the objects of a variable. */
static void run_range(Program *program, const Link *link, Variable from, uint32_t first, uint32_t end)
{
    if (link->kind == LINK_COPY) { /* the most, by far; nothing moves meanwhile */
        copy_objects(program, set_items(&program->variables[from].set) + first, end - first, link->target);
        return;
    }
    for (uint32_t i = first; i < end; i++) {
        Object object = set_items(&program->variables[from].set)[i];
        if (link->kind != LINK_CONVERT || protocols_converts(solver_data(program, object).kind, link->data))
            run_link(program, link, object);
    }
}

static void run_pending(Program *program, PendingLink late)
{
    Link link = solver_link_at(program, late.link);
    program->nesting++;
    run_range(program, &link, late.from, 0, late.end);
    program->nesting--;
}

static LinkRef add_link(Program *program, const Link *link)
{
    bool copy = link->kind == LINK_COPY;
    uint32_t at = program->link_words, words = copy ? 2 : 4;
    if (at + words > program->link_capacity) {
        program->link_capacity += program->link_capacity / 2;
        program->links = memory_resize(program->links, program->link_capacity * sizeof *program->links);
    }
    memcpy(&program->links[at], link, words * sizeof *program->links);
    program->link_words += words;
    return at << 1 | copy;
}

void solver_link(Program *program, Variable from, LinkKind kind, uint32_t target, uint32_t data)
{
    if (!from ||
        (kind == LINK_COPY && (!target || from == target || program->variables[target].set.states & STATE_FULL)))
        return; /* nothing would come of it */
    Link link = {.next = program->variables[from].set.links, .target = target, .data = data, .kind = kind};
    if (kind == LINK_INDEX || kind == LINK_NAMED || kind == LINK_IMPORT)
        utarray_push_back(program->keys, &from);
    if (kind == LINK_CONVERT)
        crowds_note(program, from, target);
    if (kind == LINK_COPY)
        for (uint32_t i = link.next, steps = 0; i && steps < 8; steps++) { /* most repetitions are close */
            Link known = solver_link_at(program, i);
            if (known.kind == LINK_COPY && known.target == target)
                return;
            i = known.next;
        }
    LinkRef ref = add_link(program, &link);
    program->variables[from].set.links = ref;
    PendingLink late = {from, ref, program->variables[from].set.done};
    if (program->nesting >= NESTING_LIMIT || kind == LINK_LOAD) /* all arguments count, and are linked by then */
        utarray_push_back(program->pending, &late);
    else
        run_pending(program, late);
}

void solver_link_once(Program *program, Variable from, LinkKind kind, uint32_t target, uint32_t data)
{
    if (!from)
        return;
    LinkKey key = {from, kind, target, data};
    uint32_t hash = index_hash3(from, target, data) + kind;
    const LinkKey *known = (const LinkKey *)(const void *)utarray_front(program->once);
    for (uint32_t at = hash, number; (number = index_next(&program->once_index, hash, &at)) != INDEX_NONE;)
        if (memcmp(&known[number], &key, sizeof key) == 0)
            return;
    index_add(&program->once_index, hash, utarray_len(program->once));
    utarray_push_back(program->once, &key);
    solver_link(program, from, kind, target, data);
}

static void run_variable(Program *program, Variable variable)
{
    uint32_t first = program->variables[variable].set.done, end = program->variables[variable].set.count;
    program->variables[variable].set.done = (uint8_t)end;
    for (LinkRef ref = program->variables[variable].set.links; ref;) {
        Link link = solver_link_at(program, ref);
        run_range(program, &link, variable, first, end);
        ref = link.next;
    }
}

/* Asks the memory for what is wanted soon: the queue is a stack. */
static void look_ahead(const Program *program)
{
    enum {
        NEAR = 4,
        FAR = 8
    };
    const Variable *queue = (const Variable *)(const void *)utarray_front(program->queue);
    uint32_t length = utarray_len(program->queue);
    if (length > FAR)
        __builtin_prefetch(&program->variables[queue[length - FAR]]);
    if (length > NEAR)
        __builtin_prefetch(&program->links[program->variables[queue[length - NEAR]].set.links >> 1]);
}

void solver_run(Program *program)
{
    while (utarray_len(program->queue) || utarray_len(program->pending)) {
        if (utarray_len(program->pending)) {
            PendingLink late = *(PendingLink *)(void *)utarray_back(program->pending);
            utarray_pop_back(program->pending);
            run_pending(program, late);
            continue;
        }
        Variable variable = *(Variable *)(void *)utarray_back(program->queue);
        utarray_pop_back(program->queue);
        look_ahead(program);
        program->variables[variable].set.states &= (uint8_t)~STATE_QUEUED;
        run_variable(program, variable);
    }
}

/* Calls of one site stand close together; the upper bits tell most of them apart. */
static uint32_t hash_call(const ResolvedCall *call)
{
    uint32_t rest = index_hash3(call->target, call->name, call->argument * 8 + call->reach);
    return (index_hash_near(call->site, 0, 0) + rest % 64) ^ (rest & UINT32_C(0xFF000000));
}

static bool has_call(const Program *program, const ResolvedCall *call, uint32_t hash)
{
    const ResolvedCall *calls = (const ResolvedCall *)(const void *)utarray_front(program->calls);
    for (uint32_t at = hash, number; (number = index_next(&program->call_index, hash, &at)) != INDEX_NONE;)
        if (memcmp(&calls[number], call, sizeof *call) == 0)
            return true;
    return false;
}

bool solver_is_called(const Program *program, Variable site, uint32_t target)
{
    ResolvedCall call = {.site = site, .target = target, .reach = REACH_CALL};
    return has_call(program, &call, hash_call(&call));
}

bool solver_record(Program *program, const CallSite *site, uint32_t target, uint32_t name)
{
    if (site->site >= program->stub_values && site->site < program->value_count)
        return false; /* nothing of a stub ever runs */
    ResolvedCall call = {.site = site->site,
                         .target = target,
                         .name = name,
                         .argument = site->argument,
                         .reach = (uint8_t)site->reach,
                         .role = (uint8_t)site->role};
    if (site->entry) {
        call.websocket = (site->entry->flags & CATALOG_WEBSOCKET) != 0;
        call.runs = site->entry->thread                 ? RUNS_IN_THREAD
                    : site->entry->flags & CATALOG_LOOP ? RUNS_IN_LOOP
                                                        : RUNS_SOMEWHERE;
    }
    uint32_t hash = hash_call(&call);
    if (has_call(program, &call, hash))
        return false;
    index_add(&program->call_index, hash, utarray_len(program->calls));
    utarray_push_back(program->calls, &call);
    return true;
}

bool solver_is_informed(Program *program, Variable variable)
{
    const ObjectSet *set = &program->variables[variable].set;
    bool of_test = variable < program->value_count && program_file_of_value(program, variable)->test;
    for (uint32_t i = 0; i < set->count; i++)
        if (set_items(set)[i] != program->unknown && set_items(set)[i] != program->none &&
            (of_test || !solver_is_double(program, set_items(set)[i])))
            return true;
    return false;
}

uint32_t solver_intern(Program *program, const char *text)
{
    return names_intern(program->names, text, strlen(text));
}

const char *solver_text(const Program *program, uint32_t name)
{
    return names_text(program->names, name);
}

uint32_t solver_join(Program *program, uint32_t prefix, uint32_t name)
{
    enum {
        LONGEST = 300
    };
    char text[LONGEST];
    size_t head = names_length(program->names, prefix), tail = names_length(program->names, name);
    if (head + tail + 1 >= LONGEST)
        return prefix;
    memcpy(text, solver_text(program, prefix), head);
    text[head] = '.';
    memcpy(text + head + 1, solver_text(program, name), tail);
    return names_intern(program->names, text, head + 1 + tail);
}
