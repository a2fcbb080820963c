#include "drogon.h"
#include "poco.h"

static void work() {}

class Echo : public Poco::Net::HTTPRequestHandler {
    void handleRequest(Poco::Net::Request &, Poco::Net::Response &) override { work(); }
    void other() { work(); }
};

class Ticker : public Poco::Runnable {
    void run() override { work(); }
};

class Log : public drogon::HttpMiddleware<Log> {
    void invoke(int) override { work(); }
};

/* Hooks of what derives from a class of the tree, whether that has them or not. */
class Loud : public Echo {
    void handleRequest(Poco::Net::Request &, Poco::Net::Response &) override { work(); }
};

class Handler : public Poco::Net::HTTPRequestHandler {
};

class Quiet : public Handler {
    void handleRequest(Poco::Net::Request &, Poco::Net::Response &) override { work(); }
};

class Factory : public Poco::Net::HTTPRequestHandlerFactory {
    Poco::Net::HTTPRequestHandler *createRequestHandler(const Poco::Net::Request &) override { return new Quiet; }
};

class Clock : public Ticker {
};

void start(Poco::Thread &thread, Ticker &ticker)
{
    Clock clock;
    thread.start(clock);
    thread.start(ticker);
}

int main()
{
    Poco::Thread thread;
    Ticker ticker;
    start(thread, ticker);
}
