/*
 * help.h - --help: what a verb takes, from the table of options.
 */
#ifndef SEAMAP_HELP_H
#define SEAMAP_HELP_H

#include "option_table.h"

#include <utstring.h>

/* Prints what --help shows: about one verb, or about all when `verb` is NULL. `verbs` ends with a NULL name. */
void help_print(const Verb *verbs, const Verb *verb);

/* What an option is for, in a line; for --format that depends on the verb (NULL: no words are said). */
void help_describe(const OptionSpec *spec, const Verb *verb, UT_string *out);

/* Whether people are told about a verb. */
bool help_shows_verb(const Verb *verb);

#endif
