/*
 * catalog.h - what the names of known frameworks mean, as data.
 *
 * The built-in catalog is YAML (*.yaml in this folder), checked against the schema and packed into a C table at build
 * time by catalog_pack; a user's config adds entries in the same form. Code never names a framework: it asks the
 * catalog what role a qualified name has, and which argument carries the callee.
 */
#ifndef SEAMAP_CATALOG_H
#define SEAMAP_CATALOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
    ROLE_NONE,
    ROLE_ENTRY,    /* a connection (or request) enters the callee */
    ROLE_BOOT,     /* process or application start-up runs the callee */
    ROLE_SHUTDOWN, /* application shutdown runs the callee */
    ROLE_ACCEPT,
    ROLE_AUTHENTICATE,
    ROLE_FACTORY,
    ROLE_SEND,
    ROLE_RECEIVE,
    ROLE_CLOSE,
    ROLE_SPAWN,       /* runs the callee (or coroutine) concurrently */
    ROLE_TO_THREAD,   /* runs the callee in a thread or process */
    ROLE_FROM_THREAD, /* hands the callee from a thread to the loop */
    ROLE_RUN,         /* synchronous code starts a loop and runs the callee (or coroutine) in it */
    ROLE_CALLBACK,    /* keeps the callee and calls it later */
    ROLE_DEPENDS,     /* injects the result of the callee */
    ROLE_AWAITS,      /* awaits its arguments: gather, wait_for */
    ROLE_MIDDLEWARE,  /* wraps every connection (or request) in the callee */
    ROLE_MOUNT,       /* routes what enters here to the callee: an application, a router */
    ROLE_BLOCKING,    /* known to block its thread */
    ROLE_COMMAND,     /* a command line chooses the callee: the process starts with it */
    ROLE_COUNT
} Role;

/* How the callee of an entry is found at a call site. */
typedef enum {
    CALLEE_NONE,      /* the role is of the named thing itself */
    CALLEE_ARGUMENT,  /* argument `position` (or keyword `keyword`); also what a container there holds, at any depth,
                         the function of a coroutine, and "module:attribute" as a string */
    CALLEE_DECORATED, /* the named thing (or the result of calling it) decorates the callee */
    CALLEE_RECEIVER,  /* `callee.delay()`: the object the method is called on */
    CALLEE_ARGUMENTS, /* every positional argument from `position` on */
    CALLEE_RESULT,    /* calling the result of the named call calls the callee: sync_to_async(f)() */
    CALLEE_ASSIGNED,  /* assigning to the named attribute or field: factory.protocol = Callee, {.callback = callee} */
    CALLEE_LAST,      /* the last argument: `async_read(buffer, callee)` */
    CALLEE_CASE,      /* the name is a constant: the code under `case NAME:` or `if (x == NAME)` */
    CALLEE_NATIVE,    /* the function of C in the tree that has the last part of the name: lib.send */
    CALLEE_NAMED,     /* a function of C beside a text, in a struct or call of that name, has this name in Python */
    CALLEE_SIGNAL,    /* argument `position` names a signal: what comes behind it is connected to that */
    CALLEE_CONNECTED, /* whatever is connected to the named signal */
    CALLEE_COUNT
} CalleeForm;

/* The callee argument can be given by keyword only. */
enum {
    CATALOG_KEYWORD_ONLY = 255
};

/* What a function that gives true or false says of its first argument; or of its instances, a class of Python's own. */
typedef enum {
    TESTS_NOTHING,
    TESTS_CALLABLE,
    TESTS_CLASS,
    TESTS_FUNCTION,
    TESTS_METHOD,
    TESTS_COROUTINE_FUNCTION,
    TESTS_GENERATOR_FUNCTION,
    TESTS_ASYNC_GENERATOR_FUNCTION,
    TESTS_COROUTINE,
    TESTS_AWAITABLE,
    TESTS_GENERATOR,
    TESTS_ASYNC_GENERATOR
} CatalogTest;

enum CatalogFlag {
    CATALOG_WEBSOCKET = 1 << 0,    /* the entry is about WebSocket traffic and not about requests in general */
    CATALOG_AWAITABLE = 1 << 1,    /* calling the name gives an awaitable */
    CATALOG_SYNC = 1 << 2,         /* known to give no awaitable */
    CATALOG_CLASS = 1 << 3,        /* the name is a class: calling it makes an instance */
    CATALOG_IDENTITY = 1 << 4,     /* a decorator that gives back what it decorates, callable in the same way */
    CATALOG_ASYNC_RESULT = 1 << 5, /* a decorator or wrapper that makes its callee awaitable */
    CATALOG_CONTEXT = 1 << 6,      /* a decorator that makes a context manager of a generator */
    CATALOG_PLAIN = 1 << 7,        /* a config says that the name has no role, whatever patterns say */
    CATALOG_PAIR = 1 << 8,         /* the call gives (an instance of `returns`, what the callee gives) */
    CATALOG_EACH = 1 << 9,         /* what is awaited is given one by one, to be awaited */
    CATALOG_SETS = 1 << 10,        /* a coroutine; what it awaits is given as instances of `returns`, in two sets */
    CATALOG_AWAITED = 1 << 11,     /* a method that gives what awaiting its receiver gives */
    CATALOG_C = 1 << 12,           /* the name is one of C or C++, which may be a plain word: `sleep` */
    CATALOG_COROUTINE = 1 << 13,   /* an `async def`: nothing runs before somebody awaits what it gives */
    CATALOG_MADE = 1 << 14,        /* gives an instance of the class that the template is told */
    CATALOG_MEMORY = 1 << 15,      /* gives memory that becomes what it is taken for */
    CATALOG_DOUBLE = 1 << 16,      /* a class of doubles that tests put in the place of what production runs */
    CATALOG_LOOP = 1 << 17,        /* the callee is run in an event loop, and keeps it from all else meanwhile */
    CATALOG_PASSED = 1 << 18,      /* a decorator of what tests are passed as the parameter of its name; `keyword`: the
                                      name of modules that share it with all files below them */
    CATALOG_SUBCLASS = 1 << 19,    /* gives `returns`, or a class like it, and no instance */
    CATALOG_ENDS = 1 << 20,    /* gives two instances of `returns`: what is sent into the one comes out of the other */
    CATALOG_FAILURE = 1 << 21, /* gives a context manager that wants what runs inside of it to fail */
    CATALOG_PUTS_PATH = 1 << 22, /* puts something in the place of what its first argument names: "app.main.connect" */
    CATALOG_PUTS_ATTRIBUTE = 1 << 23, /* puts something in the place of an attribute of its first argument; with both
                                         flags it does either */
    CATALOG_RETURNED = 1 << 24        /* an exception by which the function that raises it returns its first argument */
};

typedef struct {
    const char *name;    /* qualified, with `.` or `::`; may end in `*`, which stands for any rest of the last part */
    uint8_t role;        /* Role */
    uint8_t callee;      /* CalleeForm */
    uint8_t position;    /* from 0, not counting the receiver; or CATALOG_KEYWORD_ONLY */
    uint32_t flags;      /* CatalogFlag */
    const char *keyword; /* of the callee argument, or NULL */
    const char *returns; /* qualified class whose instance the call gives (what `await`/`async with` gives, for an
                            awaitable), or NULL. All entries of a name agree in it, and in the flags about the
                            result: awaitable, sync, class */
    uint8_t items;       /* position of `args`, whose items are passed to the callee, and `kwargs` follows; 0: none */
    uint8_t tests;       /* CatalogTest */
    bool thread;         /* a synchronous callee is run in a thread, not in the loop */
    const char *passes;  /* qualified classes, or "self", with a space between them: what the callee is called with */
    const char
        *told; /* texts, with a space between them: it counts where the call is told one of them first; or NULL */
} CatalogEntry;

/* A class of a framework: what it inherits, and what its overridden methods are for. */
typedef struct {
    const char *name;
    const char *const *bases; /* qualified, NULL-terminated */
} CatalogClass;

/* A method that the framework calls on subclasses of `base`. */
typedef struct {
    const char *base;   /* qualified class */
    const char *method; /* may end in `*` */
    uint8_t role;       /* Role: what it is in the flow; ROLE_ENTRY when it is just called */
    uint8_t flags;      /* CATALOG_WEBSOCKET */
    bool thread;        /* the framework runs it in a thread */
    const char *passes; /* what it is called with, after its receiver: as in CatalogEntry */
} CatalogMethod;

/* One name for another: fastapi.WebSocket is starlette.websockets.WebSocket. */
typedef struct {
    const char *name, *target;
} CatalogAlias;

/* Attributes of instances of a framework's class: (fastapi.FastAPI, router) is a fastapi.APIRouter. */
typedef struct {
    const char *owner, *attribute, *type;
} CatalogAttribute;

/* Functions of the analysed tree that have a role by their name alone: POSIX extended regular expression on the last
 * component of the qualified name. */
typedef struct {
    const char *pattern;
    uint8_t role; /* Role; ROLE_NONE: the name marks legacy code */
    bool c;       /* of C and C++ alone */
    const char
        *not_in; /* another one, on the qualified name of what the function lies in: there it says nothing; or NULL */
} CatalogPattern;

typedef struct {
    const CatalogEntry *entries;
    size_t entry_count;
    const CatalogClass *classes;
    size_t class_count;
    const CatalogMethod *methods;
    size_t method_count;
    const CatalogAlias *aliases;
    size_t alias_count;
    const CatalogAttribute *attributes;
    size_t attribute_count;
    const CatalogPattern *patterns;
    size_t pattern_count;
} CatalogTables;

/* The packed built-in tables (generated at build time). */
extern const CatalogTables catalog_builtin;

/* The catalog in use: built-in tables plus what configs add; lookups by hash. */
typedef struct Catalog Catalog;

Catalog *catalog_new(void); /* with the built-in tables */
void catalog_free(Catalog *catalog);

/*
 * Adds the entries of YAML text, which override built-in ones of the same name and role. On a mistake nothing is
 * added, and `error` (caller's buffer) says what and at which line.
 */
bool catalog_add_yaml(Catalog *catalog, const char *yaml, size_t length, char *error, size_t error_size);

/*
 * Follows aliases to the name that entries use, also those of its leading parts (`fastapi.WebSocket.accept` is
 * `starlette.websockets.WebSocket.accept`). Returns `name` itself where there is none, else a string of the catalog's.
 */
const char *catalog_canonical(const Catalog *catalog, const char *name);

/*
 * Entries for a qualified name (aliases are followed). They are found under the name itself, or else under the bases of
 * its class: `fastapi.FastAPI.add_middleware` is found as `starlette.applications.Starlette.add_middleware`.
 * Returns the number of entries and the first in `out` (consecutive).
 */
size_t catalog_find(const Catalog *catalog, const char *name, const CatalogEntry **out);

/* The class entry of that name, or NULL. */
const CatalogClass *catalog_find_class(const Catalog *catalog, const char *name);

/* Whether the catalog says anything of a class, by its own name: itself, members, hooks. */
bool catalog_knows(const Catalog *catalog, const char *name);

/* The role of a method that overrides `method` of the framework class `base` (or of one of its bases), or NULL. */
const CatalogMethod *catalog_find_method(const Catalog *catalog, const char *base, const char *method);

/* Whether the framework calls any method on subclasses of `base`. */
bool catalog_has_hooks(const Catalog *catalog, const char *base);

/* The class of an attribute of instances of `owner` (bases are searched), or NULL. */
const char *catalog_find_attribute(const Catalog *catalog, const char *owner, const char *attribute);

/* Bit set (1 << Role) of the patterns that a function's simple name matches; bit 0: marks legacy code. `c`: it is of C or
 * C++. */
uint32_t catalog_match_patterns(const Catalog *catalog, const char *simple_name, bool c);

/* The same of a function that lies in the first `length` bytes of `scope`. */
uint32_t catalog_match_patterns_in(const Catalog *catalog, const char *simple_name, bool c, const char *scope,
                                   size_t length);

/* "entry", "to-thread", … as YAML and JSON spell a role. */
const char *role_name(Role role);

#endif
