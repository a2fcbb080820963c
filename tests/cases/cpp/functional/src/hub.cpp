#include "hub.h"
void Hub::on(const std::string &name, Handler handler) { handlers_[name] = std::move(handler); }
void Hub::emit(const std::string &name, int value)
{
    auto found = handlers_.find(name);
    if (found != handlers_.end())
        found->second(value);
}
void Hub::close()
{
    for (auto &closer : closers_)
        closer();
}
