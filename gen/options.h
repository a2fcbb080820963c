/*
 * options.h - command line and config file as one struct.
 *
 * Where both speak, the command line wins; only `exclude` adds up. Nothing of a config file is executed, and the paths
 * in one that was merely found (not named by --config) must stay below its directory.
 */
#ifndef SEAMAP_OPTIONS_H
#define SEAMAP_OPTIONS_H

#include "check/check.h"
#include "diag.h"
#include "option_table.h"
#include "source/source.h"
#include "../extractors/catalog/catalog.h"
#include "../output/changes.h"
#include "../output/emitter.h"
#include "../output/findings_formats.h"
#include "view/view.h"

struct Options {
    const Verb *verb, *verbs; /* the one that runs; all of them */
    const char *root;         /* directory that paths in the product are relative to: that of the config file found on
                                  the way up, else the current one */
    const char **paths;       /* seen from the current directory, NULL-terminated, at least one */
    const char *symbol;       /* explain; of diff what it compares */
    const char *revision;     /* --rev */
    bool may_lack;            /* it need not have all paths */
    int jobs;                 /* 0: the processors */
    const char *cache;        /* directory, or NULL for no cache */
    bool cache_named;         /* the user named it */
    const char *compile_commands; /* a compile database, or NULL: look for one */
    unsigned unit_seconds;        /* of processor time that a unit of C or C++ may take; 0: the default */
    const char *python;           /* what environment_open() takes, or NULL: nothing outside the tree is read */
    bool python_follows;          /* the user named it, so that it may name the installation it was made from */
    int verbosity;
    bool color;         /* on stderr */
    bool color_product; /* on stdout */
    bool progress;      /* stderr is a terminal and the user did not ask for quiet */
    const char *output; /* -o, or NULL */
    bool exit_zero;
    const char **include, **exclude; /* patterns (glob.h) on relative paths, NULL-terminated */
    const char **tests;              /* patterns of test code: glob_list_matches() */
    bool views[VIEW_COUNT];
    ViewOptions view;
    const Emitter *emitter; /* draw */
    const char *format;     /* graph: json or dot */
    bool check;
    bool force;
    const char **inject;                  /* documents, NULL-terminated */
    const char *depfile, *depfile_target; /* each or NULL */
    Inputs *inputs;                       /* for the depfile: what was looked at so far; NULL: nobody asks */
    bool dump_graph, dump_units;
    const char *dump_facts; /* a file, or NULL */
    CheckOptions rules;     /* check, as is what follows */
    const FindingsFormat *findings_format;
    bool list_rules;
    const char *baseline;       /* a file, or NULL */
    const char *write_baseline; /* a file, or NULL */
    const char *since;          /* a revision, or NULL */
    FindingLevel fail_on;       /* the least important level that makes the exit code 1; FINDING_LEVEL_COUNT: none */
    const ChangesFormat *changes_format; /* diff */
    const char *link_template;           /* diff; or NULL: by the remote */
    const char *remedy;                  /* the command line without --check, to be pasted into a shell */
    Catalog *catalog;                    /* built-in plus the config's entries */
    struct OptionsStore *store;
};

typedef enum {
    OPTIONS_RUN,  /* options are ready: run the verb */
    OPTIONS_DONE, /* the user asked for --help or --version, which was printed */
    OPTIONS_BAD   /* reported to diag */
} OptionsResult;

/*
 * Reads the command line and the config file that it names, or that lies in the current directory or above it, up to
 * the root of the repository. `verbs` ends with a NULL name. Changes the directory for -C, and sets diag's verbosity
 * and colour. options_free() is due whatever the result.
 */
OptionsResult options_parse(Options *options, const Verb *verbs, int argc, char **argv, Diag *diag);
void options_free(Options *options);

/* How many threads so many items deserve, of which `each` are worth one: no more than --jobs or the processors. */
int options_threads(const Options *options, size_t items, size_t each);

/* The query for source_open() that the options stand for; its strings are the options' own. */
SourceQuery options_query(const Options *options);

/*
 * Options for one injected diagram: those of `base` changed by the arguments of a marker ("--focus", "app.x", …), of
 * which argv[0] names the view. False when one is not known, with the reason in `error` (caller's buffer). The new
 * options borrow from base; options_free() frees what is their own.
 */
bool options_derive(Options *options, const Options *base, int argc, char **argv, char *error, size_t error_size);

#endif
