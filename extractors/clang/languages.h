/*
 * languages.h - C and C++ in the table of extractors. How they are read is clang.h's business, which needs libclang.
 */
#ifndef SEAMAP_LANGUAGES_H
#define SEAMAP_LANGUAGES_H

#include "../extractor.h"

/* By unit: they have a name and file endings only. */
extern const Extractor c_extractor, cpp_extractor;

#endif
