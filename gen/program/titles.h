/*
 * titles.h - how modules are called.
 */
#ifndef SEAMAP_TITLES_H
#define SEAMAP_TITLES_H

#include "places.h"

/* Sets the title of every place from the votes; those of places with a file are unique. */
void titles_make(Places *places);

#endif
