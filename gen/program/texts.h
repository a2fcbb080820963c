/*
 * texts.h - what an expression gives when some of its parts are known texts: `"plugins." + name`, `path.rsplit(".", 1)`, and
 * what such a text names: `getattr(import_module(module), name)`.
 */
#ifndef SEAMAP_TEXTS_H
#define SEAMAP_TEXTS_H

#include "solver.h"

/* A value that is taken for a text. */
typedef struct {
    Variable variable;
    uint32_t text;
} KnownText;

typedef enum {
    FOUND_TEXT,
    FOUND_TEXTS, /* a list or tuple of them */
    FOUND_THING  /* what the text names: a module, or something in one */
} FoundKind;

enum {
    FOUND_ITEMS = 8, /* in one list */
    FOUND_MOST = 6   /* alternatives */
};

typedef struct {
    FoundKind kind;
    uint32_t count;
    uint32_t names[FOUND_ITEMS]; /* of a thing: its dotted name */
} Found;

/* What a value may give, as far as that is known; returns how many alternatives there are. */
uint32_t texts_evaluate(Program *program, Variable value, const KnownText *known, uint32_t known_count,
                        Found out[FOUND_MOST]);
/* The same of what a function returns. */
uint32_t texts_evaluate_returned(Program *program, uint32_t def, const KnownText *known, uint32_t known_count,
                                 Found out[FOUND_MOST]);
/* The one part of a value that has to be known for it to be known, or 0: there is none, or there are several. */
Variable texts_find_hole(Program *program, Variable value);

#endif
