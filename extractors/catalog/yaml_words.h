/*
 * yaml_words.h - what libcyaml complains of, in the words of the documentation.
 */
#ifndef SEAMAP_YAML_WORDS_H
#define SEAMAP_YAML_WORDS_H

#include <stddef.h>

/* `what`: the first message that it logs, after "Load: ". `one_of`: what an enumeration takes. */
void yaml_words_complain(const char *what, const char *one_of, char *out, size_t size);

#endif
