#include "parse.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

static const UT_icd cursor_icd = {sizeof(CXCursor), NULL, NULL, NULL};
static const UT_icd number_icd = {sizeof(uint32_t), NULL, NULL, NULL};
static const UT_icd pattern_icd = {sizeof(Pattern), NULL, NULL, NULL};
static const UT_icd mark_icd = {sizeof(bool), NULL, NULL, NULL};
static const UT_icd doomed_icd = {sizeof(Doomed), NULL, NULL, NULL};

/* --- what the parts share -------------------------------------------------------------------------------------------- */

static enum CXChildVisitResult push_child(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    UT_array *children = data;
    utarray_push_back(children, &cursor);
    return CXChildVisit_Continue;
}

Children unit_children(Reader *reader, CXCursor cursor)
{
    Children children = {.first = utarray_len(reader->children)};
    clang_visitChildren(cursor, push_child, reader->children);
    children.count = utarray_len(reader->children) - children.first;
    return children;
}

CXCursor unit_child(const Reader *reader, Children children, uint32_t index)
{
    return *(CXCursor *)(void *)utarray_eltptr(reader->children, children.first + index);
}

void unit_drop(Reader *reader, Children children)
{
    utarray_resize(reader->children, children.first);
}

uint32_t unit_intern(Reader *reader, const char *text)
{
    return names_intern(reader->facts.interned, text, strlen(text));
}

static void add_problem(Reader *reader, unsigned line, unsigned column, const char *message)
{
    Problem problem = {.line = line, .column = column, .message = unit_intern(reader, message)};
    facts_add(&reader->facts, problems, &problem);
}

/* --- a unit --------------------------------------------------------------------------------------------------------- */

static void reader_init(Reader *reader, const ClangUnit *unit)
{
    Language language = extractor_language_of(unit->path);
    *reader = (Reader){.unit = unit, .language = language == LANGUAGE_C ? LANGUAGE_C : LANGUAGE_CPP};
    facts_builder_init(&reader->facts);
    utarray_new(reader->children, &cursor_icd);
    utarray_new(reader->instantiations, &cursor_icd);
    utarray_new(reader->outside, &cursor_icd);
    utarray_new(reader->defs_by_symbol, &number_icd);
    utarray_new(reader->counters, &number_icd);
    utarray_new(reader->symbols_by_key, &number_icd);
    utarray_new(reader->doomed, &doomed_icd);
    utarray_new(reader->patterns, &pattern_icd);
    utarray_new(reader->read, &mark_icd);
    uint32_t none = 0;
    utarray_push_back(reader->symbols_by_key, &none);
    reader->keys = names_new();
    utstring_init(&reader->text);
}

static void reader_deinit(Reader *reader)
{
    SourceText *text, *next;
    HASH_ITER(hh, reader->files, text, next)
    {
        HASH_DEL(reader->files, text);
        free(text);
    }
    facts_builder_deinit(&reader->facts);
    utarray_free(reader->children);
    utarray_free(reader->instantiations);
    utarray_free(reader->outside);
    utarray_free(reader->defs_by_symbol);
    utarray_free(reader->counters);
    utarray_free(reader->symbols_by_key);
    utarray_free(reader->doomed);
    utarray_free(reader->patterns);
    utarray_free(reader->read);
    cursor_map_free(&reader->symbols);
    cursor_map_free(&reader->locals);
    cursor_map_free(&reader->instantiated);
    cursor_map_free(&reader->walked);
    names_free(reader->keys);
    utstring_done(&reader->text);
}

/* The module of the main file is the first definition, whatever libclang makes of the file. */
static void add_main_module(Reader *reader)
{
    const char *path = unit_path_in_tree(reader->unit, reader->unit->path);
    SourceText main = {.name = unit_intern(reader, path ? path : reader->unit->path)};
    Def module = {
        .kind = DEF_MODULE, .name = main.name, .line = 1, .column = 1, .symbol = symbol_of_file(reader, &main)};
    facts_add(&reader->facts, defs, &module);
    reader->scope = 1;
}

static enum CXChildVisitResult visit_declaration(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    Reader *reader = data;
    if (unit_is_ours(reader, cursor))
        unit_read_declaration(reader, cursor);
    return CXChildVisit_Continue;
}

FactsHeader *clang_extract(const ClangUnit *unit)
{
    Reader reader;
    reader_init(&reader, unit);
    CXIndex index = clang_createIndex(0, 0);
    reader.tu = parse_unit(unit, index);
    add_main_module(&reader);
    if (reader.tu) {
        parse_tell_files(unit, reader.tu);
        clang_visitChildren(clang_getTranslationUnitCursor(reader.tu), visit_declaration, &reader);
        unit_read_templates(&reader);
        parse_report(&reader.facts, reader.tu);
        clang_disposeTranslationUnit(reader.tu);
    } else {
        add_problem(&reader, 0, 0, "libclang refuses it");
    }
    if (reader.too_deep)
        add_problem(&reader, 0, 0, "expressions are nested too deeply; what lies inside is not read");
    clang_disposeIndex(index);
    FactsHeader *image = facts_builder_finish(&reader.facts, reader.language);
    reader_deinit(&reader);
    return image;
}
