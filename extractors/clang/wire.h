/*
 * wire.h - how seamap and a worker talk about units.
 *
 * libclang is not linked into seamap: loading it takes longer than a small run, and hostile source may crash it. A
 * worker is a process of its own (worker.c) that is asked for one unit at a time over a socket, and answers each. Both
 * sides are of one build, on one machine; yet what a worker says is checked, since its input is not trusted.
 */
#ifndef SEAMAP_WIRE_H
#define SEAMAP_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    WIRE_SOCKET = 3, /* descriptors of a worker: the socket … */
    WIRE_FILES = 4,  /* … and a WireFile for each file of the tree */
    WIRE_REQUEST_MAX = 16 << 20,
    WIRE_INPUTS_MAX = 64 << 20,
    WIRE_IMAGE_MAX = 1 << 30,
    WIRE_DIGEST = 16
};

/* Asks for a unit. Behind it: root, path, directory, arguments, each ending in NUL. */
typedef struct {
    uint32_t text_count, size;
} WireRequest;

/* Behind it: the image of facts, then the inputs. */
typedef struct {
    uint32_t image_size, input_count, inputs_size;
} WireReply;

/* A file that the unit depends on: its path, ending in NUL, follows. */
typedef struct {
    unsigned char digest[WIRE_DIGEST]; /* of its content; zeros: it is not there, and its coming would matter */
} WireInput;

/*
 * Behind it: a path and a content, each ending in a NUL that is counted. Size 0: a file that the tree lists, by its path
 * relative to the root; these are sorted. Else a file that is not on disk, by its absolute path.
 */
typedef struct {
    uint32_t path_size, size;
} WireFile;

/* All of `size` bytes, or false. */
bool wire_send(int socket, const void *bytes, size_t size);
bool wire_receive(int socket, void *bytes, size_t size);

/* The content of a file as a digest, which is never all zeros. */
void wire_digest(const void *bytes, size_t size, unsigned char digest[WIRE_DIGEST]);

#endif
