/*
 * ignore.h - the .gitignore files that hold for a directory.
 *
 * git's own library answers only inside a repository, and then also by files of the user and the machine. A drawing
 * must depend on the tree alone, so only the .gitignore files in it are asked, in a repository or not.
 */
#ifndef SEAMAP_IGNORE_H
#define SEAMAP_IGNORE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Ignore Ignore;

/*
 * The rules of `text` (copied), which lies in the directory whose path has `base` bytes with its slash. `parent` holds
 * for the directory above (or NULL) and must outlive it.
 */
Ignore *ignore_new(const Ignore *parent, size_t base, const char *text, size_t length);
void ignore_free(Ignore *ignore);

/* Whether the path, which lies in the innermost directory, is ignored. What lies above it is not asked. */
bool ignore_has(const Ignore *ignore, const char *path, bool is_directory);

#endif
