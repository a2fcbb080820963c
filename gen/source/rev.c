/*
 * A git revision, read from the object database without a checkout. No filter, hook or helper program runs; the
 * repository's configuration is read by libgit2 for the format of the repository and for nothing else.
 */
#include "store.h"

#include "../../extractors/memory.h"
#include "../suggest.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <uthash.h>
#include <utstring.h>

#ifdef __SANITIZE_ADDRESS__
/* libgit2 1.5 loses the state of a regular expression that does not match. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libpcre2\n";
}
#endif

enum {
    LINK_HOPS_MAX = 8,
    REASON_SIZE = 300
};

typedef struct {
    char *path;
    UT_hash_handle hh;
} Visited;

typedef struct {
    SourceStore *store;
    Diag *diag;
    size_t directories; /* visited so far: equal trees are one object, so a small repository can pretend to be huge */
    Visited *visited;   /* directories reached through links, by their path in the repository */
} Listing;

/* A directory: its path below the root as the user sees it, and where it really is in the repository. They differ
 * below a link. */
typedef struct {
    const char *path, *place;
} Place;

static void visit_tree(Listing *listing, const git_oid *id, Place here, bool named);

/* --- opening --- */

/* Settings of libgit2 are global; ours make results depend on the repository alone. Who owns its files does not matter
 * since nothing in it is executed. */
void rev_set_up(SourceStore *store)
{
    static const int levels[] = {GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG,
                                 GIT_CONFIG_LEVEL_GLOBAL};
    const char *extensions[] = {"partialclone", "worktreeconfig", "preciousobjects", "relativeworktrees"};
    if (store->git_up)
        return;
    git_libgit2_init();
    store->git_up = true;
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, levels[i], "");
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, sizeof extensions / sizeof *extensions);
}

static const char *last_error(void)
{
    const git_error *error = git_error_last();
    return error && error->message ? error->message : "unknown error";
}

git_repository *rev_open_repository(SourceStore *store, const char *directory, const char **reason)
{
    git_repository *repository = NULL;
    rev_set_up(store);
    if (git_repository_open_ext(&repository, directory, GIT_REPOSITORY_OPEN_CROSS_FS, NULL) == 0)
        return repository;
    *reason = last_error();
    if (strstr(*reason, "objectformat"))
        *reason = "its objects are named by SHA-256, which the libgit2 here (" LIBGIT2_VERSION ") does not know";
    return NULL;
}

char *source_real_path(const char *path)
{
    char *real = realpath(path, NULL);
    if (real)
        return real;
    const char *slash = strrchr(path, '/');
    if (!slash || slash == path)
        return memory_text(path);
    char *above = memory_text_part(path, (size_t)(slash - path)), *real_above = source_real_path(above);
    real = source_join(real_above, slash + 1);
    free(real_above);
    free(above);
    return real;
}

/* Opens the repository around a directory that only the revision may have. */
static git_repository *open_above(SourceStore *store, const char *root, const char **reason)
{
    char *directory = memory_text(root);
    while (*directory && access(directory, F_OK) != 0)
        *strrchr(directory, '/') = '\0';
    git_repository *repository = rev_open_repository(store, *directory ? directory : "/", reason);
    free(directory);
    return repository;
}

/* `path` relative to a directory that ends in a slash, or NULL when it lies outside. */
static const char *below(const char *directory, const char *path)
{
    size_t length = strlen(directory);
    if (strncmp(directory, path, length) == 0)
        return path + length;
    return strncmp(directory, path, length - 1) == 0 && !path[length - 1] ? path + length - 1 : NULL;
}

/* Path of the root within the repository, with a slash at its end, or NULL when it isn't there. Inside of the
 * repository's own directory, as in a bare one, there is no work tree: the root is the top. */
static char *find_prefix(git_repository *repository, const char *root)
{
    const char *work = git_repository_workdir(repository);
    if (!work || below(git_repository_path(repository), root))
        return memory_text("");
    const char *path = below(work, root);
    return path && *path ? source_join(path, "") : path ? memory_text("") : NULL;
}

/* A reference as people write it. */
static const char *short_name(const char *name)
{
    static const char *const folders[] = {"refs/heads/", "refs/tags/", "refs/remotes/", "refs/"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        if (strncmp(name, folders[i], strlen(folders[i])) == 0)
            return name + strlen(folders[i]);
    return name;
}

void rev_report_unknown(git_repository *repository, const char *revision, Diag *diag)
{
    char *name = memory_text_part(revision, strcspn(revision, "~^:@"));
    git_strarray names = {0};
    Suggestion suggestion = suggest_start(name);
    git_reference_list(&names, repository);
    for (size_t i = 0; i < names.count; i++)
        suggest_offer(&suggestion, short_name(names.strings[i]));
    UT_string help;
    utstring_init(&help);
    if (git_repository_head_unborn(repository) == 1 && !names.count)
        utstring_printf(&help, "it has no commits");
    else if (suggestion.best && strcmp(suggestion.best, name) != 0)
        utstring_printf(&help, "did you mean '%s'?", suggestion.best);
    else if (git_repository_is_shallow(repository) == 1)
        utstring_printf(&help, "it is a shallow clone, of which `git fetch --deepen=N` brings more");
    diag_add(diag, DIAG_ERROR, NULL, 0, 0, "the repository has no revision '%s'%s%s", revision,
             utstring_len(&help) ? ": " : "", utstring_body(&help));
    utstring_done(&help);
    git_strarray_dispose(&names);
    free(name);
}

/* Finds the object that a revision names, or reports why not. */
static git_object *find_object(const SourceStore *store, const char *revision)
{
    git_object *object = NULL;
    int code = git_revparse_single(&object, store->repository, revision);
    if (code == GIT_EAMBIGUOUS)
        diag_add(store->diag, DIAG_ERROR, NULL, 0, 0,
                 "revision '%s' is ambiguous: several objects begin with it, write more of its digits", revision);
    else if (code == GIT_EINVALIDSPEC)
        diag_add(store->diag, DIAG_ERROR, NULL, 0, 0, "'%s' names no single revision: %s", revision, last_error());
    else if (code == GIT_ENOTFOUND)
        rev_report_unknown(store->repository, revision, store->diag);
    else if (code != 0)
        diag_add(store->diag, DIAG_ERROR, NULL, 0, 0, "revision '%s' cannot be read: %s", revision, last_error());
    return object;
}

static bool open_revision(SourceTree *tree)
{
    SourceStore *store = tree->store;
    const char *revision = store->query->revision, *reason = NULL;
    git_object *object = NULL;
    char *root = source_real_path(tree->root);
    bool opened = false;
    if (!(store->repository = open_above(store, root, &reason)))
        diag_add(store->diag, DIAG_ERROR, NULL, 0, 0, "no git repository can be opened at %s: %s", tree->root, reason);
    else if (!(store->prefix = find_prefix(store->repository, root)))
        diag_add(store->diag, DIAG_ERROR, tree->root, 0, 0, "lies outside the work tree of its repository");
    else if (!(object = find_object(store, revision)))
        opened = false;
    else if (git_object_peel((git_object **)&store->top, object, GIT_OBJECT_TREE) != 0)
        diag_add(store->diag, DIAG_ERROR, NULL, 0, 0, "revision '%s' cannot be read as a tree: %s", revision,
                 last_error());
    else if (git_repository_odb(&store->odb, store->repository) != 0)
        diag_add(store->diag, DIAG_ERROR, NULL, 0, 0, "the object database cannot be opened: %s", last_error());
    else
        opened = true;
    git_object_free(object);
    free(root);
    return opened;
}

/* --- reading --- */

static void explain_failure(int code, const git_oid *id, char *reason, size_t reason_size)
{
    char name[GIT_OID_HEXSZ + 1];
    git_oid_tostr(name, sizeof name, id);
    if (code == GIT_ENOTFOUND)
        snprintf(reason, reason_size,
                 "git object %s is missing from the repository; in a partial clone, `git cat-file -e %s` fetches it",
                 name, name);
    else
        snprintf(reason, reason_size, "git object %s cannot be read: %s", name, last_error());
}

static char *read_blob(git_odb *odb, const git_oid *id, size_t *size, char *reason, size_t reason_size)
{
    git_object_t type;
    git_odb_object *object = NULL;
    char *bytes = NULL;
    int code = git_odb_read_header(size, &type, odb, id);
    if (code == 0 && *size > SOURCE_SIZE_MAX) {
        snprintf(reason, reason_size, "is not read: it has more than %d KiB", SOURCE_SIZE_MAX >> 10);
        return NULL;
    }
    if (code == 0)
        code = git_odb_read(&object, odb, id);
    if (code == 0 && (bytes = malloc(git_odb_object_size(object) + 1))) {
        *size = git_odb_object_size(object);
        memcpy(bytes, git_odb_object_data(object), *size);
        bytes[*size] = '\0';
    } else {
        explain_failure(code, id, reason, reason_size);
    }
    git_odb_object_free(object);
    return bytes;
}

char *rev_read(const SourceTree *tree, const unsigned char *blob, size_t *size, char *reason, size_t reason_size)
{
    git_oid id = {0};
#ifdef GIT_EXPERIMENTAL_SHA256
    id.type = git_repository_oid_type(tree->store->repository);
#endif
    memcpy(id.id, blob, BLOB_ID_SIZE);
    return read_blob(tree->store->odb, &id, size, reason, reason_size);
}

SourceId rev_hash(const SourceTree *tree, const char *bytes, size_t size)
{
    git_oid id = {0};
    SourceId hash = {.size = BLOB_ID_SIZE};
#ifdef GIT_EXPERIMENTAL_SHA256
    const git_repository *repository = tree->store->repository;
    git_odb_hash(&id, bytes, size, GIT_OBJECT_BLOB, repository ? git_repository_oid_type(repository) : GIT_OID_SHA1);
#else
    (void)tree;
    git_odb_hash(&id, bytes, size, GIT_OBJECT_BLOB);
#endif
    memcpy(hash.bytes, id.id, BLOB_ID_SIZE);
    return hash;
}

/* The entry at a path below the root ("" is the root, which has no entry when it is the top). */
static int find_entry(const SourceStore *store, const char *path, git_tree_entry **out)
{
    char *place = memory_format("%s%s", store->prefix, path);
    size_t length = strlen(place);
    if (length && place[length - 1] == '/')
        place[length - 1] = '\0';
    int code = git_tree_entry_bypath(out, store->top, place);
    free(place);
    return code;
}

/* --- links --- */

/* The place that a link in directory `place` leads to, by the letters alone; NULL when it leaves the repository. */
static char *resolve_link(const char *place, const char *target)
{
    if (*target == '/')
        return NULL;
    char *out = memory_alloc(strlen(place) + strlen(target) + 2), *copy = memory_text(target), *rest = copy, *part;
    strcpy(out, place);
    while (out && (part = strsep(&rest, "/"))) {
        char *slash = strrchr(out, '/');
        if (strcmp(part, "..") == 0 && !*out) {
            free(out);
            out = NULL;
        } else if (strcmp(part, "..") == 0) {
            *(slash ? slash : out) = '\0';
        } else if (*part && strcmp(part, ".") != 0) {
            size_t length = strlen(out);
            sprintf(out + length, "%s%s", length ? "/" : "", part);
        }
    }
    free(copy);
    return out;
}

/* The place that the link of that blob, which stands at `place`, leads to; NULL when it cannot be followed. */
static char *follow_link(const SourceStore *store, const git_oid *id, const char *place)
{
    char reason[REASON_SIZE];
    size_t size = 0;
    const char *slash = strrchr(place, '/');
    char *target = read_blob(store->odb, id, &size, reason, sizeof reason);
    char *directory = memory_text_part(place, slash ? (size_t)(slash - place) : 0);
    char *out = target && size < SOURCE_DEPTH_MAX ? resolve_link(directory, target) : NULL;
    free(directory);
    free(target);
    return out;
}

bool rev_find(const SourceTree *tree, const char *path, unsigned char *blob)
{
    const SourceStore *store = tree->store;
    bool found = false;
    char *place = memory_format("%s%s", store->prefix, path);
    for (int hops = 0; place && !found && hops < LINK_HOPS_MAX; hops++) {
        git_tree_entry *entry = NULL;
        char *next = NULL;
        if (git_tree_entry_bypath(&entry, store->top, place) == 0 && git_tree_entry_type(entry) == GIT_OBJECT_BLOB) {
            found = git_tree_entry_filemode(entry) != GIT_FILEMODE_LINK;
            if (found)
                memcpy(blob, git_tree_entry_id(entry)->id, BLOB_ID_SIZE);
            else
                next = follow_link(store, git_tree_entry_id(entry), place);
        }
        git_tree_entry_free(entry);
        free(place);
        place = next;
    }
    free(place);
    return found;
}

bool rev_has_directory(const SourceTree *tree, const char *path)
{
    git_tree_entry *entry = NULL;
    bool found = (!*path && !*tree->store->prefix) ||
                 (find_entry(tree->store, path, &entry) == 0 && git_tree_entry_type(entry) == GIT_OBJECT_TREE);
    git_tree_entry_free(entry);
    return found;
}

/* Whether `place` is `inner` or a directory above it. */
static bool holds(const char *place, const char *inner)
{
    size_t length = strlen(place);
    return !length || (strncmp(place, inner, length) == 0 && (!inner[length] || inner[length] == '/'));
}

static bool leads_to_skipped(const char *place)
{
    char *copy = memory_text(place), *rest = copy, *part;
    bool skipped = false;
    while ((part = strsep(&rest, "/")))
        skipped = skipped || source_skips(part);
    free(copy);
    return skipped;
}

static bool is_new(Listing *listing, const char *place)
{
    Visited *visited;
    HASH_FIND_STR(listing->visited, place, visited);
    if (visited)
        return false;
    visited = memory_zeroed(1, sizeof *visited);
    visited->path = memory_text(place);
    HASH_ADD_KEYPTR(hh, listing->visited, visited->path, strlen(visited->path), visited);
    return true;
}

static bool is_below_root(const SourceStore *store, const char *place)
{
    size_t length = strlen(store->prefix);
    return !length ||
           (strncmp(store->prefix, place, length - 1) == 0 && (!place[length - 1] || place[length - 1] == '/'));
}

static void visit_target(Listing *listing, const char *path, const char *place, const Place *here)
{
    SourceStore *store = listing->store;
    git_tree_entry *entry = NULL;
    bool is_top = !*place;
    if (!is_top && git_tree_entry_bypath(&entry, store->top, place) != 0) {
        if (source_knows(path))
            diag_add(listing->diag, DIAG_WARNING, path, 0, 0, "the link leads nowhere in the revision");
        return;
    }
    git_object_t type = is_top ? GIT_OBJECT_TREE : git_tree_entry_type(entry);
    const git_oid *id = is_top ? git_tree_id(store->top) : git_tree_entry_id(entry);
    if (type == GIT_OBJECT_BLOB && git_tree_entry_filemode(entry) != GIT_FILEMODE_LINK)
        source_add(store, path, id->id);
    else if (type == GIT_OBJECT_TREE && !holds(place, here->place) && is_new(listing, place))
        visit_tree(listing, id, (Place){path, place}, false);
    git_tree_entry_free(entry);
}

static void visit_link(Listing *listing, const git_oid *id, const char *path, const Place *here)
{
    char reason[REASON_SIZE];
    size_t size = 0;
    char *target = read_blob(listing->store->odb, id, &size, reason, sizeof reason);
    if (!target) {
        diag_add(listing->diag, DIAG_LOSS, path, 0, 0, "%s", reason);
        return;
    }
    char *place = size < SOURCE_DEPTH_MAX ? resolve_link(here->place, target) : NULL;
    if (!place || !is_below_root(listing->store, place))
        diag_add(listing->diag, DIAG_NOTE, path, 0, 0, "a link that leaves the tree is not followed");
    else if (leads_to_skipped(place))
        diag_add(listing->diag, DIAG_NOTE, path, 0, 0, "a link into a directory that is not read is not followed");
    else
        visit_target(listing, path, place, here);
    free(place);
    free(target);
}

/* --- directories --- */

/* Whether git itself would check out an entry of that name. A tree that was made by hand can hold any. */
static bool is_possible(const char *name)
{
    return *name && !strchr(name, '/') && strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

static void visit_entry(Listing *listing, const git_tree_entry *entry, const Place *here)
{
    const char *name = git_tree_entry_name(entry);
    const git_oid *id = git_tree_entry_id(entry);
    if (!is_possible(name)) {
        diag_add(listing->diag, DIAG_WARNING, here->path, 0, 0, "holds a name that no file can have, '%s': skipped",
                 name);
        return;
    }
    char *path = source_join(here->path, name), *place = source_join(here->place, name);
    switch (git_tree_entry_filemode(entry)) {
    case GIT_FILEMODE_TREE:
        if (!source_skips(name) && !source_is_excluded(listing->store, path))
            visit_tree(listing, id, (Place){path, place}, false);
        break;
    case GIT_FILEMODE_LINK:
        if (!source_skips(name) && !source_is_excluded(listing->store, path))
            visit_link(listing, id, path, here);
        break;
    case GIT_FILEMODE_COMMIT:
        if (!source_is_excluded(listing->store, path))
            diag_add(listing->diag, DIAG_WARNING, path, 0, 0, "is a submodule, whose files are in another repository");
        break;
    case GIT_FILEMODE_BLOB:
    case GIT_FILEMODE_BLOB_EXECUTABLE:
        source_add(listing->store, path, id->id);
        break;
    case GIT_FILEMODE_UNREADABLE:
        break;
    }
    free(place);
    free(path);
}

static void visit_tree(Listing *listing, const git_oid *id, Place here, bool named)
{
    git_tree *tree = NULL;
    int code = git_tree_lookup(&tree, listing->store->repository, id);
    if (code != 0) {
        char reason[REASON_SIZE];
        explain_failure(code, id, reason, sizeof reason);
        diag_add(listing->diag, DIAG_LOSS, here.path, 0, 0, "%s", reason);
        return;
    }
    if (++listing->directories > SOURCE_COUNT_MAX || strlen(here.path) > SOURCE_DEPTH_MAX)
        diag_add(listing->diag, DIAG_WARNING, NULL, 0, 0, "the revision has too many or too deep directories to read");
    else if (!named && git_tree_entry_byname(tree, "pyvenv.cfg"))
        diag_add(listing->diag, DIAG_NOTE, here.path, 0, 0, "is a virtual environment and not read");
    else
        for (size_t i = 0; i < git_tree_entrycount(tree); i++)
            visit_entry(listing, git_tree_entry_byindex(tree, i), &here);
    git_tree_free(tree);
}

/* Lists the markers in a directory above a path that the user named. */
static void add_markers(SourceStore *store, const char *path)
{
    git_tree_entry *entry = NULL;
    git_tree *tree = NULL;
    bool is_top = !*path && !*store->prefix;
    if (is_top || (find_entry(store, path, &entry) == 0 && git_tree_entry_type(entry) == GIT_OBJECT_TREE))
        git_tree_lookup(&tree, store->repository, is_top ? git_tree_id(store->top) : git_tree_entry_id(entry));
    for (size_t i = 0; tree && i < git_tree_entrycount(tree); i++) {
        const git_tree_entry *found = git_tree_entry_byindex(tree, i);
        char *child = source_join(path, git_tree_entry_name(found));
        if (git_tree_entry_type(found) == GIT_OBJECT_BLOB && git_tree_entry_filemode(found) != GIT_FILEMODE_LINK)
            source_add_above(store, child);
        free(child);
    }
    git_tree_free(tree);
    git_tree_entry_free(entry);
}

static void add_markers_above(SourceStore *store, const char *path)
{
    char *directory = memory_text(path);
    while (*directory) {
        char *slash = strrchr(directory, '/');
        *(slash ? slash : directory) = '\0';
        add_markers(store, directory);
    }
    free(directory);
}

static bool list_path(Listing *listing, const char *path)
{
    SourceStore *store = listing->store;
    git_tree_entry *entry = NULL;
    bool is_top = !*path && !*store->prefix;
    int code = is_top ? 0 : find_entry(store, path, &entry);
    if (code == GIT_ENOTFOUND && store->query->may_lack)
        return true;
    if (code != 0) {
        diag_add(listing->diag, DIAG_ERROR, path, 0, 0, "is not in revision '%s': %s", store->query->revision,
                 last_error());
        return false;
    }
    const git_oid *id = is_top ? git_tree_id(store->top) : git_tree_entry_id(entry);
    git_object_t type = is_top ? GIT_OBJECT_TREE : git_tree_entry_type(entry);
    bool known = type == GIT_OBJECT_TREE || (type == GIT_OBJECT_BLOB && source_knows(path));
    add_markers_above(store, path);
    if (type == GIT_OBJECT_TREE) {
        char *place = memory_format("%s%s", store->prefix, path);
        size_t length = strlen(place);
        if (length && place[length - 1] == '/')
            place[length - 1] = '\0';
        visit_tree(listing, id, (Place){path, place}, true);
        free(place);
    } else if (known) {
        source_add(store, path, id->id);
    } else {
        diag_add(listing->diag, DIAG_ERROR, path, 0, 0, "is not a source file of a known language");
    }
    git_tree_entry_free(entry);
    return known;
}

bool rev_open_top(SourceTree *tree)
{
    SourceStore *store = tree->store;
    if (!open_revision(tree))
        return false;
    if (*store->prefix) {
        const char *work = git_repository_workdir(store->repository);
        free(tree->root);
        tree->root = memory_text_part(work, strlen(work) - (strlen(work) > 1));
        *store->prefix = '\0';
    } else {
        char *root = source_real_path(tree->root);
        free(tree->root);
        tree->root = root;
    }
    return true;
}

bool rev_list(SourceTree *tree)
{
    SourceStore *store = tree->store;
    Listing listing = {.store = store, .diag = store->diag};
    if (!open_revision(tree))
        return false;
    bool found = true;
    for (size_t i = 0; i < store->path_count; i++)
        found = list_path(&listing, store->paths[i]) && found;
    Visited *visited, *next;
    HASH_ITER(hh, listing.visited, visited, next)
    {
        HASH_DEL(listing.visited, visited);
        free(visited->path);
        free(visited);
    }
    return found;
}
