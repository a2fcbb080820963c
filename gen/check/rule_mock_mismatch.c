/*
 * rule_mock_mismatch.c - rule mock-mismatch: a test replaces a plain function by an AsyncMock, or an asynchronous one by
 * a Mock. The test then runs code that awaits where production must not, or the other way round.
 *
 * What patch() makes by itself is right, and so is what follows a specification. The function that is replaced must be
 * one that we know.
 */
#include "rules.h"

#include "../../extractors/memory.h"
#include "../../extractors/strings.h"

#include <stdlib.h>
#include <string.h>

typedef enum {
    MOCK_NONE,
    MOCK_ASYNC,
    MOCK_PLAIN
} MockKind;

/* What a test puts in the place of something. Values are of the file at hand. */
typedef struct {
    uint32_t line, column;
    uint32_t object; /* whose attribute is replaced; 0: `name` is a whole path, "app.main.connect" */
    const char *name;
    uint32_t mock;     /* what is put there, or 0 */
    uint32_t callable; /* or else what makes it: new_callable=AsyncMock */
    uint32_t settings; /* the call whose keywords set up the mock */
} Replacement;

typedef struct {
    RuleContext *context;
    const Program *program;
    uint32_t *called; /* by value: name of what it calls outside the tree */
    const ProgramFile *file;
} Search;

static const Value *value_of(const Search *search, uint32_t value)
{
    return &search->file->facts.values[value];
}

static bool is_named(const Search *search, uint32_t value, const char *name)
{
    return strcmp(facts_name(&search->file->facts, value_of(search, value)->name), name) == 0;
}

/* --- arguments --- */

static bool has_spread(const Search *search, const Value *call)
{
    for (uint32_t i = call->first; i < call->first + call->count; i++)
        if (search->file->facts.operands[i].name == NAME_STAR ||
            search->file->facts.operands[i].name == NAME_DOUBLESTAR)
            return true;
    return false;
}

/* The value of a positional argument, from 0, or else of the keyword; 0: there is none. */
static uint32_t argument(const Search *search, const Value *call, uint32_t position, const char *keyword)
{
    const Facts *facts = &search->file->facts;
    for (uint32_t i = call->first; i < call->first + call->count; i++) {
        const Operand *operand = &facts->operands[i];
        if (operand->name ? keyword && strcmp(facts_name(facts, operand->name), keyword) == 0
                          : i - call->first == position)
            return operand->value;
    }
    return 0;
}

static uint32_t keyword(const Search *search, const Value *call, const char *name)
{
    return argument(search, call, UINT32_MAX, name);
}

/* The text of a string constant, or NULL. */
static const char *text_of(const Search *search, uint32_t value)
{
    const Value *facts = value_of(search, value);
    bool is_text = value && facts->kind == VALUE_CONSTANT && facts->detail == CONSTANT_STRING && facts->name;
    return is_text ? facts_name(&search->file->facts, facts->name) : NULL;
}

/* --- replacements --- */

static const char *external_text(const Search *search, uint32_t name)
{
    const char *text = name ? names_text(program_names(search->program), name) : "";
    return catalog_canonical(search->context->subject.catalog, text);
}

/* Whether a call is of a method of a pytest fixture, which nobody resolves: `mocker.patch()`. */
static bool is_fixture_method(const Search *search, const Value *call, const char *fixture, const char *method)
{
    const Value *callee = value_of(search, call->base);
    return callee->kind == VALUE_ATTRIBUTE && is_named(search, call->base, method) &&
           value_of(search, callee->base)->kind == VALUE_PARAM && is_named(search, callee->base, fixture);
}

/* `mocker.patch.object()` */
static bool is_fixture_patch_object(const Search *search, const Value *call)
{
    const Value *callee = value_of(search, call->base), *patch = value_of(search, callee->base);
    return callee->kind == VALUE_ATTRIBUTE && is_named(search, call->base, "object") &&
           patch->kind == VALUE_ATTRIBUTE && is_named(search, callee->base, "patch") &&
           value_of(search, patch->base)->kind == VALUE_PARAM && is_named(search, patch->base, "mocker");
}

static bool read_patch(const Search *search, const Value *call, Replacement *out)
{
    out->name = text_of(search, argument(search, call, 0, "target"));
    out->mock = argument(search, call, 1, "new");
    out->callable = keyword(search, call, "new_callable");
    return out->name;
}

static bool read_patch_object(const Search *search, const Value *call, Replacement *out)
{
    out->object = argument(search, call, 0, "target");
    out->name = text_of(search, argument(search, call, 1, "attribute"));
    out->mock = argument(search, call, 2, "new");
    out->callable = keyword(search, call, "new_callable");
    return out->object && out->name;
}

static bool read_setattr(const Search *search, const Value *call, Replacement *out)
{
    uint32_t target = argument(search, call, 0, "target");
    bool is_path = text_of(search, target);
    out->object = is_path ? 0 : target;
    out->name = text_of(search, is_path ? target : argument(search, call, 1, "name"));
    out->mock = is_path ? argument(search, call, 1, NULL) : argument(search, call, 2, "value");
    return target && out->name;
}

/* Whether a call replaces something. */
static bool read_call(const Search *search, uint32_t number, Replacement *out)
{
    const Value *call = value_of(search, number);
    const char *name = external_text(search, search->called[search->file->first_value + number]);
    *out = (Replacement){.line = call->line, .column = call->column, .settings = number};
    if (has_spread(search, call))
        return false;
    if (strcmp(name, "unittest.mock.patch") == 0 || is_fixture_method(search, call, "mocker", "patch"))
        return read_patch(search, call, out);
    if (strcmp(name, "unittest.mock.patch.object") == 0 || is_fixture_patch_object(search, call))
        return read_patch_object(search, call, out);
    return is_fixture_method(search, call, "monkeypatch", "setattr") && read_setattr(search, call, out);
}

/* --- mocks --- */

static MockKind kind_of_class(const char *name)
{
    if (strcmp(name, "unittest.mock.AsyncMock") == 0)
        return MOCK_ASYNC;
    bool plain = strcmp(name, "unittest.mock.Mock") == 0 || strcmp(name, "unittest.mock.MagicMock") == 0;
    return plain ? MOCK_PLAIN : MOCK_NONE;
}

/* Whether the keywords of a call give a mock a nature of its own. */
static bool is_specified(const Search *search, const Value *call)
{
    static const char *const names[] = {"spec", "spec_set", "autospec", "wraps", "side_effect"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (keyword(search, call, names[i]))
            return true;
    return false;
}

/* Whether the mock returns something that nobody can await. */
static bool returns_plain(const Search *search, const Value *call)
{
    uint32_t result = keyword(search, call, "return_value");
    const Value *value = value_of(search, result);
    return result && (value->kind == VALUE_CONSTANT || value->kind == VALUE_CONTAINER);
}

static MockKind mock_of(const Search *search, Replacement *replacement)
{
    MockKind kind = MOCK_NONE;
    uint32_t first = search->file->first_value;
    if (replacement->callable) {
        kind =
            kind_of_class(external_text(search, program_external_of(search->program, first + replacement->callable)));
    } else if (replacement->mock && value_of(search, replacement->mock)->kind == VALUE_CALL) {
        kind = kind_of_class(external_text(search, search->called[first + replacement->mock]));
        replacement->settings = replacement->mock;
    }
    const Value *settings = value_of(search, replacement->settings);
    if (!kind || has_spread(search, settings) || (kind == MOCK_PLAIN && !returns_plain(search, settings)))
        return MOCK_NONE;
    return is_specified(search, settings) ? MOCK_NONE : kind;
}

/* --- what is replaced --- */

static uint32_t member_of_class(const Search *search, uint32_t class_def, uint32_t name)
{
    size_t count;
    const uint32_t *mro = program_mro(search->program, class_def, &count);
    for (size_t i = 0; i < count; i++) {
        uint32_t member = program_class_member(search->program, mro[i], name);
        if (member)
            return member;
    }
    return 0;
}

/* The value that a module binds a name to at its end, or 0. */
static uint32_t binding_of_module(const Search *search, uint32_t module_def, uint32_t name)
{
    const ProgramFile *file = program_file_of_def(search->program, module_def);
    const Def *module = program_def(search->program, module_def);
    for (uint32_t i = module->first_binding; i < module->first_binding + module->binding_count; i++)
        if (file->names[file->facts.bindings[i].name] == name)
            return file->first_value + file->facts.bindings[i].value;
    return 0;
}

/* The attribute of an instance, when all that it may be agree. */
static uint32_t member_of_instance(const Search *search, uint32_t value, uint32_t name)
{
    size_t count;
    uint32_t member = 0;
    Result *results = program_value_results(search->program, value, &count);
    for (size_t i = 0; i < count; i++) {
        uint32_t one = results[i].kind == RESULT_CLASS_INSTANCE ? member_of_class(search, results[i].def, name) : 0;
        member = i && one != member ? 0 : one;
        if (!member)
            break;
    }
    free(results);
    return member;
}

/* The definition that an attribute of a value is, or 0. */
static uint32_t attribute_of(const Search *search, uint32_t value, uint32_t name)
{
    uint32_t def = program_definition_of(search->program, value);
    const Def *facts = def ? program_def(search->program, def) : NULL;
    if (!facts)
        return member_of_instance(search, value, name);
    if (facts->kind == DEF_CLASS)
        return member_of_class(search, def, name);
    uint32_t binding = facts->kind == DEF_MODULE ? binding_of_module(search, def, name) : 0;
    return binding ? program_definition_of(search->program, binding) : 0;
}

static uint32_t number_of_text(const Search *search, const char *text, size_t length)
{
    return names_find(program_names(search->program), text, length);
}

/* The module whose qualified name is the beginning of a path, or 0. */
static uint32_t module_of_path(const Search *search, const char *path, size_t length)
{
    size_t count;
    const ProgramFile *files = program_files(search->program, &count);
    char *id = memory_alloc(length + 1);
    memcpy(id, path, length);
    id[length] = '\0';
    const GraphNode *node = graph_find_node(search->context->subject.graph, id);
    size_t file = node && node->kind == NODE_MODULE ? source_find(search->context->subject.tree, node->path) : count;
    free(id);
    return file < count && files[file].image ? files[file].first_def + 1 : 0;
}

/* The definition that "app.main.connect" or "app.main.Manager.connect" means, or 0. */
static uint32_t definition_of_path(const Search *search, const char *path)
{
    const char *last = strrchr(path, '.'), *middle;
    uint32_t module, binding;
    if (!last || last == path)
        return 0;
    if ((module = module_of_path(search, path, (size_t)(last - path)))) {
        binding = binding_of_module(search, module, number_of_text(search, last + 1, strlen(last + 1)));
        return binding ? program_definition_of(search->program, binding) : 0;
    }
    for (middle = last - 1; middle > path && *middle != '.';)
        middle--;
    module = middle > path ? module_of_path(search, path, (size_t)(middle - path)) : 0;
    binding =
        module ? binding_of_module(search, module, number_of_text(search, middle + 1, (size_t)(last - middle - 1))) : 0;
    return binding ? attribute_of(search, binding, number_of_text(search, last + 1, strlen(last + 1))) : 0;
}

static uint32_t definition_of(const Search *search, const Replacement *replacement)
{
    if (!replacement->object)
        return definition_of_path(search, replacement->name);
    uint32_t name = number_of_text(search, replacement->name, strlen(replacement->name));
    return name ? attribute_of(search, search->file->first_value + replacement->object, name) : 0;
}

/* --- judgement --- */

/* Whether some method below it is of the other nature. */
static bool has_other_override(const GraphNode *node, uint32_t is_async)
{
    for (const GraphEdge *edge = node->in; edge; edge = edge->next_in)
        if (edge->key.kind == EDGE_OVERRIDES &&
            ((edge->key.from->flags & NODE_ASYNC) != is_async || has_other_override(edge->key.from, is_async)))
            return true;
    return false;
}

static bool is_awaited_in_production(const GraphNode *node)
{
    for (const GraphEdge *edge = node->in; edge; edge = edge->next_in)
        if (edge->key.kind == EDGE_AWAIT && !(edge->key.from->flags & NODE_TEST))
            return true;
    return false;
}

static bool is_mismatch(const Search *search, uint32_t def, MockKind kind)
{
    enum {
        DOUBT = TRAIT_PROPERTY | TRAIT_SETTER | TRAIT_DELETER | TRAIT_OPAQUE | TRAIT_AWAITABLE | TRAIT_OVERLOAD |
                TRAIT_DISPATCH
    };
    const GraphNode *node = rule_node(search->context, def);
    bool is_function = program_def(search->program, def)->kind == DEF_FUNCTION;
    if (!is_function || node->flags & NODE_TEST || program_traits(search->program, def) & DOUBT ||
        has_other_override(node, node->flags & NODE_ASYNC))
        return false;
    if (kind == MOCK_ASYNC)
        return node->flags & NODE_NEVER_AWAITABLE;
    return node->flags & NODE_ASYNC && !(node->flags & (NODE_GENERATOR | NODE_CONTEXT)) &&
           !(program_traits(search->program, def) & TRAIT_CONTEXT) && is_awaited_in_production(node);
}

static void judge(const Search *search, Replacement *replacement)
{
    MockKind kind = mock_of(search, replacement);
    uint32_t def = kind ? definition_of(search, replacement) : 0;
    if (!def || !is_mismatch(search, def, kind))
        return;
    const GraphNode *target = rule_node(search->context, def);
    const GraphNode *scope = rule_scope(search->context, search->file->first_value + replacement->settings);
    GraphSite site = {.path = search->file->path, .line = replacement->line, .column = replacement->column};
    Finding *finding = rule_add(search->context, &site, scope, target, FINDING_CERTAIN);
    finding_set_message(search->context->findings, finding,
                        kind == MOCK_ASYNC
                            ? "an AsyncMock replaces %s(), a plain function that gives nothing to be awaited"
                            : "a plain mock replaces %s(), a coroutine function that is awaited",
                        rule_title(target));
    rule_add_definition(search->context, finding, target);
}

static void judge_calls(const Search *search)
{
    for (uint32_t v = 1; v < search->file->facts.values_count; v++) {
        Replacement replacement;
        const Value *value = value_of(search, v);
        if (value->kind == VALUE_CALL && read_call(search, v, &replacement))
            judge(search, &replacement);
    }
}

/* `manager.connect = AsyncMock()` */
static void judge_assignments(const Search *search)
{
    for (uint32_t i = 1; i < search->file->facts.effects_count; i++) {
        const Effect *effect = &search->file->facts.effects[i];
        if (effect->kind != EFFECT_SET_ATTRIBUTE || value_of(search, effect->value)->kind != VALUE_CALL)
            continue;
        Replacement replacement = {.line = effect->line,
                                   .column = effect->column,
                                   .settings = effect->value,
                                   .object = effect->target,
                                   .name = facts_name(&search->file->facts, effect->name),
                                   .mock = effect->value};
        judge(search, &replacement);
    }
}

/* --- the search --- */

static uint32_t *find_called(const Program *program)
{
    size_t count;
    const ResolvedCall *calls = program_calls(program, &count);
    uint32_t *called = memory_zeroed(program_value_count(program) + 1, sizeof *called);
    for (size_t i = 0; i < count; i++)
        if (calls[i].reach == REACH_CALL && !calls[i].target && calls[i].site < program_value_count(program))
            called[calls[i].site] = calls[i].name;
    return called;
}

void rule_mock_mismatch(RuleContext *context)
{
    size_t count;
    const ProgramFile *files = program_files(context->subject.program, &count);
    Search search = {
        .context = context, .program = context->subject.program, .called = find_called(context->subject.program)};
    for (size_t i = 0; i < count; i++) {
        search.file = &files[i];
        if (!files[i].image || !(rule_node(context, files[i].first_def + 1)->flags & NODE_TEST))
            continue;
        judge_calls(&search);
        judge_assignments(&search);
    }
    free(search.called);
}
