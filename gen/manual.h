/*
 * manual.h - the manual page, from the same tables as --help and the config file. The build writes it to seamap.1.
 */
#ifndef SEAMAP_MANUAL_H
#define SEAMAP_MANUAL_H

#include "option_table.h"

#include <utstring.h>

/* Appends the page in man(7) macros. `verbs` ends with a NULL name. */
void manual_write(const Verb *verbs, UT_string *out);

#endif
