typedef int (*handler)(int);
int apply(handler h, int x);

int apply(handler h, int x)
{
    return h(x);
}
