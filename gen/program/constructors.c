/*
 * Calling a class: language reference, "Customizing instance creation", and `type.__call__`, which a metaclass may put
 * something in the place of.
 */
#include "solver.h"

enum Step {
    STEP_CONSTRUCTED = 24, /* calls that a metaclass makes for whoever calls the class */
    STEP_RETURNED = 28     /* what its `__call__` gives */
};

/* The first base outside the tree that may have a constructor, or 0. A member of an enumeration is looked up, and a
 * TypedDict is a dict. */
static uint32_t base_that_initialises(const Program *program, const ClassData *data)
{
    for (uint32_t i = 0; !data->is_enum && !data->is_mapping && i < data->external_count; i++)
        if (!classes_is_hollow(solver_text(program, data->external[i])))
            return data->external[i];
    return 0;
}

/* The constructor that a class has from a base outside the tree, or that something unknown writes for it. */
static void call_outer_init(Program *program, uint32_t class_def, Object instance, const CallSite *site)
{
    const ClassData *data = program->classes[class_def];
    CallSite after = *site;
    after.argument_count = 0;
    uint32_t base = base_that_initialises(program, data);
    if (base && solver_text(program, base)[0] != '<')
        solver_record(program, site, 0, solver_join(program, base, program->known.init));
    if (containers_of(program, instance))
        builtins_call_method(program, "__init__", instance, site);
    calls_call_member(program, class_def, program->known.post_init, instance, &after);
}

/* Runs `__init__`, or the constructor that was written for the class, on a new instance. */
static void initialise(Program *program, uint32_t class_def, bool or_subclass, const CallSite *site)
{
    Object instance = solver_object(program, OBJECT_INSTANCE, class_def, or_subclass);
    const ClassData *data = program->classes[class_def];
    if (data->generated)
        fields_pass(program, class_def, instance, site);
    else if (!calls_call_member(program, class_def, program->known.init, instance, site))
        call_outer_init(program, class_def, instance, site);
    if (or_subclass)
        calls_call_overrides(program, class_def, program->known.init, 0, site);
}

/* What a class makes, if that is a property: each stands for itself, as what it reads is what its function gives. */
static Object make_property(Program *program, uint32_t class_def, Variable site)
{
    const Value *value = site < program->value_count ? program_value(program, site) : NULL;
    bool described = value && (value->kind == VALUE_CALL || value->kind == VALUE_DECORATED) &&
                     program->classes[class_def]->specials & SPECIAL_PROPERTY;
    return described ? descriptors_make(program, TRAIT_PROPERTY, site) : 0;
}

/* What `type.__call__` does. */
static void make_instance(Program *program, uint32_t class_def, bool or_subclass, const CallSite *site)
{
    Object class_object = solver_object(program, OBJECT_CLASS, class_def, or_subclass);
    CallSite inner = *site;
    or_subclass = or_subclass || program->classes[class_def]->specials & SPECIAL_NEW_CHOICE;
    if (program->classes[class_def]->specials & SPECIAL_NEW_OTHER) {
        calls_call_member(program, class_def, program->known.new, class_object, site);
        return;
    }
    inner.result = 0;
    if (program->classes[class_def]->is_enum) { /* looks up a member: none is made */
        inner.reach = REACH_IMPLICIT;
        solver_add(program, site->result, solver_object(program, OBJECT_INSTANCE, class_def, or_subclass));
        calls_call_member(program, class_def, program->known.enum_missing, class_object, &inner);
        return;
    }
    Object property = make_property(program, class_def, site->site);
    solver_add(program, site->result,
               property ? property : solver_object(program, OBJECT_INSTANCE, class_def, or_subclass));
    calls_call_member(program, class_def, program->known.new, class_object, &inner);
    initialise(program, class_def, or_subclass, &inner);
}

/* Whether a function reads an attribute of that name anywhere. */
static bool reads_attribute(const Program *program, uint32_t def, uint32_t name)
{
    const ProgramFile *file = program_file_of_def(program, def);
    Body body = program_body(program, def);
    for (uint32_t i = body.first_value; i < body.end_value; i++)
        if (file->facts.values[i].kind == VALUE_ATTRIBUTE && solver_name(file, file->facts.values[i].name) == name)
            return true;
    return false;
}

/* `__call__` of the metaclass runs, and makes an instance sooner or later. What it hands to the constructor, most often
 * `*args`, is what the call has: it goes there directly, so that the calls of all its classes don't mix. If it never leaves
 * it to another `__call__`, what it returns is all that there is. */
static void call_metaclass(Program *program, uint32_t class_def, bool or_subclass, const CallSite *site)
{
    uint32_t metaclass = program->classes[class_def]->metaclass;
    uint32_t function = classes_find_function(program, metaclass, program->known.call, 0);
    bool alone = function && !reads_attribute(program, function, program->known.call);
    CallSite outer = *site, inner = *site;
    outer.result = alone ? solver_step(program, site->site, STEP_RETURNED) : 0;
    calls_call_member(program, metaclass, program->known.call,
                      solver_object(program, OBJECT_CLASS, class_def, or_subclass), &outer);
    if (alone) {
        bool made_there = reads_attribute(program, function, program->known.new);
        solver_link(program, outer.result, made_there ? LINK_OWN : LINK_COPY, site->result, class_def);
        return;
    }
    inner.site = solver_step(program, site->site, STEP_CONSTRUCTED);
    make_instance(program, class_def, or_subclass, &inner);
}

void constructors_call(Program *program, uint32_t class_def, bool or_subclass, const CallSite *site)
{
    uint32_t metaclass = program->classes[class_def]->metaclass;
    solver_record(program, site, class_def, 0);
    if (metaclass && classes_find(program, metaclass, program->known.call, 0))
        call_metaclass(program, class_def, or_subclass, site);
    else
        make_instance(program, class_def, or_subclass, site);
}

static bool forwards_all(const CallSite *site)
{
    return site->argument_count && site->arguments[0].name == NAME_STAR;
}

/* `type.__subclasses__()`: a list of the direct ones. */
static void give_subclasses(Program *program, uint32_t class_def, const CallSite *site)
{
    Object list = solver_object(program, OBJECT_CONTAINER, site->site, CONTAINER_LIST);
    Variable elements = solver_cell(program, CELL_ELEMENT, list, 0);
    solver_add(program, site->result, list);
    for (uint32_t i = 0; i < program->classes[class_def]->subclass_count; i++)
        solver_add(program, elements,
                   solver_object(program, OBJECT_CLASS, program->classes[class_def]->subclasses[i], 0));
    containers_mix(program, list);
}

bool constructors_call_type(Program *program, uint32_t method, Object receiver, const CallSite *site)
{
    ObjectData data = solver_data(program, receiver);
    if (data.kind != OBJECT_CLASS)
        return false;
    if (method == program->known.subclasses) {
        give_subclasses(program, data.a, site);
        return true;
    }
    if (method == program->known.call && program->classes[data.a]->metaclass) {
        CallSite inner = *site;
        if (forwards_all(site))
            inner.argument_count = 0; /* call_metaclass() has passed them */
        make_instance(program, data.a, data.b, &inner);
        return true;
    }
    if (method == program->known.new && program->classes[data.a]->specials & SPECIAL_METACLASS) {
        rewriting_make(program, receiver, site);
        solver_link(program, solver_cell(program, CELL_MADE, data.a, 0), LINK_COPY, site->result, 0);
        return true;
    }
    return false;
}
