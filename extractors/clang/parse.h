/*
 * parse.h - what stands around the reading of a unit: libclang's parse, the files that it took, what it complained of.
 */
#ifndef SEAMAP_CLANG_PARSE_H
#define SEAMAP_CLANG_PARSE_H

#include "clang.h"

#include "../facts_builder.h"

#include <clang-c/Index.h>

/* Parses the unit, with an index of the caller. NULL: libclang refuses it altogether. */
CXTranslationUnit parse_unit(const ClangUnit *unit, CXIndex index);

/* Tells unit->read of each file that the parse read, and of those that it missed, wherever they may come to lie. */
void parse_tell_files(const ClangUnit *unit, CXTranslationUnit tu);

/*
 * Adds what the facts lack to their problems: the first header that is missing and how many more there are, coroutines of
 * which libclang dropped a part, the first of the other errors and their number.
 */
void parse_report(FactsBuilder *facts, CXTranslationUnit tu);

#endif
