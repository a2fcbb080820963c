/*
 * baseline.h - findings that are known already, by their fingerprints: those of a file, or of another check.
 *
 * The file is JSON, schema "seamap.baseline/1": a finding a line, with its names for people who read the diff, and no
 * line numbers. What `check --format json` writes is taken, too.
 */
#ifndef SEAMAP_BASELINE_H
#define SEAMAP_BASELINE_H

#include "finding.h"
#include <utstring.h>

typedef struct Baseline Baseline;

Baseline *baseline_new(void);
void baseline_free(Baseline *baseline);

/* Adds all of a finished list. */
void baseline_add(Baseline *baseline, const FindingList *list);

/* Adds what a file says. False on a mistake; `error` (caller's buffer) says what and where. */
bool baseline_read(Baseline *baseline, const char *text, size_t length, char *error, size_t error_size);

/* Drops from a list what is known, and returns how much that was. `fixed` gets how much is known of and was not found. */
size_t baseline_apply(Baseline *baseline, FindingList *list, size_t *fixed);

/* Writes a file of a finished list. */
void baseline_write(const FindingList *list, UT_string *out);

#endif
