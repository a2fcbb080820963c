#include <algorithm>
#include <functional>
#include <vector>

struct Peer {
    void send(int) {}
    void close() {}
    void ping() {}
    void drop() {}
};

struct Pinger {
    template <class T> void operator()(T *peer) const { peer->ping(); }
};

int main()
{
    std::vector<Peer *> all;
    std::for_each(all.begin(), all.end(), [](auto *peer) { peer->close(); });
    std::for_each(all.begin(), all.end(), Pinger{});
    std::function<void(Peer *)> kept = [](auto *peer) { peer->send(1); };
    kept(all[0]);
    std::invoke([](auto *peer) { peer->drop(); }, all[0]);
    auto unused = [](auto *peer) { peer->send(2); };
    (void)unused;
}
