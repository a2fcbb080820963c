#include "extractor.h"

#include "clang/languages.h"
#include "python/python.h"

#include <string.h>

const Extractor *const extractors[LANGUAGE_COUNT] = {
    [LANGUAGE_PYTHON] = &python_extractor,
    [LANGUAGE_C] = &c_extractor,
    [LANGUAGE_CPP] = &cpp_extractor,
};

static bool ends_in(const char *path, const char *suffix)
{
    size_t length = strlen(path), end = strlen(suffix);
    return length > end && strcmp(path + length - end, suffix) == 0;
}

Language extractor_language_of(const char *path)
{
    for (int language = 0; language < LANGUAGE_COUNT; language++)
        for (const char *const *suffix = extractors[language]->suffixes; *suffix; suffix++)
            if (ends_in(path, *suffix))
                return language;
    return LANGUAGE_COUNT;
}
