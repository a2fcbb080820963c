/*
 * python.h - the Python extractor: tree-sitter-python's tree -> facts.
 */
#ifndef SEAMAP_PYTHON_H
#define SEAMAP_PYTHON_H

#include "../extractor.h"

extern const Extractor python_extractor;

#endif
