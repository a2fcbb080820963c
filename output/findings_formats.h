/*
 * findings_formats.h - the table of formats in which findings can be written.
 */
#ifndef SEAMAP_FINDINGS_FORMATS_H
#define SEAMAP_FINDINGS_FORMATS_H

#include "findings.h"
#include <utstring.h>

typedef struct {
    const char *name;    /* what --format accepts */
    const char *summary; /* one line */
    void (*write)(const Findings *findings, UT_string *out);
    bool grouped; /* wants findings->groups */
} FindingsFormat;

extern const FindingsFormat findings_formats[]; /* text first; ends with a NULL name */

/* The format of that name, or NULL. */
const FindingsFormat *findings_format_find(const char *name);

/* For people at a terminal: place, message, source line, caret, evidence. */
void findings_write_text(const Findings *findings, UT_string *out);
/* For programs: schema "seamap.findings/1". */
void findings_write_json(const Findings *findings, UT_string *out);
/* For code scanning: SARIF 2.1.0. */
void findings_write_sarif(const Findings *findings, UT_string *out);
/* For GitHub Actions: annotations. */
void findings_write_github(const Findings *findings, UT_string *out);
/* For GitLab: its code quality report. */
void findings_write_gitlab(const Findings *findings, UT_string *out);
/* For an issue: by cause, with pictures. */
void findings_write_markdown(const Findings *findings, UT_string *out);

#endif
