/*
 * phases.c - the order in which the program is solved, and what is taken where calls don't tell: annotations, receivers.
 */
#include "solver.h"

#include "../../extractors/memory.h"

#include <stdlib.h>
#include <string.h>

static const UT_icd variable_icd = {sizeof(Variable), NULL, NULL, NULL};

/* What an overload declares is said of the function that implements it: the next of its name that is no overload. */
static uint32_t implementation_of(const Program *program, const ProgramFile *file, uint32_t index)
{
    const Def *overload = &file->facts.defs[index];
    for (uint32_t i = index; i < file->facts.defs_count; i++) {
        const Def *def = &file->facts.defs[i];
        if (def->kind == overload->kind && def->parent == overload->parent && def->name == overload->name &&
            !(program->traits[file->first_def + i] & TRAIT_OVERLOAD))
            return file->first_def + i;
        if (i == index && !(program->traits[file->first_def + i] & TRAIT_OVERLOAD))
            break;
    }
    return file->first_def + index;
}

/* `*rooms: Room`, `**rooms: Room`: an element of it is one. */
static void declare_elements(Program *program, Variable annotation, const Param *param, Variable star)
{
    uint32_t type = param->kind == PARAM_STAR ? CONTAINER_TUPLE : CONTAINER_DICT;
    Object rest = solver_object(program, OBJECT_CONTAINER, star, type);
    Variable elements = solver_cell(program, CELL_ELEMENT, rest, 0);
    annotations_declare(program, annotation, (Declaration){.target = elements, .container = rest}, false);
    program->variables[elements].set.states &= (uint8_t)~STATE_ANNOTATED; /* what is passed may be unknown */
}

static void declare_params(Program *program, const ProgramFile *file)
{
    for (uint32_t i = 1; i < file->facts.params_count; i++) {
        const Param *param = &file->facts.params[i];
        Variable variable = solver_variable(file, param->value), annotation = solver_variable(file, param->annotation);
        if (annotation && param->kind < PARAM_STAR)
            annotations_declare(program, annotation, (Declaration){.target = variable}, false);
        else if (annotation)
            declare_elements(program, annotation, param, variable);
    }
}

/* `*next`: the first of program->annotated that lies in the file; and then, behind it. */
static void declare_values(Program *program, const ProgramFile *file, uint32_t *next)
{
    for (; *next < utarray_len(program->annotated); ++*next) {
        Variable variable = *(Variable *)(void *)utarray_eltptr(program->annotated, *next);
        if (variable >= file->first_value + file->facts.values_count)
            break;
        annotations_declare(program, solver_variable(file, program_value(program, variable)->base),
                            (Declaration){.target = variable}, false);
    }
}

/* Whether it assigns None, as a first value, to an attribute of the receiver of its method, whose type it declares. */
static bool assigns_none(const ProgramFile *file, const Effect *effect)
{
    const Value *value = &file->facts.values[effect->value], *target = &file->facts.values[effect->target];
    if (effect->kind != EFFECT_SET_ATTRIBUTE || value->kind != VALUE_INSTANCE || !value->count ||
        target->kind != VALUE_PARAM || target->base != file->facts.defs[effect->scope].first_param)
        return false;
    const Value *given = &file->facts.values[file->facts.operands[value->first].value];
    return given->kind == VALUE_CONSTANT && given->detail == CONSTANT_NONE;
}

/* `self.lock: Lock | None = None`: what is declared there is that of the attribute, whatever else is put into it. `first`: of
 * the declarations of the file's values. Both stand in the order of the source. */
static void declare_attributes(Program *program, const ProgramFile *file, uint32_t first)
{
    for (uint32_t i = 1; i < file->facts.effects_count; i++) {
        const Effect *effect = &file->facts.effects[i];
        uint32_t owner = assigns_none(file, effect) ? program_owner(program, file->first_def + effect->scope) : 0;
        if (!owner)
            continue;
        Declaration *declaration = NULL;
        while (first < utarray_len(program->declared) &&
               (declaration = (Declaration *)(void *)utarray_eltptr(program->declared, first))->target <
                   solver_variable(file, effect->value))
            first++;
        if (declaration && declaration->target == solver_variable(file, effect->value)) {
            declaration->owner = owner;
            declaration->name = solver_name(file, effect->name);
        }
    }
}

static void declare_results(Program *program, const ProgramFile *file)
{
    for (uint32_t i = 1; i < file->facts.defs_count; i++) {
        const Def *def = &file->facts.defs[i];
        bool yields = def->flags & DEF_GENERATOR;
        if (def->returns)
            annotations_declare(program, solver_variable(file, def->returns),
                                (Declaration){.target = solver_cell(program, yields ? CELL_YIELD : CELL_RETURN,
                                                                    implementation_of(program, file, i), 0)},
                                yields);
        for (uint32_t test = TESTED_NONE;
             def->returns && !yields && program->chooses[file->first_def + i].param && test <= TESTED_TRUE; test++)
            annotations_declare(program, solver_variable(file, def->returns),
                                (Declaration){.target = solver_cell(program, CELL_CHOSEN, file->first_def + i, test)},
                                false);
    }
}

/* Annotations are evaluated into cells of their own, then taken where the flow of values tells nothing. */
static void read_declarations(Program *program)
{
    uint32_t annotated = 0;
    for (size_t i = 0; i < program->file_count; i++) {
        const ProgramFile *file = &program->files[i];
        if (!file->image)
            continue;
        declare_params(program, file);
        uint32_t first = utarray_len(program->declared);
        declare_values(program, file, &annotated);
        declare_attributes(program, file, first);
        declare_results(program, file);
    }
    fields_declare(program);
    stubs_declare(program);
}

/* Whether what an annotation says of elements is more than that they are of Python's own types. */
static bool declares_instances(const Program *program, Variable declared)
{
    const ObjectSet *set = &program->variables[declared].set;
    Object held = set->count ? containers_held(program, set_items(set)[0]) : 0;
    const ObjectSet *elements = &program->variables[held ? solver_find_cell(program, CELL_ELEMENT, held, 0) : 0].set;
    for (uint32_t i = 0; i < elements->count; i++) {
        ObjectKind kind = (ObjectKind)solver_data(program, set_items(elements)[i]).kind;
        if (kind == OBJECT_INSTANCE || kind == OBJECT_EXTERNAL_INSTANCE || kind == OBJECT_CALLABLE)
            return true;
    }
    return false;
}

/* `rooms: list[Room] = []` into which nobody is seen to put anything, nor is there a factory that would; a list that is
 * passed to a parameter. */
static void fill_container(Program *program, Variable target, Variable declared)
{
    const Value *value = program_value(program, target);
    bool passed = value->kind == VALUE_PARAM;
    if (passed ? !declares_instances(program, declared) : value->kind != VALUE_INSTANCE || !value->count)
        return;
    const ProgramFile *file = program_file_of_value(program, target);
    Variable given = passed ? 0 : solver_variable(file, file->facts.operands[value->first].value);
    const ObjectSet set = program->variables[target].set;
    for (uint32_t i = 0; i < set.count; i++) {
        Object object = containers_held(program, set_items(&set)[i]);
        if (object && (passed || solver_data(program, object).a == given) &&
            !solver_find_cell(program, CELL_FACTORY, object, 0) &&
            !solver_is_informed(program, containers_elements(program, object)))
            solver_link(program, declared, LINK_FILL, 0, object);
    }
}

static bool is_external(const Program *program, Object object)
{
    ObjectKind kind = (ObjectKind)solver_data(program, object).kind;
    return kind == OBJECT_EXTERNAL || kind == OBJECT_EXTERNAL_INSTANCE;
}

/* `app: App = LocalProxy(…)`: it says how something from outside is used, of which nothing else is known. */
static bool declares_more(const Program *program, const Declaration *declaration)
{
    const ObjectSet *declared = &program->variables[declaration->declared].set;
    const ObjectSet *set = &program->variables[declaration->target].set;
    bool of_tree = false;
    for (uint32_t i = 0; i < declared->count; i++)
        of_tree = of_tree || solver_data(program, set_items(declared)[i]).kind == OBJECT_INSTANCE;
    for (uint32_t i = 0; of_tree && i < set->count; i++)
        if (set_items(set)[i] != program->none && !is_external(program, set_items(set)[i]))
            return false;
    return of_tree;
}

/* Whether an instance of a class certainly is not what an object of a declaration stands for. */
static bool is_of_other_type(const Program *program, uint32_t class_def, Object declared)
{
    ObjectData data = solver_data(program, declared);
    if (data.kind == OBJECT_INSTANCE)
        return !program->classes[data.a]->is_protocol && !program->classes[data.a]->open &&
               !classes_is_subclass(program, class_def, data.a);
    return data.kind == OBJECT_CONSTANT || data.kind == OBJECT_CONTAINER;
}

/* `view: View = MISSING`: what is known to get there is of another class than the declared ones, so it stands for what is
 * left out. */
static bool is_left_out(const Program *program, const Declaration *declaration)
{
    const ObjectSet *declared = &program->variables[declaration->declared].set;
    const ObjectSet *set = &program->variables[declaration->target].set;
    if (!declared->count || program_value(program, declaration->target)->kind != VALUE_PARAM)
        return false;
    for (uint32_t i = 0; i < set->count; i++) {
        ObjectData data = solver_data(program, set_items(set)[i]);
        if (data.kind == OBJECT_UNKNOWN || set_items(set)[i] == program->none)
            continue;
        if (data.kind != OBJECT_INSTANCE || data.b || program->classes[data.a]->open ||
            program->classes[data.a]->external_count)
            return false;
        for (uint32_t k = 0; k < declared->count; k++)
            if (!is_of_other_type(program, data.a, set_items(declared)[k]))
                return false;
    }
    return true;
}

static bool is_known(Program *program, const Declaration *declaration)
{
    return declaration->owner ? fields_is_informed(program, declaration->owner, declaration->name)
                              : solver_is_informed(program, declaration->target) &&
                                    !declares_more(program, declaration) && !is_left_out(program, declaration);
}

/* Marks what a variable is copied to, as far as nothing is known of it. */
static void mark_copies(Program *program, Variable variable, bool *marked)
{
    UT_array *stack;
    utarray_new(stack, &variable_icd);
    utarray_push_back(stack, &variable);
    while (utarray_len(stack)) {
        Variable from = *(Variable *)(void *)utarray_back(stack);
        utarray_pop_back(stack);
        if (marked[from] || solver_is_informed(program, from))
            continue;
        marked[from] = true;
        for (LinkRef ref = program->variables[from].set.links; ref; ref = solver_link_at(program, ref).next) {
            Link link = solver_link_at(program, ref);
            if (link.kind == LINK_COPY)
                utarray_push_back(stack, &link.target);
        }
    }
    utarray_free(stack);
}

/* The variables that get what a framework passes, or so it seems: what that is may follow from declarations of others.
 * Caller frees. */
static bool *find_passed(Program *program)
{
    bool *marked = memory_zeroed(program->variable_count, sizeof *marked);
    for (uint32_t i = 0; i < utarray_len(program->declared); i++) {
        Variable target = ((const Declaration *)(const void *)utarray_eltptr(program->declared, i))->target;
        if (externals_is_passed(program, target))
            mark_copies(program, target, marked);
    }
    return marked;
}

/* Whether it is known what a function returns, by what it does or by what it declares. */
static bool is_result_known(Program *program, uint32_t number)
{
    Variable result = solver_find_cell(program, CELL_RETURN, number, 0);
    return solver_is_informed(program, result) ||
           program->variables[solver_find_cell(program, CELL_DECLARED, result, 0)].set.count;
}

enum {
    REPLACED = 1 << 0,
    REPLACED_OPENLY = 1 << 1 /* by one of which it is not known what it returns */
};

/* Marks the methods that one replaces which are there for that. `replaced`: by definition. */
static void mark_replaced(Program *program, uint32_t number, uint8_t *replaced)
{
    const ClassData *class_data = program->classes[program_owner(program, number)];
    uint32_t name = solver_name(program_file_of_def(program, number), program_def(program, number)->name);
    for (uint32_t i = 1; i < class_data->mro_count; i++) {
        if (!(program->classes[class_data->mro[i]]->members & class_member_bit(name)))
            continue;
        const ObjectSet *set = &program->variables[solver_find_cell(program, CELL_CLASS, class_data->mro[i], name)].set;
        for (uint32_t k = 0; k < set->count; k++) {
            ObjectData data = solver_data(program, set_items(set)[k]);
            if (data.kind == OBJECT_FUNCTION && crowds_is_template(program, data.a))
                replaced[data.a] |= is_result_known(program, number) ? REPLACED : REPLACED | REPLACED_OPENLY;
        }
    }
}

/* Leaves for later, or for good, what methods declare to return that are there to be replaced: they return nothing, and what
 * replaces them most likely returns less than anything of the declared type. `sure`: only where all that do are known. */
static void leave_replaced(Program *program, bool sure, bool *waiting)
{
    uint8_t *replaced = memory_zeroed(program->def_count, sizeof *replaced);
    for (uint32_t i = 0; i < program->method_count; i++)
        if (!crowds_is_template(program, program->methods[i]) &&
            !program_file_of_def(program, program->methods[i])->test)
            mark_replaced(program, program->methods[i], replaced);
    for (uint32_t number = 0; number < program->def_count; number++)
        if (replaced[number] && !(sure && replaced[number] & REPLACED_OPENLY))
            waiting[solver_find_cell(program, CELL_RETURN, number, 0)] = true;
    free(replaced);
}

/* The parameter of a method that is an instance of its class, whoever calls it; 0: there is none by that convention. */
static Variable receiver_of(const Program *program, uint32_t number)
{
    const Def *def = program_def(program, number);
    const ProgramFile *file = program_file_of_def(program, number);
    const Param *first = &file->facts.params[def->first_param];
    if (!def->param_count || program->traits[number] & (TRAIT_STATIC | TRAIT_CLASSMETHOD) ||
        first->kind > PARAM_PLAIN || strcmp(facts_name(&file->facts, first->name), "self") != 0)
        return 0;
    return solver_variable(file, first->value);
}

/* Leaves for later what is None as far as is known, `lock: Lock | None = None`, and what methods return that have no receiver
 * yet: what else gets there may follow from other declarations, or from the receivers that they are given. */
static void leave_unsettled(Program *program, bool *waiting)
{
    for (uint32_t i = 0; i < utarray_len(program->declared); i++) {
        Variable target = ((const Declaration *)(const void *)utarray_eltptr(program->declared, i))->target;
        const ObjectSet *set = &program->variables[target].set;
        waiting[target] = waiting[target] || (set->count == 1 && set_items(set)[0] == program->none);
    }
    for (uint32_t i = 0; i < program->method_count; i++) {
        Variable receiver = receiver_of(program, program->methods[i]);
        if (receiver && !program->variables[receiver].set.count)
            waiting[solver_find_cell(program, CELL_RETURN, program->methods[i], 0)] = true;
    }
}

/* The variables whose declarations are left for the last round. Caller frees. */
static bool *find_waiting(Program *program)
{
    bool *waiting = find_passed(program);
    leave_replaced(program, false, waiting);
    leave_unsettled(program, waiting);
    return waiting;
}

/* Takes declarations where nothing else tells. `last`: in the last round, where they are taken that may follow from others. */
static void take_declarations(Program *program, bool last)
{
    bool *waiting = last ? memory_zeroed(program->variable_count, sizeof *waiting) : find_waiting(program);
    if (last)
        leave_replaced(program, true, waiting);
    for (uint32_t i = 0; i < utarray_len(program->declared); i++) {
        Declaration declaration = *(Declaration *)(void *)utarray_eltptr(program->declared, i);
        Variable target = declaration.target;
        if (waiting[target])
            continue;
        if (is_known(program, &declaration)) {
            fill_container(program, target, declaration.declared);
        } else {
            program->variables[target].set.states |= STATE_DECLARED;
            solver_link(program, declaration.fallback, LINK_COPY, target, 0);
            solver_link(program, declaration.declared, LINK_COPY, target, 0);
            if (declaration.container)
                containers_mix(program, declaration.container);
        }
    }
    free(waiting);
    generics_declare_calls(program);
}

/* Nothing unknown gets into `self`: it is an instance of the class, which seed_receivers() adds. */
static void declare_receivers(Program *program)
{
    for (uint32_t i = 0; i < program->method_count; i++) {
        Variable receiver = receiver_of(program, program->methods[i]);
        if (receiver)
            program->variables[receiver].set.states |= STATE_ANNOTATED;
    }
}

/* Whether anything is known that has attributes of its own, and not only what is no `self`: a function that a decorator
 * with two uses seems to pass. */
static bool holds_instance(const Program *program, Variable variable)
{
    const ObjectSet *set = &program->variables[variable].set;
    for (uint32_t i = 0; i < set->count; i++) {
        ObjectKind kind = (ObjectKind)solver_data(program, set_items(set)[i]).kind;
        if (kind != OBJECT_UNKNOWN && kind != OBJECT_CONSTANT && kind != OBJECT_FUNCTION && kind != OBJECT_BOUND)
            return true;
    }
    return false;
}

/* Methods that nobody in the tree calls are called by somebody else, on an instance of their class. */
static void seed_receivers(Program *program)
{
    for (uint32_t i = 0; i < program->method_count; i++) {
        uint32_t number = program->methods[i], owner = program_owner(program, number);
        const Def *def = program_def(program, number);
        if (!def->param_count || program->traits[number] & TRAIT_STATIC)
            continue;
        const ProgramFile *file = program_file_of_def(program, number);
        const Param *first = &file->facts.params[def->first_param];
        Variable variable = solver_variable(file, first->value);
        bool of_class =
            program->traits[number] & TRAIT_CLASSMETHOD || solver_name(file, def->name) == program->known.new;
        bool of_instance = variable == receiver_of(program, number);
        bool blocked = program->variables[variable].set.states & STATE_BLOCKED && of_instance;
        bool informed = solver_is_informed(program, variable) && (!of_instance || holds_instance(program, variable));
        if (first->kind <= PARAM_PLAIN && (blocked || !informed))
            solver_add(program, variable,
                       of_class ? solver_object(program, OBJECT_CLASS, owner, 0)
                                : solver_object(program, OBJECT_INSTANCE, owner, 1));
    }
}

/* A decorator of which nothing is known most likely gives back what it takes. */
static void pass_through_decorators(Program *program)
{
    for (uint32_t i = 0; i < utarray_len(program->decorated); i++) {
        Variable variable = *(Variable *)(void *)utarray_eltptr(program->decorated, i);
        const ProgramFile *file = program_file_of_value(program, variable);
        uint32_t inner = program_value(program, variable)->first;
        if (!solver_is_informed(program, variable))
            solver_link(program, solver_variable(file, file->facts.operands[inner].value), LINK_COPY, variable, 0);
    }
}

/* Keys that nothing is known of may be any: what lies under them is decided before other values are opened. */
static void open_keys(Program *program)
{
    for (uint32_t i = 0; i < utarray_len(program->keys); i++) {
        Variable key = *(Variable *)(void *)utarray_eltptr(program->keys, i);
        if (!program->variables[key].set.count)
            solver_add(program, key, program->unknown);
    }
}

enum {
    CALLED = 1 << 0,
    CALLED_AT_ONCE = 1 << 1 /* by the code of its own module, as scripts do */
};

/* Of each definition, how the tree is known to call it. Caller frees. */
static uint8_t *find_called(const Program *program)
{
    uint8_t *called = memory_zeroed(program->def_count + 1, sizeof *called);
    for (uint32_t i = 0; i < utarray_len(program->calls); i++) {
        const ResolvedCall *call = (const ResolvedCall *)(const void *)utarray_eltptr(program->calls, i);
        const ProgramFile *file = program_file_of_def(program, call->target);
        uint32_t index = call->site - file->first_value;
        bool own = call->target && call->site >= file->first_value && index < file->facts.values_count;
        called[call->target] |= own && file->facts.values[index].scope == 1 ? CALLED | CALLED_AT_ONCE : CALLED;
    }
    return called;
}

static bool is_private_name(const Program *program, uint32_t number)
{
    const char *name =
        solver_text(program, solver_name(program_file_of_def(program, number), program_def(program, number)->name));
    return name[0] == '_' && name[1] != '_';
}

/* Is a function meant for the tree alone: by its name, or its class's, or since it lies in another? */
static bool is_private(const Program *program, uint32_t number)
{
    const ProgramFile *file = program_file_of_def(program, number);
    for (; program_def(program, number)->kind != DEF_MODULE;
         number = file->first_def + program_def(program, number)->parent) {
        uint32_t parent = file->first_def + program_def(program, number)->parent;
        DefKind around = (DefKind)program_def(program, parent)->kind;
        if (is_private_name(program, number) || around == DEF_FUNCTION || around == DEF_LAMBDA)
            return true;
    }
    return false;
}

/* Who is not seen may call what is public, and what nobody in the tree calls, and leave parameters to their defaults. */
static void take_defaults(Program *program)
{
    uint8_t *called = find_called(program);
    for (uint32_t number = 1; number < program->def_count; number++) {
        bool left = !called[number] || !(called[number] & CALLED_AT_ONCE || is_private(program, number));
        for (uint32_t i = 0; left && i < program_def(program, number)->param_count; i++)
            calls_take_default(program, number, i);
        if (!called[number])
            keyed_open(program, number);
    }
    free(called);
}

/* What nobody in the tree calls is called by somebody else, who passes more than the None of the defaults. */
static void open_defaults(Program *program)
{
    uint8_t *called = find_called(program);
    for (uint32_t number = 0; number < program->def_count; number++) {
        const Def *def = program_def(program, number);
        const ProgramFile *file = program_file_of_def(program, number);
        for (uint32_t i = def->first_param; !called[number] && i < def->first_param + def->param_count; i++) {
            Variable param = solver_variable(file, file->facts.params[i].value);
            if (program->variables[param].set.count && !solver_is_informed(program, param))
                solver_add(program, param, program->unknown);
        }
    }
    free(called);
}

/* Whether nothing passes a test for None, though it is known what is tested: such a value is empty for good. */
static bool is_ruled_out(const Program *program, const Value *value, const ProgramFile *file)
{
    return value->kind == VALUE_NARROWED && (value->detail == NARROWED_NONE || value->detail == NARROWED_NOT_NONE) &&
           program->variables[solver_variable(file, value->base)].set.count;
}

/* Whether a value that is empty is so for what it does itself, and not because something before it is empty. */
static bool starts_unknown(const Program *program, const Value *value, const ProgramFile *file)
{
    const Value *base = program_works_on_base(value) ? &file->facts.values[value->base] : NULL;
    switch ((ValueKind)value->kind) {
    case VALUE_PARAM:
        return true;
    case VALUE_UNPACK:
    case VALUE_REST:
    case VALUE_NARROWED:
    case VALUE_EXCEPTION:
        return program->variables[solver_variable(file, value->base)].set.count;
    default:
        return base &&
               (program->variables[solver_variable(file, value->base)].set.count || is_ruled_out(program, base, file));
    }
}

/* What nothing known passes: isinstance() says what the unknown is that does. */
static void open_value(Program *program, Variable variable)
{
    const Value *value = program_value(program, variable);
    if (value->kind == VALUE_NARROWED && value->detail == NARROWED_IS)
        annotations_narrow(program, program->unknown, variable, variable);
    if (!program->variables[variable].set.count)
        solver_add(program, variable, program->unknown);
}

/* The values that are empty. Caller frees. */
static UT_array *find_empty(const Program *program)
{
    UT_array *empty;
    utarray_new(empty, &variable_icd);
    for (Variable variable = 0; variable < program->value_count; variable++)
        if (!program->variables[variable].set.count)
            utarray_push_back(empty, &variable);
    return empty;
}

/* Gives the unknown to those that are still empty: to `all`, or to those that start it. */
static void open_values(Program *program, const UT_array *empty, bool all)
{
    UT_array *opened;
    utarray_new(opened, &variable_icd);
    for (uint32_t i = 0; i < utarray_len(empty); i++) {
        Variable variable = *(const Variable *)(const void *)utarray_eltptr(empty, i);
        const ProgramFile *file = program_file_of_value(program, variable);
        const Value *value = program_value(program, variable);
        if (!program->variables[variable].set.count && program->variables[variable].set.links &&
            !is_ruled_out(program, value, file) && (all || starts_unknown(program, value, file)))
            utarray_push_back(opened, &variable);
    }
    for (uint32_t i = 0; i < utarray_len(opened); i++)
        open_value(program, *(Variable *)(void *)utarray_eltptr(opened, i));
    utarray_free(opened);
}

/* A value that is still empty depends on what the tree does not show. Cells may be empty for good. */
static void open_empty(Program *program)
{
    enum {
        ROUNDS = 3
    };
    for (uint32_t i = 0; i < utarray_len(program->declared); i++) {
        Declaration declaration = *(const Declaration *)(const void *)utarray_eltptr(program->declared, i);
        Variable target = declaration.target;
        bool blocked = program->variables[target].set.states & STATE_BLOCKED;
        if (program->variables[declaration.declared].set.count)
            continue;
        program->variables[target].set.states &= (uint8_t)~STATE_ANNOTATED; /* it says nothing that we understand */
        if (blocked)
            solver_add(program, target, program->unknown);
    }
    UT_array *empty = find_empty(program);
    for (unsigned round = 0; round < ROUNDS; round++) {
        open_values(program, empty, false);
        solver_run(program);
    }
    open_values(program, empty, true);
    solver_run(program);
    utarray_free(empty);
}

/* A method that is called on something unknown, too, may run on an instance of any subclass of its class. */
static void open_receivers(Program *program)
{
    for (uint32_t i = 0; i < program->method_count; i++) {
        uint32_t number = program->methods[i], owner = program_owner(program, number);
        const Def *def = program_def(program, number);
        const ProgramFile *file = program_file_of_def(program, number);
        if (program->classes[owner]->subclass_count && def->param_count &&
            !(program->traits[number] & (TRAIT_STATIC | TRAIT_CLASSMETHOD)) &&
            program->asked_of_unknown[solver_name(file, def->name)]) {
            const Param *first = &file->facts.params[def->first_param];
            if (first->kind <= PARAM_PLAIN)
                solver_add(program, solver_variable(file, first->value),
                           solver_object(program, OBJECT_INSTANCE, owner, 1));
        }
    }
}

/* Something unknown that an annotation kept out is of the type that it declares. */
static void take_blocked(Program *program)
{
    for (uint32_t i = 0; i < utarray_len(program->declared); i++) {
        Declaration declaration = *(Declaration *)(void *)utarray_eltptr(program->declared, i);
        Variable target = declaration.target;
        if ((program->variables[target].set.states & (STATE_BLOCKED | STATE_DECLARED)) != STATE_BLOCKED)
            continue;
        program->variables[target].set.states |= STATE_DECLARED;
        solver_link(program, solver_cell(program, CELL_DECLARED, target, 0), LINK_COPY, target, 0);
    }
}

/* Where something was kept out since it is no text, say, the declaration may be wrong. */
static void open_refused(Program *program)
{
    for (uint32_t i = 0; i < utarray_len(program->declared); i++) {
        Declaration declaration = *(Declaration *)(void *)utarray_eltptr(program->declared, i);
        if (!(program->variables[declaration.declared].set.states & STATE_REFUSED))
            continue;
        program->variables[declaration.target].set.states &= (uint8_t)~STATE_ANNOTATED;
        solver_add(program, declaration.target, program->unknown);
    }
}

static void run_settled(Program *program)
{
    do
        solver_run(program);
    while (attributes_settle(program) || operators_settle(program) || forwards_settle(program) ||
           containers_settle(program));
}

void phases_run(Program *program)
{
    linking_files(program, true);
    solver_run(program);
    linking_decorated_classes(program);
    linking_called_bases(program);
    linking_made_classes(program);
    solver_run(program);
    classes_link(program);
    classes_find_traits(program);
    keywords_find(program);
    creation_find(program);
    attributes_find_assigned(program);
    fields_find(program);
    descriptors_find(program);
    solver_run(program);
    linking_deferred(program);
    read_declarations(program);
    declare_receivers(program);
    linking_members(program);
    solver_run(program);
    creation_run(program);
    solver_run(program);
    loaders_find(program);
    linking_files(program, false);
    symbols_unite(program);
    run_settled(program);
    names_ask_for_paths(program);
    pass_through_decorators(program);
    run_settled(program);
    take_defaults(program);
    run_settled(program);
    fixtures_pass(program);
    run_settled(program);
    take_declarations(program, false);
    run_settled(program);
    seed_receivers(program);
    hooks_pass(program);
    descriptors_run_unread(program);
    run_settled(program);
    take_declarations(program, true);
    run_settled(program);
    open_keys(program);
    open_defaults(program);
    run_settled(program);
    open_empty(program);
    open_receivers(program);
    open_refused(program);
    run_settled(program);
    take_blocked(program);
    run_settled(program);
    crowds_hide(program);
}
