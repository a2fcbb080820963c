#include "../library/civetweb.h"

static int on_connect(const struct mg_connection *connection, void *user)
{
    return 0;
}

static void on_ready(struct mg_connection *connection, void *user)
{
}

static void answer(struct mg_connection *connection)
{
}

static int on_data(struct mg_connection *connection, int bits, char *bytes, unsigned long size, void *user)
{
    answer(connection);
    return 1;
}

static void on_close(const struct mg_connection *connection, void *user)
{
}

int main(void)
{
    struct mg_context *context = 0;
    mg_set_websocket_handler(context, "/chat", on_connect, on_ready, on_data, on_close, 0);
    mg_serve(context, 0);
}
