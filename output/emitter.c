/*
 * emitter.c - the tables of formats and of hosts; see emitter.h.
 */
#include "emitter.h"

#include "json.h"
#include "markdown.h"
#include "mermaid.h"
#include "text.h"

#include <string.h>

/*
 * GitHub runs Mermaid with its default limits, 50000 units and 500 edges; the margin is for a caption or an edge more.
 * GitLab shows a button in place of a diagram above 2000 units in merge requests and issues.
 */
const Profile profiles[] = {
    {"github", 45000, 450},
    {"gitlab", 1900, 450},
    {"none", 0, 0},
    {NULL, 0, 0},
};

const Emitter emitters[] = {
    {"mermaid", ".mmd", "a Mermaid flowchart", mermaid_emit},
    {"markdown", ".md", "a Markdown section: the flowchart, and the same as tables", markdown_emit},
    {"json", ".json", "the diagram as data, with source lines", json_emit},
    {NULL, NULL, NULL, NULL},
};

const Emitter *emitter_find(const char *name)
{
    for (const Emitter *emitter = emitters; emitter->name; emitter++)
        if (strcmp(emitter->name, name) == 0)
            return emitter;
    return NULL;
}

const Profile *profile_find(const char *name)
{
    for (const Profile *profile = profiles; profile->name; profile++)
        if (strcmp(profile->name, name) == 0)
            return profile;
    return NULL;
}

bool profile_fits(const Profile *profile, const char *text, size_t length, size_t edges)
{
    if (profile->edges && edges > profile->edges)
        return false;
    return !profile->units || text_count_units(text, length) <= profile->units;
}
