#include "suppress.h"

#include "../../extractors/memory.h"

#include <stdlib.h>
#include <string.h>
#include <utarray.h>

/* A rule that a marker names. */
typedef struct {
    size_t file;
    uint32_t line, column;
    size_t rule; /* number, or RULES_MAX: there is none of that name */
    char name[48];
    bool used;
} Marker;

static const UT_icd marker_icd = {sizeof(Marker), NULL, NULL, NULL};

/* --- markers --- */

static const char *skip_spaces(const char *at)
{
    return at + strspn(at, " \t");
}

/* The rules between the brackets behind `ignore`, or NULL. `word` is at "seamap:". */
static const char *find_list(const char *start, const char *word)
{
    const char *before = word;
    while (before > start && (before[-1] == ' ' || before[-1] == '\t'))
        before--;
    bool comment = before > start && (before[-1] == '#' || (before - start > 1 && strncmp(before - 2, "//", 2) == 0));
    if (!comment)
        return NULL;
    const char *at = skip_spaces(word + strlen(FACTS_MARK));
    if (strncmp(at, "ignore", strlen("ignore")) != 0)
        return NULL;
    at = skip_spaces(at + strlen("ignore"));
    return *at == '[' && strpbrk(at, "]\n") && *strpbrk(at, "]\n") == ']' ? at + 1 : NULL;
}

static void visit_list(const char *list, uint32_t line, uint32_t column, SuppressVisit *visit, void *context)
{
    for (;;) {
        list = skip_spaces(list);
        size_t length = strcspn(list, ",] \t");
        if (length)
            visit(context, line, column, list, length);
        list += strcspn(list, ",]");
        if (*list++ == ']')
            return;
    }
}

void suppress_scan(const char *text, size_t size, SuppressVisit *visit, void *context)
{
    static const char word[] = FACTS_MARK;
    const char *line_start = text, *end = text + size, *found;
    uint32_t line = 1;
    for (const char *at = text; (found = memmem(at, (size_t)(end - at), word, strlen(word))); at = found + 1) {
        for (const char *newline; (newline = memchr(line_start, '\n', (size_t)(found - line_start)));) {
            line_start = newline + 1;
            line++;
        }
        const char *list = find_list(line_start, found);
        if (list)
            visit_list(list, line, (uint32_t)(found - line_start) + 1, visit, context);
    }
}

/* --- what they suppress --- */

struct Suppressions {
    const Subject *subject;
    UT_array markers; /* Marker, by file and line */
};

typedef struct {
    UT_array *markers;
    size_t file;
} Scan;

static void add_marker(void *context, uint32_t line, uint32_t column, const char *rule, size_t length)
{
    const Scan *scan = context;
    Marker marker = {.file = scan->file, .line = line, .column = column};
    if (length >= sizeof marker.name)
        length = sizeof marker.name - 1;
    memcpy(marker.name, rule, length);
    marker.rule = rule_find(marker.name);
    utarray_push_back(scan->markers, &marker);
}

/* The program's file of a path, the first where there are several; NULL: it has none. */
static const ProgramFile *find_file(const Subject *subject, const char *path)
{
    size_t low = 0, high, count;
    const ProgramFile *files = program_files(subject->program, &count);
    for (high = count; low < high;) {
        size_t middle = low + (high - low) / 2;
        bool before = strcmp(files[middle].path, path) < 0;
        low = before ? middle + 1 : low;
        high = before ? high : middle;
    }
    return low < count && strcmp(files[low].path, path) == 0 ? &files[low] : NULL;
}

/* Whether there may be markers in a file; what reads Python knows, so that most files need not be read again. */
static bool may_have_markers(const Subject *subject, size_t index)
{
    const ProgramFile *file = find_file(subject, subject->tree->files[index].path);
    bool known = file && file->image && file->facts.header->language == LANGUAGE_PYTHON;
    return !known || file->facts.header->flags & FACTS_MARKED;
}

static void scan_file(const Subject *subject, size_t file, UT_array *markers)
{
    char reason[200];
    size_t size;
    Scan scan = {.markers = markers, .file = file};
    char *text = may_have_markers(subject, file) ? source_read(subject->tree, file, &size, reason, sizeof reason)
                                                 : NULL; /* what cannot be read was reported before */
    if (text)
        suppress_scan(text, size, add_marker, &scan);
    free(text);
}

Suppressions *suppressions_read(const Subject *subject)
{
    Suppressions *suppressions = memory_zeroed(1, sizeof *suppressions);
    suppressions->subject = subject;
    utarray_init(&suppressions->markers, &marker_icd);
    for (size_t i = 0; i < subject->tree->file_count; i++)
        scan_file(subject, i, &suppressions->markers);
    return suppressions;
}

void suppressions_free(Suppressions *suppressions)
{
    utarray_done(&suppressions->markers);
    free(suppressions);
}

static Marker *markers_of(const Suppressions *suppressions, size_t *count)
{
    *count = utarray_len(&suppressions->markers);
    return (Marker *)(void *)utarray_front(&suppressions->markers);
}

/* The first marker at or behind a line. */
static size_t first_marker(const Suppressions *suppressions, size_t file, uint32_t line)
{
    size_t low = 0, high;
    const Marker *markers = markers_of(suppressions, &high);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        bool before = markers[middle].file < file || (markers[middle].file == file && markers[middle].line < line);
        low = before ? middle + 1 : low;
        high = before ? high : middle;
    }
    return low;
}

/* Whether a marker on the line of a finding names its rule. All that do are used then. */
static bool is_suppressed(const Finding *finding, void *context)
{
    const Suppressions *suppressions = context;
    size_t count, file = source_find(suppressions->subject->tree, finding->path), rule = rule_find(finding->rule);
    Marker *markers = markers_of(suppressions, &count);
    bool suppressed = false;
    for (size_t i = first_marker(suppressions, file, finding->line);
         i < count && markers[i].file == file && markers[i].line == finding->line; i++) {
        markers[i].used = markers[i].used || markers[i].rule == rule;
        suppressed = suppressed || markers[i].rule == rule;
    }
    return suppressed;
}

static void add_unused(const Suppressions *suppressions, FindingList *list, const Marker *marker)
{
    const Subject *subject = suppressions->subject;
    const char *path = subject->tree->files[marker->file].path;
    const ProgramFile *file = find_file(subject, path);
    const GraphNode *module = file && file->image ? subject->graph->of_def[file->first_def + 1] : NULL;
    Finding *finding = finding_list_add(list, &(Finding){.rule = rules[rule_find("unused-suppression")].id,
                                                         .path = path,
                                                         .line = marker->line,
                                                         .column = marker->column,
                                                         .symbol = module ? module->id : NULL});
    if (marker->rule == RULES_MAX)
        finding_set_message(list, finding, "there is no rule %s; see seamap check --list-rules", marker->name);
    else
        finding_set_message(list, finding, "%s finds nothing on this line: the comment can go", marker->name);
}

void suppressions_add_unused(Suppressions *suppressions, FindingList *list, const CheckOptions *options)
{
    size_t count;
    const Finding *findings = finding_list_items(list, &count);
    for (size_t i = 0; i < count; i++)
        is_suppressed(&findings[i], suppressions);
    const Marker *markers = markers_of(suppressions, &count);
    for (size_t i = 0; i < count; i++)
        if (!markers[i].used && (markers[i].rule == RULES_MAX || !options->off[markers[i].rule]))
            add_unused(suppressions, list, &markers[i]);
}

size_t suppressions_apply(Suppressions *suppressions, FindingList *list)
{
    return finding_list_drop(list, is_suppressed, suppressions);
}
