extern "C" int plain(int);
namespace lib {
inline namespace v2 {
int over(int x) { return x; }
int over(char) { return plain(1); }
int over(const char *text, int n = 0) { return over(n) + (text != nullptr); }
}
namespace {
int hidden() { return over('c'); }
}
struct Outer {
    struct Inner {
        int get() const { return 1; }
        int get() { return 2; }
        operator int() const { return get(); }
    };
    Inner inner;
    int sum() { return inner + inner.get(); }
};
}
static int local()
{
    struct Visitor {
        int visit() { return lib::hidden(); }
    };
    return Visitor().visit();
}
static int in_lambda()
{
    auto make = [] {
        struct Data {
            int get() { return 1; }
        };
        return Data().get();
    };
    return make();
}
template <class F> struct Hook;
template <class R, class... A> struct Hook<R(A...)> {
    void set(R (*)(A...)) {}
};
Hook<int(int)> &wrap(int, Hook<int(int)> &hook) { return hook; }
Hook<int(int)> &wrap(char, Hook<int(int)> &hook) { return hook; }
void use(Hook<int(int)> &hook)
{
    wrap(1, hook);
    wrap('c', hook).set(nullptr);
}
int main() { return local() + in_lambda() + lib::over(3) + lib::over("x") + lib::Outer().sum(); }
