static void one() {}
static void two(int) {}
static void three(double) {}
static int make() { return 3; }

template <class F> void run(F f) { f(); }
void keep(void (*f)());

struct Holder {
    void (*hook)() = [] { one(); };
    void fire() { hook(); }
};

template <class T> void destroy(T &item) { item.~T(); } /* which does not call it */

int main()
{
    auto plain = [] { one(); };
    plain();
    run([&] { plain(); });
    auto generic = [](auto x) { two(x); };
    generic(1);
    generic('c');
    auto outer = [](int n) {
        auto inner = [n] { three(n); };
        return inner;
    };
    outer(1)();
    keep([] { two(2); });
    auto owner = [value = make()] { return value; };
    owner();
    [] { one(); }();
    Holder().fire();
    destroy(plain);
}
