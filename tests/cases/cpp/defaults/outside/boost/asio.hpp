#pragma once
namespace boost { namespace asio {
template <bool B> struct constraint { using type = int; };
template <class Protocol> class basic_socket_acceptor
{
  public:
    template <class Executor, class Token>
    void async_accept(const Executor &executor, Token &&token, typename constraint<true>::type = 0);
};
} }
