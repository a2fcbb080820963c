/*
 * Attributes that are read: data model of Python, "Attribute access" and "Implementing descriptors" in the language reference.
 */
#include "python_types.h"
#include "solver.h"

#include <stdio.h>
#include <string.h>

static CallSite implicit_site(Variable site, Variable result)
{
    return (CallSite){.site = site, .result = result, .reach = REACH_IMPLICIT};
}

static bool is_value(const Program *program, Variable variable)
{
    return variable < program->value_count;
}

Variable attributes_site(const Program *program, Variable target)
{
    if (is_value(program, target) || target < program->first_cell)
        return is_value(program, target) ? target : 0;
    const CellKey *key = (const void *)utarray_eltptr(program->cell_keys, target - program->first_cell);
    return key->kind == CELL_STEP && is_value(program, key->a) ? key->a : 0;
}

/* `open = partialmethod(move, True)`: the receiver comes before the arguments that are given there. */
static bool is_partial_method(const Program *program, ObjectData partial)
{
    if (!is_value(program, partial.b))
        return false;
    const ProgramFile *file = program_file_of_value(program, partial.b);
    ObjectData maker = solver_only(program, solver_variable(file, program_value(program, partial.b)->base));
    return maker.kind == OBJECT_EXTERNAL && maker.a == program->known.partial_method &&
           solver_data(program, partial.a).kind == OBJECT_FUNCTION;
}

/* Does what the body of an enumeration binds to a name make that a member? Functions and classes inside of it do not. */
static bool is_enum_value(const Program *program, ObjectData data, uint32_t enumeration)
{
    return data.kind == OBJECT_CONSTANT || data.kind == OBJECT_CONTAINER || data.kind == OBJECT_PARTIAL ||
           data.kind == OBJECT_EXTERNAL_INSTANCE || data.kind == OBJECT_INSTANCE || data.kind == OBJECT_UNKNOWN ||
           (data.kind == OBJECT_CLASS && program_owner(program, data.a) != enumeration);
}

/* `on_class`: it is read of the class that has it, and not of an instance. */
static void bind_member(Program *program, Object member, Object receiver, bool on_class, Variable target)
{
    ObjectData data = solver_data(program, member);
    ObjectData self = solver_data(program, receiver);
    bool of_class = self.kind == OBJECT_CLASS || self.kind == OBJECT_INSTANCE;
    if (of_class && program->classes[self.a]->is_enum && is_enum_value(program, data, self.a))
        member = solver_object(program, OBJECT_INSTANCE, self.a, 0);
    if (data.kind == OBJECT_PARTIAL && !on_class && is_partial_method(program, data)) {
        solver_add(program, target,
                   solver_object(program, OBJECT_PARTIAL,
                                 solver_object(program, OBJECT_BOUND, solver_data(program, data.a).a, receiver),
                                 data.b));
        return;
    }
    if (data.kind != OBJECT_FUNCTION) {
        if (!descriptors_bind(program, member, receiver, target))
            solver_add(program, target, member);
        return;
    }
    unsigned traits = program->traits ? program->traits[data.a] : 0;
    if (traits & (TRAIT_SETTER | TRAIT_DELETER))
        return;
    if (traits & TRAIT_PROPERTY) {
        CallSite site = implicit_site(attributes_site(program, target), target);
        if (on_class || !site.site)
            solver_add(program, target, member);
        else
            calls_link_function(program, data.a, receiver, &site);
    } else if (traits & TRAIT_STATIC) {
        solver_add(program, target, member);
    } else if (traits & TRAIT_CLASSMETHOD) {
        Object owner = classes_of_receiver(program, receiver);
        solver_add(program, target, solver_object(program, OBJECT_BOUND, data.a, owner));
    } else if (on_class) {
        solver_add(program, target, member);
    } else {
        solver_add(program, target, solver_object(program, OBJECT_BOUND, data.a, receiver));
    }
}

void attributes_bind(Program *program, Object member, Object receiver, Variable target)
{
    bind_member(program, member, receiver, solver_data(program, receiver).kind == OBJECT_CLASS, target);
}

void attributes_bind_class(Program *program, Object member, Object receiver, Variable target)
{
    bind_member(program, member, receiver, false, target);
}

enum {
    OVERRIDE_LIMIT = 40, /* more say nothing that a reader could use */
    SUBCLASS_LIMIT = 400
};

/* A read of an attribute of something that may be of a subclass. */
typedef struct {
    uint32_t name;
    Variable target;
    Variable member;  /* what the class has, or 0 */
    uint32_t method;  /* name of the method that reads it of its own receiver, or 0 */
    Variable running; /* the method that the class has under that name */
    unsigned left;    /* subclasses to be looked at */
    unsigned found;   /* of them that have it */
} OverrideRead;

uint32_t attributes_before_loops(const ProgramFile *file, uint32_t value)
{
    enum {
        DEEPEST = 16
    };
    for (unsigned i = 0; i < DEEPEST; i++) {
        const Value *facts = &file->facts.values[value];
        if (facts->kind != VALUE_PHI || facts->count != 1)
            break;
        value = file->facts.operands[facts->first].value;
    }
    return value;
}

uint32_t attributes_method_reading(const Program *program, Variable read)
{
    if (!is_value(program, read))
        return 0;
    const ProgramFile *file = program_file_of_value(program, read);
    const Value *value = program_value(program, read);
    const Def *def = &file->facts.defs[value->scope];
    bool of_first = value->kind == VALUE_ATTRIBUTE && def->param_count && value->base &&
                    file->facts.params[def->first_param].value == attributes_before_loops(file, value->base);
    uint32_t method = file->first_def + value->scope;
    return of_first && program_owner(program, method) ? method : 0;
}

static OverrideRead override_read(const Program *program, uint32_t class_def, uint32_t name, Variable member,
                                  Variable target)
{
    OverrideRead read = {.name = name, .target = target, .member = member, .left = SUBCLASS_LIMIT};
    uint32_t method = attributes_method_reading(program, target);
    if (method) {
        read.method = solver_name(program_file_of_def(program, method), program_def(program, method)->name);
        read.running = classes_find(program, class_def, read.method, 0);
    }
    return read;
}

/* What subclasses have in the place of a member, and in their instances: the receiver may be one of them. The receiver
 * of the method that reads it is of no class that replaces that method; where super() calls it, it has such a receiver,
 * besides. */
static void read_overrides(Program *program, uint32_t class_def, OverrideRead *read)
{
    const ClassData *data = program->classes[class_def];
    for (uint32_t i = 0; i < data->subclass_count && read->left; i++) {
        uint32_t subclass = data->subclasses[i];
        read->left--;
        if (read->running && classes_find_override(program, subclass, read->method, read->running))
            continue;
        Variable cell = classes_find_override(program, subclass, read->name, read->member);
        if (!read->left || (cell && ++read->found > OVERRIDE_LIMIT)) {
            read->left = 0;
            solver_add(program, read->target, program->unknown);
            break;
        }
        if (!read->method && !classes_is_meant(program, subclass, read->target)) {
            solver_add(program, read->target, cell ? program->unknown : 0);
            continue;
        }
        if (cell && !fields_has(program, subclass, read->name))
            solver_link(program, cell, LINK_BIND, read->target, solver_object(program, OBJECT_INSTANCE, subclass, 1));
        if (solver_is_stored(program, read->name))
            solver_link(program, solver_cell(program, CELL_INSTANCE, subclass, read->name), LINK_COPY, read->target, 0);
        read_overrides(program, subclass, read);
    }
}

/* A member of a class outside the tree: by its name, unless the catalog has no word on it and its type is known. */
static void read_member(Program *program, uint32_t name, Object receiver, Variable target)
{
    if (!program->outside || catalog_knows(program->catalog, solver_text(program, name)) ||
        externals_info(program, name)->entry_count || !interfaces_read(program, name, receiver, target))
        solver_add(program, target, solver_object(program, OBJECT_EXTERNAL, name, receiver));
}

static bool builtin_has(const char *type, const char *name)
{
    const char *own = program_own_name(type);
    return !own || python_type_with(own, name);
}

static uint32_t type_name(Program *program, const char *type)
{
    return strchr(type, '.') ? solver_intern(program, type) : externals_builtin(program, type);
}

/* The qualified name of what a type has under a name, or 0. It is put together once. `type`: one of the tables'. */
static uint32_t member_of_builtin(Program *program, const char *type, uint32_t name)
{
    uint32_t hash = index_hash3(name, (uint32_t)(uintptr_t)type, 0);
    for (uint32_t at = hash, number; (number = index_next(&program->member_index, hash, &at)) != INDEX_NONE;) {
        const BuiltinMember *known = (const void *)utarray_eltptr(program->members, number);
        if (known->type == type && known->name == name)
            return known->qualified;
    }
    const char *owner = python_type_with(type, solver_text(program, name));
    BuiltinMember member = {type, name, owner ? solver_join(program, type_name(program, owner), name) : 0};
    index_add(&program->member_index, hash, utarray_len(program->members));
    utarray_push_back(program->members, &member);
    return member.qualified;
}

/* What the type does not have would be an error: then the object is not what is there. */
static void read_of_builtin(Program *program, Object object, const char *type, uint32_t name, Variable target)
{
    uint32_t member = 0;
    if (type && name == program->known.class_)
        solver_add(program, target, solver_object(program, OBJECT_EXTERNAL, type_name(program, type), 0));
    else if (type && (member = member_of_builtin(program, type, name)))
        solver_add(program, target, solver_object(program, OBJECT_EXTERNAL, member, object));
}

/* Reads an attribute as one that is defined outside the tree. False when nothing outside can have it. */
static bool read_outside(Program *program, Object object, uint32_t name, Variable target)
{
    ObjectData data = solver_data(program, object);
    const ClassData *class_data = data.kind == OBJECT_EXTERNAL_INSTANCE ? NULL : program->classes[data.a];
    if (class_data && class_data->is_mapping && data.kind == OBJECT_INSTANCE) { /* a TypedDict is a dict */
        read_of_builtin(program, object, "dict", name, target);
        return true;
    }
    uint32_t owner = !class_data ? data.a : interfaces_owner(program, data.a, name);
    if (!owner) {
        if (class_data->open)
            solver_add(program, target, program->unknown);
        return class_data->open;
    }
    const char *type =
        catalog_find_attribute(program->catalog, solver_text(program, owner), solver_text(program, name));
    bool lacks =
        solver_text(program, owner)[0] == '<' &&
        (owner == program->known.plain || !builtin_has(solver_text(program, owner), solver_text(program, name)));
    if (lacks && class_data && class_data->specials & SPECIAL_GETATTR && class_data->external_count == 1)
        return false;
    if (type)
        solver_add(program, target, solver_object(program, OBJECT_EXTERNAL_INSTANCE, solver_intern(program, type), 0));
    else if (lacks)
        solver_add(program, target, program->unknown);
    else
        read_member(program, solver_join(program, owner, name), object, target);
    return true;
}

/* The tree may have put something of its own under the name: that is decided when all is solved. */
static void wait_for_cell(Program *program, Variable cell, Object object, uint32_t name, Variable target)
{
    Waiting waiting = {.cell = cell, .object = object, .name = name, .target = target};
    utarray_push_back(program->waiting, &waiting);
}

static void read_outside_unless(Program *program, CellKind kind, Object object, uint32_t name, Variable target)
{
    if (!solver_is_stored(program, name)) {
        read_outside(program, object, name, target);
        return;
    }
    Variable cell = solver_cell(program, kind, solver_data(program, object).a, name);
    solver_link(program, cell, LINK_COPY, target, 0);
    wait_for_cell(program, cell, object, name, target);
}

bool attributes_is_assigned(const Program *program, Object object, uint32_t name)
{
    ObjectData data = solver_data(program, object);
    const ClassData *class = data.kind == OBJECT_INSTANCE ? program->classes[data.a] : NULL;
    for (uint32_t i = 0; class && i < class->mro_count; i++)
        if (program->variables[solver_find_cell(program, CELL_INSTANCE, class->mro[i], name)].set.states & STATE_STORED)
            return true;
    return false;
}

/* Whether any object has the attribute. */
static bool is_of_object(const char *name)
{
    static const char *const names[] = {"__dict__", "__doc__", "__module__", "__init__", "__repr__",
                                        "__str__",  "__eq__",  "__hash__",   "__dir__",  "__setattr__"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

void attributes_read_forwarded(Program *program, Object hook, uint32_t name, Variable target)
{
    ObjectData data = solver_data(program, hook);
    if (data.kind == OBJECT_FUNCTION)
        solver_link(program, solver_cell(program, CELL_FORWARDED, data.a, 0), LINK_ATTRIBUTE, target, name);
}

Variable attributes_name(Program *program, uint32_t name, Variable target)
{
    enum {
        STEP_NAME = 41
    };
    Variable passed = solver_step(program, target, STEP_NAME);
    solver_add(program, passed, solver_object(program, OBJECT_CONSTANT, CONSTANT_STRING, name));
    return passed;
}

/* Calls a method of a class, `__getattr__`, with a name. */
static void ask(Program *program, Object object, uint32_t class_def, uint32_t method, uint32_t name, Variable target)
{
    CallSite site = implicit_site(attributes_site(program, target), target);
    if (!site.site || !classes_find(program, class_def, method, 0))
        return;
    Argument argument = {attributes_name(program, name, target), NAME_NONE};
    site.arguments = &argument;
    site.argument_count = 1;
    calls_call_method(program, object, method, &site);
}

/* `__getattr__` of an object without the attribute; subclasses that have it don't ask theirs. */
static void ask_getattr(Program *program, Object object, uint32_t name, const CallSite *site)
{
    ObjectData data = solver_data(program, object);
    if (data.kind != OBJECT_INSTANCE) {
        calls_call_method(program, object, program->known.getattr, site);
        return;
    }
    calls_call_member(program, data.a, program->known.getattr, object, site);
    if (data.b)
        calls_call_overrides(program, data.a, program->known.getattr, name, site);
}

/* Outside of the tree, or by the __getattr__ of the object's class. */
static void read_elsewhere(Program *program, Object object, uint32_t name, Variable target)
{
    ObjectData data = solver_data(program, object);
    Argument argument = {0, NAME_NONE};
    CallSite site = implicit_site(attributes_site(program, target), target);
    if (data.kind == OBJECT_INSTANCE && classes_find(program, data.a, program->known.getattr, 0)) {
        argument.variable = attributes_name(program, name, target);
        site.arguments = &argument;
        site.argument_count = 1;
    }
    if (!read_outside(program, object, name, target) && site.site && !attributes_is_assigned(program, object, name) &&
        !is_of_object(solver_text(program, name))) {
        ask_getattr(program, object, name, &site);
        if (argument.variable)
            solver_link_once(program, classes_find(program, data.a, program->known.getattr, 0), LINK_FORWARDED, target,
                             name);
    }
}

/* Whether an instance of a subclass, which the object may be, has got the attribute. */
static bool is_put_by_subclass(Program *program, Object object, uint32_t name)
{
    ObjectData data = solver_data(program, object);
    return data.kind == OBJECT_INSTANCE && data.b && fields_is_informed(program, data.a, name);
}

/* Whether nobody puts something there but tests. */
static bool is_left_alone(Program *program, Variable cell)
{
    const ObjectSet *set = &program->variables[cell].set;
    for (uint32_t i = 0; i < set->count; i++)
        if (!solver_is_double(program, set_items(set)[i]))
            return false;
    return true;
}

bool attributes_is_only_declared(const Program *program, uint32_t class_def, uint32_t name)
{
    const ClassData *data = program->classes[class_def];
    for (uint32_t i = 0; data->specials & SPECIAL_GETATTR && i < data->mro_count; i++) {
        const Def *def = program_def(program, data->mro[i]);
        const ProgramFile *file = program_file_of_def(program, data->mro[i]);
        for (uint32_t j = def->first_binding; j < def->first_binding + def->binding_count; j++)
            if (solver_name(file, file->facts.bindings[j].name) == name) {
                const Value *value = &file->facts.values[file->facts.bindings[j].value];
                return value->kind == VALUE_INSTANCE && value->base && !value->count;
            }
    }
    return false;
}

bool attributes_settle(Program *program)
{
    uint32_t count = utarray_len(program->waiting); /* more may come while these are decided */
    for (uint32_t i = 0; i < count; i++) {
        Waiting read = *(Waiting *)(void *)utarray_eltptr(program->waiting, i);
        ObjectData data = solver_data(program, read.object);
        Variable member = data.kind == OBJECT_INSTANCE ? classes_find(program, data.a, read.name, 0) : 0;
        if (member) /* put into the class meanwhile */
            solver_link(program, member, LINK_BIND, read.target, read.object);
        if (member && !attributes_is_only_declared(program, data.a, read.name))
            continue;
        if (is_left_alone(program, read.cell) && !attributes_is_assigned(program, read.object, read.name) &&
            !is_put_by_subclass(program, read.object, read.name))
            read_elsewhere(program, read.object, read.name, read.target);
    }
    utarray_erase(program->waiting, 0, count);
    return count != 0;
}

/* Reads the attribute of an object that is made in the same function, as far as its constructor keeps arguments. */
static bool reads_kept(Program *program, Object object, uint32_t name, Variable target)
{
    const Value *read = program_value(program, target);
    return solver_is_kept(program, name) && read->kind == VALUE_ATTRIBUTE &&
           kept_read(program, object, name, read->base, program_file_of_value(program, target), target);
}

/* Is a member one that what an instance has under its name hides: a method, a descriptor that takes no assignments? */
static bool is_hidden_by_own(const Program *program, Variable member)
{
    const ObjectSet *set = &program->variables[member].set;
    for (uint32_t i = 0; program->traits && i < set->count; i++) {
        ObjectData data = solver_data(program, set_items(set)[i]);
        bool method = data.kind == OBJECT_FUNCTION &&
                      !(program->traits[data.a] & (TRAIT_PROPERTY | TRAIT_SETTER | TRAIT_DELETER));
        bool descriptor = data.kind == OBJECT_INSTANCE && !data.b && program->classes[data.a]->specials & SPECIAL_GET &&
                          !(program->classes[data.a]->specials & (SPECIAL_SET | SPECIAL_DELETE));
        if (!method && !descriptor)
            return false;
    }
    return program->traits && set->count;
}

static void read_of_instance(Program *program, Object object, ObjectData data, uint32_t name, Variable target)
{
    if (name == program->known.class_) {
        solver_add(program, target, solver_object(program, OBJECT_CLASS, data.a, data.b));
        return;
    }
    if (name == program->known.value && program->classes[data.a]->is_enum && enums_read_value(program, data.a, target))
        return;
    if (program->classes[data.a]->specials & SPECIAL_GETATTRIBUTE)
        ask(program, object, data.a, program->known.getattribute, name, target);
    bool keywords = program->classes[data.a]->specials & SPECIAL_KEYWORDS;
    Variable cell = solver_is_stored(program, name) || keywords ? solver_cell(program, CELL_INSTANCE, data.a, name) : 0;
    if (keywords)
        keywords_read(program, data.a, name);
    if (!(cell && !keywords && is_value(program, target) && reads_kept(program, object, name, target)))
        solver_link(program, cell, LINK_COPY, target, 0);
    if (data.b > 1 && is_value(program, target) && program_value(program, target)->kind == VALUE_ATTRIBUTE)
        generics_read_attribute(program, object, name, target);
    bool field = fields_has(program, data.a, name);
    Variable member = field ? 0 : classes_find(program, data.a, name, 0);
    if (member && !(kept_has_always(program, object, name, target) && is_hidden_by_own(program, member)))
        solver_link(program, member, LINK_BIND, target, object);
    if (data.b) {
        OverrideRead read = override_read(program, data.a, name, member, target);
        read_overrides(program, data.a, &read);
        if (program->classes[data.a]->extended)
            solver_add(program, target, program->unknown);
    }
    if (field || (member && !attributes_is_only_declared(program, data.a, name)))
        return;
    if (cell)
        wait_for_cell(program, cell, object, name, target);
    else
        read_elsewhere(program, object, name, target);
}

/* What decorators and bases make of a definition is not known yet. */
static void defer(Program *program, Object object, uint32_t name, Variable target)
{
    Link waiting = {.target = target, .data = name, .kind = object};
    utarray_push_back(program->deferred, &waiting);
}

static void add_bases(Program *program, const uint32_t *bases, uint32_t count, Variable target)
{
    for (uint32_t i = 0; i < count; i++)
        solver_add(program, target, solver_object(program, OBJECT_CLASS, bases[i], 0));
}

/* `__bases__`, `__mro__` of a class, which may be a subclass. */
static void give_bases(Program *program, Object class, bool all, Variable target)
{
    ObjectData of = solver_data(program, class);
    const ClassData *data = program->classes[of.a];
    Object tuple = solver_object(program, OBJECT_CONTAINER, target, CONTAINER_TUPLE);
    Variable elements = solver_cell(program, CELL_ELEMENT, tuple, 0);
    add_bases(program, all ? data->mro : data->bases, all ? data->mro_count : data->base_count, elements);
    for (uint32_t i = 0; of.b && i < data->subclass_count; i++) {
        const ClassData *sub = program->classes[data->subclasses[i]];
        add_bases(program, all ? sub->mro : sub->bases, all ? sub->mro_count : sub->base_count, elements);
    }
    containers_mix(program, tuple);
    solver_add(program, target, tuple);
}

/* Whether what a class binds to a name may be a member of an enumeration, as long as its bases are not known. */
static bool may_be_enumerated(const Program *program, uint32_t class_def, uint32_t name)
{
    const Def *def = program_def(program, class_def);
    const ProgramFile *file = program_file_of_def(program, class_def);
    for (uint32_t i = def->first_binding; def->base_count && i < def->first_binding + def->binding_count; i++) {
        uint8_t kind = file->facts.values[file->facts.bindings[i].value].kind;
        if (solver_name(file, file->facts.bindings[i].name) == name)
            return kind == VALUE_GLOBAL || kind == VALUE_IMPORT || kind == VALUE_ATTRIBUTE;
    }
    return false;
}

static void read_of_class(Program *program, Object object, uint32_t class_def, uint32_t name, Variable target)
{
    Variable member = classes_find(program, class_def, name, 0);
    bool settled = program->hierarchies_known || (member && !may_be_enumerated(program, class_def, name));
    if (member && settled) {
        solver_link(program, member, LINK_BIND, target, object);
        return;
    }
    if (!settled) {
        defer(program, object, name, target);
        return;
    }
    uint32_t metaclass = program->classes[class_def]->metaclass;
    member = metaclass ? classes_find(program, metaclass, name, 0) : 0;
    if (member) {
        solver_link(program, member, LINK_BIND_CLASS, target, object);
        return;
    }
    if (metaclass && !is_of_object(solver_text(program, name)))
        ask(program, object, metaclass, program->known.getattr, name, target);
    if ((name == program->known.bases || name == program->known.mro) && is_value(program, target)) {
        give_bases(program, object, name == program->known.mro, target);
        return;
    }
    if (name == program->known.match_args && fields_give_names(program, class_def, target))
        return;
    if (name == program->known.subclasses) {
        solver_add(program, target,
                   solver_object(program, OBJECT_EXTERNAL,
                                 solver_join(program, externals_builtin(program, "type"), name), object));
        return;
    }
    if (name == program->known.new && !program->classes[class_def]->external_count) {
        solver_add(program, target,
                   solver_object(program, OBJECT_EXTERNAL,
                                 solver_join(program, externals_builtin(program, "object"), name), 0));
        return;
    }
    read_outside_unless(program, CELL_CLASS, object, name, target);
}

static void read_of_super(Program *program, ObjectData data, uint32_t name, Variable target)
{
    ObjectData self = solver_data(program, data.b);
    uint32_t class_def = self.kind == OBJECT_INSTANCE || self.kind == OBJECT_CLASS ? self.a : data.a;
    bool of_metaclass = self.kind == OBJECT_CLASS && program->classes[data.a]->specials & SPECIAL_METACLASS;
    if (!classes_is_subclass(program, class_def, data.a))
        class_def = data.a;
    Variable member = classes_find(program, class_def, name, data.a);
    const ClassData *class_data = program->classes[class_def];
    if (member)
        solver_link(program, member, of_metaclass && self.a != class_def ? LINK_BIND_CLASS : LINK_BIND, target, data.b);
    else if (of_metaclass && class_data->external_count)
        solver_add(
            program, target,
            solver_object(program, OBJECT_EXTERNAL, solver_join(program, class_data->external[0], name), data.b));
    else if (name == program->known.setattr && self.kind == OBJECT_INSTANCE &&
             (!class_data->external_count || program_is_builtin(solver_text(program, class_data->external[0]))))
        solver_add(program, target,
                   solver_object(program, OBJECT_EXTERNAL,
                                 solver_join(program, externals_builtin(program, "object"), name), data.b));
    else if (read_outside(program, solver_object(program, OBJECT_INSTANCE, class_def, 0), name, target))
        return;
    else if (name == program->known.new || name == program->known.getattribute)
        solver_add(program, target,
                   solver_object(program, OBJECT_EXTERNAL,
                                 solver_join(program, externals_builtin(program, "object"), name), 0));
    else if (name == program->known.init) /* that of object: what else is called is not what is called for all */
        solver_add(program, target, program->unknown);
}

static const char *const container_types[] = {
    [CONTAINER_LIST] = "list", [CONTAINER_TUPLE] = "tuple",         [CONTAINER_SET] = "set",
    [CONTAINER_DICT] = "dict", [CONTAINER_GENERATOR] = "generator", [CONTAINER_DEQUE] = "collections.deque",
};

static const char *const constant_types[CONSTANT_COUNT] = {
    [CONSTANT_STRING] = "str",  [CONSTANT_BYTES] = "bytes", [CONSTANT_INTEGER] = "int",
    [CONSTANT_FLOAT] = "float", [CONSTANT_BOOL] = "bool",
};

/* A decorated function may be an object of the decorator's making: a task with methods of its own. */
static void read_of_function(Program *program, Object object, uint32_t def, uint32_t name, Variable target)
{
    const Def *facts = program_def(program, def);
    const ProgramFile *file = program_file_of_def(program, def);
    if (!program->hierarchies_known && facts->decorator_count) {
        defer(program, object, name, target);
        return;
    }
    if (program->traits && program->traits[def] & TRAIT_DISPATCH &&
        (name == program->known.register_ || name == program->known.dispatch))
        solver_add(program, target,
                   solver_object(program, OBJECT_EXTERNAL,
                                 solver_join(program, solver_intern(program, "functools.singledispatch"), name),
                                 object));
    if (name == program->known.get)
        solver_add(program, target,
                   solver_object(program, OBJECT_EXTERNAL,
                                 solver_join(program, externals_builtin(program, "function"), name), object));
    if (name == program->known.wrapped)
        solver_link(program, solver_cell(program, CELL_FUNCTION, def, name), LINK_COPY, target, 0);
    if (solver_is_stored(program, name))
        solver_link(program, solver_cell(program, CELL_FUNCTION, def, name), LINK_COPY, target, 0);
    for (uint32_t i = facts->first_decorator; i < facts->first_decorator + facts->decorator_count; i++) {
        uint32_t value = file->facts.operands[i].value;
        if (file->facts.values[value].kind == VALUE_CALL)
            value = file->facts.values[value].base;
        const ObjectSet set = program->variables[file->first_value + value].set;
        for (uint32_t j = 0; j < set.count; j++) {
            ObjectData data = solver_data(program, set_items(&set)[j]);
            if (data.kind != OBJECT_EXTERNAL)
                continue;
            const ExternalInfo *info = externals_info(program, data.a);
            if (info->entry_count && info->entries[0].returns)
                solver_add(program, target,
                           solver_object(program, OBJECT_EXTERNAL,
                                         solver_join(program, solver_intern(program, info->entries[0].returns), name),
                                         object));
        }
    }
}

/* `node = node.next` in a loop, of something outside the tree, would never end. */
static bool is_too_deep(const Program *program, uint32_t name, uint32_t attribute)
{
    enum {
        DEEPEST = 8
    };
    const char *text = solver_text(program, name), *same = solver_text(program, attribute);
    size_t part = 1 + names_length(program->names, attribute), length = names_length(program->names, name);
    const char *last = length >= 2 * part ? text + length - part : ""; /* ".next" */
    unsigned dots = 0;
    for (const char *at = text; *at; at++)
        dots += *at == '.';
    return dots > DEEPEST || (*last == '.' && strcmp(last + 1, same) == 0 && memcmp(last - part, last, part) == 0);
}

bool attributes_is_namespace(const Program *program, ObjectData tuple)
{
    const Value *call = tuple.a < program->value_count ? program_value(program, tuple.a) : NULL;
    if (!call || call->kind != VALUE_CALL || tuple.b != CONTAINER_TUPLE)
        return false;
    const ObjectSet *set = &program->variables[program_file_of_value(program, tuple.a)->first_value + call->base].set;
    for (uint32_t i = 0; i < set->count; i++) {
        ObjectData data = solver_data(program, set_items(set)[i]);
        const char *name = data.kind == OBJECT_EXTERNAL ? solver_text(program, data.a) : "";
        if (strcmp(name, "types.SimpleNamespace") == 0 || strcmp(name, "argparse.Namespace") == 0)
            return true;
    }
    return false;
}

/* What functions, classes and modules are called. */
static bool is_title(const char *name)
{
    return name[0] == '_' && (strcmp(name, "__name__") == 0 || strcmp(name, "__qualname__") == 0 ||
                              strcmp(name, "__module__") == 0 || strcmp(name, "__doc__") == 0);
}

static void read_of_external(Program *program, ObjectData data, uint32_t name, Variable target)
{
    Object read = is_title(solver_text(program, name)) ? solver_object(program, OBJECT_CONSTANT, CONSTANT_STRING, 0)
                  : is_too_deep(program, data.a, name)
                      ? program->unknown
                      : solver_object(program, OBJECT_EXTERNAL, solver_join(program, data.a, name), data.b);
    solver_add(program, target, read);
}

void attributes_read(Program *program, Object object, uint32_t name, Variable target)
{
    ObjectData data = solver_data(program, object);
    switch ((ObjectKind)data.kind) {
    case OBJECT_UNKNOWN:
        if (name < program->stored_count && program_value(program, target)->kind == VALUE_ATTRIBUTE)
            program->asked_of_unknown[name] = true;
        solver_add(program, target, object);
        break;
    case OBJECT_MODULE:
        if (!names_read_module(program, data.a, name, target))
            solver_add(program, target, program->unknown);
        break;
    case OBJECT_EXTERNAL:
        read_of_external(program, data, name, target);
        break;
    case OBJECT_EXTERNAL_INSTANCE:
        read_outside_unless(program, CELL_ATTRIBUTE, object, name, target);
        break;
    case OBJECT_CLASS:
        read_of_class(program, object, data.a, name, target);
        break;
    case OBJECT_INSTANCE:
        read_of_instance(program, object, data, name, target);
        break;
    case OBJECT_SUPER:
        read_of_super(program, data, name, target);
        break;
    case OBJECT_FUNCTION:
    case OBJECT_BOUND:
        if (name == program->known.call)
            solver_add(program, target, object);
        else if (data.kind == OBJECT_BOUND && name == program->known.bound_function)
            solver_add(program, target, solver_object(program, OBJECT_FUNCTION, data.a, 0));
        else if (data.kind == OBJECT_BOUND && name == program->known.bound_receiver)
            solver_add(program, target, data.b);
        else
            read_of_function(program, object, data.a, name, target);
        break;
    case OBJECT_CONSTANT:
        read_of_builtin(program, object, constant_types[data.a], name, target);
        break;
    case OBJECT_CONTAINER:
        if (data.b == CONTAINER_TUPLE && attributes_is_namespace(program, data))
            containers_read(program, object, name, target);
        else if (data.b == CONTAINER_TUPLE && solver_find_cell(program, CELL_ITEM, object, name)) /* a named tuple */
            solver_link(program, solver_cell(program, CELL_ITEM, object, name), LINK_COPY, target, 0);
        else
            read_of_builtin(program, object, container_types[data.b % CONTAINER_INNER], name, target);
        break;
    case OBJECT_GENERATOR:
        read_of_builtin(program, object, "generator", name, target);
        break;
    case OBJECT_COROUTINE:
        read_of_builtin(program, object, "coroutine", name, target);
        break;
    case OBJECT_NONE:
    case OBJECT_CONTEXT:
    case OBJECT_INJECTION:
    case OBJECT_PARTIAL:
    case OBJECT_ALIAS:
    case OBJECT_TUPLE_CLASS:
        break;
    case OBJECT_DESCRIPTOR:
        if (descriptors_instance(program, object))
            attributes_read(program, descriptors_instance(program, object), name, target);
        break;
    case OBJECT_NAMESPACE: {
        Object get = solver_object(program, OBJECT_EXTERNAL, externals_builtin(program, "dict.get"), object);
        solver_add(program, target, strcmp(solver_text(program, name), "get") == 0 ? get : program->unknown);
        break;
    }
    case OBJECT_CALLABLE:
        solver_add(program, target, program->unknown);
        break;
    }
}

void attributes_read_own(Program *program, Object object, uint32_t name, Variable target)
{
    ObjectData data = solver_data(program, object);
    bool stored = solver_is_stored(program, name);
    switch ((ObjectKind)data.kind) {
    case OBJECT_INSTANCE:
        keywords_read(program, data.a, name);
        solver_link(program,
                    stored ? solver_cell(program, CELL_INSTANCE, data.a, name)
                           : solver_find_cell(program, CELL_INSTANCE, data.a, name),
                    LINK_COPY, target, 0);
        break;
    case OBJECT_CLASS:
        solver_link(program, solver_find_cell(program, CELL_CLASS, data.a, name), LINK_COPY, target, 0);
        break;
    case OBJECT_MODULE:
    case OBJECT_EXTERNAL_INSTANCE:
    case OBJECT_CONTAINER:
        attributes_read(program, object, name, target);
        break;
    default:
        solver_add(program, target, program->unknown);
    }
}

void attributes_read_named(Program *program, Object name, Variable base, Variable target)
{
    ObjectData data = solver_data(program, name);
    if (data.kind == OBJECT_CONSTANT && data.a == CONSTANT_STRING && data.b)
        solver_link(program, base, LINK_ATTRIBUTE, target, data.b);
    else
        solver_add(program, target, program->unknown);
}

/* Reads the names that a class or module binds and that begin so, of the object. */
static void read_bindings(Program *program, uint32_t def, Object object, const char *prefix, Variable target)
{
    const ProgramFile *file = program_file_of_def(program, def);
    const Def *facts = program_def(program, def);
    size_t length = strlen(prefix);
    for (uint32_t i = facts->first_binding; i < facts->first_binding + facts->binding_count; i++) {
        uint32_t name = solver_name(file, file->facts.bindings[i].name);
        if (strncmp(solver_text(program, name), prefix, length) == 0)
            attributes_read(program, object, name, target);
    }
}

void attributes_read_prefix(Program *program, Object object, uint32_t prefix, Variable target)
{
    ObjectData data = solver_data(program, object);
    const char *text = solver_text(program, prefix);
    solver_add(program, target, program->unknown);
    if (data.kind == OBJECT_INSTANCE || data.kind == OBJECT_CLASS) {
        const ClassData *class_data = program->classes[data.a];
        for (uint32_t i = 0; i < class_data->mro_count; i++)
            read_bindings(program, class_data->mro[i], object, text, target);
    } else if (data.kind == OBJECT_MODULE) {
        uint32_t number = modules_file(program->modules, data.a);
        if (number != MODULES_NO_FILE && program->files[number].image)
            read_bindings(program, program->files[number].first_def + 1, object, text, target);
    }
}
