/*
 * await_value.h - `await` of other things than what a function of the tree gives: what a container holds or gives by default,
 * attributes, functions that are not called, what was awaited before. For rule await-sync.
 */
#ifndef SEAMAP_AWAIT_VALUE_H
#define SEAMAP_AWAIT_VALUE_H

#include "rules.h"

/* Reports an await, a value of the file, if it is a mistake. */
void await_value_judge(RuleContext *context, const ProgramFile *file, uint32_t number);

#endif
