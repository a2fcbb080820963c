/*
 * json.h - a diagram as JSON, schema "seamap.diagram/1": all of it, line numbers too, and its Mermaid text. Fixed order of
 * members, one group, node or edge a line.
 */
#ifndef SEAMAP_JSON_H
#define SEAMAP_JSON_H

#include "diagram.h"
#include <utstring.h>

/* Writes a finished diagram. */
void json_emit(const Diagram *diagram, UT_string *out);

#endif
