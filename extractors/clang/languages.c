#include "languages.h"

static const char *const c_suffixes[] = {".c", ".h", NULL};
static const char *const cpp_suffixes[] = {".cc", ".cpp", ".cxx", ".c++", ".C", ".hh", ".hpp", ".hxx", ".h++", NULL};

const Extractor c_extractor = {.name = "c", .suffixes = c_suffixes, .by_unit = true};
const Extractor cpp_extractor = {.name = "c++", .suffixes = cpp_suffixes, .by_unit = true};
