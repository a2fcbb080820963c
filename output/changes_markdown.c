/*
 * changes_markdown.c - changes as a comment in a pull request: the verdict, a picture, tables whose places are links. What
 * matters is in sight, the rest folded away. A comment has a bound: rows that it has no room for are counted.
 */
#include "changes.h"
#include "link.h"
#include "markdown.h"
#include "text.h"

#include <string.h>

enum {
    COMMENT_MAX = 65536, /* bytes, as GitHub has it */
    CLOSING = 600,       /* of them for what stands below the last row */
    DIAGRAM_MAX = 48 << 10,
    NAME_MAX_LENGTH = 120, /* characters */
    IN_SIGHT = 12          /* rows of a table; more are folded away */
};

typedef struct {
    const Changes *changes;
    UT_string *out;
    size_t left_out; /* rows */
} Comment;

/* --- parts of rows --- */

static void append_name(UT_string *out, const char *name)
{
    UT_string clean, brief;
    utstring_init(&clean);
    utstring_init(&brief);
    text_append_clean(&clean, name, true);
    text_append_short(&brief, utstring_body(&clean), utstring_len(&clean), NAME_MAX_LENGTH);
    markdown_append_code(out, utstring_body(&brief));
    utstring_done(&brief);
    utstring_done(&clean);
}

/* "path:line", and a link where the host is known. */
static void append_place(UT_string *out, const Changes *changes, const char *path, unsigned line, bool in_base)
{
    UT_string text, whole, address;
    const char *commit = in_base ? changes->base.commit : changes->head.commit;
    if (!*path)
        return;
    utstring_init(&text);
    utstring_init(&whole);
    utstring_init(&address);
    utstring_printf(&text, "%s:%u", path, line);
    utstring_printf(&whole, "%s%s", changes->link_place ? changes->link_place : "", path);
    bool linked = changes->link_template &&
                  link_append(&address, changes->link_template, commit, utstring_body(&whole), line) &&
                  utstring_len(&address) < COMMENT_MAX / 32;
    utstring_printf(out, linked ? "[" : "");
    append_name(out, utstring_body(&text));
    if (linked)
        utstring_printf(out, "](%s)", utstring_body(&address));
    utstring_done(&text);
    utstring_done(&whole);
    utstring_done(&address);
}

/* Takes the row over, if there is room for it. */
static void append_row(Comment *comment, const UT_string *row)
{
    if (utstring_len(comment->out) + utstring_len(row) + CLOSING > COMMENT_MAX)
        comment->left_out++;
    else
        utstring_concat(comment->out, row);
}

/* --- rows --- */

/* What is different about a node is only in its calls, which have rows of their own. */
static bool is_told_by_calls(const ChangedNode *node)
{
    return !*node->what && !node->was;
}

static void append_node(Comment *comment, const ChangedNode *node)
{
    UT_string row;
    utstring_init(&row);
    utstring_printf(&row, "| %s | ", change_kind_mark(node->change));
    append_name(&row, node->id);
    utstring_printf(&row, " | ");
    text_append_sentence(&row, node->what, ESCAPE_MARKDOWN);
    if (node->was) {
        utstring_printf(&row, *node->what ? "; was " : "was ");
        append_name(&row, node->was);
    }
    utstring_printf(&row, " | ");
    append_place(&row, comment->changes, node->place.path, node->place.line, node->place.in_base);
    utstring_printf(&row, " |\n");
    append_row(comment, &row);
    utstring_done(&row);
}

static void append_edge(Comment *comment, const ChangedEdge *edge)
{
    UT_string row;
    utstring_init(&row);
    utstring_printf(&row, "| %s | ", change_kind_mark(edge->change));
    append_name(&row, edge->from);
    utstring_printf(&row, " | ");
    text_append_sentence(&row, edge->what, ESCAPE_MARKDOWN);
    utstring_printf(&row, " | ");
    append_name(&row, edge->to);
    utstring_printf(&row, " | ");
    append_place(&row, comment->changes, edge->place.path, edge->place.line, edge->place.in_base);
    utstring_printf(&row, " |\n");
    append_row(comment, &row);
    utstring_done(&row);
}

static void append_finding(Comment *comment, const Finding *finding, bool fixed)
{
    UT_string row;
    utstring_init(&row);
    utstring_printf(&row, "- %s ", finding_level_name(finding->level));
    append_name(&row, finding->rule);
    utstring_printf(&row, " in ");
    append_name(&row, finding->symbol);
    utstring_printf(&row, ": ");
    text_append_sentence(&row, finding->message, ESCAPE_MARKDOWN);
    utstring_printf(&row, " (");
    append_place(&row, comment->changes, finding->path, finding->line, fixed);
    utstring_printf(&row, ")\n");
    append_row(comment, &row);
    utstring_done(&row);
}

/* --- sections --- */

static void open_details(Comment *comment, const char *format, size_t count)
{
    utstring_printf(comment->out, "\n<details>\n<summary>");
    utstring_printf(comment->out, format, count);
    utstring_printf(comment->out, "</summary>\n\n");
}

static void close_details(Comment *comment)
{
    utstring_printf(comment->out, "\n</details>\n");
}

static void append_diagram(Comment *comment)
{
    const Diagram *diagram = comment->changes->diagram;
    UT_string fence;
    utstring_init(&fence);
    markdown_append_fence(&fence, diagram);
    utstring_printf(comment->out, "\n");
    if (utstring_len(&fence) <= DIAGRAM_MAX)
        utstring_concat(comment->out, &fence);
    else
        utstring_printf(comment->out, "The picture is too large for a comment; `--format mermaid` draws it.\n");
    utstring_done(&fence);
}

static const char node_head[] = "| | Name | What | Where |\n| --- | --- | --- | --- |\n";

/* `skipped` of them stand elsewhere already. */
static void append_some_nodes(Comment *comment, size_t skipped, size_t most)
{
    const Changes *changes = comment->changes;
    size_t place = 0;
    utstring_printf(comment->out, "%s", node_head);
    for (size_t i = 0; i < changes->node_count && place < skipped + most; i++)
        if (!is_told_by_calls(&changes->nodes[i]) && place++ >= skipped)
            append_node(comment, &changes->nodes[i]);
}

static void append_nodes(Comment *comment)
{
    size_t count = 0;
    for (size_t i = 0; i < comment->changes->node_count; i++)
        count += !is_told_by_calls(&comment->changes->nodes[i]);
    if (count) {
        utstring_printf(comment->out, "\n");
        append_some_nodes(comment, 0, IN_SIGHT);
    }
    if (count > IN_SIGHT) {
        open_details(comment, count == IN_SIGHT + 1 ? "%zu more definition" : "%zu more definitions", count - IN_SIGHT);
        append_some_nodes(comment, IN_SIGHT, count);
        close_details(comment);
    }
}

static size_t count_edges(const Changes *changes, bool implied)
{
    size_t count = 0;
    for (size_t i = 0; i < changes->edge_count; i++)
        count += changes->edges[i].implied == implied;
    return count;
}

static const char edge_head[] = "| | From | What | To | Where |\n| --- | --- | --- | --- | --- |\n";

/* `skipped` of them stand elsewhere already. */
static void append_some_edges(Comment *comment, bool implied, size_t skipped, size_t most)
{
    const Changes *changes = comment->changes;
    size_t place = 0;
    utstring_printf(comment->out, "%s", edge_head);
    for (size_t i = 0; i < changes->edge_count && place < skipped + most; i++)
        if (changes->edges[i].implied == implied && place++ >= skipped)
            append_edge(comment, &changes->edges[i]);
}

static void append_edges(Comment *comment)
{
    size_t own = count_edges(comment->changes, false), implied = count_edges(comment->changes, true);
    if (own) {
        utstring_printf(comment->out, "\n");
        append_some_edges(comment, false, 0, IN_SIGHT);
    }
    if (own > IN_SIGHT) {
        open_details(comment, own == IN_SIGHT + 1 ? "%zu more call" : "%zu more calls", own - IN_SIGHT);
        append_some_edges(comment, false, IN_SIGHT, own);
        close_details(comment);
    }
    if (implied) {
        open_details(comment,
                     implied == 1 ? "%zu call from or to what was added or removed"
                                  : "%zu calls from and to what was added or removed",
                     implied);
        append_some_edges(comment, true, 0, implied);
        close_details(comment);
    }
}

static void append_findings(Comment *comment)
{
    const Changes *changes = comment->changes;
    if (changes->added_count)
        utstring_printf(comment->out, "\n**New findings**\n\n");
    for (size_t i = 0; i < changes->added_count && i < IN_SIGHT; i++)
        append_finding(comment, &changes->added[i], false);
    if (changes->added_count > IN_SIGHT) {
        open_details(comment, changes->added_count == IN_SIGHT + 1 ? "%zu more new finding" : "%zu more new findings",
                     changes->added_count - IN_SIGHT);
        for (size_t i = IN_SIGHT; i < changes->added_count; i++)
            append_finding(comment, &changes->added[i], false);
        close_details(comment);
    }
    if (changes->fixed_count) {
        open_details(comment, changes->fixed_count == 1 ? "%zu finding fixed" : "%zu findings fixed",
                     changes->fixed_count);
        for (size_t i = 0; i < changes->fixed_count; i++)
            append_finding(comment, &changes->fixed[i], true);
        close_details(comment);
    }
}

static bool is_about(const Changes *changes, const char *path)
{
    for (size_t i = 0; i < changes->node_count; i++)
        if (strcmp(changes->nodes[i].place.path, path) == 0)
            return true;
    for (size_t i = 0; i < changes->edge_count; i++)
        if (strcmp(changes->edges[i].place.path, path) == 0)
            return true;
    return false;
}

/* Those that something is told about. */
static void append_unread(Comment *comment)
{
    const char *const *unread = comment->changes->unread, *end = "";
    for (size_t i = 0, told = 0; unread && unread[i] && told < IN_SIGHT; i++)
        if (is_about(comment->changes, unread[i])) {
            utstring_printf(comment->out,
                            told++ ? ", " : "\nCould not be read wholly, so that what is told of it may be wrong: ");
            append_name(comment->out, unread[i]);
            end = ".\n";
        }
    utstring_printf(comment->out, "%s", end);
}

void changes_write_markdown(const Changes *changes, UT_string *out)
{
    Comment comment = {.changes = changes, .out = out};
    changes_write_verdict(changes, true, out);
    utstring_printf(out, "\n\nFrom ");
    append_name(out, changes->base.name);
    utstring_printf(out, " to ");
    append_name(out, changes->head.name);
    utstring_printf(out, ".\n");
    append_unread(&comment);
    append_findings(&comment);
    if (changes->node_count || changes->edge_count)
        append_diagram(&comment);
    append_nodes(&comment);
    append_edges(&comment);
    if (comment.left_out)
        utstring_printf(out, "\n%zu rows are left out, since a comment has %d bytes; `--format json` has all.\n",
                        comment.left_out, COMMENT_MAX);
}
