/*
 * catalog.c - lookups. Tables are sorted by name, so that a lookup is a binary search; callers keep what they found.
 */
#include "catalog.h"

#include "../memory.h"
#include "catalog_load.h"

#include <assert.h>
#include <pthread.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <uthash.h>
#include <utstring.h>

enum {
    MAX_NAME = 1024,     /* bytes of a name that the catalog could know */
    MAX_BASES = 32,      /* depth of a class hierarchy; more is a circle */
    MAX_JOINED = 1 << 14 /* bytes of patterns that are tried at once */
};

/* A name that was put together by following an alias; lives as long as the catalog. */
typedef struct {
    UT_hash_handle hh;
    char text[];
} Name;

typedef struct {
    pthread_mutex_t lock;
    Name *names;
} Names;

typedef struct {
    regex_t regex, not_in;
    uint8_t role;
    bool c, bound; /* bound: it has `not_in` */
} Pattern;

/* The first component of names that the catalog says something of. */
typedef struct {
    UT_hash_handle hh;
} Package;

struct Catalog {
    CatalogTables tables;
    bool extended; /* the tables are those of `source` */
    CatalogSource source;
    UT_array *strings;
    Package *packages; /* of all tables: most names have nothing to do with the catalog */
    Pattern *patterns;
    size_t pattern_count;
    regex_t any[2]; /* all patterns in one, without and with those of C: most names match none */
    Names *names;
};

static size_t package_length(const char *name)
{
    return strcspn(name, ".:");
}

/* Whether there may be something of that name in some table. */
static bool has_package(const Catalog *catalog, const char *name)
{
    Package *found;
    HASH_FIND(hh, catalog->packages, name, package_length(name), found);
    return found != NULL;
}

/* Of the names that rows begin with. */
static void add_packages(Catalog *catalog, const void *rows, size_t count, size_t size)
{
    for (size_t i = 0; i < count; i++) {
        const char *name = *(const char *const *)((const char *)rows + i * size);
        if (has_package(catalog, name))
            continue;
        Package *package = memory_zeroed(1, sizeof *package);
        HASH_ADD_KEYPTR(hh, catalog->packages, name, package_length(name), package);
    }
}

static void find_packages(Catalog *catalog)
{
    const CatalogTables *tables = &catalog->tables;
    add_packages(catalog, tables->entries, tables->entry_count, sizeof *tables->entries);
    add_packages(catalog, tables->classes, tables->class_count, sizeof *tables->classes);
    add_packages(catalog, tables->methods, tables->method_count, sizeof *tables->methods);
    add_packages(catalog, tables->aliases, tables->alias_count, sizeof *tables->aliases);
    add_packages(catalog, tables->attributes, tables->attribute_count, sizeof *tables->attributes);
}

static void free_packages(Catalog *catalog)
{
    Package *package, *next;
    HASH_ITER(hh, catalog->packages, package, next)
    {
        HASH_DEL(catalog->packages, package);
        free(package);
    }
}

static void free_patterns(Catalog *catalog)
{
    for (size_t i = 0; i < catalog->pattern_count; i++) {
        regfree(&catalog->patterns[i].regex);
        if (catalog->patterns[i].bound)
            regfree(&catalog->patterns[i].not_in);
    }
    free(catalog->patterns);
    regfree(&catalog->any[false]);
    regfree(&catalog->any[true]);
}

/* One expression that matches whatever one of the patterns matches, or anything when they are too many. `|` binds less
 * than all that is in them. */
static void compile_any(regex_t *any, const CatalogTables *tables, bool c)
{
    UT_string joined;
    utstring_init(&joined);
    for (size_t i = 0; i < tables->pattern_count; i++)
        if (c || !tables->patterns[i].c)
            utstring_printf(&joined, "%s%s", utstring_len(&joined) ? "|" : "", tables->patterns[i].pattern);
    const char *pattern = utstring_len(&joined) <= MAX_JOINED ? utstring_body(&joined) : "";
    int failed = regcomp(any, pattern, REG_EXTENDED | REG_NOSUB);
    if (failed && *pattern) /* as one they may be too much */
        failed = regcomp(any, "", REG_EXTENDED | REG_NOSUB);
    assert(!failed);
    utstring_done(&joined);
}

/* The loader has compiled each of them once; one that fails now (no memory) matches nothing. */
static void compile_patterns(Catalog *catalog)
{
    const CatalogTables *tables = &catalog->tables;
    catalog->pattern_count = 0;
    catalog->patterns = memory_zeroed(tables->pattern_count + 1, sizeof *catalog->patterns);
    for (size_t i = 0; i < tables->pattern_count; i++) {
        Pattern *pattern = &catalog->patterns[catalog->pattern_count];
        pattern->role = tables->patterns[i].role;
        pattern->c = tables->patterns[i].c;
        const char *not_in = tables->patterns[i].not_in;
        if (regcomp(&pattern->regex, tables->patterns[i].pattern, REG_EXTENDED | REG_NOSUB) != 0)
            continue;
        pattern->bound = not_in && regcomp(&pattern->not_in, not_in, REG_EXTENDED | REG_NOSUB) == 0;
        catalog->pattern_count++;
    }
    compile_any(&catalog->any[false], tables, false);
    compile_any(&catalog->any[true], tables, true);
}

/* What is looked up beside the tables. */
static void index_tables(Catalog *catalog)
{
    find_packages(catalog);
    compile_patterns(catalog);
}

static void free_indexes(Catalog *catalog)
{
    free_packages(catalog);
    free_patterns(catalog);
}

Catalog *catalog_new(void)
{
    Catalog *catalog = memory_zeroed(1, sizeof *catalog);
    Names *names = memory_zeroed(1, sizeof *names);
    pthread_mutex_init(&names->lock, NULL);
    catalog->names = names;
    catalog->tables = catalog_builtin;
    catalog->strings = catalog_strings_new();
    index_tables(catalog);
    return catalog;
}

void catalog_free(Catalog *catalog)
{
    if (!catalog)
        return;
    Name *name, *next;
    HASH_ITER(hh, catalog->names->names, name, next)
    {
        HASH_DEL(catalog->names->names, name);
        free(name);
    }
    pthread_mutex_destroy(&catalog->names->lock);
    free(catalog->names);
    free_indexes(catalog);
    if (catalog->extended)
        catalog_source_deinit(&catalog->source);
    utarray_free(catalog->strings);
    free(catalog);
}

static void use_source(Catalog *catalog, const CatalogSource *source)
{
    free_indexes(catalog);
    if (catalog->extended)
        catalog_source_deinit(&catalog->source);
    catalog->extended = true;
    catalog->source = *source;
    catalog->tables = catalog_source_tables(&catalog->source);
    index_tables(catalog);
}

bool catalog_add_yaml(Catalog *catalog, const char *yaml, size_t length, char *error, size_t error_size)
{
    CatalogSource source;
    catalog_source_init(&source, &catalog->tables, catalog->strings);
    bool added = catalog_source_add_yaml(&source, yaml, length, CATALOG_OVERRIDE, error, error_size);
    if (added)
        use_source(catalog, &source);
    else
        catalog_source_deinit(&source);
    return added;
}

/* The catalog's own copy of a name. Takes the lock, since lookups may come from several threads. */
static const char *intern(Names *names, const char *text)
{
    size_t length = strlen(text);
    pthread_mutex_lock(&names->lock);
    Name *name;
    HASH_FIND(hh, names->names, text, length, name);
    if (!name) {
        name = memory_alloc(sizeof *name + length + 1);
        memcpy(name->text, text, length + 1);
        HASH_ADD_KEYPTR(hh, names->names, name->text, length, name);
    }
    pthread_mutex_unlock(&names->lock);
    return name->text;
}

const char *catalog_canonical(const Catalog *catalog, const char *name)
{
    char *target = has_package(catalog, name) ? catalog_tables_canonical(&catalog->tables, name) : NULL;
    if (!target)
        return name;
    const char *kept = intern(catalog->names, target);
    free(target);
    return kept;
}

static int compare_class(const void *a, const void *b)
{
    return strcmp(((const CatalogClass *)a)->name, ((const CatalogClass *)b)->name);
}

/* Of a canonical name. */
static const CatalogClass *find_class(const CatalogTables *tables, const char *name)
{
    CatalogClass key = {.name = name};
    return tables->class_count == 0 ? NULL
                                    : bsearch(&key, tables->classes, tables->class_count, sizeof key, compare_class);
}

/* `owner.member` or `owner::member`, false when that is longer than anything in the catalog. */
static bool join(char path[MAX_NAME], const char *owner, const char *separator, const char *member)
{
    int length =
        snprintf(path, MAX_NAME, "%s%.*s%s", owner, (int)catalog_separator_length(separator), separator, member);
    return length > 0 && length < MAX_NAME;
}

/* Whether some entry begins with the first `length` bytes of a name. */
static bool has_prefix(const CatalogTables *tables, const char *name, size_t length)
{
    return catalog_table_begins(tables->entries, tables->entry_count, sizeof *tables->entries, name, length);
}

/* Entries under the name itself, or under the longest wildcard that covers its last component. */
static const CatalogEntry *find_own(const CatalogTables *tables, const char *name, size_t *count)
{
    const CatalogEntry *found = catalog_tables_find(tables, name, count);
    size_t length = strlen(name);
    const char *separator = catalog_last_separator(name);
    if (found || length + 2 > MAX_NAME || !separator)
        return found;
    size_t start = (size_t)(separator - name) + catalog_separator_length(separator);
    if (!has_prefix(tables, name, start))
        return NULL;
    char wildcard[MAX_NAME];
    memcpy(wildcard, name, length + 1);
    for (size_t end = length; end > start; end--) {
        memcpy(wildcard + end - 1, "*", 2);
        found = catalog_tables_find(tables, wildcard, count);
        if (found)
            return found;
    }
    return NULL;
}

static const CatalogEntry *find_member(const CatalogTables *tables, const char *owner, const char *separator, int depth,
                                       size_t *count)
{
    char path[MAX_NAME];
    if (!join(path, owner, separator, separator + catalog_separator_length(separator)))
        return NULL;
    const CatalogEntry *found = find_own(tables, path, count);
    const CatalogClass *class = depth < MAX_BASES ? find_class(tables, owner) : NULL;
    for (const char *const *base = class ? class->bases : NULL; base && *base && !found; base++)
        found = find_member(tables, *base, separator, depth + 1, count);
    return found;
}

size_t catalog_find(const Catalog *catalog, const char *name, const CatalogEntry **out)
{
    size_t count = 0;
    char owner[MAX_NAME];
    const CatalogTables *tables = &catalog->tables;
    const char *canonical = catalog_canonical(catalog, name);
    *out = NULL;
    if (!has_package(catalog, canonical))
        return 0;
    const CatalogEntry *found = find_own(tables, canonical, &count);
    const char *separator = catalog_last_separator(canonical);
    if (!found && separator && (size_t)(separator - canonical) < MAX_NAME) {
        memcpy(owner, canonical, (size_t)(separator - canonical));
        owner[separator - canonical] = '\0';
        found = find_member(tables, owner, separator, 0, &count);
    }
    *out = found;
    return found ? count : 0;
}

const CatalogClass *catalog_find_class(const Catalog *catalog, const char *name)
{
    return find_class(&catalog->tables, catalog_canonical(catalog, name));
}

/* The number of the first hook of a base: the others follow. */
static size_t find_hooks(const CatalogTables *tables, const char *base)
{
    size_t low = 0, high = tables->method_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(tables->methods[middle].base, base) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_hook_of(const CatalogTables *tables, size_t number, const char *base)
{
    return number < tables->method_count && strcmp(tables->methods[number].base, base) == 0;
}

/* A hook under its name, or under the longest wildcard. */
static const CatalogMethod *find_own_hook(const CatalogTables *tables, const char *base, const char *method)
{
    const CatalogMethod *found = NULL;
    size_t longest = 0;
    for (size_t i = find_hooks(tables, base); is_hook_of(tables, i, base); i++) {
        const char *name = tables->methods[i].method, *star = strchr(name, '*');
        size_t length = star ? (size_t)(star - name) + 1 : 0;
        if (strcmp(name, method) == 0)
            return &tables->methods[i];
        if (length > longest && strlen(method) >= length && strncmp(name, method, length - 1) == 0) {
            found = &tables->methods[i];
            longest = length;
        }
    }
    return found;
}

static const CatalogMethod *find_method(const CatalogTables *tables, const char *base, const char *method, int depth)
{
    const CatalogMethod *found = find_own_hook(tables, base, method);
    const CatalogClass *class = depth < MAX_BASES ? find_class(tables, base) : NULL;
    for (const char *const *next = class ? class->bases : NULL; next && *next && !found; next++)
        found = find_method(tables, *next, method, depth + 1);
    return found;
}

static bool has_own_hooks(const CatalogTables *tables, const char *base, int depth)
{
    if (is_hook_of(tables, find_hooks(tables, base), base))
        return true;
    const CatalogClass *class = depth < MAX_BASES ? find_class(tables, base) : NULL;
    for (const char *const *above = class ? class->bases : NULL; above && *above; above++)
        if (has_own_hooks(tables, *above, depth + 1))
            return true;
    return false;
}

bool catalog_has_hooks(const Catalog *catalog, const char *base)
{
    return has_own_hooks(&catalog->tables, catalog_canonical(catalog, base), 0);
}

bool catalog_knows(const Catalog *catalog, const char *name)
{
    char prefix[MAX_NAME];
    const CatalogTables *tables = &catalog->tables;
    const char *canonical = catalog_canonical(catalog, name);
    return canonical != name || find_class(tables, name) || has_own_hooks(tables, name, 0) ||
           (join(prefix, name, ".", "") && has_prefix(tables, prefix, strlen(prefix))) ||
           (join(prefix, name, "::", "") && has_prefix(tables, prefix, strlen(prefix)));
}

const CatalogMethod *catalog_find_method(const Catalog *catalog, const char *base, const char *method)
{
    if (catalog->tables.method_count == 0)
        return NULL;
    return find_method(&catalog->tables, catalog_canonical(catalog, base), method, 0);
}

static int compare_attribute(const void *left, const void *right)
{
    const CatalogAttribute *a = left, *b = right;
    int order = strcmp(a->owner, b->owner);
    return order ? order : strcmp(a->attribute, b->attribute);
}

static const char *find_attribute(const CatalogTables *tables, const char *owner, const char *attribute, int depth)
{
    CatalogAttribute key = {owner, attribute, NULL};
    const CatalogAttribute *own =
        bsearch(&key, tables->attributes, tables->attribute_count, sizeof key, compare_attribute);
    const char *found = own ? own->type : NULL;
    const CatalogClass *class = depth < MAX_BASES ? find_class(tables, owner) : NULL;
    for (const char *const *next = class ? class->bases : NULL; next && *next && !found; next++)
        found = find_attribute(tables, *next, attribute, depth + 1);
    return found;
}

const char *catalog_find_attribute(const Catalog *catalog, const char *owner, const char *attribute)
{
    const char *canonical = catalog_canonical(catalog, owner);
    return has_package(catalog, canonical) ? find_attribute(&catalog->tables, canonical, attribute, 0) : NULL;
}

/* `scope`: NULL: anywhere */
static uint32_t match_patterns(const Catalog *catalog, const char *simple_name, bool c, const char *scope)
{
    uint32_t matched = 0;
    if (regexec(&catalog->any[c], simple_name, 0, NULL, 0) != 0)
        return 0;
    for (size_t i = 0; i < catalog->pattern_count; i++) {
        const Pattern *pattern = &catalog->patterns[i];
        uint32_t bit = 1u << pattern->role;
        if (!(matched & bit) && (c || !pattern->c) && regexec(&pattern->regex, simple_name, 0, NULL, 0) == 0 &&
            !(scope && pattern->bound && regexec(&pattern->not_in, scope, 0, NULL, 0) == 0))
            matched |= bit;
    }
    return matched;
}

uint32_t catalog_match_patterns(const Catalog *catalog, const char *simple_name, bool c)
{
    return match_patterns(catalog, simple_name, c, NULL);
}

uint32_t catalog_match_patterns_in(const Catalog *catalog, const char *simple_name, bool c, const char *scope,
                                   size_t length)
{
    char *copy = memory_text_part(scope, length);
    uint32_t matched = match_patterns(catalog, simple_name, c, copy);
    free(copy);
    return matched;
}
