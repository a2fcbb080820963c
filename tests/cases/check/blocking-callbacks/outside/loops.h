/* As much of libuv, libwebsockets and Asio as the server uses. */
#ifndef LOOPS_H
#define LOOPS_H

#ifdef __cplusplus
extern "C" {
#endif
typedef struct uv_loop_s uv_loop_t;
typedef struct uv_stream_s uv_stream_t;
typedef struct { void *data; } uv_work_t;
typedef struct { void *data; } uv_timer_t;
typedef void (*uv_connection_cb)(uv_stream_t *server, int status);
typedef void (*uv_work_cb)(uv_work_t *work);
typedef void (*uv_after_work_cb)(uv_work_t *work, int status);
typedef void (*uv_timer_cb)(uv_timer_t *timer);
int uv_listen(uv_stream_t *stream, int backlog, uv_connection_cb callback);
int uv_queue_work(uv_loop_t *loop, uv_work_t *work, uv_work_cb callback, uv_after_work_cb after);
int uv_timer_start(uv_timer_t *timer, uv_timer_cb callback, unsigned long timeout, unsigned long repeat);
int uv_run(uv_loop_t *loop, int mode);

struct lws;
enum lws_callback_reasons { LWS_CALLBACK_RECEIVE, LWS_CALLBACK_CLOSED };
struct lws_protocols {
    const char *name;
    int (*callback)(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, unsigned long length);
};
struct lws_context_creation_info {
    const struct lws_protocols *protocols;
};
struct lws_context *lws_create_context(const struct lws_context_creation_info *info);
int lws_service(struct lws_context *context, int timeout);
#ifdef __cplusplus
}

namespace boost { namespace asio {
class io_context {
public:
    unsigned long run();
};
class steady_timer {
public:
    template <typename Handler> void async_wait(Handler &&handler) {}
    void wait();
};
} }
#endif
#endif
