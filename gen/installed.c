#include "installed.h"

#include "../extractors/memory.h"
#include "source/environment.h"
#include "../extractors/extractor.h"

#include <stdlib.h>
#include <string.h>

enum {
    FILES_MAX = 4000 /* a program that reaches more asks for what no reader wants to know */
};

struct Installed {
    const char *path;
    Environment *environment;
    Cache *cache;          /* borrowed */
    ExtractorState *state; /* NULL: nothing was read yet */
    size_t file_count, refused_count;
};

Installed *installed_open(const Options *options, Cache *cache)
{
    char reason[200];
    Environment *environment =
        options->python ? environment_open(options->python, options->python_follows, reason, sizeof reason) : NULL;
    if (!environment)
        return NULL;
    environment_note(environment, options->inputs);
    Installed *installed = memory_alloc(sizeof *installed);
    *installed = (Installed){.path = options->python, .environment = environment, .cache = cache};
    return installed;
}

void installed_close(Installed *installed)
{
    if (!installed)
        return;
    if (installed->state)
        extractors[LANGUAGE_PYTHON]->close(installed->state);
    environment_close(installed->environment);
    free(installed);
}

static FactsHeader *extract(Installed *installed, const char *bytes, size_t size)
{
    const Extractor *extractor = extractors[LANGUAGE_PYTHON];
    if (!installed->state)
        installed->state = extractor->open();
    return extractor->extract_interface(installed->state, bytes, size);
}

static FactsHeader *read_module(void *self, const char *module, bool *is_package)
{
    Installed *installed = self;
    size_t size;
    if (installed->file_count >= FILES_MAX) {
        installed->refused_count++;
        return NULL;
    }
    char *bytes = environment_read(installed->environment, module, &size, is_package);
    if (!bytes)
        return NULL;
    CacheKey key = installed->cache ? cache_key(bytes, size, LANGUAGE_PYTHON, true) : (CacheKey){0};
    FactsHeader *image = installed->cache ? cache_get(installed->cache, key) : NULL;
    if (!image) {
        image = extract(installed, bytes, size);
        if (installed->cache)
            cache_put(installed->cache, key, image);
    }
    installed->file_count++;
    free(bytes);
    return image;
}

ModuleReader installed_reader(Installed *installed)
{
    return (ModuleReader){.read = read_module, .self = installed};
}

void installed_report(const Installed *installed, Diag *diag)
{
    if (!installed)
        return;
    diag_add(diag, DIAG_NOTE, NULL, 0, 0, "%zu modules outside the tree were read from %s", installed->file_count,
             installed->path);
    if (installed->refused_count)
        diag_add(diag, DIAG_NOTE, NULL, 0, 0, "%zu more were wanted; what they say counts as unknown",
                 installed->refused_count);
}
