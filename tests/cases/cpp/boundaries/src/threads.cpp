#include <future>
#include <pthread.h>
#include <thread>

class Worker {
public:
    void loop() {}
    void operator()() {}
};

static int compute(int number)
{
    return number;
}

static void flush()
{
}

static void watch()
{
}

static int task()
{
    return 1;
}

static void *serve(void *argument)
{
    return argument;
}

static void on_exit_of_thread(void *)
{
}

int main()
{
    Worker worker;
    std::thread first(&Worker::loop, &worker);
    std::thread second(worker);
    std::jthread third([] { flush(); });
    std::jthread fourth(watch);
    auto later = std::async(std::launch::async, compute, 3);
    std::packaged_task<int()> packaged(task);
    std::thread fifth(std::move(packaged));
    pthread_t thread;
    pthread_create(&thread, nullptr, serve, nullptr);
    pthread_key_t key;
    pthread_key_create(&key, on_exit_of_thread);
}
