#include "baseline.h"

#include "../../extractors/memory.h"
#include "../../output/json_value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

typedef struct {
    char fingerprint[FINGERPRINT_SIZE];
    bool found;
    UT_hash_handle hh;
} Known;

struct Baseline {
    Known *known;
};

Baseline *baseline_new(void)
{
    return memory_zeroed(1, sizeof(Baseline));
}

void baseline_free(Baseline *baseline)
{
    Known *known, *next;
    if (!baseline)
        return;
    HASH_ITER(hh, baseline->known, known, next)
    {
        HASH_DEL(baseline->known, known);
        free(known);
    }
    free(baseline);
}

static Known *find(const Baseline *baseline, const char *fingerprint)
{
    Known *known;
    HASH_FIND_STR(baseline->known, fingerprint, known);
    return known;
}

static void add(Baseline *baseline, const char *fingerprint)
{
    if (find(baseline, fingerprint))
        return;
    Known *known = memory_zeroed(1, sizeof *known);
    snprintf(known->fingerprint, sizeof known->fingerprint, "%s", fingerprint);
    HASH_ADD_STR(baseline->known, fingerprint, known);
}

void baseline_add(Baseline *baseline, const FindingList *list)
{
    size_t count;
    const Finding *findings = finding_list_items(list, &count);
    for (size_t i = 0; i < count; i++)
        add(baseline, findings[i].fingerprint);
}

/* --- files --- */

static bool is_fingerprint(const char *text)
{
    return text && strlen(text) == FINGERPRINT_SIZE - 1 && !text[strspn(text, "0123456789abcdef")];
}

static bool has_schema(const json_t *root)
{
    const char *schema = json_string_value(json_object_get(root, "schema"));
    return schema && (strcmp(schema, "seamap.baseline/1") == 0 || strcmp(schema, "seamap.findings/1") == 0);
}

static bool read_findings(Baseline *baseline, const json_t *findings, char *error, size_t error_size)
{
    for (size_t i = 0; i < json_array_size(findings); i++) {
        const char *fingerprint = json_string_value(json_object_get(json_array_get(findings, i), "fingerprint"));
        if (!is_fingerprint(fingerprint)) {
            snprintf(error, error_size, "finding %zu has no fingerprint of %d hexadecimal digits", i + 1,
                     FINGERPRINT_SIZE - 1);
            return false;
        }
        add(baseline, fingerprint);
    }
    return true;
}

bool baseline_read(Baseline *baseline, const char *text, size_t length, char *error, size_t error_size)
{
    json_error_t mistake;
    json_t *root = json_loadb(text, length, JSON_REJECT_DUPLICATES, &mistake);
    const json_t *findings = json_object_get(root, "findings");
    bool good = false;
    if (!root)
        snprintf(error, error_size, "line %d: %s", mistake.line, mistake.text);
    else if (!has_schema(root) || !json_is_array(findings))
        snprintf(error, error_size, "is no baseline: its schema is neither seamap.baseline/1 nor seamap.findings/1");
    else
        good = read_findings(baseline, findings, error, error_size);
    json_decref(root);
    return good;
}

void baseline_write(const FindingList *list, UT_string *out)
{
    size_t count;
    const Finding *findings = finding_list_items(list, &count);
    utstring_printf(out, "{\"schema\": \"seamap.baseline/1\", \"findings\": [");
    for (size_t i = 0; i < count; i++) {
        utstring_printf(out, i ? ",\n  " : "\n  ");
        json_value_append(out, json_pack("{ss so so so ss}", "rule", findings[i].rule, "path",
                                         json_value_text(findings[i].path), "symbol",
                                         json_value_text(findings[i].symbol), "target",
                                         json_value_text(findings[i].target), "fingerprint", findings[i].fingerprint));
    }
    utstring_printf(out, "]}\n");
}

/* --- what is known --- */

static bool is_known(const Finding *finding, void *context)
{
    Known *known = find(context, finding->fingerprint);
    if (known)
        known->found = true;
    return known;
}

size_t baseline_apply(Baseline *baseline, FindingList *list, size_t *fixed)
{
    size_t dropped = finding_list_drop(list, is_known, baseline);
    *fixed = 0;
    for (const Known *known = baseline->known; known; known = known->hh.next)
        *fixed += !known->found;
    return dropped;
}
