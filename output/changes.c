/*
 * changes.c - the table of formats of changes, and what they have in common; see changes.h.
 */
#include "changes.h"

#include "markdown.h"
#include "mermaid.h"
#include "text.h"

#include <string.h>

const ChangesFormat changes_formats[] = {
    {"markdown", "a comment for a pull request", changes_write_markdown},
    {"mermaid", "the picture alone, a Mermaid flowchart", changes_write_mermaid},
    {"json", "for programs: schema seamap.diff/1", changes_write_json},
    {NULL, NULL, NULL},
};

static const struct {
    const char *name, *mark;
} kinds[CHANGE_KIND_COUNT] = {
    [CHANGE_ADDED] = {"added", "+"},
    [CHANGE_REMOVED] = {"removed", "−"},
    [CHANGE_CHANGED] = {"changed", "~"},
    [CHANGE_MOVED] = {"moved", "→"},
};

const ChangesFormat *changes_format_find(const char *name)
{
    for (const ChangesFormat *format = changes_formats; format->name; format++)
        if (strcmp(format->name, name) == 0)
            return format;
    return NULL;
}

const char *change_kind_name(ChangeKind kind)
{
    return kinds[kind].name;
}

const char *change_kind_mark(ChangeKind kind)
{
    return kinds[kind].mark;
}

static size_t count_nodes(const Changes *changes, ChangeKind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < changes->node_count; i++)
        count += changes->nodes[i].change == kind;
    return count;
}

static size_t count_edges(const Changes *changes, ChangeKind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < changes->edge_count; i++)
        count += changes->edges[i].change == kind;
    return count;
}

void changes_write_mermaid(const Changes *changes, UT_string *out)
{
    mermaid_emit(changes->diagram, out);
}

/* --- the verdict --- */

static void append_name(const char *name, bool markup, UT_string *out)
{
    enum {
        LENGTH_MAX = 80
    };
    UT_string clean, brief;
    utstring_init(&clean);
    utstring_init(&brief);
    text_append_clean(&clean, name, true);
    text_append_short(&brief, utstring_body(&clean), utstring_len(&clean), LENGTH_MAX);
    if (markup)
        markdown_append_code(out, utstring_body(&brief));
    else
        utstring_concat(out, &brief);
    utstring_done(&clean);
    utstring_done(&brief);
}

/* "+3 −1 ~2 functions and classes"; nothing when there are none. */
static void append_counts(const Changes *changes, size_t (*count)(const Changes *, ChangeKind), const char *one,
                          const char *many, UT_string *out)
{
    size_t total = 0;
    for (ChangeKind kind = 0; kind < CHANGE_KIND_COUNT; kind++) {
        size_t number = count(changes, kind);
        if (number)
            utstring_printf(out, "%s%s%zu", total ? " " : "; ", kinds[kind].mark, number);
        total += number;
    }
    if (total)
        utstring_printf(out, " %s", total == 1 ? one : many);
}

static void append_finding_counts(const Changes *changes, UT_string *out)
{
    if (changes->added_count)
        utstring_printf(out, "%zu new %s", changes->added_count, changes->added_count == 1 ? "finding" : "findings");
    if (changes->fixed_count)
        utstring_printf(out, "%s%zu %s", changes->added_count ? ", " : "", changes->fixed_count,
                        changes->added_count        ? "fixed"
                        : changes->fixed_count == 1 ? "finding fixed"
                                                    : "findings fixed");
    if (!changes->added_count && !changes->fixed_count)
        utstring_printf(out, changes->checked ? "no new findings" : "not checked by rules");
}

void changes_write_verdict(const Changes *changes, bool markup, UT_string *out)
{
    if (changes->headline_count && markup)
        utstring_printf(out, "**");
    for (size_t i = 0; i < changes->headline_count; i++) {
        if (i)
            utstring_printf(out, "; ");
        if (changes->headlines[i].subject) {
            append_name(changes->headlines[i].subject, markup, out);
            utstring_bincpy(out, " ", 1);
        }
        utstring_printf(out, "%s", changes->headlines[i].text);
        if (changes->headlines[i].object) {
            utstring_bincpy(out, " ", 1);
            append_name(changes->headlines[i].object, markup, out);
        }
    }
    if (changes->headline_count)
        utstring_printf(out, markup ? "** (" : " (");
    append_finding_counts(changes, out);
    append_counts(changes, count_nodes, "definition", "definitions", out);
    append_counts(changes, count_edges, "call", "calls", out);
    if (changes->headline_count)
        utstring_printf(out, ")");
}
