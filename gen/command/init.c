/*
 * init.c - a config file to begin with: all keys with what they are for, and those that the tree says something about
 * filled in. Names of the tree are hostile: what is not plain is quoted, and every line begins with what we write.
 */
#include "command.h"

#include "../../extractors/memory.h"
#include "../analysis.h"
#include "../config.h"
#include "../source/glob.h"
#include "../source/plan.h"
#include "product.h"

#include <ctype.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <utstring.h>

enum {
    NAMES_MAX = 12 /* of a kind that are shown */
};

#define CONFIG_NAME "seamap.yaml"

/* What people call test code. */
static const char *const test_patterns[] = {"tests/",      "test/",     "spec/",     "specs/",     "e2e/",
                                            "testing/",    "*_tests/",  "test_*.py", "*_test.py",  "*_spec.py",
                                            "conftest.py", "test_*.c",  "*_test.c",  "test_*.cpp", "*_test.cpp",
                                            "*_test.cc",   "*Test.cpp", NULL};

typedef struct {
    const Analysis *analysis;
    UT_string text;  /* the config */
    UT_string found; /* what is told about it */
} Init;

/* --- words --- */

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

/* A scalar of YAML. What could mean something else to YAML or to a terminal is quoted and escaped. */
static void write_scalar(UT_string *out, const char *text)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./";
    static const char *const taken[] = {"true", "false", "yes", "no", "on", "off", "null", NULL};
    bool quoted = text[strspn(text, plain)] || !isalpha((unsigned char)*text);
    for (size_t i = 0; taken[i]; i++)
        quoted = quoted || strcasecmp(taken[i], text) == 0;
    utstring_printf(out, "%s", quoted ? "\"" : "");
    for (; *text; text++)
        if (*text == '"' || *text == '\\')
            utstring_printf(out, "\\%c", *text);
        else if (*text < ' ' || *text == 0x7f)
            utstring_printf(out, "\\x%02X", (unsigned char)*text);
        else
            utstring_bincpy(out, text, 1);
    utstring_printf(out, "%s", quoted ? "\"" : "");
}

/* Whether a name can stand in YAML as it is: ASCII, since what lies beyond holds line breaks of its own. */
static bool is_writable(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text >= 0x80)
            return false;
    return true;
}

/* An item of a list; `comment` is how the lines begin: "" or "# ". */
static void write_item(Init *init, const char *comment, const char *name)
{
    utstring_printf(&init->text, "%s  - ", comment);
    write_scalar(&init->text, name);
    utstring_printf(&init->text, "\n");
}

/* --- what is found --- */

/* What lies at the top of the tree and has source in it: all of it, since findings in test code need that, too. */
static void write_sources(Init *init)
{
    const SourceTree *tree = init->analysis->tree;
    size_t count = 0, unwritable = 0;
    for (size_t i = 0, next; i < tree->file_count; i = next) {
        const char *path = tree->files[i].path;
        size_t length = strcspn(path, "/");
        for (next = i + 1; next < tree->file_count; next++)
            if (strncmp(tree->files[next].path, path, length + 1) != 0 || !path[length])
                break;
        char *name = memory_text_part(path, length);
        if (is_writable(name)) {
            utstring_printf(&init->found, "%s", count++ ? ", " : "  sources: ");
            write_scalar(&init->found, name);
            utstring_printf(&init->found, " (%zu file%s)", next - i, plural(next - i));
            utstring_printf(&init->text, "%s", count == 1 ? "sources:\n" : "");
            write_item(init, "", name);
        } else {
            unwritable++;
        }
        free(name);
    }
    utstring_printf(&init->found, "\n");
    if (unwritable)
        utstring_printf(&init->text, "# %zu more, whose names are not ASCII, are to be added to sources\n", unwritable);
}

static size_t count_matches(const SourceTree *tree, const char *pattern)
{
    const char *const patterns[] = {pattern, NULL};
    size_t count = 0;
    for (size_t i = 0; i < tree->file_count; i++)
        count += glob_list_matches(patterns, tree->files[i].path, false);
    return count;
}

/* The usual patterns that are about a file of the tree. */
static void write_tests(Init *init)
{
    size_t count = 0;
    for (const char *const *pattern = test_patterns; *pattern; pattern++) {
        size_t files = count_matches(init->analysis->tree, *pattern);
        if (!files)
            continue;
        utstring_printf(&init->text, "%s", count ? "" : "tests:\n");
        write_item(init, "", *pattern);
        utstring_printf(&init->found, "%s%s (%zu file%s)", count++ ? ", " : "  tests: ", *pattern, files,
                        plural(files));
    }
    if (!count)
        utstring_printf(&init->text, "# tests: [tests/]\n");
    utstring_printf(&init->found, "%s\n", count ? "" : "  tests: none");
}

/* Nodes of our own code that are not test code and have one of the flags; at most NAMES_MAX, `more` counts the rest. */
static size_t collect(const Init *init, uint32_t flags, const GraphNode *out[NAMES_MAX], size_t *more)
{
    size_t count = 0;
    const GraphNode *last = NULL;
    *more = 0;
    for (const GraphNode *node = init->analysis->graph->nodes; node; node = node->hh.next) {
        if ((node->flags & flags) != flags || node->kind == NODE_EXTERNAL ||
            glob_list_matches(test_patterns, node->path, false) || !is_writable(node->id))
            continue;
        /* what lies in one that is listed goes without saying; ids are sorted, so it comes right behind */
        size_t length = last ? strlen(last->id) : 0;
        if (last && strncmp(last->id, node->id, length) == 0 && strchr(".:#", node->id[length]))
            continue;
        last = node;
        if (count < NAMES_MAX)
            out[count++] = node;
        else
            ++*more;
    }
    return count;
}

static void tell(Init *init, const char *what, const GraphNode *const *nodes, size_t count, size_t more)
{
    utstring_printf(&init->found, "  %s: %s", what, count ? "" : "none");
    for (size_t i = 0; i < count; i++) {
        utstring_printf(&init->found, "%s", i ? ", " : "");
        write_scalar(&init->found, nodes[i]->id);
    }
    if (more)
        utstring_printf(&init->found, " and %zu more", more);
    utstring_printf(&init->found, "\n");
}

/* Entry points, those about WebSocket if there are such. They are no more than a comment: seamap finds them again. */
static void write_entries(Init *init)
{
    const GraphNode *nodes[NAMES_MAX];
    size_t more, count = collect(init, NODE_ENTRY | NODE_WEBSOCKET, nodes, &more);
    if (!count)
        count = collect(init, NODE_ENTRY, nodes, &more);
    utstring_printf(&init->text, "# entries:\n");
    for (size_t i = 0; i < count; i++)
        write_item(init, "# ", nodes[i]->id);
    if (!count)
        write_item(init, "# ", "package.module.function");
    tell(init, "entry points", nodes, count, more);
}

/* Whether a name says which generation it is of: handle_v1, ManagerV2. */
static bool is_numbered(const char *name)
{
    const char *end = name + strlen(name), *digits = end;
    while (digits > name && isdigit((unsigned char)digits[-1]))
        digits--;
    return digits < end && digits > name + 1 && (digits[-1] == 'V' || (digits[-1] == 'v' && digits[-2] == '_'));
}

/* What counts as legacy, and generations of which only people know which one is. */
static void write_catalog(Init *init)
{
    const GraphNode *nodes[NAMES_MAX];
    size_t more, count = collect(init, NODE_LEGACY, nodes, &more);
    tell(init, "legacy", nodes, count, more);
    utstring_printf(&init->text, "# catalog:\n");
    for (size_t i = 0; i < count; i++) {
        utstring_printf(&init->text, "%s", i ? "" : "#   # legacy by name, docstring or decorator:\n");
        utstring_printf(&init->text, "#   #   ");
        write_scalar(&init->text, nodes[i]->id);
        utstring_printf(&init->text, "\n");
    }
    size_t numbered = 0;
    for (const GraphNode *node = init->analysis->graph->nodes; node && numbered < NAMES_MAX; node = node->hh.next) {
        if (node->kind == NODE_EXTERNAL || node->flags & (NODE_TEST | NODE_LEGACY) || !is_numbered(node->name) ||
            !is_writable(node->id))
            continue;
        utstring_printf(&init->text, "%s", numbered++ ? "" : "#   # generations; if one is legacy, say which:\n");
        utstring_printf(&init->text, "#   #   ");
        write_scalar(&init->text, node->id);
        utstring_printf(&init->text, "\n");
    }
    utstring_printf(&init->text, "#   patterns:\n#     - {legacy: true, pattern: '_v1$'}\n"
                                 "#   functions:\n#     - {name: package.module.verify, role: authenticate}\n");
}

/* The compile database that seamap finds by itself, or where one could be named. */
static void write_compile_commands(Init *init)
{
    glob_t matches = {0};
    for (const char *const *place = plan_places; *place && !matches.gl_pathc; place++) {
        char *pattern = memory_format("%scompile_commands.json", *place);
        glob(pattern, 0, NULL, &matches);
        free(pattern);
    }
    const char *found = matches.gl_pathc && is_writable(matches.gl_pathv[0]) ? matches.gl_pathv[0] : NULL;
    utstring_printf(&init->text, "# compile-commands: ");
    write_scalar(&init->text, found ? found : "build/compile_commands.json");
    utstring_printf(&init->text, "\n");
    if (found) {
        utstring_printf(&init->found, "  compile database: ");
        write_scalar(&init->found, found);
        utstring_printf(&init->found, "\n");
    }
    globfree(&matches);
}

static void write_rules(Init *init)
{
    utstring_printf(&init->text, "# rules:\n#   unused-suppression: off\n");
}

/* --- the file --- */

/* What is written for a key of which the tree says something, or that takes more than a word. */
static const struct {
    const char *key;
    void (*write)(Init *init);
} sections[] = {
    {"sources", write_sources}, {"tests", write_tests},
    {"entries", write_entries}, {"compile-commands", write_compile_commands},
    {"rules", write_rules},     {"catalog", write_catalog},
};

static const char *example_of(const ConfigKey *key)
{
    static const struct {
        const char *takes, *example;
    } examples[] = {{"list", "[]"}, {"number", "40"}, {"true or false", "false"}, {"host", "github"}};
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        if (strcmp(examples[i].takes, key->takes) == 0)
            return examples[i].example;
    return key->takes;
}

static void write_key(Init *init, const ConfigKey *key)
{
    utstring_printf(&init->text, "\n# %s\n", key->summary);
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        if (strcmp(sections[i].key, key->name) == 0) {
            sections[i].write(init);
            return;
        }
    utstring_printf(&init->text, "# %s: %s\n", key->name, example_of(key));
}

static void write_config(Init *init)
{
    utstring_printf(&init->text,
                    "# seamap: what to read of this project, and how. Where both speak, the command line wins.\n"
                    "# Lines that begin with # show what else can be said. All of it: man seamap.\n");
    for (const ConfigKey *key = config_keys(); key->name; key++)
        write_key(init, key);
}

/* The config that is there already, or NULL. */
static const char *find_present(const Options *options)
{
    static const char *const names[] = {CONFIG_NAME, ".seamap.yaml"};
    struct stat status;
    if (options->output)
        return strcmp(options->output, "-") != 0 && lstat(options->output, &status) == 0 ? options->output : NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (lstat(names[i], &status) == 0)
            return names[i];
    return NULL;
}

static ProductResult write_file(const Options *options, const Analysis *analysis, const char *path, Diag *diag)
{
    Init init = {.analysis = analysis};
    utstring_init(&init.text);
    utstring_init(&init.found);
    write_config(&init);
    ProductResult result = product_write(path, utstring_body(&init.text), utstring_len(&init.text), diag);
    if (result == PRODUCT_FINE && strcmp(path, "-") != 0 && options->verbosity >= 0)
        printf("%s is written. Found:\n%s", path, utstring_body(&init.found));
    utstring_done(&init.found);
    utstring_done(&init.text);
    return result;
}

int command_init(const Options *options, Diag *diag)
{
    struct stat status;
    const char *present = find_present(options);
    const char *path = options->output ? options->output : present ? present : CONFIG_NAME;
    if (present && !options->force) {
        diag_add(diag, DIAG_ERROR, present, 0, 0, "is there already: --force replaces it, -o FILE writes elsewhere");
        return product_exit_code(PRODUCT_FAILED);
    }
    if (present && (lstat(present, &status) != 0 || !S_ISREG(status.st_mode))) {
        diag_add(diag, DIAG_ERROR, present, 0, 0, "is no regular file, and is not replaced");
        return product_exit_code(PRODUCT_FAILED);
    }
    Analysis analysis;
    ProductResult result = PRODUCT_FAILED;
    if (analysis_open(&analysis, options, diag))
        result = write_file(options, &analysis, path, diag);
    analysis_close(&analysis);
    return product_exit_code(result);
}
