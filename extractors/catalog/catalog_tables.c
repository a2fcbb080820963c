/*
 * catalog_tables.c - looking up in sorted tables.
 */
#include "catalog_tables.h"

#include "../memory.h"

#include <stdlib.h>
#include <string.h>

enum {
    MAX_ALIAS_HOPS = 16 /* aliases of aliases; more is a circle */
};

static bool is_separator(const char *text, const char *at)
{
    return *at == '.' || (*at == ':' && at > text && at[-1] == ':');
}

const char *catalog_last_separator(const char *name)
{
    for (const char *at = name + strlen(name); at > name; at--)
        if (is_separator(name, at - 1))
            return at[-1] == '.' ? at - 1 : at - 2;
    return NULL;
}

size_t catalog_separator_length(const char *separator)
{
    return *separator == '.' ? 1 : 2;
}

const CatalogEntry *catalog_tables_find(const CatalogTables *tables, const char *name, size_t *count)
{
    size_t low = 0, high = tables->entry_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(tables->entries[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    size_t end = low;
    while (end < tables->entry_count && strcmp(tables->entries[end].name, name) == 0)
        end++;
    *count = end - low;
    return end > low ? &tables->entries[low] : NULL;
}

bool catalog_table_begins(const void *rows, size_t count, size_t size, const char *name, size_t length)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strncmp(*(const char *const *)((const char *)rows + middle * size), name, length) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && strncmp(*(const char *const *)((const char *)rows + low * size), name, length) == 0;
}

int catalog_compare_alias(const void *left, const void *right)
{
    return strcmp(((const CatalogAlias *)left)->name, ((const CatalogAlias *)right)->name);
}

static const CatalogAlias *find_alias(const CatalogTables *tables, const char *name)
{
    CatalogAlias key = {name, NULL};
    return tables->alias_count == 0
               ? NULL
               : bsearch(&key, tables->aliases, tables->alias_count, sizeof(CatalogAlias), catalog_compare_alias);
}

bool catalog_ends_part(const char *at)
{
    return *at == '.' || (at[0] == ':' && at[1] == ':');
}

char *catalog_follow_alias(const CatalogTables *tables, char *name)
{
    for (char *end = name + strlen(name);;) {
        char kept = *end;
        *end = '\0';
        const CatalogAlias *alias = find_alias(tables, name);
        *end = kept;
        if (alias)
            return memory_format("%s%s", alias->target, end);
        do {
            if (end == name)
                return NULL;
            end--;
        } while (!catalog_ends_part(end));
    }
}

char *catalog_tables_canonical(const CatalogTables *tables, const char *name)
{
    if (!catalog_table_begins(tables->aliases, tables->alias_count, sizeof *tables->aliases, name,
                              strcspn(name, ".:"))) /* most names have nothing to do with the catalog */
        return NULL;
    char *current = memory_text(name);
    bool followed = false;
    for (int hops = 0; hops < MAX_ALIAS_HOPS; hops++) {
        char *next = catalog_follow_alias(tables, current);
        if (!next)
            break;
        free(current);
        current = next;
        followed = true;
    }
    if (followed)
        return current;
    free(current);
    return NULL;
}
