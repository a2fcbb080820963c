/*
 * installed.h - what lies outside the tree: the facts of installed modules, each brought when the program asks for it.
 */
#ifndef SEAMAP_INSTALLED_H
#define SEAMAP_INSTALLED_H

#include "diag.h"
#include "options.h"
#include "program/program.h"
#include "source/cache.h"

typedef struct Installed Installed;

/* Opens the environment that options name; NULL when they name none, or one that options_parse() let pass and is gone.
 * `cache` is borrowed, or NULL. */
Installed *installed_open(const Options *options, Cache *cache);
void installed_close(Installed *installed);

/* For program_new(); borrowed. */
ModuleReader installed_reader(Installed *installed);

/* Says how much was read, for -v. */
void installed_report(const Installed *installed, Diag *diag);

#endif
