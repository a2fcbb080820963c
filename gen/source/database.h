/*
 * database.h - a compile database: what compile_commands.json says of each file, unjudged.
 */
#ifndef SEAMAP_DATABASE_H
#define SEAMAP_DATABASE_H

#include "../../extractors/strings.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    const char *directory; /* where the compiler ran, as written */
    const char *file;      /* what it compiled, as written */
    const char **arguments;
    size_t argument_count;
} CompileCommand;

typedef struct {
    CompileCommand *commands; /* as they stand in the file */
    size_t count;
    size_t unreadable; /* entries that say no file, no directory or no command */
} Database;

/*
 * Reads the text of a database; everything in the result lives in the arena. False when it is no database, with the
 * reason (caller's buffer).
 */
bool database_read(Database *database, Arena *arena, const char *text, size_t size, char *reason, size_t reason_size);

/* Splits a command as a shell would, which is not asked: quotes and backslashes count, nothing is expanded. Returns
 * the words, and their number in `count`. */
const char **database_split(Arena *arena, const char *command, size_t *count);

#endif
