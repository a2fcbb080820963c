/*
 * product.h - where products go: to stdout, into files (atomically, and only when the bytes differ), or beside what is
 * there already, to be compared.
 */
#ifndef SEAMAP_PRODUCT_H
#define SEAMAP_PRODUCT_H

#include "../diag.h"
#include <stdbool.h>
#include <stddef.h>

typedef enum {
    PRODUCT_FINE,
    PRODUCT_STALE, /* what is there differs; the difference was printed */
    PRODUCT_FAILED /* an error in diag */
} ProductResult;

/*
 * Writes a file by way of a temporary one beside it, unless it has these bytes already. A link is followed, the mode is
 * kept; what is no regular file (a pipe, a terminal) is written to directly. "-" is stdout.
 */
ProductResult product_write(const char *path, const char *text, size_t length, Diag *diag);

/* Compares a file with what it should be, and prints a unified diff on stderr when they differ. */
ProductResult product_check(const char *path, const char *text, size_t length, Diag *diag);

/* Writes, or compares when `check` is set. */
ProductResult product_deliver(const char *path, const char *text, size_t length, bool check, Diag *diag);

/* The bytes of a regular file, NUL-terminated, caller frees; NULL with the reason in errno. */
char *product_read(const char *path, size_t *length);

/* Makes a directory, and those above it. */
ProductResult product_make_directory(const char *path, Diag *diag);

/* The worse of two results. */
ProductResult product_worse(ProductResult left, ProductResult right);

/* The exit code for a result. */
int product_exit_code(ProductResult result);

#endif
