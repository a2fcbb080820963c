#include "net.h"

int main(void)
{
    handshake();
    transmit();
    return 0;
}
