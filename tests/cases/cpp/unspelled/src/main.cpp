#include "list.h"

static bool is_there(Client *client)
{
    return client != nullptr;
}

int main()
{
    List<Client> list;
    for (Client &client : list)
        client.ping();
    Room room;
    for (Client &client : room)
        is_there(&client);
    Guard<int> guard;
    delete new Pooled;
}
