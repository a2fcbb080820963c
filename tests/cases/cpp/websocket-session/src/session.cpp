#include "session.hpp"

using boost::beast::bind_front_handler;

Session::Session(boost::asio::ip::tcp::socket socket) : stream_(socket) {}

void Session::run()
{
    boost::asio::dispatch(stream_.get_executor(), bind_front_handler(&Session::on_run, shared_from_this()));
}

void Session::on_run()
{
    stream_.async_accept(bind_front_handler(&Session::on_accept, shared_from_this()));
}

void Session::on_accept(boost::beast::error_code error)
{
    if (!error)
        do_read();
}

void Session::do_read()
{
    stream_.async_read(buffer_, bind_front_handler(&Session::on_read, shared_from_this()));
}

void Session::on_read(boost::beast::error_code error, unsigned long)
{
    if (error)
        return stream_.async_close(1000, bind_front_handler(&Session::on_close, shared_from_this()));
    stream_.async_write(buffer_, bind_front_handler(&Session::on_write, shared_from_this()));
}

void Session::on_write(boost::beast::error_code error, unsigned long)
{
    buffer_.consume();
    if (!error)
        do_read();
}

void Session::on_close(boost::beast::error_code) {}

void Buffer::consume() {}
