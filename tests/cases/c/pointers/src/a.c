#include <pthread.h>

typedef int (*handler)(int);

int apply(handler h, int x);
handler choose(int which);

static int twice(int x)
{
    return 2 * x;
}
static int thrice(int x)
{
    return 3 * x;
}
static int never(int x)
{
    return x;
}
static void *work(void *argument)
{
    return argument;
}
static void on_signal(int number)
{
    (void)number;
}
static int through(handler h)
{
    return apply(h, 1);
}

handler choose(int which)
{
    return which ? twice : &thrice;
}

int main(int argc, char **argv)
{
    handler local = twice;
    handler mentioned = never;
    pthread_t thread;
    (void)argv;
    (void)mentioned;
    (void)sizeof(never(1));
    (*local)(1);
    choose(argc)(2);
    through(thrice);
    pthread_create(&thread, 0, work, 0);
    (argc > 1 ? on_signal : 0)(3);
    return (twice)(4);
}
