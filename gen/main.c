#include "command/command.h"

#include <stdlib.h>

static const Verb verbs[] = {
    {"draw", "[PATH...]", "diagrams of a source tree", VERB_DRAWS, command_draw},
    {"graph", "[PATH...]", "the whole graph, for other programs", VERB_GRAPHS, command_graph},
    {"explain", "SYMBOL [PATH...]", "one symbol: callers, callees, roles, lines", VERB_HAS_SYMBOL, command_explain},
    {"check", "[PATH...]", "what is wrong, with the lines behind it", VERB_CHECKS, command_check},
    {"diff", "BASE[..HEAD] [PATH...]", "what changed between revisions or graphs", VERB_DIFFS | VERB_HAS_SYMBOL,
     command_diff},
    {"init", "", "a config file to begin with, from what is found", VERB_INIT, command_init},
    {"completion", "SHELL", "what bash, zsh or fish take to complete", VERB_HAS_SYMBOL | VERB_SHELL | VERB_BARE,
     command_completion},
    {"dump-facts", "", "the facts of one file", VERB_HIDDEN, command_dump_facts},
    {"dump-units", "", "how C and C++ is parsed", VERB_HIDDEN, command_dump_units},
    {0},
};

int main(int argc, char **argv)
{
    enum {
        FINE,
        STALE,
        WRONG
    };
    Diag *diag = diag_new(0, false);
    Options options;
    int code = FINE;
    switch (options_parse(&options, verbs, argc, argv, diag)) {
    case OPTIONS_RUN:
        code = options.verb->run(&options, diag);
        break;
    case OPTIONS_DONE:
        break;
    case OPTIONS_BAD:
        code = WRONG;
        break;
    }
    diag_flush(diag);
    if (code == FINE && diag_count(diag, DIAG_ERROR))
        code = WRONG;
    if (code == STALE && options.exit_zero)
        code = FINE;
    if (fflush(stdout) != 0 && code == FINE)
        code = WRONG;
    options_free(&options);
    diag_free(diag);
    return code;
}
