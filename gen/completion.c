#include "completion.h"

#include "help.h"

#include <ctype.h>
#include <string.h>

/* Branches and tags, for all shells. */
#define REVISIONS "git rev-parse --symbolic --branches --tags --remotes 2>/dev/null"

static const Verb any_verb = {.traits = 0};

/* --- what all shells need --- */

static bool is_shown(const OptionSpec *spec)
{
    return !(spec->option.flags & OPTION_HIDDEN);
}

static bool has_letter(const OptionSpec *spec)
{
    return isalpha(spec->option.key);
}

/* The words of which a value is one, with blanks between. */
static void write_words(UT_string *out, OptionTakes takes, const Verb *verb)
{
    const char *words[OPTION_WORDS_MAX];
    option_words(takes, verb->traits, words);
    for (size_t i = 0; words[i]; i++)
        utstring_printf(out, "%s%s", i ? " " : "", words[i]);
}

/* Text between single quotes; `quote` is what stands for one in it. */
static void write_quoted(UT_string *out, const char *text, const char *quote)
{
    for (; *text; text++)
        if (*text == '\'')
            utstring_printf(out, "%s", quote);
        else
            utstring_bincpy(out, text, 1);
}

static void write_description(UT_string *out, const OptionSpec *spec, const Verb *verb, const char *quote)
{
    UT_string about;
    utstring_init(&about);
    help_describe(spec, verb, &about);
    write_quoted(out, utstring_body(&about), quote);
    utstring_done(&about);
}

/* --- bash --- */

/* "--output -o", or with another separator. */
static void write_bash_names(UT_string *out, const OptionSpec *spec, const char *separator)
{
    utstring_printf(out, "--%s", spec->option.name);
    if (has_letter(spec))
        utstring_printf(out, "%s-%c", separator, spec->option.key);
}

/* What --format takes depends on the verb. */
static void write_bash_formats(UT_string *out, const OptionSpec *spec, const Verb *verbs)
{
    utstring_printf(out, "        case $verb in\n");
    for (const Verb *verb = verbs; verb->name; verb++)
        if (help_shows_verb(verb) && option_is_own(spec, verb)) {
            utstring_printf(out, "        %s) _seamap_words '", verb->name);
            write_words(out, spec->takes, verb);
            utstring_printf(out, "' ;;\n");
        }
    utstring_printf(out, "        esac\n");
}

static void write_bash_value(UT_string *out, const OptionSpec *spec, const Verb *verbs)
{
    utstring_printf(out, "    ");
    write_bash_names(out, spec, " | ");
    utstring_printf(out, ")\n");
    switch (spec->takes) {
    case TAKES_NONE:
    case TAKES_TEXT:
        break;
    case TAKES_FILE:
        utstring_printf(out, "        _seamap_files -f\n");
        break;
    case TAKES_DIRECTORY:
        utstring_printf(out, "        _seamap_files -d\n");
        break;
    case TAKES_REVISION:
        utstring_printf(out, "        _seamap_words \"$(" REVISIONS ")\"\n");
        break;
    case TAKES_FORMAT:
        write_bash_formats(out, spec, verbs);
        break;
    case TAKES_COLOR:
    case TAKES_FAIL_ON:
    case TAKES_PROFILE:
    case TAKES_RULE:
    case TAKES_SHELL:
    case TAKES_VIEW:
        utstring_printf(out, "        _seamap_words '");
        write_words(out, spec->takes, &any_verb);
        utstring_printf(out, "'\n");
        break;
    }
    utstring_printf(out, "        return ;;\n");
}

static void write_bash_options(UT_string *out, const Verb *verb)
{
    utstring_printf(out, "_seamap_words '");
    for (const OptionSpec *spec = option_specs; spec->option.name; spec++)
        if (is_shown(spec) && option_belongs(spec, verb)) {
            write_bash_names(out, spec, " ");
            utstring_printf(out, " ");
        }
    utstring_printf(out, "' ;;\n");
}

static void write_bash(const Verb *verbs, UT_string *out)
{
    utstring_printf(out, "# Completions of seamap for bash, written by: seamap completion bash\n"
                         "# shellcheck shell=bash\n\n"
                         "_seamap_words() {\n"
                         "    local head=\n"
                         "    [[ $before == --view && $word == *,* ]] && head=${word%%,*},\n"
                         "    mapfile -t COMPREPLY < <(compgen -P \"$head\" -W \"$1\" -- \"${word##*,}\")\n"
                         "}\n\n"
                         "_seamap_files() {\n"
                         "    compopt -o filenames 2>/dev/null\n"
                         "    mapfile -t COMPREPLY < <(compgen \"$1\" -- \"$word\")\n"
                         "}\n\n"
                         "_seamap() {\n"
                         "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} verb='' i\n"
                         "    local with_value='");
    for (const OptionSpec *spec = option_specs; spec->option.name; spec++)
        if (spec->takes != TAKES_NONE && is_shown(spec)) {
            utstring_printf(out, " ");
            write_bash_names(out, spec, " ");
        }
    utstring_printf(
        out, " '\n"
             "    COMPREPLY=()\n"
             "    # bash makes three words of --option=value\n"
             "    if [[ $word == = ]]; then\n"
             "        word=\n"
             "    elif [[ $before == = ]]; then\n"
             "        before=${COMP_WORDS[COMP_CWORD - 2]}\n"
             "    fi\n"
             "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
             "        case ${COMP_WORDS[i]} in\n"
             "        =) ((i++)) ;;\n"
             "        -*) [[ $with_value == *\" ${COMP_WORDS[i]} \"* && ${COMP_WORDS[i + 1]} != = ]] && ((i++)) ;;\n"
             "        *) verb=${COMP_WORDS[i]} && break ;;\n"
             "        esac\n"
             "    done\n"
             "    case $before in\n");
    for (const OptionSpec *spec = option_specs; spec->option.name; spec++)
        if (spec->takes != TAKES_NONE && is_shown(spec))
            write_bash_value(out, spec, verbs);
    utstring_printf(out, "    esac\n"
                         "    case $verb:$word in\n");
    for (const Verb *verb = verbs; verb->name; verb++)
        if (help_shows_verb(verb)) {
            utstring_printf(out, "    %s:-*) ", verb->name);
            write_bash_options(out, verb);
        }
    utstring_printf(out, "    :-*) ");
    write_bash_options(out, &any_verb);
    utstring_printf(out, "    :*) _seamap_words '");
    for (const Verb *verb = verbs; verb->name; verb++)
        if (help_shows_verb(verb))
            utstring_printf(out, "%s ", verb->name);
    utstring_printf(out, "' ;;\n");
    for (const Verb *verb = verbs; verb->name; verb++)
        if (verb->traits & VERB_SHELL) {
            utstring_printf(out, "    %s:*) _seamap_words '", verb->name);
            write_words(out, TAKES_SHELL, verb);
            utstring_printf(out, "' ;;\n");
        }
    utstring_printf(out, "    *) _seamap_files -f ;;\n"
                         "    esac\n"
                         "}\n\n"
                         "complete -F _seamap seamap\n");
}

/* --- zsh --- */

static void write_zsh_action(UT_string *out, const OptionSpec *spec, const Verb *verb)
{
    switch (spec->takes) {
    case TAKES_NONE:
        break;
    case TAKES_TEXT:
        utstring_printf(out, ":%s: ", spec->option.arg);
        break;
    case TAKES_FILE:
        utstring_printf(out, ":%s:_files", spec->option.arg);
        break;
    case TAKES_DIRECTORY:
        utstring_printf(out, ":%s:_files -/", spec->option.arg);
        break;
    case TAKES_REVISION:
        utstring_printf(out, ":%s:{compadd -- $(" REVISIONS ")}", spec->option.arg);
        break;
    case TAKES_VIEW:
        utstring_printf(out, ":%s:_values -s , view ", spec->option.arg);
        write_words(out, spec->takes, verb);
        break;
    case TAKES_COLOR:
    case TAKES_FAIL_ON:
    case TAKES_FORMAT:
    case TAKES_PROFILE:
    case TAKES_RULE:
    case TAKES_SHELL:
        utstring_printf(out, ":%s:(", spec->option.arg);
        write_words(out, spec->takes, verb);
        utstring_printf(out, ")");
        break;
    }
}

/* One line of what _arguments takes: '--view=[what it is for]:VIEW:(init …)'. Options may come again. */
static void write_zsh_option(UT_string *out, const OptionSpec *spec, const Verb *verb)
{
    bool has_value = spec->takes != TAKES_NONE;
    utstring_printf(out, "        '*'");
    if (has_letter(spec))
        utstring_printf(out, "{-%c%s,--%s%s}", spec->option.key, has_value ? "+" : "", spec->option.name,
                        has_value ? "=" : "");
    else
        utstring_printf(out, "--%s%s", spec->option.name, has_value ? "=" : "");
    utstring_printf(out, "'[");
    write_description(out, spec, verb, "'\\''");
    utstring_printf(out, "]");
    write_zsh_action(out, spec, verb);
    utstring_printf(out, "'\n");
}

static void write_zsh(const Verb *verbs, UT_string *out)
{
    utstring_printf(out, "#compdef seamap\n"
                         "# Completions of seamap for zsh, written by: seamap completion zsh\n\n"
                         "_seamap() {\n"
                         "    local curcontext=$curcontext state line\n"
                         "    local -a verbs options\n"
                         "    verbs=(\n");
    for (const Verb *verb = verbs; verb->name; verb++)
        if (help_shows_verb(verb)) {
            utstring_printf(out, "        '%s:", verb->name);
            write_quoted(out, verb->summary, "'\\''");
            utstring_printf(out, "'\n");
        }
    utstring_printf(out, "    )\n    options=(\n");
    for (const OptionSpec *spec = option_specs; spec->option.name; spec++)
        if (is_shown(spec) && option_belongs(spec, &any_verb))
            write_zsh_option(out, spec, &any_verb);
    utstring_printf(out, "    )\n"
                         "    _arguments -C $options '1:verb:->verb' '*::argument:->rest' && return\n"
                         "    if [[ $state == verb ]]; then\n"
                         "        _describe verb verbs\n"
                         "        return\n"
                         "    fi\n"
                         "    case $words[1] in\n");
    for (const Verb *verb = verbs; verb->name; verb++) {
        if (!help_shows_verb(verb))
            continue;
        utstring_printf(out, "    %s)\n        options=(\n", verb->name);
        for (const OptionSpec *spec = option_specs; spec->option.name; spec++)
            if (is_shown(spec) && option_belongs(spec, verb))
                write_zsh_option(out, spec, verb);
        if (verb->traits & VERB_SHELL) {
            utstring_printf(out, "        '1:SHELL:(");
            write_words(out, TAKES_SHELL, verb);
            utstring_printf(out, ")'\n");
        } else if (verb->traits & VERB_HAS_SYMBOL) {
            utstring_printf(out, "        '1:SYMBOL: '\n");
        }
        utstring_printf(out, "        %s) ;;\n", verb->traits & VERB_SHELL ? "" : "'*:PATH:_files'");
    }
    utstring_printf(out, "    esac\n"
                         "    _arguments $options\n"
                         "}\n\n"
                         "if [[ $funcstack[1] == _seamap ]]; then\n"
                         "    _seamap \"$@\"\n"
                         "else\n"
                         "    compdef _seamap seamap\n"
                         "fi\n");
}

/* --- fish --- */

static void write_fish_value(UT_string *out, const OptionSpec *spec, const Verb *verb)
{
    switch (spec->takes) {
    case TAKES_NONE:
        break;
    case TAKES_TEXT:
        utstring_printf(out, " -x");
        break;
    case TAKES_FILE:
        utstring_printf(out, " -rF");
        break;
    case TAKES_DIRECTORY:
        utstring_printf(out, " -xa '(__fish_complete_directories)'");
        break;
    case TAKES_REVISION:
        utstring_printf(out, " -xa '(" REVISIONS ")'");
        break;
    case TAKES_COLOR:
    case TAKES_FAIL_ON:
    case TAKES_FORMAT:
    case TAKES_PROFILE:
    case TAKES_RULE:
    case TAKES_SHELL:
    case TAKES_VIEW:
        utstring_printf(out, " -xa '");
        write_words(out, spec->takes, verb);
        utstring_printf(out, "'");
        break;
    }
}

/* An option, where `condition` holds. */
static void write_fish_option(UT_string *out, const OptionSpec *spec, const Verb *verb, const char *condition)
{
    utstring_printf(out, "complete -c seamap%s -l %s", condition, spec->option.name);
    if (has_letter(spec))
        utstring_printf(out, " -s %c", spec->option.key);
    write_fish_value(out, spec, verb);
    utstring_printf(out, " -d '");
    write_description(out, spec, verb, "\\'");
    utstring_printf(out, "'\n");
}

/* An option that is common to verbs: it is offered unless one of the few has been named that do not take it. */
static void write_fish_common_option(UT_string *out, const OptionSpec *spec, const Verb *verbs)
{
    UT_string condition;
    utstring_init(&condition);
    for (const Verb *verb = verbs; verb->name; verb++)
        if (help_shows_verb(verb) && !option_belongs(spec, verb))
            utstring_printf(&condition, "%s %s", utstring_len(&condition) ? "" : " -n 'not __fish_seen_subcommand_from",
                            verb->name);
    if (utstring_len(&condition))
        utstring_printf(&condition, "'");
    write_fish_option(out, spec, &any_verb, utstring_body(&condition));
    utstring_done(&condition);
}

static void write_fish(const Verb *verbs, UT_string *out)
{
    UT_string condition;
    utstring_init(&condition);
    utstring_printf(out, "# Completions of seamap for fish, written by: seamap completion fish\n\n");
    for (const Verb *verb = verbs; verb->name; verb++) {
        if (!help_shows_verb(verb))
            continue;
        utstring_printf(out, "complete -c seamap -n __fish_use_subcommand -xa %s -d '", verb->name);
        write_quoted(out, verb->summary, "\\'");
        utstring_printf(out, "'\n");
        utstring_clear(&condition);
        utstring_printf(&condition, " -n '__fish_seen_subcommand_from %s'", verb->name);
        for (const OptionSpec *spec = option_specs; spec->option.name; spec++)
            if (is_shown(spec) && option_is_own(spec, verb))
                write_fish_option(out, spec, verb, utstring_body(&condition));
        if (verb->traits & VERB_SHELL) {
            utstring_printf(out, "complete -c seamap%s -xa '", utstring_body(&condition));
            write_words(out, TAKES_SHELL, verb);
            utstring_printf(out, "'\n");
        }
    }
    for (const OptionSpec *spec = option_specs; spec->option.name; spec++)
        if (is_shown(spec) && option_belongs(spec, &any_verb))
            write_fish_common_option(out, spec, verbs);
    utstring_done(&condition);
}

/* --- the table --- */

static const Shell shells[] = {{"bash", write_bash}, {"zsh", write_zsh}, {"fish", write_fish}, {NULL, NULL}};

const Shell *shell_find(const char *name)
{
    for (const Shell *shell = shells; shell->name; shell++)
        if (strcmp(shell->name, name) == 0)
            return shell;
    return NULL;
}
