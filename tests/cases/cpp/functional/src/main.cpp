#include "hub.h"
#include <thread>
#include <future>

struct Counter {
    void operator()(int value) { total += value; }
    int total = 0;
};

class Session {
public:
    void start(Hub &hub)
    {
        hub.on_close(std::bind(&Session::stop, this));
        std::thread([this] { work(); }).detach();
        void (Session::*step)() = &Session::work;
        (this->*step)();
    }
    void stop() {}
    void work() {}
};

static void echo(int) {}
static int job(int n) { return n; }

int main()
{
    Hub hub;
    Session session;
    hub.on("echo", echo);
    session.start(hub);
    hub.emit("echo", 1);
    hub.close();
    Counter counter;
    counter(3);
    std::thread counting(counter, 4);
    auto answer = std::async(std::launch::async, job, 3);
    std::function<void(int)> copy = echo, again = copy;
    again(2);
    counting.join();
    return answer.get();
}
