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

typedef enum {
    DIAG_ERROR,   /* the run cannot give what was asked: exit code 2 */
    DIAG_WARNING, /* the product is there, but something about the input is wrong */
    DIAG_NOTE     /* only under -v */
} DiagLevel;

typedef struct Diag Diag;

/* verbosity: -1 quiet (errors only), 0 normal, 1 verbose. color: whether to use it. */
Diag *diag_new(int verbosity, bool color);
void diag_free(Diag *diag);

/* Adds a message; path may be NULL, line 0 means none. Not safe from several threads. */
void diag_add(Diag *diag, DiagLevel level, const char *path, uint32_t line, uint32_t column, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

size_t diag_count(const Diag *diag, DiagLevel level);

/* Prints what has been collected since the last flush, sorted by path, line, column, text; at most 50 warnings. */
void diag_flush(Diag *diag);

#endif
