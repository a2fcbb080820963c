#include "registry.h"
void rooms()
{
    Room room;
    Registry<Room>::instance().add(room);
    Codec<Room>::write(room);
    int number = 0;
    Codec<int>::write(number);
}
