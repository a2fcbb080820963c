#include <loops.h>
#include <unistd.h>

static void on_timer(int error)
{
    sleep(3);
}

int main()
{
    boost::asio::io_context context;
    boost::asio::steady_timer timer, other;
    timer.async_wait(on_timer);
    other.async_wait([&](int error) { timer.wait(); });
    context.run();
}
