#include "snapshot.h"

#include "../../extractors/memory.h"
#include "store.h"
#include "../../extractors/clang/wire.h"
#include "../../extractors/extractor.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
    SNAPSHOT_SIZE_MAX = 1 << 30
};

typedef struct {
    const SourceTree *tree;
    FILE *out;
    size_t size;
    bool full;
} Snapshot;

static bool is_wanted(const char *name)
{
    static const char *const pieces[] = {".inc", ".inl", ".ipp", ".ixx", ".tcc", ".tpp", ".txx", ".def"};
    const char *dot = strrchr(name, '.');
    Language language = extractor_language_of(name);
    bool wanted = language == LANGUAGE_C || language == LANGUAGE_CPP;
    for (size_t i = 0; dot && i < sizeof pieces / sizeof *pieces; i++)
        wanted = wanted || strcmp(dot, pieces[i]) == 0;
    return wanted;
}

static void write_list(Snapshot *snapshot)
{
    for (size_t i = 0; i < snapshot->tree->file_count; i++) {
        const SourceFile *listed = &snapshot->tree->files[i];
        WireFile file = {(uint32_t)(strlen(listed->path) + 1), 0};
        if (listed->language != LANGUAGE_C && listed->language != LANGUAGE_CPP)
            continue;
        fwrite(&file, sizeof file, 1, snapshot->out);
        fwrite(listed->path, file.path_size, 1, snapshot->out);
    }
}

static void write_file(Snapshot *snapshot, const char *path, const char *bytes, size_t size)
{
    WireFile file = {(uint32_t)(strlen(path) + 1), (uint32_t)size + 1};
    snapshot->size += sizeof file + file.path_size + file.size;
    snapshot->full = snapshot->full || snapshot->size > SNAPSHOT_SIZE_MAX;
    if (snapshot->full)
        return;
    fwrite(&file, sizeof file, 1, snapshot->out);
    fwrite(path, file.path_size, 1, snapshot->out);
    fwrite(bytes, file.size, 1, snapshot->out); /* with the NUL behind it */
}

/* One that cannot be read is missing, as it would be for a compiler. */
static int visit(const char *directory, const git_tree_entry *entry, void *context)
{
    Snapshot *snapshot = context;
    const char *name = git_tree_entry_name(entry);
    char reason[200];
    size_t size = 0;
    if (git_tree_entry_type(entry) != GIT_OBJECT_BLOB || git_tree_entry_filemode(entry) == GIT_FILEMODE_LINK ||
        !is_wanted(name))
        return snapshot->full ? -1 : 0;
    char *bytes = rev_read(snapshot->tree, git_tree_entry_id(entry)->id, &size, reason, sizeof reason);
    char *path = memory_format(SNAPSHOT_ROOT "/%s%s", directory, name);
    if (bytes)
        write_file(snapshot, path, bytes, size);
    free(path);
    free(bytes);
    return snapshot->full ? -1 : 0;
}

/* The git tree of the root; the caller frees it. */
static git_tree *open_root(const SourceStore *store)
{
    git_tree_entry *entry = NULL;
    git_tree *tree = NULL;
    size_t length = strlen(store->prefix);
    if (!length)
        return git_tree_dup(&tree, store->top) == 0 ? tree : NULL;
    char *path = memory_text_part(store->prefix, length - 1); /* it ends in a slash */
    if (git_tree_entry_bypath(&entry, store->top, path) == 0 && git_tree_entry_type(entry) == GIT_OBJECT_TREE)
        git_tree_lookup(&tree, store->repository, git_tree_entry_id(entry));
    git_tree_entry_free(entry);
    free(path);
    return tree;
}

int snapshot_write(const SourceTree *tree, Diag *diag)
{
    Snapshot snapshot = {.tree = tree};
    bool revision = tree->store->odb;
    git_tree *root = revision ? open_root(tree->store) : NULL;
    int descriptor = memfd_create("seamap", MFD_CLOEXEC), copy = descriptor < 0 ? -1 : dup(descriptor);
    snapshot.out = copy < 0 ? NULL : fdopen(copy, "wb");
    bool good = (root || !revision) && snapshot.out;
    if (good)
        write_list(&snapshot);
    if (good && revision)
        git_tree_walk(root, GIT_TREEWALK_PRE, visit, &snapshot);
    git_tree_free(root);
    good = snapshot.out && fclose(snapshot.out) == 0 && good;
    if (good && !snapshot.full)
        return descriptor;
    if (snapshot.full)
        diag_add(diag, DIAG_ERROR, NULL, 0, 0, "the C and C++ of the revision has more than %d MiB",
                 SNAPSHOT_SIZE_MAX >> 20);
    else
        diag_add(diag, DIAG_ERROR, NULL, 0, 0, "the list of C and C++ cannot be laid out: %s", strerror(errno));
    if (descriptor >= 0)
        close(descriptor);
    return -1;
}
