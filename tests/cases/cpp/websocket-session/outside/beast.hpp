/* As much of the library's interface as the server uses. */
#pragma once

namespace std {
template <class T> class shared_ptr {
public:
    T *operator->() const;
};
template <class T> class enable_shared_from_this {
public:
    shared_ptr<T> shared_from_this();
};
template <class T, class... A> shared_ptr<T> make_shared(A &&...arguments);
template <class T> T &&move(T &value);
class thread {
public:
    template <class F, class... A> explicit thread(F &&, A &&...) {}
    void join();
};
}

namespace boost {
namespace asio {

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
    template <class H> void async_accept(io_context &context, H &&handler);
};

template <class E, class F> void dispatch(E &executor, F &&function);
template <class E, class F> void post(E &executor, F &&function);

}

namespace beast {

struct error_code {
    explicit operator bool() const;
};

template <class H, class... A> auto bind_front_handler(H &&handler, A &&...arguments)
{
    return [=](auto... rest) { handler(arguments..., rest...); };
}

namespace websocket {

template <class T> class stream {
public:
    explicit stream(T socket);
    asio::io_context &get_executor();
    template <class H> void async_accept(H &&handler);
    template <class B, class H> void async_read(B &buffer, H &&handler);
    template <class B, class H> void async_write(B &buffer, H &&handler);
    template <class H> void async_close(int code, H &&handler);
};

}
}
}
