/*
 * source.h - where source comes from: directories of the work tree, or a git revision read from the object database.
 *
 * Listing skips what is not the project's (.git, virtual environments, node_modules, caches) and never follows a link
 * out of the tree. In a work tree it applies .gitignore, in a repository or not; as in git, a file that is tracked is
 * never ignored, so that a revision and its checkout list the same. What cannot be read is reported, and the run goes on.
 */
#ifndef SEAMAP_SOURCE_H
#define SEAMAP_SOURCE_H

#include "../diag.h"
#include "../../extractors/facts.h"
#include "inputs.h"
#include <stdbool.h>
#include <stddef.h>

typedef struct {
    char *path; /* relative to the tree's root, forward slashes; any bytes but NUL */
    Language language;
    unsigned char blob[32]; /* id of the git object, when the tree is a revision */
} SourceFile;

/* What stands for the bytes of a file. Equal ids mean equal bytes, in whatever tree. */
typedef struct {
    unsigned char bytes[32];
    size_t size; /* 0: nothing is known */
} SourceId;

typedef struct {
    char *root;        /* directory that paths are relative to, absolute */
    SourceFile *files; /* sorted by path, byte-wise */
    size_t file_count;
    size_t
        stub_count; /* behind them in `files`, sorted alike: stubs (.pyi) beside a source, which is among the others */
    char *
        *markers; /* paths found on the way, sorted: pyproject.toml, setup.py, setup.cfg, Dockerfile, Procfile, …; above
                     what is named, an __init__.py, too */
    size_t marker_count;
    char **named; /* what the query names, relative to root: "" is the root itself */
    size_t named_count;
    struct SourceStore *store;
} SourceTree;

typedef struct {
    const char *root;           /* directory; "" or "." for the current one */
    const char *const *paths;   /* files and directories, as seen from the current directory; NULL or empty: the root.
                                 When one lies outside the root, the directory that holds them all becomes the root */
    const char *const *include; /* patterns (glob.h) on relative paths, NULL-terminated or NULL; empty: everything */
    const char *const *exclude;
    const char *revision; /* of the git repository that holds root, or NULL for the work tree */
    bool may_lack;        /* revision: a path that it does not have is no error */
    bool hashes;          /* work tree: source_read_blob() will be called, which libgit2 must be brought up for */
    Inputs *inputs;       /* work tree: what is listed is noted here; or NULL */
} SourceQuery;

/*
 * Lists the files of the known languages. NULL when the root, the revision or a given path is not there (an error in
 * diag). A path that the query names is listed even where .gitignore or a skipped directory would hide it.
 */
SourceTree *source_open(const SourceQuery *query, Diag *diag);
void source_close(SourceTree *tree);

/*
 * The revision of a query without any list of files, with the top of the repository as its root: for single files that
 * are asked for by path. NULL as above.
 */
SourceTree *source_open_top(const SourceQuery *query, Diag *diag);

/* These two ask such a tree. */
bool source_has_file(const SourceTree *tree, const char *path);
bool source_has_directory(const SourceTree *tree, const char *path);
/* The real path (caller frees); of what only a revision has, that of the nearest directory above that is there, with the
 * rest appended. */
char *source_real_path(const char *path);
/* A path, seen from the current directory, relative to the root (caller frees); NULL when it lies outside. It need not
 * be in the work tree. */
char *source_relative(const SourceTree *tree, const char *path);

/*
 * The bytes of a file as UTF-8 (Latin-1 and ASCII of a PEP 263 coding line are converted, a byte-order mark is dropped;
 * CRLF stays). Returns a buffer that the caller frees, ending in a NUL that `size` does not count. NULL when it can't
 * be read or decoded; then `reason` (caller's buffer) says why. Safe to call from several threads.
 */
char *source_read(const SourceTree *tree, size_t file, size_t *size, char *reason, size_t reason_size);

/*
 * What is known of a file without reading it: in a revision the id of its blob; in a work tree an id made of blob and
 * stat data, while git's index vouches that the file has not changed since they were taken. It is another id than the
 * blob's, since conversions of git (line ends, filters) may stand between blob and file. Safe to call from several
 * threads.
 */
SourceId source_id(const SourceTree *tree, size_t file);

/* The same as source_read(), and the id of the git blob that the bytes are, or would be as they stand. */
char *source_read_blob(const SourceTree *tree, size_t file, SourceId *blob, size_t *size, char *reason,
                       size_t reason_size);

/* Reads a marker (or any other file of the tree) in the same way. */
char *source_read_path(const SourceTree *tree, const char *path, size_t *size, char *reason, size_t reason_size);

/* The bytes of any file of the tree as they are, else in the same way. */
char *source_read_bytes(const SourceTree *tree, const char *path, size_t *size, char *reason, size_t reason_size);

/* Index of the file of that path, or file_count. */
size_t source_find(const SourceTree *tree, const char *path);

#endif
