/*
 * options_config.h - what the config file and the environment have to say about the options.
 */
#ifndef SEAMAP_OPTIONS_CONFIG_H
#define SEAMAP_OPTIONS_CONFIG_H

#include "options.h"

/*
 * Takes over from a config file what the command line left open: from `file`, or when that is NULL from the one in or
 * above the directory that is asked for (under --rev: in the revision), whose directory becomes the root. False on a
 * mistake, which is in diag.
 */
bool options_add_config(Options *options, const char *file, Diag *diag);

/* Whether the environment of options->python is there; if not, an error in diag. config_file: who named it, or NULL. */
bool options_check_python(const Options *options, const char *config_file, Diag *diag);

/* The active virtual environment, when nobody names another. One that is gone is no mistake of the command line. */
void options_default_python(Options *options, Diag *diag);

#endif
