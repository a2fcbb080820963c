/*
 * memory.h - allocation that does not fail: when memory runs out, a message ends the program.
 *
 * For what the input does not size alone. A reader of files asks malloc() itself, so that one that is too large is
 * reported and the run goes on. The caller frees what it gets with free().
 */
#ifndef SEAMAP_MEMORY_H
#define SEAMAP_MEMORY_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

void *memory_alloc(size_t size);
void *memory_zeroed(size_t count, size_t size);
void *memory_resize(void *pointer, size_t size);
/* Some memory; the size in bytes. */
typedef struct {
    void *start;
    size_t size;
} MemorySpan;

/* Has the system bring the next pages of memory now, which it would when they are first written to, and takes them off the
 * span; false when there are none left. Nobody else may use what lies there meanwhile, which stays as it is. */
bool memory_touch(MemorySpan *span);

/* A copy of a text, and of at most `length` bytes of one. */
char *memory_text(const char *text);
char *memory_text_part(const char *text, size_t length);

/* What printf() would write. */
__attribute__((format(printf, 1, 2))) char *memory_format(const char *format, ...);
__attribute__((format(printf, 1, 0))) char *memory_format_list(const char *format, va_list arguments);

#endif
