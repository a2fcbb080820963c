/*
 * findings.h - what rules have found, in the shape that reports are written from. Knows no rule and no language.
 *
 * Texts may come from analysed code and hold anything: who writes a report cleans them. Strings are borrowed.
 */
#ifndef SEAMAP_FINDINGS_H
#define SEAMAP_FINDINGS_H

#include "diagram.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
    FINDING_ERROR,
    FINDING_WARNING,
    FINDING_NOTE,
    FINDING_LEVEL_COUNT
} FindingLevel;

typedef enum {
    FINDING_CERTAIN,
    FINDING_LIKELY,
    FINDING_CERTAINTY_COUNT
} FindingCertainty;

enum {
    FINGERPRINT_SIZE = 33 /* 32 hexadecimal digits and a NUL */
};

/* A line that shows why. Evidence is told in the order of the list, as a way from a cause to the finding. */
typedef struct {
    const char *path;
    uint32_t line, column; /* column from 1, in bytes; 0: none */
    const char *note;      /* "defined here" */
    const char *source;    /* text of the line without its end; "" when it cannot be read */
} FindingEvidence;

typedef struct {
    const char *rule; /* id */
    FindingLevel level;
    FindingCertainty certainty;
    const char *path;
    uint32_t line, column; /* column from 1, in bytes */
    const char *symbol;    /* qualified name of what the line stands in */
    const char *target;    /* of what it is about; "" when there is none */
    const char *message;   /* one sentence without a full stop */
    const char *source;    /* as above */
    FindingEvidence *evidence;
    size_t evidence_count;
    char fingerprint[FINGERPRINT_SIZE]; /* stays when lines move */
} Finding;

/* A rule that took part. */
typedef struct {
    const char *id;
    FindingLevel level;
    const char *summary; /* what it finds: one phrase, without a full stop */
    const char *help;    /* why that matters and what to do: sentences */
    const char *page;    /* of the documentation */
} FindingRule;

/* Findings that belong together, for reports that group them. */
typedef struct {
    const char *title;      /* qualified name */
    const size_t *findings; /* indexes */
    size_t finding_count;
    const Diagram *diagram; /* of what they affect, or NULL */
} FindingGroup;

/* Everything that a report says. */
typedef struct {
    const Finding *findings; /* by path, line, column, rule */
    size_t count;
    const FindingRule *rules; /* by id */
    size_t rule_count;
    const FindingGroup *groups; /* only when the format asks for them */
    size_t group_count;
    size_t file_count; /* that were read */
    size_t suppressed; /* by comments in the source */
    size_t known;      /* in the baseline, or there before --since */
    size_t fixed;      /* the other way round: in the baseline, and not found any more */
    const char *version;
    bool color;
} Findings;

const char *finding_level_name(FindingLevel level);             /* "error" */
FindingLevel finding_level_find(const char *name);              /* or FINDING_LEVEL_COUNT */
const char *finding_certainty_name(FindingCertainty certainty); /* "certain" */
size_t findings_count_level(const Findings *findings, FindingLevel level);

/*
 * Indexes of the findings, the most important ones first: by level, then what is certain, then as they stand. For
 * formats that may show some of them only. The caller frees them.
 */
size_t *findings_by_importance(const Findings *findings);

#endif
