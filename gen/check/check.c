#include "check.h"

#include "production.h"
#include "suppress.h"

CheckOptions check_defaults(void)
{
    CheckOptions options = {0};
    for (size_t i = 0; rules[i].id; i++)
        options.level[i] = rules[i].level;
    return options;
}

/* The symbol's node, or that of what it lies in: a finding may be about something that has none of its own. */
static bool is_in_test(const Finding *finding, void *context)
{
    const Graph *graph = context;
    const GraphNode *node = graph_find_node(graph, finding->symbol);
    return node && node->flags & NODE_TEST && !rules[rule_find(finding->rule)].in_tests;
}

static void run_rules(const Subject *subject, const CheckOptions *options, FindingList *list)
{
    Production production;
    Sites sites;
    Asking *asking = asking_new(subject->program);
    sites_init(&sites, subject->program);
    production_init(&production, subject);
    RuleContext context = {
        .subject = *subject, .findings = list, .production = &production, .sites = &sites, .asking = asking};
    for (size_t i = 0; rules[i].id; i++) {
        context.rule = &rules[i];
        if (rules[i].run && !options->off[i])
            rules[i].run(&context);
    }
    provenance_free(context.provenance);
    production_deinit(&production);
    sites_deinit(&sites);
    asking_free(asking);
}

static void set_levels(const CheckOptions *options, FindingList *list)
{
    size_t count;
    Finding *findings = finding_list_items(list, &count);
    for (size_t i = 0; i < count; i++)
        findings[i].level = options->level[rule_find(findings[i].rule)];
}

/*
 * Markers count as used by findings in test code that nobody wants to see. What is suppressed goes last, so that it takes
 * part in counting equal findings: a comment changes no other fingerprint.
 */
void check_open(Check *check, const Subject *subject, const CheckOptions *options)
{
    *check = (Check){.lines = lines_open(subject->tree)};
    check->list = finding_list_new(check->lines);
    run_rules(subject, options, check->list);
    Suppressions *suppressions = suppressions_read(subject);
    if (!options->off[rule_find("unused-suppression")])
        suppressions_add_unused(suppressions, check->list, options);
    if (!options->tests)
        finding_list_drop(check->list, is_in_test, (void *)subject->graph);
    set_levels(options, check->list);
    finding_list_finish(check->list);
    check->suppressed = suppressions_apply(suppressions, check->list);
    suppressions_free(suppressions);
}

void check_close(Check *check)
{
    finding_list_free(check->list);
    lines_close(check->lines);
    *check = (Check){0};
}
