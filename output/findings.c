#include "findings.h"

#include "findings_formats.h"

#include <stdlib.h>
#include <string.h>

static const char *const level_names[FINDING_LEVEL_COUNT] = {
    [FINDING_ERROR] = "error", [FINDING_WARNING] = "warning", [FINDING_NOTE] = "note"};
static const char *const certainty_names[FINDING_CERTAINTY_COUNT] = {
    [FINDING_CERTAIN] = "certain", [FINDING_LIKELY] = "likely"};

const FindingsFormat findings_formats[] = {
    {"text", "for people at a terminal", findings_write_text, false},
    {"json", "for programs", findings_write_json, false},
    {"sarif", "SARIF 2.1.0, for code scanning", findings_write_sarif, false},
    {"github", "annotations of GitHub Actions", findings_write_github, false},
    {"gitlab", "GitLab's code quality report", findings_write_gitlab, false},
    {"markdown", "a report for an issue", findings_write_markdown, true},
    {0},
};

const FindingsFormat *findings_format_find(const char *name)
{
    for (const FindingsFormat *format = findings_formats; format->name; format++)
        if (strcmp(format->name, name) == 0)
            return format;
    return NULL;
}

const char *finding_level_name(FindingLevel level)
{
    return level_names[level];
}

FindingLevel finding_level_find(const char *name)
{
    FindingLevel level = 0;
    while (level < FINDING_LEVEL_COUNT && strcmp(level_names[level], name) != 0)
        level++;
    return level;
}

const char *finding_certainty_name(FindingCertainty certainty)
{
    return certainty_names[certainty];
}

size_t findings_count_level(const Findings *findings, FindingLevel level)
{
    size_t count = 0;
    for (size_t i = 0; i < findings->count; i++)
        count += findings->findings[i].level == level;
    return count;
}

size_t *findings_by_importance(const Findings *findings)
{
    size_t *order = calloc(findings->count + 1, sizeof *order), used = 0;
    if (!order)
        abort();
    for (FindingLevel level = 0; level < FINDING_LEVEL_COUNT; level++)
        for (FindingCertainty certainty = 0; certainty < FINDING_CERTAINTY_COUNT; certainty++)
            for (size_t i = 0; i < findings->count; i++)
                if (findings->findings[i].level == level && findings->findings[i].certainty == certainty)
                    order[used++] = i;
    return order;
}
