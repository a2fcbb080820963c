#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>
class Hub
{
  public:
    using Handler = std::function<void(int)>;
    void on(const std::string &name, Handler handler);
    void on_close(std::function<void()> f)
    {
        closers_.push_back(f);
    }
    void emit(const std::string &name, int value);
    void close();

  private:
    std::map<std::string, Handler> handlers_;
    std::vector<std::function<void()>> closers_;
};
