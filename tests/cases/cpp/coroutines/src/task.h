#pragma once
#include <coroutine>
struct Task {
    struct promise_type {
        Task get_return_object()
        {
            return {};
        }
        std::suspend_always initial_suspend()
        {
            return {};
        }
        std::suspend_always final_suspend() noexcept
        {
            return {};
        }
        void return_value(int)
        {
        }
        void unhandled_exception()
        {
        }
    };
    bool await_ready()
    {
        return true;
    }
    void await_suspend(std::coroutine_handle<>)
    {
    }
    int await_resume()
    {
        return 1;
    }
};
struct Numbers {
    struct promise_type {
        Numbers get_return_object()
        {
            return {};
        }
        std::suspend_always initial_suspend()
        {
            return {};
        }
        std::suspend_always final_suspend() noexcept
        {
            return {};
        }
        std::suspend_always yield_value(int)
        {
            return {};
        }
        void return_void()
        {
        }
        void unhandled_exception()
        {
        }
    };
};
Task read_one(int id);
