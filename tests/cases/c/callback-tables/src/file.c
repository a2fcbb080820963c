#include "ops.h"

static int file_open(const char *path)
{
    return path != 0;
}
static int file_read(int handle)
{
    return handle;
}
static void file_attach(void)
{
}

/* designated, one of them nested */
static const struct ops file_ops = {
    .read = file_read,
    .open = file_open,
    .name = "file",
    .hooks = {.attach = file_attach},
};

const struct ops *find_ops(const char *name)
{
    return name ? &file_ops : 0;
}
