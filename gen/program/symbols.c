/*
 * Symbols: C and C++ arrive with their names resolved. What is left is to find the definitions of the whole program,
 * each once though every unit brings those of the headers that it includes, what overrides them, and what they are
 * called in the graph.
 */
#include "solver.h"

#include "../../extractors/memory.h"

#include <stdlib.h>
#include <string.h>
#include <utstring.h>

/* The definitions of a symbol that lie in different files: programs in one tree each have a main(). Lists by number of
 * the symbol's key; and methods that override it. */
typedef struct SymbolList {
    struct SymbolList *next;
    uint32_t def;
} SymbolList;

struct Symbols {
    SymbolList **definitions, **overriders; /* by key */
    SymbolList *mains;                      /* where the processes of C and C++ start */
    uint32_t count;                         /* keys are numbered below */
    uint32_t *originals;                    /* by definition: the one that stands for it */
    bool *dropped;                          /* by definition: what it does is known from another unit */
    const char **titles;                    /* by definition: id in the graph; NULL: of Python */
};

static const Symbol *symbol_of_def(const Program *program, uint32_t def)
{
    const ProgramFile *file = program_file_of_def(program, def);
    return &file->facts.symbols[program_def(program, def)->symbol];
}

const char *program_path_of_def(const Program *program, uint32_t def)
{
    const ProgramFile *file = program_file_of_def(program, def);
    uint32_t header = program_def(program, def)->file;
    return header ? facts_name(&file->facts, header) : file->path;
}

uint32_t program_original(const Program *program, uint32_t def)
{
    return program->symbols ? program->symbols->originals[def] : def;
}

const char *program_title(const Program *program, uint32_t def)
{
    return program->symbols ? program->symbols->titles[program->symbols->originals[def]] : NULL;
}

bool symbols_is_dropped(const Program *program, uint32_t def)
{
    return program->symbols && program->symbols->dropped[def];
}

/* --- definitions ---------------------------------------------------------------------------------------------------- */

static void append(Program *program, SymbolList **list, uint32_t def)
{
    while (*list)
        list = &(*list)->next;
    *list = arena_alloc(&program->arena, sizeof **list);
    (*list)->def = def;
}

/* The definition of that symbol in the same file, which an earlier unit brought; or 0. */
static uint32_t find_same(const Program *program, uint32_t key, const char *path)
{
    for (const SymbolList *at = program->symbols->definitions[key]; at; at = at->next)
        if (strcmp(program_path_of_def(program, at->def), path) == 0)
            return at->def;
    return 0;
}

/* Whether each unit says something else of a definition: a template; or one file, compiled in several ways. */
static bool is_united(const Def *def)
{
    return def->flags & DEF_TEMPLATE || !def->file;
}

static void add_definition(Program *program, const ProgramFile *file, uint32_t index)
{
    const Def *def = &file->facts.defs[index];
    uint32_t number = file->first_def + index, key = solver_name(file, file->facts.symbols[def->symbol].key);
    uint32_t same = find_same(program, key, program_path_of_def(program, number));
    if (!same) {
        append(program, &program->symbols->definitions[key], number);
        if (def->flags & DEF_MAIN_GUARD)
            append(program, &program->symbols->mains, number);
        return;
    }
    program->symbols->originals[number] = same;
    program->symbols->dropped[number] = !is_united(def);
}

static void find_definitions(Program *program)
{
    for (uint32_t def = 0; def < program->def_count; def++)
        program->symbols->originals[def] = def;
    for (size_t i = 0; i < program->file_count; i++)
        for (uint32_t def = 1; program_is_resolved(&program->files[i]) && def < program->files[i].facts.defs_count;
             def++)
            add_definition(program, &program->files[i], def);
}

/* --- overriding ----------------------------------------------------------------------------------------------------- */

static uint32_t key_of_value(const ProgramFile *file, uint32_t value)
{
    return solver_name(file, file->facts.symbols[file->facts.values[value].base].key);
}

static void find_overriders(Program *program)
{
    for (uint32_t number = 0; number < program->def_count; number++) {
        const ProgramFile *file = program_file_of_def(program, number);
        const Def *def = program_def(program, number);
        for (uint32_t i = def->first_override; i < def->first_override + def->override_count; i++)
            if (program_original(program, number) == number)
                append(program, &program->symbols->overriders[key_of_value(file, file->facts.operands[i].value)],
                       number);
    }
}

/* --- names ---------------------------------------------------------------------------------------------------------- */

/* How often a title is taken, by the name that it is. */
typedef struct {
    uint32_t *counts;
    uint32_t count;
} Tally;

static void count_title(Tally *tally, uint32_t name)
{
    if (name >= tally->count) {
        uint32_t count = name + name / 2 + 64;
        tally->counts = memory_resize(tally->counts, count * sizeof *tally->counts);
        memset(tally->counts + tally->count, 0, (count - tally->count) * sizeof *tally->counts);
        tally->count = count;
    }
    tally->counts[name]++;
}

/* How much a title says: the name alone; its signature as well, as overloads of C++ need it; its file; both. */
typedef enum {
    TITLE_NAME,
    TITLE_SIGNATURE,
    TITLE_PATH,
    TITLE_PATH_SIGNATURE,
    TITLE_COUNT
} TitleForm;

static void write_title(const Program *program, uint32_t def, TitleForm form, UT_string *out)
{
    const ProgramFile *file = program_file_of_def(program, def);
    const Symbol *symbol = symbol_of_def(program, def);
    utstring_clear(out);
    if (symbol->flags & SYMBOL_INTERNAL || form >= TITLE_PATH)
        utstring_printf(out, "%s#", program_path_of_def(program, def));
    utstring_printf(out, "%s", facts_name(&file->facts, symbol->name));
    bool overloads = file->facts.header->language == LANGUAGE_CPP;
    if (overloads && (form == TITLE_SIGNATURE || form == TITLE_PATH_SIGNATURE) && symbol->signature)
        utstring_printf(out, "%s", facts_name(&file->facts, symbol->signature));
}

static uint32_t intern_title(Program *program, uint32_t def, TitleForm form, UT_string *text)
{
    write_title(program, def, form, text);
    return names_intern(program->names, utstring_body(text), utstring_len(text));
}

/* Modules, functions, classes, but for lambdas, whose symbols have no names. */
static bool is_titled(const Program *program, uint32_t def)
{
    const Symbol *symbol = symbol_of_def(program, def);
    return symbol->key && symbol->name && program_original(program, def) == def;
}

/* Gives those whose name is not theirs alone a longer one. */
static void make_titles(Program *program)
{
    Symbols *symbols = program->symbols;
    UT_string text;
    utstring_init(&text);
    for (TitleForm form = TITLE_NAME; form < TITLE_COUNT; form++) {
        Tally tally = {0};
        for (uint32_t def = 1; def < program->def_count; def++)
            if (is_titled(program, def) && !symbols->titles[def])
                count_title(&tally, intern_title(program, def, form, &text));
        for (uint32_t def = 1; def < program->def_count; def++) {
            if (!is_titled(program, def) || symbols->titles[def])
                continue;
            uint32_t title = intern_title(program, def, form, &text);
            if (tally.counts[title] == 1 || form == TITLE_COUNT - 1)
                symbols->titles[def] = solver_text(program, title);
        }
        free(tally.counts);
    }
    utstring_done(&text);
}

/* `outer::<lambda1>` */
static void make_lambda_title(Program *program, uint32_t def, UT_string *text)
{
    const ProgramFile *file = program_file_of_def(program, def);
    const Def *facts = program_def(program, def), *parent = &file->facts.defs[facts->parent];
    uint32_t above = file->first_def + facts->parent;
    utstring_clear(text);
    utstring_printf(text, "%s%s%s", program_title(program, above),
                    parent->kind == DEF_MODULE ? "#" : "::", facts_name(&file->facts, facts->name));
    program->symbols->titles[def] = arena_copy(&program->arena, utstring_body(text), utstring_len(text));
}

static void title_all(Program *program)
{
    UT_string text;
    make_titles(program);
    utstring_init(&text);
    for (uint32_t def = 1; def < program->def_count; def++)
        if (symbol_of_def(program, def)->key && !program->symbols->titles[def] && program_original(program, def) == def)
            make_lambda_title(program, def, &text);
    utstring_done(&text);
}

static bool has_symbols(const Program *program)
{
    for (size_t i = 0; i < program->file_count; i++)
        if (program_is_resolved(&program->files[i]))
            return true;
    return false;
}

void symbols_find(Program *program)
{
    if (!has_symbols(program))
        return;
    Symbols *symbols = program->symbols = arena_alloc(&program->arena, sizeof *symbols);
    symbols->count = names_count(program->names);
    symbols->definitions = arena_alloc(&program->arena, symbols->count * sizeof *symbols->definitions);
    symbols->overriders = arena_alloc(&program->arena, symbols->count * sizeof *symbols->overriders);
    symbols->originals = arena_alloc(&program->arena, (program->def_count + 1) * sizeof *symbols->originals);
    symbols->dropped = arena_alloc(&program->arena, program->def_count + 1);
    symbols->titles = arena_alloc(&program->arena, (program->def_count + 1) * sizeof *symbols->titles);
    find_definitions(program);
    find_overriders(program);
    title_all(program);
}

/* --- values --------------------------------------------------------------------------------------------------------- */

static bool lies_in(const char *path, const char *directory, size_t length)
{
    return strncmp(path, directory, length) == 0;
}

/* Whether a file lies in the directory of a program's main(), or below it, and the caller does not. */
static bool is_of_other_program(const Program *program, const char *caller, const char *path)
{
    for (const SymbolList *main = program->symbols->mains; main; main = main->next) {
        const char *file = program_path_of_def(program, main->def), *slash = strrchr(file, '/');
        size_t length = slash ? (size_t)(slash - file) + 1 : 0;
        if (lies_in(path, file, length) && !lies_in(caller, file, length))
            return true;
    }
    return false;
}

/* How close a file is to the caller's: one of another program least, then by the leading directories that they share, and
 * most where they are one. */
static size_t closeness(const Program *program, const char *caller, const char *path)
{
    enum {
        SAME_PROGRAM = 1 << 20
    };
    size_t shared = 0;
    const char *a = caller, *b = path;
    for (; *a && *a == *b; a++, b++)
        shared += *a == '/';
    if (!*a && !*b)
        return SIZE_MAX;
    return is_of_other_program(program, caller, path) ? shared : SAME_PROGRAM + shared;
}

/* The definition that a unit brings itself, or 0. */
static uint32_t find_own(const Program *program, const ProgramFile *file, uint32_t symbol)
{
    for (uint32_t def = 1; def < file->facts.defs_count; def++)
        if (file->facts.defs[def].symbol == symbol)
            return program_original(program, file->first_def + def);
    return 0;
}

/*
 * Adds the definitions of a function or class. Where several programs of the tree each have one, it is the one that the
 * unit has, or else those closest to it.
 */
static bool add_definitions(Program *program, const ProgramFile *file, uint32_t symbol, ObjectKind kind,
                            Variable target)
{
    uint32_t key = solver_name(file, file->facts.symbols[symbol].key);
    const SymbolList *first = program->symbols->definitions[key];
    uint32_t own = first && first->next ? find_own(program, file, symbol) : 0;
    size_t closest = 0;
    for (const SymbolList *at = first; at && !own; at = at->next) {
        size_t close = closeness(program, file->path, program_path_of_def(program, at->def));
        closest = close > closest ? close : closest;
    }
    for (const SymbolList *at = first; at; at = at->next)
        if (own ? at->def == own : closeness(program, file->path, program_path_of_def(program, at->def)) == closest)
            solver_add(program, target, solver_object(program, kind, at->def, 0));
    return first != NULL;
}

uint32_t symbols_closest(const Program *program, uint32_t key, const char *path)
{
    uint32_t found = 0;
    size_t closest = 0;
    for (const SymbolList *at = program->symbols && key < program->symbols->count ? program->symbols->definitions[key]
                                                                                  : NULL;
         at; at = at->next) {
        size_t close = closeness(program, path, program_path_of_def(program, at->def));
        if (!found || close > closest)
            found = at->def;
        closest = close > closest ? close : closest;
    }
    return found;
}

enum {
    OVERRIDE_DEPTH = 32
};

static void add_overriders(Program *program, uint32_t key, const char *caller, unsigned depth, Variable target)
{
    for (const SymbolList *at = program->symbols->overriders[key]; at && depth < OVERRIDE_DEPTH; at = at->next) {
        const ProgramFile *file = program_file_of_def(program, at->def);
        uint32_t own = solver_name(file, symbol_of_def(program, at->def)->key);
        if (!(program_def(program, at->def)->flags & DEF_ABSTRACT))
            solver_add(program, target, solver_object(program, OBJECT_FUNCTION, at->def, 0));
        add_overriders(program, own, caller, depth + 1, target);
    }
}

/* A method that is only there to be overridden runs nothing itself, if anything overrides it. */
static bool is_only_overridden(const Program *program, uint32_t key)
{
    const SymbolList *first = program->symbols->definitions[key];
    return first && program_def(program, first->def)->flags & DEF_ABSTRACT && program->symbols->overriders[key];
}

/* The qualified name of something outside the tree; a constructor goes by the name of its class. */
static uint32_t outer_name(Program *program, const ProgramFile *file, const Symbol *symbol)
{
    const char *name = facts_name(&file->facts, symbol->name);
    size_t length = strlen(name);
    if (symbol->flags & SYMBOL_CREATES)
        while (length > 2 && (name[length - 1] != ':' || name[length - 2] != ':'))
            length--;
    return symbol->flags & SYMBOL_CREATES && length > 2 ? names_intern(program->names, name, length - 2)
                                                        : solver_name(file, symbol->name);
}

static void read_function(Program *program, const ProgramFile *file, const Value *value, Variable target)
{
    const Symbol *symbol = &file->facts.symbols[value->base];
    uint32_t key = solver_name(file, symbol->key);
    bool found = value->detail && is_only_overridden(program, key);
    if (!found)
        found = add_definitions(program, file, value->base, OBJECT_FUNCTION, target);
    if (value->detail)
        add_overriders(program, key, file->path, 0, target);
    bool written_by_compiler =
        symbol->file && (symbol->flags & SYMBOL_CREATES || strchr(facts_name(&file->facts, symbol->name), '~'));
    if (!found && !written_by_compiler)
        solver_add(program, target, solver_object(program, OBJECT_EXTERNAL, outer_name(program, file, symbol), 0));
}

void symbols_read(Program *program, const ProgramFile *file, const Value *value, Variable target)
{
    const Symbol *symbol = &file->facts.symbols[value->base];
    uint32_t key = solver_name(file, symbol->key);
    switch ((SymbolKind)symbol->kind) {
    case SYMBOL_FUNCTION:
        read_function(program, file, value, target);
        break;
    case SYMBOL_CLASS:
        if (!add_definitions(program, file, value->base, OBJECT_CLASS, target))
            solver_add(program, target, solver_object(program, OBJECT_EXTERNAL, solver_name(file, symbol->name), 0));
        break;
    case SYMBOL_VARIABLE:
        solver_link(program, solver_cell(program, CELL_SYMBOL, key, 0), LINK_COPY, target, 0);
        break;
    case SYMBOL_NONE:
        break;
    }
}

void symbols_bind(Program *program, const ProgramFile *file, const Effect *effect)
{
    const Symbol *symbol = &file->facts.symbols[effect->target];
    Variable value = solver_variable(file, effect->value);
    solver_link(program, value, LINK_COPY, solver_cell(program, CELL_SYMBOL, solver_name(file, symbol->key), 0), 0);
    externals_assign_to(program, solver_name(file, symbol->name), value, value);
}

void symbols_create(Program *program, Object object, uint32_t part, Variable created)
{
    ObjectData data = solver_data(program, object);
    CallSite site = {.site = created, .result = created, .argument = part};
    if (data.kind != OBJECT_CLASS)
        return;
    solver_record(program, &site, data.a, 0);
    solver_add(program, created, solver_object(program, OBJECT_INSTANCE, data.a, 0));
}

void symbols_cast(Program *program, Object object, Variable cast)
{
    ObjectData data = solver_data(program, object);
    if (data.kind != OBJECT_EXTERNAL_INSTANCE || data.a != program->known.memory) {
        solver_add(program, cast, object);
        return;
    }
    const ProgramFile *file = program_file_of_value(program, cast);
    const Value *value = program_value(program, cast);
    solver_link_once(program, solver_variable(file, file->facts.operands[value->first].value), LINK_CREATE, cast, 0);
}

/* What the units of one file, the instantiations of one template say of a function is said of one. */
void symbols_unite(Program *program)
{
    for (uint32_t def = 1; def < program->def_count; def++) {
        uint32_t original = program_original(program, def);
        if (original == def || symbols_is_dropped(program, def))
            continue;
        const ProgramFile *file = program_file_of_def(program, def), *other = program_file_of_def(program, original);
        const Def *facts = program_def(program, def), *first = program_def(program, original);
        for (uint32_t i = 0; i < facts->param_count && i < first->param_count; i++)
            solver_link(program, solver_variable(other, other->facts.params[first->first_param + i].value), LINK_COPY,
                        solver_variable(file, file->facts.params[facts->first_param + i].value), 0);
        solver_link(program, solver_cell(program, CELL_RETURN, def, 0), LINK_COPY,
                    solver_cell(program, CELL_RETURN, original, 0), 0);
    }
}
