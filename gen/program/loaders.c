/*
 * Functions that give what a text names: `load("package.module:Class")`. Such a function has one body for all that it is ever
 * asked for, so what it returns says nothing; each call of it is followed by itself, with the texts that it hands in.
 */
#include "texts.h"

#include <string.h>

enum {
    LOADED_PARAMS = 4 /* those that may be texts */
};

/* A call of a loader. A hash key: without padding. */
typedef struct {
    uint32_t def;
    Variable site, result;
    uint32_t param;                    /* the one whose text turns up */
    Variable arguments[LOADED_PARAMS]; /* of the first parameters */
    Variable holes[LOADED_PARAMS];     /* what has to be known of each */
} Load;

/* --- which functions are loaders -------------------------------------------------------------------------------------- */

/* Only files that say so can import what a text names. */
static bool has_import(const ProgramFile *file, const uint32_t names[2])
{
    for (uint32_t i = 0; i < file->facts.names_count - 1; i++)
        if (file->names[i] == names[0] || file->names[i] == names[1])
            return true;
    return false;
}

/* Does it return something that is named by what it is handed? */
static bool is_loader(Program *program, uint32_t def)
{
    static const char sample[] = "seam:map.name"; /* in the forms that are in use */
    const Def *function = program_def(program, def);
    const ProgramFile *file = program_file_of_def(program, def);
    KnownText known[LOADED_PARAMS];
    Found found[FOUND_MOST];
    uint32_t count = 0;
    if (function->kind != DEF_FUNCTION || function->flags & (DEF_ASYNC | DEF_GENERATOR))
        return false;
    for (uint32_t i = 0; i < function->param_count && i < LOADED_PARAMS; i++)
        known[count++] = (KnownText){solver_variable(file, file->facts.params[function->first_param + i].value),
                                     solver_intern(program, sample)};
    uint32_t found_count = count ? texts_evaluate_returned(program, def, known, count, found) : 0;
    for (uint32_t i = 0; i < found_count; i++)
        if (found[i].kind == FOUND_THING && strstr(solver_text(program, found[i].names[0]), "seam"))
            return true;
    return false;
}

void loaders_find(Program *program)
{
    const uint32_t names[] = {solver_intern(program, "import_module"), solver_intern(program, "__import__")};
    for (size_t i = 0; i < program->file_count; i++) {
        const ProgramFile *file = &program->files[i];
        if (!file->image || !has_import(file, names))
            continue;
        for (uint32_t j = 1; j < file->facts.defs_count; j++)
            if (is_loader(program, file->first_def + j))
                program->traits[file->first_def + j] |= TRAIT_LOADS;
    }
}

/* --- calls of them ---------------------------------------------------------------------------------------------------- */

/* What a dotted name means, as far as the file sees it: a module, or an attribute of what the name before means. */
static Variable read_dotted(Program *program, uint32_t dotted, uint32_t file)
{
    const char *text = solver_text(program, dotted), *dot = strrchr(text, '.');
    Variable thing = solver_cell(program, CELL_NAMED, dotted, file);
    Resolved resolved = modules_resolve(program->modules, file, 0, dotted);
    if (program->variables[thing].set.count || program->variables[thing].set.states & STATE_OPEN)
        return thing;
    program->variables[thing].set.states |= STATE_OPEN;
    if (!dot || resolved.matched == resolved.wanted || !(resolved.first || resolved.module)) {
        names_read_dynamic(program, dotted, false, file, thing);
        return thing;
    }
    Variable owner = read_dotted(program, names_intern(program->names, text, (size_t)(dot - text)), file);
    solver_link(program, owner, LINK_ATTRIBUTE, thing, solver_intern(program, dot + 1));
    return thing;
}

static bool is_dotted(const char *text)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.";
    return *text && text[strspn(text, letters)] == '\0' && *text != '.' && !strstr(text, "..") &&
           text[strlen(text) - 1] != '.';
}

/* The text that an argument is when its hole is that object; 0: none. */
static uint32_t text_of(Program *program, const Load *load, uint32_t param, Object object)
{
    ObjectData data = solver_data(program, object);
    Found found[FOUND_MOST];
    if (data.kind != OBJECT_CONSTANT || data.a != CONSTANT_STRING || !data.b)
        return 0;
    KnownText hole = {load->holes[param], data.b};
    uint32_t count = texts_evaluate(program, load->arguments[param], &hole, 1, found);
    return count == 1 && found[0].kind == FOUND_TEXT ? found[0].names[0] : 0;
}

/* Whether a name is that of something in the tree, or has parts: any word could be that of a module outside. */
static bool may_be_meant(Program *program, uint32_t dotted, uint32_t file)
{
    const char *text = solver_text(program, dotted);
    return is_dotted(text) && (strchr(text, '.') || modules_resolve(program->modules, file, 0, dotted).module);
}

static bool load_known(Program *program, const Load *load, const KnownText *known, uint32_t count)
{
    Found found[FOUND_MOST];
    bool any = false;
    uint32_t file = spans_find(&program->values, load->site);
    uint32_t found_count = count ? texts_evaluate_returned(program, load->def, known, count, found) : 0;
    for (uint32_t i = 0; i < found_count; i++) {
        if (found[i].kind != FOUND_THING || !may_be_meant(program, found[i].names[0], file))
            continue;
        solver_link(program, read_dotted(program, found[i].names[0], file), LINK_COPY, load->result, 0);
        any = true;
    }
    return any;
}

/* What is left to be done for one text that has turned up. */
typedef struct {
    const Load *load;
    uint32_t known_param, text; /* the parameter that it is passed to */
    uint32_t left;              /* combinations with what other parameters may be */
    KnownText known[LOADED_PARAMS];
} Loading;

static void know(const Program *program, Loading *loading, uint32_t count, uint32_t param, uint32_t text)
{
    const ProgramFile *file = program_file_of_def(program, loading->load->def);
    uint32_t first = program_def(program, loading->load->def)->first_param;
    loading->known[count] = (KnownText){solver_variable(file, file->facts.params[first + param].value), text};
}

/* With each text that each parameter from `param` on may be; false: something that was loaded is not known. */
static bool load_each(Program *program, Loading *loading, uint32_t param, uint32_t count)
{
    if (param == LOADED_PARAMS)
        return load_known(program, loading->load, loading->known, count);
    if (param == loading->known_param) {
        know(program, loading, count, param, loading->text);
        return load_each(program, loading, param + 1, count + 1);
    }
    const ObjectSet set = program->variables[loading->load->holes[param]].set;
    bool any = false, all = true;
    for (uint32_t i = 0; i < set.count && loading->left; i++) {
        uint32_t text = text_of(program, loading->load, param, set_items(&set)[i]);
        if (!text)
            continue;
        loading->left--;
        know(program, loading, count, param, text);
        all = load_each(program, loading, param + 1, count + 1) && all;
        any = true;
    }
    return any ? all : load_each(program, loading, param + 1, count);
}

/* A number, a switch: it names nothing, but neither does it keep anything from being loaded. */
static bool is_option(ObjectData argument)
{
    return argument.kind == OBJECT_CONSTANT && argument.a != CONSTANT_STRING && argument.a != CONSTANT_NONE;
}

void loaders_load(Program *program, Object argument, uint32_t number)
{
    enum {
        COMBINATIONS = 16
    };
    Load load = *(const Load *)(const void *)names_text(program->loads, number);
    Loading loading = {.load = &load, .known_param = load.param, .left = COMBINATIONS};
    loading.text = text_of(program, &load, load.param, argument);
    if (!is_option(solver_data(program, argument)) && !(loading.text && load_each(program, &loading, 0, 0)))
        solver_link_once(program, solver_cell(program, CELL_RETURN, load.def, 0), LINK_COPY, load.result, 0);
}

bool loaders_call(Program *program, uint32_t def, bool has_receiver, const CallSite *site)
{
    Load load = {.def = def, .site = site->site, .result = site->result};
    const Def *function = program_def(program, def);
    bool any = false;
    if (!site->result || site->site >= program->value_count)
        return false;
    for (uint32_t i = has_receiver; i < function->param_count && i < LOADED_PARAMS; i++) {
        Variable argument = calls_passed_for(program, def, i, has_receiver, site);
        load.arguments[i] = argument < program->value_count ? argument : 0;
        load.holes[i] = load.arguments[i] ? texts_find_hole(program, load.arguments[i]) : 0;
        if (load.arguments[i] && !load.holes[i])
            load.holes[i] = load.arguments[i]; /* it is written there */
        builtins_look_up_texts(program, load.holes[i]);
    }
    for (uint32_t i = 0; i < LOADED_PARAMS; i++) {
        load.param = i;
        uint32_t number = names_intern(program->loads, (const char *)&load, sizeof load);
        solver_link_once(program, load.holes[i], LINK_LOAD, load.result, number);
        any = any || load.holes[i];
    }
    return any;
}
