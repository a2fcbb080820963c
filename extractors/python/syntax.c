#include "reader.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

const TSLanguage *tree_sitter_python(void);

typedef struct {
    uint8_t syntax, op;
} Meaning;

/* The grammar's numbers for nodes and fields, by what they mean to us. */
typedef struct Grammar {
    Meaning *symbols; /* by TSSymbol */
    uint8_t fields[256];
    TSFieldId field_ids[FIELD_COUNT];
} Grammar;

static const struct {
    const char *text;
    Syntax syntax;
} named[] = {
#define X(kind, text) {text, kind},
    SYNTAX_NAMED(X)
#undef X
};

static const struct {
    const char *text;
    Syntax syntax;
    Operator op;
} tokens[] = {
    {"async", SYNTAX_ASYNC, OP_NONE},
    {"from", SYNTAX_FROM, OP_NONE},
    {"except*", SYNTAX_EXCEPT_STAR, OP_NONE},
    {"+", SYNTAX_OPERATOR, OP_ADD},
    {"-", SYNTAX_OPERATOR, OP_SUB},
    {"*", SYNTAX_OPERATOR, OP_MUL},
    {"@", SYNTAX_OPERATOR, OP_MATMUL},
    {"/", SYNTAX_OPERATOR, OP_DIV},
    {"//", SYNTAX_OPERATOR, OP_FLOORDIV},
    {"%", SYNTAX_OPERATOR, OP_MOD},
    {"**", SYNTAX_OPERATOR, OP_POW},
    {"<<", SYNTAX_OPERATOR, OP_LSHIFT},
    {">>", SYNTAX_OPERATOR, OP_RSHIFT},
    {"&", SYNTAX_OPERATOR, OP_AND},
    {"|", SYNTAX_OPERATOR, OP_OR},
    {"^", SYNTAX_OPERATOR, OP_XOR},
    {"~", SYNTAX_OPERATOR, OP_INVERT},
    {"+=", SYNTAX_OPERATOR, OP_ADD},
    {"-=", SYNTAX_OPERATOR, OP_SUB},
    {"*=", SYNTAX_OPERATOR, OP_MUL},
    {"@=", SYNTAX_OPERATOR, OP_MATMUL},
    {"/=", SYNTAX_OPERATOR, OP_DIV},
    {"//=", SYNTAX_OPERATOR, OP_FLOORDIV},
    {"%=", SYNTAX_OPERATOR, OP_MOD},
    {"**=", SYNTAX_OPERATOR, OP_POW},
    {"<<=", SYNTAX_OPERATOR, OP_LSHIFT},
    {">>=", SYNTAX_OPERATOR, OP_RSHIFT},
    {"&=", SYNTAX_OPERATOR, OP_AND},
    {"|=", SYNTAX_OPERATOR, OP_OR},
    {"^=", SYNTAX_OPERATOR, OP_XOR},
    {"<", SYNTAX_OPERATOR, OP_LT},
    {"<=", SYNTAX_OPERATOR, OP_LE},
    {"==", SYNTAX_OPERATOR, OP_EQ},
    {"!=", SYNTAX_OPERATOR, OP_NE},
    {"<>", SYNTAX_OPERATOR, OP_NE},
    {">", SYNTAX_OPERATOR, OP_GT},
    {">=", SYNTAX_OPERATOR, OP_GE},
    {"is", SYNTAX_OPERATOR, OP_IS},
    {"is not", SYNTAX_OPERATOR, OP_IS_NOT},
    {"in", SYNTAX_OPERATOR, OP_IN},
    {"not in", SYNTAX_OPERATOR, OP_NOT_IN},
};

static const char *const field_names[FIELD_COUNT] = {
    [FIELD_NONE] = "",
    [FIELD_ALIAS] = "alias",
    [FIELD_ALTERNATIVE] = "alternative",
    [FIELD_ARGUMENT] = "argument",
    [FIELD_ARGUMENTS] = "arguments",
    [FIELD_ATTRIBUTE] = "attribute",
    [FIELD_BODY] = "body",
    [FIELD_CONDITION] = "condition",
    [FIELD_CONSEQUENCE] = "consequence",
    [FIELD_DEFINITION] = "definition",
    [FIELD_EXPRESSION] = "expression",
    [FIELD_FUNCTION] = "function",
    [FIELD_GUARD] = "guard",
    [FIELD_KEY] = "key",
    [FIELD_LEFT] = "left",
    [FIELD_MODULE_NAME] = "module_name",
    [FIELD_NAME] = "name",
    [FIELD_OBJECT] = "object",
    [FIELD_OPERATOR] = "operator",
    [FIELD_PARAMETERS] = "parameters",
    [FIELD_RETURN_TYPE] = "return_type",
    [FIELD_RIGHT] = "right",
    [FIELD_SUBJECT] = "subject",
    [FIELD_SUBSCRIPT] = "subscript",
    [FIELD_SUPERCLASSES] = "superclasses",
    [FIELD_TYPE] = "type",
    [FIELD_VALUE] = "value",
};

static Meaning meaning_of_symbol(const TSLanguage *language, TSSymbol symbol)
{
    const char *name = ts_language_symbol_name(language, symbol);
    if (ts_language_symbol_type(language, symbol) == TSSymbolTypeRegular) {
        for (size_t i = 0; i < sizeof named / sizeof *named; i++)
            if (strcmp(named[i].text, name) == 0)
                return (Meaning){(uint8_t)named[i].syntax, OP_NONE};
        return (Meaning){SYNTAX_OTHER, OP_NONE};
    }
    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
        if (strcmp(tokens[i].text, name) == 0)
            return (Meaning){(uint8_t)tokens[i].syntax, (uint8_t)tokens[i].op};
    return (Meaning){SYNTAX_TOKEN, OP_NONE};
}

static Grammar grammar;
static Arena grammar_arena; /* lives as long as the process, like the grammar itself */

static void grammar_init(void)
{
    const TSLanguage *language = tree_sitter_python();
    uint32_t count = ts_language_symbol_count(language);
    grammar.symbols = arena_alloc(&grammar_arena, count * sizeof *grammar.symbols);
    for (uint32_t symbol = 0; symbol < count; symbol++)
        grammar.symbols[symbol] = meaning_of_symbol(language, (TSSymbol)symbol);
    for (int field = FIELD_NONE + 1; field < FIELD_COUNT; field++) {
        TSFieldId id =
            ts_language_field_id_for_name(language, field_names[field], (uint32_t)strlen(field_names[field]));
        if (id && id < sizeof grammar.fields)
            grammar.fields[id] = (uint8_t)field;
        grammar.field_ids[field] = id;
    }
}

const Grammar *grammar_get(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, grammar_init);
    return &grammar;
}

static Meaning meaning_of(const Reader *reader, TSNode node)
{
    TSSymbol symbol = ts_node_symbol(node);
    if (symbol == (TSSymbol)-1)
        return (Meaning){SYNTAX_ERROR, OP_NONE};
    return reader->grammar->symbols[symbol];
}

Syntax syntax_of(const Reader *reader, TSNode node)
{
    return meaning_of(reader, node).syntax;
}

/* Adds the node where the cursor is to the children that mean something. */
static uint32_t push_current(Reader *reader, bool with_field)
{
    TSNode node = ts_tree_cursor_current_node(&reader->cursor);
    Meaning meaning = meaning_of(reader, node);
    if (meaning.syntax == SYNTAX_TOKEN || (meaning.syntax == SYNTAX_OTHER && ts_node_is_extra(node)))
        return 0;
    TSFieldId field = with_field ? ts_tree_cursor_current_field_id(&reader->cursor) : 0;
    utarray_reserve(reader->children, 1);
    ((Child *)(void *)reader->children->d)[reader->children->i++] =
        (Child){node, meaning.syntax, reader->grammar->fields[field], meaning.op};
    return 1;
}

static Children push_children(Reader *reader, TSNode parent, bool with_fields)
{
    Children children = {.first = utarray_len(reader->children)};
    uint32_t left = ts_node_child_count(parent); /* so that the cursor need not look for one more */
    if (!left)
        return children;
    ts_tree_cursor_reset(&reader->cursor, parent);
    ts_tree_cursor_goto_first_child(&reader->cursor);
    children.count += push_current(reader, with_fields);
    while (--left && ts_tree_cursor_goto_next_sibling(&reader->cursor))
        children.count += push_current(reader, with_fields);
    return children;
}

Children children_push(Reader *reader, TSNode parent)
{
    return push_children(reader, parent, true);
}

Children children_push_plain(Reader *reader, TSNode parent)
{
    return push_children(reader, parent, false);
}

void children_pop(Reader *reader, Children children)
{
    utarray_resize(reader->children, children.first);
}

bool child_find(const Reader *reader, Children children, Field field, Child *out)
{
    for (uint32_t i = 0; i < children.count; i++) {
        const Child child = child_at(reader, children, i);
        if (child.field == field) {
            *out = child;
            return true;
        }
    }
    return false;
}

bool child_in(const Reader *reader, TSNode parent, Field field, Child *out)
{
    TSNode node = ts_node_child_by_field_id(parent, reader->grammar->field_ids[field]);
    if (ts_node_is_null(node))
        return false;
    Meaning meaning = meaning_of(reader, node);
    *out = (Child){node, meaning.syntax, (uint8_t)field, meaning.op};
    return true;
}

TSNode part_at(TSNode node, uint32_t index)
{
    for (uint32_t i = 0; i < ts_node_named_child_count(node); i++) {
        TSNode child = ts_node_named_child(node, i);
        if (!ts_node_is_extra(child) && index-- == 0)
            return child;
    }
    return (TSNode){0};
}

TSNode only_part(TSNode node)
{
    TSNode only = {0};
    for (uint32_t i = 0, count = ts_node_named_child_count(node); i < count; i++) {
        TSNode child = ts_node_named_child(node, i);
        if (ts_node_is_extra(child))
            continue;
        if (!ts_node_is_null(only))
            return (TSNode){0};
        only = child;
    }
    return only;
}

uint32_t part_count(TSNode node)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < ts_node_named_child_count(node); i++)
        count += !ts_node_is_extra(ts_node_named_child(node, i));
    return count;
}

bool starts_async(const Reader *reader, TSNode node)
{
    return ts_node_child_count(node) && syntax_of(reader, ts_node_child(node, 0)) == SYNTAX_ASYNC;
}

const char *node_text(const Reader *reader, TSNode node, uint32_t *length)
{
    uint32_t start = ts_node_start_byte(node), end = ts_node_end_byte(node);
    if (end > reader->source_size)
        end = reader->source_size;
    if (start > end)
        start = end;
    *length = end - start;
    return reader->source + start;
}

uint32_t node_name(Reader *reader, TSNode node)
{
    uint32_t length;
    const char *text = node_text(reader, node, &length);
    return names_intern(reader->facts.interned, text, length);
}

/* Language reference, "Private name mangling". */
uint32_t private_name(Reader *reader, uint32_t class_def, uint32_t name)
{
    const char *text = names_text(reader->facts.interned, name);
    size_t length = names_length(reader->facts.interned, name);
    if (length < 2 || text[0] != '_' || text[1] != '_' || (text[length - 1] == '_' && text[length - 2] == '_'))
        return name;
    const char *class = names_text(reader->facts.interned, facts_at(&reader->facts, Def, defs, class_def)->name);
    class += strspn(class, "_");
    if (!*class)
        return name;
    size_t size = 1 + strlen(class) + length;
    char *mangled = arena_alloc(&reader->arena, size + 1);
    snprintf(mangled, size + 1, "_%s%s", class, text);
    return names_intern(reader->facts.interned, mangled, size);
}

uint32_t attribute_name(Reader *reader, TSNode node)
{
    uint32_t name = node_name(reader, node), def = reader->scope->def;
    if (strncmp(names_text(reader->facts.interned, name), "__", 2) != 0)
        return name;
    while (def && facts_at(&reader->facts, Def, defs, def)->kind != DEF_CLASS)
        def = facts_at(&reader->facts, Def, defs, def)->parent;
    return def ? private_name(reader, def, name) : name;
}

uint32_t node_line(const Reader *reader, TSNode node)
{
    return reader->line_base + ts_node_start_point(node).row + 1;
}

uint32_t node_column(const Reader *reader, TSNode node)
{
    TSPoint point = ts_node_start_point(node);
    return (point.row ? 0 : reader->column_base) + point.column + 1;
}

void reader_add_problem(Reader *reader, TSNode node, const char *message)
{
    Problem problem = {.line = node_line(reader, node),
                       .column = node_column(reader, node),
                       .message = names_intern(reader->facts.interned, message, strlen(message))};
    facts_add(&reader->facts, problems, &problem);
}

enum {
    LINE_MAX_FIELD = (1 << 20) - 1,
    COLUMN_MAX_FIELD = (1 << 12) - 1
};

static uint32_t at_most(uint32_t number, uint32_t limit)
{
    return number < limit ? number : limit;
}

static void place_value(Reader *reader, uint32_t value, uint32_t line, uint32_t column)
{
    Value *entry = reader_value(reader, value);
    entry->line = at_most(line, LINE_MAX_FIELD) & LINE_MAX_FIELD;
    entry->column = at_most(column, COLUMN_MAX_FIELD) & COLUMN_MAX_FIELD;
}

uint32_t reader_insert_value(Reader *reader, Value value, uint32_t scope, uint32_t line, uint32_t column)
{
    value.scope = scope;
    value.flags |= reader->flags | (reader->scope->yielded ? VALUE_AFTER_YIELD : 0);
    uint32_t index = facts_add(&reader->facts, values, &value);
    place_value(reader, index, line, column);
    return index;
}

uint32_t reader_add_value(Reader *reader, TSNode node, Value value)
{
    exact_mention(reader, &value);
    uint32_t scope = reader->quoted ? 0 : reader->scope->def;
    return reader_insert_value(reader, value, scope, node_line(reader, node), node_column(reader, node));
}

uint32_t reader_add_method(Reader *reader, TSNode node, uint32_t base, uint32_t name)
{
    return reader_insert_value(reader, (Value){.kind = VALUE_ATTRIBUTE, .base = base, .name = name}, reader->scope->def,
                               node_line(reader, node), node_column(reader, node));
}

const UT_icd reader_operand_icd = {sizeof(Operand), NULL, NULL, NULL};

UT_array *operands_begin(Reader *reader)
{
    if (reader->gathering == utarray_len(reader->gathered)) {
        UT_array *fresh;
        utarray_new(fresh, &reader_operand_icd);
        utarray_push_back(reader->gathered, &fresh);
    }
    UT_array *operands = *(UT_array **)(void *)utarray_eltptr(reader->gathered, reader->gathering);
    reader->gathering++;
    utarray_clear(operands);
    return operands;
}

void operands_end(Reader *reader)
{
    reader->gathering--;
}

void reader_push_operand(UT_array *operands, uint32_t value, uint32_t name)
{
    enum {
        MOST = 2000 /* a longer display or call is data, not wiring: its tail is not followed */
    };
    Operand operand = {value, name};
    if (utarray_len(operands) < MOST)
        utarray_push_back(operands, &operand);
}

uint32_t reader_add_value_with(Reader *reader, TSNode node, Value value, const Operand *operands, size_t count)
{
    value.first = facts_add_operands(&reader->facts, operands, count);
    value.count = (uint32_t)count;
    return reader_add_value(reader, node, value);
}

void reader_add_effect(Reader *reader, TSNode node, Effect effect)
{
    if (!effect.scope)
        effect.scope = reader->scope->def;
    exact_escape(reader, effect.value);
    effect.flags = reader->flags | (reader->scope->yielded ? VALUE_AFTER_YIELD : 0);
    effect.line = at_most(node_line(reader, node), LINE_MAX_FIELD) & LINE_MAX_FIELD;
    effect.column = at_most(node_column(reader, node), COLUMN_MAX_FIELD) & COLUMN_MAX_FIELD;
    facts_add(&reader->facts, effects, &effect);
}

void reader_add_return(Reader *reader, TSNode node, uint32_t value)
{
    Effect effect = {.kind = EFFECT_RETURN, .value = value};
    const Def *def = facts_at(&reader->facts, Def, defs, reader->scope->def);
    for (uint32_t i = def->first_param; i < def->first_param + def->param_count && !effect.test; i++) {
        const Param *param = facts_at(&reader->facts, Param, params, i);
        effect.test = (uint16_t)narrow_tested(reader, param);
        effect.target = effect.test ? param->value : 0;
    }
    for (uint32_t i = def->first_param; i < def->first_param + def->param_count && !effect.site; i++)
        effect.site = narrow_left(reader, facts_at(&reader->facts, Param, params, i));
    reader_add_effect(reader, node, effect);
}

Value *reader_value(Reader *reader, uint32_t value)
{
    return facts_at(&reader->facts, Value, values, value);
}

NameState *state_of(Reader *reader, uint32_t name)
{
    if (name >= utarray_len(reader->states))
        utarray_resize(reader->states, names_count(reader->facts.interned) + 64);
    return (NameState *)(void *)utarray_eltptr(reader->states, name);
}

uint32_t reader_constant(Reader *reader, TSNode node, ConstantType type, uint32_t text)
{
    uint32_t *known = text ? &state_of(reader, text)->constant : &reader->constants[type];
    if (*known && reader_value(reader, *known)->detail == type)
        return *known;
    uint32_t value =
        reader_add_value(reader, node, (Value){.kind = VALUE_CONSTANT, .detail = (uint8_t)type, .name = text});
    if (!*known)
        *known = value;
    return value;
}
