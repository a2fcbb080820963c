/*
 * python_types.h - what objects of Python's own types have.
 */
#ifndef SEAMAP_PYTHON_TYPES_H
#define SEAMAP_PYTHON_TYPES_H

#include <stdbool.h>

/* Whether an object of the type, which may be an exception, may have the attribute. `list` stands for other things with elements, too (a deque, an
 * Iterator), and `dict` for other mappings. True of other types, and of most names that begin with
 * an underscore. */
bool python_type_has(const char *type, const char *name);

#endif
