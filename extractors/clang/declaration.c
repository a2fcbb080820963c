#include "unit.h"

#include "../memory.h"

#include <stdlib.h>
#include <string.h>

static Def *def_at(const Reader *reader, uint32_t def)
{
    return facts_at(&reader->facts, Def, defs, def);
}

/* --- definitions ---------------------------------------------------------------------------------------------------- */

/* The definition of a symbol in this unit, or 0. */
static uint32_t definition_of_symbol(const Reader *reader, uint32_t symbol)
{
    return symbol < utarray_len(reader->defs_by_symbol)
               ? *(uint32_t *)(void *)utarray_eltptr(reader->defs_by_symbol, symbol)
               : 0;
}

static uint32_t add_definition(Reader *reader, CXCursor cursor, Def def)
{
    Place place = unit_place_of(reader, cursor);
    unsigned end_line = 0;
    clang_getExpansionLocation(clang_getRangeEnd(clang_getCursorExtent(cursor)), NULL, &end_line, NULL, NULL);
    def.line = place.line;
    def.column = place.column;
    def.end_line = end_line;
    def.file = place.text->name == def_at(reader, 1)->name ? 0 : place.text->name;
    if (clang_getCursorAvailability(cursor) == CXAvailability_Deprecated)
        def.flags |= DEF_DEPRECATED;
    uint32_t index = facts_add(&reader->facts, defs, &def);
    if (def.symbol >= utarray_len(reader->defs_by_symbol))
        utarray_resize(reader->defs_by_symbol, def.symbol + 64);
    *(uint32_t *)(void *)utarray_eltptr(reader->defs_by_symbol, def.symbol) = index;
    return index;
}

/* The definition that stands for a file. */
static uint32_t definition_of_file(Reader *reader, SourceText *text)
{
    if (!text->name || text->name == def_at(reader, 1)->name)
        return 1;
    if (!text->module) {
        Def def = {.kind = DEF_MODULE,
                   .name = text->name,
                   .file = text->name,
                   .line = 1,
                   .column = 1,
                   .symbol = symbol_of_file(reader, text)};
        text->module = facts_add(&reader->facts, defs, &def);
    }
    return text->module;
}

/* The class of the tree that a declaration is a member of, or else its file. */
static uint32_t parent_of(Reader *reader, CXCursor cursor)
{
    CXCursor parent = clang_getCursorSemanticParent(cursor);
    uint32_t symbol = symbol_of(reader, parent);
    uint32_t class_def =
        symbol && symbol_at(reader, symbol)->kind == SYMBOL_CLASS ? definition_of_symbol(reader, symbol) : 0;
    return class_def ? class_def : definition_of_file(reader, unit_place_of(reader, cursor).text);
}

/* The last part of a qualified name. */
static uint32_t simple_name(Reader *reader, CXCursor cursor)
{
    CXString spelling = clang_getCursorSpelling(cursor);
    uint32_t name = unit_intern(reader, clang_getCString(spelling));
    clang_disposeString(spelling);
    return name;
}

static bool is_templated(CXCursor cursor)
{
    for (; !clang_isInvalid(cursor.kind) && cursor.kind != CXCursor_TranslationUnit;
         cursor = clang_getCursorSemanticParent(cursor))
        if (cursor.kind == CXCursor_FunctionTemplate || cursor.kind == CXCursor_ClassTemplate ||
            cursor.kind == CXCursor_ClassTemplatePartialSpecialization)
            return true;
    return false;
}

/* --- functions ------------------------------------------------------------------------------------------------------ */

static void add_params(Reader *reader, uint32_t def, Children children)
{
    uint32_t first = utarray_len(reader->facts.params), count = 0;
    for (uint32_t i = 0; i < children.count; i++) {
        CXCursor cursor = unit_child(reader, children, i);
        if (cursor.kind != CXCursor_ParmDecl)
            continue;
        Place place = unit_place_of(reader, cursor);
        uint32_t name = simple_name(reader, cursor);
        uint32_t value =
            unit_add_value(reader, cursor, (Value){.kind = VALUE_PARAM, .name = name, .base = first + count});
        Param param = {
            .kind = PARAM_POSITIONAL_ONLY, .name = name, .value = value, .line = place.line, .column = place.column};
        facts_add(&reader->facts, params, &param);
        cursor_map_set(&reader->locals, cursor, value);
        count++;
    }
    def_at(reader, def)->first_param = first;
    def_at(reader, def)->param_count = count;
}

/* The parameters of an instantiation are those of the template; a pack is its last. */
static void map_params(Reader *reader, uint32_t def, Children children)
{
    uint32_t number = 0;
    for (uint32_t i = 0; i < children.count; i++) {
        CXCursor cursor = unit_child(reader, children, i);
        const Def *facts = def_at(reader, def);
        if (cursor.kind != CXCursor_ParmDecl || !facts->param_count)
            continue;
        uint32_t index = number < facts->param_count ? number : facts->param_count - 1;
        uint32_t value = facts_at(&reader->facts, Param, params, facts->first_param + index)->value;
        cursor_map_set(&reader->locals, cursor, value);
        number++;
    }
}

/* Whether the coroutine runs at once: its promise's initial_suspend() gives std::suspend_never. */
static enum CXChildVisitResult find_start(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    bool *eager = data;
    if (cursor.kind != CXCursor_CallExpr)
        return CXChildVisit_Recurse;
    CXString name = clang_getCursorSpelling(cursor), type = clang_getTypeSpelling(clang_getCursorType(cursor));
    bool found = strcmp(clang_getCString(name), "initial_suspend") == 0;
    if (found)
        *eager = strstr(clang_getCString(type), "suspend_never") != NULL;
    clang_disposeString(name);
    clang_disposeString(type);
    return found ? CXChildVisit_Break : CXChildVisit_Recurse;
}

/* The body of a coroutine is wrapped in what the compiler makes of it. */
static void read_coroutine(Reader *reader, CXCursor wrapper)
{
    Children parts = unit_children(reader, wrapper);
    bool eager = false;
    for (uint32_t i = 1; i < parts.count && i < 4; i++) {
        CXCursor part = unit_child(reader, parts, i);
        if (part.kind != CXCursor_DeclStmt)
            clang_visitChildren(part, find_start, &eager);
    }
    if (parts.count)
        unit_read_statement(reader, unit_child(reader, parts, 0));
    Def *def = def_at(reader, reader->scope);
    if (!(def->flags & DEF_GENERATOR))
        def->flags |= DEF_ASYNC;
    def->flags |= eager ? DEF_EAGER : 0;
    unit_drop(reader, parts);
}

/* What initialises a member or base, or the body. */
static void read_part(Reader *reader, CXCursor part, CXCursor member)
{
    if (part.kind == CXCursor_UnexposedStmt) {
        read_coroutine(reader, part);
    } else if (clang_isStatement(part.kind)) {
        unit_read_statement(reader, part);
    } else if (clang_isExpression(part.kind)) {
        bool is_member = member.kind == CXCursor_FieldDecl;
        reader->delegates = !is_member;
        uint32_t value = is_member ? unit_read_initialiser(reader, part, clang_getCursorType(member))
                                   : unit_read_expression(reader, part);
        reader->delegates = false;
        if (is_member)
            unit_bind_declaration(reader, part, member, value);
    }
}

static enum CXChildVisitResult find_default_constructor(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    if (cursor.kind != CXCursor_Constructor || !clang_CXXConstructor_isDefaultConstructor(cursor))
        return CXChildVisit_Continue;
    *(CXCursor *)data = cursor;
    return CXChildVisit_Break;
}

/* Calls the default constructor of a base or member, if somebody has written one. */
static void add_default_construction(Reader *reader, CXCursor at, CXType type)
{
    CXType canonical = clang_getCanonicalType(type);
    CXCursor class_cursor = clang_getCursorDefinition(clang_getTypeDeclaration(canonical));
    CXCursor constructor = clang_getNullCursor();
    if (canonical.kind != CXType_Record || clang_Cursor_isNull(class_cursor) || !unit_is_ours(reader, class_cursor))
        return;
    clang_visitChildren(class_cursor, find_default_constructor, &constructor);
    if (!clang_Cursor_isNull(constructor))
        unit_add_implicit_call(reader, at, constructor, false);
}

static bool is_among(const CXCursor *cursors, uint32_t count, CXCursor cursor)
{
    for (uint32_t i = 0; i < count; i++)
        if (clang_equalCursors(cursors[i], cursor))
            return true;
    return false;
}

/* What the initialisers of a constructor do not name is constructed all the same. */
static void read_silent_members(Reader *reader, CXCursor constructor, Children initialisers)
{
    enum {
        MOST = 256
    };
    CXCursor named[MOST];
    uint32_t count = 0;
    for (uint32_t i = 0; i < initialisers.count && count < MOST; i++) {
        CXCursor child = unit_child(reader, initialisers, i), meant = clang_getCursorReferenced(child);
        if (child.kind == CXCursor_MemberRef)
            named[count++] = meant;
        else if (child.kind == CXCursor_CallExpr &&
                 meant.kind == CXCursor_Constructor) /* of a base, or the same class */
            named[count++] = clang_getCanonicalCursor(clang_getCursorSemanticParent(meant));
    }
    CXCursor class_cursor = clang_getCursorDefinition(clang_getCursorSemanticParent(constructor));
    if (clang_Cursor_isNull(class_cursor) || is_among(named, count, clang_getCanonicalCursor(class_cursor)))
        return; /* another constructor does it */
    Children members = unit_children(reader, class_cursor);
    for (uint32_t i = 0; i < members.count; i++) {
        CXCursor member = unit_child(reader, members, i);
        CXType type = clang_getCursorType(member);
        CXCursor base = clang_getCanonicalCursor(clang_getTypeDeclaration(clang_getCanonicalType(type)));
        if ((member.kind == CXCursor_CXXBaseSpecifier && !is_among(named, count, base)) ||
            (member.kind == CXCursor_FieldDecl && !is_among(named, count, member)))
            add_default_construction(reader, constructor, type);
    }
    unit_drop(reader, members);
}

/* After a destructor come those of members and bases. */
static void read_silent_destructions(Reader *reader, CXCursor destructor)
{
    CXCursor class_cursor = clang_getCursorDefinition(clang_getCursorSemanticParent(destructor));
    if (clang_Cursor_isNull(class_cursor))
        return;
    Children members = unit_children(reader, class_cursor);
    for (uint32_t pass = 0; pass < 2; pass++)
        for (uint32_t i = members.count; i-- > 0;) {
            CXCursor member = unit_child(reader, members, i);
            CXType type = clang_getCanonicalType(clang_getCursorType(member));
            if (member.kind != (pass ? CXCursor_CXXBaseSpecifier : CXCursor_FieldDecl) || type.kind != CXType_Record)
                continue;
            CXCursor inner = unit_destructor_of(reader, type);
            if (!clang_Cursor_isNull(inner))
                unit_add_implicit_call(reader, destructor, inner, false);
        }
    unit_drop(reader, members);
}

/* Reads what a function does: parameters, initialisers of members, body. */
static void read_function_parts(Reader *reader, uint32_t def, Children children)
{
    uint32_t scope = reader->scope;
    uint8_t flags = reader->flags;
    CXCursor member = clang_getNullCursor();
    reader->scope = def;
    reader->flags = 0;
    for (uint32_t i = 0; i < children.count; i++) {
        CXCursor child = unit_child(reader, children, i);
        if (child.kind == CXCursor_MemberRef)
            member = clang_getCursorReferenced(child);
        else
            read_part(reader, child, member);
        if (clang_isReference(child.kind) == 0)
            member = clang_getNullCursor();
    }
    reader->scope = scope;
    reader->flags = flags;
}

static void read_params(Reader *reader, uint32_t def, CXCursor cursor)
{
    uint32_t scope = reader->scope;
    Children children = unit_children(reader, cursor);
    reader->scope = def;
    add_params(reader, def, children);
    reader->scope = scope;
    unit_drop(reader, children);
}

static void read_body(Reader *reader, uint32_t def, CXCursor cursor)
{
    Children children = unit_children(reader, cursor);
    map_params(reader, def, children);
    if (cursor.kind == CXCursor_Constructor) {
        uint32_t scope = reader->scope;
        reader->scope = def;
        read_silent_members(reader, cursor, children);
        reader->scope = scope;
    }
    read_function_parts(reader, def, children);
    if (cursor.kind == CXCursor_Destructor) {
        uint32_t scope = reader->scope;
        reader->scope = def;
        read_silent_destructions(reader, cursor);
        reader->scope = scope;
    }
    unit_drop(reader, children);
}

/* A destructor that nobody has written overrides in its turn. */
static CXCursor written_overridden(CXCursor overridden)
{
    for (unsigned steps = 0; steps < 16 && overridden.kind == CXCursor_Destructor && !unit_is_written(overridden);
         steps++) {
        CXCursor *next = NULL;
        unsigned count = 0;
        clang_getOverriddenCursors(overridden, &next, &count);
        if (!count)
            break;
        overridden = next[0];
        clang_disposeOverriddenCursors(next);
    }
    return overridden;
}

static void add_overrides(Reader *reader, uint32_t def, CXCursor cursor)
{
    CXCursor *overridden = NULL;
    unsigned count = 0;
    clang_getOverriddenCursors(cursor, &overridden, &count);
    if (!count)
        return;
    Operand *operands = memory_alloc(count * sizeof *operands);
    uint32_t scope = reader->scope;
    reader->scope = def;
    for (unsigned i = 0; i < count; i++)
        operands[i] = (Operand){
            .value = unit_add_symbol(reader, cursor, symbol_of(reader, written_overridden(overridden[i])), false)};
    reader->scope = scope;
    uint32_t first = facts_add_operands(&reader->facts, operands, count);
    def_at(reader, def)->first_override = first;
    def_at(reader, def)->override_count = count;
    free(operands);
    clang_disposeOverriddenCursors(overridden);
}

/* Where the process starts. */
static bool is_main(Reader *reader, CXCursor cursor)
{
    if (cursor.kind != CXCursor_FunctionDecl || clang_getCursorLinkage(cursor) != CXLinkage_External)
        return false;
    symbol_write_name(reader, cursor);
    return strcmp(utstring_body(&reader->text), "main") == 0;
}

static uint32_t add_function(Reader *reader, CXCursor cursor, uint32_t symbol, unsigned flags)
{
    Def def = {.kind = DEF_FUNCTION, .name = simple_name(reader, cursor), .symbol = symbol, .flags = (uint16_t)flags};
    def.parent = parent_of(reader, cursor);
    if (is_templated(cursor))
        def.flags |= DEF_TEMPLATE;
    if (is_main(reader, cursor))
        def.flags |= DEF_MAIN_GUARD;
    if (symbol_at(reader, symbol)->flags & SYMBOL_CREATES)
        def.flags |= DEF_CREATES;
    uint32_t index = add_definition(reader, cursor, def);
    add_overrides(reader, index, cursor);
    return index;
}

static void read_function(Reader *reader, CXCursor cursor)
{
    uint32_t symbol = symbol_of(reader, cursor);
    if (!symbol || definition_of_symbol(reader, symbol))
        return;
    if (clang_isCursorDefinition(cursor)) {
        Pattern pattern = {.cursor = cursor, .def = add_function(reader, cursor, symbol, 0)};
        read_params(reader, pattern.def, cursor);
        if (def_at(reader, pattern.def)->flags & DEF_TEMPLATE)
            utarray_push_back(reader->patterns, &pattern);
        else
            read_body(reader, pattern.def, cursor);
    } else if (clang_CXXMethod_isPureVirtual(cursor)) {
        add_function(reader, cursor, symbol, DEF_ABSTRACT);
    }
}

/* --- lambdas -------------------------------------------------------------------------------------------------------- */

static uint32_t count_lambda(Reader *reader, uint32_t def)
{
    if (def >= utarray_len(reader->counters))
        utarray_resize(reader->counters, def + 64);
    return ++*(uint32_t *)(void *)utarray_eltptr(reader->counters, def);
}

/* Captures that are variables of their own are evaluated outside. */
static void read_captures(Reader *reader, Children children)
{
    for (uint32_t i = 0; i < children.count; i++) {
        CXCursor child = unit_child(reader, children, i);
        CXCursor variable = child.kind == CXCursor_VariableRef ? clang_getCursorReferenced(child) : child;
        if (child.kind == CXCursor_VariableRef && variable.kind == CXCursor_VarDecl &&
            !cursor_map_get(&reader->locals, variable) && !symbol_of(reader, variable))
            unit_read_local(reader, variable);
    }
}

uint32_t unit_read_lambda(Reader *reader, CXCursor cursor)
{
    Place place = unit_place_of(reader, cursor);
    uint32_t symbol = symbol_of_lambda(reader, place), def = definition_of_symbol(reader, symbol);
    bool known = def != 0;
    Children children = unit_children(reader, cursor);
    read_captures(reader, children);
    if (!known) {
        utstring_clear(&reader->text);
        utstring_printf(&reader->text, "<lambda%u>", count_lambda(reader, reader->scope));
        Def lambda = {.kind = DEF_LAMBDA,
                      .name = unit_intern(reader, utstring_body(&reader->text)),
                      .parent = reader->scope,
                      .symbol = symbol,
                      .flags = def_at(reader, reader->scope)->flags & DEF_TEMPLATE};
        def = add_definition(reader, cursor, lambda);
    }
    uint32_t scope = reader->scope;
    reader->scope = def;
    if (known)
        map_params(reader, def, children);
    else
        add_params(reader, def, children);
    reader->scope = scope;
    read_function_parts(reader, def, children);
    unit_drop(reader, children);
    return def;
}

/* --- templates ------------------------------------------------------------------------------------------------------ */

void unit_note_instantiation(Reader *reader, CXCursor function)
{
    CXCursor pattern = symbol_pattern(function);
    if (clang_equalCursors(pattern, function) || cursor_map_get(&reader->instantiated, function))
        return;
    cursor_map_set(&reader->instantiated, function, 1);
    if (unit_is_ours(reader, pattern))
        utarray_push_back(reader->instantiations, &function);
}

static bool *read_mark(Reader *reader, uint32_t def)
{
    if (def >= utarray_len(reader->read))
        utarray_resize(reader->read, def + 256);
    return (bool *)(void *)utarray_eltptr(reader->read, def);
}

/* What the instantiations of a template call, the template calls. */
static void read_instantiations(Reader *reader)
{
    enum {
        MOST = 20000 /* a recursive template makes as many as it likes */
    };
    for (; reader->instantiation < utarray_len(reader->instantiations) && reader->instantiation < MOST;
         reader->instantiation++) {
        CXCursor function = *(CXCursor *)(void *)utarray_eltptr(reader->instantiations, reader->instantiation);
        CXCursor body = clang_getCursorDefinition(function);
        uint32_t lambda = symbol_of_call_operator(reader, function);
        uint32_t def = definition_of_symbol(reader, lambda ? lambda : symbol_of(reader, function));
        if (!def || clang_Cursor_isNull(body) || clang_isInvalid(body.kind))
            continue;
        read_body(reader, def, body);
        *read_mark(reader, def) = true;
    }
}

void unit_read_templates(Reader *reader)
{
    read_instantiations(reader);
    for (uint32_t i = 0; i < utarray_len(reader->patterns); i++) {
        Pattern pattern = *(Pattern *)(void *)utarray_eltptr(reader->patterns, i);
        if (!*read_mark(reader, pattern.def))
            read_body(reader, pattern.def, pattern.cursor);
        read_instantiations(reader);
    }
}

/* --- classes -------------------------------------------------------------------------------------------------------- */

static void add_bases(Reader *reader, uint32_t def, Children children)
{
    enum {
        MOST = 64
    };
    Operand operands[MOST];
    uint32_t count = 0;
    for (uint32_t i = 0; i < children.count && count < MOST; i++) {
        CXCursor base = unit_child(reader, children, i);
        if (base.kind != CXCursor_CXXBaseSpecifier)
            continue;
        CXCursor declaration = clang_getTypeDeclaration(clang_getCanonicalType(clang_getCursorType(base)));
        uint32_t symbol = symbol_of(reader, declaration);
        if (symbol)
            operands[count++] = (Operand){.value = unit_add_symbol(reader, base, symbol, false)};
    }
    uint32_t first = facts_add_operands(&reader->facts, operands, count);
    def_at(reader, def)->first_base = first;
    def_at(reader, def)->base_count = count;
}

static bool overrides(CXCursor method)
{
    CXCursor *overridden = NULL;
    unsigned count = 0;
    clang_getOverriddenCursors(method, &overridden, &count);
    clang_disposeOverriddenCursors(overridden);
    return count > 0;
}

/* What others call an object's method by: instances are called by their operator(), and a library that knows a base class
 * calls what overrides its methods. 0: by nothing. */
static uint32_t bound_name(Reader *reader, CXCursor member)
{
    bool is_template = member.kind == CXCursor_FunctionTemplate;
    if (member.kind != CXCursor_CXXMethod && !is_template)
        return 0;
    CXString name = clang_getCursorSpelling(member);
    bool calls = strcmp(clang_getCString(name), "operator()") == 0;
    clang_disposeString(name);
    if (calls)
        return unit_intern(reader, "__call__");
    return !is_template && overrides(member) ? simple_name(reader, member) : 0;
}

static void add_bindings(Reader *reader, uint32_t def, Children children)
{
    uint32_t first = utarray_len(reader->facts.bindings), count = 0;
    for (uint32_t i = 0; i < children.count; i++) {
        CXCursor member = unit_child(reader, children, i);
        Binding binding = {.name = bound_name(reader, member)};
        if (!binding.name)
            continue;
        binding.value = unit_add_symbol(reader, member, symbol_of(reader, member), false);
        facts_add(&reader->facts, bindings, &binding);
        count++;
    }
    def_at(reader, def)->first_binding = first;
    def_at(reader, def)->binding_count = count;
}

static void read_field(Reader *reader, CXCursor cursor)
{
    Children children = unit_children(reader, cursor);
    CXCursor last = children.count ? unit_child(reader, children, children.count - 1) : cursor;
    if (clang_isExpression(last.kind) && !clang_Cursor_isBitField(cursor))
        unit_bind_declaration(reader, last, cursor, unit_read_initialiser(reader, last, clang_getCursorType(cursor)));
    unit_drop(reader, children);
}

static void read_class(Reader *reader, CXCursor cursor)
{
    uint32_t symbol = symbol_of(reader, cursor);
    if (!symbol || !clang_isCursorDefinition(cursor) || definition_of_symbol(reader, symbol) ||
        clang_Cursor_isAnonymous(cursor))
        return;
    Def class_def = {.kind = DEF_CLASS,
                     .name = simple_name(reader, cursor),
                     .symbol = symbol,
                     .parent = parent_of(reader, cursor),
                     .flags = is_templated(cursor) ? DEF_TEMPLATE : 0};
    uint32_t def = add_definition(reader, cursor, class_def), scope = reader->scope;
    Children children = unit_children(reader, cursor);
    reader->scope = def;
    add_bases(reader, def, children);
    add_bindings(reader, def, children);
    for (uint32_t i = 0; i < children.count; i++)
        unit_read_declaration(reader, unit_child(reader, children, i));
    reader->scope = scope;
    unit_drop(reader, children);
}

/* --- variables ------------------------------------------------------------------------------------------------------ */

static void read_global(Reader *reader, CXCursor cursor)
{
    CXCursor initialiser = clang_Cursor_getVarDeclInitializer(cursor);
    uint32_t scope = reader->scope;
    if (clang_Cursor_isNull(initialiser) || clang_isInvalid(initialiser.kind))
        return;
    reader->scope = definition_of_file(reader, unit_place_of(reader, cursor).text);
    unit_bind_declaration(reader, initialiser, cursor,
                          unit_read_initialiser(reader, initialiser, clang_getCursorType(cursor)));
    reader->scope = scope;
}

/* Notes the object whose destructor runs when its block ends. */
static void note_doomed(Reader *reader, CXCursor variable)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(variable));
    if (type.kind != CXType_Record || reader->language == LANGUAGE_C ||
        clang_Cursor_getStorageClass(variable) == CX_SC_Static)
        return;
    Doomed doomed = {variable, unit_destructor_of(reader, type)};
    if (!clang_Cursor_isNull(doomed.destructor))
        utarray_push_back(reader->doomed, &doomed);
}

void unit_read_local(Reader *reader, CXCursor variable)
{
    CXCursor initialiser = clang_Cursor_getVarDeclInitializer(variable);
    uint32_t value = unit_add_value(reader, variable, (Value){.kind = VALUE_VARIABLE});
    cursor_map_set(&reader->locals, variable, value);
    note_doomed(reader, variable);
    if (clang_Cursor_isNull(initialiser) || clang_isInvalid(initialiser.kind))
        return;
    uint32_t given = unit_read_initialiser(reader, initialiser, clang_getCursorType(variable));
    if (given)
        unit_add_effect(reader, variable, (Effect){.kind = EFFECT_BIND_VALUE, .target = value, .value = given});
}

/* --- all ------------------------------------------------------------------------------------------------------------ */

static void read_inner(Reader *reader, CXCursor cursor)
{
    Children children = unit_children(reader, cursor);
    for (uint32_t i = 0; i < children.count; i++) {
        CXCursor child = unit_child(reader, children, i);
        if (clang_isDeclaration(child.kind) && unit_is_ours(reader, child))
            unit_read_declaration(reader, child);
    }
    unit_drop(reader, children);
}

void unit_read_declaration(Reader *reader, CXCursor cursor)
{
    switch (cursor.kind) {
    case CXCursor_FunctionDecl:
    case CXCursor_CXXMethod:
    case CXCursor_Constructor:
    case CXCursor_Destructor:
    case CXCursor_ConversionFunction:
    case CXCursor_FunctionTemplate:
        read_function(reader, cursor);
        break;
    case CXCursor_StructDecl:
    case CXCursor_ClassDecl:
    case CXCursor_UnionDecl:
    case CXCursor_ClassTemplate:
    case CXCursor_ClassTemplatePartialSpecialization:
        read_class(reader, cursor);
        break;
    case CXCursor_FieldDecl:
        read_field(reader, cursor);
        break;
    case CXCursor_VarDecl:
        if (symbol_of(reader, cursor))
            read_global(reader, cursor);
        else
            unit_read_local(reader, cursor);
        break;
    case CXCursor_Namespace:
    case CXCursor_LinkageSpec:
    case CXCursor_UnexposedDecl:
    case CXCursor_FriendDecl:
        read_inner(reader, cursor);
        break;
    default:
        break;
    }
}
