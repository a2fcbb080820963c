#include <libwebsockets.h>
#include <signal.h>
#include <string.h>

static int stopped;

static void on_message(void)
{
}

static int chat(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t len)
{
    if (reason == LWS_CALLBACK_RECEIVE)
        on_message();
    return 0;
}

static int admin(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t len)
{
    return 0;
}

static const struct lws_protocols protocols[] = {{"chat", chat, 0, 0}, {NULL, NULL, 0, 0}};
static const struct lws_protocols private_protocols[] = {{.name = "admin", .callback = admin}, {.name = NULL}};

static void on_interrupt(int number)
{
    stopped = number;
}

static void never_called(void)
{
}

int main(void)
{
    struct lws_context_creation_info info, more;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_interrupt;
    sigaction(SIGINT, &action, NULL);
    memset(&info, 0, sizeof info);
    info.port = 7681;
    info.protocols = protocols;
    info.user = never_called;
    struct lws_context *context = lws_create_context(&info);
    more = (struct lws_context_creation_info){.port = 7682, .protocols = private_protocols};
    lws_create_vhost(context, &more);
    while (!stopped && lws_service(context, 0) >= 0)
        continue;
    lws_context_destroy(context);
    return 0;
}
