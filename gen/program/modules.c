/*
 * modules.c - see modules.h.
 *
 * Places are the directories and modules of the tree. An import starts at a root, a place below which modules count as
 * top-level ones. Roots are tried in this order:
 *
 * 1. Near: the directories around the importing file that are no packages (a script's own directory, the directory that
 *    is put on the path to run it or its tests) and their src/, lib/, python/; then the directories the user named.
 * 2. Inside: roots that happen to be packages. Repositories have stray __init__.py files at their top, and scripts that
 *    lie in a package import their neighbours by bare names.
 * 3. Far: directories elsewhere in the tree that hold packages or projects, nearest first.
 *
 * The danger is in taking what lies outside for something inside: every tree has a logging.py or a redis/ that nobody
 * means by `import redis`. See believe() for what it takes.
 */
#include "modules.h"

#include "python_names.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <utarray.h>
#include <uthash.h>
#include <utstring.h>

enum PlaceFlag {
    PLACE_DIRECTORY = 1 << 0,
    PLACE_PACKAGE = 1 << 1,  /* has an __init__.py */
    PLACE_STRONG = 1 << 2,   /* surely a root: the tree's, a project's, one that the user named */
    PLACE_FAR = 1 << 3,      /* a root for files elsewhere too */
    PLACE_USER = 1 << 4,     /* the user named it */
    PLACE_SHADOWED = 1 << 5, /* no import finds it, because of a namesake */
    PLACE_FOREIGN = 1 << 6,  /* it imports its own name, and so means something else by it */
    PLACE_OUTER = 1 << 7     /* a package above the tree's root: what is in it is not known */
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

/* The components of a dotted name; 0 for those that nothing in the tree is called. */
typedef struct {
    uint32_t dotted, count;
    uint32_t *parts;
    UT_hash_handle hh;
} Split;

typedef struct {
    uint32_t directory, dotted, name;
} AskKey;

/* How a root was come by. */
typedef enum {
    TRUST_NEAR,
    TRUST_STRAY, /* it is a package, but the top of the tree or of a project */
    TRUST_OWN,   /* the importing file's own directory, a package */
    TRUST_FAR
} Trust;

typedef struct {
    Resolved resolved;
    Trust trust;
} Found;

typedef struct {
    AskKey key;
    Found found;
    uint32_t times; /* as a ballot: how often it was asked */
    UT_hash_handle hh;
} Answer;

typedef struct {
    Place *place;
    Trust trust;
} Root;

/* Roots that a directory's files have around them. */
typedef struct {
    uint32_t directory;
    UT_array roots; /* Root */
    UT_hash_handle hh;
} Around;

/* Far roots that have something of a name. */
typedef struct {
    uint32_t name;
    UT_array roots; /* Place * */
    UT_hash_handle hh;
} Holders;

struct Modules {
    Names *names;
    Arena arena;
    UT_array places; /* Place *, by number; parents come first. 0: NULL, 1: the top */
    Place *by_key;
    Place **by_file;
    Place *tree; /* the tree's root: the top, unless it is a package */
    Place *top;
    bool *held; /* by name: something in the tree is called so */
    uint32_t held_count;
    UT_array user; /* Place *: user's roots that are no packages */
    Split *splits;
    Answer *answers, *ballots;
    Around *around;
    Holders *holders;
    bool settled;
};

static const UT_icd place_icd = {sizeof(Place *), NULL, NULL, NULL};
static const UT_icd root_icd = {sizeof(Root), NULL, NULL, NULL};

/* ---- the tree ---- */

static Place *place_at(const Modules *modules, Module module)
{
    return module < utarray_len(&modules->places) ? *(Place **)utarray_eltptr(&modules->places, module) : NULL;
}

static Place *find(const Modules *modules, const Place *parent, uint32_t name, bool is_directory)
{
    PlaceKey key = {parent->number, name, is_directory};
    Place *place;
    HASH_FIND(hh, modules->by_key, &key, sizeof key, place);
    return place;
}

static Place *add(Modules *modules, Place *up, uint32_t name, uint32_t flags)
{
    Place *place = arena_alloc(&modules->arena, sizeof *place);
    place->key = (PlaceKey){up ? up->number : 0, name, (flags & PLACE_DIRECTORY) != 0};
    place->number = utarray_len(&modules->places);
    place->file = MODULES_NO_FILE;
    place->flags = flags;
    place->up = up;
    place->depth = up ? up->depth + 1 : 0;
    place->suffix = "";
    utarray_push_back(&modules->places, &place);
    if (!(flags & PLACE_SHADOWED))
        HASH_ADD(hh, modules->by_key, key, sizeof place->key, place);
    return place;
}

static Place *directory_of(Place *place)
{
    return place->flags & PLACE_DIRECTORY ? place : place->up;
}

static bool is_package(const Place *place)
{
    return place->flags & PLACE_PACKAGE;
}

/* Is it a directory without an __init__.py, so that only a namespace package may come of it? */
static bool is_plain(const Place *place)
{
    return (place->flags & (PLACE_DIRECTORY | PLACE_PACKAGE)) == PLACE_DIRECTORY;
}

static uint32_t add_component(Modules *modules, const char *text, size_t length)
{
    return names_intern(modules->names, text, length);
}

/* The directory of a relative path; made when `make` says so, else NULL when no Python file lies there. */
static Place *walk(Modules *modules, const char *path, size_t length, bool make)
{
    Place *place = modules->tree;
    for (const char *end = path + length; place && path < end;) {
        const char *slash = memchr(path, '/', (size_t)(end - path));
        size_t part = (size_t)((slash ? slash : end) - path);
        if (part && !(part == 1 && *path == '.')) {
            uint32_t name = make ? add_component(modules, path, part) : names_find(modules->names, path, part);
            Place *next = find(modules, place, name, true);
            place = next || !make ? next : add(modules, place, name, PLACE_DIRECTORY);
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

static Place *add_module(Modules *modules, Place *directory, const char *file_name)
{
    const char *suffix = suffix_of(file_name);
    uint32_t name = add_component(modules, file_name, (size_t)(suffix - file_name));
    bool taken = find(modules, directory, name, false);
    bool is_init = strcmp(names_text(modules->names, name), "__init__") == 0;
    Place *place = directory;
    if (is_init && directory->file == MODULES_NO_FILE)
        directory->flags |= PLACE_PACKAGE;
    else
        place = add(modules, directory, name, taken || is_init ? PLACE_SHADOWED : 0);
    place->suffix = arena_copy(&modules->arena, suffix, strlen(suffix));
    return place;
}

static void add_files(Modules *modules, const char *const *paths, size_t count)
{
    modules->by_file = arena_alloc(&modules->arena, (count + 1) * sizeof *modules->by_file);
    Place *directory = modules->tree;
    const char *last = "";
    size_t last_length = 0;
    for (size_t i = 0; i < count; i++) {
        const char *slash = strrchr(paths[i], '/');
        size_t length = slash ? (size_t)(slash - paths[i]) : 0;
        if (length != last_length || memcmp(paths[i], last, length) != 0)
            directory = walk(modules, paths[i], length, true);
        last = paths[i], last_length = length;
        Place *place = add_module(modules, directory, slash ? slash + 1 : paths[i]);
        place->file = (uint32_t)i;
        modules->by_file[i] = place;
    }
}

/* A package x/ hides its neighbour x.py. Its key stays: find_child() asks for the package first. */
static void shade_files(Modules *modules)
{
    for (Module i = 2; i < utarray_len(&modules->places); i++) {
        Place *place = place_at(modules, i);
        Place *twin = place->flags & PLACE_DIRECTORY ? NULL : find(modules, place->up, place->key.name, true);
        if (twin && is_package(twin))
            place->flags |= PLACE_SHADOWED;
    }
}

static Place *find_child(const Modules *modules, const Place *parent, uint32_t name)
{
    if (!(parent->flags & PLACE_DIRECTORY) || !name)
        return NULL;
    Place *directory = find(modules, parent, name, true);
    if (directory && is_package(directory))
        return directory;
    Place *file = find(modules, parent, name, false);
    return file ? file : directory;
}

/* ---- roots ---- */

static bool has_init(const char *directory, size_t length)
{
    UT_string path;
    utstring_init(&path);
    utstring_bincpy(&path, directory, length);
    utstring_printf(&path, "/__init__.py");
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

static Place *add_outer(Modules *modules, const char *root, size_t length)
{
    size_t above = length_above(root, length);
    Place *up = above && has_init(root, above) ? add_outer(modules, root, above) : modules->top;
    const char *name = root + length;
    while (name > root && name[-1] != '/')
        name--;
    return add(modules, up, add_component(modules, name, (size_t)(root + length - name)),
               PLACE_DIRECTORY | PLACE_PACKAGE | PLACE_OUTER);
}

static bool starts_in_package(const char *const *paths, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(paths[i], "__init__.py") == 0)
            return true;
    return false;
}

static void plant(Modules *modules, const char *root, const char *const *paths, size_t path_count)
{
    modules->top = modules->tree = add(modules, NULL, 0, PLACE_DIRECTORY | PLACE_STRONG);
    size_t length = trim_slashes(root, strlen(root));
    if (length && starts_in_package(paths, path_count)) {
        modules->tree = add_outer(modules, root, length);
        modules->tree->flags &= ~(uint32_t)(PLACE_PACKAGE | PLACE_OUTER);
    }
    modules->tree->flags |= PLACE_STRONG;
}

/* Files of packaging tools stand where imports start; others (a Dockerfile) only suggest it. */
static bool is_packaging(const char *file_name)
{
    return strcmp(file_name, "pyproject.toml") == 0 || strcmp(file_name, "setup.py") == 0 ||
           strcmp(file_name, "setup.cfg") == 0;
}

static Place *find_directory(Modules *modules, const Place *parent, const char *name)
{
    return find(modules, parent, names_find(modules->names, name, strlen(name)), true);
}

static void mark_project(Modules *modules, const char *marker)
{
    const char *slash = strrchr(marker, '/');
    Place *place = walk(modules, marker, slash ? (size_t)(slash - marker) : 0, false);
    if (!place)
        return;
    uint32_t flags = PLACE_FAR | (is_packaging(slash ? slash + 1 : marker) ? PLACE_STRONG : 0);
    Place *source = find_directory(modules, place, "src");
    place->flags |= flags;
    if (source && is_plain(source))
        source->flags |= flags;
}

static void mark_user_root(Modules *modules, const char *path)
{
    Place *place = walk(modules, path, strlen(path), false);
    if (!place || place->flags & PLACE_USER)
        return;
    place->flags |= PLACE_USER | PLACE_STRONG | PLACE_FAR;
    if (is_plain(place))
        utarray_push_back(&modules->user, &place);
}

/* Directories that hold topmost packages. */
static void mark_holders(Modules *modules)
{
    for (Module i = 2; i < utarray_len(&modules->places); i++) {
        Place *place = place_at(modules, i);
        if (is_package(place) && is_plain(place->up))
            place->up->flags |= PLACE_FAR;
    }
}

static void list_holder(Modules *modules, uint32_t name, Place *root)
{
    Holders *holders;
    HASH_FIND(hh, modules->holders, &name, sizeof name, holders);
    if (!holders) {
        holders = arena_alloc(&modules->arena, sizeof *holders);
        holders->name = name;
        utarray_init(&holders->roots, &place_icd);
        HASH_ADD(hh, modules->holders, name, sizeof name, holders);
    }
    Place **last = (Place **)utarray_back(&holders->roots);
    if (!last || *last != root)
        utarray_push_back(&holders->roots, &root);
}

static void list_holders(Modules *modules)
{
    modules->held_count = names_count(modules->names);
    modules->held = arena_alloc(&modules->arena, modules->held_count * sizeof *modules->held);
    for (Module i = 2; i < utarray_len(&modules->places); i++) {
        Place *place = place_at(modules, i);
        modules->held[place->key.name] = true;
        if (place->up->flags & PLACE_FAR && is_plain(place->up))
            list_holder(modules, place->key.name, place->up);
    }
}

Modules *modules_new(const char *root, const char *const *paths, size_t path_count, const char *const *roots,
                     const char *const *markers, size_t marker_count, Names *names)
{
    Modules *modules = memory_alloc(sizeof *modules);
    *modules = (Modules){.names = names};
    utarray_init(&modules->places, &place_icd);
    utarray_init(&modules->user, &place_icd);
    Place *none = NULL;
    utarray_push_back(&modules->places, &none);
    plant(modules, root, paths, path_count);
    add_files(modules, paths, path_count);
    shade_files(modules);
    for (size_t i = 0; i < marker_count; i++)
        mark_project(modules, markers[i]);
    for (size_t i = 0; roots && roots[i]; i++)
        mark_user_root(modules, roots[i]);
    mark_holders(modules);
    list_holders(modules);
    return modules;
}

static void forget_answers(Answer **answers)
{
    Answer *head = *answers;
    HASH_CLEAR(hh, head); /* they live in the arena */
    *answers = NULL;
}

void modules_free(Modules *modules)
{
    if (!modules)
        return;
    for (Around *around = modules->around; around; around = around->hh.next)
        utarray_done(&around->roots);
    for (Holders *holders = modules->holders; holders; holders = holders->hh.next)
        utarray_done(&holders->roots);
    HASH_CLEAR(hh, modules->around);
    HASH_CLEAR(hh, modules->holders);
    HASH_CLEAR(hh, modules->splits);
    HASH_CLEAR(hh, modules->by_key);
    forget_answers(&modules->answers);
    forget_answers(&modules->ballots);
    utarray_done(&modules->places);
    utarray_done(&modules->user);
    arena_clear(&modules->arena);
    free(modules);
}

static void add_root(UT_array *roots, Place *place, Trust trust)
{
    Root root = {place, trust};
    utarray_push_back(roots, &root);
}

static void add_with_sources(Modules *modules, UT_array *roots, Place *place)
{
    static const char *const sources[] = {"src", "lib", "python"};
    add_root(roots, place, TRUST_NEAR);
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        Place *source = find_directory(modules, place, sources[i]);
        if (source && is_plain(source))
            add_root(roots, source, TRUST_NEAR);
    }
}

static void list_roots(Modules *modules, Place *directory, UT_array *roots)
{
    for (Place *place = directory; place; place = place->up)
        if (is_plain(place))
            add_with_sources(modules, roots, place);
    for (Place **user = NULL; (user = (Place **)utarray_next(&modules->user, user));)
        add_root(roots, *user, TRUST_NEAR);
    for (Place *place = directory; place; place = place->up)
        if (is_package(place) && place->flags & (PLACE_STRONG | PLACE_FAR))
            add_root(roots, place, TRUST_STRAY);
    if (is_package(directory))
        add_root(roots, directory, TRUST_OWN);
}

static const UT_array *roots_around(Modules *modules, Place *directory)
{
    Around *around;
    HASH_FIND(hh, modules->around, &directory->number, sizeof directory->number, around);
    if (!around) {
        around = arena_alloc(&modules->arena, sizeof *around);
        around->directory = directory->number;
        utarray_init(&around->roots, &root_icd);
        list_roots(modules, directory, &around->roots);
        HASH_ADD(hh, modules->around, directory, sizeof around->directory, around);
    }
    return &around->roots;
}

/* ---- imports ---- */

static bool is_held(const Modules *modules, uint32_t name)
{
    return name < modules->held_count && modules->held[name];
}

static uint32_t count_parts(const char *text)
{
    uint32_t count = *text ? 1 : 0;
    for (; *text; text++)
        count += *text == '.';
    return count;
}

static Split *split(Modules *modules, uint32_t dotted)
{
    Split *result;
    HASH_FIND(hh, modules->splits, &dotted, sizeof dotted, result);
    if (result)
        return result;
    const char *text = names_text(modules->names, dotted);
    result = arena_alloc(&modules->arena, sizeof *result);
    result->dotted = dotted;
    result->count = count_parts(text);
    result->parts = arena_alloc(&modules->arena, result->count * sizeof *result->parts);
    for (uint32_t i = 0; i < result->count; i++) {
        size_t length = strcspn(text, ".");
        uint32_t name = names_find(modules->names, text, length);
        result->parts[i] = is_held(modules, name) ? name : 0;
        text += length + 1;
    }
    HASH_ADD(hh, modules->splits, dotted, sizeof result->dotted, result);
    return result;
}

/* Follows the components down from a place, and says where they end. */
static Place *descend(const Modules *modules, Place *from, const Split *name, uint32_t *matched)
{
    Place *place = from;
    for (*matched = 0; *matched < name->count; ++*matched) {
        Place *next = find_child(modules, place, name->parts[*matched]);
        if (!next)
            break;
        place = next;
    }
    return place;
}

typedef enum {
    BELIEVE_NO,
    BELIEVE_PART, /* the import means this, but finds nothing */
    BELIEVE_WHOLE
} Belief;

/* What an import finds when it starts at some root. */
typedef struct {
    Root root;
    Place *first, *last;
    uint32_t matched, wanted;
    bool has_name; /* the last place has a submodule called as what is imported from it */
} Match;

static uint32_t votes_above(const Place *place)
{
    return place->up && place->up->best ? place->up->best->votes : 0;
}

/* Do those who import it mostly know it under a longer name? Then a bare `redis` hardly means app/redis.py. */
static bool is_inner(const Modules *modules, const Match *match)
{
    const Place *first = match->first;
    uint32_t votes = match->root.trust == TRUST_OWN ? first->inside : first->votes;
    bool is_certain = match->root.trust == TRUST_NEAR && match->root.place->flags & PLACE_STRONG;
    return modules->settled && !is_certain && votes_above(first) > votes;
}

/* A namespace package that others use as one. `docker/` with two scripts in it is none for `docker.errors`. */
static bool is_known_namespace(const Modules *modules, const Match *match)
{
    return modules->settled && match->first->votes && match->matched >= 2;
}

/*
 * A module of the standard library comes first for nearly everyone. Not when the root is certain: what is there can't
 * be meant to be hidden. Else it takes a package with that very submodule.
 */
static bool believe_stdlib(const Match *match)
{
    if (is_plain(match->first) || match->root.trust != TRUST_NEAR || match->matched < match->wanted)
        return false;
    if (match->root.place->flags & PLACE_STRONG)
        return true;
    return is_package(match->first) && (match->wanted > 1 || match->has_name);
}

static Belief believe_whole(const Modules *modules, const Match *match)
{
    const Place *first = match->first;
    if (is_plain(match->last)) {
        bool is_namespace = (is_package(first) && match->wanted > 1) || is_known_namespace(modules, match);
        return match->has_name || is_namespace ? BELIEVE_WHOLE : BELIEVE_NO;
    }
    if (match->wanted == 1 && !match->has_name && is_inner(modules, match))
        return BELIEVE_NO;
    return BELIEVE_WHOLE;
}

static Belief believe_part(const Modules *modules, const Match *match)
{
    const Place *first = match->first;
    if (match->root.trust == TRUST_OWN)
        return BELIEVE_NO;
    if (is_plain(first))
        return is_known_namespace(modules, match) ? BELIEVE_PART : BELIEVE_NO;
    /* A module has no submodules; who writes one means another thing of that name, except where there is none. */
    if (!is_package(first) && !(match->root.place->flags & PLACE_STRONG))
        return BELIEVE_NO;
    return is_inner(modules, match) ? BELIEVE_NO : BELIEVE_PART;
}

static Belief believe(const Modules *modules, const Match *match)
{
    if (match->first->flags & PLACE_FOREIGN)
        return BELIEVE_NO;
    if (python_is_stdlib(names_text(modules->names, match->first->key.name)) && !believe_stdlib(match))
        return BELIEVE_NO;
    return match->matched == match->wanted ? believe_whole(modules, match) : believe_part(modules, match);
}

/* Notes what the name finds from a root. True when the search is over; else the first broken match is kept. */
static bool try_root(const Modules *modules, Root root, const Split *name, uint32_t imported, Found *found)
{
    Match match = {.root = root, .first = find_child(modules, root.place, name->parts[0]), .wanted = name->count};
    if (!match.first)
        return false;
    match.last = descend(modules, root.place, name, &match.matched);
    match.has_name = match.matched == match.wanted && find_child(modules, match.last, imported);
    Belief belief = believe(modules, &match);
    if (belief == BELIEVE_NO || (belief == BELIEVE_PART && found->resolved.first))
        return false;
    found->trust = root.trust;
    found->resolved.module = belief == BELIEVE_WHOLE ? match.last->number : 0;
    found->resolved.first = match.first->number;
    found->resolved.nearest = match.last->number;
    found->resolved.matched = match.matched;
    return belief == BELIEVE_WHOLE;
}

static const Place *meet(const Place *a, const Place *b)
{
    while (a != b) {
        if (a->depth >= b->depth)
            a = a->up;
        else
            b = b->up;
    }
    return a;
}

/* Only tests import what lies among the tests. */
static bool is_among_tests(const Modules *modules, const Place *place, const Place *top)
{
    for (; place != top; place = place->up) {
        const char *name = names_text(modules->names, place->key.name);
        if (strcmp(name, "tests") == 0 || strcmp(name, "test") == 0)
            return true;
    }
    return false;
}

typedef struct {
    Place *place;
    uint32_t shared; /* how far its path and the importing file's are the same */
    uint32_t order;
} FarRoot;

static int compare_far(const void *left, const void *right)
{
    const FarRoot *a = left, *b = right;
    if (a->shared != b->shared)
        return a->shared < b->shared ? 1 : -1;
    return (a->order > b->order) - (a->order < b->order);
}

static void try_far_roots(Modules *modules, const Place *directory, const Split *name, uint32_t imported, Found *found)
{
    static const UT_icd far_icd = {sizeof(FarRoot), NULL, NULL, NULL};
    Holders *holders;
    HASH_FIND(hh, modules->holders, &name->parts[0], sizeof name->parts[0], holders);
    if (!holders)
        return;
    UT_array roots;
    utarray_init(&roots, &far_icd);
    for (Place **root = NULL; (root = (Place **)utarray_next(&holders->roots, root));) {
        const Place *shared = meet(*root, directory);
        FarRoot far = {*root, shared->depth, utarray_len(&roots)};
        if (shared != *root && !is_among_tests(modules, *root, shared))
            utarray_push_back(&roots, &far);
    }
    if (utarray_len(&roots))
        utarray_sort(&roots, compare_far);
    for (FarRoot *root = NULL; (root = (FarRoot *)utarray_next(&roots, root));)
        if (try_root(modules, (Root){root->place, TRUST_FAR}, name, imported, found))
            break;
    utarray_done(&roots);
}

static Found search(Modules *modules, Place *directory, const Split *name, uint32_t imported)
{
    Found found = {.resolved.wanted = name->count};
    const UT_array *roots = roots_around(modules, directory);
    for (Root *root = NULL; (root = (Root *)utarray_next(roots, root));)
        if (try_root(modules, *root, name, imported, &found))
            return found;
    try_far_roots(modules, directory, name, imported, &found);
    return found;
}

/* Most files of a directory import the same, and most names come from outside; what they import does not matter then. */
static Answer *remember(Modules *modules, Answer **answers, AskKey key, bool *is_new)
{
    Answer *head = *answers, *answer;
    HASH_FIND(hh, head, &key, sizeof key, answer);
    *is_new = !answer;
    if (!answer) {
        answer = arena_alloc(&modules->arena, sizeof *answer);
        answer->key = key;
        HASH_ADD(hh, head, key, sizeof answer->key, answer);
        *answers = head;
    }
    return answer;
}

static Found resolve_absolute(Modules *modules, Place *directory, uint32_t dotted, uint32_t imported)
{
    const Split *name = split(modules, dotted);
    if (!name->count || !name->parts[0])
        return (Found){.resolved.wanted = name->count};
    bool is_new;
    AskKey key = {directory->number, dotted, is_held(modules, imported) ? imported : 0};
    Answer *answer = remember(modules, &modules->answers, key, &is_new);
    if (is_new)
        answer->found = search(modules, directory, name, key.name);
    return answer->found;
}

static Resolved resolve_relative(Modules *modules, Place *directory, unsigned level, uint32_t dotted)
{
    const Split *name = split(modules, dotted);
    Resolved resolved = {.wanted = name->count};
    Place *from = directory;
    while (from && --level)
        from = from->up;
    if (!from || (from == modules->top && from != modules->tree))
        return resolved;
    uint32_t matched;
    Place *last = descend(modules, from, name, &matched);
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
    Place *directory = directory_of(modules->by_file[file]);
    if (level)
        return resolve_relative(modules, directory, level, dotted);
    Resolved resolved = resolve_absolute(modules, directory, dotted, name).resolved;
    const Place *nearest = resolved.module ? NULL : place_at(modules, resolved.nearest);
    return nearest && nearest->flags & PLACE_OUTER ? (Resolved){.wanted = resolved.wanted} : resolved;
}

Resolved modules_resolve(Modules *modules, uint32_t file, unsigned level, uint32_t dotted)
{
    return modules_resolve_from(modules, file, level, dotted, 0);
}

/* ---- votes ---- */

/*
 * A celery.py with `from celery import Celery` means another celery, and so do its neighbours. The same holds for a
 * package below a package, unless what it asks for is inside it.
 */
static void note_foreign(Modules *modules, Place *place, const Split *name)
{
    for (; place->up; place = place->up) {
        bool is_module = !(place->flags & PLACE_DIRECTORY);
        bool is_sub_package = is_package(place) && is_package(place->up) && !(place->up->flags & PLACE_STRONG);
        if (place->key.name != name->parts[0] || !(is_module || is_sub_package))
            continue;
        uint32_t matched;
        descend(modules, place->up, name, &matched);
        if (matched < name->count || matched == 1)
            place->flags |= PLACE_FOREIGN;
    }
}

void modules_vote_from(Modules *modules, uint32_t file, uint32_t dotted, uint32_t name)
{
    Place *place = modules->by_file[file];
    const Split *parts = split(modules, dotted);
    if (!parts->count || !parts->parts[0])
        return;
    note_foreign(modules, place, parts);
    bool is_new;
    AskKey key = {directory_of(place)->number, dotted, is_held(modules, name) ? name : 0};
    remember(modules, &modules->ballots, key, &is_new)->times++;
}

void modules_vote(Modules *modules, uint32_t file, uint32_t dotted)
{
    modules_vote_from(modules, file, dotted, 0);
}

/* Only now, as all of them have to be known before the first is believed. */
static void count_votes(Modules *modules)
{
    forget_answers(&modules->answers);
    for (Answer *ballot = modules->ballots; ballot; ballot = ballot->hh.next) {
        Found found =
            resolve_absolute(modules, place_at(modules, ballot->key.directory), ballot->key.dotted, ballot->key.name);
        if (!found.resolved.module)
            continue;
        Place *first = place_at(modules, found.resolved.first);
        *(found.trust == TRUST_OWN ? &first->inside : &first->votes) += ballot->times;
    }
    forget_answers(&modules->answers);
    forget_answers(&modules->ballots);
}

static void choose_best(Modules *modules)
{
    for (Module i = 2; i < utarray_len(&modules->places); i++) {
        Place *place = place_at(modules, i), *above = place->up->best;
        place->best = place->votes > (above ? above->votes : 0) ? place : above;
    }
}

/* ---- names ---- */

enum {
    /* Rounds of telling colliding names apart before every name is told from the top: one does, in real trees. */
    ROUNDS = 8
};

typedef struct Title {
    uint32_t title;
    Place *place;
    UT_hash_handle hh;
} Title;

typedef struct {
    Modules *modules;
    bool *is_ambiguous; /* by name: several top-level places are called so */
    bool all;           /* treat every name like that */
    UT_string text;
    UT_array parts; /* Place *, innermost first */
} Naming;

static bool is_naming_root(const Modules *modules, const Place *place)
{
    return place == modules->top || (is_plain(place) && place->flags & PLACE_STRONG);
}

/* The outermost of the places that a module's name spells. */
static Place *first_of(const Modules *modules, Place *place)
{
    if (place->best)
        return place->best;
    bool in_package = is_package(place) || is_package(place->up);
    while (in_package ? is_package(place->up) : !is_naming_root(modules, place->up))
        place = place->up;
    return place;
}

static bool is_told_from_top(const Naming *naming, const Place *first)
{
    return naming->all || naming->is_ambiguous[first->key.name];
}

static uint32_t make_title(Naming *naming, Place *place)
{
    const Place *base = first_of(naming->modules, place);
    base = is_told_from_top(naming, base) ? naming->modules->top : base->up;
    utarray_clear(&naming->parts);
    for (; place != base; place = place->up)
        utarray_push_back(&naming->parts, &place);
    utstring_clear(&naming->text);
    for (unsigned i = utarray_len(&naming->parts); i-- > 0;) {
        const Place *part = *(Place **)utarray_eltptr(&naming->parts, i);
        const char *text = names_text(naming->modules->names, part->key.name);
        utstring_bincpy(&naming->text, text, names_length(naming->modules->names, part->key.name));
        if (i)
            utstring_bincpy(&naming->text, ".", 1);
    }
    return names_intern(naming->modules->names, utstring_body(&naming->text), utstring_len(&naming->text));
}

static bool is_titled(const Place *place)
{
    return place->file != MODULES_NO_FILE && !(place->flags & PLACE_SHADOWED);
}

/* True when the place's name was not yet known to be ambiguous. */
static bool make_ambiguous(Naming *naming, Place *place)
{
    const Place *first = first_of(naming->modules, place);
    if (is_told_from_top(naming, first))
        return false;
    return naming->is_ambiguous[first->key.name] = true;
}

static Title *claim(Naming *naming, Title **titles, Place *place)
{
    Title *head = *titles, *title;
    HASH_FIND(hh, head, &place->title, sizeof place->title, title);
    if (!title) {
        title = arena_alloc(&naming->modules->arena, sizeof *title);
        *title = (Title){.title = place->title, .place = place};
        HASH_ADD(hh, head, title, sizeof title->title, title);
        *titles = head;
    }
    return title;
}

/* Gives every module its name. True when some of them turn out to be ambiguous, and another round is needed. */
static bool make_titles(Naming *naming)
{
    Modules *modules = naming->modules;
    Title *titles = NULL;
    bool again = false;
    for (Module i = 2; i < utarray_len(&modules->places); i++) {
        Place *place = place_at(modules, i);
        place->title = make_title(naming, place);
        if (!is_titled(place))
            continue;
        Place *holder = claim(naming, &titles, place)->place;
        if (holder != place) {
            again |= make_ambiguous(naming, holder);
            again |= make_ambiguous(naming, place);
        }
    }
    HASH_CLEAR(hh, titles);
    return again;
}

static void write_path(const Naming *naming, const Place *place, UT_string *out)
{
    if (place->up && place->up != naming->modules->tree) {
        write_path(naming, place->up, out);
        utstring_bincpy(out, "/", 1);
    }
    const char *suffix = place->flags & PLACE_DIRECTORY ? "" : place->suffix;
    utstring_printf(out, "%s%s", names_text(naming->modules->names, place->key.name), suffix);
}

/* What no import can tell apart is told apart by its file: "app.x#x.py" beside "app.x", the package. */
static void add_file_name(Naming *naming, Place *place, bool whole_path)
{
    Names *names = naming->modules->names;
    utstring_clear(&naming->text);
    utstring_printf(&naming->text, "%s#", names_text(names, place->title));
    if (whole_path)
        write_path(naming, place, &naming->text);
    else
        utstring_printf(&naming->text, "%s%s", names_text(names, place->key.name), place->suffix);
    place->title = names_intern(names, utstring_body(&naming->text), utstring_len(&naming->text));
}

static void settle_duplicates(Naming *naming)
{
    Modules *modules = naming->modules;
    Title *titles = NULL;
    for (Module i = 2; i < utarray_len(&modules->places); i++) {
        Place *place = place_at(modules, i);
        if (place->file == MODULES_NO_FILE)
            continue;
        if (place->flags & PLACE_SHADOWED)
            add_file_name(naming, place, false);
        if (claim(naming, &titles, place)->place != place) {
            add_file_name(naming, place, true);
            claim(naming, &titles, place);
        }
    }
    HASH_CLEAR(hh, titles);
}

static void make_names(Modules *modules)
{
    Naming naming = {.modules = modules};
    utstring_init(&naming.text);
    utarray_init(&naming.parts, &place_icd);
    naming.is_ambiguous = arena_alloc(&modules->arena, modules->held_count);
    unsigned round = 0;
    while (make_titles(&naming))
        naming.all = ++round >= ROUNDS;
    settle_duplicates(&naming);
    utstring_done(&naming.text);
    utarray_done(&naming.parts);
}

void modules_settle(Modules *modules)
{
    count_votes(modules);
    choose_best(modules);
    modules->settled = true;
    make_names(modules);
}

/* ---- questions ---- */

Module modules_of_file(const Modules *modules, uint32_t file)
{
    return modules->by_file[file]->number;
}

uint32_t modules_file(const Modules *modules, Module module)
{
    const Place *place = place_at(modules, module);
    return place ? place->file : MODULES_NO_FILE;
}

bool modules_is_package(const Modules *modules, Module module)
{
    const Place *place = place_at(modules, module);
    return place && place->flags & PLACE_DIRECTORY;
}

Module modules_child(const Modules *modules, Module module, uint32_t name)
{
    const Place *place = place_at(modules, module);
    const Place *child = place ? find_child(modules, place, name) : NULL;
    return child ? child->number : 0;
}

Module modules_parent(const Modules *modules, Module module)
{
    const Place *place = place_at(modules, module);
    return place && place->up ? place->up->number : 0;
}

uint32_t modules_name(const Modules *modules, Module module)
{
    const Place *place = place_at(modules, module);
    return place ? place->title : 0;
}
