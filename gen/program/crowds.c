/*
 * Special methods that many objects have, asked of too many: `str(x)`, `x == y`, `mapping[x]`, `if x:`. Where things get
 * there that have nothing in common, or data as well as things of the tree, the way by which they came is that of many
 * others, and which of them are shown, compared or tested is not known. Python's own types answer most of the time. What is
 * declared to be one of several types is no crowd.
 *
 * So nothing is drawn there. That is decided when all is solved; what these methods do inside has been followed. Nor is a
 * method drawn that is there to be replaced, beside those that replace it; nor one that only forbids what another does, beside
 * that; nor a `__getattr__` that is asked for what texts have, where texts get to as well.
 */
#include "python_types.h"
#include "solver.h"

#include "../../extractors/memory.h"

#include <stdlib.h>
#include <string.h>

enum {
    ASKED_CROWD = 1 << 0,
    ASKED_KNOWN = 1 << 1
};

void crowds_note(Program *program, Variable asked, Variable site)
{
    Inquiry inquiry = {asked, site};
    if (asked && asked < program->value_count) /* containers may well hold this and that */
        utarray_push_back(program->inquiries, &inquiry);
}

/* What a class has in common with others: its first base from outside that says something, or the last of its bases. */
static uint32_t family_of(const Program *program, uint32_t class_def)
{
    const ClassData *class = program->classes[class_def];
    for (uint32_t i = 0; i < class->external_count; i++)
        if (!classes_is_hollow(solver_text(program, class->external[i])))
            return program->def_count + class->external[i];
    return class->mro_count ? class->mro[class->mro_count - 1] : class_def;
}

/* Whether what a variable holds is a crowd; 0: nothing of the tree is asked there. */
static unsigned look_at_one(const Program *program, Variable asked)
{
    const ObjectSet *set = &program->variables[asked].set;
    bool data = false, several = false;
    uint32_t family = 0;
    for (uint32_t i = 0; i < set->count; i++) {
        ObjectData object = solver_data(program, set_items(set)[i]);
        uint32_t own = object.kind == OBJECT_INSTANCE ? family_of(program, object.a) : 0;
        data = data || (object.kind == OBJECT_CONSTANT && object.a != CONSTANT_NONE);
        several = several || (own && family && own != family);
        family = own ? own : family;
    }
    if (!family)
        return 0;
    return (several || data) && !(set->states & STATE_ANNOTATED) ? ASKED_CROWD : ASKED_KNOWN;
}

/* Of `a if test else b`, each is looked at: they are at hand. */
static unsigned look_at(const Program *program, Variable asked)
{
    const ProgramFile *file = program_file_of_value(program, asked);
    const Value *value = program_value(program, asked);
    if (value->kind != VALUE_PHI)
        return look_at_one(program, asked);
    unsigned found = 0;
    for (uint32_t i = 0; i < value->count; i++)
        found |= look_at_one(program, solver_variable(file, file->facts.operands[value->first + i].value));
    return found;
}

/* Methods that all objects have, or that are asked for how an object is as a condition. */
static bool is_common(const Program *program, uint32_t def)
{
    static const char *const names[] = {"__str__", "__repr__", "__format__", "__hash__",
                                        "__eq__",  "__ne__",   "__bool__",   "__len__"};
    const char *name = facts_name(&program_file_of_def(program, def)->facts, program_def(program, def)->name);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* Of each variable that asks, what it asks. Caller frees. */
static uint8_t *find_asked(const Program *program)
{
    const Inquiry *inquiries = (const Inquiry *)(const void *)utarray_front(program->inquiries);
    uint32_t count = utarray_len(program->inquiries);
    uint8_t *asked = memory_zeroed(program->variable_count, sizeof *asked);
    for (uint32_t i = 0; i < count; i++)
        asked[inquiries[i].site] |= (uint8_t)look_at(program, inquiries[i].asked);
    return asked;
}

static bool is_of_crowd(const Program *program, const ResolvedCall *call, const uint8_t *asked)
{
    return call->target && call->reach == REACH_IMPLICIT && asked[call->site] == ASKED_CROWD &&
           is_common(program, call->target);
}

/* Whether a `__getattr__` is asked for a method of texts, as `strip`, by who may have a text there. */
static bool is_for_text(const Program *program, const ResolvedCall *call)
{
    const Value *value = call->site < program->value_count ? program_value(program, call->site) : NULL;
    if (!call->target || call->reach != REACH_IMPLICIT || !value || value->kind != VALUE_ATTRIBUTE || value->count)
        return false;
    const ProgramFile *file = program_file_of_def(program, call->target);
    if (solver_name(file, program_def(program, call->target)->name) != program->known.getattr)
        return false;
    const ProgramFile *asking = program_file_of_value(program, call->site);
    const ObjectSet *set = &program->variables[solver_variable(asking, value->base)].set;
    bool text = false;
    for (uint32_t i = 0; i < set->count && !text; i++) {
        ObjectData data = solver_data(program, set_items(set)[i]);
        text = data.kind == OBJECT_CONSTANT && (data.a == CONSTANT_STRING || data.a == CONSTANT_BYTES);
    }
    return text && python_type_with("str", facts_name(&asking->facts, value->name));
}

/* Whether a method replaces another in a class below. */
static bool replaces(const Program *program, uint32_t method, uint32_t other)
{
    uint32_t owner = program_owner(program, method), above = program_owner(program, other);
    return owner && above && owner != above && classes_is_subclass(program, owner, above) &&
           solver_name(program_file_of_def(program, method), program_def(program, method)->name) ==
               solver_name(program_file_of_def(program, other), program_def(program, other)->name);
}

bool crowds_is_template(const Program *program, uint32_t def)
{
    bool empty = !program->returns[def] && program_def(program, def)->flags & DEF_ABSTRACT;
    return empty || program->traits[def] & TRAIT_ABSTRACT;
}

static uint32_t hash_site(Variable site)
{
    return index_hash3(site, 0, 0);
}

/* The next call of an index that stands at a site, from slot `*at` on, which starts as the hash; INDEX_NONE: no more. */
static uint32_t next_at(const Index *index, const ResolvedCall *calls, Variable site, uint32_t *at)
{
    uint32_t number = index_next(index, hash_site(site), at);
    while (number != INDEX_NONE && calls[number].site != site)
        number = index_next(index, hash_site(site), at);
    return number;
}

/* Does a function always raise an exception? */
static bool only_raises(const Program *program, uint32_t def)
{
    return !program->returns[def] && !(program_def(program, def)->flags & DEF_GENERATOR);
}

/* May a call give way to others of the same place? */
static bool may_give_way(const Program *program, const ResolvedCall *call)
{
    return call->target && (crowds_is_template(program, call->target) || only_raises(program, call->target));
}

/* All calls of the tree at sites where some may give way, by site. Those are few, and a tree takes most memory now. */
static Index list_rivals(const Program *program, const ResolvedCall *calls, uint32_t count)
{
    Index templates = {0}, rivals = {0};
    for (uint32_t i = 0; i < count; i++)
        if (may_give_way(program, &calls[i]))
            index_add(&templates, hash_site(calls[i].site), i);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = hash_site(calls[i].site);
        if (calls[i].target && next_at(&templates, calls, calls[i].site, &at) != INDEX_NONE)
            index_add(&rivals, hash_site(calls[i].site), i);
    }
    index_free(&templates);
    return rivals;
}

/* Does a method give way to another one: is it there to be replaced by that, or does it only forbid what that does? */
static bool gives_way_to(const Program *program, uint32_t method, uint32_t other)
{
    bool forbids = only_raises(program, method) && !only_raises(program, other);
    return (crowds_is_template(program, method) && replaces(program, other, method)) ||
           (forbids && replaces(program, method, other));
}

static bool gives_way(const Program *program, const ResolvedCall *calls, const Index *rivals, const ResolvedCall *call)
{
    if (!may_give_way(program, call))
        return false;
    for (uint32_t at = hash_site(call->site), i; (i = next_at(rivals, calls, call->site, &at)) != INDEX_NONE;)
        if (calls[i].reach == call->reach && gives_way_to(program, call->target, calls[i].target))
            return true;
    return false;
}

void crowds_hide(Program *program)
{
    uint8_t *asked = find_asked(program);
    const ResolvedCall *calls = (const ResolvedCall *)(const void *)utarray_front(program->calls);
    uint32_t count = utarray_len(program->calls);
    Index rivals = list_rivals(program, calls, count);
    program->hidden = memory_zeroed(count + 1, sizeof *program->hidden);
    for (uint32_t i = 0; i < count; i++)
        program->hidden[i] = is_of_crowd(program, &calls[i], asked) || is_for_text(program, &calls[i]) ||
                             gives_way(program, calls, &rivals, &calls[i]);
    index_free(&rivals);
    free(asked);
}

bool program_hides(const Program *program, const ResolvedCall *call)
{
    return program->hidden[call - (const ResolvedCall *)(const void *)utarray_front(program->calls)];
}
