#include "extractor.h"

#include "clang/languages.h"
#include "python/python.h"

#include <string.h>

const Extractor *const extractors[LANGUAGE_COUNT] = {
    [LANGUAGE_PYTHON] = &python_extractor,
    [LANGUAGE_C] = &c_extractor,
    [LANGUAGE_CPP] = &cpp_extractor,
};

Language extractor_language_of(const char *path)
{
    const char *end = strrchr(path, '.');
    for (int language = 0; end && end != path && language < LANGUAGE_COUNT; language++)
        for (const char *const *suffix = extractors[language]->suffixes; *suffix; suffix++)
            if ((*suffix)[1] == end[1] && strcmp(*suffix, end) == 0)
                return language;
    return LANGUAGE_COUNT;
}
