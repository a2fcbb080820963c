#include "room.h"

#include <libwebsockets.h>
#include <pthread.h>
#include <signal.h>

static struct room *lobby;
static struct lws_context *context;
static volatile int stopped;

static int token_valid(const char *token)
{
    return token[0] != 0;
}

static void drain_mailbox(void)
{
}

static int callback_chat(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t len)
{
    (void)user;
    switch (reason) {
    case LWS_CALLBACK_PROTOCOL_INIT:
        lobby = room_new();
        break;
    case LWS_CALLBACK_PROTOCOL_DESTROY:
        room_free(lobby);
        break;
    case LWS_CALLBACK_FILTER_PROTOCOL_CONNECTION:
        if (!token_valid(in))
            return -1;
        break;
    case LWS_CALLBACK_ESTABLISHED:
        room_join(lobby, wsi);
        break;
    case LWS_CALLBACK_RECEIVE:
        room_post(lobby, in, len);
        break;
    case LWS_CALLBACK_SERVER_WRITEABLE:
        return room_flush(lobby, wsi);
    case LWS_CALLBACK_CLOSED:
        room_leave(lobby, wsi);
        break;
    case LWS_CALLBACK_EVENT_WAIT_CANCELLED:
        drain_mailbox();
        break;
    case LWS_CALLBACK_GET_THREAD_ID: /* of which the catalog knows nothing */
        return (int)pthread_self();
    default:
        break;
    }
    return 0;
}

static const struct lws_protocols protocols[] = {
    {"chat", callback_chat, 0, 1024},
    {.name = NULL},
};

static void *watch(void *unused)
{
    while (!stopped)
        lws_cancel_service(context);
    return unused;
}

static void on_interrupt(int number)
{
    (void)number;
    stopped = 1;
}

int main(void)
{
    struct lws_context_creation_info info = {.port = 7681, .protocols = protocols};
    pthread_t watcher;
    signal(SIGINT, on_interrupt);
    context = lws_create_context(&info);
    pthread_create(&watcher, NULL, watch, NULL);
    while (!stopped && lws_service(context, 0) >= 0)
        continue;
    pthread_join(watcher, NULL);
    lws_context_destroy(context);
    return 0;
}
