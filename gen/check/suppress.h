/*
 * suppress.h - comments in the source that suppress findings on their line:
 *
 *     manager = await make()  # seamap: ignore[await-sync] patched in by the tests
 *
 * Several rules stand with commas between them. A comment that suppresses nothing is a finding of its own.
 */
#ifndef SEAMAP_SUPPRESS_H
#define SEAMAP_SUPPRESS_H

#include "check.h"

/* Called for each rule that a marker names. `rule` is not terminated by a NUL. */
typedef void SuppressVisit(void *context, uint32_t line, uint32_t column, const char *rule, size_t length);

/* Finds the markers in a file's text. */
void suppress_scan(const char *text, size_t size, SuppressVisit *visit, void *context);

typedef struct Suppressions Suppressions;

/* Reads the markers of all files. `subject` is borrowed. */
Suppressions *suppressions_read(const Subject *subject);
void suppressions_free(Suppressions *suppressions);

/* Adds a finding for each marker that suppresses nothing in the list, as far as its rule has run. */
void suppressions_add_unused(Suppressions *suppressions, FindingList *list, const CheckOptions *options);

/* Drops what is suppressed, and returns how much that was. */
size_t suppressions_apply(Suppressions *suppressions, FindingList *list);

#endif
