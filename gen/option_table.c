#include "option_table.h"

#include "check/rules.h"
#include "view/view.h"
#include "../output/changes.h"
#include "../output/emitter.h"
#include "../output/findings_formats.h"

const OptionSpec option_specs[] = {
    {{"view", KEY_VIEW, "VIEW", 0, "init, factories, boundaries, overview, or all", 0},
     TAKES_VIEW,
     VERB_DRAWS | VERB_DIFFS},
    {{"format", KEY_FORMAT, "FORMAT", 0, NULL, 0},
     TAKES_FORMAT,
     VERB_DRAWS | VERB_GRAPHS | VERB_CHECKS | VERB_DIFFS | IN_MARKER},
    {{"entry", KEY_ENTRY, "SYMBOL", 0, "Start here and nowhere else; repeatable", 0},
     TAKES_TEXT,
     VERB_DRAWS | IN_MARKER},
    {{"focus", KEY_FOCUS, "SYMBOL", 0, "Draw only what calls or is called by it", 0},
     TAKES_TEXT,
     VERB_DRAWS | IN_MARKER},
    {{"depth", KEY_DEPTH, "N", 0, "At most N steps from the entries or the focus", 0},
     TAKES_TEXT,
     VERB_DRAWS | IN_MARKER},
    {{"max-nodes", KEY_MAX_NODES, "N", 0, "At most N nodes in a diagram", 0}, TAKES_TEXT, VERB_DRAWS | IN_MARKER},
    {{"profile", KEY_PROFILE, "HOST", 0, "Limits of github (default), gitlab or none", 0},
     TAKES_PROFILE,
     VERB_DRAWS | VERB_DIFFS | IN_MARKER},
    {{"link-template", KEY_LINK_TEMPLATE, "URL", 0, "Of a line: with {rev}, {path}, {line} (default: by the remote)",
      0},
     TAKES_TEXT,
     VERB_DIFFS},
    {{"check", KEY_CHECK, NULL, 0, "Compare with what is there; 1 when stale", 0}, TAKES_NONE, VERB_DRAWS},
    {{"inject", KEY_INJECT, "FILE", 0, "Fill in what FILE's seamap markers ask for", 0}, TAKES_FILE, VERB_DRAWS},
    {{"depfile", KEY_DEPFILE, "FILE", 0, "Say in FILE, for make and Ninja, what was read", 0}, TAKES_FILE, VERB_DRAWS},
    {{"depfile-target", KEY_DEPFILE_TARGET, "NAME", 0, "What depends on it (default: the output)", 0},
     TAKES_FILE,
     VERB_DRAWS},
    {{"rule", KEY_RULE, "RULE", 0, "Run this rule and no other; repeatable", 0}, TAKES_RULE, VERB_CHECKS | VERB_DIFFS},
    {{"list-rules", KEY_LIST_RULES, NULL, 0, "Show the rules", 0}, TAKES_NONE, VERB_CHECKS},
    {{"tests", KEY_TESTS, NULL, 0, "Report findings in test code, too", 0}, TAKES_NONE, VERB_CHECKS | VERB_DIFFS},
    {{"baseline", KEY_BASELINE, "FILE", 0, "Report only what is not in FILE", 0}, TAKES_FILE, VERB_CHECKS},
    {{"write-baseline", KEY_WRITE_BASELINE, "FILE", 0, "Write what is found to FILE", 0}, TAKES_FILE, VERB_CHECKS},
    {{"since", KEY_SINCE, "REV", 0, "Report only what is not in a git revision", 0}, TAKES_REVISION, VERB_CHECKS},
    {{"fail-on", KEY_FAIL_ON, "LEVEL", 0, "1 for error, warning (default), or never", 0}, TAKES_FAIL_ON, VERB_CHECKS},
    {{"force", KEY_FORCE, NULL, 0, "Replace a config that is there", 0}, TAKES_NONE, VERB_INIT},
    {{"include", KEY_INCLUDE, "GLOB", 0, "Read only such files; repeatable", 1}, TAKES_TEXT, ANY_VERB | IN_MARKER},
    {{"exclude", KEY_EXCLUDE, "GLOB", 0, "Do not read such files; repeatable", 1}, TAKES_TEXT, ANY_VERB | IN_MARKER},
    {{"output", 'o', "FILE|DIR", 0, "Write here, and only when the bytes differ", 1}, TAKES_FILE, ALL_VERBS},
    {{"directory", 'C', "DIR", 0, "Work as if started in DIR", 1}, TAKES_DIRECTORY, ALL_VERBS},
    {{"python", KEY_PYTHON, "PATH", 0, "Environment of the packages (default: $VIRTUAL_ENV)", 1},
     TAKES_DIRECTORY,
     ANY_VERB},
    {{"no-python", KEY_NO_PYTHON, NULL, 0, "Read nothing outside the tree", 1}, TAKES_NONE, ANY_VERB},
    {{"compile-commands", KEY_COMPILE_COMMANDS, "FILE", 0, "How C and C++ is compiled (default: found in the tree)", 1},
     TAKES_FILE,
     ANY_VERB},
    {{"rev", KEY_REV, "REV", 0, "Read a git revision, without a checkout", 1}, TAKES_REVISION, ANY_VERB | ONE_REVISION},
    {{"config", KEY_CONFIG, "FILE", 0, "Default: seamap.yaml, here or above", 1}, TAKES_FILE, ANY_VERB},
    {{"jobs", 'j', "N", 0, "Threads (default: the processors)", 1}, TAKES_TEXT, ANY_VERB},
    {{"cache", KEY_CACHE, "DIR", 0, "Keep facts here between runs", 1}, TAKES_DIRECTORY, ANY_VERB},
    {{"no-cache", KEY_NO_CACHE, NULL, 0, "Keep nothing", 1}, TAKES_NONE, ANY_VERB},
    {{"exit-zero", KEY_EXIT_ZERO, NULL, 0, "Exit 0 where it would be 1", 1}, TAKES_NONE, ANY_VERB},
    {{"color", KEY_COLOR, "WHEN", 0, "auto (default), always or never", 1}, TAKES_COLOR, ALL_VERBS},
    {{"verbose", 'v', NULL, 0, "Say more", 1}, TAKES_NONE, ALL_VERBS},
    {{"quiet", 'q', NULL, 0, "Say errors only", 1}, TAKES_NONE, ALL_VERBS},
    {{"help", 'h', NULL, 0, "Show this, or what a verb takes", 2}, TAKES_NONE, ALL_VERBS},
    {{"version", KEY_VERSION, NULL, 0, "Show the version", 2}, TAKES_NONE, ALL_VERBS},
    {{"dump-facts", KEY_DUMP_FACTS, "FILE", OPTION_HIDDEN, "", 3}, TAKES_FILE, ANY_VERB | DEVELOPERS},
    {{"dump-units", KEY_DUMP_UNITS, NULL, OPTION_HIDDEN, "", 3}, TAKES_NONE, ANY_VERB | DEVELOPERS},
    {{"dump-graph", KEY_DUMP_GRAPH, NULL, OPTION_HIDDEN, "", 3}, TAKES_NONE, ANY_VERB | DEVELOPERS},
    {{"dump-manual", KEY_DUMP_MANUAL, NULL, OPTION_HIDDEN, "", 3}, TAKES_NONE, ALL_VERBS | DEVELOPERS},
    {{"unit-seconds", KEY_UNIT_SECONDS, "N", OPTION_HIDDEN, "", 3}, TAKES_TEXT, ANY_VERB | DEVELOPERS},
    {.option = {.name = NULL}},
};

_Static_assert(sizeof option_specs / sizeof *option_specs <= OPTION_SPECS_MAX, "more options than OPTION_SPECS_MAX");

enum {
    VERB_TRAITS = VERB_DRAWS | VERB_GRAPHS | VERB_CHECKS | VERB_DIFFS | VERB_INIT
};

bool option_belongs(const OptionSpec *spec, const Verb *verb)
{
    unsigned own = spec->traits & VERB_TRAITS;
    if (spec->traits & ALL_VERBS)
        return true;
    if (spec->traits & ONE_REVISION && verb->traits & VERB_DIFFS)
        return false;
    return own ? own & verb->traits : !(verb->traits & VERB_BARE);
}

bool option_is_own(const OptionSpec *spec, const Verb *verb)
{
    return spec->traits & VERB_TRAITS & verb->traits;
}

static size_t copy_words(const char *const *words, const char *out[OPTION_WORDS_MAX])
{
    size_t count = 0;
    while (words[count] && count + 1 < OPTION_WORDS_MAX) {
        out[count] = words[count];
        count++;
    }
    return count;
}

static size_t list_formats(unsigned verb_traits, const char *out[OPTION_WORDS_MAX])
{
    static const char *const graph_formats[] = {"json", "dot", NULL};
    size_t count = 0;
    if (verb_traits & VERB_GRAPHS)
        return copy_words(graph_formats, out);
    if (verb_traits & VERB_CHECKS)
        for (const FindingsFormat *format = findings_formats; format->name; format++)
            out[count++] = format->name;
    else if (verb_traits & VERB_DIFFS)
        for (const ChangesFormat *format = changes_formats; format->name; format++)
            out[count++] = format->name;
    else
        for (const Emitter *emitter = emitters; emitter->name; emitter++)
            out[count++] = emitter->name;
    return count;
}

static size_t list_words(OptionTakes value, unsigned verb_traits, const char *out[OPTION_WORDS_MAX])
{
    static const char *const colors[] = {"auto", "always", "never", NULL};
    static const char *const shells[] = {"bash", "zsh", "fish", NULL};
    static const char *const levels[] = {"warning", "error", "never", NULL};
    size_t count = 0;
    switch (value) {
    case TAKES_NONE:
    case TAKES_TEXT:
    case TAKES_FILE:
    case TAKES_DIRECTORY:
    case TAKES_REVISION:
        break;
    case TAKES_COLOR:
        return copy_words(colors, out);
    case TAKES_FAIL_ON:
        return copy_words(levels, out);
    case TAKES_FORMAT:
        return list_formats(verb_traits, out);
    case TAKES_PROFILE:
        for (const Profile *profile = profiles; profile->name; profile++)
            out[count++] = profile->name;
        break;
    case TAKES_RULE:
        for (; rules[count].id; count++)
            out[count] = rules[count].id;
        break;
    case TAKES_SHELL:
        return copy_words(shells, out);
    case TAKES_VIEW:
        for (; count < VIEW_COUNT; count++)
            out[count] = view_name((View)count);
        out[count++] = "all";
        break;
    }
    return count;
}

size_t option_words(OptionTakes value, unsigned verb_traits, const char *out[OPTION_WORDS_MAX])
{
    size_t count = list_words(value, verb_traits, out);
    out[count] = NULL;
    return count;
}
