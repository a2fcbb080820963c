#include "task.h"
static int plain(int x) { return x; }
Task read_one(int id)
{
    co_return plain(id);
}
Numbers numbers()
{
    co_yield plain(1);
}
