#include "plan.h"

#include "../../extractors/memory.h"
#include "database.h"
#include "store.h"
#include "../../extractors/clang/flags.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <utarray.h>
#include <utstring.h>

enum {
    DATABASE_SIZE_MAX = 256 << 20,
    CANDIDATES_MAX = 16 /* for where the tree was */
};

#define DATABASE_NAME "compile_commands.json"

/* A command of the database that compiles a file of the tree. */
typedef struct {
    size_t file;
    const CompileCommand *command;
} Listed;

struct PlanStore {
    Arena arena;
    UT_array units;      /* PlannedUnit */
    Listed *listed;      /* by file */
    size_t listed_count; /* 0: there is no database, or nothing in it is ours */
    const char *from;    /* where the tree was when the database was written */
    const char *home;    /* directory of the database: what its relative directories are relative to */
};

static const UT_icd unit_icd = {sizeof(PlannedUnit), NULL, NULL, NULL};

static const char *path_of(const Plan *plan, size_t file)
{
    return plan->tree->files[file].path;
}

static bool is_compiled(const Plan *plan, size_t file)
{
    Language language = plan->tree->files[file].language;
    return language == LANGUAGE_C || language == LANGUAGE_CPP;
}

static const char *format(Plan *plan, const char *first, const char *second)
{
    size_t size = strlen(first) + strlen(second) + 1;
    char *text = arena_alloc(&plan->store->arena, size);
    snprintf(text, size, "%s%s", first, second);
    return text;
}

/* --- finding the database --- */

/* Where build systems leave one, best first. */
const char *const plan_places[] = {"",         "build/",   "out/",   "_build/", "builddir/", "cmake-build-*/",
                                   "build-*/", "build/*/", "out/*/", NULL};

static char *escape_glob(const char *path)
{
    UT_string out;
    utstring_init(&out);
    for (; *path; path++)
        utstring_printf(&out, "%s%c", strchr("*?[\\", *path) ? "\\" : "", *path);
    return utstring_body(&out);
}

static bool is_below(const char *root, const char *path)
{
    char *real_root = realpath(root, NULL), *real = realpath(path, NULL);
    size_t length = real_root ? strlen(real_root) : 0;
    bool below = real && length && strncmp(real, real_root, length) == 0 && (real[length] == '/' || length == 1);
    free(real);
    free(real_root);
    return below;
}

/* The first database in the work tree, as a path below its root (in the arena); NULL: none. */
static const char *find_in_tree(Plan *plan, Diag *diag)
{
    const char *root = plan->tree->root, *found = NULL;
    char *escaped = escape_glob(root);
    for (const char *const *place = plan_places; *place && !found; place++) {
        glob_t matches = {0};
        char *pattern = source_join(escaped, format(plan, *place, DATABASE_NAME));
        if (glob(pattern, 0, NULL, &matches) == 0)
            for (size_t i = 0; i < matches.gl_pathc && !found; i++) {
                const char *path = matches.gl_pathv[i] + strlen(root) + 1;
                if (is_below(root, matches.gl_pathv[i]))
                    found = format(plan, path, "");
                else
                    diag_add(diag, DIAG_NOTE, path, 0, 0, "a link that leaves the tree is not followed");
            }
        globfree(&matches);
        free(pattern);
    }
    free(escaped);
    return found;
}

/* The same in the revision, where nothing can be listed: places without a pattern. */
static const char *find_in_revision(Plan *plan)
{
    for (const char *const *place = plan_places; *place; place++) {
        const char *path = format(plan, *place, DATABASE_NAME);
        if (!strchr(path, '*') && source_has_file(plan->tree, path))
            return path;
    }
    return NULL;
}

static char *read_file(const char *path, size_t *size, char *reason, size_t reason_size)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (file >= 0)
        return walk_read_most(file, DATABASE_SIZE_MAX, size, reason, reason_size);
    snprintf(reason, reason_size, "cannot be opened: %s", strerror(errno));
    return NULL;
}

/*
 * The text of the database, and in `path` which it is; NULL when there is none, or (reported) when it cannot be read.
 * A revision seldom holds its own, since it is made; then that of the work tree says with which flags to read.
 */
static char *read_database(Plan *plan, const char *named, const char **path, size_t *size, Diag *diag)
{
    char reason[200], *text;
    bool revision = plan->tree->store->odb;
    *path = named;
    if (!named && revision && (*path = find_in_revision(plan))) {
        plan->store->home = format(plan, plan->tree->root, "");
        text = source_read_path(plan->tree, *path, size, reason, sizeof reason);
    } else {
        if (!named && !(*path = find_in_tree(plan, diag)))
            return NULL;
        const char *full = named ? *path : format(plan, format(plan, plan->tree->root, "/"), *path);
        char *real = realpath(full, NULL);
        char *slash = real ? strrchr(real, '/') : NULL;
        if (slash)
            slash[slash == real] = '\0';
        plan->store->home = format(plan, real ? real : "/", "");
        free(real);
        text = read_file(full, size, reason, sizeof reason);
        plan->database = text ? full : NULL;
    }
    if (!text)
        diag_add(diag, named ? DIAG_ERROR : DIAG_WARNING, *path, 0, 0, "%s", reason);
    return text;
}

/* --- which of its commands are about the tree --- */

/* The file of a command as an absolute path. */
static const char *absolute_file(Plan *plan, const CompileCommand *command)
{
    Arena *arena = &plan->store->arena;
    return flags_absolute(arena, flags_absolute(arena, plan->store->home, command->directory), command->file);
}

/* Index of the file in the tree that `path` is when the tree lies in `from`, or file_count. */
static size_t find_below(const Plan *plan, const char *from, const char *path)
{
    size_t length = strlen(from);
    length -= length == 1; /* "/" */
    bool below = strncmp(path, from, length) == 0 && path[length] == '/';
    return below ? source_find(plan->tree, path + length + 1) : plan->tree->file_count;
}

static size_t count_below(const Plan *plan, const char *const *files, size_t count, const char *from)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++)
        found += find_below(plan, from, files[i]) < plan->tree->file_count;
    return found;
}

/* The directory in which `path` ends in the path of a file of the tree; NULL: it does nowhere. */
static const char *guess_root(Plan *plan, const char *path)
{
    for (const char *slash = path; (slash = strchr(slash, '/')); slash++)
        if (source_find(plan->tree, slash + 1) < plan->tree->file_count)
            return slash == path ? "/" : arena_copy(&plan->store->arena, path, (size_t)(slash - path));
    return NULL;
}

/*
 * Where the tree was when the database was written: here, or, when the database knows nothing that lies here (it comes
 * from another machine), where most of its files have the names of files of the tree.
 */
static const char *find_origin(Plan *plan, const char *const *files, size_t count)
{
    const char *best = plan->tree->root;
    size_t most = count_below(plan, files, count, best);
    for (size_t i = 0, tried = 0; i < count && !most && tried < CANDIDATES_MAX; i++) {
        const char *candidate = guess_root(plan, files[i]);
        tried += candidate != NULL;
        if (candidate && (most = count_below(plan, files, count, candidate)))
            best = candidate;
    }
    return best;
}

static int compare_listed(const void *left, const void *right)
{
    const Listed *a = left, *b = right;
    if (a->file != b->file)
        return a->file < b->file ? -1 : 1;
    return a->command < b->command ? -1 : a->command > b->command;
}

static void list_commands(Plan *plan, const Database *database)
{
    struct PlanStore *store = plan->store;
    const char **files = arena_alloc(&store->arena, (database->count + 1) * sizeof *files);
    for (size_t i = 0; i < database->count; i++)
        files[i] = absolute_file(plan, &database->commands[i]);
    store->from = find_origin(plan, files, database->count);
    store->listed = arena_alloc(&store->arena, (database->count + 1) * sizeof *store->listed);
    for (size_t i = 0; i < database->count; i++) {
        size_t file = find_below(plan, store->from, files[i]);
        if (file < plan->tree->file_count && is_compiled(plan, file))
            store->listed[store->listed_count++] = (Listed){file, &database->commands[i]};
    }
    qsort(store->listed, store->listed_count, sizeof *store->listed, compare_listed);
}

static bool open_database(Plan *plan, const char *named, Diag *diag)
{
    size_t size = 0;
    const char *path;
    char reason[200], *text = read_database(plan, named, &path, &size, diag);
    Database database;
    if (!text)
        return !named;
    bool read = database_read(&database, &plan->store->arena, text, size, reason, sizeof reason);
    free(text);
    if (!read) {
        diag_add(diag, named ? DIAG_ERROR : DIAG_WARNING, path, 0, 0, "%s", reason);
        return !named;
    }
    list_commands(plan, &database);
    diag_add(diag, DIAG_NOTE, path, 0, 0, "%zu of its %zu commands compile files of the tree",
             plan->store->listed_count, database.count);
    if (database.unreadable)
        diag_add(diag, DIAG_WARNING, path, 0, 0, "%zu entries name no file, directory or command", database.unreadable);
    return true;
}

/* --- units --- */

static void add_unit(Plan *plan, size_t file, const char *const *arguments, size_t count, const char *directory)
{
    struct PlanStore *store = plan->store;
    FlagsInput input = {.arguments = arguments,
                        .count = count,
                        .directory = flags_absolute(&store->arena, store->home, directory),
                        .file = path_of(plan, file),
                        .from = store->from,
                        .to = plan->root};
    Flags flags = flags_filter(&store->arena, &input);
    PlannedUnit unit = {file, flags.list, flags.count};
    if (flags.list)
        utarray_push_back(&store->units, &unit);
}

static size_t shared_directories(const char *left, const char *right)
{
    size_t shared = 0;
    for (; *left && *left == *right; left++, right++)
        shared += *left == '/';
    return shared;
}

/* The command for a file that resembles most one that it has not: of its language, nearby. NULL: there is none. */
static const Listed *nearest_command(const Plan *plan, size_t file, Language language)
{
    const Listed *best = NULL;
    size_t most = 0;
    for (size_t i = 0; i < plan->store->listed_count; i++) {
        const Listed *listed = &plan->store->listed[i];
        size_t shared = shared_directories(path_of(plan, file), path_of(plan, listed->file)) + 1;
        if (shared > most && plan->tree->files[listed->file].language == language) {
            best = listed;
            most = shared;
        }
    }
    return best;
}

/* Whether some file of the tree lies in a directory. */
static bool has_directory(const Plan *plan, const char *directory)
{
    size_t low = 0, high = plan->tree->file_count, length = strlen(directory);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strcmp(path_of(plan, middle), directory) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < plan->tree->file_count && strncmp(path_of(plan, low), directory, length) == 0;
}

/* Adds -I for what a project usually has on its way: from the file's directory up, that itself, include/ and src/. */
static void guess_includes(Plan *plan, size_t file, UT_array *arguments)
{
    static const char *const names[] = {"", "include/", "inc/", "src/"};
    char *directory = memory_text(path_of(plan, file)), *slash;
    do {
        slash = strrchr(directory, '/');
        directory[slash ? slash - directory + 1 : 0] = '\0';
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            const char *below = format(plan, directory, names[i]);
            const char *argument = format(plan, format(plan, format(plan, "-I", plan->root), "/"), below);
            if (!*names[i] || has_directory(plan, below))
                utarray_push_back(arguments, &argument);
        }
        if (slash)
            *slash = '\0';
    } while (slash);
    free(directory);
}

/* Adds a unit that no command is about. */
static void guess_unit(Plan *plan, size_t file, Language language)
{
    static const UT_icd text_icd = {sizeof(char *), NULL, NULL, NULL};
    const char *as = language == LANGUAGE_C ? "-xc" : "-xc++";
    const char *compiler = "cc", *standard = language == LANGUAGE_C ? "-std=gnu17" : "-std=gnu++20";
    const Listed *nearest = nearest_command(plan, file, language);
    UT_array arguments;
    utarray_init(&arguments, &text_icd);
    if (nearest) {
        for (size_t i = 0; i < nearest->command->argument_count; i++)
            utarray_push_back(&arguments, &nearest->command->arguments[i]);
    } else {
        utarray_push_back(&arguments, &compiler);
        utarray_push_back(&arguments, &standard);
        guess_includes(plan, file, &arguments);
    }
    utarray_push_back(&arguments, &as);
    add_unit(plan, file, (const char *const *)(const void *)arguments.d, utarray_len(&arguments),
             nearest ? nearest->command->directory : plan->root);
    utarray_done(&arguments);
}

/* Whether two paths begin with the same directory, or both lie in the root. */
static bool are_neighbours(const char *left, const char *right)
{
    size_t length = strcspn(left, "/");
    if (!left[length])
        return !strchr(right, '/');
    return strncmp(left, right, length + 1) == 0;
}

/* Whether the build leaves a source out on purpose: it compiles others in the same directory of the root, so this one is
 * for another system, or for a feature that is switched off. */
static bool is_left_out(const Plan *plan, size_t file)
{
    for (size_t i = 0; i < plan->store->listed_count; i++)
        if (are_neighbours(path_of(plan, file), path_of(plan, plan->store->listed[i].file)))
            return true;
    return false;
}

static int compare_units(const void *left, const void *right)
{
    const PlannedUnit *a = left, *b = right;
    if (a->file != b->file)
        return a->file < b->file ? -1 : 1;
    for (size_t i = 0; i < a->argument_count && i < b->argument_count; i++) {
        int order = strcmp(a->arguments[i], b->arguments[i]);
        if (order)
            return order;
    }
    return a->argument_count < b->argument_count ? -1 : a->argument_count > b->argument_count;
}

/* Sorts the units from `first` on, and drops those that are there twice: several targets of a build share files. */
static void publish(Plan *plan, size_t first)
{
    UT_array *units = &plan->store->units;
    PlannedUnit *list = (PlannedUnit *)(void *)units->d;
    size_t count = utarray_len(units), kept = first;
    if (count > first)
        qsort(list + first, count - first, sizeof *list, compare_units);
    for (size_t i = first; i < count; i++)
        if (kept == first || compare_units(&list[kept - 1], &list[i]) != 0)
            list[kept++] = list[i];
    units->i = (unsigned)kept;
    plan->units = list;
    plan->count = kept;
}

static void plan_sources(Plan *plan, Diag *diag)
{
    size_t listed = 0, left_out = 0;
    const struct PlanStore *store = plan->store;
    for (size_t file = 0; file < plan->tree->file_count; file++) {
        size_t before = listed;
        for (; listed < store->listed_count && store->listed[listed].file == file; listed++) {
            const CompileCommand *command = store->listed[listed].command;
            add_unit(plan, file, command->arguments, command->argument_count, command->directory);
        }
        if (listed > before || !is_compiled(plan, file) || flags_is_header(path_of(plan, file)))
            continue;
        if (is_left_out(plan, file))
            left_out++;
        else
            guess_unit(plan, file, plan->tree->files[file].language);
    }
    if (left_out)
        diag_add(diag, DIAG_NOTE, NULL, 0, 0,
                 "%zu source files are left out: the compile database names others beside them, but not these",
                 left_out);
}

Plan *plan_new(const SourceTree *tree, const char *root, const char *database, Diag *diag)
{
    Plan *plan = memory_zeroed(1, sizeof *plan);
    *plan = (Plan){.tree = tree, .root = root, .store = memory_zeroed(1, sizeof *plan->store)};
    plan->store->from = tree->root;
    plan->store->home = tree->root;
    utarray_init(&plan->store->units, &unit_icd);
    if (!open_database(plan, database, diag)) {
        plan_free(plan);
        return NULL;
    }
    plan_sources(plan, diag);
    publish(plan, 0);
    return plan;
}

void plan_free(Plan *plan)
{
    if (!plan)
        return;
    utarray_done(&plan->store->units);
    arena_clear(&plan->store->arena);
    free(plan->store);
    free(plan);
}

/* --- headers --- */

/* Whether a line of the text begins with one of the words by which C++ is known. */
static bool looks_like_cpp(const char *text)
{
    static const char *const words[] = {"namespace ", "template ", "template<", "class ", "using ",
                                        "constexpr ", "public:",   "private:",  NULL};
    for (; text; text = strchr(text, '\n')) {
        text += strspn(text, "\n\r\t ");
        for (const char *const *word = words; *word; word++)
            if (strncmp(text, *word, strlen(*word)) == 0)
                return true;
    }
    return false;
}

/* A header's ending may say C and mean C++. */
static Language sniff(const Plan *plan, size_t file)
{
    char reason[200];
    size_t size = 0;
    Language language = plan->tree->files[file].language;
    char *text = language == LANGUAGE_C ? source_read(plan->tree, file, &size, reason, sizeof reason) : NULL;
    if (text && looks_like_cpp(text))
        language = LANGUAGE_CPP;
    free(text);
    return language;
}

/* The same of a header: sources of the build include others that lie there. */
static bool is_unused(const Plan *plan, size_t file, const bool *seen)
{
    for (size_t i = 0; plan->store->listed_count && i < plan->tree->file_count; i++)
        if (seen[i] && are_neighbours(path_of(plan, file), path_of(plan, i)))
            return true;
    return false;
}

void plan_headers(Plan *plan, const bool *seen)
{
    size_t first = plan->count;
    for (size_t file = 0; file < plan->tree->file_count; file++)
        if (!seen[file] && is_compiled(plan, file) && flags_is_header(path_of(plan, file)) &&
            !is_unused(plan, file, seen))
            guess_unit(plan, file, sniff(plan, file));
    publish(plan, first);
}
