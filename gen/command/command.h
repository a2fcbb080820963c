/*
 * command.h - the verbs, a file each. They take ready options, print or write their product, report to diag, and
 * return the exit code: 0 fine, 1 stale output or findings, 2 an error that diag has.
 */
#ifndef SEAMAP_COMMAND_H
#define SEAMAP_COMMAND_H

#include "../options.h"

int command_draw(const Options *options, Diag *diag);
int command_graph(const Options *options, Diag *diag);
int command_check(const Options *options, Diag *diag);
int command_diff(const Options *options, Diag *diag);
int command_explain(const Options *options, Diag *diag);
int command_init(const Options *options, Diag *diag);
int command_completion(const Options *options, Diag *diag);

/* Behind --dump-facts: what the extractor says about one file, in words. */
int command_dump_facts(const Options *options, Diag *diag);
int command_dump_units(const Options *options, Diag *diag);

#endif
