/*
 * outside.h - what lies outside the tree: installed modules, read when somebody asks for a name of theirs.
 *
 * A name outside the tree is an object of its own for the solver, as it is when nothing can be read; so values that lie
 * in other people's code take no part in the solving, and the graph calls things as the tree does. What a name is - a
 * module, a class, a function, a variable - is looked up in the facts of the module that defines it, through imports,
 * star imports and base classes. interfaces.c says what follows for values.
 */
#ifndef SEAMAP_OUTSIDE_H
#define SEAMAP_OUTSIDE_H

#include "solver.h"

typedef enum {
    THING_UNKNOWN,
    THING_NAMED, /* of no file: a builtin, a form of typing, C code, a module that is not installed */
    THING_MODULE,
    THING_CLASS,
    THING_FUNCTION,
    THING_VALUE /* a variable, or an expression */
} ThingKind;

typedef struct {
    ThingKind kind;
    uint32_t file; /* number of the installed file; not of THING_NAMED */
    uint32_t item; /* class, function: definition in the file; value: value in it */
    uint32_t name; /* THING_NAMED: its qualified name */
} Thing;

/* A module that was read. */
typedef struct {
    FactsHeader *image; /* owned */
    Facts facts;
    uint32_t *names; /* the program's number of each of the file's names */
    uint32_t module; /* dotted name */
    bool is_package;
    struct OutsideClass **classes; /* by definition; NULL: not asked for yet */
} OutsideFile;

typedef struct OutsideClass {
    Thing *mro; /* classes, and named things; the class itself first */
    uint32_t mro_count;
    bool open; /* has a base of which nothing is known */
    uint32_t name;
} OutsideClass;

/* Around each part of answering a question: false when it lies too deep, or took too much work. Then the answer is that
 * nothing is known. The outermost one begins a question. */
bool outside_enter(Program *program);
void outside_leave(Program *program);

const OutsideFile *outside_file(const Program *program, Thing thing);

/* What a qualified name means. Modules are read as it takes. */
Thing outside_find(Program *program, uint32_t name);
/* What an expression of an installed file means: a name, an attribute, an import. Others are THING_VALUE. */
Thing outside_read(Program *program, uint32_t file, uint32_t value);
/* The class that a value or property has instances of, if that is plain to see; else unknown. */
Thing outside_class_of(Program *program, Thing thing);

const OutsideClass *outside_class(Program *program, Thing thing);
/* What a class and its instances have under a name. */
Thing outside_member(Program *program, Thing thing, uint32_t name);
/* Whether that is a form of typing or a decorator that is known by its name alone. */
bool outside_is_settled(const char *name);

/* What the definitions of a function are: its overloads, or else itself. Gives their number; `out` has room for `most`. */
uint32_t outside_signatures(Program *program, Thing function, uint32_t *out, uint32_t most);
/* DefTrait of a function, by its decorators. */
unsigned outside_traits(Program *program, Thing function);

static inline bool thing_is(Thing one, Thing other)
{
    return one.kind == other.kind && one.file == other.file && one.item == other.item && one.name == other.name;
}

static inline const Def *outside_def(const Program *program, Thing thing)
{
    return &outside_file(program, thing)->facts.defs[thing.item];
}

#endif
