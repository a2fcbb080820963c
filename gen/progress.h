/*
 * progress.h - a line on the terminal that says how far long work has come. Nothing is shown for work of a moment.
 */
#ifndef SEAMAP_PROGRESS_H
#define SEAMAP_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Progress Progress;

/* `shown`: whether to show anything at all (options->progress). `what` is borrowed: "reading", … Never NULL. */
Progress *progress_start(bool shown, const char *what, size_t total);

/* One more is done. Safe to call from several threads, and cheap. */
void progress_step(Progress *progress);

/* Wipes the line away and frees. */
void progress_end(Progress *progress);

#endif
