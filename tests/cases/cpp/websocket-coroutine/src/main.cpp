#include <beast.hpp>

namespace asio = boost::asio;

class Journal {
public:
    asio::awaitable<void> append(const char *text);
    void flush();
};

asio::awaitable<void> Journal::append(const char *)
{
    flush();
    co_return;
}

void Journal::flush()
{
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
}

static asio::awaitable<bool> authenticate(boost::beast::websocket::stream &stream)
{
    char token[64];
    co_return co_await stream.async_read(token, asio::use_awaitable) > 0;
}

static asio::awaitable<void> serve(asio::ip::tcp::socket socket, Journal &journal)
{
    boost::beast::websocket::stream stream(socket);
    char message[512];
    co_await stream.async_accept(asio::use_awaitable);
    if (!co_await authenticate(stream))
        co_return;
    while (co_await stream.async_read(message, asio::use_awaitable)) {
        co_await journal.append(message);
        co_await stream.async_write(message, asio::use_awaitable);
    }
    journal.append("gone"); /* nobody awaits it: it never runs */
    co_await stream.async_close(1000, asio::use_awaitable);
}

static asio::awaitable<void> listen(asio::io_context &context, Journal &journal)
{
    asio::basic_socket_acceptor acceptor(context);
    for (;;) {
        asio::ip::tcp::socket socket = co_await acceptor.async_accept(asio::use_awaitable);
        asio::co_spawn(context, serve(socket, journal), asio::detached);
    }
}

int main()
{
    asio::io_context context;
    Journal journal;
    asio::co_spawn(context, listen(context, journal), asio::detached);
    context.run();
}
