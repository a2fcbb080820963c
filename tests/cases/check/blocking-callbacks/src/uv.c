#include <loops.h>
#include <stdlib.h>
#include <unistd.h>

static void resolve(void)
{
    sleep(1);
}

static void on_connection(uv_stream_t *server, int status)
{
    resolve();
}

static void work(uv_work_t *request)
{
    sleep(2);
}

static void after_work(uv_work_t *request, int status)
{
    system("sync");
}

static int by_age(const void *left, const void *right)
{
    usleep(1);
    return 0;
}

static void on_tick(uv_timer_t *timer)
{
    int numbers[4] = {0};
    qsort(numbers, 4, sizeof *numbers, by_age);
}

int main(void)
{
    uv_work_t request;
    uv_timer_t timer;
    uv_listen(NULL, 128, on_connection);
    uv_queue_work(NULL, &request, work, after_work);
    uv_timer_start(&timer, on_tick, 0, 1000);
    sleep(1);
    return uv_run(NULL, 0);
}
