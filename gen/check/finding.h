/*
 * finding.h - making findings: their texts, evidence, order, and the fingerprints by which they are known again.
 *
 * A fingerprint is a hash of rule, symbol, target, the text of the source line with its spaces made equal, and of equal
 * ones the ordinal. So it stays when code moves, and changes when the line does.
 */
#ifndef SEAMAP_FINDING_H
#define SEAMAP_FINDING_H

#include "../source/lines.h"
#include "../../output/findings.h"

typedef struct FindingList FindingList;

/* `lines` is borrowed, and must outlive the list. */
FindingList *finding_list_new(Lines *lines);
void finding_list_free(FindingList *list);

/*
 * Adds a copy of `finding`: its strings are copied too, where they are not NULL. Source, evidence and fingerprint are
 * filled in by the list. The result is valid until the next one is added.
 */
Finding *finding_list_add(FindingList *list, const Finding *finding);

/* Sets a text of a finding by a format, as printf does. */
void finding_set_message(FindingList *list, Finding *finding, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds a line behind those that are there. column 0: none. */
void finding_add_evidence(FindingList *list, Finding *finding, const char *path, uint32_t line, uint32_t column,
                          const char *format, ...) __attribute__((format(printf, 6, 7)));

/* Sorts, drops doubles, finds fingerprints. Call once, when all is added. */
void finding_list_finish(FindingList *list);

/* Drops the findings for which `drop` says so, and returns how many there were. */
size_t finding_list_drop(FindingList *list, bool (*drop)(const Finding *finding, void *context), void *context);

/* Those that there are, in their order once the list is finished. */
Finding *finding_list_items(const FindingList *list, size_t *count);

#endif
