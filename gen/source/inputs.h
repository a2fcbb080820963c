/*
 * inputs.h - what a run has looked at, for build systems: files that were read, and directories that were listed, since
 * a file that is added changes those.
 */
#ifndef SEAMAP_INPUTS_H
#define SEAMAP_INPUTS_H

typedef struct Inputs Inputs;

Inputs *inputs_new(void);
void inputs_free(Inputs *inputs);

/* Notes a path, seen from the current directory. NULL: nobody asks. */
void inputs_add(Inputs *inputs, const char *path);

/* The absolute paths, sorted and each once, NULL-terminated; borrowed until the next is added. */
const char *const *inputs_list(Inputs *inputs);

#endif
