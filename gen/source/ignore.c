#include "ignore.h"

#include "../../extractors/memory.h"
#include "glob.h"

#include <stdlib.h>
#include <string.h>
#include <utarray.h>

struct Ignore {
    const Ignore *parent;
    size_t base;
    char *text; /* the patterns point into it */
    UT_array globs;
};

static const UT_icd glob_icd = {sizeof(Glob), NULL, NULL, NULL};

/* Blanks at the end do not count, unless a backslash stands before them. */
static size_t trimmed_length(const char *line, size_t length)
{
    if (length && line[length - 1] == '\r')
        length--;
    while (length && line[length - 1] == ' ' && !(length > 1 && line[length - 2] == '\\'))
        length--;
    return length;
}

static void add_line(Ignore *ignore, const char *line, size_t length)
{
    Glob glob;
    length = trimmed_length(line, length);
    if (length && *line != '#' && glob_parse(&glob, line, length))
        utarray_push_back(&ignore->globs, &glob);
}

Ignore *ignore_new(const Ignore *parent, size_t base, const char *text, size_t length)
{
    Ignore *ignore = memory_zeroed(1, sizeof *ignore);
    ignore->text = memory_alloc(length + 1); /* there may be a NUL in it */
    memcpy(ignore->text, text, length);
    ignore->text[length] = '\0';
    ignore->parent = parent;
    ignore->base = base;
    utarray_init(&ignore->globs, &glob_icd);
    const char *line = ignore->text, *end = line + length;
    if (length >= 3 && memcmp(line, "\xef\xbb\xbf", 3) == 0)
        line += 3;
    while (line < end) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        add_line(ignore, line, (size_t)((stop ? stop : end) - line));
        line = stop ? stop + 1 : end;
    }
    return ignore;
}

void ignore_free(Ignore *ignore)
{
    if (!ignore)
        return;
    utarray_done(&ignore->globs);
    free(ignore->text);
    free(ignore);
}

bool ignore_has(const Ignore *ignore, const char *path, bool is_directory)
{
    for (; ignore; ignore = ignore->parent)
        for (size_t i = utarray_len(&ignore->globs); i-- > 0;) {
            const Glob *glob = (const Glob *)utarray_eltptr(&ignore->globs, (unsigned)i);
            if (glob_matches(glob, path + ignore->base, is_directory))
                return !glob->negated;
        }
    return false;
}
