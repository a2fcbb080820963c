/*
 * paint.c - see paint.h. What comes first in paint_node() is what a reader looks for first.
 */
#include "paint.h"

#include "../../extractors/catalog/catalog.h"

Paint paint_node(const Slice *slice, const GraphNode *node)
{
    const Mark *mark = &slice->marks[node->index];
    bool async = node->flags & NODE_ASYNC;
    if (node->kind == NODE_CASE)
        return (Paint){slice_has_role(node, ROLE_AUTHENTICATE) ? STYLE_AUTH : STYLE_SEAM, SHAPE_STADIUM};
    if (mark->broken_to)
        return (Paint){STYLE_PROBLEM, slice_has_role(node, ROLE_FACTORY) ? SHAPE_SUBROUTINE : SHAPE_BOX};
    if (node->flags & NODE_LEGACY)
        return (Paint){STYLE_LEGACY, node->kind == NODE_CLASS ? SHAPE_CYLINDER : SHAPE_BOX};
    if (node->flags & (NODE_ENTRY | NODE_MAIN) || slice_has_role(node, ROLE_BOOT))
        return (Paint){STYLE_ENTRY, SHAPE_STADIUM};
    if (slice_has_role(node, ROLE_AUTHENTICATE))
        return (Paint){STYLE_AUTH, SHAPE_HEXAGON};
    if (node->kind == NODE_CLASS)
        return (Paint){STYLE_PRODUCT, SHAPE_CYLINDER};
    if (slice_has_role(node, ROLE_FACTORY))
        return (Paint){STYLE_FACTORY, SHAPE_SUBROUTINE};
    return async ? (Paint){STYLE_ASYNC, SHAPE_ROUND} : (Paint){slice->coloured ? STYLE_SYNC : STYLE_PLAIN, SHAPE_BOX};
}

Style paint_scope(const GraphNode *node)
{
    return graph_separator(node->module) == '/' ? STYLE_FILE : STYLE_PACKAGE;
}

Paint paint_leaf(const Leaf *leaf)
{
    if (leaf->broken)
        return (Paint){STYLE_PROBLEM, SHAPE_STADIUM};
    if (leaf->role == ROLE_AUTHENTICATE)
        return (Paint){STYLE_AUTH, SHAPE_STADIUM};
    return (Paint){STYLE_SEAM, SHAPE_STADIUM};
}

Line paint_edge(EdgeKind kind, bool broken)
{
    if (broken)
        return LINE_BROKEN;
    if (slice_is_hand_over(kind) || kind == EDGE_DEPENDS)
        return LINE_DOTTED;
    return kind == EDGE_AWAIT ? LINE_THICK : LINE_SOLID;
}
