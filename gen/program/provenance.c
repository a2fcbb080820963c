/*
 * The search goes from state to state: a variable and an object in its set. What stands before a state are the
 * variables that the object came from, or, where a link made it of another object, that one: an instance of its class,
 * a bound method of its receiver, a coroutine of its function.
 */
#include "provenance.h"

#include "../../extractors/memory.h"
#include "evidence.h"
#include "solver.h"

#include <stdlib.h>
#include <string.h>

enum {
    LONGEST_CHAIN = 14,   /* a longer one tells a reader nothing */
    STATES_MAX = 5000,    /* nor does one that takes so long to find */
    NESTING_MAX = 8,      /* of wrappers, of base classes */
    CONTAINERS_MAX = 2,   /* around what is handed over */
    INNER_STEPS = 4,      /* cells that protocols make inside of one expression */
    NO_STATE = UINT32_MAX /* after the call itself */
};

typedef struct {
    Variable from;
    LinkRef link;
} Arrival;

struct Provenance {
    const Program *program;
    uint32_t *first; /* by variable, and one more */
    Arrival *arrivals;
    CallsTo calls;
};

/* How an object gets from a state to the next: most are never told, so the line is looked up for those that are. */
typedef struct {
    bool copied;    /* by a link of that kind */
    uint8_t link;   /* LinkKind */
    uint8_t why;    /* Why, of others */
    Variable place; /* where that happens; 0: nothing in the source says so */
} Hop;

typedef struct {
    Variable variable;
    Object object;
    uint32_t next; /* the state that it leads to, or NO_STATE */
    Hop hop;
} State;

typedef struct {
    const Provenance *provenance;
    const Program *program;
    const ResolvedCall *call;
    UT_array *states; /* State, in the order of the search */
    Index index;
    uint32_t current; /* the state whose predecessors are looked for */
} Search;

static const UT_icd state_icd = {sizeof(State), NULL, NULL, NULL};
static const UT_icd step_icd = {sizeof(ChainStep), NULL, NULL, NULL};

const char *why_name(Why why)
{
    static const char *const names[WHY_COUNT] = {
        [WHY_DEFINED] = "defined",        [WHY_INHERITED] = "inherits",         [WHY_IMPORTED] = "imported",
        [WHY_ANNOTATED] = "annotated",    [WHY_TAKEN] = "taken from container", [WHY_MADE] = "instance made",
        [WHY_DEFAULT] = "default",        [WHY_ASSIGNED] = "assigned",          [WHY_STORED] = "stored in attribute",
        [WHY_PUT] = "put into container", [WHY_PASSED] = "passed as argument",  [WHY_INJECTED] = "injected",
        [WHY_RECEIVER] = "receiver",      [WHY_DECORATED] = "decorated",        [WHY_RETURNED] = "returned",
        [WHY_YIELDED] = "yielded",        [WHY_RESULT] = "result of call",      [WHY_READ] = "read",
        [WHY_CALLED] = "called",
    };
    return names[why];
}

/* --- links, turned around ------------------------------------------------------------------------------------------- */

/* Arrivals at a variable are in the order of the variables that they come from. */
static void turn_links(Provenance *provenance)
{
    const Program *program = provenance->program;
    uint32_t *first = memory_zeroed(program->variable_count + 2, sizeof *first);
    for (Variable from = 0; from < program->variable_count; from++)
        for (LinkRef link = program->variables[from].set.links; link; link = solver_link_at(program, link).next)
            first[solver_link_at(program, link).target + 2]++;
    for (Variable variable = 0; variable < program->variable_count; variable++)
        first[variable + 2] += first[variable + 1];
    provenance->arrivals = memory_alloc((first[program->variable_count + 1] + 1) * sizeof *provenance->arrivals);
    for (Variable from = 0; from < program->variable_count; from++)
        for (LinkRef link = program->variables[from].set.links; link; link = solver_link_at(program, link).next)
            provenance->arrivals[first[solver_link_at(program, link).target + 1]++] = (Arrival){from, link};
    provenance->first = first;
}

Provenance *provenance_new(const Program *program)
{
    Provenance *provenance = memory_zeroed(1, sizeof *provenance);
    provenance->program = program;
    provenance->calls = evidence_sort_calls(program);
    turn_links(provenance);
    return provenance;
}

void provenance_free(Provenance *provenance)
{
    if (!provenance)
        return;
    evidence_free_calls(&provenance->calls);
    free(provenance->first);
    free(provenance->arrivals);
    free(provenance);
}

/* --- objects -------------------------------------------------------------------------------------------------------- */

static const ObjectSet *set_of(const Program *program, Variable variable)
{
    return &program->variables[variable].set;
}

/* The class that an object is or is an instance of, or super() starts from; 0 of others. */
static uint32_t class_of(const Program *program, Object object)
{
    ObjectData data = solver_data(program, object);
    if (data.kind == OBJECT_SUPER)
        data = solver_data(program, data.b);
    return data.kind == OBJECT_CLASS || data.kind == OBJECT_INSTANCE ? data.a : 0;
}

/* The callable in a wrapper: what is injected, bound by partial(), taken by a factory of callables. 0: it is none. */
static Object wrapped_in(ObjectData data)
{
    if (data.kind == OBJECT_PARTIAL || data.kind == OBJECT_INJECTION)
        return data.a;
    return data.kind == OBJECT_EXTERNAL_INSTANCE ? data.b : 0;
}

/* Whether a class, or one that may be in its place, has the method. */
static bool may_have(const Program *program, uint32_t class_def, bool or_subclass, uint32_t method)
{
    uint32_t owner = program_owner(program, method);
    return owner && (classes_is_subclass(program, class_def, owner) ||
                     (or_subclass && classes_is_subclass(program, owner, class_def)));
}

/* Whether calling the object, or what else the site does with it, runs the target. */
static bool runs(const Program *program, Object object, const ResolvedCall *call, unsigned depth)
{
    ObjectData data = solver_data(program, object);
    switch ((ObjectKind)data.kind) {
    case OBJECT_FUNCTION:
    case OBJECT_BOUND:
    case OBJECT_GENERATOR:
    case OBJECT_CONTEXT:
        return data.a == call->target;
    case OBJECT_CLASS:
        return data.a == call->target || may_have(program, data.a, data.b, call->target);
    case OBJECT_INSTANCE:
        return may_have(program, data.a, data.b, call->target);
    case OBJECT_COROUTINE:
        return data.b && data.b == call->target;
    case OBJECT_EXTERNAL:
        return !call->target && data.a == call->name;
    default: {
        Object inner = depth < NESTING_MAX ? wrapped_in(data) : 0;
        return inner && runs(program, inner, call, depth + 1);
    }
    }
}

/* --- states --------------------------------------------------------------------------------------------------------- */

static State *state_at(const Search *search, uint32_t number)
{
    return (State *)(void *)utarray_eltptr(search->states, number);
}

static Hop silent(void)
{
    return (Hop){0};
}

static Hop hop_at(Variable place, Why why)
{
    return (Hop){.place = place, .why = (uint8_t)why};
}

static Hop hop_by(LinkKind kind)
{
    return (Hop){.copied = true, .link = (uint8_t)kind};
}

/* Adds a predecessor of the current state, if the variable has the object. */
static void reach(Search *search, Variable variable, Object object, Hop hop)
{
    if (!variable || !set_has(set_of(search->program, variable), object) || utarray_len(search->states) >= STATES_MAX)
        return;
    uint32_t hash = index_hash3(variable, object, 0);
    for (uint32_t at = hash, number; (number = index_next(&search->index, hash, &at)) != INDEX_NONE;)
        if (state_at(search, number)->variable == variable && state_at(search, number)->object == object)
            return;
    index_add(&search->index, hash, utarray_len(search->states));
    State state = {.variable = variable, .object = object, .next = search->current, .hop = hop};
    utarray_push_back(search->states, &state);
}

/* --- where the search begins ---------------------------------------------------------------------------------------- */

static void start_at(Search *search, Variable variable, unsigned depth)
{
    const Program *program = search->program;
    const ObjectSet *set = set_of(program, variable);
    bool callbacks = search->call->reach == REACH_HANDED; /* may be handed over in containers */
    for (uint32_t i = 0; variable && i < set->count; i++) {
        Object object = set_items(set)[i];
        if (runs(program, object, search->call, 0))
            reach(search, variable, object, silent());
        else if (callbacks && depth < CONTAINERS_MAX && solver_data(program, object).kind == OBJECT_CONTAINER)
            start_at(search, solver_find_cell(program, CELL_ELEMENT, object, 0), depth + 1);
    }
}

static void start_at_operands(Search *search, const ProgramFile *file, const Value *value)
{
    for (uint32_t i = 0; i < value->count; i++)
        start_at(search, solver_variable(file, file->facts.operands[value->first + i].value), 0);
}

static bool has_started(const Search *search)
{
    return utarray_len(search->states) > 0;
}

/* The variables that have a link of one of two kinds to the site. */
static void start_at_links(Search *search, LinkKind kind, LinkKind other)
{
    const Provenance *provenance = search->provenance;
    Variable site = search->call->site;
    for (uint32_t i = provenance->first[site]; i < provenance->first[site + 1]; i++) {
        uint32_t found = solver_link_at(search->program, provenance->arrivals[i].link).kind;
        if (found == kind || found == other)
            start_at(search, provenance->arrivals[i].from, 0);
    }
}

/* What is handed over: an argument that is known; else what is decorated, or any of the arguments. */
static void start_at_handed(Search *search, const ProgramFile *file, const Value *value)
{
    uint32_t argument = search->call->argument;
    if (argument && argument <= value->count)
        start_at(search, solver_variable(file, file->facts.operands[value->first + argument - 1].value), 0);
    else
        start_at_operands(search, file, value);
    if (has_started(search))
        return;
    start_at(search, solver_variable(file, value->base), 0);
    if (file->facts.values[value->base].kind == VALUE_ATTRIBUTE)
        start_at(search, solver_variable(file, file->facts.values[value->base].base), 0);
}

/* What an operator, a property, `with`, `for` works on; or it is what stands there itself. */
static void start_at_implicit(Search *search, const ProgramFile *file, const Value *value)
{
    start_at(search, solver_variable(file, value->base), 0);
    if (!has_started(search))
        start_at_operands(search, file, value);
    for (uint32_t step = 1; !has_started(search) && step <= INNER_STEPS; step++)
        start_at(search, solver_find_cell(search->program, CELL_STEP, search->call->site, step), 0);
    if (!has_started(search))
        start_at(search, search->call->site, 0);
}

static void start(Search *search)
{
    const Program *program = search->program;
    const ProgramFile *file = program_file_of_value(program, search->call->site);
    const Value *value = program_value(program, search->call->site);
    search->current = NO_STATE;
    switch ((Reach)search->call->reach) {
    case REACH_CALL:
        start_at(search, solver_variable(file, value->base), 0);
        start_at_links(search, LINK_CALL, LINK_CALL); /* variants of a function */
        break;
    case REACH_DECORATE:
        start_at(search, solver_variable(file, value->base), 0);
        start_at_links(search, LINK_DECORATE_BY, LINK_DECORATE_BY);
        break;
    case REACH_IMPLICIT:
    case REACH_AWAITED:
        start_at_implicit(search, file, value);
        break;
    case REACH_HANDED:
        start_at_handed(search, file, value);
        break;
    case REACH_INJECTED:
        start_at_links(search, LINK_DEFAULT, LINK_METADATA);
        break;
    }
}

/* --- what stands before a state ------------------------------------------------------------------------------------- */

/* The object that an attribute is read of, by `.` or getattr(). */
static Variable owner_of(const Program *program, Variable read)
{
    const ProgramFile *file = program_file_of_value(program, read);
    const Value *value = program_value(program, read);
    if (value->kind == VALUE_ATTRIBUTE)
        return solver_variable(file, value->base);
    return value->kind == VALUE_CALL && value->count ? solver_variable(file, file->facts.operands[value->first].value)
                                                     : 0;
}

/* A receiver may stand for instances of subclasses, and super() for what it was called with. */
static bool stands_for(const Program *program, Object object, Object receiver)
{
    ObjectData data = solver_data(program, object), self = solver_data(program, receiver);
    if (data.kind == OBJECT_SUPER)
        return data.b == receiver;
    return data.kind == OBJECT_INSTANCE &&
           (self.kind == OBJECT_INSTANCE || (self.kind == OBJECT_CLASS && self.a == data.a)) &&
           classes_is_subclass(program, self.a, data.a);
}

static bool is_method(const Program *program, ObjectData data)
{
    return (data.kind == OBJECT_BOUND || data.kind == OBJECT_FUNCTION) && program_owner(program, data.a);
}

/* Whether the member, bound to the receiver, gives that method: others have been read there, too. */
static bool gives_method(const Program *program, Variable member, Object receiver, ObjectData method)
{
    const ObjectSet *set = set_of(program, member);
    if (method.kind == OBJECT_BOUND && method.b != receiver &&
        (solver_data(program, method.b).kind != OBJECT_CLASS ||
         class_of(program, method.b) != class_of(program, receiver)))
        return false;
    for (uint32_t i = 0; i < set->count; i++) {
        ObjectData data = solver_data(program, set_items(set)[i]);
        if (data.kind == OBJECT_FUNCTION && data.a == method.a)
            return true;
    }
    return false;
}

/* A member of a class was read of a receiver. The way of a method is that of the receiver. */
static void before_member(Search *search, const State *state, Variable member, Object receiver)
{
    const Program *program = search->program;
    ObjectData data = solver_data(program, state->object);
    Hop hop = hop_at(state->variable, WHY_READ);
    if (!is_method(program, data) || !gives_method(program, member, receiver, data)) {
        reach(search, member, state->object, hop);
        return;
    }
    Variable owner = state->variable < program->value_count ? owner_of(program, state->variable) : 0;
    const ObjectSet *set = set_of(program, owner);
    reach(search, owner, receiver, hop);
    for (uint32_t i = 0; owner && i < set->count; i++)
        if (stands_for(program, set_items(set)[i], receiver))
            reach(search, owner, set_items(set)[i], hop);
}

/* Whether one dotted name is the other and one more component. */
static bool is_prefix(const Program *program, uint32_t prefix, uint32_t name)
{
    const char *shorter = solver_text(program, prefix), *longer = solver_text(program, name);
    size_t length = strlen(shorter);
    return strncmp(shorter, longer, length) == 0 && longer[length] == '.' && !strchr(longer + length + 1, '.');
}

/* What calling something is to what it gives. */
static Why why_called(ObjectData result)
{
    return result.kind == OBJECT_INSTANCE || result.kind == OBJECT_EXTERNAL_INSTANCE ? WHY_MADE : WHY_RESULT;
}

/* Whether calling, reading or naming the one object gives the other. */
static bool makes(const Program *program, Object object, ObjectData product)
{
    ObjectData data = solver_data(program, object);
    bool callable = data.kind == OBJECT_FUNCTION || data.kind == OBJECT_BOUND;
    switch ((ObjectKind)product.kind) {
    case OBJECT_INSTANCE:
        return data.kind == OBJECT_CLASS && data.a == product.a;
    case OBJECT_CLASS: /* type(x), type[X] */
        return (data.kind == OBJECT_CLASS || data.kind == OBJECT_INSTANCE) && data.a == product.a;
    case OBJECT_COROUTINE:
        return callable && data.a == product.b;
    case OBJECT_GENERATOR:
    case OBJECT_CONTEXT:
        return callable && data.a == product.a;
    case OBJECT_SUPER:
        return object == product.b;
    case OBJECT_EXTERNAL: /* `module.name`, `instance.method` */
        return product.b ? object == product.b : data.kind == OBJECT_EXTERNAL && is_prefix(program, data.a, product.a);
    case OBJECT_EXTERNAL_INSTANCE:
        return product.b ? object == product.b : data.kind == OBJECT_EXTERNAL;
    case OBJECT_PARTIAL:
    case OBJECT_INJECTION:
        return object == product.a;
    default:
        return false;
    }
}

static void reach_makers(Search *search, Variable variable, ObjectData product, Hop hop)
{
    const ObjectSet *set = set_of(search->program, variable);
    for (uint32_t i = 0; variable && i < set->count; i++)
        if (makes(search->program, set_items(set)[i], product))
            reach(search, variable, set_items(set)[i], hop);
}

/* The annotation that says what is in a container, if the variable is its elements; other annotations are told where
 * what they declare is taken. */
static Variable annotated_container(const Program *program, Variable variable)
{
    CellKey cell;
    bool elements = evidence_is_cell(program, variable, &cell) && (cell.kind == CELL_ELEMENT || cell.kind == CELL_ITEM);
    return elements ? solver_data(program, cell.a).a : 0;
}

/* What a link makes of the objects of a variable. */
static void before_link(Search *search, const State *state, Variable from, const Link *link)
{
    const Program *program = search->program;
    ObjectData data = solver_data(program, state->object);
    switch ((LinkKind)link->kind) {
    case LINK_COPY:
    case LINK_ABSORB:
    case LINK_STAR:
    case LINK_STRIP:
    case LINK_DECORATED:
    case LINK_OWN:
    case LINK_DEFAULT:
    case LINK_INJECTED:
    case LINK_SUBSCRIPT:
    case LINK_LEFT:
    case LINK_ENTER:
    case LINK_ENTER_ASYNC:
    case LINK_UNITE:
    case LINK_NARROW:
        reach(search, from, state->object, hop_by((LinkKind)link->kind));
        break;
    case LINK_BIND:
        before_member(search, state, from, link->data);
        break;
    case LINK_CALL:
        reach_makers(search, from, data, hop_at(state->variable, why_called(data)));
        break;
    case LINK_ATTRIBUTE:
        if (data.kind == OBJECT_EXTERNAL || data.kind == OBJECT_CLASS)
            reach_makers(search, from, data, hop_at(state->variable, WHY_READ));
        break;
    case LINK_INSTANCE:
    case LINK_GENERIC:
    case LINK_SELF:
    case LINK_EXCEPTION:
    case LINK_SUBCLASS:
        reach_makers(search, from, data, hop_at(annotated_container(program, state->variable), WHY_ANNOTATED));
        break;
    case LINK_SUPER:
        reach_makers(search, from, data, silent());
        break;
    case LINK_PARTIAL:
        reach_makers(search, from, data, hop_at(state->variable, WHY_PASSED));
        break;
    default: /* these make links of the above kinds */
        break;
    }
}

/* The wrapper around an argument, the result of a hand-over: no link says so. */
static void before_call(Search *search, const State *state, Variable call, Why why)
{
    const Program *program = search->program;
    const ProgramFile *file = program_file_of_value(program, call);
    const Value *value = program_value(program, call);
    ObjectData data = solver_data(program, state->object);
    for (uint32_t i = 0; i < value->count; i++)
        reach_makers(search, solver_variable(file, file->facts.operands[value->first + i].value), data,
                     hop_at(call, why));
}

/* The first parameter of a method, or false. */
static bool is_receiver(const Program *program, Variable variable, uint32_t *method)
{
    if (variable >= program->value_count || program_value(program, variable)->kind != VALUE_PARAM)
        return false;
    const ProgramFile *file = program_file_of_value(program, variable);
    const Value *value = program_value(program, variable);
    *method = file->first_def + value->scope;
    return program_owner(program, *method) && file->facts.defs[value->scope].first_param == value->base &&
           !(program->traits[*method] & TRAIT_STATIC);
}

/* The object was the receiver of a call that runs the method. */
static void before_receiver(Search *search, const State *state, uint32_t method)
{
    const Program *program = search->program;
    const CallsTo *calls = &search->provenance->calls;
    ObjectData data = solver_data(program, state->object);
    size_t count;
    const ResolvedCall *all = program_calls(program, &count);
    for (uint32_t i = calls->first[method]; i < calls->first[method + 1]; i++) {
        Variable site = all[calls->calls[i]].site;
        if (site >= program->value_count)
            continue;
        const ProgramFile *file = program_file_of_value(program, site);
        const Value *value = program_value(program, site), *base = &file->facts.values[value->base];
        Hop hop = hop_at(site, WHY_RECEIVER);
        reach(search, solver_variable(file, value->base), state->object, hop);
        if (base->kind == VALUE_ATTRIBUTE)
            reach(search, solver_variable(file, base->base), state->object, hop);
        if (data.kind == OBJECT_INSTANCE) { /* of __init__ and the like; `raise X` stands for itself */
            reach_makers(search, solver_variable(file, value->base), data, hop_at(site, WHY_MADE));
            reach_makers(search, site, data, hop_at(site, WHY_MADE));
        }
    }
}

static void expand(Search *search, uint32_t number)
{
    const Provenance *provenance = search->provenance;
    const Program *program = search->program;
    const State state = *state_at(search, number);
    CellKey cell;
    uint32_t method;
    search->current = number;
    for (uint32_t i = provenance->first[state.variable]; i < provenance->first[state.variable + 1]; i++) {
        Link link = solver_link_at(program, provenance->arrivals[i].link);
        before_link(search, &state, provenance->arrivals[i].from, &link);
    }
    if (evidence_is_cell(program, state.variable, &cell)) {
        if (cell.kind == CELL_STEP && cell.a < program->value_count)
            before_call(search, &state, cell.a, WHY_MADE);
        if (cell.kind == CELL_RETURNED) /* it is among what the function returns for all */
            reach(search, solver_find_cell(program, CELL_RETURN, cell.a, 0), state.object, silent());
    } else if (is_receiver(program, state.variable, &method)) {
        before_receiver(search, &state, method);
    } else if (program_value(program, state.variable)->kind == VALUE_CALL &&
               wrapped_in(solver_data(program, state.object))) {
        before_call(search, &state, state.variable, WHY_PASSED);
    }
}

/* --- where the search ends ------------------------------------------------------------------------------------------ */

static bool has_arrivals(const Provenance *provenance, Variable variable)
{
    return provenance->first[variable] < provenance->first[variable + 1];
}

/* Whether the object of a state comes from nowhere else; with the line that says so, if another than the target's. */
static bool is_origin(const Search *search, const State *state, Hop *hop)
{
    const Program *program = search->program;
    ObjectData data = solver_data(program, state->object);
    uint32_t method;
    *hop = silent();
    if (is_receiver(program, state->variable, &method))
        return class_of(program, state->object) == program_owner(program, method);
    switch ((ValueKind)program_value(program, state->variable)->kind) {
    case VALUE_DEFINITION:
        return true;
    case VALUE_IMPORT: /* a module, or something outside */
        *hop = hop_at(state->variable, WHY_IMPORTED);
        return !has_arrivals(search->provenance, state->variable);
    case VALUE_GLOBAL: /* a builtin */
        return !has_arrivals(search->provenance, state->variable);
    case VALUE_CONTAINER:
    case VALUE_COMPREHENSION:
    case VALUE_CALL:
        *hop = hop_at(state->variable, WHY_MADE);
        return data.kind == OBJECT_CONTAINER && data.a == state->variable;
    default:
        return false;
    }
}

/* The state that the way begins with, the nearest to the call, or NO_STATE. */
static uint32_t search_back(Search *search, Hop *first)
{
    start(search);
    for (uint32_t number = 0; number < utarray_len(search->states); number++) {
        State state = *state_at(search, number);
        if (is_origin(search, &state, first))
            return number;
        expand(search, number);
    }
    return NO_STATE;
}

/* --- the chain ------------------------------------------------------------------------------------------------------ */

/* Adds a step; what happens on the line of the last one is said there. */
static void add_step(UT_array *steps, ChainStep step)
{
    ChainStep *last = utarray_len(steps) ? (ChainStep *)(void *)utarray_back(steps) : NULL;
    if (!step.reasons)
        return;
    if (last && last->line == step.line && last->path == step.path)
        last->reasons |= step.reasons;
    else
        utarray_push_back(steps, &step);
}

/* The classes between one and a base of it, the base first, without it. */
static void add_inheritance(const Program *program, uint32_t class_def, uint32_t base, unsigned depth, UT_array *steps)
{
    const ClassData *data = program->classes[class_def];
    if (class_def == base || depth > NESTING_MAX)
        return;
    for (uint32_t i = 0; i < data->base_count; i++)
        if (classes_is_subclass(program, data->bases[i], base)) {
            add_inheritance(program, data->bases[i], base, depth + 1, steps);
            break;
        }
    add_step(steps, evidence_of_def(program, class_def, WHY_INHERITED));
}

/* The class through which a method is reached: that of the object nearest to the call that is a class or an instance. */
static uint32_t class_on_way(const Search *search, uint32_t number)
{
    uint32_t found = 0;
    for (; number != NO_STATE; number = state_at(search, number)->next) {
        uint32_t class_def = class_of(search->program, state_at(search, number)->object);
        found = class_def ? class_def : found;
    }
    return found;
}

static void add_hop(const Search *search, Hop hop, const State *from, UT_array *steps)
{
    const CallsTo *calls = &search->provenance->calls;
    if (hop.copied && from->next != NO_STATE)
        add_step(steps,
                 evidence_of_copy(calls, from->variable, state_at(search, from->next)->variable, (LinkKind)hop.link));
    else if (hop.place && hop.place < search->program->value_count)
        add_step(steps, evidence_of_value(search->program, hop.place, (Why)hop.why));
}

static void add_head(const Search *search, uint32_t origin, UT_array *steps)
{
    const Program *program = search->program;
    uint32_t target = search->call->target, owner = target ? program_owner(program, target) : 0;
    uint32_t class_def = owner ? class_on_way(search, origin) : 0;
    if (target)
        add_step(steps, evidence_of_def(program, target, WHY_DEFINED));
    if (class_def && classes_is_subclass(program, class_def, owner))
        add_inheritance(program, class_def, owner, 0, steps);
    else if (class_def && classes_is_subclass(program, owner, class_def))
        add_inheritance(program, owner, class_def, 0, steps);
}

/* What goes without saying where something else happens on the line. */
static void tidy(UT_array *steps)
{
    const uint32_t weak = 1 << WHY_RESULT | 1 << WHY_READ;
    for (uint32_t i = 0; i < utarray_len(steps); i++) {
        ChainStep *step = (ChainStep *)(void *)utarray_eltptr(steps, i);
        if (step->reasons & ~weak)
            step->reasons &= ~weak;
    }
}

static ChainStep *take_steps(UT_array *steps, size_t *count)
{
    if (utarray_len(steps) > LONGEST_CHAIN)
        return NULL;
    *count = utarray_len(steps);
    ChainStep *out = memory_alloc((*count + 1) * sizeof *out);
    for (uint32_t i = 0; i < *count; i++)
        out[i] = *(const ChainStep *)(const void *)utarray_eltptr(steps, i);
    return out;
}

ChainStep *provenance_find(const Provenance *provenance, const ResolvedCall *call, size_t *count)
{
    Search search = {.provenance = provenance, .program = provenance->program, .call = call};
    ChainStep *out = NULL;
    Hop first;
    UT_array *steps;
    *count = 0;
    utarray_new(search.states, &state_icd);
    utarray_new(steps, &step_icd);
    uint32_t origin = search_back(&search, &first);
    if (origin != NO_STATE) {
        add_head(&search, origin, steps);
        add_hop(&search, first, state_at(&search, origin), steps);
        for (uint32_t number = origin; number != NO_STATE; number = state_at(&search, number)->next)
            add_hop(&search, state_at(&search, number)->hop, state_at(&search, number), steps);
        add_step(steps, evidence_of_value(provenance->program, call->site, WHY_CALLED));
        tidy(steps);
        out = take_steps(steps, count);
    }
    utarray_free(steps);
    utarray_free(search.states);
    index_free(&search.index);
    return out;
}
