/*
 * store.h - what the two kinds of source trees share; for this folder only.
 */
#ifndef SEAMAP_STORE_H
#define SEAMAP_STORE_H

#include "source.h"
#include <git2.h>
#include <sys/stat.h>
#include <utarray.h>

enum {
    SOURCE_SIZE_MAX = 8 << 20,   /* of one file; no person writes more, and a generated table has no seams */
    SOURCE_COUNT_MAX = 1 << 18,  /* of files; a tree of links or equal trees can pretend to hold any number */
    SOURCE_DEPTH_MAX = 4096,     /* bytes of a path */
    IGNORE_SIZE_MAX = 256 << 10, /* of one .gitignore */
};

typedef struct SourceStore {
    const SourceQuery *query; /* while listing */
    Diag *diag;               /* while listing */
    UT_array files;           /* SourceFile; owned paths */
    UT_array markers;         /* char *; owned */
    char **paths;             /* the query's paths relative to the root, "" for the root itself */
    size_t path_count;
    int root_fd;                /* work tree: the root */
    bool git_up;                /* libgit2 was initialised */
    git_repository *repository; /* revision; or work tree, when there is one */
    git_odb *odb;               /* revision */
    git_tree *top;              /* revision: of the whole repository */
    char *prefix;               /* path of the root within the repository, "" or ending in a slash */
    git_index *index;           /* work tree: what is tracked, or NULL */
    struct stat index_status;   /* of the index file, before it was read */
} SourceStore;

enum {
    BLOB_ID_SIZE = sizeof((git_oid *)NULL)->id
};

/* Lists the files below each of store->paths. False when one of them is not there. */
bool walk_list(SourceTree *tree);
/* See source_id(). */
SourceId walk_id(const SourceTree *tree, const char *path);
char *walk_read(const SourceTree *tree, const char *path, size_t *size, char *reason, size_t reason_size);
/* The same of an open file, which is closed. */
char *walk_read_open(int file, size_t *size, char *reason, size_t reason_size);
/* The same of one that may be larger than source is. */
char *walk_read_most(int file, size_t most, size_t *size, char *reason, size_t reason_size);

bool rev_list(SourceTree *tree);
char *rev_read(const SourceTree *tree, const unsigned char *blob, size_t *size, char *reason, size_t reason_size);
/* The id of the blob at a path, links followed. */
bool rev_find(const SourceTree *tree, const char *path, unsigned char *blob);
bool rev_has_directory(const SourceTree *tree, const char *path);
/* Opens the revision, lists nothing, and moves the root up to the top of the repository. */
bool rev_open_top(SourceTree *tree);

/* The id that the bytes have as a blob. */
SourceId rev_hash(const SourceTree *tree, const char *bytes, size_t size);

/* Makes libgit2 ready; settled once a store. */
void rev_set_up(SourceStore *store);
/* Opens the repository that holds a directory, trusting nothing in it. NULL when there is none (or *reason is set). */
git_repository *rev_open_repository(SourceStore *store, const char *directory, const char **reason);
/* Says that a revision is not there, and what may help: a name that is spelled alike, or why it cannot be there. */
void rev_report_unknown(git_repository *repository, const char *revision, Diag *diag);

/* Whether a directory of that name is never the project's own source. */
bool source_skips(const char *name);
/* Whether it is worth asking about a name: a file of a known language, or a marker. */
bool source_knows(const char *name);
/* Adds the file to the lists that it belongs to, if the query's globs let it. `blob` is NULL in a work tree. */
void source_add(SourceStore *store, const char *path, const unsigned char *blob);
/* The same for a file in a directory above a path that the user named: it is a marker at most, and so is the
 * __init__.py that makes a package of the directory. */
void source_add_above(SourceStore *store, const char *path);
bool source_is_excluded(const SourceStore *store, const char *directory);

/* "directory/name" (heap), or just the name. */
char *source_join(const char *directory, const char *name);

#endif
