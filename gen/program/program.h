/*
 * program.h - the facts of all files, linked: modules, imports, class hierarchies, and what every value may be.
 *
 * The solver is one worklist over sets of abstract values (objects.h). Its algorithm is Andersen's inclusion-based
 * points-to analysis (L. O. Andersen, 1994), with the call graph built on the way; field-sensitive by class and
 * attribute, insensitive to calling context. Numbers of values and definitions are global: those of a file follow
 * those of the file before it.
 */
#ifndef SEAMAP_PROGRAM_H
#define SEAMAP_PROGRAM_H

#include "modules.h"
#include "../../extractors/catalog/catalog.h"
#include "../../extractors/facts.h"
#include "../../extractors/strings.h"

typedef struct {
    const char *path;         /* borrowed from the source tree */
    const FactsHeader *image; /* borrowed; NULL when the file could not be read */
    Facts facts;
    uint32_t *names;      /* the program's number of each of the file's names */
    uint32_t first_value; /* global number of the file's value 0 */
    uint32_t first_def;
    uint32_t first_effect;
    uint32_t first_import;
    Module module;
    uint32_t stub_of;  /* 1 + the number of its source; 0: it is no stub beside one */
    uint32_t stand_in; /* the value that it puts into sys.modules in its own place, or 0 */
    uint8_t listed;    /* once asked: 1: __all__ is what it is bound to, 2: methods add to it */
    bool test;         /* it is test code */
    bool stars;        /* it has star imports */
} ProgramFile;

/* Whether names come resolved, as in C and C++. */
static inline bool program_is_resolved(const ProgramFile *file)
{
    return file->image && file->facts.header->language != LANGUAGE_PYTHON;
}

typedef struct Program Program;

/* Brings modules from outside the tree when the program asks for them. */
typedef struct {
    /* Facts as extract_interface() gives them, which the caller frees, of the module of a dotted name; NULL: there is
     * none. `is_package`: modules may lie in it. */
    FactsHeader *(*read)(void *self, const char *module, bool *is_package);
    void *self;
} ModuleReader;

typedef struct {
    const char *root;           /* of the tree, absolute */
    const char *const *roots;   /* directories that the user named, relative, NULL-terminated */
    const char *const *markers; /* paths of project files, relative */
    size_t marker_count;
    const char *const *paths;         /* of the files, sorted */
    const FactsHeader *const *images; /* facts of each file, which outlive the program; NULL where there are none */
    const bool *tests;                /* of each file: whether it is test code; NULL: none is */
    size_t file_count;
    size_t
        stub_count; /* of paths and images behind those: stubs, each of the file of its path without the last letter */
    ModuleReader outside; /* all NULL: nothing outside the tree is read */
    int threads;          /* how many there may be; linking is one's work, but a second one helps it */
} ProgramInput;

/* Links the files. `catalog` is borrowed and must outlive the program. */
Program *program_load(const ProgramInput *input, const Catalog *catalog);
/* Solves their values. What is said of files, definitions, modules, texts of names that are there already stays as it is
 * meanwhile: another thread may ask. */
void program_solve(Program *program);
/* Both. */
Program *program_new(const ProgramInput *input, const Catalog *catalog);
void program_free(Program *program);
/* Frees what only solving and provenance.h need; the answers below stay. */
void program_forget_flow(Program *program);

/* How a call site reaches a function. */
typedef enum {
    REACH_CALL,     /* an expression calls it */
    REACH_IMPLICIT, /* an operator, property, `with`, `for` … runs it */
    REACH_AWAITED,  /* the same, and the result is awaited: `async with`, `async for` */
    REACH_DECORATE, /* it decorates something */
    REACH_HANDED,   /* it was handed over: the role says when it runs */
    REACH_INJECTED  /* its result is injected into a parameter */
} Reach;

/* What a hand-over says about the thread that runs the callee. */
typedef enum {
    RUNS_SOMEWHERE,
    RUNS_IN_THREAD, /* if it is a plain function */
    RUNS_IN_LOOP
} Runs;

/* One resolved call: a value (call site) and what it runs. A hash key: without padding. */
typedef struct {
    uint32_t site;     /* global value number */
    uint32_t target;   /* global definition number; 0: an external name */
    uint32_t name;     /* of the external target */
    uint32_t argument; /* number of the argument that was handed over, from 1; 0: a receiver, or what is decorated. Of
                          REACH_IMPLICIT: of the field or name, where each has something run; else 0 */
    uint8_t reach;     /* Reach */
    uint8_t role;      /* Role of REACH_HANDED */
    uint8_t websocket; /* the hand-over is about WebSocket traffic */
    uint8_t runs;      /* Runs */
} ResolvedCall;

/* All resolved calls, each once, in no particular order. */
const ResolvedCall *program_calls(const Program *program, size_t *count);
/* Whether one of these calls is not to be drawn: it may happen, but says nothing. */
bool program_hides(const Program *program, const ResolvedCall *call);

const Names *program_names(const Program *program);
/* The names that files have are numbered below this. */
uint32_t program_file_name_count(const Program *program);
const ProgramFile *program_files(const Program *program, size_t *count);
const Modules *program_modules(const Program *program);

/* Global values and definitions are numbered below these. */
uint32_t program_value_count(const Program *program);
uint32_t program_def_count(const Program *program);

/* The file of a global value or definition, and the local facts behind them. */
const ProgramFile *program_file_of_value(const Program *program, uint32_t value);
const ProgramFile *program_file_of_def(const Program *program, uint32_t def);
const Value *program_value(const Program *program, uint32_t value);
const Def *program_def(const Program *program, uint32_t def);

/* Where the code of a definition stands in its file: between these numbers is all that is its own, and maybe some that is of
 * definitions inside of it. */
typedef struct {
    uint32_t first_value, end_value;
    uint32_t first_effect, end_effect;
} Body;

Body program_body(const Program *program, uint32_t def);

/* C and C++: a header comes with every unit that includes it. */
/* The definition that stands for all of the same thing; of Python, itself. */
uint32_t program_original(const Program *program, uint32_t def);
/* The file that a definition stands in. */
const char *program_path_of_def(const Program *program, uint32_t def);
/* What a definition is called, `ns::Class::method`; NULL: of Python. */
const char *program_title(const Program *program, uint32_t def);

/* Classes: method resolution order (C3; M. Simionato, "The Python 2.3 Method Resolution Order"), the class first. */
const uint32_t *program_mro(const Program *program, uint32_t class_def, size_t *count);
/* Direct bases inside the tree. */
const uint32_t *program_bases(const Program *program, uint32_t class_def, size_t *count);
/* Classes inside the tree of which it is a direct base. */
const uint32_t *program_subclasses(const Program *program, uint32_t class_def, size_t *count);
/* Qualified names of bases outside the tree, in the order of the MRO. */
const uint32_t *program_external_bases(const Program *program, uint32_t class_def, size_t *count);
/* The class that directly defines a function, or 0. */
uint32_t program_owner(const Program *program, uint32_t def);
/* Whether the body of a class itself binds `name`, to whatever it may be. */
bool program_class_binds(const Program *program, uint32_t class_def, uint32_t name);
/* The definition bound to `name` in the body of a class itself, or 0: none, or a decorator's wrapper. */
uint32_t program_class_member(const Program *program, uint32_t class_def, uint32_t name);
/* The same for what it has or inherits from a class of the tree. */
uint32_t program_method_of(const Program *program, uint32_t class_def, uint32_t name);

/* What a value or a function's result may be, in the terms of a report. */
typedef enum {
    RESULT_CLASS_INSTANCE, /* def: class */
    RESULT_AWAITABLE, /* def: the function whose coroutine it is, or name: the same of one outside the tree; or neither */
    RESULT_PLAIN,    /* a constant, container, function, module: cannot be awaited. def: the function whose generator or
                        context manager it is, or 0 */
    RESULT_EXTERNAL, /* name: class outside the tree */
    RESULT_UNKNOWN
} ResultKind;

typedef struct {
    ResultKind kind;
    bool exact;  /* of an instance: of that class and of none below it */
    bool none;   /* it is None, which is plain */
    bool passed; /* of a function's results: it is a parameter, given back as it is, or an awaitable that may be one */
    bool declared; /* of an awaitable: an annotation says so, `Coroutine[…]` */
    uint32_t def, name;
} Result;

/* What calling a function gives (before any await); caller frees. */
Result *program_results(const Program *program, uint32_t def, size_t *count);
/* The same for one value. */
Result *program_value_results(const Program *program, uint32_t value, size_t *count);

/* The function of the tree whose coroutine a value certainly is, the first of several; 0: it may be something else. */
uint32_t program_coroutine_of(const Program *program, uint32_t value);

/* The function of the tree whose coroutine a value may be, the first of several; `of`: whether it may be that of this
 * one, if not 0. 0: of none. */
uint32_t program_has_coroutine(const Program *program, uint32_t value, uint32_t of);

/* Whether a value may be a function of the tree, what binds arguments of it, its coroutine, or an object that runs it
 * when it is called. */
bool program_may_run(const Program *program, uint32_t value, uint32_t def);

/* The function, class or module (its first definition) of the tree that a value itself certainly is, or 0. */
uint32_t program_definition_of(const Program *program, uint32_t value);
/* The qualified name of the thing outside the tree that a value itself certainly is, or 0. */
uint32_t program_external_of(const Program *program, uint32_t value);

/* What a function is declared to return. */
Result *program_declared_results(const Program *program, uint32_t def, size_t *count);

/* What annotations say that a value is, whatever flows there: of a parameter, an attribute, a variable, the result of a call;
 * none where something has no annotation. Caller frees. */
Result *program_annotated_results(const Program *program, uint32_t value, size_t *count);

/* Whether a method belongs to a class whose instances are classes. */
bool program_is_of_metaclass(const Program *program, uint32_t def);
/* Whether a class, or its metaclass, has a method of that name in the tree. */
bool program_has_method(const Program *program, uint32_t class_def, uint32_t name);
/* Whether a method is only there to be implemented: by any class that has the methods of its protocol. */
bool program_is_of_protocol(const Program *program, uint32_t def);
/* Is it a method of a class whose members are replaced in ways that are not known? */
bool program_is_rewritten(const Program *program, uint32_t def);
bool program_is_subclass(const Program *program, uint32_t class_def, uint32_t base);
/* Whether a method may give back the object that it is called on. */
bool program_returns_receiver(const Program *program, uint32_t def);
/* Whether a class has a base of which nothing is known. */
bool program_class_is_open(const Program *program, uint32_t class_def);

/* Bases outside the tree that the class itself names. */
const uint32_t *program_direct_external_bases(const Program *program, uint32_t class_def, size_t *count);

/* The module that an import reaches: `module_def` in the tree, or else the qualified name `external`. False when it is
 * broken. `index`: in the file's own facts. */
bool program_import_target(const Program *program, const ProgramFile *file, uint32_t index, uint32_t *module_def,
                           uint32_t *external);

/* What the module of an import means. `index`: as above. */
Resolved program_import_module(const Program *program, const ProgramFile *file, uint32_t index);

/* Whether what a value runs depends on what its base is: calls, attributes, operators, … */
bool program_works_on_base(const Value *value);
/* What a value of a file is before tests told of it. */
uint32_t program_before_tests(const ProgramFile *file, uint32_t value);

/* Whether some attribute of that name is assigned somewhere in the tree. */
bool program_is_stored(const Program *program, uint32_t name);
/* Whether every target of a call site is known: no unknown or unresolved callee. */
bool program_site_is_closed(const Program *program, uint32_t site);
/* The same for what one value may be. */
bool program_value_is_closed(const Program *program, uint32_t value);
/* Whether a call calls what its method is passed, by who knows it only by a protocol, as a server does an application, and
 * no annotation says what that is. */
bool program_calls_passed(const Program *program, uint32_t site);
/* Whether a call that the source does not spell runs its target, or that of a subclass, whatever the objects are that
 * its site asks: none of them is of a type that answers by itself. */
bool program_runs_always(const Program *program, const ResolvedCall *call);
/* Whether a call of a name outside the tree is a guess: its receivers are instances of classes of the tree, which have no
 * such method, nor does anybody know that a base of theirs has it. */
bool program_is_guess(const Program *program, const ResolvedCall *call);

enum DefTrait {
    TRAIT_PROPERTY = 1 << 0,
    TRAIT_SETTER = 1 << 1,
    TRAIT_STATIC = 1 << 2,
    TRAIT_CLASSMETHOD = 1 << 3,
    TRAIT_CONTEXT = 1 << 4,   /* calling it gives a context manager */
    TRAIT_AWAITABLE = 1 << 5, /* a decorator makes its result awaitable */
    TRAIT_OPAQUE = 1 << 6,    /* a decorator that nothing is known of may have changed it */
    TRAIT_OVERLOAD = 1 << 7,
    TRAIT_DISPATCH = 1 << 8,  /* calls go to the variants that were registered, too */
    TRAIT_DECLINES = 1 << 10, /* it may return NotImplemented */
    TRAIT_PASSED = 1 << 11,   /* tests are passed what it gives, as the parameter of its name */
    TRAIT_DELETER = 1 << 12,
    TRAIT_LOADS = 1 << 13,    /* it gives what a text names that it is handed: loaders.c */
    TRAIT_ABSTRACT = 1 << 14, /* subclasses must replace it */
    TRAIT_FIELDS = 1 << 9,    /* of a class: its constructor is written for it, from its fields */
    TRAIT_ORDERED = 1 << 15   /* of a class: comparisons that it lacks are made of the one that it has */
};
unsigned program_traits(const Program *program, uint32_t def);

/* The name under which the catalog knows what a name outside the tree means; most are known by their own, or not. */
uint32_t program_catalog_name(const Program *program, uint32_t name);

/* The method outside the tree that a method overrides, by its qualified name, or 0: none is known. */
uint32_t program_external_override(const Program *program, uint32_t method);

/* Where a method of a class outside the tree comes from, if no module that is installed says it: `typing.Mapping.get` of a class
 * below Mapping. Otherwise the name itself. */
uint32_t program_external_inherited(const Program *program, uint32_t name);

/* What Python calls its own: "print" of `<builtin>.print`. A pointer into the name; NULL of what is none of that. */
const char *program_own_name(const char *name);
/* Whether a qualified name is of Python's own. */
bool program_is_builtin(const char *name);
/* Whether a builtin function or method of a builtin type certainly gives nothing that can be awaited. */
bool program_builtin_is_plain(const char *name);
/* Whether it is declared outside the tree that a call of that name, or an instance of that class, cannot be awaited. */
bool program_external_is_plain(const Program *program, uint32_t name);
/* Whether an installed module defines what a name outside the tree means. */
bool program_external_is_known(const Program *program, uint32_t name);
/* Whether nothing has that name, as far as is known: it is of what an attribute of a builtin type gives, or its package is
 * installed and defines no such thing. Then something else is there, most likely. */
bool program_external_is_absent(const Program *program, uint32_t name);
/* Whether a name outside the tree is that of a class of test doubles, or of something that they have. */
bool program_external_is_double(const Program *program, uint32_t name);
/* Whether production calls something there that only tests put there. */
bool program_call_is_double(const Program *program, const ResolvedCall *call);
/* Whether it is known, by the catalog or its declaration, that a call of that name gives a coroutine. */
bool program_external_is_coroutine(const Program *program, uint32_t name);

/* Sets that grew past the bound and were widened to unknown; for -v. */
size_t program_widened(const Program *program);

#endif
