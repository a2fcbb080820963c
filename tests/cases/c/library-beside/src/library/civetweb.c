#include "civetweb.h"

struct mg_context {
    mg_websocket_data_handler data;
    void *user;
};

void mg_set_websocket_handler(struct mg_context *context, const char *uri, mg_websocket_connect_handler connect,
                              mg_websocket_ready_handler ready, mg_websocket_data_handler data,
                              mg_websocket_close_handler close, void *user)
{
    context->data = data;
    context->user = user;
}

void mg_serve(struct mg_context *context, struct mg_connection *connection)
{
    context->data(connection, 1, "", 0, context->user);
}
