/*
 * Fields of classes whose constructor is written for them: library reference, "dataclasses", "typing.NamedTuple",
 * "collections.namedtuple". Libraries whose classes are like dataclasses are aliases of it in the catalog.
 *
 * Instances hold what the constructor is called with, so a field is read of the instance and never of the class; its
 * annotation is taken where no call tells anything.
 */
#include "solver.h"

#include <string.h>

enum FieldFlag {
    FIELD_KEYWORD_ONLY = 1 << 0,
    FIELD_UNPASSED = 1 << 1, /* is no parameter */
    FIELD_TRANSIENT = 1 << 2 /* InitVar: a parameter, handed on to __post_init__ */
};

struct Field {
    uint32_t name, plain; /* as it is, and without leading underscores */
    uint32_t flags;
    Variable annotation, fallback, factory; /* or 0 */
    Variable converter;                     /* called with what is passed, gives what is kept; or 0 */
    Variable validators[2]; /* called with instance, field and value: as an argument, as a decorator; or 0 */
    Variable maker;         /* method of the instance that gives the default; or 0 */
};

/* --- what a class's body says ---------------------------------------------------------------------------------------- */

static bool is_external(const Program *program, Variable variable, const char *name)
{
    const ObjectSet *set = &program->variables[variable].set;
    for (uint32_t i = 0; i < set->count; i++) {
        ObjectData data = solver_data(program, set_items(set)[i]);
        if (data.kind == OBJECT_EXTERNAL &&
            strcmp(catalog_canonical(program->catalog, solver_text(program, data.a)), name) == 0)
            return true;
    }
    return false;
}

static bool is_annotated_with(const Program *program, const ProgramFile *file, const Value *value, const char *name)
{
    return value->kind == VALUE_INSTANCE && value->base &&
           is_external(program, classes_unsubscripted(file, value->base), name);
}

static bool is_field_call(const Program *program, const ProgramFile *file, uint32_t value)
{
    const Value *call = &file->facts.values[value];
    return call->kind == VALUE_CALL && is_external(program, solver_variable(file, call->base), "dataclasses.field");
}

/* The callable in `default=Factory(callable)`, or 0. */
static Variable wrapped_factory(const Program *program, const ProgramFile *file, uint32_t value)
{
    const Value *call = &file->facts.values[value];
    bool wraps = call->kind == VALUE_CALL && call->count &&
                 is_external(program, solver_variable(file, call->base), "attrs.Factory");
    return wraps ? solver_variable(file, file->facts.operands[call->first].value) : 0;
}

/* The arguments of `field(…)`. Options are only written where they differ from what is usual. */
static void read_field_call(const Program *program, const ProgramFile *file, uint32_t value, Field *out)
{
    const Value *call = &file->facts.values[value];
    for (uint32_t i = call->first; i < call->first + call->count; i++) {
        const char *name = facts_name(&file->facts, file->facts.operands[i].name);
        Variable argument = solver_variable(file, file->facts.operands[i].value);
        if (strcmp(name, "default") == 0 && wrapped_factory(program, file, file->facts.operands[i].value))
            out->factory = wrapped_factory(program, file, file->facts.operands[i].value);
        else if (strcmp(name, "default") == 0)
            out->fallback = argument;
        else if (strcmp(name, "converter") == 0)
            out->converter = argument;
        else if (strcmp(name, "validator") == 0)
            out->validators[0] = argument;
        else if (strcmp(name, "default_factory") == 0 || strcmp(name, "factory") == 0)
            out->factory = argument;
        else if (strcmp(name, "init") == 0)
            out->flags |= FIELD_UNPASSED;
        else if (strcmp(name, "kw_only") == 0)
            out->flags |= FIELD_KEYWORD_ONLY;
    }
}

static uint32_t without_underscores(Program *program, uint32_t name)
{
    const char *text = solver_text(program, name);
    return text[0] == '_' ? solver_intern(program, text + strspn(text, "_")) : name;
}

/* `@name.validator`, `@name.default` above methods of the body: what the field `name` is told of them. */
static void read_field_methods(const ProgramFile *file, const Def *body, uint32_t field, uint32_t call, Field *out)
{
    for (uint32_t i = body->first_binding; i < body->first_binding + body->binding_count; i++) {
        const Value *method = &file->facts.values[file->facts.bindings[i].value];
        const Value *decorator = &file->facts.values[method->base];
        if (method->kind != VALUE_DECORATED || decorator->kind != VALUE_ATTRIBUTE ||
            (decorator->base != field && decorator->base != call))
            continue;
        const char *name = facts_name(&file->facts, decorator->name);
        Variable function = solver_variable(file, file->facts.operands[method->first].value);
        if (strcmp(name, "validator") == 0)
            out->validators[1] = function;
        else if (strcmp(name, "default") == 0)
            out->maker = function;
    }
}

/* The field that a name of the class's body is; false when it is none. */
static bool read_field(Program *program, const ProgramFile *file, const Def *body, const Binding *binding,
                       uint32_t flags, Field *out)
{
    const Value *value = &file->facts.values[binding->value];
    bool annotated = value->kind == VALUE_INSTANCE && value->base;
    uint32_t given = !annotated ? binding->value : value->count ? file->facts.operands[value->first].value : 0;
    bool described = is_field_call(program, file, given);
    if (!(annotated || described) || is_annotated_with(program, file, value, "typing.ClassVar"))
        return false;
    uint32_t name = solver_name(file, binding->name);
    *out = (Field){.name = name, .plain = without_underscores(program, name), .flags = flags};
    out->annotation = annotated ? solver_variable(file, value->base) : 0;
    if (is_annotated_with(program, file, value, "dataclasses.InitVar"))
        out->flags |= FIELD_TRANSIENT;
    if (!described) {
        out->factory = wrapped_factory(program, file, given); /* `rooms: list = Factory(list)` */
        out->fallback = out->factory ? 0 : solver_variable(file, given);
        return true;
    }
    read_field_call(program, file, given, out);
    read_field_methods(file, body, binding->value, given, out);
    return true;
}

static const UT_icd field_icd = {sizeof(Field), NULL, NULL, NULL};

static Field *field_at(const UT_array *fields, uint32_t index)
{
    return (Field *)(void *)utarray_eltptr((UT_array *)fields, index);
}

/* A field keeps the place that a base gave it. */
static void put_field(UT_array *fields, const Field *field)
{
    for (uint32_t i = 0; i < utarray_len(fields); i++)
        if (field_at(fields, i)->name == field->name) {
            *field_at(fields, i) = *field;
            return;
        }
    utarray_push_back(fields, field);
}

/* Has the decorator that writes the constructor this option? */
static bool has_option(const Program *program, uint32_t class_def, const char *option)
{
    const Def *def = program_def(program, class_def);
    const ProgramFile *file = program_file_of_def(program, class_def);
    for (uint32_t i = def->first_decorator; i < def->first_decorator + def->decorator_count; i++) {
        const Value *call = &file->facts.values[file->facts.operands[i].value];
        for (uint32_t j = call->first; call->kind == VALUE_CALL && j < call->first + call->count; j++)
            if (strcmp(facts_name(&file->facts, file->facts.operands[j].name), option) == 0)
                return true;
    }
    return false;
}

static void read_body(Program *program, uint32_t class_def, UT_array *out)
{
    const Def *def = program_def(program, class_def);
    const ProgramFile *file = program_file_of_def(program, class_def);
    uint32_t flags = has_option(program, class_def, "kw_only") ? FIELD_KEYWORD_ONLY : 0;
    for (uint32_t i = def->first_binding; i < def->first_binding + def->binding_count; i++) {
        const Binding *binding = &file->facts.bindings[i];
        Field field;
        if (is_annotated_with(program, file, &file->facts.values[binding->value], "dataclasses.KW_ONLY"))
            flags |= FIELD_KEYWORD_ONLY;
        else if (read_field(program, file, def, binding, flags, &field))
            put_field(out, &field);
    }
}

/* --- classes that have fields ---------------------------------------------------------------------------------------- */

static bool is_dataclass(const Program *program, uint32_t class_def)
{
    return program->traits[class_def] & TRAIT_FIELDS;
}

static bool is_tuple_name(const char *name)
{
    return strcmp(name, "typing.NamedTuple") == 0 || strcmp(name, "collections.namedtuple") == 0;
}

static bool is_tuple(const Program *program, uint32_t class_def)
{
    const ClassData *data = program->classes[class_def];
    for (uint32_t i = 0; i < data->direct_external_count; i++)
        if (is_tuple_name(solver_text(program, data->external[i])))
            return true;
    return false;
}

bool fields_is_tuple_call(const Program *program, const ProgramFile *file, uint32_t value)
{
    const Value *call = &file->facts.values[value];
    const ObjectSet *set = &program->variables[solver_variable(file, call->base)].set;
    if (call->kind != VALUE_CALL || set->count != 1)
        return false;
    ObjectData callee = solver_data(program, set_items(set)[0]);
    return callee.kind == OBJECT_EXTERNAL && is_tuple_name(solver_text(program, callee.a));
}

/* The word at an index of text, by commas and blanks; or 0. */
static uint32_t word_at(Program *program, const char *text, uint32_t index)
{
    static const char separators[] = ", \t\n";
    for (text += strspn(text, separators); *text; text += strspn(text, separators)) {
        size_t length = strcspn(text, separators);
        if (!index--)
            return names_intern(program->names, text, length);
        text += length;
    }
    return 0;
}

/* The name of an item, as `namedtuple("Point", "x y")`, `["x", "y"]`, `[("x", int), ("y", int)]` say it; or 0. */
static uint32_t item_name(Program *program, const ProgramFile *file, const Value *maker, uint32_t index)
{
    if (maker->count < 2)
        return 0;
    const Value *names = &file->facts.values[file->facts.operands[maker->first + 1].value];
    if (names->kind == VALUE_CONSTANT && names->detail == CONSTANT_STRING)
        return word_at(program, facts_name(&file->facts, names->name), index);
    for (int depth = 0; depth < 2 && names->kind == VALUE_CONTAINER && index < names->count; depth++, index = 0)
        names = &file->facts.values[file->facts.operands[names->first + index].value];
    return names->kind == VALUE_CONSTANT && names->detail == CONSTANT_STRING ? solver_name(file, names->name) : 0;
}

/* Fields of `class Point(namedtuple("Point", "x y"))`. */
static void read_maker(Program *program, uint32_t class_def, UT_array *out)
{
    const Def *def = program_def(program, class_def);
    const ProgramFile *file = program_file_of_def(program, class_def);
    for (uint32_t i = def->first_base; i < def->first_base + def->base_count; i++) {
        uint32_t base = file->facts.operands[i].value;
        Field field = {0};
        for (uint32_t j = 0; fields_is_tuple_call(program, file, base) &&
                             (field.name = item_name(program, file, &file->facts.values[base], j));
             j++)
            put_field(out, &field);
    }
}

/* Reads the fields of a class from the bodies of its bases and its own. */
static void read_fields(Program *program, uint32_t class_def)
{
    ClassData *data = program->classes[class_def];
    UT_array *fields;
    utarray_new(fields, &field_icd);
    for (uint32_t i = data->mro_count; i-- > 0;)
        if (is_dataclass(program, data->mro[i]) || (i == 0 && is_tuple(program, class_def)))
            read_body(program, data->mro[i], fields);
    read_maker(program, class_def, fields);
    data->field_count = utarray_len(fields);
    data->fields = arena_alloc(&program->arena, (data->field_count + 1) * sizeof *data->fields);
    for (uint32_t i = 0; i < data->field_count; i++) {
        data->fields[i] = *field_at(fields, i);
        if (data->fields[i].name < program->stored_count)
            program->stored[data->fields[i].name] |= STORED_SOMEWHERE | STORED_KEPT;
    }
    utarray_free(fields);
}

/* The class in the MRO whose constructor is written for it and is the one that runs, or 0. */
static uint32_t find_generated(const Program *program, uint32_t class_def)
{
    const ClassData *data = program->classes[class_def];
    bool made = false; /* by a __new__ of its own, which may pass what it likes to that of a tuple */
    for (uint32_t i = 0; i < data->mro_count; i++) {
        uint32_t owner = data->mro[i];
        made = made || solver_find_cell(program, CELL_CLASS, owner, program->known.new);
        if (solver_find_cell(program, CELL_CLASS, owner, program->known.init))
            return 0;
        if ((is_tuple(program, owner) && !made) ||
            (is_dataclass(program, owner) && !has_option(program, owner, "init")))
            return owner;
    }
    return 0;
}

/* Items of a named tuple are its fields. */
static void link_items(Program *program, uint32_t class_def, const ClassData *fields)
{
    Object contents = containers_of(program, solver_object(program, OBJECT_INSTANCE, class_def, 0));
    for (uint32_t i = 0; contents && i < fields->field_count; i++)
        containers_store(program, contents, calls_position_name(program, i),
                         solver_cell(program, CELL_INSTANCE, class_def, fields->fields[i].name));
}

void fields_find(Program *program)
{
    const uint32_t *defs = program->class_defs;
    for (uint32_t i = 0; i < program->class_count; i++)
        if (is_dataclass(program, defs[i]) || is_tuple(program, defs[i]))
            read_fields(program, defs[i]);
    for (uint32_t i = 0; i < program->class_count; i++) {
        uint32_t def = defs[i];
        uint32_t generated = program->classes[def]->generated = find_generated(program, def);
        if (generated && is_tuple(program, generated))
            link_items(program, def, program->classes[generated]);
    }
}

Object fields_items(Program *program, Object instance)
{
    uint32_t generated = program->classes[solver_data(program, instance).a]->generated;
    return generated && is_tuple(program, generated) ? containers_of(program, instance) : 0;
}

bool fields_give_names(Program *program, uint32_t class_def, Variable target)
{
    const ClassData *data = program->classes[program->classes[class_def]->generated];
    Object names = solver_object(program, OBJECT_CONTAINER, target, CONTAINER_TUPLE);
    uint32_t position = 0;
    for (uint32_t i = 0; i < data->field_count; i++)
        if (!(data->fields[i].flags & (FIELD_KEYWORD_ONLY | FIELD_UNPASSED)))
            solver_add(program, solver_cell(program, CELL_ITEM, names, calls_position_name(program, position++)),
                       solver_object(program, OBJECT_CONSTANT, CONSTANT_STRING, data->fields[i].name));
    if (position)
        solver_add(program, target, names);
    return position;
}

static const Field *find_field(const Program *program, uint32_t class_def, uint32_t name)
{
    const ClassData *data = program->classes[program->classes[class_def]->generated];
    for (uint32_t i = 0; i < data->field_count; i++)
        if (data->fields[i].name == name)
            return &data->fields[i];
    return NULL;
}

bool fields_has(const Program *program, uint32_t class_def, uint32_t name)
{
    return program->classes[class_def]->generated && find_field(program, class_def, name);
}

/* --- annotations ----------------------------------------------------------------------------------------------------- */

void fields_declare(Program *program)
{
    for (uint32_t k = 0; k < program->class_count; k++) {
        uint32_t def = program->class_defs[k];
        const ClassData *data = program->classes[program->classes[def]->generated];
        for (uint32_t i = 0; i < data->field_count; i++) {
            Declaration declaration = {.target = solver_cell(program, CELL_INSTANCE, def, data->fields[i].name),
                                       .owner = def,
                                       .name = data->fields[i].name,
                                       .fallback = data->fields[i].fallback};
            if (data->fields[i].annotation)
                annotations_declare(program, data->fields[i].annotation, declaration, false);
        }
    }
}

bool fields_is_informed(Program *program, uint32_t class_def, uint32_t name)
{
    const ClassData *data = program->classes[class_def];
    if (solver_is_informed(program, solver_find_cell(program, CELL_INSTANCE, class_def, name)))
        return true;
    for (uint32_t i = 0; i < data->subclass_count; i++)
        if (fields_is_informed(program, data->subclasses[i], name))
            return true;
    return false;
}

/* --- the constructor ------------------------------------------------------------------------------------------------- */

/* What the constructor may run for a field, each for itself. */
enum FieldPart {
    PART_DEFAULT = 1,
    PART_CONVERTER,
    PART_VALIDATORS, /* as an argument, as a decorator */
    PART_COUNT = PART_VALIDATORS + 2
};

typedef enum {
    PASSED_NO,
    PASSED_MAYBE, /* by * or ** */
    PASSED_YES
} Passed;

/* What the call has for a parameter, if only the default; 0: that cannot be told. `position`: of it, or UINT32_MAX. */
static Variable argument_for(const Field *field, uint32_t position, const CallSite *site)
{
    uint32_t at = 0;
    for (size_t i = 0; i < site->argument_count; i++) {
        Argument argument = site->arguments[i];
        if (argument.name == NAME_STAR || argument.name == NAME_DOUBLESTAR)
            return 0;
        if (argument.name ? argument.name == field->name || argument.name == field->plain : at++ == position)
            return argument.variable;
    }
    return field->fallback;
}

/* Passes to one parameter what the call has for it. `position`: of the parameter, or UINT32_MAX. */
static Passed pass_field(Program *program, const Field *field, uint32_t position, Variable cell, const CallSite *site)
{
    Passed passed = PASSED_NO;
    uint32_t at = 0;
    for (size_t i = 0; i < site->argument_count; i++) {
        Argument argument = site->arguments[i];
        bool wanted =
            argument.name > NAME_DOUBLESTAR && (argument.name == field->name || argument.name == field->plain);
        if (argument.name == NAME_NONE)
            wanted = passed != PASSED_MAYBE && at++ == position;
        if (wanted) {
            solver_link(program, argument.variable, LINK_COPY, cell, 0);
            return PASSED_YES;
        }
        if (argument.name == NAME_STAR && position != UINT32_MAX && position >= at) {
            solver_link(program, argument.variable, LINK_UNPACK, cell, position - at);
            passed = PASSED_MAYBE;
        } else if (argument.name == NAME_DOUBLESTAR) {
            solver_link(program, argument.variable, LINK_KEY, cell, field->name);
            passed = PASSED_MAYBE;
        }
    }
    return passed;
}

Variable fields_annotation(const Program *program, uint32_t class_def, uint32_t name)
{
    return find_field(program, class_def, name)->annotation;
}

Variable fields_passed(Program *program, uint32_t class_def, uint32_t name, const CallSite *site)
{
    const ClassData *data = program->classes[program->classes[class_def]->generated];
    uint32_t position = 0;
    for (uint32_t i = 0; i < data->field_count; i++) {
        const Field *field = &data->fields[i];
        bool by_position = !(field->flags & (FIELD_UNPASSED | FIELD_KEYWORD_ONLY));
        if (field->name == name && !(field->flags & FIELD_UNPASSED) && !field->converter)
            return argument_for(field, by_position ? position : UINT32_MAX, site);
        position += by_position;
    }
    return 0;
}

/* The default of a field that the call passes nothing for. Whether a factory runs must be known to be drawn. */
static void give_default(Program *program, const Field *field, Passed passed, uint32_t number, Variable cell,
                         Variable instance, const CallSite *site)
{
    if (passed == PASSED_YES)
        return;
    LateCall call = {
        .site = site->site, .result = cell, .reach = REACH_IMPLICIT, .part = number * PART_COUNT + PART_DEFAULT};
    if (passed == PASSED_MAYBE)
        call.site = cell;
    solver_link(program, field->fallback, LINK_COPY, cell, 0);
    if (field->factory)
        calls_link_late(program, field->factory, &call);
    call.arguments[0].variable = instance;
    call.argument_count = 1;
    if (field->maker)
        calls_link_late(program, field->maker, &call);
}

/* What is called of a field, as the constructor has what is passed. `number`: of the field; `instance`: variable of that. */
static void call_field(Program *program, const Field *field, uint32_t number, Variable passed, Variable cell,
                       Variable instance, const CallSite *site)
{
    enum {
        STEP_VALIDATOR = 52
    };
    LateCall call = {.site = site->site,
                     .arguments = {{instance, NAME_NONE}},
                     .argument_count = 1,
                     .reach = REACH_IMPLICIT,
                     .functions_only = true};
    for (uint32_t i = 0; i < 2; i++) {
        Variable validators = field->validators[i] ? solver_step(program, cell, STEP_VALIDATOR + i) : 0;
        call.part = number * PART_COUNT + PART_VALIDATORS + i;
        solver_link(program, field->validators[i], LINK_COPY, validators, 0);
        solver_link(program, field->validators[i], LINK_CONTENT, validators, 0);
        if (validators)
            calls_link_late(program, validators, &call);
    }
    if (!field->converter)
        return;
    call.arguments[0].variable = passed;
    call.result = cell;
    call.functions_only = false;
    call.part = number * PART_COUNT + PART_CONVERTER;
    calls_link_late(program, field->converter, &call);
}

/* The methods that run around the constructor of a class. */
static void call_around(Program *program, uint32_t class_def, Object instance, const CallSite *after)
{
    CallSite alone = *after;
    alone.argument_count = 0;
    calls_call_member(program, class_def, program->known.pre_init, instance, &alone);
    calls_call_member(program, class_def, program->known.post_init, instance, after);
    calls_call_member(program, class_def, program->known.attrs_init, instance, &alone);
}

void fields_pass(Program *program, uint32_t class_def, Object instance, const CallSite *site)
{
    enum {
        MOST_TRANSIENT = 8,
        STEP_SELF = 50,
        STEP_PASSED = 51
    };
    const ClassData *data = program->classes[program->classes[class_def]->generated];
    Argument transient[MOST_TRANSIENT];
    CallSite after = *site;
    after.arguments = transient;
    after.argument_count = 0;
    Variable self = solver_step(program, site->site, STEP_SELF);
    for (uint32_t i = 0, position = 0; i < data->field_count; i++) {
        const Field *field = &data->fields[i];
        Variable kept = solver_cell(program, CELL_INSTANCE, class_def, field->name);
        Variable cell = field->converter ? solver_step(program, kept, STEP_PASSED) : kept;
        bool by_position = !(field->flags & (FIELD_UNPASSED | FIELD_KEYWORD_ONLY));
        Passed passed = field->flags & FIELD_UNPASSED
                            ? PASSED_NO
                            : pass_field(program, field, by_position ? position : UINT32_MAX, cell, site);
        position += by_position;
        give_default(program, field, passed, i, cell, self, site);
        call_field(program, field, i, cell, kept, self, site);
        if (field->flags & FIELD_TRANSIENT && after.argument_count < MOST_TRANSIENT)
            transient[after.argument_count++] = (Argument){cell, NAME_NONE};
    }
    solver_add(program, self, instance);
    call_around(program, class_def, instance, &after);
}

void fields_replace(Program *program, Object object, Variable call)
{
    ObjectData data = solver_data(program, object);
    bool has_fields = data.kind == OBJECT_INSTANCE && program->classes[data.a]->generated;
    solver_add(program, call, object);
    if (!has_fields)
        return;
    size_t count;
    const Argument *told = calls_arguments(program, call, &count);
    Argument *arguments = arena_alloc(&program->arena, (count + 1) * sizeof *arguments);
    CallSite site = {.site = call, .arguments = arguments, .reach = REACH_IMPLICIT};
    for (size_t i = 0; i < count; i++)
        if (told[i].name > NAME_DOUBLESTAR)
            arguments[site.argument_count++] = told[i];
    arguments[site.argument_count++] = (Argument){0, NAME_DOUBLESTAR}; /* all else is as it was, and no default */
    fields_pass(program, data.a, object, &site);
}

/* --- what namedtuple() makes ----------------------------------------------------------------------------------------- */

/* The position of the item that a keyword names, or UINT32_MAX. */
static uint32_t position_of(Program *program, Variable maker, uint32_t name)
{
    uint32_t found;
    for (uint32_t i = 0;
         (found = item_name(program, program_file_of_value(program, maker), program_value(program, maker), i)); i++)
        if (found == name)
            return i;
    return UINT32_MAX;
}

void fields_make_tuple(Program *program, Variable maker, const CallSite *site)
{
    Object tuple = solver_object(program, OBJECT_CONTAINER, site->site, CONTAINER_TUPLE);
    solver_add(program, site->result, tuple);
    for (uint32_t i = 0; i < site->argument_count; i++) {
        Argument argument = site->arguments[i];
        bool spread = argument.name == NAME_STAR || argument.name == NAME_DOUBLESTAR;
        uint32_t position = argument.name ? position_of(program, maker, argument.name) : i;
        uint32_t name = spread || position == UINT32_MAX ? 0
                                                         : item_name(program, program_file_of_value(program, maker),
                                                                     program_value(program, maker), position);
        if (!name)
            return; /* what follows stands at places that are not known */
        containers_store(program, tuple, calls_position_name(program, position), argument.variable);
        solver_link(program, argument.variable, LINK_COPY, solver_cell(program, CELL_ITEM, tuple, name), 0);
    }
}
