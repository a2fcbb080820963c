/*
 * Methods that the abstract base classes of collections make of others: library reference, collections.abc, the column
 * "Mixin Methods". `headers.get("host")` of a Mapping of the tree runs its `__getitem__`.
 */
#include "builtins.h"

#include <string.h>

enum Base {
    OF_MAPPING = 1 << 0,
    OF_MUTABLE_MAPPING = 1 << 1,
    OF_SEQUENCE = 1 << 2,
    OF_MUTABLE_SEQUENCE = 1 << 3,
    OF_MUTABLE_SET = 1 << 4
};

typedef enum {
    GIVES_NONE,
    GIVES_ITEM, /* what `__getitem__` gives, or the second argument */
    GIVES_KEYS,
    GIVES_VALUES,
    GIVES_PAIRS,
    GIVES_PAIR,
    GIVES_PLAIN /* a number, one of the elements of a set */
} Gives;

typedef struct {
    const char *name;
    unsigned bases;
    const char *runs[3];
    Gives gives;
} Mixin;

static const Mixin mixins[] = {
    {"append", OF_MUTABLE_SEQUENCE, {"__len__", "insert"}, GIVES_NONE},
    {"clear", OF_MUTABLE_MAPPING, {"__iter__", "__getitem__", "__delitem__"}, GIVES_NONE},
    {"clear", OF_MUTABLE_SEQUENCE, {"__getitem__", "__delitem__"}, GIVES_NONE},
    {"clear", OF_MUTABLE_SET, {"__iter__", "discard"}, GIVES_NONE},
    {"count", OF_SEQUENCE, {"__getitem__"}, GIVES_PLAIN},
    {"extend", OF_MUTABLE_SEQUENCE, {"__len__", "insert"}, GIVES_NONE},
    {"get", OF_MAPPING, {"__getitem__"}, GIVES_ITEM},
    {"index", OF_SEQUENCE, {"__getitem__"}, GIVES_PLAIN},
    {"items", OF_MAPPING, {"__iter__", "__getitem__"}, GIVES_PAIRS},
    {"keys", OF_MAPPING, {"__iter__"}, GIVES_KEYS},
    {"pop", OF_MUTABLE_MAPPING | OF_MUTABLE_SEQUENCE, {"__getitem__", "__delitem__"}, GIVES_ITEM},
    {"pop", OF_MUTABLE_SET, {"__iter__", "discard"}, GIVES_PLAIN},
    {"popitem", OF_MUTABLE_MAPPING, {"__iter__", "__getitem__", "__delitem__"}, GIVES_PAIR},
    {"remove", OF_MUTABLE_SEQUENCE, {"__getitem__", "__delitem__"}, GIVES_NONE},
    {"remove", OF_MUTABLE_SET, {"__contains__", "discard"}, GIVES_NONE},
    {"reverse", OF_MUTABLE_SEQUENCE, {"__len__", "__getitem__", "__setitem__"}, GIVES_NONE},
    {"setdefault", OF_MUTABLE_MAPPING, {"__getitem__", "__setitem__"}, GIVES_ITEM},
    {"update", OF_MUTABLE_MAPPING, {"__setitem__"}, GIVES_NONE},
    {"values", OF_MAPPING, {"__iter__", "__getitem__"}, GIVES_VALUES},
};

enum Step {
    STEP_FOUND = 25
};

/* What a qualified base class is, each with what it inherits from. */
static unsigned kind_of_base(const char *name, size_t length)
{
    static const struct {
        const char *name;
        unsigned bases;
    } bases[] = {{"Mapping", OF_MAPPING},
                 {"MutableMapping", OF_MAPPING | OF_MUTABLE_MAPPING},
                 {"Sequence", OF_SEQUENCE},
                 {"MutableSequence", OF_SEQUENCE | OF_MUTABLE_SEQUENCE},
                 {"MutableSet", OF_MUTABLE_SET}};
    static const char *const modules[] = {"collections.abc.", "typing.", "collections."};
    for (size_t i = 0; i < sizeof modules / sizeof *modules; i++) {
        size_t module = strlen(modules[i]);
        for (size_t j = 0; j < sizeof bases / sizeof *bases; j++)
            if (length == module + strlen(bases[j].name) && strncmp(name, modules[i], module) == 0 &&
                strncmp(name + module, bases[j].name, length - module) == 0)
                return bases[j].bases;
    }
    return 0;
}

static const Mixin *find_mixin(const char *qualified)
{
    const char *dot = strrchr(qualified, '.');
    unsigned bases = dot ? kind_of_base(qualified, (size_t)(dot - qualified)) : 0;
    for (size_t i = 0; bases && i < sizeof mixins / sizeof *mixins; i++)
        if (mixins[i].bases & bases && strcmp(mixins[i].name, dot + 1) == 0)
            return &mixins[i];
    return NULL;
}

/* A mixin at work. */
typedef struct {
    Program *program;
    Object receiver;
    const CallSite *site;
    Variable key, value; /* what it passes on; 0: what nobody knows */
    Variable item;       /* gets what `__getitem__` gives */
} Work;

static void run(const Work *work, const char *method)
{
    bool by_key = strcmp(method, "__len__") != 0 && strcmp(method, "__iter__") != 0;
    bool stores = strcmp(method, "__setitem__") == 0 || strcmp(method, "insert") == 0;
    Argument arguments[] = {{work->key, NAME_NONE}, {work->value, NAME_NONE}};
    CallSite call = {.site = work->site->site,
                     .arguments = arguments,
                     .argument_count = stores ? 2 : by_key,
                     .reach = REACH_IMPLICIT};
    if (strcmp(method, "__iter__") == 0) {
        protocols_iterate(work->program, work->receiver, work->site->site, work->key, false);
        return;
    }
    if (strcmp(method, "__getitem__") == 0)
        call.result = work->item;
    calls_call_method(work->program, work->receiver, solver_intern(work->program, method), &call);
}

/* update(), extend(): each keyword, and what is in the mapping or list, is put in. */
static void put_all(Work *work)
{
    for (size_t i = 0; i < work->site->argument_count; i++) {
        const Argument *argument = &work->site->arguments[i];
        bool keyword = argument->name > NAME_DOUBLESTAR;
        solver_link(work->program, argument->variable, keyword ? LINK_COPY : LINK_CONTENT, work->value, 0);
    }
}

static void give(const Work *work, Gives gives)
{
    Program *program = work->program;
    const CallSite *site = work->site;
    if (gives == GIVES_NONE)
        solver_add(program, site->result, program->none);
    else if (gives == GIVES_PLAIN)
        solver_add(program, site->result, program->unknown);
    else if (gives == GIVES_ITEM) {
        solver_link(program, work->item, LINK_COPY, site->result, 0);
        solver_link(program, calls_argument_at(site, 1), LINK_COPY, site->result, 0);
    } else if (gives == GIVES_KEYS || gives == GIVES_VALUES) {
        Object view = builtins_give_container(program, site, CONTAINER_GENERATOR);
        solver_link(program, gives == GIVES_KEYS ? work->key : work->item, LINK_COPY,
                    containers_elements(program, view), 0);
    } else {
        Object pair = gives == GIVES_PAIR ? builtins_give_container(program, site, CONTAINER_TUPLE)
                                          : builtins_give_tuples(program, site, CONTAINER_GENERATOR);
        solver_link(program, work->key, LINK_COPY, builtins_tuple_item(program, pair, 0), 0);
        solver_link(program, work->item, LINK_COPY, builtins_tuple_item(program, pair, 1), 0);
    }
}

bool mixins_call(Program *program, const char *qualified, Object receiver, const CallSite *site)
{
    const Mixin *mixin = find_mixin(qualified);
    if (!mixin)
        return false;
    bool iterates = strcmp(mixin->runs[0], "__iter__") == 0, appends = strcmp(mixin->name, "append") == 0;
    bool fills = strcmp(mixin->name, "update") == 0 || strcmp(mixin->name, "extend") == 0;
    Work work = {
        .program = program,
        .receiver = receiver,
        .site = site,
        .key = iterates || fills || appends ? solver_step(program, site->site, STEP_KEY) : calls_argument_at(site, 0),
        .value = fills ? solver_step(program, site->site, STEP_SECOND) : calls_argument_at(site, appends ? 0 : 1),
        .item = solver_step(program, site->site, STEP_FOUND)};
    if (fills)
        put_all(&work);
    for (size_t i = 0; i < sizeof mixin->runs / sizeof *mixin->runs && mixin->runs[i]; i++)
        run(&work, mixin->runs[i]);
    give(&work, mixin->gives);
    return true;
}
