/*
 * The nodes of a sketch: functions, in boxes where many of a class or module are drawn, and their leaves.
 */
#include "sketch.h"

#include "../../extractors/memory.h"
#include "budget.h"
#include "label.h"
#include "paint.h"
#include "story.h"
#include <string.h>

enum {
    BOXED = 4,      /* functions of a class or module that get a box of their own */
    BOXED_HOOKS = 2 /* methods that a framework calls: no arrow ties them together */
};

/* What is drawn around a function, inside of its phase. */
enum SketchBox {
    BOX_NONE,
    BOX_MODULE,
    BOX_CLASS
};

static const struct {
    const char *key, *label;
} phase_groups[] = {
    [STORY_START_UP] = {"1 start-up", "Start-up"},
    [STORY_CONNECTION] = {"2 connection", "Each connection"},
    [STORY_BOTH] = {"3 both", "Used by start-up and by connections"},
    [STORY_SHUTDOWN] = {"4 shutdown", "Shutdown"},
    [STORY_ELSEWHERE] = {"5 elsewhere", "Elsewhere in production code"},
};

const char *sketch_add_group(Sketch *sketch, const Mark *mark)
{
    StoryPhase group = story_phase(mark);
    diagram_add_group(sketch->diagram,
                      (DiagramGroup){.key = phase_groups[group].key, .label = phase_groups[group].label});
    return phase_groups[group].key;
}

/* The class of a function that is drawn alone, or NO_RANK. */
static uint32_t class_of(const Sketch *sketch, uint32_t rank)
{
    return sketch->slice->nodes[rank]->kind == NODE_METHOD ? sketch->slice->classes[rank] : NO_RANK;
}

static bool is_drawn_alone(const Sketch *sketch, uint32_t piece)
{
    return !pieces_at(&sketch->pieces, piece)->scope && !sketch->loose[piece];
}

/* Whether enough methods of its class are drawn in its phase. */
static bool has_class_box(const Sketch *sketch, uint32_t piece)
{
    uint32_t rank = pieces_at(&sketch->pieces, piece)->first, class = class_of(sketch, rank), count = 0;
    StoryPhase group = story_phase(&sketch->slice->marks[rank]);
    uint32_t hooks = 0;
    for (uint32_t i = 0; i < pieces_count(&sketch->pieces) && class != NO_RANK; i++) {
        uint32_t other = pieces_at(&sketch->pieces, i)->first;
        bool beside = is_drawn_alone(sketch, i) && class_of(sketch, other) == class &&
                      story_phase(&sketch->slice->marks[other]) == group;
        count += beside;
        hooks += beside && sketch->slice->nodes[other]->flags & NODE_ENTRY;
    }
    return count >= BOXED || hooks >= BOXED_HOOKS;
}

/* Whether enough of its module is drawn in its phase, beside what is in boxes of classes. */
static bool has_module_box(const Sketch *sketch, uint32_t piece)
{
    const Slice *slice = sketch->slice;
    uint32_t rank = pieces_at(&sketch->pieces, piece)->first, count = 0;
    StoryPhase group = story_phase(&slice->marks[rank]);
    for (uint32_t i = 0; i < pieces_count(&sketch->pieces); i++) {
        uint32_t other = pieces_at(&sketch->pieces, i)->first;
        count += is_drawn_alone(sketch, i) && slice->nodes[other]->module == slice->nodes[rank]->module &&
                 story_phase(&slice->marks[other]) == group && !has_class_box(sketch, i);
    }
    return count >= BOXED;
}

/*
 * Boxes inside of a phase: of a class or module many of whose functions are drawn. Their labels need not repeat where
 * they live. Boxes around few nodes would only tear the picture apart.
 */
void sketch_choose_boxes(Sketch *sketch)
{
    sketch->boxes = memory_zeroed(pieces_count(&sketch->pieces) + 1, sizeof *sketch->boxes);
    if (budget_is_tight(sketch->slice->options))
        return;
    for (uint32_t i = 0; i < pieces_count(&sketch->pieces); i++)
        if (is_drawn_alone(sketch, i))
            sketch->boxes[i] = has_class_box(sketch, i) ? BOX_CLASS : has_module_box(sketch, i) ? BOX_MODULE : BOX_NONE;
}

/* The box around a function, or the group of its phase. */
static const char *add_box(Sketch *sketch, uint32_t rank, UT_string *key)
{
    const Slice *slice = sketch->slice;
    const GraphNode *node = slice->nodes[rank];
    const char *phase = sketch_add_group(sketch, &slice->marks[rank]);
    enum SketchBox box = sketch->boxes[sketch->pieces.piece_of[rank]];
    if (box == BOX_NONE)
        return phase;
    UT_string label;
    utstring_init(&label);
    if (box == BOX_CLASS) {
        const GraphNode *class = slice->nodes[class_of(sketch, rank)];
        utstring_printf(key, "%s %s", phase, class->id);
        label_write_name(class, &label);
        utstring_printf(&label, " · ");
    } else {
        utstring_printf(key, "%s %s", phase, node->module);
    }
    label_write_module(node->module, &label);
    diagram_add_group(sketch->diagram,
                      (DiagramGroup){.key = utstring_body(key), .label = utstring_body(&label), .parent = phase});
    utstring_done(&label);
    return utstring_body(key);
}

/* The words of a function's external landmarks, in the order of the calls. */
static void write_words(const UT_array *leaves, UT_string *out)
{
    for (const Leaf *leaf = (const Leaf *)utarray_front(leaves); leaf;
         leaf = (const Leaf *)utarray_next(leaves, leaf)) {
        if (utstring_len(out))
            utstring_printf(out, ", ");
        label_write_leaf(leaf, out);
    }
}

void sketch_write_leaf_key(const GraphNode *node, const Leaf *leaf, UT_string *out)
{
    utstring_printf(out, "%s %s%s", node->id, role_name((Role)leaf->role), leaf->broken ? " broken" : "");
}

static void add_leaf(Sketch *sketch, const GraphNode *node, const Leaf *leaf, const char *group)
{
    UT_string key, label;
    Paint paint = paint_leaf(leaf);
    utstring_init(&key);
    utstring_init(&label);
    sketch_write_leaf_key(node, leaf, &key);
    label_write_leaf(leaf, &label);
    diagram_add_node(sketch->diagram, (DiagramNode){.key = utstring_body(&key),
                                                    .label = utstring_body(&label),
                                                    .group = group,
                                                    .path = leaf->edge->sites->path,
                                                    .line = leaf->edge->sites->line,
                                                    .detail = leaf->edge->key.to->id,
                                                    .style = paint.style,
                                                    .shape = paint.shape});
    utstring_done(&key);
    utstring_done(&label);
}

bool sketch_is_leaf_drawn(const Sketch *sketch, uint32_t rank, const Leaf *leaf)
{
    return sketch->leafy[sketch->pieces.piece_of[rank]] || leaf->broken;
}

/* What a library calls of a connection, in the order of its life. */
unsigned sketch_place_of(const GraphNode *node)
{
    static const Role roles[] = {ROLE_BOOT, ROLE_AUTHENTICATE, ROLE_ACCEPT,  ROLE_RECEIVE,
                                 ROLE_SEND, ROLE_CLOSE,        ROLE_SHUTDOWN};
    _Static_assert(sizeof roles / sizeof *roles < DIAGRAM_PLACES, "each role has a place");
    if (node->kind != NODE_CASE && !(node->flags & NODE_ENTRY))
        return 0;
    for (unsigned i = 0; i < sizeof roles / sizeof *roles; i++)
        if (slice_has_role(node, roles[i]))
            return i + 1;
    return 0;
}

void sketch_add_function(Sketch *sketch, uint32_t rank)
{
    const GraphNode *node = sketch->slice->nodes[rank];
    enum SketchBox box = sketch->boxes[sketch->pieces.piece_of[rank]];
    Paint paint = paint_node(sketch->slice, node);
    UT_string label, words, key;
    UT_array leaves;
    utstring_init(&key);
    const char *group = add_box(sketch, rank, &key);
    utstring_init(&label);
    utstring_init(&words);
    utarray_init(&leaves, &slice_leaf_icd);
    slice_find_leaves(sketch->slice, node, SKETCH_LEAVES, &leaves);
    if (!sketch->leafy[sketch->pieces.piece_of[rank]])
        write_words(&leaves, &words);
    if (box == BOX_NONE) {
        label_write_node(sketch->slice, node, utstring_body(&words), &label);
        label_write_place(sketch->slice, node, &label);
    } else {
        label_write_member(sketch->slice, node, utstring_body(&words), box == BOX_CLASS, &label);
    }
    diagram_add_node(sketch->diagram, (DiagramNode){.key = node->id,
                                                    .label = utstring_body(&label),
                                                    .group = group,
                                                    .path = node->path,
                                                    .line = node->line,
                                                    .detail = node->id,
                                                    .style = paint.style,
                                                    .shape = paint.shape,
                                                    .place = sketch_place_of(node)});
    for (Leaf *leaf = (Leaf *)utarray_front(&leaves); leaf; leaf = (Leaf *)utarray_next(&leaves, leaf))
        if (sketch_is_leaf_drawn(sketch, rank, leaf))
            add_leaf(sketch, node, leaf, group);
    utstring_done(&key);
    utstring_done(&label);
    utstring_done(&words);
    utarray_done(&leaves);
}

/* The words of what all members of a piece do outside of the program: those of the first, if they are the same. */
static void write_common_words(const Sketch *sketch, const Piece *piece, UT_string *out)
{
    const Slice *slice = sketch->slice;
    UT_string words;
    bool same = true;
    utstring_init(&words);
    for (uint32_t rank = piece->first; rank < slice->graph->node_count && same; rank++) {
        if (pieces_at(&sketch->pieces, sketch->pieces.piece_of[rank]) != piece)
            continue;
        UT_array leaves;
        utarray_init(&leaves, &slice_leaf_icd);
        utstring_clear(&words);
        slice_find_leaves(slice, slice->nodes[rank], SKETCH_LEAVES, &leaves);
        write_words(&leaves, &words);
        utarray_done(&leaves);
        if (rank == piece->first)
            utstring_concat(out, &words);
        same = strcmp(utstring_body(out), utstring_body(&words)) == 0;
    }
    if (!same)
        utstring_clear(out);
    utstring_done(&words);
}

static void add_alternatives(Sketch *sketch, const Piece *piece)
{
    const Slice *slice = sketch->slice;
    const GraphNode *first = slice->nodes[piece->first];
    Paint paint = paint_node(slice, first);
    UT_string label, words;
    utstring_init(&label);
    utstring_init(&words);
    write_common_words(sketch, piece, &words);
    label_write_member(slice, first, utstring_body(&words), true, &label);
    utstring_printf(&label, "\n");
    label_write_count(piece->count, "alternative", "alternatives", &label);
    utstring_printf(&label, "\n");
    label_write_scope(piece->scope, piece->rest, &label);
    diagram_add_node(sketch->diagram, (DiagramNode){.key = piece->key,
                                                    .label = utstring_body(&label),
                                                    .group = sketch_add_group(sketch, &slice->marks[piece->first]),
                                                    .path = first->path,
                                                    .line = first->line,
                                                    .detail = piece->scope,
                                                    .style = paint.style,
                                                    .shape = paint.shape});
    utstring_done(&label);
    utstring_done(&words);
}

void sketch_add_collapsed(Sketch *sketch, const Piece *piece)
{
    if (piece->alternatives) {
        add_alternatives(sketch, piece);
        return;
    }
    const GraphNode *first = sketch->slice->nodes[piece->first];
    bool start = first->flags & NODE_MAIN, entry = start || first->flags & NODE_ENTRY;
    UT_string label;
    utstring_init(&label);
    label_write_count(piece->count,
                      start   ? "process start"
                      : entry ? "entry point"
                              : "function",
                      start   ? "process starts"
                      : entry ? "entry points"
                              : "functions",
                      &label);
    utstring_printf(&label, "\n");
    label_write_scope(piece->scope, piece->rest, &label);
    diagram_add_node(sketch->diagram,
                     (DiagramNode){.key = piece->key,
                                   .label = utstring_body(&label),
                                   .group = sketch_add_group(sketch, &sketch->slice->marks[piece->first]),
                                   .path = first->path,
                                   .line = first->line,
                                   .detail = piece->scope,
                                   .style = entry ? STYLE_ENTRY : paint_scope(first),
                                   .shape = entry ? SHAPE_STADIUM : SHAPE_BOX});
    utstring_done(&label);
}
