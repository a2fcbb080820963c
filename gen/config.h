/*
 * config.h - the config file: seamap.yaml.
 *
 * It may come from a stranger's pull request: it is data, of known keys, without aliases, and of bounded size.
 */
#ifndef SEAMAP_CONFIG_H
#define SEAMAP_CONFIG_H

#include "check/rules.h"
#include "diag.h"
#include "source/source.h"
#include "yaml_outline.h"

typedef struct {
    char *levels[RULES_MAX]; /* by number of the rule: what stands there, unchecked; or NULL */
} ConfigRules;

typedef struct {
    char **sources;
    unsigned sources_count;
    char **include;
    unsigned include_count;
    char **exclude;
    unsigned exclude_count;
    char **tests;
    unsigned tests_count;
    char **entries;
    unsigned entries_count;
    char **views;
    unsigned views_count;
    unsigned depth;     /* 0: not given */
    unsigned max_nodes; /* 0: not given */
    char *profile;      /* or NULL, as are the next five */
    char *baseline;
    char *fail_on;
    char *link_template;
    char *python;
    char *compile_commands;
    int check_tests; /* 0 or 1 */
    char **catalog_files;
    unsigned catalog_files_count;
    ConfigRules rules;
    char *catalog;        /* YAML text of the `catalog` section, on the lines where it stands in the file; or NULL */
    YamlOutline *outline; /* where its keys stand: config_line() */
} Config;

/* What a config file may say, for people. */
typedef struct {
    const char *name;
    const char *takes;   /* kind of value, in a word or two */
    const char *summary; /* one line */
} ConfigKey;

/* All keys in the order in which they are explained; ends with a NULL name. */
const ConfigKey *config_keys(void);

/* In what follows, `revision` is a tree that source_open_top() gave, where files are read instead of the work tree; or
 * NULL. Paths are those of the work tree in either case. */

/* Reads and checks a file. NULL on a mistake, which is an error in diag with its line. */
Config *config_load(const char *path, const SourceTree *revision, Diag *diag);
void config_free(Config *config);

/* The line of a key, as yaml_outline_line() takes it. */
unsigned config_line(const Config *config, const char *parent, const char *key);

/* Whether a text has the shape of a config or a catalog (yaml_outline_read()); if not, that is an error in diag. The caller
 * frees the outline in either case. */
bool config_check_shape(const char *path, const char *text, size_t size, YamlOutline *outline, Diag *diag);

/* The config file for a directory: in it or above it, up to the root of the repository (outside of one: in it). The
 * caller frees the path; NULL when there is none. */
char *config_find(const char *directory, const SourceTree *revision);

/* The bytes of a small file, NUL-terminated, caller frees; NULL with a reason in diag. */
char *config_read(const char *path, const SourceTree *revision, size_t *size, Diag *diag);

#endif
