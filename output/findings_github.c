/*
 * findings_github.c - findings as workflow commands, which GitHub Actions shows as annotations on the lines of a pull
 * request. It shows ten of each kind for a step and drops the others in silence, so we choose, and say how many there
 * are.
 *
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
#include "findings_formats.h"
#include "text.h"

#include <stdlib.h>

enum {
    SHOWN_MAX = 10 /* of each level in a step */
};

static const char *const commands[FINDING_LEVEL_COUNT] = {
    [FINDING_ERROR] = "error", [FINDING_WARNING] = "warning", [FINDING_NOTE] = "notice"};

/* Escapes as the runner's own toolkit does; properties also end at ':' and ','. */
static void append_escaped(UT_string *out, const char *text, bool property)
{
    UT_string valid;
    utstring_init(&valid);
    text_append_valid(&valid, text);
    for (const char *at = utstring_body(&valid); *at; at++) {
        if (*at == '%' || *at == '\r' || *at == '\n' || (property && (*at == ':' || *at == ',')))
            utstring_printf(out, "%%%02X", (unsigned)(unsigned char)*at);
        else
            utstring_bincpy(out, at, 1);
    }
    utstring_done(&valid);
}

static void append_finding(const Finding *finding, UT_string *out)
{
    utstring_printf(out, "::%s file=", commands[finding->level]);
    append_escaped(out, finding->path, true);
    utstring_printf(out, ",line=%u,col=%u,title=", finding->line, finding->column);
    append_escaped(out, finding->rule, true);
    utstring_printf(out, "::");
    append_escaped(out, finding->message, false);
    for (size_t i = 0; i < finding->evidence_count; i++) {
        utstring_printf(out, "%%0A");
        append_escaped(out, finding->evidence[i].path, false);
        utstring_printf(out, ":%u: ", finding->evidence[i].line);
        append_escaped(out, finding->evidence[i].note, false);
    }
    utstring_printf(out, "\n");
}

void findings_write_github(const Findings *findings, UT_string *out)
{
    size_t *order = findings_by_importance(findings), shown[FINDING_LEVEL_COUNT] = {0}, hidden = 0;
    for (size_t i = 0; i < findings->count; i++) {
        const Finding *finding = &findings->findings[order[i]];
        if (shown[finding->level]++ < SHOWN_MAX)
            append_finding(finding, out);
        else
            hidden++;
    }
    if (hidden)
        utstring_printf(out, "seamap: %zu of %zu findings are shown as annotations, those that matter most\n",
                        findings->count - hidden, findings->count);
    free(order);
}
