/*
 * options.h - command line and config file as one struct.
 */
#ifndef SEAMAP_OPTIONS_H
#define SEAMAP_OPTIONS_H

#include "diag.h"
#include "../extractors/catalog/catalog.h"
#include "../output/emitter.h"
#include "view/view.h"

typedef struct {
    const char *verb;
    const char **paths;        /* NULL-terminated; empty: `sources` of the config, else the root */
    const char *symbol;        /* explain */
    const char *revision;      /* --rev */
    int jobs;                  /* 0: the processors */
    const char *cache;         /* directory, or NULL for no cache */
    int verbosity;
    bool color;
    bool progress;             /* stderr is a terminal and the user did not ask for quiet */
    const char *output;        /* -o, or NULL */
    bool exit_zero;
    const char **include, **exclude; /* globs, NULL-terminated */
    const char **tests;              /* globs of test code */
    bool views[VIEW_COUNT];
    ViewOptions view;
    const Emitter *emitter;    /* draw */
    const char *format;        /* graph: json or dot */
    bool check;
    const char **inject;       /* Markdown files, NULL-terminated */
    bool dump_graph;
    const char *dump_facts;    /* a file, or NULL */
    Catalog *catalog;          /* built-in plus the config's entries */
    struct OptionsStore *store;
} Options;

#endif
