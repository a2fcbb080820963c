#include "shared.h"
int report(int value)
{
    return clamp(value);
}
