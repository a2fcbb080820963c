#include "unit.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum {
    BAG = 1, /* VALUE_CALL's detail: what comes out is what was put in */
    MOST_OPERANDS = 64
};

/* --- facts ---------------------------------------------------------------------------------------------------------- */

uint32_t unit_add_value(Reader *reader, CXCursor cursor, Value value)
{
    enum {
        LAST_LINE = (1 << 20) - 1,
        LAST_COLUMN = (1 << 12) - 1
    };
    unsigned line = 0, column = 0;
    clang_getExpansionLocation(clang_getCursorLocation(cursor), NULL, &line, &column, NULL);
    value.scope = reader->scope;
    value.flags = reader->flags;
    value.line = line < LAST_LINE ? line : LAST_LINE;
    value.column = column < LAST_COLUMN ? column : LAST_COLUMN;
    return facts_add(&reader->facts, values, &value);
}

uint32_t unit_add_symbol(Reader *reader, CXCursor cursor, uint32_t symbol, bool is_virtual)
{
    return symbol ? unit_add_value(reader, cursor, (Value){.kind = VALUE_SYMBOL, .detail = is_virtual, .base = symbol})
                  : 0;
}

void unit_add_effect(Reader *reader, CXCursor cursor, Effect effect)
{
    unsigned line = 0, column = 0;
    clang_getExpansionLocation(clang_getCursorLocation(cursor), NULL, &line, &column, NULL);
    effect.scope = reader->scope;
    effect.flags = reader->flags;
    effect.line = line & 0xfffffu;
    effect.column = column & 0xfffu;
    facts_add(&reader->facts, effects, &effect);
}

Value *unit_value_at(const Reader *reader, uint32_t value)
{
    return facts_at(&reader->facts, Value, values, value);
}

/* Any of some values: itself where there is but one. */
static uint32_t add_choice(Reader *reader, CXCursor cursor, const uint32_t *values, uint32_t count)
{
    Operand operands[MOST_OPERANDS];
    uint32_t used = 0;
    for (uint32_t i = 0; i < count && used < MOST_OPERANDS; i++) {
        bool again = !values[i];
        for (uint32_t k = 0; k < used && !again; k++)
            again = operands[k].value == values[i];
        if (!again)
            operands[used++] = (Operand){.value = values[i]};
    }
    if (used < 2)
        return used ? operands[0].value : 0;
    uint32_t first = facts_add_operands(&reader->facts, operands, used);
    return unit_add_value(reader, cursor, (Value){.kind = VALUE_PHI, .first = first, .count = used});
}

void unit_bind_value(Reader *reader, CXCursor at, uint32_t target, uint32_t value)
{
    if (target && value && target != value)
        unit_add_effect(reader, at, (Effect){.kind = EFFECT_BIND_VALUE, .target = target, .value = value});
}

void unit_bind_declaration(Reader *reader, CXCursor at, CXCursor declaration, uint32_t value)
{
    uint32_t local = cursor_map_get(&reader->locals, declaration);
    uint32_t symbol = local || !value ? 0 : symbol_of(reader, declaration);
    unit_bind_value(reader, at, local, value);
    if (symbol)
        unit_add_effect(reader, at, (Effect){.kind = EFFECT_BIND_SYMBOL, .target = symbol, .value = value});
}

/* --- types ---------------------------------------------------------------------------------------------------------- */

static CXType stripped(CXType type)
{
    type = clang_getCanonicalType(type);
    for (unsigned steps = 0; steps < 8; steps++) {
        CXType inner = clang_getPointeeType(type);
        if (inner.kind == CXType_Invalid)
            inner = clang_getArrayElementType(type);
        if (inner.kind == CXType_Invalid)
            break;
        type = inner;
    }
    return type;
}

uint32_t unit_class_of_type(Reader *reader, CXType type)
{
    type = stripped(type);
    if (type.kind != CXType_Record)
        return 0;
    uint32_t symbol = symbol_of(reader, clang_getTypeDeclaration(type));
    return symbol && symbol_at(reader, symbol)->file ? symbol : 0;
}

bool unit_is_number(CXType type)
{
    type = clang_getCanonicalType(type);
    return (type.kind >= CXType_Bool && type.kind <= CXType_LongDouble) || type.kind == CXType_Enum;
}

bool unit_is_void_pointer(CXType type)
{
    return clang_getPointeeType(clang_getCanonicalType(type)).kind == CXType_Void;
}

/* Whether nothing of interest can be in a variable of that type: numbers, enumerators, pointers to them. */
static bool is_dull(CXType type)
{
    return unit_is_number(stripped(type));
}

/* Whether the declaration is a member of a class that lies outside of the tree. */
static bool is_member_outside(Reader *reader, CXCursor declaration)
{
    CXCursor parent = clang_getCursorSemanticParent(declaration);
    switch (parent.kind) {
    case CXCursor_StructDecl:
    case CXCursor_ClassDecl:
    case CXCursor_UnionDecl:
    case CXCursor_ClassTemplate:
    case CXCursor_ClassTemplatePartialSpecialization:
        return !unit_is_ours(reader, declaration);
    default:
        return false;
    }
}

static bool is_function(enum CXCursorKind kind)
{
    return kind == CXCursor_FunctionDecl || kind == CXCursor_CXXMethod || kind == CXCursor_Constructor ||
           kind == CXCursor_Destructor || kind == CXCursor_ConversionFunction || kind == CXCursor_FunctionTemplate;
}

static bool is_variable(enum CXCursorKind kind)
{
    return kind == CXCursor_VarDecl || kind == CXCursor_ParmDecl || kind == CXCursor_FieldDecl;
}

/* --- places that are assigned to ------------------------------------------------------------------------------------ */

/* The variable or field that an expression names a part of, or a null cursor. `fields`: a field is one though others
 * wrote it. */
static CXCursor root_of(Reader *reader, CXCursor cursor, bool fields)
{
    for (unsigned steps = 0; steps < 50; steps++) {
        CXCursor declaration = clang_getCursorReferenced(cursor);
        bool through = false;
        switch (cursor.kind) {
        case CXCursor_DeclRefExpr:
            return is_variable(declaration.kind) ? declaration : clang_getNullCursor();
        case CXCursor_MemberRefExpr:
            if (!is_variable(declaration.kind))
                return clang_getNullCursor();
            if (fields || !is_member_outside(reader, declaration))
                return declaration;
            through = true; /* a field of what others wrote: what holds it */
            break;
        case CXCursor_CallExpr: /* map[key], *pointer: what holds it */
            through = is_function(declaration.kind) && is_member_outside(reader, declaration);
            break;
        case CXCursor_UnexposedExpr:
        case CXCursor_ParenExpr:
        case CXCursor_UnaryOperator:
        case CXCursor_ArraySubscriptExpr:
        case CXCursor_CStyleCastExpr:
        case CXCursor_CXXStaticCastExpr:
            through = true;
            break;
        default:
            break;
        }
        Children children = unit_children(reader, cursor);
        bool goes_on = through && children.count;
        if (goes_on)
            cursor = unit_child(reader, children, 0);
        unit_drop(reader, children);
        if (!goes_on)
            break;
    }
    return clang_getNullCursor();
}

static void bind_place(Reader *reader, CXCursor place, uint32_t value)
{
    CXCursor root = value ? root_of(reader, place, reader->language == LANGUAGE_C) : clang_getNullCursor();
    if (clang_Cursor_isNull(root))
        return;
    unit_bind_declaration(reader, place, root, value);
    if (root.kind == CXCursor_FieldDecl && is_member_outside(reader, root) &&
        !unit_is_void_pointer(clang_getCursorType(root)))
        unit_bind_declaration(reader, place, root_of(reader, place, false), value);
}

/* --- names ---------------------------------------------------------------------------------------------------------- */

static uint32_t read_function_name(Reader *reader, CXCursor cursor, CXCursor function)
{
    unit_note_instantiation(reader, function);
    return unit_add_symbol(reader, cursor, symbol_of(reader, function), clang_CXXMethod_isVirtual(function));
}

/* A variable, parameter, function. */
static uint32_t read_name(Reader *reader, CXCursor cursor)
{
    CXCursor declaration = clang_getCursorReferenced(cursor);
    if (is_function(declaration.kind))
        return read_function_name(reader, cursor, declaration);
    if (clang_isInvalid(declaration.kind)) /* what a template is told for a parameter that is no type */
        return unit_read_parts(reader, cursor);
    if (!is_variable(declaration.kind))
        return 0;
    uint32_t local = cursor_map_get(&reader->locals, declaration);
    if (local || declaration.kind != CXCursor_VarDecl)
        return local;
    uint32_t symbol = symbol_of(reader, declaration);
    bool known = symbol && symbol_at(reader, symbol)->file && !is_dull(clang_getCursorType(declaration));
    return known ? unit_add_symbol(reader, cursor, symbol, false) : 0;
}

/* `object.field`, or a field by its name alone. */
static uint32_t read_member(Reader *reader, CXCursor cursor)
{
    CXCursor declaration = clang_getCursorReferenced(cursor);
    Children children = unit_children(reader, cursor);
    uint32_t object = 0;
    for (uint32_t i = 0; i < children.count; i++)
        if (clang_isExpression(unit_child(reader, children, i).kind))
            object = unit_read_expression(reader, unit_child(reader, children, i));
    unit_drop(reader, children);
    if (is_function(declaration.kind))
        return read_function_name(reader, cursor, declaration);
    if (!is_variable(declaration.kind) || is_dull(clang_getCursorType(declaration)))
        return 0;
    if (reader->language == LANGUAGE_CPP && is_member_outside(reader, declaration))
        return object;
    return unit_add_symbol(reader, cursor, symbol_of(reader, declaration), false);
}

/* --- calls ---------------------------------------------------------------------------------------------------------- */

/* A call as it is written. */
typedef struct {
    CXCursor cursor, function; /* function: null when it is called through a value */
    uint32_t symbol;
    bool outside;              /* of the tree */
    uint32_t callee, receiver; /* values */
    CXCursor place;            /* of the receiver */
    Operand arguments[MOST_OPERANDS];
    uint32_t count;
    uint32_t bag; /* any of what goes in */
} Call;

/* Whether an argument is left out: it stands nowhere and shows nothing. */
static bool is_left_out(Reader *reader, CXCursor argument)
{
    if (argument.kind != CXCursor_UnexposedExpr ||
        !clang_equalLocations(clang_getCursorLocation(argument), clang_getNullLocation()))
        return false;
    Children children = unit_children(reader, argument);
    unit_drop(reader, children);
    return !children.count;
}

/* What a parameter is when its argument is left out, which the caller evaluates. */
static uint32_t read_default(Reader *reader, CXCursor function, unsigned index)
{
    CXCursor param = clang_Cursor_getArgument(function, index);
    Children children = unit_children(reader, param);
    CXCursor last = children.count ? unit_child(reader, children, children.count - 1) : clang_getNullCursor();
    unit_drop(reader, children);
    return clang_isExpression(last.kind) ? unit_read_initialiser(reader, last, clang_getCursorType(param)) : 0;
}

/* The method that a text among the arguments names, of the last object before it. */
static uint32_t read_text(Reader *reader, const Call *call, int index)
{
    for (int i = index - 1; i >= 0; i--) {
        CXCursor object = clang_Cursor_getArgument(call->cursor, (unsigned)i);
        if (stripped(clang_getCursorType(object)).kind != CXType_Record)
            continue;
        CXCursor text = clang_Cursor_getArgument(call->cursor, (unsigned)index);
        CXCursor method = unit_method_in_text(reader, text, object);
        return clang_Cursor_isNull(method) ? 0 : read_function_name(reader, text, method);
    }
    return 0;
}

static void read_arguments(Reader *reader, Call *call)
{
    int count = clang_Cursor_getNumArguments(call->cursor);
    uint32_t values[MOST_OPERANDS];
    for (int i = 0; i < count && call->count < MOST_OPERANDS; i++) {
        CXCursor argument = clang_Cursor_getArgument(call->cursor, (unsigned)i);
        bool left_out = is_left_out(reader, argument);
        if (left_out && call->outside)
            break;
        uint32_t value =
            left_out ? read_default(reader, call->function, (unsigned)i) : unit_read_expression(reader, argument);
        uint32_t named = call->outside && reader->language == LANGUAGE_CPP ? read_text(reader, call, i) : 0;
        value = named ? named : value;
        values[call->count] = value;
        call->arguments[call->count++] = (Operand){.value = value};
    }
    bool keeps = call->outside && (is_member_outside(reader, call->function) ||
                                   !clang_Cursor_isNull(clang_getSpecializedCursorTemplate(call->function)));
    if (keeps)
        call->bag = add_choice(reader, call->cursor, values, call->count);
}

static bool is_argument(CXCursor call, CXCursor child)
{
    int count = clang_Cursor_getNumArguments(call);
    for (int i = 0; i < count; i++)
        if (clang_equalCursors(clang_Cursor_getArgument(call, (unsigned)i), child))
            return true;
    return false;
}

/* The MemberRefExpr that names the method in a call, or a null cursor. */
static CXCursor member_name(Reader *reader, CXCursor callee)
{
    for (unsigned steps = 0; steps < 8 && callee.kind != CXCursor_MemberRefExpr; steps++) {
        if (callee.kind != CXCursor_UnexposedExpr && callee.kind != CXCursor_ParenExpr)
            return clang_getNullCursor();
        Children children = unit_children(reader, callee);
        callee = children.count ? unit_child(reader, children, 0) : clang_getNullCursor();
        unit_drop(reader, children);
    }
    return callee;
}

/* The object of `object.method`. */
static void read_receiver(Reader *reader, CXCursor member, Call *call)
{
    Children children = unit_children(reader, member);
    for (uint32_t i = 0; i < children.count; i++) {
        CXCursor child = unit_child(reader, children, i);
        if (!clang_isExpression(child.kind))
            continue;
        call->place = child;
        call->receiver = unit_read_expression(reader, child);
    }
    unit_drop(reader, children);
}

/* The part of a call that says what is called, or a null cursor. */
static CXCursor callee_of(Reader *reader, CXCursor call)
{
    Children children = unit_children(reader, call);
    CXCursor callee = clang_getNullCursor();
    for (uint32_t i = 0; i < children.count && clang_Cursor_isNull(callee); i++)
        if (clang_isExpression(unit_child(reader, children, i).kind) &&
            !is_argument(call, unit_child(reader, children, i)))
            callee = unit_child(reader, children, i);
    unit_drop(reader, children);
    return callee;
}

CXCursor unit_unwrapped(Reader *reader, CXCursor expression)
{
    while (expression.kind == CXCursor_UnexposedExpr || expression.kind == CXCursor_ParenExpr) {
        Children children = unit_children(reader, expression);
        expression = children.count ? unit_child(reader, children, 0) : clang_getNullCursor();
        unit_drop(reader, children);
    }
    return expression;
}

/* `choose()(x)`: libclang says that choose is called, twice. */
static bool is_call_of_result(Reader *reader, CXCursor call)
{
    return unit_unwrapped(reader, callee_of(reader, call)).kind == CXCursor_CallExpr;
}

/* Whether a macro from outside of the tree writes an expression. */
static bool is_written_outside(Reader *reader, CXCursor cursor)
{
    CXFile file = NULL;
    unsigned line, column;
    clang_getSpellingLocation(clang_getCursorLocation(cursor), &file, &line, &column, NULL);
    return file && !unit_place(reader, clang_getLocation(reader->tu, file, line, column)).text->name;
}

/* What is called: of a method its receiver, of a value the value. */
static void read_callee(Reader *reader, Call *call)
{
    CXCursor callee = callee_of(reader, call->cursor);
    if (clang_Cursor_isNull(callee))
        return;
    /* what a macro of a library calls through a pointer is the library's business, as if a function of it did */
    if (clang_Cursor_isNull(call->function) && is_written_outside(reader, callee))
        return;
    CXCursor member = clang_Cursor_isNull(call->function) ? call->function : member_name(reader, callee);
    if (member.kind == CXCursor_MemberRefExpr)
        read_receiver(reader, member, call);
    else if (clang_Cursor_isNull(call->function))
        call->callee = unit_read_expression(reader, callee);
}

static bool has_name(CXCursor cursor, const char *name, size_t length)
{
    CXString text = clang_getCursorSpelling(cursor);
    bool found = strncmp(clang_getCString(text), name, length) == 0;
    clang_disposeString(text);
    return found;
}

/* Is the object itself named, so that its class is known? */
static bool is_object(CXCursor place)
{
    CXCursor variable = clang_getCursorReferenced(place);
    if ((place.kind != CXCursor_DeclRefExpr && place.kind != CXCursor_MemberRefExpr) || !is_variable(variable.kind))
        return false;
    return clang_getCanonicalType(clang_getCursorType(variable)).kind == CXType_Record;
}

static uint32_t add_call(Reader *reader, Call *call)
{
    if (!call->callee)
        return 0;
    uint32_t first = facts_add_operands(&reader->facts, call->arguments, call->count);
    return unit_add_value(reader, call->cursor,
                          (Value){.kind = VALUE_CALL, .base = call->callee, .first = first, .count = call->count});
}

/* Operators of what others wrote, without meaning of their own: they give what they work on. */
static uint32_t read_outer_operator(Reader *reader, Call *call)
{
    if (has_name(call->function, "operator()", 11)) {
        call->callee = call->receiver ? call->receiver : call->arguments[0].value;
        bool shift = !call->receiver && call->count;
        memmove(call->arguments, call->arguments + shift, (call->count - shift) * sizeof *call->arguments);
        call->count -= shift;
        return add_call(reader, call);
    }
    bool assigns = has_name(call->function, "operator=", 10) || has_name(call->function, "operator+=", 11);
    if (assigns && call->count == 2)
        bind_place(reader, clang_Cursor_getArgument(call->cursor, 0), call->arguments[1].value);
    if (has_name(call->function, "operator[]", 10)) /* not the key */
        call->bag = call->receiver ? 0 : call->arguments[0].value;
    uint32_t all[] = {call->receiver, call->bag};
    return add_choice(reader, call->cursor, all, 2);
}

static bool is_operator(CXCursor function)
{
    if (function.kind == CXCursor_ConversionFunction)
        return true;
    CXString text = clang_getCursorSpelling(function);
    const char *name = clang_getCString(text);
    bool found = strncmp(name, "operator", 8) == 0 && !isalnum((unsigned char)name[8]) && name[8] != '_';
    clang_disposeString(text);
    return found;
}

typedef struct {
    Reader *reader;
    Call *call;
    uint32_t count;
} Constructors;

static enum CXChildVisitResult add_constructor(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    Constructors *found = data;
    Call *call = found->call;
    int params = clang_Cursor_getNumArguments(cursor);
    if (cursor.kind == CXCursor_Constructor && params == (int)found->count && call->count < MOST_OPERANDS &&
        !clang_CXXConstructor_isCopyConstructor(cursor) && !clang_CXXConstructor_isMoveConstructor(cursor))
        call->arguments[call->count++] =
            (Operand){.value = unit_add_symbol(found->reader, call->cursor, symbol_of(found->reader, cursor), false),
                      .name = unit_intern(found->reader, "<constructor>")};
    return CXChildVisit_Continue;
}

static bool is_record(CXType type)
{
    return clang_getCanonicalType(type).kind == CXType_Record;
}

/* What a container that is no map of pointers holds: vector<Type>, map<Key, Type>. */
static CXType held_type(Reader *reader, CXCursor method)
{
    enum {
        LOOKED_AT = 2
    };
    CXType container = clang_getCursorType(clang_getCursorSemanticParent(method)), held = {.kind = CXType_Invalid};
    for (unsigned i = 0; i < LOOKED_AT && (int)i < clang_Type_getNumTemplateArguments(container); i++) {
        CXType argument = clang_Type_getTemplateArgumentAsType(container, i);
        if (is_record(argument) && unit_class_of_type(reader, argument))
            held = argument;
    }
    return held;
}

/* `make<Type>(…)`, `vector<Type>.emplace_back(…)`: what a template outside may make of its arguments. What is handed an
 * instance makes none. */
static CXType told_type(Reader *reader, const Call *call)
{
    CXType nothing = {.kind = CXType_Invalid};
    CXCursor function = call->function;
    if (clang_Cursor_getNumTemplateArguments(function) >= 1 && /* of no method, says libclang */
        clang_Cursor_getTemplateArgumentKind(function, 0) == CXTemplateArgumentKind_Type)
        return clang_Cursor_getTemplateArgumentType(function, 0);
    if (clang_getSpecializedCursorTemplate(function).kind != CXCursor_FunctionTemplate)
        return nothing;
    CXType held = held_type(reader, function);
    for (uint32_t i = 0; i < call->count && held.kind != CXType_Invalid; i++) {
        CXType given = clang_getCanonicalType(clang_getCursorType(clang_Cursor_getArgument(call->cursor, i)));
        if (given.kind == CXType_Record && unit_class_of_type(reader, given) == unit_class_of_type(reader, held))
            return nothing;
    }
    return held;
}

/* The class of the tree that a template outside is told, as an operand named "<type>", and its constructors that take as
 * many arguments. Whether there is one. */
static bool add_type_argument(Reader *reader, Call *call)
{
    CXType type = told_type(reader, call);
    uint32_t class_symbol = unit_class_of_type(reader, type);
    if (!class_symbol || call->count >= MOST_OPERANDS)
        return false;
    Constructors constructors = {reader, call, call->count};
    clang_visitChildren(clang_getTypeDeclaration(stripped(type)), add_constructor, &constructors);
    if (call->count < MOST_OPERANDS)
        call->arguments[call->count++] = (Operand){.value = unit_add_symbol(reader, call->cursor, class_symbol, false),
                                                   .name = unit_intern(reader, "<type>")};
    return true;
}

static void add_naming(Reader *reader, const Call *call)
{
    CXCursor arguments[MOST_OPERANDS];
    for (uint32_t i = 0; i < call->count; i++)
        arguments[i] = clang_Cursor_getArgument(call->cursor, i);
    unit_add_naming(reader, call->cursor, call->symbol, arguments, call->count);
}

/* A function outside the tree: what goes into an object, or a template, may come out of it. */
static uint32_t read_outer_call(Reader *reader, Call *call)
{
    if (has_name(call->function, "__builtin_", 10))
        return call->bag;
    if (is_operator(call->function))
        return read_outer_operator(reader, call);
    unit_walk_outside(reader, call->cursor, call->function);
    bool is_method = is_member_outside(reader, call->function);
    bool is_template = !clang_Cursor_isNull(clang_getSpecializedCursorTemplate(call->function));
    call->callee = unit_add_symbol(reader, call->cursor, call->symbol, false);
    add_naming(reader, call);
    bool makes = (is_method || is_template) && add_type_argument(reader, call);
    uint32_t value = add_call(reader, call);
    if (!is_method && !is_template)
        return value;
    if (is_method && !clang_Cursor_isNull(call->place))
        bind_place(reader, call->place, makes ? value : call->bag);
    if (!call->bag && !call->receiver && !makes)
        return value;
    unit_value_at(reader, value)->detail = BAG;
    unit_bind_value(reader, call->cursor, value, call->bag);
    unit_bind_value(reader, call->cursor, value, call->receiver);
    return value;
}

/* Whether the receiver is what a constructor or destructor works on: it is of that class while this runs, and of no other. */
static bool is_unfinished(const Reader *reader, const Call *call)
{
    const Def *scope = facts_at(&reader->facts, Def, defs, reader->scope);
    bool itself = clang_Cursor_isNull(call->place) || call->place.kind == CXCursor_CXXThisExpr;
    return itself && (scope->flags & DEF_CREATES || *names_text(reader->facts.interned, scope->name) == '~');
}

static uint32_t read_direct_call(Reader *reader, Call *call)
{
    uint32_t lambda = symbol_of_call_operator(reader, call->function);
    if (call->function.kind == CXCursor_ConversionFunction && symbol_is_of_closure(call->function))
        return call->receiver; /* a lambda becomes a pointer */
    bool is_dynamic =
        clang_Cursor_isDynamicCall(call->cursor) && !is_object(call->place) && !is_unfinished(reader, call);
    unit_note_instantiation(reader, call->function);
    call->callee = unit_add_symbol(reader, call->cursor, lambda ? lambda : call->symbol, is_dynamic);
    if (is_operator(call->function) && clang_Cursor_isNull(call->place) && call->count &&
        (lambda || call->function.kind == CXCursor_CXXMethod)) { /* the first one is the receiver */
        call->count--;
        memmove(call->arguments, call->arguments + 1, call->count * sizeof *call->arguments);
    }
    return add_call(reader, call);
}

bool unit_is_written(CXCursor function)
{
    CXCursor class_cursor = clang_getCursorSemanticParent(function);
    return !clang_equalLocations(clang_getCursorLocation(function), clang_getCursorLocation(class_cursor));
}

static uint32_t read_construction(Reader *reader, Call *call)
{
    bool copies = clang_CXXConstructor_isCopyConstructor(call->function) ||
                  clang_CXXConstructor_isMoveConstructor(call->function);
    uint32_t made = 0;
    bool delegates = reader->delegates; /* the arguments do not */
    reader->delegates = false;
    read_arguments(reader, call);
    if (call->outside) {
        if (copies)
            return call->bag;
        unit_walk_outside(reader, call->cursor, call->function);
        call->callee = unit_add_symbol(reader, call->cursor, call->symbol, false);
        add_call(reader, call);
        return call->bag;
    }
    if (copies) {
        made = call->arguments[0].value;
    } else if (!delegates) {
        uint32_t class_symbol = symbol_of(reader, clang_getCursorSemanticParent(call->function));
        uint32_t class_value = unit_add_symbol(reader, call->cursor, class_symbol, false);
        made = unit_add_value(reader, call->cursor, (Value){.kind = VALUE_CREATE, .base = class_value});
    }
    if (unit_is_written(call->function)) {
        unit_note_instantiation(reader, call->function);
        call->callee = unit_add_symbol(reader, call->cursor, call->symbol, false);
        add_call(reader, call);
    }
    return made;
}

static uint32_t read_call(Reader *reader, CXCursor cursor)
{
    Call call = {.cursor = cursor, .function = clang_getCursorReferenced(cursor), .place = clang_getNullCursor()};
    bool constructs = call.function.kind == CXCursor_Constructor;
    if (!is_function(call.function.kind) || (!constructs && is_call_of_result(reader, cursor)))
        call.function = clang_getNullCursor();
    if (clang_Cursor_isNull(call.function)) {
        read_callee(reader, &call);
        read_arguments(reader, &call);
        return add_call(reader, &call);
    }
    call.symbol = symbol_of(reader, call.function);
    call.outside = !symbol_at(reader, call.symbol)->file;
    if (symbol_at(reader, call.symbol)->flags & SYMBOL_CREATES)
        return read_construction(reader, &call);
    read_callee(reader, &call);
    read_arguments(reader, &call);
    return call.outside ? read_outer_call(reader, &call) : read_direct_call(reader, &call);
}

/* --- other expressions ---------------------------------------------------------------------------------------------- */

/* Reads all parts; gives the value of the last expression among them that has one. */
uint32_t unit_read_parts(Reader *reader, CXCursor cursor)
{
    Children children = unit_children(reader, cursor);
    uint32_t value = 0;
    for (uint32_t i = 0; i < children.count; i++) {
        uint32_t part = unit_read_expression(reader, unit_child(reader, children, i));
        value = part ? part : value;
    }
    unit_drop(reader, children);
    return value;
}

/* `a ? b : c`; `a ?: c` */
static uint32_t read_conditional(Reader *reader, CXCursor cursor)
{
    Children children = unit_children(reader, cursor);
    uint32_t values[3] = {0};
    uint8_t flags = reader->flags;
    for (uint32_t i = 0; i < children.count && i < 3; i++) {
        values[i] = unit_read_expression(reader, unit_child(reader, children, i));
        reader->flags |= VALUE_IN_BRANCH;
    }
    reader->flags = flags;
    bool short_form = children.count < 3;
    unit_drop(reader, children);
    return add_choice(reader, cursor, values + !short_form, 2);
}

#if CINDEX_VERSION_MINOR >= 64
bool unit_is_binary(Reader *reader, CXCursor cursor, CXCursor left, CXCursor right, Binary wanted)
{
    static const enum CXBinaryOperatorKind kinds[] = {
        [BINARY_ASSIGN] = CXBinaryOperator_Assign,
        [BINARY_EQUAL] = CXBinaryOperator_EQ,
        [BINARY_AND] = CXBinaryOperator_LAnd,
    };
    (void)reader, (void)left, (void)right;
    return clang_getCursorBinaryOperatorKind(cursor) == kinds[wanted];
}
#else
/* The operator between two operands, as it is written; "" where a macro writes it. */
static void find_operator(Reader *reader, CXCursor left, CXCursor right, char out[4])
{
    CXFile file = NULL;
    unsigned end = 0;
    Place start = unit_place(reader, clang_getRangeStart(clang_getCursorExtent(right)));
    clang_getExpansionLocation(clang_getRangeEnd(clang_getCursorExtent(left)), &file, NULL, NULL, &end);
    const char *bytes = start.text->bytes;
    size_t used = 0;
    for (unsigned at = end; bytes && at < start.offset && at < start.text->size && used < 3; at++) {
        if (bytes[at] == '/' && (bytes[at + 1] == '*' || bytes[at + 1] == '/'))
            break;
        if (ispunct((unsigned char)bytes[at]) && bytes[at] != ')' && bytes[at] != '(')
            out[used++] = bytes[at];
    }
    out[used] = '\0';
}

bool unit_is_binary(Reader *reader, CXCursor cursor, CXCursor left, CXCursor right, Binary wanted)
{
    static const char *const texts[] = {[BINARY_ASSIGN] = "=", [BINARY_EQUAL] = "==", [BINARY_AND] = "&&"};
    char text[4];
    (void)cursor;
    find_operator(reader, left, right, text);
    return strcmp(text, texts[wanted]) == 0;
}
#endif

static uint32_t read_binary(Reader *reader, CXCursor cursor)
{
    Children children = unit_children(reader, cursor);
    uint32_t value = 0;
    if (children.count == 2) {
        CXCursor left = unit_child(reader, children, 0), right = unit_child(reader, children, 1);
        bool assigns = unit_is_binary(reader, cursor, left, right, BINARY_ASSIGN);
        uint32_t both[2];
        both[0] = unit_read_expression(reader, left);
        both[1] = assigns ? unit_read_initialiser(reader, right, clang_getCursorType(left))
                          : unit_read_expression(reader, right);
        if (assigns)
            bind_place(reader, left, both[1]);
        value = assigns || is_dull(clang_getCursorType(cursor)) ? both[1] : add_choice(reader, cursor, both, 2);
    }
    unit_drop(reader, children);
    return value;
}

/* Only the first part of an indexed expression is what is indexed. */
static uint32_t read_first(Reader *reader, CXCursor cursor)
{
    Children children = unit_children(reader, cursor);
    uint32_t value = 0;
    for (uint32_t i = 0; i < children.count; i++) {
        uint32_t part = unit_read_expression(reader, unit_child(reader, children, i));
        value = i ? value : part;
    }
    unit_drop(reader, children);
    return value;
}

/* Memory that is taken for an object of the tree becomes one: `Room *room = malloc(sizeof *room)`. */
static uint32_t add_cast(Reader *reader, CXCursor cursor, uint32_t value)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(cursor));
    if (!value || type.kind != CXType_Pointer)
        return value;
    uint32_t symbol = unit_class_of_type(reader, type);
    uint8_t kind = unit_value_at(reader, value)->kind;
    if (!symbol || (kind != VALUE_CALL && kind != VALUE_VARIABLE && kind != VALUE_SYMBOL && kind != VALUE_PARAM))
        return value;
    Operand operand = {.value = unit_add_symbol(reader, cursor, symbol, false)};
    uint32_t first = facts_add_operands(&reader->facts, &operand, 1);
    return unit_add_value(reader, cursor, (Value){.kind = VALUE_CAST, .base = value, .first = first, .count = 1});
}

/* Reads what a conversion works on. */
static uint32_t read_conversion(Reader *reader, CXCursor cursor)
{
    Children children = unit_children(reader, cursor);
    uint32_t value = 0;
    bool from_void = false;
    for (uint32_t i = 0; i < children.count; i++) {
        CXCursor child = unit_child(reader, children, i);
        uint32_t part = unit_read_expression(reader, child);
        value = part ? part : value;
        from_void = from_void || (part && unit_is_void_pointer(clang_getCursorType(child)));
    }
    unit_drop(reader, children);
    return from_void ? add_cast(reader, cursor, value) : value;
}

/* `co_await`, `co_yield`, `co_return` at the beginning of what libclang has no kind for. */
const char *unit_coroutine_word(Reader *reader, CXCursor cursor)
{
    static const char *const words[] = {"co_await", "co_yield", "co_return"};
    Place place = unit_place_of(reader, cursor);
    if (!place.text->has_coroutines)
        return NULL;
    for (size_t i = 0; i < 3; i++) {
        size_t length = strlen(words[i]);
        if (place.offset + length < place.text->size && memcmp(place.text->bytes + place.offset, words[i], length) == 0)
            return words[i];
    }
    return NULL;
}

/* What `co_yield` yields: the compiler hands it to yield_value() of the promise. */
static uint32_t read_yielded(Reader *reader, CXCursor operand)
{
    while (operand.kind == CXCursor_UnexposedExpr) {
        Children children = unit_children(reader, operand);
        CXCursor inner = children.count ? unit_child(reader, children, 0) : clang_getNullCursor();
        unit_drop(reader, children);
        if (clang_Cursor_isNull(inner))
            break;
        operand = inner;
    }
    if (operand.kind == CXCursor_CallExpr && has_name(operand, "yield_value", 11) &&
        clang_Cursor_getNumArguments(operand) == 1)
        operand = clang_Cursor_getArgument(operand, 0);
    return unit_read_expression(reader, operand);
}

/* The parts after the first are what the compiler makes of it. */
static uint32_t read_suspension(Reader *reader, CXCursor cursor, const char *word)
{
    Children children = unit_children(reader, cursor);
    CXCursor operand = children.count ? unit_child(reader, children, 0) : clang_getNullCursor();
    bool yields = word[3] == 'y';
    uint32_t value =
        children.count ? (yields ? read_yielded(reader, operand) : unit_read_expression(reader, operand)) : 0;
    unit_drop(reader, children);
    Def *scope = facts_at(&reader->facts, Def, defs, reader->scope);
    if (yields) {
        scope->flags |= DEF_GENERATOR;
        if (value)
            unit_add_effect(reader, cursor, (Effect){.kind = EFFECT_YIELD, .value = value});
        return 0;
    }
    scope->flags |= DEF_ASYNC;
    return value ? unit_add_value(reader, cursor, (Value){.kind = VALUE_AWAIT, .base = value}) : 0;
}

static uint32_t read_unexposed(Reader *reader, CXCursor cursor)
{
    const char *word = reader->language == LANGUAGE_CPP ? unit_coroutine_word(reader, cursor) : NULL;
    if (word) { /* conversions of what it gives begin with the same word */
        Children children = unit_children(reader, cursor);
        uint32_t count = children.count;
        unit_drop(reader, children);
        if (count >= 2)
            return read_suspension(reader, cursor, word);
    }
    return read_conversion(reader, cursor);
}

uint32_t unit_add_implicit_call(Reader *reader, CXCursor at, CXCursor function, bool is_virtual)
{
    Call call = {.cursor = at, .function = function};
    unit_note_instantiation(reader, function);
    call.callee = unit_add_symbol(reader, at, symbol_of(reader, function), is_virtual);
    return add_call(reader, &call);
}

/* What `new` and `delete` call: an operator of the class, if it has one. */
static void add_memory_call(Reader *reader, CXCursor at, CXType type, const char *name)
{
    CXCursor function = unit_method_of(reader, type, name, -1);
    if (!clang_Cursor_isNull(function))
        unit_add_implicit_call(reader, at, function, false);
}

/* `new Room(…)` */
static uint32_t read_new(Reader *reader, CXCursor cursor)
{
    add_memory_call(reader, cursor, clang_getCursorType(cursor), "operator new");
    uint32_t value = unit_read_parts(reader, cursor);
    uint32_t symbol = unit_class_of_type(reader, clang_getCursorType(cursor));
    if (!symbol || (value && unit_value_at(reader, value)->kind == VALUE_CREATE))
        return value;
    return unit_add_value(reader, cursor,
                          (Value){.kind = VALUE_CREATE, .base = unit_add_symbol(reader, cursor, symbol, false)});
}

static void read_delete(Reader *reader, CXCursor cursor)
{
    Children children = unit_children(reader, cursor);
    CXType type = clang_getCursorType(children.count ? unit_child(reader, children, 0) : cursor);
    unit_drop(reader, children);
    unit_read_parts(reader, cursor);
    CXCursor destructor = unit_destructor_of(reader, type);
    if (!clang_Cursor_isNull(destructor))
        unit_add_implicit_call(reader, cursor, destructor, clang_CXXMethod_isVirtual(destructor));
    add_memory_call(reader, cursor, type, "operator delete");
}

static uint32_t read_lambda_expression(Reader *reader, CXCursor cursor)
{
    uint32_t def = unit_read_lambda(reader, cursor);
    uint32_t symbol = facts_at(&reader->facts, Def, defs, def)->symbol;
    return unit_add_symbol(reader, cursor, symbol, false);
}

/* --- all ------------------------------------------------------------------------------------------------------------ */

static uint32_t read_kind(Reader *reader, CXCursor cursor)
{
    switch (cursor.kind) {
    case CXCursor_DeclRefExpr:
        return read_name(reader, cursor);
    case CXCursor_MemberRefExpr:
        return read_member(reader, cursor);
    case CXCursor_CallExpr:
        return read_call(reader, cursor);
    case CXCursor_UnexposedExpr:
        return read_unexposed(reader, cursor);
    case CXCursor_CStyleCastExpr:
    case CXCursor_CXXStaticCastExpr:
    case CXCursor_CXXReinterpretCastExpr:
    case CXCursor_CXXFunctionalCastExpr:
        return read_conversion(reader, cursor);
    case CXCursor_LambdaExpr:
        return read_lambda_expression(reader, cursor);
    case CXCursor_ConditionalOperator:
        return read_conditional(reader, cursor);
    case CXCursor_BinaryOperator:
        return read_binary(reader, cursor);
    case CXCursor_ArraySubscriptExpr:
        return read_first(reader, cursor);
    case CXCursor_InitListExpr:
    case CXCursor_CompoundLiteralExpr:
        return unit_read_initialiser(reader, cursor, clang_getCursorType(cursor));
    case CXCursor_CXXNewExpr:
        return read_new(reader, cursor);
    case CXCursor_CXXDeleteExpr:
        read_delete(reader, cursor);
        return 0;
    case CXCursor_UnaryExpr: /* sizeof, which evaluates nothing */
    case CXCursor_CXXTypeidExpr:
    case CXCursor_IntegerLiteral:
    case CXCursor_FloatingLiteral:
    case CXCursor_StringLiteral:
    case CXCursor_CharacterLiteral:
    case CXCursor_CXXBoolLiteralExpr:
    case CXCursor_CXXNullPtrLiteralExpr:
    case CXCursor_CXXThisExpr:
        return 0;
    default:
        return clang_isExpression(cursor.kind) ? unit_read_parts(reader, cursor) : unit_read_other(reader, cursor);
    }
}

uint32_t unit_read_expression(Reader *reader, CXCursor cursor)
{
    if (reader->depth >= UNIT_DEEPEST) {
        reader->too_deep = true;
        return 0;
    }
    reader->depth++;
    uint32_t value = read_kind(reader, cursor);
    reader->depth--;
    return value;
}
