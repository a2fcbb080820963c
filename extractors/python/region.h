/*
 * region.h - the parser's memory: what it takes for one file is dropped at once when the file is done.
 *
 * So nobody walks its tree to give it back. What the parser itself gives back before is used again: for broken source it
 * takes ten times of what it needs.
 */
#ifndef SEAMAP_PYTHON_REGION_H
#define SEAMAP_PYTHON_REGION_H

enum {
    REGION_STEP = 8,
    REGION_SMALL_MAX = 512, /* up to here each multiple of REGION_STEP is a class of pieces; above, each power of 2 */
    REGION_SMALL_CLASSES = REGION_SMALL_MAX / REGION_STEP,
    REGION_CLASS_COUNT = REGION_SMALL_CLASSES + 64
};

/* All 0 when it is new. */
typedef struct {
    struct Block *blocks; /* newest first; the oldest stays from file to file */
    char *next;           /* in the newest */
    struct Piece *given_back[REGION_CLASS_COUNT];
} Region;

/* From now on this thread's parsers take their memory here. */
void region_use(Region *region);
/* Drops all that was taken, and keeps a block for the next file. */
void region_clear(Region *region);
void region_deinit(Region *region);

#endif
