#include "command.h"

#include "../../extractors/extractor.h"
#include "../../extractors/facts_dump.h"
#include "../source/source.h"
#include "../units.h"

#include <stdlib.h>

static FactsHeader *extract(Language language, const char *bytes, size_t size)
{
    const Extractor *extractor = extractors[language];
    ExtractorState *state = extractor->open();
    FactsHeader *image = extractor->extract(state, bytes, size);
    extractor->close(state);
    return image;
}

static void dump(FactsHeader *image)
{
    Facts facts;
    if (facts_open(&facts, image, image->size))
        facts_dump(&facts, stdout);
    free(image);
}

/* A file of C or C++, once for each way in which it is compiled. */
static bool dump_units(const SourceTree *tree, const Options *options, Diag *diag)
{
    Units units;
    bool good = units_read(&units, tree, NULL, options, diag);
    for (size_t i = 0; i < units.count; i++) {
        good = good && units.list[i].image;
        if (units.list[i].image)
            dump(units.list[i].image);
    }
    free(units.list);
    return good;
}

static bool dump_file(const SourceTree *tree, const Options *options, Diag *diag)
{
    char reason[200] = "is no source file of a known language";
    size_t size = 0;
    if (tree->file_count && extractors[tree->files[0].language]->by_unit)
        return dump_units(tree, options, diag);
    char *bytes = tree->file_count ? source_read(tree, 0, &size, reason, sizeof reason) : NULL;
    if (bytes)
        dump(extract(tree->files[0].language, bytes, size));
    else
        diag_add(diag, DIAG_ERROR, options->dump_facts, 0, 0, "%s", reason);
    free(bytes);
    return bytes != NULL;
}

int command_dump_facts(const Options *options, Diag *diag)
{
    const char *paths[] = {options->dump_facts, NULL};
    SourceQuery query = {.root = options->root, .paths = paths, .revision = options->revision};
    SourceTree *tree = source_open(&query, diag);
    int code = tree && dump_file(tree, options, diag) ? 0 : 2;
    source_close(tree);
    return code;
}

int command_dump_units(const Options *options, Diag *diag)
{
    Units units = {0};
    SourceQuery query = options_query(options);
    SourceTree *tree = source_open(&query, diag);
    bool good = tree && units_read(&units, tree, NULL, options, diag);
    for (size_t i = 0; i < units.count; i++)
        free(units.list[i].image);
    free(units.list);
    source_close(tree);
    return good ? 0 : 2;
}
