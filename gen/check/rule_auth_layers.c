/*
 * rule_auth_layers.c - rule auth-layers: where a WebSocket connection is authenticated on its way from the entry point to
 * the message loop: more than once, too late, or nowhere.
 *
 * The way is walked as the code evaluates it, into functions of the tree as long as it is certain which. Handlers of
 * exceptions are no part of it. What cannot be followed, and gets something of the connection, may authenticate, so that
 * nothing is said of what is missing. An entry point that chooses between several handlers has as many ways.
 */
#include "arguments.h"
#include "rules.h"

#include "../../extractors/memory.h"
#include "../../extractors/strings.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <utarray.h>

enum {
    DEEPEST = 5,         /* calls from the entry point */
    STEPS_MOST = 100000, /* from an entry point, where each function calls many that call many */
    LAYERS = 8
};

typedef enum {
    LAYER_MIDDLEWARE,
    LAYER_DEPENDENCY,
    LAYER_HANDLER
} LayerKind;

static const char *const layer_names[] = {
    [LAYER_MIDDLEWARE] = "the middleware ", [LAYER_DEPENDENCY] = "the dependency ", [LAYER_HANDLER] = "the handler "};

/* A function on the way that authenticates, by a call of `check`. */
typedef struct {
    LayerKind kind;
    const GraphNode *holder, *check;
    uint32_t site; /* value */
    uint32_t
        step; /* value: the call in the handler that leads to the holder; 0: it is the handler itself, or none of it */
} Layer;

/* What happens on one way, in its order. */
typedef struct {
    Layer layers[LAYERS];
    size_t count;
    uint32_t step;       /* value: the call in the handler that the walk is in now */
    unsigned branches;   /* that the walk is in now: what happens there may not happen */
    unsigned detached;   /* functions that the walk is in now, and that got nothing of the connection */
    uint32_t accept;     /* value; 0: not seen, or in a branch only */
    uint32_t may_accept; /* value in a branch, before any check; 0: none */
    bool accepted_late;  /* somewhere behind a check */
    bool several;        /* it chooses between handlers, which were judged one by one */
    bool checked_first;  /* before it was accepted */
    bool unknown_first;  /* something unknown ran before it was accepted */
    bool unknown;        /* or anywhere */
    bool received, loop; /* a message; in a loop, where the way ends */
    bool received_first; /* a message before the first check: it may carry the credentials */
} Way;

/* Values that a finding is about: what several entry points lead to is told once. */
typedef struct {
    uint32_t first, second;
} Places;

static const UT_icd places_icd = {sizeof(Places), NULL, NULL, NULL};

typedef struct {
    RuleContext *context;
    uint32_t *def_of; /* by rank */
    UT_array *told;   /* Places */
    const GraphNode **middleware;
    size_t middleware_count;
    unsigned *steps; /* that the entry point's walk may still take */
    bool probing;    /* looks what a function does, and says nothing */
} Search;

static bool has_role(const GraphNode *node, Role role)
{
    return node->roles >> role & 1;
}

static const GraphNode *target_of(const Search *search, const ResolvedCall *call)
{
    if (call->target)
        return rule_node(search->context, call->target);
    return graph_find_node(search->context->subject.graph,
                           names_text(program_names(search->context->subject.program), call->name));
}

/* The only function that a call runs; NULL: none is known, or several are. */
static const GraphNode *find_target(const Search *search, uint32_t site)
{
    const ResolvedCall *call = sites_only_call(search->context->sites, site);
    return call ? target_of(search, call) : NULL;
}

/* What lies outside of the tree, and can authenticate nobody. */
static bool is_harmless(const Search *search, const GraphNode *node)
{
    static const char *const modules[] = {"<builtin>", "<plain>", "logging", "time",   "uuid",        "datetime",
                                          "json",      "asyncio", "os",      "random", "collections", "urllib"};
    const CatalogEntry *entries;
    if (node->kind != NODE_EXTERNAL)
        return false;
    for (size_t i = 0; i < sizeof modules / sizeof *modules; i++)
        if (strcmp(node->module, modules[i]) == 0)
            return true;
    return catalog_find(search->context->subject.catalog, node->id, &entries) > 0;
}

static void note_unknown(Way *way)
{
    if (way->detached)
        return;
    way->unknown = true;
    way->unknown_first = way->unknown_first || (!way->accept && !way->may_accept);
}

static void note_check(Way *way, LayerKind kind, const GraphNode *holder, const GraphNode *check, uint32_t site)
{
    if (kind == LAYER_HANDLER) {
        way->checked_first = way->checked_first || !way->accept;
        way->received_first = way->received_first || way->received;
    }
    for (size_t i = 0; i < way->count; i++)
        if (way->layers[i].holder == holder && way->layers[i].kind == kind)
            return;
    if (way->count < LAYERS)
        way->layers[way->count++] = (Layer){kind, holder, check, site, way->step};
}

static void walk(const Search *search, LayerKind kind, uint32_t def, unsigned depth, Way *way);
static void judge_way(const Search *search, const GraphNode *entry, const Way *way);

/* Whether a value comes from a parameter, as the connection and all that belongs to it do. */
static bool is_of_parameter(const ProgramFile *file, uint32_t index)
{
    enum {
        LONGEST = 16
    };
    const Value *value = &file->facts.values[index];
    for (unsigned step = 0; step < LONGEST; step++) {
        if (value->kind == VALUE_PARAM)
            return true;
        if (!program_works_on_base(value) && value->kind != VALUE_NARROWED && value->kind != VALUE_PHI)
            return false;
        uint32_t next = value->kind == VALUE_PHI ? file->facts.operands[value->first].value : value->base;
        if (!next)
            return false;
        value = &file->facts.values[next];
    }
    return true;
}

/* Whether a call that cannot be followed is handed anything of the connection, or is a method that says so. */
static bool may_check(const Search *search, uint32_t site)
{
    const ProgramFile *file = program_file_of_value(search->context->subject.program, site);
    const Value *call = program_value(search->context->subject.program, site);
    const Value *callee = &file->facts.values[call->base];
    for (uint32_t i = call->first; i < call->first + call->count; i++)
        if (is_of_parameter(file, file->facts.operands[i].value))
            return true;
    return callee->kind == VALUE_ATTRIBUTE &&
           catalog_match_patterns(search->context->subject.catalog, facts_name(&file->facts, callee->name),
                                  file->facts.header->language != LANGUAGE_PYTHON) >>
                   ROLE_AUTHENTICATE &
               1;
}

/* Is it a method of a parameter, as `self.check()` is? */
static bool is_callee_of_parameter(const Search *search, uint32_t site)
{
    return is_of_parameter(program_file_of_value(search->context->subject.program, site),
                           program_value(search->context->subject.program, site)->base);
}

static void note_accept(Way *way, uint32_t site, bool branch)
{
    way->accepted_late = way->accepted_late || way->count;
    if (!branch)
        way->accept = way->accept ? way->accept : site;
    else if (!way->count)
        way->may_accept = way->may_accept ? way->may_accept : site;
}

/* A function that accepts or receives in a branch is one of several handlers: a way of its own. */
static bool is_handler_of_its_own(const Search *search, LayerKind kind, const GraphNode *node, const Way *way)
{
    Search probe = *search;
    Way inside = {0};
    if (kind != LAYER_HANDLER || search->probing || way->branches)
        return false;
    probe.probing = true;
    walk(&probe, kind, search->def_of[node->index], 1, &inside);
    return (inside.accept || inside.may_accept || inside.accepted_late) && inside.received;
}

static void judge_handler(const Search *search, const GraphNode *node, const Way *before)
{
    Way inside = *before;
    inside.several = false;
    walk(search, LAYER_HANDLER, search->def_of[node->index], 1, &inside);
    judge_way(search, node, &inside);
}

/* Whether a middleware gives the connection to what is inside of it: `self.app(scope, receive, send)`, `call_next(request)`. */
static bool passes_on(const ProgramFile *file, const Value *call)
{
    const Value *callee = &file->facts.values[call->base];
    return callee->kind == VALUE_PARAM ||
           (callee->kind == VALUE_ATTRIBUTE && strcmp(facts_name(&file->facts, callee->name), "app") == 0);
}

/* One call on the way. */
static void pass_call(const Search *search, LayerKind kind, uint32_t holder, uint32_t site, unsigned depth, Way *way)
{
    const GraphNode *node = find_target(search, site);
    const Value *value = program_value(search->context->subject.program, site);
    bool branch = value->flags & VALUE_IN_BRANCH;
    if (kind == LAYER_MIDDLEWARE && passes_on(program_file_of_value(search->context->subject.program, site), value))
        return;
    if (!node) {
        if (may_check(search, site) &&
            (search->context->sites->by_site[site] || !program_site_is_closed(search->context->subject.program, site)))
            note_unknown(way);
        return;
    }
    if (has_role(node, ROLE_AUTHENTICATE))
        note_check(way, kind, rule_node(search->context, holder), node, site);
    else if (has_role(node, ROLE_ACCEPT))
        note_accept(way, site, way->branches || branch);
    else if (has_role(node, ROLE_RECEIVE)) {
        way->received = true;
        way->loop = way->loop || value->flags & VALUE_IN_LOOP;
    } else if (node->kind == NODE_EXTERNAL || depth >= DEEPEST) {
        if (!is_harmless(search, node) && may_check(search, site))
            note_unknown(way);
    } else if (branch && node->kind != NODE_CLASS && is_handler_of_its_own(search, kind, node, way)) {
        judge_handler(search, node, way);
        way->several = true;
    } else if (node->kind != NODE_CLASS) {
        bool detached = !may_check(search, site) && !is_callee_of_parameter(search, site);
        uint32_t before = way->step;
        way->step = before ? before : site;
        way->branches += branch;
        way->detached += detached;
        walk(search, kind, search->def_of[node->index], depth + 1, way);
        way->branches -= branch;
        way->detached -= detached;
        way->step = before;
    }
}

static void walk(const Search *search, LayerKind kind, uint32_t def, unsigned depth, Way *way)
{
    const Program *program = search->context->subject.program;
    const Sites *sites = search->context->sites;
    for (uint32_t site = sites->first_in[def]; site && !way->loop; site = sites->next_in[site]) {
        const Value *value = program_value(program, site);
        if (!*search->steps) {
            way->unknown = way->unknown_first = true;
            return;
        }
        --*search->steps;
        if (value->kind == VALUE_ELEMENT)
            way->loop = value->detail && way->received; /* `async for message in websocket.iter_text()` */
        else if (!(value->flags & (VALUE_IN_HANDLER | VALUE_IN_FINALLY)))
            pass_call(search, kind, def, site, depth, way);
    }
}

/* --- before the handler --- */

static bool are_of_one_program(const GraphNode *a, const GraphNode *b)
{
    size_t length = strcspn(a->id, ".");
    return strcspn(b->id, ".") == length && strncmp(a->id, b->id, length) == 0;
}

/* Whether a middleware asks for WebSockets before it gives the connection to the application inside of it. */
static bool is_for_websockets(const Search *search, uint32_t def, uint32_t *passed_on)
{
    const ProgramFile *file = program_file_of_def(search->context->subject.program, def);
    bool asked = rule_node(search->context, def)->flags & NODE_WEBSOCKET;
    *passed_on = UINT32_MAX;
    Body body = program_body(search->context->subject.program, def);
    for (uint32_t i = body.first_value; i < body.end_value; i++) {
        const Value *value = &file->facts.values[i];
        if (file->first_def + value->scope != def)
            continue;
        asked = asked || (value->kind == VALUE_CONSTANT && value->detail == CONSTANT_STRING &&
                          strcmp(facts_name(&file->facts, value->name), "websocket") == 0);
        if (value->kind == VALUE_CALL && *passed_on == UINT32_MAX && passes_on(file, value))
            *passed_on = file->first_value + i;
    }
    return asked;
}

/* Whether two classes have a base outside the tree in common. */
static bool have_base_in_common(const Program *program, uint32_t a, uint32_t b)
{
    size_t count, other_count;
    const uint32_t *bases = program_external_bases(program, a, &count);
    const uint32_t *others = program_external_bases(program, b, &other_count);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < other_count; k++)
            if (bases[i] == others[k] && strcmp(names_text(program_names(program), bases[i]), "<builtin>.object") != 0)
                return true;
    return false;
}

/* Whether a middleware is on the way to an entry point: what a framework calls on its handlers runs on those that have it. */
static bool runs_before(const Search *search, const GraphNode *middleware, const GraphNode *entry)
{
    const Program *program = search->context->subject.program;
    uint32_t method = search->def_of[middleware->index];
    uint32_t owner = program_owner(program, method), other = program_owner(program, search->def_of[entry->index]);
    uint32_t name = program_file_of_def(program, method)->names[program_def(program, method)->name];
    return !owner || !other || !have_base_in_common(program, owner, other) ||
           rule_find_member(search->context, other, name) == method;
}

static bool is_middleware(const GraphNode *node)
{
    return has_role(node, ROLE_MIDDLEWARE) && node->flags & NODE_ENTRY && !(node->flags & NODE_TEST) &&
           node->kind != NODE_CLASS;
}

static void pass_middleware(const Search *search, const GraphNode *entry, Way *way)
{
    for (size_t i = 0; i < search->middleware_count; i++) {
        const GraphNode *node = search->middleware[i];
        uint32_t passed_on;
        Way inside = {0};
        if (!are_of_one_program(node, entry) || !runs_before(search, node, entry) ||
            !is_for_websockets(search, search->def_of[node->index], &passed_on))
            continue;
        walk(search, LAYER_MIDDLEWARE, search->def_of[node->index], DEEPEST - 1, &inside);
        if (inside.count && inside.layers[0].site < passed_on)
            note_check(way, LAYER_MIDDLEWARE, node, inside.layers[0].check, inside.layers[0].site);
        else if (inside.count || inside.unknown)
            way->unknown = true; /* the handler has a check of its own, or not */
    }
}

static void pass_dependencies(const Search *search, const GraphNode *entry, Way *way)
{
    for (const GraphEdge *edge = entry->out; edge; edge = edge->next_out) {
        Way inside = {0};
        const GraphNode *node = edge->key.to;
        if (edge->key.kind != EDGE_DEPENDS)
            continue;
        if (node->kind == NODE_EXTERNAL || node->kind == NODE_CLASS || edge->flags & EDGE_POSSIBLE)
            note_unknown(way);
        else
            walk(search, LAYER_DEPENDENCY, search->def_of[node->index], DEEPEST - 2, &inside);
        if (inside.count)
            note_check(way, LAYER_DEPENDENCY, node, inside.layers[0].check, inside.layers[0].site);
        else if (has_role(node, ROLE_AUTHENTICATE) || inside.unknown)
            note_unknown(way);
    }
}

/* --- findings --- */

static void tell_layer(const Search *search, Finding *finding, const Layer *layer)
{
    const Program *program = search->context->subject.program;
    const Value *value = program_value(program, layer->site);
    const Value *step = program_value(program, layer->step);
    bool called = layer->kind == LAYER_HANDLER && layer->step;
    if (called)
        finding_add_evidence(search->context->findings, finding, program_file_of_value(program, layer->step)->path,
                             step->line, step->column, "from here the handler comes to %s", rule_title(layer->holder));
    finding_add_evidence(search->context->findings, finding, program_file_of_value(program, layer->site)->path,
                         value->line, value->column, "%s%s calls %s", called ? "" : layer_names[layer->kind],
                         rule_title(layer->holder), rule_title(layer->check));
}

/* Whether the name says that it is about tokens. */
static bool checks_token(const GraphNode *check)
{
    const char *name = check->kind == NODE_EXTERNAL ? check->id : check->name;
    return strcasestr(name, "token") || strcasestr(name, "jwt");
}

/* Whether both look at the same credentials; one of them may be what the other one calls. */
static bool check_the_same(const Layer *a, const Layer *b)
{
    return a->check == b->check || a->check == b->holder || a->holder == b->check ||
           (checks_token(a->check) && checks_token(b->check));
}

static bool is_sometimes(const Search *search, const Layer *layer)
{
    return layer->kind == LAYER_HANDLER &&
           program_value(search->context->subject.program, layer->site)->flags & VALUE_IN_BRANCH;
}

/* The layers that check what the layer `first` does; those in branches of the handler may be the other way of it. */
static size_t choose_like(const Search *search, const Way *way, size_t first, const Layer **out)
{
    size_t count = 0;
    for (size_t i = first; i < way->count; i++)
        if (check_the_same(&way->layers[first], &way->layers[i]) && !is_sometimes(search, &way->layers[i]))
            out[count++] = &way->layers[i];
    return count;
}

/* The most layers that check the same. */
static size_t choose_layers(const Search *search, const Way *way, const Layer **out)
{
    size_t best = 0, most = 0;
    for (size_t first = 0; first < way->count; first++) {
        size_t count = choose_like(search, way, first, out);
        best = count > most ? first : best;
        most = count > most ? count : most;
    }
    return most ? choose_like(search, way, best, out) : 0;
}

static Finding *add_finding(const Search *search, const GraphNode *entry, const GraphNode *target,
                            FindingCertainty certainty)
{
    GraphSite site = {.path = entry->path, .line = entry->line, .column = 1};
    return rule_add(search->context, &site, entry, target, certainty);
}

/* Whether a finding is about these places already; it is from now on. */
static bool is_told(const Search *search, uint32_t first, uint32_t second)
{
    const Places places = {first, second};
    const Places *told = (const Places *)utarray_front(search->told);
    for (size_t i = 0; i < utarray_len(search->told); i++)
        if (told[i].first == first && told[i].second == second)
            return true;
    utarray_push_back(search->told, &places);
    return false;
}

static bool report_layers(const Search *search, const GraphNode *entry, const Way *way)
{
    const Layer *layers[LAYERS];
    size_t count = choose_layers(search, way, layers);
    bool same = true;
    if (count < 2)
        return false;
    if (is_told(search, layers[0]->site, layers[1]->site))
        return true;
    for (size_t i = 0; i < count; i++) /* what a middleware does may be for requests alone */
        same = same && layers[i]->kind != LAYER_MIDDLEWARE &&
               (layers[i]->check == layers[0]->check || layers[i]->check == layers[0]->holder);
    Finding *finding = add_finding(search, entry, layers[0]->check, same ? FINDING_CERTAIN : FINDING_LIKELY);
    finding_set_message(search->context->findings, finding, "a connection to %s is authenticated in %zu layers",
                        rule_title(entry), count);
    for (size_t i = 0; i < count; i++)
        tell_layer(search, finding, layers[i]);
    return true;
}

static uint32_t accept_of(const Way *way)
{
    return way->accept ? way->accept : way->may_accept;
}

static void tell_accept(const Search *search, Finding *finding, const Way *way)
{
    const Program *program = search->context->subject.program;
    uint32_t accept = accept_of(way);
    const Value *value = program_value(program, accept);
    finding_add_evidence(search->context->findings, finding, program_file_of_value(program, accept)->path, value->line,
                         value->column, "accepted here");
}

static bool report_late(const Search *search, const GraphNode *entry, const Way *way)
{
    bool sure = way->accept && !way->checked_first;
    bool branched =
        !way->accept && way->may_accept && way->count && !way->accepted_late && !is_sometimes(search, &way->layers[0]);
    if ((!sure && !branched) || !way->count || way->layers[0].kind != LAYER_HANDLER || way->unknown_first ||
        way->received_first)
        return false;
    if (is_told(search, accept_of(way), way->layers[0].site))
        return true;
    Finding *finding = add_finding(search, entry, way->layers[0].check, FINDING_LIKELY);
    finding_set_message(search->context->findings, finding, "%s accepts a connection before it authenticates it",
                        rule_title(entry));
    tell_accept(search, finding, way);
    tell_layer(search, finding, &way->layers[0]);
    return true;
}

/* Whether a middleware hides no check: it is of the tree, and on the way, or one that the catalog has no check of. */
static bool hides_nothing(const Search *search, uint32_t middleware)
{
    const Program *program = search->context->subject.program;
    const Catalog *catalog = search->context->subject.catalog;
    const CatalogEntry *entries;
    uint32_t name = program_external_of(program, middleware);
    if (!name)
        return program_definition_of(program, middleware);
    const char *id = catalog_canonical(catalog, names_text(program_names(program), name));
    size_t count = catalog_find(catalog, id, &entries);
    for (size_t i = 0; i < count; i++)
        if (entries[i].role == ROLE_AUTHENTICATE)
            return false;
    return catalog_knows(catalog, id);
}

/* Whether a call passes a middleware, where an entry of the catalog says, that may have a check. */
static bool passes_hidden(const Search *search, const ProgramFile *file, const Value *call, const CatalogEntry *entry)
{
    if (entry->callee != CALLEE_ARGUMENT || arguments_spread(&file->facts, call))
        return true;
    uint32_t argument = arguments_find(&file->facts, call, entry->position, entry->keyword);
    return argument && !hides_nothing(search, file->first_value + argument);
}

/* Whether a call of what lies outside registers a middleware that may have a check. */
static bool registers_hidden(const Search *search, const GraphNode *node, const GraphSite *site)
{
    const Program *program = search->context->subject.program;
    const CatalogEntry *entries;
    if (!site->call)
        return true;
    size_t count = catalog_find(search->context->subject.catalog, node->id, &entries);
    uint32_t value = search->context->sites->calls[site->call - 1].site;
    for (size_t i = 0; i < count; i++)
        if (entries[i].role == ROLE_MIDDLEWARE &&
            passes_hidden(search, program_file_of_value(program, value), program_value(program, value), &entries[i]))
            return true;
    return false;
}

/* Whether a function has a dependency for itself, as a parameter: then it is one of those that have it. */
static bool is_injected(const Search *search, const GraphEdge *depends)
{
    const GraphSite *site = depends->sites;
    return site->call && search->context->sites->calls[site->call - 1].reach == REACH_INJECTED;
}

/* Whether something may authenticate that is not on the way: dependencies of routers, middleware of libraries. */
static bool has_hidden_layers(const Search *search, const GraphNode *entry)
{
    for (const GraphEdge *edge = search->context->subject.graph->edges,
                         *end = edge + search->context->subject.graph->edge_count;
         edge < end; edge++) {
        const GraphNode *from = edge->key.from, *to = edge->key.to;
        if (from->flags & NODE_TEST || !are_of_one_program(from, entry))
            continue;
        if (edge->key.kind == EDGE_DEPENDS && !(from->flags & NODE_ENTRY) && !is_injected(search, edge))
            return true;
        bool registrar = to->kind == NODE_EXTERNAL && has_role(to, ROLE_MIDDLEWARE);
        for (const GraphSite *site = registrar ? edge->sites : NULL; site; site = site->next)
            if (registers_hidden(search, to, site))
                return true;
    }
    return false;
}

static void report_none(const Search *search, const GraphNode *entry, const Way *way)
{
    if (!accept_of(way) || !way->loop || way->count || way->unknown || has_hidden_layers(search, entry) ||
        is_told(search, accept_of(way), 0))
        return;
    Finding *finding = add_finding(search, entry, NULL, FINDING_LIKELY);
    finding_set_message(search->context->findings, finding,
                        "nothing authenticates a connection to %s before its message loop", rule_title(entry));
    tell_accept(search, finding, way);
}

/* Whether a handler makes the request that it is passed a connection, as `response.prepare(request)` does. */
static bool upgrades_request(const Search *search, const GraphNode *entry)
{
    const Sites *sites = search->context->sites;
    uint32_t def = search->def_of[entry->index];
    for (uint32_t site = sites->first_in[def]; site; site = sites->next_in[site]) {
        const Facts *facts = &program_file_of_value(search->context->subject.program, site)->facts;
        const Value *call = program_value(search->context->subject.program, site);
        bool passes_param = call->kind == VALUE_CALL && call->count &&
                            facts->values[facts->operands[call->first].value].kind == VALUE_PARAM;
        const GraphNode *target = passes_param ? find_target(search, site) : NULL;
        if (target && has_role(target, ROLE_ACCEPT) && target->flags & NODE_WEBSOCKET)
            return true;
    }
    return false;
}

static bool is_websocket_entry(const Search *search, const GraphNode *node)
{
    return node->flags & NODE_ENTRY && !(node->flags & NODE_TEST) && has_role(node, ROLE_ENTRY) &&
           !has_role(node, ROLE_MIDDLEWARE) && (node->kind == NODE_FUNCTION || node->kind == NODE_METHOD) &&
           (node->flags & NODE_WEBSOCKET || upgrades_request(search, node));
}

static void judge_way(const Search *search, const GraphNode *entry, const Way *way)
{
    if (!report_layers(search, entry, way) && !report_late(search, entry, way))
        report_none(search, entry, way);
}

static void judge_entry(const Search *search, const GraphNode *entry)
{
    Way way = {0};
    *search->steps = STEPS_MOST;
    pass_middleware(search, entry, &way);
    pass_dependencies(search, entry, &way);
    walk(search, LAYER_HANDLER, search->def_of[entry->index], 0, &way);
    if (!way.several)
        judge_way(search, entry, &way);
}

void rule_auth_layers(RuleContext *context)
{
    const Graph *graph = context->subject.graph;
    unsigned steps;
    Search search = {.context = context,
                     .def_of = memory_zeroed(graph->node_count + 1, sizeof *search.def_of),
                     .middleware = memory_zeroed(graph->node_count + 1, sizeof *search.middleware),
                     .steps = &steps};
    for (uint32_t def = program_def_count(context->subject.program); def-- > 1;)
        if (graph->of_def[def])
            search.def_of[graph->of_def[def]->index] = def;
    utarray_new(search.told, &places_icd);
    for (const GraphNode *node = graph->nodes; node; node = node->hh.next)
        if (is_middleware(node))
            search.middleware[search.middleware_count++] = node;
    for (const GraphNode *node = graph->nodes; node; node = node->hh.next)
        if (is_websocket_entry(&search, node))
            judge_entry(&search, node);
    utarray_free(search.told);
    free(search.middleware);
    free(search.def_of);
}
