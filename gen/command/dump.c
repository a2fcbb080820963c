#include "command.h"

#include "../../extractors/extractor.h"
#include "../../extractors/facts_dump.h"
#include "../source/source.h"

#include <stdlib.h>

static void dump(Language language, const char *bytes, size_t size)
{
    const Extractor *extractor = extractors[language];
    ExtractorState *state = extractor->open();
    FactsHeader *image = extractor->extract(state, bytes, size);
    Facts facts;
    if (facts_open(&facts, image, image->size))
        facts_dump(&facts, stdout);
    free(image);
    extractor->close(state);
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
        dump(tree->files[0].language, bytes, size);
    else if (tree)
        diag_add(diag, DIAG_ERROR, options->dump_facts, 0, 0, "%s", reason);
    int code = bytes ? 0 : 2;
    free(bytes);
    source_close(tree);
    return code;
}
