#include "yaml_words.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const char *kind_of(const char *name)
{
    static const char *const kinds[][2] = {
        {"SEQUENCE", "a list"},       {"MAPPING", "keys with values"},
        {"SCALAR", "a single value"}, {"STRING", "a single value"},
        {"UINT", "a number"},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strncmp(name, kinds[i][0], strlen(kinds[i][0])) == 0)
            return kinds[i][1];
    return "something else";
}

/* What follows a prefix, or NULL. */
static const char *behind(const char *text, const char *prefix)
{
    size_t length = strlen(prefix);
    return strncmp(text, prefix, length) == 0 ? text + length : NULL;
}

void yaml_words_complain(const char *what, const char *one_of, char *out, size_t size)
{
    const char *key = behind(what, "Unexpected key: "), *twice = behind(what, "Mapping field already seen: ");
    const char *wanted = behind(what, "Expecting "), *invalid = behind(what, "Invalid ");
    const char *got = wanted ? strstr(wanted, "got event: ") : NULL;
    if (key) {
        snprintf(out, size, "unknown key '%s'", key);
    } else if (twice) {
        snprintf(out, size, "key '%s' stands here a second time", twice);
    } else if (got) {
        snprintf(out, size, "%s belongs here, and not %s", wanted[0] == 'E' ? one_of : kind_of(wanted),
                 kind_of(got + strlen("got event: ")));
    } else if (invalid) { /* where a number is too large it says `uint64_t` */
        bool number = behind(invalid, "UINT") || behind(invalid, "uint64_t");
        const char *value = strchr(invalid, ':');
        snprintf(out, size, "%s belongs here, and not%s", number ? "a number" : one_of, value ? value + 1 : " that");
    } else {
        snprintf(out, size, "%s", what);
    }
}
