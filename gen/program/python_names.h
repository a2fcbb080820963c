/*
 * python_names.h - the names that Python itself brings along, of all versions from 3.8 to 3.14 together.
 */
#ifndef SEAMAP_PYTHON_NAMES_H
#define SEAMAP_PYTHON_NAMES_H

#include <stdbool.h>

/* Is it a top-level module or package of the standard library? `test` is not counted: many installations lack it. */
bool python_is_stdlib(const char *name);

/* Is it a name that every module sees without defining it: a function, type, exception or constant? */
bool python_is_builtin(const char *name);

#endif
