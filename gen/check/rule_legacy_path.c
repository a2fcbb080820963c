/*
 * rule_legacy_path.c - rule legacy-path: production code that runs what is marked as legacy.
 *
 * The mark of the pictures is generous: it costs nothing to paint one node too many. Here a mark must be plain: a
 * decorator, a warning that is always given, the first words of a docstring, or a name that can mean nothing else.
 * `check_legacy_keys` is about legacy, and none itself.
 */
#include "production.h"

#include "../../extractors/memory.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef enum {
    MARK_NONE,
    MARK_NAME,
    MARK_DOCSTRING,
    MARK_WARNING,
    MARK_DECORATOR
} LegacyMark;

static const char *const mark_notes[] = {[MARK_NAME] = "legacy by its name",
                                         [MARK_DOCSTRING] = "legacy by its docstring",
                                         [MARK_WARNING] = "gives a DeprecationWarning",
                                         [MARK_DECORATOR] = "marked by a decorator"};

/* A call that leads into what is legacy. */
typedef struct {
    uint32_t unit;
    const Flow *flow;
} Step;

static const UT_icd step_icd = {sizeof(Step), NULL, NULL, NULL};

typedef struct {
    RuleContext *context;
    const Production *production;
    uint32_t *units;  /* by definition: the outermost legacy definition that it lies in, or 0 */
    uint8_t *marks;   /* by definition: LegacyMark */
    uint32_t *places; /* by definition: the line of its mark */
    uint32_t *def_of; /* by rank: a definition of that node */
    UT_array steps;   /* Step */
} Search;

/* --- marks --- */

static bool is_one_of(const char *word, size_t length, const char *const *list)
{
    for (; *list; list++)
        if (strlen(*list) == length && strncasecmp(*list, word, length) == 0)
            return true;
    return false;
}

/* Verbs of what is done to legacy things by code that is none itself: `detect_legacy`, `is_deprecated`. */
static bool is_about(const char *verb, size_t length)
{
    static const char *const verbs[] = {"is",     "has",     "check",   "validate", "verify", "detect", "find",
                                        "list",   "migrate", "convert", "remove",   "delete", "clean",  "cleanup",
                                        "mark",   "warn",    "log",     "count",    "handle", "drop",   "keep",
                                        "rename", "allow",   "get",     "set",      "test",   "ensure", "update",
                                        "create", "restore", "raise",   NULL};
    return is_one_of(verb, length, verbs);
}

/* `legacy_connect`, `connect_old`. `deprecated_option` deprecates something else. */
static bool is_legacy_function(const char *name)
{
    static const char *const firsts[] = {"legacy", "obsolete", "compat", NULL};
    static const char *const lasts[] = {"legacy", "deprecated", "obsolete", "compat", "old", "bak", NULL};
    name += strspn(name, "_");
    size_t first = strcspn(name, "_");
    const char *last = strrchr(name, '_');
    return last &&
           (is_one_of(name, first, firsts) || (is_one_of(last + 1, strlen(last + 1), lasts) && !is_about(name, first)));
}

/* `LegacyManager`, `_CompatManager`. `LegacyMigrator` works on what is legacy, and errors are raised about it. */
static bool is_legacy_class(const char *name)
{
    static const char *const words[] = {"Legacy", "Deprecated", "Obsolete", "Old", "Compat", NULL};
    static const char *const others[] = {"Error",   "Warning",   "Exception", "Migrator", "Migration", "Detector",
                                         "Checker", "Validator", "Converter", "Scanner",  "Config",    NULL};
    name += strspn(name, "_");
    for (const char *const *other = others; *other; other++)
        if (strstr(name, *other))
            return false;
    for (const char *const *word = words; *word; word++) {
        size_t length = strlen(*word);
        if (strncmp(name, *word, length) == 0 && isupper((unsigned char)name[length]))
            return true;
    }
    size_t length = strlen(name);
    return length > 6 && strcmp(name + length - 6, "Legacy") == 0;
}

/* A file `legacy.py`, `manager_old.py`; `create_backup.py` makes one. */
static bool is_legacy_module(const char *name)
{
    static const char *const firsts[] = {"legacy", "deprecated", "obsolete", "old", NULL};
    static const char *const lasts[] = {"legacy", "deprecated", "obsolete", "old", "bak", "orig", "backup", NULL};
    size_t first = strcspn(name, "_");
    const char *last = strrchr(name, '_');
    return is_one_of(name, first, firsts) ||
           (last && is_one_of(last + 1, strlen(last + 1), lasts) && !is_about(name, first));
}

static bool is_legacy_name(const GraphNode *node)
{
    switch (node->kind) {
    case NODE_CLASS:
        return is_legacy_class(node->name);
    case NODE_MODULE:
        return is_legacy_module(node->name);
    case NODE_FUNCTION:
    case NODE_METHOD:
        return is_legacy_function(node->name);
    case NODE_LAMBDA:
    case NODE_CASE:
    case NODE_EXTERNAL:
    case NODE_KIND_COUNT:
        break;
    }
    return false;
}

static bool has_deprecating_decorator(const GraphNode *node)
{
    for (const GraphEdge *edge = node->in; edge; edge = edge->next_in)
        if (edge->key.kind == EDGE_DECORATES && strcmp(edge->key.from->name, "deprecated") == 0)
            return true;
    return false;
}

static void set_mark(Search *search, uint32_t def, LegacyMark mark, uint32_t line)
{
    search->marks[def] = (uint8_t)mark;
    search->places[def] = line;
}

static bool is_deprecation(const ProgramFile *file, uint32_t number)
{
    const Value *value = &file->facts.values[number];
    return value->kind == VALUE_GLOBAL && strcmp(facts_name(&file->facts, value->name), "DeprecationWarning") == 0;
}

/* Whether a call warns of something that it names itself: who is told what to say warns for others, and a filter doesn't. */
static bool warns(const ProgramFile *file, const Value *call)
{
    const Value *callee = &file->facts.values[call->base];
    bool named = callee->kind == VALUE_ATTRIBUTE || callee->kind == VALUE_GLOBAL;
    uint32_t name = callee->kind == VALUE_IMPORT ? file->facts.imports[callee->base].name : named ? callee->name : 0;
    const Value *text = call->count ? &file->facts.values[file->facts.operands[call->first].value] : callee;
    return name && strcmp(facts_name(&file->facts, name), "warn") == 0 &&
           (text->kind == VALUE_CONSTANT || (text->kind == VALUE_OPERATOR && text->detail == OP_FORMAT));
}

/* Whether a function is there to warn: `show_deprecation_warning()` does so for who calls it. */
static bool is_for_warnings(const Facts *facts, const Def *def)
{
    const char *name = facts_name(facts, def->name);
    return def->kind == DEF_FUNCTION && (strstr(name, "warning") || strstr(name, "deprecation"));
}

/* Whether a function may have returned before a line is reached. */
static bool may_return_before(const Program *program, const ProgramFile *file, uint32_t scope, uint32_t line)
{
    Body body = program_body(program, file->first_def + scope);
    for (uint32_t i = body.first_effect; i < body.end_effect; i++) {
        const Effect *effect = &file->facts.effects[i];
        if (effect->kind == EFFECT_RETURN && effect->scope == scope && effect->value && effect->line < line)
            return true;
    }
    return false;
}

/* `warnings.warn("…", DeprecationWarning)`, whatever happens: in a branch, or behind one that returns, it is about an
 * argument, or a platform. */
static void find_warnings(Search *search, const ProgramFile *file)
{
    enum {
        SOMETIMES = VALUE_IN_BRANCH | VALUE_IN_HANDLER | VALUE_IN_LOOP
    };
    const Program *program = search->context->subject.program;
    for (uint32_t i = 1; file->image && i < file->facts.values_count; i++) {
        const Value *value = &file->facts.values[i];
        if (value->kind != VALUE_CALL || value->flags & SOMETIMES || !warns(file, value) ||
            is_for_warnings(&file->facts, &file->facts.defs[value->scope]) ||
            may_return_before(program, file, value->scope, value->line))
            continue;
        for (uint32_t k = value->first; k < value->first + value->count; k++)
            if (is_deprecation(file, file->facts.operands[k].value))
                set_mark(search, file->first_def + value->scope, MARK_WARNING, value->line);
    }
}

/* A constructor that warns speaks for its class. */
static void pass_to_class(Search *search, const ProgramFile *file, uint32_t index)
{
    const Def *def = &file->facts.defs[index];
    if (search->marks[file->first_def + index] == MARK_WARNING && file->facts.defs[def->parent].kind == DEF_CLASS &&
        strcmp(facts_name(&file->facts, def->name), "__init__") == 0)
        set_mark(search, file->first_def + def->parent, MARK_WARNING, search->places[file->first_def + index]);
}

/* `legacy_telemetry()` that answers by yes or no asks for what is legacy. */
static bool is_question(const Program *program, const ProgramFile *file, uint32_t index)
{
    Body body = program_body(program, file->first_def + index);
    for (uint32_t i = body.first_effect; i < body.end_effect; i++) {
        const Effect *effect = &file->facts.effects[i];
        const Value *value = &file->facts.values[effect->value];
        if (effect->kind == EFFECT_RETURN && effect->scope == index && value->kind == VALUE_CONSTANT &&
            value->detail == CONSTANT_BOOL)
            return true;
    }
    return false;
}

/* `deprecation.py`, or a `deprecated.py` that has a decorator `deprecated_callable`, has what marks other things as deprecated;
 * its names and texts are about those. */
static bool is_about_others(const Search *search, const ProgramFile *file)
{
    static const char word[] = "deprecated";
    const char *name = rule_node(search->context, file->first_def + 1)->name;
    if (strstr(name, "deprecation"))
        return true;
    for (uint32_t i = 2; strcmp(name, word) == 0 && i < file->facts.defs_count; i++)
        if (strncmp(facts_name(&file->facts, file->facts.defs[i].name), word, sizeof word - 1) == 0)
            return true;
    return false;
}

static void find_mark(Search *search, const ProgramFile *file, uint32_t index)
{
    uint32_t number = file->first_def + index;
    const Def *def = &file->facts.defs[index];
    const GraphNode *node = rule_node(search->context, number);
    if (search->marks[number])
        return;
    if (has_deprecating_decorator(node))
        set_mark(search, number, MARK_DECORATOR, def->line);
    else if (is_about_others(search, file))
        return;
    else if (def->legacy_line)
        set_mark(search, number, MARK_DOCSTRING, def->legacy_line);
    else if (is_legacy_name(node) && !is_question(search->context->subject.program, file, index))
        set_mark(search, number, MARK_NAME, def->line);
}

/* Parents come before what lies in them. */
static void mark_file(Search *search, const ProgramFile *file)
{
    find_warnings(search, file);
    for (uint32_t i = 1; file->image && i < file->facts.defs_count; i++)
        pass_to_class(search, file, i);
    for (uint32_t i = 1; file->image && i < file->facts.defs_count; i++) {
        uint32_t number = file->first_def + i, parent = file->facts.defs[i].parent;
        find_mark(search, file, i);
        uint32_t outer = parent ? search->units[file->first_def + parent] : 0;
        search->units[number] = outer ? outer : search->marks[number] ? number : 0;
        search->def_of[rule_node(search->context, number)->index] = number;
    }
}

/* --- ways into it --- */

static uint32_t unit_of(const Search *search, uint32_t rank)
{
    return search->units[search->def_of[rank]];
}

/* Whether the function that is looked at was seen to step into that unit before. Its steps are the last ones. */
static bool is_told(const Search *search, const Step *step)
{
    for (size_t i = utarray_len(&search->steps); i-- > 0;) {
        const Step *other = (const Step *)utarray_eltptr(&search->steps, i);
        if (other->flow->from != step->flow->from)
            return false;
        if (other->unit == step->unit)
            return true;
    }
    return false;
}

static void find_steps(Search *search, uint32_t rank)
{
    const Slice *slice = search->production->slice;
    for (uint32_t i = slice->first[rank]; i < slice->first[rank + 1]; i++) {
        Step step = {unit_of(search, slice_flow(slice, i)->to), slice_flow(slice, i)};
        if (step.unit && !(step.flow->edge->flags & EDGE_POSSIBLE) && !is_told(search, &step))
            utarray_push_back(&search->steps, &step);
    }
}

static int compare_steps(const void *left, const void *right)
{
    const Step *a = left, *b = right;
    const GraphSite *first = a->flow->edge->sites, *second = b->flow->edge->sites;
    if (a->unit != b->unit)
        return a->unit < b->unit ? -1 : 1;
    int order = strcmp(first->path, second->path);
    if (order || first->line != second->line)
        return order ? order : first->line < second->line ? -1 : 1;
    return (first->column > second->column) - (first->column < second->column);
}

static void add_others(Search *search, Finding *finding, const Step *steps, size_t count)
{
    enum {
        SHOWN = 5
    };
    for (size_t i = 1; i < count && i <= SHOWN; i++) {
        const GraphSite *site = steps[i].flow->edge->sites;
        bool last = i == SHOWN && count > SHOWN + 1;
        if (last)
            finding_add_evidence(search->context->findings, finding, site->path, site->line, site->column,
                                 "so does %s, and %zu more", rule_title(steps[i].flow->edge->key.from),
                                 count - SHOWN - 1);
        else
            finding_add_evidence(search->context->findings, finding, site->path, site->line, site->column, "so does %s",
                                 rule_title(steps[i].flow->edge->key.from));
    }
}

/* All ways into one legacy thing are one finding: what helps is to replace it, or to drop its mark. */
static void report(Search *search, const Step *steps, size_t count)
{
    RuleContext *context = search->context;
    const GraphEdge *edge = steps->flow->edge;
    const GraphNode *from = edge->key.from, *to = edge->key.to, *legacy = rule_node(context, steps->unit);
    LegacyMark mark = search->marks[steps->unit];
    Finding *finding = rule_add(context, edge->sites, from, to, mark == MARK_NAME ? FINDING_LIKELY : FINDING_CERTAIN);
    if (legacy == to)
        finding_set_message(context->findings, finding, "production runs %s, which is legacy", rule_title(to));
    else
        finding_set_message(context->findings, finding, "production runs %s of %s, which is legacy", rule_title(to),
                            legacy->kind == NODE_MODULE ? legacy->id : legacy->name);
    finding_add_evidence(context->findings, finding, legacy->path, search->places[steps->unit], 0, "%s",
                         mark_notes[mark]);
    production_tell_way(search->production, from, context, finding);
    add_others(search, finding, steps, count);
}

static void report_all(Search *search)
{
    const Step *steps = (const Step *)utarray_front(&search->steps);
    size_t count = utarray_len(&search->steps);
    slice_sort(&search->steps, compare_steps);
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && steps[end].unit == steps[first].unit;)
            end++;
        report(search, &steps[first], end - first);
    }
}

void rule_legacy_path(RuleContext *context)
{
    size_t count;
    const Program *program = context->subject.program;
    const ProgramFile *files = program_files(program, &count);
    uint32_t defs = program_def_count(program) + 1;
    Search search = {.context = context,
                     .production = context->production,
                     .units = memory_zeroed(defs, sizeof *search.units),
                     .marks = memory_zeroed(defs, sizeof *search.marks),
                     .places = memory_zeroed(defs, sizeof *search.places),
                     .def_of = memory_zeroed(context->subject.graph->node_count + 1, sizeof *search.def_of)};
    utarray_init(&search.steps, &step_icd);
    for (size_t i = 0; i < count; i++)
        mark_file(&search, &files[i]);
    for (size_t i = 0; i < search.production->count; i++)
        if (!unit_of(&search, search.production->queue[i]))
            find_steps(&search, search.production->queue[i]);
    report_all(&search);
    utarray_done(&search.steps);
    free(search.units);
    free(search.marks);
    free(search.places);
    free(search.def_of);
}
