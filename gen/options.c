#include "options.h"

#include "../extractors/memory.h"
#include "help.h"
#include "manual.h"
#include "options_config.h"
#include "options_store.h"
#include "suggest.h"
#include "../output/link.h"

#include <errno.h>
#include <omp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <utstring.h>

#ifndef SEAMAP_VERSION
#define SEAMAP_VERSION "0"
#endif

enum {
    JOBS_MAX = 1024,
    NODES_MAX = 1000000,
    DEPTH_MAX = 1000000,
    SECONDS_MAX = 86400,
    VERBS_MAX = 32
};

/* State of reading one command line (or marker). */
typedef struct {
    Options *options;
    const Verb *verbs; /* NULL in a marker */
    UT_string problem; /* the first one; empty: none */
    unsigned used[OPTION_SPECS_MAX];
    const char *format, *color, *config;
    bool rules_given[RULES_MAX], rules_chosen; /* by --rule */
    bool help, version, manual;
    bool verb_seen; /* in a marker: the view */
} Parse;

static void __attribute__((format(printf, 2, 3))) set_problem(Parse *parse, const char *format, ...)
{
    va_list arguments;
    if (utstring_len(&parse->problem))
        return;
    va_start(arguments, format);
    utstring_printf_va(&parse->problem, format, arguments);
    va_end(arguments);
}

void options_free(Options *options)
{
    struct OptionsStore *store = options->store;
    if (!store)
        return;
    if (store->owns_catalog)
        catalog_free(options->catalog);
    options_store_free(store);
    options->store = NULL;
}

/* --- values of options --- */

/* Whether a word is among those that are known; if not, that is the problem. */
static bool is_known(Parse *parse, const char *what, const char *word, const char *const *known)
{
    for (size_t i = 0; known[i]; i++)
        if (strcmp(known[i], word) == 0)
            return true;
    char *complaint = suggest_complaint(what, word, known);
    set_problem(parse, "%s", complaint);
    free(complaint);
    return false;
}

/* The same for the value of an option. */
static bool is_word(Parse *parse, const char *what, const char *word, OptionTakes value)
{
    const Verb *verb = parse->options->verb;
    const char *known[OPTION_WORDS_MAX];
    option_words(value, verb ? verb->traits : 0, known);
    return is_known(parse, what, word, known);
}

static void add_view(Parse *parse, const char *name)
{
    parse->options->store->views_given = true;
    if (!is_word(parse, "view", name, TAKES_VIEW))
        return;
    if (strcmp(name, "all") == 0)
        memset(parse->options->views, true, sizeof parse->options->views);
    else
        parse->options->views[view_find(name)] = true;
}

static void add_views(Parse *parse, const char *names)
{
    char *copy = memory_text(names), *rest = copy, *name;
    while ((name = strsep(&rest, ",")))
        add_view(parse, name);
    free(copy);
}

static void choose_profile(Parse *parse, const char *name)
{
    if (is_word(parse, "profile", name, TAKES_PROFILE))
        parse->options->view.profile = profile_find(name);
}

static void add_rule(Parse *parse, const char *name)
{
    if (is_word(parse, "rule", name, TAKES_RULE))
        parse->rules_given[rule_find(name)] = parse->rules_chosen = true;
}

static void choose_fail_on(Parse *parse, const char *name)
{
    parse->options->store->fail_on_given = true;
    FindingLevel level = finding_level_find(name);
    if (level == FINDING_NOTE || (level == FINDING_LEVEL_COUNT && strcmp(name, "never") != 0))
        set_problem(parse, "--fail-on takes error, warning or never, not '%s'", name);
    parse->options->fail_on = level;
}

static size_t number(Parse *parse, const char *option, const char *text, size_t least, size_t most)
{
    char *end = NULL;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    if (errno || end == text || *end || !strchr("0123456789", *text) || value < least || value > most) {
        set_problem(parse, "%s takes a number from %zu to %zu, not '%s'", option, least, most, text);
        return least;
    }
    return (size_t)value;
}

static void enter_directory(Parse *parse, const char *directory)
{
    if (*directory && chdir(directory) != 0)
        set_problem(parse, "-C %s: %s", directory, strerror(errno));
}

static void take_verb(Parse *parse, const char *name)
{
    const char *known[VERBS_MAX + 1] = {NULL};
    size_t count = 0;
    parse->verb_seen = true;
    for (const Verb *verb = parse->verbs; verb->name; verb++) {
        if (verb->traits & VERB_HIDDEN)
            continue;
        if (strcmp(verb->name, name) == 0)
            parse->options->verb = verb;
        if (count < VERBS_MAX)
            known[count++] = verb->name;
    }
    if (!parse->options->verb)
        is_known(parse, "verb", name, known);
}

static void take_argument(Parse *parse, const char *argument)
{
    Options *options = parse->options;
    if (!parse->verbs) {
        set_problem(parse, "'%s' is one argument too many", argument);
    } else if (!parse->verb_seen) {
        take_verb(parse, argument);
    } else if (options->verb && options->verb->traits & VERB_HAS_SYMBOL && !options->symbol) {
        options->symbol = argument;
    } else if (!*argument) {
        set_problem(parse, "a PATH is empty");
    } else {
        options_push(&options->store->paths, argument);
    }
}

/* Options about the run, which every verb takes. */
static bool take_common_option(Parse *parse, int key, const char *value)
{
    Options *options = parse->options;
    switch (key) {
    case 'C':
        enter_directory(parse, value);
        return true;
    case 'h':
        parse->help = true;
        return true;
    case 'j':
        options->jobs = (int)number(parse, "--jobs", value, 0, JOBS_MAX);
        return true;
    case 'o':
        options->output = value;
        if (!*value)
            set_problem(parse, "-o takes a file or a directory");
        return true;
    case 'q':
        options->verbosity = -1;
        return true;
    case 'v':
        options->verbosity = 1;
        return true;
    case KEY_CACHE:
        options->cache = value;
        options->cache_named = true;
        options->store->no_cache = false;
        return true;
    case KEY_NO_CACHE:
        options->cache = NULL;
        options->store->no_cache = true;
        return true;
    case KEY_COLOR:
        parse->color = value;
        return true;
    case KEY_CONFIG:
        parse->config = value;
        return true;
    case KEY_DUMP_FACTS:
        options->dump_facts = value;
        return true;
    case KEY_DUMP_GRAPH:
        options->dump_graph = true;
        return true;
    case KEY_DUMP_UNITS:
        options->dump_units = true;
        return true;
    case KEY_DUMP_MANUAL:
        parse->manual = true;
        return true;
    case KEY_EXIT_ZERO:
        options->exit_zero = true;
        return true;
    case KEY_NO_PYTHON:
        options->python = NULL;
        options->store->no_python = true;
        return true;
    case KEY_PYTHON:
        options->python = value;
        options->python_follows = true;
        options->store->no_python = false;
        return true;
    case KEY_COMPILE_COMMANDS:
        options->compile_commands = value;
        return true;
    case KEY_REV:
        options->revision = value;
        return true;
    case KEY_UNIT_SECONDS:
        options->unit_seconds = (unsigned)number(parse, "--unit-seconds", value, 1, SECONDS_MAX);
        return true;
    case KEY_VERSION:
        parse->version = true;
        return true;
    default:
        return false;
    }
}

/* Options about the product. */
static bool take_view_option(Parse *parse, int key, const char *value)
{
    Options *options = parse->options;
    switch (key) {
    case KEY_CHECK:
        options->check = true;
        return true;
    case KEY_DEPFILE:
        options->depfile = value;
        return true;
    case KEY_DEPFILE_TARGET:
        options->depfile_target = value;
        return true;
    case KEY_DEPTH:
        options->view.depth = (unsigned)number(parse, "--depth", value, 0, DEPTH_MAX);
        return true;
    case KEY_ENTRY:
        options_push(&options->store->entries, value);
        return true;
    case KEY_EXCLUDE:
        options_push(&options->store->exclude, value);
        return true;
    case KEY_FOCUS:
        options->view.focus = value;
        return true;
    case KEY_FORCE:
        options->force = true;
        return true;
    case KEY_FORMAT:
        parse->format = value;
        return true;
    case KEY_INCLUDE:
        options_push(&options->store->include, value);
        return true;
    case KEY_INJECT:
        options_push(&options->store->inject, value);
        return true;
    case KEY_MAX_NODES:
        options->view.max_nodes = number(parse, "--max-nodes", value, 1, NODES_MAX);
        return true;
    case KEY_PROFILE:
        choose_profile(parse, value);
        return true;
    case KEY_VIEW:
        add_views(parse, value);
        return true;
    default:
        return false;
    }
}

/* Options about findings. */
static bool take_check_option(Parse *parse, int key, const char *value)
{
    Options *options = parse->options;
    switch (key) {
    case KEY_BASELINE:
        options->baseline = value;
        return true;
    case KEY_FAIL_ON:
        choose_fail_on(parse, value);
        return true;
    case KEY_LINK_TEMPLATE:
        options->link_template = value;
        if (!link_is_template(value))
            set_problem(parse, "--link-template takes an address that begins with https:// and has a {path}");
        return true;
    case KEY_LIST_RULES:
        options->list_rules = true;
        return true;
    case KEY_RULE:
        add_rule(parse, value);
        return true;
    case KEY_SINCE:
        options->since = value;
        return true;
    case KEY_TESTS:
        options->rules.tests = true;
        return true;
    case KEY_WRITE_BASELINE:
        options->write_baseline = value;
        return true;
    default:
        return false;
    }
}

static error_t take_option(int key, char *value, struct argp_state *state)
{
    Parse *parse = state->input;
    if (key == ARGP_KEY_ARG) {
        take_argument(parse, value);
    } else if (take_common_option(parse, key, value) || take_view_option(parse, key, value) ||
               take_check_option(parse, key, value)) {
        for (size_t i = 0; option_specs[i].option.name; i++)
            parse->used[i] += option_specs[i].option.key == key;
    } else {
        return ARGP_ERR_UNKNOWN;
    }
    return utstring_len(&parse->problem) ? EINVAL : 0;
}

/* --- what argp does not say --- */

/* The option that a long name or the beginning of one means; NULL: none or several. */
static const struct argp_option *find_long_option(const struct argp_option *options, const char *name, size_t length)
{
    const struct argp_option *found = NULL;
    for (; options->name; options++) {
        if (strncmp(options->name, name, length) != 0)
            continue;
        if (strlen(options->name) == length)
            return options;
        if (found)
            return NULL;
        found = options;
    }
    return found;
}

/* These two complain about an argument that getopt refuses, and say whether it takes the next one for its value. */
static bool explain_long_option(Parse *parse, const struct argp_option *options, const char *argument, bool last)
{
    size_t length = strcspn(argument, "=") - 2;
    const struct argp_option *option = find_long_option(options, argument + 2, length);
    if (option) {
        bool has_value = argument[2 + length];
        if (option->arg && !has_value && last)
            set_problem(parse, "--%s needs a value: --%s=%s", option->name, option->name, option->arg);
        else if (!option->arg && has_value)
            set_problem(parse, "--%s takes no value", option->name);
        return option->arg && !has_value;
    }
    char *name = memory_text_part(argument + 2, length);
    Suggestion suggestion = suggest_start(name);
    for (option = options; option->name; option++)
        if (!(option->flags & OPTION_HIDDEN))
            suggest_offer(&suggestion, option->name);
    if (suggestion.best)
        set_problem(parse, "unknown option --%s: did you mean --%s?", name, suggestion.best);
    else
        set_problem(parse, "unknown option --%s; see seamap --help", name);
    free(name);
    return false;
}

static bool explain_short_options(Parse *parse, const struct argp_option *options, const char *argument, bool last)
{
    for (const char *letter = argument + 1; *letter; letter++) {
        const struct argp_option *option = options;
        while (option->name && option->key != *letter)
            option++;
        if (!option->name)
            set_problem(parse, "unknown option -%c; see seamap --help", *letter);
        else if (option->arg && !letter[1] && last)
            set_problem(parse, "-%c needs a value: %s", *letter, option->arg);
        if (!option->name || option->arg)
            return option->name && !letter[1];
    }
    return false;
}

/* Says what is wrong with a command line that getopt has refused without a word. */
static void explain_refusal(Parse *parse, const struct argp_option *options, int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        bool last = i + 1 == argc, takes_next = false;
        if (strncmp(argv[i], "--", 2) == 0)
            takes_next = explain_long_option(parse, options, argv[i], last);
        else if (*argv[i] == '-' && argv[i][1])
            takes_next = explain_short_options(parse, options, argv[i], last);
        i += takes_next;
    }
    set_problem(parse, "the command line cannot be understood; see seamap --help");
}

/* All options, or those of markers, as argp takes them; the caller frees them. */
static struct argp_option *select_options(bool marker)
{
    struct argp_option *selected = memory_zeroed(OPTION_SPECS_MAX, sizeof *selected);
    size_t count = 0;
    for (const OptionSpec *spec = option_specs; spec->option.name; spec++)
        if (!marker || spec->traits & IN_MARKER)
            selected[count++] = spec->option;
    return selected;
}

static bool run_argp(Parse *parse, int argc, char **argv)
{
    struct argp_option *options = select_options(!parse->verbs);
    struct argp argp = {options, take_option, NULL, NULL, NULL, NULL, NULL};
    /* in order: the verb comes first, whatever the environment says about options behind arguments */
    unsigned flags = ARGP_NO_ERRS | ARGP_NO_EXIT | ARGP_NO_HELP | ARGP_IN_ORDER;
    if (argp_parse(&argp, argc, argv, flags, NULL, parse) != 0 && !utstring_len(&parse->problem))
        explain_refusal(parse, options, argc, argv);
    free(options);
    return !utstring_len(&parse->problem);
}

/* --- the whole --- */

static const char **finish_list(UT_array *list)
{
    options_push(list, NULL);
    return (const char **)(void *)list->d;
}

static void default_cache(Parse *parse)
{
    Options *options = parse->options;
    const char *base = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    if (options->cache || options->store->no_cache)
        return;
    if (base && *base == '/')
        options->cache = options_keep(options, memory_format("%s/seamap", base));
    else if (home && *home == '/')
        options->cache = options_keep(options, memory_format("%s/.cache/seamap", home));
}

/* Colour on terminals, unless the user or the terminal does not want it. */
static bool wants_color(Parse *parse, int stream)
{
    const char *when = parse->color ? parse->color : "auto";
    const char *refused = getenv("NO_COLOR"), *terminal = getenv("TERM");
    if (strcmp(when, "always") == 0)
        return true;
    if (strcmp(when, "never") == 0)
        return false;
    if (strcmp(when, "auto") != 0)
        set_problem(parse, "--color takes auto, always or never, not '%s'", when);
    return !(refused && *refused) && isatty(stream) && !(terminal && strcmp(terminal, "dumb") == 0);
}

static void quote(UT_string *out, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./,:=@+%~";
    if (utstring_len(out))
        utstring_bincpy(out, " ", 1);
    if (*word && !word[strspn(word, plain)] && *word != '~') {
        utstring_printf(out, "%s", word);
        return;
    }
    utstring_bincpy(out, "'", 1);
    for (; *word; word++)
        if (*word == '\'')
            utstring_printf(out, "'\\''");
        else
            utstring_bincpy(out, word, 1);
    utstring_bincpy(out, "'", 1);
}

static char *write_remedy(int argc, char **argv)
{
    UT_string text;
    utstring_init(&text);
    for (int i = 0; i < argc; i++)
        if (strlen(argv[i]) < 4 || strncmp("--check", argv[i], strlen(argv[i])) != 0)
            quote(&text, argv[i]);
    return utstring_body(&text);
}

/* Refuses options of other verbs. */
static void check_traits(Parse *parse)
{
    const Verb *verb = parse->options->verb;
    for (size_t i = 0; option_specs[i].option.name; i++)
        if (parse->used[i] && !option_belongs(&option_specs[i], verb))
            set_problem(parse, "%s takes no --%s; see seamap %s --help", verb->name, option_specs[i].option.name,
                        verb->name);
}

static void choose_format(Parse *parse)
{
    Options *options = parse->options;
    const char *known[OPTION_WORDS_MAX];
    if (options->verb->traits & VERB_BARE)
        return;
    option_words(TAKES_FORMAT, options->verb->traits, known);
    const char *format = parse->format ? parse->format : known[0];
    if (!is_known(parse, "format", format, known))
        return;
    if (options->verb->traits & VERB_CHECKS)
        options->findings_format = findings_format_find(format);
    else if (options->verb->traits & VERB_DIFFS)
        options->changes_format = changes_format_find(format);
    else if (options->verb->traits & VERB_GRAPHS)
        options->format = format;
    else
        options->emitter = emitter_find(format);
}

/* A developer's switch can stand without a verb. */
static void imply_verb(Parse *parse)
{
    Options *options = parse->options;
    const char *implied = options->dump_facts   ? "dump-facts"
                          : options->dump_units ? "dump-units"
                          : options->dump_graph ? "graph"
                                                : NULL;
    for (const Verb *verb = parse->verbs; implied && verb->name; verb++)
        if (strcmp(verb->name, implied) == 0)
            options->verb = verb;
}

static void check_usage(Parse *parse)
{
    Options *options = parse->options;
    imply_verb(parse);
    if (!options->verb) {
        set_problem(parse, "a verb is missing; see seamap --help");
        return;
    }
    check_traits(parse);
    choose_format(parse);
    if (options->verb->traits & VERB_SHELL)
        is_word(parse, "shell", options->symbol ? options->symbol : "", TAKES_SHELL);
    if (options->verb->traits & VERB_DIFFS && !options->symbol)
        set_problem(parse, "diff needs what to compare: BASE..HEAD, BASE (with the work tree), or two files of graphs");
    if (options->verb->traits & VERB_INIT && utarray_len(&options->store->paths))
        set_problem(parse, "%s takes no PATH: it looks at the directory that it is started in, or -C",
                    options->verb->name);
    if (options->verb->traits & VERB_HAS_SYMBOL && !options->symbol)
        set_problem(parse, "%s needs a SYMBOL: the end of a qualified name, like Manager.connect", options->verb->name);
    if (options->check && !options->output && !utarray_len(&options->store->inject))
        set_problem(parse, "--check compares with files: name them by -o or --inject");
    if (options->output && utarray_len(&options->store->inject))
        set_problem(parse, "--inject writes into its own file: it takes no -o");
    if (options->depfile && options->revision)
        set_problem(parse, "--depfile is about files, and --rev reads none: choose one of them");
    if (options->depfile_target && !options->depfile)
        set_problem(parse, "--depfile-target says what a --depfile is about: name that, too");
    if (parse->options->store->views_given && utarray_len(&options->store->inject))
        set_problem(parse, "the markers in a file for --inject name their views: it takes no --view");
}

static void finish_options(Parse *parse)
{
    static const char *const tests[] = {"tests/", "test/", "test_*.py", "*_test.py", "conftest.py"};
    Options *options = parse->options;
    struct OptionsStore *store = options->store;
    if (!utarray_len(&store->paths))
        options_push(&store->paths, ".");
    if (!utarray_len(&store->tests))
        for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
            options_push(&store->tests, tests[i]);
    if (!parse->options->store->views_given)
        memset(options->views, true, sizeof options->views);
    if (!options->view.profile)
        options->view.profile = profiles;
    options->paths = finish_list(&store->paths);
    options->include = finish_list(&store->include);
    options->exclude = finish_list(&store->exclude);
    options->tests = finish_list(&store->tests);
    options->inject = finish_list(&store->inject);
    options->view.entries = finish_list(&store->entries);
    options->view.sub_diagrams = true;
    for (size_t i = 0; rules[i].id && parse->rules_chosen; i++)
        options->rules.off[i] = !parse->rules_given[i];
    options->progress = options->verbosity >= 0 && isatty(STDERR_FILENO);
    default_cache(parse);
}

static void print_manual(const Verb *verbs)
{
    UT_string page;
    utstring_init(&page);
    manual_write(verbs, &page);
    fputs(utstring_body(&page), stdout);
    utstring_done(&page);
}

static OptionsResult parse_options(Parse *parse, int argc, char **argv, Diag *diag)
{
    Options *options = parse->options;
    options->remedy = options_keep(options, write_remedy(argc, argv));
    bool understood = run_argp(parse, argc, argv);
    options->color = wants_color(parse, STDERR_FILENO);
    options->color_product = wants_color(parse, STDOUT_FILENO);
    diag_configure(diag, options->verbosity, options->color);
    if (understood && parse->version) {
        puts("seamap " SEAMAP_VERSION);
        return OPTIONS_DONE;
    }
    if (understood && parse->manual) {
        print_manual(parse->verbs);
        return OPTIONS_DONE;
    }
    if (understood && parse->help) {
        help_print(parse->verbs, options->verb);
        return OPTIONS_DONE;
    }
    if (understood)
        check_usage(parse);
    if (options->depfile)
        options->inputs = options->store->inputs = inputs_new();
    if (utstring_len(&parse->problem)) {
        diag_add(diag, DIAG_ERROR, NULL, 0, 0, "%s", utstring_body(&parse->problem));
        return OPTIONS_BAD;
    }
    options->catalog = catalog_new();
    options->store->owns_catalog = true;
    if ((options->python && !options_check_python(options, NULL, diag)) ||
        !(options->verb->traits & VERB_INIT || options_add_config(options, parse->config, diag)))
        return OPTIONS_BAD;
    options_default_python(options, diag);
    finish_options(parse);
    return OPTIONS_RUN;
}

OptionsResult options_parse(Options *options, const Verb *verbs, int argc, char **argv, Diag *diag)
{
    Parse parse = {.options = options, .verbs = verbs};
    utstring_init(&parse.problem);
    *options = (Options){.verbs = verbs,
                         .root = ".",
                         .store = options_store_new(),
                         .rules = check_defaults(),
                         .fail_on = FINDING_WARNING};
    OptionsResult result = parse_options(&parse, argc, argv, diag);
    utstring_done(&parse.problem);
    return result;
}

int options_threads(const Options *options, size_t items, size_t each)
{
    size_t most = options->jobs > 0 ? (size_t)options->jobs : (size_t)omp_get_num_procs(), wanted = items / each;
    return wanted < 1 ? 1 : wanted < most ? (int)wanted : (int)most;
}

SourceQuery options_query(const Options *options)
{
    return (SourceQuery){.root = options->root,
                         .paths = options->paths,
                         .include = options->include,
                         .exclude = options->exclude,
                         .revision = options->revision,
                         .may_lack = options->may_lack,
                         .hashes = options->cache,
                         .inputs = options->inputs};
}

/* --- markers --- */

/* Ends the list of a marker, or takes the base's when the marker has none. */
static const char **derive_list(UT_array *list, const char *const *base)
{
    return utarray_len(list) ? finish_list(list) : (const char **)base;
}

bool options_derive(Options *options, const Options *base, int argc, char **argv, char *error, size_t error_size)
{
    Parse parse = {.options = options};
    *options = *base;
    options->store = options_store_new();
    memset(options->views, 0, sizeof options->views);
    utstring_init(&parse.problem);
    for (int i = 1; i < argc; i++)
        argv[i] = options_keep(options, memory_text(argv[i]));
    if (argc < 1)
        set_problem(&parse, "a view is missing: init, factories, boundaries or overview");
    else
        add_view(&parse, argv[0]);
    size_t chosen = 0;
    for (View view = 0; view < VIEW_COUNT; view++)
        chosen += options->views[view];
    if (chosen > 1)
        set_problem(&parse, "a marker names one view");
    if (!utstring_len(&parse.problem) && run_argp(&parse, argc, argv) && parse.format &&
        is_word(&parse, "format", parse.format, TAKES_FORMAT))
        options->emitter = emitter_find(parse.format);
    bool excludes = utarray_len(&options->store->exclude);
    for (const char **glob = base->exclude; excludes && *glob; glob++)
        options_push(&options->store->exclude, *glob);
    options->include = derive_list(&options->store->include, base->include);
    options->exclude = derive_list(&options->store->exclude, base->exclude);
    options->view.entries = derive_list(&options->store->entries, base->view.entries);
    bool good = !utstring_len(&parse.problem);
    if (!good)
        snprintf(error, error_size, "%s", utstring_body(&parse.problem));
    utstring_done(&parse.problem);
    return good;
}
