#include "inputs.h"

#include "../../extractors/memory.h"
#include "../../extractors/strings.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <utstring.h>

struct Inputs {
    Names *paths;
    const char **list; /* what was handed out last, or NULL */
};

Inputs *inputs_new(void)
{
    Inputs *inputs = memory_zeroed(1, sizeof *inputs);
    inputs->paths = names_new();
    return inputs;
}

void inputs_free(Inputs *inputs)
{
    if (!inputs)
        return;
    names_free(inputs->paths);
    free(inputs->list);
    free(inputs);
}

/* Appends a path without doubled slashes and one at its end, so that each path has one spelling. */
static void append_path(UT_string *out, const char *path)
{
    for (; *path; path++)
        if (*path != '/' || (path[1] && path[1] != '/'))
            utstring_bincpy(out, path, 1);
}

void inputs_add(Inputs *inputs, const char *path)
{
    UT_string absolute;
    if (!inputs)
        return;
    utstring_init(&absolute);
    if (*path != '/') {
        char *current = getcwd(NULL, 0);
        append_path(&absolute, current ? current : "");
        utstring_bincpy(&absolute, "/", 1);
        free(current);
    }
    append_path(&absolute, path);
    names_intern(inputs->paths, utstring_body(&absolute), utstring_len(&absolute));
    utstring_done(&absolute);
}

static int compare_texts(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

const char *const *inputs_list(Inputs *inputs)
{
    uint32_t count = names_count(inputs->paths) - 1; /* without "" */
    free(inputs->list);
    inputs->list = memory_zeroed(count + 1, sizeof *inputs->list);
    for (uint32_t i = 0; i < count; i++)
        inputs->list[i] = names_text(inputs->paths, i + 1);
    qsort(inputs->list, count, sizeof *inputs->list, compare_texts);
    return inputs->list;
}
