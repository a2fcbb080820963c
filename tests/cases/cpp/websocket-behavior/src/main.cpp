#include <App.h>

struct Player {
    int score = 0;
};

using Socket = uWS::WebSocket<false, Player>;

class Match {
public:
    void enter(Socket *socket) { socket->send("welcome"); }
    void move(Socket *socket, const char *text) { socket->publish("moves", text); }
    void leave(Socket *) {}
    void tick() {}
};

static Match &match()
{
    static Match the_match;
    return the_match;
}

static bool verify_token(uWS::HttpRequest *request)
{
    return request != nullptr;
}

static void simulate(uWS::Loop *loop)
{
    for (;;)
        loop->defer([] { match().tick(); });
}

int main()
{
    std::thread simulation(simulate, uWS::Loop::get());
    uWS::App()
        .ws<Player>("/play",
                    {.idleTimeout = 60,
                     .upgrade =
                         [](auto *response, auto *request) {
                             if (!verify_token(request))
                                 response->end("no");
                             else
                                 response->upgrade(Player{});
                         },
                     .open = [](auto *socket) { match().enter(socket); },
                     .message = [](auto *socket, const char *text) { match().move(socket, text); },
                     .close = [](auto *socket) { match().leave(socket); }})
        .get("/status", [](auto *response, auto *) { response->end("fine"); })
        .listen(9001, [](void *) {})
        .run();
    simulation.join();
}
