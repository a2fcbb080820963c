#include "database.h"

#include <jansson.h>
#include <string.h>

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* Copies the word at `text` to `out`, without its quotes; both are moved behind it. */
static void take_word(const char **text, char **out)
{
    char quote = '\0';
    for (; **text && (quote || !is_space(**text)); ++*text) {
        if (!quote && (**text == '"' || **text == '\'')) {
            quote = **text;
        } else if (**text == quote) {
            quote = '\0';
        } else {
            /* in double quotes only these are escaped */
            if (**text == '\\' && quote != '\'' && (*text)[1] && (!quote || strchr("\"\\$`", (*text)[1])))
                ++*text;
            *(*out)++ = **text;
        }
    }
    *(*out)++ = '\0';
}

const char **database_split(Arena *arena, const char *command, size_t *count)
{
    size_t length = strlen(command);
    char *out = arena_alloc(arena, 2 * length + 1); /* a word of one letter takes two bytes */
    const char **words = arena_alloc(arena, (length / 2 + 2) * sizeof *words);
    *count = 0;
    for (;;) {
        while (is_space(*command))
            command++;
        if (!*command)
            return words;
        words[(*count)++] = out;
        take_word(&command, &out);
    }
}

static const char *copy_text(Arena *arena, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    return json_is_string(value) ? arena_copy(arena, json_string_value(value), json_string_length(value)) : NULL;
}

static bool copy_arguments(CompileCommand *command, Arena *arena, const json_t *list)
{
    size_t count = json_array_size(list);
    command->arguments = arena_alloc(arena, (count + 1) * sizeof *command->arguments);
    for (size_t i = 0; i < count; i++) {
        const json_t *word = json_array_get(list, i);
        if (!json_is_string(word))
            return false;
        command->arguments[command->argument_count++] =
            arena_copy(arena, json_string_value(word), json_string_length(word));
    }
    return count > 0;
}

/* `arguments` wins where both stand, as the format's description has it. */
static bool read_command(CompileCommand *command, Arena *arena, const json_t *entry)
{
    const json_t *list = json_object_get(entry, "arguments");
    const char *line = copy_text(arena, entry, "command");
    *command =
        (CompileCommand){.directory = copy_text(arena, entry, "directory"), .file = copy_text(arena, entry, "file")};
    if (!command->directory || !command->file || !*command->file)
        return false;
    if (list)
        return copy_arguments(command, arena, list);
    if (line)
        command->arguments = database_split(arena, line, &command->argument_count);
    return command->argument_count > 0;
}

bool database_read(Database *database, Arena *arena, const char *text, size_t size, char *reason, size_t reason_size)
{
    json_error_t error;
    json_t *list = json_loadb(text, size, 0, &error);
    *database = (Database){0};
    if (!list)
        snprintf(reason, reason_size, "is no JSON: line %d: %s", error.line, error.text);
    else if (!json_is_array(list))
        snprintf(reason, reason_size, "is no compile database: a list of commands is expected");
    if (!json_is_array(list)) {
        json_decref(list);
        return false;
    }
    database->commands = arena_alloc(arena, (json_array_size(list) + 1) * sizeof *database->commands);
    for (size_t i = 0; i < json_array_size(list); i++) {
        if (read_command(&database->commands[database->count], arena, json_array_get(list, i)))
            database->count++;
        else
            database->unreadable++;
    }
    json_decref(list);
    return true;
}
