#include "../memory.h"
#include "unit.h"

#include <stdlib.h>

enum {
    MOST_FIELDS = 512
};

typedef struct {
    CXCursor fields[MOST_FIELDS];
    uint32_t count;
} Fields;

static enum CXVisitorResult add_field(CXCursor cursor, CXClientData data)
{
    Fields *fields = data;
    if (fields->count < MOST_FIELDS)
        fields->fields[fields->count++] = cursor;
    return CXVisit_Continue;
}

/* `.field = …` names the field first; `[index] = …` names nothing. */
static uint32_t read_designated(Reader *reader, CXCursor cursor, CXType type)
{
    Children children = unit_children(reader, cursor);
    CXCursor field = clang_getNullCursor();
    uint32_t value = 0;
    for (uint32_t i = 0; i < children.count; i++) {
        CXCursor child = unit_child(reader, children, i);
        if (child.kind == CXCursor_MemberRef) {
            field = clang_getCursorReferenced(child);
            type = clang_getCursorType(field);
        } else if (i + 1 == children.count) {
            value = unit_read_initialiser(reader, child, type);
        }
    }
    if (!clang_Cursor_isNull(field))
        unit_bind_declaration(reader, cursor, field, value);
    unit_drop(reader, children);
    return clang_Cursor_isNull(field) ? value : 0;
}

static bool is_designated(Reader *reader, CXCursor cursor)
{
    if (cursor.kind != CXCursor_UnexposedExpr)
        return false;
    Children children = unit_children(reader, cursor);
    bool found = children.count && unit_child(reader, children, 0).kind == CXCursor_MemberRef;
    bool indexed = children.count == 2 && clang_isExpression(unit_child(reader, children, 0).kind);
    unit_drop(reader, children);
    return found || indexed;
}

/* The elements of an array are not told apart. */
static uint32_t read_elements(Reader *reader, CXCursor cursor, Children children, CXType element)
{
    uint32_t whole = 0;
    for (uint32_t i = 0; i < children.count; i++) {
        CXCursor child = unit_child(reader, children, i);
        uint32_t value = is_designated(reader, child) ? read_designated(reader, child, element)
                                                      : unit_read_initialiser(reader, child, element);
        if (!value)
            continue;
        if (!whole)
            whole = unit_add_value(reader, cursor, (Value){.kind = VALUE_VARIABLE});
        unit_add_effect(reader, child, (Effect){.kind = EFFECT_BIND_VALUE, .target = whole, .value = value});
    }
    return whole;
}

static CXCursor record_of(CXType type)
{
    return clang_getTypeDeclaration(type);
}

/* What is written without a name goes into the field that follows the last one. */
static void read_fields(Reader *reader, Children children, CXType type)
{
    Fields *fields = memory_alloc(sizeof *fields);
    fields->count = 0;
    clang_Type_visitFields(type, add_field, fields);
    uint32_t next = 0;
    for (uint32_t i = 0; i < children.count; i++) {
        CXCursor child = unit_child(reader, children, i);
        if (is_designated(reader, child)) {
            Children parts = unit_children(reader, child);
            CXCursor field = clang_getCursorReferenced(unit_child(reader, parts, 0));
            unit_drop(reader, parts);
            for (uint32_t k = 0; k < fields->count; k++)
                if (clang_equalCursors(fields->fields[k], field))
                    next = k + 1;
            read_designated(reader, child, type);
        } else if (next < fields->count) {
            CXCursor field = fields->fields[next++];
            unit_bind_declaration(reader, child, field,
                                  unit_read_initialiser(reader, child, clang_getCursorType(field)));
        } else {
            unit_read_expression(reader, child);
        }
    }
    free(fields);
}

/* An object of the tree that is written down in C++ is made there. */
static uint32_t add_object(Reader *reader, CXCursor cursor, CXType type)
{
    uint32_t symbol = reader->language == LANGUAGE_CPP ? unit_class_of_type(reader, type) : 0;
    if (!symbol)
        return 0;
    return unit_add_value(reader, cursor,
                          (Value){.kind = VALUE_CREATE, .base = unit_add_symbol(reader, cursor, symbol, false)});
}

/* What is written for a field, behind its name. */
static CXCursor written(Reader *reader, CXCursor part)
{
    if (is_designated(reader, part)) {
        Children children = unit_children(reader, part);
        part = unit_child(reader, children, children.count - 1);
        unit_drop(reader, children);
    }
    return part;
}

static void add_naming(Reader *reader, CXCursor cursor, Children children, CXType type)
{
    enum {
        LOOKED_AT = 8 /* the first fields */
    };
    CXCursor parts[LOOKED_AT];
    uint32_t count = 0;
    for (; count < children.count && count < LOOKED_AT; count++)
        parts[count] = written(reader, unit_child(reader, children, count));
    unit_add_naming(reader, cursor, symbol_of(reader, record_of(type)), parts, count);
}

static uint32_t read_list(Reader *reader, CXCursor cursor, CXType type)
{
    Children children = unit_children(reader, cursor);
    CXType canonical = clang_getCanonicalType(type), element = clang_getArrayElementType(canonical);
    uint32_t value = 0;
    if (element.kind != CXType_Invalid) {
        value = read_elements(reader, cursor, children, element);
    } else if (canonical.kind == CXType_Record && record_of(canonical).kind != CXCursor_UnionDecl) {
        read_fields(reader, children, canonical);
        add_naming(reader, cursor, children, canonical);
        value = add_object(reader, cursor, canonical);
    } else {
        value = read_elements(reader, cursor, children, canonical);
    }
    unit_drop(reader, children);
    return value;
}

/* The list inside of `(struct ops){ … }`, and behind what the compiler wraps around it. */
static CXCursor list_of(Reader *reader, CXCursor cursor)
{
    for (unsigned steps = 0; steps < 6; steps++) {
        if (cursor.kind != CXCursor_CompoundLiteralExpr && cursor.kind != CXCursor_UnexposedExpr)
            break;
        Children children = unit_children(reader, cursor);
        CXCursor last = children.count ? unit_child(reader, children, children.count - 1) : clang_getNullCursor();
        uint32_t expressions = 0;
        for (uint32_t i = 0; i < children.count; i++)
            expressions += clang_isExpression(unit_child(reader, children, i).kind) != 0;
        unit_drop(reader, children);
        if (expressions != 1 || clang_Cursor_isNull(last))
            break;
        cursor = last;
    }
    return cursor;
}

uint32_t unit_read_initialiser(Reader *reader, CXCursor cursor, CXType type)
{
    CXCursor list = list_of(reader, cursor);
    if (list.kind != CXCursor_InitListExpr)
        return unit_read_expression(reader, cursor);
    if (cursor.kind == CXCursor_CompoundLiteralExpr)
        type = clang_getCursorType(cursor);
    return read_list(reader, list, type);
}
