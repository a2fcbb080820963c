/*
 * diag.h - what a run has to tell people besides its product: errors, warnings, notes, on stderr.
 *
 * Messages about the user's code are collected, sorted by place and capped, and the run goes on; diag_flush() prints
 * them. Only main turns the counts into an exit code.
 */
#ifndef SEAMAP_DIAG_H
#define SEAMAP_DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

typedef enum {
    DIAG_ERROR,   /* the run cannot give what was asked: exit code 2 */
    DIAG_LOSS,    /* a warning: part of the input cannot be read, and the product is there without it */
    DIAG_WARNING, /* the product is there, but something about the input is wrong */
    DIAG_NOTE     /* only under -v */
} DiagLevel;

typedef struct Diag Diag;

/* verbosity: -1 quiet (errors only), 0 normal, 1 verbose. color: whether to use it. */
Diag *diag_new(int verbosity, bool color);
void diag_free(Diag *diag);

/* Sets what diag_new() set, for when the command line says otherwise. */
void diag_configure(Diag *diag, int verbosity, bool color);

/* Adds a message; path may be NULL, line 0 means none. Not safe from several threads. */
void diag_add(Diag *diag, DiagLevel level, const char *path, uint32_t line, uint32_t column, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/* Adds the losses among the messages of another one, as they are about part of what is compared. `what` says in words what
 * follows from them. */
void diag_add_losses(Diag *diag, const Diag *other, const char *what);

/* The paths that warnings are about, each once, sorted; ends with NULL. The caller frees the list; the paths live until the
 * next flush. */
const char **diag_list_paths(const Diag *diag);

/* How many messages of that level were added so far, printed or not. */
size_t diag_count(const Diag *diag, DiagLevel level);

/*
 * Prints what has been collected since the last flush, sorted by path, line, column, text; at most 50 warnings.
 * Equal messages are printed once. Control characters and invalid UTF-8 are spelled \xNN: file names are hostile.
 */
void diag_flush(Diag *diag);

/* The same to another stream. */
void diag_print(Diag *diag, FILE *stream);

/* Writes text in the same spelling; line breaks and tabs stay when it may have several lines. */
void diag_write_clean(FILE *stream, const char *text, bool multiline);

#endif
