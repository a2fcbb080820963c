#include "unit.h"

#include "../memory.h"

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
    return value;
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

/* Puts a value into what a list is as a whole, which is made when there is something to put. */
static uint32_t put(Reader *reader, CXCursor part, uint32_t whole, uint32_t value)
{
    if (value && !whole)
        whole = unit_add_value(reader, part, (Value){.kind = VALUE_VARIABLE});
    unit_bind_value(reader, part, whole, value);
    return whole;
}

/* The elements of an array are not told apart. */
static uint32_t read_elements(Reader *reader, Children children, CXType element)
{
    uint32_t whole = 0;
    for (uint32_t i = 0; i < children.count; i++) {
        CXCursor child = unit_child(reader, children, i);
        whole = put(reader, child, whole,
                    is_designated(reader, child) ? read_designated(reader, child, element)
                                                 : unit_read_initialiser(reader, child, element));
    }
    return whole;
}

static CXCursor record_of(CXType type)
{
    return clang_getTypeDeclaration(type);
}

/* The field that an initialiser names, or a null cursor. */
static CXCursor designated_field(Reader *reader, CXCursor part)
{
    CXCursor field = clang_getNullCursor();
    if (!is_designated(reader, part))
        return field;
    Children children = unit_children(reader, part);
    field = clang_getCursorReferenced(unit_child(reader, children, 0));
    unit_drop(reader, children);
    return field;
}

/* The place of a field among those of its type, or their number. */
static uint32_t place_of_field(const Fields *fields, CXCursor field)
{
    uint32_t place = 0;
    while (place < fields->count && !clang_equalCursors(fields->fields[place], field))
        place++;
    return place;
}

/* What is written for a field, with or without its name. */
static uint32_t read_field(Reader *reader, CXCursor part, CXCursor named, CXCursor field, CXType type)
{
    if (!clang_Cursor_isNull(named))
        return read_designated(reader, part, type);
    uint32_t value = unit_read_initialiser(reader, part, clang_getCursorType(field));
    if (!clang_Cursor_isNull(field))
        unit_bind_declaration(reader, part, field, value);
    return value;
}

/* What is written without a name goes into the field that follows the last one. Gives any of what goes into a type of
 * others, who know what to do with it; but for what is of no type, which they hand back as it is. */
static uint32_t read_fields(Reader *reader, Children children, CXType type)
{
    bool ours = unit_is_ours(reader, record_of(type));
    Fields *fields = memory_alloc(sizeof *fields);
    fields->count = 0;
    clang_Type_visitFields(type, add_field, fields);
    uint32_t next = 0, whole = 0;
    for (uint32_t i = 0; i < children.count; i++) {
        CXCursor child = unit_child(reader, children, i), named = designated_field(reader, child);
        uint32_t place = clang_Cursor_isNull(named) ? next : place_of_field(fields, named);
        CXCursor field = place < fields->count ? fields->fields[place] : named;
        uint32_t value = read_field(reader, child, named, field, type);
        if (!ours && !unit_is_void_pointer(clang_getCursorType(field)))
            whole = put(reader, child, whole, value);
        next = place + 1;
    }
    free(fields);
    return whole;
}

/* An object of the tree that is written down in C++ is made there. One of others is `whole`. */
static uint32_t add_object(Reader *reader, CXCursor cursor, CXType type, uint32_t whole)
{
    uint32_t symbol = reader->language == LANGUAGE_CPP ? unit_class_of_type(reader, type) : 0;
    if (!symbol)
        return whole;
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
        value = read_elements(reader, children, element);
    } else if (canonical.kind == CXType_Record && record_of(canonical).kind != CXCursor_UnionDecl) {
        value = read_fields(reader, children, canonical);
        add_naming(reader, cursor, children, canonical);
        value = add_object(reader, cursor, canonical, value);
    } else {
        value = read_elements(reader, children, canonical);
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
