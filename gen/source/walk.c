/*
 * The work tree. Directories are read whole, sorted and closed before what is in them is visited, so that neither
 * depth nor breadth eats file descriptors. Links are followed while they stay below the root; a directory is visited
 * through links once, and never through a link from its own inside.
 */
#include "store.h"

#include "../../extractors/memory.h"
#include "ignore.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <uthash.h>
#include <xxhash.h>

typedef struct {
    dev_t device;
    ino_t inode;
} Identity;

/* The directories that are being visited, innermost first. */
typedef struct Frame {
    const struct Frame *parent;
    Identity identity;
} Frame;

typedef struct {
    Identity identity;
    UT_hash_handle hh;
} Visited;

typedef struct {
    SourceStore *store;
    Diag *diag;
    const char *root; /* the tree's */
    char *real_root;  /* without links */
    char *top;        /* of the repository around the root, or the root; without links */
    Visited *visited; /* directories reached through links */
} Walk;

typedef struct {
    char *name;
    unsigned char type; /* DT_REG, … */
} Entry;

typedef struct {
    UT_array entries;
    const Ignore *outer;
    Ignore *own;       /* from the directory's .gitignore, or NULL */
    bool tracked_only; /* something above is ignored: only what git tracks counts */
} Directory;

static void entry_deinit(void *element)
{
    free(((Entry *)element)->name);
}

static const UT_icd entry_icd = {sizeof(Entry), NULL, NULL, entry_deinit};

static void visit_directory(Walk *walk, const char *path, const Frame *parent, const Ignore *ignore, bool tracked_only,
                            bool named);

/* --- reading --- */

/* Reads what `file` holds, at most `limit` bytes, and closes it. */
static char *read_all(int file, size_t limit, size_t *size, char *reason, size_t reason_size)
{
    struct stat status;
    char *bytes = NULL;
    if (fstat(file, &status) != 0) {
        snprintf(reason, reason_size, "cannot be read: %s", strerror(errno));
    } else if (!S_ISREG(status.st_mode)) {
        snprintf(reason, reason_size, "is not a regular file");
    } else if ((size_t)status.st_size > limit) {
        snprintf(reason, reason_size, "is not read: it has more than %zu KiB", limit >> 10);
    } else if ((bytes = malloc((size_t)status.st_size + 1))) {
        size_t used = 0;
        ssize_t got = 1;
        while (used < (size_t)status.st_size && got > 0) {
            got = read(file, bytes + used, (size_t)status.st_size - used);
            used += got > 0 ? (size_t)got : 0;
            if (got < 0 && errno == EINTR)
                got = 1;
        }
        if (got < 0) {
            snprintf(reason, reason_size, "cannot be read: %s", strerror(errno));
            free(bytes);
            bytes = NULL;
        } else {
            bytes[used] = '\0';
            *size = used;
        }
    } else {
        snprintf(reason, reason_size, "cannot be read: %s", strerror(errno));
    }
    close(file);
    return bytes;
}

char *walk_read_open(int file, size_t *size, char *reason, size_t reason_size)
{
    return read_all(file, SOURCE_SIZE_MAX, size, reason, reason_size);
}

char *walk_read_most(int file, size_t most, size_t *size, char *reason, size_t reason_size)
{
    return read_all(file, most, size, reason, reason_size);
}

char *walk_read(const SourceTree *tree, const char *path, size_t *size, char *reason, size_t reason_size)
{
    /* not blocking: it may have become a pipe since it was listed */
    int file = openat(tree->store->root_fd, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (file < 0) {
        snprintf(reason, reason_size, "cannot be opened: %s", strerror(errno));
        return NULL;
    }
    return walk_read_open(file, size, reason, reason_size);
}

/* Notes a directory that was listed, or a file in it that was read; `directory` is absolute, or seen from the root. */
static void note_input(const Walk *walk, const char *directory, const char *name)
{
    if (!walk->store->query->inputs)
        return;
    bool absolute = *directory == '/';
    char *path = memory_format("%s/%s/%s", absolute ? "" : walk->root, directory, name);
    inputs_add(walk->store->query->inputs, path);
    free(path);
}

/* --- what git's index vouches for --- */

static bool is_earlier(struct timespec left, struct timespec right)
{
    return left.tv_sec < right.tv_sec || (left.tv_sec == right.tv_sec && left.tv_nsec < right.tv_nsec);
}

static bool is_same_time(git_index_time left, struct timespec right)
{
    return left.seconds == (int32_t)right.tv_sec && left.nanoseconds == (uint32_t)right.tv_nsec;
}

/* Whether the file is as git has last seen it, by all that git looks at. */
static bool is_clean(const git_index_entry *entry, const struct stat *status)
{
    return S_ISREG(entry->mode) && S_ISREG(status->st_mode) && entry->file_size == (uint32_t)status->st_size &&
           entry->ino == (uint32_t)status->st_ino && is_same_time(entry->mtime, status->st_mtim) &&
           is_same_time(entry->ctime, status->st_ctim);
}

/* Whether the clock that stamps the file has moved on since its last change, so that every later one has another time:
 * the index, on the same device, was written later. git calls a file "racy" where that is not so. */
static bool is_settled(const struct stat *index, const struct stat *status)
{
    return status->st_dev == index->st_dev && is_earlier(status->st_mtim, index->st_mtim) &&
           is_earlier(status->st_ctim, index->st_mtim);
}

SourceId walk_id(const SourceTree *tree, const char *path)
{
    const SourceStore *store = tree->store;
    struct stat status;
    SourceId id = {0};
    if (!store->index)
        return id;
    char *full_path = memory_format("%s%s", store->prefix, path);
    const git_index_entry *entry = git_index_get_bypath(store->index, full_path, 0);
    free(full_path);
    if (!entry || fstatat(store->root_fd, path, &status, AT_SYMLINK_NOFOLLOW) != 0 || !is_clean(entry, &status) ||
        !is_settled(&store->index_status, &status))
        return id;
    struct {
        unsigned char blob[sizeof id.bytes]; /* no padding is hashed */
        uint64_t numbers[7];
    } state = {.numbers = {status.st_dev, status.st_ino, (uint64_t)status.st_size, (uint64_t)status.st_mtim.tv_sec,
                           (uint64_t)status.st_mtim.tv_nsec, (uint64_t)status.st_ctim.tv_sec,
                           (uint64_t)status.st_ctim.tv_nsec}};
    memcpy(state.blob, entry->id.id, BLOB_ID_SIZE);
    XXH128_canonical_t hash;
    XXH128_canonicalFromHash(&hash, XXH3_128bits(&state, sizeof state));
    memcpy(id.bytes, hash.digest, id.size = sizeof hash.digest);
    return id;
}

/* --- .gitignore --- */

/* The rules of the .gitignore in a directory (`base`: bytes of its path below top, with the slash), or NULL. git does
 * not follow links here either. */
static Ignore *read_ignore(Walk *walk, int directory, const char *path, size_t base, const Ignore *outer)
{
    int file = openat(directory, ".gitignore", O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    char reason[200];
    size_t size = 0;
    if (file < 0)
        return NULL;
    char *text = read_all(file, IGNORE_SIZE_MAX, &size, reason, sizeof reason);
    if (!text) {
        char *name = source_join(path, ".gitignore");
        diag_add(walk->diag, DIAG_WARNING, name, 0, 0, "%s", reason);
        free(name);
        return NULL;
    }
    note_input(walk, path, ".gitignore");
    Ignore *ignore = ignore_new(outer, base, text, size);
    free(text);
    return ignore;
}

static bool is_tracked(const Walk *walk, const char *full_path, bool is_directory)
{
    git_index *index = walk->store->index;
    if (!index)
        return false;
    if (!is_directory)
        return git_index_get_bypath(index, full_path, 0) != NULL;
    char *prefix = source_join(full_path, "");
    bool found = git_index_find_prefix(NULL, index, prefix) == 0;
    free(prefix);
    return found;
}

/* Whether .gitignore hides a path. `tracked_only` becomes true for an ignored directory with tracked files in it. */
static bool is_hidden(Walk *walk, const Directory *directory, const char *path, bool is_directory, bool *tracked_only)
{
    char *full_path = memory_format("%s%s", walk->store->prefix, path);
    const Ignore *ignore = directory->own ? directory->own : directory->outer;
    *tracked_only = directory->tracked_only || ignore_has(ignore, full_path, is_directory);
    bool hidden = *tracked_only && !is_tracked(walk, full_path, is_directory);
    free(full_path);
    return hidden;
}

/* --- links --- */

static bool is_visiting(const Frame *frame, Identity identity)
{
    for (; frame; frame = frame->parent)
        if (frame->identity.device == identity.device && frame->identity.inode == identity.inode)
            return true;
    return false;
}

/* Whether a directory is reached through a link for the first time; afterwards it isn't any more. */
static bool is_new(Walk *walk, Identity identity)
{
    Visited *visited;
    HASH_FIND(hh, walk->visited, &identity, sizeof identity, visited);
    if (visited)
        return false;
    visited = memory_zeroed(1, sizeof *visited);
    visited->identity = identity;
    HASH_ADD(hh, walk->visited, identity, sizeof visited->identity, visited);
    return true;
}

static bool leads_to_skipped(const char *path)
{
    char *copy = memory_text(path), *rest = copy, *part;
    bool skipped = false;
    while ((part = strsep(&rest, "/")))
        skipped = skipped || source_skips(part);
    free(copy);
    return skipped;
}

/* Why a link that leads to `target` (without links) is not followed, or NULL. */
static const char *refuse_target(const Walk *walk, const char *target)
{
    size_t length = strlen(walk->real_root);
    if (strncmp(target, walk->real_root, length) != 0 ||
        (target[length] && target[length] != '/' && strcmp(walk->real_root, "/") != 0))
        return "a link that leaves the tree is not followed";
    if (leads_to_skipped(target + length))
        return "a link into a directory that is not read is not followed";
    return NULL;
}

/* Whether a path lies below a directory. Following a link up from there would list again what is listed already, or
 * what was not asked for. */
static bool lies_below(const char *path, const char *directory)
{
    size_t length = strlen(directory);
    return strncmp(path, directory, length) == 0 && (path[length] == '/' || length == 1);
}

static void visit_link(Walk *walk, const Directory *directory, const char *path, const Frame *frame)
{
    struct stat status;
    char *full_path = source_join(walk->real_root, path);
    char *target = realpath(full_path, NULL);
    const char *refusal = NULL;
    bool tracked_only;
    if (!target || stat(target, &status) != 0) {
        if (source_knows(path))
            diag_add(walk->diag, DIAG_WARNING, path, 0, 0, "the link leads nowhere: %s", strerror(errno));
    } else if (S_ISREG(status.st_mode) && !source_knows(path)) {
        /* of no interest, wherever it leads */
    } else if ((refusal = refuse_target(walk, target))) {
        diag_add(walk->diag, DIAG_NOTE, path, 0, 0, "%s", refusal);
    } else if (S_ISDIR(status.st_mode)) {
        Identity identity = {status.st_dev, status.st_ino};
        if (!is_hidden(walk, directory, path, false, &tracked_only) && !is_visiting(frame, identity) &&
            !lies_below(full_path, target) && is_new(walk, identity))
            visit_directory(walk, path, frame, directory->own ? directory->own : directory->outer, false, false);
    } else if (S_ISREG(status.st_mode) && !is_hidden(walk, directory, path, false, &tracked_only)) {
        source_add(walk->store, path, NULL);
    }
    free(target);
    free(full_path);
}

/* --- directories --- */

static int compare_entries(const void *left, const void *right)
{
    return strcmp(((const Entry *)left)->name, ((const Entry *)right)->name);
}

/* Reads the names of an open directory, which is closed, sorted. */
static bool read_entries(int descriptor, UT_array *entries)
{
    DIR *stream = fdopendir(descriptor);
    if (!stream)
        return false;
    errno = 0;
    for (struct dirent *found; (found = readdir(stream));) {
        if (strcmp(found->d_name, ".") == 0 || strcmp(found->d_name, "..") == 0)
            continue;
        Entry entry = {memory_text(found->d_name), found->d_type};
        struct stat status;
        if (entry.type == DT_UNKNOWN && fstatat(descriptor, entry.name, &status, AT_SYMLINK_NOFOLLOW) == 0)
            entry.type = IFTODT(status.st_mode);
        utarray_push_back(entries, &entry);
        errno = 0;
    }
    bool complete = errno == 0;
    closedir(stream);
    if (utarray_len(entries))
        utarray_sort(entries, compare_entries);
    return complete;
}

static bool has_entry(const UT_array *entries, const char *name)
{
    Entry key = {.name = (char *)name};
    return utarray_len(entries) && bsearch(&key, entries->d, utarray_len(entries), sizeof key, compare_entries);
}

/* What a directory is that holds no source of the project, by what lies in it; or NULL. */
static const char *name_foreign(const UT_array *entries)
{
    if (has_entry(entries, "pyvenv.cfg") || has_entry(entries, "conda-meta"))
        return "a virtual environment";
    if (has_entry(entries, "CMakeCache.txt") && !has_entry(entries, "CMakeLists.txt"))
        return "a build tree";
    return NULL;
}

static void visit_entry(Walk *walk, const Directory *directory, const char *path, const Entry *entry,
                        const Frame *frame)
{
    bool tracked_only;
    const Ignore *ignore = directory->own ? directory->own : directory->outer;
    if (entry->type == DT_DIR) {
        if (!source_skips(entry->name) && !source_is_excluded(walk->store, path) &&
            !is_hidden(walk, directory, path, true, &tracked_only))
            visit_directory(walk, path, frame, ignore, tracked_only, false);
    } else if (entry->type == DT_LNK) {
        if (!source_skips(entry->name) && !source_is_excluded(walk->store, path))
            visit_link(walk, directory, path, frame);
    } else if (source_knows(entry->name) && !is_hidden(walk, directory, path, false, &tracked_only)) {
        if (entry->type == DT_REG)
            source_add(walk->store, path, NULL);
        else
            diag_add(walk->diag, DIAG_WARNING, path, 0, 0, "is not a regular file");
    }
}

static void visit_entries(Walk *walk, const Directory *directory, const char *path, const Frame *frame)
{
    for (Entry *entry = NULL; (entry = utarray_next(&directory->entries, entry));) {
        char *child = source_join(path, entry->name);
        visit_entry(walk, directory, child, entry, frame);
        free(child);
    }
}

/* Lists what lies below a directory. `named`: the user asked for this very one. */
static void visit_directory(Walk *walk, const char *path, const Frame *parent, const Ignore *ignore, bool tracked_only,
                            bool named)
{
    Directory directory = {.outer = ignore, .tracked_only = tracked_only};
    struct stat status;
    int descriptor = openat(walk->store->root_fd, *path ? path : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0 || fstat(descriptor, &status) != 0) {
        diag_add(walk->diag, DIAG_WARNING, path, 0, 0, "the directory cannot be opened: %s", strerror(errno));
        if (descriptor >= 0)
            close(descriptor);
        return;
    }
    size_t base = strlen(walk->store->prefix) + strlen(path) + (*path != '\0');
    utarray_init(&directory.entries, &entry_icd);
    if (!read_entries(dup(descriptor), &directory.entries))
        diag_add(walk->diag, DIAG_WARNING, path, 0, 0, "the directory cannot be read: %s", strerror(errno));
    if (has_entry(&directory.entries, ".gitignore"))
        directory.own = read_ignore(walk, descriptor, path, base, ignore);
    close(descriptor);
    Frame frame = {parent, {status.st_dev, status.st_ino}};
    const char *what = name_foreign(&directory.entries);
    if (!named && what) {
        diag_add(walk->diag, DIAG_NOTE, path, 0, 0, "is %s and not read", what);
    } else {
        note_input(walk, path, "");
        visit_entries(walk, &directory, path, &frame);
    }
    utarray_done(&directory.entries);
    ignore_free(directory.own);
}

/* --- the paths that the user named --- */

/* Lists the markers that lie in a directory itself. It is not noted as an input: one more marker there is rare, and what
 * builds and editors leave at the top of a project is not. */
static void add_markers(Walk *walk, const char *path)
{
    UT_array entries;
    utarray_init(&entries, &entry_icd);
    int descriptor = openat(walk->store->root_fd, *path ? path : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0)
        read_entries(descriptor, &entries);
    for (Entry *entry = NULL; (entry = utarray_next(&entries, entry));) {
        char *child = source_join(path, entry->name);
        if (entry->type == DT_REG)
            source_add_above(walk->store, child);
        free(child);
    }
    utarray_done(&entries);
}

/* Lists the markers between the root and a path: they say where its packages begin. */
static void add_markers_above(Walk *walk, const char *path)
{
    char *directory = memory_text(path);
    while (*directory) {
        char *slash = strrchr(directory, '/');
        *(slash ? slash : directory) = '\0';
        add_markers(walk, directory);
    }
    free(directory);
}

static void list_named(Walk *walk, const char *path, UT_array *ignores);

/* Reads the .gitignore files of the directories from top down to the one that holds `path` (relative to the root), and
 * visits it under them. What hides the path itself, or a directory above it, does not count: the user named it. */
static void list_under_ignores(Walk *walk, const char *path)
{
    UT_array ignores;
    static const UT_icd pointer_icd = {sizeof(Ignore *), NULL, NULL, NULL};
    utarray_init(&ignores, &pointer_icd);
    list_named(walk, path, &ignores);
    for (Ignore **ignore = NULL; (ignore = (Ignore **)utarray_next(&ignores, ignore));)
        ignore_free(*ignore);
    utarray_done(&ignores);
}

static void list_named(Walk *walk, const char *path, UT_array *ignores)
{
    char *full_path = memory_format("%s%s", walk->store->prefix, path);
    size_t length = strlen(full_path);
    if (length && full_path[length - 1] == '/')
        full_path[--length] = '\0';
    const Ignore *ignore = NULL;
    /* `end` is behind the directory whose .gitignore comes next: "", "a", "a/b" of "a/b/c" */
    for (size_t base = 0; base < length;) {
        char *directory = memory_format("%s/%.*s", walk->top, (int)base, full_path);
        int descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        Ignore *own = descriptor < 0 ? NULL : read_ignore(walk, descriptor, directory, base, ignore);
        if (descriptor >= 0)
            close(descriptor);
        free(directory);
        if (own) {
            utarray_push_back(ignores, &own);
            ignore = own;
        }
        char *slash = strchr(full_path + base, '/');
        size_t end = slash ? (size_t)(slash - full_path) : length;
        full_path[end] = '\0';
        if (ignore_has(ignore, full_path, true))
            ignore = NULL;
        full_path[end] = slash ? '/' : '\0';
        base = end + 1;
    }
    free(full_path);
    visit_directory(walk, path, NULL, ignore, false, true);
}

static bool list_path(Walk *walk, const char *path)
{
    struct stat status;
    if (fstatat(walk->store->root_fd, *path ? path : ".", &status, 0) != 0) {
        diag_add(walk->diag, DIAG_ERROR, path, 0, 0, "%s", strerror(errno));
        return false;
    }
    bool is_directory = S_ISDIR(status.st_mode);
    if (!is_directory && (!S_ISREG(status.st_mode) || !source_knows(path))) {
        diag_add(walk->diag, DIAG_ERROR, path, 0, 0, "is not a %s",
                 S_ISREG(status.st_mode) ? "source file of a known language" : "regular file");
        return false;
    }
    if (faccessat(walk->store->root_fd, *path ? path : ".", is_directory ? R_OK | X_OK : R_OK, AT_EACCESS) != 0) {
        diag_add(walk->diag, DIAG_ERROR, path, 0, 0, "cannot be read: %s", strerror(errno));
        return false;
    }
    add_markers_above(walk, path);
    if (is_directory) {
        list_under_ignores(walk, path);
        return true;
    }
    source_add(walk->store, path, NULL);
    return true;
}

/* Opens git's index, if there is one. */
static void open_index(SourceStore *store, const char *top)
{
    const char *reason = NULL;
    if (!(store->repository = rev_open_repository(store, top, &reason)))
        return;
    char *path = memory_format("%sindex", git_repository_path(store->repository));
    /* first: when it is written anew meanwhile, its time is too early, and less is believed */
    if (stat(path, &store->index_status) != 0 || git_repository_index(&store->index, store->repository) != 0)
        store->index = NULL;
    free(path);
}

/* Finds the directory at or above the root that holds a `.git`. */
static void find_top(Walk *walk)
{
    SourceStore *store = walk->store;
    walk->top = memory_text(walk->real_root);
    for (char *end = walk->top + strlen(walk->top); end; end = strrchr(walk->top, '/')) {
        *end = '\0';
        char *git = source_join(walk->top, "/.git");
        bool found = access(git, F_OK) == 0;
        free(git);
        if (found) {
            const char *below = walk->real_root + strlen(walk->top);
            below += *below == '/';
            store->prefix = *below ? source_join(below, "") : memory_text("");
            open_index(store, *walk->top ? walk->top : "/");
            return;
        }
    }
    free(walk->top);
    walk->top = memory_text(walk->real_root);
    store->prefix = memory_text("");
}

bool walk_list(SourceTree *tree)
{
    SourceStore *store = tree->store;
    Walk walk = {.store = store, .diag = store->diag, .root = tree->root};
    store->root_fd = open(tree->root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    walk.real_root = store->root_fd < 0 ? NULL : realpath(tree->root, NULL);
    if (!walk.real_root) {
        diag_add(store->diag, DIAG_ERROR, tree->root, 0, 0, "%s", strerror(errno));
        return false;
    }
    find_top(&walk);
    bool found = true;
    for (size_t i = 0; i < store->path_count; i++)
        found = list_path(&walk, store->paths[i]) && found;
    Visited *visited, *next;
    HASH_ITER(hh, walk.visited, visited, next)
    {
        HASH_DEL(walk.visited, visited);
        free(visited);
    }
    free(walk.top);
    free(walk.real_root);
    return found;
}
