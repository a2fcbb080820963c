/*
 * glob.h - patterns on paths, by the rules of .gitignore.
 *
 * A pattern without a slash (other than at its end) is about names anywhere, one with a slash about the path from its
 * base; `*` and `?` stop at slashes, `**` as a whole component doesn't; a slash at the end asks for a directory.
 * Patterns come from strangers: matching takes polynomial time, and knows no locale.
 */
#ifndef SEAMAP_GLOB_H
#define SEAMAP_GLOB_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    const char *text; /* borrowed, without `!`, the leading and the trailing slash */
    size_t length;
    bool negated;   /* began with `!` */
    bool directory; /* ended in a slash */
    bool anchored;  /* holds a slash: about the path, not the name */
    bool literal;   /* no special characters: a comparison is enough */
} Glob;

/* Takes a pattern apart. False when it is empty. */
bool glob_parse(Glob *glob, const char *text, size_t length);

/* Whether the pattern is about this very path (relative to the pattern's base); what lies above it is not asked. */
bool glob_matches(const Glob *glob, const char *path, bool is_directory);

/*
 * Whether one of the patterns (NULL-terminated, or NULL) is about the path or a directory above it: "tests/" covers
 * what lies in every directory of that name. A leading `!` has no meaning here.
 */
bool glob_list_matches(const char *const *patterns, const char *path, bool is_directory);

#endif
