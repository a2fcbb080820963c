#include "unit_cache.h"

#include "../../extractors/memory.h"
#include "store.h"
#include "../../extractors/clang/flags.h"
#include "../../extractors/clang/wire.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>
#include <utstring.h>

enum {
    INPUT_SIZE_MAX = 64 << 20
};

#ifndef SEAMAP_LIBCLANG
#define SEAMAP_LIBCLANG ""
#endif

/* The digest of a file, taken once a run. */
typedef struct {
    char *path;
    unsigned char digest[WIRE_DIGEST];
    UT_hash_handle hh;
} Digest;

struct UnitCache {
    Cache *cache;
    const Plan *plan;
    UT_string headers; /* the names of all headers of the tree */
    pthread_mutex_t lock;
    Digest *digests;
};

UnitCache *unit_cache_new(Cache *cache, const Plan *plan)
{
    UnitCache *out = memory_zeroed(1, sizeof *out);
    out->cache = cache;
    out->plan = plan;
    pthread_mutex_init(&out->lock, NULL);
    utstring_init(&out->headers);
    for (size_t i = 0; i < plan->tree->file_count; i++) {
        const char *path = plan->tree->files[i].path;
        if (flags_is_header(path))
            utstring_bincpy(&out->headers, path, strlen(path) + 1);
    }
    return out;
}

void unit_cache_free(UnitCache *cache)
{
    Digest *digest, *next;
    if (!cache)
        return;
    HASH_ITER(hh, cache->digests, digest, next)
    {
        HASH_DEL(cache->digests, digest);
        free(digest->path);
        free(digest);
    }
    pthread_mutex_destroy(&cache->lock);
    utstring_done(&cache->headers);
    free(cache);
}

/* --- contents --- */

static void digest_file(const UnitCache *cache, const char *path, unsigned char digest[WIRE_DIGEST])
{
    char reason[200], *bytes = NULL;
    size_t size = 0;
    memset(digest, 0, WIRE_DIGEST);
    if (*path != '/') {
        bytes = source_read_bytes(cache->plan->tree, path, &size, reason, sizeof reason);
    } else {
        int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
        if (file >= 0)
            bytes = walk_read_most(file, INPUT_SIZE_MAX, &size, reason, sizeof reason);
    }
    if (bytes)
        wire_digest(bytes, size, digest);
    free(bytes);
}

static void find_digest(UnitCache *cache, const char *path, unsigned char digest[WIRE_DIGEST])
{
    Digest *found;
    pthread_mutex_lock(&cache->lock);
    HASH_FIND_STR(cache->digests, path, found);
    if (found)
        memcpy(digest, found->digest, WIRE_DIGEST);
    pthread_mutex_unlock(&cache->lock);
    if (found)
        return;
    digest_file(cache, path, digest);
    pthread_mutex_lock(&cache->lock);
    HASH_FIND_STR(cache->digests, path, found); /* another thread may have been faster */
    if (!found) {
        found = memory_zeroed(1, sizeof *found);
        found->path = memory_text(path);
        memcpy(found->digest, digest, WIRE_DIGEST);
        HASH_ADD_KEYPTR(hh, cache->digests, found->path, strlen(found->path), found);
    }
    pthread_mutex_unlock(&cache->lock);
}

/* --- keys --- */

/* Adds an argument, with a mark that no path has where it names the tree's root. */
static void add_argument(UT_string *text, const char *argument, const char *root)
{
    size_t length = strlen(root);
    const char *at = strstr(argument, root);
    if (at && (at[length] == '/' || !at[length])) {
        utstring_bincpy(text, argument, (size_t)(at - argument));
        utstring_bincpy(text, "//", 2);
        argument = at + length;
    }
    utstring_bincpy(text, argument, strlen(argument) + 1);
}

/* The key of the list of files. */
static CacheKey key_of_list(const UnitCache *cache, const PlannedUnit *unit)
{
    UT_string text;
    const SourceFile *file = &cache->plan->tree->files[unit->file];
    utstring_init(&text);
    utstring_bincpy(&text, "unit " SEAMAP_LIBCLANG, sizeof "unit " SEAMAP_LIBCLANG);
    utstring_bincpy(&text, file->path, strlen(file->path) + 1);
    for (size_t i = 0; i < unit->argument_count; i++)
        add_argument(&text, unit->arguments[i], cache->plan->root);
    utstring_bincpy(&text, "", 1);
    utstring_concat(&text, &cache->headers);
    CacheKey key = cache_key(utstring_body(&text), utstring_len(&text), file->language, false);
    utstring_done(&text);
    return key;
}

/* Adds which files the tree lists: others are read, but not drawn. */
static void add_listed(UT_string *text, const SourceTree *tree, const UnitFacts *facts)
{
    const char *end = facts->inputs + facts->inputs_size;
    for (const char *path, *at = facts->inputs; at < end; at = path + strlen(path) + 1) {
        path = at + sizeof(WireInput);
        utstring_bincpy(text, source_find(tree, path) < tree->file_count ? "1" : "0", 1);
    }
}

/* The key of the image, given the files with their digests. */
static CacheKey key_of_image(const UnitCache *cache, const PlannedUnit *unit, CacheKey list, const UnitFacts *facts)
{
    UT_string text;
    utstring_init(&text);
    utstring_bincpy(&text, list.bytes, sizeof list.bytes);
    utstring_bincpy(&text, facts->inputs, facts->inputs_size);
    add_listed(&text, cache->plan->tree, facts);
    Language language = cache->plan->tree->files[unit->file].language;
    CacheKey key = cache_key(utstring_body(&text), utstring_len(&text), language, false);
    utstring_done(&text);
    return key;
}

/* Puts the present digests in the place of those of old. False when the list is damaged. */
static bool renew_digests(UnitCache *cache, UnitFacts *facts)
{
    char *end = facts->inputs + facts->inputs_size;
    for (char *at = facts->inputs; at < end;) {
        char *path = at + sizeof(WireInput);
        if (path >= end || !memchr(path, '\0', (size_t)(end - path)))
            return false;
        find_digest(cache, path, (unsigned char *)at);
        at = path + strlen(path) + 1;
    }
    return true;
}

bool unit_cache_get(UnitCache *cache, const PlannedUnit *unit, UnitFacts *out)
{
    CacheKey list = key_of_list(cache, unit);
    *out = (UnitFacts){0};
    out->inputs = cache_get_bytes(cache->cache, list, &out->inputs_size);
    if (out->inputs && renew_digests(cache, out))
        out->image = cache_get(cache->cache, key_of_image(cache, unit, list, out));
    if (out->image)
        return true;
    free(out->inputs);
    *out = (UnitFacts){0};
    return false;
}

void unit_cache_put(UnitCache *cache, const PlannedUnit *unit, const UnitFacts *facts)
{
    CacheKey list = key_of_list(cache, unit);
    cache_put(cache->cache, key_of_image(cache, unit, list, facts), facts->image);
    cache_put_bytes(cache->cache, list, facts->inputs, facts->inputs_size);
}
