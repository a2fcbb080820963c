/*
 * range.c - `for (variable : range)`: the compiler makes a call of begin() and end() of it, and in the loop one of each
 * operator that it takes to walk. libclang shows none of the variables that hold them, but the value of the one that is
 * written, `*__begin1`, leads to the others.
 */
#include "unit.h"

#include <string.h>

/* Finds a variable of the compiler's that an expression names. */
static enum CXChildVisitResult find_hidden(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    CXCursor variable = clang_getCursorReferenced(cursor);
    if (cursor.kind != CXCursor_DeclRefExpr || variable.kind != CXCursor_VarDecl)
        return CXChildVisit_Recurse;
    CXString name = clang_getCursorSpelling(variable);
    bool hidden =
        strncmp(clang_getCString(name), "__begin", 7) == 0 || strncmp(clang_getCString(name), "__range", 7) == 0;
    clang_disposeString(name);
    if (!hidden)
        return CXChildVisit_Recurse;
    *(CXCursor *)data = variable;
    return CXChildVisit_Break;
}

static CXCursor hidden_in(CXCursor expression)
{
    CXCursor found = clang_getNullCursor();
    if (!clang_Cursor_isNull(expression) && !clang_isInvalid(expression.kind))
        clang_visitChildren(expression, find_hidden, &found);
    return found;
}

/* The call of begin() behind the value of a loop's variable, if it is one of the tree's; or a null cursor. */
static CXCursor begin_of(Reader *reader, CXCursor variable)
{
    CXCursor begin = hidden_in(clang_Cursor_getVarDeclInitializer(variable)), call = clang_getNullCursor();
    if (!clang_Cursor_isNull(begin))
        call = unit_unwrapped(reader, clang_Cursor_getVarDeclInitializer(begin));
    bool ours = call.kind == CXCursor_CallExpr && unit_is_ours(reader, clang_getCursorReferenced(call));
    return ours ? begin : clang_getNullCursor();
}

/* Whether there is such a method to call. */
static bool add_method_call(Reader *reader, CXCursor at, CXType type, const char *name, int params)
{
    CXCursor method = unit_method_of(reader, type, name, params);
    bool found = !clang_Cursor_isNull(method);
    if (found)
        unit_add_implicit_call(reader, at, method, clang_CXXMethod_isVirtual(method));
    return found;
}

/* Before the loop: what is walked through, begin() and end() of it. */
static void read_range(Reader *reader, CXCursor begin)
{
    CXCursor range = hidden_in(clang_Cursor_getVarDeclInitializer(begin));
    if (!clang_Cursor_isNull(range))
        unit_read_local(reader, range);
    unit_read_local(reader, begin);
    if (!clang_Cursor_isNull(range))
        add_method_call(reader, begin, clang_getCursorType(range), "end", 0);
}

/* In the loop. */
static uint32_t read_step(Reader *reader, CXCursor begin, CXCursor variable)
{
    CXType iterator = clang_getCursorType(begin);
    uint8_t flags = reader->flags;
    reader->flags |= VALUE_IN_LOOP;
    if (!add_method_call(reader, begin, iterator, "operator!=", 1))
        add_method_call(reader, begin, iterator, "operator==", 1);
    uint32_t element = unit_read_expression(reader, clang_Cursor_getVarDeclInitializer(variable));
    add_method_call(reader, begin, iterator, "operator++", 0);
    reader->flags = flags;
    return element;
}

/* Whatever others do to walk through a range, the variable holds what the range does. */
void unit_read_range_loop(Reader *reader, CXCursor cursor)
{
    Children children = unit_children(reader, cursor);
    CXCursor begin = clang_getNullCursor(), written = begin;
    uint32_t variable = 0;
    for (uint32_t i = 0; i < children.count; i++) {
        CXCursor child = unit_child(reader, children, i);
        if (child.kind == CXCursor_VarDecl) {
            variable = unit_add_value(reader, child, (Value){.kind = VALUE_VARIABLE});
            cursor_map_set(&reader->locals, child, variable);
            written = child;
            begin = begin_of(reader, child);
        } else if (i + 1 == children.count || !clang_isExpression(child.kind)) {
            unit_read_flagged(reader, child, VALUE_IN_LOOP);
        } else if (clang_Cursor_isNull(begin)) {
            unit_bind_value(reader, child, variable, unit_read_expression(reader, child));
        } else {
            read_range(reader, begin);
            unit_bind_value(reader, child, variable, read_step(reader, begin, written));
        }
    }
    unit_drop(reader, children);
}
