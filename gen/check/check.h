/*
 * check.h - runs the rules over a program, and leaves those findings that somebody wants to see.
 */
#ifndef SEAMAP_CHECK_H
#define SEAMAP_CHECK_H

#include "rules.h"

typedef struct {
    bool off[RULES_MAX];           /* by number in the table: does not run */
    FindingLevel level[RULES_MAX]; /* by number in the table */
    bool tests;                    /* report findings in test code, whatever the rule */
} CheckOptions;

/* All rules, each with its own level. */
CheckOptions check_defaults(void);

typedef struct {
    Lines *lines;
    FindingList *list; /* finished */
    size_t suppressed; /* by comments in the source, and dropped */
} Check;

/* Runs the rules. `subject` must outlive the check. */
void check_open(Check *check, const Subject *subject, const CheckOptions *options);
void check_close(Check *check);

#endif
