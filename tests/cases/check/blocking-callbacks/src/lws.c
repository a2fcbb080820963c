#include <loops.h>
#include <unistd.h>

static int callback_chat(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, unsigned long length)
{
    switch (reason) {
    case LWS_CALLBACK_RECEIVE:
        usleep(500);
        break;
    default:
        break;
    }
    return 0;
}

static const struct lws_protocols protocols[] = {{"chat", callback_chat}, {0, 0}};

int main(void)
{
    struct lws_context_creation_info info = {protocols};
    return lws_service(lws_create_context(&info), 0);
}
