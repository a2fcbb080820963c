#include "clang.h"

#include "parse.h"
#include "../facts_builder.h"

#include <clang-c/Index.h>
#include <string.h>

static const char *path_in_tree(const ClangUnit *unit)
{
    size_t length = strlen(unit->root);
    bool inside = strncmp(unit->path, unit->root, length) == 0 && unit->path[length] == '/';
    return inside ? unit->path + length + 1 : unit->path;
}

static Language language_of(const ClangUnit *unit)
{
    Language language = extractor_language_of(unit->path);
    return language == LANGUAGE_C ? LANGUAGE_C : LANGUAGE_CPP;
}

FactsHeader *clang_extract(const ClangUnit *unit)
{
    FactsBuilder builder;
    facts_builder_init(&builder);
    const char *path = path_in_tree(unit);
    Symbol symbol = {.name = names_intern(builder.interned, path, strlen(path))};
    Def module = {.kind = DEF_MODULE, .line = 1, .column = 1, .symbol = facts_add(&builder, symbols, &symbol)};
    facts_add(&builder, defs, &module);
    CXIndex index = clang_createIndex(0, 0);
    CXTranslationUnit tu = parse_unit(unit, index);
    if (tu) {
        parse_tell_files(unit, tu);
        parse_report(&builder, tu);
        clang_disposeTranslationUnit(tu);
    }
    clang_disposeIndex(index);
    FactsHeader *image = facts_builder_finish(&builder, language_of(unit));
    facts_builder_deinit(&builder);
    return image;
}
