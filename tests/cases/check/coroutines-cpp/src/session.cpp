#include <coroutine>
#include <unistd.h>
#include <thread>
#include <chrono>
struct Task {
    struct promise_type {
        Task get_return_object() { return {}; }
        std::suspend_always initial_suspend() { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() {}
    };
    bool await_ready() { return true; }
    void await_suspend(std::coroutine_handle<>) {}
    void await_resume() {}
};
struct Detached {
    struct promise_type {
        Detached get_return_object() { return {}; }
        std::suspend_never initial_suspend() { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() {}
    };
};
Task step() { co_return; }
Detached fire() { co_return; }
static void helper() { sleep(1); }
Task run()
{
    step();
    fire();
    step(); // seamap: ignore[never-awaited] known
    std::this_thread::sleep_for(std::chrono::seconds(1));
    sleep(2);
    helper();
    auto kept = step();
    co_await kept;
    co_await step();
}
