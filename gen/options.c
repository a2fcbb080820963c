#include "options.h"

#include "config.h"
#include "source/environment.h"
#include "suggest.h"

#include <argp.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utarray.h>
#include <utstring.h>

#ifndef SEAMAP_VERSION
#define SEAMAP_VERSION "0"
#endif

enum {
    JOBS_MAX = 1024,
    NODES_MAX = 1000000,
    DEPTH_MAX = 1000000
};

/* What lives as long as the options. */
struct OptionsStore {
    UT_array texts;                                           /* char *: strings of ours */
    UT_array paths, include, exclude, tests, entries, inject; /* const char *, each list ends with NULL */
    bool owns_catalog;
};

static const UT_icd borrowed_icd = {sizeof(char *), NULL, NULL, NULL};

static void text_deinit(void *element)
{
    free(*(char **)element);
}

static const UT_icd text_icd = {sizeof(char *), NULL, NULL, text_deinit};

/* --- the options --- */

enum Key {
    KEY_BASELINE = 256,
    KEY_CACHE,
    KEY_CHECK,
    KEY_COLOR,
    KEY_CONFIG,
    KEY_DEPTH,
    KEY_DUMP_FACTS,
    KEY_DUMP_GRAPH,
    KEY_ENTRY,
    KEY_EXCLUDE,
    KEY_EXIT_ZERO,
    KEY_FAIL_ON,
    KEY_FOCUS,
    KEY_FORMAT,
    KEY_INCLUDE,
    KEY_INJECT,
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
    KEY_VERSION,
    KEY_VIEW,
    KEY_WRITE_BASELINE
};

/* Beside the traits of verbs: what an option is allowed with. */
enum {
    ANY_VERB = 0,
    IN_MARKER = 1 << 16,
    DEVELOPERS = 1 << 17
};

static const struct {
    struct argp_option option;
    unsigned traits; /* VerbTrait of the verbs that take it (0: all), and the flags above */
} specs[] = {
    {{"view", KEY_VIEW, "VIEW", 0, "init, factories, boundaries, overview, or all", 0}, VERB_DRAWS},
    {{"format", KEY_FORMAT, "FORMAT", 0, NULL, 0}, VERB_DRAWS | VERB_GRAPHS | VERB_CHECKS | IN_MARKER},
    {{"entry", KEY_ENTRY, "SYMBOL", 0, "Start here and nowhere else; repeatable", 0}, VERB_DRAWS | IN_MARKER},
    {{"focus", KEY_FOCUS, "SYMBOL", 0, "Draw only what calls or is called by it", 0}, VERB_DRAWS | IN_MARKER},
    {{"depth", KEY_DEPTH, "N", 0, "At most N steps from the entries or the focus", 0}, VERB_DRAWS | IN_MARKER},
    {{"max-nodes", KEY_MAX_NODES, "N", 0, "At most N nodes in a diagram", 0}, VERB_DRAWS | IN_MARKER},
    {{"profile", KEY_PROFILE, "HOST", 0, "Limits of github (default), gitlab or none", 0}, VERB_DRAWS | IN_MARKER},
    {{"check", KEY_CHECK, NULL, 0, "Compare with what is there; 1 when stale", 0}, VERB_DRAWS},
    {{"inject", KEY_INJECT, "FILE", 0, "Fill in what FILE's seamap markers ask for", 0}, VERB_DRAWS},
    {{"rule", KEY_RULE, "RULE", 0, "Run this rule and no other; repeatable", 0}, VERB_CHECKS},
    {{"list-rules", KEY_LIST_RULES, NULL, 0, "Show the rules", 0}, VERB_CHECKS},
    {{"tests", KEY_TESTS, NULL, 0, "Report findings in test code, too", 0}, VERB_CHECKS},
    {{"baseline", KEY_BASELINE, "FILE", 0, "Report only what is not in FILE", 0}, VERB_CHECKS},
    {{"write-baseline", KEY_WRITE_BASELINE, "FILE", 0, "Write what is found to FILE", 0}, VERB_CHECKS},
    {{"since", KEY_SINCE, "REV", 0, "Report only what is not in a git revision", 0}, VERB_CHECKS},
    {{"fail-on", KEY_FAIL_ON, "LEVEL", 0, "1 for error, warning (default), or never", 0}, VERB_CHECKS},
    {{"include", KEY_INCLUDE, "GLOB", 0, "Read only such files; repeatable", 1}, ANY_VERB | IN_MARKER},
    {{"exclude", KEY_EXCLUDE, "GLOB", 0, "Do not read such files; repeatable", 1}, ANY_VERB | IN_MARKER},
    {{"output", 'o', "FILE|DIR", 0, "Write here, and only when the bytes differ", 1}, ANY_VERB},
    {{"directory", 'C', "DIR", 0, "Work as if started in DIR", 1}, ANY_VERB},
    {{"python", KEY_PYTHON, "PATH", 0, "Environment of the packages (default: $VIRTUAL_ENV)", 1}, ANY_VERB},
    {{"no-python", KEY_NO_PYTHON, NULL, 0, "Read nothing outside the tree", 1}, ANY_VERB},
    {{"rev", KEY_REV, "REV", 0, "Read a git revision, without a checkout", 1}, ANY_VERB},
    {{"config", KEY_CONFIG, "FILE", 0, "Default: seamap.yaml, here or above", 1}, ANY_VERB},
    {{"jobs", 'j', "N", 0, "Threads (default: the processors)", 1}, ANY_VERB},
    {{"cache", KEY_CACHE, "DIR", 0, "Keep facts here between runs", 1}, ANY_VERB},
    {{"no-cache", KEY_NO_CACHE, NULL, 0, "Keep nothing", 1}, ANY_VERB},
    {{"exit-zero", KEY_EXIT_ZERO, NULL, 0, "Exit 0 where it would be 1", 1}, ANY_VERB},
    {{"color", KEY_COLOR, "WHEN", 0, "auto (default), always or never", 1}, ANY_VERB},
    {{"verbose", 'v', NULL, 0, "Say more", 1}, ANY_VERB},
    {{"quiet", 'q', NULL, 0, "Say errors only", 1}, ANY_VERB},
    {{"help", 'h', NULL, 0, "Show this, or what a verb takes", 2}, ANY_VERB},
    {{"version", KEY_VERSION, NULL, 0, "Show the version", 2}, ANY_VERB},
    {{"dump-facts", KEY_DUMP_FACTS, "FILE", OPTION_HIDDEN, "", 3}, ANY_VERB | DEVELOPERS},
    {{"dump-graph", KEY_DUMP_GRAPH, NULL, OPTION_HIDDEN, "", 3}, ANY_VERB | DEVELOPERS},
};

enum {
    SPEC_COUNT = sizeof specs / sizeof *specs,
    VERB_TRAITS = VERB_DRAWS | VERB_GRAPHS | VERB_CHECKS
};

/* State of reading one command line (or marker). */
typedef struct {
    Options *options;
    const Verb *verbs; /* NULL in a marker */
    UT_string problem; /* the first one; empty: none */
    unsigned used[SPEC_COUNT];
    const char *format, *color, *config;
    bool rules_given[RULES_MAX], rules_chosen; /* by --rule */
    bool views_given, no_cache, no_python, help, version;
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

/* ", did you mean 'x'?" in front of nothing, or else the list of what is known. */
static void set_unknown(Parse *parse, const char *what, const char *word, const Suggestion *suggestion,
                        const char *known)
{
    if (suggestion->best)
        set_problem(parse, "unknown %s '%s': did you mean '%s'?", what, word, suggestion->best);
    else
        set_problem(parse, "unknown %s '%s'; known are %s", what, word, known);
}

/* --- lists and strings of ours --- */

static char *keep(Options *options, char *text)
{
    utarray_push_back(&options->store->texts, &text);
    return text;
}

static void push(UT_array *list, const char *text)
{
    utarray_push_back(list, &text);
}

static const char **finish_list(UT_array *list)
{
    push(list, NULL);
    return (const char **)(void *)list->d;
}

static struct OptionsStore *store_new(void)
{
    struct OptionsStore *store = calloc(1, sizeof *store);
    if (!store)
        abort();
    utarray_init(&store->texts, &text_icd);
    utarray_init(&store->paths, &borrowed_icd);
    utarray_init(&store->include, &borrowed_icd);
    utarray_init(&store->exclude, &borrowed_icd);
    utarray_init(&store->tests, &borrowed_icd);
    utarray_init(&store->entries, &borrowed_icd);
    utarray_init(&store->inject, &borrowed_icd);
    return store;
}

void options_free(Options *options)
{
    struct OptionsStore *store = options->store;
    if (!store)
        return;
    if (store->owns_catalog)
        catalog_free(options->catalog);
    utarray_done(&store->texts);
    utarray_done(&store->paths);
    utarray_done(&store->include);
    utarray_done(&store->exclude);
    utarray_done(&store->tests);
    utarray_done(&store->entries);
    utarray_done(&store->inject);
    free(store);
    options->store = NULL;
}

/* --- values of options --- */

static void add_view(Parse *parse, const char *name)
{
    View view = view_find(name);
    parse->views_given = true;
    if (view != VIEW_COUNT) {
        parse->options->views[view] = true;
        return;
    }
    if (strcmp(name, "all") == 0) {
        memset(parse->options->views, true, sizeof parse->options->views);
        return;
    }
    Suggestion suggestion = suggest_start(name);
    UT_string known;
    utstring_init(&known);
    for (view = 0; view < VIEW_COUNT; view++) {
        suggest_offer(&suggestion, view_name(view));
        utstring_printf(&known, "%s, ", view_name(view));
    }
    suggest_offer(&suggestion, "all");
    utstring_printf(&known, "all");
    set_unknown(parse, "view", name, &suggestion, utstring_body(&known));
    utstring_done(&known);
}

static void add_views(Parse *parse, const char *names)
{
    char *copy = strdup(names), *rest = copy, *name;
    while ((name = strsep(&rest, ",")))
        add_view(parse, name);
    free(copy);
}

static const Emitter *choose_emitter(Parse *parse, const char *name)
{
    const Emitter *emitter = emitter_find(name);
    if (emitter)
        return emitter;
    Suggestion suggestion = suggest_start(name);
    UT_string known;
    utstring_init(&known);
    for (emitter = emitters; emitter->name; emitter++) {
        suggest_offer(&suggestion, emitter->name);
        utstring_printf(&known, "%s%s", utstring_len(&known) ? ", " : "", emitter->name);
    }
    set_unknown(parse, "format", name, &suggestion, utstring_body(&known));
    utstring_done(&known);
    return NULL;
}

static void choose_profile(Parse *parse, const char *name)
{
    const Profile *profile = profile_find(name);
    if (profile) {
        parse->options->view.profile = profile;
        return;
    }
    Suggestion suggestion = suggest_start(name);
    UT_string known;
    utstring_init(&known);
    for (profile = profiles; profile->name; profile++) {
        suggest_offer(&suggestion, profile->name);
        utstring_printf(&known, "%s%s", utstring_len(&known) ? ", " : "", profile->name);
    }
    set_unknown(parse, "profile", name, &suggestion, utstring_body(&known));
    utstring_done(&known);
}

static const FindingsFormat *choose_findings_format(Parse *parse, const char *name)
{
    const FindingsFormat *format = findings_format_find(name);
    if (format)
        return format;
    Suggestion suggestion = suggest_start(name);
    UT_string known;
    utstring_init(&known);
    for (format = findings_formats; format->name; format++) {
        suggest_offer(&suggestion, format->name);
        utstring_printf(&known, "%s%s", utstring_len(&known) ? ", " : "", format->name);
    }
    set_unknown(parse, "format", name, &suggestion, utstring_body(&known));
    utstring_done(&known);
    return NULL;
}

static void add_rule(Parse *parse, const char *name)
{
    size_t rule = rule_find(name);
    if (rule < RULES_MAX) {
        parse->rules_given[rule] = parse->rules_chosen = true;
        return;
    }
    Suggestion suggestion = suggest_start(name);
    UT_string known;
    utstring_init(&known);
    for (rule = 0; rules[rule].id; rule++) {
        suggest_offer(&suggestion, rules[rule].id);
        utstring_printf(&known, "%s%s", utstring_len(&known) ? ", " : "", rules[rule].id);
    }
    set_unknown(parse, "rule", name, &suggestion, utstring_body(&known));
    utstring_done(&known);
}

static void choose_fail_on(Parse *parse, const char *name)
{
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
    Suggestion suggestion = suggest_start(name);
    UT_string known;
    parse->verb_seen = true;
    utstring_init(&known);
    for (const Verb *verb = parse->verbs; verb->name; verb++) {
        if (verb->traits & VERB_HIDDEN)
            continue;
        if (strcmp(verb->name, name) == 0)
            parse->options->verb = verb;
        if (!(verb->traits & VERB_LATER)) {
            suggest_offer(&suggestion, verb->name);
            utstring_printf(&known, "%s%s", utstring_len(&known) ? ", " : "", verb->name);
        }
    }
    if (!parse->options->verb)
        set_unknown(parse, "verb", name, &suggestion, utstring_body(&known));
    else if (parse->options->verb->traits & VERB_LATER)
        set_problem(parse, "'%s' is not in this version of seamap, which knows %s", name, utstring_body(&known));
    utstring_done(&known);
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
        push(&options->store->paths, argument);
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
        parse->no_cache = false;
        return true;
    case KEY_NO_CACHE:
        options->cache = NULL;
        parse->no_cache = true;
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
    case KEY_EXIT_ZERO:
        options->exit_zero = true;
        return true;
    case KEY_NO_PYTHON:
        options->python = NULL;
        parse->no_python = true;
        return true;
    case KEY_PYTHON:
        options->python = value;
        options->python_follows = true;
        parse->no_python = false;
        return true;
    case KEY_REV:
        options->revision = value;
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
    case KEY_DEPTH:
        options->view.depth = (unsigned)number(parse, "--depth", value, 0, DEPTH_MAX);
        return true;
    case KEY_ENTRY:
        push(&options->store->entries, value);
        return true;
    case KEY_EXCLUDE:
        push(&options->store->exclude, value);
        return true;
    case KEY_FOCUS:
        options->view.focus = value;
        return true;
    case KEY_FORMAT:
        parse->format = value;
        return true;
    case KEY_INCLUDE:
        push(&options->store->include, value);
        return true;
    case KEY_INJECT:
        push(&options->store->inject, value);
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
        for (size_t i = 0; i < SPEC_COUNT; i++)
            parse->used[i] += specs[i].option.key == key;
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
    char *name = strndup(argument + 2, length);
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

/* Options that `traits` allow, as argp takes them; the caller frees them. */
static struct argp_option *select_options(unsigned verb_traits, bool any_verb, bool marker)
{
    struct argp_option *selected = calloc(SPEC_COUNT + 1, sizeof *selected);
    if (!selected)
        abort();
    size_t count = 0;
    for (size_t i = 0; i < SPEC_COUNT; i++) {
        unsigned own = specs[i].traits & VERB_TRAITS;
        bool wanted = marker ? specs[i].traits & IN_MARKER : any_verb || !own || own & verb_traits;
        if (wanted)
            selected[count++] = specs[i].option;
    }
    return selected;
}

static bool run_argp(Parse *parse, int argc, char **argv)
{
    struct argp_option *options = select_options(0, true, !parse->verbs);
    struct argp argp = {options, take_option, NULL, NULL, NULL, NULL, NULL};
    /* in order: the verb comes first, whatever the environment says about options behind arguments */
    unsigned flags = ARGP_NO_ERRS | ARGP_NO_EXIT | ARGP_NO_HELP | ARGP_IN_ORDER;
    if (argp_parse(&argp, argc, argv, flags, NULL, parse) != 0 && !utstring_len(&parse->problem))
        explain_refusal(parse, options, argc, argv);
    free(options);
    return !utstring_len(&parse->problem);
}

/* --- help --- */

static char *format_help(const Verb *verb)
{
    UT_string text;
    utstring_init(&text);
    if (verb && verb->traits & VERB_GRAPHS)
        utstring_printf(&text, "json (default) or dot");
    else if (verb && verb->traits & VERB_CHECKS)
        for (const FindingsFormat *format = findings_formats; format->name; format++)
            utstring_printf(&text, "%s%s%s", format == findings_formats ? "" : ", ", format->name,
                            format == findings_formats ? " (default)" : "");
    else
        for (const Emitter *emitter = emitters; emitter->name; emitter++)
            utstring_printf(&text, "%s%s%s", emitter == emitters ? "" : ", ", emitter->name,
                            emitter == emitters ? " (default)" : "");
    return utstring_body(&text);
}

static void print_help(const Verb *verbs, const Verb *verb)
{
    UT_string doc, name;
    struct argp_option *options = select_options(verb ? verb->traits : 0, false, false);
    char *formats = format_help(verb);
    for (struct argp_option *option = options; option->name; option++)
        if (option->key == KEY_FORMAT)
            option->doc = formats;
    utstring_init(&doc);
    utstring_init(&name);
    utstring_printf(&name, "seamap%s%s", verb ? " " : "", verb ? verb->name : "");
    if (verb) {
        utstring_printf(&doc, "Prints %s.", verb->summary);
    } else {
        utstring_printf(&doc, "Draws the WebSocket seams of a program from its source, which is never run.\n\nVerbs:");
        for (; verbs->name; verbs++)
            if (!(verbs->traits & (VERB_LATER | VERB_HIDDEN)))
                utstring_printf(&doc, "\n  %-8s %-18s %s", verbs->name, verbs->arguments, verbs->summary);
        utstring_printf(&doc, "\n\nseamap VERB --help shows what a verb takes.");
    }
    struct argp argp = {options, NULL, verb ? verb->arguments : "VERB [PATH...]", utstring_body(&doc), NULL,
                        NULL,    NULL};
    argp_help(&argp, stdout, ARGP_HELP_SHORT_USAGE | ARGP_HELP_PRE_DOC | ARGP_HELP_LONG, utstring_body(&name));
    utstring_done(&name);
    utstring_done(&doc);
    free(formats);
    free(options);
}

/* --- the config file --- */

/* Whether a path of the config stays below the config's directory, by its letters. */
static bool stays_below(const char *path)
{
    int depth = 0;
    char *copy = strdup(path), *rest = copy, *part;
    bool below = *path != '/';
    while ((part = strsep(&rest, "/"))) {
        if (strcmp(part, "..") == 0)
            depth--;
        else if (*part && strcmp(part, ".") != 0)
            depth++;
        below = below && depth >= 0;
    }
    free(copy);
    return below;
}

/* A path of the config as seen from the current directory; NULL when a config that was merely found leads out. */
static char *locate(Options *options, const char *config_file, const char *path, bool named, Diag *diag)
{
    char *located = NULL;
    const char *slash = strrchr(config_file, '/');
    if (!named && !stays_below(path)) {
        diag_add(
            diag, DIAG_ERROR, config_file, 0, 0,
            "'%s' leads out of the directory of the config: name it on the command line, or the config by --config",
            path);
        return NULL;
    }
    if (*path == '/' || !slash)
        return keep(options, strdup(path));
    if (asprintf(&located, "%.*s/%s", (int)(slash - config_file), config_file, path) < 0)
        abort();
    return keep(options, located);
}

static bool is_link_out(const char *directory_of, const char *path)
{
    char *real = realpath(path, NULL), *home = realpath(directory_of, NULL);
    char *slash = home ? strrchr(home, '/') : NULL;
    bool out = !real || !slash || strncmp(real, home, (size_t)(slash - home) + 1) != 0;
    free(real);
    free(home);
    return out;
}

/* Whether there is such an environment. */
static bool check_python(const Options *options, const char *config_file, Diag *diag)
{
    char reason[200];
    Environment *environment = environment_open(options->python, options->python_follows, reason, sizeof reason);
    if (!environment)
        diag_add(diag, DIAG_ERROR, config_file, 0, 0, "%s %s: %s", config_file ? "python:" : "--python",
                 options->python, reason);
    environment_close(environment);
    return environment != NULL;
}

/* The active virtual environment, when nobody names another. One that is gone is no mistake of the command line. */
static void default_python(Parse *parse, Diag *diag)
{
    Options *options = parse->options;
    const char *active = getenv("VIRTUAL_ENV");
    char reason[200];
    if (options->python || parse->no_python || !active || !*active)
        return;
    Environment *environment = environment_open(active, true, reason, sizeof reason);
    if (environment) {
        options->python = active;
        options->python_follows = true;
    } else {
        diag_add(diag, DIAG_WARNING, NULL, 0, 0, "$VIRTUAL_ENV is not read: %s: %s", active, reason);
    }
    environment_close(environment);
}

static bool add_catalog_text(Options *options, const char *path, const char *text, size_t length, Diag *diag)
{
    char error[400] = "";
    unsigned line = 0;
    int skipped = 0;
    if (catalog_add_yaml(options->catalog, text, length, error, sizeof error))
        return true;
    if (sscanf(error, "line %u: %n", &line, &skipped) < 1)
        skipped = 0;
    diag_add(diag, DIAG_ERROR, path, line, 0, "in the catalog: %s", error + skipped);
    return false;
}

/* The environment that the config names, unless the command line says otherwise. */
static bool add_python(Parse *parse, const char *path, const Config *config, bool named, Diag *diag)
{
    Options *options = parse->options;
    if (!config->python || options->python || parse->no_python)
        return true;
    const char *python = locate(options, path, config->python, named, diag);
    if (python && !named && access(python, F_OK) == 0 && is_link_out(path, python)) {
        diag_add(diag, DIAG_ERROR, path, 0, 0, "'%s' is a link that leads out of the directory of the config",
                 config->python);
        return false;
    }
    options->python = python;
    options->python_follows = named;
    return python && check_python(options, path, diag);
}

static bool add_catalogs(Options *options, const char *path, const Config *config, bool named, Diag *diag)
{
    bool good = true;
    for (unsigned i = 0; i < config->catalog_files_count; i++) {
        const char *file = locate(options, path, config->catalog_files[i], named, diag);
        size_t size = 0;
        char *text = NULL;
        if (file && !named && access(file, F_OK) == 0 && is_link_out(path, file))
            diag_add(diag, DIAG_ERROR, path, 0, 0, "'%s' is a link that leads out of the directory of the config",
                     config->catalog_files[i]);
        else if (file)
            text = config_read(file, &size, diag);
        good = text && add_catalog_text(options, file, text, size, diag) && good;
        free(text);
    }
    if (config->catalog)
        good = add_catalog_text(options, path, config->catalog, strlen(config->catalog), diag) && good;
    return good;
}

static void copy_list(Options *options, UT_array *list, char **texts, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        push(list, keep(options, strdup(texts[i])));
}

/* Levels of rules; a rule that the command line names runs in any case. */
static bool add_rule_levels(Parse *parse, const char *path, const ConfigRules *config, Diag *diag)
{
    CheckOptions *options = &parse->options->rules;
    bool good = true;
    for (size_t i = 0; rules[i].id; i++) {
        const char *name = config->levels[i];
        FindingLevel level = name ? finding_level_find(name) : FINDING_LEVEL_COUNT;
        if (level < FINDING_LEVEL_COUNT)
            options->level[i] = level;
        else if (name && strcmp(name, "off") == 0)
            options->off[i] = true;
        else if (name)
            diag_add(diag, DIAG_ERROR, path, 0, 0, "rule %s takes off, error, warning or note, not '%s'", rules[i].id,
                     name);
        good = good && (!name || level < FINDING_LEVEL_COUNT || options->off[i]);
    }
    return good;
}

/* Takes over what the command line left open. */
static bool merge_config(Parse *parse, const char *path, const Config *config, bool named, Diag *diag)
{
    Options *options = parse->options;
    struct OptionsStore *store = options->store;
    bool good = true;
    if (!utarray_len(&store->paths))
        for (unsigned i = 0; i < config->sources_count; i++) {
            const char *source = locate(options, path, config->sources[i], named, diag);
            good = source && good;
            if (source)
                push(&store->paths, source);
        }
    if (!utarray_len(&store->include))
        copy_list(options, &store->include, config->include, config->include_count);
    if (!utarray_len(&store->entries))
        copy_list(options, &store->entries, config->entries, config->entries_count);
    copy_list(options, &store->exclude, config->exclude, config->exclude_count);
    copy_list(options, &store->tests, config->tests, config->tests_count);
    if (!options->view.max_nodes)
        options->view.max_nodes = config->max_nodes;
    if (!options->view.profile && config->profile) {
        choose_profile(parse, config->profile);
        if (!options->view.profile)
            diag_add(diag, DIAG_ERROR, path, 0, 0, "%s", utstring_body(&parse->problem));
        good = good && options->view.profile;
    }
    good = add_rule_levels(parse, path, &config->rules, diag) && good;
    good = add_python(parse, path, config, named, diag) && good;
    return add_catalogs(options, path, config, named, diag) && good;
}

static bool is_directory(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* The config in or above the one directory that is asked for, or else the current one. */
static char *find_config(const Options *options)
{
    const UT_array *paths = &options->store->paths;
    const char *only = utarray_len(paths) == 1 ? *(const char *const *)utarray_front(paths) : NULL;
    char *found = only && is_directory(only) ? config_find(only) : NULL;
    return found ? found : config_find(".");
}

static bool read_config(Parse *parse, Diag *diag)
{
    Options *options = parse->options;
    bool named = parse->config;
    char *path = named ? strdup(parse->config) : find_config(options);
    if (!path)
        return true;
    keep(options, path);
    if (!named) {
        char *root = keep(options, strdup(path));
        char *slash = strrchr(root, '/');
        slash[slash == root] = '\0';
        options->root = root;
    }
    Config *config = config_load(path, diag);
    bool good = config && merge_config(parse, path, config, named, diag);
    config_free(config);
    return good;
}

/* --- the whole --- */

static void default_cache(Parse *parse)
{
    Options *options = parse->options;
    const char *base = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    char *directory = NULL;
    if (options->cache || parse->no_cache)
        return;
    int length = base && *base == '/'   ? asprintf(&directory, "%s/seamap", base)
                 : home && *home == '/' ? asprintf(&directory, "%s/.cache/seamap", home)
                                        : 0;
    if (length > 0)
        options->cache = keep(options, directory);
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
    utstring_printf(&text, "seamap");
    for (int i = 1; i < argc; i++)
        if (strlen(argv[i]) < 4 || strncmp("--check", argv[i], strlen(argv[i])) != 0)
            quote(&text, argv[i]);
    return utstring_body(&text);
}

/* Refuses options of other verbs. */
static void check_traits(Parse *parse)
{
    const Verb *verb = parse->options->verb;
    for (size_t i = 0; i < SPEC_COUNT; i++) {
        unsigned own = specs[i].traits & VERB_TRAITS;
        if (parse->used[i] && own && !(own & verb->traits))
            set_problem(parse, "%s takes no --%s; see seamap %s --help", verb->name, specs[i].option.name, verb->name);
    }
}

static void choose_format(Parse *parse)
{
    Options *options = parse->options;
    if (options->verb->traits & VERB_CHECKS) {
        options->findings_format = choose_findings_format(parse, parse->format ? parse->format : "text");
        return;
    }
    if (!(options->verb->traits & VERB_GRAPHS)) {
        options->emitter = choose_emitter(parse, parse->format ? parse->format : emitters->name);
        return;
    }
    options->format = parse->format ? parse->format : "json";
    if (strcmp(options->format, "json") == 0 || strcmp(options->format, "dot") == 0)
        return;
    Suggestion suggestion = suggest_start(options->format);
    suggest_offer(&suggestion, "json");
    suggest_offer(&suggestion, "dot");
    set_unknown(parse, "format", options->format, &suggestion, "json, dot");
}

/* A developer's switch can stand without a verb. */
static void imply_verb(Parse *parse)
{
    Options *options = parse->options;
    for (const Verb *verb = parse->verbs; verb->name; verb++) {
        if (options->dump_facts && verb->traits & VERB_HIDDEN)
            options->verb = verb;
        if (options->dump_graph && !options->dump_facts && verb->traits & VERB_GRAPHS)
            options->verb = verb;
    }
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
    if (options->verb->traits & VERB_HAS_SYMBOL && !options->symbol)
        set_problem(parse, "%s needs a SYMBOL: the end of a qualified name, like Manager.connect", options->verb->name);
    if (options->check && !options->output && !utarray_len(&options->store->inject))
        set_problem(parse, "--check compares with files: name them by -o or --inject");
    if (options->output && utarray_len(&options->store->inject))
        set_problem(parse, "--inject writes into its own file: it takes no -o");
    if (parse->views_given && utarray_len(&options->store->inject))
        set_problem(parse, "the markers in a file for --inject name their views: it takes no --view");
}

static void finish_options(Parse *parse)
{
    static const char *const tests[] = {"tests/", "test/", "test_*.py", "*_test.py", "conftest.py"};
    Options *options = parse->options;
    struct OptionsStore *store = options->store;
    if (!utarray_len(&store->paths))
        push(&store->paths, ".");
    if (!utarray_len(&store->tests))
        for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
            push(&store->tests, tests[i]);
    if (!parse->views_given)
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

static OptionsResult parse_options(Parse *parse, int argc, char **argv, Diag *diag)
{
    Options *options = parse->options;
    options->remedy = keep(options, write_remedy(argc, argv));
    bool understood = run_argp(parse, argc, argv);
    options->color = wants_color(parse, STDERR_FILENO);
    options->color_product = wants_color(parse, STDOUT_FILENO);
    diag_configure(diag, options->verbosity, options->color);
    if (understood && parse->version) {
        puts("seamap " SEAMAP_VERSION);
        return OPTIONS_DONE;
    }
    if (understood && parse->help) {
        print_help(parse->verbs, options->verb);
        return OPTIONS_DONE;
    }
    if (understood)
        check_usage(parse);
    if (utstring_len(&parse->problem)) {
        diag_add(diag, DIAG_ERROR, NULL, 0, 0, "%s", utstring_body(&parse->problem));
        return OPTIONS_BAD;
    }
    options->catalog = catalog_new();
    options->store->owns_catalog = true;
    if ((options->python && !check_python(options, NULL, diag)) || !read_config(parse, diag))
        return OPTIONS_BAD;
    default_python(parse, diag);
    finish_options(parse);
    return OPTIONS_RUN;
}

OptionsResult options_parse(Options *options, const Verb *verbs, int argc, char **argv, Diag *diag)
{
    Parse parse = {.options = options, .verbs = verbs};
    utstring_init(&parse.problem);
    *options = (Options){.root = ".", .store = store_new(), .rules = check_defaults(), .fail_on = FINDING_WARNING};
    OptionsResult result = parse_options(&parse, argc, argv, diag);
    utstring_done(&parse.problem);
    return result;
}

SourceQuery options_query(const Options *options)
{
    return (SourceQuery){.root = options->root,
                         .paths = options->paths,
                         .include = options->include,
                         .exclude = options->exclude,
                         .revision = options->revision};
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
    options->store = store_new();
    memset(options->views, 0, sizeof options->views);
    utstring_init(&parse.problem);
    for (int i = 1; i < argc; i++)
        argv[i] = keep(options, strdup(argv[i]));
    if (argc < 1)
        set_problem(&parse, "a view is missing");
    else
        add_view(&parse, argv[0]);
    size_t chosen = 0;
    for (View view = 0; view < VIEW_COUNT; view++)
        chosen += options->views[view];
    if (chosen > 1)
        set_problem(&parse, "a marker names one view");
    if (!utstring_len(&parse.problem) && run_argp(&parse, argc, argv) && parse.format)
        options->emitter = choose_emitter(&parse, parse.format);
    bool excludes = utarray_len(&options->store->exclude);
    for (const char **glob = base->exclude; excludes && *glob; glob++)
        push(&options->store->exclude, *glob);
    options->include = derive_list(&options->store->include, base->include);
    options->exclude = derive_list(&options->store->exclude, base->exclude);
    options->view.entries = derive_list(&options->store->entries, base->view.entries);
    bool good = !utstring_len(&parse.problem);
    if (!good)
        snprintf(error, error_size, "%s", utstring_body(&parse.problem));
    utstring_done(&parse.problem);
    return good;
}
