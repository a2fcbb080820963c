/*
 * paint.h - how nodes and edges look. Shape and line say the same as colour, for those who see no colours.
 */
#ifndef SEAMAP_PAINT_H
#define SEAMAP_PAINT_H

#include "slice.h"

typedef struct {
    Style style;
    Shape shape;
} Paint;

Paint paint_node(const Slice *slice, const GraphNode *node);
/* Of what lies in one module or package, `node` being the first of it. */
Style paint_scope(const GraphNode *node);
Paint paint_leaf(const Leaf *leaf);
Line paint_edge(EdgeKind kind, bool broken);

#endif
