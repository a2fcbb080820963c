/*
 * Containers: what is in a display, a comprehension, and what is put in later. All elements together are one cell,
 * those under literal keys have cells of their own, those under computed keys share one.
 *
 * Most displays are data that nobody takes apart. So the elements of one are linked to its cells only when somebody
 * asks for them.
 */
#include "solver.h"

void containers_store(Program *program, Object container, uint32_t key, Variable value)
{
    if (!value)
        return;
    solver_link(program, value, LINK_COPY, solver_cell(program, CELL_ELEMENT, container, 0), 0);
    solver_link(program, value, LINK_COPY, solver_cell(program, key ? CELL_ITEM : CELL_OTHER, container, key), 0);
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
        const Value *key = &file->facts.values[operands[i - 1].value];
        if (operands[i].name != NAME_DOUBLESTAR && !is_data(file, operands[i].value))
            containers_store(program, container, key->kind == VALUE_CONSTANT ? solver_name(file, key->name) : 0,
                             solver_variable(file, operands[i].value));
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
        solver_link(program, element, LINK_SPREAD, all, 0);
        solver_link(program, all, LINK_COPY, solver_cell(program, CELL_OTHER, container, 0), 0);
    }
}

void containers_unite(Program *program, const ProgramFile *file, const Value *value, Variable variable)
{
    const Operand *operands = &file->facts.operands[value->first];
    for (uint32_t i = 1; value->kind == VALUE_CONTAINER && value->detail == CONTAINER_DICT && i < value->count; i += 2)
        if (operands[i].name == NAME_DOUBLESTAR)
            solver_link(program, solver_variable(file, operands[i].value), LINK_COPY, variable, 0);
}

/* Links the elements of a display or comprehension to its cells, the first time. */
static void open_container(Program *program, Object container)
{
    ObjectData data = solver_data(program, container);
    if (data.a >= program->value_count || data.b >= CONTAINER_INNER || program->states[data.a] & STATE_OPEN)
        return;
    program->states[data.a] |= STATE_OPEN;
    const ProgramFile *file = program_file_of_value(program, data.a);
    const Value *value = program_value(program, data.a);
    if (value->kind == VALUE_COMPREHENSION)
        containers_store(program, container, 0, solver_variable(file, value->base));
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

void containers_read(Program *program, Object container, uint32_t key, Variable target)
{
    open_container(program, container);
    if (!key) {
        solver_link(program, solver_cell(program, CELL_ELEMENT, container, 0), LINK_COPY, target, 0);
        return;
    }
    solver_link(program, solver_cell(program, CELL_ITEM, container, key), LINK_COPY, target, 0);
    solver_link(program, solver_cell(program, CELL_OTHER, container, 0), LINK_COPY, target, 0);
}

void containers_slice(Program *program, Object container, Variable target)
{
    Object part = solver_object(program, OBJECT_CONTAINER, target, CONTAINER_LIST);
    containers_store(program, part, 0, containers_elements(program, container));
    solver_add(program, target, part);
}
