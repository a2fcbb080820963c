/* As much of the library's interface as the server uses, and of coroutines as a compiler asks for. */
#pragma once

namespace std {

template <class R, class... A> struct coroutine_traits {
    using promise_type = typename R::promise_type;
};

template <class P = void> struct coroutine_handle {
    static coroutine_handle from_address(void *address) noexcept;
    static coroutine_handle from_promise(P &promise) noexcept;
    void *address() const noexcept;
    operator coroutine_handle<>() const noexcept;
};

template <> struct coroutine_handle<void> {
    static coroutine_handle from_address(void *address) noexcept;
    void *address() const noexcept;
};

struct suspend_always {
    bool await_ready() const noexcept;
    void await_suspend(coroutine_handle<>) const noexcept;
    void await_resume() const noexcept;
};

namespace chrono {
struct milliseconds {
    explicit milliseconds(int count);
};
}

namespace this_thread {
void sleep_for(chrono::milliseconds duration);
}

}

namespace boost {
namespace asio {

template <class T> class awaitable {
public:
    struct promise_type {
        awaitable get_return_object();
        std::suspend_always initial_suspend();
        std::suspend_always final_suspend() noexcept;
        void return_value(T value);
        void unhandled_exception();
    };
    bool await_ready();
    void await_suspend(std::coroutine_handle<> handle);
    T await_resume();
};

template <> class awaitable<void> {
public:
    struct promise_type {
        awaitable get_return_object();
        std::suspend_always initial_suspend();
        std::suspend_always final_suspend() noexcept;
        void return_void();
        void unhandled_exception();
    };
    bool await_ready();
    void await_suspend(std::coroutine_handle<> handle);
    void await_resume();
};

struct use_awaitable_t {
};
extern const use_awaitable_t use_awaitable;
struct detached_t {
};
extern const detached_t detached;

class io_context {
public:
    void run();
};

namespace ip {
struct tcp {
    class socket {
    };
};
}

class basic_socket_acceptor {
public:
    explicit basic_socket_acceptor(io_context &context);
    awaitable<ip::tcp::socket> async_accept(use_awaitable_t token);
};

template <class E, class F, class T> void co_spawn(E &executor, F &&function, T token);

}

namespace beast {
namespace websocket {

class stream {
public:
    explicit stream(asio::ip::tcp::socket socket);
    asio::awaitable<void> async_accept(asio::use_awaitable_t token);
    asio::awaitable<int> async_read(char *buffer, asio::use_awaitable_t token);
    asio::awaitable<int> async_write(const char *buffer, asio::use_awaitable_t token);
    asio::awaitable<void> async_close(int code, asio::use_awaitable_t token);
};

}
}
}
