/*
 * inject.h - diagrams inside of documents, between markers (markers.h). Everything outside of them stays as it is, byte
 * for byte, and what is put between them has the line ends of its marker.
 */
#ifndef SEAMAP_INJECT_H
#define SEAMAP_INJECT_H

#include "../options.h"
#include "product.h"
#include <utstring.h>

/*
 * Draws what a marker asks for; argv[0] is its first word. Appends lines that end in \n to out, or returns false with a
 * reason in error.
 */
typedef bool InjectDraw(void *context, int argc, char **argv, UT_string *out, char *error, size_t error_size);

/*
 * Copies the text of a document to out with all markers filled anew. False on a mistake, which is an error in diag with
 * its line in `path`, whose name also says what syntax it has.
 */
bool inject_fill(const char *path, const char *text, InjectDraw *draw, void *context, UT_string *out, Diag *diag);

/* Fills (or checks) the files of options->inject. */
ProductResult inject_run(const Options *options, Diag *diag);

#endif
