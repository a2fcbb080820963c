#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

class Client
{
  public:
    explicit Client(int id) : id_(id) { check(id); }
    int id() const { return id_; }

  private:
    static void check(int) {}
    int id_;
};

static std::optional<Client> find_client(int id)
{
    std::optional<Client> found;
    found.emplace(id);
    return found;
}

static void keep(std::vector<Client> &clients, const Client &client) { clients.emplace_back(client); }

static bool by_id(const Client &left, const Client &right) { return left.id() < right.id(); }

static void greet(int) {}

int main()
{
    std::vector<Client> clients;
    clients.emplace_back(1);
    keep(clients, *find_client(2));
    std::map<std::string, Client> named;
    named.try_emplace("x", 3);
    std::sort(clients.begin(), clients.end(), by_id);
    std::for_each(clients.begin(), clients.end(), [](const Client &client) { greet(client.id()); });
    std::invoke(greet, 4);
}
