#include "net.h"

static void send_plain(void)
{
}

static void send_tls(void)
{
}

void transmit(void)
{
#ifdef TLS
    send_tls();
#else
    send_plain();
#endif
}

#ifdef TLS
void handshake(void)
{
    transmit();
}
#endif
