/*
 * Conditions whose outcome is written in the source.
 */
#include "reader.h"

#include <string.h>

enum {
    DEEPEST = 20 /* operators, one in the other */
};

static bool text_is(const Reader *reader, TSNode node, const char *text)
{
    uint32_t length;
    const char *found = node_text(reader, node, &length);
    return length == strlen(text) && memcmp(found, text, length) == 0;
}

static Truth inverse(Truth truth)
{
    return truth == TRUTH_OPEN ? TRUTH_OPEN : truth == TRUTH_TRUE ? TRUTH_FALSE : TRUTH_TRUE;
}

/* Moves over a word at a place in a text, if it is there. */
static bool skip(const char **at, const char *word)
{
    size_t length = strlen(word);
    bool there = strncmp(*at, word, length) == 0;
    *at += there ? length : 0;
    return there;
}

/* A number of a version; false when there is none. */
static bool skip_number(const char **at, int *out)
{
    const char *digits = *at;
    for (*out = 0; **at >= '0' && **at <= '9' && *at < digits + 4; ++*at)
        *out = 10 * *out + (**at - '0');
    return *at > digits;
}

/* Whether all Pythons that anybody still runs are of a version or later; TRUTH_OPEN: some are. */
static Truth is_at_least(int major, int minor)
{
    enum {
        MAJOR = 3,
        OLDEST = 9
    };
    if (major > MAJOR)
        return TRUTH_FALSE;
    return major < MAJOR || minor <= OLDEST ? TRUTH_TRUE : TRUTH_OPEN;
}

/*
 * `sys.version_info >= (3, 8)`, `version_info[0] == 2`. `text`: the comparison without blanks. What only some of the
 * versions fulfil stays open, and so does what depends on more than two numbers.
 */
static Truth truth_of_version(const char *text)
{
    int major, minor;
    skip(&text, "sys.");
    if (!skip(&text, "version_info"))
        return TRUTH_OPEN;
    bool whole = skip(&text, "[0]") || skip(&text, ".major");
    if (!whole)
        skip(&text, "[:2]");
    const char *operator= text;
    text += strspn(text, "<>=!");
    bool tuple = skip(&text, "(");
    if (text == operator|| tuple == whole || !skip_number(&text, &major))
        return TRUTH_OPEN;
    bool alone = whole || !skip(&text, ",") || !skip_number(&text, &minor);
    Truth reached = is_at_least(major, alone ? 0 : minor);
    Truth passed = whole ? is_at_least(major + 1, 0) : alone ? reached : is_at_least(major, minor + 1);
    if (*operator== '=' || * operator== '!') {
        bool other = passed == TRUTH_TRUE || reached == TRUTH_FALSE;
        Truth equal = other ? TRUTH_FALSE : whole ? TRUTH_TRUE : TRUTH_OPEN;
        return *operator== '=' ? equal : inverse(equal);
    }
    bool or_equal = operator[1] == '=';
    Truth beyond = or_equal == (*operator== '>') ? reached : passed; /* `<` is the inverse of `>=` */
    return *operator== '>' ? beyond : inverse(beyond);
}

/* A comparison of the version of Python. */
static Truth truth_of_comparison(const Reader *reader, TSNode node)
{
    char text[40];
    uint32_t length;
    size_t used = 0;
    const char *written = node_text(reader, node, &length);
    for (uint32_t i = 0; i < length; i++) {
        if (used + 1 == sizeof text)
            return TRUTH_OPEN;
        if (!strchr(" \t\r\n", written[i]))
            text[used++] = written[i];
    }
    text[used] = '\0';
    return truth_of_version(text);
}

/* `if True`, `if 0`: written for what turns one source into another, or to switch code off; tests of the version. */
static Truth truth_of_literal(const Reader *reader, TSNode node, Syntax syntax)
{
    if (syntax == SYNTAX_TRUE || (syntax == SYNTAX_INTEGER && text_is(reader, node, "1")))
        return TRUTH_TRUE;
    if (syntax == SYNTAX_FALSE || (syntax == SYNTAX_INTEGER && text_is(reader, node, "0")))
        return TRUTH_FALSE;
    return syntax == SYNTAX_COMPARISON ? truth_of_comparison(reader, node) : TRUTH_OPEN;
}

/* `TYPE_CHECKING`, `typing.TYPE_CHECKING` */
static bool is_for_checkers(const Reader *reader, TSNode node, Syntax syntax)
{
    Child attribute;
    if (syntax == SYNTAX_ATTRIBUTE)
        return child_in(reader, node, FIELD_ATTRIBUTE, &attribute) && text_is(reader, attribute.node, "TYPE_CHECKING");
    return syntax == SYNTAX_IDENTIFIER && text_is(reader, node, "TYPE_CHECKING");
}

static Truth truth_of_name(Reader *reader, TSNode node, uint32_t *constant)
{
    uint32_t name = node_name(reader, node);
    const NameState *state = state_of(reader, name);
    if (state->bound != 1 || !state->truth || scope_is_local(reader, name))
        return TRUTH_OPEN;
    *constant = name;
    return (Truth)state_of(reader, name)->truth;
}

static Truth truth_at(Reader *reader, TSNode node, uint32_t *constant, unsigned depth);

/* `a and b` fails where one does, `a or b` holds where one does: that one decides. */
static Truth truth_of_both(Reader *reader, TSNode node, uint32_t *constant, unsigned depth)
{
    Child left, right, operator;
    uint32_t length, first = 0, second = 0;
    if (!child_in(reader, node, FIELD_LEFT, &left) || !child_in(reader, node, FIELD_RIGHT, &right) ||
        !child_in(reader, node, FIELD_OPERATOR, &operator))
        return TRUTH_OPEN;
    bool is_or = *node_text(reader, operator.node, &length) == 'o';
    Truth decisive = is_or ? TRUTH_TRUE : TRUTH_FALSE;
    Truth a = truth_at(reader, left.node, &first, depth + 1), b = truth_at(reader, right.node, &second, depth + 1);
    if (a == decisive || b == decisive) {
        *constant = a == decisive ? first : second;
        return decisive;
    }
    *constant = first ? first : second;
    return a == b ? a : TRUTH_OPEN;
}

static Truth truth_at(Reader *reader, TSNode node, uint32_t *constant, unsigned depth)
{
    Child argument;
    Syntax syntax = syntax_of(reader, node);
    for (TSNode inside; syntax == SYNTAX_PARENTHESIZED && !ts_node_is_null(inside = only_part(node));) {
        node = inside;
        syntax = syntax_of(reader, node);
    }
    if (depth == DEEPEST)
        return TRUTH_OPEN;
    if (is_for_checkers(reader, node, syntax))
        return TRUTH_FALSE;
    if (syntax == SYNTAX_NOT && child_in(reader, node, FIELD_ARGUMENT, &argument))
        return inverse(truth_at(reader, argument.node, constant, depth + 1));
    if (syntax == SYNTAX_BOOLEAN)
        return truth_of_both(reader, node, constant, depth);
    return syntax == SYNTAX_IDENTIFIER ? truth_of_name(reader, node, constant) : truth_of_literal(reader, node, syntax);
}

Truth truth_of(Reader *reader, TSNode condition, uint32_t *constant)
{
    *constant = 0;
    return truth_at(reader, condition, constant, 0);
}

void truth_note(Reader *reader, TSNode left, TSNode right)
{
    NameState *state = state_of(reader, node_name(reader, left));
    if (state->bound == 1 && !reader->flags)
        state->truth = (uint8_t)truth_of_literal(reader, right, syntax_of(reader, right));
}

void truth_settle(Reader *reader)
{
    UT_array *parts = reader->facts.parts;
    uint32_t kept = 1;
    for (uint32_t i = 1; i < utarray_len(parts); i++) {
        Part part = *facts_at(&reader->facts, Part, parts, i);
        if (part.kind == PART_OFF && state_of(reader, part.name)->bound != 1)
            continue;
        *facts_at(&reader->facts, Part, parts, kept) = part;
        kept++;
    }
    utarray_resize(parts, kept);
}
