/*
 * Functions, lambdas, classes: definitions with their parameters and decorators. Bodies of functions wait as jobs.
 */
#include "reader.h"

#include <stdio.h>
#include <string.h>

static const UT_icd param_icd = {sizeof(Param), NULL, NULL, NULL};
static uint32_t add_def(Reader *reader, TSNode node, DefKind kind, uint32_t name)
{
    Def def = {.kind = (uint8_t)kind,
               .name = name,
               .parent = reader->scope->def,
               .line = node_line(reader, node),
               .column = node_column(reader, node),
               .end_line = reader->line_base + ts_node_end_point(node).row + 1};
    return facts_add(&reader->facts, defs, &def);
}

static Def *def_at(Reader *reader, uint32_t def)
{
    return facts_at(&reader->facts, Def, defs, def);
}

static void add_job(Reader *reader, TSNode body, Scope *scope)
{
    Job *job = arena_alloc(&reader->arena, sizeof *job);
    *job = (Job){.body = body, .scope = scope, .depth = reader->depth};
    *reader->last_job = job;
    reader->last_job = &job->next;
}

static uint32_t decorator_at(const UT_array *decorators, uint32_t index)
{
    return *(const uint32_t *)(const void *)utarray_eltptr(decorators, index);
}

/* Wraps a definition in its decorators, the lowest first, and records them. */
static uint32_t decorate(Reader *reader, TSNode node, uint32_t def, const UT_array *decorators)
{
    uint32_t count = decorators ? utarray_len(decorators) : 0;
    uint32_t value = reader_add_value(reader, node, (Value){.kind = VALUE_DEFINITION, .base = def});
    def_at(reader, def)->value = value;
    def_at(reader, def)->first_decorator = utarray_len(reader->facts.operands);
    def_at(reader, def)->decorator_count = count;
    for (uint32_t i = 0; i < count; i++)
        facts_add_operands(&reader->facts, &(Operand){decorator_at(decorators, i), NAME_NONE}, 1);
    for (uint32_t i = count; i-- > 0;) {
        Operand decorated = {value, NAME_NONE};
        value = reader_add_value_with(
            reader, node, (Value){.kind = VALUE_DECORATED, .base = decorator_at(decorators, i)}, &decorated, 1);
    }
    return value;
}

/* --- bodies that say nothing ------------------------------------------------------------------------------------- */

static bool is_empty_statement(const Reader *reader, TSNode statement)
{
    switch (syntax_of(reader, statement)) {
    case SYNTAX_PASS:
        return true;
    case SYNTAX_EXPRESSION_STATEMENT: {
        TSNode part = only_part(statement);
        Syntax syntax = ts_node_is_null(part) ? SYNTAX_OTHER : syntax_of(reader, part);
        return syntax == SYNTAX_STRING || syntax == SYNTAX_ELLIPSIS;
    }
    case SYNTAX_RAISE: {
        uint32_t length;
        const char *text = node_text(reader, statement, &length);
        return memmem(text, length, "NotImplemented", strlen("NotImplemented")) != NULL;
    }
    default:
        return false;
    }
}

/* Whether a body has few statements, none of which does anything. */
static bool is_empty_body(const Reader *reader, TSNode body)
{
    enum {
        LONGEST_EMPTY = 3
    };
    uint32_t count = 0;
    for (TSNode statement; count <= LONGEST_EMPTY && !ts_node_is_null(statement = part_at(body, count)); count++)
        if (!is_empty_statement(reader, statement))
            return false;
    return count && count <= LONGEST_EMPTY;
}

static void note_body(Reader *reader, uint32_t number, TSNode body)
{
    Def *def = def_at(reader, number);
    def->flags |= is_empty_body(reader, body) ? DEF_ABSTRACT : 0;
    docstring_read(reader, body, def);
}

/* --- parameters ---------------------------------------------------------------------------------------------------- */

static void read_param(Reader *reader, Child child, ParamKind *kind, UT_array *params)
{
    Param param = {.kind = *kind, .line = node_line(reader, child.node), .column = node_column(reader, child.node)};
    Children parts = {0};
    Child part;
    TSNode name = child.node;
    bool compound = child.syntax != SYNTAX_IDENTIFIER;
    if (compound) {
        parts = children_push(reader, child.node);
        if (child_find(reader, parts, FIELD_NAME, &part))
            name = part.node;
        else if (parts.count)
            name = child_at(reader, parts, 0).node;
        if (child.syntax == SYNTAX_LIST_SPLAT_PATTERN || child.syntax == SYNTAX_DICTIONARY_SPLAT_PATTERN)
            name = child.node;
    }
    Syntax star = syntax_of(reader, name);
    if (star == SYNTAX_LIST_SPLAT_PATTERN || star == SYNTAX_DICTIONARY_SPLAT_PATTERN) {
        param.kind = star == SYNTAX_LIST_SPLAT_PATTERN ? PARAM_STAR : PARAM_DOUBLESTAR;
        *kind = PARAM_KEYWORD_ONLY;
        name = part_at(name, 0);
    }
    param.name = ts_node_is_null(name) ? NAME_NONE : node_name(reader, name);
    if (compound && child_find(reader, parts, FIELD_TYPE, &part))
        param.annotation = read_annotation(reader, part.node);
    if (compound && child_find(reader, parts, FIELD_VALUE, &part))
        param.fallback = read_child(reader, part);
    if (compound)
        children_pop(reader, parts);
    if (!param.annotation)
        param.annotation = type_comment_behind(reader, child.node);
    utarray_push_back(params, &param);
}

/* Reads parameters in the scope around the function: that is where defaults and annotations are evaluated. */
static void read_params(Reader *reader, TSNode list, UT_array *params)
{
    Children children = children_push_plain(reader, list);
    ParamKind kind = PARAM_PLAIN;
    for (uint32_t i = 0; i < children.count; i++) {
        Child child = child_at(reader, children, i);
        switch (child.syntax) {
        case SYNTAX_KEYWORD_SEPARATOR:
            kind = PARAM_KEYWORD_ONLY;
            break;
        case SYNTAX_POSITIONAL_SEPARATOR:
            for (uint32_t j = 0; j < utarray_len(params); j++)
                ((Param *)(void *)utarray_eltptr(params, j))->kind = PARAM_POSITIONAL_ONLY;
            break;
        case SYNTAX_IDENTIFIER:
        case SYNTAX_DEFAULT_PARAMETER:
        case SYNTAX_TYPED_PARAMETER:
        case SYNTAX_TYPED_DEFAULT_PARAMETER:
        case SYNTAX_LIST_SPLAT_PATTERN:
        case SYNTAX_DICTIONARY_SPLAT_PATTERN:
            read_param(reader, child, &kind, params);
            break;
        default:
            break;
        }
    }
    children_pop(reader, children);
}

static void add_params(Reader *reader, uint32_t def, UT_array *params)
{
    def_at(reader, def)->first_param = utarray_len(reader->facts.params);
    def_at(reader, def)->param_count = utarray_len(params);
    for (uint32_t i = 0; i < utarray_len(params); i++)
        utarray_push_back(reader->facts.params, utarray_eltptr(params, i));
}

/* In the function's own scope: its parameters are its first locals. */
static void bind_params(Reader *reader, TSNode node, uint32_t def)
{
    uint32_t first = def_at(reader, def)->first_param, count = def_at(reader, def)->param_count;
    for (uint32_t index = first; index < first + count; index++) {
        Param *param = facts_at(&reader->facts, Param, params, index);
        param->value = reader_add_value(reader, node, (Value){.kind = VALUE_PARAM, .name = param->name, .base = index});
        Value *value = facts_at(&reader->facts, Value, values, param->value);
        value->line = param->line; /* what is injected is injected there */
        value->column = param->column;
        if (param->name)
            scope_bind(reader, node, param->name, param->value);
    }
}

/* --- type parameters ------------------------------------------------------------------------------------------------ */

/* A name of Python's library that syntax stands for. */
static uint32_t add_outside(Reader *reader, TSNode node, const char *name)
{
    uint32_t id = names_intern(reader->facts.interned, name, strlen(name));
    return reader_add_value(reader, node, (Value){.kind = VALUE_GLOBAL, .name = id});
}

/* What makes it: `T: Room` is TypeVar("T", bound=Room), and `T: (Room, Door)` TypeVar("T", Room, Door). */
static uint32_t read_type_variable(Reader *reader, TSNode node, uint32_t name)
{
    UT_array *arguments;
    utarray_new(arguments, &reader_operand_icd);
    Operand title = {reader_constant(reader, node, CONSTANT_STRING, name), NAME_NONE};
    utarray_push_back(arguments, &title);
    TSNode bound = ts_node_named_child(node, 1);
    if (!ts_node_is_null(bound) && syntax_of(reader, ts_node_named_child(bound, 0)) == SYNTAX_TUPLE) {
        read_arguments(reader, ts_node_named_child(bound, 0), arguments);
    } else if (!ts_node_is_null(bound)) {
        Operand operand = {read_annotation(reader, bound), names_intern(reader->facts.interned, "bound", 5)};
        utarray_push_back(arguments, &operand);
    }
    uint32_t value = reader_add_value_with(
        reader, node, (Value){.kind = VALUE_CALL, .base = add_outside(reader, node, "typing.TypeVar")},
        (const Operand *)(const void *)utarray_front(arguments), utarray_len(arguments));
    utarray_free(arguments);
    return value;
}

/* The name in `T`, `T: Room`, `*Ts`, `**P`; none of them: a null node. */
static TSNode type_param_name(const Reader *reader, TSNode node)
{
    while (!ts_node_is_null(node) && syntax_of(reader, node) != SYNTAX_IDENTIFIER)
        node = ts_node_named_child(node, 0);
    return node;
}

static TSNode find_type_params(const Reader *reader, TSNode node)
{
    uint32_t count = ts_node_named_child_count(node);
    for (uint32_t i = 0; i < count; i++)
        if (syntax_of(reader, ts_node_named_child(node, i)) == SYNTAX_TYPE_PARAMETER)
            return ts_node_named_child(node, i);
    return (TSNode){0};
}

void read_type_params(Reader *reader, TSNode node, UT_array *out)
{
    TSNode list = find_type_params(reader, node);
    uint32_t count = ts_node_is_null(list) ? 0 : ts_node_named_child_count(list);
    bool quoted = reader->quoted;
    utarray_init(out, &reader_operand_icd);
    reader->quoted = true;
    for (uint32_t i = 0; i < count; i++) {
        TSNode part = ts_node_named_child(list, i), name = type_param_name(reader, part);
        if (ts_node_is_null(name))
            continue;
        if (ts_node_named_child_count(part) == 1 && syntax_of(reader, part) == SYNTAX_TYPE)
            part = ts_node_named_child(part, 0); /* `T: Room` is a type around a constrained one */
        Operand made = {read_type_variable(reader, part, node_name(reader, name)), node_name(reader, name)};
        comprehension_bind(reader, made.name, made.value);
        utarray_push_back(out, &made);
    }
    reader->quoted = quoted;
}

static void bind_type_params(Reader *reader, const UT_array *made)
{
    for (uint32_t i = 0; i < utarray_len(made); i++) {
        const Operand *param = (const Operand *)(const void *)utarray_eltptr(made, i);
        comprehension_bind(reader, param->name, param->value);
    }
}

/* `class Box[T]` is Generic[T], too. */
static uint32_t make_generic(Reader *reader, TSNode node, const UT_array *made)
{
    bool quoted = reader->quoted;
    reader->quoted = true;
    UT_array *items;
    utarray_new(items, &reader_operand_icd);
    for (uint32_t i = 0; i < utarray_len(made); i++) {
        Operand item = {((const Operand *)(const void *)utarray_eltptr(made, i))->value, NAME_NONE};
        utarray_push_back(items, &item);
    }
    Operand index = {reader_add_value_with(reader, node, (Value){.kind = VALUE_CONTAINER, .detail = CONTAINER_TUPLE},
                                           (const Operand *)(const void *)utarray_front(items), utarray_len(items)),
                     NAME_NONE};
    uint32_t generic = add_outside(reader, node, "typing.Generic");
    uint32_t value = reader_add_value_with(reader, node, (Value){.kind = VALUE_SUBSCRIPT, .base = generic}, &index, 1);
    utarray_free(items);
    reader->quoted = quoted;
    return value;
}

/* --- functions ----------------------------------------------------------------------------------------------------- */

void read_function(Reader *reader, TSNode node, const UT_array *decorators)
{
    Child name, parameters, body, returns;
    if (child_in(reader, node, FIELD_NAME, &name) && child_in(reader, node, FIELD_BODY, &body)) {
        uint32_t name_id = node_name(reader, name.node);
        uint32_t def = add_def(reader, node, DEF_FUNCTION, name_id);
        exact_note_inner(reader, node);
        UT_array *params, type_params;
        utarray_new(params, &param_icd);
        uint32_t mark = comprehension_begin(reader);
        read_type_params(reader, node, &type_params);
        if (child_in(reader, node, FIELD_PARAMETERS, &parameters))
            read_params(reader, parameters.node, params);
        uint32_t annotation = 0;
        if (child_in(reader, node, FIELD_RETURN_TYPE, &returns))
            annotation = read_annotation(reader, returns.node);
        else if (child_in(reader, node, FIELD_PARAMETERS, &parameters))
            annotation = type_comment_of_function(reader, parameters.node, body.node, params);
        add_params(reader, def, params);
        utarray_free(params);
        def_at(reader, def)->returns = annotation;
        note_body(reader, def, body.node);
        def_at(reader, def)->flags |= starts_async(reader, node) ? DEF_ASYNC : 0;
        scope_note_shared(reader, node);
        scope_bind(reader, name.node, name_id, decorate(reader, name.node, def, decorators));
        add_job(reader, body.node, scope_new(reader, def, DEF_FUNCTION));
        comprehension_end(reader, mark);
        utarray_done(&type_params);
    }
}

uint32_t read_lambda(Reader *reader, TSNode node)
{
    if (reader->annotation) /* no type; and the tree of a quoted annotation is gone before jobs run */
        return reader->unknown;
    exact_note_inner(reader, node);
    Child parameters, body;
    char name[32];
    int length = snprintf(name, sizeof name, "<lambda%u>", ++reader->scope->lambdas);
    uint32_t def = add_def(reader, node, DEF_LAMBDA, names_intern(reader->facts.interned, name, (size_t)length));
    UT_array *params;
    utarray_new(params, &param_icd);
    if (child_in(reader, node, FIELD_PARAMETERS, &parameters))
        read_params(reader, parameters.node, params);
    add_params(reader, def, params);
    utarray_free(params);
    uint32_t value = decorate(reader, node, def, NULL);
    if (child_in(reader, node, FIELD_BODY, &body))
        add_job(reader, body.node, scope_new(reader, def, DEF_LAMBDA));
    return value;
}

/* Whether a function whose body is not read yields: that is what calling it gives. */
static bool has_yield(const Reader *reader, TSNode body)
{
    uint32_t length;
    const char *text = node_text(reader, body, &length);
    if (!memmem(text, length, "yield", strlen("yield")))
        return false;
    TSTreeCursor cursor = ts_tree_cursor_new(body);
    bool found = false;
    for (bool more = true; more && !found;) {
        Syntax syntax = syntax_of(reader, ts_tree_cursor_current_node(&cursor));
        bool inner = syntax == SYNTAX_FUNCTION || syntax == SYNTAX_LAMBDA || syntax == SYNTAX_CLASS;
        found = syntax == SYNTAX_YIELD;
        if (!inner && ts_tree_cursor_goto_first_child(&cursor))
            continue;
        while (!ts_tree_cursor_goto_next_sibling(&cursor) && more)
            more = ts_tree_cursor_goto_parent(&cursor);
    }
    ts_tree_cursor_delete(&cursor);
    return found;
}

/* What an interface says of a function. Constructors are read: they tell what instances hold. */
static bool is_left_out(Reader *reader, const Job *job)
{
    if (!reader->interface)
        return false;
    Def *def = def_at(reader, job->scope->def);
    if (def->kind == DEF_FUNCTION && strcmp(names_text(reader->facts.interned, def->name), "__init__") == 0)
        return false;
    if (def->kind == DEF_FUNCTION && has_yield(reader, job->body))
        def->flags |= DEF_GENERATOR;
    return true;
}

static void run_job(Reader *reader, const Job *job)
{
    if (is_left_out(reader, job))
        return;
    scope_enter(reader, job->scope);
    reader->flags = 0;
    reader->imports = 0;
    reader->quoted = false;
    reader->depth = job->depth + 1;
    bind_params(reader, job->body, job->scope->def);
    if (job->scope->kind == DEF_LAMBDA) {
        uint32_t result = read_expression(reader, job->body);
        reader_add_effect(reader, job->body, (Effect){.kind = EFFECT_RETURN, .value = result});
    } else {
        read_block(reader, job->body);
        if (!job->scope->dead)
            reader_add_return(reader, job->body, 0);
    }
    scope_leave(reader);
}

void run_jobs(Reader *reader)
{
    for (const Job *job = reader->jobs; job; job = job->next)
        run_job(reader, job);
    reader->jobs = NULL;
    reader->last_job = &reader->jobs;
}

/* --- classes ------------------------------------------------------------------------------------------------------- */

static void read_bases(Reader *reader, TSNode node, uint32_t def, const UT_array *type_params)
{
    Child list;
    UT_array *operands = operands_begin(reader);
    if (child_in(reader, node, FIELD_SUPERCLASSES, &list))
        read_arguments(reader, list.node, operands);
    Operand generic = {utarray_len(type_params) ? make_generic(reader, node, type_params) : 0, NAME_NONE};
    if (generic.value)
        utarray_push_back(operands, &generic);
    uint32_t count = utarray_len(operands);
    uint32_t first = facts_add_operands(&reader->facts, (const Operand *)(const void *)utarray_front(operands), count);
    def_at(reader, def)->first_base = first;
    def_at(reader, def)->base_count = count;
    operands_end(reader);
}

void read_class(Reader *reader, TSNode node, const UT_array *decorators)
{
    Child name, body;
    if (child_in(reader, node, FIELD_NAME, &name) && child_in(reader, node, FIELD_BODY, &body)) {
        uint32_t name_id = node_name(reader, name.node);
        uint32_t def = add_def(reader, node, DEF_CLASS, name_id);
        exact_note_inner(reader, node);
        UT_array type_params;
        uint32_t mark = comprehension_begin(reader);
        read_type_params(reader, node, &type_params);
        read_bases(reader, node, def, &type_params);
        comprehension_end(reader, mark);
        note_body(reader, def, body.node);
        Scope *scope = scope_new(reader, def, DEF_CLASS);
        scope_enter(reader, scope);
        bind_type_params(reader, &type_params);
        read_block(reader, body.node);
        comprehension_end(reader, mark);
        utarray_done(&type_params);
        scope_export(reader, scope);
        scope_leave_class(reader);
        scope_bind(reader, name.node, name_id, decorate(reader, name.node, def, decorators));
    }
}

/* --- classes that type() makes ------------------------------------------------------------------------------------- */

static const Operand *operand_at(Reader *reader, uint32_t index)
{
    return facts_at(&reader->facts, Operand, operands, index);
}

/* Whether a text is a name. */
static bool is_identifier(const char *text)
{
    for (const char *at = text; *at; at++) {
        bool letter = (*at | 32) >= 'a' && (*at | 32) <= 'z';
        if (!letter && *at != '_' && (at == text || *at < '0' || *at > '9'))
            return false;
    }
    return *text;
}

/* The name that a value is as a text; or 0. */
static uint32_t named_by(Reader *reader, uint32_t value)
{
    const Value *constant = reader_value(reader, value);
    bool text = constant->kind == VALUE_CONSTANT && constant->detail == CONSTANT_STRING && constant->name;
    return text && is_identifier(names_text(reader->facts.interned, constant->name)) ? constant->name : 0;
}

/* Whether a value is a display of the type that is known element by element, with a name as each key. */
static bool is_known_display(Reader *reader, uint32_t value, ContainerType type)
{
    const Value *display = reader_value(reader, value);
    if (display->kind != VALUE_CONTAINER || display->detail != type)
        return false;
    for (uint32_t i = 0; i < display->count; i++) {
        const Operand *operand = operand_at(reader, display->first + i);
        bool key = type == CONTAINER_DICT && i % 2 == 0;
        if (operand->name || (key && !named_by(reader, operand->value)))
            return false;
    }
    return true;
}

static bool is_own_function(Reader *reader, uint32_t value, const char *name)
{
    const Value *function = reader_value(reader, value);
    return function->kind == VALUE_GLOBAL && strcmp(names_text(reader->facts.interned, function->name), name) == 0;
}

/* Whether a value is a call of dict() with nothing but keywords. */
static bool is_keyword_mapping(Reader *reader, uint32_t value)
{
    const Value *call = reader_value(reader, value);
    if (call->kind != VALUE_CALL || !is_own_function(reader, call->base, "dict"))
        return false;
    for (uint32_t i = 0; i < call->count; i++)
        if (operand_at(reader, call->first + i)->name <= NAME_DOUBLESTAR)
            return false;
    return true;
}

static void bind_made_members(Reader *reader, uint32_t def, uint32_t value)
{
    Value members = *reader_value(reader, value);
    uint32_t step = members.kind == VALUE_CONTAINER ? 2 : 1;
    uint32_t first = def_at(reader, def)->first_binding = utarray_len(reader->facts.bindings);
    for (uint32_t i = 0; i < members.count; i += step) {
        Operand key = *operand_at(reader, members.first + i);
        Binding binding = {key.name, key.value};
        if (step == 2)
            binding = (Binding){named_by(reader, key.value), operand_at(reader, members.first + i + 1)->value};
        facts_add(&reader->facts, bindings, &binding);
    }
    def_at(reader, def)->binding_count = utarray_len(reader->facts.bindings) - first;
}

uint32_t read_made_class(Reader *reader, TSNode node, uint32_t callee, const UT_array *arguments)
{
    enum {
        NAME,
        BASES,
        MEMBERS,
        COUNT
    };
    const Operand *given = (const Operand *)(const void *)utarray_front(arguments);
    if (utarray_len(arguments) != COUNT || !is_own_function(reader, callee, "type"))
        return 0;
    uint32_t name = named_by(reader, given[NAME].value), members = given[MEMBERS].value;
    bool positional = !given[NAME].name && !given[BASES].name && !given[MEMBERS].name;
    bool fresh = members > callee; /* what has been made before may be changed by now */
    if (!name || !positional || !fresh || !is_known_display(reader, given[BASES].value, CONTAINER_TUPLE) ||
        !(is_known_display(reader, members, CONTAINER_DICT) || is_keyword_mapping(reader, members)))
        return 0;
    uint32_t def = add_def(reader, node, DEF_CLASS, name);
    const Value *bases = reader_value(reader, given[BASES].value);
    def_at(reader, def)->first_base = bases->first;
    def_at(reader, def)->base_count = bases->count;
    bind_made_members(reader, def, members);
    return decorate(reader, node, def, NULL);
}
