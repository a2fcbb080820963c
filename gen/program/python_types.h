/*
 * python_types.h - what objects of Python's own types have.
 */
#ifndef SEAMAP_PYTHON_TYPES_H
#define SEAMAP_PYTHON_TYPES_H

/* The type that has an attribute, of an object that is known as one of `type`, which may be an exception: that type
 * itself, or, since `list` stands for other things with elements, and `dict` for other mappings, one of those. NULL: an
 * object of the type cannot have it. Types of modules are called by their qualified names. Other types have everything,
 * and most have names that begin with an underscore. */
const char *python_type_with(const char *type, const char *name);

#endif
