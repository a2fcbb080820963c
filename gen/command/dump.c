#include "command.h"

#include "../../extractors/clang/clang.h"
#include "../../extractors/extractor.h"
#include "../../extractors/facts_dump.h"
#include "../source/source.h"

#include <stdio.h>
#include <stdlib.h>

static FactsHeader *extract(Language language, const char *bytes, size_t size)
{
    const Extractor *extractor = extractors[language];
    ExtractorState *state = extractor->open();
    FactsHeader *image = extractor->extract(state, bytes, size);
    extractor->close(state);
    return image;
}

/* The facts of a file as a unit of its own. */
static FactsHeader *extract_unit(const SourceTree *tree)
{
    char *path = NULL;
    if (asprintf(&path, "%s/%s", tree->root, tree->files[0].path) < 0)
        abort();
    ClangUnit unit = {.root = tree->root, .path = path, .directory = tree->root};
    FactsHeader *image = clang_extract(&unit);
    free(path);
    return image;
}

static void dump(FactsHeader *image)
{
    Facts facts;
    if (facts_open(&facts, image, image->size))
        facts_dump(&facts, stdout);
    free(image);
}

int command_dump_facts(const Options *options, Diag *diag)
{
    const char *paths[] = {options->dump_facts, NULL};
    SourceQuery query = {.root = options->root, .paths = paths, .revision = options->revision};
    SourceTree *tree = source_open(&query, diag);
    char reason[200] = "is no source file of a known language";
    size_t size = 0;
    char *bytes = tree && tree->file_count ? source_read(tree, 0, &size, reason, sizeof reason) : NULL;
    if (bytes)
        dump(extractors[tree->files[0].language]->by_unit ? extract_unit(tree)
                                                          : extract(tree->files[0].language, bytes, size));
    else if (tree)
        diag_add(diag, DIAG_ERROR, options->dump_facts, 0, 0, "%s", reason);
    int code = bytes ? 0 : 2;
    free(bytes);
    source_close(tree);
    return code;
}
