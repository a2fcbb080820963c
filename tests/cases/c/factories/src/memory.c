#include "room.h"
#include <stdlib.h>

void *zalloc(unsigned long size)
{
    return calloc(1, size);
}
