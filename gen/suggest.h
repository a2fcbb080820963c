/*
 * suggest.h - "did you mean …": the known word nearest to one that is not known.
 */
#ifndef SEAMAP_SUGGEST_H
#define SEAMAP_SUGGEST_H

#include <stddef.h>

typedef struct {
    const char *word;
    const char *best; /* borrowed from whoever offered it; NULL: nothing is near enough */
    size_t distance;  /* of best */
} Suggestion;

/* Starts looking for neighbours of `word`, which must live on. */
Suggestion suggest_start(const char *word);

/* Takes a candidate when it is nearer than those before it. */
void suggest_offer(Suggestion *suggestion, const char *candidate);

/* What to tell somebody: "unknown view 'ini': did you mean 'init'?", or else "unknown view 'x'; known are init, …".
 * `known` ends with NULL. The caller frees it. */
char *suggest_complaint(const char *what, const char *word, const char *const *known);

/* Number of letters to insert, delete, replace or swap with their neighbour to turn one word into the other; a number
 * above `limit` when there are more. */
size_t suggest_distance(const char *left, const char *right, size_t limit);

#endif
