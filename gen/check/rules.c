#include "rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utstring.h>

const Rule rules[] = {
    {"auth-layers", FINDING_WARNING, false,
     "A WebSocket connection that is authenticated twice, too late, or not at all",
     "Where several layers check the same credentials, they disagree one day, and who repairs one forgets the other. "
     "Who "
     "is accepted first holds a connection without being known. Check once, before accept.",
     rule_auth_layers},
    {"await-sync", FINDING_ERROR, false, "An await, async with or async for of what cannot be awaited",
     "It fails each time it runs: \"object X can't be used in 'await' expression\". Drop the await, or make the "
     "function "
     "asynchronous.",
     rule_await_sync},
    {"blocking-call", FINDING_WARNING, false, "A call that blocks the event loop, from a coroutine",
     "While it waits, nothing else runs: no message is answered, no connection accepted, no timeout noticed. Await an "
     "asynchronous counterpart, or hand it to a thread: asyncio.to_thread().",
     rule_blocking_call},
    {"broken-import", FINDING_ERROR, false, "An import of a module or name of the tree that is not there",
     "It fails each time it runs: ModuleNotFoundError or ImportError. Inside a function that is when the function is "
     "called. Follow what was moved or renamed, or delete the import.",
     rule_broken_import},
    {"duplicate-factory", FINDING_WARNING, false, "Several classes or factories for one role",
     "What one of them knows the others do not: a connection that one manager holds is missing in the next. Keep the "
     "one "
     "that production uses, and let the others go.",
     rule_duplicate_factory},
    {"import-path", FINDING_NOTE, false, "A class or function that is imported by several paths",
     "Readers take one thing for several, patch() in tests replaces one path and not the others, and old modules "
     "cannot "
     "go. Import it from one place.",
     rule_import_path},
    {"legacy-path", FINDING_WARNING, false, "Production code that runs what is marked deprecated or legacy",
     "What everybody believes to be replaced is still in use: it cannot be deleted, and its bugs are bugs of "
     "production. "
     "Move the caller to what replaces it, or drop the mark.",
     rule_legacy_path},
    {"mock-mismatch", FINDING_WARNING, true,
     "A test that replaces a plain function by an AsyncMock, or the other way round",
     "What the test runs is not what production runs: code that awaits the mock passes, and fails on the real "
     "function. "
     "Let patch() choose the mock, or give it autospec=True.",
     rule_mock_mismatch},
    {"never-awaited", FINDING_ERROR, false, "A coroutine that is made and dropped, or used as if it were its result",
     "Calling a coroutine function runs nothing. Until somebody awaits the coroutine, its body does not run, its "
     "errors "
     "are not seen, and it has none of the attributes of the result. Await it, or hand it to a task.",
     rule_never_awaited},
    {"silent-failure", FINDING_WARNING, false, "A failure of WebSocket work that nobody is told of",
     "A connection that answers nothing, and no line in any log. Catch what is expected, such as the exception of a "
     "closed connection; log the rest and let it go on; keep tasks, and look at their exceptions.",
     rule_silent_failure},
    {"twin-factory", FINDING_WARNING, false,
     "A synchronous and an asynchronous factory of one thing, called the wrong way",
     "Asynchronous code that calls the synchronous one blocks its loop, or gets what was never started. Let each side "
     "call its own, or keep one of the two.",
     rule_twin_factory},
    {"unused-suppression", FINDING_NOTE, true, "A comment `seamap: ignore[rule]` that suppresses nothing",
     "What it was for is gone, or it stands on another line than the finding. Delete it, so that it does not hide what "
     "comes later.",
     NULL},
    {0},
};

_Static_assert(sizeof rules / sizeof *rules <= RULES_MAX, "RULES_MAX is too small");

size_t rule_find(const char *id)
{
    for (size_t i = 0; rules[i].id; i++)
        if (strcmp(rules[i].id, id) == 0)
            return i;
    return RULES_MAX;
}

const char *rule_page(const Rule *rule, char *buffer, size_t size)
{
    snprintf(buffer, size, "docs/rules/%s.md", rule->id);
    return buffer;
}

/* Whether a line lies behind a syntax error: what the parser makes of it need not be what was meant. */
static bool is_behind_error(const RuleContext *context, const char *path, uint32_t line)
{
    size_t count, number = source_find(context->subject.tree, path);
    const ProgramFile *files = program_files(context->subject.program, &count);
    const Facts *facts = number < count && files[number].image ? &files[number].facts : NULL;
    return facts && facts->problems_count > 1 && facts->problems[1].line <= line;
}

static Finding *add(RuleContext *context, const char *path, uint32_t line, uint32_t column, const GraphNode *symbol,
                    const GraphNode *target, FindingCertainty certainty)
{
    return finding_list_add(context->findings,
                            &(Finding){.rule = context->rule->id,
                                       .level = context->rule->level,
                                       .certainty = is_behind_error(context, path, line) ? FINDING_LIKELY : certainty,
                                       .path = path,
                                       .line = line,
                                       .column = column,
                                       .symbol = symbol->id,
                                       .target = target ? target->id : NULL});
}

Finding *rule_add(RuleContext *context, const GraphSite *site, const GraphNode *symbol, const GraphNode *target,
                  FindingCertainty certainty)
{
    return add(context, site->path, site->line, site->column, symbol, target, certainty);
}

Finding *rule_add_at_value(RuleContext *context, uint32_t value, const GraphNode *target, FindingCertainty certainty)
{
    const Value *facts = program_value(context->subject.program, value);
    const ProgramFile *file = program_file_of_value(context->subject.program, value);
    return add(context, file->path, facts->line, facts->column, rule_scope(context, value), target, certainty);
}

GraphNode *rule_node(const RuleContext *context, uint32_t def)
{
    return context->subject.graph->of_def[def];
}

GraphNode *rule_scope(const RuleContext *context, uint32_t value)
{
    const Program *program = context->subject.program;
    return rule_node(context, program_file_of_value(program, value)->first_def + program_value(program, value)->scope);
}

void rule_add_definition(RuleContext *context, Finding *finding, const GraphNode *node)
{
    const char *word = node->kind == NODE_CLASS    ? "class"
                       : node->kind == NODE_LAMBDA ? "lambda"
                       : node->kind == NODE_CASE   ? "case"
                       : node->flags & NODE_ASYNC  ? "async def"
                                                   : "def";
    bool python = strcmp(node->language, "python") == 0;
    if (*node->path && python)
        finding_add_evidence(context->findings, finding, node->path, node->line, 0, "defined here with %s", word);
    else if (*node->path)
        finding_add_evidence(context->findings, finding, node->path, node->line, 0, "defined here");
}

/* "imported, passed as argument": what happens on the line. */
static void append_reasons(UT_string *out, uint32_t reasons)
{
    for (Why why = 0; why < WHY_COUNT; why++)
        if (reasons >> why & 1)
            utstring_printf(out, "%s%s", utstring_len(out) ? ", " : "", why_name(why));
}

static void add_step(RuleContext *context, Finding *finding, const ChainStep *step)
{
    UT_string reasons;
    utstring_init(&reasons);
    append_reasons(&reasons, step->reasons);
    finding_add_evidence(context->findings, finding, step->path, step->line, 0, "%s here", utstring_body(&reasons));
    utstring_done(&reasons);
}

void rule_add_way(RuleContext *context, Finding *finding, uint32_t call)
{
    size_t count;
    const ResolvedCall *calls = program_calls(context->subject.program, &count);
    if (!call)
        return;
    if (!context->provenance)
        context->provenance = provenance_new(context->subject.program);
    ChainStep *steps = provenance_find(context->provenance, &calls[call - 1], &count);
    for (size_t i = 0; steps && i + 1 < count; i++) { /* the last is the call */
        if (steps[i].reasons != 1u << WHY_DEFINED)
            add_step(context, finding, &steps[i]);
        if (steps[i].reasons & 1u << WHY_ANNOTATED)
            finding->certainty = FINDING_LIKELY;
    }
    free(steps);
}

uint32_t rule_find_member(const RuleContext *context, uint32_t class_def, uint32_t name)
{
    size_t count;
    const uint32_t *mro = program_mro(context->subject.program, class_def, &count);
    uint32_t member = 0;
    for (size_t i = 0; i < count && !member; i++)
        member = program_class_member(context->subject.program, mro[i], name);
    return member;
}

const char *rule_title(const GraphNode *node)
{
    const char *title = node->name;
    if (node->kind == NODE_METHOD && title > node->id + 1)
        for (title--; title > node->id && title[-1] != '.';)
            title--;
    return title;
}

/* Whether a name that code spells is that of a definition, or what Python makes of it inside of a class: `_Hub__send` of
 * `__send`. */
static bool is_name_of(const char *spelled, const char *name)
{
    size_t length = strlen(name), whole = strlen(spelled);
    if (strcmp(spelled, name) == 0)
        return true;
    return strncmp(name, "__", 2) == 0 && whole > length && *spelled == '_' &&
           strcmp(spelled + whole - length, name) == 0;
}

/* Whether `x.f` is a method of x, or a function of the module x, of that very name; else the attribute is data. */
static bool is_named_itself(const RuleContext *context, uint32_t target, const ProgramFile *file, const Value *callee)
{
    const Program *program = context->subject.program;
    if (!is_name_of(facts_name(&file->facts, callee->name), rule_node(context, target)->name))
        return false;
    uint32_t holder = program_definition_of(program, file->first_value + callee->base);
    return program_owner(program, target) || (holder && program_def(program, holder)->kind == DEF_MODULE);
}

bool rule_is_handed(const RuleContext *context, const ResolvedCall *call)
{
    const Program *program = context->subject.program;
    const ProgramFile *file = program_file_of_value(program, call->site);
    const Value *callee = &file->facts.values[program_value(program, call->site)->base];
    const GraphNode *target = call->target ? rule_node(context, call->target) : NULL;
    if (target && strcmp(target->name, "__call__") == 0)
        return true;
    if (callee->kind == VALUE_ATTRIBUTE)
        return target && !is_named_itself(context, call->target, file, callee);
    return callee->kind == VALUE_PARAM || callee->kind == VALUE_SUBSCRIPT || callee->kind == VALUE_ELEMENT ||
           callee->kind == VALUE_UNPACK;
}

/* The function that the body of a class or module defines under a name, or 0. */
static uint32_t function_in(const Program *program, uint32_t holder, uint32_t name)
{
    const ProgramFile *file = program_file_of_def(program, holder);
    uint32_t index = holder - file->first_def;
    for (uint32_t i = index + 1; i < file->facts.defs_count && file->facts.defs[i].parent >= index; i++) {
        const Def *def = &file->facts.defs[i];
        if (def->parent == index && def->kind == DEF_FUNCTION && file->names[def->name] == name)
            return file->first_def + i;
    }
    return 0;
}

/* The same of the class that gives an instance what it has under the name. `data`: set when that is something else. */
static uint32_t method_in(const Program *program, uint32_t class_def, uint32_t name, bool *data)
{
    size_t count;
    const uint32_t *mro = program_mro(program, class_def, &count);
    for (size_t i = 0; i < count; i++) {
        if (!program_class_binds(program, mro[i], name))
            continue;
        uint32_t function = function_in(program, mro[i], name);
        *data = *data || !function || program_traits(program, function) & TRAIT_PROPERTY;
        return function;
    }
    return 0;
}

uint32_t rule_find_wrapped(const RuleContext *context, const ResolvedCall *call)
{
    const Program *program = context->subject.program;
    const ProgramFile *file = program_file_of_value(program, call->site);
    const Value *callee = &file->facts.values[program_value(program, call->site)->base];
    size_t count;
    bool data = false;
    if (callee->kind != VALUE_ATTRIBUTE)
        return 0;
    uint32_t base = file->first_value + callee->base, name = file->names[callee->name], wrapped = 0;
    uint32_t holder = program_definition_of(program, base);
    if (holder)
        return program_def(program, holder)->kind == DEF_CLASS ? method_in(program, holder, name, &data)
                                                               : function_in(program, holder, name);
    Result *results = program_value_results(program, base, &count);
    for (size_t i = 0; i < count; i++) {
        bool known = results[i].kind == RESULT_CLASS_INSTANCE;
        uint32_t function = known ? method_in(program, results[i].def, name, &data) : 0;
        wrapped = wrapped ? wrapped : function;
        data = data || (!known && !results[i].none);
    }
    free(results);
    return data ? 0 : wrapped;
}

const char *rule_outside_title(const char *name)
{
    const char *own = program_own_name(name);
    return own ? own : name;
}

const char *rule_describe(const RuleContext *context, const Result *result)
{
    switch (result->kind) {
    case RESULT_CLASS_INSTANCE:
        return rule_node(context, result->def)->name;
    case RESULT_EXTERNAL: {
        const char *name = rule_outside_title(names_text(program_names(context->subject.program), result->name));
        return *name == '<' ? NULL : name; /* made up for something plain */
    }
    case RESULT_AWAITABLE:
        return "a coroutine";
    case RESULT_PLAIN:
    case RESULT_UNKNOWN:
        break;
    }
    return NULL;
}
