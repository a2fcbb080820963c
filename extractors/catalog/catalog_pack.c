/*
 * catalog_pack.c - build-time tool: catalog_pack OUT.c IN.yaml…
 *
 * Checks the built-in catalog files and writes them as one constant table, sorted by name.
 */
#include "catalog_load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    char *text = NULL;
    size_t size = 0;
    FILE *memory = open_memstream(&text, &size);
    char buffer[4096];
    size_t got;
    while (memory && (got = fread(buffer, 1, sizeof buffer, file)) > 0)
        fwrite(buffer, 1, got, memory);
    bool failed = ferror(file) || !memory || fclose(memory) != 0;
    fclose(file);
    if (failed) {
        free(text);
        return NULL;
    }
    *length = size;
    return text;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* `path:12: what`, the form that editors know, from `line 12: what`. */
static void report(const char *path, const char *error)
{
    int line = 0, used = 0;
    if (sscanf(error, "line %d: %n", &line, &used) == 1 && used > 0)
        fprintf(stderr, "%s:%d: error: %s\n", path, line, error + used);
    else
        fprintf(stderr, "%s: error: %s\n", path, error);
}

static bool add_file(CatalogSource *source, const char *path)
{
    size_t length;
    char error[512] = "";
    char *text = read_file(path, &length);
    if (!text) {
        perror(path);
        return false;
    }
    bool added = catalog_source_add_yaml(source, text, length, CATALOG_REFUSE, error, sizeof error);
    if (!added)
        report(path, error);
    free(text);
    return added;
}

/* A C string literal, or NULL. Names hold nothing that would need more than this; patterns hold backslashes. */
static void put_text(FILE *out, const char *text)
{
    if (!text) {
        fputs("NULL", out);
        return;
    }
    putc('"', out);
    for (const char *c = text; *c; c++) {
        if (*c == '"' || *c == '\\' || *c == '?')
            putc('\\', out);
        putc(*c, out);
    }
    putc('"', out);
}

static void put_entries(FILE *out, const CatalogTables *tables)
{
    fputs("static const CatalogEntry entries[] = {\n", out);
    for (size_t i = 0; i < tables->entry_count; i++) {
        const CatalogEntry *entry = &tables->entries[i];
        fputs("    {", out);
        put_text(out, entry->name);
        fprintf(out, ", %d, %d, %d, %u, ", entry->role, entry->callee, entry->position, (unsigned)entry->flags);
        put_text(out, entry->keyword);
        fputs(", ", out);
        put_text(out, entry->returns);
        fprintf(out, ", %d, %d, %d, ", entry->items, entry->tests, entry->thread);
        put_text(out, entry->passes);
        fputs(", ", out);
        put_text(out, entry->told);
        fputs("},\n", out);
    }
    fputs("    {0},\n};\n\n", out);
}

static void put_classes(FILE *out, const CatalogTables *tables)
{
    fputs("static const CatalogClass classes[] = {\n", out);
    for (size_t i = 0; i < tables->class_count; i++) {
        fputs("    {", out);
        put_text(out, tables->classes[i].name);
        fputs(", (const char *const[]){", out);
        for (const char *const *base = tables->classes[i].bases; *base; base++) {
            put_text(out, *base);
            fputs(", ", out);
        }
        fputs("NULL}},\n", out);
    }
    fputs("    {0},\n};\n\n", out);
}

static void put_methods(FILE *out, const CatalogTables *tables)
{
    fputs("static const CatalogMethod methods[] = {\n", out);
    for (size_t i = 0; i < tables->method_count; i++) {
        const CatalogMethod *method = &tables->methods[i];
        fputs("    {", out);
        put_text(out, method->base);
        fputs(", ", out);
        put_text(out, method->method);
        fprintf(out, ", %d, %d, %d, ", method->role, method->flags, method->thread);
        put_text(out, method->passes);
        fputs("},\n", out);
    }
    fputs("    {0},\n};\n\n", out);
}

static void put_aliases(FILE *out, const CatalogTables *tables)
{
    fputs("static const CatalogAlias aliases[] = {\n", out);
    for (size_t i = 0; i < tables->alias_count; i++) {
        fputs("    {", out);
        put_text(out, tables->aliases[i].name);
        fputs(", ", out);
        put_text(out, tables->aliases[i].target);
        fputs("},\n", out);
    }
    fputs("    {0},\n};\n\n", out);
}

static void put_attributes(FILE *out, const CatalogTables *tables)
{
    fputs("static const CatalogAttribute attributes[] = {\n", out);
    for (size_t i = 0; i < tables->attribute_count; i++) {
        fputs("    {", out);
        put_text(out, tables->attributes[i].owner);
        fputs(", ", out);
        put_text(out, tables->attributes[i].attribute);
        fputs(", ", out);
        put_text(out, tables->attributes[i].type);
        fputs("},\n", out);
    }
    fputs("    {0},\n};\n\n", out);
}

static void put_patterns(FILE *out, const CatalogTables *tables)
{
    fputs("static const CatalogPattern patterns[] = {\n", out);
    for (size_t i = 0; i < tables->pattern_count; i++) {
        fputs("    {", out);
        put_text(out, tables->patterns[i].pattern);
        fprintf(out, ", %d, %d, ", tables->patterns[i].role, tables->patterns[i].c);
        put_text(out, tables->patterns[i].not_in);
        fputs("},\n", out);
    }
    fputs("    {0},\n};\n\n", out);
}

static void put_all(FILE *out, const CatalogTables *tables, int file_count, char **files)
{
    fputs("/* Made by catalog_pack from", out);
    for (int i = 0; i < file_count; i++)
        fprintf(out, " %s", base_name(files[i]));
    fputs(". */\n#include \"catalog.h\"\n\n", out);
    put_entries(out, tables);
    put_classes(out, tables);
    put_methods(out, tables);
    put_aliases(out, tables);
    put_attributes(out, tables);
    put_patterns(out, tables);
    fprintf(out,
            "const CatalogTables catalog_builtin = {\n"
            "    entries, %zu, classes, %zu, methods, %zu, aliases, %zu, attributes, %zu, patterns, %zu,\n};\n",
            tables->entry_count, tables->class_count, tables->method_count, tables->alias_count,
            tables->attribute_count, tables->pattern_count);
}

static bool write_file(const char *path, const CatalogTables *tables, int file_count, char **files)
{
    FILE *out = fopen(path, "w");
    if (!out) {
        perror(path);
        return false;
    }
    put_all(out, tables, file_count, files);
    bool failed = ferror(out);
    failed |= fclose(out) != 0;
    if (failed) {
        perror(path);
        remove(path);
    }
    return !failed;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: catalog_pack OUT.c IN.yaml…\n", stderr);
        return 2;
    }
    UT_array *strings = catalog_strings_new();
    CatalogSource source;
    catalog_source_init(&source, NULL, strings);
    bool good = true;
    for (int i = 2; i < argc && good; i++)
        good = add_file(&source, argv[i]);
    if (good) {
        CatalogTables tables = catalog_source_tables(&source);
        good = write_file(argv[1], &tables, argc - 2, argv + 2);
    }
    catalog_source_deinit(&source);
    utarray_free(strings);
    return good ? 0 : 1;
}
