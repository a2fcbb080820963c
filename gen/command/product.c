#include "product.h"

#include "../../extractors/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <git2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- reading and writing --- */

char *product_read(const char *path, size_t *length)
{
    struct stat status;
    char *text = NULL;
    size_t used = 0;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return NULL;
    if (fstat(file, &status) == 0 && !S_ISREG(status.st_mode))
        errno = EINVAL;
    else
        text = malloc((size_t)status.st_size + 1);
    while (text && used < (size_t)status.st_size) {
        ssize_t got = read(file, text + used, (size_t)status.st_size - used);
        if (got < 0) {
            free(text);
            text = NULL;
        } else if (got == 0) {
            break;
        }
        used += got > 0 ? (size_t)got : 0;
    }
    if (text)
        text[used] = '\0';
    *length = used;
    int reason = errno;
    close(file);
    errno = reason;
    return text;
}

static bool write_fully(int file, const char *text, size_t length)
{
    while (length) {
        ssize_t written = write(file, text, length);
        if (written < 0 && errno != EINTR)
            return false;
        text += written > 0 ? written : 0;
        length -= written > 0 ? (size_t)written : 0;
    }
    return true;
}

static ProductResult fail(const char *path, Diag *diag)
{
    const char *slash = strrchr(path, '/');
    if (errno == ENOENT && slash > path)
        diag_add(diag, DIAG_ERROR, path, 0, 0, "cannot be written: there is no directory %.*s", (int)(slash - path),
                 path);
    else
        diag_add(diag, DIAG_ERROR, path, 0, 0, "cannot be written: %s", strerror(errno));
    return PRODUCT_FAILED;
}

static ProductResult print(const char *text, size_t length, Diag *diag)
{
    fflush(stdout);
    return write_fully(STDOUT_FILENO, text, length) ? PRODUCT_FINE : fail("standard output", diag);
}

static ProductResult write_directly(const char *path, const char *text, size_t length, Diag *diag)
{
    int file = open(path, O_WRONLY | O_CLOEXEC);
    bool written = file >= 0 && write_fully(file, text, length);
    ProductResult result = written ? PRODUCT_FINE : fail(path, diag);
    if (file >= 0)
        close(file);
    return result;
}

static mode_t default_mode(void)
{
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* Puts the text in place of the file at `path`, which is no link. */
static bool replace_file(const char *path, mode_t mode, const char *text, size_t length)
{
    const char *slash = strrchr(path, '/');
    char *temporary = memory_format("%.*s.seamap-XXXXXX", slash ? (int)(slash + 1 - path) : 0, path);
    int file = mkostemp(temporary, O_CLOEXEC);
    bool done = false;
    if (file >= 0) {
        done = write_fully(file, text, length) && fchmod(file, mode) == 0;
        done = close(file) == 0 && done;
        done = done && rename(temporary, path) == 0;
        int reason = errno;
        if (!done)
            unlink(temporary);
        errno = reason;
    }
    free(temporary);
    return done;
}

ProductResult product_write(const char *path, const char *text, size_t length, Diag *diag)
{
    struct stat status;
    if (strcmp(path, "-") == 0)
        return print(text, length, diag);
    bool there = stat(path, &status) == 0;
    if (there && S_ISDIR(status.st_mode)) {
        errno = EISDIR;
        return fail(path, diag);
    }
    if (there && !S_ISREG(status.st_mode))
        return write_directly(path, text, length, diag);
    char *target = there ? realpath(path, NULL) : memory_text(path);
    if (!target)
        return fail(path, diag);
    size_t old_length = 0;
    char *old = there ? product_read(target, &old_length) : NULL;
    bool same = old && old_length == length && memcmp(old, text, length) == 0;
    mode_t mode = there ? status.st_mode & 07777 : default_mode();
    ProductResult result = same || replace_file(target, mode, text, length) ? PRODUCT_FINE : fail(path, diag);
    free(old);
    free(target);
    return result;
}

/* --- comparing --- */

static int print_line(const git_diff_delta *delta, const git_diff_hunk *hunk, const git_diff_line *line, void *context)
{
    FILE *stream = context;
    (void)delta, (void)hunk;
    if (line->origin == GIT_DIFF_LINE_CONTEXT || line->origin == GIT_DIFF_LINE_ADDITION ||
        line->origin == GIT_DIFF_LINE_DELETION)
        fputc(line->origin, stream);
    fwrite(line->content, 1, line->content_len, stream);
    return 0;
}

static void print_difference(const char *path, const char *old, size_t old_length, const char *text, size_t length)
{
    git_diff_options options;
    git_patch *patch = NULL;
    git_libgit2_init();
    git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
    options.flags = GIT_DIFF_FORCE_TEXT;
    if (git_patch_from_buffers(&patch, old, old_length, path, text, length, path, &options) == 0)
        git_patch_print(patch, print_line, stderr);
    git_patch_free(patch);
    git_libgit2_shutdown();
}

ProductResult product_check(const char *path, const char *text, size_t length, Diag *diag)
{
    size_t old_length = 0;
    char *old = product_read(path, &old_length);
    if (!old && errno != ENOENT) {
        diag_add(diag, DIAG_ERROR, path, 0, 0, "cannot be read: %s", strerror(errno));
        return PRODUCT_FAILED;
    }
    bool same = old && old_length == length && memcmp(old, text, length) == 0;
    if (!same) {
        diag_flush(diag);
        if (!old)
            fprintf(stderr, "%s: is not there yet\n", path);
        print_difference(path, old, old_length, text, length);
    }
    free(old);
    return same ? PRODUCT_FINE : PRODUCT_STALE;
}

ProductResult product_deliver(const char *path, const char *text, size_t length, bool check, Diag *diag)
{
    return check ? product_check(path, text, length, diag) : product_write(path, text, length, diag);
}

ProductResult product_make_directory(const char *path, Diag *diag)
{
    struct stat status;
    char *copy = memory_text(path);
    for (char *slash = strchr(copy + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(copy, 0777);
        *slash = '/';
    }
    bool made = mkdir(copy, 0777) == 0;
    int reason = errno;
    free(copy);
    if (made || (reason == EEXIST && stat(path, &status) == 0 && S_ISDIR(status.st_mode)))
        return PRODUCT_FINE;
    if (reason == EEXIST) {
        diag_add(diag, DIAG_ERROR, path, 0, 0, "is no directory, which several diagrams need: name another, or --view");
        return PRODUCT_FAILED;
    }
    errno = reason;
    return fail(path, diag);
}

ProductResult product_worse(ProductResult left, ProductResult right)
{
    return left > right ? left : right;
}

int product_exit_code(ProductResult result)
{
    static const int codes[] = {[PRODUCT_FINE] = 0, [PRODUCT_STALE] = 1, [PRODUCT_FAILED] = 2};
    return codes[result];
}
