/*
 * member.c - members of a class that run where nobody names them: destructors, what `for` asks a range for, `new` and
 * `delete`.
 */
#include "unit.h"

#include <string.h>

enum {
    DEEPEST = 16 /* bases of bases */
};

typedef struct {
    enum CXCursorKind kind;
    const char *name; /* NULL: any */
    int params;       /* -1: any number */
    bool constant;    /* the one of a constant object, if there are two */
    bool anywhere;    /* in classes of others, too */
    CXCursor found;
} Search;

static bool is_sought(const Search *search, CXCursor member)
{
    if (member.kind != search->kind || (search->params >= 0 && clang_Cursor_getNumArguments(member) != search->params))
        return false;
    CXString name = clang_getCursorSpelling(member);
    bool named = !search->name || strcmp(clang_getCString(name), search->name) == 0;
    clang_disposeString(name);
    return named;
}

static enum CXChildVisitResult search_member(CXCursor member, CXCursor parent, CXClientData data)
{
    (void)parent;
    Search *search = data;
    if (!is_sought(search, member))
        return CXChildVisit_Continue;
    bool fits = (clang_CXXMethod_isConst(member) != 0) == search->constant;
    if (fits || clang_Cursor_isNull(search->found))
        search->found = member;
    return fits ? CXChildVisit_Break : CXChildVisit_Continue;
}

static CXCursor class_of(CXType type)
{
    return clang_getTypeDeclaration(clang_getCanonicalType(type));
}

/* Looks in a class of the tree, then in its bases. */
static void search_class(Reader *reader, CXCursor class_cursor, Search *search, unsigned depth)
{
    class_cursor = clang_getCursorDefinition(symbol_pattern(class_cursor)); /* instances of a template show nothing */
    if (clang_Cursor_isNull(class_cursor) || clang_isInvalid(class_cursor.kind) || depth > DEEPEST ||
        !(search->anywhere || unit_is_ours(reader, class_cursor)))
        return;
    clang_visitChildren(class_cursor, search_member, search);
    Children children = unit_children(reader, class_cursor);
    for (uint32_t i = 0; i < children.count && clang_Cursor_isNull(search->found); i++) {
        CXCursor base = unit_child(reader, children, i);
        if (base.kind == CXCursor_CXXBaseSpecifier)
            search_class(reader, class_of(clang_getCursorType(base)), search, depth + 1);
    }
    unit_drop(reader, children);
}

static CXCursor find(Reader *reader, CXType type, Search search)
{
    CXType canonical = clang_getCanonicalType(type), pointee = clang_getPointeeType(canonical);
    CXType whole = pointee.kind == CXType_Invalid ? canonical : clang_getCanonicalType(pointee);
    search.found = clang_getNullCursor();
    search.constant = clang_isConstQualifiedType(whole) != 0;
    if (whole.kind == CXType_Record)
        search_class(reader, clang_getTypeDeclaration(whole), &search, 0);
    return search.found;
}

CXCursor unit_destructor_of(Reader *reader, CXType type)
{
    return find(reader, type, (Search){.kind = CXCursor_Destructor, .params = -1});
}

bool unit_is_generic(Reader *reader, CXType type)
{
    Search search = {.kind = CXCursor_FunctionTemplate, .name = "operator()", .params = -1};
    return !clang_Cursor_isNull(find(reader, type, search));
}

CXCursor unit_method_named(Reader *reader, CXType type, const char *name)
{
    return find(reader, type, (Search){.kind = CXCursor_CXXMethod, .name = name, .params = -1, .anywhere = true});
}

CXCursor unit_method_of(Reader *reader, CXType type, const char *name, int params)
{
    return find(reader, type, (Search){.kind = CXCursor_CXXMethod, .name = name, .params = params});
}
