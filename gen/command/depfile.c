#include "depfile.h"

#include <string.h>
#include <utstring.h>

/* A name as make reads it. Backslashes count only where they stand before what would be escaped. */
static void append_name(UT_string *out, const char *name)
{
    for (const char *at = name; *at; at++) {
        size_t backslashes = strspn(at, "\\");
        if (backslashes) {
            bool doubled = at[backslashes] && strchr(" \t#", at[backslashes]);
            for (size_t i = 0; i < backslashes * (doubled ? 2 : 1); i++)
                utstring_bincpy(out, "\\", 1);
            at += backslashes - 1;
            continue;
        }
        if (strchr(" \t#", *at))
            utstring_bincpy(out, "\\", 1);
        else if (*at == '$')
            utstring_bincpy(out, "$", 1);
        utstring_bincpy(out, at, 1);
    }
}

/* Whether a name can be said at all: make has no line breaks, and stops at a colon that CMake hands on to it. */
static bool is_nameable(const char *name)
{
    return !strpbrk(name, "\n\r:");
}

ProductResult depfile_write(const Options *options, Diag *diag)
{
    UT_string text;
    if (!options->depfile)
        return PRODUCT_FINE;
    bool has_file = options->output && strcmp(options->output, "-") != 0;
    const char *target = options->depfile_target ? options->depfile_target
                         : has_file              ? options->output
                                                 : options->depfile;
    const char *const *inputs = inputs_list(options->inputs);
    utstring_init(&text);
    append_name(&text, target);
    utstring_printf(&text, ":");
    for (const char *const *input = inputs; *input; input++)
        if (is_nameable(*input)) {
            utstring_printf(&text, " \\\n  ");
            append_name(&text, *input);
        }
    utstring_printf(&text, "\n");
    /* without a rule of its own, make would stop at a file that is gone */
    for (const char *const *input = inputs; *input; input++)
        if (is_nameable(*input)) {
            utstring_printf(&text, "\n");
            append_name(&text, *input);
            utstring_printf(&text, ":\n");
        }
    ProductResult result = product_write(options->depfile, utstring_body(&text), utstring_len(&text), diag);
    utstring_done(&text);
    return result;
}
