#pragma once
#include <cstddef>
#include <new>
struct Client {
    void ping()
    {
    }
};

template <class T> class List
{
  public:
    struct Step {
        T *at;
        T &operator*() const
        {
            return *at;
        }
        Step &operator++()
        {
            ++at;
            return *this;
        }
        bool operator!=(const Step &other) const
        {
            return at != other.at;
        }
    };
    Step begin()
    {
        return {items_};
    }
    Step end()
    {
        return {items_ + 2};
    }

  private:
    T items_[2];
};

struct Room {
    Client clients[2];
};
inline Client *begin(Room &room)
{
    return room.clients;
}
inline Client *end(Room &room)
{
    return room.clients + 2;
}

inline void released()
{
}
template <class T> struct Guard {
    ~Guard()
    {
        released();
    }
};

class Pooled
{
  public:
    static void *operator new(size_t size)
    {
        return ::operator new(size);
    }
    static void operator delete(void *memory)
    {
        ::operator delete(memory);
    }
};
