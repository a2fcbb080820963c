#include "building.h"

#include "../../extractors/memory.h"

#include <stdlib.h>
#include <string.h>

enum {
    CLASSES_MOST = 200 /* below one, that are looked at */
};

static bool has_await(const Build *build, uint32_t class_def)
{
    uint32_t name = names_find(program_names(build->program), "__await__", strlen("__await__"));
    return name && program_has_method(build->program, class_def, name);
}

/* Python's own types cannot be awaited; something that is only known as an object may be anything. */
static bool is_builtin_type(const char *name)
{
    return program_is_builtin(name) && strcmp(name, "<builtin>.object") != 0;
}

static bool external_may_await(const Build *build, uint32_t number)
{
    const CatalogEntry *entries;
    const char *name = build_text(build, number);
    if (strcmp(name, "<plain>") == 0 || is_builtin_type(name) || program_external_is_plain(build->program, number))
        return false;
    size_t count = catalog_find(build->catalog, name, &entries);
    return !count || entries[0].flags & CATALOG_AWAITABLE;
}

static bool external_awaits(const Build *build, uint32_t number)
{
    const CatalogEntry *entries;
    return catalog_find(build->catalog, build_text(build, number), &entries) && entries[0].flags & CATALOG_AWAITABLE;
}

/* Whether a class is of a module of which the catalog knows what can be awaited. */
static bool is_of_standard_types(const char *name)
{
    static const char *const modules[] = {"<builtin>.", "abc.",    "collections.",
                                          "enum.",      "typing.", "typing_extensions."};
    for (size_t i = 0; i < sizeof modules / sizeof *modules; i++)
        if (strncmp(name, modules[i], strlen(modules[i])) == 0)
            return true;
    return false;
}

/* Whether an instance of the class certainly cannot be awaited. */
static bool class_is_plain(const Build *build, uint32_t class_def)
{
    size_t count;
    if (has_await(build, class_def) || program_class_is_open(build->program, class_def))
        return false;
    const uint32_t *external = program_external_bases(build->program, class_def, &count);
    for (size_t i = 0; i < count; i++) {
        bool known = is_of_standard_types(build_text(build, external[i]));
        if (known ? external_awaits(build, external[i]) : external_may_await(build, external[i]))
            return false;
    }
    return true;
}

static bool instance_may_await(const Build *build, const Result *instance, bool skip_unknown)
{
    if (!build->plain[instance->def])
        return !skip_unknown || has_await(build, instance->def);
    return !instance->exact && build->awaits_below[instance->def];
}

static bool all_plain(const Build *build, const Result *results, size_t count, bool skip_unknown)
{
    size_t plain = 0;
    for (size_t i = 0; i < count; i++) {
        switch (results[i].kind) {
        case RESULT_AWAITABLE:
            return false;
        case RESULT_EXTERNAL:
            if (external_may_await(build, results[i].name) &&
                (!skip_unknown || external_awaits(build, results[i].name)))
                return false;
            plain++;
            break;
        case RESULT_CLASS_INSTANCE:
            if (instance_may_await(build, &results[i], skip_unknown))
                return false;
            plain++;
            break;
        case RESULT_PLAIN:
            plain++;
            break;
        case RESULT_UNKNOWN:
            if (!skip_unknown)
                return false;
        }
    }
    return plain > 0;
}

/* Drops what only tests bring about: production gives back something else. Returns how many are left. */
static size_t drop_doubles(const Build *build, Result *results, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const Result *result = &results[i];
        bool by_test = result->def ? program_file_of_def(build->program, result->def)->test
                                   : result->name && program_external_is_double(build->program, result->name);
        if (!by_test)
            results[kept++] = *result;
    }
    return kept;
}

/* Drops `object` beside classes: it stands in for one of them where its import fails. */
static size_t drop_stand_in(const Build *build, Result *results, size_t count)
{
    size_t kept = 0, classes = 0;
    for (size_t i = 0; i < count; i++)
        classes += results[i].kind == RESULT_CLASS_INSTANCE || results[i].kind == RESULT_EXTERNAL;
    for (size_t i = 0; i < count; i++)
        if (classes < 2 || results[i].kind != RESULT_EXTERNAL ||
            strcmp(build_text(build, results[i].name), "<builtin>.object") != 0)
            results[kept++] = results[i];
    return kept;
}

/* Drops what a function is passed and gives back: what it declares to return says more. */
static size_t drop_passed(Result *results, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (!results[i].passed)
            results[kept++] = results[i];
    return kept;
}

/* Whether all that a value may be is known, and is something like a number, a text, a list. */
static bool is_plain_value(const Build *build, uint32_t value)
{
    size_t count;
    Result *results = program_value_results(build->program, value, &count);
    bool plain = count && program_value_is_closed(build->program, value);
    for (size_t i = 0; i < count; i++)
        plain = plain && results[i].kind == RESULT_PLAIN && !results[i].none;
    free(results);
    return plain;
}

/* Whether a value is plain, or one of those that branches give it. */
static bool may_be_plain(const Build *build, const ProgramFile *file, uint32_t number)
{
    const Value *value = &file->facts.values[number];
    bool plain = is_plain_value(build, file->first_value + number);
    for (uint32_t i = 0; !plain && value->kind == VALUE_PHI && i < value->count; i++)
        plain = is_plain_value(build, file->first_value + file->facts.operands[value->first + i].value);
    return plain;
}

/* Whether a function returns an element of what it returns elsewhere: it gives one thing for one, and several for several. */
static bool returns_element(const Facts *facts, Body body, const Effect *whole)
{
    for (uint32_t i = body.first_effect; i < body.end_effect; i++) {
        const Effect *effect = &facts->effects[i];
        const Value *value = &facts->values[effect->value];
        if (effect->kind == EFFECT_RETURN && effect->scope == whole->scope && value->base == whole->value &&
            (value->kind == VALUE_SUBSCRIPT || value->kind == VALUE_ELEMENT))
            return true;
    }
    return false;
}

/* What a function returns by the end of its body and statements of its own. */
typedef enum {
    RETURNS_NEVER, /* it raises, or goes on for ever */
    RETURNS_OTHER,
    RETURNS_PLAIN /* somewhere, what cannot be awaited */
} Returns;

/* By definition of the file; the caller frees it. */
static Returns *find_returns(const Build *build, const ProgramFile *file)
{
    Returns *returns = memory_zeroed(file->facts.defs_count, sizeof *returns);
    for (uint32_t i = 1; i < file->facts.effects_count; i++) {
        const Effect *effect = &file->facts.effects[i];
        if (effect->kind != EFFECT_RETURN || returns[effect->scope] == RETURNS_PLAIN)
            continue;
        Body body = program_body(build->program, file->first_def + effect->scope);
        bool plain = !effect->value || file->facts.values[effect->value].kind == VALUE_CONSTANT ||
                     (may_be_plain(build, file, effect->value) && !returns_element(&file->facts, body, effect));
        returns[effect->scope] = plain ? RETURNS_PLAIN : RETURNS_OTHER;
    }
    return returns;
}

/* Whether a function says that it returns something to be awaited, or None, and does return None somewhere. */
static bool returns_none_instead(const Build *build, uint32_t def, const Result *declared, size_t count)
{
    const ProgramFile *file = program_file_of_def(build->program, def);
    Body body = program_body(build->program, def);
    bool awaitable = count, none = false;
    for (size_t i = 0; i < count; i++)
        awaitable = awaitable && (declared[i].none || declared[i].kind == RESULT_AWAITABLE ||
                                  (declared[i].kind == RESULT_EXTERNAL && external_awaits(build, declared[i].name)));
    for (uint32_t i = body.first_effect; awaitable && i < body.end_effect && !none; i++) {
        const Effect *effect = &file->facts.effects[i];
        const Value *value = &file->facts.values[effect->value];
        none = effect->kind == EFFECT_RETURN && file->first_def + effect->scope == def && effect->value &&
               value->kind == VALUE_CONSTANT && value->detail == CONSTANT_NONE;
    }
    return none;
}

/* Whether nothing is declared of what a function returns, or that it never does. */
static bool declares_no_result(const Build *build, uint32_t def)
{
    const ProgramFile *file = program_file_of_def(build->program, def);
    uint32_t annotation = program_def(build->program, def)->returns;
    uint32_t name = annotation ? program_external_of(build->program, file->first_value + annotation) : 0;
    const char *text = name ? build_text(build, name) : "";
    return !annotation || strcmp(text, "typing.NoReturn") == 0 || strcmp(text, "typing.Never") == 0;
}

/* Whether awaiting what calling a function gives fails: by all that it returns, or, where that is not wholly known, by what
 * it is declared to return. `returns`: of find_returns(). */
static Failure failure_of(const Build *build, uint32_t def, Returns returns)
{
    enum {
        OPAQUE = TRAIT_OPAQUE | TRAIT_AWAITABLE | TRAIT_OVERLOAD
    };
    const Def *facts = program_def(build->program, def);
    if (program_is_resolved(program_file_of_def(build->program, def)))
        return FAILS_NOT; /* the compiler sees to that */
    bool coroutine = facts->flags & DEF_ASYNC && !(facts->flags & DEF_GENERATOR);
    bool is_function = facts->kind == DEF_FUNCTION || facts->kind == DEF_LAMBDA;
    if (!is_function || coroutine || program_traits(build->program, def) & OPAQUE)
        return FAILS_NOT;
    if (facts->flags & DEF_GENERATOR || program_traits(build->program, def) & TRAIT_CONTEXT)
        return FAILS_WHOLLY;
    size_t count, declared_count;
    Result *results = program_results(build->program, def, &count);
    if (!program_file_of_def(build->program, def)->test)
        count = drop_doubles(build, results, count);
    Result *declared = program_declared_results(build->program, def, &declared_count);
    declared_count = drop_stand_in(build, declared, declared_count);
    bool stated = declared_count && all_plain(build, declared, declared_count, false);
    size_t own = stated ? drop_passed(results, count) : count;
    bool abstract = facts->flags & DEF_ABSTRACT, gives_back = !own && count;
    bool wholly = abstract || gives_back ? stated : all_plain(build, results, own, stated);
    bool never = returns == RETURNS_NEVER && !count && declares_no_result(build, def);
    bool partly = !abstract && !asking_asks(build->asking, def) &&
                  (never || returns_none_instead(build, def, declared, declared_count) ||
                   (!facts->returns && returns == RETURNS_PLAIN && all_plain(build, results, own, true)));
    free(results);
    free(declared);
    return wholly ? FAILS_WHOLLY : partly ? FAILS_PARTLY : FAILS_NOT;
}

/* What is known of those who implement a method. */
typedef struct {
    bool fails, works; /* awaiting some of them fails, may work */
    unsigned left;     /* classes to look at */
} Implemented;

static void ask_subclasses(const Build *build, uint32_t class_def, uint32_t name, Implemented *out)
{
    size_t count;
    const uint32_t *subclasses = program_subclasses(build->program, class_def, &count);
    for (size_t i = 0; i < count && out->left; i++) {
        uint32_t method = program_class_member(build->program, subclasses[i], name);
        bool implements = method && !(program_def(build->program, method)->flags & DEF_ABSTRACT);
        bool wrapped = !method && program_class_binds(build->program, subclasses[i], name);
        out->left--;
        out->fails = out->fails || (implements && build->never[method]);
        out->works = out->works || wrapped || (implements && !build->never[method]);
        ask_subclasses(build, subclasses[i], name, out);
    }
}

bool build_method_fails(const Build *build, const Result *instance, uint32_t name)
{
    Implemented found = {.left = CLASSES_MOST};
    uint32_t method = program_method_of(build->program, instance->def, name);
    if (!method || build->never[method] == FAILS_NOT || program_traits(build->program, method) & TRAIT_PROPERTY)
        return false;
    if (!instance->exact)
        ask_subclasses(build, instance->def, name, &found);
    return !found.works && found.left;
}

/* Whether a method says nothing itself, and awaiting what implements it fails, as far as the tree shows. */
static bool is_implemented_plain(const Build *build, uint32_t def)
{
    const Def *facts = program_def(build->program, def);
    uint32_t owner = facts->kind == DEF_FUNCTION ? program_owner(build->program, def) : 0;
    Implemented found = {.left = CLASSES_MOST};
    if (!owner || !(facts->flags & DEF_ABSTRACT) || facts->flags & DEF_ASYNC || facts->returns || build->never[def] ||
        program_traits(build->program, def) & (TRAIT_OPAQUE | TRAIT_AWAITABLE | TRAIT_OVERLOAD | TRAIT_PROPERTY))
        return false;
    ask_subclasses(build, owner, build_name_of_def(build, def), &found);
    return found.fails && !found.works && found.left;
}

/* Finds the classes of which an instance, or one of a class below, has `__await__`. */
static void find_awaits_below(Build *build)
{
    for (uint32_t def = 1; def < program_def_count(build->program); def++) {
        size_t count;
        bool awaits = program_def(build->program, def)->kind == DEF_CLASS && has_await(build, def);
        const uint32_t *mro = awaits ? program_mro(build->program, def, &count) : NULL;
        for (size_t i = 0; awaits && i < count; i++)
            build->awaits_below[mro[i]] = true;
    }
}

void build_find_never_awaitable(Build *build)
{
    size_t count;
    const ProgramFile *files = program_files(build->program, &count);
    find_awaits_below(build);
#pragma omp parallel num_threads(build->threads)
    {
#pragma omp for schedule(dynamic, 8)
        for (size_t i = 0; i < count; i++)
            for (uint32_t def = 1; files[i].image && def < files[i].facts.defs_count; def++)
                if (files[i].facts.defs[def].kind == DEF_CLASS)
                    build->plain[files[i].first_def + def] = class_is_plain(build, files[i].first_def + def);
#pragma omp for schedule(dynamic, 8)
        for (size_t i = 0; i < count; i++) {
            Returns *returns = files[i].image ? find_returns(build, &files[i]) : NULL;
            for (uint32_t def = 1; files[i].image && def < files[i].facts.defs_count; def++)
                build->never[files[i].first_def + def] =
                    (uint8_t)failure_of(build, files[i].first_def + def, returns[def]);
            free(returns);
        }
#pragma omp for schedule(dynamic, 8)
        for (size_t i = 0; i < count; i++)
            for (uint32_t def = 1; files[i].image && def < files[i].facts.defs_count; def++)
                if (is_implemented_plain(build, files[i].first_def + def))
                    build->never[files[i].first_def + def] = FAILS_PARTLY;
    }
}
