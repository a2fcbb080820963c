#include "diag.h"

#include "../extractors/memory.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <utarray.h>

enum {
    WARNING_CAP = 50
};

typedef struct {
    DiagLevel level;
    uint32_t line, column;
    char *path; /* "" for none */
    char *text;
} Message;

struct Diag {
    int verbosity;
    bool color;
    size_t counts[DIAG_NOTE + 1];
    UT_array messages;
};

static void message_deinit(void *element)
{
    Message *message = element;
    free(message->path);
    free(message->text);
}

static const UT_icd message_icd = {sizeof(Message), NULL, NULL, message_deinit};

Diag *diag_new(int verbosity, bool color)
{
    Diag *diag = memory_zeroed(1, sizeof *diag);
    diag_configure(diag, verbosity, color);
    utarray_init(&diag->messages, &message_icd);
    return diag;
}

void diag_free(Diag *diag)
{
    if (!diag)
        return;
    utarray_done(&diag->messages);
    free(diag);
}

void diag_configure(Diag *diag, int verbosity, bool color)
{
    diag->verbosity = verbosity;
    diag->color = color;
}

/* Whether the user wants to hear it at all. */
static bool is_wanted(const Diag *diag, DiagLevel level)
{
    switch (level) {
    case DIAG_ERROR:
        return true;
    case DIAG_LOSS:
    case DIAG_WARNING:
        return diag->verbosity >= 0;
    case DIAG_NOTE:
        return diag->verbosity > 0;
    }
    return true;
}

void diag_add(Diag *diag, DiagLevel level, const char *path, uint32_t line, uint32_t column, const char *format, ...)
{
    Message message = {.level = level, .line = line, .column = column, .path = memory_text(path ? path : "")};
    va_list arguments;
    va_start(arguments, format);
    message.text = memory_format_list(format, arguments);
    va_end(arguments);
    diag->counts[level]++;
    utarray_push_back(&diag->messages, &message);
}

void diag_add_losses(Diag *diag, const Diag *other, const char *what)
{
    for (const Message *message = NULL; (message = utarray_next((UT_array *)&other->messages, message));)
        if (message->level == DIAG_LOSS)
            diag_add(diag, DIAG_LOSS, message->path, message->line, message->column, "%s; %s", message->text, what);
}

static int compare_paths(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

const char **diag_list_paths(const Diag *diag)
{
    size_t count = 0, kept = 0;
    const char **paths = memory_zeroed(utarray_len(&diag->messages) + 1, sizeof *paths);
    for (const Message *message = NULL; (message = utarray_next((UT_array *)&diag->messages, message));)
        if (*message->path && (message->level == DIAG_LOSS || message->level == DIAG_WARNING))
            paths[count++] = message->path;
    qsort(paths, count, sizeof *paths, compare_paths);
    for (size_t i = 0; i < count; i++)
        if (!kept || strcmp(paths[kept - 1], paths[i]) != 0)
            paths[kept++] = paths[i];
    paths[kept] = NULL;
    return paths;
}

size_t diag_count(const Diag *diag, DiagLevel level)
{
    return diag->counts[level];
}

static int compare_messages(const void *left, const void *right)
{
    const Message *a = left, *b = right;
    int order = strcmp(a->path, b->path);
    if (order)
        return order;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    if (a->column != b->column)
        return a->column < b->column ? -1 : 1;
    order = strcmp(a->text, b->text);
    return order ? order : (int)a->level - (int)b->level;
}

/* Length of the well-formed UTF-8 sequence at text, or 0. Overlong forms and surrogates may pass: terminals show them
 * as such, nothing more. */
static size_t sequence_length(const unsigned char *text)
{
    size_t length = *text >= 0xf0 && *text < 0xf5 ? 4 : *text >= 0xe0 && *text < 0xf0 ? 3 : *text >= 0xc2 ? 2 : 0;
    if (*text >= 0xf5)
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((text[i] & 0xc0) != 0x80)
            return 0;
    return length;
}

void diag_write_clean(FILE *stream, const char *text, bool multiline)
{
    for (const unsigned char *at = (const unsigned char *)text; *at;) {
        bool plain = (*at >= 0x20 && *at < 0x7f) || (multiline && (*at == '\n' || *at == '\t'));
        size_t length = plain ? 1 : *at >= 0x80 ? sequence_length(at) : 0;
        if (length == 2 && at[0] == 0xc2 && at[1] < 0xa0)
            length = 0; /* C1 control characters */
        if (length)
            fwrite(at, 1, length, stream);
        else
            fprintf(stream, "\\x%02x", *at);
        at += length ? length : 1;
    }
}

static void print_message(const Diag *diag, const Message *message, FILE *stream)
{
    static const char *const names[] = {"error", "warning", "warning", "note"};
    static const char *const colors[] = {"\033[1;31m", "\033[1;35m", "\033[1;35m", "\033[1;36m"};
    if (diag->color && *message->path)
        fputs("\033[1m", stream);
    if (*message->path)
        diag_write_clean(stream, message->path, false);
    else
        fputs("seamap", stream);
    if (message->line)
        fprintf(stream, ":%u", message->line);
    if (message->line && message->column)
        fprintf(stream, ":%u", message->column);
    if (diag->color)
        fprintf(stream, ":\033[0m %s%s:\033[0m ", colors[message->level], names[message->level]);
    else
        fprintf(stream, ": %s: ", names[message->level]);
    diag_write_clean(stream, message->text, true);
    fputc('\n', stream);
}

void diag_print(Diag *diag, FILE *stream)
{
    size_t warnings = 0;
    const Message *previous = NULL;
    if (utarray_len(&diag->messages))
        utarray_sort(&diag->messages, compare_messages);
    for (const Message *message = NULL; (message = utarray_next(&diag->messages, message));) {
        bool repeated = previous && !compare_messages(previous, message);
        previous = message;
        if (repeated || !is_wanted(diag, message->level))
            continue;
        bool warns = message->level == DIAG_LOSS || message->level == DIAG_WARNING;
        if (warns && ++warnings > WARNING_CAP)
            continue;
        print_message(diag, message, stream);
    }
    if (warnings > WARNING_CAP)
        fprintf(stream, "seamap: %zu more warnings are not shown\n", warnings - WARNING_CAP);
    utarray_clear(&diag->messages);
    fflush(stream);
}

void diag_flush(Diag *diag)
{
    diag_print(diag, stderr);
}
