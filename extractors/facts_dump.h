/*
 * facts_dump.h - facts in words, for people: the debugger, the bug report and the golden file at once.
 */
#ifndef SEAMAP_FACTS_DUMP_H
#define SEAMAP_FACTS_DUMP_H

#include "facts.h"

#include <stdio.h>

void facts_dump(const Facts *facts, FILE *out);

#endif
