/*
 * statement.c - what runs in which order and under which conditions: blocks, branches, loops, cases of a switch.
 */
#include "unit.h"

#include <ctype.h>
#include <string.h>

void unit_read_statement(Reader *reader, CXCursor cursor)
{
    uint32_t value = unit_read_expression(reader, cursor);
    if (value && clang_isExpression(cursor.kind) && unit_value_at(reader, value)->kind == VALUE_CALL)
        unit_value_at(reader, value)->flags |= VALUE_DISCARDED;
}

void unit_read_flagged(Reader *reader, CXCursor cursor, unsigned flag)
{
    uint8_t flags = reader->flags;
    reader->flags |= (uint8_t)flag;
    unit_read_statement(reader, cursor);
    reader->flags = flags;
}

/* `while`: a condition, then what depends on it. `condition`: what the condition is in, too. */
static void read_conditioned(Reader *reader, CXCursor cursor, unsigned condition, unsigned body)
{
    Children children = unit_children(reader, cursor);
    bool decided = false;
    for (uint32_t i = 0; i < children.count; i++) {
        CXCursor child = unit_child(reader, children, i);
        if (decided) {
            unit_read_flagged(reader, child, body);
        } else {
            uint8_t flags = reader->flags;
            reader->flags |= (uint8_t)condition;
            unit_read_expression(reader, child);
            reader->flags = flags;
            decided = clang_isExpression(child.kind);
        }
    }
    unit_drop(reader, children);
}

static void read_loop(Reader *reader, CXCursor cursor)
{
    Children children = unit_children(reader, cursor);
    for (uint32_t i = 0; i < children.count; i++) {
        CXCursor child = unit_child(reader, children, i);
        unit_read_flagged(reader, child, i == 0 && child.kind == CXCursor_DeclStmt ? 0 : VALUE_IN_LOOP);
    }
    unit_drop(reader, children);
}

static void read_try(Reader *reader, CXCursor cursor)
{
    Children children = unit_children(reader, cursor);
    for (uint32_t i = 0; i < children.count; i++) {
        CXCursor child = unit_child(reader, children, i);
        unit_read_flagged(reader, child,
                          child.kind == CXCursor_CXXCatchStmt ? VALUE_IN_HANDLER | VALUE_IN_BRANCH : VALUE_GUARDED);
    }
    unit_drop(reader, children);
}

/* Reads what a `return` or `co_return` has as its first part. That `x != nullptr` comes of x does not make it one. */
static void read_result(Reader *reader, CXCursor cursor)
{
    Children children = unit_children(reader, cursor);
    CXCursor result = children.count ? unit_child(reader, children, 0) : clang_getNullCursor();
    unit_drop(reader, children);
    uint32_t value = clang_Cursor_isNull(result) ? 0 : unit_read_expression(reader, result);
    if (value && !unit_is_number(clang_getCursorType(result)))
        unit_add_effect(reader, cursor, (Effect){.kind = EFFECT_RETURN, .value = value});
}

/* `co_return`: after its operand, if there is one, comes what the compiler makes of it. */
static void read_coroutine_return(Reader *reader, CXCursor cursor)
{
    Place place = unit_place_of(reader, cursor);
    const char *at = place.text->bytes + place.offset + strlen("co_return");
    const char *end = place.text->bytes + place.text->size;
    while (at < end && isspace((unsigned char)*at))
        at++;
    if (at >= end || *at == ';')
        return;
    read_result(reader, cursor);
}

/* Destructors run in the reverse order of construction. */
static void read_block(Reader *reader, CXCursor cursor)
{
    uint32_t kept = utarray_len(reader->doomed);
    Children children = unit_children(reader, cursor);
    for (uint32_t i = 0; i < children.count; i++)
        unit_read_statement(reader, unit_child(reader, children, i));
    unit_drop(reader, children);
    for (uint32_t i = utarray_len(reader->doomed); i-- > kept;) {
        Doomed doomed = *(Doomed *)(void *)utarray_eltptr(reader->doomed, i);
        unit_add_implicit_call(reader, doomed.variable, doomed.destructor, false);
    }
    utarray_resize(reader->doomed, kept);
}

static void read_declarations(Reader *reader, CXCursor cursor)
{
    Children children = unit_children(reader, cursor);
    for (uint32_t i = 0; i < children.count; i++)
        unit_read_declaration(reader, unit_child(reader, children, i));
    unit_drop(reader, children);
}

/* --- switch ---------------------------------------------------------------------------------------------------------- */

/* Whether control does not go on behind a statement. */
static bool leaves(Reader *reader, CXCursor cursor)
{
    switch (cursor.kind) {
    case CXCursor_BreakStmt:
    case CXCursor_ReturnStmt:
    case CXCursor_GotoStmt:
    case CXCursor_ContinueStmt:
        return true;
    case CXCursor_CaseStmt:
    case CXCursor_DefaultStmt:
    case CXCursor_CompoundStmt: {
        Children children = unit_children(reader, cursor);
        bool last = children.count && reader->depth < UNIT_DEEPEST &&
                    leaves(reader, unit_child(reader, children, children.count - 1));
        unit_drop(reader, children);
        return last;
    }
    default:
        return false;
    }
}

/* The enumerator that a `case` names, or 0. */
static uint32_t constant_name(Reader *reader, CXCursor cursor)
{
    for (unsigned steps = 0; steps < 8 && !clang_Cursor_isNull(cursor); steps++) {
        CXCursor constant = clang_getCursorReferenced(cursor);
        if (constant.kind == CXCursor_EnumConstantDecl) {
            symbol_write_name(reader, constant);
            return unit_intern(reader, utstring_body(&reader->text));
        }
        Children children = unit_children(reader, cursor);
        cursor = children.count ? unit_child(reader, children, 0) : clang_getNullCursor();
        unit_drop(reader, children);
    }
    return 0;
}

static void add_case(Reader *reader, CXCursor cursor, uint32_t name)
{
    Place place = unit_place_of(reader, cursor);
    Case label = {.scope = reader->scope,
                  .line = place.line,
                  .column = place.column,
                  .name = name,
                  .first_value = utarray_len(reader->facts.values)};
    if (name)
        facts_add(&reader->facts, cases, &label);
}

/* Notes a label, and those that stand right behind it. */
static void open_cases(Reader *reader, CXCursor cursor)
{
    while (cursor.kind == CXCursor_CaseStmt || cursor.kind == CXCursor_DefaultStmt) {
        Children children = unit_children(reader, cursor);
        if (cursor.kind == CXCursor_CaseStmt && children.count)
            add_case(reader, cursor, constant_name(reader, unit_child(reader, children, 0)));
        cursor = children.count ? unit_child(reader, children, children.count - 1) : clang_getNullCursor();
        unit_drop(reader, children);
    }
}

static void close_cases(Reader *reader, uint32_t first)
{
    for (uint32_t i = first; i < utarray_len(reader->facts.cases); i++) {
        Case *label = facts_at(&reader->facts, Case, cases, i);
        if (label->scope == reader->scope && !label->end_value)
            label->end_value = utarray_len(reader->facts.values);
    }
}

static void read_cases(Reader *reader, CXCursor block)
{
    Children children = unit_children(reader, block);
    uint32_t first = utarray_len(reader->facts.cases);
    uint8_t flags = reader->flags;
    reader->flags |= VALUE_IN_BRANCH;
    for (uint32_t i = 0; i < children.count; i++) {
        CXCursor child = unit_child(reader, children, i);
        open_cases(reader, child);
        unit_read_statement(reader, child);
        if (leaves(reader, child))
            close_cases(reader, first);
    }
    reader->flags = flags;
    close_cases(reader, first);
    unit_drop(reader, children);
}

static void read_switch(Reader *reader, CXCursor cursor)
{
    Children children = unit_children(reader, cursor);
    for (uint32_t i = 0; i < children.count; i++) {
        CXCursor child = unit_child(reader, children, i);
        if (child.kind == CXCursor_CompoundStmt)
            read_cases(reader, child);
        else
            unit_read_expression(reader, child);
    }
    unit_drop(reader, children);
}

/* --- if (event == CONSTANT) ------------------------------------------------------------------------------------------ */

/* What is compared by `==`, alone or with more by `&&`: a label, by another name. */
static void open_compared(Reader *reader, CXCursor at, CXCursor condition)
{
    Children children = unit_children(reader, condition);
    CXCursor first = children.count ? unit_child(reader, children, 0) : condition, last = first;
    if (children.count == 2 && condition.kind == CXCursor_BinaryOperator)
        last = unit_child(reader, children, 1);
    unit_drop(reader, children);
    if (!children.count || reader->depth >= UNIT_DEEPEST)
        return;
    reader->depth++;
    if (condition.kind != CXCursor_BinaryOperator) {
        if (children.count == 1 && (condition.kind == CXCursor_ParenExpr || condition.kind == CXCursor_UnexposedExpr))
            open_compared(reader, at, first);
    } else if (unit_is_binary(reader, condition, first, last, BINARY_EQUAL)) {
        add_case(reader, at, constant_name(reader, first));
        add_case(reader, at, constant_name(reader, last));
    } else if (unit_is_binary(reader, condition, first, last, BINARY_AND)) {
        open_compared(reader, at, first);
        open_compared(reader, at, last);
    }
    reader->depth--;
}

static void read_if(Reader *reader, CXCursor cursor)
{
    Children children = unit_children(reader, cursor);
    bool decided = false, taken = false;
    for (uint32_t i = 0; i < children.count; i++) {
        CXCursor child = unit_child(reader, children, i);
        if (!decided) {
            unit_read_expression(reader, child);
            decided = clang_isExpression(child.kind);
            continue;
        }
        uint32_t first = utarray_len(reader->facts.cases);
        if (!taken)
            open_compared(reader, cursor, unit_child(reader, children, i - 1));
        taken = true;
        unit_read_flagged(reader, child, VALUE_IN_BRANCH);
        close_cases(reader, first);
    }
    unit_drop(reader, children);
}

/* --- all ------------------------------------------------------------------------------------------------------------ */

uint32_t unit_read_other(Reader *reader, CXCursor cursor)
{
    switch (cursor.kind) {
    case CXCursor_CompoundStmt:
        read_block(reader, cursor);
        return 0;
    case CXCursor_DeclStmt:
        read_declarations(reader, cursor);
        return 0;
    case CXCursor_VarDecl:
        unit_read_declaration(reader, cursor);
        return 0;
    case CXCursor_ReturnStmt:
        read_result(reader, cursor);
        return 0;
    case CXCursor_IfStmt:
        read_if(reader, cursor);
        return 0;
    case CXCursor_WhileStmt:
        read_conditioned(reader, cursor, VALUE_IN_LOOP, VALUE_IN_LOOP);
        return 0;
    case CXCursor_SwitchStmt:
        read_switch(reader, cursor);
        return 0;
    case CXCursor_ForStmt:
    case CXCursor_DoStmt:
        read_loop(reader, cursor);
        return 0;
    case CXCursor_CXXForRangeStmt:
        unit_read_range_loop(reader, cursor);
        return 0;
    case CXCursor_CXXTryStmt:
        read_try(reader, cursor);
        return 0;
    case CXCursor_UnexposedStmt: {
        const char *word = unit_coroutine_word(reader, cursor);
        if (word && word[3] == 'r')
            read_coroutine_return(reader, cursor);
        else
            unit_read_parts(reader, cursor);
        return 0;
    }
    case CXCursor_CaseStmt:
    case CXCursor_DefaultStmt:
    case CXCursor_LabelStmt:
    case CXCursor_CXXCatchStmt: {
        Children children = unit_children(reader, cursor);
        for (uint32_t i = 0; i < children.count; i++)
            unit_read_statement(reader, unit_child(reader, children, i));
        unit_drop(reader, children);
        return 0;
    }
    default:
        return clang_isStatement(cursor.kind) ? unit_read_parts(reader, cursor) : 0;
    }
}
