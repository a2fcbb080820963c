#include <libwebsockets.h>

static int echo(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t len)
{
    return lws_callback_on_writable(wsi);
}

static struct lws_protocols protocols[] = {{"echo", echo, 0, 0}, {NULL, NULL, 0, 0}};

int main(void)
{
    struct lws_context_creation_info info = {7681, protocols, NULL};
    struct lws_context *context = lws_create_context(&info);
    while (lws_service(context, 0) >= 0)
        continue;
    return 0;
}
