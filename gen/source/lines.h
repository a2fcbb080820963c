/*
 * lines.h - single lines of a tree's files, for those who show them. A file is read when its first line is asked for.
 */
#ifndef SEAMAP_LINES_H
#define SEAMAP_LINES_H

#include "source.h"

typedef struct Lines Lines;

/* Borrows the tree. */
Lines *lines_open(const SourceTree *tree);
void lines_close(Lines *lines);

/* The line of that number, from 1, without its end: it is not terminated by a NUL, and lives as long as `lines`. False
 * when there is none, or the file cannot be read. Not safe from several threads. */
bool lines_find(Lines *lines, const char *path, uint32_t number, const char **text, size_t *length);

#endif
