/*
 * spans.h - which file a number belongs to, where each file has a span of numbers and the spans follow one another.
 */
#ifndef SEAMAP_SPANS_H
#define SEAMAP_SPANS_H

#include <stddef.h>
#include <stdint.h>

enum {
    SPANS_BLOCK = 32 /* numbers: most spans are longer, so that a search seldom takes a second step */
};

typedef struct {
    uint32_t *first; /* of each file; and one more: behind the last */
    uint32_t *block; /* the file that the first number of each block belongs to */
} Spans;

/* Spans of `counts[0]`, `counts[1]`, … numbers, from 0 on. A span may be empty. */
void spans_init(Spans *spans, const uint32_t *counts, size_t file_count);
void spans_deinit(Spans *spans);

/* The file of a number that is in some span. */
static inline uint32_t spans_find(const Spans *spans, uint32_t number)
{
    uint32_t file = spans->block[number / SPANS_BLOCK];
    while (spans->first[file + 1] <= number)
        file++;
    return file;
}

#endif
