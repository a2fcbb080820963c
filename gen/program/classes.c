/*
 * Classes: bases, method resolution order, members; and what decorators make of definitions.
 */
#include "solver.h"

#include "../../extractors/memory.h"

#include <stdlib.h>
#include <string.h>

/* --- bases -------------------------------------------------------------------------------------------------------- */

typedef struct {
    UT_array *bases;    /* classes */
    UT_array *external; /* names */
    bool open;
} Bases;

static const UT_icd number_icd = {sizeof(uint32_t), NULL, NULL, NULL};

static uint32_t number_at(const UT_array *array, uint32_t index)
{
    return *(const uint32_t *)(const void *)utarray_eltptr(array, index);
}

static bool has_number(const UT_array *array, uint32_t number)
{
    for (uint32_t i = 0; i < utarray_len(array); i++)
        if (number_at(array, i) == number)
            return true;
    return false;
}

Variable classes_unsubscripted(const ProgramFile *file, uint32_t value)
{
    for (int steps = 0; steps < 4 && file->facts.values[value].kind == VALUE_SUBSCRIPT; steps++)
        value = file->facts.values[value].base;
    return solver_variable(file, value);
}

/* Who inherits from `List[Room]` inherits from list. */
static uint32_t meant_base(Program *program, uint32_t name)
{
    static const struct {
        const char *name, *meant;
    } aliases[] = {{"typing.Counter", "collections.Counter"},
                   {"typing.DefaultDict", "collections.defaultdict"},
                   {"typing.Deque", "collections.deque"},
                   {"typing.Dict", "<builtin>.dict"},
                   {"typing.FrozenSet", "<builtin>.frozenset"},
                   {"typing.List", "<builtin>.list"},
                   {"typing.OrderedDict", "collections.OrderedDict"},
                   {"typing.Set", "<builtin>.set"},
                   {"typing.Tuple", "<builtin>.tuple"},
                   {"typing.Type", "<builtin>.type"}};
    const char *text = solver_text(program, name);
    for (size_t i = 0; text[0] == 't' && i < sizeof aliases / sizeof *aliases; i++)
        if (strcmp(aliases[i].name, text) == 0)
            return solver_intern(program, aliases[i].meant);
    return name;
}

static void add_base(Program *program, uint32_t class_def, Object object, Bases *out)
{
    ObjectData data = solver_data(program, object);
    if (data.kind == OBJECT_EXTERNAL)
        data.a = meant_base(program, data.a);
    switch ((ObjectKind)data.kind) {
    case OBJECT_CLASS:
        if (data.a != class_def && !has_number(out->bases, data.a))
            utarray_push_back(out->bases, &data.a);
        break;
    case OBJECT_EXTERNAL:
        if (!has_number(out->external, data.a))
            utarray_push_back(out->external, &data.a);
        break;
    case OBJECT_CONSTANT:
        break;
    default:
        out->open = true;
    }
}

static const uint32_t *keep_numbers(Program *program, const UT_array *array)
{
    uint32_t *copy = arena_alloc(&program->arena, (utarray_len(array) + 1) * sizeof *copy);
    for (uint32_t i = 0; i < utarray_len(array); i++)
        copy[i] = number_at(array, i);
    return copy;
}

/* What namedtuple() makes is known by the name of that. */
static Variable base_variable(const Program *program, const ProgramFile *file, uint32_t value)
{
    return fields_is_tuple_call(program, file, value) ? solver_variable(file, file->facts.values[value].base)
                                                      : classes_unsubscripted(file, value);
}

void classes_extend(Program *program, const ObjectSet *classes)
{
    for (uint32_t i = 0; i < classes->count; i++) {
        ObjectData data = solver_data(program, set_items(classes)[i]);
        if (data.kind == OBJECT_CLASS)
            program->classes[data.a]->extended = true;
    }
}

uint32_t classes_base_giver(const Program *program, const ProgramFile *file, uint32_t value)
{
    const Value *call = &file->facts.values[value];
    ObjectData maker = solver_only(program, call->kind == VALUE_CALL ? solver_variable(file, call->base) : 0);
    Variable member =
        maker.kind == OBJECT_CLASS ? solver_find_cell(program, CELL_CLASS, maker.a, program->known.mro_entries) : 0;
    ObjectData function = solver_only(program, member);
    return function.kind == OBJECT_FUNCTION ? function.a : 0;
}

/* What `__mro_entries__` returns, as far as that is written there: `return (Base,)`. */
static void add_given_bases(Program *program, uint32_t class_def, uint32_t giver, Bases *out)
{
    const ProgramFile *file = program_file_of_def(program, giver);
    for (uint32_t i = 1; i < file->facts.effects_count; i++) {
        const Effect *effect = &file->facts.effects[i];
        const Value *value = &file->facts.values[effect->value];
        if (effect->kind != EFFECT_RETURN || file->first_def + effect->scope != giver)
            continue;
        out->open = out->open || value->kind != VALUE_CONTAINER;
        for (uint32_t j = 0; value->kind == VALUE_CONTAINER && j < value->count; j++) {
            const ObjectSet *set =
                &program->variables[solver_variable(file, file->facts.operands[value->first + j].value)].set;
            for (uint32_t k = 0; k < set->count; k++)
                add_base(program, class_def, set_items(set)[k], out);
        }
    }
}

static void find_bases(Program *program, uint32_t class_def)
{
    const ProgramFile *file = program_file_of_def(program, class_def);
    const Def *def = program_def(program, class_def);
    Bases found = {0};
    utarray_new(found.bases, &number_icd);
    utarray_new(found.external, &number_icd);
    for (uint32_t i = def->first_base; i < def->first_base + def->base_count; i++) {
        const Operand *operand = &file->facts.operands[i];
        if (operand->name) {
            found.open = found.open || operand->name <= NAME_DOUBLESTAR;
            continue;
        }
        uint32_t giver = classes_base_giver(program, file, operand->value);
        if (giver) {
            add_given_bases(program, class_def, giver, &found);
            continue;
        }
        Variable variable = base_variable(program, file, operand->value);
        const ObjectSet *set = &program->variables[variable].set;
        if (set->count > 1 && file->facts.values[operand->value].kind == VALUE_PARAM) {
            found.open = true; /* one class for each of several that it is made from */
            classes_extend(program, set);
            continue;
        }
        found.open = found.open || !set->count;
        for (uint32_t j = 0; j < set->count; j++)
            add_base(program, class_def, set_items(set)[j], &found);
    }
    ClassData *data = program->classes[class_def];
    data->base_count = utarray_len(found.bases);
    data->bases = (uint32_t *)keep_numbers(program, found.bases);
    data->direct_external_count = utarray_len(found.external);
    for (uint32_t i = 0; i < data->direct_external_count; i++)
        outside_add_bases(program, number_at(found.external, i), found.external);
    data->external_count = utarray_len(found.external);
    data->external = (uint32_t *)keep_numbers(program, found.external);
    data->open = found.open;
    utarray_free(found.bases);
    utarray_free(found.external);
}

/* --- C3 ------------------------------------------------------------------------------------------------------------ */

typedef struct {
    const uint32_t *items;
    uint32_t count, at;
} Sequence;

static bool in_tail(const Sequence *sequences, uint32_t count, uint32_t candidate)
{
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = sequences[i].at + 1; j < sequences[i].count; j++)
            if (sequences[i].items[j] == candidate)
                return true;
    return false;
}

/* The next class: the first head of a sequence that is in no tail. Where Python would refuse the hierarchy, the first
 * head, so that there is an order all the same. */
static uint32_t next_class(const Sequence *sequences, uint32_t count)
{
    uint32_t first = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (sequences[i].at >= sequences[i].count)
            continue;
        uint32_t candidate = sequences[i].items[sequences[i].at];
        first = first ? first : candidate;
        if (!in_tail(sequences, count, candidate))
            return candidate;
    }
    return first;
}

static void drop_class(Sequence *sequences, uint32_t count, uint32_t taken)
{
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = sequences[i].at; j < sequences[i].count; j++)
            if (sequences[i].items[j] == taken) {
                sequences[i].at = j + 1;
                break;
            }
}

enum {
    HIERARCHY_LIMIT = 200
};

/* Bases in the standard library that change what the names of a class's body mean. */
static void find_standard_bases(const Program *program, ClassData *data)
{
    static const char *const enums[] = {"enum.Enum", "enum.IntEnum", "enum.StrEnum", "enum.Flag", "enum.IntFlag"};
    static const char *const protocols[] = {"typing.Protocol", "typing_extensions.Protocol"};
    static const char *const mappings[] = {"typing.TypedDict", "typing_extensions.TypedDict"};
    for (uint32_t i = 0; i < data->external_count; i++) {
        const char *name = solver_text(program, data->external[i]);
        for (size_t j = 0; j < sizeof enums / sizeof *enums; j++)
            data->is_enum = data->is_enum || strcmp(enums[j], name) == 0;
        for (size_t j = 0; j < sizeof mappings / sizeof *mappings; j++)
            data->is_mapping = data->is_mapping || strcmp(mappings[j], name) == 0;
        for (size_t j = 0; i < data->direct_external_count && j < sizeof protocols / sizeof *protocols; j++)
            data->is_protocol = data->is_protocol || strcmp(protocols[j], name) == 0;
    }
}

static void linearise(Program *program, uint32_t class_def, unsigned depth)
{
    ClassData *data = program->classes[class_def];
    if (data->mro || depth > HIERARCHY_LIMIT)
        return;
    data->mro = &program->def_count; /* being computed: an own base further up is a mistake of the program's */
    UT_array *order, *external;
    utarray_new(order, &number_icd);
    utarray_new(external, &number_icd);
    utarray_push_back(order, &class_def);
    Sequence *sequences = arena_alloc(&program->arena, (data->base_count + 1) * sizeof *sequences);
    for (uint32_t i = 0; i < data->external_count; i++)
        utarray_push_back(external, &data->external[i]);
    for (uint32_t i = 0; i < data->base_count; i++) {
        linearise(program, data->bases[i], depth + 1);
        const ClassData *base = program->classes[data->bases[i]];
        if (base->mro && base->mro_count)
            sequences[i] = (Sequence){base->mro, base->mro_count, 0};
        data->open = data->open || base->open;
        for (uint32_t j = 0; j < base->external_count; j++)
            if (!has_number(external, base->external[j]))
                utarray_push_back(external, &base->external[j]);
    }
    sequences[data->base_count] = (Sequence){data->bases, data->base_count, 0};
    for (uint32_t next; (next = next_class(sequences, data->base_count + 1)) && utarray_len(order) < HIERARCHY_LIMIT;) {
        if (next != class_def) /* an own base further up */
            utarray_push_back(order, &next);
        drop_class(sequences, data->base_count + 1, next);
    }
    data->mro_count = utarray_len(order);
    data->mro = (uint32_t *)keep_numbers(program, order);
    data->external_count = utarray_len(external);
    data->external = (uint32_t *)keep_numbers(program, external);
    find_standard_bases(program, data);
    utarray_free(order);
    utarray_free(external);
}

/* What extends a class extends its bases, too. */
static void spread_extended(Program *program, uint32_t def)
{
    const ClassData *data = program->classes[def];
    for (uint32_t i = 0; data->extended && i < data->mro_count; i++)
        program->classes[data->mro[i]]->extended = true;
}

static void find_subclasses(Program *program)
{
    for (uint32_t k = 0; k < program->class_count; k++) {
        const ClassData *data = program->classes[program->class_defs[k]];
        for (uint32_t i = 0; i < data->base_count; i++)
            program->classes[data->bases[i]]->subclass_count++;
    }
    for (uint32_t k = 0; k < program->class_count; k++) {
        ClassData *data = program->classes[program->class_defs[k]];
        data->subclasses = arena_alloc(&program->arena, (data->subclass_count + 1) * sizeof *data->subclasses);
        data->subclass_count = 0;
    }
    for (uint32_t k = 0; k < program->class_count; k++) {
        const ClassData *data = program->classes[program->class_defs[k]];
        for (uint32_t i = 0; i < data->base_count; i++) {
            ClassData *base = program->classes[data->bases[i]];
            base->subclasses[base->subclass_count++] = program->class_defs[k];
        }
    }
}

/* Marks the name of what a value reads. */
static void mark_read(const ProgramFile *file, uint32_t index, bool *names)
{
    const Value *value = &file->facts.values[index];
    if (value->kind == VALUE_GLOBAL || value->kind == VALUE_CELL || value->kind == VALUE_ATTRIBUTE)
        names[value->name] = true;
    if (value->kind == VALUE_DEFINITION)
        names[file->facts.defs[value->base].name] = true;
}

/* The names of what a file passes, puts into containers, stores and returns; and of what makes that. Of classes, that is more
 * than to make instances for one's own. */
static void find_handed(const ProgramFile *file, bool *names)
{
    memset(names, 0, file->facts.names_count * sizeof *names);
    for (uint32_t i = 1; i < file->facts.operands_count; i++)
        mark_read(file, file->facts.operands[i].value, names);
    for (uint32_t i = 1; i < file->facts.effects_count; i++) {
        const Effect *effect = &file->facts.effects[i];
        const Value *value = &file->facts.values[effect->value];
        if (effect->kind != EFFECT_BIND_CELL && effect->kind != EFFECT_BIND_GLOBAL)
            mark_read(file, effect->value, names);
        if (effect->kind == EFFECT_RETURN && value->kind == VALUE_CALL)
            mark_read(file, value->base, names);
    }
}

static void find_handed_classes(Program *program)
{
    const ProgramFile *last = NULL;
    bool *names = NULL;
    for (uint32_t i = 0; i < program->class_count; i++) {
        const ProgramFile *file = program_file_of_def(program, program->class_defs[i]);
        if (!file->test)
            continue;
        if (file != last) {
            names = memory_resize(names, file->facts.names_count * sizeof *names);
            find_handed(file, names);
        }
        last = file;
        program->classes[program->class_defs[i]]->is_handed = names[program_def(program, program->class_defs[i])->name];
    }
    free(names);
}

void classes_link(Program *program)
{
    const uint32_t *defs = program->class_defs;
    for (uint32_t i = 0; i < program->class_count; i++)
        if (program_original(program, defs[i]) == defs[i])
            find_bases(program, defs[i]);
    for (uint32_t i = 0; i < program->class_count; i++)
        if (program_original(program, defs[i]) == defs[i])
            linearise(program, defs[i], 0);
    for (uint32_t i = 0; i < program->class_count; i++)
        spread_extended(program, defs[i]);
    find_subclasses(program);
    find_handed_classes(program);
    program->hierarchies_known = true;
}

/* --- members ------------------------------------------------------------------------------------------------------- */

Variable classes_find(const Program *program, uint32_t class_def, uint32_t name, uint32_t after)
{
    const ClassData *data = program->classes[class_def];
    bool started = !after;
    if (!solver_is_in_class(program, name))
        return 0;
    for (uint32_t i = 0; i < data->mro_count; i++) {
        bool has = started && program->classes[data->mro[i]]->members & class_member_bit(name);
        Variable cell = has ? solver_find_cell(program, CELL_CLASS, data->mro[i], name) : 0;
        if (cell)
            return cell;
        started = started || data->mro[i] == after;
    }
    if (!data->mro_count && !after) /* before the hierarchies are known */
        return solver_find_cell(program, CELL_CLASS, class_def, name);
    return 0;
}

uint32_t classes_find_function(const Program *program, uint32_t class_def, uint32_t name, uint32_t after)
{
    ObjectData data = solver_only(program, classes_find(program, class_def, name, after));
    return data.kind == OBJECT_FUNCTION ? data.a : 0;
}

Variable classes_find_override(const Program *program, uint32_t subclass, uint32_t name, Variable member)
{
    if (!solver_is_in_class(program, name))
        return 0;
    Variable cell = program->classes[subclass]->base_count > 1 ? classes_find(program, subclass, name, 0)
                                                               : solver_find_cell(program, CELL_CLASS, subclass, name);
    return cell == member ? 0 : cell;
}

/* `user`: the definition that asks. */
static bool is_meant_in(const Program *program, uint32_t class_def, uint32_t user)
{
    const ProgramFile *file = program_file_of_def(program, class_def), *other = program_file_of_def(program, user);
    uint32_t around = program_def(program, class_def)->parent;
    if (!file->test || program->classes[class_def]->is_handed)
        return true;
    if (file->facts.defs[around].kind != DEF_FUNCTION)
        return other->test;
    for (; other == file && user > file->first_def + around;
         user = file->first_def + program_def(program, user)->parent)
        ;
    return user == file->first_def + around;
}

bool classes_is_meant(const Program *program, uint32_t class_def, Variable site)
{
    return site >= program->value_count ||
           is_meant_in(program, class_def,
                       program_file_of_value(program, site)->first_def + program_value(program, site)->scope);
}

enum {
    IMPLEMENTATION_LIMIT = 20 /* more say nothing that a reader could use */
};

/* What a protocol declares, with what those say that it extends. */
typedef struct {
    UT_array *methods;    /* definitions */
    UT_array *attributes; /* names */
} Protocol;

static Protocol protocol_of(const Program *program, uint32_t class_def)
{
    Protocol protocol;
    utarray_new(protocol.methods, &number_icd);
    utarray_new(protocol.attributes, &number_icd);
    const ClassData *data = program->classes[class_def];
    for (uint32_t i = 0; i < data->mro_count; i++) {
        const ProgramFile *file = program_file_of_def(program, data->mro[i]);
        const Def *def = program_def(program, data->mro[i]);
        for (uint32_t j = def->first_binding; j < def->first_binding + def->binding_count; j++) {
            uint32_t name = solver_name(file, file->facts.bindings[j].name);
            uint32_t method = program_class_member(program, data->mro[i], name);
            if (method)
                utarray_push_back(protocol.methods, &method);
            else if (file->facts.values[file->facts.bindings[j].value].kind == VALUE_INSTANCE)
                utarray_push_back(protocol.attributes, &name);
        }
    }
    return protocol;
}

/* Whether a parameter takes what is passed to another one of its place. Names that begin with `_` are nobody's to use. */
static bool is_as_named(const Program *program, const ProgramFile *file, const Param *param, uint32_t name)
{
    uint32_t own = solver_name(file, param->name);
    return own == name || param->kind == PARAM_POSITIONAL_ONLY || solver_text(program, own)[0] == '_' ||
           solver_text(program, name)[0] == '_';
}

/* Whether a method has a place for an argument: the one of its position, one of its name, or one for all. */
static bool takes_argument(const Program *program, uint32_t method, uint32_t position, uint32_t name)
{
    const ProgramFile *file = program_file_of_def(program, method);
    const Def *def = program_def(program, method);
    for (uint32_t i = 0; i < def->param_count; i++) {
        const Param *param = &file->facts.params[def->first_param + i];
        if (param->kind >= PARAM_STAR || solver_name(file, param->name) == name ||
            (i == position && param->kind <= PARAM_PLAIN && is_as_named(program, file, param, name)))
            return true;
    }
    return false;
}

/* Whether a method takes all that another one needs. */
static bool takes_needed(const Program *program, uint32_t method, uint32_t other)
{
    const ProgramFile *file = program_file_of_def(program, other);
    const Def *def = program_def(program, other);
    for (uint32_t i = 1; i < def->param_count; i++) {
        const Param *param = &file->facts.params[def->first_param + i];
        if (param->kind < PARAM_STAR && !param->fallback &&
            !takes_argument(program, method, i, solver_name(file, param->name)))
            return false;
    }
    return true;
}

/* Whether a method can be called as another is: it takes what is passed, and needs no more. */
static bool is_called_like(const Program *program, uint32_t method, uint32_t wanted)
{
    bool decorated = program->traits[method] || program->traits[wanted];
    return decorated || (takes_needed(program, method, wanted) && takes_needed(program, wanted, method));
}

/* Whether a class has a method under the name of another that is called the same way, to be awaited if that is. */
static bool has_method_like(const Program *program, uint32_t class_def, uint32_t method)
{
    const Def *wanted = program_def(program, method);
    uint32_t name = solver_name(program_file_of_def(program, method), wanted->name);
    Variable member = classes_find(program, class_def, name, 0);
    const ObjectSet *set = &program->variables[member].set;
    for (uint32_t i = 0; i < set->count; i++) {
        ObjectData data = solver_data(program, set_items(set)[i]);
        if (data.kind == OBJECT_FUNCTION && !((program_def(program, data.a)->flags ^ wanted->flags) & DEF_ASYNC) &&
            is_called_like(program, data.a, method))
            return true;
    }
    return false;
}

/* Whether instances of a class have an attribute, or may have it from somewhere outside. */
static bool may_have_attribute(Program *program, uint32_t class_def, uint32_t name)
{
    const ClassData *data = program->classes[class_def];
    for (uint32_t i = 0; i < data->external_count; i++)
        if (!classes_is_hollow(solver_text(program, data->external[i])))
            return true;
    return data->open || data->specials & (SPECIAL_GETATTR | SPECIAL_GETATTRIBUTE) ||
           classes_find(program, class_def, name, 0) ||
           attributes_is_assigned(program, solver_object(program, OBJECT_INSTANCE, class_def, 0), name);
}

static bool implements(Program *program, uint32_t class_def, const Protocol *protocol)
{
    for (uint32_t i = 0; i < utarray_len(protocol->methods); i++)
        if (!has_method_like(program, class_def, number_at(protocol->methods, i)))
            return false;
    for (uint32_t i = 0; i < utarray_len(protocol->attributes); i++)
        if (!may_have_attribute(program, class_def, number_at(protocol->attributes, i)))
            return false;
    return utarray_len(protocol->methods) != 0;
}

/* Whether a class implements, and none that it inherits from does. */
static bool is_first_to_implement(Program *program, uint32_t class_def, const Protocol *protocol)
{
    const ClassData *data = program->classes[class_def];
    if (!data->mro_count || data->is_protocol || !implements(program, class_def, protocol))
        return false;
    for (uint32_t i = 0; i < data->base_count; i++)
        if (implements(program, data->bases[i], protocol))
            return false;
    return true;
}

Variable classes_find_implementations(Program *program, uint32_t class_def)
{
    Variable cell = solver_find_cell(program, CELL_IMPLEMENTATIONS, class_def, 0);
    if (cell)
        return cell;
    cell = solver_cell(program, CELL_IMPLEMENTATIONS, class_def, 0);
    Protocol protocol = protocol_of(program, class_def);
    UT_array *found;
    utarray_new(found, &number_icd);
    for (uint32_t i = 0; i < program->class_count && utarray_len(found) <= IMPLEMENTATION_LIMIT; i++)
        if (is_meant_in(program, program->class_defs[i], class_def) &&
            is_first_to_implement(program, program->class_defs[i], &protocol))
            utarray_push_back(found, &program->class_defs[i]);
    for (uint32_t i = 0; i < utarray_len(found) && utarray_len(found) <= IMPLEMENTATION_LIMIT; i++)
        solver_add(program, cell, solver_object(program, OBJECT_INSTANCE, number_at(found, i), 1));
    utarray_free(protocol.methods);
    utarray_free(protocol.attributes);
    utarray_free(found);
    return cell;
}

bool classes_is_subclass(const Program *program, uint32_t class_def, uint32_t base)
{
    const ClassData *data = program->classes[class_def];
    for (uint32_t i = 0; i < data->mro_count; i++)
        if (data->mro[i] == base)
            return true;
    return class_def == base;
}

Object classes_of_receiver(Program *program, Object receiver)
{
    ObjectData data = solver_data(program, receiver);
    return data.kind == OBJECT_INSTANCE ? solver_object(program, OBJECT_CLASS, data.a, data.b) : receiver;
}

/* --- traits -------------------------------------------------------------------------------------------------------- */

unsigned classes_builtin_traits(const Program *program, uint32_t name)
{
    const char *text = solver_text(program, name);
    if (!program_is_builtin(text))
        return 0;
    name = names_find(program->names, text + strlen("<builtin>."), strlen(text) - strlen("<builtin>."));
    if (name == program->known.property)
        return TRAIT_PROPERTY;
    if (name == program->known.staticmethod)
        return TRAIT_STATIC;
    if (name == program->known.classmethod)
        return TRAIT_CLASSMETHOD;
    return 0;
}

bool classes_is_hollow(const char *name)
{
    static const char *const hollow[] = {
        "typing.Generic", "typing.Protocol", "typing_extensions.Generic", "typing_extensions.Protocol",
        "abc.ABC",        "<builtin>.object"};
    for (size_t i = 0; i < sizeof hollow / sizeof *hollow; i++)
        if (strcmp(hollow[i], name) == 0)
            return true;
    return false;
}

bool classes_is_declaration(const Program *program, uint32_t decorator)
{
    return classes_builtin_traits(program, decorator) != 0;
}

/* Decorators of the standard library that change what a definition is. */
static const struct {
    const char *name;
    unsigned traits;
} standard_decorators[] = {
    {"functools.cached_property", TRAIT_PROPERTY},  {"abc.abstractmethod", TRAIT_ABSTRACT},
    {"abc.abstractproperty", TRAIT_PROPERTY},       {"abc.abstractclassmethod", TRAIT_CLASSMETHOD},
    {"abc.abstractstaticmethod", TRAIT_STATIC},     {"typing.overload", TRAIT_OVERLOAD},
    {"typing_extensions.overload", TRAIT_OVERLOAD}, {"types.coroutine", TRAIT_AWAITABLE},
    {"functools.singledispatch", TRAIT_DISPATCH},   {"functools.singledispatchmethod", TRAIT_DISPATCH},
    {"dataclasses.dataclass", TRAIT_FIELDS},        {"functools.total_ordering", TRAIT_ORDERED},
};

static unsigned traits_of_standard(const char *name)
{
    for (size_t i = 0; i < sizeof standard_decorators / sizeof *standard_decorators; i++)
        if (strcmp(standard_decorators[i].name, name) == 0)
            return standard_decorators[i].traits;
    return 0;
}

bool classes_is_decorator(const char *name)
{
    return traits_of_standard(name) != 0;
}

unsigned classes_traits_of(Program *program, uint32_t name)
{
    const char *text = solver_text(program, name);
    unsigned traits = classes_builtin_traits(program, name);
    traits = traits ? traits : traits_of_standard(catalog_canonical(program->catalog, text));
    if (traits)
        return traits;
    const ExternalInfo *info = externals_info(program, name);
    char top[64];
    size_t length = strcspn(text, ".");
    length = length < sizeof top ? length : sizeof top - 1;
    memcpy(top, text, length);
    top[length] = '\0';
    bool known = strcmp(top, "<builtin>") == 0 || python_is_stdlib(top);
    for (uint32_t i = 0; i < info->entry_count; i++) {
        uint32_t flags = info->entries[i].flags;
        traits |= flags & CATALOG_CONTEXT ? TRAIT_CONTEXT : 0;
        traits |= flags & CATALOG_ASYNC_RESULT ? TRAIT_AWAITABLE : 0;
        traits |= flags & CATALOG_PASSED ? TRAIT_PASSED : 0;
        known = known || flags & (CATALOG_IDENTITY | CATALOG_CONTEXT | CATALOG_ASYNC_RESULT) ||
                info->entries[i].callee == CALLEE_DECORATED;
    }
    return known ? traits : traits | TRAIT_OPAQUE;
}

/* The callee of `@deco(args)`, which is what names the decorator. */
static Variable decorator_variable(const ProgramFile *file, uint32_t value, unsigned *accessor)
{
    const Value *facts = &file->facts.values[value];
    *accessor = 0;
    if (facts->kind == VALUE_ATTRIBUTE) {
        const char *name = facts_name(&file->facts, facts->name);
        *accessor = strcmp(name, "setter") == 0 ? TRAIT_SETTER : strcmp(name, "deleter") == 0 ? TRAIT_DELETER : 0;
    }
    if (facts->kind == VALUE_CALL && facts->base)
        value = facts->base;
    return file->first_value + value;
}

static bool is_implicit_classmethod(const Program *program, uint32_t number)
{
    uint32_t name = solver_name(program_file_of_def(program, number), program_def(program, number)->name);
    return (name == program->known.init_subclass || name == program->known.class_getitem) &&
           program_owner(program, number);
}

static unsigned traits_of(Program *program, uint32_t number)
{
    const Def *def = program_def(program, number);
    const ProgramFile *file = program_file_of_def(program, number);
    unsigned traits = is_implicit_classmethod(program, number) ? TRAIT_CLASSMETHOD : 0;
    for (uint32_t i = def->first_decorator; i < def->first_decorator + def->decorator_count; i++) {
        unsigned accessor;
        Variable variable = decorator_variable(file, file->facts.operands[i].value, &accessor);
        if (accessor) {
            traits |= accessor;
            continue;
        }
        const ObjectSet set = program->variables[variable].set;
        if (!set.count)
            traits |= TRAIT_OPAQUE;
        for (uint32_t j = 0; j < set.count; j++) {
            ObjectData data = solver_data(program, set_items(&set)[j]);
            if (data.kind == OBJECT_EXTERNAL)
                traits |= classes_traits_of(program, data.a);
            else if (data.kind != OBJECT_FUNCTION && data.kind != OBJECT_CLASS && data.kind != OBJECT_BOUND &&
                     data.kind != OBJECT_INSTANCE)
                traits |= TRAIT_OPAQUE;
        }
    }
    return traits;
}

bool classes_is_not_implemented(const Program *program, const ProgramFile *file, uint32_t value)
{
    const Value *facts = &file->facts.values[value];
    return facts->kind == VALUE_GLOBAL && solver_name(file, facts->name) == program->known.not_implemented;
}

/* Methods with `return NotImplemented`, maybe in one branch of a conditional expression. */
static void find_declining(Program *program, const ProgramFile *file)
{
    for (uint32_t i = 1; file->image && i < file->facts.effects_count; i++) {
        const Effect *effect = &file->facts.effects[i];
        const Value *value = &file->facts.values[effect->value];
        bool declines = effect->kind == EFFECT_RETURN && classes_is_not_implemented(program, file, effect->value);
        if (effect->kind == EFFECT_RETURN && value->kind == VALUE_PHI)
            for (uint32_t j = value->first; j < value->first + value->count; j++)
                declines = declines || classes_is_not_implemented(program, file, file->facts.operands[j].value);
        if (declines)
            program->traits[file->first_def + effect->scope] |= TRAIT_DECLINES;
    }
}

void classes_find_traits(Program *program)
{
    program->traits = arena_alloc(&program->arena, program->def_count * sizeof *program->traits);
    for (uint32_t def = 0; def < program->def_count; def++)
        program->traits[def] = program_is_resolved(program_file_of_def(program, def))
                                   ? TRAIT_STATIC /* receivers are no arguments */
                                   : (uint16_t)traits_of(program, def);
    for (uint32_t number = 0; number < program->file_count; number++)
        find_declining(program, &program->files[number]);
}
