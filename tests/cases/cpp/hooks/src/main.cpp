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
