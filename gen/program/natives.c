/*
 * natives.c - from Python to C: a call of what is no module of the tree, but is made of its C or C++.
 *
 * A module in C is what exports PyInit_NAME. Its functions have names in tables, {"send", send_message}, or in calls,
 * module.def("send", &send_message); the catalog says in which. A library that is loaded by ctypes or cffi has its
 * functions under their own names.
 */
#include "solver.h"

#include <string.h>
#include <utstring.h>

/* A function of C, and what it is called in Python. */
typedef struct {
    uint32_t word, key; /* names: of the function in Python, of the symbol */
    uint32_t module;    /* name of its module */
    const char *path;   /* of the unit that says so */
} Native;

static const UT_icd native_icd = {sizeof(Native), NULL, NULL, NULL};

/* The module that a unit defines, or 0. */
static uint32_t module_of(const Program *program, const ProgramFile *file)
{
    static const char prefix[] = "PyInit_";
    for (uint32_t def = 1; def < file->facts.defs_count; def++) {
        const Symbol *symbol = &file->facts.symbols[file->facts.defs[def].symbol];
        const char *name = facts_name(&file->facts, symbol->name);
        if (symbol->kind == SYMBOL_FUNCTION && strncmp(name, prefix, sizeof prefix - 1) == 0)
            return names_intern(program->names, name + sizeof prefix - 1, strlen(name + sizeof prefix - 1));
    }
    return 0;
}

static bool is_naming(const Program *program, const ProgramFile *file, const Effect *effect)
{
    const CatalogEntry *entries;
    if (effect->kind != EFFECT_NAME)
        return false;
    size_t count =
        catalog_find(program->catalog, facts_name(&file->facts, file->facts.symbols[effect->target].name), &entries);
    return count && entries[0].callee == CALLEE_NAMED;
}

static void find_in_file(Program *program, const ProgramFile *file)
{
    uint32_t module = 0;
    for (uint32_t i = 1; i < file->facts.effects_count; i++) {
        const Effect *effect = &file->facts.effects[i];
        if (!is_naming(program, file, effect))
            continue;
        module = module ? module : module_of(program, file);
        if (!module)
            return;
        Native native = {.word = solver_name(file, effect->name),
                         .key = solver_name(file, file->facts.symbols[effect->index].key),
                         .module = module,
                         .path = file->path};
        utarray_push_back(program->natives, &native);
    }
}

void natives_find(Program *program)
{
    utarray_new(program->natives, &native_icd);
    for (size_t i = 0; i < program->file_count; i++)
        if (program_is_resolved(&program->files[i]))
            find_in_file(program, &program->files[i]);
}

/* --- calls ----------------------------------------------------------------------------------------------------------- */

/* Whether one part of a dotted name is a word. */
static bool has_part(const char *dotted, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = dotted; at; at = strchr(at, '.')) {
        at += *at == '.';
        if (strncmp(at, word, length) == 0 && (!at[length] || at[length] == '.'))
            return true;
    }
    return false;
}

static const Native *native_at(const Program *program, uint32_t index)
{
    return (const Native *)(const void *)utarray_eltptr(program->natives, index);
}

bool natives_know(const Program *program, uint32_t name)
{
    for (uint32_t i = 0; i < utarray_len(program->natives); i++)
        if (has_part(solver_text(program, name), solver_text(program, native_at(program, i)->module)))
            return true;
    return false;
}

static void call(Program *program, uint32_t def, const CallSite *site)
{
    solver_record(program, site, def, 0);
    solver_add(program, site->result, program->unknown);
}

/* A function of a library that is loaded. */
static bool call_loaded(Program *program, const char *word, const CallSite *site)
{
    UT_string key;
    utstring_init(&key);
    utstring_printf(&key, "c:@F@%s", word);
    uint32_t name = names_find(program->names, utstring_body(&key), utstring_len(&key));
    const char *path = program_file_of_value(program, site->site)->path;
    uint32_t def = name ? symbols_closest(program, name, path) : 0;
    utstring_done(&key);
    if (def)
        call(program, def, site);
    return def != 0;
}

bool natives_call(Program *program, uint32_t name, const ExternalInfo *info, const CallSite *site)
{
    const char *text = solver_text(program, name), *dot = strrchr(text, '.'), *word = dot ? dot + 1 : text;
    bool found = false;
    if (site->site >= program->value_count || !dot)
        return false;
    if (info->entry_count && info->entries[0].callee == CALLEE_NATIVE)
        return call_loaded(program, word, site);
    uint32_t wanted = utarray_len(program->natives) ? names_find(program->names, word, strlen(word)) : 0;
    for (uint32_t i = 0; wanted && i < utarray_len(program->natives); i++) {
        const Native *native = native_at(program, i);
        uint32_t def = native->word == wanted && has_part(text, solver_text(program, native->module))
                           ? symbols_closest(program, native->key, native->path)
                           : 0;
        if (def)
            call(program, def, site);
        found = found || def;
    }
    return found;
}
