#include "progress.h"

#include "../extractors/memory.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum {
    FIRST_AFTER_MS = 500,
    AGAIN_AFTER_MS = 100
};

struct Progress {
    bool shown;
    const char *what;
    size_t total;
    atomic_size_t done;
    atomic_llong next; /* time of the next line, in milliseconds; whoever moves it on prints */
    atomic_bool printed;
};

static long long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &time);
    return (long long)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

Progress *progress_start(bool shown, const char *what, size_t total)
{
    Progress *progress = memory_zeroed(1, sizeof *progress);
    progress->shown = shown;
    progress->what = what;
    progress->total = total;
    atomic_init(&progress->next, now() + FIRST_AFTER_MS);
    return progress;
}

void progress_step(Progress *progress)
{
    size_t done = atomic_fetch_add_explicit(&progress->done, 1, memory_order_relaxed) + 1;
    if (!progress->shown)
        return;
    long long time = now(), next = atomic_load_explicit(&progress->next, memory_order_relaxed);
    if (time < next || !atomic_compare_exchange_strong(&progress->next, &next, time + AGAIN_AFTER_MS))
        return;
    atomic_store(&progress->printed, true);
    fprintf(stderr, "\r%s %zu of %zu\033[K", progress->what, done, progress->total);
}

void progress_end(Progress *progress)
{
    if (atomic_load(&progress->printed))
        fputs("\r\033[K", stderr);
    free(progress);
}
