#include "manager.h"
Manager &Manager::instance()
{
    static Manager manager(1);
    return manager;
}
std::unique_ptr<Manager> make_manager(int size) { return std::make_unique<Manager>(size); }
std::shared_ptr<Manager> share_manager() { return std::make_shared<Manager>(2, "shared"); }
std::optional<Manager> try_manager(bool wanted)
{
    if (!wanted)
        return std::nullopt;
    return Manager(3);
}
Manager *raw_manager() { return new Manager(4); }
Manager *get_manager() { return raw_manager(); }
std::unique_ptr<Manager> Builder::build() const { return std::unique_ptr<Manager>(new Manager(size_)); }
