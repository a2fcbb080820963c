#include "extractor.h"

#include "clang/languages.h"
#include "python/python.h"
#include "strings.h"

#include <string.h>

const Extractor *const extractors[LANGUAGE_COUNT] = {
    [LANGUAGE_PYTHON] = &python_extractor,
    [LANGUAGE_C] = &c_extractor,
    [LANGUAGE_CPP] = &cpp_extractor,
};

Language extractor_language_of(const char *path)
{
    for (int language = 0; language < LANGUAGE_COUNT; language++)
        for (const char *const *suffix = extractors[language]->suffixes; *suffix; suffix++)
            if (strlen(path) > strlen(*suffix) && text_ends_in(path, *suffix))
                return language;
    return LANGUAGE_COUNT;
}
