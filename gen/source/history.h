/*
 * history.h - what a user means by "BASE..HEAD", and where a repository is published.
 */
#ifndef SEAMAP_HISTORY_H
#define SEAMAP_HISTORY_H

#include "../diag.h"
#include <stdbool.h>

enum {
    HISTORY_ID_SIZE = 65 /* of a commit's id in hexadecimal, with its NUL */
};

typedef struct {
    char base[HISTORY_ID_SIZE];
    char head[HISTORY_ID_SIZE]; /* "": the work tree */
    char *remote;               /* address that the repository is fetched from, or NULL; anybody may have written it */
    char *place;                /* of the directory in its repository: "" or ending in a slash */
} History;

/*
 * Resolves "A..B", "A...B" (from where both parted) or "A" (to the work tree) in the repository that holds a directory.
 * False, with an error in diag, when there is no repository or it lacks one of the revisions. history_free() is due
 * whatever the result.
 */
bool history_resolve(History *history, const char *directory, const char *range, Diag *diag);
void history_free(History *history);

#endif
