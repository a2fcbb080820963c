#include "registry.h"
static void count(int) {}
void halls()
{
    Hall hall;
    Registry<Hall>::instance().add(hall);
    Registry<Hall>::instance().last()->open();
    four_times(count);
}
