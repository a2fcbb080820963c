#pragma once
#include <memory>
#include <optional>
#include <string>
class Manager
{
  public:
    Manager() = default;
    explicit Manager(int size)
    {
        grow(size);
    }
    Manager(int size, std::string name) : name_(std::move(name))
    {
        grow(size);
    }
    static Manager &instance();

  private:
    void grow(int)
    {
    }
    std::string name_;
};
class Builder
{
  public:
    Builder &size(int n)
    {
        size_ = n;
        return *this;
    }
    Builder &name(const char *)
    {
        return *this;
    }
    std::unique_ptr<Manager> build() const;

  private:
    int size_ = 0;
};
std::unique_ptr<Manager> make_manager(int size);
std::shared_ptr<Manager> share_manager();
std::optional<Manager> try_manager(bool wanted);
Manager *raw_manager();
Manager *get_manager();
