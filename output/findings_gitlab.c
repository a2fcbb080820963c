/*
 * findings_gitlab.c - findings as GitLab's code quality report: a JSON array, which merge requests show as what is new
 * and what is fixed.
 *
 * https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
#include "findings_formats.h"
#include "json_value.h"

static const char *const severities[FINDING_LEVEL_COUNT] = {
    [FINDING_ERROR] = "major", [FINDING_WARNING] = "minor", [FINDING_NOTE] = "info"};

static json_t *make_issue(const Finding *finding)
{
    return json_pack("{so ss ss ss s{so s{sI}}}", "description", json_value_text(finding->message), "check_name",
                     finding->rule, "fingerprint", finding->fingerprint, "severity", severities[finding->level],
                     "location", "path", json_value_text(finding->path), "lines", "begin", (json_int_t)finding->line);
}

void findings_write_gitlab(const Findings *findings, UT_string *out)
{
    utstring_printf(out, "[");
    for (size_t i = 0; i < findings->count; i++) {
        utstring_printf(out, i ? ",\n  " : "\n  ");
        json_value_append(out, make_issue(&findings->findings[i]));
    }
    utstring_printf(out, "]\n");
}
