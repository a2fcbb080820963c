/*
 * fate.h - what becomes of a coroutine: followed where it goes, into other variables, arguments, attributes, to the
 * callers of who returns it.
 */
#ifndef SEAMAP_FATE_H
#define SEAMAP_FATE_H

#include "rules.h"
#include "uses.h"

/* What is done with a coroutine. */
typedef enum {
    USE_NONE,
    USE_OTHER, /* who knows */
    /* These hurt only when nobody awaits it besides: */
    USE_CHECKED, /* by isinstance(), against what it is not */
    USE_PROBED,
    USE_TESTED,
    USE_COMPARED,
    USE_FORMATTED,
    /* These fail: */
    USE_DECLARED,
    USE_ANSWERED,
    USE_DROPPED, /* by who awaits the function that returns it */
    USE_CHANGED,
    USE_ATTRIBUTE,
    USE_ITEM,
    USE_OPERATOR,
    USE_CALLED,
    USE_ITERATED,
    USE_ENTERED,
    USE_COUNT
} UseKind;

/* How far a coroutine has come. */
typedef struct {
    unsigned functions; /* that it went into, one from the other */
    bool joined;        /* with other values, where branches meet */
} Journey;

/* What becomes of a coroutine. */
typedef struct {
    uint32_t count; /* of its uses */
    uint32_t weak;  /* those among them that hurt only when nobody awaits it, or what it is joined with */
    uint32_t idle;  /* and those that do not even that: its type is asked for */
    uint32_t value; /* the use that tells most; 0: it is no value */
    UseKind kind;
    Journey journey; /* to it */
    bool awaited;    /* by somebody; or somebody asks what it is, or closes it */
    bool probed;     /* by hasattr(), for what it has not: what else is done may be meant for other things */
    bool lost;       /* it gets out of sight */
} Fate;

enum {
    FATE_VALUES_MOST = 200 /* that a coroutine is followed to */
};

/* What it takes to follow coroutines. */
typedef struct {
    RuleContext *context;
    const Program *program;
    const Sites *sites;
    Uses *uses;
    const Asking *asking;
    uint32_t *call_of; /* by value: 1 + the number of a call */
    uint16_t *marks;   /* by value: FateMark */
    uint32_t *reads;   /* values that read coroutines from attributes, by name; made when they are first asked for */
    size_t read_count;
    uint32_t seen[FATE_VALUES_MOST]; /* values on the way */
    size_t seen_count;
} Fates;

enum FateMark {
    MARK_DOUBTFUL = 1 << 0, /* a decorator that nothing is known of may have changed what is called; or callers may
                               hand over what we don't see */
    MARK_TEXT = 1 << 1,     /* a call of str(), repr() */
    MARK_TRUTH = 1 << 2,    /* a call of bool() */
    MARK_ITEMS = 1 << 3,    /* a call of what asks for elements: len(), list() */
    MARK_CHANGE = 1 << 4,   /* a call of setattr() */
    MARK_CHECK = 1 << 6,    /* a call of isinstance() */
    MARK_IDLE = 1 << 7,     /* a call of what neither keeps nor awaits it: type() */
    MARK_KNOWN = 1 << 5,    /* a call of a function that is known, and is in the tree or a coroutine function */
    MARK_PROBE = 1 << 8,    /* a call of hasattr() or getattr() */
    MARK_SHOWN = 1 << 9     /* a call of what makes texts of all that it is passed, and keeps nothing: str.format() */
};

/* `context` is borrowed, and must outlive it. */
void fates_init(Fates *fates, RuleContext *context);
void fates_deinit(Fates *fates);

/* What becomes of the coroutine that a call gives. */
Fate fates_find(Fates *fates, uint32_t call);

/* The attribute that a use asks for, by syntax or by getattr(); NULL: none that has a name. */
const char *fates_attribute(const Fates *fates, uint32_t use);

#endif
