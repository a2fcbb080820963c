/*
 * depfile.h - tells make, Ninja and CMake what a product depends on, in the syntax of make.
 *
 *     TARGET: \
 *       /path/of/a/file \
 *       /path/of/a/directory
 *
 * Directories are among them, so that a file that is added makes the target stale, too.
 */
#ifndef SEAMAP_DEPFILE_H
#define SEAMAP_DEPFILE_H

#include "../options.h"
#include "product.h"

/* Writes options->depfile, if there is one, from options->inputs. */
ProductResult depfile_write(const Options *options, Diag *diag);

#endif
