/*
 * option_table.h - what the command line takes: the one table behind the parser, --help, the manual and the completions
 * of shells.
 */
#ifndef SEAMAP_OPTION_TABLE_H
#define SEAMAP_OPTION_TABLE_H

#include "diag.h"

#include <argp.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct Options Options;

/* What a verb takes; every option says to which of them it belongs. */
enum VerbTrait {
    VERB_DRAWS = 1 << 0,      /* --view, --entry, --focus, … */
    VERB_GRAPHS = 1 << 1,     /* --format json|dot */
    VERB_HAS_SYMBOL = 1 << 2, /* the first argument is a symbol (or another word) and no path */
    VERB_CHECKS = 1 << 3,     /* --rule, --baseline, … */
    VERB_HIDDEN = 1 << 4,     /* stands behind --dump-facts, and has no name for users */
    VERB_BARE = 1 << 5,       /* reads no tree: takes only its own options and those for ALL_VERBS */
    VERB_SHELL = 1 << 6,      /* its argument is a shell */
    VERB_INIT = 1 << 7,       /* --force */
    VERB_DIFFS = 1 << 8       /* --link-template, … */
};

typedef struct {
    const char *name;
    const char *arguments;                          /* behind the name in the usage line */
    const char *summary;                            /* one line, which --help prints */
    unsigned traits;                                /* VerbTrait */
    int (*run)(const Options *options, Diag *diag); /* returns the exit code: 0, 1, 2 */
} Verb;

/* What getopt gives back for an option without a letter. */
enum OptionKey {
    KEY_BASELINE = 256,
    KEY_CACHE,
    KEY_CHECK,
    KEY_COLOR,
    KEY_COMPILE_COMMANDS,
    KEY_CONFIG,
    KEY_DEPFILE,
    KEY_DEPFILE_TARGET,
    KEY_DEPTH,
    KEY_DUMP_FACTS,
    KEY_DUMP_GRAPH,
    KEY_DUMP_UNITS,
    KEY_DUMP_MANUAL,
    KEY_ENTRY,
    KEY_EXCLUDE,
    KEY_EXIT_ZERO,
    KEY_FAIL_ON,
    KEY_FOCUS,
    KEY_FORCE,
    KEY_FORMAT,
    KEY_INCLUDE,
    KEY_INJECT,
    KEY_LINK_TEMPLATE,
    KEY_LIST_RULES,
    KEY_MAX_NODES,
    KEY_NO_CACHE,
    KEY_NO_PYTHON,
    KEY_PROFILE,
    KEY_PYTHON,
    KEY_REV,
    KEY_RULE,
    KEY_SINCE,
    KEY_TESTS,
    KEY_UNIT_SECONDS,
    KEY_VERSION,
    KEY_VIEW,
    KEY_WRITE_BASELINE
};

/* What stands for the value of an option, as far as a shell can help with it. */
typedef enum {
    TAKES_NONE, /* it takes none */
    TAKES_TEXT,
    TAKES_FILE,
    TAKES_DIRECTORY,
    TAKES_REVISION,
    /* from here on one of a few words: option_words() */
    TAKES_COLOR,
    TAKES_FAIL_ON,
    TAKES_FORMAT,
    TAKES_PROFILE,
    TAKES_RULE,
    TAKES_SHELL,
    TAKES_VIEW, /* or several of them, with commas */
} OptionTakes;

/* Beside the traits of verbs: what an option is allowed with. */
enum {
    ANY_VERB = 0, /* that reads a tree */
    IN_MARKER = 1 << 16,
    ALL_VERBS = 1 << 17,
    DEVELOPERS = 1 << 18,
    ONE_REVISION = 1 << 19 /* not with a verb that names two itself */
};

typedef struct {
    struct argp_option option;
    OptionTakes takes;
    unsigned traits; /* VerbTrait of the verbs that take it (0: all that read a tree), and the flags above */
} OptionSpec;

extern const OptionSpec option_specs[]; /* ends with a NULL name */

enum {
    OPTION_SPECS_MAX = 64,
    OPTION_WORDS_MAX = 64
};

/* Whether a verb takes an option; and whether that is one of its own, which not every verb takes. */
bool option_belongs(const OptionSpec *spec, const Verb *verb);
bool option_is_own(const OptionSpec *spec, const Verb *verb);

/* The words of which a value is one, the default first if there is one, and NULL behind the last. Formats depend on
 * the verb's traits. Returns how many; 0 for TAKES_TEXT and the like. */
size_t option_words(OptionTakes value, unsigned verb_traits, const char *out[OPTION_WORDS_MAX]);

#endif
