/*
 * modules.h - the module tree of the analysed source: which file is which module, what an import finds, and how
 * modules are called.
 *
 * Nothing says where the import roots of a tree are: that is decided by how its programs are started. So they are
 * found from what there is, in the order in which Python would most likely look, and the imports of the whole program
 * decide how a module is called: "app.main" when that is what others import it as.
 *
 * Use: modules_new, modules_vote for every import, modules_settle, then everything else. Resolving before
 * settling works too, but knows less. A Modules is used by one thread at a time.
 */
#ifndef SEAMAP_MODULES_H
#define SEAMAP_MODULES_H

#include "../../extractors/strings.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Modules Modules;

/* Number of a directory or module; 0: none. */
typedef uint32_t Module;

enum {
    MODULES_NO_FILE = UINT32_MAX
};

/*
 * paths: of the Python files, relative to root, sorted; their indices are the file numbers. roots: directories
 * (relative; "" is the root itself) that the user named, NULL-terminated, or NULL. markers: paths of pyproject.toml,
 * setup.py, setup.cfg and others of the kind; an __init__.py among them makes a package of its directory, which holds
 * what is read. root: absolute directory; its name and those above it are used only when it is itself a package. names:
 * the program's interner, borrowed; the rest is not kept.
 */
Modules *modules_new(const char *root, const char *const *paths, size_t path_count, const char *const *roots,
                     const char *const *markers, size_t marker_count, Names *names);
void modules_free(Modules *modules);

/*
 * Tells of an absolute import of the program, `import dotted` or, with a name, `from dotted import name`: it speaks
 * for the root that resolves it.
 */
void modules_vote(Modules *modules, uint32_t file, uint32_t dotted);
void modules_vote_from(Modules *modules, uint32_t file, uint32_t dotted, uint32_t name);

/* Tells of a relative import: the packages from the file's up to where it starts are used as such. */
void modules_vote_relative(Modules *modules, uint32_t file, unsigned level);

/* Counts the votes and decides the names. */
void modules_settle(Modules *modules);

/* The module that a file is; for an __init__.py its package. */
Module modules_of_file(const Modules *modules, uint32_t file);
/* The file of a module, of its __init__.py for a package; MODULES_NO_FILE for a namespace package, and for the
 * packages that hold the tree's root. */
uint32_t modules_file(const Modules *modules, Module module);
/* Has an __init__.py, or is a directory that may be a namespace package. */
bool modules_is_package(const Modules *modules, Module module);
/* The submodule of that name, or 0. */
Module modules_child(const Modules *modules, Module module, uint32_t name);
/* The directory that holds it; 0 for the outermost. */
Module modules_parent(const Modules *modules, Module module);
/* The interned qualified name; "" for the outermost directory. Unique among modules with a file. */
uint32_t modules_name(const Modules *modules, Module module);

typedef struct {
    Module module;            /* what the whole name means; 0: nothing in the tree */
    Module first;             /* what `import a.b.c` binds: its first component; if relative: where it starts */
    Module nearest;           /* the last component that is there */
    uint32_t matched, wanted; /* components found; components in the name */
} Resolved;

/*
 * What an import in `file` finds: level is the number of leading dots, dotted the name behind them ("" in `from . import
 * x`). Outside the tree, all modules are 0. When `first` is there but `module` is 0, the import means the tree, and is
 * broken. The variant with a name is for `from dotted import name`: a plain directory is taken for a namespace package
 * only if it has what is imported from it.
 */
Resolved modules_resolve(Modules *modules, uint32_t file, unsigned level, uint32_t dotted);
Resolved modules_resolve_from(Modules *modules, uint32_t file, unsigned level, uint32_t dotted, uint32_t name);

static inline bool modules_is_broken(Resolved resolved)
{
    return resolved.first && !resolved.module;
}

#endif
