/*
 * markdown.c - see markdown.h. Tables are not padded: a longer name would change every line.
 */
#include "markdown.h"

#include "mermaid.h"
#include "text.h"

#include <string.h>

/* Nothing that ends a code span or a table cell, or that begins or ends in a space, which code spans drop. */
static bool is_plain_code(const char *text)
{
    size_t length = strlen(text);
    return length && !strpbrk(text, "`|\\") && text[0] != ' ' && text[length - 1] != ' ';
}

/* HTML's element where Markdown's own code span would break; inside either, nothing becomes a link or a mention. */
void markdown_append_code(UT_string *out, const char *text)
{
    UT_string clean;
    utstring_init(&clean);
    text_append_clean(&clean, text, true);
    if (is_plain_code(utstring_body(&clean))) {
        utstring_printf(out, "`%s`", utstring_body(&clean));
    } else if (utstring_len(&clean)) {
        utstring_printf(out, "<code>");
        text_append_escaped(out, utstring_body(&clean), ESCAPE_MARKDOWN);
        utstring_printf(out, "</code>");
    }
    utstring_done(&clean);
}

static void append_node_row(UT_string *out, const DiagramNode *node)
{
    utstring_printf(out, "| ");
    markdown_append_code(out, node->key);
    utstring_printf(out, " | %s", diagram_explain_style(node->style));
    if (node->detail && strcmp(node->detail, node->key) != 0) { /* the name stands beside it */
        utstring_printf(out, ": ");
        text_append_sentence(out, node->detail, ESCAPE_MARKDOWN);
    }
    utstring_printf(out, " | ");
    if (node->path)
        markdown_append_code(out, node->path);
    utstring_printf(out, " |\n");
}

/* What an arrow says: its own words where it has some. Those of a way ("via …") and of what cannot work are no verb. */
static void append_relation(UT_string *out, const DiagramEdge *edge)
{
    bool labelled = edge->label && *edge->label;
    if (!labelled || edge->kind == LINE_BROKEN || strncmp(edge->label, "via", 3) == 0)
        utstring_printf(out, "%s%s", diagram_explain_line(edge->kind), labelled ? ": " : "");
    if (labelled)
        text_append_sentence(out, edge->label, ESCAPE_MARKDOWN);
}

static void append_edge_row(UT_string *out, const DiagramEdge *edge)
{
    utstring_printf(out, "| ");
    markdown_append_code(out, edge->from);
    utstring_printf(out, " | ");
    append_relation(out, edge);
    utstring_printf(out, " | ");
    markdown_append_code(out, edge->to);
    utstring_printf(out, " |\n");
}

static void append_tables(UT_string *out, const Diagram *diagram)
{
    if (!diagram->node_count)
        return;
    utstring_printf(
        out, "\n<details>\n<summary>The same as text</summary>\n\n| Name | What | File |\n| --- | --- | --- |\n");
    for (size_t i = 0; i < diagram->node_count; i++)
        append_node_row(out, &diagram->nodes[i]);
    if (diagram->edge_count)
        utstring_printf(out, "\n| From | What | To |\n| --- | --- | --- |\n");
    for (size_t i = 0; i < diagram->edge_count; i++)
        append_edge_row(out, &diagram->edges[i]);
    utstring_printf(out, "\n</details>\n");
}

static void append_captions(UT_string *out, const Diagram *diagram)
{
    if (diagram->caption_count)
        utstring_printf(out, "\n");
    for (size_t i = 0; i < diagram->caption_count; i++) {
        utstring_printf(out, "- ");
        text_append_sentence(out, diagram->captions[i], ESCAPE_MARKDOWN);
        utstring_printf(out, "\n");
    }
}

void markdown_append_fence(UT_string *out, const Diagram *diagram)
{
    /* No line of the flowchart begins with a backtick: those of labels are escaped, ids have none. */
    utstring_printf(out, "```mermaid\n");
    mermaid_emit(diagram, out);
    utstring_printf(out, "```\n");
}

void markdown_emit(const Diagram *diagram, UT_string *out)
{
    utstring_printf(out, "## ");
    text_append_sentence(out, *diagram->title ? diagram->title : diagram->name, ESCAPE_MARKDOWN);
    utstring_printf(out, "\n\n");
    if (*diagram->summary) {
        text_append_sentence(out, diagram->summary, ESCAPE_MARKDOWN);
        utstring_printf(out, "\n\n");
    }
    markdown_append_fence(out, diagram);
    append_captions(out, diagram);
    append_tables(out, diagram);
}
