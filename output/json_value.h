/*
 * json_value.h - values of JSON that hold text from analysed code: valid UTF-8, and nothing invisible in what is written.
 */
#ifndef SEAMAP_JSON_VALUE_H
#define SEAMAP_JSON_VALUE_H

#include <jansson.h>
#include <utstring.h>

/* A string, its UTF-8 repaired; null for NULL. */
json_t *json_value_text(const char *text);

/* Writes the value on one line, and takes it over. */
void json_value_append(UT_string *out, json_t *value);

#endif
