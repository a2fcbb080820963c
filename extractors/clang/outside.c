/*
 * outside.c - what templates outside of the tree instantiate: `std::invoke(f, x)` makes the operator() of a generic f.
 */
#include "unit.h"

enum {
    MOST_WALKED = 4000 /* functions of a unit */
};

static bool is_instance(CXCursor function)
{
    CXCursor template = clang_getSpecializedCursorTemplate(function);
    return !clang_Cursor_isNull(template) && !clang_isInvalid(template.kind);
}

/* Notes an instance to be walked, or one of the tree to be read. */
static void meet(Reader *reader, CXCursor function)
{
    if (!is_instance(function) || cursor_map_get(&reader->walked, function))
        return;
    unit_note_instantiation(reader, function);
    if (utarray_len(reader->outside) >= MOST_WALKED || unit_is_ours(reader, symbol_pattern(function)))
        return;
    cursor_map_set(&reader->walked, function, 1);
    utarray_push_back(reader->outside, &function);
}

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    CXCursor named = clang_isExpression(cursor.kind) ? clang_getCursorReferenced(cursor) : clang_getNullCursor();
    if (named.kind == CXCursor_FunctionDecl || named.kind == CXCursor_CXXMethod || named.kind == CXCursor_Constructor)
        meet(data, named);
    return CXChildVisit_Recurse;
}

static bool takes_generic(Reader *reader, CXCursor call)
{
    for (int i = 0; i < clang_Cursor_getNumArguments(call); i++)
        if (unit_is_generic(reader, clang_getCursorType(clang_Cursor_getArgument(call, (unsigned)i))))
            return true;
    return false;
}

void unit_walk_outside(Reader *reader, CXCursor call, CXCursor function)
{
    if (!is_instance(function) || !takes_generic(reader, call))
        return;
    uint32_t next = utarray_len(reader->outside);
    for (meet(reader, function); next < utarray_len(reader->outside); next++) {
        CXCursor body = clang_getCursorDefinition(*(CXCursor *)(void *)utarray_eltptr(reader->outside, next));
        if (!clang_Cursor_isNull(body) && !clang_isInvalid(body.kind))
            clang_visitChildren(body, visit, reader);
    }
}
