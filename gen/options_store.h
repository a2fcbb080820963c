/*
 * options_store.h - what lives as long as the options; for those who fill them in.
 */
#ifndef SEAMAP_OPTIONS_STORE_H
#define SEAMAP_OPTIONS_STORE_H

#include "options.h"

#include <utarray.h>

struct OptionsStore {
    UT_array texts;                                           /* char *: strings of ours */
    UT_array paths, include, exclude, tests, entries, inject; /* const char *, each list ends with NULL */
    bool no_cache, no_python;                                 /* the user said so */
    bool views_given, fail_on_given;
    bool owns_catalog;
    Inputs *inputs; /* or NULL */
};

struct OptionsStore *options_store_new(void);
void options_store_free(struct OptionsStore *store);

/* Makes a string of the heap live as long as the options; returns it. */
char *options_keep(Options *options, char *text);

/* Adds a borrowed string to one of the lists. */
void options_push(UT_array *list, const char *text);

#endif
