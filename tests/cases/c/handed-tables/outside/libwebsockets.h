/* As much of the library's interface as the server uses. */
#ifndef LIBWEBSOCKETS_H
#define LIBWEBSOCKETS_H

#include <stddef.h>

struct lws;
struct lws_context;
struct lws_vhost;

enum lws_callback_reasons {
    LWS_CALLBACK_PROTOCOL_INIT = 27,
    LWS_CALLBACK_PROTOCOL_DESTROY = 28,
    LWS_CALLBACK_FILTER_PROTOCOL_CONNECTION = 20,
    LWS_CALLBACK_ESTABLISHED = 0,
    LWS_CALLBACK_RECEIVE = 6,
    LWS_CALLBACK_SERVER_WRITEABLE = 11,
    LWS_CALLBACK_CLOSED = 4,
    LWS_CALLBACK_EVENT_WAIT_CANCELLED = 71,
    LWS_CALLBACK_GET_THREAD_ID = 31
};

typedef int lws_callback_function(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t len);

struct lws_protocols {
    const char *name;
    lws_callback_function *callback;
    size_t per_session_data_size;
    size_t rx_buffer_size;
};

struct lws_context_creation_info {
    int port;
    const struct lws_protocols *protocols;
    void *user;
};

struct lws_context *lws_create_context(const struct lws_context_creation_info *info);
struct lws_vhost *lws_create_vhost(struct lws_context *context, const struct lws_context_creation_info *info);
void lws_context_destroy(struct lws_context *context);
int lws_service(struct lws_context *context, int timeout);
void lws_cancel_service(struct lws_context *context);
int lws_write(struct lws *wsi, unsigned char *buffer, size_t length, int protocol);
int lws_callback_on_writable(struct lws *wsi);

#endif
