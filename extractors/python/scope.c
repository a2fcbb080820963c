/*
 * Names and flow. Each scope keeps an environment: the value that every local has at the place being read. Branches
 * save, restore and merge it; a merge of different values is a phi. A loop makes a phi for a local only when the body
 * reads what was bound before it, and learns the phi's other operands when the body ends.
 *
 * Bodies of functions are read after the scope around them is complete. So a free variable is known to be one, and
 * what it may be is: its value when the function was made, or whatever was bound to it later.
 */
#include "reader.h"

#include <string.h>

static const UT_icd u32_icd = {sizeof(uint32_t), NULL, NULL, NULL};
static const UT_icd bound_icd = {sizeof(Bound), NULL, NULL, NULL};
static const UT_icd range_icd = {sizeof(Range), NULL, NULL, NULL};
static const UT_icd env_icd = {sizeof(Env), NULL, NULL, NULL};
static const UT_icd path_icd = {sizeof(Path), NULL, NULL, NULL};

static uint32_t u32_at(const UT_array *array, uint32_t index)
{
    return *(const uint32_t *)(const void *)utarray_eltptr(array, index);
}

/* What stands in the environment: a value or the outcome of a test. */
static uint32_t slot_number(const Scope *scope, uint32_t slot)
{
    return slots_get(scope->env, slot);
}

static uint32_t slot_value(Reader *reader, const Scope *scope, uint32_t slot)
{
    return narrow_value(reader, slot_number(scope, slot));
}

static void set_slot(Reader *reader, Scope *scope, uint32_t slot, uint32_t value)
{
    scope->env = slots_set(&reader->arena, scope->env, slot, value);
}

Scope *scope_new(Reader *reader, uint32_t def, DefKind kind)
{
    Scope *scope = arena_alloc(&reader->arena, sizeof *scope);
    *scope = (Scope){.outer = reader->scope,
                     .def = def,
                     .kind = kind,
                     .serial = ++reader->serials,
                     .displaced = utarray_len(reader->displaced)};
    utarray_init(&scope->names, &u32_icd);
    utarray_init(&scope->log, &bound_icd);
    utarray_init(&scope->captured, &bound_icd);
    utarray_init(&scope->shared, &u32_icd);
    utarray_init(&scope->early, &reader_operand_icd);
    utarray_init(&scope->inner, &range_icd);
    utarray_init(&scope->holders, &bound_icd);
    utarray_init(&scope->paths, &path_icd);
    utarray_push_back(reader->scopes, &scope);
    uint32_t none = 0;
    utarray_push_back(&scope->names, &none);
    for (Scope *around = scope->outer; around && !scope->function; around = around->outer)
        if (around->kind == DEF_FUNCTION || around->kind == DEF_LAMBDA)
            scope->function = around;
    if (scope->function && kind != DEF_CLASS) {
        Scope *now = reader->scope;
        reader->scope = scope->function;
        scope->snapshot = env_save(reader);
        scope->log_start = utarray_len(&scope->function->log);
        reader->scope = now;
    }
    scope->visible_count = utarray_len(reader->comprehension);
    if (scope->visible_count && kind != DEF_CLASS) {
        scope->visible = arena_alloc(&reader->arena, scope->visible_count * sizeof(Operand));
        for (uint32_t i = 0; i < scope->visible_count; i++) {
            Bound *bound = (Bound *)(void *)utarray_eltptr(reader->comprehension, i);
            scope->visible[i] = (Operand){slot_value(reader, reader->scope, bound->value), bound->slot};
        }
    }
    return scope;
}

void scope_deinit(Scope *scope)
{
    utarray_done(&scope->names);
    utarray_done(&scope->log);
    utarray_done(&scope->captured);
    utarray_done(&scope->shared);
    utarray_done(&scope->early);
    utarray_done(&scope->inner);
    utarray_done(&scope->holders);
    utarray_done(&scope->paths);
}

void scope_enter(Reader *reader, Scope *scope)
{
    reader->scope = scope;
}

static void settle_early_reads(Reader *reader, Scope *scope);

void scope_leave(Reader *reader)
{
    settle_early_reads(reader, reader->scope);
    reader->scope = NULL;
}

static NameState *state_here(Reader *reader, uint32_t name)
{
    NameState *state = state_of(reader, name);
    if (state->serial == reader->scope->serial)
        return state;
    Displaced displaced = {name, *state};
    if (reader->scope->kind == DEF_CLASS)
        utarray_push_back(reader->displaced, &displaced);
    *state = (NameState){.serial = reader->scope->serial,
                         .constant = state->constant,
                         .typing = state->typing,
                         .bound = state->bound,
                         .truth = state->truth};
    return state;
}

void scope_leave_class(Reader *reader)
{
    Scope *scope = reader->scope;
    while (utarray_len(reader->displaced) > scope->displaced) {
        const Displaced *last = (const Displaced *)(const void *)utarray_back(reader->displaced);
        NameState *state = state_of(reader, last->name);
        uint32_t constant = state->constant;
        *state = last->state;
        state->constant = constant;
        utarray_pop_back(reader->displaced);
    }
    reader->scope = scope->outer;
}

static uint32_t slot_new(Reader *reader, uint32_t name)
{
    Scope *scope = reader->scope;
    uint32_t slot = utarray_len(&scope->names);
    utarray_push_back(&scope->names, &name);
    return slot;
}

static uint32_t slot_of(const Scope *scope, uint32_t name)
{
    for (uint32_t slot = utarray_len(&scope->names); slot-- > 1;)
        if (u32_at(&scope->names, slot) == name)
            return slot;
    return 0;
}

/*
 * The value that a number in the environment stands for. Seen from inside a loop, what a local had when the loop began
 * may also be what an earlier turn left.
 */
static uint32_t through_loops(Reader *reader, TSNode node, Loop *loop, uint32_t slot, uint32_t number)
{
    if (!loop || !number || loop->entry.dead || slots_get(loop->entry.values, slot) != number)
        return narrow_value(reader, number);
    uint32_t phi = slots_get(loop->phis, slot);
    if (!phi) {
        Operand entry = {through_loops(reader, node, loop->outer, slot, number), NAME_NONE};
        phi = reader_add_value_with(reader, node, (Value){.kind = VALUE_PHI}, &entry, 1);
        loop->phis = slots_set(&reader->arena, loop->phis, slot, phi);
    }
    return phi;
}

static uint32_t add_phi(Reader *reader, TSNode node, uint32_t first, uint32_t second)
{
    if (!first || !second || first == second)
        return first ? first : second;
    Operand operands[] = {{first, NAME_NONE}, {second, NAME_NONE}};
    return reader_add_value_with(reader, node, (Value){.kind = VALUE_PHI}, operands, 2);
}

static void log_binding(Scope *scope, uint32_t slot, uint32_t value)
{
    Bound bound = {slot, value};
    utarray_push_back(&scope->log, &bound);
}

static bool is_shared(const Scope *scope, uint32_t name)
{
    for (uint32_t i = 0; i < utarray_len(&scope->shared); i++)
        if (u32_at(&scope->shared, i) == name)
            return true;
    return false;
}

static void tell_cell(Reader *reader, TSNode node, Scope *owner, uint32_t slot, uint32_t value)
{
    for (uint32_t i = 0; i < utarray_len(&owner->captured); i++) {
        const Bound *told = (const Bound *)(const void *)utarray_eltptr(&owner->captured, i);
        if (told->slot == slot && told->value == value)
            return;
    }
    Bound bound = {slot, value};
    utarray_push_back(&owner->captured, &bound);
    reader_add_effect(reader, node,
                      (Effect){.kind = EFFECT_BIND_CELL,
                               .scope = owner->def,
                               .target = owner->def,
                               .name = u32_at(&owner->names, slot),
                               .value = value});
}

/* What a free variable may be, for a function that was made when `inner->snapshot` was taken. */
static uint32_t read_captured(Reader *reader, TSNode node, const Scope *inner, Scope *owner, uint32_t slot)
{
    uint32_t at_start = narrow_value(reader, slots_get(inner->snapshot.values, slot));
    uint32_t only = at_start, name = u32_at(&owner->names, slot);
    bool several = is_shared(owner, name);
    for (uint32_t i = inner->log_start; i < utarray_len(&owner->log); i++) {
        const Bound *later = (const Bound *)(const void *)utarray_eltptr(&owner->log, i);
        if (later->slot != slot || later->value == only)
            continue;
        several = several || only;
        only = later->value;
    }
    if (!several)
        return only ? only : reader->unknown;
    if (at_start)
        tell_cell(reader, node, owner, slot, at_start);
    for (uint32_t i = inner->log_start; i < utarray_len(&owner->log); i++) {
        const Bound *later = (const Bound *)(const void *)utarray_eltptr(&owner->log, i);
        if (later->slot == slot)
            tell_cell(reader, node, owner, slot, later->value);
    }
    return reader_add_value(reader, node, (Value){.kind = VALUE_CELL, .name = name, .base = owner->def});
}

/* The value of a free variable, or 0 when no function around has a local of that name. */
static uint32_t read_free(Reader *reader, TSNode node, uint32_t name)
{
    for (const Scope *inner = reader->scope; inner; inner = inner->function) {
        for (uint32_t i = 0; i < inner->visible_count && inner->visible; i++)
            if (inner->visible[i].name == name)
                return inner->visible[i].value;
        Scope *owner = inner->function;
        uint32_t slot = owner ? slot_of(owner, name) : 0;
        if (!slot)
            continue;
        if (inner->kind != DEF_CLASS)
            return read_captured(reader, node, inner, owner, slot);
        uint32_t value = slot_value(reader, owner, slot); /* a class body runs now */
        return value ? value : reader->unknown;
    }
    return 0;
}

/* What a local may be here that inner functions bind, too: whenever they run. */
static uint32_t read_shared(Reader *reader, TSNode node, uint32_t slot, uint32_t number)
{
    Scope *scope = reader->scope;
    uint32_t name = u32_at(&scope->names, slot);
    Value elsewhere = {.kind = VALUE_GLOBAL, .name = name};
    if (scope->kind != DEF_MODULE) {
        tell_cell(reader, node, scope, slot, narrow_value(reader, number));
        elsewhere = (Value){.kind = VALUE_CELL, .name = name, .base = scope->def};
    }
    uint32_t value = reader_add_value(reader, node, elsewhere);
    return add_phi(reader, node, through_loops(reader, node, scope->loop, slot, number), value);
}

static uint32_t read_local(Reader *reader, TSNode node, uint32_t slot, uint32_t number)
{
    uint32_t value = through_loops(reader, node, reader->scope->loop, slot, number);
    if (utarray_len(reader->comprehension)) /* it runs more than once, or later */
        exact_escape(reader, value);
    return value;
}

/* Is it a variable of a comprehension, or a type parameter? */
static bool is_passing(const Reader *reader, uint32_t slot)
{
    for (uint32_t i = utarray_len(reader->comprehension); i-- > 0;)
        if (((const Bound *)(const void *)utarray_eltptr(reader->comprehension, i))->value == slot)
            return true;
    return false;
}

/* Whether a class binds a name, which a comprehension in its body does not see. */
static bool is_hidden(const Reader *reader, uint32_t slot)
{
    return reader->scope->kind == DEF_CLASS && reader->scope->comprehensions && !is_passing(reader, slot);
}

uint32_t scope_read(Reader *reader, TSNode node, uint32_t name)
{
    Scope *scope = reader->scope;
    NameState *state = state_here(reader, name);
    bool lazily = reader->annotation && scope->kind == DEF_MODULE && !is_passing(reader, state->slot);
    if (state->slot && !state->outside && !lazily && !is_hidden(reader, state->slot)) {
        uint32_t slot = state->slot, number = slot_number(scope, slot);
        if (number && is_shared(scope, name))
            return read_shared(reader, node, slot, number);
        if (number)
            return read_local(reader, node, slot, number);
        if (scope->kind != DEF_CLASS && scope->kind != DEF_MODULE)
            return reader->unknown; /* unbound here */
    }
    uint32_t typing = reader->annotation ? state->typing : 0;
    if (typing && (state->outside == 1 || !read_free(reader, node, name)))
        return typing;
    if (state->read)
        return state->read;
    uint32_t value = state->outside == 1 ? 0 : read_free(reader, node, name);
    if (!value) {
        value = reader_add_value(reader, node, (Value){.kind = VALUE_GLOBAL, .name = name});
        Operand early = {value, name};
        if (scope->kind != DEF_MODULE && scope->kind != DEF_CLASS && !state->outside)
            utarray_push_back(&scope->early, &early);
    }
    state_here(reader, name)->read = value;
    return value;
}

/* A name that was read before the body, further down, bound it: a local after all. */
static void settle_early_reads(Reader *reader, Scope *scope)
{
    for (uint32_t i = 0; i < utarray_len(&scope->early); i++) {
        const Operand *early = (const Operand *)(const void *)utarray_eltptr(&scope->early, i);
        uint32_t slot = slot_of(scope, early->name);
        if (!slot)
            continue;
        uint32_t first = utarray_len(reader->facts.operands), count = 0;
        for (uint32_t j = 0; j < utarray_len(&scope->log); j++) {
            const Bound *bound = (const Bound *)(const void *)utarray_eltptr(&scope->log, j);
            Operand operand = {bound->value, NAME_NONE};
            if (bound->slot == slot && bound->value != early->value) {
                utarray_push_back(reader->facts.operands, &operand);
                count++;
            }
        }
        Value *value = reader_value(reader, early->value);
        value->kind = VALUE_PHI;
        value->name = NAME_NONE;
        value->first = first;
        value->count = count;
    }
}

static void bind_outside(Reader *reader, TSNode node, uint32_t name, uint32_t value, bool global)
{
    if (global) {
        reader_add_effect(reader, node, (Effect){.kind = EFFECT_BIND_GLOBAL, .name = name, .value = value});
        return;
    }
    for (const Scope *inner = reader->scope; inner; inner = inner->function)
        if (inner->function && slot_of(inner->function, name)) {
            reader_add_effect(
                reader, node,
                (Effect){.kind = EFFECT_BIND_CELL, .target = inner->function->def, .name = name, .value = value});
            return;
        }
}

void scope_bind(Reader *reader, TSNode node, uint32_t name, uint32_t value)
{
    NameState *state = state_here(reader, name);
    path_forget_name(reader, name);
    if ((reader->scope->kind == DEF_MODULE || state->outside == 1) && state->bound < 2)
        state->bound++;
    if (state->outside) {
        bind_outside(reader, node, name, value, state->outside == 1);
        return;
    }
    if (!state->slot) {
        uint32_t slot = slot_new(reader, name);
        state->slot = slot;
    }
    set_slot(reader, reader->scope, state->slot, value);
    log_binding(reader->scope, state->slot, value);
}

void scope_unbind(Reader *reader, uint32_t name)
{
    NameState *state = state_here(reader, name);
    path_forget_name(reader, name);
    if (state->slot && !state->outside)
        set_slot(reader, reader->scope, state->slot, 0);
}

uint32_t scope_slot(Reader *reader, uint32_t name)
{
    const NameState *state = state_here(reader, name);
    bool own = state->slot && !state->outside && slot_number(reader->scope, state->slot);
    return own && !is_shared(reader->scope, name) ? state->slot : 0;
}

bool scope_is_local(Reader *reader, uint32_t name)
{
    return reader->scope->kind != DEF_MODULE && state_here(reader, name)->slot;
}

void scope_declare_outside(Reader *reader, uint32_t name, bool nonlocal)
{
    NameState *state = state_here(reader, name);
    state->outside = nonlocal ? 2 : reader->scope->kind == DEF_MODULE ? 0 : 1;
    state->read = 0;
}

/* Whether a statement can start here; what comes before may be a comment. */
static bool may_start_statement(const char *text, const char *at)
{
    while (at > text && strchr(" \t", at[-1]))
        at--;
    return at == text || strchr("\n;:", at[-1]);
}

/* Steps over blanks, commas, and the ends of lines that go on. */
static const char *skip_between_names(const char *at, const char *end)
{
    while (at < end && (strchr(" ,\t", *at) || (*at == '\\' && strchr("\r\n", at[1]))))
        at += *at != '\\' ? 1 : at[1] == '\r' ? 3 : 2;
    return at < end ? at : end;
}

/* Marks the names that statements which begin with the keyword list. */
static void share_listed(Reader *reader, TSNode function, const char *keyword, Scope *owner)
{
    uint32_t length;
    const char *text = node_text(reader, function, &length), *end = text + length;
    size_t keyword_length = strlen(keyword);
    for (const char *at = text; (at = memmem(at, (size_t)(end - at), keyword, keyword_length));) {
        bool starts = may_start_statement(text, at);
        at += keyword_length;
        for (size_t word = 1; word && starts;) {
            const char *name = skip_between_names(at, end);
            word = name > at ? strcspn(name, " ,\t\r\n#;\\") : 0;
            word = word < (size_t)(end - name) ? word : (size_t)(end - name);
            if (word) {
                uint32_t interned = names_intern(reader->facts.interned, name, word);
                if (!is_shared(owner, interned))
                    utarray_push_back(&owner->shared, &interned);
                at = name + word;
            }
        }
    }
}

void scope_note_shared(Reader *reader, TSNode function)
{
    Scope *owner = reader->scope;
    if (owner->kind == DEF_FUNCTION || owner->function) {
        share_listed(reader, function, "nonlocal", owner);
        return;
    }
    while (owner->kind != DEF_MODULE)
        owner = owner->outer;
    share_listed(reader, function, "global", owner);
}

void scope_export(Reader *reader, Scope *scope)
{
    Def *def = facts_at(&reader->facts, Def, defs, scope->def);
    def->first_binding = utarray_len(reader->facts.bindings);
    for (uint32_t slot = 1; slot < utarray_len(&scope->names); slot++) {
        Binding binding = {u32_at(&scope->names, slot), slot_value(reader, scope, slot)};
        if (binding.name && scope->kind == DEF_CLASS)
            binding.name = private_name(reader, scope->def, binding.name);
        if (binding.name && binding.value)
            facts_add(&reader->facts, bindings, &binding);
    }
    def->binding_count = utarray_len(reader->facts.bindings) - def->first_binding;
}

uint32_t comprehension_begin(Reader *reader)
{
    return utarray_len(reader->comprehension);
}

void comprehension_bind(Reader *reader, uint32_t name, uint32_t value)
{
    uint32_t slot = slot_new(reader, name);
    path_forget_name(reader, name);
    state_here(reader, name)->slot = slot;
    state_here(reader, name)->outside = 0;
    set_slot(reader, reader->scope, slot, value);
    Bound bound = {name, slot};
    utarray_push_back(reader->comprehension, &bound);
}

void comprehension_end(Reader *reader, uint32_t mark)
{
    while (utarray_len(reader->comprehension) > mark) {
        Bound bound = *(Bound *)(void *)utarray_back(reader->comprehension);
        utarray_pop_back(reader->comprehension);
        *(uint32_t *)(void *)utarray_eltptr(&reader->scope->names, bound.value) = NAME_NONE;
        state_here(reader, bound.slot)->slot = slot_of(reader->scope, bound.slot);
        path_forget_name(reader, bound.slot);
    }
}

Env env_save(const Reader *reader)
{
    const Scope *scope = reader->scope;
    return (Env){.values = scope->env, .contents = scope->contents, .paths = scope->tested, .dead = scope->dead};
}

void env_restore(Reader *reader, Env env)
{
    reader->scope->env = env.values;
    reader->scope->contents = env.contents;
    reader->scope->tested = env.paths;
    reader->scope->dead = env.dead;
}

static void merge_slot(Reader *reader, TSNode node, uint32_t slot, uint32_t theirs)
{
    Scope *scope = reader->scope;
    uint32_t mine = slot_number(scope, slot);
    if (!theirs)
        return;
    uint32_t both = mine ? narrow_join(reader, mine, theirs) : theirs;
    if (!both) {
        both = add_phi(reader, node, through_loops(reader, node, scope->loop, slot, mine),
                       through_loops(reader, node, scope->loop, slot, theirs));
        log_binding(scope, slot, both);
    }
    set_slot(reader, scope, slot, both);
}

void env_merge(Reader *reader, TSNode node, Env other)
{
    Scope *scope = reader->scope;
    if (other.dead)
        return;
    if (scope->dead) {
        env_restore(reader, other);
        return;
    }
    for (uint32_t slot = 1; (slot = slots_difference(scope->env, other.values, slot)) != SLOTS_END; slot++)
        merge_slot(reader, node, slot, slots_get(other.values, slot));
    exact_merge(reader, other.contents);
    path_merge(reader, other.paths);
}

Mark env_mark(const Reader *reader)
{
    return (Mark){
        .log = utarray_len(&reader->scope->log), .contents = exact_mark(reader), .forgotten = reader->scope->forgotten};
}

Env env_of_handler(Reader *reader, TSNode node, Env before, Mark mark)
{
    Scope *scope = reader->scope;
    Env now = env_save(reader);
    env_restore(reader, before);
    scope->dead = false;
    uint32_t end = utarray_len(&scope->log);
    for (uint32_t i = mark.log; i < end; i++) {
        Bound bound = *(Bound *)(void *)utarray_eltptr(&scope->log, i);
        uint32_t mine = through_loops(reader, node, scope->loop, bound.slot, slot_number(scope, bound.slot));
        set_slot(reader, scope, bound.slot, add_phi(reader, node, mine, bound.value));
    }
    env_forget(reader, mark);
    if (scope->forgotten != mark.forgotten)
        scope->tested = (Slots){0};
    Env handler = env_save(reader);
    env_restore(reader, now);
    return handler;
}

void env_follow(Reader *reader, Env start, Env read)
{
    Scope *scope = reader->scope;
    for (uint32_t slot = 1; (slot = slots_difference(scope->env, read.values, slot)) != SLOTS_END; slot++)
        start.values = slots_set(&reader->arena, start.values, slot, slot_number(scope, slot));
    for (uint32_t path = 1; (path = slots_difference(scope->tested, read.paths, path)) != SLOTS_END; path++)
        start.paths = slots_set(&reader->arena, start.paths, path, slots_get(scope->tested, path));
    scope->env = start.values;
    scope->tested = start.paths;
    scope->dead = scope->dead || start.dead;
}

void env_forget(Reader *reader, Mark mark)
{
    reader->scope->contents = exact_forget(reader, reader->scope->contents, mark.contents);
}

/* What it declares has a definition elsewhere, in a base or by `__getattr__`, which is what runs. */
static bool is_method(Reader *reader, const Scope *scope, uint32_t number)
{
    const Value *value = reader_value(reader, narrow_value(reader, number));
    return scope->kind == DEF_CLASS &&
           (value->kind == VALUE_DECORATED || (value->kind == VALUE_DEFINITION &&
                                               facts_at(&reader->facts, Def, defs, value->base)->kind == DEF_FUNCTION));
}

void env_keep_typing(Reader *reader, Env typing)
{
    Scope *scope = reader->scope;
    for (uint32_t slot = 1; (slot = slots_difference(scope->env, typing.values, slot)) != SLOTS_END; slot++) {
        uint32_t number = slots_get(typing.values, slot);
        if (number && !slot_number(scope, slot) && !is_method(reader, scope, number))
            set_slot(reader, scope, slot, number);
        else if (number && scope->kind == DEF_MODULE)
            state_of(reader, u32_at(&scope->names, slot))->typing = narrow_value(reader, number);
    }
}

Loop *loop_begin(Reader *reader)
{
    Loop *loop = arena_alloc(&reader->arena, sizeof *loop);
    loop->outer = reader->scope->loop;
    loop->entry = env_save(reader);
    utarray_init(&loop->ends, &env_icd);
    utarray_init(&loop->breaks, &env_icd);
    utarray_init(&loop->assumed, &bound_icd);
    reader->scope->loop = loop;
    return loop;
}

static bool has_operand(const Operand *operands, size_t count, uint32_t value)
{
    for (size_t i = 0; i < count; i++)
        if (operands[i].value == value)
            return true;
    return false;
}

/* Gives a phi of the loop its operands: the entry, and what each end of the body leaves. */
static void settle_phi(Reader *reader, const Loop *loop, uint32_t slot)
{
    uint32_t phi = slots_get(loop->phis, slot);
    UT_array *operands = operands_begin(reader);
    Operand entry = *facts_at(&reader->facts, Operand, operands, reader_value(reader, phi)->first);
    utarray_push_back(operands, &entry);
    for (uint32_t i = 0; i < utarray_len(&loop->ends); i++) {
        const Env *end = (const Env *)(const void *)utarray_eltptr(&loop->ends, i);
        uint32_t number = end->dead ? 0 : slots_get(end->values, slot);
        if (!number || number == phi || narrow_comes_from(reader, number, slots_get(loop->entry.values, slot)))
            continue;
        Operand left = {narrow_value(reader, number), NAME_NONE};
        const Operand *known = (const Operand *)(const void *)utarray_front(operands);
        if (!has_operand(known, utarray_len(operands), left.value)) {
            exact_escape(reader, left.value);
            utarray_push_back(operands, &left);
        }
    }
    uint32_t count = utarray_len(operands);
    uint32_t first = facts_add_operands(&reader->facts, (const Operand *)(const void *)utarray_front(operands), count);
    Value *value = reader_value(reader, phi);
    value->first = first;
    value->count = count;
    operands_end(reader);
}

void loop_end(Reader *reader, Loop *loop)
{
    Env end = env_save(reader);
    utarray_push_back(&loop->ends, &end);
    reader->scope->loop = loop->outer;
}

void loop_exit(Reader *reader, TSNode node, Loop *loop, bool endless)
{
    env_restore(reader, loop->entry);
    for (uint32_t i = 0; i < utarray_len(&loop->ends); i++)
        env_merge(reader, node, *(Env *)(void *)utarray_eltptr(&loop->ends, i));
    for (uint32_t slot = 0; (slot = slots_difference(loop->phis, (Slots){0}, slot)) != SLOTS_END; slot++)
        settle_phi(reader, loop, slot);
    path_settle_loop(reader, loop);
    if (endless)
        reader->scope->dead = true;
}

void loop_finish(Reader *reader, TSNode node, Loop *loop)
{
    for (uint32_t i = 0; i < utarray_len(&loop->breaks); i++)
        env_merge(reader, node, *(Env *)(void *)utarray_eltptr(&loop->breaks, i));
    utarray_done(&loop->ends);
    utarray_done(&loop->breaks);
    utarray_done(&loop->assumed);
}

void loop_break(Reader *reader)
{
    Env env = env_save(reader);
    if (reader->scope->loop)
        utarray_push_back(&reader->scope->loop->breaks, &env);
    reader->scope->dead = true;
}

void loop_continue(Reader *reader)
{
    Env env = env_save(reader);
    if (reader->scope->loop)
        utarray_push_back(&reader->scope->loop->ends, &env);
    reader->scope->dead = true;
}
