/*
 * Statements -> bindings, effects, and the flow between them.
 */
#include "reader.h"

#include <string.h>

static const UT_icd value_icd = {sizeof(uint32_t), NULL, NULL, NULL};

static void read_statement(Reader *reader, Child child);

static void read_children(Reader *reader, TSNode node)
{
    Children children = children_push_plain(reader, node);
    for (uint32_t i = 0; i < children.count; i++)
        read_statement(reader, child_at(reader, children, i));
    children_pop(reader, children);
}

void read_block(Reader *reader, TSNode block)
{
    if (reader->depth >= DEPTH_LIMIT) {
        if (!reader->too_deep)
            reader_add_problem(reader, block, "nested too deeply: what is inside is not followed");
        reader->too_deep = true;
        return;
    }
    reader->depth++;
    read_children(reader, block);
    reader->depth--;
}

/* Reads a block whose values carry more flags: it may be skipped, repeated, … */
static void read_block_with(Reader *reader, TSNode block, uint8_t flags)
{
    uint8_t outer = reader->flags;
    reader->flags |= flags;
    read_block(reader, block);
    reader->flags = outer;
}

static bool text_is(const Reader *reader, TSNode node, const char *text)
{
    uint32_t length;
    const char *found = node_text(reader, node, &length);
    return length == strlen(text) && memcmp(found, text, length) == 0;
}

static bool text_has(const Reader *reader, TSNode node, const char *text)
{
    uint32_t length;
    const char *found = node_text(reader, node, &length);
    return memmem(found, length, text, strlen(text)) != NULL;
}

/* --- simple statements ------------------------------------------------------------------------------------------ */

static uint32_t declared(Reader *reader, TSNode node, uint32_t annotation, uint32_t value)
{
    Operand operand = {value, NAME_NONE};
    return reader_add_value_with(
        reader, node, (Value){.kind = VALUE_INSTANCE, .base = annotation, .detail = value != 0}, &operand, value != 0);
}

/* Reads `a = b = value`; gives the value. The right side comes first, targets from left to right. */
static uint32_t read_assignment(Reader *reader, TSNode node)
{
    Child left, right, type;
    bool has_type = child_in(reader, node, FIELD_TYPE, &type), has_right = child_in(reader, node, FIELD_RIGHT, &right);
    uint32_t value = 0;
    if (has_right)
        value = right.syntax == SYNTAX_ASSIGNMENT                      ? read_assignment(reader, right.node)
                : has_type && text_has(reader, type.node, "TypeAlias") ? read_annotation(reader, right.node)
                                                                       : read_child(reader, right);
    bool has_left = child_in(reader, node, FIELD_LEFT, &left);
    bool single = has_left && (left.syntax == SYNTAX_IDENTIFIER || left.syntax == SYNTAX_ATTRIBUTE);
    uint32_t annotation = has_type ? read_annotation(reader, type.node)
                          : single ? type_comment_behind(reader, node)
                                   : 0;
    if (annotation)
        value = declared(reader, node, annotation, value);
    bool bare_local = has_type && !has_right && reader->scope->kind == DEF_FUNCTION; /* `x: int` binds nothing there */
    if (has_left && !(bare_local && left.syntax == SYNTAX_IDENTIFIER))
        bind_target(reader, left.node, value);
    if (has_right && reader->scope->kind == DEF_MODULE && left.syntax == SYNTAX_IDENTIFIER)
        truth_note(reader, left.node, right.node);
    return value;
}

static void read_augmented(Reader *reader, TSNode node)
{
    Child left, right, operator;
    if (child_in(reader, node, FIELD_LEFT, &left) && child_in(reader, node, FIELD_RIGHT, &right) &&
        child_in(reader, node, FIELD_OPERATOR, &operator)) {
        uint32_t old = read_child(reader, left);
        Operand added = {read_child(reader, right), NAME_NONE};
        uint32_t value = reader_add_value_with(
            reader, node, (Value){.kind = VALUE_OPERATOR, .detail = operator.op, .flags = VALUE_INPLACE, .base = old},
            &added, 1);
        bind_target(reader, left.node, value);
    }
}

/* An expression for its effects: its call is discarded, and so is that of an `await` around it. */
static void read_discarded(Reader *reader, Child child)
{
    uint32_t first = utarray_len(reader->facts.values), value = read_child(reader, child);
    for (int step = 0; value >= first && step < 2; step++) {
        Value *entry = reader_value(reader, value);
        if (entry->kind != VALUE_CALL && entry->kind != VALUE_AWAIT)
            break;
        entry->flags |= VALUE_DISCARDED;
        value = entry->kind == VALUE_AWAIT ? entry->base : 0;
    }
}

static void read_expression_statement(Reader *reader, TSNode node)
{
    Children children = children_push_plain(reader, node);
    for (uint32_t i = 0; i < children.count; i++) {
        Child child = child_at(reader, children, i);
        if (child.syntax == SYNTAX_ASSIGNMENT)
            read_assignment(reader, child.node);
        else if (child.syntax == SYNTAX_AUGMENTED_ASSIGNMENT)
            read_augmented(reader, child.node);
        else if (!is_plain_string(reader, child)) /* most often it describes something */
            read_discarded(reader, child);
    }
    children_pop(reader, children);
}

static void read_return(Reader *reader, TSNode node)
{
    Children children = children_push_plain(reader, node);
    uint32_t value = children.count ? read_child(reader, child_at(reader, children, 0))
                                    : reader_constant(reader, node, CONSTANT_NONE, 0);
    children_pop(reader, children);
    reader_add_return(reader, node, value);
    reader->scope->dead = true;
}

static void read_raise(Reader *reader, TSNode node)
{
    Children children = children_push_plain(reader, node);
    uint32_t value = 0;
    for (uint32_t i = 0; i < children.count; i++) {
        Child child = child_at(reader, children, i);
        if (child.syntax == SYNTAX_FROM)
            continue;
        uint32_t part = read_child(reader, child);
        value = value ? value : part;
    }
    children_pop(reader, children);
    reader_add_effect(reader, node, (Effect){.kind = EFFECT_RAISE, .value = value});
    reader->scope->dead = true;
}

static void read_delete(Reader *reader, TSNode node)
{
    Children children = children_push_plain(reader, node);
    for (uint32_t i = 0; i < children.count; i++)
        delete_target(reader, child_at(reader, children, i).node);
    children_pop(reader, children);
}

static void read_outside(Reader *reader, TSNode node, bool nonlocal)
{
    Children children = children_push_plain(reader, node);
    for (uint32_t i = 0; i < children.count; i++)
        scope_declare_outside(reader, node_name(reader, child_at(reader, children, i).node), nonlocal);
    children_pop(reader, children);
}

/* --- imports ---------------------------------------------------------------------------------------------------- */

static void bind_import(Reader *reader, TSNode node, Import import, uint32_t bound)
{
    import.scope = reader->scope->def;
    import.line = node_line(reader, node);
    import.column = node_column(reader, node);
    import.flags = reader->imports;
    if (reader->flags & (VALUE_GUARDED | VALUE_IN_BRANCH | VALUE_IN_HANDLER))
        import.flags |= IMPORT_GUARDED;
    if (reader->scope->kind == DEF_FUNCTION)
        import.flags |= IMPORT_LAZY;
    uint32_t index = facts_add(&reader->facts, imports, &import);
    uint32_t value = reader_add_value(reader, node, (Value){.kind = VALUE_IMPORT, .base = index});
    if (bound)
        scope_bind(reader, node, bound, value);
}

/* A dotted name without white space (`a . b` is legal). */
static uint32_t dotted_name(Reader *reader, TSNode node)
{
    uint32_t length;
    const char *text = node_text(reader, node, &length);
    if (!memchr(text, ' ', length) && !memchr(text, '\\', length))
        return names_intern(reader->facts.interned, text, length);
    char joined[256];
    size_t used = 0;
    for (uint32_t i = 0; i < length && used < sizeof joined; i++)
        if (!strchr(" \t\r\n\\", text[i]))
            joined[used++] = text[i];
    return names_intern(reader->facts.interned, joined, used);
}

static uint32_t first_part(Reader *reader, uint32_t dotted)
{
    const char *text = names_text(reader->facts.interned, dotted);
    return names_intern(reader->facts.interned, text, strcspn(text, "."));
}

/* Splits `x as y`; without alias the name itself is bound. */
static void imported_name(Reader *reader, Child child, uint32_t *name, uint32_t *alias)
{
    *alias = NAME_NONE;
    if (child.syntax != SYNTAX_ALIASED_IMPORT) {
        *name = dotted_name(reader, child.node);
        return;
    }
    Child part;
    *name = child_in(reader, child.node, FIELD_NAME, &part) ? dotted_name(reader, part.node) : NAME_NONE;
    if (child_in(reader, child.node, FIELD_ALIAS, &part))
        *alias = node_name(reader, part.node);
}

static void read_import(Reader *reader, TSNode node)
{
    Children children = children_push(reader, node);
    for (uint32_t i = 0; i < children.count; i++) {
        Child child = child_at(reader, children, i);
        uint32_t name, alias;
        if (child.field != FIELD_NAME)
            continue;
        imported_name(reader, child, &name, &alias);
        bind_import(reader, child.node, (Import){.module = name, .whole = !alias},
                    alias ? alias : first_part(reader, name));
    }
    children_pop(reader, children);
}

static void read_import_module(Reader *reader, TSNode node, Import *import)
{
    if (syntax_of(reader, node) != SYNTAX_RELATIVE_IMPORT) {
        import->module = dotted_name(reader, node);
        return;
    }
    Children parts = children_push(reader, node);
    for (uint32_t i = 0; i < parts.count; i++) {
        Child part = child_at(reader, parts, i);
        uint32_t length;
        const char *text = node_text(reader, part.node, &length);
        if (part.syntax == SYNTAX_DOTTED_NAME)
            import->module = dotted_name(reader, part.node);
        else
            for (uint32_t j = 0; j < length; j++)
                import->level = (uint8_t)(import->level + (text[j] == '.' && import->level < 255));
    }
    children_pop(reader, parts);
}

static uint16_t lines_above(const Reader *reader, TSNode statement, TSNode name)
{
    uint32_t lines = node_line(reader, name) - node_line(reader, statement);
    return lines < UINT16_MAX ? (uint16_t)lines : UINT16_MAX;
}

static void read_import_from(Reader *reader, TSNode node)
{
    Children children = children_push(reader, node);
    Import import = {0};
    for (uint32_t i = 0; i < children.count; i++) {
        Child child = child_at(reader, children, i);
        uint32_t alias;
        import.above = lines_above(reader, node, child.node);
        if (child.field == FIELD_MODULE_NAME) {
            read_import_module(reader, child.node, &import);
        } else if (child.syntax == SYNTAX_WILDCARD_IMPORT) {
            import.name = NAME_STAR;
            bind_import(reader, child.node, import, NAME_NONE);
        } else if (child.field == FIELD_NAME) {
            imported_name(reader, child, &import.name, &alias);
            bind_import(reader, child.node, import, alias ? alias : import.name);
        }
    }
    children_pop(reader, children);
}

static void read_type_alias(Reader *reader, TSNode node)
{
    Child left, right;
    if (child_in(reader, node, FIELD_LEFT, &left) && child_in(reader, node, FIELD_RIGHT, &right)) {
        UT_array type_params;
        uint32_t mark = comprehension_begin(reader);
        read_type_params(reader, ts_node_named_child(left.node, 0), &type_params);
        uint32_t value = read_annotation(reader, right.node);
        comprehension_end(reader, mark);
        utarray_done(&type_params);
        TSNode name = left.node;
        while (part_count(name) && syntax_of(reader, name) != SYNTAX_IDENTIFIER)
            name = part_at(name, 0);
        if (syntax_of(reader, name) == SYNTAX_IDENTIFIER)
            scope_bind(reader, name, node_name(reader, name), value);
    }
}

/* --- branches and loops ----------------------------------------------------------------------------------------- */

static bool is_main_guard(const Reader *reader, TSNode condition)
{
    return text_has(reader, condition, "__name__") && text_has(reader, condition, "__main__");
}

/* The ends of branches, the last one first. */
typedef struct Branch {
    struct Branch *before;
    Env end;
} Branch;

static void add_branch(Reader *reader, Branch **branches)
{
    Branch *branch = arena_alloc(&reader->arena, sizeof *branch);
    *branch = (Branch){.before = *branches, .end = env_save(reader)};
    *branches = branch;
}

static void merge_branches(Reader *reader, TSNode node, const Branch *branches)
{
    for (; branches; branches = branches->before)
        env_merge(reader, node, branches->end);
}

/* The branches of an `if`: those that run, and those that are there for type checkers. */
typedef struct {
    Branch *run, *typing;
    bool decided;      /* what follows does not run */
    uint32_t constant; /* name of that which decides so; 0: none does */
} Branches;

/* Reads a block that is there for type checkers. */
static void read_typing(Reader *reader, TSNode block, Branches *branches)
{
    uint8_t imports = reader->imports;
    bool quoted = reader->quoted;
    reader->imports |= IMPORT_TYPING;
    reader->quoted = true;
    read_block_with(reader, block, VALUE_IN_BRANCH);
    reader->imports = imports;
    reader->quoted = quoted;
    add_branch(reader, &branches->typing);
}

/* Reads a block that a constant switches off; `constant`: its name, 0: none does. */
static void read_switched(Reader *reader, TSNode block, uint32_t constant)
{
    Part part = {.kind = PART_OFF,
                 .scope = reader->scope->def,
                 .first_value = utarray_len(reader->facts.values),
                 .name = constant};
    read_block_with(reader, block, VALUE_IN_BRANCH);
    part.end_value = utarray_len(reader->facts.values);
    if (constant)
        facts_add(&reader->facts, parts, &part);
}

/* Reads the condition and the block of `if` or `elif`; afterwards the condition has failed. */
static void read_branch(Reader *reader, TSNode condition, TSNode block, Branches *branches)
{
    Env fails;
    uint32_t constant;
    read_condition(reader, condition, &fails);
    Truth truth = truth_of(reader, condition, &constant);
    if (branches->decided || (truth == TRUTH_FALSE && !constant)) {
        read_typing(reader, block, branches);
        env_restore(reader, fails);
        return;
    }
    if (reader->scope->kind == DEF_MODULE && is_main_guard(reader, condition))
        facts_at(&reader->facts, Def, defs, reader->scope->def)->flags |= DEF_MAIN_GUARD;
    read_switched(reader, block, branches->constant ? branches->constant : truth == TRUTH_FALSE ? constant : 0);
    add_branch(reader, &branches->run);
    env_restore(reader, fails);
    branches->decided = truth == TRUTH_TRUE && !constant;
    if (truth == TRUTH_TRUE && !branches->constant)
        branches->constant = constant;
}

/* `if`, and each `elif` as an `if` in the `else` of what stands before it. */
static void read_if(Reader *reader, TSNode node)
{
    Children children = children_push(reader, node);
    Branches branches = {0};
    for (uint32_t i = 0; i < children.count; i++) {
        Child child = child_at(reader, children, i), condition, block;
        if (child.syntax == SYNTAX_ELSE && child_in(reader, child.node, FIELD_BODY, &block) && branches.decided)
            read_typing(reader, block.node, &branches);
        else if (child.syntax == SYNTAX_ELSE && child_in(reader, child.node, FIELD_BODY, &block))
            read_switched(reader, block.node, branches.constant);
        else if (child.syntax == SYNTAX_ELIF && child_in(reader, child.node, FIELD_CONDITION, &condition) &&
                 child_in(reader, child.node, FIELD_CONSEQUENCE, &block))
            read_branch(reader, condition.node, block.node, &branches);
        else if (child.field == FIELD_CONSEQUENCE && child_find(reader, children, FIELD_CONDITION, &condition))
            read_branch(reader, condition.node, child.node, &branches);
    }
    reader->scope->dead = reader->scope->dead || branches.decided;
    merge_branches(reader, node, branches.run);
    for (; branches.typing; branches.typing = branches.typing->before)
        env_keep_typing(reader, branches.typing->end);
    children_pop(reader, children);
}

/* `assert x, message`: the message is read where x fails. */
static void read_assert(Reader *reader, TSNode node)
{
    Children children = children_push_plain(reader, node);
    Env fails = {0};
    if (children.count)
        read_condition(reader, child_at(reader, children, 0).node, &fails);
    Env holds = env_save(reader);
    if (children.count > 1) {
        env_restore(reader, fails);
        read_child(reader, child_at(reader, children, 1));
        env_restore(reader, holds);
    }
    children_pop(reader, children);
}

static void read_else(Reader *reader, TSNode clause)
{
    Child body;
    if (child_in(reader, clause, FIELD_BODY, &body))
        read_block_with(reader, body.node, VALUE_IN_BRANCH);
}

static void read_for(Reader *reader, TSNode node)
{
    Child left, right, body, otherwise;
    bool is_async = starts_async(reader, node);
    if (child_in(reader, node, FIELD_LEFT, &left) && child_in(reader, node, FIELD_RIGHT, &right) &&
        child_in(reader, node, FIELD_BODY, &body)) {
        uint32_t iterated = read_child(reader, right);
        Loop *loop = loop_begin(reader);
        uint8_t flags = reader->flags;
        reader->flags |= VALUE_IN_LOOP;
        uint32_t element =
            reader_add_value(reader, left.node, (Value){.kind = VALUE_ELEMENT, .base = iterated, .detail = is_async});
        bind_target(reader, left.node, element);
        reader->flags = flags;
        read_block_with(reader, body.node, VALUE_IN_LOOP | VALUE_IN_BRANCH);
        loop_end(reader, loop);
        loop_exit(reader, node, loop, false);
        if (child_in(reader, node, FIELD_ALTERNATIVE, &otherwise))
            read_else(reader, otherwise.node);
        loop_finish(reader, node, loop);
    }
}

static void read_while(Reader *reader, TSNode node)
{
    Child condition, body, otherwise;
    if (child_in(reader, node, FIELD_CONDITION, &condition) && child_in(reader, node, FIELD_BODY, &body)) {
        bool endless = condition.syntax == SYNTAX_TRUE || text_is(reader, condition.node, "1");
        Loop *loop = loop_begin(reader);
        uint8_t flags = reader->flags;
        reader->flags |= VALUE_IN_LOOP;
        Env fails;
        read_condition(reader, condition.node, &fails);
        reader->flags = flags;
        read_block_with(reader, body.node, VALUE_IN_LOOP | (endless ? 0 : VALUE_IN_BRANCH));
        loop_end(reader, loop);
        loop_exit(reader, node, loop, endless);
        if (child_in(reader, node, FIELD_ALTERNATIVE, &otherwise))
            read_else(reader, otherwise.node);
        loop_finish(reader, node, loop);
    }
}

/* --- try, with, match ------------------------------------------------------------------------------------------- */

static uint32_t handler_flags_of(const Reader *reader, uint32_t first_value, uint32_t first_effect)
{
    uint32_t flags = 0;
    for (uint32_t i = first_value; i < utarray_len(reader->facts.values); i++)
        if (facts_at(&reader->facts, Value, values, i)->kind == VALUE_CALL)
            flags |= HANDLER_CALLS;
    for (uint32_t i = first_effect; i < utarray_len(reader->facts.effects); i++) {
        uint8_t kind = facts_at(&reader->facts, Effect, effects, i)->kind;
        flags |= kind == EFFECT_RAISE ? HANDLER_RAISES : kind == EFFECT_RETURN ? HANDLER_RETURNS : 0;
    }
    return flags;
}

/* `except T as e`: binds e to an instance of T; gives the value of T. */
static uint32_t read_handler_head(Reader *reader, Children children, uint32_t *name)
{
    uint32_t type = 0;
    *name = NAME_NONE;
    for (uint32_t i = 0; i < children.count; i++) {
        Child child = child_at(reader, children, i), target;
        if (child.field != FIELD_VALUE)
            continue;
        if (child.syntax != SYNTAX_AS_PATTERN) {
            type = read_child(reader, child);
            continue;
        }
        Children parts = children_push(reader, child.node);
        if (parts.count)
            type = read_child(reader, child_at(reader, parts, 0));
        if (child_find(reader, parts, FIELD_ALIAS, &target)) {
            uint32_t caught = reader_add_value(reader, target.node, (Value){.kind = VALUE_EXCEPTION, .base = type});
            *name = node_name(reader, target.node);
            bind_target(reader, target.node, caught);
        }
        children_pop(reader, parts);
    }
    return type;
}

/* How often the loop at hand has been left by `break`. */
static uint32_t count_breaks(const Reader *reader)
{
    return reader->scope->loop ? utarray_len(&reader->scope->loop->breaks) : 0;
}

static void read_except(Reader *reader, TSNode node, uint32_t first_try_value)
{
    Children children = children_push(reader, node);
    uint8_t flags = reader->flags;
    reader->flags |= VALUE_IN_HANDLER | VALUE_IN_BRANCH;
    uint32_t name, type = read_handler_head(reader, children, &name);
    Handler handler = {.scope = reader->scope->def,
                       .line = node_line(reader, node),
                       .column = node_column(reader, node),
                       .type = type,
                       .flags = type ? 0 : HANDLER_BARE,
                       .first_try_value = first_try_value,
                       .first_value = utarray_len(reader->facts.values)};
    uint32_t first_effect = utarray_len(reader->facts.effects), bindings = env_mark(reader).log;
    uint32_t breaks = count_breaks(reader);
    for (uint32_t i = 0; i < children.count; i++) {
        Child child = child_at(reader, children, i);
        if (child.syntax == SYNTAX_BLOCK)
            read_block(reader, child.node);
        else if (child.syntax == SYNTAX_EXCEPT_STAR || (child.syntax == SYNTAX_OPERATOR && child.op == OP_MUL))
            handler.flags |= HANDLER_STAR;
    }
    handler.end_value = utarray_len(reader->facts.values);
    handler.flags |= handler_flags_of(reader, handler.first_value, first_effect);
    handler.flags |= env_mark(reader).log > bindings ? HANDLER_BINDS : 0;
    handler.flags |= count_breaks(reader) > breaks ? HANDLER_BREAKS : 0;
    facts_add(&reader->facts, handlers, &handler);
    if (name)
        scope_unbind(reader, name);
    reader->flags = flags;
    children_pop(reader, children);
}

static bool has_handlers(const Reader *reader, Children children)
{
    for (uint32_t i = 0; i < children.count; i++)
        if (child_at(reader, children, i).syntax == SYNTAX_EXCEPT)
            return true;
    return false;
}

/* `finally` is reached from anywhere since the mark; what follows it, only from where control came to its end. */
static void read_finally(Reader *reader, TSNode node, Env before, Mark mark)
{
    Env after = env_save(reader), anywhere = env_of_handler(reader, node, before, mark);
    env_restore(reader, anywhere);
    Mark begin = env_mark(reader);
    read_block_with(reader, node, VALUE_IN_FINALLY);
    exact_escape_changed(reader, begin.contents); /* it also runs after `break`, which did not see it */
    env_follow(reader, after, anywhere);
}

static void read_try(Reader *reader, TSNode node)
{
    Children children = children_push(reader, node);
    Child body;
    Env before = env_save(reader);
    Mark mark = env_mark(reader);
    uint32_t first_value = utarray_len(reader->facts.values);
    if (child_find(reader, children, FIELD_BODY, &body))
        read_block_with(reader, body.node, has_handlers(reader, children) ? VALUE_GUARDED : 0);
    Env in_handler = env_of_handler(reader, node, before, mark);
    for (uint32_t i = 0; i < children.count; i++) /* `else` runs when the body ended well */
        if (child_at(reader, children, i).syntax == SYNTAX_ELSE)
            read_else(reader, child_at(reader, children, i).node);
    Env after = env_save(reader);
    for (uint32_t i = 0; i < children.count; i++) {
        Child child = child_at(reader, children, i);
        if (child.syntax != SYNTAX_EXCEPT)
            continue;
        env_restore(reader, in_handler);
        read_except(reader, child.node, first_value);
        env_merge(reader, node, after);
        after = env_save(reader);
    }
    env_restore(reader, after);
    for (uint32_t i = 0; i < children.count; i++) {
        Child child = child_at(reader, children, i);
        if (child.syntax != SYNTAX_FINALLY)
            continue;
        read_finally(reader, child.node, before, mark);
    }
    children_pop(reader, children);
}

/* Enters a manager; where the body begins and ends is said afterwards. */
static uint32_t enter_manager(Reader *reader, TSNode expression, bool is_async)
{
    uint32_t manager = read_expression(reader, expression);
    Part part = {.kind = PART_WITH, .scope = reader->scope->def, .manager = manager};
    facts_add(&reader->facts, parts, &part);
    return reader_add_value(reader, expression, (Value){.kind = VALUE_ENTER, .base = manager, .detail = is_async});
}

/* `manager as target` */
static void read_named_manager(Reader *reader, TSNode node, bool is_async)
{
    Child target;
    Children parts = children_push(reader, node);
    if (parts.count) {
        uint32_t entered = enter_manager(reader, child_at(reader, parts, 0).node, is_async);
        if (child_find(reader, parts, FIELD_ALIAS, &target))
            bind_target(reader, target.node, entered);
    }
    children_pop(reader, parts);
}

/* What stands in a `with`. The grammar takes brackets around one item for an expression, with a comma for a tuple. */
static void read_managers(Reader *reader, Child item, bool is_async)
{
    bool brackets = item.syntax == SYNTAX_PARENTHESIZED;
    if (item.syntax == SYNTAX_AS_PATTERN) {
        read_named_manager(reader, item.node, is_async);
    } else if (brackets || item.syntax == SYNTAX_TUPLE) {
        Children inside = children_push_plain(reader, item.node);
        for (uint32_t i = 0; i < inside.count; i++) {
            Child part = child_at(reader, inside, i);
            if (part.syntax == SYNTAX_AS_PATTERN)
                read_named_manager(reader, part.node, is_async);
            else if (part.syntax != SYNTAX_OPERATOR)
                enter_manager(reader, part.node, is_async);
        }
        children_pop(reader, inside);
    } else {
        enter_manager(reader, item.node, is_async);
    }
}

/* `first_part`: those from here on are of its managers. */
static void read_body_of_with(Reader *reader, TSNode body, uint32_t first_part)
{
    uint32_t end_part = utarray_len(reader->facts.parts), first_value = utarray_len(reader->facts.values);
    Mark mark = env_mark(reader);
    read_block(reader, body);
    env_forget(reader, mark); /* the manager may have caught an exception from somewhere inside */
    for (uint32_t i = first_part; i < end_part; i++) {
        Part *part = facts_at(&reader->facts, Part, parts, i);
        part->first_value = first_value;
        part->end_value = utarray_len(reader->facts.values);
    }
}

static void read_with(Reader *reader, TSNode node)
{
    Children children = children_push(reader, node);
    uint32_t first_part = utarray_len(reader->facts.parts);
    bool is_async = false;
    for (uint32_t i = 0; i < children.count; i++) {
        Child child = child_at(reader, children, i);
        if (child.syntax == SYNTAX_ASYNC) {
            is_async = true;
        } else if (child.syntax == SYNTAX_WITH_CLAUSE) {
            Children items = children_push(reader, child.node);
            for (uint32_t j = 0; j < items.count; j++) {
                Child item;
                if (child_in(reader, child_at(reader, items, j).node, FIELD_VALUE, &item))
                    read_managers(reader, item, is_async);
            }
            children_pop(reader, items);
        } else if (child.field == FIELD_BODY) {
            read_body_of_with(reader, child.node, first_part);
        }
    }
    children_pop(reader, children);
}

/* Where a guard fails, its case does too, having captured. */
static void read_guard(Reader *reader, TSNode clause, Env *fails)
{
    Env failed;
    read_condition(reader, part_at(clause, 0), &failed);
    Env holds = env_save(reader);
    env_restore(reader, failed);
    env_merge(reader, clause, *fails);
    *fails = env_save(reader);
    env_restore(reader, holds);
}

/* Reads a case; afterwards it has failed. */
static void read_case(Reader *reader, TSNode node, Subject subject, Branch **branches)
{
    Children parts = children_push(reader, node);
    Env fails;
    bind_case(reader, parts, subject, &fails);
    for (uint32_t i = 0; i < parts.count; i++) {
        Child part = child_at(reader, parts, i);
        if (part.field == FIELD_CONSEQUENCE)
            read_block_with(reader, part.node, VALUE_IN_BRANCH);
        else if (part.field == FIELD_GUARD && part_count(part.node))
            read_guard(reader, part.node, &fails);
    }
    add_branch(reader, branches);
    env_restore(reader, fails);
    children_pop(reader, parts);
}

static void read_match(Reader *reader, TSNode node)
{
    Children children = children_push(reader, node);
    Child child, body;
    Subject subject = {.value = reader->unknown};
    if (child_find(reader, children, FIELD_SUBJECT, &child)) {
        subject.value = read_child(reader, child);
        subject.place = tested_place(reader, child.node);
        subject.number = narrow_number(reader, subject.place);
    }
    if (child_find(reader, children, FIELD_BODY, &body)) {
        Children cases = children_push(reader, body.node);
        Branch *branches = NULL;
        for (uint32_t i = 0; i < cases.count; i++)
            if (child_at(reader, cases, i).syntax == SYNTAX_CASE)
                read_case(reader, child_at(reader, cases, i).node, subject, &branches);
        merge_branches(reader, node, branches);
        children_pop(reader, cases);
    }
    children_pop(reader, children);
}

/* --- definitions and dispatch ------------------------------------------------------------------------------------ */

static void read_definition(Reader *reader, TSNode node, const UT_array *decorators)
{
    if (syntax_of(reader, node) == SYNTAX_CLASS)
        read_class(reader, node, decorators);
    else
        read_function(reader, node, decorators);
}

static void read_decorated(Reader *reader, TSNode node)
{
    UT_array decorators; /* uint32_t: values, from the top */
    utarray_init(&decorators, &value_icd);
    Children children = children_push(reader, node);
    for (uint32_t i = 0; i < children.count; i++) {
        Child child = child_at(reader, children, i);
        if (child.syntax == SYNTAX_DECORATOR) {
            uint32_t decorator = read_only_child(reader, child.node);
            utarray_push_back(&decorators, &decorator);
        } else if (child.field == FIELD_DEFINITION) {
            read_definition(reader, child.node, &decorators);
        }
    }
    children_pop(reader, children);
    utarray_done(&decorators);
}

/*
 * A broken piece: its whole statements are still read. Outside of functions only definitions and imports: whose body
 * anything else belongs to cannot be told, and a call that is credited to the wrong caller is worse than none.
 */
static void read_broken(Reader *reader, TSNode node)
{
    bool inside = reader->scope->kind == DEF_FUNCTION;
    if (reader->depth >= DEPTH_LIMIT)
        return;
    reader->depth++;
    Children children = children_push(reader, node);
    for (uint32_t i = 0; i < children.count; i++) {
        Child child = child_at(reader, children, i);
        bool defines = child.syntax == SYNTAX_IMPORT || child.syntax == SYNTAX_IMPORT_FROM ||
                       child.syntax == SYNTAX_FUNCTION || child.syntax == SYNTAX_CLASS ||
                       child.syntax == SYNTAX_DECORATED || child.syntax == SYNTAX_ERROR;
        bool states = child.syntax >= SYNTAX_EXPRESSION_STATEMENT || child.syntax == SYNTAX_BLOCK;
        if (defines || (inside && states))
            read_statement(reader, child);
        else if (inside && (child.syntax == SYNTAX_CALL || child.syntax == SYNTAX_AWAIT))
            read_child(reader, child);
    }
    children_pop(reader, children);
    reader->depth--;
}

static void read_statement(Reader *reader, Child child)
{
    TSNode node = child.node;
    switch (child.syntax) {
    case SYNTAX_EXPRESSION_STATEMENT:
        read_expression_statement(reader, node);
        break;
    case SYNTAX_RETURN:
        read_return(reader, node);
        break;
    case SYNTAX_RAISE:
        read_raise(reader, node);
        break;
    case SYNTAX_DELETE:
        read_delete(reader, node);
        break;
    case SYNTAX_PASS:
        break;
    case SYNTAX_BREAK:
        loop_break(reader);
        break;
    case SYNTAX_CONTINUE:
        loop_continue(reader);
        break;
    case SYNTAX_GLOBAL:
        read_outside(reader, node, false);
        break;
    case SYNTAX_NONLOCAL:
        read_outside(reader, node, true);
        break;
    case SYNTAX_IMPORT:
        read_import(reader, node);
        break;
    case SYNTAX_IMPORT_FROM:
        read_import_from(reader, node);
        break;
    case SYNTAX_FUTURE_IMPORT:
        reader->future = reader->future || text_has(reader, node, "annotations");
        break;
    case SYNTAX_TYPE_ALIAS:
        read_type_alias(reader, node);
        break;
    case SYNTAX_IF:
        read_if(reader, node);
        break;
    case SYNTAX_FOR:
        read_for(reader, node);
        break;
    case SYNTAX_WHILE:
        read_while(reader, node);
        break;
    case SYNTAX_TRY:
        read_try(reader, node);
        break;
    case SYNTAX_WITH:
        read_with(reader, node);
        break;
    case SYNTAX_MATCH:
        read_match(reader, node);
        break;
    case SYNTAX_FUNCTION:
    case SYNTAX_CLASS:
        read_definition(reader, node, NULL);
        break;
    case SYNTAX_DECORATED:
        read_decorated(reader, node);
        break;
    case SYNTAX_BLOCK:
        read_block(reader, node);
        break;
    case SYNTAX_ERROR:
        read_broken(reader, node);
        break;
    case SYNTAX_ASSERT:
        read_assert(reader, node);
        break;
    default:
        read_child(reader, child);
    }
}
