/*
 * solver.h - what the parts of the solver share.
 *
 *   program.c      loads files, owns everything
 *   linking.c      variables and links of what a file says
 *   stubs.c        stubs beside their sources
 *   phases.c       the order of solving
 *   answers.c      questions to the solved program
 *   annotated.c    what annotations say of a value, as a second opinion
 *   certainty.c    the one whether a call that is not spelled happens for sure
 *   solver.c       variables, links, the worklist
 *   names.c        what a name of a module, an import, gives
 *   classes.c      bases, MRO, members; traits of definitions by their decorators
 *   creation.c     what class statements run; special methods of classes
 *   enums.c        enumerations
 *   fields.c       dataclasses, named tuples
 *   attributes.c   reading attributes
 *   attribute_writes.c  assigning and deleting them
 *   rewriting.c    the same under names that are not spelled, in namespaces of classes
 *   descriptors.c  attributes that are read and assigned by calling something
 *   kept.c         attributes as the call that made the object has passed them
 *   keywords.c     keywords that become attributes under their own names
 *   keyed.c        functions that read and write under keys that they are passed, for each call
 *   calls.c        arguments to parameters, results
 *   returned.c     results that depend on the class of a receiver or argument
 *   echoes.c       results that are what is passed, or are chosen by tests of it
 *   around.c       functions that a context manager is put around
 *   forwards.c     calls that hand on whatever their function is passed
 *   constructors.c calling a class
 *   containers.c   elements of displays, and what is put in later
 *   keys.c         keys of mappings
 *   protocols.c    iteration, context managers, items, await
 *   operators.c    operators, as syntax and as functions
 *   externals.c    calls of what lies outside, as the catalog knows it
 *   external_handovers.c  what it calls that it was handed
 *   builtins.c     Python's own functions
 *   builtin_iteration.c  those that run through iterables
 *   builtin_names.c  those that are handed a name as a text
 *   builtin_operators.c  those that do what operators do
 *   builtin_methods.c  methods of its types
 *   mixins.c       methods that collections.abc makes of others
 *   crowds.c       special methods that are asked of too many things
 *   annotations.c  instances from type annotations
 *   predicates.c   what calls say of their first argument
 *   outside.c      names outside the tree: what installed modules define
 *   interfaces.c   what their functions give, what their attributes are
 *   provenance.c   by which way an object came into a set, when all is solved
 *   texts.c        expressions that make a text of known ones
 *   loaders.c      functions that give what a text names
 *   fixtures.c     parameters of tests, passed by their names
 *   generics.c     type variables
 *   symbols.c      C and C++: definitions of the whole program
 *
 * Variables are numbers: those of values come first, cells (attributes, globals, results, elements) follow. Each has a
 * set of objects, and links that say what is to be done with every object in it.
 */
#ifndef SEAMAP_SOLVER_H
#define SEAMAP_SOLVER_H

#include "objects.h"
#include "program.h"
#include "python_names.h"
#include "spans.h"

#include "../../extractors/index.h"

#include <utarray.h>

typedef uint32_t Variable;

typedef enum {
    CELL_GLOBAL,    /* a: file, b: name */
    CELL_LOCAL,     /* a: definition, b: name: a variable shared with inner functions */
    CELL_CLASS,     /* a: class, b: name */
    CELL_INSTANCE,  /* a: class, b: name */
    CELL_OWN,       /* a: call of a class, b: name: what the object that it makes gets of the call, and is assigned */
    CELL_REST,      /* a: class, b: name: what its instances have, but for that and what constructors keep */
    CELL_KEYWORD,   /* a: class, b: name: what its instances get there, since it is passed as a keyword: keywords.c */
    CELL_FUNCTION,  /* a: definition, b: name: attribute of a function object */
    CELL_RETURN,    /* a: definition */
    CELL_CHOSEN,    /* a: definition, b: Tested: what is returned when a parameter is that: Program.chooses */
    CELL_RETURNED,  /* a: definition, b: class, or an instance (object): what is returned for that: Program.makes */
    CELL_TESTED,    /* a: variable, b: VALUE_NARROWED: what gets there if it passes the test: Program.tested */
    CELL_UNKEYED,   /* a: definition: what is returned but for what was found by a key that is passed */
    CELL_ECHOED,    /* a: result of a call, b: value of the function that is called: what it is for that call */
    CELL_GIVEN,     /* a: call, b: definition: what the call gets, if some is returned that was found so */
    CELL_REPLAYED,  /* a: call, b: value of the function that is called: what it is for that call */
    CELL_YIELD,     /* a: definition */
    CELL_ELEMENT,   /* a: container (object): all elements */
    CELL_ITEM,      /* a: container, b: name of the literal key */
    CELL_OTHER,     /* a: container: elements under keys that are not literal */
    CELL_KEY,       /* a: container: keys that are not constants */
    CELL_FACTORY,   /* a: container: what makes the elements under keys that are missing */
    CELL_MERGED,    /* a: container: mappings whose items it has, under the same keys */
    CELL_CONTENTS,  /* a: class that inherits from list, dict, …: stands for the container that its instances are */
    CELL_MADE,      /* a: metaclass: the classes that it makes */
    CELL_SENT,      /* a: definition of a generator: what send() passes */
    CELL_FORWARDED, /* a: definition of __getattr__: the objects whose attribute of that name it gives */
    CELL_VARIANTS,  /* a: definition: what @f.register adds to a @singledispatch function */
    CELL_AROUND,    /* a: definition: the context managers that decorate it */
    CELL_DECLARED,  /* a: variable: what its annotation says */
    CELL_EXTERNAL,  /* a: name: what awaiting the external call gives */
    CELL_PASSED,    /* a: name: an instance of that class, which a framework passes to what it calls */
    CELL_ATTRIBUTE, /* a: name of an external class, b: name: what the tree keeps in its instances */
    CELL_OUTSIDE,   /* a: name, b: receiver (object): names the cells of what is declared outside the tree */
    CELL_INSIDE,    /* a: such a cell, b: place in its declaration */
    CELL_DISPLAY,   /* a: call, b: type expression: stands for the container that the call's declared result is */
    CELL_IMPLEMENTATIONS, /* a: protocol: instances of the classes that have its methods */
    CELL_NAMED,           /* a: dotted name, b: file that it is seen from: what it means */
    CELL_CONNECTED,       /* a: name of a signal of C++: what is called when somebody calls it */
    CELL_SYMBOL,          /* a: key of a variable or field of C or C++ */
    CELL_STEP             /* a: variable, b: step: inside of one expression */
} CellKind;

typedef enum {
    LINK_COPY,
    LINK_BIND,       /* data: receiver; functions become bound methods */
    LINK_BIND_CLASS, /* the same, for members of the metaclass: the receiver is a class */
    LINK_ATTRIBUTE,  /* target: VALUE_ATTRIBUTE whose base this is */
    LINK_CALL,       /* target: VALUE_CALL whose callee this is */
    LINK_DECORATE,   /* target: VALUE_DECORATED whose decorator this is */
    LINK_AWAIT,
    LINK_ELEMENT, /* data: 1 for `async for` */
    LINK_NEXT,    /* what an iterator gives. data: the value that asks */
    LINK_NEXT_ASYNC,
    LINK_ENTER, /* data: the value that asks */
    LINK_ENTER_ASYNC,
    LINK_WRAP,   /* target: the context manager that is made of each object. data: name of its class */
    LINK_UNPACK, /* data: position, 255: any; or << 8, how far from the end */
    LINK_REST,   /* data: position of the first item; << 8: how many are left at the end */
    LINK_SUBSCRIPT,
    LINK_LEFT,    /* target: VALUE_OPERATOR */
    LINK_OPERATE, /* data: number of the operation, one of whose operands the objects are */
    LINK_RIGHT,   /* the same, for the reflected method */
    LINK_EXCEPTION,
    LINK_INSTANCE,      /* classes become instances of them or a subclass. data: parameter that is annotated */
    LINK_METADATA,      /* of Annotated; target: parameter that is annotated */
    LINK_KEY,           /* data: key of a mapping */
    LINK_SUPER,         /* data: class; the objects are receivers */
    LINK_SET_ATTRIBUTE, /* data: effect; the objects are targets of the assignment */
    LINK_SET_ITEM,
    LINK_HANDED,      /* data: number of a hand-over; the objects are callees */
    LINK_DEFAULT,     /* the default of a parameter, which is the target. data: 1 if some call leaves it to that */
    LINK_STRIP,       /* all but unknown, None */
    LINK_DECORATED,   /* what a decorator may take: functions, methods, classes */
    LINK_OWN,         /* the first argument of a method: all but instances of other classes. data: its class */
    LINK_CALL_LATE,   /* data: number of the late call to be made of each object */
    LINK_DECORATE_BY, /* target: VALUE_DECORATED by the result of a call whose callee this is */
    LINK_APPLY_BY,    /* target: VALUE_CALL of the result of a call whose callee this is */
    LINK_RAISE,       /* `raise X`: a class is called. target: the value itself */
    LINK_SUBCLASS,    /* `type[X]`: classes become them or a subclass */
    LINK_INJECTED,    /* the result of an injected callable, for its parameter */
    LINK_DELEGATE,    /* `yield from`: what the generator returns */
    LINK_PARTIAL,     /* callables become partial objects. target: the call of functools.partial() */
    LINK_ABSORB, /* `{**x}`: a mapping is as good as the display, the target; of anything else, nobody knows the values */
    LINK_SPREAD,    /* elements of an iterable go into the cell of a container's elements. data: the value that asks */
    LINK_CONVERT,   /* data: Conversion; target: the value that asks */
    LINK_INDEX,     /* the objects are keys. data: container */
    LINK_PREFIX,    /* attributes whose names begin so. data: name */
    LINK_NAMESPACE, /* attributes that the objects have themselves, as in `__dict__`. data: name */
    LINK_NAMED,     /* the objects are names of attributes. data: variable of what is asked for them */
    LINK_FORWARDED, /* the objects are __getattr__ functions of modules. data: the name that is asked for */
    LINK_STAR,      /* lists and tuples are `*args` as they are, of others the elements are in it. target: parameter */
    LINK_TEXTS,     /* containers give the texts that are written in them. data: key, or 0 */
    LINK_IMPORT,    /* the objects are names of modules. target: the call; data: the package they are relative to */
    LINK_SETATTR,   /* data: name; target: the call of setattr() */
    LINK_SETATTR_MEMBER, /* the same under a computed name. data: name; 0: of any member */
    LINK_SETATTR_NAMED,  /* the objects are names. target: the call of setattr() */
    LINK_UNITE,          /* mappings are the result, pairs go into it. target: result; data: container */
    LINK_AWAIT_ITERATOR,
    LINK_ITERATOR, /* data: Traversal; target: the value that asks, and gets the iterator */
    LINK_NARROW,   /* data: VALUE_NARROWED, whose test the objects have to pass */
    LINK_ADMIT,    /* what is in another variable (data) goes to the target, once there is something here */
    LINK_CONTENT,  /* containers give their elements */
    LINK_RECEIVER, /* the objects are receivers of methods. target: what is bound to them; data: variable of the functions */
    LINK_METHOD,  /* functions are bound, whatever they are elsewhere. data: receiver */
    LINK_PUT,     /* containers get what is put in. target: the variable of that */
    LINK_FILL,    /* containers give their elements to another. data: container */
    LINK_GENERIC, /* classes become instances. data: the type expression, as `Box[Room]` */
    LINK_SELF,    /* receivers of a method become what `Self` means in it */
    LINK_MERGE,   /* mappings and pairs go into a mapping. data: container */
    LINK_PAIRS,   /* mappings whose pairs are copied one by one. target: the value that is put in; data: container */
    LINK_MERGED,  /* mappings give the element under a literal key. data: the key */
    LINK_CREATE,  /* classes of C++ give instances. target: the value that makes them; data: ResolvedCall's argument */
    LINK_CAST,    /* target: VALUE_CAST */
    LINK_CHOOSE,  /* what a function returns for each object as its argument. data: definition */
    LINK_MAKE,    /* the same of a class as the argument that decides. data: definition */
    LINK_ASSERT,  /* what may be of a type. data: variable of the type */
    LINK_ACCESS,  /* containers are read, or filled, under a key. data: number of the access */
    LINK_REPLACE, /* instances of classes with fields are made anew. target: the call of dataclasses.replace() */
    LINK_AROUND,  /* the objects are context managers around a function. target: a call of it */
    LINK_LOAD, /* the objects are texts. data: number of the call that hands them to a function which loads what they name */
    LINK_REPLACED, /* the objects are what a class has under the name of a method. data: number of the call of that */
    LINK_UNBOUND   /* a method of a builtin type is called on the objects. data: its name; target: the call, whose first
                    argument they are */
} LinkKind;

/* Where a link stands in the words of Program.links, shifted by one; the lowest bit: it is a LINK_COPY, as most are, which
 * is two words, and not four. 0: no link. */
typedef uint32_t LinkRef;

typedef struct {
    LinkRef next; /* of the same variable */
    uint32_t target;
    uint32_t data, kind; /* of a LINK_COPY, these are not stored */
} Link;

/* set.done: objects whose links have run; set.links: the first link, 0: none; set.states: VariableState. */
typedef struct {
    ObjectSet set;
} VariableData;

enum VariableState {
    STATE_QUEUED = 1 << 0,
    STATE_ANNOTATED = 1 << 1, /* an annotation says what it is: nothing unknown gets in */
    STATE_BLOCKED = 1 << 2,   /* something unknown was kept out */
    STATE_DECLARED = 1 << 4,  /* and that is taken, since nothing else does */
    STATE_OPEN = 1 << 3,      /* a container whose elements are linked; an item that is linked to what is merged */
    STATE_STORED = 1 << 5,    /* an attribute of instances that somebody assigns */
    STATE_TEXTS = 1 << 5,     /* a value that keeps all texts that it may be, and not only a few */
    STATE_LINKED = 1 << 7,    /* a decorated value that is linked before others of its kind */
    STATE_CLOSED = 1 << 7,    /* an annotation says that it is of a type of Python's own: others are kept out */
    STATE_REFUSED = 1 << 5,   /* what such an annotation declares, when that has happened */
    STATE_FULL = 1 << 6       /* its set has reached its limit, and the unknown: nothing more gets in */
};

typedef struct {
    uint32_t kind, a, b;
} CellKey;

/* How attributes of a name are assigned in the tree. */
enum StoredName {
    STORED_SOMEWHERE = 1 << 0,
    STORED_KEPT = 1 << 1,  /* for some objects, each for itself: kept.c */
    STORED_ALWAYS = 1 << 2 /* by some constructor in each of its objects: kept.c */
};

/* Special methods that a class has, by its MRO. */
enum ClassSpecial {
    SPECIAL_GET = 1 << 0,
    SPECIAL_SET = 1 << 1,
    SPECIAL_SET_NAME = 1 << 2,
    SPECIAL_SETATTR = 1 << 3,
    SPECIAL_DELATTR = 1 << 4,
    SPECIAL_CLASS_GETITEM = 1 << 5,
    SPECIAL_NEW_OTHER = 1 << 6,  /* its __new__ makes instances of other classes */
    SPECIAL_METACLASS = 1 << 7,  /* it, or a subclass, is the metaclass of some class */
    SPECIAL_NEW_CHOICE = 1 << 8, /* its __new__ chooses the class, which may be a subclass */
    SPECIAL_PROPERTY = 1 << 9,   /* it inherits from property, or from what is one */
    SPECIAL_DELETE = 1 << 10,
    SPECIAL_GETATTRIBUTE = 1 << 11,
    SPECIAL_GETATTR = 1 << 12,
    SPECIAL_KEYWORDS = 1 << 13, /* some method makes attributes of all keywords: keywords.c */
    SPECIAL_DIVERTS = 1 << 14   /* its `__setattr__` makes none of what is assigned; `__getattr__` finds it */
};

typedef struct Field Field; /* fields.c */
/* A parameter `**options` that the method makes attributes of, or 0: the items of the receiver itself are. keywords.c */
typedef struct {
    Variable param;
    uint32_t method, class_def; /* method: 0: the class says so; class_def: once classes are known */
} Keywords;

typedef struct Symbols Symbols;             /* symbols.c */
typedef struct KeyedFunction KeyedFunction; /* keyed.c */

typedef struct {
    uint32_t *bases; /* classes, direct */
    uint32_t base_count;
    uint32_t *mro;
    uint32_t mro_count;
    uint32_t *external; /* names of bases outside, of the whole MRO */
    uint32_t external_count, direct_external_count;
    uint32_t *subclasses; /* direct */
    uint32_t subclass_count;
    Field *fields; /* that it hands to its constructor, those of its bases first */
    uint32_t field_count;
    uint32_t generated; /* the class whose fields the constructor is written from, or 0 */
    uint32_t metaclass; /* in the tree, or 0 */
    Variable accessing; /* of a property with a `__get__` of its own: the call there that runs the function; or 0 */
    uint64_t members;   /* class_member_bit() of all that it has itself */
    uint16_t specials;  /* ClassSpecial */
    bool open;          /* has a base that nothing is known of */
    bool extended;      /* has subclasses that are not known: a base of theirs is one of several classes in turn */
    bool is_enum;       /* what its body binds to values are instances of it */
    bool is_protocol;   /* whatever has its methods is one */
    bool is_handed;     /* a class of test code that is handed out: who knows who makes or gets instances */
    bool rewritten;     /* its members are replaced by what is not known */
    bool rewrites;      /* a metaclass: those of the classes that it makes are */
    bool is_mapping;    /* a TypedDict: its items are what its body declares */
} ClassData;

/* The bit of a name; a class without it has no such member, which is most often the answer. */
static inline uint64_t class_member_bit(uint32_t name)
{
    return UINT64_C(1) << name % 64;
}

/* What a builtin function or syntax asks of an object by a special method. */
typedef enum {
    CONVERT_STR,
    CONVERT_REPR,
    CONVERT_FORMAT,
    CONVERT_BOOL,
    CONVERT_LENGTH,
    CONVERT_INT,
    CONVERT_FLOAT,
    CONVERT_BYTES,
    CONVERT_HASH,
    CONVERT_ABS,
    CONVERT_ROUND,
    CONVERT_DIR,
    CONVERT_LESS,
    CONVERT_MORE,
    CONVERT_SHOWN, /* as an element of what is */
    CONVERT_EQUAL,
    CONVERT_KEY, /* it is looked for in a set, among the keys of a mapping: hashed, and compared */
    CONVERT_INDEX,
    CONVERT_COMPLEX,
    CONVERT_PATH,
    CONVERT_SIZE,
    CONVERT_HINT,
    CONVERT_PICKLE,
    CONVERT_CHECK, /* isinstance(), of the class */
    CONVERT_CHECK_CLASS,
    CONVERT_FLOOR, /* these give what the method gives */
    CONVERT_CEIL,
    CONVERT_TRUNC,
    CONVERT_COPY,
    CONVERT_DEEPCOPY,
    CONVERT_STATE, /* of what is copied: it is given its state again */
    CONVERT_ITEMS, /* of a mapping, all of them: `{**rooms}`, dict(rooms) */
    CONVERSION_COUNT
} Conversion;

enum {
    CONVERSION_METHODS = 4
}; /* that are tried, in their order */

/* By the tests of which parameter a function returns one thing or another. */
typedef struct {
    uint16_t param; /* 1 + its index; 0: it does not */
    uint16_t fits;  /* bit Tested: some return fits such an argument */
} Choice;

/* How an iterator is asked for. */
typedef enum {
    TRAVERSE_FORTH,
    TRAVERSE_BACK,
    TRAVERSE_ASYNC
} Traversal;

/* What the catalog says of an external name; looked up once. */
typedef struct {
    const CatalogEntry *entries;
    uint32_t entry_count;
    uint32_t standard; /* number of a function of builtins.c, from 1; or 0 */
    uint8_t tests;     /* CatalogTest */
    bool looked, is_class, is_queue;
    bool asked, is_double; /* program_external_is_double(), once somebody has asked */
} ExternalInfo;

typedef struct {
    uint32_t variable;
    uint32_t name; /* as Operand's, but of the program's names */
} Argument;

/* A call to be linked: where it stands, what is passed, where the result goes. */
typedef struct {
    Variable site;   /* the value that makes the call */
    Variable result; /* 0: nobody wants it */
    const Argument *arguments;
    size_t argument_count;
    Reach reach;
    Role role;                 /* of REACH_HANDED */
    const CatalogEntry *entry; /* of REACH_HANDED, or NULL */
    uint32_t argument;         /* ResolvedCall's */
} CallSite;

/* A call of a method that is assigned to somewhere. */
typedef struct {
    Object receiver;
    CallSite site;
} MemberCall;

/* A call that hands on what its function is passed, and waits until all callees are known. */
typedef struct {
    uint32_t def;
    Object receiver;
    uint32_t order;
    CallSite site;
} ForwardedCall;

/* A read of what is in a mapping under keys that are not known, which waits until that is known. */
typedef struct {
    Variable elements, target;
    bool any_key; /* and not one under which nobody is seen to put something */
} Lookup;

/* Where things are asked for special methods that all have: what is asked, and by what. */
typedef struct {
    Variable asked, site;
} Inquiry;

/* An external call that runs its callee argument: runs again for each object that turns up there. A hash key: without
 * padding. */
typedef struct {
    const CatalogEntry *entry;
    Variable site;
    uint32_t skip; /* arguments before those that the callee gets */
} Handover;

/* An attribute that is read from outside the tree if the tree puts nothing into its cell. */
typedef struct {
    Variable cell, target;
    Object object;
    uint32_t name;
} Waiting;

/* A call to be made of each object of a variable. A hash key, too. */
typedef struct {
    Variable site, result;
    Argument arguments[2];
    uint32_t argument_count;
    Reach reach;
    uint32_t functions_only; /* other objects are not called */
    uint32_t method;         /* that special method of them is called, or 0 */
    uint32_t part;           /* ResolvedCall's `argument` */
} LateCall;

/* Operators that no syntax has. */
enum {
    OPERATOR_DIVMOD = OP_COUNT,
    OPERATOR_COUNT,
    OPERATOR_ITEM = OPERATOR_COUNT /* has no reflected form */
};

/* An operator at work. A hash key, too. */
typedef struct {
    Variable site, result;
    Variable left, right; /* right: 0 where there is one operand */
    uint32_t kind;        /* Operator, or one of the above */
    uint16_t in_place;
    uint16_t reflected; /* of the method of the right operand */
} Operation;

/* Python's own types, whose methods are known. */
typedef struct {
    const char *name; /* qualified */
    ObjectKind kind;  /* OBJECT_CONSTANT, OBJECT_CONTAINER */
    uint32_t type;    /* ConstantType, ContainerType */
} BuiltinType;

/* What a type of Python's own has under a name. */
typedef struct {
    const char *type;
    uint32_t name;
    uint32_t qualified; /* 0: nothing */
} BuiltinMember;

/* That an annotation says something of a variable. */
typedef struct {
    Variable target;
    uint32_t owner, name; /* of a field, of an attribute that is None at first: the class, its name; or 0 */
    Variable fallback;    /* of a field: its default, or 0 */
    Object container;     /* whose elements it says something of, whatever their keys; or 0 */
    Variable declared;    /* the cell of what it says */
} Declaration;

/* A link that is made only once. */
typedef struct {
    uint32_t from, kind, target, data;
} LinkKey;

/* A link that is to be run for what its variable had when it was made, later: the stack is deep enough. */
typedef struct {
    Variable from;
    LinkRef link;
    uint32_t end;
} PendingLink;

struct Program {
    Arena arena;
    Names *names;
    ProgramFile *files;
    size_t file_count;     /* but for stubs, which stand behind the others: stubs.c */
    size_t all_file_count; /* with them */
    Modules *modules;
    const Catalog *catalog;
    struct Outside *outside;                                     /* NULL: nothing outside the tree is read */
    uint32_t value_count, def_count, effect_count, import_count; /* definitions: but for those of stubs */
    uint32_t all_def_count, stub_values;                         /* with them; the number of their first value */
    uint32_t *counterparts;                                      /* by definition of a stub, from the first: stubs.c */
    Spans values, defs, effects;                                 /* of the files */
    Body *bodies;                                                /* by definition */
    uint32_t *class_defs;                                        /* the definitions that are classes, ascending */
    uint32_t *methods;                                           /* those that are functions of classes, ascending */
    uint32_t class_count, method_count;
    Symbols *symbols;  /* NULL: there is no C, C++ */
    Resolved *imports; /* of each import, by global number */
    VariableData *variables;
    uint32_t variable_count, variable_capacity;
    Variable
        first_return;    /* results of functions, by definition: the cells asked for most are found without a search */
    Variable first_cell; /* the others stand after them, in the order of cell_keys */
    uint32_t *links;     /* LinkRef says how they are found */
    uint32_t link_words, link_capacity;
    UT_array *cell_keys; /* CellKey */
    Index cells;
    Objects *objects;
    UT_array *queue;   /* Variable: a stack of those with objects to run links for */
    UT_array *calls;   /* ResolvedCall */
    UT_array *natives; /* of natives.c */
    Index call_index;
    ClassData **classes;       /* by definition; all that are no classes share one that is empty */
    bool *returns;             /* by definition: it does, and not only raises */
    uint32_t *passed;          /* by definition: bit i: it returns parameter i as it is */
    Variable *tested;          /* by definition: what it returns of a parameter that has passed a test, or 0 */
    Choice *chooses;           /* by definition */
    uint8_t *makes;            /* by definition: the parameter whose class decides what it returns: returned.c */
    uint8_t *echoes;           /* by definition: whether it gives back what it is passed: echoes.c */
    uint32_t *keyed;           /* by definition: 1 + the number of a keyed function, or 0 */
    uint8_t *keyed_values;     /* bit of each value: it is an access of such a function */
    UT_array *keyed_functions; /* KeyedFunction */
    UT_array *keyed_steps;
    Names *accesses;     /* of keyed.c, the same as handovers */
    uint16_t *traits;    /* DefTrait by definition */
    UT_array *externals; /* ExternalInfo by name */
    Names *handovers;    /* Handover: interned by its bytes, known by its number */
    Names *late_calls;   /* LateCall, the same */
    Names *operations;   /* Operation, the same */
    Names *loads;        /* calls of loaders.c, the same */
    UT_array *once;      /* LinkKey: see solver_link_once() */
    Index once_index;
    UT_array *pending;   /* PendingLink */
    unsigned nesting;    /* of solver_link() in itself */
    UT_array *waiting;   /* Waiting */
    UT_array *forwarded; /* ForwardedCall */
    UT_array *replaced;  /* MemberCall */
    UT_array *lookups;   /* Lookup */
    UT_array *inquiries; /* Inquiry */
    bool *hidden;        /* by number of a call: program_hides() */
    UT_array *keys;      /* Variable: of computed keys and names */
    UT_array *declared;  /* Declaration */
    UT_array *reflected; /* numbers of operations whose right operand has not been asked yet */
    UT_array *decorated; /* Variable: the values that are decorated, in order */
    UT_array *annotated; /* Variable: those that an annotation is of, in order */
    UT_array *imported;  /* Variable: VALUE_IMPORT, in order */
    UT_array *keywords;  /* Keywords */
    UT_array *deferred;  /* Link: attribute reads of classes that waited for their bases */
    UT_array *members;   /* BuiltinMember */
    Index member_index;
    uint32_t stored_count;  /* of the names that files have, which the next five are by */
    uint8_t *stored;        /* StoredName */
    bool *in_class;         /* some class has such an attribute */
    bool *asked_of_unknown; /* something unknown is asked for such an attribute */
    Object *texts;          /* the constant that such a text is; 0: nobody has asked */
    uint32_t *builtins;     /* 1 + the qualified name of what Python itself has under it, or 1; 0: nobody has asked */
    uint32_t *returned;     /* by definition: predicates.c; NULL: nobody has asked */
    uint32_t position_names[32];
    bool hierarchies_known;
    size_t widened;
    Object unknown, none;
    struct {
        uint32_t init, new, post_init, call, enter, exit, aenter, aexit, iter, next, aiter, anext, await, reversed,
            getitem, setitem, delitem, getattr, class_, register_, property, staticmethod, classmethod, builtin_prefix,
            all, plain, get, set, set_name, setattr, delattr, init_subclass, class_getitem, missing, metaclass, prepare,
            delete, getattribute, memory, type, constructor, subclasses, bases, mro, subclasshook, enum_missing,
            not_implemented, set_attribute, set_defaults, slice, dispatch, wrapped, pre_init, attrs_init, mro_entries,
            match_args, enum_auto, enum_next, value, bound_function, bound_receiver, partial_method;
    } known;
    uint32_t *operators[3]; /* names of the methods of each Operator: plain, reflected, in place */
    uint32_t conversions[CONVERSION_COUNT][CONVERSION_METHODS];
};

/* solver.c */
Variable solver_cell(Program *program, CellKind kind, uint32_t a, uint32_t b);
Variable solver_find_cell(const Program *program, CellKind kind, uint32_t a, uint32_t b); /* or 0 */
Variable solver_step(Program *program, Variable variable, uint32_t step);
void solver_add(Program *program, Variable variable, Object object);
void solver_link(Program *program, Variable from, LinkKind kind, uint32_t target, uint32_t data);
static inline Link solver_link_at(const Program *program, LinkRef ref)
{
    const uint32_t *words = &program->links[ref >> 1];
    return ref & 1 ? (Link){words[0], words[1], 0, LINK_COPY} : (Link){words[0], words[1], words[2], words[3]};
}
/* The same, but for a link that was made before: containers, aliases, hand-overs may hold themselves. */
void solver_link_once(Program *program, Variable from, LinkKind kind, uint32_t target, uint32_t data);
void solver_run(Program *program);
Object solver_object(Program *program, ObjectKind kind, uint32_t a, uint32_t b);
static inline ObjectData solver_data(const Program *program, Object object)
{
    return objects_data(program->objects, object);
}

/* The one thing that a variable may be; or nothing, where there are more or none. */
static inline ObjectData solver_only(const Program *program, Variable variable)
{
    const ObjectSet *set = &program->variables[variable].set;
    return solver_data(program, variable && set->count == 1 ? set_items(set)[0] : 0);
}
/* Records a resolved call; false when it was known. */
bool solver_record(Program *program, const CallSite *site, uint32_t target, uint32_t name);
/* Whether an expression is known to call a function. */
bool solver_is_called(const Program *program, Variable site, uint32_t target);
static inline uint32_t solver_name(const ProgramFile *file, uint32_t local)
{
    return file->names[local];
}
/* The variable of a file's value; 0 of none. */
static inline Variable solver_variable(const ProgramFile *file, uint32_t value)
{
    return value ? file->first_value + value : 0;
}
/* Whether it is there for tests only: a mock, or something that test code defines. */
bool solver_is_double(Program *program, Object object);
/* Whether a variable has anything that says what it is. What tests hand to production does not. */
bool solver_is_informed(Program *program, Variable variable);
uint32_t solver_intern(Program *program, const char *text);
uint32_t solver_join(Program *program, uint32_t prefix, uint32_t name); /* "prefix.name" */
const char *solver_text(const Program *program, uint32_t name);

/* linking.c */
/* Links what all files say: first what base classes and decorators depend on, then the rest. */
void linking_files(Program *program, bool early);
/* Classes that a decorator replaces: they are known when decorators are. */
void linking_decorated_classes(Program *program);
/* And those that something outside makes. */
void linking_made_classes(Program *program);
/* What functions of the tree give class statements to inherit from: as decorators, that must be known early. */
void linking_called_bases(Program *program);
/* What classes have in their bodies under decorators, before anybody assigns to it: a property takes what is assigned. */
void linking_members(Program *program);
/* Attributes of classes, whose bases had to be known before. */
void linking_deferred(Program *program);
/* `return x` of an own parameter that nothing has rebound: noted in program->passed, or in program->tested. Other kinds of
 * functions wrap what they return, and defaults don't come from the call: both take the common way. */
bool linking_returns_param(Program *program, const ProgramFile *file, const Effect *effect);
/* What the names of a file's module and classes are bound to. */
void linking_bindings(Program *program, uint32_t number);
/* What is asked of all files before anything is called. It makes no variables and no links, and asks for none: that other
 * thread may do it meanwhile. */
void linking_notes(Program *program, uint32_t number);

/* stubs.c */
/* Pairs the stubs with their sources. */
void stubs_load(Program *program);
/* What the names of a stub's module are bound to. */
void stubs_bind(Program *program, uint32_t number);
/* What a definition of a stub stands for in its source; or something unknown. */
Object stubs_definition(Program *program, const ProgramFile *stub, uint32_t def);
/* Whether a value of a stub says something of types. */
bool stubs_takes(const Value *value);
/* Notes what stubs say where their sources say nothing. */
void stubs_declare(Program *program);

/* phases.c */
void phases_run(Program *program);

/* names.c */
void names_resolve_imports(Program *program);
bool names_read_module(Program *program, Module module, uint32_t name, Variable target);
void names_read_global(Program *program, uint32_t file, uint32_t name, Variable target);
/* Reads the modules of a package whose names begin so: "package.", "package.handler_". */
void names_read_prefix(Program *program, uint32_t prefix, Variable target);
/* The module of that absolute name, as import_module() gives it; `first`: the first package of it. */
void names_read_dynamic(Program *program, uint32_t dotted, bool first, uint32_t file, Variable target);
/* Calls what the import system calls of modules that define `__getattr__`, when all such definitions are known. */
void names_ask_for_paths(Program *program);
void names_read_import(Program *program, uint32_t import, uint32_t number, Variable target);

/* classes.c */
/* Notes that the classes have subclasses which are not known. */
void classes_extend(Program *program, const ObjectSet *classes);
void classes_link(Program *program);
void classes_find_traits(Program *program);
/* A base outside the tree that brings no members of its own: Generic, Protocol, ABC. */
bool classes_is_hollow(const char *name);
/* Is it property, staticmethod, classmethod: said of the method more than called? */
bool classes_is_declaration(const Program *program, uint32_t decorator);
/* Is a value of a file NotImplemented, by which the method of an operator leaves it to the other operand? */
bool classes_is_not_implemented(const Program *program, const ProgramFile *file, uint32_t value);
/* DefTrait that a decorator from outside the tree gives, and whether it is one of those that code knows by name. */
unsigned classes_traits_of(Program *program, uint32_t name);
bool classes_is_decorator(const char *name);
Variable classes_find(const Program *program, uint32_t class_def, uint32_t name, uint32_t after); /* cell, or 0 */
/* The function that the same finds, if it is one alone; or 0. */
uint32_t classes_find_function(const Program *program, uint32_t class_def, uint32_t name, uint32_t after);
/* The cell by which a subclass answers instead of by `member` of its base: its own, or one of another base; or 0. */
Variable classes_find_override(const Program *program, uint32_t subclass, uint32_t name, Variable member);
/* Whether who declares a base may mean a class, too: one of test code that is not handed out is there for tests, one in a function
 * of them for what stands around it. `site`: the value that asks. */
bool classes_is_meant(const Program *program, uint32_t class_def, Variable site);
/* The cell of instances of classes that have all methods of a protocol, but don't inherit from it. */
Variable classes_find_implementations(Program *program, uint32_t class_def);
bool classes_is_subclass(const Program *program, uint32_t class_def, uint32_t base);
/* `Registry[Manager]` as a base or annotation: the variable of Registry. */
Variable classes_unsubscripted(const ProgramFile *file, uint32_t value);
/* The `__mro_entries__` that gives bases in the place of a base that is an object: `class A(Maker()):`; or 0. */
uint32_t classes_base_giver(const Program *program, const ProgramFile *file, uint32_t value);
/* Traits that property(), staticmethod(), classmethod() give; 0 of other names. */
unsigned classes_builtin_traits(const Program *program, uint32_t name);
/* The class of an instance; a class itself. */
Object classes_of_receiver(Program *program, Object receiver);

/* creation.c */
/* Finds metaclasses and special methods. */
void creation_find(Program *program);
/* Calls what class statements call. */
void creation_run(Program *program);

/* fields.c */
void fields_find(Program *program);
/* Whether instances of the class have the field from their constructor. */
bool fields_has(const Program *program, uint32_t class_def, uint32_t name);
/* Reads the annotation of each field. */
void fields_declare(Program *program);
/* Whether anything is known of the field, in instances of the class or of a subclass. */
bool fields_is_informed(Program *program, uint32_t class_def, uint32_t name);
/* The tuple of their names, `__match_args__`, that a class has by which the constructor is written; false: it has none. */
bool fields_give_names(Program *program, uint32_t class_def, Variable target);
/* The container of its items that an instance of a class with named items is, or 0. */
Object fields_items(Program *program, Object instance);
/* Is it a call of namedtuple(), as far as is known early? */
bool fields_is_tuple_call(const Program *program, const ProgramFile *file, uint32_t value);
/* Calls what namedtuple() made. */
void fields_make_tuple(Program *program, Variable maker, const CallSite *site);
/* The annotation of a field, or 0. */
Variable fields_annotation(const Program *program, uint32_t class_def, uint32_t name);
/* What a call of the generated constructor passes for a field, if only by its default; 0: that cannot be told. */
Variable fields_passed(Program *program, uint32_t class_def, uint32_t name, const CallSite *site);
/* dataclasses.replace(): the generated constructor runs for an object like this one. */
void fields_replace(Program *program, Object object, Variable call);
/* Runs the generated constructor: arguments and defaults go into fields. */
void fields_pass(Program *program, uint32_t class_def, Object instance, const CallSite *site);

/* Whether some attribute of that name is assigned somewhere in the tree. */
static inline bool solver_is_stored(const Program *program, uint32_t name)
{
    return name < program->stored_count && program->stored[name] & STORED_SOMEWHERE;
}
/* Whether what some objects have there is known for each. */
static inline bool solver_is_kept(const Program *program, uint32_t name)
{
    return name < program->stored_count && program->stored[name] & STORED_KEPT;
}
/* False: no class of the tree has a member of that name, so that none need be asked. */
static inline bool solver_is_in_class(const Program *program, uint32_t name)
{
    return name >= program->stored_count || program->in_class[name];
}

/* enums.c */
/* Makes the members, as the class statement does; nothing when the class is no enumeration. */
void enums_create(Program *program, uint32_t class_def, Variable statement);
/* Gives the value of a member to who reads it; false where that is not known, or plain data. */
bool enums_read_value(Program *program, uint32_t class_def, Variable target);

/* keywords.c */
/* Notes a call if it makes attributes of all keywords of the method that it stands in. */
void keywords_note(Program *program, const ProgramFile *file, const Value *call);
/* The same for `self.__dict__ = self`. */
void keywords_note_effect(Program *program, const ProgramFile *file, const Effect *effect);
/* `object.__dict__["name"]` is the attribute; false: a subscript is something else. */
bool keywords_link_named(Program *program, const ProgramFile *file, const Value *subscript, Variable target);
/* Tells the classes that have such methods, when it is known what a method belongs to. */
void keywords_find(Program *program);
/* What is passed under a name becomes an attribute of the instances of a class that has, or inherits, such a method. */
void keywords_read(Program *program, uint32_t class_def, uint32_t name);

/* attributes.c */
/* The value that a loop reads from before it. */
uint32_t attributes_before_loops(const ProgramFile *file, uint32_t value);
/* The attribute of what a __getattr__ function passes the question on to. */
void attributes_read_forwarded(Program *program, Object hook, uint32_t name, Variable target);
/* The value that reads what a variable gets: itself, or that of whose steps it is one; 0: nobody does. */
Variable attributes_site(const Program *program, Variable target);
/* A variable of a name that __getattr__ is asked for. */
Variable attributes_name(Program *program, uint32_t name, Variable target);
void attributes_read(Program *program, Object object, uint32_t name, Variable target);
/* `object.__dict__[name]`: none of what an instance has from its class. */
void attributes_read_own(Program *program, Object object, uint32_t name, Variable target);
/* Notes what methods assign to attributes of their receiver, whoever calls them. */
void attributes_find_assigned(Program *program);
/* Whether somebody assigns the attribute to instances of the class that an object is of. */
bool attributes_is_assigned(const Program *program, Object object, uint32_t name);
/* Whether a member is only declared, `timeout: int`, in a class whose `__getattr__` is there to give what it declares. */
bool attributes_is_only_declared(const Program *program, uint32_t class_def, uint32_t name);
/* The method that a value reads an attribute of its own receiver in, or 0. */
uint32_t attributes_method_reading(const Program *program, Variable read);
/* Decides the attribute reads that wait; true when there were any. */
bool attributes_settle(Program *program);
/* getattr(): the attribute of a name that has turned up, of each object of a variable. */
void attributes_read_named(Program *program, Object name, Variable base, Variable target);
/* getattr(): the methods whose names begin so, and whatever else there may be. */
void attributes_read_prefix(Program *program, Object object, uint32_t prefix, Variable target);
/* Is the tuple what types.SimpleNamespace() or the like makes, whose attributes come and go? */
bool attributes_is_namespace(const Program *program, ObjectData tuple);
void attributes_bind(Program *program, Object member, Object receiver, Variable target);
/* The same of a member of the metaclass; the receiver is a class. */
void attributes_bind_class(Program *program, Object member, Object receiver, Variable target);

/* attribute_writes.c */
/* setattr(), delattr() at a call of it. */
void attributes_write_named(Program *program, Object object, uint32_t name, Variable call);
/* `object.__setattr__(object, "name", value)` at a call of it, which passes over any other `__setattr__`. */
void attributes_write_plainly(Program *program, Object object, uint32_t name, Variable value, Variable call);
void attributes_write_effect(Program *program, Object object, uint32_t number);

/* Assigns an attribute of a class. */
void attributes_put_into_class(Program *program, uint32_t class_def, uint32_t name, Variable value);

/* rewriting.c */
/* Does a value call setattr() with a name that is computed? */
bool rewriting_computes_name(const Program *program, const ProgramFile *file, const Value *value);
/* Notes that the file may assign to any attribute whose name it has as a text. */
void rewriting_note_texts(Program *program, const ProgramFile *file);
/* Notes the name if a metaclass may assign to it in a namespace, by an EFFECT_SET_ITEM. */
void rewriting_note_effect(Program *program, const ProgramFile *file, const Effect *effect);
/* setattr() of a name that is computed. */
void rewriting_call_setattr(Program *program, const CallSite *site);
/* The same for a name that has turned up. */
void rewriting_set_named(Program *program, Object name, Variable call);
/* And for an object whose attribute it is; 0: some member of it. */
void rewriting_set_member(Program *program, Object object, uint32_t name, Variable call);
/* A metaclass assigns in the namespace of a class that it makes; 0: under some name. */
void rewriting_set_item(Program *program, uint32_t class_def, uint32_t name, Variable value);
/* A call of `type.__new__(metaclass, name, bases, namespace)`: is the namespace that of the class statement? */
void rewriting_make(Program *program, Object metaclass, const CallSite *site);

/* descriptors.c */
/* Finds the properties and descriptors that class bodies bind, before any attribute is read or assigned. */
void descriptors_find(Program *program);
/* Calls the functions of properties that nobody in the tree reads, where a `__get__` of the tree is who calls them; others are
 * passed their receivers. */
void descriptors_run_unread(Program *program);
/* Reads a member of a class that is a descriptor; false: it is none. */
bool descriptors_bind(Program *program, Object member, Object receiver, Variable target);
/* Assigns to one; false: it is none that takes assignments. */
bool descriptors_set(Program *program, Object member, Object receiver, Variable value, Variable site);
/* Deletes one; false: it is none that has a say in it. */
bool descriptors_delete(Program *program, Object member, Object receiver, Variable site);
/* Calls __setattr__, or, without a value, __delattr__, if the instance has it. */
void descriptors_intercept(Program *program, Object object, uint32_t name, Variable value, Variable site);
/* property(), staticmethod(), classmethod() as a call. */
Object descriptors_make(Program *program, uint32_t traits, Variable call);
/* The instance that a descriptor is by a class of the tree, which may inherit from property; 0: of no such class. */
Object descriptors_instance(Program *program, Object object);

/* kept.c */
/* May an effect keep an argument of a constructor as an attribute, or assign one of an object that its function makes? */
bool kept_is_store(const Program *program, const ProgramFile *file, const Effect *effect);
/* Does it assign an attribute of each object that its function constructs? */
bool kept_is_always_set(const Program *program, const ProgramFile *file, const Effect *effect);
/* Does an instance have such an attribute from its constructor, which is not what reads it? */
bool kept_has_always(const Program *program, Object object, uint32_t name, Variable read);
/* Keeps the value of such an effect for the object that it belongs to, which is of that class; false: it may be any. */
bool kept_write(Program *program, const ProgramFile *file, const Effect *effect, uint32_t class_def);
/* Reads what the call that made an instance has passed for the attribute. `base`: value of the file, whose object it is;
 * false: that is not known to be such a call. */
bool kept_read(Program *program, Object object, uint32_t name, uint32_t base, const ProgramFile *file, Variable target);
/* Gives what a method returns that does nothing but return such an attribute. */
bool kept_return(Program *program, uint32_t method, Object receiver, const CallSite *site);

/* returned.c */
/* Whether what a function returns depends on the class of its receiver, or of an argument. */
bool returned_is_made(Program *program, uint32_t def);
/* Whether what a function returns depends on its receiver. */
bool returned_depends(Program *program, uint32_t def);
/* The cell of what a function returns when it is called on that receiver, or on none (0). */
Variable returned_for_receiver(Program *program, uint32_t def, Object receiver);
/* Gives the call what the function returns for the class that it passes; false: that does not matter, or is not told. */
bool returned_ask_argument(Program *program, uint32_t def, bool has_receiver, const CallSite *site);
/* The same for an argument that has turned up. */
void returned_for_argument(Program *program, Object argument, uint32_t def, Variable result);

/* echoes.c */
/* Gives a call what the function returns for what it passes, and nothing that it returns for others; false: that does not
 * matter, or is not told. What calls_pass_through() gives is not among it. */
bool echoes_give(Program *program, uint32_t def, bool has_receiver, const CallSite *site);

/* keyed.c */
/* Finds the functions of a file that read and write under keys that they are passed. */
void keyed_find(Program *program, const ProgramFile *file);
/* Does for a call of a function what that does under keys. */
void keyed_call(Program *program, uint32_t def, bool has_receiver, const CallSite *site);
/* Does it for the function itself, which somebody calls who is not seen. */
void keyed_open(Program *program, uint32_t def);
/* What a call gets of a function that returns what it finds by a key; 0: what any call gets. */
Variable keyed_given(const Program *program, uint32_t def, const CallSite *site);
/* Whether an effect returns what was found so. */
bool keyed_is_return(const Program *program, const ProgramFile *file, const Effect *effect);
/* Does to an object what the access of that number does. */
void keyed_access(Program *program, Object object, uint32_t number, Variable result);
/* Whether what a value, an effect does to the object is done so, and not in the common way. */
bool keyed_takes(const Program *program, Object object, Variable value);
bool keyed_takes_store(const Program *program, Object object, const ProgramFile *file, const Effect *effect);

/* around.c */
/* Puts a context manager around the function that it decorates; false: the object is no such thing. */
bool around_decorate(Program *program, Object decorator, Variable inner, Variable decorated);
/* Enters what is around a function when it is called. */
void around_call(Program *program, uint32_t def, Variable site);
void around_enter(Program *program, Object context, Variable site);
/* The cell of what is around a callee; 0: nothing is. */
Variable around_contexts(const Program *program, Object callee);

/* forwards.c */
/* Does a call hand on whatever its function is passed? */
bool forwards_is_call(const Program *program, const CallSite *site);
/* Links such a call, maybe later. */
void forwards_take(Program *program, uint32_t def, Object receiver, const CallSite *site);
/* Decides what such calls pass, when their callees are known; true when there were any. */
bool forwards_settle(Program *program);

/* calls.c */
void calls_call(Program *program, Object callee, const CallSite *site);
void calls_link_function(Program *program, uint32_t def, Object receiver, const CallSite *site);
/* What calling the function gives goes to the result of the call. */
void calls_give_result(Program *program, uint32_t def, Object receiver, const CallSite *site);
/* The same for what is passed only, and what comes back. */
void calls_pass(Program *program, uint32_t def, Object receiver, const CallSite *site);
/* Parameters that a function returns as they are go from call to result directly, so that calls don't mix. */
void calls_pass_through(Program *program, uint32_t def, Object receiver, const CallSite *site);
/* What is spread, and comes back, is not known. `unknown`: a variable that says so. */
void calls_pass_unknown(Program *program, uint32_t def, Object receiver, const CallSite *site, Variable unknown);
void calls_call_value(Program *program, Object callee, Variable call);
void calls_decorate(Program *program, Object decorator, Variable decorated);
/* `deco(…)(f)`: what the external decorator does with f. */
void calls_apply(Program *program, Object decorator, Variable call);
/* What a widened set has lost may still be called: a bound method runs on its receiver. */
void calls_lose(Program *program, Object callee);
/* `raise` of the class makes an instance of it; `raise` of an instance doesn't. */
void calls_raise(Program *program, Object object, Variable raised);
/* Calls the functions that a class has under a special name, with a receiver; later changes of it are not seen. */
bool calls_call_member(Program *program, uint32_t class_def, uint32_t name, Object receiver, const CallSite *site);
/* Calls one that turns up where the method is assigned to. */
void calls_call_replaced(Program *program, Object function, uint32_t number);
/* Calls what subclasses have in its place, on instances of them, but for those that have something under another name (0:
 * whatever they have). */
void calls_call_overrides(Program *program, uint32_t class_def, uint32_t name, uint32_t unless, const CallSite *site);
/* Calls the method of that name, if the object's class has one in the tree; false otherwise. */
bool calls_call_method(Program *program, Object object, uint32_t method, const CallSite *site);
/* What a call passes for a parameter, if only by its default; 0 when that cannot be told. */
Variable calls_passed_for(const Program *program, uint32_t def, uint32_t index, bool has_receiver,
                          const CallSite *site);
/* Gives a parameter its default, which some call, or nobody, leaves it to. */
void calls_take_default(Program *program, uint32_t def, uint32_t index);
/* The same for what the default may be; `left`: whether it is left to it. Injections and constants are there always. */
void calls_add_default(Program *program, Object fallback, Variable parameter, bool left);
/* What functools.partial() makes of a callable at a call of it. */
Object calls_make_partial(Program *program, Object callee, Variable call);
/* Calls each object that turns up in `callee`. */
void calls_link_late(Program *program, Variable callee, const LateCall *call);
void calls_call_late(Program *program, Object callee, uint32_t number);
/* What a function gives for an object as the argument that it chooses by. */
void calls_choose(Program *program, Object argument, uint32_t def, Variable result);
/* `f(*object)`, whose items all go to `*star`. */
void calls_pass_star(Program *program, Object object, Variable star);
/* The variable of an argument by position, or 0. */
Variable calls_argument_at(const CallSite *site, size_t position);
/* Arguments of a VALUE_CALL as an array that lives as long as the program. */
const Argument *calls_arguments(Program *program, Variable call, size_t *count);

/* The name of a position: "0", "1", …; 0 for far ones. */
uint32_t calls_position_name(Program *program, uint32_t position);

/* constructors.c */
void constructors_call(Program *program, uint32_t class_def, bool or_subclass, const CallSite *site);
/* `super().__call__()`, `super().__new__()` of a metaclass; false: it is neither. */
bool constructors_call_type(Program *program, uint32_t method, Object receiver, const CallSite *site);

/* protocols.c */
void protocols_read_key(Program *program, Object object, uint32_t key, Variable target); /* key: literal or 0 */
/* `site`: the value that iterates, which the calls of special methods belong to. */
void protocols_iterate(Program *program, Object object, Variable site, Variable target, bool is_async);
/* The iterator of an object, by iter(), aiter(), reversed(). */
void protocols_iterator(Program *program, Object object, Variable site, Traversal traversal);
void protocols_next(Program *program, Object object, Variable site, Variable target, bool is_async);
void protocols_convert(Program *program, Object object, Variable site, uint32_t conversion);
/* Whether a conversion gives the value that its methods return. */
static inline bool protocols_gives_value(uint32_t conversion)
{
    return conversion == CONVERT_ABS || conversion == CONVERT_ROUND || conversion >= CONVERT_FLOOR;
}
/* False: converting objects of a kind does nothing, as with most that are converted. */
static inline bool protocols_converts(uint32_t kind, uint32_t conversion)
{
    return kind == OBJECT_INSTANCE || kind == OBJECT_CLASS ||
           (kind == OBJECT_CONTAINER && conversion != CONVERT_BOOL && conversion != CONVERT_SHOWN) ||
           (kind == OBJECT_CONSTANT && protocols_gives_value(conversion));
}
void protocols_enter(Program *program, Object object, Variable site, Variable target, bool is_async);
void protocols_await(Program *program, Object object, Variable target);
/* What awaiting an iterator that __await__() gave gives. */
void protocols_await_iterator(Program *program, Object object, Variable target);
void protocols_unpack(Program *program, Object object, Variable target, uint32_t position, uint32_t behind);
/* The list that a starred target gets. */
void protocols_unpack_rest(Program *program, Object object, Variable target, uint32_t position, uint32_t behind);
void protocols_subscript(Program *program, Object object, Variable target);
/* `globals()["name"]`, or one of the names that a text may be; the namespace that a metaclass is passed. */
void protocols_subscript_namespace(Program *program, Object namespace, Variable index, Variable target);
void protocols_set_item(Program *program, Object object, uint32_t number);
/* `left[right]` as a function: operator.getitem(). */
void protocols_read_item(Program *program, Object object, const Operation *operation);

/* What dependency injection gives for the result of calling the dependency: awaited, or what a generator yields. */
void protocols_inject(Program *program, Object result, Variable parameter);
/* `yield from`: what the generator returns. */
void protocols_delegate(Program *program, Object object, Variable target);

/* operators.c */
/* What a VALUE_OPERATOR does with what an operand may be. */
void operators_run(Program *program, Object object, Variable target, bool reflected);
/* An operator that some function stands for, on what its operands may be. */
void operators_link(Program *program, const Operation *operation);
void operators_run_linked(Program *program, Object object, uint32_t number);
/* Is the reflected method of the operand on the right asked first? That of a subclass is, if it is another one, or compares. */
bool operators_ask_right_first(const Program *program, uint32_t left_class, uint32_t right_class, uint32_t kind);
/* Asks the right operands of such, when it is known whether those on the left answer; true when there were any. */
bool operators_settle(Program *program);

/* containers.c */
/* The container that an object is, or is by inheritance: an instance of a class whose base is list; or 0. */
Object containers_of(Program *program, Object object);
/* The container that an object is, or what a queue holds; or 0. */
Object containers_held(const Program *program, Object object);
/* The cell of all elements, for reading. */
Variable containers_elements(Program *program, Object container);
void containers_store_key(Program *program, Object container, Variable key);
/* The same under a key that has turned up. */
void containers_read_by(Program *program, Object container, Object key, Variable target);
/* Reads the element under the key. */
void containers_read_at(Program *program, Object container, Variable key, Variable target);
void containers_read_keys(Program *program, Object container, Variable target);
/* `items[key]`, where a key that is missing gets what a factory makes: that runs at the subscript, the site. */
void containers_make_missing(Program *program, Object container, Variable site);
/* The elements of another mapping, or of pairs, become elements. */
void containers_merge(Program *program, Object container, Object other);
/* The texts that are written in a display, which are no elements to others: under the literal key, or all of them (0). */
void containers_read_texts(Program *program, Object container, uint32_t key, Variable target);
/* What stands behind an element that comes or goes is at another position afterwards, if it is a list. */
void containers_move(Program *program, Object container);
/* Any element may be under any key. */
void containers_mix(Program *program, Object container);
/* The mapping whose pairs a loop goes through, `for k, v in mapping.items()`, where these are its key and its value; or 0. */
uint32_t containers_mapping_of_pair(const ProgramFile *file, uint32_t key, uint32_t value);
/* Copies a mapping, where what is put in are key and value of a loop over its pairs. False: they are not. */
bool containers_copy_pair(Program *program, Object container, const ProgramFile *file, uint32_t key, uint32_t value);
/* Reads the element under a literal key, or any (0). */
void containers_read(Program *program, Object container, uint32_t key, Variable target);
/* Decides what is read of mappings whose keys are not known. False when there was nothing to decide. */
bool containers_settle(Program *program);
/* Puts an element under a literal key, or some other (0). */
void containers_store(Program *program, Object container, uint32_t key, Variable value);
/* `{**other}` may be other. */
void containers_unite(Program *program, const ProgramFile *file, const Value *value, Variable variable);
/* The same for one thing that other may be. */
void containers_take(Program *program, Object object, Variable display);

/* keys.c: keys of mappings as names; 0: the key is computed, or stands for more than one */
/* What an object is as a key: a constant, a class. */
uint32_t keys_of_object(Program *program, ObjectData object);
/* The key that is written where it stands: a constant, a member of an enumeration. */
uint32_t keys_literal(Program *program, Variable key);
/* The same of one that something is put under: names of constants and classes, too. */
uint32_t keys_stored(Program *program, Variable key);

/* symbols.c */
/* Finds the definitions, each once, and names them. */
void symbols_find(Program *program);
/* Whether what a definition does is known from another unit. */
bool symbols_is_dropped(const Program *program, uint32_t def);
/* Unites what several units say of one definition. */
void symbols_unite(Program *program);
void symbols_read(Program *program, const ProgramFile *file, const Value *value, Variable target);
void symbols_bind(Program *program, const ProgramFile *file, const Effect *effect);
/* An instance of the class is made. */
void symbols_create(Program *program, Object object, uint32_t part, Variable created);
/* The definition of a symbol that lies closest to a file, by the symbol's key; or 0. */
uint32_t symbols_closest(const Program *program, uint32_t key, const char *path);
/* Fresh memory becomes an instance of the class that the VALUE_CAST is to; everything else stays what it is. */
void symbols_cast(Program *program, Object object, Variable cast);

/* hooks.c */
/* Gives to methods that a framework calls what it calls them with, where nothing else is known. */
void hooks_pass(Program *program);
/* The name of the method that a framework runs in a thread when it is handed an instance of the class; 0: of none. */
uint32_t hooks_find_threaded(const Program *program, uint32_t class_def);

/* natives.c */
/* Finds what functions of C and C++ are called in Python. */
void natives_find(Program *program);
/* Whether a dotted name is that of a module in C, or of something in one. */
bool natives_know(const Program *program, uint32_t name);
/* Calls what an external name of Python means in C or C++; false: nothing. */
bool natives_call(Program *program, uint32_t name, const ExternalInfo *info, const CallSite *site);

/* externals.c */
const ExternalInfo *externals_info(Program *program, uint32_t name);
/* Does what goes into instances of a class come out of them: queues, ends of channels? */
bool externals_hold(Program *program, uint32_t name);
bool externals_is_double(Program *program, uint32_t name);
/* Awaiting an instance of a class that the catalog says the result of; false where it says none. */
bool externals_await(Program *program, uint32_t name, Variable target);
void externals_call(Program *program, ObjectData callee, const CallSite *site);
/* A call of a function of the tree itself that the catalog knows: in C, a library often lies beside who uses it. */
void externals_call_known(Program *program, uint32_t def, const CallSite *site);
/* `decorated` = the external decorator applied to `inner`. */
void externals_decorate(Program *program, ObjectData decorator, Variable inner, Variable decorated);
/* The same without a decorator's place: `route("/ws")(handler)`. Whoever calls so may mean something else:
 * `getdecoder("ascii")(text)`. */
void externals_apply(Program *program, ObjectData decorator, Variable inner, Variable call);
/* An attribute of an instance of an external class is assigned. */
void externals_assign(Program *program, uint32_t owner, uint32_t name, Variable value, Variable site);
/* The same of a qualified name. */
void externals_assign_to(Program *program, uint32_t qualified, Variable value, Variable site);
uint32_t externals_builtin(Program *program, const char *text); /* name of "<builtin>.text" */

/* external_handovers.c */
void externals_hand_over(Program *program, Object callee, uint32_t number);
/* Resolves an injection, as default of a parameter, or in its annotation. */
void externals_inject(Program *program, Object injection, Variable parameter);
/* What a callable gives is passed to a parameter, by who calls the function. */
void externals_pass(Program *program, Object provider, Variable parameter);
/* Whether that was done, or something is injected. */
bool externals_is_passed(const Program *program, Variable parameter);

/* builtins.c */
/* The number of a function of Python's own that the solver knows, by its qualified name, or UINT32_MAX. */
uint32_t builtins_find(const char *qualified);
void builtins_call(Program *program, uint32_t number, const CallSite *site);
/* Whether it makes classes, of bases that are its second argument. */
bool builtins_makes_class(uint32_t number);
/* A text that is written there, or what `__name__` and `__package__` are, or such ones joined; 0: it is computed. */
uint32_t builtins_known_text(Program *program, Variable variable);
/* Makes a value keep all texts that it may be, those in displays, too, which are no elements to anybody else. */
void builtins_look_up_texts(Program *program, Variable text);
/* Imports the module that a call names, of which a part has turned up. `package`: what a relative name is relative to, or 0. */
void builtins_import_named(Program *program, Object part, uint32_t package, Variable call);
/* Calls what operator.attrgetter(), methodcaller() made; false: the partial object is of something else. */
bool builtins_call_getter(Program *program, ObjectData partial, const CallSite *site);
/* The module under a key of `sys.modules`. */
void builtins_read_modules(Program *program, Variable key, Variable target);
/* Makes a context manager of the standard library that wraps an object. */
void builtins_wrap(Program *program, Object object, uint32_t name, Variable target);
/* Enters such a context manager and leaves it; false when it is none. */
bool builtins_enter(Program *program, ObjectData context, Variable site, Variable target);
/* Queues hand on what is put into them. */
bool builtins_is_queue(const char *qualified);
/* The queue that a call of its class makes. */
Object builtins_make_queue(Program *program, uint32_t name, const CallSite *site);
/* What calling the method does with what the queue holds; false: nothing. */
bool builtins_call_queue(Program *program, const char *qualified, Object contents, const CallSite *site);
/* A method of a builtin type, by its name; false when the receiver is not of one. */
bool builtins_call_method(Program *program, const char *qualified, Object receiver, const CallSite *site);
/* The same where the receiver is the first argument: `list.append(rooms, room)`, `object.__setattr__(room, "size", 3)`; false
 * when it is no such method. */
bool builtins_call_unbound(Program *program, uint32_t name, const CallSite *site);
/* The same of one thing that the first argument may be. */
void builtins_call_on(Program *program, Object receiver, uint32_t name, Variable call);

/* mixins.c */
/* Calls a method that a class of the tree has from an abstract base class of collections; false: it is none of those. */
bool mixins_call(Program *program, const char *qualified, Object receiver, const CallSite *site);

/* loaders.c */
/* Finds the functions that give what a text names, when callees are known early. */
void loaders_find(Program *program);
/* Gives what the texts name that a call hands to one, or what it returns in general; false: nothing that is handed in can
 * be followed. */
bool loaders_call(Program *program, uint32_t def, bool has_receiver, const CallSite *site);
/* The same for an argument that has turned up. */
void loaders_load(Program *program, Object argument, uint32_t number);

/* fixtures.c */
/* Passes parameters of tests, of which nothing else is known, what functions of their names give. */
void fixtures_pass(Program *program);

/* crowds.c */
/* Notes that what a variable holds is shown, hashed or compared there. */
void crowds_note(Program *program, Variable asked, Variable site);
/* Is a method there to be replaced? */
bool crowds_is_template(const Program *program, uint32_t def);
/* Finds the calls that are not worth an arrow, when all is solved. */
void crowds_hide(Program *program);

/* annotations.c */
typedef enum {
    FORM_CLASS, /* no special form */
    FORM_ALTERNATIVES,
    FORM_INNER,     /* the first argument */
    FORM_ANNOTATED, /* the first argument; the others are metadata, maybe injections */
    FORM_LIST,
    FORM_SET,
    FORM_DEQUE,
    FORM_GENERATOR,
    FORM_TUPLE,
    FORM_DICT,
    FORM_TYPE, /* the class itself */
    FORM_AWAITABLE,
    FORM_TASK, /* an instance that can be awaited */
    FORM_CALLABLE,
    FORM_SELF,
    FORM_LITERAL, /* the constants in the brackets */
    FORM_BOOLEAN, /* a bool, whatever it says of the argument */
    FORM_OTHER    /* nothing follows */
} Form;

/* What a qualified name means in an annotation. */
Form annotations_form(const char *qualified);
/* Instances of a class, of the classes in a tuple (exceptions are), exactly or of some subclass. */
void annotations_make_instance(Program *program, Object object, Variable target, Variable owner, bool exception);
/* What is in the brackets of a type expression; returns how many. */
uint32_t annotations_arguments(const ProgramFile *file, const Value *subscript, const Operand **out);

/* How a value of a type relates to the types in its brackets. */
typedef enum {
    PASSES_NOTHING,
    PASSES_WHOLE, /* it is one of them */
    PASSES_CLASS, /* it is the class */
    PASSES_ELEMENTS
} Passing;

Passing annotations_passing(const Program *program, Variable annotation);
/* One of Python's own types that are constants or containers to the solver, by its qualified name; or NULL. */
const BuiltinType *annotations_builtin(const char *qualified);
/* Notes what an annotation says of a variable. `yields`: it says so of the iterator that gives it. */
void annotations_declare(Program *program, Variable annotation, Declaration declaration, bool yields);
/* Whether a variable is declared to be a text, a number or the like, and an object is nothing of the kind. */
bool annotations_keep_out(Program *program, Variable variable, Object object);
/* What `Self` means for a receiver: an instance like it, or of the class that it is. */
void annotations_make_self(Program *program, Object receiver, Variable target);
/* Adds the object to a variable, unless it surely is none of the class that another one is: `cast(Room, object)`. */
void annotations_assert(Program *program, Object object, Variable type, Variable target);
/* What a test says of an object. */
typedef enum {
    TEST_FAILS,
    TEST_PASSES,
    TEST_MAKES, /* it may be an instance of the class that is tested against, and nothing more special is known of it */
    TEST_UNSURE
} Test;

/* What isinstance() says of an object and a type. */
Test annotations_test(Program *program, ObjectData data, ObjectData type);
/* Adds the object to `target` as far as it passes the test of a VALUE_NARROWED. */
void annotations_narrow(Program *program, Object object, Variable narrowed, Variable target);
/* Adds to `target` what the annotation says. `owner`: the parameter that it annotates, which injections go to. */
void annotations_read(Program *program, Variable annotation, Variable target, Variable owner, unsigned depth);

/* predicates.c */
Test predicates_test(const Program *program, CatalogTest kind, ObjectData data);
/* The same of a VALUE_NARROWED by a call. */
void predicates_narrow(Program *program, Object object, Variable narrowed, Variable target);

/* outside.c */
void outside_open(Program *program, ModuleReader reader);
void outside_close(Program *program);
/* Whether there is something under a qualified name. */
bool outside_has(Program *program, uint32_t name);
/* The name under which the catalog knows what a name means: that of a base class's member, of where it is defined. The
 * name itself where it knows nothing. */
uint32_t outside_catalog_name(Program *program, uint32_t name);
/* Adds the names of all that a class outside the tree inherits from, itself included. */
void outside_add_bases(Program *program, uint32_t name, UT_array *out);
/* Prepares the answers that the graph asks for, when all is solved. */
void outside_settle(Program *program);

/* interfaces.c: all of them know nothing when nothing outside the tree is read. Objects are receivers, or 0. */
typedef enum {
    INTERFACE_UNKNOWN,
    INTERFACE_CLASS,
    INTERFACE_FUNCTION
} InterfaceKind;

InterfaceKind interfaces_kind(Program *program, uint32_t name);
/* Gives what a call of that name gives; false when nothing is known. `awaitable`: only if it surely can be awaited. */
bool interfaces_call(Program *program, uint32_t name, Object receiver, bool awaitable, Variable result);
/* Gives what an attribute or property is declared to be; false when that is not wholly known. */
bool interfaces_read(Program *program, uint32_t name, Object receiver, Variable target);
/* Calls a special method of an instance, and maybe awaits it; false when that is not wholly known. */
bool interfaces_call_method(Program *program, Object object, uint32_t method, bool awaited, Variable result);
/* Which of the bases outside the tree has an attribute; the first one when none is known to. */
uint32_t interfaces_owner(Program *program, uint32_t class_def, uint32_t name);
/* Whether what a call of that name gives certainly cannot be awaited. */
bool interfaces_is_plain(Program *program, uint32_t name);
/* Whether it is an `async def`, and nothing else has been made of it. */
bool interfaces_is_coroutine(Program *program, uint32_t name);

/* generics.c */
/* Adds what a type variable stands for: at a call, if the owner is one, or by its bound; false when it is none. */
bool generics_read_variable(Program *program, Object object, Variable target, Variable owner);
/* Gives what an attribute is that an instance of a generic class, `Box[Room]`, has from its constructor: `item: T`. */
void generics_read_attribute(Program *program, Object instance, uint32_t name, Variable target);
/* Declares the results of calls whose functions are generic, where nothing else says what they are. */
void generics_declare_calls(Program *program);

#endif
