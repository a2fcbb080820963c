/*
 * decode.h - the bytes of a source file as UTF-8, by the rules of PEP 263.
 */
#ifndef SEAMAP_DECODE_H
#define SEAMAP_DECODE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Takes over `bytes` (heap) and gives UTF-8 text that ends in a NUL which `size` does not count, or NULL with a reason
 * in the caller's buffer. `coding_line`: whether the first two lines may name an encoding, as in Python.
 */
char *decode_text(char *bytes, size_t *size, bool coding_line, char *reason, size_t reason_size);

/* Position of the first byte that breaks UTF-8, or size. */
size_t decode_check_utf8(const char *bytes, size_t size);

#endif
