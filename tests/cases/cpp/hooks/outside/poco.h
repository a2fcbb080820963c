namespace Poco {
class Runnable {
public:
    virtual void run() = 0;
};
class Thread {
public:
    void start(Runnable &target);
};
namespace Net {
class Request;
class Response;
class HTTPRequestHandler {
public:
    virtual void handleRequest(Request &, Response &) = 0;
};
class HTTPRequestHandlerFactory {
public:
    virtual HTTPRequestHandler *createRequestHandler(const Request &) = 0;
};
}
}
