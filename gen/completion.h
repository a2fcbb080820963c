/*
 * completion.h - what shells complete, from the table of options.
 */
#ifndef SEAMAP_COMPLETION_H
#define SEAMAP_COMPLETION_H

#include "option_table.h"

#include <utstring.h>

typedef struct {
    const char *name;                                 /* "bash" */
    void (*write)(const Verb *verbs, UT_string *out); /* appends a script; `verbs` ends with a NULL name */
} Shell;

/* The shell of that name, or NULL. */
const Shell *shell_find(const char *name);

#endif
