/*
 * places.c - see places.h.
 */
#include "places.h"

#include "../../extractors/extractor.h"

#include <string.h>
#include <unistd.h>
#include <utstring.h>

Place *places_at(const Places *places, Module module)
{
    return module < utarray_len(&places->all) ? *(Place **)utarray_eltptr(&places->all, module) : NULL;
}

const UT_icd place_icd = {sizeof(Place *), NULL, NULL, NULL};

static Place *find(const Places *places, const Place *parent, uint32_t name, bool is_directory)
{
    PlaceKey key = {parent->number, name, is_directory};
    Place *place;
    HASH_FIND(hh, places->by_key, &key, sizeof key, place);
    return place;
}

static Place *add(Places *places, Place *up, uint32_t name, uint32_t flags)
{
    Place *place = arena_alloc(&places->arena, sizeof *place);
    place->key = (PlaceKey){up ? up->number : 0, name, (flags & PLACE_DIRECTORY) != 0};
    place->number = utarray_len(&places->all);
    place->file = MODULES_NO_FILE;
    place->flags = flags;
    place->up = up;
    place->depth = up ? up->depth + 1 : 0;
    place->suffix = "";
    utarray_push_back(&places->all, &place);
    if (!(flags & PLACE_SHADOWED))
        HASH_ADD(hh, places->by_key, key, sizeof place->key, place);
    return place;
}

static uint32_t add_component(Places *places, const char *text, size_t length)
{
    return names_intern(places->names, text, length);
}

/* The directory of a relative path; made when `make` says so, else NULL when no Python file lies there. */
static Place *walk(Places *places, const char *path, size_t length, bool make)
{
    Place *place = places->tree;
    for (const char *end = path + length; place && path < end;) {
        const char *slash = memchr(path, '/', (size_t)(end - path));
        size_t part = (size_t)((slash ? slash : end) - path);
        if (part && !(part == 1 && *path == '.')) {
            uint32_t name = make ? add_component(places, path, part) : names_find(places->names, path, part);
            Place *next = find(places, place, name, true);
            place = next || !make ? next : add(places, place, name, PLACE_DIRECTORY);
        }
        path += part + 1;
    }
    return place;
}

/* The ending that makes a file a module; the others of a stem are found only when it has no .py. */
static const char *suffix_of(const char *file_name)
{
    const char *dot = strrchr(file_name, '.');
    return dot && dot != file_name ? dot : file_name + strlen(file_name);
}

static Place *add_module(Places *places, Place *directory, const char *file_name)
{
    const char *suffix = suffix_of(file_name);
    uint32_t name = add_component(places, file_name, (size_t)(suffix - file_name));
    bool taken = find(places, directory, name, false);
    bool is_init = strcmp(names_text(places->names, name), "__init__") == 0;
    Place *place = directory;
    if (is_init && directory->file == MODULES_NO_FILE)
        directory->flags |= PLACE_PACKAGE;
    else
        place = add(places, directory, name, taken || is_init ? PLACE_SHADOWED : 0);
    place->suffix = arena_copy(&places->arena, suffix, strlen(suffix));
    return place;
}

/* Files of other languages than Python are none. */
static bool is_module(const char *path)
{
    Language language = extractor_language_of(path);
    return language == LANGUAGE_COUNT || !extractors[language]->by_unit;
}

static void add_files(Places *places, const char *const *paths, size_t count)
{
    places->by_file = arena_alloc(&places->arena, (count + 1) * sizeof *places->by_file);
    Place *directory = places->tree;
    const char *last = "";
    size_t last_length = 0;
    for (size_t i = 0; i < count; i++) {
        if (!is_module(paths[i])) {
            places->by_file[i] = places->top;
            continue;
        }
        const char *slash = strrchr(paths[i], '/');
        size_t length = slash ? (size_t)(slash - paths[i]) : 0;
        if (length != last_length || memcmp(paths[i], last, length) != 0)
            directory = walk(places, paths[i], length, true);
        last = paths[i], last_length = length;
        Place *place = add_module(places, directory, slash ? slash + 1 : paths[i]);
        place->file = (uint32_t)i;
        places->by_file[i] = place;
    }
}

/* A package x/ hides its neighbour x.py. Its key stays: places_child() asks for the package first. */
static void shade_files(Places *places)
{
    for (Module i = 2; i < utarray_len(&places->all); i++) {
        Place *place = places_at(places, i);
        Place *twin = place->flags & PLACE_DIRECTORY ? NULL : find(places, place->up, place->key.name, true);
        if (twin && place_is_package(twin))
            place->flags |= PLACE_SHADOWED;
    }
}

Place *places_child(const Places *places, const Place *parent, uint32_t name)
{
    if (!(parent->flags & PLACE_DIRECTORY) || !name)
        return NULL;
    Place *directory = find(places, parent, name, true);
    if (directory && place_is_package(directory))
        return directory;
    Place *file = find(places, parent, name, false);
    return file ? file : directory;
}

static const char init_name[] = "__init__.py";

static bool has_init(const char *directory, size_t length)
{
    UT_string path;
    utstring_init(&path);
    utstring_bincpy(&path, directory, length);
    utstring_printf(&path, "/%s", init_name);
    bool found = access(utstring_body(&path), F_OK) == 0;
    utstring_done(&path);
    return found;
}

static size_t trim_slashes(const char *path, size_t length)
{
    while (length && path[length - 1] == '/')
        length--;
    return length;
}

/* Length of the path of the directory above. */
static size_t length_above(const char *path, size_t length)
{
    while (length && path[length - 1] != '/')
        length--;
    return trim_slashes(path, length);
}

static Place *add_outer(Places *places, const char *root, size_t length)
{
    size_t above = length_above(root, length);
    Place *up = above && has_init(root, above) ? add_outer(places, root, above) : places->top;
    const char *name = root + length;
    while (name > root && name[-1] != '/')
        name--;
    return add(places, up, add_component(places, name, (size_t)(root + length - name)),
               PLACE_DIRECTORY | PLACE_PACKAGE | PLACE_OUTER);
}

static bool holds_init(const char *const *paths, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(paths[i], init_name) == 0)
            return true;
    return false;
}

static void plant(Places *places, const char *root, bool in_package)
{
    places->top = places->tree = add(places, NULL, 0, PLACE_DIRECTORY | PLACE_STRONG);
    size_t length = trim_slashes(root, strlen(root));
    if (length && in_package) {
        places->tree = add_outer(places, root, length);
        places->tree->flags &= ~(uint32_t)(PLACE_PACKAGE | PLACE_OUTER);
    }
    places->tree->flags |= PLACE_STRONG;
}

/* Files of packaging tools stand where imports start; others (a Dockerfile) only suggest it. */
static bool is_packaging(const char *file_name)
{
    return strcmp(file_name, "pyproject.toml") == 0 || strcmp(file_name, "setup.py") == 0 ||
           strcmp(file_name, "setup.cfg") == 0;
}

Place *places_find_directory(const Places *places, const Place *parent, const char *name)
{
    return find(places, parent, names_find(places->names, name, strlen(name)), true);
}

/* The __init__.py that is a marker is not read. */
static void mark_outer(Place *place)
{
    if (!place_is_package(place))
        place->flags |= PLACE_PACKAGE | PLACE_OUTER;
}

static void mark_project(Places *places, const char *marker)
{
    const char *slash = strrchr(marker, '/'), *name = slash ? slash + 1 : marker;
    Place *place = walk(places, marker, slash ? (size_t)(slash - marker) : 0, false);
    if (!place)
        return;
    if (strcmp(name, init_name) == 0) {
        mark_outer(place);
        return;
    }
    uint32_t flags = PLACE_FAR | (is_packaging(name) ? PLACE_STRONG : 0);
    Place *source = places_find_directory(places, place, "src");
    place->flags |= flags;
    if (source && place_is_plain(source))
        source->flags |= flags;
}

static void mark_user_root(Places *places, const char *path)
{
    Place *place = walk(places, path, strlen(path), false);
    if (!place || !place_is_plain(place) || place->flags & PLACE_USER)
        return; /* to name a package says nothing about where imports start */
    place->flags |= PLACE_USER | PLACE_STRONG | PLACE_FAR;
    utarray_push_back(&places->user, &place);
}

/* Directories that hold topmost packages. */
static void mark_holders(Places *places)
{
    for (Module i = 2; i < utarray_len(&places->all); i++) {
        Place *place = places_at(places, i);
        if (place_is_package(place) && place_is_plain(place->up))
            place->up->flags |= PLACE_FAR;
    }
}

bool places_holds(const Places *places, uint32_t name)
{
    return name < places->held_count && places->held[name];
}

static void note_names(Places *places)
{
    places->held_count = names_count(places->names);
    places->held = arena_alloc(&places->arena, places->held_count * sizeof *places->held);
    for (Module i = 2; i < utarray_len(&places->all); i++)
        places->held[places_at(places, i)->key.name] = true;
}

void places_init(Places *places, const char *root, const char *const *paths, size_t path_count,
                 const char *const *roots, const char *const *markers, size_t marker_count, Names *names)
{
    *places = (Places){.names = names};
    utarray_init(&places->all, &place_icd);
    utarray_init(&places->user, &place_icd);
    Place *none = NULL;
    utarray_push_back(&places->all, &none);
    plant(places, root, holds_init(paths, path_count) || holds_init(markers, marker_count));
    add_files(places, paths, path_count);
    shade_files(places);
    for (size_t i = 0; i < marker_count; i++)
        mark_project(places, markers[i]);
    for (size_t i = 0; roots && roots[i]; i++)
        mark_user_root(places, roots[i]);
    mark_holders(places);
    note_names(places);
}

void places_deinit(Places *places)
{
    HASH_CLEAR(hh, places->by_key);
    utarray_done(&places->all);
    utarray_done(&places->user);
    arena_clear(&places->arena);
}
