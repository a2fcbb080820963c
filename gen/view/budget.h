/*
 * budget.h - how much may be drawn: a reader's eye, and the host's limits.
 */
#ifndef SEAMAP_BUDGET_H
#define SEAMAP_BUDGET_H

#include "view.h"

size_t budget_nodes(const ViewOptions *options);
size_t budget_edges(const ViewOptions *options);

/* Whether the host takes so little text that labels and ids must be short: diagrams become compact. */
bool budget_is_tight(const ViewOptions *options);

/* Whether a finished diagram keeps to both. Makes it compact where need be. */
bool budget_fits(Diagram *diagram, const ViewOptions *options);

/* Whether the host shows it, however hard it is to read. */
bool budget_fits_host(Diagram *diagram, const ViewOptions *options);

/* What remains when nothing smaller can be drawn: puts a diagram that only says so in place of one that the host would
 * not show. */
void budget_give_up(const ViewOptions *options, Diagram **diagram);

#endif
