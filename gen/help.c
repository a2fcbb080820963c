#include "help.h"

#include <stdlib.h>
#include <string.h>

bool help_shows_verb(const Verb *verb)
{
    return !(verb->traits & VERB_HIDDEN);
}

void help_describe(const OptionSpec *spec, const Verb *verb, UT_string *out)
{
    const char *words[OPTION_WORDS_MAX];
    if (spec->option.doc) {
        utstring_printf(out, "%s", spec->option.doc);
        return;
    }
    option_words(spec->takes, verb ? verb->traits : 0, words);
    for (size_t i = 0; words[i]; i++)
        utstring_printf(out, "%s%s%s", i ? ", " : "", words[i], i ? "" : " (default)");
}

/* The options that one verb takes, or those that all verbs take, as argp wants them. */
static void select_options(const Verb *verb, UT_string *format, struct argp_option selected[OPTION_SPECS_MAX])
{
    static const Verb reader = {.traits = 0};
    size_t count = 0;
    for (const OptionSpec *spec = option_specs; spec->option.name; spec++) {
        if (!option_belongs(spec, verb ? verb : &reader))
            continue;
        selected[count] = spec->option;
        if (!spec->option.doc) {
            help_describe(spec, verb, format);
            selected[count].doc = utstring_body(format);
        }
        count++;
    }
    selected[count] = (struct argp_option){0};
}

static void describe_program(const Verb *verbs, UT_string *out)
{
    utstring_printf(out, "Draws the WebSocket seams of a program from its source, which is never run.\n\nVerbs:");
    for (; verbs->name; verbs++)
        if (help_shows_verb(verbs))
            utstring_printf(out, "\n  %-10s %-16s %s", verbs->name, verbs->arguments, verbs->summary);
    utstring_printf(out, "\n\nseamap VERB --help shows what a verb takes.");
}

void help_print(const Verb *verbs, const Verb *verb)
{
    UT_string doc, name, format;
    struct argp_option options[OPTION_SPECS_MAX];
    utstring_init(&doc);
    utstring_init(&name);
    utstring_init(&format);
    select_options(verb, &format, options);
    utstring_printf(&name, "seamap%s%s", verb ? " " : "", verb ? verb->name : "");
    if (verb)
        utstring_printf(&doc, "Prints %s.", verb->summary);
    else
        describe_program(verbs, &doc);
    struct argp argp = {options, NULL, verb ? verb->arguments : "VERB [PATH...]", utstring_body(&doc), NULL,
                        NULL,    NULL};
    argp_help(&argp, stdout, ARGP_HELP_SHORT_USAGE | ARGP_HELP_PRE_DOC | ARGP_HELP_LONG, utstring_body(&name));
    utstring_done(&format);
    utstring_done(&name);
    utstring_done(&doc);
}
