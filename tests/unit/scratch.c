#include "scratch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

char *scratch;

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status, (void)type, (void)walk;
    return remove(path);
}

int scratch_set_up(void **state)
{
    (void)state;
    scratch = strdup("/tmp/seamap-test-XXXXXX");
    return scratch && mkdtemp(scratch) ? 0 : -1;
}

int scratch_tear_down(void **state)
{
    enum {
        DESCRIPTORS = 32
    };
    (void)state;
    int failed = nftw(scratch, remove_entry, DESCRIPTORS, FTW_DEPTH | FTW_PHYS);
    free(scratch);
    return failed ? -1 : 0;
}

char *scratch_path(const char *path)
{
    char *out = NULL;
    assert_true(asprintf(&out, "%s/%s", scratch, path) > 0);
    return out;
}

void scratch_put_bytes(const char *path, const void *bytes, size_t size)
{
    char *name = scratch_path(path);
    for (char *slash = strchr(name + strlen(scratch) + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(name, 0777);
        *slash = '/';
    }
    FILE *file = fopen(name, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
    free(name);
}

void scratch_put(const char *path, const char *text)
{
    scratch_put_bytes(path, text, strlen(text));
}
