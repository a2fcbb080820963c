/*
 * titles.c - see titles.h.
 *
 * A module is called by its path from the place on its way that most imports know as a top-level name. Where that makes
 * one name mean several things, all of them are called by their path from the top.
 */
#include "titles.h"

#include <utstring.h>

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
    Places *places;
    bool *is_ambiguous; /* by name: several top-level places are called so */
    bool all;           /* treat every name like that */
    UT_string text;
    UT_array parts; /* Place *, innermost first */
} Naming;

static bool is_naming_root(const Places *places, const Place *place)
{
    return place == places->top || (place_is_plain(place) && place->flags & PLACE_STRONG);
}

/* The outermost of the places that a module's name spells. */
static Place *first_of(const Places *places, Place *place)
{
    if (place->best)
        return place->best;
    bool in_package = place_is_package(place) || place_is_package(place->up);
    while (in_package ? place_is_package(place->up) : !is_naming_root(places, place->up))
        place = place->up;
    return place;
}

static bool is_told_from_top(const Naming *naming, const Place *first)
{
    return naming->all || naming->is_ambiguous[first->key.name];
}

static uint32_t make_title(Naming *naming, Place *place)
{
    const Place *base = first_of(naming->places, place);
    base = is_told_from_top(naming, base) ? naming->places->top : base->up;
    utarray_clear(&naming->parts);
    for (; place != base; place = place->up)
        utarray_push_back(&naming->parts, &place);
    utstring_clear(&naming->text);
    for (unsigned i = utarray_len(&naming->parts); i-- > 0;) {
        const Place *part = *(Place **)utarray_eltptr(&naming->parts, i);
        const char *text = names_text(naming->places->names, part->key.name);
        utstring_bincpy(&naming->text, text, names_length(naming->places->names, part->key.name));
        if (i)
            utstring_bincpy(&naming->text, ".", 1);
    }
    return names_intern(naming->places->names, utstring_body(&naming->text), utstring_len(&naming->text));
}

static bool is_titled(const Place *place)
{
    return place->file != MODULES_NO_FILE && !(place->flags & PLACE_SHADOWED);
}

/* True when the place's name was not yet known to be ambiguous. */
static bool make_ambiguous(Naming *naming, Place *place)
{
    const Place *first = first_of(naming->places, place);
    if (is_told_from_top(naming, first))
        return false;
    return naming->is_ambiguous[first->key.name] = true;
}

static Title *claim(Naming *naming, Title **titles, Place *place)
{
    Title *head = *titles, *title;
    HASH_FIND(hh, head, &place->title, sizeof place->title, title);
    if (!title) {
        title = arena_alloc(&naming->places->arena, sizeof *title);
        *title = (Title){.title = place->title, .place = place};
        HASH_ADD(hh, head, title, sizeof title->title, title);
        *titles = head;
    }
    return title;
}

/* Gives every module its name. True when some of them turn out to be ambiguous, and another round is needed. */
static bool make_titles(Naming *naming)
{
    Places *places = naming->places;
    Title *titles = NULL;
    bool again = false;
    for (Module i = 2; i < utarray_len(&places->all); i++) {
        Place *place = places_at(places, i);
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
    if (place->up && place->up != naming->places->tree) {
        write_path(naming, place->up, out);
        utstring_bincpy(out, "/", 1);
    }
    const char *suffix = place->flags & PLACE_DIRECTORY ? "" : place->suffix;
    utstring_printf(out, "%s%s", names_text(naming->places->names, place->key.name), suffix);
}

/* What no import can tell apart is told apart by its file: "app.x#x.py" beside "app.x", the package. */
static void add_file_name(Naming *naming, Place *place, bool whole_path)
{
    Names *names = naming->places->names;
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
    Places *places = naming->places;
    Title *titles = NULL;
    for (Module i = 2; i < utarray_len(&places->all); i++) {
        Place *place = places_at(places, i);
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

void titles_make(Places *places)
{
    Naming naming = {.places = places};
    utstring_init(&naming.text);
    utarray_init(&naming.parts, &place_icd);
    naming.is_ambiguous = arena_alloc(&places->arena, places->held_count);
    unsigned round = 0;
    while (make_titles(&naming))
        naming.all = ++round >= ROUNDS;
    settle_duplicates(&naming);
    utstring_done(&naming.text);
    utarray_done(&naming.parts);
}
