/*
 * story.h - which functions of a slice tell best how the program comes to life.
 */
#ifndef SEAMAP_STORY_H
#define SEAMAP_STORY_H

#include "slice.h"

/* When a function runs. */
typedef enum {
    STORY_START_UP,
    STORY_CONNECTION,
    STORY_BOTH,
    STORY_SHUTDOWN,
    STORY_ELSEWHERE
} StoryPhase;

StoryPhase story_phase(const Mark *mark);

/*
 * Ranks of the functions worth drawing, the most telling first. The slice has been reached from its roots, and its ways
 * are found. `entries`: ranks of the entry points of connections, each of which shall tell its own story. `whole`: of
 * all production code, so that broken awaits count which no root reaches. Returns how many functions are left out, as
 * they have little to do with connections and would be most of the picture.
 */
size_t story_find(const Slice *slice, const UT_array *entries, bool whole, UT_array *out);

#endif
