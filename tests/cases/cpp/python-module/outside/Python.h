#pragma once
typedef struct _object PyObject;
typedef PyObject *(*PyCFunction)(PyObject *, PyObject *);
typedef struct PyMethodDef {
    const char *ml_name;
    PyCFunction ml_meth;
    int ml_flags;
    const char *ml_doc;
} PyMethodDef;
typedef struct PyModuleDef {
    const char *m_name;
    PyMethodDef *m_methods;
} PyModuleDef;
#ifdef __cplusplus
extern "C"
#endif
PyObject *PyModule_Create(PyModuleDef *);
