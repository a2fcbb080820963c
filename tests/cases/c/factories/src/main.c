#include "room.h"

int main(void)
{
    struct client *client = client_open(3);
    return client == 0;
}
