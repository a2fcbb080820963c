#include "launches.h"

#include "../../extractors/launch.h"
#include "../../extractors/memory.h"
#include "../program/modules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

/* A name from its beginning, or from some separator in it, to its end. */
typedef struct {
    uint64_t hash;
    uint32_t file;
} NameEnd;

static const UT_icd name_end_icd = {sizeof(NameEnd), NULL, NULL, NULL};

enum NameKind { /* seeds of hashes */
    NAME_END,
    NAME_WHOLE
};

struct LaunchSearch {
    Graph *graph;
    const Program *program;
    UT_array modules,
        paths; /* NameEnd, by hash and file: of the files that may be started; empty until somebody asks */
};

/* Files as a launcher sees them. */
typedef struct {
    const LaunchSearch *search;
    const char *launcher;              /* path */
    size_t directory;                  /* its first bytes: the directory of the launcher, with the slash */
    uint32_t first_beside, end_beside; /* the files in that directory and below it */
} Outlook;

/* --- names of files --- */

static void add_name(UT_array *names, const char *text, enum NameKind kind, uint32_t file)
{
    NameEnd name = {XXH3_64bits_withSeed(text, strlen(text), kind), file};
    utarray_push_back(names, &name);
}

static void add_names(UT_array *names, const char *text, char separator, uint32_t file)
{
    add_name(names, text, NAME_WHOLE, file);
    add_name(names, text, NAME_END, file);
    for (const char *at = text; (at = strchr(at, separator));)
        add_name(names, ++at, NAME_END, file);
}

static int compare_names(const void *left, const void *right)
{
    const NameEnd *a = left, *b = right;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return (a->file > b->file) - (a->file < b->file);
}

static void find_names(LaunchSearch *search)
{
    size_t count;
    const ProgramFile *files = program_files(search->program, &count);
    for (uint32_t i = 0; i < count; i++) {
        if (!files[i].image || files[i].test)
            continue;
        uint32_t module = modules_name(program_modules(search->program), files[i].module);
        add_names(&search->modules, names_text(program_names(search->program), module), '.', i);
        add_names(&search->paths, files[i].path, '/', i);
    }
    if (utarray_len(&search->paths)) {
        utarray_sort(&search->modules, compare_names);
        utarray_sort(&search->paths, compare_names);
    }
}

/* The first name that is not before another one. */
static size_t first_name(const UT_array *names, NameEnd sought)
{
    size_t low = 0, high = utarray_len(names);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        bool before = compare_names(utarray_eltptr(names, middle), &sought) < 0;
        low = before ? middle + 1 : low;
        high = before ? high : middle;
    }
    return low;
}

/* --- what is meant --- */

/* Whether some file has that name; `out` is the one that does, NULL when several do. */
static bool find_file(const Outlook *outlook, const UT_array *names, uint64_t hash, bool beside,
                      const ProgramFile **out)
{
    size_t count, at = first_name(names, (NameEnd){hash, beside ? outlook->first_beside : 0});
    uint32_t end = beside ? outlook->end_beside : UINT32_MAX;
    const NameEnd *found[2] = {0};
    for (size_t i = 0; i < 2 && at + i < utarray_len(names); i++) {
        const NameEnd *name = (const NameEnd *)utarray_eltptr(names, at + i);
        found[i] = name->hash == hash && name->file < end ? name : NULL;
    }
    *out = found[0] && !found[1] ? &program_files(outlook->search->program, &count)[found[0]->file] : NULL;
    return found[0];
}

/* The file whose name is `whole` or ends in `end`: rather one beside the launcher. NULL: none, or several that are as
 * likely; `any` says which. */
static const ProgramFile *choose_file(const Outlook *outlook, const UT_array *names, const char *whole, const char *end,
                                      bool *any)
{
    static const struct {
        enum NameKind kind;
        bool beside;
    } ways[] = {{NAME_WHOLE, true}, {NAME_END, true}, {NAME_WHOLE, false}, {NAME_END, false}};
    const ProgramFile *file = NULL;
    *any = false;
    for (size_t i = 0; i < sizeof ways / sizeof *ways && !*any; i++) {
        const char *text = ways[i].kind == NAME_WHOLE ? whole : end;
        *any = find_file(outlook, names, XXH3_64bits_withSeed(text, strlen(text), ways[i].kind), ways[i].beside, &file);
    }
    return file;
}

/* The file of a module that may lie below the root of imports. */
static const ProgramFile *find_module(const Outlook *outlook, const char *name)
{
    bool any;
    return choose_file(outlook, &outlook->search->modules, name, name, &any);
}

/* The file of a path as it is where the program runs: any of its first parts may be missing here. */
static const ProgramFile *find_path(const Outlook *outlook, const char *path)
{
    const ProgramFile *file = NULL;
    for (bool any = false; path && !any;) {
        path += strspn(path, "./");
        char *whole = memory_format("%.*s%s", (int)outlook->directory, outlook->launcher, path);
        file = choose_file(outlook, &outlook->search->paths, whole, path, &any);
        free(whole);
        const char *slash = strchr(path, '/');
        path = slash ? slash + 1 : NULL;
    }
    return file;
}

/* The value of a name at the end of a module's code, or 0. */
static uint32_t find_value(const ProgramFile *file, const char *name)
{
    const Def *module = &file->facts.defs[1];
    for (uint32_t i = module->first_binding; i < module->first_binding + module->binding_count; i++)
        if (strcmp(facts_name(&file->facts, file->facts.bindings[i].name), name) == 0)
            return file->first_value + file->facts.bindings[i].value;
    return 0;
}

/* The function that an attribute of a module is, wherever it is defined, or else the module, whose code makes it. */
static GraphNode *find_object(const Outlook *outlook, const ProgramFile *file, const char *attribute)
{
    const LaunchSearch *search = outlook->search;
    uint32_t value = find_value(file, attribute), def = value ? program_definition_of(search->program, value) : 0;
    if (!value)
        return NULL;
    bool function = def && program_def(search->program, def)->kind == DEF_FUNCTION;
    return search->graph->of_def[function ? program_original(search->program, def) : file->first_def + 1];
}

static GraphNode *find_launched(const Outlook *outlook, const Launch *launch)
{
    char script[LAUNCH_WORD + sizeof ".__main__"];
    const Graph *graph = outlook->search->graph;
    const ProgramFile *file = NULL;
    if (launch->kind == LAUNCH_MODULE) {
        snprintf(script, sizeof script, "%s.__main__", launch->target);
        file = find_module(outlook, script);
    }
    if (launch->kind == LAUNCH_FILE)
        file = find_path(outlook, launch->target);
    else if (!file)
        file = find_module(outlook, launch->target);
    if (!file || file->facts.header->language != LANGUAGE_PYTHON)
        return NULL;
    return launch->kind == LAUNCH_OBJECT ? find_object(outlook, file, launch->attribute)
                                         : graph->of_def[file->first_def + 1];
}

/* --- */

LaunchSearch *launches_open(Graph *graph, const Program *program)
{
    LaunchSearch *search = memory_alloc(sizeof *search);
    *search = (LaunchSearch){.graph = graph, .program = program};
    utarray_init(&search->modules, &name_end_icd);
    utarray_init(&search->paths, &name_end_icd);
    return search;
}

void launches_close(LaunchSearch *search)
{
    utarray_done(&search->modules);
    utarray_done(&search->paths);
    free(search);
}

/* The first file whose path does not come before those of a directory; `behind`: which comes behind them. */
static uint32_t find_border(const Program *program, const char *directory, size_t length, bool behind)
{
    size_t low = 0, high;
    const ProgramFile *files = program_files(program, &high);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strncmp(files[middle].path, directory, length);
        bool before = order < 0 || (behind && order == 0);
        low = before ? middle + 1 : low;
        high = before ? high : middle;
    }
    return (uint32_t)low;
}

void launches_mark(LaunchSearch *search, const char *launcher, const UT_array *launches)
{
    const char *slash = strrchr(launcher, '/');
    if (!utarray_len(launches))
        return;
    size_t directory = slash ? (size_t)(slash - launcher) + 1 : 0;
    Outlook outlook = {search, launcher, directory, find_border(search->program, launcher, directory, false),
                       find_border(search->program, launcher, directory, true)};
    if (!utarray_len(&search->paths))
        find_names(search);
    for (const Launch *launch = (const Launch *)utarray_front(launches); launch;
         launch = (const Launch *)utarray_next(launches, launch)) {
        GraphNode *node = find_launched(&outlook, launch);
        if (!node || node->launcher)
            continue;
        node->flags |= NODE_MAIN;
        node->launcher = graph_text(search->graph, launcher);
    }
}
