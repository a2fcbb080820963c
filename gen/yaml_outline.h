/*
 * yaml_outline.h - where the keys of a YAML text stand, and whether its shape is fit to be read at all.
 *
 * libcyaml tells positions only now and then, and takes what libyaml gives it: nesting that costs the square of its depth,
 * and a second document without a word. So the text is gone through before, and given up where it is no config.
 */
#ifndef SEAMAP_YAML_OUTLINE_H
#define SEAMAP_YAML_OUTLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <utarray.h>

typedef struct {
    UT_array keys; /* of the outermost mapping, and of mappings that are values there */
} YamlOutline;

typedef struct {
    unsigned line, column; /* from 1; 0: none */
    char text[200];
} YamlProblem;

/*
 * Reads the keys of a text. False when it is no YAML, or has aliases, several documents or deep nesting; the problem then
 * says what and where. yaml_outline_free() is due whatever the result.
 */
bool yaml_outline_read(YamlOutline *outline, const char *text, size_t size, YamlProblem *problem);
void yaml_outline_free(YamlOutline *outline);

/* The line of a key: of the outermost mapping when `parent` is NULL, else of the mapping below that key. The last one
 * when it stands there several times; 0: it does not. */
unsigned yaml_outline_line(const YamlOutline *outline, const char *parent, const char *name);

#endif
