#include "unit.h"

#include "../memory.h"
#include "flags.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    CXCursor cursor;
    uint32_t number;
} CursorEntry;

static const UT_icd entry_icd = {sizeof(CursorEntry), NULL, NULL, NULL};

uint32_t cursor_map_get(const CursorMap *map, CXCursor cursor)
{
    uint32_t hash = clang_hashCursor(cursor);
    for (uint32_t at = hash, number; (number = index_next(&map->index, hash, &at)) != INDEX_NONE;) {
        const CursorEntry *entry = (const CursorEntry *)(const void *)utarray_eltptr(map->entries, number);
        if (clang_equalCursors(entry->cursor, cursor))
            return entry->number;
    }
    return 0;
}

void cursor_map_set(CursorMap *map, CXCursor cursor, uint32_t number)
{
    if (!map->entries)
        utarray_new(map->entries, &entry_icd);
    CursorEntry entry = {cursor, number};
    index_add(&map->index, clang_hashCursor(cursor), utarray_len(map->entries));
    utarray_push_back(map->entries, &entry);
}

void cursor_map_free(CursorMap *map)
{
    index_free(&map->index);
    if (map->entries)
        utarray_free(map->entries);
    *map = (CursorMap){0};
}

/* --- files ---------------------------------------------------------------------------------------------------------- */

static bool mentions_coroutines(const char *bytes, size_t size)
{
    static const char *const words[] = {"co_await", "co_yield", "co_return"};
    for (size_t i = 0; bytes && i < 3; i++)
        if (memmem(bytes, size, words[i], strlen(words[i])))
            return true;
    return false;
}

const char *unit_path_in_tree(const ClangUnit *unit, const char *path)
{
    size_t length = strlen(unit->root);
    while (length && unit->root[length - 1] == '/')
        length--;
    bool inside = strncmp(path, unit->root, length) == 0 && path[length] == '/' && path[length + 1];
    return inside ? path + length + 1 : NULL;
}

/* What the compiler takes for a header of the system is not ours, wherever it lies. */
static SourceText *add_file(Reader *reader, CXFile file, bool system)
{
    SourceText *text = memory_zeroed(1, sizeof *text);
    Arena arena = {0};
    CXString name = clang_getFileName(file);
    const char *path =
        unit_path_in_tree(reader->unit, flags_absolute(&arena, reader->unit->directory, clang_getCString(name)));
    clang_disposeString(name);
    text->file = file;
    if (!system && path && (!reader->unit->ours || reader->unit->ours(reader->unit->context, path))) {
        text->name = unit_intern(reader, path);
        text->bytes = clang_getFileContents(reader->tu, file, &text->size);
        text->has_coroutines = reader->language == LANGUAGE_CPP && mentions_coroutines(text->bytes, text->size);
    }
    arena_clear(&arena);
    HASH_ADD_PTR(reader->files, file, text);
    return text;
}

Place unit_place(Reader *reader, CXSourceLocation location)
{
    static SourceText nowhere;
    Place place = {.text = &nowhere};
    CXFile file = NULL;
    clang_getExpansionLocation(location, &file, &place.line, &place.column, &place.offset);
    if (!file)
        return place;
    HASH_FIND_PTR(reader->files, &file, place.text);
    if (!place.text)
        place.text = add_file(reader, file, clang_Location_isInSystemHeader(location));
    return place;
}

bool unit_is_ours(Reader *reader, CXCursor declaration)
{
    return unit_place_of(reader, declaration).text->name != 0;
}

/* --- symbols -------------------------------------------------------------------------------------------------------- */

Symbol *symbol_at(const Reader *reader, uint32_t symbol)
{
    return facts_at(&reader->facts, Symbol, symbols, symbol);
}

static bool is_at(CXCursor a, CXCursor b)
{
    return clang_equalLocations(clang_getCursorLocation(a), clang_getCursorLocation(b));
}

/* A full specialisation is written out, at a place of its own; an instance is where its template is declared or defined,
 * or what that template, a member of an instance, comes from. */
static bool is_specialisation(CXCursor declaration, CXCursor template)
{
    for (unsigned steps = 0; steps < 8 && !clang_Cursor_isNull(template) && !clang_isInvalid(template.kind); steps++) {
        CXCursor definition = clang_getCursorDefinition(template);
        if (is_at(declaration, template) || (!clang_Cursor_isNull(definition) && is_at(declaration, definition)))
            return false;
        template = clang_getSpecializedCursorTemplate(template);
    }
    return true;
}

CXCursor symbol_pattern(CXCursor declaration)
{
    for (unsigned steps = 0; steps < 8; steps++) {
        CXCursor template = clang_getSpecializedCursorTemplate(declaration);
        if (clang_Cursor_isNull(template) || clang_isInvalid(template.kind))
            break;
        bool whole = declaration.kind == CXCursor_FunctionDecl || declaration.kind == CXCursor_CXXMethod ||
                     declaration.kind == CXCursor_StructDecl || declaration.kind == CXCursor_ClassDecl;
        if (declaration.kind == CXCursor_ClassTemplatePartialSpecialization ||
            (whole && is_specialisation(declaration, template)))
            break;
        declaration = template;
    }
    return declaration;
}

static bool is_class(enum CXCursorKind kind)
{
    return kind == CXCursor_StructDecl || kind == CXCursor_ClassDecl || kind == CXCursor_UnionDecl ||
           kind == CXCursor_ClassTemplate || kind == CXCursor_ClassTemplatePartialSpecialization;
}

static SymbolKind kind_of(enum CXCursorKind kind)
{
    switch (kind) {
    case CXCursor_FunctionDecl:
    case CXCursor_CXXMethod:
    case CXCursor_Constructor:
    case CXCursor_Destructor:
    case CXCursor_ConversionFunction:
    case CXCursor_FunctionTemplate:
        return SYMBOL_FUNCTION;
    case CXCursor_VarDecl:
    case CXCursor_FieldDecl:
        return SYMBOL_VARIABLE;
    default:
        return is_class(kind) ? SYMBOL_CLASS : SYMBOL_NONE;
    }
}

/* Words of a name that would tell of the machine: "(unnamed struct at /home/…)". */
static bool is_unnamed(const char *name)
{
    return !*name || *name == '(' || strstr(name, " at /") != NULL;
}

/* Is a function of a template called Name<T>, as its class? */
static bool is_of_class(CXCursor declaration)
{
    return declaration.kind == CXCursor_Constructor || declaration.kind == CXCursor_Destructor ||
           (declaration.kind == CXCursor_FunctionTemplate &&
            clang_getTemplateCursorKind(declaration) == CXCursor_Constructor);
}

static bool is_written_specialisation(CXCursor declaration)
{
    return (declaration.kind == CXCursor_StructDecl || declaration.kind == CXCursor_ClassDecl) &&
           !clang_Cursor_isNull(clang_getSpecializedCursorTemplate(declaration));
}

/* A function that is written out for one choice of a template's arguments. */
static bool is_specialised_function(CXCursor declaration)
{
    return (declaration.kind == CXCursor_FunctionDecl || declaration.kind == CXCursor_CXXMethod) &&
           !clang_Cursor_isNull(clang_getSpecializedCursorTemplate(declaration)) &&
           clang_equalCursors(symbol_pattern(declaration), declaration);
}

/* `<int, char>`: the types that a function is specialised for. */
static void write_arguments(CXCursor function, UT_string *out)
{
    int count = clang_Cursor_getNumTemplateArguments(function);
    bool any = false;
    for (int i = 0; i < count; i++) {
        if (clang_Cursor_getTemplateArgumentKind(function, (unsigned)i) != CXTemplateArgumentKind_Type)
            continue;
        CXString type = clang_getTypeSpelling(clang_Cursor_getTemplateArgumentType(function, (unsigned)i));
        utstring_printf(out, "%s%s", any ? ", " : "<", clang_getCString(type));
        clang_disposeString(type);
        any = true;
    }
    if (any)
        utstring_bincpy(out, ">", 1);
}

/* Libraries keep to themselves what they write out for which arguments. */
static void write_simple_name(Reader *reader, CXCursor declaration, UT_string *out)
{
    bool written =
        is_written_specialisation(declaration) || declaration.kind == CXCursor_ClassTemplatePartialSpecialization;
    CXString spelling = written && unit_is_ours(reader, declaration)
                            ? clang_getCursorDisplayName(declaration) /* Codec<int> */
                            : clang_getCursorSpelling(declaration);
    const char *text = clang_getCString(spelling);
    size_t length = strlen(text);
    if (is_of_class(declaration))
        length = strcspn(text, "<");
    if (is_unnamed(text))
        utstring_printf(out, "<unnamed>");
    else
        utstring_bincpy(out, text, length);
    clang_disposeString(spelling);
    if (is_specialised_function(declaration))
        write_arguments(declaration, out);
}

/* Whether names of what lies in a declaration are told with its own name. */
static bool qualifies(CXCursor parent)
{
    if (clang_Cursor_isAnonymous(parent))
        return false;
    if (parent.kind == CXCursor_Namespace)
        return !clang_Cursor_isInlineNamespace(parent);
    if (parent.kind == CXCursor_EnumDecl)
        return clang_EnumDecl_isScoped(parent);
    return kind_of(parent.kind) != SYMBOL_NONE && !symbol_is_of_closure(parent);
}

static void write_name(Reader *reader, CXCursor declaration, unsigned depth, UT_string *out)
{
    enum {
        DEEPEST = 40
    };
    CXCursor parent = clang_getCursorSemanticParent(declaration);
    while (!clang_isInvalid(parent.kind) && parent.kind != CXCursor_TranslationUnit && !qualifies(parent))
        parent = clang_getCursorSemanticParent(parent);
    if (!clang_isInvalid(parent.kind) && parent.kind != CXCursor_TranslationUnit && depth < DEEPEST) {
        write_name(reader, is_specialised_function(declaration) ? parent : symbol_pattern(parent), depth + 1, out);
        utstring_bincpy(out, "::", 2);
    }
    write_simple_name(reader, declaration, out);
}

void symbol_write_name(Reader *reader, CXCursor declaration)
{
    utstring_clear(&reader->text);
    write_name(reader, declaration, 0, &reader->text);
}

/* Where the parameters begin in the text of a function's type; those of what it returns lie in brackets. */
static const char *parameters_in(const char *type)
{
    for (int depth = 0; *type; type++) {
        if (*type == '(' && depth <= 0)
            return type;
        depth += (*type == '<') - (*type == '>');
    }
    return NULL;
}

/* "(int, char) const"; none where it would tell of the machine. */
static uint32_t signature_of(Reader *reader, CXCursor declaration, SymbolKind kind)
{
    if (kind != SYMBOL_FUNCTION)
        return 0;
    CXString text = clang_getTypeSpelling(clang_getCursorType(declaration));
    const char *spelling = clang_getCString(text), *start = parameters_in(spelling);
    uint32_t signature = start && !strstr(start, " at /") ? unit_intern(reader, start) : 0;
    clang_disposeString(text);
    return signature;
}

static bool is_internal(CXCursor declaration)
{
    enum CXLinkageKind linkage = clang_getCursorLinkage(declaration);
    return linkage == CXLinkage_Internal || linkage == CXLinkage_UniqueExternal;
}

static bool has_external_key(const char *usr)
{
    return strncmp(usr, "c:@", 3) == 0;
}

static bool is_local(CXCursor declaration)
{
    return declaration.kind == CXCursor_VarDecl && clang_getCursorLinkage(declaration) == CXLinkage_NoLinkage;
}

static uint32_t symbol_of_key(Reader *reader, const char *key, Symbol symbol)
{
    uint32_t known = names_count(reader->keys), number = names_intern(reader->keys, key, strlen(key));
    if (number != known)
        return *(uint32_t *)(void *)utarray_eltptr(reader->symbols_by_key, number);
    symbol.key = unit_intern(reader, key);
    uint32_t index = facts_add(&reader->facts, symbols, &symbol);
    utarray_push_back(reader->symbols_by_key, &index);
    return index;
}

static uint32_t add_symbol_of(Reader *reader, CXCursor declaration, SymbolKind kind)
{
    CXCursor canonical = clang_getCanonicalCursor(declaration);
    const SourceText *text = unit_place_of(reader, canonical).text;
    Symbol symbol = {.kind = (uint8_t)kind, .file = text->name};
    CXString usr = clang_getCursorUSR(declaration);
    const char *spelling = clang_getCString(usr);
    UT_string key;
    utstring_init(&key);
    if (is_internal(declaration))
        symbol.flags |= SYMBOL_INTERNAL;
    if (symbol.flags & SYMBOL_INTERNAL || !has_external_key(spelling))
        utstring_printf(&key, "%s#", names_text(reader->facts.interned, text->name));
    utstring_printf(&key, "%s", spelling);
    clang_disposeString(usr);
    if (is_of_class(declaration) && declaration.kind != CXCursor_Destructor)
        symbol.flags |= SYMBOL_CREATES;
    uint32_t known = names_find(reader->keys, utstring_body(&key), utstring_len(&key));
    if (!known) { /* names cost more than keys */
        symbol_write_name(reader, declaration);
        symbol.name = unit_intern(reader, utstring_body(&reader->text));
        symbol.signature = signature_of(reader, declaration, kind);
    }
    uint32_t index = symbol_of_key(reader, utstring_body(&key), symbol);
    utstring_done(&key);
    return index;
}

uint32_t symbol_of(Reader *reader, CXCursor declaration)
{
    SymbolKind kind = kind_of(declaration.kind);
    if (!kind || is_local(declaration))
        return 0;
    uint32_t symbol = cursor_map_get(&reader->symbols, declaration);
    if (symbol)
        return symbol;
    CXCursor pattern = symbol_pattern(declaration);
    symbol = add_symbol_of(reader, pattern, kind_of(pattern.kind));
    cursor_map_set(&reader->symbols, declaration, symbol);
    return symbol;
}

bool symbol_is_of_closure(CXCursor method)
{
    CXCursor closure = clang_getCursorSemanticParent(method);
    return closure.kind == CXCursor_ClassDecl && clang_Cursor_isAnonymous(closure);
}

uint32_t symbol_of_call_operator(Reader *reader, CXCursor method)
{
    bool is_other = method.kind == CXCursor_ConversionFunction || method.kind == CXCursor_Constructor ||
                    method.kind == CXCursor_Destructor;
    if (!symbol_is_of_closure(method) || is_other)
        return 0;
    Place place = unit_place_of(reader, clang_getCursorSemanticParent(method));
    return place.text->name ? symbol_of_lambda(reader, place) : 0;
}

uint32_t symbol_of_lambda(Reader *reader, Place place)
{
    char offset[40];
    snprintf(offset, sizeof offset, "#lambda %u", place.offset);
    UT_string key;
    utstring_init(&key);
    utstring_printf(&key, "%s%s", names_text(reader->facts.interned, place.text->name), offset);
    uint32_t symbol =
        symbol_of_key(reader, utstring_body(&key),
                      (Symbol){.kind = SYMBOL_FUNCTION, .flags = SYMBOL_INTERNAL, .file = place.text->name});
    utstring_done(&key);
    return symbol;
}

uint32_t symbol_of_file(Reader *reader, const SourceText *text)
{
    const char *path = names_text(reader->facts.interned, text->name);
    UT_string key;
    utstring_init(&key);
    utstring_printf(&key, "file %s", path);
    uint32_t symbol = symbol_of_key(reader, utstring_body(&key), (Symbol){.name = text->name, .file = text->name});
    utstring_done(&key);
    return symbol;
}
