#include "launches.h"

#include "../../extractors/launch.h"
#include "../../extractors/strings.h"
#include "../program/modules.h"
#include <stdio.h>
#include <string.h>

typedef struct {
    Graph *graph;
    const Program *program;
    const char *launcher; /* path */
    size_t directory;     /* its first bytes: the directory of the launcher, with the slash */
} Search;

/* A file that may be meant. */
typedef struct {
    const ProgramFile *file; /* NULL: none, or several that are as likely */
    unsigned likely;
} Found;

static bool ends_with_part(const char *text, const char *end, char separator)
{
    size_t length = strlen(text), tail = strlen(end);
    return text_ends_in(text, end) && (length == tail || text[length - tail - 1] == separator);
}

static bool is_beside(const Search *search, const ProgramFile *file)
{
    return strncmp(file->path, search->launcher, search->directory) == 0;
}

static void consider(const Search *search, const ProgramFile *file, bool whole, Found *found)
{
    bool beside = is_beside(search, file);
    unsigned likely = 1 + (beside ? 2u : 0u) + (whole ? 1u : 0u);
    if (likely < found->likely)
        return;
    *found = (Found){likely > found->likely ? file : NULL, likely};
}

/* The file of a module that may lie below the root of imports. */
static const ProgramFile *find_module(const Search *search, const char *name)
{
    size_t count;
    Found found = {0};
    const ProgramFile *files = program_files(search->program, &count);
    for (size_t i = 0; i < count; i++) {
        const char *module =
            names_text(program_names(search->program), modules_name(program_modules(search->program), files[i].module));
        if (files[i].image && !files[i].test && ends_with_part(module, name, '.'))
            consider(search, &files[i], strcmp(module, name) == 0, &found);
    }
    return found.file;
}

/* The file of a path as it is where the program runs: any of its first parts may be missing here. */
static const ProgramFile *find_path(const Search *search, const char *path)
{
    size_t count;
    const ProgramFile *files = program_files(search->program, &count);
    while (path) {
        Found found = {0};
        path += strspn(path, "./");
        for (size_t i = 0; i < count; i++)
            if (files[i].image && !files[i].test && ends_with_part(files[i].path, path, '/'))
                consider(search, &files[i],
                         is_beside(search, &files[i]) && strcmp(files[i].path + search->directory, path) == 0, &found);
        if (found.likely)
            return found.file;
        const char *slash = strchr(path, '/');
        path = slash ? slash + 1 : NULL;
    }
    return NULL;
}

static bool has_name(const ProgramFile *file, const char *name)
{
    const Def *module = &file->facts.defs[1];
    for (uint32_t i = module->first_binding; i < module->first_binding + module->binding_count; i++)
        if (strcmp(facts_name(&file->facts, file->facts.bindings[i].name), name) == 0)
            return true;
    return false;
}

/* The function that an attribute of a module is, or else the module, whose code makes it. */
static GraphNode *find_object(const Search *search, const ProgramFile *file, const char *attribute)
{
    if (!has_name(file, attribute))
        return NULL;
    for (uint32_t i = 2; i < file->facts.defs_count; i++) {
        const Def *def = &file->facts.defs[i];
        if (def->parent == 1 && def->kind == DEF_FUNCTION &&
            strcmp(facts_name(&file->facts, def->name), attribute) == 0)
            return search->graph->of_def[file->first_def + i];
    }
    return search->graph->of_def[file->first_def + 1];
}

static GraphNode *find_launched(const Search *search, const Launch *launch)
{
    char script[LAUNCH_WORD + sizeof ".__main__"];
    const ProgramFile *file = NULL;
    if (launch->kind == LAUNCH_MODULE) {
        snprintf(script, sizeof script, "%s.__main__", launch->target);
        file = find_module(search, script);
    }
    if (launch->kind == LAUNCH_FILE)
        file = find_path(search, launch->target);
    else if (!file)
        file = find_module(search, launch->target);
    if (!file || file->facts.header->language != LANGUAGE_PYTHON)
        return NULL;
    return launch->kind == LAUNCH_OBJECT ? find_object(search, file, launch->attribute)
                                         : search->graph->of_def[file->first_def + 1];
}

void launches_mark(Graph *graph, const Program *program, const char *launcher, const UT_array *launches)
{
    const char *slash = strrchr(launcher, '/');
    Search search = {graph, program, launcher, slash ? (size_t)(slash - launcher) + 1 : 0};
    for (const Launch *launch = (const Launch *)utarray_front(launches); launch;
         launch = (const Launch *)utarray_next(launches, launch)) {
        GraphNode *node = find_launched(&search, launch);
        if (!node || node->launcher)
            continue;
        node->flags |= NODE_MAIN;
        node->launcher = graph_text(graph, launcher);
    }
}
