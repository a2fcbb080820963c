namespace Poco {
class Runnable {
public:
    virtual void run() = 0;
};
namespace Net {
class Request;
class Response;
class HTTPRequestHandler {
public:
    virtual void handleRequest(Request &, Response &) = 0;
};
}
}
