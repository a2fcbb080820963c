#include <libraries.h>
#include <signal.h>
#include <stdlib.h>
#include <threads.h>

static int poll_mailbox(void *unused)
{
    return 0;
}

static void on_accept(struct evconnlistener *listener, int fd, void *argument)
{
}

static void on_read(struct bufferevent *event, void *argument)
{
}

static void on_event(struct bufferevent *event, short what, void *argument)
{
}

static void on_tick(int fd, short what, void *argument)
{
}

static void on_hangup(int number)
{
}

static void on_term(int number, siginfo_t *info, void *context)
{
}

static void set_up(void)
{
}

static void clean_up(void)
{
}

void start(struct event_base *base, struct bufferevent *event)
{
    static once_flag once = ONCE_FLAG_INIT;
    struct sigaction action = {.sa_sigaction = on_term, .sa_flags = SA_SIGINFO};
    thrd_t thread;
    call_once(&once, set_up);
    thrd_create(&thread, poll_mailbox, NULL);
    evconnlistener_new_bind(base, on_accept, NULL, 0, -1, NULL, 0);
    bufferevent_setcb(event, on_read, NULL, on_event, NULL);
    event_new(base, -1, 0, on_tick, NULL);
    signal(SIGHUP, on_hangup);
    sigaction(SIGTERM, &action, NULL);
    atexit(clean_up);
    event_base_dispatch(base);
}
