/*
 * rules.h - the table of rules, and what a rule is given.
 *
 * A rule is a file with one function, a line in the table in rules.c and a page docs/rules/ID.md. It looks at the
 * program and the graph, and adds findings. It need not care about order, doubles, test code, suppressions, levels.
 */
#ifndef SEAMAP_RULES_H
#define SEAMAP_RULES_H

#include "finding.h"
#include "sites.h"
#include "../graph/asking.h"
#include "../graph/graph.h"
#include "../program/program.h"
#include "../program/provenance.h"
#include "../source/source.h"
#include "../view/slice.h"

/* What rules look at. */
typedef struct {
    const SourceTree *tree;
    const Program *program; /* with its flow */
    const Graph *graph;
    const Slice *slice; /* of the whole graph */
    const Catalog *catalog;
} Subject;

typedef struct Rule Rule;

typedef struct {
    Subject subject;
    const Rule *rule; /* that runs */
    FindingList *findings;
    /* What several rules ask: */
    const struct Production *production;
    const Sites *sites;
    const Asking *asking;
    Provenance *provenance; /* made when it is first asked for: rule_add_way() */
} RuleContext;

struct Rule {
    const char *id;
    FindingLevel level;
    bool in_tests;                     /* findings in test code are reported as well */
    const char *summary;               /* what it finds: one phrase, without a full stop */
    const char *help;                  /* why that matters and what to do: sentences */
    void (*run)(RuleContext *context); /* NULL: the frame itself makes the findings */
};

extern const Rule rules[]; /* by id; ends with a NULL id */

enum {
    RULES_MAX = 32
};

/* The number of a rule in the table, or RULES_MAX. */
size_t rule_find(const char *id);

/* "docs/rules/ID.md" on the project's site; borrowed until the next call with the same buffer. */
const char *rule_page(const Rule *rule, char *buffer, size_t size);

/* --- for rules --- */

/* Adds a finding of the rule that runs, at a place of the graph. `target` may be NULL. */
Finding *rule_add(RuleContext *context, const GraphSite *site, const GraphNode *symbol, const GraphNode *target,
                  FindingCertainty certainty);

/* The same at a value of the program. */
Finding *rule_add_at_value(RuleContext *context, uint32_t value, const GraphNode *target, FindingCertainty certainty);

/* Adds where a node is defined to the evidence: "defined here with def". Nothing for nodes outside the tree. */
void rule_add_definition(RuleContext *context, Finding *finding, const GraphNode *node);

/* Adds the lines by which the target of a call gets there, between its definition and the call. Where one of them is an
 * annotation, the finding is no more than likely: nobody holds the callers to it. `call`: as in GraphSite. */
void rule_add_way(RuleContext *context, Finding *finding, uint32_t call);

/* Whether what a site calls is a function that was handed to it, as a callback is: others may be, where nobody looks. */
bool rule_is_handed(const RuleContext *context, const ResolvedCall *call);

/* The function f that the class of x, or x itself, defines, where `x.f` is called: of several classes the first. Decorators
 * may have made something else of it, which the call runs. 0: x may have something else under that name. */
uint32_t rule_find_wrapped(const RuleContext *context, const ResolvedCall *call);

/* The node of a definition, and of the definition that a value stands in. */
GraphNode *rule_node(const RuleContext *context, uint32_t def);
GraphNode *rule_scope(const RuleContext *context, uint32_t value);

/* What a class of the tree has under a name, by its MRO, or 0. */
uint32_t rule_find_member(const RuleContext *context, uint32_t class_def, uint32_t name);

/* What people call a node: "connect", or "Manager.connect". A pointer into its id. */
const char *rule_title(const GraphNode *node);
/* What people call something outside the tree: "redis.Redis.get", "str.encode". A pointer into its name. */
const char *rule_outside_title(const char *name);

/* The name of what a result is: "Manager", "a coroutine"; NULL when it has none. */
const char *rule_describe(const RuleContext *context, const Result *result);

/* --- the rules --- */

void rule_auth_layers(RuleContext *context);
void rule_await_sync(RuleContext *context);
void rule_blocking_call(RuleContext *context);
void rule_broken_import(RuleContext *context);
void rule_duplicate_factory(RuleContext *context);
void rule_import_path(RuleContext *context);
void rule_legacy_path(RuleContext *context);
void rule_mock_mismatch(RuleContext *context);
void rule_never_awaited(RuleContext *context);
void rule_silent_failure(RuleContext *context);
void rule_twin_factory(RuleContext *context);

#endif
