/*
 * diff_report.h - a comparison of two graphs, with the findings of both, as the rows of a report.
 */
#ifndef SEAMAP_DIFF_REPORT_H
#define SEAMAP_DIFF_REPORT_H

#include "../check/finding.h"
#include "../view/compare.h"
#include "../../output/changes.h"

typedef struct DiffReport DiffReport;

/*
 * Makes the rows. The lists of findings are finished, or both NULL when no rules took part; what is on both sides is dropped
 * from them, a finding in something that was renamed too, and what is newly wrong is
 * marked in the comparison. `views_given`: only findings of what the views have count. All
 * must outlive the report.
 */
DiffReport *diff_report_new(Comparison *comparison, FindingList *before, FindingList *after, bool views_given);
void diff_report_free(DiffReport *report);

/* The rows and the picture; of the states and of links nothing is said yet. */
Changes *diff_report_changes(DiffReport *report);

/* Whether there is anything to tell. */
bool diff_report_is_empty(const DiffReport *report);

#endif
