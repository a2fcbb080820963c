#include "session.hpp"

class Listener : public std::enable_shared_from_this<Listener> {
public:
    explicit Listener(boost::asio::io_context &context) : context_(context), acceptor_(context) {}

    void run() { do_accept(); }

private:
    void do_accept()
    {
        acceptor_.async_accept(context_,
                               boost::beast::bind_front_handler(&Listener::on_accept, shared_from_this()));
    }

    void on_accept(boost::beast::error_code error, boost::asio::ip::tcp::socket socket)
    {
        if (!error)
            std::make_shared<Session>(std::move(socket))->run();
        do_accept();
    }

    boost::asio::io_context &context_;
    boost::asio::basic_socket_acceptor acceptor_;
};

int main()
{
    boost::asio::io_context context;
    std::make_shared<Listener>(context)->run();
    std::thread worker([&context] { context.run(); });
    context.run();
    worker.join();
}
