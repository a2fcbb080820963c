/* As much of the library's interface as the server uses. */
#pragma once

namespace std {
class thread {
public:
    template <class F, class... A> explicit thread(F &&, A &&...) {}
    void join();
};
}

namespace uWS {

template <class S> class MoveOnlyFunction;
template <class R, class... A> class MoveOnlyFunction<R(A...)> {
public:
    MoveOnlyFunction(decltype(nullptr) = nullptr);
    template <class F> MoveOnlyFunction(F &&) {}
    R operator()(A... arguments);
};

struct HttpRequest;

template <bool SSL> struct HttpResponse {
    template <class U> void upgrade(U &&data);
    void end(const char *text);
};

template <bool SSL, class U> struct WebSocket {
    U *getUserData();
    void send(const char *message);
    void publish(const char *topic, const char *message);
    void end();
};

struct Loop {
    static Loop *get();
    void defer(MoveOnlyFunction<void()> &&callback);
};

template <bool SSL> struct TemplatedApp {
    template <class U> struct WebSocketBehavior {
        int idleTimeout = 120;
        MoveOnlyFunction<void(HttpResponse<SSL> *, HttpRequest *)> upgrade = nullptr;
        MoveOnlyFunction<void(WebSocket<SSL, U> *)> open = nullptr;
        MoveOnlyFunction<void(WebSocket<SSL, U> *, const char *)> message = nullptr;
        MoveOnlyFunction<void(WebSocket<SSL, U> *)> close = nullptr;
    };
    template <class U> TemplatedApp &&ws(const char *pattern, WebSocketBehavior<U> &&behavior);
    TemplatedApp &&get(const char *pattern, MoveOnlyFunction<void(HttpResponse<SSL> *, HttpRequest *)> &&handler);
    TemplatedApp &&listen(int port, MoveOnlyFunction<void(void *)> &&handler);
    TemplatedApp &&run();
};

using App = TemplatedApp<false>;

}
