#pragma once

#include <beast.hpp>

struct Buffer {
    void consume();
};

class Session : public std::enable_shared_from_this<Session> {
public:
    explicit Session(boost::asio::ip::tcp::socket socket);
    void run();

private:
    void on_run();
    void on_accept(boost::beast::error_code error);
    void do_read();
    void on_read(boost::beast::error_code error, unsigned long count);
    void on_write(boost::beast::error_code error, unsigned long count);
    void on_close(boost::beast::error_code error);

    boost::beast::websocket::stream<boost::asio::ip::tcp::socket> stream_;
    Buffer buffer_;
};
