/*
 * Functions that are handed a name as a text, of which all, the beginning, or the tables it comes from are known: getattr(),
 * setattr(), import_module(), and dir(), getmembers(), which give such names.
 */
#include "builtins.h"
#include "texts.h"

#include <stdio.h>
#include <string.h>

/* The text that formatting is applied to: `"on_%s" % event`, `"on_{}".format(event)`; `end`: what its first gap begins
 * with. 0: it is no formatting. */
static uint32_t literal_formatted(Program *program, const ProgramFile *file, const Value *value, char *end)
{
    const Value *method = &file->facts.values[value->base];
    if (value->kind == VALUE_OPERATOR && value->detail == OP_MOD) {
        *end = '%';
        return builtins_literal_text(program, solver_variable(file, value->base));
    }
    if (value->kind != VALUE_CALL || method->kind != VALUE_ATTRIBUTE ||
        strcmp(facts_name(&file->facts, method->name), "format") != 0)
        return 0;
    *end = '{';
    return builtins_literal_text(program, solver_variable(file, method->base));
}

static uint32_t lowered(Program *program, uint32_t name)
{
    char text[64];
    size_t length = names_length(program->names, name);
    if (!name || length >= sizeof text)
        return 0;
    for (size_t i = 0; i < length; i++) {
        char c = solver_text(program, name)[i];
        text[i] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
    return names_intern(program->names, text, length);
}

/* What a computed text begins with: `"on_" + event`, f"on_{event}"; 0: nothing is known, or it says too little. */
static uint32_t known_prefix(Program *program, Variable text, size_t shortest, unsigned depth)
{
    enum {
        DEEPEST = 4
    };
    const Value *value = text && text < program->value_count ? program_value(program, text) : NULL;
    if (!value || (value->kind != VALUE_OPERATOR && value->kind != VALUE_CALL))
        return 0;
    const ProgramFile *file = program_file_of_value(program, text);
    const Value *method = &file->facts.values[value->base];
    if (value->kind == VALUE_CALL && !value->count && method->kind == VALUE_ATTRIBUTE && depth < DEEPEST &&
        strcmp(facts_name(&file->facts, method->name), "lower") == 0)
        return lowered(program, known_prefix(program, solver_variable(file, method->base), shortest, depth + 1));
    char end[2] = "";
    uint32_t literal = value->kind == VALUE_OPERATOR && value->detail == OP_ADD
                           ? builtins_literal_text(program, solver_variable(file, value->base))
                       : value->kind == VALUE_OPERATOR && value->detail == OP_FORMAT
                           ? solver_name(file, value->name)
                           : literal_formatted(program, file, value, end);
    const char *begin = solver_text(program, literal);
    size_t length = strcspn(begin, end);
    return length >= shortest ? names_intern(program->names, begin, length) : 0;
}

/* `for key, text in TABLE.items()` */
static void look_up_values(Program *program, const ProgramFile *file, const Value *item, Variable text)
{
    const Value *pair = &file->facts.values[item->base], *call = &file->facts.values[pair->base],
                *method = &file->facts.values[call->base];
    if (pair->kind == VALUE_ELEMENT && call->kind == VALUE_CALL && method->kind == VALUE_ATTRIBUTE &&
        item->detail == 1 && strcmp(facts_name(&file->facts, method->name), "items") == 0)
        solver_link_once(program, solver_variable(file, method->base), LINK_TEXTS, text, 0);
}

static void look_up_texts(Program *program, const ProgramFile *file, uint32_t number, unsigned depth)
{
    enum {
        DEEPEST = 4
    };
    const Value *value = &file->facts.values[number], *method = &file->facts.values[value->base];
    const Operand *first = &file->facts.operands[value->first];
    Variable text = solver_variable(file, number);
    bool asks = value->kind == VALUE_CALL && value->count && method->kind == VALUE_ATTRIBUTE &&
                strcmp(facts_name(&file->facts, method->name), "get") == 0;
    if (!number || depth == DEEPEST)
        return;
    program->variables[text].set.states |= STATE_TEXTS;
    if (value->kind == VALUE_NARROWED)
        look_up_texts(program, file, value->base, depth + 1);
    else if (value->kind == VALUE_PHI)
        for (uint32_t i = 0; i < value->count; i++)
            look_up_texts(program, file, first[i].value, depth + 1);
    else if (value->kind == VALUE_SUBSCRIPT || asks)
        solver_link_once(program, solver_variable(file, asks ? method->base : value->base), LINK_TEXTS, text,
                         keys_literal(program, solver_variable(file, first->value)));
    else if (value->kind == VALUE_ELEMENT)
        solver_link_once(program, solver_variable(file, value->base), LINK_TEXTS, text, 0);
    else if (value->kind == VALUE_UNPACK)
        look_up_values(program, file, value, text);
}

void builtins_look_up_texts(Program *program, Variable text)
{
    if (!text || text >= program->value_count)
        return;
    const ProgramFile *file = program_file_of_value(program, text);
    look_up_texts(program, file, text - file->first_value, 0);
}

/* Whether a value is the name that a list, or the loop over it, `of`, gives. */
typedef bool IsName(const ProgramFile *file, uint32_t value, uint32_t of);

/* The beginning that names are tested for, where they are run through in the scope of `of`; 0: there is no such test. */
static uint32_t tested_prefix(Program *program, const ProgramFile *file, IsName *is_name, uint32_t of)
{
    for (uint32_t i = 1; i < file->facts.values_count; i++) {
        const Value *call = &file->facts.values[i], *method = &file->facts.values[call->base];
        if (call->kind == VALUE_CALL && call->count && call->scope == file->facts.values[of].scope &&
            method->kind == VALUE_ATTRIBUTE && is_name(file, method->base, of) &&
            strcmp(facts_name(&file->facts, method->name), "startswith") == 0)
            return builtins_literal_text(program, solver_variable(file, file->facts.operands[call->first].value));
    }
    return 0;
}

/* `for name in dir(self)` */
static bool is_same(const ProgramFile *file, uint32_t value, uint32_t of)
{
    (void)file;
    return value == of;
}

/* `for name, member in getmembers(self)` */
static bool is_first_of_pair(const ProgramFile *file, uint32_t value, uint32_t of)
{
    const Value *name = &file->facts.values[value], *pair = &file->facts.values[name->base];
    return name->kind == VALUE_UNPACK && name->detail == 0 && pair->kind == VALUE_ELEMENT && pair->base == of;
}

/* The beginning of the names that a loop over `dir(object)` lets through; or 0. */
static uint32_t listed_prefix(Program *program, Variable name)
{
    const Value *value = name && name < program->value_count ? program_value(program, name) : NULL;
    const ProgramFile *file = value ? program_file_of_value(program, name) : NULL;
    const Value *list = value && value->kind == VALUE_ELEMENT ? &file->facts.values[value->base] : NULL;
    if (!list || list->kind != VALUE_CALL)
        return 0;
    ObjectData callee = solver_only(program, solver_variable(file, list->base));
    bool lists = callee.kind == OBJECT_EXTERNAL && strcmp(solver_text(program, callee.a), "<builtin>.dir") == 0;
    return lists ? tested_prefix(program, file, is_same, name - file->first_value) : 0;
}

/* inspect.getmembers(object): pairs of names and members; those that a loop over it lets through. */
void builtins_give_members(Program *program, const CallSite *site, uint32_t detail)
{
    Object pair = builtins_give_tuples(program, site, detail);
    const ProgramFile *file = site->site < program->value_count ? program_file_of_value(program, site->site) : NULL;
    uint32_t prefix = file ? tested_prefix(program, file, is_first_of_pair, site->site - file->first_value) : 0;
    solver_add(program, builtins_tuple_item(program, pair, 0),
               solver_object(program, OBJECT_CONSTANT, CONSTANT_STRING, 0));
    if (prefix)
        solver_link(program, calls_argument_at(site, 0), LINK_PREFIX, builtins_tuple_item(program, pair, 1), prefix);
    else
        solver_add(program, builtins_tuple_item(program, pair, 1), program->unknown);
}

/* getattr(object, "name"): the attribute, or those of the names that turn up, or that begin so. */
void builtins_call_getattr(Program *program, const CallSite *site, uint32_t detail)
{
    Variable object = calls_argument_at(site, 0), name = calls_argument_at(site, 1);
    enum {
        SHORTEST = 2
    };
    uint32_t literal = builtins_literal_text(program, name), prefix = known_prefix(program, name, SHORTEST, 0);
    prefix = prefix ? prefix : listed_prefix(program, name);
    (void)detail;
    if (literal)
        solver_link(program, object, LINK_ATTRIBUTE, site->result, literal);
    else if (prefix)
        solver_link(program, object, LINK_PREFIX, site->result, prefix);
    else {
        solver_link(program, name, LINK_NAMED, site->result, object);
        builtins_look_up_texts(program, name);
    }
    solver_link(program, calls_argument_at(site, 2), LINK_COPY, site->result, 0);
}

/* hasattr(object, "name") reads the attribute, and tells nobody what that is. */
void builtins_call_hasattr(Program *program, const CallSite *site, uint32_t detail)
{
    uint32_t name = builtins_literal_text(program, calls_argument_at(site, 1));
    if (name)
        solver_link(program, calls_argument_at(site, 0), LINK_ATTRIBUTE, solver_step(program, site->site, STEP_SECOND),
                    name);
    builtins_give_constant(program, site, detail);
}

/* setattr(object, "name", value), delattr(object, "name") */
void builtins_call_setattr(Program *program, const CallSite *site, uint32_t detail)
{
    uint32_t name = builtins_literal_text(program, calls_argument_at(site, 1));
    (void)detail;
    if (name && site->site < program->value_count)
        solver_link(program, calls_argument_at(site, 0), LINK_SETATTR, site->site, name);
    else
        rewriting_call_setattr(program, site);
    solver_add(program, site->result, program->none);
}

/* The absolute name of ".module" as seen from a package: each further dot is a package above; 0 when it leads out. */
static uint32_t absolute_name(Program *program, uint32_t relative, uint32_t package)
{
    char text[300];
    const char *name = solver_text(program, relative), *base = solver_text(program, package);
    size_t dots = strspn(name, "."), length = strlen(base);
    for (size_t above = 1; above < dots; above++) {
        const char *dot = memrchr(base, '.', length);
        if (!dot)
            return 0;
        length = (size_t)(dot - base);
    }
    if (!length || length + 1 + strlen(name) >= sizeof text)
        return 0;
    int used = snprintf(text, sizeof text, "%.*s%s%s", (int)length, base, name[dots] ? "." : "", name + dots);
    return names_intern(program->names, text, (size_t)used);
}

uint32_t builtins_known_text(Program *program, Variable variable)
{
    const Value *value = variable && variable < program->value_count ? program_value(program, variable) : NULL;
    if (!value)
        return 0;
    const ProgramFile *file = program_file_of_value(program, variable);
    if (value->kind == VALUE_GLOBAL) {
        const char *name = facts_name(&file->facts, value->name);
        bool package = strcmp(name, "__package__") == 0;
        if (!package && strcmp(name, "__name__") != 0)
            return 0;
        bool inside = package && !modules_is_package(program->modules, file->module);
        return modules_name(program->modules, inside ? modules_parent(program->modules, file->module) : file->module);
    }
    if (value->kind != VALUE_OPERATOR || value->detail != OP_ADD || !value->count)
        return builtins_literal_text(program, variable);
    uint32_t head = builtins_known_text(program, solver_variable(file, value->base));
    uint32_t tail = builtins_known_text(program, solver_variable(file, file->facts.operands[value->first].value));
    const char *rest = solver_text(program, tail);
    return head && *rest == '.' ? solver_join(program, head, solver_intern(program, rest + 1)) : 0;
}

/* Imports the module that a name means in a package, which a relative name needs. `first`: the first of its packages. */
static void import_name(Program *program, Variable site, uint32_t name, uint32_t package, bool first, Variable target)
{
    if (name && *solver_text(program, name) == '.')
        name = package ? absolute_name(program, name, package) : 0;
    if (name && site < program->value_count)
        names_read_dynamic(program, name, first, spans_find(&program->values, site), target);
    else
        solver_add(program, target, program->unknown);
}

/* ".handler_" as seen from a package: "package.handler_" */
static uint32_t absolute_prefix(Program *program, uint32_t relative, uint32_t package)
{
    const char *rest = solver_text(program, relative) + 1;
    uint32_t dotted = solver_join(program, package, solver_intern(program, rest));
    return dotted == package ? 0 : dotted;
}

/* The argument of a call of builtins_import_module() that names the module. */
static Variable named_argument(Program *program, const CallSite *site)
{
    Variable name = calls_argument_at(site, 0);
    return name ? name : builtins_keyword_argument(program, site, "name");
}

/* The modules that a name may be of which only the beginning is known: "plugins." + name, "." + name */
static void import_prefix(Program *program, Variable name, uint32_t package, Variable target)
{
    uint32_t prefix = known_prefix(program, name, 1, 0);
    if (prefix && *solver_text(program, prefix) == '.')
        prefix = package && solver_text(program, prefix)[1] != '.' ? absolute_prefix(program, prefix, package) : 0;
    solver_add(program, target, program->unknown);
    if (prefix)
        names_read_prefix(program, prefix, target);
}

void builtins_import_named(Program *program, Object part, uint32_t package, Variable call)
{
    size_t count;
    CallSite site = {.arguments = calls_arguments(program, call, &count)};
    site.argument_count = count;
    Variable name = named_argument(program, &site), hole = texts_find_hole(program, name);
    ObjectData data = solver_data(program, part);
    Found found[FOUND_MOST];
    KnownText known = {hole, data.b};
    uint32_t found_count = data.kind == OBJECT_CONSTANT && data.a == CONSTANT_STRING && data.b
                               ? texts_evaluate(program, name, &known, 1, found)
                               : 0;
    if (found_count == 1 && found[0].kind == FOUND_TEXT)
        import_name(program, call, found[0].names[0], package, false, call);
    else
        import_prefix(program, name, package, call);
}

void builtins_read_modules(Program *program, Variable key, Variable target)
{
    import_name(program, target, builtins_known_text(program, key), 0, false, target);
}

/* importlib.import_module("package.module"), builtins_import_module(".module", "package") */
void builtins_import_module(Program *program, const CallSite *site, uint32_t detail)
{
    Variable name = named_argument(program, site), package = calls_argument_at(site, 1);
    (void)detail;
    uint32_t text = builtins_known_text(program, name);
    uint32_t base =
        builtins_known_text(program, package ? package : builtins_keyword_argument(program, site, "package"));
    bool at_hand =
        name && name < program->value_count && site->site < program->value_count && site->result == site->site;
    Variable hole = !text && at_hand ? texts_find_hole(program, name) : 0;
    builtins_look_up_texts(program, hole);
    if (hole)
        solver_link(program, hole, LINK_IMPORT, site->site, base);
    else if (text || !name)
        import_name(program, site->site, text, base, false, site->result);
    else
        import_prefix(program, name, base, site->result);
}

/* __import__("package") */
void builtins_import_package(Program *program, const CallSite *site, uint32_t detail)
{
    bool whole = !calls_argument_at(site, 3) && !builtins_keyword_argument(program, site, "fromlist");
    (void)detail;
    import_name(program, site->site, builtins_known_text(program, calls_argument_at(site, 0)), 0, whole, site->result);
}

/* sys.modules.get("package.module") */
void builtins_get_module(Program *program, const CallSite *site, uint32_t detail)
{
    (void)detail;
    import_name(program, site->site, builtins_known_text(program, calls_argument_at(site, 0)), 0, false, site->result);
}
