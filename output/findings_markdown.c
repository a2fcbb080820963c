/*
 * findings_markdown.c - findings as a report for an issue or a chat: what is wrong, how much, and for each cause where it
 * shows, why, and a picture. It stays short enough for an issue: what is left out is counted.
 */
#include "findings_formats.h"
#include "markdown.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

enum {
    GROUPS_MAX = 20,
    PLACES_MAX = 12 /* of a group */
};

static void append_place(UT_string *out, const char *path, uint32_t line)
{
    UT_string place;
    utstring_init(&place);
    utstring_printf(&place, "%s:%u", path, line);
    markdown_append_code(out, utstring_body(&place));
    utstring_done(&place);
}

/* --- the head --- */

static size_t count_files(const Findings *findings)
{
    size_t count = 0;
    for (size_t i = 0; i < findings->count; i++) /* they are sorted by path */
        count += !i || strcmp(findings->findings[i].path, findings->findings[i - 1].path) != 0;
    return count;
}

/* "3 warnings" */
static void append_count(UT_string *out, size_t count, const char *what)
{
    utstring_printf(out, "%zu %s%s", count, what, count == 1 ? "" : "s");
}

static void append_verdict(UT_string *out, const Findings *findings)
{
    size_t errors = findings_count_level(findings, FINDING_ERROR);
    size_t warnings = findings_count_level(findings, FINDING_WARNING);
    size_t notes = findings->count - errors - warnings;
    if (errors) {
        utstring_printf(out, "**");
        append_count(out, errors, "error");
        utstring_printf(out, " to fix**");
    } else {
        utstring_printf(out, "**No errors**");
    }
    utstring_printf(out, "%s ", notes ? "," : " and");
    append_count(out, warnings, "warning");
    if (notes) {
        utstring_printf(out, " and ");
        append_count(out, notes, "note");
    }
    utstring_printf(out, " in ");
    append_count(out, findings->file_count, "file");
    utstring_printf(out, ".\n");
}

static void append_numbers(UT_string *out, const Findings *findings)
{
    utstring_printf(out, "\n| findings | causes | files with findings |\n| --- | --- | --- |\n| %zu | %zu | %zu |\n",
                    findings->count, findings->group_count, count_files(findings));
    if (findings->known || findings->suppressed || findings->fixed)
        utstring_printf(out, "\nNot counted: %zu known before, %zu suppressed in the source. Fixed since: %zu.\n",
                        findings->known, findings->suppressed, findings->fixed);
}

static size_t count_rule(const Findings *findings, const char *rule)
{
    size_t count = 0;
    for (size_t i = 0; i < findings->count; i++)
        count += strcmp(findings->findings[i].rule, rule) == 0;
    return count;
}

/* The groups below begin with what matters most, and end where a reader's patience does: here each rule has its line. */
static void append_rules(UT_string *out, const Findings *findings)
{
    if (!findings->count)
        return;
    utstring_printf(out, "\n| rule | findings | about |\n| --- | --- | --- |\n");
    for (size_t i = 0; i < findings->rule_count; i++) {
        const FindingRule *rule = &findings->rules[i];
        size_t count = count_rule(findings, rule->id);
        if (count)
            utstring_printf(out, "| `%s` | %zu | %s |\n", rule->id, count, rule->summary);
    }
}

/* --- groups --- */

/* `first`: of the group; what it says goes for the others, too, if they do not say it otherwise. */
static void append_finding(UT_string *out, const Finding *finding, const Finding *first)
{
    utstring_printf(out, "- ");
    append_place(out, finding->path, finding->line);
    utstring_printf(out, " in ");
    markdown_append_code(out, finding->symbol);
    utstring_printf(out, ": ");
    markdown_append_code(out, finding->source + strspn(finding->source, " \t"));
    if (finding->certainty == FINDING_LIKELY)
        utstring_printf(out, " (likely)");
    if (strcmp(finding->message, first->message) != 0) {
        utstring_printf(out, ": ");
        text_append_sentence(out, finding->message, ESCAPE_MARKDOWN);
    }
    utstring_printf(out, "\n");
}

/* The evidence of the first finding stands for all: they have their cause in common. */
static void append_evidence(UT_string *out, const Finding *finding)
{
    if (finding->evidence_count)
        utstring_printf(out, "\nWhy, for the first of them:\n\n");
    for (size_t i = 0; i < finding->evidence_count; i++) {
        const FindingEvidence *evidence = &finding->evidence[i];
        utstring_printf(out, "%zu. ", i + 1);
        append_place(out, evidence->path, evidence->line);
        utstring_printf(out, " ");
        text_append_sentence(out, evidence->note, ESCAPE_MARKDOWN);
        utstring_printf(out, ": ");
        markdown_append_code(out, evidence->source + strspn(evidence->source, " \t"));
        utstring_printf(out, "\n");
    }
}

static void append_group(UT_string *out, const Findings *findings, const FindingGroup *group)
{
    const Finding *first = &findings->findings[group->findings[0]];
    utstring_printf(out, "\n## ");
    markdown_append_code(out, group->title);
    utstring_printf(out, ": %zu %s\n\n%s, rule ", group->finding_count, group->finding_count == 1 ? "place" : "places",
                    finding_level_name(first->level));
    markdown_append_code(out, first->rule);
    utstring_printf(out, ": ");
    text_append_sentence(out, first->message, ESCAPE_MARKDOWN);
    utstring_printf(out, ".\n\n");
    for (size_t i = 0; i < group->finding_count && i < PLACES_MAX; i++)
        append_finding(out, &findings->findings[group->findings[i]], first);
    if (group->finding_count > PLACES_MAX)
        utstring_printf(out, "- and %zu more\n", group->finding_count - PLACES_MAX);
    append_evidence(out, first);
    if (group->diagram) {
        utstring_printf(out, "\n");
        markdown_append_fence(out, group->diagram);
    }
}

void findings_write_markdown(const Findings *findings, UT_string *out)
{
    utstring_printf(out, "# Findings of seamap\n\n");
    append_verdict(out, findings);
    append_numbers(out, findings);
    append_rules(out, findings);
    for (size_t i = 0; i < findings->group_count && i < GROUPS_MAX; i++)
        append_group(out, findings, &findings->groups[i]);
    if (findings->group_count > GROUPS_MAX)
        utstring_printf(out, "\n%zu more causes are left out; `seamap check` shows all.\n",
                        findings->group_count - GROUPS_MAX);
}
