#include "finding.h"

#include "../../extractors/memory.h"
#include "../../extractors/strings.h"

#define XXH_STATIC_LINKING_ONLY
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utarray.h>
#include <utstring.h>
#include <xxhash.h>

struct FindingList {
    Lines *lines;
    Arena arena;
    UT_array findings; /* Finding */
};

static const UT_icd finding_icd = {sizeof(Finding), NULL, NULL, NULL};

FindingList *finding_list_new(Lines *lines)
{
    FindingList *list = memory_zeroed(1, sizeof *list);
    list->lines = lines;
    utarray_init(&list->findings, &finding_icd);
    return list;
}

void finding_list_free(FindingList *list)
{
    if (!list)
        return;
    utarray_done(&list->findings);
    arena_clear(&list->arena);
    free(list);
}

static const char *keep(FindingList *list, const char *text)
{
    return arena_copy(&list->arena, text ? text : "", text ? strlen(text) : 0);
}

static const char *__attribute__((format(printf, 2, 0)))
keep_format(FindingList *list, const char *format, va_list arguments)
{
    UT_string text;
    utstring_init(&text);
    utstring_printf_va(&text, format, arguments);
    const char *kept = arena_copy(&list->arena, utstring_body(&text), utstring_len(&text));
    utstring_done(&text);
    return kept;
}

static const char *keep_line(FindingList *list, const char *path, uint32_t line)
{
    const char *text;
    size_t length;
    return lines_find(list->lines, path, line, &text, &length) ? arena_copy(&list->arena, text, length) : "";
}

Finding *finding_list_add(FindingList *list, const Finding *finding)
{
    Finding copy = *finding;
    copy.path = keep(list, finding->path);
    copy.symbol = keep(list, finding->symbol);
    copy.target = keep(list, finding->target);
    copy.message = keep(list, finding->message);
    copy.source = keep_line(list, finding->path, finding->line);
    utarray_push_back(&list->findings, &copy);
    return (Finding *)(void *)utarray_back(&list->findings);
}

void finding_set_message(FindingList *list, Finding *finding, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    finding->message = keep_format(list, format, arguments);
    va_end(arguments);
}

void finding_add_evidence(FindingList *list, Finding *finding, const char *path, uint32_t line, uint32_t column,
                          const char *format, ...)
{
    va_list arguments;
    size_t count = finding->evidence_count;
    FindingEvidence *evidence = finding->evidence;
    if ((count & (count - 1)) == 0) { /* as many as there is room for: 0, 1, 2, 4, 8, … */
        evidence = arena_alloc(&list->arena, (count ? 2 * count : 1) * sizeof *evidence);
        if (count)
            memcpy(evidence, finding->evidence, count * sizeof *evidence);
    }
    va_start(arguments, format);
    evidence[count] = (FindingEvidence){.path = keep(list, path),
                                        .line = line,
                                        .column = column,
                                        .note = keep_format(list, format, arguments),
                                        .source = keep_line(list, path, line)};
    va_end(arguments);
    finding->evidence = evidence;
    finding->evidence_count = count + 1;
}

/* --- order --- */

static int compare_numbers(uint32_t left, uint32_t right)
{
    return (left > right) - (left < right);
}

static int compare_places(const void *left, const void *right)
{
    const Finding *a = left, *b = right;
    int order = strcmp(a->path, b->path);
    order = order ? order : compare_numbers(a->line, b->line);
    order = order ? order : compare_numbers(a->column, b->column);
    order = order ? order : strcmp(a->rule, b->rule);
    return order ? order : strcmp(a->target, b->target);
}

static int compare_findings(const void *left, const void *right)
{
    const Finding *a = left, *b = right;
    int order = compare_places(a, b);
    order = order ? order : strcmp(a->symbol, b->symbol);
    return order ? order : strcmp(a->message, b->message);
}

static bool is_repeated(const Finding *finding, void *context)
{
    const Finding **previous = context;
    bool repeated = *previous && compare_places(*previous, finding) == 0;
    *previous = repeated ? *previous : finding;
    return repeated;
}

size_t finding_list_drop(FindingList *list, bool (*drop)(const Finding *finding, void *context), void *context)
{
    size_t count, kept = 0;
    Finding *findings = finding_list_items(list, &count);
    for (size_t i = 0; i < count; i++) {
        /* In place: what was kept last may be looked at, what comes behind is not touched yet. */
        findings[kept] = findings[i];
        kept += !drop(&findings[kept], context);
    }
    utarray_resize(&list->findings, kept);
    return count - kept;
}

/* --- fingerprints --- */

static void hash_text(XXH3_state_t *state, const char *text)
{
    XXH3_128bits_update(state, text, strlen(text) + 1);
}

/* Hashes a line without its outer spaces, and inner ones made one. */
static void hash_line(XXH3_state_t *state, const char *line)
{
    static const char spaces[] = " \t\f\r";
    for (line += strspn(line, spaces); *line; line += strspn(line, spaces)) {
        size_t word = strcspn(line, spaces);
        XXH3_128bits_update(state, line, word);
        XXH3_128bits_update(state, " ", 1);
        line += word;
    }
}

static XXH128_hash_t hash_finding(const Finding *finding, uint32_t ordinal)
{
    XXH3_state_t state;
    unsigned char bytes[4] = {(unsigned char)ordinal, (unsigned char)(ordinal >> 8), (unsigned char)(ordinal >> 16),
                              (unsigned char)(ordinal >> 24)};
    XXH3_128bits_reset(&state);
    hash_text(&state, finding->rule);
    hash_text(&state, finding->symbol);
    hash_text(&state, finding->target);
    hash_line(&state, finding->source);
    XXH3_128bits_update(&state, bytes, sizeof bytes);
    return XXH3_128bits_digest(&state);
}

/* Whether two findings differ in nothing but their place. */
static int compare_likeness(const void *left, const void *right)
{
    const Finding *a = *(Finding *const *)left, *b = *(Finding *const *)right;
    return strcmp(a->fingerprint, b->fingerprint);
}

static void write_fingerprint(Finding *finding, uint32_t ordinal)
{
    XXH128_hash_t hash = hash_finding(finding, ordinal);
    snprintf(finding->fingerprint, sizeof finding->fingerprint, "%016llx%016llx", (unsigned long long)hash.high64,
             (unsigned long long)hash.low64);
}

static int compare_likeness_and_order(const void *left, const void *right)
{
    int order = compare_likeness(left, right);
    const Finding *a = *(Finding *const *)left, *b = *(Finding *const *)right;
    return order ? order : (a > b) - (a < b); /* their order in the list, which is that of their places */
}

/* Equal findings are counted through in the order of their places. */
static void find_fingerprints(FindingList *list)
{
    size_t count;
    Finding *findings = finding_list_items(list, &count);
    Finding **sorted = memory_zeroed(count + 1, sizeof *sorted);
    for (size_t i = 0; i < count; i++) {
        write_fingerprint(&findings[i], 0);
        sorted[i] = &findings[i];
    }
    if (count)
        qsort(sorted, count, sizeof *sorted, compare_likeness_and_order);
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && compare_likeness(&sorted[first], &sorted[end]) == 0;)
            end++;
        for (size_t i = first + 1; i < end; i++)
            write_fingerprint(sorted[i], (uint32_t)(i - first));
    }
    free(sorted);
}

void finding_list_finish(FindingList *list)
{
    const Finding *previous = NULL;
    if (utarray_len(&list->findings))
        utarray_sort(&list->findings, compare_findings);
    finding_list_drop(list, is_repeated, &previous);
    find_fingerprints(list);
}

Finding *finding_list_items(const FindingList *list, size_t *count)
{
    *count = utarray_len(&list->findings);
    return (Finding *)(void *)utarray_front(&list->findings);
}
