/*
 * Containers: what is in a display, a comprehension, and what is put in later. All elements together are one cell,
 * those under literal keys have cells of their own, those under computed keys share one.
 *
 * Most displays are data that nobody takes apart. So the elements of one are linked to its cells only when somebody
 * asks for them.
 */
#include "solver.h"

#include <string.h>

void containers_mix(Program *program, Object container)
{
    solver_link(program, solver_cell(program, CELL_ELEMENT, container, 0), LINK_COPY,
                solver_cell(program, CELL_OTHER, container, 0), 0);
}

void containers_move(Program *program, Object container)
{
    if (solver_data(program, container).b % CONTAINER_INNER == CONTAINER_LIST)
        solver_link_once(program, containers_elements(program, container), LINK_COPY,
                         solver_cell(program, CELL_OTHER, container, 0), 0);
}

void containers_store(Program *program, Object container, uint32_t key, Variable value)
{
    if (!value)
        return;
    solver_link(program, value, LINK_COPY, solver_cell(program, CELL_ELEMENT, container, 0), 0);
    solver_link(program, value, LINK_COPY, solver_cell(program, key ? CELL_ITEM : CELL_OTHER, container, key), 0);
}

/* The type of container that instances of a class are by inheritance, or -1. */
static int inherited_type(const Program *program, uint32_t class_def)
{
    static const struct {
        const char *name;
        int type;
    } types[] = {{"<builtin>.list", CONTAINER_LIST},
                 {"<builtin>.dict", CONTAINER_DICT},
                 {"<builtin>.set", CONTAINER_SET},
                 {"<builtin>.tuple", CONTAINER_LIST},
                 {"typing.NamedTuple", CONTAINER_TUPLE},
                 {"collections.namedtuple", CONTAINER_TUPLE},
                 {"collections.UserList", CONTAINER_LIST},
                 {"collections.UserDict", CONTAINER_DICT},
                 {"collections.OrderedDict", CONTAINER_DICT},
                 {"collections.defaultdict", CONTAINER_DICT},
                 {"collections.deque", CONTAINER_DEQUE}};
    const ClassData *data = program->classes[class_def];
    for (uint32_t i = 0; i < data->external_count; i++)
        for (size_t j = 0; j < sizeof types / sizeof *types; j++)
            if (strcmp(solver_text(program, data->external[i]), types[j].name) == 0)
                return types[j].type;
    return -1;
}

Object containers_of(Program *program, Object object)
{
    ObjectData data = solver_data(program, object);
    if (data.kind == OBJECT_CONTAINER)
        return object;
    int type = data.kind == OBJECT_INSTANCE ? inherited_type(program, data.a) : -1;
    if (type < 0)
        return 0;
    return solver_object(program, OBJECT_CONTAINER, solver_cell(program, CELL_CONTENTS, data.a, 0), (uint32_t)type);
}

void containers_store_key(Program *program, Object container, Variable key)
{
    if (key >= program->value_count || (key && program_value(program, key)->kind != VALUE_CONSTANT))
        solver_link(program, key, LINK_COPY, solver_cell(program, CELL_KEY, container, 0), 0);
}

/* Constants in lists and mappings are data: nothing is called on them that a reader would miss. */
static bool is_data(const ProgramFile *file, uint32_t value)
{
    return file->facts.values[value].kind == VALUE_CONSTANT;
}

static void link_pairs(Program *program, Object container, const ProgramFile *file, const Value *value)
{
    const Operand *operands = &file->facts.operands[value->first];
    for (uint32_t i = 1; i < value->count; i += 2) {
        Variable key = solver_variable(file, operands[i - 1].value);
        if (operands[i].name == NAME_DOUBLESTAR)
            continue;
        containers_store_key(program, container, key);
        if (!is_data(file, operands[i].value))
            containers_store(program, container, keys_stored(program, key), solver_variable(file, operands[i].value));
    }
}

static void link_elements(Program *program, Object container, const ProgramFile *file, const Value *value)
{
    const Operand *operands = &file->facts.operands[value->first];
    bool exact = true; /* positions are known up to the first star */
    for (uint32_t i = 0; i < value->count; i++) {
        Variable element = solver_variable(file, operands[i].value);
        if (operands[i].name != NAME_STAR && value->detail != CONTAINER_TUPLE && is_data(file, operands[i].value))
            continue;
        if (operands[i].name != NAME_STAR) {
            containers_store(program, container, exact ? calls_position_name(program, i) : 0, element);
            continue;
        }
        exact = false;
        Variable all = solver_cell(program, CELL_ELEMENT, container, 0);
        solver_link(program, element, LINK_SPREAD, all, solver_data(program, container).a);
        containers_mix(program, container);
    }
}

void containers_unite(Program *program, const ProgramFile *file, const Value *value, Variable variable)
{
    const Operand *operands = &file->facts.operands[value->first];
    for (uint32_t i = 1; value->kind == VALUE_CONTAINER && value->detail == CONTAINER_DICT && i < value->count; i += 2)
        if (operands[i].name == NAME_DOUBLESTAR)
            solver_link(program, solver_variable(file, operands[i].value), LINK_ABSORB, variable, 0);
}

void containers_take(Program *program, Object object, Variable display)
{
    if (solver_data(program, object).kind == OBJECT_CONTAINER) {
        solver_add(program, display, object);
        return;
    }
    Object own = solver_object(program, OBJECT_CONTAINER, display, CONTAINER_DICT);
    solver_add(program, solver_cell(program, CELL_ELEMENT, own, 0), program->unknown);
    solver_add(program, solver_cell(program, CELL_OTHER, own, 0), program->unknown);
}

uint32_t containers_mapping_of_pair(const ProgramFile *file, uint32_t key, uint32_t value)
{
    const Value *values = file->facts.values;
    const Value *first = &values[program_before_tests(file, key)], *second = &values[program_before_tests(file, value)];
    const Value *pair = &values[first->base];
    if (first->kind != VALUE_UNPACK || second->kind != VALUE_UNPACK || first->detail != 0 || second->detail != 1 ||
        first->base != second->base || pair->kind != VALUE_ELEMENT)
        return 0;
    const Value *call = &values[pair->base], *method = &values[call->base];
    bool of_items = call->kind == VALUE_CALL && !call->count && method->kind == VALUE_ATTRIBUTE && !method->count &&
                    strcmp(facts_name(&file->facts, method->name), "items") == 0;
    return of_items ? method->base : 0;
}

bool containers_copy_pair(Program *program, Object container, const ProgramFile *file, uint32_t key, uint32_t value)
{
    uint32_t mapping = key ? containers_mapping_of_pair(file, key, value) : 0;
    if (mapping)
        solver_link_once(program, solver_variable(file, mapping), LINK_PAIRS, solver_variable(file, value), container);
    return mapping != 0;
}

static void link_comprehension(Program *program, Object container, const ProgramFile *file, const Value *value)
{
    uint32_t key = value->count ? file->facts.operands[value->first].value : 0;
    containers_store_key(program, container, solver_variable(file, key));
    if (!containers_copy_pair(program, container, file, key, value->base))
        containers_store(program, container, 0, solver_variable(file, value->base));
}

/* Links the elements of a display or comprehension to its cells, the first time. */
static void open_container(Program *program, Object container)
{
    ObjectData data = solver_data(program, container);
    if (data.a >= program->value_count || data.b >= CONTAINER_INNER ||
        program->variables[data.a].set.states & STATE_OPEN)
        return;
    program->variables[data.a].set.states |= STATE_OPEN;
    const ProgramFile *file = program_file_of_value(program, data.a);
    const Value *value = program_value(program, data.a);
    if (value->kind == VALUE_COMPREHENSION)
        link_comprehension(program, container, file, value);
    else if (value->kind == VALUE_CONTAINER && data.b == CONTAINER_DICT)
        link_pairs(program, container, file, value);
    else if (value->kind == VALUE_CONTAINER)
        link_elements(program, container, file, value);
}

Variable containers_elements(Program *program, Object container)
{
    open_container(program, container);
    return solver_cell(program, CELL_ELEMENT, container, 0);
}

/* In a registry all is of a kind, and what is under one key may be what was put in under another. In a record it is not. */
static void look_up(Program *program, Object container, const Lookup *lookup)
{
    if (solver_data(program, container).b == CONTAINER_DICT)
        utarray_push_back(program->lookups, lookup);
    else
        solver_link(program, lookup->elements, LINK_COPY, lookup->target, 0);
}

void containers_read(Program *program, Object container, uint32_t key, Variable target)
{
    open_container(program, container);
    if (!key) {
        solver_link(program, solver_cell(program, CELL_ELEMENT, container, 0), LINK_COPY, target, 0);
        return;
    }
    Variable item = solver_cell(program, CELL_ITEM, container, key);
    if (!(program->variables[item].set.states & STATE_OPEN)) {
        program->variables[item].set.states |= STATE_OPEN;
        solver_link(program, solver_cell(program, CELL_MERGED, container, 0), LINK_MERGED, item, key);
    }
    solver_link(program, item, LINK_COPY, target, 0);
    Lookup rest = {solver_cell(program, CELL_OTHER, container, 0), target, false};
    look_up(program, container, &rest);
}

/* Of what kinds the things in a mapping are. */
enum {
    NATURE_NONE,
    NATURE_DATA = 1 << 0,
    NATURE_INSTANCE = 1 << 1,
    NATURE_FUNCTION = 1 << 2,
    NATURE_CLASS = 1 << 3,
    NATURE_CONTAINER = 1 << 4
};

static unsigned nature_of(ObjectData data)
{
    switch ((ObjectKind)data.kind) {
    case OBJECT_CONSTANT:
        return data.a == CONSTANT_NONE ? NATURE_NONE : NATURE_DATA;
    case OBJECT_INSTANCE:
    case OBJECT_EXTERNAL_INSTANCE:
        return NATURE_INSTANCE;
    case OBJECT_FUNCTION:
    case OBJECT_BOUND:
        return NATURE_FUNCTION;
    case OBJECT_CLASS:
        return NATURE_CLASS;
    case OBJECT_CONTAINER:
        return NATURE_CONTAINER;
    default:
        return NATURE_NONE;
    }
}

/* Whether a mapping is a record, each key of which has something of another kind. Under a key that is known it takes little
 * to say so, since nobody was seen to write it. */
static bool is_record(const Program *program, const Lookup *lookup)
{
    const ObjectSet *set = &program->variables[lookup->elements].set;
    unsigned natures = NATURE_NONE;
    for (uint32_t i = 0; i < set->count; i++)
        natures |= nature_of(solver_data(program, set_items(set)[i]));
    unsigned things = natures & ~(unsigned)NATURE_DATA;
    bool several = things & (things - 1);
    return natures & NATURE_DATA && (lookup->any_key ? several : things & ~(unsigned)NATURE_CONTAINER);
}

bool containers_settle(Program *program)
{
    uint32_t count = utarray_len(program->lookups);
    for (uint32_t i = 0; i < count; i++) {
        Lookup lookup = *(Lookup *)(void *)utarray_eltptr(program->lookups, i);
        if (is_record(program, &lookup))
            solver_add(program, lookup.target, program->unknown);
        else
            solver_link(program, lookup.elements, LINK_COPY, lookup.target, 0);
    }
    if (count)
        utarray_erase(program->lookups, 0, count); /* more may have come while these were linked */
    return count != 0;
}

/* `items[a:b]`: a new container of any of the elements. */
static void slice(Program *program, Object container, Variable target)
{
    Object part = solver_object(program, OBJECT_CONTAINER, target, CONTAINER_LIST);
    containers_store(program, part, 0, containers_elements(program, container));
    solver_add(program, target, part);
}

/* A text is no position: what is read by it is a mapping. */
static bool is_no_position(const Program *program, Object container, ObjectData key)
{
    uint32_t type = solver_data(program, container).b % CONTAINER_INNER;
    return key.kind == OBJECT_CONSTANT && key.a == CONSTANT_STRING && type != CONTAINER_DICT && type != CONTAINER_SET;
}

void containers_read_by(Program *program, Object container, Object key, Variable target)
{
    ObjectData data = solver_data(program, key);
    Lookup all = {containers_elements(program, container), target, true};
    uint32_t type = solver_data(program, container).b % CONTAINER_INNER;
    bool hashes = type == CONTAINER_DICT || type == CONTAINER_SET;
    if (data.kind == OBJECT_INSTANCE && target < program->value_count)
        protocols_convert(program, key, target, hashes ? CONVERT_KEY : CONVERT_INDEX);
    if (is_no_position(program, container, data))
        return;
    if (data.kind == OBJECT_EXTERNAL_INSTANCE && data.a == program->known.slice)
        slice(program, container, target);
    else if (keys_of_object(program, data))
        containers_read(program, container, keys_of_object(program, data), target);
    else
        look_up(program, container, &all);
}

void containers_read_at(Program *program, Object container, Variable key, Variable target)
{
    uint32_t literal = keys_literal(program, key);
    const Value *value = key && key < program->value_count ? program_value(program, key) : NULL;
    ObjectData constant = {value && value->kind == VALUE_CONSTANT ? OBJECT_CONSTANT : OBJECT_NONE,
                           value ? value->detail : 0, 0};
    if (is_no_position(program, container, constant))
        return;
    if (literal)
        containers_read(program, container, literal, target);
    else
        solver_link(program, key, LINK_INDEX, target, container);
}

void containers_make_missing(Program *program, Object container, Variable site)
{
    Variable factory = solver_find_cell(program, CELL_FACTORY, container, 0);
    LateCall call = {
        .site = site, .result = containers_elements(program, container), .reach = REACH_IMPLICIT, .part = 1};
    if (factory)
        calls_link_late(program, factory, &call);
}

void containers_read_keys(Program *program, Object container, Variable target)
{
    open_container(program, container);
    solver_link(program, solver_cell(program, CELL_KEY, container, 0), LINK_COPY, target, 0);
    solver_add(program, target, solver_object(program, OBJECT_CONSTANT, CONSTANT_STRING, 0));
}

Object containers_held(const Program *program, Object object)
{
    ObjectData data = solver_data(program, object);
    if (data.kind == OBJECT_EXTERNAL_INSTANCE && data.b)
        object = data.b;
    return solver_data(program, object).kind == OBJECT_CONTAINER ? object : 0;
}

void containers_read_texts(Program *program, Object container, uint32_t key, Variable target)
{
    ObjectData data = solver_data(program, container);
    const Value *value = data.a < program->value_count ? program_value(program, data.a) : NULL;
    if (data.kind != OBJECT_CONTAINER || data.b >= CONTAINER_INNER || !value || value->kind != VALUE_CONTAINER)
        return;
    const ProgramFile *file = program_file_of_value(program, data.a);
    bool pairs = data.b == CONTAINER_DICT;
    for (uint32_t i = pairs; i < value->count; i += 1 + pairs) {
        const Operand *operand = &file->facts.operands[value->first + i];
        const Value *text = &file->facts.values[operand->value];
        uint32_t under = pairs ? keys_literal(program, solver_variable(file, operand[-1].value)) : 0;
        if (text->kind == VALUE_CONSTANT && text->detail == CONSTANT_STRING && text->name && !(key && under != key))
            solver_add(program, target,
                       solver_object(program, OBJECT_CONSTANT, CONSTANT_STRING, solver_name(file, text->name)));
    }
}

/* What is under a literal key in a mapping is under that key in the one that it goes into; readers ask for it there. Keys
 * of pairs are any. */
void containers_merge(Program *program, Object container, Object other)
{
    ObjectData data = solver_data(program, other);
    if (data.kind == OBJECT_CONSTANT || container == other)
        return;
    Variable all = solver_cell(program, CELL_ELEMENT, container, 0);
    Variable rest = solver_cell(program, CELL_OTHER, container, 0);
    if (data.kind != OBJECT_CONTAINER) {
        solver_add(program, all, program->unknown);
        solver_add(program, rest, program->unknown);
        return;
    }
    Variable elements = containers_elements(program, other);
    if (data.b == CONTAINER_DICT) {
        solver_link(program, elements, LINK_COPY, all, 0);
        solver_link(program, solver_cell(program, CELL_OTHER, other, 0), LINK_COPY, rest, 0);
        solver_add(program, solver_cell(program, CELL_MERGED, container, 0), other);
    } else {
        solver_link(program, elements, LINK_UNPACK, all, 1);
        solver_link(program, elements, LINK_UNPACK, rest, 1);
    }
}
