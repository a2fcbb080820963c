#include "worker.h"

#include "../extractors/clang/wire.h"
#include "../extractors/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utstring.h>

enum {
    SECONDS = 120,
    MEGABYTES = 4096,
    IDLE_SHARE = 4, /* of the time limit, without any use of the processor: it waits for something that never comes */
    PATIENCE = 60,  /* seconds for an answer that has begun */
    IDLE_LEAST = 2,
    LOOKS = 4, /* a second, at what it has used */
    CLEAR_OF_FIXED = 16
};

struct Worker {
    WorkerLimits limits;
    pid_t process; /* 0: none */
    int socket;
};

Worker *worker_new(const WorkerLimits *limits)
{
    Worker *worker = memory_zeroed(1, sizeof *worker);
    worker->limits = *limits;
    if (!worker->limits.seconds)
        worker->limits.seconds = SECONDS;
    if (!worker->limits.megabytes)
        worker->limits.megabytes = MEGABYTES;
    worker->limits.files = fcntl(limits->files, F_DUPFD_CLOEXEC, CLEAR_OF_FIXED);
    return worker;
}

/* --- the process --- */

/* Beside seamap, as in a build, or where `install` puts it. */
static bool find_program(char *path, size_t size)
{
    static const char *const places[] = {"/seamap-clang", "/../libexec/seamap/seamap-clang"};
    char self[4096];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (length <= 0)
        return false;
    self[length] = '\0';
    *strrchr(self, '/') = '\0';
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        int wanted = snprintf(path, size, "%s%s", self, places[i]);
        if (wanted > 0 && (size_t)wanted < size && access(path, X_OK) == 0)
            return true;
    }
    return false;
}

/* What it sees of our environment: nothing but what tells a sanitizer how to report. */
static void make_environment(char **out)
{
    static const char *const kept[] = {"ASAN_OPTIONS=", "LSAN_OPTIONS=", "UBSAN_OPTIONS=", "TSAN_OPTIONS="};
    *out++ = (char *)"LC_ALL=C";
    *out++ = (char *)"LIBCLANG_NOTHREADS=1";              /* its own threads have small stacks */
    *out++ = (char *)"LIBCLANG_DISABLE_CRASH_RECOVERY=1"; /* what has crashed cannot be trusted any more */
    for (char **variable = environ; *variable; variable++)
        for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
            if (strncmp(*variable, kept[i], strlen(kept[i])) == 0)
                *out++ = *variable;
    *out = NULL;
}

static int spawn(const Worker *worker, const char *program, int socket, pid_t *process)
{
    char megabytes[16], seconds[16], *environment[8];
    char *arguments[] = {(char *)"seamap-clang", megabytes, seconds, NULL};
    posix_spawn_file_actions_t actions;
    snprintf(megabytes, sizeof megabytes, "%u", worker->limits.megabytes);
    snprintf(seconds, sizeof seconds, "%u", worker->limits.seconds);
    make_environment(environment);
    posix_spawn_file_actions_init(&actions);
    for (int i = STDIN_FILENO; i <= STDERR_FILENO; i++)
        posix_spawn_file_actions_addopen(&actions, i, "/dev/null", i == STDIN_FILENO ? O_RDONLY : O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, socket, WIRE_SOCKET);
    posix_spawn_file_actions_adddup2(&actions, worker->limits.files, WIRE_FILES);
    int failure = posix_spawn(process, program, &actions, NULL, arguments, environment);
    posix_spawn_file_actions_destroy(&actions);
    return failure;
}

/* Moves a descriptor out of the way of those that have a fixed number in the worker. */
static int move_up(int descriptor)
{
    int moved = fcntl(descriptor, F_DUPFD_CLOEXEC, CLEAR_OF_FIXED);
    close(descriptor);
    return moved;
}

static bool start(Worker *worker, char *reason, size_t reason_size)
{
    char program[4200];
    int pair[2], failure;
    if (!find_program(program, sizeof program)) {
        snprintf(reason, reason_size, "is not read: seamap-clang, which reads C and C++, does not lie beside seamap");
        return false;
    }
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
        snprintf(reason, reason_size, "is not read: no socket: %s", strerror(errno));
        return false;
    }
    /* It answers at once or in one go; see await_answer() for the time between. */
    struct timeval patience = {.tv_sec = PATIENCE};
    setsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(pair[0], SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    pair[1] = move_up(pair[1]);
    failure = spawn(worker, program, pair[1], &worker->process);
    close(pair[1]);
    worker->socket = pair[0];
    if (!failure)
        return true;
    worker->process = 0;
    close(worker->socket);
    snprintf(reason, reason_size, "is not read: %s cannot be started: %s", program, strerror(failure));
    return false;
}

/* Ends the process, if it has not ended by itself, and says how it went: wait status and what it used. */
static int stop(Worker *worker, struct rusage *usage)
{
    int status = 0;
    close(worker->socket);
    kill(worker->process, SIGKILL);
    while (wait4(worker->process, &status, 0, usage) < 0 && errno == EINTR)
        continue;
    worker->process = 0;
    return status;
}

void worker_free(Worker *worker)
{
    struct rusage usage;
    if (!worker)
        return;
    if (worker->process)
        stop(worker, &usage);
    close(worker->limits.files);
    free(worker);
}

/* --- asking --- */

static bool send_unit(const Worker *worker, const WorkerUnit *unit)
{
    UT_string text;
    utstring_init(&text);
    const char *head[] = {unit->root, unit->path, unit->directory};
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        utstring_bincpy(&text, head[i], strlen(head[i]) + 1);
    for (size_t i = 0; i < unit->argument_count; i++)
        utstring_bincpy(&text, unit->arguments[i], strlen(unit->arguments[i]) + 1);
    WireRequest request = {(uint32_t)(sizeof head / sizeof *head + unit->argument_count),
                           (uint32_t)utstring_len(&text)};
    bool sent = utstring_len(&text) <= WIRE_REQUEST_MAX && wire_send(worker->socket, &request, sizeof request) &&
                wire_send(worker->socket, utstring_body(&text), utstring_len(&text));
    utstring_done(&text);
    return sent;
}

typedef enum {
    WAIT_ANSWERED,
    WAIT_GONE, /* it ended by itself */
    WAIT_BUSY, /* for too long */
    WAIT_IDLE  /* for too long */
} Wait;

static double seconds_on(clockid_t clock)
{
    struct timespec now = {0};
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/*
 * Waits until there is something to receive. What counts is the processor's time, so that a busy machine makes no
 * difference; who uses none, look after look, waits for something that will not come, like the other end of a pipe. Looks
 * are counted, not seconds: when the whole machine stands still, nobody looks.
 */
static Wait await_answer(const Worker *worker)
{
    clockid_t clock;
    struct pollfd poll_on = {.fd = worker->socket, .events = POLLIN};
    unsigned patience =
        worker->limits.seconds / IDLE_SHARE > IDLE_LEAST ? worker->limits.seconds / IDLE_SHARE : IDLE_LEAST;
    if (clock_getcpuclockid(worker->process, &clock) != 0)
        return WAIT_GONE;
    double begun = seconds_on(clock), used = begun;
    for (unsigned idle = 0; idle <= patience * LOOKS; idle++) {
        int ready = poll(&poll_on, 1, 1000 / LOOKS);
        if (ready > 0)
            return poll_on.revents & POLLIN ? WAIT_ANSWERED : WAIT_GONE;
        if (ready < 0 && errno != EINTR)
            return WAIT_GONE;
        double use = seconds_on(clock);
        if (use > used)
            idle = 0;
        used = use;
        if (used - begun > worker->limits.seconds)
            return WAIT_BUSY;
    }
    return WAIT_IDLE;
}

/* Whether the inputs are what wire.h says. */
static bool are_sound(const char *inputs, size_t size, uint32_t count)
{
    const char *end = inputs + size;
    for (; inputs < end && count; count--) {
        if ((size_t)(end - inputs) <= sizeof(WireInput))
            return false;
        const char *path = inputs + sizeof(WireInput), *stop = memchr(path, '\0', (size_t)(end - path));
        if (!stop)
            return false;
        inputs = stop + 1;
    }
    return inputs == end && !count;
}

static bool receive(const Worker *worker, WorkerAnswer *answer)
{
    WireReply reply;
    Facts facts;
    *answer = (WorkerAnswer){0};
    if (!wire_receive(worker->socket, &reply, sizeof reply) || reply.inputs_size > WIRE_INPUTS_MAX ||
        reply.image_size > WIRE_IMAGE_MAX)
        return false;
    answer->image = memory_alloc((size_t)reply.image_size + 1);
    answer->inputs = memory_alloc((size_t)reply.inputs_size + 1);
    answer->inputs_size = reply.inputs_size;
    if (wire_receive(worker->socket, answer->image, reply.image_size) &&
        wire_receive(worker->socket, answer->inputs, reply.inputs_size) &&
        facts_open(&facts, answer->image, reply.image_size) &&
        are_sound(answer->inputs, reply.inputs_size, reply.input_count))
        return true;
    free(answer->image);
    free(answer->inputs);
    return false;
}

/* --- what went wrong --- */

static void explain(const Worker *worker, Wait wait, int status, const struct rusage *usage, char *reason, size_t size)
{
    const WorkerLimits *limits = &worker->limits;
    /* what grows by doubling may fail with little more than a quarter in use */
    bool full = (unsigned long)usage->ru_maxrss >> 10 > limits->megabytes / 4;
    if (wait == WAIT_BUSY || (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU))
        snprintf(reason, size, "is not read: libclang takes more than %u s for it", limits->seconds);
    else if (wait == WAIT_IDLE)
        snprintf(reason, size, "is not read: libclang waits for something that does not come");
    else if (wait == WAIT_GONE && full)
        snprintf(reason, size, "is not read: libclang needs more than %u MiB for it", limits->megabytes);
    else if (WIFSIGNALED(status))
        snprintf(reason, size, "is not read: libclang crashes on it (%s)", strsignal(WTERMSIG(status)));
    else
        snprintf(reason, size, "is not read: libclang fails on it (exit code %d)", WEXITSTATUS(status));
}

bool worker_ask(Worker *worker, const WorkerUnit *unit, WorkerAnswer *answer, char *reason, size_t reason_size)
{
    struct rusage usage = {0};
    if (!worker->process && !start(worker, reason, reason_size))
        return false;
    Wait wait = send_unit(worker, unit) ? await_answer(worker) : WAIT_GONE;
    if (wait == WAIT_ANSWERED && receive(worker, answer))
        return true;
    int status = stop(worker, &usage);
    explain(worker, wait == WAIT_ANSWERED ? WAIT_GONE : wait, status, &usage, reason, reason_size);
    return false;
}
