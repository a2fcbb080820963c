/*
 * places.h - the directories and modules of a source tree, and which of them imports may start from. For modules.c and
 * what it is made of.
 */
#ifndef SEAMAP_PLACES_H
#define SEAMAP_PLACES_H

#include "modules.h"

#include <utarray.h>
#include <uthash.h>

enum PlaceFlag {
    PLACE_DIRECTORY = 1 << 0,
    PLACE_PACKAGE = 1 << 1,  /* has an __init__.py */
    PLACE_STRONG = 1 << 2,   /* surely a root: the tree's, a project's, one that the user named */
    PLACE_FAR = 1 << 3,      /* a root for files elsewhere too */
    PLACE_USER = 1 << 4,     /* the user named it */
    PLACE_SHADOWED = 1 << 5, /* no import finds it, because of a namesake */
    PLACE_FOREIGN = 1 << 6,  /* it imports its own name, and so means something else by it */
    PLACE_RELATIVE = 1 << 7, /* its modules import each other relatively, so it is used as a package */
    PLACE_OUTER = 1 << 8,    /* a package above the tree's root: what is in it is not known */
    PLACE_SCRIPTS = 1 << 9   /* a package that is run from: its modules import each other by their own names */
};

typedef struct {
    uint32_t parent, name, is_directory;
} PlaceKey;

typedef struct Place {
    PlaceKey key;
    uint32_t number, file, flags, depth;
    struct Place *up;
    const char *suffix; /* file name without its stem */
    uint32_t votes;     /* imports that find it as a top-level name */
    uint32_t inside;    /* the same, from scripts inside a package, which say nothing about its name */
    struct Place *best; /* most votes on the way here from the top, or NULL */
    uint32_t title;     /* qualified name */
    UT_hash_handle hh;
} Place;

typedef struct {
    Names *names; /* borrowed */
    Arena arena;
    UT_array all; /* Place *, by number; parents come first. 0: NULL, 1: the top */
    Place *by_key;
    Place **by_file;
    Place *tree;   /* the tree's root: the top, unless it is a package */
    Place *top;    /* no package, and nothing above it */
    UT_array user; /* Place *: the user's roots that are no packages */
    bool *held;    /* by name: something in the tree is called so */
    uint32_t held_count;
} Places;

extern const UT_icd place_icd; /* of arrays of Place * */

/* Arguments as for modules_new. */
void places_init(Places *places, const char *root, const char *const *paths, size_t path_count,
                 const char *const *roots, const char *const *markers, size_t marker_count, Names *names);
void places_deinit(Places *places);

/* NULL when there is none of that number. */
Place *places_at(const Places *places, Module module);
/* What an import finds below a place under a name, or NULL: a package before a module before a plain directory. */
Place *places_child(const Places *places, const Place *parent, uint32_t name);
Place *places_find_directory(const Places *places, const Place *parent, const char *name);
/* Is anything in the tree called so? */
bool places_holds(const Places *places, uint32_t name);

static inline bool place_is_package(const Place *place)
{
    return place->flags & PLACE_PACKAGE;
}

/* Is it a directory without an __init__.py, so that only a namespace package may come of it? */
static inline bool place_is_plain(const Place *place)
{
    return (place->flags & (PLACE_DIRECTORY | PLACE_PACKAGE)) == PLACE_DIRECTORY;
}

/* The directory it is or lies in. */
static inline Place *place_directory(Place *place)
{
    return place->flags & PLACE_DIRECTORY ? place : place->up;
}

#endif
