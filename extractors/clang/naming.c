/*
 * naming.c - texts that functions are known by. Outside of C: {"send", send_message}, module.def("send", &send_message).
 * And in C++, where somebody looks methods up by name: connect(sender, "2ready()", receiver, "1send()").
 */
#include "unit.h"

#include <ctype.h>
#include <string.h>

/* What an expression is behind conversions, `&` and parentheses. */
static CXCursor plain(Reader *reader, CXCursor expression)
{
    enum {
        DEEPEST = 16
    };
    for (unsigned steps = 0; steps < DEEPEST; steps++) {
        if (expression.kind != CXCursor_UnexposedExpr && expression.kind != CXCursor_ParenExpr &&
            expression.kind != CXCursor_CStyleCastExpr && expression.kind != CXCursor_UnaryOperator &&
            expression.kind != CXCursor_CXXStaticCastExpr && expression.kind != CXCursor_CXXReinterpretCastExpr)
            break;
        Children children = unit_children(reader, expression);
        CXCursor last = children.count ? unit_child(reader, children, children.count - 1) : clang_getNullCursor();
        unit_drop(reader, children);
        if (!clang_isExpression(last.kind))
            break;
        expression = last;
    }
    return expression;
}

/* The function that an expression names, or 0. */
static uint32_t function_in(Reader *reader, CXCursor expression)
{
    if (expression.kind == CXCursor_LambdaExpr) {
        Place place = unit_place_of(reader, expression);
        return place.text->name ? symbol_of_lambda(reader, place) : 0;
    }
    CXCursor function = clang_getCursorReferenced(expression);
    bool named = expression.kind == CXCursor_DeclRefExpr &&
                 (function.kind == CXCursor_FunctionDecl || function.kind == CXCursor_CXXMethod);
    return named ? symbol_of(reader, function) : 0;
}

/* The word that a literal is, or 0. */
static uint32_t word_in(Reader *reader, CXCursor literal)
{
    CXString spelling = clang_getCursorSpelling(literal);
    const char *text = clang_getCString(spelling);
    size_t length = 0;
    utstring_clear(&reader->text);
    if (*text == '"')
        while (isalnum((unsigned char)text[length + 1]) || text[length + 1] == '_')
            length++;
    bool whole = length && text[length + 1] == '"' && !text[length + 2];
    utstring_bincpy(&reader->text, text + 1, whole ? length : 0);
    clang_disposeString(spelling);
    return whole ? unit_intern(reader, utstring_body(&reader->text)) : 0;
}

void unit_add_naming(Reader *reader, CXCursor at, uint32_t owner, const CXCursor *parts, uint32_t count)
{
    uint32_t word = 0, function = 0;
    for (uint32_t i = 0; i < count && !function; i++) {
        CXCursor part = plain(reader, parts[i]);
        if (!word && part.kind == CXCursor_StringLiteral)
            word = word_in(reader, part);
        else if (word)
            function = function_in(reader, part);
    }
    if (function)
        unit_add_effect(reader, at, (Effect){.kind = EFFECT_NAME, .target = owner, .name = word, .index = function});
}

/* Writes the name of the method whose signature a literal spells, behind a figure that tells its kind; or "". */
static void write_method_name(CXCursor literal, UT_string *out)
{
    CXString spelling = clang_getCursorSpelling(literal);
    const char *text = clang_getCString(spelling);
    size_t length = 0;
    utstring_clear(out);
    if (*text++ == '"') {
        text += isdigit((unsigned char)*text) != 0;
        while (isalnum((unsigned char)text[length]) || text[length] == '_')
            length++;
        if (text[length] == '(' || strcmp(text + length, "\"") == 0)
            utstring_bincpy(out, text, length);
    }
    clang_disposeString(spelling);
}

CXCursor unit_method_in_text(Reader *reader, CXCursor text, CXCursor object)
{
    CXCursor literal = plain(reader, text);
    if (literal.kind == CXCursor_CallExpr && clang_Cursor_getNumArguments(literal) == 1)
        literal = plain(reader, clang_Cursor_getArgument(literal, 0)); /* a macro marks the text for debuggers */
    if (literal.kind != CXCursor_StringLiteral)
        return clang_getNullCursor();
    write_method_name(literal, &reader->text);
    if (!utstring_len(&reader->text))
        return clang_getNullCursor();
    return unit_method_named(reader, clang_getCursorType(plain(reader, object)), utstring_body(&reader->text));
}
