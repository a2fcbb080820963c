#include "manual.h"

#include "config.h"
#include "help.h"

#include <ctype.h>
#include <string.h>

#ifndef SEAMAP_VERSION
#define SEAMAP_VERSION "0"
#endif

/* Text in which roff shall see nothing but text. */
static void write_text(UT_string *out, const char *text)
{
    if (*text == '.' || *text == '\'')
        utstring_printf(out, "\\&");
    for (; *text; text++)
        if (*text == '\\')
            utstring_printf(out, "\\e");
        else if (*text == '-')
            utstring_printf(out, "\\-");
        else
            utstring_bincpy(out, text, 1);
}

static void write_bold(UT_string *out, const char *text)
{
    utstring_printf(out, "\\fB");
    write_text(out, text);
    utstring_printf(out, "\\fR");
}

static void write_section(UT_string *out, const char *title, const char *text)
{
    utstring_printf(out, ".SH \"%s\"\n%s", title, text);
}

/* "-o, --output=FILE|DIR" and what it is for. */
static void write_option(UT_string *out, const OptionSpec *spec, const Verb *verb)
{
    const struct argp_option *option = &spec->option;
    UT_string about;
    utstring_init(&about);
    help_describe(spec, verb, &about);
    utstring_printf(out, ".TP\n\\fB");
    if (isalpha(option->key))
        utstring_printf(out, "\\-%c\\fR, \\fB", option->key);
    utstring_printf(out, "\\-\\-");
    write_text(out, option->name);
    utstring_printf(out, "\\fR");
    if (option->arg)
        utstring_printf(out, "=\\fI%s\\fR", option->arg);
    utstring_printf(out, "\n");
    write_text(out, utstring_body(&about));
    utstring_printf(out, ".\n");
    utstring_done(&about);
}

static bool is_shown(const OptionSpec *spec)
{
    return !(spec->option.flags & OPTION_HIDDEN);
}

static void write_verb(UT_string *out, const Verb *verb)
{
    utstring_printf(out, ".SS \"seamap %s %s\"\n", verb->name, verb->arguments);
    utstring_printf(out, "%c", toupper(*verb->summary));
    write_text(out, verb->summary + 1);
    utstring_printf(out, ".\n");
    for (const OptionSpec *spec = option_specs; spec->option.name; spec++)
        if (is_shown(spec) && option_is_own(spec, verb))
            write_option(out, spec, verb);
}

static void write_common_options(UT_string *out)
{
    static const Verb reader = {.traits = 0};
    write_section(out, "OPTIONS OF ALL VERBS", "");
    for (const OptionSpec *spec = option_specs; spec->option.name; spec++)
        if (is_shown(spec) && option_belongs(spec, &reader))
            write_option(out, spec, NULL);
}

static void write_config(UT_string *out)
{
    write_section(out, "CONFIG FILE",
                  "\\fIseamap.yaml\\fR or \\fI.seamap.yaml\\fR in the directory that is read\n"
                  "or above it, up to the root of the repository. Where both speak, the\n"
                  "command line wins; only \\fBexclude\\fR adds up. A key that is not known is\n"
                  "an error. \\fBseamap init\\fR writes a file with comments. The keys:\n");
    for (const ConfigKey *key = config_keys(); key->name; key++) {
        utstring_printf(out, ".TP\n");
        write_bold(out, key->name);
        utstring_printf(out, ": \\fI%s\\fR\n", key->takes);
        write_text(out, key->summary);
        utstring_printf(out, ".\n");
    }
}

static void write_examples(UT_string *out)
{
    static const char *const examples[][2] = {
        {"seamap draw --format markdown -o docs/seams", "all views, a file each, for a site or a repository"},
        {"seamap draw --inject README.md --check", "1 when a diagram in the page is stale"},
        {"seamap check --since origin/main", "findings that this branch adds"},
        {"seamap explain Manager.connect", "who calls it, whom it calls, and where"},
    };
    write_section(out, "EXAMPLES", "");
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        utstring_printf(out, ".TP\n");
        write_bold(out, examples[i][0]);
        utstring_printf(out, "\n");
        write_text(out, examples[i][1]);
        utstring_printf(out, ".\n");
    }
}

void manual_write(const Verb *verbs, UT_string *out)
{
    utstring_printf(out, ".\\\" Written by seamap --dump-manual.\n.TH SEAMAP 1 \"\" \"seamap %s\" \"User Commands\"\n",
                    SEAMAP_VERSION);
    write_section(out, "NAME", "seamap \\- draw the WebSocket seams of a program from its source\n");
    write_section(out, "SYNOPSIS", ".B seamap\n\\fIVERB\\fR [\\fIOPTION\\fR]... [\\fIPATH\\fR]...\n");
    write_section(out, "DESCRIPTION",
                  "Reads source trees without running anything of them, and draws as Mermaid\n"
                  "flowcharts how the WebSocket side of a system comes to life; reports the\n"
                  "mistakes that its seams breed. A \\fIPATH\\fR is a file or a directory;\n"
                  "default: \\fBsources\\fR of the config file, else the current directory.\n"
                  "The same source gives the same bytes.\n");
    write_section(out, "VERBS", "Options that are not a verb's own are below.\n");
    for (const Verb *verb = verbs; verb->name; verb++)
        if (help_shows_verb(verb))
            write_verb(out, verb);
    write_common_options(out);
    write_config(out);
    write_section(
        out, "EXIT STATUS",
        ".TP\n\\fB0\\fR\nFine.\n"
        ".TP\n\\fB1\\fR\nFindings, or something stale under \\fB\\-\\-check\\fR; \\fB\\-\\-exit\\-zero\\fR makes "
        "it 0.\n"
        ".TP\n\\fB2\\fR\nA mistake in usage, config or input.\n");
    write_section(
        out, "ENVIRONMENT",
        ".TP\n\\fBVIRTUAL_ENV\\fR\nThe default of \\fB\\-\\-python\\fR.\n"
        ".TP\n\\fBXDG_CACHE_HOME\\fR\nHolds the cache; default \\fI~/.cache\\fR.\n"
        ".TP\n\\fBNO_COLOR\\fR, \\fBTERM\\fR\nNo colour when the one is set, or the other is \\fBdumb\\fR.\n");
    write_examples(out);
}
