/*
 * lacks.h - whether something certainly has no method of a name.
 */
#ifndef SEAMAP_LACKS_H
#define SEAMAP_LACKS_H

#include "rules.h"

/* Whether an instance of a class of the tree has no such method, nor may one of a class below it; 0: no file has the name. */
bool instance_lacks(const RuleContext *context, const Result *instance, uint32_t method);

#endif
