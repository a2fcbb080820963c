/*
 * reader.h - what the parts of the Python extractor share: the state of one file's reading.
 *
 *   syntax.c      nodes of the tree as small numbers, children as arrays
 *   scope.c       names, environments, loops: which values reach a read
 *   slots.h       what environments are made of
 *   narrow.c      what tests say about locals and attributes
 *   path.c        attributes and items that tests tell of
 *   truth.c       conditions whose outcome is written in the source
 *   exact.c       containers that are known element by element
 *   expression.c  expressions -> values
 *   string.c      string literals -> values
 *   condition.c   expressions whose truth is asked for
 *   pattern.c     targets of assignments, `match` patterns
 *   statement.c   statements -> effects
 *   type_comment.c  comments that say types
 *   definition.c  functions, lambdas, classes; decorators, parameters
 *   parse.c       text -> syntax tree
 *   skim.h        what the parser is shown of a text
 *   tables.h      the grammar it goes by
 *   python.c      files, modules, imports of the extractor table
 */
#ifndef SEAMAP_PYTHON_READER_H
#define SEAMAP_PYTHON_READER_H

#include "../facts_builder.h"
#include "../strings.h"
#include "slots.h"

#include <stdbool.h>
#include <tree_sitter/api.h>

/* Named nodes of the grammar, and the few tokens that carry meaning: X(enumerator, grammar's name). */
#define SYNTAX_NAMED(X)                                                                                                \
    X(SYNTAX_MODULE, "module")                                                                                         \
    X(SYNTAX_ERROR, "ERROR")                                                                                           \
    X(SYNTAX_BLOCK, "block")                                                                                           \
    X(SYNTAX_IDENTIFIER, "identifier")                                                                                 \
    X(SYNTAX_DOTTED_NAME, "dotted_name")                                                                               \
    X(SYNTAX_ATTRIBUTE, "attribute")                                                                                   \
    X(SYNTAX_CALL, "call")                                                                                             \
    X(SYNTAX_ARGUMENT_LIST, "argument_list")                                                                           \
    X(SYNTAX_KEYWORD_ARGUMENT, "keyword_argument")                                                                     \
    X(SYNTAX_SUBSCRIPT, "subscript")                                                                                   \
    X(SYNTAX_SLICE, "slice")                                                                                           \
    X(SYNTAX_AWAIT, "await")                                                                                           \
    X(SYNTAX_YIELD, "yield")                                                                                           \
    X(SYNTAX_LAMBDA, "lambda")                                                                                         \
    X(SYNTAX_LAMBDA_PARAMETERS, "lambda_parameters")                                                                   \
    X(SYNTAX_CONDITIONAL, "conditional_expression")                                                                    \
    X(SYNTAX_BOOLEAN, "boolean_operator")                                                                              \
    X(SYNTAX_BINARY, "binary_operator")                                                                                \
    X(SYNTAX_UNARY, "unary_operator")                                                                                  \
    X(SYNTAX_NOT, "not_operator")                                                                                      \
    X(SYNTAX_COMPARISON, "comparison_operator")                                                                        \
    X(SYNTAX_NAMED_EXPRESSION, "named_expression")                                                                     \
    X(SYNTAX_PARENTHESIZED, "parenthesized_expression")                                                                \
    X(SYNTAX_PARENTHESIZED_SPLAT, "parenthesized_list_splat")                                                          \
    X(SYNTAX_TUPLE, "tuple")                                                                                           \
    X(SYNTAX_LIST, "list")                                                                                             \
    X(SYNTAX_SET, "set")                                                                                               \
    X(SYNTAX_DICTIONARY, "dictionary")                                                                                 \
    X(SYNTAX_PAIR, "pair")                                                                                             \
    X(SYNTAX_EXPRESSION_LIST, "expression_list")                                                                       \
    X(SYNTAX_LIST_SPLAT, "list_splat")                                                                                 \
    X(SYNTAX_DICTIONARY_SPLAT, "dictionary_splat")                                                                     \
    X(SYNTAX_LIST_COMPREHENSION, "list_comprehension")                                                                 \
    X(SYNTAX_SET_COMPREHENSION, "set_comprehension")                                                                   \
    X(SYNTAX_DICTIONARY_COMPREHENSION, "dictionary_comprehension")                                                     \
    X(SYNTAX_GENERATOR, "generator_expression")                                                                        \
    X(SYNTAX_FOR_IN, "for_in_clause")                                                                                  \
    X(SYNTAX_IF_CLAUSE, "if_clause")                                                                                   \
    X(SYNTAX_STRING, "string")                                                                                         \
    X(SYNTAX_STRING_START, "string_start")                                                                             \
    X(SYNTAX_STRING_CONTENT, "string_content")                                                                         \
    X(SYNTAX_CONCATENATED_STRING, "concatenated_string")                                                               \
    X(SYNTAX_INTERPOLATION, "interpolation")                                                                           \
    X(SYNTAX_FORMAT_SPECIFIER, "format_specifier")                                                                     \
    X(SYNTAX_FORMAT_EXPRESSION, "format_expression")                                                                   \
    X(SYNTAX_INTEGER, "integer")                                                                                       \
    X(SYNTAX_FLOAT, "float")                                                                                           \
    X(SYNTAX_TRUE, "true")                                                                                             \
    X(SYNTAX_FALSE, "false")                                                                                           \
    X(SYNTAX_NONE, "none")                                                                                             \
    X(SYNTAX_ELLIPSIS, "ellipsis")                                                                                     \
    X(SYNTAX_TYPE, "type")                                                                                             \
    X(SYNTAX_GENERIC_TYPE, "generic_type")                                                                             \
    X(SYNTAX_UNION_TYPE, "union_type")                                                                                 \
    X(SYNTAX_MEMBER_TYPE, "member_type")                                                                               \
    X(SYNTAX_TYPE_PARAMETER, "type_parameter")                                                                         \
    X(SYNTAX_AS_PATTERN, "as_pattern")                                                                                 \
    X(SYNTAX_AS_PATTERN_TARGET, "as_pattern_target")                                                                   \
    X(SYNTAX_PATTERN_LIST, "pattern_list")                                                                             \
    X(SYNTAX_TUPLE_PATTERN, "tuple_pattern")                                                                           \
    X(SYNTAX_LIST_PATTERN, "list_pattern")                                                                             \
    X(SYNTAX_LIST_SPLAT_PATTERN, "list_splat_pattern")                                                                 \
    X(SYNTAX_DICTIONARY_SPLAT_PATTERN, "dictionary_splat_pattern")                                                     \
    X(SYNTAX_CASE_PATTERN, "case_pattern")                                                                             \
    X(SYNTAX_CLASS_PATTERN, "class_pattern")                                                                           \
    X(SYNTAX_KEYWORD_PATTERN, "keyword_pattern")                                                                       \
    X(SYNTAX_DICT_PATTERN, "dict_pattern")                                                                             \
    X(SYNTAX_SPLAT_PATTERN, "splat_pattern")                                                                           \
    X(SYNTAX_UNION_PATTERN, "union_pattern")                                                                           \
    X(SYNTAX_EXPRESSION_STATEMENT, "expression_statement")                                                             \
    X(SYNTAX_ASSIGNMENT, "assignment")                                                                                 \
    X(SYNTAX_AUGMENTED_ASSIGNMENT, "augmented_assignment")                                                             \
    X(SYNTAX_RETURN, "return_statement")                                                                               \
    X(SYNTAX_RAISE, "raise_statement")                                                                                 \
    X(SYNTAX_DELETE, "delete_statement")                                                                               \
    X(SYNTAX_ASSERT, "assert_statement")                                                                               \
    X(SYNTAX_PASS, "pass_statement")                                                                                   \
    X(SYNTAX_BREAK, "break_statement")                                                                                 \
    X(SYNTAX_CONTINUE, "continue_statement")                                                                           \
    X(SYNTAX_GLOBAL, "global_statement")                                                                               \
    X(SYNTAX_NONLOCAL, "nonlocal_statement")                                                                           \
    X(SYNTAX_IMPORT, "import_statement")                                                                               \
    X(SYNTAX_IMPORT_FROM, "import_from_statement")                                                                     \
    X(SYNTAX_FUTURE_IMPORT, "future_import_statement")                                                                 \
    X(SYNTAX_ALIASED_IMPORT, "aliased_import")                                                                         \
    X(SYNTAX_RELATIVE_IMPORT, "relative_import")                                                                       \
    X(SYNTAX_IMPORT_PREFIX, "import_prefix")                                                                           \
    X(SYNTAX_WILDCARD_IMPORT, "wildcard_import")                                                                       \
    X(SYNTAX_TYPE_ALIAS, "type_alias_statement")                                                                       \
    X(SYNTAX_IF, "if_statement")                                                                                       \
    X(SYNTAX_ELIF, "elif_clause")                                                                                      \
    X(SYNTAX_ELSE, "else_clause")                                                                                      \
    X(SYNTAX_FOR, "for_statement")                                                                                     \
    X(SYNTAX_WHILE, "while_statement")                                                                                 \
    X(SYNTAX_TRY, "try_statement")                                                                                     \
    X(SYNTAX_EXCEPT, "except_clause")                                                                                  \
    X(SYNTAX_FINALLY, "finally_clause")                                                                                \
    X(SYNTAX_WITH, "with_statement")                                                                                   \
    X(SYNTAX_WITH_CLAUSE, "with_clause")                                                                               \
    X(SYNTAX_WITH_ITEM, "with_item")                                                                                   \
    X(SYNTAX_MATCH, "match_statement")                                                                                 \
    X(SYNTAX_CASE, "case_clause")                                                                                      \
    X(SYNTAX_FUNCTION, "function_definition")                                                                          \
    X(SYNTAX_CLASS, "class_definition")                                                                                \
    X(SYNTAX_DECORATED, "decorated_definition")                                                                        \
    X(SYNTAX_DECORATOR, "decorator")                                                                                   \
    X(SYNTAX_PARAMETERS, "parameters")                                                                                 \
    X(SYNTAX_DEFAULT_PARAMETER, "default_parameter")                                                                   \
    X(SYNTAX_TYPED_PARAMETER, "typed_parameter")                                                                       \
    X(SYNTAX_TYPED_DEFAULT_PARAMETER, "typed_default_parameter")                                                       \
    X(SYNTAX_KEYWORD_SEPARATOR, "keyword_separator")                                                                   \
    X(SYNTAX_POSITIONAL_SEPARATOR, "positional_separator")

typedef enum {
    SYNTAX_TOKEN, /* any other token: not listed among children */
    SYNTAX_OTHER, /* a named node that means nothing to us; its children may */
    SYNTAX_ASYNC,
    SYNTAX_FROM,
    SYNTAX_EXCEPT_STAR, /* the star of `except*` */
    SYNTAX_OPERATOR,
#define X(kind, text) kind,
    SYNTAX_NAMED(X)
#undef X
} Syntax;

typedef enum {
    FIELD_NONE,
    FIELD_ALIAS,
    FIELD_ALTERNATIVE,
    FIELD_ARGUMENT,
    FIELD_ARGUMENTS,
    FIELD_ATTRIBUTE,
    FIELD_BODY,
    FIELD_CONDITION,
    FIELD_CONSEQUENCE,
    FIELD_DEFINITION,
    FIELD_EXPRESSION,
    FIELD_FUNCTION,
    FIELD_GUARD,
    FIELD_KEY,
    FIELD_LEFT,
    FIELD_MODULE_NAME,
    FIELD_NAME,
    FIELD_OBJECT,
    FIELD_OPERATOR,
    FIELD_PARAMETERS,
    FIELD_RETURN_TYPE,
    FIELD_RIGHT,
    FIELD_SUBJECT,
    FIELD_SUBSCRIPT,
    FIELD_SUPERCLASSES,
    FIELD_TYPE,
    FIELD_VALUE,
    FIELD_COUNT
} Field;

typedef struct {
    TSNode node;
    uint8_t syntax; /* Syntax */
    uint8_t field;  /* Field */
    uint8_t op;     /* Operator, of SYNTAX_OPERATOR */
} Child;

/* A run of children on the reader's stack of them. */
typedef struct {
    uint32_t first, count;
} Children;

/* What the outcome of a condition is, whenever it is asked for. */
typedef enum {
    TRUTH_OPEN,
    TRUTH_FALSE,
    TRUTH_TRUE
} Truth;

/* What each name id means right now; valid while `serial` is that of the current scope. */
typedef struct {
    uint32_t serial;
    uint32_t slot;     /* index of the local, from 1; 0: not a local */
    uint32_t read;     /* the value that a read of a name that is no local gave before in this scope */
    uint32_t constant; /* the value of the string constant with this text; valid for the whole file */
    uint32_t typing;   /* what annotations see: bound under `if TYPE_CHECKING`; valid for the whole file */
    uint8_t outside;   /* declared `global` (1) or `nonlocal` (2) */
    uint8_t bound;     /* how often the module binds it, 2: or more; valid for the whole file, as is: */
    uint8_t truth;     /* Truth of what it binds it to first */
} NameState;

/* What a name was in the scope around a class, while the class's body uses it. */
typedef struct {
    uint32_t name;
    NameState state;
} Displaced;

typedef struct {
    Slots values;   /* of locals by slot; 0: not bound; may be the outcome of a test: narrow_value() */
    Slots contents; /* of displays by value: exact.c */
    Slots paths;    /* outcomes of tests by path: path.c */
    bool dead;      /* control cannot get here */
} Env;

typedef struct {
    uint32_t slot, value;
} Bound;

/* A moment of the reading: how much had been bound, stored in containers, and how often something was assigned of which
 * tests had told. */
typedef struct {
    uint32_t log, contents, forgotten;
} Mark;

/* A piece of the source. */
typedef struct {
    uint32_t start, end;
} Range;

/*
 * What a test may tell of: a local; or a path, which is an attribute or item that is reached from a name: `self.room`,
 * `pair[0].owner`. `number`: its slot, or which of the scope's paths it is; 0: nothing.
 */
typedef struct {
    uint32_t number;
    bool is_path;
} Place;

/* The last step of a path. The first step is a name. */
typedef struct {
    uint32_t before; /* the path up to there; 0: none */
    uint32_t key;    /* name; of an item, the text of the literal that it is found by */
    bool is_item;
} Path;

typedef enum {
    TEST_NONE,  /* x is None */
    TEST_TRUTH, /* x; values don't change by that */
    TEST_TYPES, /* isinstance(x, with) */
    TEST_CALL   /* the call `with`, whose first argument is x */
} TestKind;

/* A test: `isinstance(x, C)`, `x is None`, or just `x`. What x is where it holds, and where it fails, is made a value when it is read. */
typedef struct {
    uint32_t before; /* what stood in the environment */
    uint32_t base;   /* the value that was tested; 0: of a path, which is read anew each time */
    TestKind kind;
    uint32_t with;      /* value */
    uint32_t scope;     /* definition */
    uint32_t values[2]; /* those made so far: where the test fails, where it holds */
} Test;

typedef struct Loop {
    struct Loop *outer;
    Env entry;
    Slots phis;    /* by slot: the phi that a read in the loop made, or 0 */
    UT_array ends; /* Env: where the body is left to begin again */
    UT_array breaks;
    UT_array assumed; /* Bound: a path, and a value that was read as tests before the loop left it */
} Loop;

typedef struct Scope {
    struct Scope *outer;
    uint32_t def;
    uint32_t serial;
    DefKind kind;
    UT_array names; /* name of each slot; [0] unused */
    Slots env;      /* value of each slot now */
    Slots contents; /* of displays now */
    Slots tested;   /* what tests say of each path now */
    bool dead;
    UT_array paths;     /* Path; [0] unused */
    uint32_t forgotten; /* how often what tests said of a path has ended */
    UT_array log;       /* Bound: every binding in order */
    UT_array captured;  /* Bound: what is already told to cells */
    UT_array shared;    /* names that inner functions assign (`nonlocal`) */
    UT_array early;     /* Operand: reads (value, name) of names that were no locals yet */
    Loop *loop;
    bool yielded;
    /* The enclosing function's environment when this scope's function was made, for its free variables. */
    struct Scope *function; /* the nearest enclosing function scope, or NULL */
    Env snapshot;
    uint32_t log_start;
    Operand *visible; /* variables of comprehensions around the definition: (value, name) */
    uint32_t visible_count;
    uint32_t lambdas;        /* counted, for their names */
    uint32_t comprehensions; /* that are being read, each inside the one before */
    uint32_t displaced;      /* length of the reader's `displaced` when a class began */
    /* For exact.c: functions and classes inside, names (`slot`) of displays, and how far they are compared. */
    UT_array inner;   /* Range */
    UT_array holders; /* Bound */
    uint32_t log_settled, inner_settled;
} Scope;

/* A function body waits until the scope around it is complete, so that all names of that scope are known. */
typedef struct Job {
    struct Job *next;
    TSNode body;
    Scope *scope;
    unsigned depth; /* at which the definition stands */
} Job;

typedef struct {
    FactsBuilder facts;
    Arena arena; /* of this file */
    TSParser *parser;
    int64_t parse_until; /* by the thread's own clock */
    TSTreeCursor cursor;
    const struct Grammar *grammar;
    const char *source;
    uint32_t source_size;
    uint32_t line_base, column_base; /* where source begins in the file: not 0 inside string annotations */
    UT_array *children;              /* Child */
    UT_array *states;                /* NameState by name */
    UT_array *comprehension;         /* Bound: name, slot of active comprehension variables */
    UT_array *displaced;             /* Displaced: by the classes that are being read */
    UT_array *scopes;                /* Scope *: all of the file */
    UT_array *tests;                 /* Test */
    UT_array *contents;              /* of displays that were changed, one after the other: exact.c */
    UT_array *escapes;               /* char by value: what has escaped */
    UT_array *escaping;              /* uint32_t: displays on their way */
    UT_array *gathered;              /* UT_array * of Operand: made once, used again and again */
    uint32_t gathering;              /* how many of those are in use */
    Scope *scope;
    uint32_t serials;
    Job *jobs, **last_job;
    uint8_t flags;   /* ValueFlag of the place being read */
    uint8_t imports; /* ImportFlag of the place being read */
    bool annotation; /* names are read when everything is defined */
    bool quoted;     /* nobody evaluates what is read */
    bool comments;   /* some may say types: type_comment.c */
    bool future;     /* `from __future__ import annotations`: as if they were quoted */
    bool interface;  /* bodies of functions do not matter: Extractor's extract_interface */
    unsigned depth;
    bool too_deep;
    uint32_t unknown; /* the VALUE_UNKNOWN of the file */
    uint32_t constants[CONSTANT_COUNT];
} Reader;

/* syntax.c */
const struct Grammar *grammar_get(void);
Syntax syntax_of(const Reader *reader, TSNode node);
/* Lists the children that mean something. They stay until children_pop(), in the reverse order of listing. */
Children children_push(Reader *reader, TSNode parent);
/* The same without their fields: cheaper where nobody asks for them. */
Children children_push_plain(Reader *reader, TSNode parent);
void children_pop(Reader *reader, Children children);
static inline Child child_at(const Reader *reader, Children children, uint32_t index)
{
    return ((const Child *)(const void *)reader->children->d)[children.first + index];
}
/* The first child in that field; false when there is none. */
bool child_find(const Reader *reader, Children children, Field field, Child *out);
/* The same without listing the children: cheaper where nothing but fields is asked for. */
bool child_in(const Reader *reader, TSNode parent, Field field, Child *out);
/* The named children but for comments and continued lines, which can stand anywhere; a null node where there is none. */
TSNode part_at(TSNode node, uint32_t index);
uint32_t part_count(TSNode node);
/* The one such child; a null node where there is none, or more. */
TSNode only_part(TSNode node);
/* Whether a definition or a loop begins with `async`. */
bool starts_async(const Reader *reader, TSNode node);
const char *node_text(const Reader *reader, TSNode node, uint32_t *length);
uint32_t node_name(Reader *reader, TSNode node);
/* The name of an attribute: a private one, `__name`, is one of its own for each class in whose body it is written. */
uint32_t attribute_name(Reader *reader, TSNode node);
uint32_t private_name(Reader *reader, uint32_t class_def, uint32_t name);
uint32_t node_line(const Reader *reader, TSNode node);
uint32_t node_column(const Reader *reader, TSNode node);
void reader_add_problem(Reader *reader, TSNode node, const char *message);

/* Values and effects at the place of a node, in the current scope. */
uint32_t reader_add_value(Reader *reader, TSNode node, Value value);
uint32_t reader_add_value_with(Reader *reader, TSNode node, Value value, const Operand *operands, size_t count);
/* Operands are gathered in arrays of these: */
extern const UT_icd reader_operand_icd;
/* An empty one. It is the caller's until operands_end(), in the reverse order of beginning. */
UT_array *operands_begin(Reader *reader);
void operands_end(Reader *reader);
void reader_push_operand(UT_array *operands, uint32_t value, uint32_t name);
/* The same for a method of a display that is called at once, so that the display does not escape. */
uint32_t reader_add_method(Reader *reader, TSNode node, uint32_t base, uint32_t name);
/* At a place that was read before. */
uint32_t reader_insert_value(Reader *reader, Value value, uint32_t scope, uint32_t line, uint32_t column);
void reader_add_effect(Reader *reader, TSNode node, Effect effect);
/* `return value`; 0: the body falls off its end. */
void reader_add_return(Reader *reader, TSNode node, uint32_t value);
Value *reader_value(Reader *reader, uint32_t value);
NameState *state_of(Reader *reader, uint32_t name);
uint32_t reader_constant(Reader *reader, TSNode node, ConstantType type, uint32_t text);

/* scope.c */
Scope *scope_new(Reader *reader, uint32_t def, DefKind kind);
void scope_deinit(Scope *scope);
void scope_enter(Reader *reader, Scope *scope);
/* Ends a function's scope, which is complete now. */
void scope_leave(Reader *reader);
/* Ends a class's scope: names are again what they were in the scope around it. */
void scope_leave_class(Reader *reader);
uint32_t scope_read(Reader *reader, TSNode node, uint32_t name);
void scope_bind(Reader *reader, TSNode node, uint32_t name, uint32_t value);
void scope_unbind(Reader *reader, uint32_t name);
/* The slot of a name that only this scope binds; 0 when it is none. */
uint32_t scope_slot(Reader *reader, uint32_t name);
/* Whether this scope binds a name itself, and is no module. */
bool scope_is_local(Reader *reader, uint32_t name);
void scope_declare_outside(Reader *reader, uint32_t name, bool nonlocal);
/* Marks what the source of an inner function declares `nonlocal`; of one outside of functions, `global`. */
void scope_note_shared(Reader *reader, TSNode function);
/* Bindings at the end of a module or class. */
void scope_export(Reader *reader, Scope *scope);
/* A comprehension's own variables: bound between begin and end, invisible afterwards. */
uint32_t comprehension_begin(Reader *reader);
void comprehension_bind(Reader *reader, uint32_t name, uint32_t value);
void comprehension_end(Reader *reader, uint32_t mark);

Env env_save(const Reader *reader);
void env_restore(Reader *reader, Env env);
void env_merge(Reader *reader, TSNode node, Env other);
/* The environment in which a handler of `try` starts: before, or after any binding since the mark. */
Mark env_mark(const Reader *reader);
Env env_of_handler(Reader *reader, TSNode node, Env before, Mark mark);
/* After a block that was read from `read` on: what it leaves when it is run from `start` on. */
void env_follow(Reader *reader, Env start, Env read);
/* Forgets what is in containers that were changed since the mark, at a place that is also reached from in between. */
void env_forget(Reader *reader, Mark mark);
/* Keeps what a branch that is for type checkers only has bound, methods excepted: annotations see it, others where nothing
 * else is. */
void env_keep_typing(Reader *reader, Env typing);
/* A loop: begin, read the body, end, exit (the environment after its condition fails), read `else`, finish. */
Loop *loop_begin(Reader *reader);
void loop_end(Reader *reader, Loop *loop);
void loop_exit(Reader *reader, TSNode node, Loop *loop, bool endless);
void loop_finish(Reader *reader, TSNode node, Loop *loop);
void loop_break(Reader *reader);
void loop_continue(Reader *reader);

/* narrow.c */
/*
 * Sets a place to what it is where a test of it holds, and in `fails` to what it is where it does not. `types`: value of
 * the class or tuple of them, or one narrowed to them, 0 for `is None`; `base`: the value that was tested.
 */
void narrow_place(Reader *reader, Place place, uint32_t base, uint32_t types, Env *fails);
/* The same for a call that has it as its first argument. */
void narrow_call(Reader *reader, Place place, uint32_t call, Env *fails);
/* The same for a test of its truth, which matters for parameters that may be left out. */
void narrow_truth(Reader *reader, uint32_t slot, uint32_t base, Env *fails);
/* What tests say here of a parameter of the current function that may be left out. */
Tested narrow_tested(Reader *reader, const Param *param);
/* What is left of a parameter that nothing has rebound, where a call or its type has been tested; or 0. */
uint32_t narrow_left(Reader *reader, const Param *param);
/* `def f(x, Room=Room)`: what a parameter stands for that only makes a name of the module a local; other values are what
 * they are. */
uint32_t narrow_unaliased(Reader *reader, uint32_t value);
/* Whether a value names a class, or several in a tuple or union. */
bool narrow_is_type(Reader *reader, uint32_t value);
/* The value that a number in an environment stands for. */
uint32_t narrow_value(Reader *reader, uint32_t number);
/* What stands for a place in the environment. */
uint32_t narrow_number(const Reader *reader, Place place);
/* What a place is that was `value` when `origin` stood for it, and `number` does now. */
uint32_t narrow_since(Reader *reader, TSNode node, Place place, uint32_t origin, uint32_t value, uint32_t number);
/* Whether a number is an outcome of tests of what `origin` stands for, or the same. */
bool narrow_comes_from(const Reader *reader, uint32_t number, uint32_t origin);
/* What two alternatives are together when they are outcomes of tests of it; 0 when they are something else. */
uint32_t narrow_join(const Reader *reader, uint32_t one, uint32_t other);

/* path.c */
/* The path that an expression is; 0: it is none, or `add` is not set and no test has told of it. */
uint32_t path_of(Reader *reader, TSNode node, bool add);
/* An attribute or item that is read: `value`, as far as it passes the tests that have told of it. */
uint32_t path_read(Reader *reader, TSNode node, uint32_t value);
/* Hears of `node = …`: what tests said of that attribute or item, and of all that is reached by it, counts no more. */
void path_forget(Reader *reader, TSNode node);
/* The same for a name. */
void path_forget_name(Reader *reader, uint32_t name);
/* Leaves what tests said on both of two ways. */
void path_merge(Reader *reader, Slots other);
/* When a loop has been read: what its body assigns is not what tests before the loop said when it runs again. */
void path_settle_loop(Reader *reader, const Loop *loop);

/* exact.c */
bool exact_is_display(Reader *reader, uint32_t value);
/* Hears of each value that is added: displays that it mentions may escape. */
void exact_mention(Reader *reader, const Value *value);
void exact_escape(Reader *reader, uint32_t value);
/* A function or class inside of the current scope, which may use its names. */
void exact_note_inner(Reader *reader, TSNode definition);
/* The element under a literal key, or 0. */
uint32_t exact_read(Reader *reader, uint32_t container, uint32_t key);
/* The container that a literal slice of a list or tuple gives, or 0. */
uint32_t exact_slice(Reader *reader, TSNode node, uint32_t container, TSNode slice);
/* The values of `count` targets, of which number `star` has a star (none: `count`). False when they are not known. */
bool exact_unpack(Reader *reader, TSNode node, uint32_t value, uint32_t count, uint32_t star, uint32_t *out);
void exact_store(Reader *reader, uint32_t container, uint32_t key, uint32_t value);
void exact_remove(Reader *reader, uint32_t container, uint32_t key);
/* Calls a method of a display, before the call is added; gives the element that it returns, or 0. */
uint32_t exact_call(Reader *reader, uint32_t container, uint32_t name, const Operand *arguments, uint32_t count);
void exact_merge(Reader *reader, Slots other);
/* Forgets in `contents` what was changed since the mark. */
uint32_t exact_mark(const Reader *reader);
Slots exact_forget(Reader *reader, Slots contents, uint32_t mark);
/* Lets escape what was changed since the mark. */
void exact_escape_changed(Reader *reader, uint32_t mark);

/* truth.c */
/*
 * The outcome of a condition that is decided by literals and what is there for type checkers alone, `TYPE_CHECKING`; or
 * by a constant of the module, whose name `constant` then is, else 0.
 */
Truth truth_of(Reader *reader, TSNode condition, uint32_t *constant);
/* Hears of `left = right` outside of functions: it may be such a constant. */
void truth_note(Reader *reader, TSNode left, TSNode right);
/* Drops the parts that a constant switches off which turned out to be none. */
void truth_settle(Reader *reader);

/* condition.c */
/*
 * Reads an expression whose truth is asked for. The environment is then that where it holds; `fails` becomes that where
 * it does not.
 */
void read_condition(Reader *reader, TSNode node, Env *fails);
/* `a and b`, `a or b` for their value. */
uint32_t read_boolean(Reader *reader, TSNode node);
/* What a test of an expression tells of: the local that it names, if only as `(x := …)`, or its path. */
Place tested_place(Reader *reader, TSNode node);

/* expression.c */
uint32_t read_expression(Reader *reader, TSNode node);
/* The same of a node whose syntax is known. */
uint32_t read_child(Reader *reader, Child child);
/* The value of the one expression in a node, tokens left aside. */
uint32_t read_only_child(Reader *reader, TSNode node);
uint32_t read_annotation(Reader *reader, TSNode node);
/* The same of one that is written in a text, at a node. */
uint32_t read_annotation_text(Reader *reader, TSNode node, const char *text, uint32_t length);

/* type_comment.c */
/* What a comment behind a node, on its line, says of it; 0: there is none. */
uint32_t type_comment_behind(Reader *reader, TSNode node);
/* Annotates the parameters (Param) of a function by the comment below its head; gives what that says of the result, or 0. */
uint32_t type_comment_of_function(Reader *reader, TSNode head, TSNode body, UT_array *params);
/* A small decimal number as it is usually written; false for anything else. */
bool read_number(const char *text, size_t length, int *out);
/* A key or index: as such, True and False are 1 and 0. */
uint32_t read_key(Reader *reader, Child child);
/* What is in the brackets of a subscript: several keys are a tuple. */
uint32_t read_index(Reader *reader, TSNode node, Children children);
/* container[key] */
uint32_t read_item(Reader *reader, TSNode node, uint32_t container, uint32_t key);
/* Arguments of a call, bases of a class, elements of a display: `*x`, `**x` and `name=x` become named operands. */
void read_arguments(Reader *reader, TSNode list, UT_array *operands);

/* parse.c */
/* Before the first text of a file: all of its texts have a time in which they must be parsed. */
void parse_begin(Reader *reader);
/* Caller deletes; NULL when that time is over. */
TSTree *parse_text(Reader *reader, const char *text, uint32_t length);

/* string.c */
uint32_t read_string(Reader *reader, TSNode node);
/* Literals side by side are one; where it ends is a matter of the line's length. */
uint32_t read_concatenated(Reader *reader, TSNode node, Children children);
/* Whether it is a literal string that computes nothing. */
bool is_plain_string(const Reader *reader, Child child);

/* pattern.c */
/* Binds a target (name, attribute, subscript, tuple or list of these) to a value. */
void bind_target(Reader *reader, TSNode target, uint32_t value);
void bind_comprehension_target(Reader *reader, TSNode target, uint32_t value);
void delete_target(Reader *reader, TSNode target);
/* What a `match` looks at: its value, its place, and what stands there. */
typedef struct {
    uint32_t value, number;
    Place place;
} Subject;
/*
 * Binds what the patterns of a case capture. The environment is then that where they match; `fails` becomes that where
 * they do not.
 */
void bind_case(Reader *reader, Children parts, Subject subject, Env *fails);

/* statement.c */
void read_block(Reader *reader, TSNode block);

/* docstring.c */
/* Notes what the docstring of a body says of the definition: that it is deprecated, or legacy. */
void docstring_read(const Reader *reader, TSNode body, Def *def);

/* definition.c */
/* Binds the type parameters in brackets behind a name until comprehension_end(). `out` gets value and name of each; the
 * caller frees it. */
void read_type_params(Reader *reader, TSNode node, UT_array *out);
/* `decorators`: their values (uint32_t) from the top, or NULL. */
void read_function(Reader *reader, TSNode node, const UT_array *decorators);
void read_class(Reader *reader, TSNode node, const UT_array *decorators);
/* `type("Room", (Hall,), {"open": open_room})`, as the class statement that says the same; 0: the call is nothing of the kind. */
uint32_t read_made_class(Reader *reader, TSNode node, uint32_t callee, const UT_array *arguments);
uint32_t read_lambda(Reader *reader, TSNode node);
void run_jobs(Reader *reader);

/* Nesting of the source that is followed; what lies deeper is unknown. CPython gives up at 200 brackets, 100 blocks. */
enum {
    DEPTH_LIMIT = 400
};

#endif
