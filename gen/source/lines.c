#include "lines.h"

#include "../../extractors/memory.h"

#include <stdlib.h>
#include <string.h>
#include <uthash.h>

typedef struct {
    char *path;
    char *text;     /* or NULL when it cannot be read */
    uint32_t count; /* of lines */
    const char **starts;
    UT_hash_handle hh;
} File;

struct Lines {
    const SourceTree *tree;
    File *files;
};

Lines *lines_open(const SourceTree *tree)
{
    Lines *lines = memory_zeroed(1, sizeof *lines);
    lines->tree = tree;
    return lines;
}

void lines_close(Lines *lines)
{
    File *file, *next;
    if (!lines)
        return;
    HASH_ITER(hh, lines->files, file, next)
    {
        HASH_DEL(lines->files, file);
        free(file->starts);
        free(file->text);
        free(file->path);
        free(file);
    }
    free(lines);
}

/* Finds where the lines begin, once for all who ask. */
static void index_lines(File *file)
{
    file->count = 1;
    for (const char *at = file->text; (at = strchr(at, '\n')); at++)
        file->count++;
    file->starts = memory_alloc(file->count * sizeof *file->starts);
    file->starts[0] = file->text;
    for (uint32_t i = 1; i < file->count; i++)
        file->starts[i] = strchr(file->starts[i - 1], '\n') + 1;
}

static File *find_file(Lines *lines, const char *path)
{
    File *file;
    HASH_FIND_STR(lines->files, path, file);
    if (file)
        return file;
    char reason[200];
    size_t size;
    file = memory_zeroed(1, sizeof *file);
    file->path = memory_text(path);
    file->text = source_read_path(lines->tree, path, &size, reason, sizeof reason);
    if (file->text)
        index_lines(file);
    HASH_ADD_KEYPTR(hh, lines->files, file->path, strlen(file->path), file);
    return file;
}

bool lines_find(Lines *lines, const char *path, uint32_t number, const char **text, size_t *length)
{
    const File *file = find_file(lines, path);
    if (!number || number > file->count)
        return false;
    *text = file->starts[number - 1];
    *length = strcspn(*text, "\r\n");
    return true;
}
