/*
 * mermaid.h - a diagram as a Mermaid flowchart, in the subset of the syntax that Mermaid 10.9 to 12 agree on.
 */
#ifndef SEAMAP_MERMAID_H
#define SEAMAP_MERMAID_H

#include "diagram.h"
#include <utstring.h>

/* Writes a finished diagram: one statement a line, ends with a newline. */
void mermaid_emit(const Diagram *diagram, UT_string *out);

/*
 * Writes the Mermaid id of a key, which depends on the key alone. Different keys get different ids. Ordinary qualified
 * names stay readable ('.' becomes "__"), others get a hash at their end. `prefix`, a letter, tells kinds of id apart
 * and keeps them away from reserved words.
 */
void mermaid_append_id(UT_string *out, char prefix, const char *key);

#endif
