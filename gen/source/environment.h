/*
 * environment.h - where the modules of a Python installation or virtual environment lie.
 *
 * Nothing of it is run: its directories follow from the path that the user gives, from pyvenv.cfg, and from lines in
 * .pth files that do no more than name a directory. It is hostile input like the tree: links are followed as long as
 * they stay inside, sizes and counts are bounded.
 */
#ifndef SEAMAP_ENVIRONMENT_H
#define SEAMAP_ENVIRONMENT_H

#include "inputs.h"
#include <stdbool.h>
#include <stddef.h>

typedef struct Environment Environment;

/*
 * Opens what a path means: an interpreter, the directory of a virtual environment or an installation, or a directory
 * of packages. NULL when no packages can be there; then `reason` (caller's buffer) says why. `follows_home`: the
 * installation that pyvenv.cfg names as its home may be read, too; it lies outside of the environment.
 */
Environment *environment_open(const char *path, bool follows_home, char *reason, size_t reason_size);
void environment_close(Environment *environment);

/* From now on notes what is read, and where packages may be added. */
void environment_note(Environment *environment, Inputs *inputs);

/*
 * The source of the module of that dotted name, as source_read() gives it; a stub comes before what it describes.
 * `is_package`: whether modules may lie in it; the text of a package without an __init__ is empty. NULL when there is
 * no such module, or none that can be read.
 */
char *environment_read(Environment *environment, const char *module, size_t *size, bool *is_package);

#endif
