/*
 * catalog_load.c - what a schema cannot say is checked here, and rows are made of what was read.
 */
#include "catalog_load.h"

#include "../memory.h"
#include "catalog_settle.h"

#include <ctype.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_PATTERN = 1000 /* bytes of a regular expression */
};

/* Roles that say something about a callee, and nothing without one. */
static const uint32_t roles_with_callee =
    1u << ROLE_ENTRY | 1u << ROLE_SPAWN | 1u << ROLE_TO_THREAD | 1u << ROLE_FROM_THREAD | 1u << ROLE_CALLBACK |
    1u << ROLE_DEPENDS | 1u << ROLE_AWAITS | 1u << ROLE_MIDDLEWARE | 1u << ROLE_MOUNT | 1u << ROLE_COMMAND;

/* --- storage --- */

static void free_block(void *block)
{
    free(*(void **)block);
}

UT_array *catalog_strings_new(void)
{
    static const UT_icd icd = {sizeof(void *), NULL, NULL, free_block};
    UT_array *strings;
    utarray_new(strings, &icd);
    return strings;
}

void *catalog_keep_block(UT_array *strings, void *block)
{
    utarray_push_back(strings, &block);
    return block;
}

static const char *keep_text(UT_array *strings, const char *text)
{
    return text ? catalog_keep_block(strings, memory_text(text)) : NULL;
}

static const char *keep_path(UT_array *strings, const char *owner, const char *separator, const char *name)
{
    return catalog_keep_block(strings, memory_format("%s%s%s", owner, separator, name));
}

static UT_array *table_new(size_t size, const void *rows, size_t count)
{
    UT_icd icd = {size, NULL, NULL, NULL};
    UT_array *table;
    utarray_new(table, &icd);
    utarray_reserve(table, count);
    for (size_t i = 0; i < count; i++)
        utarray_push_back(table, (const char *)rows + i * size);
    return table;
}

void catalog_source_init(CatalogSource *source, const CatalogTables *base, UT_array *strings)
{
    static const CatalogTables empty;
    const CatalogTables *from = base ? base : &empty;
    *source = (CatalogSource){
        .entries = table_new(sizeof(CatalogEntry), from->entries, from->entry_count),
        .classes = table_new(sizeof(CatalogClass), from->classes, from->class_count),
        .methods = table_new(sizeof(CatalogMethod), from->methods, from->method_count),
        .aliases = table_new(sizeof(CatalogAlias), from->aliases, from->alias_count),
        .attributes = table_new(sizeof(CatalogAttribute), from->attributes, from->attribute_count),
        .patterns = table_new(sizeof(CatalogPattern), from->patterns, from->pattern_count),
        .strings = strings,
    };
}

void catalog_source_deinit(CatalogSource *source)
{
    utarray_free(source->entries);
    utarray_free(source->classes);
    utarray_free(source->methods);
    utarray_free(source->aliases);
    utarray_free(source->attributes);
    utarray_free(source->patterns);
}

CatalogTables catalog_source_tables(const CatalogSource *source)
{
    return (CatalogTables){
        .entries = (const CatalogEntry *)utarray_front(source->entries),
        .entry_count = utarray_len(source->entries),
        .classes = (const CatalogClass *)utarray_front(source->classes),
        .class_count = utarray_len(source->classes),
        .methods = (const CatalogMethod *)utarray_front(source->methods),
        .method_count = utarray_len(source->methods),
        .aliases = (const CatalogAlias *)utarray_front(source->aliases),
        .alias_count = utarray_len(source->aliases),
        .attributes = (const CatalogAttribute *)utarray_front(source->attributes),
        .attribute_count = utarray_len(source->attributes),
        .patterns = (const CatalogPattern *)utarray_front(source->patterns),
        .pattern_count = utarray_len(source->patterns),
    };
}

/* --- looking up in sorted tables --- */

/* --- checks --- */

/* Identifiers with `.` or `::` between them, a `*` at most at the end, as `<`, `>` and `#` occur in qualified names too.
 */
static bool is_name(const char *name, bool wildcard)
{
    bool start = true;
    for (const char *c = name; *c; c++) {
        bool letter = isalnum((unsigned char)*c) || *c == '_' || (unsigned char)*c >= 0x80;
        if (catalog_ends_part(c)) {
            if (start)
                return false;
            c += catalog_separator_length(c) - 1;
            start = true;
            continue;
        }
        if (!letter && !(wildcard && *c == '*' && c[1] == '\0'))
            return false;
        start = false;
    }
    return !start;
}

static bool check_name(const Message *message, const char *name, bool wildcard)
{
    return is_name(name, wildcard) || document_complain(message, name, "'%s' is not a qualified name", name);
}

static bool check_call(const Message *message, const char *name, const DocCall *call)
{
    bool placed = call->argument || call->keyword;
    CalleeForm callee = call->callee ? call->callee : placed ? CALLEE_ARGUMENT : CALLEE_NONE;
    if (call->role < ROLE_COUNT && callee == CALLEE_NONE && (roles_with_callee >> call->role & 1))
        return document_complain(message, name, "'%s': role '%s' needs a callee (argument, keyword or callee)", name,
                                 role_name(call->role));
    bool takes_place =
        callee == CALLEE_ARGUMENT || callee == CALLEE_ARGUMENTS || callee == CALLEE_RESULT || callee == CALLEE_SIGNAL;
    bool shared = call->result == RESULT_PASSED && !call->argument; /* the keyword names modules */
    if (placed && !takes_place && !shared)
        return document_complain(message, name, "'%s': argument and keyword do not go with callee '%s'", name,
                                 callee_name(callee));
    if (call->callee == CALLEE_ARGUMENT && !placed)
        return document_complain(message, name, "'%s': callee 'argument' needs argument or keyword", name);
    if (call->items && callee != CALLEE_ARGUMENT)
        return document_complain(message, name, "'%s': items need argument or keyword", name);
    if (call->passes && callee == CALLEE_NONE)
        return document_complain(message, name, "'%s': passes need a callee", name);
    if (call->result == RESULT_CLASS && !call->returns)
        return document_complain(message, name, "'%s': result 'class' needs returns", name);
    if (call->told && callee == CALLEE_NONE)
        return document_complain(message, name, "'%s': told needs a callee", name);
    if (call->argument && *call->argument == CATALOG_KEYWORD_ONLY)
        return document_complain(message, name, "'%s': argument is out of range", name);
    return true;
}

/* Regular expressions come from strangers: nothing whose matching takes more than linear time or memory. */
static bool check_pattern(const Message *message, const char *pattern)
{
    regex_t compiled;
    if (strlen(pattern) > MAX_PATTERN)
        return document_complain(message, pattern, "pattern is longer than %d bytes", MAX_PATTERN);
    for (const char *c = pattern; *c; c++)
        if (*c == '{' || (*c == '\\' && isdigit((unsigned char)c[1])))
            return document_complain(message, pattern, "pattern '%s': counts and back-references are not supported",
                                     pattern);
    int status = regcomp(&compiled, pattern, REG_EXTENDED | REG_NOSUB);
    if (status == 0) {
        regfree(&compiled);
        return true;
    }
    char reason[128];
    regerror(status, &compiled, reason, sizeof reason);
    return document_complain(message, pattern, "pattern '%s': %s", pattern, reason);
}

/* --- adding --- */

typedef struct {
    CatalogSource *source;
    Message message;
    DocLanguage language;
} Adding;

/* What stands between a class and its members. */
static const char *separator_of(const Adding *adding, const char *owner)
{
    return adding->language == DOC_C || strstr(owner, "::") ? "::" : ".";
}

/* What the word for a result says of a call. */
static const uint32_t result_flags[] = {
    [RESULT_SAME] = CATALOG_IDENTITY,
    [RESULT_AWAITABLE] = CATALOG_ASYNC_RESULT,
    [RESULT_CONTEXT] = CATALOG_CONTEXT,
    [RESULT_PAIR] = CATALOG_PAIR,
    [RESULT_EACH] = CATALOG_EACH,
    [RESULT_SETS] = CATALOG_SETS | CATALOG_COROUTINE | CATALOG_AWAITABLE,
    [RESULT_AWAITED] = CATALOG_AWAITED,
    [RESULT_COROUTINE] = CATALOG_COROUTINE | CATALOG_AWAITABLE,
    [RESULT_MADE] = CATALOG_MADE,
    [RESULT_MEMORY] = CATALOG_MEMORY,
    [RESULT_PASSED] = CATALOG_PASSED,
    [RESULT_ENDS] = CATALOG_ENDS | CATALOG_SYNC,
    [RESULT_FAILURE] = CATALOG_FAILURE | CATALOG_SYNC,
    [RESULT_PUTS_PATH] = CATALOG_PUTS_PATH,
    [RESULT_PUTS_ATTRIBUTE] = CATALOG_PUTS_ATTRIBUTE,
    [RESULT_PUTS_EITHER] = CATALOG_PUTS_PATH | CATALOG_PUTS_ATTRIBUTE,
    [RESULT_CLASS] = CATALOG_SUBCLASS | CATALOG_SYNC,
    [RESULT_RETURNED] = CATALOG_RETURNED | CATALOG_SYNC,
};

static uint32_t call_flags(const DocCall *call, DocLanguage language)
{
    uint32_t flags = language == DOC_C ? CATALOG_C : 0;
    if (call->websocket)
        flags |= CATALOG_WEBSOCKET;
    if (call->loop)
        flags |= CATALOG_LOOP;
    if (call->awaitable)
        flags |= *call->awaitable ? CATALOG_AWAITABLE : CATALOG_SYNC;
    if (call->role == ROLE_EXPLICIT_NONE)
        flags |= CATALOG_PLAIN;
    return flags | result_flags[call->result];
}

static CatalogEntry call_entry(const Adding *adding, const char *name, const DocCall *call)
{
    UT_array *strings = adding->source->strings;
    bool placed = call->argument || call->keyword;
    CatalogEntry entry = {
        .name = name,
        .role = call->role == ROLE_EXPLICIT_NONE ? ROLE_NONE : (uint8_t)call->role,
        .callee = (uint8_t)(call->callee ? call->callee
                            : placed     ? CALLEE_ARGUMENT
                                         : CALLEE_NONE),
        .position = call->argument  ? *call->argument
                    : call->keyword ? CATALOG_KEYWORD_ONLY
                                    : 0,
        .flags = call_flags(call, adding->language),
        .keyword = keep_text(strings, call->keyword),
        .returns = keep_text(strings, call->returns),
        .items = call->items ? *call->items : 0,
        .tests = (uint8_t)call->tests,
        .thread = call->thread,
        .passes = keep_text(strings, call->passes),
        .told = keep_text(strings, call->told),
    };
    return entry;
}

/* Adds a call under each of its names, which stand below `owner` if that is not NULL. */
static bool add_call(Adding *adding, const char *owner, const DocCall *call)
{
    if (!call->name == !call->names_count)
        return document_complain(&adding->message, call->name ? call->name : owner,
                                 "an entry has either name or names");
    for (unsigned i = 0; i < (call->name ? 1 : call->names_count); i++) {
        const char *given = call->name ? call->name : call->names[i];
        if (!check_name(&adding->message, given, true) || !check_call(&adding->message, given, call))
            return false;
        const char *name = owner ? keep_path(adding->source->strings, owner, separator_of(adding, owner), given)
                                 : keep_text(adding->source->strings, given);
        CatalogEntry entry = call_entry(adding, name, call);
        utarray_push_back(adding->source->entries, &entry);
    }
    return true;
}

static bool add_case(Adding *adding, const DocCall *doc)
{
    DocCall call = *doc;
    call.callee = CALLEE_CASE;
    return add_call(adding, NULL, &call);
}

static bool add_hook(Adding *adding, const char *owner, const DocCall *hook)
{
    if (!hook->name == !hook->names_count)
        return document_complain(&adding->message, hook->name ? hook->name : owner, "a hook has either name or names");
    for (unsigned i = 0; i < (hook->name ? 1 : hook->names_count); i++) {
        const char *given = hook->name ? hook->name : hook->names[i];
        if (!check_name(&adding->message, given, true))
            return false;
        CatalogMethod method = {
            .base = owner,
            .method = keep_text(adding->source->strings, given),
            .role = hook->role == ROLE_EXPLICIT_NONE ? ROLE_NONE : (uint8_t)hook->role,
            .flags = hook->websocket ? CATALOG_WEBSOCKET : 0,
            .thread = hook->thread,
            .passes = keep_text(adding->source->strings, hook->passes),
        };
        utarray_push_back(adding->source->methods, &method);
    }
    return true;
}

static const char *const *keep_bases(Adding *adding, const DocClass *doc)
{
    const char **bases =
        catalog_keep_block(adding->source->strings, memory_zeroed(doc->bases_count + 1, sizeof *bases));
    for (unsigned i = 0; i < doc->bases_count; i++)
        bases[i] = keep_text(adding->source->strings, doc->bases[i]);
    return bases;
}

static bool add_class(Adding *adding, const DocClass *doc)
{
    CatalogSource *source = adding->source;
    const Message *message = &adding->message;
    if (!check_name(message, doc->name, false))
        return false;
    for (unsigned i = 0; i < doc->bases_count; i++)
        if (!check_name(message, doc->bases[i], false))
            return false;

    const char *name = keep_text(source->strings, doc->name);
    CatalogClass class = {.name = name, .bases = keep_bases(adding, doc)};
    utarray_push_back(source->classes, &class);

    CatalogEntry made = {.name = name,
                         .flags = CATALOG_CLASS | (adding->language == DOC_C ? CATALOG_C : 0),
                         .returns = keep_text(source->strings, doc->returns),
                         .tests = (uint8_t)doc->tests};
    if (doc->awaitable)
        made.flags |= *doc->awaitable ? CATALOG_AWAITABLE : CATALOG_SYNC;
    made.flags |= doc->is_double ? CATALOG_DOUBLE : 0;
    utarray_push_back(source->entries, &made);
    for (unsigned i = 0; i < doc->call_count; i++) {
        if (!check_call(message, doc->name, &doc->call[i]))
            return false;
        CatalogEntry entry = call_entry(adding, name, &doc->call[i]);
        utarray_push_back(adding->source->entries, &entry);
    }
    for (unsigned i = 0; i < doc->attributes_count; i++) {
        const DocAttribute *from = &doc->attributes[i];
        if (!check_name(message, from->name, false) || !check_name(message, from->type, false))
            return false;
        CatalogAttribute attribute = {name, keep_text(source->strings, from->name),
                                      keep_text(source->strings, from->type)};
        utarray_push_back(source->attributes, &attribute);
    }
    for (unsigned i = 0; i < doc->methods_count; i++)
        if (!add_call(adding, doc->name, &doc->methods[i]))
            return false;
    for (unsigned i = 0; i < doc->hooks_count; i++)
        if (!add_hook(adding, name, &doc->hooks[i]))
            return false;
    return true;
}

static bool add_alias(Adding *adding, const DocAlias *doc)
{
    if (!check_name(&adding->message, doc->name, false) || !check_name(&adding->message, doc->target, false))
        return false;
    CatalogAlias alias = {keep_text(adding->source->strings, doc->name),
                          keep_text(adding->source->strings, doc->target)};
    utarray_push_back(adding->source->aliases, &alias);
    return true;
}

static bool add_pattern(Adding *adding, const DocPattern *doc)
{
    bool role = doc->role != ROLE_NONE && doc->role != ROLE_EXPLICIT_NONE;
    if (role == doc->legacy)
        return document_complain(&adding->message, doc->pattern, "pattern '%s' has either a role or 'legacy: true'",
                                 doc->pattern);
    if (!check_pattern(&adding->message, doc->pattern) ||
        (doc->not_in && !check_pattern(&adding->message, doc->not_in)))
        return false;
    CatalogPattern pattern = {keep_text(adding->source->strings, doc->pattern), role ? (uint8_t)doc->role : 0,
                              adding->language == DOC_C, keep_text(adding->source->strings, doc->not_in)};
    utarray_push_back(adding->source->patterns, &pattern);
    return true;
}

static bool add_all(Adding *adding, const Document *document)
{
    for (unsigned i = 0; i < document->classes_count; i++)
        if (!add_class(adding, &document->classes[i]))
            return false;
    for (unsigned i = 0; i < document->functions_count; i++)
        if (!add_call(adding, NULL, &document->functions[i]))
            return false;
    for (unsigned i = 0; i < document->cases_count; i++)
        if (!add_case(adding, &document->cases[i]))
            return false;
    for (unsigned i = 0; i < document->aliases_count; i++)
        if (!add_alias(adding, &document->aliases[i]))
            return false;
    for (unsigned i = 0; i < document->patterns_count; i++)
        if (!add_pattern(adding, &document->patterns[i]))
            return false;
    return true;
}

static bool add_document(CatalogSource *source, const Document *document, CatalogConflict conflict,
                         const Message *message)
{
    Adding adding = {source, *message, (DocLanguage)document->language};
    CatalogMark mark = catalog_mark(source);
    return add_all(&adding, document) && catalog_settle(source, mark, conflict, message);
}

bool catalog_source_add_yaml(CatalogSource *source, const char *yaml, size_t length, CatalogConflict conflict,
                             char *error, size_t error_size)
{
    static const Document nothing; /* an empty file is no mistake */
    char *text = memory_text_part(yaml, length);
    Message message = {text, error, error_size};
    Document *document;
    bool added = document_load(text, length, &message, &document) &&
                 add_document(source, document ? document : &nothing, conflict, &message);
    document_free(document);
    free(text);
    return added;
}
