#pragma once
#include "Python.h"
namespace pybind11 {
class module_
{
  public:
    template <class F> module_ &def(const char *, F &&)
    {
        return *this;
    }
};
template <class T> class class_
{
  public:
    class_(module_ &, const char *name);
    template <class F> class_ &def(const char *, F &&)
    {
        return *this;
    }
};
}
#define PYBIND11_MODULE(name, variable)                                                                                \
    static void pybind11_init_##name(pybind11::module_ &);                                                             \
    extern "C" PyObject *PyInit_##name()                                                                               \
    {                                                                                                                  \
        static pybind11::module_ module;                                                                               \
        pybind11_init_##name(module);                                                                                  \
        return nullptr;                                                                                                \
    }                                                                                                                  \
    void pybind11_init_##name(pybind11::module_ &variable)
