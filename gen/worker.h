/*
 * worker.h - a process that reads units of C and C++ for us: seamap-clang, which lies beside seamap.
 *
 * libclang may crash on what it reads, hang, or eat memory. It takes only its own process down: the unit is lost, and
 * said to be, and the next one gets a new process.
 */
#ifndef SEAMAP_WORKER_H
#define SEAMAP_WORKER_H

#include "../extractors/facts.h"
#include <stdbool.h>
#include <stddef.h>

typedef struct {
    const char *root;      /* of the tree, absolute */
    const char *path;      /* the main file, absolute */
    const char *directory; /* absolute */
    const char *const *arguments;
    size_t argument_count;
} WorkerUnit;

typedef struct {
    FactsHeader *image; /* checked */
    char *inputs;       /* WireInput (wire.h) and path of each file that was read; checked */
    size_t inputs_size;
} WorkerAnswer;

typedef struct {
    unsigned seconds;   /* of processor time a unit may take; 0: a default */
    unsigned megabytes; /* of address space; 0: a default */
    int files;          /* descriptor of what source/snapshot.h writes */
} WorkerLimits;

typedef struct Worker Worker;

/* One a thread. Its process starts with the first unit. */
Worker *worker_new(const WorkerLimits *limits);
void worker_free(Worker *worker);

/* Has a unit read. False when that failed, with the reason (caller's buffer). The caller frees what `answer` holds. */
bool worker_ask(Worker *worker, const WorkerUnit *unit, WorkerAnswer *answer, char *reason, size_t reason_size);

#endif
