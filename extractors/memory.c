#include "memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* What is large is also jumped about in, so huge pages are worth it: without them a look into a table of linking costs
 * one miss for the page and one for what is on it. */
static void prefer_huge_pages(char *memory, size_t size)
{
    enum {
        HUGE_PAGE = 1 << 21
    };
    size_t skipped = -(uintptr_t)memory % HUGE_PAGE;
    if (size >= 2 * (size_t)HUGE_PAGE)
        madvise(memory + skipped, (size - skipped) / HUGE_PAGE * HUGE_PAGE, MADV_HUGEPAGE);
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

void memory_touch(void *memory, size_t size)
{
#ifdef MADV_POPULATE_WRITE
    enum {
        STEP = 1 << 21, /* what else changes the map of memory waits for each */
        PAGE = 1 << 12
    };
    char *start = (char *)memory - (uintptr_t)memory % PAGE;
    for (char *at = start; at < (char *)memory + size; at += STEP) {
        size_t left = (size_t)((char *)memory + size - at);
        madvise(at, left < STEP ? left : STEP, MADV_POPULATE_WRITE);
    }
#else
    (void)memory, (void)size;
#endif
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
