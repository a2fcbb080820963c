#include <pybind11.h>

class Hub
{
  public:
    void send(int) {}
};
static int count() { return 1; }

PYBIND11_MODULE(_hub, module)
{
    module.def("count", &count).def("twice", [](int n) { return n + count(); });
    pybind11::class_<Hub>(module, "Hub").def("send", &Hub::send);
}
