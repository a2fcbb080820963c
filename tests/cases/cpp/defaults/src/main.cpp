#include <boost/asio.hpp>

static int port() { return 80; }
static int host() { return 1; }

struct Listener {
    boost::asio::basic_socket_acceptor<int> acceptor;
    void listen(int where = host(), int at = port()) { acceptor.async_accept(where, [this] { on_accept(); }); (void)at; }
    void on_accept() {}
};

int main()
{
    Listener listener;
    listener.listen();
    listener.listen(2);
    listener.listen(2, 3);
}
