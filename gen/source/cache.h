/*
 * cache.h - facts kept between runs, by content.
 *
 * The key is a hash of what stands for the file's bytes (its git blob id, or the bytes), its language, how much of it
 * was read, and FACTS_VERSION; the value is the image of facts. A cache can be deleted at any time, and shared between
 * machines of one architecture: a broken entry is a miss.
 */
#ifndef SEAMAP_CACHE_H
#define SEAMAP_CACHE_H

#include "../../extractors/facts.h"
#include <stdbool.h>
#include <stddef.h>

typedef struct Cache Cache;

typedef struct {
    unsigned char bytes[16];
} CacheKey;

/* Opens (and makes) the cache in a directory; NULL when that cannot be done, with the reason in errno. */
Cache *cache_open(const char *directory);
void cache_close(Cache *cache);

/* Of an id or of bytes; what is not of the same kind has not the same size, or the same `interface`: of the facts that extract_interface() gives. */
CacheKey cache_key(const void *bytes, size_t size, Language language, bool interface);

/* The image stored under key, which the caller frees; NULL on a miss. Safe to call from several threads. */
FactsHeader *cache_get(Cache *cache, CacheKey key);
/* Stores an image (written to a temporary file and renamed). Failures are silent: the next run extracts again. */
void cache_put(Cache *cache, CacheKey key, const FactsHeader *image);
/* The same of bytes of any kind, which are no facts. */
char *cache_get_bytes(Cache *cache, CacheKey key, size_t *size);
void cache_put_bytes(Cache *cache, CacheKey key, const void *bytes, size_t size);
/* Lets another key find what is stored under `key`. Fails silently, too. */
void cache_link(Cache *cache, CacheKey key, CacheKey other);

#endif
