#include "../shared.h"
static int start(void)
{
    return 1;
}
int serve(void)
{
    return clamp(start());
}
