/*
 * reader.h - what the parts of the Python extractor share: the state of one file's reading.
 *
 *   syntax.c      nodes of the tree as small numbers, children as arrays
 *   scope.c       names, environments, loops: which values reach a read
 *   slots.h       what environments are made of
 *   expression.c  expressions -> values
 *   pattern.c     targets of assignments, `match` patterns
 *   statement.c   statements -> effects
 *   definition.c  functions, lambdas, classes; decorators, parameters
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

/* What each name id means right now; valid while `serial` is that of the current scope. */
typedef struct {
    uint32_t serial;
    uint32_t slot;     /* index of the local, from 1; 0: not a local */
    uint32_t read;     /* the value that a read of a name that is no local gave before in this scope */
    uint32_t constant; /* the value of the string constant with this text; valid for the whole file */
    uint8_t outside;   /* declared `global` (1) or `nonlocal` (2) */
} NameState;

/* What a name was in the scope around a class, while the class's body uses it. */
typedef struct {
    uint32_t name;
    NameState state;
} Displaced;

typedef struct {
    Slots values; /* of locals by slot; 0: not bound */
    bool dead;    /* control cannot get here */
} Env;

typedef struct {
    uint32_t slot, value;
} Bound;

typedef struct Loop {
    struct Loop *outer;
    Env entry;
    Slots phis;    /* by slot: the phi that a read in the loop made, or 0 */
    UT_array ends; /* Env: where the body is left to begin again */
    UT_array breaks;
} Loop;

typedef struct Scope {
    struct Scope *outer;
    uint32_t def;
    uint32_t serial;
    DefKind kind;
    UT_array names; /* name of each slot; [0] unused */
    Slots env;      /* value of each slot now */
    bool dead;
    UT_array log;      /* Bound: every binding in order */
    UT_array captured; /* Bound: what is already told to cells */
    UT_array shared;   /* names that inner functions assign (`nonlocal`) */
    UT_array early;    /* Operand: reads (value, name) of names that were no locals yet */
    Loop *loop;
    bool yielded;
    /* The enclosing function's environment when this scope's function was made, for its free variables. */
    struct Scope *function; /* the nearest enclosing function scope, or NULL */
    Env snapshot;
    uint32_t log_start;
    Operand *visible; /* variables of comprehensions around the definition: (value, name) */
    uint32_t visible_count;
    uint32_t lambdas;   /* counted, for their names */
    uint32_t displaced; /* length of the reader's `displaced` when a class began */
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
    Scope *scope;
    uint32_t serials;
    Job *jobs, **last_job;
    uint8_t flags;   /* ValueFlag of the place being read */
    uint8_t imports; /* ImportFlag of the place being read */
    bool annotation; /* names are read when everything is defined */
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
Child child_at(const Reader *reader, Children children, uint32_t index);
/* The first child in that field; false when there is none. */
bool child_find(const Reader *reader, Children children, Field field, Child *out);
/* The same without listing the children: cheaper where nothing but fields is asked for. */
bool child_in(const Reader *reader, TSNode parent, Field field, Child *out);
/* Whether a definition or a loop begins with `async`. */
bool starts_async(const Reader *reader, TSNode node);
const char *node_text(const Reader *reader, TSNode node, uint32_t *length);
uint32_t node_name(Reader *reader, TSNode node);
uint32_t node_line(const Reader *reader, TSNode node);
uint32_t node_column(const Reader *reader, TSNode node);
void reader_add_problem(Reader *reader, TSNode node, const char *message);

/* Values and effects at the place of a node, in the current scope. */
uint32_t reader_add_value(Reader *reader, TSNode node, Value value);
uint32_t reader_add_value_with(Reader *reader, TSNode node, Value value, const Operand *operands, size_t count);
void reader_place_value(Reader *reader, uint32_t value, uint32_t line, uint32_t column);
void reader_add_effect(Reader *reader, TSNode node, Effect effect);
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
void scope_declare_outside(Reader *reader, uint32_t name, bool nonlocal);
/* Marks what the source of an inner function declares `nonlocal`. */
void scope_note_nonlocals(Reader *reader, TSNode function);
/* Bindings at the end of a module or class. */
void scope_export(Reader *reader, Scope *scope);
/* A comprehension's own variables: bound between begin and end, invisible afterwards. */
uint32_t comprehension_begin(Reader *reader);
void comprehension_bind(Reader *reader, uint32_t name, uint32_t value);
void comprehension_end(Reader *reader, uint32_t mark);

Env env_save(const Reader *reader);
void env_restore(Reader *reader, Env env);
void env_merge(Reader *reader, TSNode node, Env other);
/* The environment in which a handler of `try` starts: before, or after any binding since log position `log`. */
Env env_of_handler(Reader *reader, TSNode node, Env before, uint32_t log);
/* A loop: begin, read the body, end, exit (the environment after its condition fails), read `else`, finish. */
Loop *loop_begin(Reader *reader);
void loop_end(Reader *reader, Loop *loop);
void loop_exit(Reader *reader, TSNode node, Loop *loop, bool endless);
void loop_finish(Reader *reader, TSNode node, Loop *loop);
void loop_break(Reader *reader);
void loop_continue(Reader *reader);

/* expression.c */
uint32_t read_expression(Reader *reader, TSNode node);
/* The value of the one expression in a node, tokens left aside. */
uint32_t read_only_child(Reader *reader, TSNode node);
uint32_t read_annotation(Reader *reader, TSNode node);
/* Arguments of a call, bases of a class, elements of a display: `*x`, `**x` and `name=x` become named operands. */
void read_arguments(Reader *reader, TSNode list, UT_array *operands);

/* pattern.c */
/* Binds a target (name, attribute, subscript, tuple or list of these) to a value. */
void bind_target(Reader *reader, TSNode target, uint32_t value);
void bind_comprehension_target(Reader *reader, TSNode target, uint32_t value);
void delete_target(Reader *reader, TSNode target);
void bind_pattern(Reader *reader, TSNode pattern, uint32_t subject);

/* statement.c */
void read_block(Reader *reader, TSNode block);

/* definition.c */
/* `decorators`: their values (uint32_t) from the top, or NULL. */
void read_function(Reader *reader, TSNode node, const UT_array *decorators);
void read_class(Reader *reader, TSNode node, const UT_array *decorators);
uint32_t read_lambda(Reader *reader, TSNode node);
void run_jobs(Reader *reader);

/* Nesting of the source that is followed; what lies deeper is unknown. CPython gives up at 200 brackets, 100 blocks. */
enum {
    DEPTH_LIMIT = 400
};

#endif
