/*
 * objects.h - abstract values, interned as small integers, and sets of them.
 */
#ifndef SEAMAP_OBJECTS_H
#define SEAMAP_OBJECTS_H

#include "../../extractors/facts.h"
#include "../../extractors/index.h"
#include "../../extractors/strings.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum {
    OBJECT_NONE,
    OBJECT_UNKNOWN,
    OBJECT_CONSTANT,  /* a: ConstantType */
    OBJECT_MODULE,    /* a: Module */
    OBJECT_FUNCTION,  /* a: definition */
    OBJECT_CLASS,     /* a: definition; b: 0 exactly, 1 it or a subclass */
    OBJECT_INSTANCE,  /* a: class; b: 0 exactly, 1 of it or a subclass; else so, and what a variable says: Box[Room] */
    OBJECT_BOUND,     /* a: definition, b: receiver (object) */
    OBJECT_SUPER,     /* a: class whose successors in the MRO are searched, b: receiver */
    OBJECT_COROUTINE, /* a: variable of what awaiting gives; b: definition, or 0 */
    OBJECT_GENERATOR, /* a: definition */
    OBJECT_CONTEXT,   /* a: definition of a @contextmanager function that was called */
    OBJECT_CONTAINER, /* a: variable of the expression that makes it; b: ContainerType (and INNER) */
    OBJECT_EXTERNAL,  /* a: qualified name of a thing outside the tree; b: receiver, or 0 */
    OBJECT_EXTERNAL_INSTANCE, /* a: qualified name of its class; b: what it wraps, or 0 */
    OBJECT_INJECTION,         /* a: object whose result is injected: Depends(f) */
    OBJECT_PARTIAL,           /* a: callee (object), b: variable of the functools.partial() that binds arguments */
    OBJECT_NAMESPACE,         /* a: file; what globals() gives. b: of a class, which is that */
    OBJECT_CALLABLE,          /* a: variable of what calling gives; nothing else is known of it */
    OBJECT_ALIAS,             /* a: variable of a type expression, `Users = dict[str, User]`, or of TypeVar() */
    OBJECT_TUPLE_CLASS,       /* a: variable of the call of namedtuple() that makes it */
    OBJECT_DESCRIPTOR         /* a: variable of the call, or decoration, by property() and the like; b: DefTrait */
} ObjectKind;

enum {
    CONTAINER_DEQUE = CONTAINER_GENERATOR + 1, /* that no display makes */
    CONTAINER_INNER = 8
}; /* the pairs inside of `d.items()`, made by the same expression */

typedef uint32_t Object;

typedef struct {
    uint32_t kind, a, b;
} ObjectData;

typedef struct {
    ObjectData *items; /* by number */
    uint32_t count, capacity;
    Index by_data;
} Objects;

/* With room for about so many. */
Objects *objects_new(uint32_t room);
void objects_free(Objects *objects);
Object objects_intern(Objects *objects, ObjectKind kind, uint32_t a, uint32_t b);
static inline ObjectData objects_data(const Objects *objects, Object object)
{
    return objects->items[object];
}
/* Objects are numbered below this. */
static inline uint32_t objects_count(const Objects *objects)
{
    return objects->count;
}

/* Sets keep the order of insertion, so that "what was added since" is a range. Small: they are widened before they
 * grow large. There are millions, visited in no order, so each takes 16 bytes, and what is asked for together with a set
 * lies in its gaps. */
typedef struct {
    uint8_t count, capacity; /* capacity 0: the items are in few */
    uint8_t done, states;    /* these and `links` are VariableData's (solver.h) */
    uint32_t links;
    union {
        Object few[2];
        Object *many;
    } items;
} ObjectSet;

enum {
    SET_FIRST_ROOM = 4, /* behind the few; the others are multiples of it */
    SET_ROOM = 84       /* for so many at the most */
};

static inline const Object *set_items(const ObjectSet *set)
{
    return set->capacity ? set->items.many : set->items.few;
}
bool set_has(const ObjectSet *set, Object object);
/* False when it was there already. What it takes more room for comes from the arena. */
bool set_add(ObjectSet *set, Object object, Arena *arena);

#endif
