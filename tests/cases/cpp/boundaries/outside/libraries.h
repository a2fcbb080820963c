/* As much of libevent and Asio as the program uses. */
#ifndef LIBRARIES_H
#define LIBRARIES_H

#ifdef __cplusplus
#include <coroutine>
#include <utility>

namespace boost { namespace asio {
class io_context {
public:
    unsigned long run();
};
class thread_pool {
};
template <typename Result = void> class awaitable {
public:
    struct promise_type {
        awaitable get_return_object() { return {}; }
        std::suspend_always initial_suspend() { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() {}
    };
    bool await_ready() { return true; }
    void await_suspend(std::coroutine_handle<>) {}
    void await_resume() {}
};
struct detached_t {
};
constexpr detached_t detached;
template <typename Executor, typename Handler> void post(Executor &executor, Handler &&handler) {}
template <typename Executor, typename Handler> void dispatch(Executor &executor, Handler &&handler) {}
template <typename Executor, typename Handler> void defer(Executor &executor, Handler &&handler) {}
template <typename Executor, typename Awaitable, typename Token>
void co_spawn(Executor &executor, Awaitable &&what, Token token) {}
class basic_signal_set {
public:
    template <typename Handler> void async_wait(Handler &&handler) {}
};
typedef basic_signal_set signal_set;
} namespace beast {
template <typename Handler, typename... Args> Handler bind_front_handler(Handler &&handler, Args &&...args)
{
    return handler;
}
} }
#else
struct event_base;
struct event;
struct bufferevent;
struct evconnlistener;
typedef void (*event_callback_fn)(int fd, short what, void *argument);
struct event *event_new(struct event_base *base, int fd, short what, event_callback_fn callback, void *argument);
int event_base_dispatch(struct event_base *base);
void bufferevent_setcb(struct bufferevent *event, void (*read)(struct bufferevent *, void *),
                       void (*write)(struct bufferevent *, void *), void (*event_cb)(struct bufferevent *, short, void *),
                       void *argument);
struct evconnlistener *evconnlistener_new_bind(struct event_base *base,
                                               void (*accepted)(struct evconnlistener *, int, void *), void *argument,
                                               unsigned flags, int backlog, const void *address, int length);
#endif
#endif
