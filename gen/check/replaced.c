#include "replaced.h"
#include "arguments.h"

#include "../../extractors/memory.h"
#include "../../extractors/strings.h"

#include <stdlib.h>
#include <string.h>
#include <utarray.h>

struct Replaced {
    const RuleContext *context;
    const Program *program;
    uint32_t *called; /* by value: name of what it calls outside the tree */
    UT_array *all;    /* Replacement */
};

/* A search of one file. */
typedef struct {
    Replaced *replaced;
    const ProgramFile *file;
} Search;

static const Value *value_of(const Search *search, uint32_t value)
{
    return &search->file->facts.values[value];
}

static const char *text_of_name(const Replaced *replaced, uint32_t name)
{
    const char *text = name ? names_text(program_names(replaced->program), name) : "";
    return catalog_canonical(replaced->context->subject.catalog, text);
}

const char *replaced_called(const Replaced *replaced, const ProgramFile *file, uint32_t call)
{
    return text_of_name(replaced, replaced->called[file->first_value + call]);
}

const char *replaced_external(const Replaced *replaced, const ProgramFile *file, uint32_t value)
{
    return text_of_name(replaced, program_external_of(replaced->program, file->first_value + value));
}

/* --- ways to replace something --- */

/* The text of a string constant, or NULL. */
static const char *text_of(const Search *search, uint32_t value)
{
    const Value *facts = value_of(search, value);
    bool is_text = value && facts->kind == VALUE_CONSTANT && facts->detail == CONSTANT_STRING && facts->name;
    return is_text ? facts_name(&search->file->facts, facts->name) : NULL;
}

static bool read_path(const Search *search, const Value *call, Replacement *out)
{
    out->name = text_of(search, arguments_find(&search->file->facts, call, 0, "target"));
    out->mock = arguments_find(&search->file->facts, call, 1, "new");
    out->callable = arguments_keyword(&search->file->facts, call, "new_callable");
    return out->name;
}

static bool read_attribute(const Search *search, const Value *call, Replacement *out)
{
    out->object = arguments_find(&search->file->facts, call, 0, "target");
    out->name = text_of(search, arguments_find(&search->file->facts, call, 1, "attribute"));
    out->mock = arguments_find(&search->file->facts, call, 2, "new");
    out->callable = arguments_keyword(&search->file->facts, call, "new_callable");
    return out->object && out->name;
}

static bool read_either(const Search *search, const Value *call, Replacement *out)
{
    uint32_t target = arguments_find(&search->file->facts, call, 0, "target");
    bool is_path = text_of(search, target);
    out->object = is_path ? 0 : target;
    out->name = text_of(search, is_path ? target : arguments_find(&search->file->facts, call, 1, "name"));
    out->mock = is_path ? arguments_find(&search->file->facts, call, 1, NULL)
                        : arguments_find(&search->file->facts, call, 2, "value");
    return target && out->name;
}

/* Whether a call replaces something. */
static bool read_call(const Search *search, uint32_t number, Replacement *out)
{
    const CatalogEntry *entries;
    const Value *call = value_of(search, number);
    const char *name = replaced_called(search->replaced, search->file, number);
    size_t count = *name ? catalog_find(search->replaced->context->subject.catalog, name, &entries) : 0;
    uint32_t puts = count ? entries[0].flags & (CATALOG_PUTS_PATH | CATALOG_PUTS_ATTRIBUTE) : 0;
    *out = (Replacement){.file = search->file, .line = call->line, .column = call->column, .settings = number};
    if (!puts || arguments_spread(&search->file->facts, call))
        return false;
    return puts == CATALOG_PUTS_PATH        ? read_path(search, call, out)
           : puts == CATALOG_PUTS_ATTRIBUTE ? read_attribute(search, call, out)
                                            : read_either(search, call, out);
}

/* --- what is replaced --- */

/* The value that a module binds a name to at its end, or 0. */
static uint32_t binding_of_module(const Search *search, uint32_t module_def, uint32_t name)
{
    const ProgramFile *file = program_file_of_def(search->replaced->program, module_def);
    const Def *module = program_def(search->replaced->program, module_def);
    for (uint32_t i = module->first_binding; i < module->first_binding + module->binding_count; i++)
        if (file->names[file->facts.bindings[i].name] == name)
            return file->first_value + file->facts.bindings[i].value;
    return 0;
}

/* The attribute of an instance, when all that it may be agree. */
static uint32_t member_of_instance(const Search *search, uint32_t value, uint32_t name)
{
    size_t count;
    uint32_t member = 0;
    Result *results = program_value_results(search->replaced->program, value, &count);
    for (size_t i = 0; i < count; i++) {
        uint32_t one = results[i].kind == RESULT_CLASS_INSTANCE
                           ? rule_find_member(search->replaced->context, results[i].def, name)
                           : 0;
        member = i && one != member ? 0 : one;
        if (!member)
            break;
    }
    free(results);
    return member;
}

/* The definition that an attribute of a value is, or 0. */
static uint32_t attribute_of(const Search *search, uint32_t value, uint32_t name)
{
    uint32_t def = program_definition_of(search->replaced->program, value);
    const Def *facts = def ? program_def(search->replaced->program, def) : NULL;
    if (!facts)
        return member_of_instance(search, value, name);
    if (facts->kind == DEF_CLASS)
        return rule_find_member(search->replaced->context, def, name);
    uint32_t binding = facts->kind == DEF_MODULE ? binding_of_module(search, def, name) : 0;
    return binding ? program_definition_of(search->replaced->program, binding) : 0;
}

static uint32_t number_of_text(const Search *search, const char *text, size_t length)
{
    return names_find(program_names(search->replaced->program), text, length);
}

/* The module whose qualified name is the beginning of a path, or 0. */
static uint32_t module_of_path(const Search *search, const char *path, size_t length)
{
    size_t count;
    const ProgramFile *files = program_files(search->replaced->program, &count);
    char *id = memory_alloc(length + 1);
    memcpy(id, path, length);
    id[length] = '\0';
    const GraphNode *node = graph_find_node(search->replaced->context->subject.graph, id);
    size_t file =
        node && node->kind == NODE_MODULE ? source_find(search->replaced->context->subject.tree, node->path) : count;
    free(id);
    return file < count && files[file].image ? files[file].first_def + 1 : 0;
}

/* The definition that "app.main.connect" or "app.main.Manager.connect" means. */
static void find_by_path(const Search *search, const char *path, Replacement *out)
{
    const char *last = strrchr(path, '.'), *middle;
    uint32_t module, binding;
    if (!last || last == path)
        return;
    if ((out->module = module_of_path(search, path, (size_t)(last - path)))) {
        binding = binding_of_module(search, out->module, number_of_text(search, last + 1, strlen(last + 1)));
        out->def = binding ? program_definition_of(search->replaced->program, binding) : 0;
        return;
    }
    for (middle = last - 1; middle > path && *middle != '.';)
        middle--;
    module = middle > path ? module_of_path(search, path, (size_t)(middle - path)) : 0;
    binding =
        module ? binding_of_module(search, module, number_of_text(search, middle + 1, (size_t)(last - middle - 1))) : 0;
    out->def = binding ? attribute_of(search, binding, number_of_text(search, last + 1, strlen(last + 1))) : 0;
}

/* The definition that an attribute of an object is. */
static void find_by_object(const Search *search, Replacement *out)
{
    const Program *program = search->replaced->program;
    uint32_t object = search->file->first_value + out->object, holder = program_definition_of(program, object);
    uint32_t name = number_of_text(search, out->name, strlen(out->name));
    out->module = holder && program_def(program, holder)->kind == DEF_MODULE ? holder : 0;
    out->def = name ? attribute_of(search, object, name) : 0;
}

/* --- the search --- */

static void add(const Search *search, Replacement *replacement)
{
    if (replacement->object)
        find_by_object(search, replacement);
    else
        find_by_path(search, replacement->name, replacement);
    utarray_push_back(search->replaced->all, replacement);
}

static void search_calls(const Search *search)
{
    for (uint32_t v = 1; v < search->file->facts.values_count; v++) {
        Replacement replacement;
        const Value *value = value_of(search, v);
        if (value->scope && value->kind == VALUE_CALL && read_call(search, v, &replacement))
            add(search, &replacement);
    }
}

/* `manager.connect = AsyncMock()` */
static void search_assignments(const Search *search)
{
    for (uint32_t i = 1; i < search->file->facts.effects_count; i++) {
        const Effect *effect = &search->file->facts.effects[i];
        if (effect->kind != EFFECT_SET_ATTRIBUTE || value_of(search, effect->value)->kind != VALUE_CALL)
            continue;
        Replacement replacement = {.file = search->file,
                                   .line = effect->line,
                                   .column = effect->column,
                                   .settings = effect->value,
                                   .object = effect->target,
                                   .name = facts_name(&search->file->facts, effect->name),
                                   .mock = effect->value};
        add(search, &replacement);
    }
}

static uint32_t *find_called(const Program *program)
{
    size_t count;
    const ResolvedCall *calls = program_calls(program, &count);
    uint32_t *called = memory_zeroed(program_value_count(program) + 1, sizeof *called);
    for (size_t i = 0; i < count; i++)
        if (calls[i].reach == REACH_CALL && !calls[i].target && calls[i].site < program_value_count(program))
            called[calls[i].site] = calls[i].name;
    return called;
}

Replaced *replaced_new(const RuleContext *context)
{
    static const UT_icd icd = {sizeof(Replacement), NULL, NULL, NULL};
    size_t count;
    const Program *program = context->subject.program;
    const ProgramFile *files = program_files(program, &count);
    Replaced *replaced = memory_alloc(sizeof *replaced);
    *replaced = (Replaced){.context = context, .program = program, .called = find_called(program)};
    utarray_new(replaced->all, &icd);
    for (size_t i = 0; i < count; i++) {
        const Search search = {replaced, &files[i]};
        if (!files[i].image || !(rule_node(context, files[i].first_def + 1)->flags & NODE_TEST))
            continue;
        search_calls(&search);
        search_assignments(&search);
    }
    return replaced;
}

void replaced_free(Replaced *replaced)
{
    free(replaced->called);
    utarray_free(replaced->all);
    free(replaced);
}

const Replacement *replaced_all(const Replaced *replaced, size_t *count)
{
    *count = utarray_len(replaced->all);
    return (const Replacement *)(const void *)utarray_front(replaced->all);
}

static bool is_test_function(const ProgramFile *file, uint32_t index)
{
    const Def *def = &file->facts.defs[index];
    return def->kind == DEF_FUNCTION && strncmp(facts_name(&file->facts, def->name), "test", strlen("test")) == 0;
}

/* Whether what the code of a scope replaces may be replaced for a user: other tests come when it has been put back. */
static bool is_replaced_for(const ProgramFile *file, uint32_t scope, uint32_t user)
{
    if (!is_test_function(file, scope))
        return true;
    while (user && user != scope && !is_test_function(file, user))
        user = file->facts.defs[user].parent;
    return !user || user == scope;
}

/* Whether the test has what it calls from an import that has run before: that stays what it was, whatever is put into the
 * module that it comes from. */
static bool is_imported_before(const Replacement *one, const ProgramFile *test, uint32_t call)
{
    const Value *callee = &test->facts.values[test->facts.values[call].base];
    if (!one->module || one->module == test->first_def + 1)
        return false;
    return callee->kind == VALUE_GLOBAL ||
           (callee->kind == VALUE_IMPORT && one->file == test && callee->line < one->line &&
            callee->scope == test->facts.values[one->settings].scope);
}

bool replaced_at(const Replaced *replaced, uint32_t site, uint32_t def)
{
    size_t count;
    const Replacement *all = replaced_all(replaced, &count);
    const ProgramFile *test = program_file_of_value(replaced->program, site);
    for (size_t i = 0; i < count; i++) {
        const Replacement *one = &all[i];
        uint32_t scope = one->file->facts.values[one->settings].scope;
        if (one->def == def && !is_imported_before(one, test, site - test->first_value) &&
            (one->file == test ? is_replaced_for(test, scope, program_value(replaced->program, site)->scope)
                               : program_traits(replaced->program, one->file->first_def + scope) & TRAIT_PASSED))
            return true;
    }
    return false;
}
