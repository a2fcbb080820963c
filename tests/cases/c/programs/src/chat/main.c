#include "../shared.h"
int serve(void);
static int start(void)
{
    return serve();
}
int main(void)
{
    return start() + report(1);
}
