/*
 * skim.h - text as the parser need see it: what is worth no more than one character, as one.
 *
 * Parsing spends a third of its time on asking for one character after another, and for most of them again when another
 * kind of token is looked for at the same place. But whether in code, in a string or in a comment, nobody can tell
 *
 *   - eight blanks from a tab, which is as wide,
 *   - a name that is no word of the language from x,
 *   - what follows a # from a blank, up to what could end a string, or be more than text in it.
 *
 * So each of these is shown as one character that is as long as they are, and everything keeps its place. That holds for
 * text without mistakes. What is made of a mistake depends on single characters, so text with one is parsed as it is.
 */
#ifndef SEAMAP_PYTHON_SKIM_H
#define SEAMAP_PYTHON_SKIM_H

#include "../strings.h"

/* A copy of a text that may be skimmed, with zeros around it. */
const char *skim_copy(Arena *arena, const char *text, uint32_t length);
/* For the parser: what to take for the character at a place of such a copy, and its length. */
uint32_t skim_decode(const uint8_t *text, uint32_t length, int32_t *out);

#endif
