/*
 * modules.c - see modules.h.
 */
#include "modules.h"

#include "../../extractors/memory.h"
#include "imports.h"
#include "places.h"
#include "titles.h"

#include <stdlib.h>

struct Modules {
    Places places;
    Imports imports;
};

Modules *modules_new(const char *root, const char *const *paths, size_t path_count, const char *const *roots,
                     const char *const *markers, size_t marker_count, Names *names)
{
    Modules *modules = memory_alloc(sizeof *modules);
    places_init(&modules->places, root, paths, path_count, roots, markers, marker_count, names);
    imports_init(&modules->imports, &modules->places);
    return modules;
}

void modules_free(Modules *modules)
{
    if (!modules)
        return;
    imports_deinit(&modules->imports);
    places_deinit(&modules->places);
    free(modules);
}

/*
 * A celery.py with `from celery import Celery` means another celery, and so do its neighbours. The same holds for a
 * package below a package, unless what it asks for is inside it.
 */
static void note_foreign(Modules *modules, Place *place, const Split *name)
{
    for (; place->up; place = place->up) {
        bool is_module = !(place->flags & PLACE_DIRECTORY);
        bool is_sub_package =
            place_is_package(place) && place_is_package(place->up) && !(place->up->flags & PLACE_STRONG);
        if (place->key.name != name->parts[0] || !(is_module || is_sub_package))
            continue;
        uint32_t matched;
        imports_descend(&modules->imports, place->up, name, &matched);
        if (matched < name->count || matched == 1)
            place->flags |= PLACE_FOREIGN;
    }
}

void modules_vote_from(Modules *modules, uint32_t file, uint32_t dotted, uint32_t name)
{
    Place *place = modules->places.by_file[file];
    Search *search = imports_add(&modules->imports, place_directory(place), dotted, name);
    if (!search)
        return;
    note_foreign(modules, place, imports_split(&modules->imports, dotted));
    search->times++;
}

void modules_vote(Modules *modules, uint32_t file, uint32_t dotted)
{
    modules_vote_from(modules, file, dotted, 0);
}

void modules_vote_relative(Modules *modules, uint32_t file, unsigned level)
{
    Place *place = place_directory(modules->places.by_file[file]);
    for (; place && level--; place = place->up)
        place->flags |= PLACE_RELATIVE;
}

/* A directory with an __init__.py is run from when nobody imports it, and what is in it is imported by its own name. */
static bool is_run_from(const Place *place)
{
    return place->best && place->best == place && place_is_package(place->up) && !place->up->best &&
           !(place->up->flags & PLACE_RELATIVE);
}

static void choose_best(Places *places)
{
    for (Module i = 2; i < utarray_len(&places->all); i++) {
        Place *place = places_at(places, i), *above = place->up->best;
        place->best = place->votes > (above ? above->votes : 0) ? place : above;
        if (is_run_from(place))
            place->up->flags |= PLACE_SCRIPTS;
    }
    for (Module i = 2; i < utarray_len(&places->all); i++) {
        Place *place = places_at(places, i);
        if (!place->best && place->up->flags & PLACE_SCRIPTS && !(place->flags & PLACE_DIRECTORY))
            place->best = place;
    }
}

void modules_settle(Modules *modules)
{
    imports_count_votes(&modules->imports);
    choose_best(&modules->places);
    titles_make(&modules->places);
}

Module modules_of_file(const Modules *modules, uint32_t file)
{
    return modules->places.by_file[file]->number;
}

uint32_t modules_file(const Modules *modules, Module module)
{
    const Place *place = places_at(&modules->places, module);
    return place ? place->file : MODULES_NO_FILE;
}

bool modules_is_package(const Modules *modules, Module module)
{
    const Place *place = places_at(&modules->places, module);
    return place && place->flags & PLACE_DIRECTORY;
}

Module modules_child(const Modules *modules, Module module, uint32_t name)
{
    const Place *place = places_at(&modules->places, module);
    const Place *child = place ? places_child(&modules->places, place, name) : NULL;
    return child ? child->number : 0;
}

Module modules_parent(const Modules *modules, Module module)
{
    const Place *place = places_at(&modules->places, module);
    return place && place->up ? place->up->number : 0;
}

uint32_t modules_name(const Modules *modules, Module module)
{
    const Place *place = places_at(&modules->places, module);
    return place ? place->title : 0;
}

static Resolved resolve_relative(Modules *modules, Place *directory, unsigned level, uint32_t dotted)
{
    const Split *name = imports_split(&modules->imports, dotted);
    Resolved resolved = {.wanted = name->count};
    Place *from = directory;
    while (from && --level)
        from = from->up;
    if (!from || (from == modules->places.top && from != modules->places.tree))
        return resolved;
    uint32_t matched;
    Place *last = imports_descend(&modules->imports, from, name, &matched);
    if (last->flags & PLACE_OUTER)
        return resolved; /* what else is up there is not known */
    resolved.matched = matched;
    resolved.module = matched == name->count ? last->number : 0;
    resolved.first = from->number;
    resolved.nearest = last->number;
    return resolved;
}

Resolved modules_resolve_from(Modules *modules, uint32_t file, unsigned level, uint32_t dotted, uint32_t name)
{
    Place *directory = place_directory(modules->places.by_file[file]);
    if (level)
        return resolve_relative(modules, directory, level, dotted);
    Search *search = imports_add(&modules->imports, directory, dotted, name);
    if (!search)
        return (Resolved){.wanted = imports_split(&modules->imports, dotted)->count};
    Resolved resolved = imports_find(&modules->imports, search).resolved;
    const Place *nearest = resolved.module ? NULL : places_at(&modules->places, resolved.nearest);
    return nearest && nearest->flags & PLACE_OUTER ? (Resolved){.wanted = resolved.wanted} : resolved;
}

Resolved modules_resolve(Modules *modules, uint32_t file, unsigned level, uint32_t dotted)
{
    return modules_resolve_from(modules, file, level, dotted, 0);
}
