/*
 * replaced.h - what tests put in the place of something: by patch(), patch.object(), monkeypatch, an assignment.
 */
#ifndef SEAMAP_REPLACED_H
#define SEAMAP_REPLACED_H

#include "rules.h"

/* Values are of the file. */
typedef struct {
    const ProgramFile *file;
    uint32_t line, column;
    uint32_t object; /* whose attribute is replaced; 0: `name` is a whole path, "app.main.connect" */
    const char *name;
    uint32_t mock;     /* what is put there, or 0 */
    uint32_t callable; /* or else what makes it: new_callable=AsyncMock */
    uint32_t settings; /* the call whose keywords set up the mock */
    uint32_t module;   /* whose variable is replaced; 0: it is an attribute of something else, or cannot be told */
    uint32_t def;      /* the definition that is replaced; 0: that cannot be told */
} Replacement;

typedef struct Replaced Replaced;

/* `context` is borrowed, and must outlive it. */
Replaced *replaced_new(const RuleContext *context);
void replaced_free(Replaced *replaced);

const Replacement *replaced_all(const Replaced *replaced, size_t *count);

/* Whether something else may run where a test calls a definition, at `site`: the test replaces it, or code of the same file
 * that is no other test, or what tests are passed. */
bool replaced_at(const Replaced *replaced, uint32_t site, uint32_t def);

/* The name, as the catalog knows it, of what a value calls outside the tree, and of what it is; "": of nothing. */
const char *replaced_called(const Replaced *replaced, const ProgramFile *file, uint32_t call);
const char *replaced_external(const Replaced *replaced, const ProgramFile *file, uint32_t value);

#endif
