#include "task.h"
static int add(int a, int b) { return a + b; }
static Task both(int a)
{
    int first = co_await read_one(a);
    if (first)
        co_return add(first, co_await read_one(2));
    auto later = read_one(3);
    co_return co_await later;
}
Task serve()
{
    auto handler = [](int n) -> Task { co_return co_await both(n); };
    co_return co_await handler(1);
}
