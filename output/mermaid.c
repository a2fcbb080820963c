/*
 * mermaid.c - see mermaid.h. What the text looks like is decided by three things: what all Mermaid versions in use
 * parse, that colours must be legible on white and on dark pages alike, and that a small change of the diagram be a
 * small change of the text. Hence a style is named at its node, not in lists, and nothing is counted.
 */
#include "mermaid.h"

#include "text.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#define ID_STEM_MAX 96
#define ID_HASH_DIGITS 10
#define CAPTION_WIDTH 36
#define NOTES_PER_ROW 3
#define NO_BREAK_SPACE "\u00a0"

/*
 * Fill, border and text are all given, for a theme may change what is not. The text has a contrast of 7 to the fill,
 * and fill or border one of 3 to white and to GitHub's dark background. Never by colour alone: what matters most has a
 * border of its own kind as well.
 */
static const char *const paints[STYLE_COUNT] = {
    [STYLE_SYNC] = "fill:#374151,stroke:#9ca3af,color:#fff",
    [STYLE_ASYNC] = "fill:#115e59,stroke:#5eead4,color:#fff",
    [STYLE_ENTRY] = "fill:#1e40af,stroke:#93c5fd,color:#fff",
    [STYLE_FACTORY] = "fill:#5b21b6,stroke:#c4b5fd,color:#fff",
    [STYLE_PRODUCT] = "fill:#ede9fe,stroke:#6d28d9,color:#2e1065",
    [STYLE_AUTH] = "fill:#92400e,stroke:#fcd34d,color:#fff",
    [STYLE_SEAM] = "fill:#9d174d,stroke:#f9a8d4,color:#fff",
    [STYLE_PROBLEM] = "fill:#991b1b,stroke:#fca5a5,color:#fff,stroke-width:4px",
    [STYLE_LEGACY] = "fill:#e7e5e4,stroke:#57534e,color:#1c1917,stroke-width:2px,stroke-dasharray:2 3",
    [STYLE_PACKAGE] = "fill:#e0f2fe,stroke:#0369a1,color:#0c4a6e",
    [STYLE_NOTE] = "fill:#f8fafc,stroke:#64748b,color:#1e293b",
    [STYLE_ADDED] = "fill:#c6f6d5,stroke:#276749,color:#1a202c,stroke-width:3px",
    [STYLE_CHANGED] = "fill:#feebc8,stroke:#9c4221,color:#1a202c,stroke-width:3px",
    [STYLE_REMOVED] = "fill:#fed7d7,stroke:#9b2c2c,color:#1a202c,stroke-width:2px,stroke-dasharray:5 5",
    [STYLE_UNCHANGED] = "fill:#e2e8f0,stroke:#4a5568,color:#1a202c",
};

/*
 * A tint that shows how deep groups are nested, on any background. The title, which lies outside of what we
 * paint as the arrows do, has the theme's colour as they have.
 */
static const char group_paint[] = "fill:#8b949e,fill-opacity:0.1,stroke:#8b949e";

static const struct {
    const char *open, *close;
} brackets[SHAPE_COUNT] = {
    [SHAPE_BOX] = {"[\"", "\"]"},          [SHAPE_ROUND] = {"(\"", "\")"},      [SHAPE_STADIUM] = {"([\"", "\"])"},
    [SHAPE_SUBROUTINE] = {"[[\"", "\"]]"}, [SHAPE_CYLINDER] = {"[(\"", "\")]"}, [SHAPE_HEXAGON] = {"{{\"", "\"}}"},
};

static const struct {
    const char *arrow, *picture;
} lines[LINE_COUNT] = {
    [LINE_SOLID] = {"-->", "thin arrow"},       [LINE_THICK] = {"==>", "thick arrow"},
    [LINE_DOTTED] = {"-.->", "dotted arrow"},   [LINE_BROKEN] = {"--x", "line to a cross"},
    [LINE_OPEN] = {"---", "line without head"},
};

/*
 * Ids. With '.' written as "__", the runs of dots and underscores in ordinary names stay apart: "_", ".", "._" and
 * ".__" have one, two, three and four underscores. Any other run, and any other character, makes the key
 * a special one, whose id ends in a hash of it; and so does an ordinary id that looks as if it did.
 */

static bool is_id_letter(char c)
{
    return isascii((unsigned char)c) && isalnum((unsigned char)c);
}

static bool is_plain_run(const char *run, size_t length, bool at_start, bool at_end)
{
    static const char *const inner[] = {"_", ".", "._", ".__"};
    if (at_start || at_end)
        return length <= 2 && !memchr(run, '.', length);
    for (size_t i = 0; i < sizeof inner / sizeof *inner; i++)
        if (length == strlen(inner[i]) && memcmp(run, inner[i], length) == 0)
            return true;
    return false;
}

static bool is_plain_key(const char *key)
{
    size_t at = 0;
    if (!*key || strlen(key) > ID_STEM_MAX)
        return false;
    while (key[at]) {
        size_t run = strspn(key + at, "._");
        if (run && !is_plain_run(key + at, run, at == 0, key[at + run] == '\0'))
            return false;
        at += run;
        if (key[at] && !is_id_letter(key[at]))
            return false;
        at += key[at] != '\0';
    }
    return true;
}

static bool looks_hashed(const char *id, size_t length)
{
    return length > ID_HASH_DIGITS && id[length - ID_HASH_DIGITS - 1] == '_' &&
           strspn(id + length - ID_HASH_DIGITS, "0123456789abcdef") == ID_HASH_DIGITS;
}

/* '.' as "__", letters, digits and '_' as they are, any run of others as one '_'. Of a long key, the end. */
static void append_stem(UT_string *out, const char *key)
{
    size_t length = strlen(key);
    bool gap = false;
    if (length > ID_STEM_MAX)
        key += length - ID_STEM_MAX;
    for (; *key; key++) {
        bool known = is_id_letter(*key) || *key == '_' || *key == '.';
        if (known)
            utstring_printf(out, *key == '.' ? "__" : "%c", *key);
        else if (!gap)
            utstring_bincpy(out, "_", 1);
        gap = !known;
    }
}

void mermaid_append_id(UT_string *out, char prefix, const char *key)
{
    utstring_printf(out, "%c_", prefix);
    append_stem(out, key);
    if (!is_plain_key(key) || looks_hashed(utstring_body(out), utstring_len(out)))
        utstring_printf(out, "_%0*llx", ID_HASH_DIGITS,
                        (unsigned long long)(XXH3_64bits(key, strlen(key)) >> (64 - 4 * ID_HASH_DIGITS)));
}

static void indent(UT_string *out, unsigned depth)
{
    for (unsigned i = 0; i < depth; i++)
        utstring_bincpy(out, "  ", 2);
}

static void append_box(UT_string *out, Shape shape, const char *escaped, Style style)
{
    utstring_printf(out, "%s%s%s:::%s\n", brackets[shape].open, escaped, brackets[shape].close,
                    diagram_name_style(style));
}

static void append_node(UT_string *out, const DiagramNode *node, unsigned depth)
{
    UT_string label;
    utstring_init(&label);
    text_append_label(&label, node->label, ESCAPE_MERMAID);
    indent(out, depth);
    mermaid_append_id(out, 'n', node->key);
    append_box(out, node->shape, utstring_body(&label), node->style);
    utstring_done(&label);
}

/*
 * The tree of groups, as lists of indices: what is inside group i is at first_*[i], and what else is inside the same
 * group at next_*[]. Index `group_count` is the diagram itself.
 */
typedef struct {
    size_t *first_group, *next_group, *first_node, *next_node;
    bool *used; /* has a node in it or below; to Mermaid, an empty subgraph is an odd sort of node */
} Tree;

#define NOTHING SIZE_MAX

static size_t index_group(const Diagram *diagram, const char *key)
{
    const DiagramGroup *group = diagram_find_group(diagram, key);
    return group ? (size_t)(group - diagram->groups) : diagram->group_count;
}

static void mark_used(const Diagram *diagram, Tree *tree, size_t group)
{
    while (!tree->used[group]) {
        tree->used[group] = true;
        if (group < diagram->group_count)
            group = index_group(diagram, diagram->groups[group].parent);
    }
}

static size_t *allocate_list(size_t count)
{
    size_t *list = malloc((count + 1) * sizeof *list);
    if (!list)
        abort();
    memset(list, 0xFF, (count + 1) * sizeof *list);
    return list;
}

/* Backwards, since each goes to the front of its list. */
static void tree_init(Tree *tree, const Diagram *diagram)
{
    tree->first_group = allocate_list(diagram->group_count);
    tree->next_group = allocate_list(diagram->group_count);
    tree->first_node = allocate_list(diagram->group_count);
    tree->next_node = allocate_list(diagram->node_count);
    tree->used = calloc(diagram->group_count + 1, sizeof *tree->used);
    if (!tree->used)
        abort();
    for (size_t i = diagram->group_count; i-- > 0;) {
        size_t parent = index_group(diagram, diagram->groups[i].parent);
        tree->next_group[i] = tree->first_group[parent];
        tree->first_group[parent] = i;
    }
    for (size_t i = diagram->node_count; i-- > 0;) {
        size_t group = index_group(diagram, diagram->nodes[i].group);
        tree->next_node[i] = tree->first_node[group];
        tree->first_node[group] = i;
        mark_used(diagram, tree, group);
    }
}

static void tree_deinit(Tree *tree)
{
    free(tree->first_group);
    free(tree->next_group);
    free(tree->first_node);
    free(tree->next_node);
    free(tree->used);
}

static void open_subgraph(UT_string *out, const DiagramGroup *group, unsigned depth)
{
    indent(out, depth);
    utstring_printf(out, "subgraph ");
    mermaid_append_id(out, 'g', group->key);
    utstring_printf(out, "[\"");
    text_append_label(out, group->label, ESCAPE_MERMAID);
    utstring_printf(out, "\"]\n");
}

/* Depth of recursion is that of the packages, which the length of a path limits. */
static void append_contents(UT_string *out, const Diagram *diagram, const Tree *tree, size_t group, unsigned depth)
{
    for (size_t i = tree->first_group[group]; i != NOTHING; i = tree->next_group[i]) {
        if (!tree->used[i])
            continue;
        open_subgraph(out, &diagram->groups[i], depth);
        append_contents(out, diagram, tree, i, depth + 1);
        indent(out, depth);
        utstring_printf(out, "end\n");
        indent(out, depth);
        utstring_printf(out, "class ");
        mermaid_append_id(out, 'g', diagram->groups[i].key);
        utstring_printf(out, " group\n");
    }
    for (size_t i = tree->first_node[group]; i != NOTHING; i = tree->next_node[i])
        append_node(out, &diagram->nodes[i], depth);
}

static void append_edge(UT_string *out, const DiagramEdge *edge)
{
    /* Spaces around the link: `a ---oauth` would end in a circle at node `auth`. */
    indent(out, 1);
    mermaid_append_id(out, 'n', edge->from);
    utstring_printf(out, " %s", lines[edge->kind].arrow);
    if (edge->label) {
        utstring_printf(out, "|\"");
        text_append_label(out, edge->label, ESCAPE_MERMAID);
        utstring_printf(out, "\"|");
    }
    utstring_printf(out, " ");
    mermaid_append_id(out, 'n', edge->to);
    utstring_printf(out, "\n");
}

/* What a legend has to explain. */
typedef struct {
    bool styles[STYLE_COUNT], lines[LINE_COUNT];
    Shape shapes[STYLE_COUNT]; /* of the first node in that style, so that the example looks like those it explains */
} Usage;

static Usage find_usage(const Diagram *diagram)
{
    Usage usage = {0};
    for (size_t i = 0; i < diagram->node_count; i++) {
        const DiagramNode *node = &diagram->nodes[i];
        if (!usage.styles[node->style])
            usage.shapes[node->style] = node->shape;
        usage.styles[node->style] = true;
    }
    for (size_t i = 0; i < diagram->edge_count; i++)
        usage.lines[diagram->edges[i].kind] = true;
    return usage;
}

static void append_unbroken(UT_string *out, const char *text)
{
    for (; *text; text++)
        utstring_printf(out, *text == ' ' ? NO_BREAK_SPACE : "%c", *text);
}

/*
 * Words, as many to a line as fit; what is longer than a line is shortened. Mermaid 10 breaks no line, 11 and 12 each
 * at widths of their own, hence spaces that nobody breaks at.
 */
static void append_wrapped(UT_string *out, const char *text)
{
    UT_string clean, wrapped, escaped;
    size_t used = 0;
    utstring_init(&clean);
    utstring_init(&wrapped);
    utstring_init(&escaped);
    text_append_clean(&clean, text, true);
    for (const char *word = utstring_body(&clean); *word;) {
        size_t length = strcspn(word, " "), size = text_count_units(word, length);
        bool fits = used && used + 1 + size <= CAPTION_WIDTH;
        if (used)
            utstring_bincpy(&wrapped, fits ? " " : "\n", 1);
        text_append_short(&wrapped, word, length, CAPTION_WIDTH);
        used = fits ? used + 1 + size : size;
        word += length + (word[length] == ' ');
    }
    text_append_label(&escaped, utstring_body(&wrapped), ESCAPE_MERMAID);
    append_unbroken(out, utstring_body(&escaped));
    utstring_done(&clean);
    utstring_done(&wrapped);
    utstring_done(&escaped);
}

/*
 * Puts nodes of the legend into rows of a grid: invisible links lead from each to the next of its row, and rows that
 * have nothing to do with each other are stacked. Without them Mermaid makes one row or one column of all.
 */
typedef struct {
    UT_string links;
    UT_string last; /* id of the node before, in row `row` */
    unsigned row;
} Grid;

static void add_to_grid(Grid *grid, unsigned row, const char *id)
{
    if (utstring_len(&grid->last) && grid->row == row)
        utstring_printf(&grid->links, "    %s ~~~ %s\n", utstring_body(&grid->last), id);
    utstring_clear(&grid->last);
    utstring_printf(&grid->last, "%s", id);
    grid->row = row;
}

/* Rows belong to styles, so that one style more moves no other. */
static const unsigned style_rows[STYLE_COUNT] = {
    [STYLE_SYNC] = 0, [STYLE_ASYNC] = 0, [STYLE_ENTRY] = 0,   [STYLE_FACTORY] = 0, [STYLE_PRODUCT] = 1,
    [STYLE_AUTH] = 1, [STYLE_SEAM] = 1,  [STYLE_PROBLEM] = 1, [STYLE_LEGACY] = 2,  [STYLE_PACKAGE] = 2,
    [STYLE_NOTE] = 2, [STYLE_ADDED] = 3, [STYLE_CHANGED] = 3, [STYLE_REMOVED] = 3, [STYLE_UNCHANGED] = 3,
};
#define NOTE_ROW 4

static void append_style_legend(UT_string *out, const Usage *usage, Grid *grid)
{
    for (Style style = 0; style < STYLE_COUNT; style++) {
        char id[32];
        if (!usage->styles[style])
            continue;
        snprintf(id, sizeof id, "l_%s", diagram_name_style(style));
        utstring_printf(out, "    %s", id);
        append_box(out, usage->shapes[style], diagram_explain_style(style), style);
        add_to_grid(grid, style_rows[style], id);
    }
}

static void append_line_legend(UT_string *out, const Usage *usage, Grid *grid)
{
    UT_string text;
    utstring_init(&text);
    for (Line line = 0; line < LINE_COUNT; line++)
        if (usage->lines[line])
            utstring_printf(&text, "%s%s: %s", utstring_len(&text) ? "<br/>" : "", lines[line].picture,
                            diagram_explain_line(line));
    if (utstring_len(&text)) {
        utstring_printf(out, "    l_lines[\"");
        append_unbroken(out, utstring_body(&text));
        utstring_printf(out, "\"]:::%s\n", diagram_name_style(STYLE_NOTE));
        add_to_grid(grid, NOTE_ROW, "l_lines");
    }
    utstring_done(&text);
}

static void append_captions(UT_string *out, const Diagram *diagram, Grid *grid)
{
    for (size_t i = 0; i < diagram->caption_count; i++) {
        char id[32];
        snprintf(id, sizeof id, "l_caption%zu", i + 1);
        utstring_printf(out, "    %s[\"", id);
        append_wrapped(out, diagram->captions[i]);
        utstring_printf(out, "\"]:::%s\n", diagram_name_style(STYLE_NOTE));
        add_to_grid(grid, NOTE_ROW + (unsigned)(i + 1) / NOTES_PER_ROW, id);
    }
}

/* Rows run across the diagram's direction, so that the legend takes little of the first rank's depth. */
static void append_legend(UT_string *out, const Diagram *diagram, const Usage *usage)
{
    Grid grid = {.row = 0};
    if (!diagram->node_count && !diagram->caption_count)
        return;
    utstring_init(&grid.links);
    utstring_init(&grid.last);
    utstring_printf(out, "  subgraph l_legend[\"Legend\"]\n    direction %s\n",
                    diagram->direction == DIRECTION_DOWN ? "LR" : "TB");
    append_style_legend(out, usage, &grid);
    append_line_legend(out, usage, &grid);
    append_captions(out, diagram, &grid);
    utstring_printf(out, "%s  end\n  class l_legend group\n", utstring_body(&grid.links));
    utstring_done(&grid.links);
    utstring_done(&grid.last);
}

static void append_styles(UT_string *out, const Diagram *diagram, Usage usage)
{
    usage.styles[STYLE_NOTE] |= diagram->caption_count || diagram->edge_count || !diagram->node_count;
    for (Style style = 0; style < STYLE_COUNT; style++)
        if (usage.styles[style])
            utstring_printf(out, "  classDef %s %s\n", diagram_name_style(style), paints[style]);
    if (diagram->node_count || diagram->caption_count)
        utstring_printf(out, "  classDef group %s\n", group_paint);
}

static void append_head(UT_string *out, const Diagram *diagram)
{
    utstring_printf(out, "flowchart %s\n", diagram->direction == DIRECTION_DOWN ? "TD" : "LR");
    utstring_printf(out, "  accTitle: ");
    text_append_sentence(out, *diagram->title ? diagram->title : diagram->name, ESCAPE_MERMAID);
    if (*diagram->summary) {
        utstring_printf(out, "\n  accDescr: ");
        text_append_sentence(out, diagram->summary, ESCAPE_MERMAID);
    }
    utstring_printf(out, "\n");
}

void mermaid_emit(const Diagram *diagram, UT_string *out)
{
    Usage usage = find_usage(diagram);
    Tree tree;
    append_head(out, diagram);
    tree_init(&tree, diagram);
    append_contents(out, diagram, &tree, diagram->group_count, 1);
    tree_deinit(&tree);
    if (!diagram->node_count)
        utstring_printf(out, "  l_nothing[\"nothing found\"]:::%s\n", diagram_name_style(STYLE_NOTE));
    for (size_t i = 0; i < diagram->edge_count; i++)
        append_edge(out, &diagram->edges[i]);
    append_legend(out, diagram, &usage);
    append_styles(out, diagram, usage);
}
