#include "diff_report.h"

#include "../check/baseline.h"
#include "../view/label.h"
#include "../../extractors/catalog/catalog.h"
#include "../../extractors/memory.h"
#include "../../extractors/strings.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utarray.h>
#include <uthash.h>
#include <xxhash.h>

enum {
    HEADLINES_MAX = 3,
    COLOURS_MAX = 2 /* headlines about what became async, so that there is room for others */
};

struct DiffReport {
    const Comparison *comparison;
    FindingList *lists[2]; /* before: those that are gone; after: those that are new */
    Arena arena;           /* texts */
    UT_array headlines, nodes, edges, findings[2];
    Diagram *diagram;
    Changes changes;
};

enum {
    BEFORE,
    AFTER
};

static const UT_icd headline_icd = {sizeof(ChangeHeadline), NULL, NULL, NULL};
static const UT_icd node_icd = {sizeof(ChangedNode), NULL, NULL, NULL};
static const UT_icd edge_icd = {sizeof(ChangedEdge), NULL, NULL, NULL};
static const UT_icd finding_icd = {sizeof(Finding), NULL, NULL, NULL};

/* Moves a text to where it lives as long as the report. */
static const char *keep(DiffReport *report, UT_string *text)
{
    const char *copy = arena_copy(&report->arena, utstring_body(text), utstring_len(text));
    utstring_done(text);
    return copy;
}

/* --- findings --- */

/* The id that a node of the graph before has in the one after. */
static const char *new_id(const DiffReport *report, const char *id)
{
    const Comparison *comparison = report->comparison;
    const GraphNode *node = graph_find_node(comparison->slices[BEFORE]->graph, id);
    uint32_t partner = node ? comparison->match.after[node->index] : MATCH_NONE;
    return partner == MATCH_NONE ? id : comparison->slices[AFTER]->nodes[partner]->id;
}

/* Findings that are about the same, however their lines look. */
typedef struct {
    uint64_t cause;
    size_t before, both; /* of the list before: how many are left, and how many have met one of the list after */
    UT_hash_handle hh;
} Cause;

/* What the drop functions below are told. */
typedef struct {
    const DiffReport *report;
    unsigned side; /* of the list that they go through */
    Cause *causes;
} News;

/* By rule, symbol and target, as they are called after: a finding whose line was edited, or that is in something with
 * another name now, is no news. */
static uint64_t hash_cause(const News *news, const Finding *finding)
{
    const char *symbol = finding->symbol, *target = finding->target;
    XXH64_hash_t hash = XXH3_64bits(finding->rule, strlen(finding->rule));
    if (news->side == BEFORE) {
        symbol = new_id(news->report, symbol);
        target = new_id(news->report, target);
    }
    hash = XXH3_64bits_withSeed(symbol, strlen(symbol), hash);
    return XXH3_64bits_withSeed(target, strlen(target), hash);
}

static Cause *find_cause(const News *news, const Finding *finding)
{
    uint64_t hash = hash_cause(news, finding);
    Cause *cause;
    HASH_FIND(hh, news->causes, &hash, sizeof hash, cause);
    return cause;
}

static void count_cause(News *news, const Finding *finding)
{
    Cause *cause = find_cause(news, finding);
    if (!cause) {
        cause = memory_zeroed(1, sizeof *cause);
        cause->cause = hash_cause(news, finding);
        HASH_ADD(hh, news->causes, cause, sizeof cause->cause, cause);
    }
    cause->before++;
}

/* First for the list after, then for the one before: each drops what the other one has as well. */
static bool drop_same(const Finding *finding, void *context)
{
    const News *news = context;
    Cause *cause = find_cause(news, finding);
    if (!cause || !(news->side == AFTER ? cause->before : cause->both))
        return false;
    if (news->side == AFTER) {
        cause->before--;
        cause->both++;
    } else {
        cause->both--;
    }
    return true;
}

static bool drop_unwanted(const Finding *finding, void *context)
{
    const News *news = context;
    const Comparison *comparison = news->report->comparison;
    const GraphNode *node = graph_find_node(comparison->slices[news->side]->graph, finding->symbol);
    uint32_t entity = node ? comparison->entity_of[news->side][node->index] : NO_RANK;
    return entity == NO_RANK || !comparison->entities[entity].wanted;
}

/* That it is not known any more what is called where a finding was mends nothing. */
static bool drop_unknown(const Finding *finding, void *context)
{
    const Comparison *comparison = ((const News *)context)->report->comparison;
    const GraphNode *node = graph_find_node(comparison->slices[BEFORE]->graph, finding->symbol);
    for (const GraphEdge *edge = node ? node->out : NULL; edge; edge = edge->next_out)
        if (strcmp(edge->key.to->id, finding->target) == 0 && compare_is_lost(comparison, edge))
            return true;
    return false;
}

/* By fingerprint first, so that equal lines find each other. */
static void drop_known(FindingList *before, FindingList *after)
{
    Baseline *old = baseline_new(), *new = baseline_new();
    size_t fixed;
    baseline_add(old, before);
    baseline_add(new, after);
    baseline_apply(old, after, &fixed);
    baseline_apply(new, before, &fixed);
    baseline_free(old);
    baseline_free(new);
}

static void free_causes(Cause *causes)
{
    Cause *cause, *next;
    HASH_ITER(hh, causes, cause, next)
    {
        HASH_DEL(causes, cause);
        free(cause);
    }
}

static void find_news(DiffReport *report, bool views_given)
{
    News news = {.report = report, .side = BEFORE};
    size_t count;
    drop_known(report->lists[BEFORE], report->lists[AFTER]);
    const Finding *before = finding_list_items(report->lists[BEFORE], &count);
    for (size_t i = 0; i < count; i++)
        count_cause(&news, &before[i]);
    static const unsigned order[] = {AFTER, BEFORE};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        news.side = order[i];
        finding_list_drop(report->lists[news.side], drop_same, &news);
        if (views_given)
            finding_list_drop(report->lists[news.side], drop_unwanted, &news);
    }
    finding_list_drop(report->lists[BEFORE], drop_unknown, &news);
    free_causes(news.causes);
}

/* The most important ones first. */
static void take_findings(DiffReport *report, unsigned side)
{
    Findings findings = {0};
    findings.findings = finding_list_items(report->lists[side], &findings.count);
    size_t *order = findings_by_importance(&findings);
    for (size_t i = 0; i < findings.count; i++)
        utarray_push_back(&report->findings[side], &findings.findings[order[i]]);
    free(order);
}

/* --- nodes --- */

/* What something new or gone is: "async function · factory". */
static const char *describe(DiffReport *report, const GraphNode *node)
{
    UT_string text;
    utstring_init(&text);
    utstring_printf(&text, "%s%s", node->flags & NODE_ASYNC ? "async " : "", node_kind_name(node->kind));
    if (node->flags & NODE_ENTRY)
        label_add_word(&text, 0, "entry point");
    for (Role role = 1; role < ROLE_COUNT; role++)
        if (node->roles >> role & 1 && role != ROLE_ENTRY)
            label_add_word(&text, 0, role_name(role));
    if (node->flags & NODE_LEGACY)
        label_add_word(&text, 0, "legacy");
    return keep(report, &text);
}

static ChangeKind kind_of(const Entity *entity)
{
    if (entity->fate != FATE_CHANGED)
        return entity->fate == FATE_ADDED ? CHANGE_ADDED : CHANGE_REMOVED;
    bool other = entity->differences & ~(uint32_t)(DIFFERS_MOVED | DIFFERS_CALLS);
    return entity->differences & DIFFERS_MOVED && !other ? CHANGE_MOVED : CHANGE_CHANGED;
}

static bool lies_in(const GraphNode *node, const GraphNode *place)
{
    size_t length = strlen(place->id);
    return strncmp(node->id, place->id, length) == 0 && node->id[length] == '.';
}

/* How much came along with what was renamed or moved. */
static size_t count_carried(const Comparison *comparison, const Entity *entity)
{
    size_t count = 0;
    for (size_t i = 0; i < comparison->entity_count; i++) {
        const Entity *other = &comparison->entities[i];
        count += other->before && other->after && lies_in(other->before, entity->before) &&
                 lies_in(other->after, entity->after);
    }
    return count;
}

/* What is different about something that is on both sides. */
static const char *describe_changed(DiffReport *report, const Entity *entity)
{
    UT_string text;
    utstring_init(&text);
    compare_write_differences(entity, ", ", &text);
    size_t carried = entity->differences & DIFFERS_MOVED ? count_carried(report->comparison, entity) : 0;
    if (carried && !utstring_len(&text))
        utstring_printf(&text, carried == 1 ? "with %zu definition in it" : "with %zu definitions in it", carried);
    return keep(report, &text);
}

static void add_node(DiffReport *report, const Entity *entity)
{
    const Slice *slice;
    const GraphNode *node = compare_node(report->comparison, entity, &slice);
    const char *what = entity->fate == FATE_CHANGED ? describe_changed(report, entity) : describe(report, node);
    ChangedNode row = {.change = kind_of(entity),
                       .id = entity->key,
                       .was = entity->differences & DIFFERS_MOVED ? entity->before->id : NULL,
                       .kind = node_kind_name(node->kind),
                       .what = what,
                       .async = node->flags & NODE_ASYNC,
                       .place = {node->path, node->line, !entity->after}};
    utarray_push_back(&report->nodes, &row);
}

static int compare_weights(const void *left, const void *right)
{
    const Entity *a = *(const Entity *const *)left, *b = *(const Entity *const *)right;
    if (a->weight != b->weight)
        return a->weight < b->weight ? -1 : 1;
    return strcmp(a->key, b->key);
}

/* The entities that changed, what matters most first; the caller frees the list. */
static const Entity **find_changed(const Comparison *comparison, size_t *count)
{
    const Entity **changed = memory_zeroed(comparison->entity_count + 1, sizeof *changed);
    *count = 0;
    for (size_t i = 0; i < comparison->entity_count; i++)
        if (comparison->entities[i].wanted && comparison->entities[i].fate != FATE_SAME)
            changed[(*count)++] = &comparison->entities[i];
    qsort(changed, *count, sizeof *changed, compare_weights);
    return changed;
}

/* --- edges --- */

static ChangedEdgeSide side_of(const LinkSide *side)
{
    return (ChangedEdgeSide){side->edge ? edge_kind_name(side->kind) : NULL, side->broken, side->possible};
}

static void add_edge(DiffReport *report, const Link *link)
{
    static const ChangeKind changes[] = {[FATE_SAME] = CHANGE_KIND_COUNT,
                                         [FATE_ADDED] = CHANGE_ADDED,
                                         [FATE_REMOVED] = CHANGE_REMOVED,
                                         [FATE_CHANGED] = CHANGE_CHANGED};
    const Entity *entities = report->comparison->entities, *from = &entities[link->from];
    const Entity *to = link->to == NO_RANK ? NULL : &entities[link->to];
    const LinkSide *side = compare_side(link);
    UT_string what;
    utstring_init(&what);
    compare_write_change(link, &what);
    ChangedEdge row = {.change = changes[link->fate],
                       .from = from->key,
                       .to = to ? to->key : side->edge->key.to->id,
                       .what = keep(report, &what),
                       .before = side_of(&link->before),
                       .after = side_of(&link->after),
                       .implied = !from->before || !from->after || (to && (!to->before || !to->after)),
                       .place = {side->edge->sites->path, side->edge->sites->line, !link->after.edge}};
    utarray_push_back(&report->edges, &row);
}

static bool is_told(const Comparison *comparison, const Link *link)
{
    return link->fate != FATE_SAME && comparison->entities[link->from].wanted &&
           (link->to == NO_RANK || comparison->entities[link->to].wanted);
}

/* Those whose caller matters most first; they are in the order of callers and calls otherwise. */
static void add_edges(DiffReport *report)
{
    const Comparison *comparison = report->comparison;
    uint32_t most = 0;
    for (size_t i = 0; i < comparison->entity_count; i++)
        most = comparison->entities[i].weight > most ? comparison->entities[i].weight : most;
    for (uint32_t weight = 0; weight <= most; weight++)
        for (size_t i = 0; i < comparison->link_count; i++)
            if (comparison->entities[comparison->links[i].from].weight == weight &&
                is_told(comparison, &comparison->links[i]))
                add_edge(report, &comparison->links[i]);
}

/* --- headlines --- */

static const char *short_name(DiffReport *report, const GraphNode *node)
{
    UT_string text;
    utstring_init(&text);
    label_write_name(node, &text);
    return keep(report, &text);
}

static const char *name_entity(DiffReport *report, const Entity *entity)
{
    return short_name(report, entity->after ? entity->after : entity->before);
}

static void __attribute__((format(printf, 4, 5)))
add_headline(DiffReport *report, const char *subject, const char *object, const char *format, ...)
{
    va_list arguments;
    UT_string text;
    if (utarray_len(&report->headlines) == HEADLINES_MAX)
        return;
    utstring_init(&text);
    va_start(arguments, format);
    utstring_printf_va(&text, format, arguments);
    va_end(arguments);
    ChangeHeadline headline = {.subject = subject, .object = object, .text = keep(report, &text)};
    utarray_push_back(&report->headlines, &headline);
}

/* `side`: before, those that are gone; after, those that are new. */
static const Finding *finding_at(const DiffReport *report, unsigned side, size_t index)
{
    return (const Finding *)utarray_eltptr(&report->findings[side], index);
}

/* Of some rules, findings are about one function that many others call. */
static bool is_about_target(const Finding *finding)
{
    return *finding->target &&
           (strcmp(finding->rule, "never-awaited") == 0 || strcmp(finding->rule, "await-sync") == 0);
}

/* Whether one headline tells of both. */
static bool have_one_cause(const Finding *a, const Finding *b)
{
    return strcmp(a->rule, b->rule) == 0 && is_about_target(a) == is_about_target(b) &&
           (!is_about_target(a) || strcmp(a->target, b->target) == 0);
}

static size_t count_alike(const DiffReport *report, unsigned side, const Finding *finding)
{
    size_t count = 0;
    for (size_t i = 0; i < utarray_len(&report->findings[side]); i++)
        count += have_one_cause(finding_at(report, side, i), finding);
    return count;
}

/* How many functions have a new finding of that rule about a target. */
static size_t count_callers(const DiffReport *report, const char *rule, const char *target)
{
    size_t count = 0;
    for (size_t i = 0; i < utarray_len(&report->findings[AFTER]); i++) {
        const Finding *finding = finding_at(report, AFTER, i);
        bool again = strcmp(finding->rule, rule) != 0 || strcmp(finding->target, target) != 0;
        for (size_t k = 0; k < i && !again; k++)
            again = have_one_cause(finding_at(report, AFTER, k), finding) &&
                    strcmp(finding_at(report, AFTER, k)->symbol, finding->symbol) == 0;
        count += !again;
    }
    return count;
}

/* "get_manager became async; 4 callers now forget await". */
static void tell_colour(DiffReport *report, const Entity *entity)
{
    size_t forget = count_callers(report, "never-awaited", entity->key);
    size_t vain = count_callers(report, "await-sync", entity->key);
    const char *became = entity->after->flags & NODE_ASYNC ? "became async" : "became sync";
    const char *name = name_entity(report, entity);
    if (forget)
        add_headline(report, name, NULL, "%s; %zu %s now %s `await`", became, forget,
                     forget == 1 ? "caller" : "callers", forget == 1 ? "forgets" : "forget");
    else if (vain)
        add_headline(report, name, NULL, "%s; %zu %s still %s it", became, vain, vain == 1 ? "caller" : "callers",
                     vain == 1 ? "awaits" : "await");
    else
        add_headline(report, name, NULL, "%s", became);
}

static bool is_told_with_colour(const Entity *const *changed, size_t count, const Finding *finding)
{
    for (size_t i = 0; is_about_target(finding) && i < count; i++)
        if (changed[i]->differences & DIFFERS_ASYNC && strcmp(changed[i]->key, finding->target) == 0)
            return true;
    return false;
}

/* Whether an earlier finding has told of this cause. */
static bool is_repeated(const DiffReport *report, unsigned side, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (have_one_cause(finding_at(report, side, i), finding_at(report, side, index)))
            return true;
    return false;
}

static const char *name_id(DiffReport *report, const char *id)
{
    const GraphNode *node = graph_find_node(report->comparison->slices[AFTER]->graph, id);
    return node ? short_name(report, node) : id;
}

static void tell_finding(DiffReport *report, const Finding *finding)
{
    size_t count = count_alike(report, AFTER, finding);
    const char *places = count == 1 ? "place" : "places";
    if (is_about_target(finding) && strcmp(finding->rule, "await-sync") == 0)
        add_headline(report, name_id(report, finding->target), NULL, "is awaited in %zu %s, which cannot work", count,
                     places);
    else if (is_about_target(finding))
        add_headline(report, name_id(report, finding->target), NULL, "is called without `await` in %zu %s", count,
                     places);
    else if (count == 1)
        add_headline(report, name_id(report, finding->symbol), NULL, "has a new `%s`", finding->rule);
    else
        add_headline(report, NULL, NULL, "%zu new `%s`", count, finding->rule);
}

/* Errors and warnings that are new, by cause. */
static void tell_findings(DiffReport *report, const Entity *const *changed, size_t changed_count)
{
    for (size_t i = 0; i < utarray_len(&report->findings[AFTER]); i++) {
        const Finding *finding = finding_at(report, AFTER, i);
        if (finding->level != FINDING_NOTE && !is_told_with_colour(changed, changed_count, finding) &&
            !is_repeated(report, AFTER, i))
            tell_finding(report, finding);
    }
}

/* What could not work, and now may, by what was called. */
static void tell_mended(DiffReport *report, const Entity *const *changed, size_t changed_count)
{
    for (size_t i = 0; i < utarray_len(&report->findings[BEFORE]); i++) {
        Finding finding = *finding_at(report, BEFORE, i);
        size_t count = count_alike(report, BEFORE, &finding);
        if (finding.level == FINDING_NOTE || !is_about_target(&finding) || is_repeated(report, BEFORE, i))
            continue;
        finding.target = new_id(report, finding.target);
        const char *text = strcmp(finding.rule, "await-sync") == 0 ? "is no longer awaited in vain in"
                                                                   : "is no longer called without `await` in";
        if (!is_told_with_colour(changed, changed_count, &finding))
            add_headline(report, name_id(report, finding.target), NULL, "%s %zu %s", text, count,
                         count == 1 ? "place" : "places");
    }
}

/* Without rules, what cannot work is told by the graph. */
static void tell_broken(DiffReport *report)
{
    const Comparison *comparison = report->comparison;
    for (size_t i = 0; i < comparison->link_count && !report->lists[AFTER]; i++) {
        const Link *link = &comparison->links[i];
        if (is_told(comparison, link) && link->after.broken && !link->before.broken)
            add_headline(report, name_entity(report, &comparison->entities[link->from]),
                         short_name(report, link->after.edge->key.to), "now awaits in vain");
    }
}

static bool is_module(const Entity *entity)
{
    return (entity->after ? entity->after : entity->before)->kind == NODE_MODULE;
}

/* The first of those that are new, or gone, which matters most, and how many more there are. */
static void tell_fate(DiffReport *report, const Entity *const *changed, size_t count, Fate fate, const char *word)
{
    const Entity *first = NULL;
    size_t more = 0;
    for (size_t i = 0; i < count; i++)
        if (changed[i]->fate == fate) {
            more += first != NULL;
            first = !first || is_module(first) ? changed[i] : first; /* functions tell more */
        }
    if (first && more)
        add_headline(report, name_entity(report, first), NULL, "and %zu more are %s", more, word);
    else if (first)
        add_headline(report, name_entity(report, first), NULL, "is %s", word);
}

static void tell_node(DiffReport *report, const Entity *entity)
{
    UT_string text;
    utstring_init(&text);
    compare_write_differences(entity, ", ", &text);
    const char *differences = keep(report, &text);
    if (entity->fate != FATE_CHANGED)
        return;
    if (*differences && !(entity->differences & DIFFERS_ASYNC))
        add_headline(report, name_entity(report, entity), NULL, "%s", differences);
    else if (entity->differences & DIFFERS_MOVED && !(entity->differences & DIFFERS_ASYNC))
        add_headline(report, name_entity(report, entity),
                     entity->differences & DIFFERS_PLACE ? entity->before->id : short_name(report, entity->before),
                     entity->differences & DIFFERS_PLACE ? "moved, was" : "was");
}

/* "now calls", "no longer awaits". */
static const char *verb_of(EdgeKind kind)
{
    static const char *const verbs[EDGE_KIND_COUNT] = {
        [EDGE_CALL] = "calls",
        [EDGE_AWAIT] = "awaits",
        [EDGE_SPAWN] = "spawns",
        [EDGE_TO_THREAD] = "runs in a thread",
        [EDGE_FROM_THREAD] = "hands back to the loop",
        [EDGE_RUN] = "runs in a loop",
        [EDGE_CALLBACK] = "keeps as a callback",
        [EDGE_CREATES] = "makes",
        [EDGE_RETURNS] = "returns",
        [EDGE_DEPENDS] = "has injected",
    };
    return verbs[kind] ? verbs[kind] : "calls";
}

/* Where nothing else is to be told: the first call that changed. */
static void tell_link(DiffReport *report)
{
    const Comparison *comparison = report->comparison;
    for (size_t i = 0; i < comparison->link_count && !utarray_len(&report->headlines); i++) {
        const Link *link = &comparison->links[i];
        const LinkSide *side = compare_side(link);
        if (is_told(comparison, link))
            add_headline(report, name_entity(report, &comparison->entities[link->from]),
                         short_name(report, side->edge->key.to), "%s %s%s",
                         link->after.unknown        ? "perhaps no longer"
                         : link->after.edge == NULL ? "no longer"
                                                    : "now",
                         side->possible ? "perhaps " : "", verb_of(side->kind));
    }
}

static void write_headlines(DiffReport *report)
{
    size_t count, colours = 0;
    const Entity **changed = find_changed(report->comparison, &count);
    for (size_t i = 0; i < count; i++)
        if (changed[i]->differences & DIFFERS_ASYNC && colours++ < COLOURS_MAX)
            tell_colour(report, changed[i]);
    tell_findings(report, changed, count);
    tell_broken(report);
    tell_mended(report, changed, count);
    for (size_t i = 0; i < count && changed[i]->weight < WEIGHT_LANDMARK; i++)
        tell_node(report, changed[i]);
    tell_fate(report, changed, count, FATE_ADDED, "new");
    tell_fate(report, changed, count, FATE_REMOVED, "gone");
    for (size_t i = 0; i < count; i++)
        if (changed[i]->weight >= WEIGHT_LANDMARK)
            tell_node(report, changed[i]);
    tell_link(report);
    free(changed);
}

/* --- the whole --- */

static void write_rows(DiffReport *report)
{
    size_t count;
    const Entity **changed = find_changed(report->comparison, &count);
    for (size_t i = 0; i < count; i++)
        add_node(report, changed[i]);
    free(changed);
    add_edges(report);
    for (unsigned side = BEFORE; report->lists[AFTER] && side <= AFTER; side++)
        take_findings(report, side);
    write_headlines(report);
}

/* What is newly wrong is drawn where it is. */
static void mark_problems(Comparison *comparison, const UT_array *findings)
{
    for (const Finding *finding = NULL; (finding = (const Finding *)utarray_next(findings, finding));) {
        const Graph *graph = comparison->slices[AFTER]->graph;
        const GraphNode *node = graph_find_node(graph, finding->symbol);
        if (node && finding->level != FINDING_NOTE)
            compare_add_problem(comparison, node, graph_find_node(graph, finding->target), finding->rule);
    }
}

DiffReport *diff_report_new(Comparison *comparison, FindingList *before, FindingList *after, bool views_given)
{
    DiffReport *report = memory_zeroed(1, sizeof *report);
    report->comparison = comparison;
    report->lists[BEFORE] = before;
    report->lists[AFTER] = after;
    utarray_init(&report->headlines, &headline_icd);
    utarray_init(&report->nodes, &node_icd);
    utarray_init(&report->edges, &edge_icd);
    utarray_init(&report->findings[BEFORE], &finding_icd);
    utarray_init(&report->findings[AFTER], &finding_icd);
    if (after)
        find_news(report, views_given);
    write_rows(report);
    mark_problems(comparison, &report->findings[AFTER]);
    report->diagram = compare_draw(comparison);
    report->changes = (Changes){.headlines = (const ChangeHeadline *)utarray_front(&report->headlines),
                                .headline_count = utarray_len(&report->headlines),
                                .nodes = (const ChangedNode *)utarray_front(&report->nodes),
                                .node_count = utarray_len(&report->nodes),
                                .edges = (const ChangedEdge *)utarray_front(&report->edges),
                                .edge_count = utarray_len(&report->edges),
                                .checked = after,
                                .added = (const Finding *)utarray_front(&report->findings[AFTER]),
                                .added_count = utarray_len(&report->findings[AFTER]),
                                .fixed = (const Finding *)utarray_front(&report->findings[BEFORE]),
                                .fixed_count = utarray_len(&report->findings[BEFORE]),
                                .diagram = report->diagram};
    return report;
}

void diff_report_free(DiffReport *report)
{
    if (!report)
        return;
    utarray_done(&report->headlines);
    utarray_done(&report->nodes);
    utarray_done(&report->edges);
    utarray_done(&report->findings[BEFORE]);
    utarray_done(&report->findings[AFTER]);
    diagram_free(report->diagram);
    arena_clear(&report->arena);
    free(report);
}

Changes *diff_report_changes(DiffReport *report)
{
    return &report->changes;
}

bool diff_report_is_empty(const DiffReport *report)
{
    const Changes *changes = &report->changes;
    return !changes->node_count && !changes->edge_count && !changes->added_count && !changes->fixed_count;
}
