#pragma once
struct Room {
    void open()
    {
    }
};
struct Hall {
    void open()
    {
    }
};

template <class T> class Registry
{
  public:
    static Registry &instance()
    {
        static Registry registry;
        return registry;
    }
    void add(T &item)
    {
        item.open();
        last_ = &item;
    }
    T *last()
    {
        return last_;
    }

  private:
    T *last_ = nullptr;
};

template <class F> void twice(F f)
{
    f(1);
    f(2);
}

template <class F> void four_times(F f)
{
    twice(f);
    twice(f);
}

inline void log(int)
{
}
template <class T> void unused(T &item)
{
    log(1);
    item.open();
}

template <class T> struct Codec {
    static void write(T &item)
    {
        item.open();
    }
};
template <> struct Codec<int> {
    static void write(int &item)
    {
        log(item);
    }
};
