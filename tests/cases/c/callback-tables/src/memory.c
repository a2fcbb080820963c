#include "ops.h"

static int memory_open(const char *path)
{
    return !path;
}
static int memory_read(int handle)
{
    return -handle;
}
static void memory_detach(void)
{
}
static void tick(void)
{
}
static void unused(void)
{
}

/* positional, in an array, with a nested aggregate */
const struct ops memory_ops[] = {
    {"memory", memory_open, memory_read, {0, memory_detach}},
    {"nothing"},
};

static void (*const steps[])(void) = {tick, memory_detach};

void run_steps(void)
{
    for (int i = 0; i < 2; i++)
        steps[i]();
    register_idle(tick);
    (void)unused;
}
