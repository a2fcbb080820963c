/*
 * Functions that read and write containers under keys that they are passed: `register(name, handler)`, `get(name)`. What
 * such a function does under a key is done once for each call of it, with what that call passes, so that each key keeps
 * what belongs to it. Everything else in the function is solved once, as in any other.
 *
 * An access is a subscript, an assignment to one, or the call of a method of Python's own containers, whose key is a
 * parameter, or whose container was found by such a key. It is replayed in variables of the call's own: parameters are its
 * arguments, and displays are other containers. Where nobody is seen to call the function, it is done in the variables of
 * the function itself.
 *
 * The key may also be a parameter of the function around it, which has made the function for a call that stands there:
 * `@register("name")`.
 */
#include "solver.h"

#include <string.h>

enum {
    CALLS_MAX = 200, /* of one function, that are told apart */
    DEEPEST = 16     /* accesses in accesses */
};

/* One access, or a return of what accesses give. */
typedef struct {
    bool is_effect;
    uint32_t index; /* of the value or effect in its file */
    uint32_t next;  /* 1 + the number of another one in the same function, or 0 */
} KeyedStep;

struct KeyedFunction {
    uint32_t def;
    uint32_t first; /* 1 + the number of a step */
    uint32_t calls; /* that are told apart so far */
    bool writes, gives, open;
};

static const UT_icd step_icd = {sizeof(KeyedStep), NULL, NULL, NULL};
static const UT_icd function_icd = {sizeof(KeyedFunction), NULL, NULL, NULL};

/* --- finding them ---------------------------------------------------------------------------------------------------- */

typedef struct {
    const char *name;
    bool takes_key; /* its first argument is a key */
    bool writes;
} KeyedMethod;

static const KeyedMethod *method_of(const ProgramFile *file, const Value *call)
{
    static const KeyedMethod methods[] = {
        {"add", false, true},    {"append", false, true}, {"appendleft", false, true},
        {"extend", false, true}, {"get", true, false},    {"insert", false, true},
        {"pop", true, false},    {"update", false, true}, {"setdefault", true, true},
    };
    const Value *callee = &file->facts.values[call->base];
    const char *name = facts_name(&file->facts, callee->name);
    for (size_t i = 0; callee->kind == VALUE_ATTRIBUTE && !callee->count && i < sizeof methods / sizeof *methods; i++)
        if (methods[i].name[0] == name[0] && strcmp(methods[i].name, name) == 0)
            return &methods[i];
    return NULL;
}

static const Operand *operand_at(const ProgramFile *file, const Value *value, uint32_t index)
{
    return &file->facts.operands[value->first + index];
}

static void mark(Program *program, Variable value, bool keyed)
{
    uint8_t bit = (uint8_t)(1u << value % 8);
    program->keyed_values[value / 8] =
        (uint8_t)(keyed ? program->keyed_values[value / 8] | bit : program->keyed_values[value / 8] & ~bit);
}

static bool is_marked(const Program *program, Variable value)
{
    return program->keyed_values[value / 8] & 1u << value % 8;
}

/* Is a value a parameter of that function that takes one argument? The receiver is no key. */
static bool is_param_of(const ProgramFile *file, const Value *value, uint32_t function)
{
    const Def *def = &file->facts.defs[function];
    uint32_t number = value->base - def->first_param;
    return value->kind == VALUE_PARAM && number < def->param_count &&
           file->facts.params[value->base].kind <= PARAM_KEYWORD_ONLY &&
           (number || file->facts.defs[def->parent].kind != DEF_CLASS);
}

/* Is a value a parameter of the function that it is read in, or of the one around that? */
static bool is_key(const ProgramFile *file, uint32_t scope, uint32_t index)
{
    const Value *value = &file->facts.values[index];
    return is_param_of(file, value, scope) || is_param_of(file, value, file->facts.defs[scope].parent);
}

static bool has_marked_operand(const Program *program, const ProgramFile *file, const Value *value)
{
    for (uint32_t i = 0; i < value->count; i++)
        if (is_marked(program, solver_variable(file, operand_at(file, value, i)->value)))
            return true;
    return false;
}

static bool has_plain_arguments(const ProgramFile *file, const Value *call)
{
    for (uint32_t i = 0; i < call->count; i++)
        if (operand_at(file, call, i)->name)
            return false;
    return call->count >= 1 && call->count <= 2;
}

static bool is_keyed_call(const Program *program, const ProgramFile *file, const Value *call)
{
    const KeyedMethod *method = method_of(file, call);
    if (!method || !has_plain_arguments(file, call))
        return false;
    Variable container = solver_variable(file, file->facts.values[call->base].base);
    return is_marked(program, container) ||
           (method->takes_key && is_key(file, call->scope, operand_at(file, call, 0)->value));
}

static bool is_keyed_value(const Program *program, const ProgramFile *file, const Value *value)
{
    Variable base = solver_variable(file, value->base);
    switch ((ValueKind)value->kind) {
    case VALUE_SUBSCRIPT:
        return is_marked(program, base) || is_key(file, value->scope, operand_at(file, value, 0)->value);
    case VALUE_CALL:
        return is_keyed_call(program, file, value);
    case VALUE_PHI:
        return has_marked_operand(program, file, value);
    case VALUE_NARROWED:
        return is_marked(program, base);
    default:
        return false;
    }
}

static bool is_keyed_store(const Program *program, const ProgramFile *file, const Effect *effect)
{
    return effect->kind == EFFECT_SET_ITEM && effect->value && effect->index &&
           (is_marked(program, solver_variable(file, effect->target)) || is_key(file, effect->scope, effect->index));
}

bool keyed_is_return(const Program *program, const ProgramFile *file, const Effect *effect)
{
    return effect->kind == EFFECT_RETURN && is_marked(program, solver_variable(file, effect->value)) &&
           !(file->facts.defs[effect->scope].flags & (DEF_ASYNC | DEF_GENERATOR));
}

static KeyedFunction *function_at(const Program *program, uint32_t def)
{
    uint32_t number = program->keyed[def];
    return number ? (KeyedFunction *)(void *)utarray_eltptr(program->keyed_functions, number - 1) : NULL;
}

static KeyedFunction *make_function(Program *program, uint32_t def)
{
    if (!program->keyed[def]) {
        KeyedFunction function = {.def = def};
        utarray_push_back(program->keyed_functions, &function);
        program->keyed[def] = utarray_len(program->keyed_functions);
    }
    return function_at(program, def);
}

static KeyedFunction *add_step(Program *program, uint32_t def, bool is_effect, uint32_t index)
{
    KeyedFunction *function = make_function(program, def);
    KeyedStep step = {.is_effect = is_effect, .index = index, .next = function->first};
    utarray_push_back(program->keyed_steps, &step);
    function->first = utarray_len(program->keyed_steps);
    return function;
}

/* False: there are none. */
static bool mark_values(Program *program, const ProgramFile *file)
{
    bool any = false;
    for (uint32_t i = 1; i < file->facts.values_count; i++) {
        const Value *value = &file->facts.values[i];
        uint8_t scope = file->facts.defs[value->scope].kind;
        if ((scope != DEF_FUNCTION && scope != DEF_LAMBDA) || !is_keyed_value(program, file, value))
            continue;
        mark(program, file->first_value + i, true);
        any = true;
        if (value->kind == VALUE_CALL && method_of(file, value)->writes)
            make_function(program, file->first_def + value->scope)->writes = true;
    }
    return any;
}

/* Functions that neither write under a key nor give what is there are as others. */
static void keep_useful(Program *program, const ProgramFile *file)
{
    for (uint32_t i = 1; i < file->facts.values_count; i++) {
        const Value *value = &file->facts.values[i];
        if (!is_marked(program, file->first_value + i))
            continue;
        if (!program->keyed[file->first_def + value->scope])
            mark(program, file->first_value + i, false);
        else
            add_step(program, file->first_def + value->scope, false, i);
    }
}

void keyed_find(Program *program, const ProgramFile *file)
{
    if (!program->keyed_functions) {
        utarray_new(program->keyed_functions, &function_icd);
        utarray_new(program->keyed_steps, &step_icd);
    }
    bool marked = mark_values(program, file);
    for (uint32_t i = 1; i < file->facts.effects_count; i++) {
        const Effect *effect = &file->facts.effects[i];
        if (is_keyed_store(program, file, effect))
            add_step(program, file->first_def + effect->scope, true, i)->writes = true;
        else if (keyed_is_return(program, file, effect))
            add_step(program, file->first_def + effect->scope, true, i)->gives = true;
    }
    if (marked)
        keep_useful(program, file);
}

/* --- replaying them -------------------------------------------------------------------------------------------------- */

/* What is done to each container that turns up. A hash key: without padding. */
typedef struct {
    Variable site;         /* the value of the function that does it; 0: an assignment */
    Variable arguments[2]; /* the key, and what is put under it, or what the method gets */
    uint32_t count;
    uint32_t method; /* its name, or 0 */
} Access;

/* The steps of a function for one call of it, or for itself (`call`: NULL). */
typedef struct {
    const ProgramFile *file;
    uint32_t def;
    bool has_receiver;
    const CallSite *call;
    const CallSite *outer; /* the call that has made the function, or NULL */
    bool outer_has_receiver;
} Replay;

static Variable replay_value(Program *program, const Replay *replay, uint32_t index, unsigned depth);

static Variable own_variable(const Replay *replay, uint32_t index)
{
    return solver_variable(replay->file, index);
}

/* What the call passes for a parameter, of the function or of the one around it; where that cannot be told, what any call
 * does. */
static Variable replay_param(const Program *program, const Replay *replay, uint32_t index)
{
    const Value *value = &replay->file->facts.values[index];
    bool own = value->scope == replay->def - replay->file->first_def;
    const CallSite *call = own ? replay->call : replay->outer;
    if (!call || !is_param_of(replay->file, value, value->scope))
        return own_variable(replay, index);
    uint32_t number = value->base - replay->file->facts.defs[value->scope].first_param;
    Variable passed = calls_passed_for(program, replay->file->first_def + value->scope, number,
                                       own ? replay->has_receiver : replay->outer_has_receiver, call);
    return passed ? passed : own_variable(replay, index);
}

static void link_access(Program *program, Variable container, const Access *access, Variable result)
{
    uint32_t number = names_intern(program->accesses, (const char *)access, sizeof *access);
    solver_link_once(program, container, LINK_ACCESS, result, number);
}

/* The variable of a value in the replay; `made`: it has just been made. */
static Variable replayed_cell(Program *program, const Replay *replay, uint32_t index, bool *made)
{
    Variable own = own_variable(replay, index);
    if (!replay->call) {
        *made = true;
        return own;
    }
    Variable cell = solver_find_cell(program, CELL_REPLAYED, replay->call->site, own);
    *made = !cell;
    return cell ? cell : solver_cell(program, CELL_REPLAYED, replay->call->site, own);
}

static void replay_access(Program *program, const Replay *replay, uint32_t index, Variable cell, unsigned depth)
{
    const Value *value = &replay->file->facts.values[index];
    Access access = {.site = own_variable(replay, index), .count = value->count};
    uint32_t base = value->base;
    if (value->kind == VALUE_CALL) {
        access.method = solver_name(replay->file, replay->file->facts.values[base].name);
        base = replay->file->facts.values[base].base;
    }
    for (uint32_t i = 0; i < value->count; i++)
        access.arguments[i] = replay_value(program, replay, operand_at(replay->file, value, i)->value, depth + 1);
    link_access(program, replay_value(program, replay, base, depth + 1), &access, cell);
    solver_link(program, cell, LINK_COPY, own_variable(replay, index), 0);
}

/* A value that may be one of several. */
static void replay_choice(Program *program, const Replay *replay, const Value *value, Variable cell, unsigned depth)
{
    if (value->kind == VALUE_NARROWED)
        solver_link(program, replay_value(program, replay, value->base, depth + 1), LINK_COPY, cell, 0);
    for (uint32_t i = 0; value->kind == VALUE_PHI && i < value->count; i++)
        solver_link(program, replay_value(program, replay, operand_at(replay->file, value, i)->value, depth + 1),
                    LINK_COPY, cell, 0);
}

/* The type of container that a display, or a call like `set()`, makes, or -1: its elements are not written there. */
static int type_of_display(const Program *program, const ProgramFile *file, const Value *value)
{
    for (uint32_t i = 0; i < value->count; i++)
        if (operand_at(file, value, i)->name)
            return -1;
    if (value->kind == VALUE_CONTAINER)
        return value->detail;
    const ObjectSet *set = &program->variables[solver_variable(file, value->base)].set;
    if (value->kind != VALUE_CALL || value->count || set->count != 1)
        return -1;
    ObjectData callee = solver_data(program, set_items(set)[0]);
    const BuiltinType *type =
        callee.kind == OBJECT_EXTERNAL ? annotations_builtin(solver_text(program, callee.a)) : NULL;
    return type && type->kind == OBJECT_CONTAINER ? (int)type->type : -1;
}

static void replay_display(Program *program, const Replay *replay, const Value *value, uint32_t type, Variable cell,
                           unsigned depth)
{
    Object container = solver_object(program, OBJECT_CONTAINER, cell, type);
    bool pairs = type == CONTAINER_DICT;
    solver_add(program, cell, container);
    for (uint32_t i = pairs; i < value->count; i += 1 + pairs) {
        const Operand *operand = operand_at(replay->file, value, i);
        uint32_t key =
            pairs ? keys_literal(program, own_variable(replay, operand[-1].value)) : calls_position_name(program, i);
        containers_store(program, container, key, replay_value(program, replay, operand->value, depth + 1));
    }
}

static Variable replay_value(Program *program, const Replay *replay, uint32_t index, unsigned depth)
{
    const Value *value = &replay->file->facts.values[index];
    Variable own = own_variable(replay, index);
    bool marked = index && is_marked(program, own), made;
    if (!index || depth > DEEPEST || (!marked && !replay->call))
        return own;
    if (!marked && value->kind == VALUE_PARAM)
        return replay_param(program, replay, index);
    bool fresh = value->scope == replay->def - replay->file->first_def; /* and none that the function finds around it */
    int type = marked || !fresh ? -1 : type_of_display(program, replay->file, value);
    if (!marked && type < 0)
        return own;
    Variable cell = replayed_cell(program, replay, index, &made);
    if (!made)
        return cell;
    if (type >= 0)
        replay_display(program, replay, value, (uint32_t)type, cell, depth);
    else if (value->kind == VALUE_PHI || value->kind == VALUE_NARROWED)
        replay_choice(program, replay, value, cell, depth);
    else
        replay_access(program, replay, index, cell, depth);
    return cell;
}

static void replay_store(Program *program, const Replay *replay, const Effect *effect)
{
    Access access = {
        .arguments = {replay_value(program, replay, effect->index, 0), replay_value(program, replay, effect->value, 0)},
        .count = 2};
    link_access(program, replay_value(program, replay, effect->target, 0), &access, 0);
}

/* Where the call gets what the function returns of what is under its keys. */
static Variable given_cell(Program *program, const Replay *replay)
{
    Variable cell = solver_find_cell(program, CELL_GIVEN, replay->call->site, replay->def);
    if (cell)
        return cell;
    cell = solver_cell(program, CELL_GIVEN, replay->call->site, replay->def);
    Variable annotation = solver_variable(replay->file, program_def(program, replay->def)->returns);
    if (annotation)
        annotations_declare(program, annotation, (Declaration){.target = cell}, false);
    solver_link(program, solver_cell(program, CELL_UNKEYED, replay->def, 0), LINK_COPY, cell, 0);
    return cell;
}

static void replay_steps(Program *program, const Replay *replay)
{
    const KeyedStep *step;
    for (uint32_t next = function_at(program, replay->def)->first; next; next = step->next) {
        step = (const KeyedStep *)(const void *)utarray_eltptr(program->keyed_steps, next - 1);
        const Effect *effect = step->is_effect ? &replay->file->facts.effects[step->index] : NULL;
        if (!effect)
            replay_value(program, replay, step->index, 0);
        else if (effect->kind == EFFECT_SET_ITEM)
            replay_store(program, replay, effect);
        else if (replay->call)
            solver_link(program, replay_value(program, replay, effect->value, 0), LINK_COPY,
                        given_cell(program, replay), 0);
    }
}

/* Does a call pass a key that is written there? Others read whatever there is. */
static bool passes_key(Program *program, const Replay *replay)
{
    const Def *def = program_def(program, replay->def);
    for (uint32_t i = replay->has_receiver; i < def->param_count; i++)
        if (replay->file->facts.params[def->first_param + i].kind <= PARAM_KEYWORD_ONLY &&
            keys_literal(program, calls_passed_for(program, replay->def, i, replay->has_receiver, replay->call)))
            return true;
    return false;
}

void keyed_open(Program *program, uint32_t def)
{
    KeyedFunction *function = function_at(program, def);
    if (!function || function->open)
        return;
    function->open = true;
    replay_steps(program, &(Replay){.file = program_file_of_def(program, def), .def = def});
}

/* Whether a call has made the function that another one calls: `register("name")(handler)`, as a decorator or not. */
static bool finds_outer(Program *program, Replay *replay, CallSite *outer)
{
    uint32_t maker = replay->file->first_def + program_def(program, replay->def)->parent;
    const Value *site = replay->call->site < program->value_count ? program_value(program, replay->call->site) : NULL;
    if (!site || (site->kind != VALUE_CALL && site->kind != VALUE_DECORATED))
        return false;
    const ProgramFile *file = program_file_of_value(program, replay->call->site);
    const Value *made = &file->facts.values[site->base];
    const ObjectSet *set = &program->variables[solver_variable(file, made->base)].set;
    for (uint32_t i = 0; made->kind == VALUE_CALL && i < set->count; i++) {
        ObjectData callee = solver_data(program, set_items(set)[i]);
        if ((callee.kind != OBJECT_FUNCTION && callee.kind != OBJECT_BOUND) || callee.a != maker)
            continue;
        *outer = (CallSite){.site = solver_variable(file, site->base)};
        outer->arguments = calls_arguments(program, outer->site, &outer->argument_count);
        replay->outer = outer;
        replay->outer_has_receiver = callee.kind == OBJECT_BOUND;
        return true;
    }
    return false;
}

void keyed_call(Program *program, uint32_t def, bool has_receiver, const CallSite *site)
{
    KeyedFunction *function = function_at(program, def);
    if (!function)
        return;
    Replay replay = {.file = program_file_of_def(program, def), .def = def, .has_receiver = has_receiver, .call = site};
    CallSite outer;
    finds_outer(program, &replay, &outer);
    if (function->calls >= CALLS_MAX || !(function->writes || passes_key(program, &replay))) {
        keyed_open(program, def);
        return;
    }
    function->calls++;
    replay_steps(program, &replay);
}

/* --- accesses -------------------------------------------------------------------------------------------------------- */

void keyed_access(Program *program, Object object, uint32_t number, Variable result)
{
    const Access *access = (const Access *)(const void *)names_text(program->accesses, number);
    ObjectData data = solver_data(program, object);
    if (data.kind != OBJECT_CONTAINER) { /* the function itself asks it */
        if (access->site && result != access->site && object != program->none)
            solver_link_once(program, access->site, LINK_COPY, result, 0);
    } else if (access->method) {
        Argument arguments[2] = {{access->arguments[0], NAME_NONE}, {access->arguments[1], NAME_NONE}};
        CallSite site = {
            .site = access->site, .result = result, .arguments = arguments, .argument_count = access->count};
        builtins_call_method(program, solver_text(program, access->method), object, &site);
    } else if (access->site) {
        containers_read_at(program, object, access->arguments[0], result);
        containers_make_missing(program, object, access->site);
    } else {
        containers_store_key(program, object, access->arguments[0]);
        containers_store(program, object, keys_stored(program, access->arguments[0]), access->arguments[1]);
    }
}

bool keyed_takes(const Program *program, Object object, Variable value)
{
    return solver_data(program, object).kind == OBJECT_CONTAINER && value < program->value_count &&
           is_marked(program, value);
}

bool keyed_takes_store(const Program *program, Object object, const ProgramFile *file, const Effect *effect)
{
    return solver_data(program, object).kind == OBJECT_CONTAINER && program->keyed[file->first_def + effect->scope] &&
           is_keyed_store(program, file, effect);
}

Variable keyed_given(const Program *program, uint32_t def, const CallSite *site)
{
    return program->keyed[def] ? solver_find_cell(program, CELL_GIVEN, site->site, def) : 0;
}
