/*
 * emitter.h - the table of formats in which a diagram can be written.
 */
#ifndef SEAMAP_EMITTER_H
#define SEAMAP_EMITTER_H

#include "diagram.h"
#include <utstring.h>

/* Limits of the place where the text will be shown; 0: none. Emitters don't truncate: the maker of the diagram asks
 * profile_fits() and draws less. */
typedef struct {
    const char *name; /* what --profile accepts */
    size_t units;     /* UTF-16 units of Mermaid text */
    size_t edges;
} Profile;

extern const Profile profiles[]; /* github, gitlab, none; ends with a NULL name */

typedef struct {
    const char *name;    /* what --format accepts */
    const char *suffix;  /* file ending with its dot */
    const char *summary; /* one line, which --help prints */
    void (*emit)(const Diagram *diagram, UT_string *out);
} Emitter;

extern const Emitter emitters[]; /* mermaid, markdown, json; ends with a NULL name */

/* The emitter or profile of that name, or NULL. */
const Emitter *emitter_find(const char *name);
const Profile *profile_find(const char *name);

/* Whether Mermaid text (the bytes of one diagram) and its number of edges stay within the profile. */
bool profile_fits(const Profile *profile, const char *text, size_t length, size_t edges);

#endif
