/*
 * link.h - addresses of source lines on the host of a repository.
 *
 * A template is an address with "{rev}", "{path}" and "{line}" in it. Remotes, paths and templates may come from anybody:
 * nothing but http and https, no credentials, and no character that Markdown or HTML would take for its own.
 */
#ifndef SEAMAP_LINK_H
#define SEAMAP_LINK_H

#include <stdbool.h>
#include <utstring.h>

/* Writes the template for a remote's address: of GitHub, GitLab and hosts that are named like them. False: not known. */
bool link_guess_template(const char *remote, UT_string *out);

/* Whether a template can be used: begins with http:// or https:// and has a {path}. */
bool link_is_template(const char *template);

/* Appends the address of a line. False, and nothing is written, when the template asks for a revision and `rev` is
 * NULL. */
bool link_append(UT_string *out, const char *template, const char *rev, const char *path, unsigned line);

#endif
