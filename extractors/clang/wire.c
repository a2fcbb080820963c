#include "wire.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <xxhash.h>

bool wire_send(int socket, const void *bytes, size_t size)
{
    for (const char *at = bytes; size;) {
        ssize_t sent = send(socket, at, size, MSG_NOSIGNAL);
        if (sent < 0 && errno != EINTR)
            return false;
        at += sent > 0 ? sent : 0;
        size -= sent > 0 ? (size_t)sent : 0;
    }
    return true;
}

bool wire_receive(int socket, void *bytes, size_t size)
{
    for (char *at = bytes; size;) {
        ssize_t got = recv(socket, at, size, 0);
        if (got == 0 || (got < 0 && errno != EINTR))
            return false;
        at += got > 0 ? got : 0;
        size -= got > 0 ? (size_t)got : 0;
    }
    return true;
}

void wire_digest(const void *bytes, size_t size, unsigned char digest[WIRE_DIGEST])
{
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes, size));
    memcpy(digest, canonical.digest, WIRE_DIGEST);
    digest[0] |= 1; /* zeros mean that there is no such file */
}
