/*
 * launch.h - what a file that is no source says is started: container files, Procfiles, units of systemd, shell scripts,
 * and the commands that a package installs.
 *
 * Three forms are understood, whatever program takes them: `python -m package`, `python path/file.py` (or `tool run
 * file.py`), and `module:attribute`, which servers take for an application and packages for a function. A word that looks
 * like one of them and is none names nothing that the tree has; whoever resolves them finds out. Nothing is run, and no
 * variable or template is expanded.
 */
#ifndef SEAMAP_LAUNCH_H
#define SEAMAP_LAUNCH_H

#include <stddef.h>
#include <utarray.h>

enum {
    LAUNCH_WORD = 256 /* longer words are none of ours; with the NUL */
};

typedef enum {
    LAUNCH_MODULE, /* python -m MODULE */
    LAUNCH_FILE,   /* a path, as it stands there */
    LAUNCH_OBJECT  /* MODULE:ATTRIBUTE */
} LaunchKind;

typedef struct {
    LaunchKind kind;
    char target[LAUNCH_WORD];    /* module or path */
    char attribute[LAUNCH_WORD]; /* "" for the other two */
} Launch;

extern const UT_icd launch_icd; /* Launch */

/* Appends what the file of that path starts, in its order, to `out` (Launch); nothing for files of other kinds. */
void launch_read(const char *path, const char *text, size_t size, UT_array *out);

#endif
