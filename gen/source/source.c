#include "source.h"

#include "../../extractors/extractor.h"
#include "../../extractors/memory.h"
#include "../../extractors/strings.h"
#include "decode.h"
#include "glob.h"
#include "store.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utstring.h>

static void file_deinit(void *element)
{
    free(((SourceFile *)element)->path);
}

static void text_deinit(void *element)
{
    free(*(char **)element);
}

static const UT_icd file_icd = {sizeof(SourceFile), NULL, NULL, file_deinit};
static const UT_icd text_icd = {sizeof(char *), NULL, NULL, text_deinit};

/* --- what is worth listing --- */

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(name, *names) == 0)
            return true;
    return false;
}

bool source_skips(const char *name)
{
    static const char *const names[] = {".git",          ".hg",
                                        ".svn",          ".bzr",
                                        ".tox",          ".nox",
                                        ".venv",         ".eggs",
                                        ".direnv",       ".pixi",
                                        ".mypy_cache",   ".pytest_cache",
                                        ".ruff_cache",   ".hypothesis",
                                        ".pytype",       ".ipynb_checkpoints",
                                        "__pycache__",   "__pypackages__",
                                        "node_modules",  "site-packages",
                                        "dist-packages", NULL};
    return is_one_of(name, names);
}

/* Files that say where the project's packages are, and what its production starts. */
static bool is_marker(const char *name)
{
    static const char *const globs[] = {"pyproject.toml",
                                        "setup.py",
                                        "setup.cfg",
                                        "Pipfile",
                                        "Dockerfile",
                                        "Dockerfile.*",
                                        "*.Dockerfile",
                                        "Containerfile",
                                        "Procfile",
                                        "*.service",
                                        "uwsgi.ini",
                                        "*.sh",
                                        "supervisord.conf",
                                        "docker-compose*.y*ml",
                                        "compose*.y*ml",
                                        "app.yaml",
                                        NULL};
    return glob_list_matches(globs, name, false);
}

bool source_knows(const char *name)
{
    return extractor_language_of(name) != LANGUAGE_COUNT || is_marker(name);
}

bool source_is_excluded(const SourceStore *store, const char *directory)
{
    return glob_list_matches(store->query->exclude, directory, true);
}

static const char *name_in(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void add_marker(SourceStore *store, const char *path)
{
    if (glob_list_matches(store->query->exclude, path, false))
        return;
    char *copy = memory_text(path);
    utarray_push_back(&store->markers, &copy);
}

void source_add_above(SourceStore *store, const char *path)
{
    if (is_marker(name_in(path)) || strcmp(name_in(path), "__init__.py") == 0)
        add_marker(store, path);
}

void source_add(SourceStore *store, const char *path, const unsigned char *blob)
{
    const SourceQuery *query = store->query;
    SourceFile file = {.language = extractor_language_of(path)};
    if (is_marker(name_in(path)))
        add_marker(store, path);
    if (file.language == LANGUAGE_COUNT || glob_list_matches(query->exclude, path, false) ||
        utarray_len(&store->files) >= SOURCE_COUNT_MAX)
        return;
    if (query->include && *query->include && !glob_list_matches(query->include, path, false))
        return;
    if (blob)
        memcpy(file.blob, blob, BLOB_ID_SIZE);
    file.path = memory_text(path);
    utarray_push_back(&store->files, &file);
}

char *source_join(const char *directory, const char *name)
{
    char *path = memory_format("%s%s%s", directory, *directory ? "/" : "", name);
    return path;
}

/* --- root and paths --- */

/* The absolute path without `.`, `..` and doubled slashes, by the letters alone: a path of a revision need not exist. */
static char *absolute_path(const char *path)
{
    UT_string text;
    utstring_init(&text);
    if (*path != '/') {
        char *current = getcwd(NULL, 0);
        utstring_printf(&text, "%s/", current ? current : "");
        free(current);
    }
    utstring_printf(&text, "%s", path);
    char *out = memory_alloc(utstring_len(&text) + 2), *end = out, *rest = utstring_body(&text), *part;
    while ((part = strsep(&rest, "/"))) {
        if (strcmp(part, "..") == 0) {
            while (end > out && *--end != '/')
                continue;
        } else if (*part && strcmp(part, ".") != 0) {
            *end++ = '/';
            end = stpcpy(end, part);
        }
    }
    if (end == out)
        *end++ = '/';
    *end = '\0';
    utstring_done(&text);
    return out;
}

/* `path` relative to `root` (both absolute), or NULL when it lies outside. */
static const char *relative_to(const char *root, const char *path)
{
    size_t length = strlen(root);
    if (strcmp(root, "/") == 0)
        return path + 1;
    if (strncmp(root, path, length) != 0 || (path[length] && path[length] != '/'))
        return NULL;
    return path[length] ? path + length + 1 : path + length;
}

static void cut_last_component(char *path)
{
    char *slash = strrchr(path, '/');
    slash[slash == path] = '\0';
}

/* The directory that a path is or, for a file, lies in. */
static char *directory_of(const char *path)
{
    struct stat status;
    char *directory = memory_text(path);
    if (stat(path, &status) == 0 ? !S_ISDIR(status.st_mode) : extractor_language_of(path) != LANGUAGE_COUNT)
        cut_last_component(directory);
    return directory;
}

/* The root, or the nearest directory that holds all paths when one of them lies outside it. */
static char *choose_root(const char *root, char *const *paths, size_t count)
{
    char *chosen = absolute_path(*root ? root : ".");
    bool inside = true;
    for (size_t i = 0; i < count; i++)
        inside = inside && relative_to(chosen, paths[i]);
    if (inside)
        return chosen;
    free(chosen);
    chosen = directory_of(paths[0]);
    for (size_t i = 1; i < count; i++) {
        char *directory = directory_of(paths[i]);
        while (!relative_to(chosen, directory))
            cut_last_component(chosen);
        free(directory);
    }
    return chosen;
}

static void find_root(SourceTree *tree)
{
    SourceStore *store = tree->store;
    const char *const *paths = store->query->paths;
    while (paths && paths[store->path_count])
        store->path_count++;
    store->paths = memory_zeroed(store->path_count + 1, sizeof *store->paths);
    for (size_t i = 0; i < store->path_count; i++)
        store->paths[i] = absolute_path(paths[i]);
    tree->root = choose_root(store->query->root ? store->query->root : "", store->paths, store->path_count);
    for (size_t i = 0; i < store->path_count; i++) {
        char *relative = memory_text(relative_to(tree->root, store->paths[i]));
        free(store->paths[i]);
        store->paths[i] = relative;
    }
    if (!store->path_count)
        store->paths[store->path_count++] = memory_text("");
}

/* --- the tree --- */

static int compare_files(const void *left, const void *right)
{
    return strcmp(((const SourceFile *)left)->path, ((const SourceFile *)right)->path);
}

static int compare_texts(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* Sorts an array whose elements begin with a path, and drops what overlapping paths have listed twice. */
static size_t sort_unique(UT_array *array, int (*compare)(const void *, const void *))
{
    if (utarray_len(array))
        utarray_sort(array, compare);
    size_t kept = 0, count = utarray_len(array), size = array->icd.sz;
    for (size_t i = 0; i < count; i++) {
        char *element = array->d + i * size;
        if (kept && compare(array->d + (kept - 1) * size, element) == 0) {
            array->icd.dtor(element);
            continue;
        }
        memmove(array->d + kept++ * size, element, size);
    }
    array->i = (unsigned)kept;
    return kept;
}

/* A stub beside its source: what runs is the source. In the order of paths it comes right behind it. */
static bool is_stub_of(const char *path, const char *source)
{
    size_t length = strlen(source);
    return text_ends_in(source, ".py") && strncmp(path, source, length) == 0 && strcmp(path + length, "i") == 0;
}

/* Moves them behind all others; returns how many those are. */
static size_t part_stubs(UT_array *files)
{
    size_t kept = 0, moved = 0, count = utarray_len(files);
    SourceFile *all = (SourceFile *)utarray_front(files), *stubs = memory_zeroed(count + 1, sizeof *stubs);
    for (size_t i = 0; i < count; i++)
        if (kept && is_stub_of(all[i].path, all[kept - 1].path))
            stubs[moved++] = all[i];
        else
            all[kept++] = all[i];
    if (moved)
        memcpy(all + kept, stubs, moved * sizeof *stubs);
    free(stubs);
    return kept;
}

static void note_input(const SourceTree *tree, const char *path)
{
    char *full_path = source_join(tree->root, path);
    inputs_add(tree->store->query->inputs, full_path);
    free(full_path);
}

static void note_inputs(const SourceTree *tree)
{
    if (!tree->store->query->inputs)
        return;
    for (size_t i = 0; i < tree->file_count + tree->stub_count; i++)
        note_input(tree, tree->files[i].path);
    for (size_t i = 0; i < tree->marker_count; i++)
        note_input(tree, tree->markers[i]);
}

static void publish(SourceTree *tree)
{
    SourceStore *store = tree->store;
    sort_unique(&store->files, compare_files);
    tree->file_count = part_stubs(&store->files);
    tree->stub_count = utarray_len(&store->files) - tree->file_count;
    tree->marker_count = sort_unique(&store->markers, compare_texts);
    tree->files = (SourceFile *)utarray_front(&store->files);
    tree->markers = (char **)utarray_front(&store->markers);
    tree->named = store->paths;
    tree->named_count = store->path_count;
    if (tree->file_count >= SOURCE_COUNT_MAX)
        diag_add(store->diag, DIAG_WARNING, NULL, 0, 0, "only the first %d files are read", SOURCE_COUNT_MAX);
    note_inputs(tree);
    store->query = NULL;
    store->diag = NULL;
}

static SourceTree *tree_new(const SourceQuery *query, Diag *diag)
{
    SourceTree *tree = memory_zeroed(1, sizeof *tree);
    SourceStore *store = tree->store = memory_zeroed(1, sizeof *store);
    store->query = query;
    store->diag = diag;
    store->root_fd = -1;
    utarray_init(&store->files, &file_icd);
    utarray_init(&store->markers, &text_icd);
    if (query->hashes)
        rev_set_up(store);
    find_root(tree);
    return tree;
}

SourceTree *source_open_top(const SourceQuery *query, Diag *diag)
{
    SourceTree *tree = tree_new(query, diag);
    bool opened = rev_open_top(tree);
    tree->store->query = NULL;
    tree->store->diag = NULL;
    if (opened)
        return tree;
    source_close(tree);
    return NULL;
}

SourceTree *source_open(const SourceQuery *query, Diag *diag)
{
    SourceTree *tree = tree_new(query, diag);
    if (!(query->revision ? rev_list(tree) : walk_list(tree))) {
        source_close(tree);
        return NULL;
    }
    publish(tree);
    return tree;
}

void source_close(SourceTree *tree)
{
    if (!tree)
        return;
    SourceStore *store = tree->store;
    utarray_done(&store->files);
    utarray_done(&store->markers);
    for (size_t i = 0; i < store->path_count; i++)
        free(store->paths[i]);
    free(store->paths);
    free(store->prefix);
    git_tree_free(store->top);
    git_odb_free(store->odb);
    git_index_free(store->index);
    git_repository_free(store->repository);
    if (store->git_up)
        git_libgit2_shutdown();
    if (store->root_fd >= 0)
        close(store->root_fd);
    free(tree->root);
    free(store);
    free(tree);
}

static char *decode_file(char *bytes, const char *path, size_t *size, char *reason, size_t reason_size)
{
    bool coding_line = extractor_language_of(path) == LANGUAGE_PYTHON;
    return bytes ? decode_text(bytes, size, coding_line, reason, reason_size) : NULL;
}

static SourceId blob_id(const SourceFile *file)
{
    SourceId id = {.size = BLOB_ID_SIZE};
    memcpy(id.bytes, file->blob, BLOB_ID_SIZE);
    return id;
}

SourceId source_id(const SourceTree *tree, size_t file)
{
    return tree->store->odb ? blob_id(&tree->files[file]) : walk_id(tree, tree->files[file].path);
}

static char *read_file(const SourceTree *tree, const SourceFile *file, size_t *size, char *reason, size_t reason_size)
{
    return tree->store->odb ? rev_read(tree, file->blob, size, reason, reason_size)
                            : walk_read(tree, file->path, size, reason, reason_size);
}

char *source_read_blob(const SourceTree *tree, size_t file, SourceId *blob, size_t *size, char *reason,
                       size_t reason_size)
{
    const SourceFile *wanted = &tree->files[file];
    char *bytes = read_file(tree, wanted, size, reason, reason_size);
    if (bytes)
        *blob = tree->store->odb ? blob_id(wanted) : rev_hash(tree, bytes, *size);
    return decode_file(bytes, wanted->path, size, reason, reason_size);
}

char *source_read(const SourceTree *tree, size_t file, size_t *size, char *reason, size_t reason_size)
{
    const SourceFile *wanted = &tree->files[file];
    char *bytes = read_file(tree, wanted, size, reason, reason_size);
    return decode_file(bytes, wanted->path, size, reason, reason_size);
}

char *source_read_bytes(const SourceTree *tree, const char *path, size_t *size, char *reason, size_t reason_size)
{
    size_t file = source_find(tree, path);
    if (file < tree->file_count)
        return read_file(tree, &tree->files[file], size, reason, reason_size);
    unsigned char blob[sizeof tree->files->blob];
    if (!tree->store->odb)
        return walk_read(tree, path, size, reason, reason_size);
    if (rev_find(tree, path, blob))
        return rev_read(tree, blob, size, reason, reason_size);
    snprintf(reason, reason_size, "is not in the revision");
    return NULL;
}

char *source_read_path(const SourceTree *tree, const char *path, size_t *size, char *reason, size_t reason_size)
{
    char *bytes = source_read_bytes(tree, path, size, reason, reason_size);
    return decode_file(bytes, path, size, reason, reason_size);
}

char *source_relative(const SourceTree *tree, const char *path)
{
    char *absolute = absolute_path(path), *real = source_real_path(absolute);
    const char *relative = relative_to(tree->root, real);
    char *out = relative ? memory_text(relative) : NULL;
    free(real);
    free(absolute);
    return out;
}

bool source_has_file(const SourceTree *tree, const char *path)
{
    unsigned char blob[sizeof tree->files->blob];
    return rev_find(tree, path, blob);
}

bool source_has_directory(const SourceTree *tree, const char *path)
{
    return rev_has_directory(tree, path);
}

size_t source_find(const SourceTree *tree, const char *path)
{
    SourceFile key = {.path = (char *)path};
    const SourceFile *found =
        tree->file_count ? bsearch(&key, tree->files, tree->file_count, sizeof key, compare_files) : NULL;
    return found ? (size_t)(found - tree->files) : tree->file_count;
}
