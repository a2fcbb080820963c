/*
 * scratch.h - a directory for one test, with what the test puts there.
 *
 * scratch_set_up() and scratch_tear_down() are for cmocka_unit_test_setup_teardown(), or called by a test's own.
 */
#ifndef SEAMAP_TESTS_SCRATCH_H
#define SEAMAP_TESTS_SCRATCH_H

#include <stddef.h>

extern char *scratch; /* its absolute path */

/* These return 0, or else -1. */
int scratch_set_up(void **state);
int scratch_tear_down(void **state);

/* The absolute path of something in it; the caller frees it. */
char *scratch_path(const char *path);

/* Writes a file in it, and makes the directories that lead there. */
void scratch_put(const char *path, const char *text);
void scratch_put_bytes(const char *path, const void *bytes, size_t size);

#endif
