#include "history.h"

#include "../../extractors/memory.h"
#include "store.h"

#include <stdlib.h>
#include <string.h>

static const char *last_error(void)
{
    const git_error *error = git_error_last();
    return error && error->message ? error->message : "unknown error";
}

/* A commit's id where it is one (a tag may be in between), or else the object's own. */
static void write_id(char *out, git_object *object)
{
    git_object *commit = NULL;
    bool peeled = git_object_peel(&commit, object, GIT_OBJECT_COMMIT) == 0;
    git_oid_tostr(out, HISTORY_ID_SIZE, git_object_id(peeled ? commit : object));
    git_object_free(commit);
}

/* "A...B": from where the two parted. */
static bool find_parting(History *history, git_repository *repository, Diag *diag)
{
    git_oid base, head, parting;
    if (git_oid_fromstr(&base, history->base) == 0 && git_oid_fromstr(&head, history->head) == 0 &&
        git_merge_base(&parting, repository, &base, &head) == 0) {
        git_oid_tostr(history->base, sizeof history->base, &parting);
        return true;
    }
    diag_add(diag, DIAG_ERROR, NULL, 0, 0,
             "the two revisions have no common ancestor here (a shallow clone?): fetch more, or write BASE..HEAD");
    return false;
}

/* Reports a side of a range that is not there; false: both are, or it is no range. */
static bool report_side(git_repository *repository, const char *side, size_t length, Diag *diag)
{
    char *revision = memory_text_part(side, length);
    git_object *object = NULL;
    bool unknown = length && git_revparse_single(&object, repository, revision) == GIT_ENOTFOUND;
    if (unknown)
        rev_report_unknown(repository, revision, diag);
    git_object_free(object);
    free(revision);
    return unknown;
}

static void report_range(git_repository *repository, const char *range, Diag *diag)
{
    char *reason = memory_text(last_error());
    const char *dots = strstr(range, "..");
    const char *head = dots ? dots + strspn(dots, ".") : range + strlen(range);
    if (!report_side(repository, range, dots ? (size_t)(dots - range) : strlen(range), diag) &&
        !report_side(repository, head, strlen(head), diag))
        diag_add(diag, DIAG_ERROR, NULL, 0, 0, "'%s' names no revision of the repository: %s", range, reason);
    free(reason);
}

static bool resolve(History *history, git_repository *repository, const char *range, Diag *diag)
{
    git_revspec spec = {0};
    if (git_revparse(&spec, repository, range) != 0) {
        report_range(repository, range, diag);
        git_object_free(spec.from); /* the other side may be the one that is not there */
        return false;
    }
    write_id(history->base, spec.from);
    if (spec.to)
        write_id(history->head, spec.to);
    git_object_free(spec.from);
    git_object_free(spec.to);
    return !(spec.flags & GIT_REVSPEC_MERGE_BASE) || find_parting(history, repository, diag);
}

/* "origin", or else the only remote. */
static char *find_remote(git_repository *repository)
{
    git_remote *remote = NULL;
    git_strarray names = {0};
    char *address = NULL;
    if (git_remote_lookup(&remote, repository, "origin") != 0 && git_remote_list(&names, repository) == 0 &&
        names.count == 1)
        git_remote_lookup(&remote, repository, names.strings[0]);
    if (remote && git_remote_url(remote))
        address = memory_text(git_remote_url(remote));
    git_strarray_dispose(&names);
    git_remote_free(remote);
    return address;
}

static char *find_place(git_repository *repository, const char *directory)
{
    const char *work = git_repository_workdir(repository);
    char *real = realpath(directory, NULL), *place = NULL;
    size_t length = work ? strlen(work) : 0;
    if (real && length && strncmp(real, work, length) == 0 && real[length])
        place = source_join(real + length, "");
    free(real);
    return place ? place : memory_text("");
}

bool history_resolve(History *history, const char *directory, const char *range, Diag *diag)
{
    SourceStore store = {0};
    const char *reason = NULL;
    *history = (History){0};
    git_repository *repository = rev_open_repository(&store, directory, &reason);
    bool resolved = false;
    if (!repository) {
        diag_add(diag, DIAG_ERROR, NULL, 0, 0, "no git repository can be opened at %s: %s", directory, reason);
    } else if ((resolved = resolve(history, repository, range, diag))) {
        history->remote = find_remote(repository);
        history->place = find_place(repository, directory);
    }
    git_repository_free(repository);
    if (store.git_up)
        git_libgit2_shutdown();
    return resolved;
}

void history_free(History *history)
{
    free(history->remote);
    free(history->place);
    *history = (History){0};
}
