#include <Python.h>

static void xor(void) {}

static PyObject *apply_mask(PyObject *self, PyObject *arguments)
{
    (void)self;
    xor();
    return arguments;
}

static PyObject *unmask(PyObject *self, PyObject *arguments)
{
    (void)self;
    return arguments;
}

static PyMethodDef methods[] = {
    {"apply_mask", apply_mask, 1, "Masks."},
    {.ml_name = "remove_mask", .ml_meth = (PyCFunction)unmask},
    {0},
};
static PyModuleDef module = {"speedups", methods};

PyObject *PyInit_speedups(void)
{
    return PyModule_Create(&module);
}
