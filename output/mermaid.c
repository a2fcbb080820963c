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
#define COMPACT_DIGITS 5
#define CAPTION_WIDTH 36        /* where the legend is to be narrow, … */
#define CAPTION_WIDTH_IN_ROW 64 /* … where it is a row */
#define WIDE_ROW 5              /* boxes of the legend in a row, where the picture is as wide, … */
#define NARROW_ROW 3
#define LONGEST_WAY 12 /* ranks that are counted */
#define NO_BREAK_SPACE "\u00a0"

/*
 * Fill, border and text are all given, for a theme may change what is not. The text has a contrast of 7 to the fill,
 * and fill or border one of 3 to white and to GitHub's dark background. Never by colour alone: what matters most has a
 * border of its own kind as well.
 */
static const char *const paints[STYLE_COUNT] = {
    [STYLE_SYNC] = "fill:#374151,stroke:#9ca3af,color:#fff",
    [STYLE_PLAIN] = "fill:#374151,stroke:#9ca3af,color:#fff",
    [STYLE_ASYNC] = "fill:#115e59,stroke:#5eead4,color:#fff",
    [STYLE_ENTRY] = "fill:#1e40af,stroke:#93c5fd,color:#fff",
    [STYLE_FACTORY] = "fill:#5b21b6,stroke:#c4b5fd,color:#fff",
    [STYLE_PRODUCT] = "fill:#ede9fe,stroke:#6d28d9,color:#2e1065",
    [STYLE_AUTH] = "fill:#92400e,stroke:#fcd34d,color:#fff",
    [STYLE_SEAM] = "fill:#9d174d,stroke:#f9a8d4,color:#fff",
    [STYLE_PROBLEM] = "fill:#991b1b,stroke:#fca5a5,color:#fff,stroke-width:4px",
    [STYLE_LEGACY] = "fill:#e7e5e4,stroke:#57534e,color:#1c1917,stroke-width:2px,stroke-dasharray:2 3",
    [STYLE_PACKAGE] = "fill:#e0f2fe,stroke:#0369a1,color:#0c4a6e",
    [STYLE_FILE] = "fill:#e0f2fe,stroke:#0369a1,color:#0c4a6e",
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
    const char *arrow, *far_arrow, *picture;
} lines[LINE_COUNT] = {
    [LINE_SOLID] = {"-->", "--->", "thin arrow"},       [LINE_THICK] = {"==>", "===>", "thick arrow"},
    [LINE_DOTTED] = {"-.->", "-..->", "dotted arrow"},  [LINE_BROKEN] = {"==x", "===x", "thick line to a cross"},
    [LINE_OPEN] = {"---", "----", "line without head"}, [LINE_KEPT] = {"-->", "--->", "thin arrow"},
    [LINE_NEW] = {"==>", "===>", "thick arrow"},        [LINE_GONE] = {"-.->", "-..->", "dotted arrow"},
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
    char stem[2 * ID_STEM_MAX];
    size_t length = strlen(key), end = 0;
    bool gap = false;
    if (length > ID_STEM_MAX)
        key += length - ID_STEM_MAX;
    for (; *key; key++) {
        bool known = is_id_letter(*key) || *key == '_' || *key == '.';
        if (known || !gap)
            stem[end++] = is_id_letter(*key) ? *key : '_';
        if (*key == '.')
            stem[end++] = '_';
        gap = !known;
    }
    utstring_bincpy(out, stem, end);
}

void mermaid_append_id(UT_string *out, char prefix, const char *key)
{
    utstring_bincpy(out, &prefix, 1);
    utstring_bincpy(out, "_", 1);
    append_stem(out, key);
    if (!is_plain_key(key) || looks_hashed(utstring_body(out), utstring_len(out)))
        utstring_printf(out, "_%0*llx", ID_HASH_DIGITS,
                        (unsigned long long)(XXH3_64bits(key, strlen(key)) >> (64 - 4 * ID_HASH_DIGITS)));
}

/*
 * Ids of compact diagrams are hashes alone: as short as tells all keys of the diagram apart. One diagram in some
 * thousands needs longer ones.
 */
static unsigned compact_digits(const Diagram *diagram)
{
    for (unsigned digits = COMPACT_DIGITS; digits < 16; digits++) {
        bool clash = false;
        for (size_t i = 0; i < diagram->node_count && !clash; i++)
            for (size_t k = 0; k < i && !clash; k++)
                clash = XXH3_64bits(diagram->nodes[i].key, strlen(diagram->nodes[i].key)) >> (64 - 4 * digits) ==
                        XXH3_64bits(diagram->nodes[k].key, strlen(diagram->nodes[k].key)) >> (64 - 4 * digits);
        if (!clash)
            return digits;
    }
    return 16;
}

/* What the text of one diagram is made with. `digits`: of compact ids, 0 for readable ones. */
typedef struct {
    UT_string *out;
    const Diagram *diagram;
    unsigned digits;
} Writer;

static void append_id(const Writer *writer, char prefix, const char *key)
{
    if (!writer->digits)
        mermaid_append_id(writer->out, prefix, key);
    else
        utstring_printf(writer->out, "%c%0*llx", prefix, (int)writer->digits,
                        (unsigned long long)(XXH3_64bits(key, strlen(key)) >> (64 - 4 * writer->digits)));
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

static void append_node(const Writer *writer, const DiagramNode *node, unsigned depth)
{
    UT_string label;
    utstring_init(&label);
    text_append_label(&label, node->label, ESCAPE_MERMAID);
    indent(writer->out, depth);
    append_id(writer, 'n', node->key);
    append_box(writer->out, node->shape, utstring_body(&label), node->style);
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

static void add_group(const Diagram *diagram, Tree *tree, size_t group)
{
    size_t parent = index_group(diagram, diagram->groups[group].parent);
    tree->next_group[group] = tree->first_group[parent];
    tree->first_group[parent] = group;
}

static void add_node(const Diagram *diagram, Tree *tree, size_t node)
{
    size_t group = index_group(diagram, diagram->nodes[node].group);
    tree->next_node[node] = tree->first_node[group];
    tree->first_node[group] = node;
    mark_used(diagram, tree, group);
}

/*
 * Each goes to the front of its list: nodes backwards, and groups too where ranks are stacked. Where they stand side by
 * side, Mermaid stacks groups from the bottom up, so the last group is written first, to make the first the upmost.
 */
static void tree_init(Tree *tree, const Diagram *diagram)
{
    tree->first_group = allocate_list(diagram->group_count);
    tree->next_group = allocate_list(diagram->group_count);
    tree->first_node = allocate_list(diagram->group_count);
    tree->next_node = allocate_list(diagram->node_count);
    tree->used = calloc(diagram->group_count + 1, sizeof *tree->used);
    if (!tree->used)
        abort();
    for (size_t i = 0; i < diagram->group_count; i++)
        add_group(diagram, tree, diagram->direction == DIRECTION_DOWN ? diagram->group_count - 1 - i : i);
    for (unsigned place = DIAGRAM_PLACES; place-- > 0;)
        for (size_t i = diagram->node_count; i-- > 0;)
            if (diagram->nodes[i].place == place)
                add_node(diagram, tree, i);
}

static void tree_deinit(Tree *tree)
{
    free(tree->first_group);
    free(tree->next_group);
    free(tree->first_node);
    free(tree->next_node);
    free(tree->used);
}

static const char *direction_of(const Diagram *diagram)
{
    return diagram->direction == DIRECTION_DOWN ? "TB" : "LR";
}

/* Mermaid turns groups that no arrow leaves by ninety degrees, unless they say their direction. */
static void open_subgraph(const Writer *writer, const DiagramGroup *group, unsigned depth)
{
    indent(writer->out, depth);
    utstring_printf(writer->out, "subgraph ");
    append_id(writer, 'g', group->key);
    utstring_printf(writer->out, "[\"");
    text_append_label(writer->out, group->label, ESCAPE_MERMAID);
    utstring_printf(writer->out, "\"]\n");
    indent(writer->out, depth + 1);
    utstring_printf(writer->out, "direction %s\n", direction_of(writer->diagram));
}

static void close_subgraph(const Writer *writer, const DiagramGroup *group, unsigned depth)
{
    indent(writer->out, depth);
    utstring_printf(writer->out, "end\n");
    indent(writer->out, depth);
    utstring_printf(writer->out, "class ");
    append_id(writer, 'g', group->key);
    utstring_printf(writer->out, " group\n");
}

/* Depth of recursion is that of the packages, which the length of a path limits. */
static void append_contents(const Writer *writer, const Tree *tree, size_t group, unsigned depth)
{
    for (size_t i = tree->first_group[group]; i != NOTHING; i = tree->next_group[i]) {
        if (!tree->used[i])
            continue;
        open_subgraph(writer, &writer->diagram->groups[i], depth);
        append_contents(writer, tree, i, depth + 1);
        close_subgraph(writer, &writer->diagram->groups[i], depth);
    }
    for (size_t i = tree->first_node[group]; i != NOTHING; i = tree->next_node[i])
        append_node(writer, &writer->diagram->nodes[i], depth);
}

static void append_edge(const Writer *writer, const DiagramEdge *edge)
{
    /* Spaces around the link: `a ---oauth` would end in a circle at node `auth`. */
    indent(writer->out, 1);
    append_id(writer, 'n', edge->from);
    utstring_printf(writer->out, " %s", edge->far ? lines[edge->kind].far_arrow : lines[edge->kind].arrow);
    if (edge->label) {
        utstring_printf(writer->out, "|\"");
        text_append_label(writer->out, edge->label, ESCAPE_MERMAID);
        utstring_printf(writer->out, "\"|");
    }
    utstring_printf(writer->out, " ");
    append_id(writer, 'n', edge->to);
    utstring_printf(writer->out, "\n");
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
static void append_wrapped(UT_string *out, const char *text, size_t width)
{
    UT_string clean, wrapped, escaped;
    size_t used = 0;
    utstring_init(&clean);
    utstring_init(&wrapped);
    utstring_init(&escaped);
    text_append_clean(&clean, text, true);
    for (const char *word = utstring_body(&clean); *word;) {
        size_t length = strcspn(word, " "), size = text_count_units(word, length);
        bool fits = used && used + 1 + size <= width;
        if (used)
            utstring_bincpy(&wrapped, fits ? " " : "\n", 1);
        text_append_short(&wrapped, word, length, width);
        used = fits ? used + 1 + size : size;
        word += length + (word[length] == ' ');
    }
    text_append_escaped(&escaped, utstring_body(&wrapped), ESCAPE_MERMAID);
    append_unbroken(out, utstring_body(&escaped));
    utstring_done(&clean);
    utstring_done(&wrapped);
    utstring_done(&escaped);
}

static void append_style_legend(UT_string *out, const Usage *usage)
{
    for (Style style = 0; style < STYLE_COUNT; style++)
        if (usage->styles[style]) {
            UT_string meaning;
            utstring_init(&meaning);
            text_append_label(&meaning, diagram_explain_style(style), ESCAPE_MERMAID);
            utstring_printf(out, "    l_%s", diagram_name_style(style));
            append_box(out, usage->shapes[style], utstring_body(&meaning), style);
            utstring_done(&meaning);
        }
}

static void append_line_legend(UT_string *out, const Usage *usage)
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
    }
    utstring_done(&text);
}

/* All in one box, a line or more for each. */
static void append_captions(UT_string *out, const Diagram *diagram)
{
    size_t width = diagram->direction == DIRECTION_DOWN ? CAPTION_WIDTH_IN_ROW : CAPTION_WIDTH;
    if (!diagram->caption_count)
        return;
    utstring_printf(out, "    l_captions[\"");
    for (size_t i = 0; i < diagram->caption_count; i++) {
        utstring_printf(out, i ? "<br/>" : "");
        append_wrapped(out, diagram->captions[i], width);
    }
    utstring_printf(out, "\"]:::%s\n", diagram_name_style(STYLE_NOTE));
}

static size_t index_node(const Diagram *diagram, const char *key)
{
    return (size_t)(diagram_find_node(diagram, key) - diagram->nodes);
}

/*
 * How many ranks the longest way from each node passes, up to LONGEST_WAY. Circles count as the longest.
 */
static unsigned char *measure_ways(const Diagram *diagram)
{
    unsigned char *ways = calloc(diagram->node_count + 1, 1);
    bool grown = true;
    if (!ways)
        abort();
    for (unsigned round = 0; grown && round < LONGEST_WAY; round++) {
        grown = false;
        for (size_t i = diagram->edge_count; i-- > 0;) {
            const DiagramEdge *edge = &diagram->edges[i];
            unsigned length = ways[index_node(diagram, edge->to)] + (edge->far ? 2 : 1);
            unsigned char *from = &ways[index_node(diagram, edge->from)];
            if (length > *from && length <= LONGEST_WAY) {
                *from = (unsigned char)length;
                grown = true;
            }
        }
    }
    return ways;
}

/* Whether some way is so long that a wide legend does not widen the picture. */
static bool is_deep(const Diagram *diagram)
{
    unsigned char *ways = measure_ways(diagram);
    bool deep = false;
    for (size_t i = 0; i < diagram->node_count; i++)
        deep |= ways[i] >= WIDE_ROW - 1;
    free(ways);
    return deep;
}

/* The boxes of a legend, as they come; the last place in a row is for a remark, while there are any. */
typedef struct {
    UT_string *out;
    unsigned row;       /* boxes to a row */
    unsigned place;     /* in the row */
    const char *last;   /* name of the box before */
    bool arrows, notes; /* remarks that have no place yet */
} Rows;

static void append_to_row(Rows *rows, const char *name)
{
    if (rows->place)
        utstring_printf(rows->out, "    l_%s ~~~ l_%s\n", rows->last, name);
    rows->last = name;
    rows->place = (rows->place + 1) % rows->row;
}

static void append_remark(Rows *rows)
{
    bool *remark = rows->arrows ? &rows->arrows : &rows->notes;
    append_to_row(rows, rows->arrows ? "lines" : "captions");
    *remark = false;
}

/* Invisible links make rows of boxes. */
static void append_legend_rows(UT_string *out, const Diagram *diagram, const Usage *usage)
{
    Rows rows = {.out = out,
                 .row = is_deep(diagram) ? WIDE_ROW : NARROW_ROW,
                 .arrows = diagram->edge_count > 0,
                 .notes = diagram->caption_count > 0};
    for (Style style = 0; style < STYLE_COUNT; style++) {
        if (!usage->styles[style])
            continue;
        append_to_row(&rows, diagram_name_style(style));
        if (rows.place == rows.row - 1 && (rows.arrows || rows.notes))
            append_remark(&rows);
    }
    while (rows.arrows || rows.notes)
        append_remark(&rows);
}

/* The outermost group around a node, or `group_count`. */
static size_t find_top(const Diagram *diagram, const char *key)
{
    size_t group = index_group(diagram, diagram_find_node(diagram, key)->group), top = group;
    while (group < diagram->group_count) {
        top = group;
        group = index_group(diagram, diagram->groups[group].parent);
    }
    return top;
}

/* Whether an arrow leads into or out of an outermost group. */
static bool is_joined(const Diagram *diagram, size_t group)
{
    for (size_t i = 0; i < diagram->edge_count; i++) {
        size_t from = find_top(diagram, diagram->edges[i].from), to = find_top(diagram, diagram->edges[i].to);
        if (from != to && (from == group || to == group))
            return true;
    }
    return false;
}

/* The first arrow of the longest way inside of an outermost group, or of all when that is SIZE_MAX; NULL: there is none. */
static const DiagramEdge *find_longest_way(const Diagram *diagram, const unsigned char *ways, size_t group)
{
    const DiagramEdge *first = NULL;
    unsigned longest = 0;
    for (size_t i = 0; i < diagram->edge_count; i++) {
        const DiagramEdge *edge = &diagram->edges[i];
        unsigned length = ways[index_node(diagram, edge->from)];
        bool inside =
            group == SIZE_MAX || (find_top(diagram, edge->from) == group && find_top(diagram, edge->to) == group);
        if (!inside || length <= longest || strcmp(edge->from, edge->to) == 0)
            continue;
        longest = length;
        first = edge;
    }
    return first;
}

static void append_tie(const Writer *writer, const char *box, const char *anchor)
{
    utstring_printf(writer->out, "  l_%s ~~~ ", box);
    append_id(writer, 'n', anchor);
    utstring_printf(writer->out, "\n");
}

/* The first of all nodes that arrows join to this one. */
static size_t find_joined(size_t *joined, size_t node)
{
    while (joined[node] != node)
        node = joined[node] = joined[joined[node]];
    return node;
}

/* By node: the first of those that arrows join to it. `led_to`: whether an arrow leads to it. */
static size_t *join_nodes(const Diagram *diagram, bool *led_to)
{
    size_t *joined = calloc(diagram->node_count + 1, sizeof *joined);
    if (!joined)
        abort();
    for (size_t i = 0; i < diagram->node_count; i++)
        joined[i] = i;
    for (size_t i = 0; i < diagram->edge_count; i++) {
        size_t to = index_node(diagram, diagram->edges[i].to);
        size_t one = find_joined(joined, index_node(diagram, diagram->edges[i].from)), other = find_joined(joined, to);
        led_to[to] = true;
        joined[one < other ? other : one] = one < other ? one : other;
    }
    for (size_t i = 0; i < diagram->node_count; i++)
        joined[i] = find_joined(joined, i);
    return joined;
}

/*
 * Lets ways that no arrow joins begin side by side, where Mermaid would let them float to where the picture ends.
 * Returns whether there are several.
 */
static bool append_ways_abreast(const Writer *writer, const char *box, const unsigned char *ways)
{
    const Diagram *diagram = writer->diagram;
    bool *led_to = calloc(diagram->node_count + 1, sizeof *led_to), several = false;
    if (!led_to)
        abort();
    size_t *joined = join_nodes(diagram, led_to);
    for (size_t i = 0; i < diagram->node_count; i++)
        several |= joined[i] != 0;
    for (size_t first = 0; first < diagram->node_count && several; first++) {
        size_t beginning = first;
        for (size_t i = first; i < diagram->node_count; i++) {
            bool leads_on = led_to[i] != led_to[beginning] ? led_to[beginning] : ways[i] > ways[beginning];
            beginning = joined[i] == first && leads_on ? i : beginning;
        }
        if (joined[first] == first)
            append_tie(writer, box, diagram->nodes[beginning].key);
    }
    free(joined);
    free(led_to);
    return several;
}

/*
 * A group that no arrow leaves is a picture of its own to Mermaid's older layout, which puts it into one rank, and
 * makes all of that rank as wide. Invisible links from the legend keep them, and it, in the ranks of all. A link to
 * the second node of a way moves nothing, but only one may be like that: groups that begin in the first rank, where
 * nothing leads to them, are what that layout breaks off at when there are many, and shows an error.
 */
static void append_ties(const Writer *writer, const char *box)
{
    const Diagram *diagram = writer->diagram;
    unsigned char *ways = measure_ways(diagram);
    bool abreast = diagram->abreast && append_ways_abreast(writer, box, ways), alone = true, tied = abreast;
    for (size_t i = 0; i < diagram->group_count; i++)
        alone &= !is_joined(diagram, i);
    for (size_t i = 0; i < diagram->group_count && !abreast; i++) {
        bool joined = is_joined(diagram, i);
        if (index_group(diagram, diagram->groups[i].parent) != diagram->group_count || (tied && joined))
            continue;
        const DiagramEdge *way = find_longest_way(diagram, ways, i);
        if (way)
            append_tie(writer, box, alone || joined ? way->to : way->from);
        tied |= way != NULL;
    }
    const DiagramEdge *way = tied ? NULL : find_longest_way(diagram, ways, SIZE_MAX);
    if (way)
        append_tie(writer, box, way->to);
    free(ways);
}

static const char *first_box(const Usage *usage)
{
    Style style = 0;
    while (style < STYLE_COUNT - 1 && !usage->styles[style])
        style++;
    return diagram_name_style(style);
}

/*
 * The legend is a rank of its own in Mermaid's eyes. So it is a row where ranks are stacked: boxes that nothing links
 * are one. Where ranks stand side by side it is a band above them, its boxes in their columns.
 */
static void append_legend(const Writer *writer, const Usage *usage)
{
    const Diagram *diagram = writer->diagram;
    if ((!diagram->node_count || diagram->compact) && !diagram->caption_count)
        return;
    bool stacked = diagram->direction == DIRECTION_DOWN, band = !diagram->compact && !stacked && diagram->node_count;
    utstring_printf(writer->out, "  subgraph l_legend[\"%s\"]\n", diagram->compact ? " " : "Legend");
    utstring_printf(writer->out, "    direction %s\n", stacked ? "TB" : "LR");
    if (!diagram->compact) {
        append_style_legend(writer->out, usage);
        append_line_legend(writer->out, usage);
    }
    append_captions(writer->out, diagram);
    if (band)
        append_legend_rows(writer->out, diagram, usage);
    utstring_printf(writer->out, "  end\n  class l_legend group\n");
    if (band)
        append_ties(writer, first_box(usage));
}

static void append_styles(UT_string *out, const Diagram *diagram, Usage usage)
{
    bool explained = diagram->edge_count && !diagram->compact;
    usage.styles[STYLE_NOTE] |= diagram->caption_count || explained || !diagram->node_count;
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
    if (*diagram->summary && !diagram->compact) {
        utstring_printf(out, "\n  accDescr: ");
        text_append_sentence(out, diagram->summary, ESCAPE_MERMAID);
    }
    utstring_printf(out, "\n");
}

void mermaid_emit(const Diagram *diagram, UT_string *out)
{
    Usage usage = find_usage(diagram);
    Writer writer = {out, diagram, diagram->compact ? compact_digits(diagram) : 0};
    Tree tree;
    append_head(out, diagram);
    tree_init(&tree, diagram);
    append_contents(&writer, &tree, diagram->group_count, 1);
    tree_deinit(&tree);
    if (!diagram->node_count)
        utstring_printf(out, "  l_nothing[\"nothing found\"]:::%s\n", diagram_name_style(STYLE_NOTE));
    for (size_t i = 0; i < diagram->edge_count; i++)
        append_edge(&writer, &diagram->edges[i]);
    append_legend(&writer, &usage);
    append_styles(out, diagram, usage);
}
