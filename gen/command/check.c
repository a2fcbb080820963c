#include "command.h"

#include "../analysis.h"
#include "../check/baseline.h"
#include "../check/groups.h"
#include "product.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <utstring.h>

#ifndef SEAMAP_VERSION
#define SEAMAP_VERSION "0"
#endif

/* --- the rules --- */

static int list_rules(const Options *options, Diag *diag)
{
    UT_string text;
    utstring_init(&text);
    for (size_t i = 0; rules[i].id; i++) {
        const char *level = options->rules.off[i] ? "off" : finding_level_name(options->rules.level[i]);
        utstring_printf(&text, "%-20s  %-7s  %s\n", rules[i].id, level, rules[i].summary);
    }
    ProductResult result =
        product_write(options->output ? options->output : "-", utstring_body(&text), utstring_len(&text), diag);
    utstring_done(&text);
    return product_exit_code(result);
}

/* The rules that run, as reports tell of them. */
typedef struct {
    FindingRule rules[RULES_MAX];
    char pages[RULES_MAX][64];
    size_t count;
} RulesTold;

static void tell_rules(const CheckOptions *options, RulesTold *out)
{
    out->count = 0;
    for (size_t i = 0; rules[i].id; i++)
        if (!options->off[i]) {
            const char *page = rule_page(&rules[i], out->pages[out->count], sizeof out->pages[0]);
            out->rules[out->count++] = (FindingRule){.id = rules[i].id,
                                                     .level = options->level[i],
                                                     .summary = rules[i].summary,
                                                     .help = rules[i].help,
                                                     .page = page};
        }
}

/* --- what is known --- */

/* A program, and what the rules find in it. */
typedef struct {
    Slice slice;
    Check check;
} Checked;

static void run_check(Checked *checked, const Analysis *analysis, const Options *options)
{
    slice_init(&checked->slice, analysis->graph, &options->view, NULL);
    Subject subject = {.tree = analysis->tree,
                       .program = analysis->program,
                       .graph = analysis->graph,
                       .slice = &checked->slice,
                       .catalog = options->catalog};
    check_open(&checked->check, &subject, &options->rules);
}

static void end_check(Checked *checked)
{
    check_close(&checked->check);
    slice_deinit(&checked->slice);
}

/* Checks the revision that --since names. What is wrong with its files is no news, but for
 * what cannot be read. */
static bool add_revision(Baseline *baseline, const Options *options, Diag *diag)
{
    Options then = *options;
    Analysis analysis;
    Diag *old_diag = diag_new(-1, options->color);
    then.revision = options->since;
    then.may_lack = true;
    bool good = analysis_open(&analysis, &then, old_diag);
    if (good) {
        Checked checked;
        run_check(&checked, &analysis, options);
        baseline_add(baseline, checked.check.list);
        end_check(&checked);
    }
    analysis_close(&analysis);
    diag_add_losses(diag, old_diag, "so findings in it count as new");
    diag_flush(old_diag);
    diag_free(old_diag);
    return good;
}

static bool add_file(Baseline *baseline, const char *path, Diag *diag)
{
    size_t length;
    char error[200] = "";
    char *text = product_read(path, &length);
    bool good = text && baseline_read(baseline, text, length, error, sizeof error);
    if (!good)
        diag_add(diag, DIAG_ERROR, path, 0, 0, "%s", text ? error : strerror(errno));
    free(text);
    return good;
}

/* What --baseline and --since say is known; NULL when one of them cannot be read. */
static Baseline *open_baseline(const Options *options, Diag *diag)
{
    Baseline *baseline = baseline_new();
    bool good = (!options->baseline || add_file(baseline, options->baseline, diag)) &&
                (!options->since || add_revision(baseline, options, diag));
    if (good)
        return baseline;
    baseline_free(baseline);
    return NULL;
}

/* --- the report --- */

static ProductResult write_baseline(const char *path, const FindingList *list, Diag *diag)
{
    UT_string text;
    utstring_init(&text);
    baseline_write(list, &text);
    ProductResult result = product_write(path, utstring_body(&text), utstring_len(&text), diag);
    utstring_done(&text);
    return result;
}

static ProductResult write_report(const Options *options, const Findings *findings, Diag *diag)
{
    UT_string text;
    utstring_init(&text);
    options->findings_format->write(findings, &text);
    ProductResult result =
        product_write(options->output ? options->output : "-", utstring_body(&text), utstring_len(&text), diag);
    utstring_done(&text);
    return result;
}

static bool fails(const Options *options, const Findings *findings)
{
    for (FindingLevel level = 0; options->fail_on < FINDING_LEVEL_COUNT && level <= options->fail_on; level++)
        if (findings_count_level(findings, level))
            return true;
    return false;
}

static ProductResult report(const Options *options, const Analysis *analysis, const Check *check, Baseline *baseline,
                            Diag *diag)
{
    RulesTold told;
    Findings findings = {.file_count = analysis->tree->file_count,
                         .suppressed = check->suppressed,
                         .version = SEAMAP_VERSION,
                         .color = options->color_product && !options->output};
    tell_rules(&options->rules, &told);
    findings.rules = told.rules;
    findings.rule_count = told.count;
    findings.known = baseline_apply(baseline, check->list, &findings.fixed);
    findings.findings = finding_list_items(check->list, &findings.count);
    Groups *groups = options->findings_format->grouped ? groups_new(&findings, analysis->graph) : NULL;
    if (groups)
        findings.groups = groups_items(groups, &findings.group_count);
    ProductResult result = write_report(options, &findings, diag);
    groups_free(groups);
    return fails(options, &findings) ? product_worse(result, PRODUCT_STALE) : result;
}

static ProductResult check_now(const Options *options, Baseline *baseline, Diag *diag)
{
    Analysis analysis;
    ProductResult result = PRODUCT_FAILED;
    if (analysis_open(&analysis, options, diag)) {
        Checked checked;
        run_check(&checked, &analysis, options);
        result = options->write_baseline ? write_baseline(options->write_baseline, checked.check.list, diag)
                                         : report(options, &analysis, &checked.check, baseline, diag);
        end_check(&checked);
    }
    analysis_close(&analysis);
    return result;
}

int command_check(const Options *options, Diag *diag)
{
    if (options->list_rules)
        return list_rules(options, diag);
    Baseline *baseline = open_baseline(options, diag);
    ProductResult result = baseline ? check_now(options, baseline, diag) : PRODUCT_FAILED;
    baseline_free(baseline);
    return product_exit_code(result);
}
