/* The cache: what is put comes back, and nothing else does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "extractors/extractor.h"
#include "gen/source/cache.h"
#include "scratch.h"
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static FactsHeader *some_facts(const char *source)
{
    const Extractor *extractor = extractors[LANGUAGE_PYTHON];
    ExtractorState *state = extractor->open();
    FactsHeader *image = extractor->extract(state, source, strlen(source));
    extractor->close(state);
    return image;
}

static Cache *open_below(void)
{
    char *directory = scratch_path("a/b");
    Cache *cache = cache_open(directory);
    free(directory);
    return cache;
}

static void test_gives_back_what_was_put(void **state)
{
    (void)state;
    Cache *cache = open_below();
    assert_non_null(cache);
    FactsHeader *image = some_facts("def f(): pass\n");
    CacheKey key = cache_key("x", 1, LANGUAGE_PYTHON, false);
    assert_null(cache_get(cache, key));
    cache_put(cache, key, image);
    cache_close(cache);
    cache = open_below();
    FactsHeader *found = cache_get(cache, key);
    assert_non_null(found);
    assert_int_equal(found->size, image->size);
    assert_memory_equal(found, image, image->size);
    assert_null(cache_get(cache, cache_key("y", 1, LANGUAGE_PYTHON, false)));
    assert_null(cache_get(cache, cache_key("x", 1, LANGUAGE_PYTHON, true)));
    free(found);
    free(image);
    cache_close(cache);
}

static int break_entry(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)walk;
    if (type != FTW_F || strstr(path, "CACHEDIR.TAG"))
        return 0;
    FILE *file = fopen(path, "r+");
    fseek(file, status->st_size / 2, SEEK_SET);
    int byte = fgetc(file);
    fseek(file, status->st_size / 2, SEEK_SET);
    fputc(byte ^ 0x40, file);
    fclose(file);
    return 0;
}

static int cut_entry(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)walk;
    return type == FTW_F && !strstr(path, "CACHEDIR.TAG") ? truncate(path, status->st_size / 2) : 0;
}

static int empty_entry(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)walk, (void)status;
    return type == FTW_F && !strstr(path, "CACHEDIR.TAG") ? truncate(path, 0) : 0;
}

static void test_broken_entries_are_misses(void **state)
{
    (void)state;
    int (*const damages[])(const char *, const struct stat *, int, struct FTW *) = {break_entry, cut_entry,
                                                                                    empty_entry};
    Cache *cache = open_below();
    FactsHeader *image = some_facts("import a\nclass C:\n    def f(self): return a.b()\n");
    CacheKey key = cache_key("x", 1, LANGUAGE_PYTHON, false);
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        cache_put(cache, key, image);
        FactsHeader *found = cache_get(cache, key);
        assert_non_null(found);
        free(found);
        nftw(scratch, damages[i], 32, FTW_PHYS);
        assert_null(cache_get(cache, key));
    }
    free(image);
    cache_close(cache);
}

static void test_threads(void **state)
{
    (void)state;
    Cache *cache = open_below();
    FactsHeader *image = some_facts("x = 1\n");
    int missing = 0;
#pragma omp parallel for reduction(+ : missing)
    for (int i = 0; i < 400; i++) {
        int same = i % 50;
        CacheKey key = cache_key(&same, sizeof same, LANGUAGE_PYTHON, false);
        cache_put(cache, key, image);
        FactsHeader *found = cache_get(cache, key);
        missing += !found;
        free(found);
    }
    assert_int_equal(missing, 0);
    free(image);
    cache_close(cache);
}

static void test_directory_that_cannot_be_made(void **state)
{
    (void)state;
    assert_null(cache_open(""));
    assert_null(cache_open("/proc/none/here"));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_set_up, scratch_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_gives_back_what_was_put),
        TEST(test_broken_entries_are_misses),
        TEST(test_threads),
        TEST(test_directory_that_cannot_be_made),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
