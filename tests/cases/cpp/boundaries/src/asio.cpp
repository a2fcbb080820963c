#include <libraries.h>

namespace asio = boost::asio;

static void log_it()
{
}

static asio::awaitable<> tick()
{
    co_return;
}

static asio::awaitable<> listen()
{
    co_await tick();
}

class Session {
public:
    void start(asio::io_context &context)
    {
        asio::post(context, boost::beast::bind_front_handler(&Session::read, this));
        asio::dispatch(context, [this] { write(); });
    }
    void read() {}
    void write() {}
    void stop(int number) {}
};

void run(asio::io_context &context, asio::thread_pool &pool, Session &session)
{
    asio::signal_set signals;
    session.start(context);
    asio::co_spawn(context, listen(), asio::detached);
    asio::co_spawn(context, []() -> asio::awaitable<> { co_await tick(); }, asio::detached);
    asio::defer(pool, log_it);
    signals.async_wait(boost::beast::bind_front_handler(&Session::stop, &session));
    context.run();
}
