/*
 * The program seamap-clang: reads units for seamap, one after the other (wire.h).
 *
 *     seamap-clang MEGABYTES SECONDS
 *
 * Its input is hostile, and libclang has never promised anything about such. So it limits itself: memory, processor
 * time, no core file, no file written; and holds nothing worth having: no environment, no descriptor but its socket.
 * When libclang crashes, so does this; seamap says which file it was and starts another.
 */
#include "clang.h"
#include "../memory.h"
#include "wire.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utarray.h>
#include <utstring.h>

enum {
    STACK_SIZE = 96 << 20, /* libclang recurses; the kernel leaves room for 128 MiB */
    TEXTS_BEFORE_ARGUMENTS = 3
};

#ifdef __SANITIZE_ADDRESS__
/* What libclang keeps is its own affair. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libclang\nleak:libLLVM\n";
}
#endif

typedef struct {
    unsigned seconds;
    UT_array files;  /* ClangFile: not on disk */
    UT_array listed; /* const char *: the tree's, sorted */
} Worker;

static const UT_icd file_icd = {sizeof(ClangFile), NULL, NULL, NULL};
static const UT_icd path_icd = {sizeof(char *), NULL, NULL, NULL};

/* --- limits --- */

static void limit(int resource, rlim_t value)
{
    struct rlimit old;
    getrlimit(resource, &old);
    setrlimit(resource, &(struct rlimit){value < old.rlim_max ? value : old.rlim_max, old.rlim_max});
}

static void limit_all(rlim_t memory)
{
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_STACK, STACK_SIZE);
#ifndef SEAMAP_SANITIZED /* a sanitizer reserves terabytes */
    limit(RLIMIT_AS, memory);
#else
    (void)memory;
#endif
    prctl(PR_SET_DUMPABLE, 0);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

/* From now on. seamap looks at the clock, too; this is for when it is gone. */
static void limit_time(unsigned seconds)
{
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    limit(RLIMIT_CPU, (rlim_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + seconds + 2);
}

/* --- files --- */

static bool map_files(Worker *worker)
{
    struct stat status;
    if (fstat(WIRE_FILES, &status) != 0)
        return false;
    size_t size = (size_t)status.st_size;
    const char *at = size ? mmap(NULL, size, PROT_READ, MAP_PRIVATE, WIRE_FILES, 0) : "";
    close(WIRE_FILES);
    if (at == MAP_FAILED)
        return false;
    for (const char *end = at + size; at < end;) {
        WireFile file;
        memcpy(&file, at, sizeof file);
        at += sizeof file;
        ClangFile entry = {at, at + file.path_size, file.size - 1};
        if (file.size)
            utarray_push_back(&worker->files, &entry);
        else
            utarray_push_back(&worker->listed, &at);
        at += (size_t)file.path_size + file.size;
    }
    return true;
}

static int compare_paths(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* --- units --- */

typedef struct {
    const Worker *worker;
    UT_string bytes;
    uint32_t count;
} Inputs;

/* The tree lists all files with endings that it knows, but those that it ignores; pieces with other endings belong to
 * what includes them. */
static bool is_ours(void *context, const char *path)
{
    const UT_array *listed = &((const Inputs *)context)->worker->listed;
    return extractor_language_of(path) == LANGUAGE_COUNT ||
           (utarray_len(listed) && bsearch(&path, listed->d, utarray_len(listed), sizeof path, compare_paths));
}

static void add_input(void *context, const char *path, const char *bytes, size_t size)
{
    Inputs *inputs = context;
    WireInput input = {{0}};
    if (bytes)
        wire_digest(bytes, size, input.digest);
    utstring_bincpy(&inputs->bytes, &input, sizeof input);
    utstring_bincpy(&inputs->bytes, path, strlen(path) + 1);
    inputs->count++;
}

static bool answer(const FactsHeader *image, const Inputs *inputs)
{
    WireReply reply = {image->size, inputs->count, (uint32_t)utstring_len(&inputs->bytes)};
    return wire_send(WIRE_SOCKET, &reply, sizeof reply) && wire_send(WIRE_SOCKET, image, image->size) &&
           wire_send(WIRE_SOCKET, utstring_body(&inputs->bytes), utstring_len(&inputs->bytes));
}

static bool read_unit(const Worker *worker, const char *const *texts, uint32_t count)
{
    Inputs inputs = {.worker = worker};
    utstring_init(&inputs.bytes);
    ClangUnit unit = {.root = texts[0],
                      .path = texts[1],
                      .directory = texts[2],
                      .arguments = texts + TEXTS_BEFORE_ARGUMENTS,
                      .argument_count = count - TEXTS_BEFORE_ARGUMENTS,
                      .files = (const ClangFile *)(const void *)worker->files.d,
                      .file_count = utarray_len(&worker->files),
                      .read = add_input,
                      .ours = is_ours,
                      .context = &inputs};
    limit_time(worker->seconds);
    FactsHeader *image = clang_extract(&unit);
    bool answered = answer(image, &inputs);
    free(image);
    utstring_done(&inputs.bytes);
    return answered;
}

/* Takes a request apart and reads its unit. */
static bool serve(const Worker *worker, const WireRequest *request, char *bytes)
{
    const char **texts = memory_zeroed(request->text_count + 1, sizeof *texts);
    uint32_t count = 0;
    for (char *at = bytes; count < request->text_count && at < bytes + request->size; at += strlen(at) + 1)
        texts[count++] = at;
    bool served = count == request->text_count && count >= TEXTS_BEFORE_ARGUMENTS && read_unit(worker, texts, count);
    free(texts);
    return served;
}

static bool serve_next(const Worker *worker)
{
    WireRequest request;
    if (!wire_receive(WIRE_SOCKET, &request, sizeof request) || request.size > WIRE_REQUEST_MAX ||
        request.text_count > request.size)
        return false;
    char *bytes = memory_zeroed((size_t)request.size + 1, 1);
    bool served = wire_receive(WIRE_SOCKET, bytes, request.size) && serve(worker, &request, bytes);
    free(bytes);
    return served;
}

/* Whether seamap went away before we could ask to be told. */
static bool is_orphan(void)
{
    struct pollfd peer = {.fd = WIRE_SOCKET, .events = POLLRDHUP};
    return poll(&peer, 1, 0) > 0 && peer.revents & (POLLRDHUP | POLLHUP);
}

int main(int argc, char **argv)
{
    Worker worker = {.seconds = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 0};
    if (argc < 3)
        return 2;
    utarray_init(&worker.files, &file_icd);
    utarray_init(&worker.listed, &path_icd);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (is_orphan())
        return 2;
    close_range(WIRE_FILES + 1, ~0U, 0);
    limit_all((rlim_t)strtoul(argv[1], NULL, 10) << 20);
    if (chdir("/") != 0 || !map_files(&worker))
        return 2;
    while (serve_next(&worker))
        continue;
    utarray_done(&worker.files);
    utarray_done(&worker.listed);
    return 0;
}
