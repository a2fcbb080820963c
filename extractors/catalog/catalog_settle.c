/*
 * catalog_settle.c - what was added is made comparable, takes the place of what was there, and is sorted.
 */
#include "catalog_settle.h"

#include "../memory.h"

#include <stdlib.h>
#include <string.h>

#define ROW(table, type, i) ((type *)utarray_eltptr(table, (unsigned)(i)))

/* Drops rows before `mark` for which a later row says the same thing; `same` compares old and new. */
static void drop_overridden(UT_array *table, size_t mark, bool (*same)(const void *old, const void *new))
{
    size_t kept = 0, count = utarray_len(table);
    size_t size = table->icd.sz;
    for (size_t i = 0; i < count; i++) {
        bool dropped = false;
        for (size_t j = mark; i < mark && j < count && !dropped; j++)
            dropped = same(table->d + i * size, table->d + j * size);
        if (dropped)
            continue;
        if (kept != i)
            memcpy(table->d + kept * size, table->d + i * size, size);
        kept++;
    }
    utarray_resize(table, (unsigned)kept);
}

static bool entry_overridden(const void *old, const void *new)
{
    const CatalogEntry *a = old, *b = new;
    if (strcmp(a->name, b->name) != 0)
        return false;
    return (b->flags & CATALOG_PLAIN) || (a->flags & CATALOG_PLAIN) || (a->role && a->role == b->role);
}

static bool class_overridden(const void *old, const void *new)
{
    return strcmp(((const CatalogClass *)old)->name, ((const CatalogClass *)new)->name) == 0;
}

static bool method_overridden(const void *old, const void *new)
{
    const CatalogMethod *a = old, *b = new;
    return strcmp(a->base, b->base) == 0 && strcmp(a->method, b->method) == 0;
}

static bool alias_overridden(const void *old, const void *new)
{
    return strcmp(((const CatalogAlias *)old)->name, ((const CatalogAlias *)new)->name) == 0;
}

static bool attribute_overridden(const void *old, const void *new)
{
    const CatalogAttribute *a = old, *b = new;
    return strcmp(a->owner, b->owner) == 0 && strcmp(a->attribute, b->attribute) == 0;
}

/* What a new entry says about the result of a call goes for the old ones of the name too; what it does not say stays.
 */
static void override_results(UT_array *entries, size_t mark)
{
    const uint16_t about = CATALOG_AWAITABLE | CATALOG_SYNC | CATALOG_COROUTINE;
    for (size_t j = mark; j < utarray_len(entries); j++) {
        CatalogEntry *new = ROW(entries, CatalogEntry, j);
        for (size_t i = 0; i < mark; i++) {
            CatalogEntry *old = ROW(entries, CatalogEntry, i);
            if (strcmp(old->name, new->name) != 0)
                continue;
            if (new->returns)
                old->returns = new->returns;
            else
                new->returns = old->returns;
            uint16_t said = new->flags &about;
            if (said)
                old->flags = (uint16_t)((old->flags & ~about) | said);
            else
                new->flags |= (about | CATALOG_CLASS) & old->flags;
        }
    }
}

/* A class that a config adds to without naming its bases keeps them. */
static void inherit_bases(UT_array *classes, size_t mark)
{
    for (size_t j = mark; j < utarray_len(classes); j++) {
        CatalogClass *new = ROW(classes, CatalogClass, j);
        for (size_t i = 0; i < mark && !new->bases[0]; i++) {
            const CatalogClass *old = ROW(classes, CatalogClass, i);
            if (strcmp(old->name, new->name) == 0)
                new->bases = old->bases;
        }
    }
}

static void override_old(CatalogSource *source, const CatalogMark *mark)
{
    drop_overridden(source->entries, mark->entries, entry_overridden);
    /* Rows only went before the mark; what is new still stands at the end. */
    drop_overridden(source->classes, mark->classes, class_overridden);
    drop_overridden(source->methods, mark->methods, method_overridden);
    drop_overridden(source->aliases, mark->aliases, alias_overridden);
    drop_overridden(source->attributes, mark->attributes, attribute_overridden);
}

static void canonicalize(UT_array *strings, const CatalogTables *tables, const char **name)
{
    char *target = *name ? catalog_tables_canonical(tables, *name) : NULL;
    if (target)
        *name = catalog_keep_block(strings, target);
}

/* Spells every name as lookups will. */
static void canonicalize_all(CatalogSource *source)
{
    CatalogTables tables = catalog_source_tables(source);
    UT_array *strings = source->strings;
    for (size_t i = 0; i < utarray_len(source->entries); i++) {
        CatalogEntry *entry = ROW(source->entries, CatalogEntry, i);
        canonicalize(strings, &tables, &entry->name);
        canonicalize(strings, &tables, &entry->returns);
    }
    for (size_t i = 0; i < utarray_len(source->classes); i++) {
        CatalogClass *class = ROW(source->classes, CatalogClass, i);
        canonicalize(strings, &tables, &class->name);
        size_t count = 0;
        while (class->bases[count])
            count++;
        const char **bases = catalog_keep_block(strings, memory_zeroed(count + 1, sizeof *bases));
        for (size_t b = 0; b < count; b++) {
            bases[b] = class->bases[b];
            canonicalize(strings, &tables, &bases[b]);
        }
        class->bases = bases;
    }
    for (size_t i = 0; i < utarray_len(source->methods); i++)
        canonicalize(strings, &tables, &ROW(source->methods, CatalogMethod, i)->base);
    for (size_t i = 0; i < utarray_len(source->attributes); i++) {
        CatalogAttribute *attribute = ROW(source->attributes, CatalogAttribute, i);
        canonicalize(strings, &tables, &attribute->owner);
        canonicalize(strings, &tables, &attribute->type);
    }
}

static int compare_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) : (a != NULL) - (b != NULL);
}

static int compare_entry(const void *left, const void *right)
{
    const CatalogEntry *a = left, *b = right;
    int order = strcmp(a->name, b->name);
    if (order == 0)
        order = (int)a->role - (int)b->role;
    if (order == 0)
        order = (int)a->callee - (int)b->callee;
    if (order == 0)
        order = (int)a->position - (int)b->position;
    return order ? order : compare_text(a->keyword, b->keyword);
}

static int compare_class(const void *a, const void *b)
{
    return strcmp(((const CatalogClass *)a)->name, ((const CatalogClass *)b)->name);
}

static int compare_method(const void *left, const void *right)
{
    const CatalogMethod *a = left, *b = right;
    int order = strcmp(a->base, b->base);
    return order ? order : strcmp(a->method, b->method);
}

static int compare_attribute(const void *left, const void *right)
{
    const CatalogAttribute *a = left, *b = right;
    int order = strcmp(a->owner, b->owner);
    return order ? order : strcmp(a->attribute, b->attribute);
}

static int compare_pattern(const void *left, const void *right)
{
    const CatalogPattern *a = left, *b = right;
    int order = strcmp(a->pattern, b->pattern);
    return order ? order : (int)a->role - (int)b->role;
}

static void sort_table(UT_array *table, int (*compare)(const void *, const void *))
{
    if (utarray_len(table))
        utarray_sort(table, compare);
}

static void sort_all(CatalogSource *source)
{
    sort_table(source->entries, compare_entry);
    sort_table(source->classes, compare_class);
    sort_table(source->methods, compare_method);
    sort_table(source->aliases, catalog_compare_alias);
    sort_table(source->attributes, compare_attribute);
    sort_table(source->patterns, compare_pattern);
}

/* Drops equal neighbours of a sorted table. Returns the first that was dropped, or NULL. */
static const void *drop_doubles(UT_array *table, int (*compare)(const void *, const void *))
{
    const void *found = NULL;
    size_t kept = 0, size = table->icd.sz;
    for (size_t i = 0; i < utarray_len(table); i++) {
        if (kept && compare(table->d + (kept - 1) * size, table->d + i * size) == 0) {
            found = table->d + (kept - 1) * size;
            continue;
        }
        if (kept != i)
            memcpy(table->d + kept * size, table->d + i * size, size);
        kept++;
    }
    utarray_resize(table, (unsigned)kept);
    return found;
}

/* Everything is sorted. What several entries of a name say about the result is said by each of them, and an entry
 * without a role goes once that is done. */
static void settle_entries(UT_array *entries)
{
    const uint16_t about = CATALOG_AWAITABLE | CATALOG_SYNC | CATALOG_COROUTINE | CATALOG_CLASS;
    const uint16_t alone = about | CATALOG_WEBSOCKET | CATALOG_C;
    size_t kept = 0;
    for (size_t start = 0, end; start < utarray_len(entries); start = end) {
        const char *name = ROW(entries, CatalogEntry, start)->name;
        const char *returns = NULL;
        uint16_t flags = 0;
        bool roles = false;
        for (end = start; end < utarray_len(entries); end++) {
            const CatalogEntry *entry = ROW(entries, CatalogEntry, end);
            if (strcmp(entry->name, name) != 0)
                break;
            returns = entry->returns ? entry->returns : returns;
            flags |= entry->flags & about;
            roles |= entry->role != ROLE_NONE;
        }
        /* Calling a class makes an instance of it, and few can be awaited. */
        if ((flags & CATALOG_CLASS) && !(flags & CATALOG_AWAITABLE)) {
            flags |= CATALOG_SYNC;
            returns = returns ? returns : name;
        }
        for (size_t i = start; i < end; i++) {
            CatalogEntry entry = *ROW(entries, CatalogEntry, i);
            if (roles && entry.role == ROLE_NONE && !(entry.flags & ~alone))
                continue;
            entry.returns = returns;
            entry.flags |= flags;
            *ROW(entries, CatalogEntry, kept) = entry;
            kept++;
        }
    }
    utarray_resize(entries, (unsigned)kept);
}

/* The name of something that is said twice, or NULL. */
static const char *drop_all_doubles(CatalogSource *source)
{
    const CatalogEntry *entry = drop_doubles(source->entries, compare_entry);
    const CatalogClass *class = drop_doubles(source->classes, compare_class);
    const CatalogMethod *method = drop_doubles(source->methods, compare_method);
    const CatalogAlias *alias = drop_doubles(source->aliases, catalog_compare_alias);
    const CatalogAttribute *attribute = drop_doubles(source->attributes, compare_attribute);
    const CatalogPattern *pattern = drop_doubles(source->patterns, compare_pattern);
    return entry       ? entry->name
           : class     ? class->name
           : method    ? method->method
           : alias     ? alias->name
           : attribute ? attribute->attribute
           : pattern   ? pattern->pattern
                       : NULL;
}

static bool check_aliases(const CatalogSource *source, const Message *message)
{
    CatalogTables tables = catalog_source_tables(source);
    for (size_t i = 0; i < tables.alias_count; i++) {
        const char *name = tables.aliases[i].name;
        char *end = catalog_tables_canonical(&tables, name);
        char *beyond = end ? catalog_follow_alias(&tables, end) : NULL;
        bool circle = beyond != NULL;
        free(beyond);
        free(end);
        if (circle)
            return document_complain(message, name, "alias '%s' goes in a circle", name);
    }
    return true;
}

CatalogMark catalog_mark(const CatalogSource *source)
{
    return (CatalogMark){utarray_len(source->entries), utarray_len(source->classes), utarray_len(source->methods),
                         utarray_len(source->aliases), utarray_len(source->attributes)};
}

bool catalog_settle(CatalogSource *source, CatalogMark mark, CatalogConflict conflict, const Message *message)
{
    /* Names are compared below, so they are made comparable first; that needs the aliases in order. */
    if (conflict == CATALOG_OVERRIDE)
        drop_overridden(source->aliases, mark.aliases, alias_overridden);
    sort_table(source->aliases, catalog_compare_alias);
    if (!check_aliases(source, message))
        return false;
    mark.aliases = utarray_len(source->aliases);
    canonicalize_all(source);
    if (conflict == CATALOG_OVERRIDE) {
        override_results(source->entries, mark.entries);
        inherit_bases(source->classes, mark.classes);
        override_old(source, &mark);
    }
    sort_all(source);
    const char *twice = drop_all_doubles(source);
    if (twice && conflict == CATALOG_REFUSE)
        return document_complain(message, twice, "'%s' is said twice", twice);
    settle_entries(source->entries);
    return true;
}
