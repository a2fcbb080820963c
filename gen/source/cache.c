/*
 * An entry is DIRECTORY/xx/yyyy…: the image, and behind it a checksum. The checks of facts_open() keep a foreign or
 * truncated file out; the checksum does that for one whose insides were damaged.
 */
#include "cache.h"

#include "../../extractors/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>
#include <xxhash.h>

enum {
    NAME_SIZE = 3 + 30 + 1,
    ENTRY_SIZE_MAX = 1 << 30
};

struct Cache {
    int directory;
    atomic_uint temporaries; /* makes the names of temporary files unique within the process */
};

static bool make_directories(const char *path)
{
    char *copy = memory_text(path);
    bool made = true;
    for (char *slash = strchr(copy + 1, '/'); slash && made; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        made = mkdir(copy, 0777) == 0 || errno == EEXIST;
        *slash = '/';
    }
    made = made && (mkdir(copy, 0777) == 0 || errno == EEXIST);
    free(copy);
    return made;
}

/* Tells backup programs that there is nothing to keep. */
static void write_tag(int directory)
{
    static const char tag[] = "Signature: 8a477f597d28d172789f06886806bc55\n# Facts kept by seamap. Delete at will.\n";
    int file = openat(directory, "CACHEDIR.TAG", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0)
        return;
    if (write(file, tag, sizeof tag - 1) < 0)
        unlinkat(directory, "CACHEDIR.TAG", 0);
    close(file);
}

Cache *cache_open(const char *directory)
{
    if (!*directory) {
        errno = ENOENT;
        return NULL;
    }
    int descriptor = make_directories(directory) ? open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (descriptor < 0)
        return NULL;
    Cache *cache = memory_zeroed(1, sizeof *cache);
    cache->directory = descriptor;
    write_tag(descriptor);
    return cache;
}

void cache_close(Cache *cache)
{
    if (!cache)
        return;
    close(cache->directory);
    free(cache);
}

CacheKey cache_key(const void *bytes, size_t size, Language language, bool interface)
{
    XXH128_canonical_t canonical;
    CacheKey key;
    XXH64_hash_t seed = (XXH64_hash_t)FACTS_VERSION << 8 | (XXH64_hash_t)interface << 7 | (XXH64_hash_t)language;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits_withSeed(bytes, size, seed));
    memcpy(key.bytes, canonical.digest, sizeof key.bytes);
    return key;
}

static void name_entry(CacheKey key, char name[NAME_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < sizeof key.bytes; i++) {
        *name++ = digits[key.bytes[i] >> 4];
        *name++ = digits[key.bytes[i] & 15];
        if (i == 0)
            *name++ = '/';
    }
    *name = '\0';
}

static bool read_fully(int file, char *bytes, size_t size)
{
    while (size) {
        ssize_t got = read(file, bytes, size);
        if (got == 0 || (got < 0 && errno != EINTR))
            return false;
        bytes += got > 0 ? got : 0;
        size -= got > 0 ? (size_t)got : 0;
    }
    return true;
}

/* Whether `size` bytes are an entry: what was stored, and its checksum. */
static bool is_sound(const char *bytes, size_t size)
{
    XXH64_canonical_t checksum;
    size -= sizeof checksum;
    XXH64_canonicalFromHash(&checksum, XXH3_64bits(bytes, size));
    return memcmp(&checksum, bytes + size, sizeof checksum) == 0;
}

char *cache_get_bytes(Cache *cache, CacheKey key, size_t *size)
{
    char name[NAME_SIZE];
    struct stat status;
    name_entry(key, name);
    int file = openat(cache->directory, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return NULL;
    char *bytes = NULL;
    if (fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size < ENTRY_SIZE_MAX &&
        (size_t)status.st_size >= sizeof(XXH64_canonical_t)) {
        *size = (size_t)status.st_size;
        bytes = malloc(*size);
        if (bytes && !(read_fully(file, bytes, *size) && is_sound(bytes, *size))) {
            free(bytes);
            bytes = NULL;
        }
        *size -= sizeof(XXH64_canonical_t);
    }
    close(file);
    return bytes;
}

FactsHeader *cache_get(Cache *cache, CacheKey key)
{
    size_t size;
    Facts facts;
    char *bytes = cache_get_bytes(cache, key, &size);
    if (bytes && !facts_open(&facts, bytes, size)) {
        free(bytes);
        bytes = NULL;
    }
    return (FactsHeader *)bytes;
}

static bool write_entry(int file, const void *bytes, size_t size)
{
    XXH64_canonical_t checksum;
    XXH64_canonicalFromHash(&checksum, XXH3_64bits(bytes, size));
    struct iovec parts[] = {{(void *)bytes, size}, {&checksum, sizeof checksum}};
    return writev(file, parts, 2) == (ssize_t)(size + sizeof checksum);
}

void cache_put_bytes(Cache *cache, CacheKey key, const void *bytes, size_t size)
{
    char name[NAME_SIZE], temporary[80], folder[3];
    struct timespec now;
    name_entry(key, name);
    snprintf(folder, sizeof folder, "%.2s", name);
    clock_gettime(CLOCK_REALTIME, &now); /* other machines may have processes of the same number */
    snprintf(temporary, sizeof temporary, "%s/tmp-%ld-%ld-%u", folder, (long)getpid(), now.tv_nsec,
             atomic_fetch_add(&cache->temporaries, 1));
    int file = openat(cache->directory, temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0 && errno == ENOENT) {
        mkdirat(cache->directory, folder, 0777);
        file = openat(cache->directory, temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    }
    if (file < 0)
        return;
    bool written = write_entry(file, bytes, size);
    if (close(file) != 0 || !written || renameat(cache->directory, temporary, cache->directory, name) != 0)
        unlinkat(cache->directory, temporary, 0);
}

void cache_put(Cache *cache, CacheKey key, const FactsHeader *image)
{
    cache_put_bytes(cache, key, image, image->size);
}

void cache_link(Cache *cache, CacheKey key, CacheKey other)
{
    char name[NAME_SIZE], link[NAME_SIZE], folder[3];
    name_entry(key, name);
    name_entry(other, link);
    snprintf(folder, sizeof folder, "%.2s", link);
    mkdirat(cache->directory, folder, 0777);
    unlinkat(cache->directory, link, 0); /* what is there already was of no use to the caller */
    linkat(cache->directory, name, cache->directory, link, 0);
}
