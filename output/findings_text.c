/*
 * findings_text.c - findings as compilers print theirs:
 *
 *     path:line:column: level: message [rule]
 *         source line
 *         ^
 *       path:line: note: evidence
 *         source line
 */
#include "findings_formats.h"
#include "text.h"

#include <string.h>

enum {
    LINE_SHOWN_MAX = 160, /* characters */
    INDENT = 4
};

static const char *const level_colors[FINDING_LEVEL_COUNT] = {
    [FINDING_ERROR] = "\033[1;31m", [FINDING_WARNING] = "\033[1;35m", [FINDING_NOTE] = "\033[1;36m"};

static void append_color(const Findings *findings, const char *color, UT_string *out)
{
    if (findings->color)
        utstring_printf(out, "%s", color);
}

static void append_place(const char *path, uint32_t line, uint32_t column, UT_string *out)
{
    text_append_line(out, path, SIZE_MAX);
    utstring_printf(out, ":%u:", line);
    if (column)
        utstring_printf(out, "%u:", column);
}

/* The characters between the indentation of a line and a column, or SIZE_MAX when it is not shown. */
static size_t caret_column(const char *source, size_t indentation, uint32_t column)
{
    size_t length = strlen(source), characters = 0;
    if (!column || column - 1 < indentation || column - 1 > length)
        return SIZE_MAX;
    for (size_t at = indentation; at < column - 1; characters++)
        text_next(source, length, &at);
    return characters < LINE_SHOWN_MAX ? characters : SIZE_MAX;
}

/* A line without its indentation, and below it a caret unless column is 0. */
static void append_source(const Findings *findings, const char *source, uint32_t column, UT_string *out)
{
    size_t indentation = strspn(source, " \t\f");
    size_t caret = caret_column(source, indentation, column);
    if (!source[indentation])
        return;
    utstring_printf(out, "%*s", INDENT, "");
    text_append_line(out, source + indentation, LINE_SHOWN_MAX);
    utstring_printf(out, "\n");
    if (caret == SIZE_MAX)
        return;
    utstring_printf(out, "%*s", (int)(INDENT + caret), "");
    append_color(findings, "\033[1;32m", out);
    utstring_printf(out, "^");
    append_color(findings, "\033[0m", out);
    utstring_printf(out, "\n");
}

static void append_evidence(const Findings *findings, const FindingEvidence *evidence, UT_string *out)
{
    utstring_printf(out, "  ");
    append_place(evidence->path, evidence->line, evidence->column, out);
    append_color(findings, level_colors[FINDING_NOTE], out);
    utstring_printf(out, " note: ");
    append_color(findings, "\033[0m", out);
    text_append_line(out, evidence->note, SIZE_MAX);
    utstring_printf(out, "\n");
    append_source(findings, evidence->source, 0, out);
}

static void append_finding(const Findings *findings, const Finding *finding, UT_string *out)
{
    append_color(findings, "\033[1m", out);
    append_place(finding->path, finding->line, finding->column, out);
    append_color(findings, "\033[0m", out);
    append_color(findings, level_colors[finding->level], out);
    utstring_printf(out, " %s: ", finding_level_name(finding->level));
    append_color(findings, "\033[0m", out);
    text_append_line(out, finding->message, SIZE_MAX);
    utstring_printf(out, "%s [%s]\n", finding->certainty == FINDING_LIKELY ? " (likely)" : "", finding->rule);
    append_source(findings, finding->source, finding->column, out);
    for (size_t i = 0; i < finding->evidence_count; i++)
        append_evidence(findings, &finding->evidence[i], out);
}

static void append_count(size_t count, const char *one, const char *many, const char *before, UT_string *out)
{
    if (count)
        utstring_printf(out, "%s%zu %s", before, count, count == 1 ? one : many);
}

static void append_summary(const Findings *findings, UT_string *out)
{
    size_t errors = findings_count_level(findings, FINDING_ERROR);
    size_t warnings = findings_count_level(findings, FINDING_WARNING);
    if (!findings->count)
        utstring_printf(out, "no findings");
    append_count(errors, "error", "errors", "", out);
    append_count(warnings, "warning", "warnings", errors ? ", " : "", out);
    append_count(findings->count - errors - warnings, "note", "notes", errors + warnings ? ", " : "", out);
    append_count(findings->file_count, "file", "files", " in ", out);
    append_count(findings->known, "known", "known", "; ", out);
    append_count(findings->suppressed, "suppressed", "suppressed", "; ", out);
    append_count(findings->fixed, "fixed", "fixed", "; ", out);
    utstring_printf(out, "\n");
}

void findings_write_text(const Findings *findings, UT_string *out)
{
    for (size_t i = 0; i < findings->count; i++)
        append_finding(findings, &findings->findings[i], out);
    append_summary(findings, out);
}
