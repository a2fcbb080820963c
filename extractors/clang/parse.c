#include "parse.h"

#include "../memory.h"
#include "flags.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

/* --- parsing --- */

/* Whether an argument is about the machine. libclang refuses a unit for a target or processor that it does not know. */
static bool is_of_machine(const char *argument)
{
    return strncmp(argument, "--target=", 9) == 0 || strncmp(argument, "-m", 2) == 0;
}

static CXTranslationUnit parse_as(const ClangUnit *unit, CXIndex index, bool machine)
{
    static const char *const ours[] = {
        "-w",
        "-ferror-limit=0",
        "-fno-spell-checking", /* nobody reads advice */
#ifdef SEAMAP_CLANG_RESOURCES
        "-resource-dir",
        SEAMAP_CLANG_RESOURCES,
#endif
#if CINDEX_VERSION_MINOR >= 63
        "--no-default-config",
#endif
    };
    size_t count = sizeof ours / sizeof *ours;
    const char **arguments = memory_zeroed(unit->argument_count + count, sizeof *arguments);
    memcpy(arguments, ours, sizeof ours);
    for (size_t i = 0; i < unit->argument_count; i++)
        if (machine || !is_of_machine(unit->arguments[i]))
            arguments[count++] = unit->arguments[i];
    struct CXUnsavedFile *files = memory_zeroed(unit->file_count + 1, sizeof *files);
    for (size_t i = 0; i < unit->file_count; i++)
        files[i] = (struct CXUnsavedFile){unit->files[i].path, unit->files[i].bytes, unit->files[i].size};
    CXTranslationUnit tu = NULL;
    clang_parseTranslationUnit2(index, unit->path, arguments, (int)count, files, (unsigned)unit->file_count,
                                CXTranslationUnit_KeepGoing, &tu);
    free(files);
    free(arguments);
    return tu;
}

CXTranslationUnit parse_unit(const ClangUnit *unit, CXIndex index)
{
    CXTranslationUnit tu = parse_as(unit, index, true);
    return tu ? tu : parse_as(unit, index, false);
}

/* libclang makes all diagnostics anew whenever it is asked how many there are. */
static void visit_diagnostics(CXTranslationUnit tu, void (*visit)(CXDiagnostic diagnostic, void *context),
                              void *context)
{
    unsigned count = clang_getNumDiagnostics(tu);
    for (unsigned i = 0; i < count; i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(tu, i);
        visit(diagnostic, context);
        clang_disposeDiagnostic(diagnostic);
    }
}

/* --- files --- */

typedef struct {
    char *path;
    UT_hash_handle hh;
} Told;

typedef struct {
    const ClangUnit *unit;
    CXTranslationUnit tu;
    Arena arena;
    Told *told;
} Teller;

static void tell(Teller *teller, const char *path, const char *bytes, size_t size)
{
    Told *told;
    path = flags_absolute(&teller->arena, "/", path); /* where a worker runs */
    HASH_FIND_STR(teller->told, path, told);
    if (told)
        return;
    told = arena_alloc(&teller->arena, sizeof *told);
    told->path = (char *)path;
    HASH_ADD_KEYPTR(hh, teller->told, told->path, strlen(path), told);
    teller->unit->read(teller->unit->context, path, bytes, size);
}

static void tell_included(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
    Teller *teller = data;
    CXString name = clang_getFileName(file);
    size_t size = 0;
    const char *bytes = clang_getFileContents(teller->tu, file, &size);
    (void)stack;
    (void)depth;
    tell(teller, clang_getCString(name), bytes ? bytes : "", size);
    clang_disposeString(name);
}

/* The header that a diagnostic misses, which it has in quotes (in the arena); NULL: it is about something else. */
static char *missing_header(Arena *arena, CXDiagnostic diagnostic)
{
    static const char ending[] = "' file not found";
    CXString message = clang_getDiagnosticSpelling(diagnostic);
    const char *text = clang_getCString(message), *end = strstr(text, ending), *begin = strchr(text, '\'');
    char *name = end && begin < end ? arena_copy(arena, begin + 1, (size_t)(end - begin - 1)) : NULL;
    clang_disposeString(message);
    return name;
}

static void tell_missing_in(Teller *teller, const char *directory, const char *name)
{
    size_t size = strlen(directory) + strlen(name) + 2;
    char *path = arena_alloc(&teller->arena, size);
    snprintf(path, size, "%s/%s", directory, name);
    tell(teller, path, NULL, 0);
}

/* The directory in an argument that says where to look for headers, or NULL. */
static const char *include_directory(const char *argument)
{
    static const char *const names[] = {"-I", "-isystem", "-iquote", "-idirafter", "-cxx-isystem"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strncmp(argument, names[i], strlen(names[i])) == 0)
            return argument + strlen(names[i]);
    return NULL;
}

/* Tells of a header that is not there in each place where it would be found if it were. */
static void tell_missing(CXDiagnostic diagnostic, void *context)
{
    Teller *teller = context;
    char *name = missing_header(&teller->arena, diagnostic);
    if (!name)
        return;
    CXFile file;
    clang_getExpansionLocation(clang_getDiagnosticLocation(diagnostic), &file, NULL, NULL, NULL);
    CXString includer = clang_getFileName(file);
    const char *path = clang_getCString(includer), *slash = path ? strrchr(path, '/') : NULL;
    if (*name == '/')
        tell(teller, name, NULL, 0);
    else if (slash)
        tell_missing_in(teller, arena_copy(&teller->arena, path, (size_t)(slash - path)), name);
    clang_disposeString(includer);
    for (size_t i = 0; i < teller->unit->argument_count && *name != '/'; i++) {
        const char *directory = include_directory(teller->unit->arguments[i]);
        if (directory)
            tell_missing_in(teller, directory, name);
    }
    if (*name != '/') {
        tell_missing_in(teller, "/usr/local/include", name);
        tell_missing_in(teller, "/usr/include", name);
    }
}

void parse_tell_files(const ClangUnit *unit, CXTranslationUnit tu)
{
    Teller teller = {.unit = unit, .tu = tu};
    if (!unit->read)
        return;
    clang_getInclusions(tu, tell_included, &teller);
    visit_diagnostics(tu, tell_missing, &teller);
    HASH_CLEAR(hh, teller.told);
    arena_clear(&teller.arena);
}

/* --- diagnostics --- */

enum {
    COROUTINES_MAX = 16 /* said one by one */
};

typedef struct {
    FactsBuilder *facts;
    Arena arena;
    const char *missing, *error; /* the first of each */
    CXSourceLocation missing_at, error_at;
    size_t missing_count, error_count, coroutine_count;
} Complaints;

/* Adds a problem; its place counts where it lies in the main file. */
static void add_problem(FactsBuilder *facts, CXSourceLocation at, const char *text)
{
    Problem problem = {.message = names_intern(facts->interned, text, strlen(text))};
    if (clang_Location_isFromMainFile(at))
        clang_getExpansionLocation(at, NULL, &problem.line, &problem.column, NULL);
    facts_add(facts, problems, &problem);
}

/* A coroutine of which a part is gone: libclang drops each statement that it cannot make a coroutine's. */
static bool is_about_coroutine(const char *message)
{
    return strstr(message, "coroutine") != NULL;
}

/* Says of a lambda that it is one, and not where: "(lambda at /…:1:2)". */
static const char *without_places(Arena *arena, const char *message)
{
    static const char place[] = " at /";
    char *out = arena_copy(arena, message, strlen(message)), *at = out;
    while ((at = strstr(at, place)) && strchr(at, ')'))
        memmove(at, strchr(at, ')'), strlen(strchr(at, ')')) + 1);
    return out;
}

static void take_diagnostic(CXDiagnostic diagnostic, void *context)
{
    Complaints *complaints = context;
    if (clang_getDiagnosticSeverity(diagnostic) < CXDiagnostic_Error)
        return;
    CXSourceLocation at = clang_getDiagnosticLocation(diagnostic);
    CXString spelling = clang_getDiagnosticSpelling(diagnostic);
    const char *message = without_places(&complaints->arena, clang_getCString(spelling));
    char *header = missing_header(&complaints->arena, diagnostic), text[400];
    if (header && !complaints->missing_count++) {
        complaints->missing = header;
        complaints->missing_at = at;
    } else if (!header && is_about_coroutine(message)) {
        snprintf(text, sizeof text, "degraded: a part of this coroutine is not read: %s", message);
        if (complaints->coroutine_count++ < COROUTINES_MAX)
            add_problem(complaints->facts, at, text);
    } else if (!header && !complaints->error_count++) {
        complaints->error = arena_copy(&complaints->arena, message, strlen(message));
        complaints->error_at = at;
    }
    clang_disposeString(spelling);
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

/* One problem for all: most errors follow from the header that is missing. */
static void report_complaints(Complaints *complaints)
{
    char text[600], more[40] = "", errors[60] = "";
    size_t count = complaints->error_count;
    if (complaints->missing_count > 1)
        snprintf(more, sizeof more, ", nor %zu other%s", complaints->missing_count - 1,
                 plural(complaints->missing_count - 1));
    if (count)
        snprintf(errors, sizeof errors, ", with %zu error%s in what needs it", count, plural(count));
    if (complaints->missing_count) {
        snprintf(text, sizeof text, "degraded: the header %s is not found%s%s", complaints->missing, more, errors);
        add_problem(complaints->facts, complaints->missing_at, text);
    } else if (count) {
        snprintf(text, sizeof text, "degraded: %zu error%s, the first: %s", count, plural(count), complaints->error);
        add_problem(complaints->facts, complaints->error_at, text);
    }
}

void parse_report(FactsBuilder *facts, CXTranslationUnit tu)
{
    Complaints complaints = {.facts = facts};
    visit_diagnostics(tu, take_diagnostic, &complaints);
    report_complaints(&complaints);
    arena_clear(&complaints.arena);
}
