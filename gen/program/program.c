#include "solver.h"

#include "../../extractors/memory.h"

#include <stdio.h>
#include <stdlib.h>

static const UT_icd keywords_icd = {sizeof(Keywords), NULL, NULL, NULL};
static const UT_icd link_icd = {sizeof(Link), NULL, NULL, NULL};
static const UT_icd variable_icd = {sizeof(Variable), NULL, NULL, NULL};
static const UT_icd pending_icd = {sizeof(PendingLink), NULL, NULL, NULL};
static const UT_icd forwarded_icd = {sizeof(ForwardedCall), NULL, NULL, NULL};
static const UT_icd lookup_icd = {sizeof(Lookup), NULL, NULL, NULL};
static const UT_icd inquiry_icd = {sizeof(Inquiry), NULL, NULL, NULL};
static const UT_icd key_icd = {sizeof(LinkKey), NULL, NULL, NULL};
static const UT_icd cell_icd = {sizeof(CellKey), NULL, NULL, NULL};
static const UT_icd call_icd = {sizeof(ResolvedCall), NULL, NULL, NULL};
static const UT_icd member_icd = {sizeof(BuiltinMember), NULL, NULL, NULL};
static const UT_icd declaration_icd = {sizeof(Declaration), NULL, NULL, NULL};
static const UT_icd replaced_icd = {sizeof(MemberCall), NULL, NULL, NULL};
static const UT_icd waiting_icd = {sizeof(Waiting), NULL, NULL, NULL};

/* --- loading -------------------------------------------------------------------------------------------------------- */

static void load_file(Program *program, const ProgramInput *input, size_t number)
{
    ProgramFile *file = &program->files[number];
    file->path = input->paths[number];
    file->test = number < input->file_count && input->tests && input->tests[number];
    file->first_value = program->value_count;
    file->first_def = program->all_def_count;
    file->first_effect = program->effect_count;
    file->first_import = program->import_count;
    if (!input->images[number] || !facts_open(&file->facts, input->images[number], input->images[number]->size))
        return;
    file->image = input->images[number];
    program->value_count += file->facts.values_count;
    program->all_def_count += file->facts.defs_count;
    program->effect_count += file->facts.effects_count;
    program->import_count += file->facts.imports_count;
}

static void load_files(Program *program, const ProgramInput *input)
{
    program->file_count = input->file_count;
    program->all_file_count = input->file_count + input->stub_count;
    program->files = arena_alloc(&program->arena, (program->all_file_count + 1) * sizeof *program->files);
    for (size_t i = 0; i < program->file_count; i++)
        load_file(program, input, i);
    program->def_count = program->all_def_count;
    program->stub_values = program->value_count;
    for (size_t i = program->file_count; i < program->all_file_count; i++)
        load_file(program, input, i);
}

static void extend(uint32_t *first, uint32_t *end, uint32_t number)
{
    *first = *end ? *first : number;
    *end = number + 1;
}

static void find_bodies(Program *program)
{
    for (size_t f = 0; f < program->all_file_count; f++) {
        const ProgramFile *file = &program->files[f];
        Body *bodies = &program->bodies[file->first_def];
        for (uint32_t i = 1; file->image && i < file->facts.values_count; i++)
            extend(&bodies[file->facts.values[i].scope].first_value, &bodies[file->facts.values[i].scope].end_value, i);
        for (uint32_t i = 1; file->image && i < file->facts.effects_count; i++)
            extend(&bodies[file->facts.effects[i].scope].first_effect, &bodies[file->facts.effects[i].scope].end_effect,
                   i);
    }
}

static void number_files(Program *program)
{
    size_t size = (program->all_file_count + 1) * sizeof(uint32_t);
    uint32_t *values = memory_alloc(size), *defs = memory_alloc(size), *effects = memory_alloc(size);
    for (size_t i = 0; i < program->all_file_count; i++) {
        const ProgramFile *file = &program->files[i];
        values[i] = file->image ? file->facts.values_count : 0;
        defs[i] = file->image ? file->facts.defs_count : 0;
        effects[i] = file->image ? file->facts.effects_count : 0;
    }
    spans_init(&program->values, values, program->all_file_count);
    spans_init(&program->defs, defs, program->all_file_count);
    spans_init(&program->effects, effects, program->all_file_count);
    free(values);
    free(defs);
    free(effects);
}

static void intern_names(Program *program, ProgramFile *file)
{
    const Facts *facts = &file->facts;
    uint32_t count = facts->names_count - 1;
    file->names = arena_alloc(&program->arena, count * sizeof *file->names);
    for (uint32_t i = 0; i < count; i++)
        file->names[i] =
            names_intern(program->names, facts->text + facts->names[i], facts->names[i + 1] - facts->names[i] - 1);
}

static void know_names(Program *program)
{
    static const char *const plain[OPERATOR_COUNT] = {
        [OP_ADD] = "add",       [OP_SUB] = "sub",     [OP_MUL] = "mul",
        [OP_MATMUL] = "matmul", [OP_DIV] = "truediv", [OP_FLOORDIV] = "floordiv",
        [OP_MOD] = "mod",       [OP_POW] = "pow",     [OP_LSHIFT] = "lshift",
        [OP_RSHIFT] = "rshift", [OP_AND] = "and",     [OP_OR] = "or",
        [OP_XOR] = "xor",       [OP_NEGATE] = "neg",  [OP_POSITIVE] = "pos",
        [OP_INVERT] = "invert", [OP_NOT] = "bool",    [OP_LT] = "lt",
        [OP_LE] = "le",         [OP_EQ] = "eq",       [OP_NE] = "ne",
        [OP_GT] = "gt",         [OP_GE] = "ge",       [OPERATOR_DIVMOD] = "divmod",
    };
    static const char *const mirrored[OPERATOR_COUNT] = {
        [OP_IN] = "contains", [OP_NOT_IN] = "contains", [OP_LT] = "gt", [OP_LE] = "ge",
        [OP_GT] = "lt",       [OP_GE] = "le",           [OP_EQ] = "eq", [OP_NE] = "ne",
    };
    static const char *const prefixes[] = {"__", "__r", "__i"};
    for (size_t form = 0; form < 3; form++) {
        program->operators[form] = arena_alloc(&program->arena, OPERATOR_COUNT * sizeof **program->operators);
        for (int op = 0; op < OPERATOR_COUNT; op++) {
            char text[32];
            bool arithmetic = (op >= OP_ADD && op <= OP_XOR) || op == OPERATOR_DIVMOD;
            const char *name = form == 1 && mirrored[op] ? mirrored[op] : plain[op];
            if (!name || (form && !arithmetic && !(form == 1 && mirrored[op])))
                continue;
            snprintf(text, sizeof text, "%s%s__", mirrored[op] ? "__" : prefixes[form], name);
            program->operators[form][op] = solver_intern(program, text);
        }
    }
    static const char *const conversions[CONVERSION_COUNT][CONVERSION_METHODS] = {
        [CONVERT_STR] = {"__str__", "__repr__"},
        [CONVERT_REPR] = {"__repr__"},
        [CONVERT_FORMAT] = {"__format__", "__str__", "__repr__"},
        [CONVERT_BOOL] = {"__bool__", "__len__"},
        [CONVERT_LENGTH] = {"__len__"},
        [CONVERT_INT] = {"__int__", "__index__", "__trunc__"},
        [CONVERT_FLOAT] = {"__float__", "__index__"},
        [CONVERT_BYTES] = {"__bytes__", "__iter__"},
        [CONVERT_HASH] = {"__hash__"},
        [CONVERT_ABS] = {"__abs__"},
        [CONVERT_ROUND] = {"__round__"},
        [CONVERT_DIR] = {"__dir__"},
        [CONVERT_LESS] = {"__lt__", "__gt__"},
        [CONVERT_MORE] = {"__gt__", "__lt__"},
        [CONVERT_SHOWN] = {"__repr__"},
        [CONVERT_EQUAL] = {"__eq__"},
        [CONVERT_INDEX] = {"__index__"},
        [CONVERT_COMPLEX] = {"__complex__", "__float__", "__index__"},
        [CONVERT_PATH] = {"__fspath__"},
        [CONVERT_SIZE] = {"__sizeof__"},
        [CONVERT_HINT] = {"__len__", "__length_hint__"},
        [CONVERT_PICKLE] = {"__reduce_ex__", "__reduce__", "__getstate__"},
        [CONVERT_CHECK] = {"__instancecheck__"},
        [CONVERT_CHECK_CLASS] = {"__subclasscheck__"},
        [CONVERT_COPY] = {"__copy__", "__reduce_ex__", "__reduce__", "__getstate__"},
        [CONVERT_DEEPCOPY] = {"__deepcopy__", "__reduce_ex__", "__reduce__", "__getstate__"},
        [CONVERT_STATE] = {"__setstate__"},
        [CONVERT_ITEMS] = {"keys"},
        [CONVERT_FLOOR] = {"__floor__", "__float__"},
        [CONVERT_CEIL] = {"__ceil__", "__float__"},
        [CONVERT_TRUNC] = {"__trunc__"},
    };
    for (size_t i = 0; i < CONVERSION_COUNT; i++)
        for (size_t j = 0; j < CONVERSION_METHODS && conversions[i][j]; j++)
            program->conversions[i][j] = solver_intern(program, conversions[i][j]);
#define KNOW(member, text) program->known.member = solver_intern(program, text)
    KNOW(init, "__init__");
    KNOW(set_attribute, "setattr");
    KNOW(enum_auto, "enum.auto");
    KNOW(enum_next, "_generate_next_value_");
    KNOW(value, "value");
    KNOW(bound_function, "__func__");
    KNOW(bound_receiver, "__self__");
    KNOW(partial_method, "functools.partialmethod");
    KNOW(set_defaults, "set_defaults");
    KNOW(slice, "<builtin>.slice");
    KNOW(new, "__new__");
    KNOW(post_init, "__post_init__");
    KNOW(pre_init, "__attrs_pre_init__");
    KNOW(attrs_init, "__attrs_post_init__");
    KNOW(call, "__call__");
    KNOW(enter, "__enter__");
    KNOW(exit, "__exit__");
    KNOW(aenter, "__aenter__");
    KNOW(aexit, "__aexit__");
    KNOW(iter, "__iter__");
    KNOW(next, "__next__");
    KNOW(aiter, "__aiter__");
    KNOW(anext, "__anext__");
    KNOW(await, "__await__");
    KNOW(reversed, "__reversed__");
    KNOW(getitem, "__getitem__");
    KNOW(setitem, "__setitem__");
    KNOW(delitem, "__delitem__");
    KNOW(getattr, "__getattr__");
    KNOW(class_, "__class__");
    KNOW(register_, "register");
    KNOW(dispatch, "dispatch");
    KNOW(wrapped, "__wrapped__");
    KNOW(property, "property");
    KNOW(staticmethod, "staticmethod");
    KNOW(classmethod, "classmethod");
    KNOW(all, "__all__");
    KNOW(get, "__get__");
    KNOW(set, "__set__");
    KNOW(set_name, "__set_name__");
    KNOW(setattr, "__setattr__");
    KNOW(delattr, "__delattr__");
    KNOW(init_subclass, "__init_subclass__");
    KNOW(class_getitem, "__class_getitem__");
    KNOW(missing, "__missing__");
    KNOW(delete, "__delete__");
    KNOW(prepare, "__prepare__");
    KNOW(getattribute, "__getattribute__");
    KNOW(not_implemented, "NotImplemented");
    KNOW(subclasses, "__subclasses__");
    KNOW(subclasshook, "__subclasshook__");
    KNOW(enum_missing, "_missing_");
    KNOW(bases, "__bases__");
    KNOW(mro, "__mro__");
    KNOW(match_args, "__match_args__");
    KNOW(mro_entries, "__mro_entries__");
    KNOW(metaclass, "metaclass");
    KNOW(plain, "<plain>");   /* class of results that are known only not to be awaitable */
    KNOW(memory, "<memory>"); /* class of what malloc() gives */
    KNOW(type, "<type>");     /* an operand: what a template is instantiated with */
    KNOW(constructor, "<constructor>");
    KNOW(builtin_prefix, "<builtin>");
#undef KNOW
}

/* --- the whole ------------------------------------------------------------------------------------------------------- */

static void list_classes(Program *program)
{
    program->class_defs = arena_alloc(&program->arena, (program->def_count + 1) * sizeof *program->class_defs);
    for (size_t i = 0; i < program->file_count; i++)
        for (uint32_t def = 1; program->files[i].image && def < program->files[i].facts.defs_count; def++)
            if (program->files[i].facts.defs[def].kind == DEF_CLASS)
                program->class_defs[program->class_count++] = program->files[i].first_def + def;
    ClassData *data = arena_alloc(&program->arena, (program->class_count + 1) * sizeof *data);
    program->classes = arena_alloc(&program->arena, (program->all_def_count + 1) * sizeof *program->classes);
    for (uint32_t def = 0; def <= program->all_def_count; def++)
        program->classes[def] = data;
    for (uint32_t i = 0; i < program->class_count; i++)
        program->classes[program->class_defs[i]] = data + 1 + i;
}

static void list_methods(Program *program)
{
    for (uint32_t number = 0; number < program->def_count; number++)
        if (program_def(program, number)->kind == DEF_FUNCTION && program_owner(program, number))
            program->methods[program->method_count++] = number;
}

/* Of what there will be much, as trees are at the most; room that is never used costs nothing. */
static void make_room(Program *program)
{
    program->objects = objects_new(program->value_count / 4);
    index_reserve(&program->cells, program->value_count / 8 * 3);
    index_reserve(&program->call_index, program->value_count / 5);
    program->link_capacity = 6 * program->value_count + 4096;
    program->links = memory_alloc(program->link_capacity * sizeof *program->links);
    program->link_words = 1; /* reference 0 is none */
    program->first_return = program->value_count + 1;
    program->first_cell = program->variable_count = program->first_return + program->all_def_count;
    program->variable_capacity = program->variable_count + program->variable_count / 2;
    program->variables = memory_zeroed(program->variable_capacity, sizeof *program->variables);
    program->methods = arena_alloc(&program->arena, (program->def_count + 1) * sizeof *program->methods);
    program->returns = arena_alloc(&program->arena, (program->all_def_count + 1) * sizeof *program->returns);
    program->passed = arena_alloc(&program->arena, (program->all_def_count + 1) * sizeof *program->passed);
    program->tested = arena_alloc(&program->arena, (program->all_def_count + 1) * sizeof *program->tested);
    program->bodies = arena_alloc(&program->arena, (program->all_def_count + 1) * sizeof *program->bodies);
    program->chooses = arena_alloc(&program->arena, (program->all_def_count + 1) * sizeof *program->chooses);
    program->echoes = arena_alloc(&program->arena, program->all_def_count + 1);
    program->makes = arena_alloc(&program->arena, program->all_def_count + 1);
    program->keyed = arena_alloc(&program->arena, (program->all_def_count + 1) * sizeof *program->keyed);
    program->keyed_values = arena_alloc(&program->arena, program->value_count / 8 + 1);
    utarray_new(program->queue, &variable_icd);
    utarray_new(program->cell_keys, &cell_icd);
    utarray_reserve(program->cell_keys, program->value_count / 8 * 3);
    utarray_new(program->calls, &call_icd);
    utarray_reserve(program->calls, program->value_count / 5);
    utarray_new(program->pending, &pending_icd);
    utarray_new(program->waiting, &waiting_icd);
    utarray_new(program->keys, &variable_icd);
    utarray_new(program->declared, &declaration_icd);
    utarray_new(program->decorated, &variable_icd);
    utarray_new(program->annotated, &variable_icd);
    utarray_new(program->imported, &variable_icd);
    utarray_new(program->keywords, &keywords_icd);
    utarray_new(program->deferred, &link_icd);
    utarray_new(program->reflected, &variable_icd);
    utarray_new(program->members, &member_icd);
    utarray_new(program->forwarded, &forwarded_icd);
    utarray_new(program->replaced, &replaced_icd);
    utarray_new(program->lookups, &lookup_icd);
    utarray_new(program->inquiries, &inquiry_icd);
    utarray_new(program->once, &key_icd);
}

/* Linking would wait for each page of its tables to be zeroed: a thread that has nothing else to do asks for them. */
typedef struct {
    MemorySpan tables[8];
} Room;

static MemorySpan array_span(const UT_array *array)
{
    return (MemorySpan){array->d, array->n * array->icd.sz};
}

static Room room_of(const Program *program)
{
    uint32_t variables = program->variable_count + program->variable_count / 3; /* few trees have less */
    return (Room){{index_span(&program->cells),
                   array_span(program->cell_keys),
                   index_span(&program->objects->by_data),
                   {program->objects->items, program->objects->capacity * sizeof *program->objects->items},
                   {program->variables, variables * sizeof *program->variables},
                   {program->links, program->link_capacity * sizeof *program->links},
                   index_span(&program->call_index),
                   array_span(program->calls)}};
}

/* False when all is there. */
static bool touch_some(Room *room)
{
    for (size_t i = 0; i < sizeof room->tables / sizeof *room->tables; i++)
        if (memory_touch(&room->tables[i]))
            return true;
    return false;
}

/* Until another thread is done with what keeps it from linking. */
static void touch_room(Room *room, const bool *done)
{
    for (bool over = false; !over && touch_some(room);) {
#pragma omp atomic read
        over = *done;
    }
}

static void intern_all(Program *program)
{
    for (uint32_t i = 0; i < program->all_file_count; i++)
        if (program->files[i].image)
            intern_names(program, &program->files[i]);
    program->stored_count = names_count(program->names);
    program->stored = arena_alloc(&program->arena, program->stored_count + 1);
    program->in_class = arena_alloc(&program->arena, program->stored_count + 1);
    program->asked_of_unknown = arena_alloc(&program->arena, program->stored_count + 1);
    program->builtins = arena_alloc(&program->arena, (program->stored_count + 1) * sizeof *program->builtins);
    program->texts = arena_alloc(&program->arena, (program->stored_count + 1) * sizeof *program->texts);
}

/* What all files say by name: of definitions, imports, and what modules and classes bind. */
static void bind_files(Program *program, const ProgramInput *input)
{
    program->modules = modules_new(input->root, input->paths, input->file_count, input->roots, input->markers,
                                   input->marker_count, program->names);
    names_resolve_imports(program);
    program->unknown = solver_object(program, OBJECT_UNKNOWN, 0, 0);
    program->none = solver_object(program, OBJECT_CONSTANT, CONSTANT_NONE, 0);
    for (uint32_t i = 0; i < program->file_count; i++)
        if (program->files[i].image)
            linking_bindings(program, i);
    for (size_t i = program->file_count; i < program->all_file_count; i++)
        stubs_bind(program, (uint32_t)i);
}

static void note_files(Program *program)
{
    find_bodies(program);
    list_methods(program);
    for (uint32_t i = 0; i < program->file_count; i++)
        if (program->files[i].image)
            linking_notes(program, i);
}

Program *program_load(const ProgramInput *input, const Catalog *catalog)
{
    Program *program = memory_alloc(sizeof *program);
    *program = (Program){.names = names_new(),
                         .catalog = catalog,
                         .handovers = names_new(),
                         .late_calls = names_new(),
                         .operations = names_new(),
                         .loads = names_new(),
                         .accesses = names_new()};
    names_intern(program->names, "*", 1); /* the reserved names of facts.h, in their order */
    names_intern(program->names, "**", 2);
    know_names(program);
    outside_open(program, input->outside);
    load_files(program, input);
    number_files(program);
    list_classes(program);
    make_room(program);
    Room room = room_of(program);
    const int threads = input->threads > 1 ? 2 : 1;
    bool interned = false;
#pragma omp parallel sections num_threads(threads)
    {
#pragma omp section
        {
            intern_all(program);
#pragma omp atomic write
            interned = true;
        }
#pragma omp section
        if (threads > 1)
            touch_room(&room, &interned);
    }
    stubs_load(program);
    symbols_find(program);
    natives_find(program);
#pragma omp parallel sections num_threads(threads)
    {
#pragma omp section
        bind_files(program, input);
#pragma omp section
        note_files(program);
    }
    return program;
}

void program_solve(Program *program)
{
    phases_run(program);
    outside_settle(program);
}

Program *program_new(const ProgramInput *input, const Catalog *catalog)
{
    Program *program = program_load(input, catalog);
    program_solve(program);
    return program;
}

static void free_array(UT_array **array)
{
    if (*array)
        utarray_free(*array);
    *array = NULL;
}

void program_forget_flow(Program *program)
{
    UT_array **arrays[] = {&program->queue,     &program->pending,         &program->deferred,    &program->waiting,
                           &program->keys,      &program->reflected,       &program->decorated,   &program->annotated,
                           &program->imported,  &program->keyed_functions, &program->keyed_steps, &program->members,
                           &program->forwarded, &program->lookups,         &program->inquiries,   &program->keywords,
                           &program->once,      &program->replaced};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        free_array(arrays[i]);
    free(program->links);
    program->links = NULL;
    index_free(&program->call_index);
    index_free(&program->once_index);
    index_free(&program->member_index);
    index_free(&program->objects->by_data); /* whoever asks makes no objects */
    names_free(program->handovers);
    names_free(program->late_calls);
    names_free(program->operations);
    names_free(program->loads);
    names_free(program->accesses);
    program->handovers = program->late_calls = program->operations = program->loads = program->accesses = NULL;
}

void program_free(Program *program)
{
    if (!program)
        return;
    program_forget_flow(program);
    index_free(&program->cells);
    free_array(&program->calls);
    free(program->hidden);
    free_array(&program->natives);
    free_array(&program->cell_keys);
    free_array(&program->externals);
    free_array(&program->declared);
    free(program->variables);
    spans_deinit(&program->values);
    spans_deinit(&program->defs);
    spans_deinit(&program->effects);
    outside_close(program);
    modules_free(program->modules);
    objects_free(program->objects);
    names_free(program->names);
    arena_clear(&program->arena);
    free(program);
}
