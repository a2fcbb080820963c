#include "await_value.h"

#include "lacks.h"
#include "parts.h"

#include <stdlib.h>
#include <string.h>

/* get() or pop() of a mapping, which no class of the tree has in its stead. */
static bool is_method_of_mapping(const char *name, const char *method)
{
    static const char *const mappings[] = {
        "<builtin>.dict",       "typing.Mapping",          "typing.MutableMapping",         "collections.abc.Mapping",
        "collections.UserDict", "collections.OrderedDict", "collections.abc.MutableMapping"};
    for (size_t i = 0; i < sizeof mappings / sizeof *mappings; i++) {
        size_t length = strlen(mappings[i]);
        if (strncmp(name, mappings[i], length) == 0 && name[length] == '.' && strcmp(name + length + 1, method) == 0)
            return true;
    }
    return false;
}

/* Whether awaiting an instance of the class may work. */
static bool class_may_await(const RuleContext *context, uint32_t class_def)
{
    const Program *program = context->subject.program;
    uint32_t method = names_find(program_names(program), "__await__", strlen("__await__"));
    return program_class_is_open(program, class_def) || (method && program_has_method(program, class_def, method));
}

/* Whether an instance of a class outside the tree, or something made up for what is plain, cannot be awaited. */
static bool external_is_plain(const RuleContext *context, uint32_t name)
{
    return program_external_is_plain(context->subject.program, name) ||
           strcmp(names_text(program_names(context->subject.program), name), "<plain>") == 0;
}

/* Whether something that can be awaited may be among the values: a mapping of tasks. */
static bool holds_awaitable(const RuleContext *context, uint32_t value)
{
    size_t count;
    bool holds = false;
    Result *results = program_value_results(context->subject.program, value, &count);
    for (size_t i = 0; i < count; i++)
        holds = holds || results[i].kind == RESULT_AWAITABLE ||
                (results[i].kind == RESULT_EXTERNAL && !external_is_plain(context, results[i].name)) ||
                (results[i].kind == RESULT_CLASS_INSTANCE && class_may_await(context, results[i].def));
    free(results);
    return holds;
}

/* What get() or pop() is told to give where the key is missing. */
typedef enum {
    DEFAULT_NONE, /* None, as if it is told nothing */
    DEFAULT_PLAIN,
    DEFAULT_OTHER
} Default;

static Default default_of(const ProgramFile *file, const Value *call)
{
    if (call->count == 1)
        return DEFAULT_NONE;
    const Value *given = &file->facts.values[file->facts.operands[call->first + 1].value];
    if (given->kind == VALUE_CONSTANT)
        return given->detail == CONSTANT_NONE ? DEFAULT_NONE : DEFAULT_PLAIN;
    return given->kind == VALUE_CONTAINER ? DEFAULT_PLAIN : DEFAULT_OTHER;
}

/* Whether an annotation says that the object whose method is called is of Python's own types. */
static bool is_of_own_type(const RuleContext *context, const ProgramFile *file, uint32_t call)
{
    const Value *callee = &file->facts.values[file->facts.values[call].base];
    if (callee->kind != VALUE_ATTRIBUTE)
        return false;
    size_t count, own = 0;
    Result *results = program_annotated_results(context->subject.program, file->first_value + callee->base, &count);
    for (size_t i = 0; i < count; i++)
        own += results[i].kind == RESULT_PLAIN && !results[i].def;
    free(results);
    return own && own == count;
}

/* The only thing that a call runs, as far as is known: besides, there is nothing, or an annotation excludes it. */
static const ResolvedCall *only_call(const RuleContext *context, const ProgramFile *file, uint32_t call)
{
    const Sites *sites = context->sites;
    const ResolvedCall *only = sites_only_call(sites, file->first_value + call);
    uint32_t first = sites->by_site[file->first_value + call];
    bool alone = first && !sites->next_of_site[first - 1] && sites->calls[first - 1].reach == REACH_CALL;
    return only || !alone || !is_of_own_type(context, file, call) ? only : &sites->calls[first - 1];
}

/* `await settings.get("key")`: the method of a mapping that gives its default where the key is missing, if a call is one of
 * it, and that cannot be awaited; or NULL. */
static const char *gives_default(const RuleContext *context, const ProgramFile *file, uint32_t call)
{
    const Value *value = &file->facts.values[call];
    if (value->kind != VALUE_CALL || !value->count || value->count > 2)
        return NULL;
    for (uint32_t i = 0; i < value->count; i++)
        if (file->facts.operands[value->first + i].name)
            return NULL;
    Default kind = default_of(file, value);
    const ResolvedCall *only = only_call(context, file, call);
    if (!only || only->target || kind == DEFAULT_OTHER ||
        (kind == DEFAULT_NONE && holds_awaitable(context, file->first_value + call)))
        return NULL;
    const Program *program = context->subject.program;
    const char *name = names_text(program_names(program), program_external_inherited(program, only->name));
    if (is_method_of_mapping(name, "get"))
        return "get";
    return value->count == 2 && is_method_of_mapping(name, "pop") ? "pop" : NULL;
}

/* `await timers.pop(key)`: the function of Python's own that a call is, if it is one that gives what somebody has put there, or
 * passed; or NULL. */
static const char *gives_kept(const RuleContext *context, uint32_t call)
{
    static const char *const methods[] = {"dict.get", "dict.pop", "dict.setdefault", "list.pop", "set.pop",
                                          "max",      "min"};
    const ResolvedCall *only = sites_only_call(context->sites, call);
    const char *name = only && !only->target
                           ? program_own_name(names_text(program_names(context->subject.program), only->name))
                           : NULL;
    for (size_t i = 0; name && i < sizeof methods / sizeof *methods; i++)
        if (strcmp(name, methods[i]) == 0)
            return name;
    return NULL;
}

/* Whether none of some results can be awaited. `none`: nor need any be something but None. */
static bool are_plain(const RuleContext *context, const Result *results, size_t count, bool none)
{
    size_t nones = 0;
    uint32_t method = names_find(program_names(context->subject.program), "__await__", strlen("__await__"));
    for (size_t i = 0; i < count; i++) {
        nones += results[i].none;
        if (results[i].kind != RESULT_PLAIN &&
            (results[i].kind != RESULT_CLASS_INSTANCE || !instance_lacks(context, &results[i], method)))
            return false;
    }
    return none ? count : nones < count;
}

/* Whether something that no function gives is known, and cannot be awaited: a function that is not called, what was awaited before.
 * None does not count, but as a result: it is often but the first value of an attribute. */
static bool is_plain_value(const RuleContext *context, uint32_t value)
{
    size_t count;
    const Value *facts = program_value(context->subject.program, value);
    bool asked = facts->kind == VALUE_NARROWED && /* isinstance(value, Awaitable), isawaitable(value) */
                 (facts->detail == NARROWED_IS || facts->detail == NARROWED_HOLDS);
    if (asked || !program_value_is_closed(context->subject.program, value))
        return false;
    Result *results = program_value_results(context->subject.program, value, &count);
    bool plain = are_plain(context, results, count, facts->kind == VALUE_AWAIT);
    free(results);
    return plain;
}

/* Whether an annotation says of an attribute that it cannot be awaited, and nothing that can is known to be there. */
static bool is_declared_plain(const RuleContext *context, const ProgramFile *file, uint32_t number)
{
    if (file->facts.values[number].kind != VALUE_ATTRIBUTE || holds_awaitable(context, file->first_value + number))
        return false;
    size_t count;
    Result *results = program_annotated_results(context->subject.program, file->first_value + number, &count);
    bool plain = are_plain(context, results, count, false);
    free(results);
    return plain;
}

/* What to say of an await of something that is no call. */
static void tell_value(RuleContext *context, Finding *finding, const ProgramFile *file, uint32_t value)
{
    const Value *facts = &file->facts.values[value];
    uint32_t def = program_definition_of(context->subject.program, file->first_value + value);
    const GraphNode *function =
        def && program_def(context->subject.program, def)->kind == DEF_FUNCTION ? rule_node(context, def) : NULL;
    if (facts->kind == VALUE_AWAIT)
        finding_set_message(context->findings, finding,
                            "await of a result that was awaited before, and is nothing to be awaited");
    else if (function)
        finding_set_message(context->findings, finding, "await of %s, a function that is not called",
                            rule_title(function));
    else
        finding_set_message(context->findings, finding, "await of what is no call, and nothing to be awaited");
    if (function)
        rule_add_definition(context, finding, function);
}

/* Whether a name of a coroutine function outside the tree gives what something else gives that it is handed: `to_thread()`. */
static bool runs_callee(const RuleContext *context, uint32_t name)
{
    const CatalogEntry *entries;
    const char *text =
        names_text(program_names(context->subject.program), program_catalog_name(context->subject.program, name));
    size_t count = catalog_find(context->subject.catalog, text, &entries);
    bool runs = false;
    for (size_t i = 0; i < count; i++)
        runs = runs || entries[i].callee != CALLEE_NONE;
    return runs;
}

/* Whether a call runs nothing, as far as is known, but coroutine functions outside the tree with results of their own. */
static bool calls_outside(const RuleContext *context, uint32_t site)
{
    const Sites *sites = context->sites;
    bool outside = true;
    for (uint32_t i = sites->by_site[site]; i; i = sites->next_of_site[i - 1]) {
        const ResolvedCall *call = &sites->calls[i - 1];
        outside = outside && !call->target && program_external_is_coroutine(context->subject.program, call->name) &&
                  !runs_callee(context, call->name);
    }
    return outside;
}

/* `await await call()` of something unknown: it would be strange if awaiting that gave something to be awaited. */
static bool is_awaited_twice(const RuleContext *context, const ProgramFile *file, uint32_t number)
{
    enum {
        NEAREST = 6, /* columns: one `await` behind the other, maybe with a bracket between */
        FARTHEST = 7
    };
    const Value *outer = &file->facts.values[number], *inner = &file->facts.values[outer->base];
    if (inner->kind != VALUE_AWAIT || inner->line != outer->line || inner->column < outer->column + NEAREST ||
        inner->column > outer->column + FARTHEST || file->facts.values[inner->base].kind != VALUE_CALL ||
        !calls_outside(context, file->first_value + inner->base))
        return false;
    size_t count;
    bool unknown = true;
    Result *results = program_value_results(context->subject.program, file->first_value + outer->base, &count);
    for (size_t i = 0; i < count; i++)
        unknown = unknown && results[i].kind == RESULT_UNKNOWN;
    free(results);
    return unknown;
}

void await_value_judge(RuleContext *context, const ProgramFile *file, uint32_t number)
{
    uint32_t base = file->facts.values[number].base, value = file->first_value + base;
    ValueKind kind = (ValueKind)file->facts.values[base].kind;
    const char *defaulting = gives_default(context, file, base);
    bool asked = asking_asks(context->asking, file->first_def + file->facts.values[number].scope);
    bool twice = !asked && is_awaited_twice(context, file, number);
    const char *keeper = kind == VALUE_CALL ? gives_kept(context, value) : NULL;
    bool told = kind == VALUE_CALL && !keeper; /* by report(), if it is to be told */
    bool plain = !asked && ((!told && is_plain_value(context, value)) || is_declared_plain(context, file, base));
    if (!defaulting && !twice && !plain)
        return;
    if (part_excuses(context, file->first_value + number, MISTAKE_AWAIT))
        return;
    bool of_call = defaulting || keeper;
    Finding *finding = rule_add_at_value(context, of_call ? value : file->first_value + number, NULL, FINDING_LIKELY);
    if (defaulting)
        finding_set_message(context->findings, finding,
                            "await of %s(), which gives its default where the key is missing: nothing to be awaited",
                            defaulting);
    else if (keeper)
        finding_set_message(context->findings, finding, "await of %s(), which gives back nothing to be awaited",
                            keeper);
    else if (twice)
        finding_set_message(context->findings, finding, "await of what an await gives, of which nothing is known");
    else
        tell_value(context, finding, file, base);
}
