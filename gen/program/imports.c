/*
 * imports.c - see imports.h.
 *
 * An import starts at a root, a place below which modules count as top-level ones. Roots are tried in this order:
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
#include "imports.h"

#include "python_names.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    Place *place;
    Trust trust;
} Root;

/* Far roots that have something of a name. */
typedef struct Holders {
    uint32_t name;
    UT_array roots; /* Place * */
    UT_hash_handle hh;
} Holders;

static const UT_icd root_icd = {sizeof(Root), NULL, NULL, NULL};
static const UT_icd pointer_icd = {sizeof(void *), NULL, NULL, NULL};

/* ---- roots ---- */

static void list_holder(Imports *imports, uint32_t name, Place *root)
{
    Holders *holders;
    HASH_FIND(hh, imports->holders, &name, sizeof name, holders);
    if (!holders) {
        holders = arena_alloc(&imports->arena, sizeof *holders);
        holders->name = name;
        utarray_init(&holders->roots, &place_icd);
        HASH_ADD(hh, imports->holders, name, sizeof name, holders);
    }
    Place **last = (Place **)utarray_back(&holders->roots);
    if (!last || *last != root)
        utarray_push_back(&holders->roots, &root);
}

static void list_holders(Imports *imports)
{
    for (Module i = 2; i < utarray_len(&imports->places->all); i++) {
        const Place *place = places_at(imports->places, i);
        if (place->up->flags & PLACE_FAR && place_is_plain(place->up))
            list_holder(imports, place->key.name, place->up);
    }
}

void imports_init(Imports *imports, Places *places)
{
    *imports = (Imports){.places = places};
    utarray_init(&imports->splits, &pointer_icd);
    utarray_init(&imports->around, &pointer_icd);
    list_holders(imports);
}

void imports_deinit(Imports *imports)
{
    for (Holders *holders = imports->holders; holders; holders = holders->hh.next)
        utarray_done(&holders->roots);
    HASH_CLEAR(hh, imports->holders);
    for (UT_array **roots = NULL; (roots = (UT_array **)utarray_next(&imports->around, roots));)
        if (*roots)
            utarray_free(*roots);
    HASH_CLEAR(hh, imports->all);
    utarray_done(&imports->splits);
    utarray_done(&imports->around);
    arena_clear(&imports->arena);
}

/* The pointer at an index of an array that grows as needed, with NULL where nothing was put. */
static void **slot(UT_array *pointers, uint32_t index)
{
    if (index >= utarray_len(pointers))
        utarray_resize(pointers, index + 1);
    return (void **)utarray_eltptr(pointers, index);
}

static void add_root(UT_array *roots, Place *place, Trust trust)
{
    Root root = {place, trust};
    utarray_push_back(roots, &root);
}

static void add_with_sources(Places *places, UT_array *roots, Place *place)
{
    static const char *const sources[] = {"src", "lib", "python"};
    add_root(roots, place, TRUST_NEAR);
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        Place *source = places_find_directory(places, place, sources[i]);
        if (source && place_is_plain(source))
            add_root(roots, source, TRUST_NEAR);
    }
}

static void list_roots(Places *places, Place *directory, UT_array *roots)
{
    for (Place *place = directory; place; place = place->up)
        if (place_is_plain(place))
            add_with_sources(places, roots, place);
    for (Place **user = NULL; (user = (Place **)utarray_next(&places->user, user));)
        add_root(roots, *user, TRUST_NEAR);
    for (Place *place = directory; place; place = place->up)
        if (place_is_package(place) && place->flags & (PLACE_STRONG | PLACE_FAR))
            add_root(roots, place, TRUST_STRAY);
    if (place_is_package(directory))
        add_root(roots, directory, TRUST_OWN);
}

static const UT_array *roots_around(Imports *imports, Place *directory)
{
    void **roots = slot(&imports->around, directory->number);
    if (!*roots) {
        UT_array *list;
        utarray_new(list, &root_icd);
        list_roots(imports->places, directory, list);
        *roots = list;
    }
    return *roots;
}

/* ---- names ---- */

static uint32_t count_parts(const char *text)
{
    uint32_t count = *text ? 1 : 0;
    for (; *text; text++)
        count += *text == '.';
    return count;
}

static Split *split(Imports *imports, const char *text)
{
    uint32_t count = count_parts(text);
    Split *result = arena_alloc(&imports->arena, sizeof *result + count * sizeof *result->parts);
    result->count = count;
    for (uint32_t i = 0; i < count; i++) {
        size_t length = strcspn(text, ".");
        uint32_t name = names_find(imports->places->names, text, length);
        result->parts[i] = places_holds(imports->places, name) ? name : 0;
        text += length + 1;
    }
    return result;
}

const Split *imports_split(Imports *imports, uint32_t dotted)
{
    void **result = slot(&imports->splits, dotted);
    if (!*result)
        *result = split(imports, names_text(imports->places->names, dotted));
    return *result;
}

Place *imports_descend(const Imports *imports, Place *from, const Split *name, uint32_t *matched)
{
    Place *place = from;
    for (*matched = 0; *matched < name->count; ++*matched) {
        Place *next = places_child(imports->places, place, name->parts[*matched]);
        if (!next)
            break;
        place = next;
    }
    return place;
}

/* ---- what to believe ---- */

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
static bool is_inner(const Imports *imports, const Match *match)
{
    const Place *first = match->first;
    uint32_t votes = match->root.trust == TRUST_OWN ? first->inside : first->votes;
    bool is_certain = match->root.trust == TRUST_NEAR && match->root.place->flags & PLACE_STRONG;
    return imports->settled && !is_certain && votes_above(first) > votes;
}

/* A namespace package that others use as one. `docker/` with two scripts in it is none for `docker.errors`. */
static bool is_known_namespace(const Imports *imports, const Match *match)
{
    return imports->settled && match->first->votes && match->matched >= 2;
}

/*
 * A module of the standard library comes first for nearly everyone. Not when the root is certain: what is there can't
 * be meant to be hidden. Else it takes a package with that very submodule.
 */
static bool believe_stdlib(const Match *match)
{
    if (place_is_plain(match->first) || match->root.trust != TRUST_NEAR || match->matched < match->wanted)
        return false;
    if (match->root.place->flags & PLACE_STRONG)
        return true;
    return place_is_package(match->first) && (match->wanted > 1 || match->has_name);
}

static Belief believe_whole(const Imports *imports, const Match *match)
{
    const Place *first = match->first;
    if (place_is_plain(match->last)) {
        bool is_namespace = (place_is_package(first) && match->wanted > 1) || is_known_namespace(imports, match);
        return match->has_name || is_namespace ? BELIEVE_WHOLE : BELIEVE_NO;
    }
    if (match->wanted == 1 && !match->has_name && is_inner(imports, match))
        return BELIEVE_NO;
    return BELIEVE_WHOLE;
}

static Belief believe_part(const Imports *imports, const Match *match)
{
    const Place *first = match->first;
    bool is_strong = match->root.place->flags & PLACE_STRONG;
    if (match->root.trust == TRUST_OWN || (match->root.trust == TRUST_FAR && !is_strong))
        return BELIEVE_NO;
    if (place_is_plain(first))
        return is_known_namespace(imports, match) ? BELIEVE_PART : BELIEVE_NO;
    /* A module has no submodules; who writes one means another thing of that name, except where there is none. */
    if (!place_is_package(first) && !is_strong)
        return BELIEVE_NO;
    return is_inner(imports, match) ? BELIEVE_NO : BELIEVE_PART;
}

static Belief believe(const Imports *imports, const Match *match)
{
    if (match->first->flags & PLACE_FOREIGN)
        return BELIEVE_NO;
    if (place_is_package(match->root.place) && match->root.place->flags & PLACE_RELATIVE)
        return BELIEVE_NO;
    if (python_is_stdlib(names_text(imports->places->names, match->first->key.name)) && !believe_stdlib(match))
        return BELIEVE_NO;
    return match->matched == match->wanted ? believe_whole(imports, match) : believe_part(imports, match);
}

/* Notes what the name finds from a root. True when the search is over; else the first broken match is kept. */
static bool try_root(const Imports *imports, Root root, const Split *name, uint32_t imported, Found *found)
{
    Match match = {
        .root = root, .first = places_child(imports->places, root.place, name->parts[0]), .wanted = name->count};
    if (!match.first)
        return false;
    match.last = imports_descend(imports, root.place, name, &match.matched);
    match.has_name = match.matched == match.wanted && places_child(imports->places, match.last, imported);
    Belief belief = believe(imports, &match);
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
static bool is_among_tests(const Places *places, const Place *place, const Place *top)
{
    for (; place != top; place = place->up) {
        const char *name = names_text(places->names, place->key.name);
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

static void try_far_roots(Imports *imports, const Place *directory, const Split *name, uint32_t imported, Found *found)
{
    static const UT_icd far_icd = {sizeof(FarRoot), NULL, NULL, NULL};
    Holders *holders;
    HASH_FIND(hh, imports->holders, &name->parts[0], sizeof name->parts[0], holders);
    if (!holders)
        return;
    UT_array roots;
    utarray_init(&roots, &far_icd);
    for (Place **root = NULL; (root = (Place **)utarray_next(&holders->roots, root));) {
        const Place *shared = meet(*root, directory);
        FarRoot far = {*root, shared->depth, utarray_len(&roots)};
        if (shared != *root && !is_among_tests(imports->places, *root, shared))
            utarray_push_back(&roots, &far);
    }
    if (utarray_len(&roots))
        utarray_sort(&roots, compare_far);
    for (FarRoot *root = NULL; (root = (FarRoot *)utarray_next(&roots, root));)
        if (try_root(imports, (Root){root->place, TRUST_FAR}, name, imported, found))
            break;
    utarray_done(&roots);
}

static Found find(Imports *imports, Place *directory, const Split *name, uint32_t imported)
{
    Found found = {.resolved.wanted = name->count};
    const UT_array *roots = roots_around(imports, directory);
    for (Root *root = NULL; (root = (Root *)utarray_next(roots, root));)
        if (try_root(imports, *root, name, imported, &found))
            return found;
    try_far_roots(imports, directory, name, imported, &found);
    return found;
}

Search *imports_add(Imports *imports, const Place *directory, uint32_t dotted, uint32_t name)
{
    const Split *parts = imports_split(imports, dotted);
    if (!parts->count || !parts->parts[0])
        return NULL;
    /* What is imported matters only when it may be a module. */
    SearchKey key = {directory->number, dotted, places_holds(imports->places, name) ? name : 0};
    Search *found;
    unsigned hash;
    HASH_VALUE(&key, sizeof key, hash);
    HASH_FIND_BYHASHVALUE(hh, imports->all, &key, sizeof key, hash, found);
    if (!found) {
        found = arena_alloc(&imports->arena, sizeof *found);
        found->key = key;
        HASH_ADD_BYHASHVALUE(hh, imports->all, key, sizeof key, hash, found);
    }
    return found;
}

Found imports_find(Imports *imports, Search *search)
{
    if (!search->is_known) {
        Place *directory = places_at(imports->places, search->key.directory);
        search->found = find(imports, directory, imports_split(imports, search->key.dotted), search->key.name);
        search->is_known = true;
    }
    return search->found;
}

/* All of them have to be known before the first is believed. */
static void forget(Imports *imports)
{
    for (Search *search = imports->all; search; search = search->hh.next)
        search->is_known = false;
}

void imports_count_votes(Imports *imports)
{
    forget(imports);
    for (Search *search = imports->all; search; search = search->hh.next) {
        Found found = imports_find(imports, search);
        Place *first = places_at(imports->places, found.resolved.first);
        if (found.resolved.module)
            *(found.trust == TRUST_OWN ? &first->inside : &first->votes) += search->times;
    }
    forget(imports);
    imports->settled = true;
}
