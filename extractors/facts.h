/*
 * facts.h - what one source file says, with nothing from any other file.
 *
 * An extractor turns the bytes of a file into facts: definitions, imports, bindings, calls, awaits, decorators,
 * handlers. They are the only thing that leaves an extractor. Local flow is already solved: a read of a local name
 * is replaced by the values that reach it, so what is left for the linker is a graph of values.
 *
 * Facts are one contiguous, position-independent image (FactsHeader followed by its tables), which can be written to
 * disk and mapped back. All cross references are indices into the tables; index 0 of every table is "none".
 */
#ifndef SEAMAP_FACTS_H
#define SEAMAP_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Raise it whenever an extractor says something else for the same bytes: it invalidates every cache. */
enum {
    FACTS_VERSION = 42
};

typedef enum {
    LANGUAGE_PYTHON,
    LANGUAGE_C,
    LANGUAGE_CPP,
    LANGUAGE_COUNT
} Language;

/* Names with a meaning of their own; every image starts its name table with them. */
typedef enum {
    NAME_NONE,      /* "" */
    NAME_STAR,      /* "*":  operand that spreads an iterable; import of everything */
    NAME_DOUBLESTAR /* "**": operand that spreads a mapping */
} ReservedName;

typedef enum {
    DEF_NONE,
    DEF_MODULE,
    DEF_CLASS,
    DEF_FUNCTION, /* a method is a function whose parent is a class */
    DEF_LAMBDA,
    DEF_KIND_COUNT
} DefKind;

enum DefFlag {
    DEF_ASYNC = 1 << 0,
    DEF_GENERATOR = 1 << 1,  /* has a yield of its own */
    DEF_ABSTRACT = 1 << 2,   /* the body is `...`, `pass`, a docstring or `raise NotImplementedError` */
    DEF_DEPRECATED = 1 << 3, /* its docstring calls it deprecated or legacy */
    DEF_MAIN_GUARD = 1 << 4, /* a module with `if __name__ == "__main__"`; C, C++: the function `main` */
    DEF_EAGER = 1 << 5,      /* a coroutine that starts when it is called, whether or not anybody awaits it */
    DEF_CREATES = 1 << 6,    /* a constructor: calling it makes an instance of its parent */
    DEF_TEMPLATE = 1 << 7    /* what it does depends on what it is instantiated with, which each unit says for itself */
};

typedef struct {
    uint8_t kind; /* DefKind */
    uint8_t unused;
    uint16_t flags; /* DefFlag */
    uint32_t name;
    uint32_t parent; /* enclosing definition; 0 for the module itself, which is definition 1 */
    uint32_t line, column, end_line;
    uint32_t value;                            /* the VALUE_DEFINITION that makes it */
    uint32_t first_param, param_count;         /* functions, lambdas: facts->params */
    uint32_t first_base, base_count;           /* classes: facts->operands; keywords (metaclass=) are named */
    uint32_t first_decorator, decorator_count; /* facts->operands, in source order */
    uint32_t returns;                          /* annotation of the result, or 0 */
    uint32_t first_binding, binding_count;     /* modules, classes: what each name is bound to at the end of the body */
    uint32_t symbol;                           /* C, C++: the symbol that it defines */
    uint32_t file;                             /* C, C++: path of the header that it stands in; 0: the file itself */
    uint32_t first_override, override_count;   /* methods: facts->operands, the symbols of those that it overrides */
    uint32_t legacy_line;                      /* on which its docstring says that it is legacy; 0: it does not */
} Def;

/*
 * C and C++ arrive with their names resolved. A symbol is what a name means, in all files of the program: functions,
 * variables that are not local, fields, classes. What is stored in it anywhere may be read from it everywhere; of a
 * field, in whatever object it lies.
 */
typedef enum {
    SYMBOL_NONE,
    SYMBOL_FUNCTION,
    SYMBOL_VARIABLE, /* fields, too */
    SYMBOL_CLASS
} SymbolKind;

enum SymbolFlag {
    SYMBOL_INTERNAL = 1 << 0, /* other files cannot mean it: static, in an unnamed namespace */
    SYMBOL_CREATES = 1 << 1   /* a constructor */
};

typedef struct {
    uint8_t kind;  /* SymbolKind */
    uint8_t flags; /* SymbolFlag */
    uint16_t unused;
    uint32_t key;       /* the same for the same thing in each file */
    uint32_t name;      /* qualified: `ns::Class::method` */
    uint32_t signature; /* `(int, char) const`: tells overloads apart */
    uint32_t file;      /* where it is declared, if that is in the tree; 0: outside */
} Symbol;

/* What runs when a `switch` meets a constant, or `if (x == CONSTANT)` does. Its statements evaluate the values
 * [first_value, end_value) of its scope. */
typedef struct {
    uint32_t scope, line, column;
    uint32_t name; /* the constant's qualified name */
    uint32_t first_value, end_value;
} Case;

typedef enum {
    PARAM_POSITIONAL_ONLY,
    PARAM_PLAIN,
    PARAM_KEYWORD_ONLY,
    PARAM_STAR,      /* *args */
    PARAM_DOUBLESTAR /* **kwargs */
} ParamKind;

typedef struct {
    uint32_t kind; /* ParamKind */
    uint32_t name;
    uint32_t value;      /* its VALUE_PARAM */
    uint32_t annotation; /* value of the annotation, or 0 */
    uint32_t fallback;   /* value of the default, or 0 */
    uint32_t line, column;
} Param;

/* A name at the end of a module's or class's body. */
typedef struct {
    uint32_t name, value;
} Binding;

/* Operands of a value: arguments, elements, alternatives. `name`: NAME_NONE, NAME_STAR, NAME_DOUBLESTAR or a keyword. */
typedef struct {
    uint32_t value, name;
} Operand;

typedef enum {
    VALUE_NONE,       /* index 0: no value, nothing known */
    VALUE_UNKNOWN,    /* something that the extractor does not follow; detail 1: a slice */
    VALUE_CONSTANT,   /* detail: ConstantType; name: text of short strings without escapes, small ints */
    VALUE_PARAM,      /* name; base: index in facts->params */
    VALUE_DEFINITION, /* base: definition. A function, class or lambda object */
    VALUE_DECORATED,  /* base: decorator, first operand: what it decorates */
    VALUE_IMPORT,     /* base: index in facts->imports */
    VALUE_GLOBAL,     /* name: read of a module's variable (or builtin) whenever the function runs; with dots: what the
                            qualified name is outside the tree, as syntax means it */
    VALUE_CELL,       /* name, base: definition whose local it is; read or shared by an inner function */
    VALUE_PHI,        /* operands: the values that may reach here. detail: OP_AND, OP_OR of `and`, `or`; else 0 */
    VALUE_ATTRIBUTE,  /* base.name; an operand: the name is a value, as in getattr() */
    VALUE_CALL,       /* base: callee; operands: arguments */
    VALUE_AWAIT,      /* await base */
    VALUE_SUBSCRIPT,  /* base[first operand] */
    VALUE_OPERATOR,   /* detail: Operator; base and, when binary, first operand; OP_FORMAT: operands only, and the name
                            is what the text begins with */
    VALUE_CONTAINER,  /* detail: ContainerType; operands: elements; dicts: key, value, key, value… (`**x`: 0, x) */
    VALUE_COMPREHENSION, /* detail: ContainerType; base: element; dicts: operands: value of each key */
    VALUE_ELEMENT,       /* element that iteration over base gives; detail 1: `async for` */
    VALUE_ENTER,         /* what `with base` binds; detail 1: `async with` */
    VALUE_UNPACK,        /* an item of base (in `a, b = base`): number detail, 255: any; or `behind` from the end */
    VALUE_REST,          /* the list that `*a` gets: items of base from detail on, but for the last `behind` */
    VALUE_YIELD,         /* base: what is yielded; the value is what is sent in. detail 1: `yield from` */
    VALUE_EXCEPTION,     /* `except base as e` */
    VALUE_INSTANCE,      /* an instance of the type that annotation base denotes */
    VALUE_STORE,    /* where an attribute or item of base is assigned or deleted, if that is not where base is read */
    VALUE_NARROWED, /* base where a test says more of it. detail: Narrowing; operands: types; of a call, its callee, and
                            what is passed behind base */
    VALUE_SYMBOL,   /* base: index in facts->symbols. detail 1: or what overrides it */
    VALUE_VARIABLE, /* a local variable: whatever EFFECT_BIND_VALUE puts there */
    VALUE_CAST,     /* base, as a pointer to the class that the first operand is: fresh memory becomes one */
    VALUE_CREATE,   /* an instance of the class base; its constructor is a call of its own */
    VALUE_KIND_COUNT
} ValueKind;

typedef enum {
    CONSTANT_NONE,
    CONSTANT_STRING,
    CONSTANT_BYTES,
    CONSTANT_INTEGER,
    CONSTANT_FLOAT,
    CONSTANT_BOOL,
    CONSTANT_ELLIPSIS,
    CONSTANT_COUNT
} ConstantType;

typedef enum {
    CONTAINER_LIST,
    CONTAINER_TUPLE,
    CONTAINER_SET,
    CONTAINER_DICT,
    CONTAINER_GENERATOR
} ContainerType;

/* What is known of the base of a VALUE_NARROWED. */
typedef enum {
    NARROWED_IS_NOT,   /* no instance of any of the types */
    NARROWED_IS,       /* an instance of one of them */
    NARROWED_NONE,     /* None, and no types */
    NARROWED_NOT_NONE, /* anything but None, and no types */
    NARROWED_FAILS,    /* a call with it as the first argument gives false */
    NARROWED_HOLDS     /* or true */
} Narrowing;

typedef enum {
    OP_NONE,
    OP_ADD,
    OP_SUB,
    OP_MUL,
    OP_MATMUL,
    OP_DIV,
    OP_FLOORDIV,
    OP_MOD,
    OP_POW,
    OP_LSHIFT,
    OP_RSHIFT,
    OP_AND,
    OP_OR,
    OP_XOR,
    OP_NEGATE,
    OP_POSITIVE,
    OP_INVERT,
    OP_NOT,
    OP_LT,
    OP_LE,
    OP_EQ,
    OP_NE,
    OP_GT,
    OP_GE,
    OP_IS,
    OP_IS_NOT,
    OP_IN,
    OP_NOT_IN,
    OP_TRUTH,  /* base is tested, as by `if`; nobody sees a result */
    OP_FORMAT, /* an f-string: operands are what it formats; NAME_STAR: by repr(), NAME_DOUBLESTAR: by str(). behind 1:
                  all that it is made of, in order */
    OP_COUNT
} Operator;

enum ValueFlag {
    VALUE_IN_LOOP = 1 << 0,
    VALUE_IN_BRANCH = 1 << 1,  /* may be skipped */
    VALUE_IN_HANDLER = 1 << 2, /* inside `except` */
    VALUE_IN_FINALLY = 1 << 3,
    VALUE_AFTER_YIELD = 1 << 4, /* after the first yield of its function: shutdown of a lifespan */
    VALUE_DISCARDED = 1 << 5,   /* an expression statement: nobody sees the result */
    VALUE_GUARDED = 1 << 6,     /* inside `try` with handlers */
    VALUE_INPLACE = 1 << 7      /* augmented assignment */
};

/* Values stand in order of evaluation within their scope. */
typedef struct {
    uint8_t kind;                    /* ValueKind */
    uint8_t detail;                  /* by kind */
    uint8_t flags;                   /* ValueFlag */
    uint8_t behind;                  /* VALUE_UNPACK, VALUE_REST: items from here to the end; OP_FORMAT */
    uint32_t scope;                  /* definition whose body evaluates it; 0: nobody does, it says what types are */
    uint32_t line : 20, column : 12; /* from 1, column in bytes; both capped */
    uint32_t name;
    uint32_t base;
    uint32_t first, count; /* facts->operands */
} Value;

typedef enum {
    EFFECT_NONE,
    EFFECT_BIND_CELL,     /* target: definition whose local `name` it is */
    EFFECT_BIND_GLOBAL,   /* `name` of the module, assigned from a function */
    EFFECT_SET_ATTRIBUTE, /* target.name = value */
    EFFECT_SET_ITEM,      /* target[index] = value */
    EFFECT_RETURN,        /* value; 0 when the body falls off its end. test: what holds there of the parameter target;
                             site: what is left of some parameter there by tests of its type, or by calls; or 0 */
    EFFECT_YIELD,         /* value; name 1 for `yield from` */
    EFFECT_RAISE,
    EFFECT_DELETE_ATTRIBUTE, /* del target.name */
    EFFECT_DELETE_ITEM,
    EFFECT_BIND_SYMBOL, /* target: index in facts->symbols */
    EFFECT_BIND_VALUE,  /* target: VALUE_VARIABLE, or VALUE_PARAM that is assigned to */
    EFFECT_NAME,        /* {"send", send_message}: of the text `name`, the symbol `index` and, as what holds or takes
                           both, the symbol `target` */
    EFFECT_KIND_COUNT
} EffectKind;

/* What tests have said of a parameter where a function returns. */
typedef enum {
    TESTED_NOTHING,
    TESTED_NONE,     /* is None */
    TESTED_NOT_NONE, /* is something else */
    TESTED_FALSE,
    TESTED_TRUE
} Tested;

typedef struct {
    uint8_t kind;  /* EffectKind */
    uint8_t flags; /* ValueFlag */
    uint16_t test; /* Tested */
    uint32_t scope;
    uint32_t line : 20, column : 12;
    uint32_t target, name, index, value;
    uint32_t site; /* of those that set or delete: the value that calls what they run: VALUE_STORE, or the target */
} Effect;

enum ImportFlag {
    IMPORT_GUARDED = 1 << 0, /* inside `try` with handlers, or under a condition */
    IMPORT_LAZY = 1 << 1,    /* inside a function */
    IMPORT_TYPING = 1 << 2   /* under `if TYPE_CHECKING` */
};

typedef struct {
    uint8_t level;  /* leading dots */
    uint8_t flags;  /* ImportFlag */
    uint16_t above; /* lines of its statement above it: those of `from x import (`, and other names */
    uint32_t scope, line, column;
    uint32_t module; /* dotted name as written; NAME_NONE in `from . import x` */
    uint32_t name;   /* imported name; NAME_STAR; NAME_NONE: the module itself */
    uint32_t whole;  /* `import a.b.c` without alias: 1, the value is the first package */
} Import;

enum HandlerFlag {
    HANDLER_BARE = 1 << 0,
    HANDLER_RAISES = 1 << 1,
    HANDLER_RETURNS = 1 << 2,
    HANDLER_CALLS = 1 << 3, /* does something with it, if only logging */
    HANDLER_STAR = 1 << 4,  /* except* */
    HANDLER_BINDS = 1 << 5, /* gives a name another value */
    HANDLER_BREAKS = 1 << 6 /* ends the loop around it */
};

/* An `except` clause. Its body evaluates values [first_value, end_value). */
typedef struct {
    uint32_t flags; /* HandlerFlag */
    uint32_t scope, line, column;
    uint32_t type; /* value of the exception expression, or 0 */
    uint32_t first_try_value, first_value, end_value;
} Handler;

typedef enum {
    PART_NONE,
    PART_WITH, /* the body of a `with` */
    PART_OFF   /* a branch that a constant of the module switches off: `_IS_SYNC = False`, and never anything else */
} PartKind;

/* A part of a body that runs under special circumstances: it evaluates values [first_value, end_value). */
typedef struct {
    uint32_t kind; /* PartKind */
    uint32_t scope;
    uint32_t first_value, end_value;
    uint32_t manager; /* PART_WITH: the value that is entered; one of several has a part of its own */
    uint32_t name;    /* PART_OFF: of the constant */
} Part;

/* Something in the file that could not be read; the facts cover the rest. */
typedef struct {
    uint32_t line, column;
    uint32_t message; /* name */
} Problem;

/* The tables of an image in the order they stand, as X(type, member). */
#define FACTS_TABLES(X)                                                                                                \
    X(Def, defs)                                                                                                       \
    X(Param, params)                                                                                                   \
    X(Binding, bindings)                                                                                               \
    X(Operand, operands)                                                                                               \
    X(Value, values)                                                                                                   \
    X(Effect, effects)                                                                                                 \
    X(Import, imports)                                                                                                 \
    X(Handler, handlers)                                                                                               \
    X(Symbol, symbols)                                                                                                 \
    X(Case, cases)                                                                                                     \
    X(Part, parts)                                                                                                     \
    X(Problem, problems)                                                                                               \
    X(uint32_t, names) /* offset of each name in text; one more than there are names */                                \
    X(char, text)

enum FactsFlag {
    FACTS_MARKED = 1 << 0 /* Python: the text has FACTS_MARK in it, which begins what a comment tells us */
};

#define FACTS_MARK "seamap:"

typedef struct {
    uint32_t magic, version;
    uint32_t language; /* Language */
    uint32_t size;     /* of the whole image */
    uint32_t flags;    /* FactsFlag */
#define X(type, member) uint32_t member##_count;
    FACTS_TABLES(X)
#undef X
} FactsHeader;

/* A view of an image: the pointers go into it, and live as long. */
typedef struct {
    const FactsHeader *header;
#define X(type, member)                                                                                                \
    const type *member;                                                                                                \
    uint32_t member##_count;
    FACTS_TABLES(X)
#undef X
} Facts;

/*
 * Opens an image of `size` bytes (aligned to 8) and checks that every table lies inside it, so that a truncated or
 * foreign file is refused. Returns false then.
 */
bool facts_open(Facts *facts, const void *image, size_t size);

/* A name's text, ending in NUL. */
static inline const char *facts_name(const Facts *facts, uint32_t name)
{
    return facts->text + facts->names[name];
}

#endif
