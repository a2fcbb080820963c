#include "ops.h"

static void (*idle_hook)(void);

void register_idle(void (*idle)(void))
{
    idle_hook = idle;
}

static void use(const struct ops *ops)
{
    int handle = ops->open("/tmp/x");
    if (handle)
        (*ops->read)(handle);
    ops->hooks.attach();
    ops->hooks.detach();
}

void run_steps(void);

int main(void)
{
    use(find_ops("file"));
    run_steps();
    idle_hook();
    return 0;
}
