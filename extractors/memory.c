#include "memory.h"

#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum {
    PAGE = 1 << 12,
    HUGE_PAGE = 1 << 21
};

/* What is large is also jumped about in, so huge pages are worth it: without them a look into a table of linking costs
 * one miss for the page and one for what is on it. All of what malloc() has mapped for it is advised: a mapping that is
 * advised in part is two to the system, and realloc() copies it instead of moving its pages. */
static void prefer_huge_pages(char *memory, size_t size)
{
    size_t before = (uintptr_t)memory % PAGE;
    if (size >= 2 * (size_t)HUGE_PAGE)
        madvise(memory - before, before + malloc_usable_size(memory), MADV_HUGEPAGE);
}

static void *check(void *memory)
{
    if (!memory) {
        fputs("seamap: out of memory\n", stderr);
        exit(2);
    }
    return memory;
}

static void *check_large(void *memory, size_t size)
{
    prefer_huge_pages(check(memory), size);
    return memory;
}

void *memory_alloc(size_t size)
{
    return memory_resize(NULL, size);
}

void *memory_zeroed(size_t count, size_t size)
{
    return check_large(calloc(count ? count : 1, size), count * size);
}

void *memory_resize(void *pointer, size_t size)
{
    return check_large(realloc(pointer, size ? size : 1), size);
}

/* By writing, with no read before, for which the system would bring another page: whoever changes the map of memory would
 * have to wait until an madvise() is done. */
bool memory_touch(MemorySpan *span)
{
    size_t size = span->size < HUGE_PAGE ? span->size : HUGE_PAGE;
    char *start = span->start;
    for (size_t at = 0; at < size; at += PAGE)
        __atomic_fetch_or(&start[at], 0, __ATOMIC_RELAXED);
    *span = (MemorySpan){start + size, span->size - size};
    return size > 0;
}

char *memory_text(const char *text)
{
    return check(strdup(text));
}

char *memory_text_part(const char *text, size_t length)
{
    return check(strndup(text, length));
}

char *memory_format_list(const char *format, va_list arguments)
{
    char *text;
    return check(vasprintf(&text, format, arguments) < 0 ? NULL : text);
}

char *memory_format(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = memory_format_list(format, arguments);
    va_end(arguments);
    return text;
}
