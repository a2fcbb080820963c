/*
 * unit.h - what the parts of the reader of a translation unit share.
 *
 *   clang.c        parses, visits what lies in the tree
 *   symbol.c       what a name means: files, symbols, qualified names
 *   declaration.c  functions, classes, variables, instantiations of templates
 *   member.c       members that run where nobody names them
 *   outside.c      instances that templates outside of the tree make of those inside
 *   expression.c   calls and the values that flow into them
 *   statement.c    blocks, branches, loops, cases
 *   range.c        loops over a range
 *   naming.c       what functions are called in texts
 *   initialiser.c  { … }: what goes into which field
 *
 * Every function in a header is read with each unit that includes it, so only what may matter becomes a value: what can
 * be called, what is made, what is passed on. Numbers, texts, conditions are 0, no value.
 */
#ifndef SEAMAP_CLANG_UNIT_H
#define SEAMAP_CLANG_UNIT_H

#include "clang.h"

#include "../facts_builder.h"
#include "../index.h"

#include <clang-c/Index.h>
#include <uthash.h>
#include <utstring.h>

/* Numbers of cursors. Empty when zeroed. */
typedef struct {
    Index index;
    UT_array *entries; /* CursorEntry */
} CursorMap;

/* A file of the unit. */
typedef struct SourceText {
    CXFile file;
    uint32_t name;   /* path below the root; 0: it lies outside of the tree */
    uint32_t module; /* definition, or 0 */
    bool has_coroutines;
    const char *bytes;
    size_t size;
    UT_hash_handle hh;
} SourceText;

/* Where something stands. */
typedef struct {
    SourceText *text;
    unsigned line, column, offset;
} Place;

/* A function whose body is read when it is known what it is instantiated with. */
typedef struct {
    CXCursor cursor;
    uint32_t def;
} Pattern;

/* A local object whose destructor runs at the end of its block. */
typedef struct {
    CXCursor variable, destructor;
} Doomed;

typedef struct {
    const ClangUnit *unit;
    CXTranslationUnit tu;
    Language language;
    FactsBuilder facts;
    SourceText *files;
    UT_array *children;       /* CXCursor: a stack */
    CursorMap symbols;        /* of declarations */
    CursorMap locals;         /* VALUE_VARIABLE, VALUE_PARAM of local variables, parameters */
    UT_array *defs_by_symbol; /* uint32_t */
    UT_array *counters;       /* uint32_t by definition: lambdas in it */
    Names *keys;              /* of symbols, as the image numbers them */
    UT_array *symbols_by_key; /* uint32_t by key */
    CursorMap instantiated;   /* functions that are instantiated from templates of the tree */
    UT_array *instantiations; /* CXCursor: those that are still to be read */
    uint32_t instantiation;   /* the next of them */
    CursorMap walked;         /* instances outside of the tree */
    UT_array *outside;        /* CXCursor: the same, in order */
    UT_array *patterns;       /* Pattern: templates of functions */
    UT_array *read;           /* bool by definition: an instantiation of it has been */
    UT_array *doomed;         /* Doomed: a stack */
    UT_string text;
    uint32_t scope; /* definition that evaluates what is read */
    uint8_t flags;  /* ValueFlag */
    unsigned depth;
    bool delegates; /* the next construction is that of a base, or of the same object */
    bool too_deep;
} Reader;

typedef struct {
    uint32_t first, count;
} Children;

/* clang.c */
/* The children of a cursor, on the stack until they are dropped, last come first. */
Children unit_children(Reader *reader, CXCursor cursor);
CXCursor unit_child(const Reader *reader, Children children, uint32_t index);
void unit_drop(Reader *reader, Children children);
uint32_t unit_intern(Reader *reader, const char *text);

/* symbol.c */
uint32_t cursor_map_get(const CursorMap *map, CXCursor cursor); /* or 0 */
void cursor_map_set(CursorMap *map, CXCursor cursor, uint32_t number);
void cursor_map_free(CursorMap *map);
Place unit_place(Reader *reader, CXSourceLocation location);
static inline Place unit_place_of(Reader *reader, CXCursor cursor)
{
    return unit_place(reader, clang_getCursorLocation(cursor));
}

/* What follows the root of the tree in an absolute path; NULL: it lies elsewhere. */
const char *unit_path_in_tree(const ClangUnit *unit, const char *path);
/* Whether a declaration lies in the tree. */
bool unit_is_ours(Reader *reader, CXCursor declaration);
/* What a declaration was instantiated from, or itself. */
CXCursor symbol_pattern(CXCursor declaration);
/* The symbol of a function, class, field, variable; 0 when it is nothing of the kind. */
uint32_t symbol_of(Reader *reader, CXCursor declaration);
Symbol *symbol_at(const Reader *reader, uint32_t symbol);
/* Whether a method is the compiler's, of a lambda. */
bool symbol_is_of_closure(CXCursor method);
/* The symbol of the lambda that a method is the operator() of; 0: of none. */
uint32_t symbol_of_call_operator(Reader *reader, CXCursor method);
/* The symbol of a lambda by where it stands. */
uint32_t symbol_of_lambda(Reader *reader, Place place);
/* The symbol of a file of the tree. */
uint32_t symbol_of_file(Reader *reader, const SourceText *text);
/* Writes `ns::Class::method` to reader->text. */
void symbol_write_name(Reader *reader, CXCursor declaration);

/* declaration.c */
/* Reads a declaration, and what lies in it. */
void unit_read_declaration(Reader *reader, CXCursor cursor);
/* A variable that is local: the value that it is. */
void unit_read_local(Reader *reader, CXCursor variable);
/* The definition of a lambda, which has been read then. */
uint32_t unit_read_lambda(Reader *reader, CXCursor cursor);
/* Notes a function that may be instantiated from a template, to be read once. */
void unit_note_instantiation(Reader *reader, CXCursor function);
/* Reads the instantiations that were noted, and the templates that have none. */
void unit_read_templates(Reader *reader);
/* member.c */
/* The destructor that somebody has written for the class that a type is, points or refers to, or else for one of its
 * bases; or a null cursor. */
CXCursor unit_destructor_of(Reader *reader, CXType type);
/* Likewise a method, by name and number of parameters (-1: any). */
CXCursor unit_method_of(Reader *reader, CXType type, const char *name, int params);
/* Likewise by name alone, whoever has written it. */
CXCursor unit_method_named(Reader *reader, CXType type, const char *name);
/* Whether objects of a type are called with anything: generic lambdas, and what is written out like them. */
bool unit_is_generic(Reader *reader, CXType type);

/* outside.c */
/* Notes what a template outside of the tree instantiates when it is handed something generic to call. */
void unit_walk_outside(Reader *reader, CXCursor call, CXCursor function);

/* expression.c */
/* Reads a statement or expression; gives the value of an expression, or 0. */
uint32_t unit_read_expression(Reader *reader, CXCursor cursor);
uint32_t unit_add_value(Reader *reader, CXCursor cursor, Value value);
uint32_t unit_add_symbol(Reader *reader, CXCursor cursor, uint32_t symbol, bool is_virtual);
void unit_add_effect(Reader *reader, CXCursor cursor, Effect effect);
/* Whether somebody has written a constructor or destructor: it stands elsewhere than its class. */
bool unit_is_written(CXCursor function);
/* The symbol of the class that a type is, points or refers to, if it lies in the tree; or 0. */
uint32_t unit_class_of_type(Reader *reader, CXType type);
/* Stores a value in a variable or field. */
void unit_bind_declaration(Reader *reader, CXCursor at, CXCursor declaration, uint32_t value);

/* What is inside of parentheses and of what the compiler wraps around an expression. */
CXCursor unit_unwrapped(Reader *reader, CXCursor expression);
/* A call that is not spelled: a constructor, a destructor; the value that it gives. */
uint32_t unit_add_implicit_call(Reader *reader, CXCursor at, CXCursor function, bool is_virtual);
/* Whether a type is that of numbers, which hold nothing of interest. */
bool unit_is_number(CXType type);
bool unit_is_void_pointer(CXType type);

enum {
    UNIT_DEEPEST = 700 /* expressions in one another: libclang takes a good deal of stack for each */
};

typedef enum {
    BINARY_ASSIGN,
    BINARY_EQUAL,
    BINARY_AND
} Binary;
/* Whether a binary operator is the wanted one. */
bool unit_is_binary(Reader *reader, CXCursor cursor, CXCursor left, CXCursor right, Binary wanted);
/* Reads all parts; gives the value of the last expression among them that has one. */
uint32_t unit_read_parts(Reader *reader, CXCursor cursor);
/* `co_await`, `co_yield`, `co_return` at the beginning of what libclang has no kind for; or NULL. */
const char *unit_coroutine_word(Reader *reader, CXCursor cursor);
Value *unit_value_at(const Reader *reader, uint32_t value);
/* Stores a value in a local variable or a parameter. */
void unit_bind_value(Reader *reader, CXCursor at, uint32_t target, uint32_t value);

/* statement.c */
/* Reads a statement whose value nobody wants. */
void unit_read_statement(Reader *reader, CXCursor cursor);
/* Likewise, with flags (ValueFlag) for what is in it. */
void unit_read_flagged(Reader *reader, CXCursor cursor, unsigned flag);
/* Reads what is no expression; gives 0, or the value of what libclang has no kind for. */
uint32_t unit_read_other(Reader *reader, CXCursor cursor);

/* range.c */
void unit_read_range_loop(Reader *reader, CXCursor cursor);

/* naming.c */
/* Notes the function that some expressions name behind a text, for the symbol of what holds or takes them. */
void unit_add_naming(Reader *reader, CXCursor at, uint32_t owner, const CXCursor *parts, uint32_t count);
/* The method that a text names, "send" or "1send(Text)", of an object beside it; or a null cursor. */
CXCursor unit_method_in_text(Reader *reader, CXCursor text, CXCursor object);

/* initialiser.c */
/* Reads what a variable of that type is initialised with; gives its value, or 0. */
uint32_t unit_read_initialiser(Reader *reader, CXCursor cursor, CXType type);

#endif
