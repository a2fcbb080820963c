#include "spans.h"

#include "../../extractors/memory.h"
#include <stdlib.h>

void spans_init(Spans *spans, const uint32_t *counts, size_t file_count)
{
    spans->first = memory_alloc((file_count + 1) * sizeof *spans->first);
    spans->first[0] = 0;
    for (size_t i = 0; i < file_count; i++)
        spans->first[i + 1] = spans->first[i] + counts[i];
    uint32_t blocks = spans->first[file_count] / SPANS_BLOCK + 1, file = 0;
    spans->block = memory_alloc(blocks * sizeof *spans->block);
    for (uint32_t i = 0; i < blocks; i++) {
        while (file + 1 < file_count && spans->first[file + 1] <= i * SPANS_BLOCK)
            file++;
        spans->block[i] = file;
    }
}

void spans_deinit(Spans *spans)
{
    free(spans->first);
    free(spans->block);
    *spans = (Spans){0};
}
