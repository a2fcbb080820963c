#include "flags.h"

#include "../extractor.h"

#include <stdio.h>
#include <string.h>

enum {
    FLAGS_MAX = 4096,   /* of one command */
    VALUE_MAX = 1 << 16 /* bytes of one value */
};

/* --- endings --- */

bool flags_is_header(const char *path)
{
    static const char *const endings[] = {".h", ".hh", ".hpp", ".hxx", ".h++"};
    const char *slash = strrchr(path, '/'), *dot = strrchr(slash ? slash : path, '.');
    for (size_t i = 0; dot && i < sizeof endings / sizeof *endings; i++)
        if (strcmp(dot, endings[i]) == 0)
            return true;
    return false;
}

/* --- paths --- */

const char *flags_absolute(Arena *arena, const char *directory, const char *path)
{
    size_t above = *path == '/' ? 0 : strlen(directory), length = strlen(path);
    char *out = arena_alloc(arena, above + length + 3), *end = out;
    const char *parts[] = {above ? directory : "", path};
    for (size_t i = 0; i < 2; i++)
        for (const char *part = parts[i]; *part;) {
            size_t size = strcspn(part, "/");
            if (size == 2 && strncmp(part, "..", 2) == 0) {
                while (end > out && *--end != '/')
                    continue;
            } else if (size && !(size == 1 && *part == '.')) {
                *end++ = '/';
                memcpy(end, part, size);
                end += size;
            }
            part += size;
            part += *part == '/';
        }
    if (end == out)
        *end++ = '/';
    *end = '\0';
    return out;
}

static const char *move_path(Arena *arena, const FlagsInput *input, const char *path)
{
    const char *absolute = flags_absolute(arena, input->directory, path);
    size_t length = input->from ? strlen(input->from) : 0;
    if (!length || strncmp(absolute, input->from, length) != 0 || (absolute[length] && absolute[length] != '/'))
        return absolute;
    size_t size = strlen(input->to) + strlen(absolute + length);
    char *moved = arena_alloc(arena, size + 1);
    snprintf(moved, size + 1, "%s%s", input->to, absolute + length);
    return moved;
}

/* --- values --- */

static bool is_word(const char *value)
{
    return *value && !value[strspn(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-")];
}

static bool is_number(const char *value)
{
    return *value && strlen(value) < 6 && !value[strspn(value, "0123456789")];
}

static bool is_library(const char *value)
{
    return strcmp(value, "libc++") == 0 || strcmp(value, "libstdc++") == 0;
}

static bool is_text(const char *value)
{
    return *value != '\0';
}

/*
 * A standard as the oldest libclang that we accept spells it, or NULL when it is not one of the language: then the
 * command cannot mean it, and clang would refuse the whole file.
 */
static const char *spell_standard(const char *value, Language language)
{
    static const struct {
        const char *name, *spelled;
        Language language;
    } standards[] = {
        {"89", "89", LANGUAGE_C},       {"90", "90", LANGUAGE_C},       {"9x", "99", LANGUAGE_C},
        {"99", "99", LANGUAGE_C},       {"1x", "11", LANGUAGE_C},       {"11", "11", LANGUAGE_C},
        {"17", "17", LANGUAGE_C},       {"18", "17", LANGUAGE_C},       {"2x", "2x", LANGUAGE_C},
        {"23", "2x", LANGUAGE_C},       {"2y", "2x", LANGUAGE_C},       {"++98", "++98", LANGUAGE_CPP},
        {"++03", "++03", LANGUAGE_CPP}, {"++0x", "++11", LANGUAGE_CPP}, {"++11", "++11", LANGUAGE_CPP},
        {"++1y", "++14", LANGUAGE_CPP}, {"++14", "++14", LANGUAGE_CPP}, {"++1z", "++17", LANGUAGE_CPP},
        {"++17", "++17", LANGUAGE_CPP}, {"++2a", "++20", LANGUAGE_CPP}, {"++20", "++20", LANGUAGE_CPP},
        {"++2b", "++2b", LANGUAGE_CPP}, {"++23", "++2b", LANGUAGE_CPP}, {"++2c", "++2b", LANGUAGE_CPP},
        {"++26", "++2b", LANGUAGE_CPP},
    };
    bool gnu = strncmp(value, "gnu", 3) == 0;
    if (!gnu && *value != 'c')
        return NULL;
    for (size_t i = 0; i < sizeof standards / sizeof *standards; i++)
        if (standards[i].language == language && strcmp(value + (gnu ? 3 : 1), standards[i].name) == 0)
            return standards[i].spelled;
    return NULL;
}

/* --- the list --- */

typedef enum {
    FLAG_ALONE,    /* as it stands */
    FLAG_VALUE,    /* its value follows, in the same argument or the next */
    FLAG_JOINED,   /* its value follows in the same argument */
    FLAG_PATH,     /* as FLAG_VALUE; a directory */
    FLAG_FILE,     /* as FLAG_VALUE; a file that is read before the source */
    FLAG_STANDARD, /* -std= */
    FLAG_LANGUAGE, /* -x */
    FLAG_NEVER     /* it begins like another, and does not pass */
} FlagShape;

typedef struct {
    const char *name; /* as found */
    FlagShape shape;
    const char *spelled; /* as passed on, when that differs */
    bool (*accepts)(const char *value);
} Flag;

/* The first that fits counts, so a name stands before those that are its beginning. */
static const Flag known[] = {
    {"-isystem", FLAG_PATH, NULL, is_text},
    {"-isysroot", FLAG_PATH, NULL, is_text},
    {"-iquote", FLAG_PATH, NULL, is_text},
    {"-idirafter", FLAG_PATH, NULL, is_text},
    {"-cxx-isystem", FLAG_PATH, NULL, is_text},
    {"-include-pch", FLAG_NEVER, NULL, NULL}, /* memory of a compiler */
    {"-include", FLAG_FILE, NULL, is_text},
    {"--include=", FLAG_FILE, "-include", is_text},
    {"-imacros", FLAG_FILE, NULL, is_text},
    {"-I-", FLAG_NEVER, NULL, NULL},
    {"-I", FLAG_PATH, NULL, is_text},
    {"--include-directory=", FLAG_PATH, "-I", is_text},
    {"--sysroot=", FLAG_PATH, NULL, is_text},
    {"--sysroot", FLAG_PATH, "--sysroot=", is_text},
    {"-D", FLAG_VALUE, NULL, is_text},
    {"--define-macro=", FLAG_JOINED, "-D", is_text},
    {"-U", FLAG_VALUE, NULL, is_text},
    {"--undefine-macro=", FLAG_JOINED, "-U", is_text},
    {"-std=", FLAG_STANDARD, NULL, NULL},
    {"--std=", FLAG_STANDARD, NULL, NULL},
    {"-stdlib=", FLAG_JOINED, NULL, is_library},
    {"-x", FLAG_LANGUAGE, NULL, NULL},
    {"--language=", FLAG_LANGUAGE, NULL, NULL},
    {"--target=", FLAG_JOINED, NULL, is_word},
    {"-target", FLAG_VALUE, "--target=", is_word},
    {"-ansi", FLAG_ALONE, NULL, NULL},
    {"-undef", FLAG_ALONE, NULL, NULL},
    {"-trigraphs", FLAG_ALONE, NULL, NULL},
    {"-pthread", FLAG_ALONE, NULL, NULL},
    {"-nostdinc", FLAG_ALONE, NULL, NULL},
    {"-nostdinc++", FLAG_ALONE, NULL, NULL},
    {"-nostdlibinc", FLAG_ALONE, NULL, NULL},
    {"-m16", FLAG_ALONE, NULL, NULL},
    {"-m32", FLAG_ALONE, NULL, NULL},
    {"-m64", FLAG_ALONE, NULL, NULL},
    {"-mx32", FLAG_ALONE, NULL, NULL},
    {"-march=", FLAG_JOINED, NULL, is_word},
    {"-mcpu=", FLAG_JOINED, NULL, is_word},
    {"-mabi=", FLAG_JOINED, NULL, is_word},
    {"-mfpu=", FLAG_JOINED, NULL, is_word},
    {"-mfloat-abi=", FLAG_JOINED, NULL, is_word},
    {"-mavx", FLAG_ALONE, NULL, NULL},
    {"-mavx2", FLAG_ALONE, NULL, NULL},
    {"-mavx512", FLAG_JOINED, NULL, is_word},
    {"-msse", FLAG_ALONE, NULL, NULL},
    {"-msse2", FLAG_ALONE, NULL, NULL},
    {"-msse3", FLAG_ALONE, NULL, NULL},
    {"-mssse3", FLAG_ALONE, NULL, NULL},
    {"-msse4", FLAG_ALONE, NULL, NULL},
    {"-msse4.1", FLAG_ALONE, NULL, NULL},
    {"-msse4.2", FLAG_ALONE, NULL, NULL},
    {"-maes", FLAG_ALONE, NULL, NULL},
    {"-mpclmul", FLAG_ALONE, NULL, NULL},
    {"-mpopcnt", FLAG_ALONE, NULL, NULL},
    {"-mbmi", FLAG_ALONE, NULL, NULL},
    {"-mbmi2", FLAG_ALONE, NULL, NULL},
    {"-mfma", FLAG_ALONE, NULL, NULL},
    {"-mf16c", FLAG_ALONE, NULL, NULL},
    {"-mlzcnt", FLAG_ALONE, NULL, NULL},
    {"-fexceptions", FLAG_ALONE, NULL, NULL},
    {"-fno-exceptions", FLAG_ALONE, NULL, NULL},
    {"-fcxx-exceptions", FLAG_ALONE, NULL, NULL},
    {"-fno-cxx-exceptions", FLAG_ALONE, NULL, NULL},
    {"-frtti", FLAG_ALONE, NULL, NULL},
    {"-fno-rtti", FLAG_ALONE, NULL, NULL},
    {"-fchar8_t", FLAG_ALONE, NULL, NULL},
    {"-fno-char8_t", FLAG_ALONE, NULL, NULL},
    {"-fshort-enums", FLAG_ALONE, NULL, NULL},
    {"-fno-short-enums", FLAG_ALONE, NULL, NULL},
    {"-fshort-wchar", FLAG_ALONE, NULL, NULL},
    {"-fno-short-wchar", FLAG_ALONE, NULL, NULL},
    {"-fsigned-char", FLAG_ALONE, NULL, NULL},
    {"-fno-signed-char", FLAG_ALONE, NULL, NULL},
    {"-funsigned-char", FLAG_ALONE, NULL, NULL},
    {"-fno-unsigned-char", FLAG_ALONE, NULL, NULL},
    {"-fgnu89-inline", FLAG_ALONE, NULL, NULL},
    {"-fgnu-keywords", FLAG_ALONE, NULL, NULL},
    {"-fno-gnu-keywords", FLAG_ALONE, NULL, NULL},
    {"-fasm", FLAG_ALONE, NULL, NULL},
    {"-fno-asm", FLAG_ALONE, NULL, NULL},
    {"-fblocks", FLAG_ALONE, NULL, NULL},
    {"-fno-blocks", FLAG_ALONE, NULL, NULL},
    {"-fbuiltin", FLAG_ALONE, NULL, NULL},
    {"-fno-builtin", FLAG_ALONE, NULL, NULL},
    {"-fdeclspec", FLAG_ALONE, NULL, NULL},
    {"-fdollars-in-identifiers", FLAG_ALONE, NULL, NULL},
    {"-fno-dollars-in-identifiers", FLAG_ALONE, NULL, NULL},
    {"-fdigraphs", FLAG_ALONE, NULL, NULL},
    {"-fno-digraphs", FLAG_ALONE, NULL, NULL},
    {"-ffreestanding", FLAG_ALONE, NULL, NULL},
    {"-fhosted", FLAG_ALONE, NULL, NULL},
    {"-fms-extensions", FLAG_ALONE, NULL, NULL},
    {"-fno-ms-extensions", FLAG_ALONE, NULL, NULL},
    {"-fms-compatibility", FLAG_ALONE, NULL, NULL},
    {"-fno-ms-compatibility", FLAG_ALONE, NULL, NULL},
    {"-foperator-names", FLAG_ALONE, NULL, NULL},
    {"-fno-operator-names", FLAG_ALONE, NULL, NULL},
    {"-fopenmp", FLAG_ALONE, NULL, NULL},
    {"-fsized-deallocation", FLAG_ALONE, NULL, NULL},
    {"-fno-sized-deallocation", FLAG_ALONE, NULL, NULL},
    {"-faligned-allocation", FLAG_ALONE, NULL, NULL},
    {"-fno-aligned-allocation", FLAG_ALONE, NULL, NULL},
    {"-fno-threadsafe-statics", FLAG_ALONE, NULL, NULL},
    {"-fpic", FLAG_ALONE, NULL, NULL},
    {"-fPIC", FLAG_ALONE, NULL, NULL},
    {"-fpie", FLAG_ALONE, NULL, NULL},
    {"-fPIE", FLAG_ALONE, NULL, NULL},
    {"-ftemplate-depth=", FLAG_JOINED, NULL, is_number},
    {"-fconstexpr-depth=", FLAG_JOINED, NULL, is_number},
    {NULL, FLAG_ALONE, NULL, NULL},
};

static const Flag *find_flag(const char *argument)
{
    const Flag *flag = known;
    for (; flag->name; flag++)
        if (flag->shape == FLAG_ALONE ? strcmp(argument, flag->name) == 0
                                      : strncmp(argument, flag->name, strlen(flag->name)) == 0)
            break;
    return flag;
}

/* The value of the option at *index, which is moved on when it stands in the next argument; NULL: there is none. */
static const char *value_of(const Flag *flag, const FlagsInput *input, size_t *index)
{
    const char *joined = input->arguments[*index] + strlen(flag->name);
    bool separable = flag->name[strlen(flag->name) - 1] != '=' && flag->shape != FLAG_JOINED;
    if (*joined || !separable)
        return joined;
    return *index + 1 < input->count ? input->arguments[++*index] : NULL;
}

/* --- filtering --- */

/* Whether a compiler is called by a name that makes it take everything for C++: g++, x86_64-linux-gnu-g++-12. */
static bool is_cxx_driver(const char *argument)
{
    const char *slash = strrchr(argument, '/'), *name = slash ? slash + 1 : argument, *plus = strstr(name, "++");
    return text_ends_in(name, "++") || (plus && plus[2] == '-');
}

static Language language_named(const char *language)
{
    if (strcmp(language, "c") == 0 || strcmp(language, "c-header") == 0)
        return LANGUAGE_C;
    if (strcmp(language, "c++") == 0 || strcmp(language, "c++-header") == 0)
        return LANGUAGE_CPP;
    return LANGUAGE_COUNT;
}

/* What the file is to be read as: by the last -x, the compiler's name, the file's ending. */
static Language choose_language(const FlagsInput *input)
{
    Language language = extractor_language_of(input->file);
    for (size_t i = 0; i < input->count && *input->arguments[i] != '-'; i++)
        if (is_cxx_driver(input->arguments[i]))
            language = LANGUAGE_CPP;
    for (size_t i = 0; i < input->count; i++) {
        const Flag *flag = find_flag(input->arguments[i]);
        const char *value =
            flag->name && flag->shape != FLAG_ALONE && flag->shape != FLAG_NEVER ? value_of(flag, input, &i) : NULL;
        if (value && flag->shape == FLAG_LANGUAGE && strcmp(value, "none") != 0)
            language = language_named(value);
    }
    return language == LANGUAGE_C || language == LANGUAGE_CPP ? language : LANGUAGE_COUNT;
}

static const char *join(Arena *arena, const char *name, const char *value)
{
    size_t size = strlen(name) + strlen(value);
    char *out = arena_alloc(arena, size + 1);
    snprintf(out, size + 1, "%s%s", name, value);
    return out;
}

typedef struct {
    Arena *arena;
    const FlagsInput *input;
    Flags flags;
} Filter;

static void pass(Filter *filter, const char *argument)
{
    filter->flags.list[filter->flags.count++] = argument;
}

static void pass_value(Filter *filter, const Flag *flag, const char *value)
{
    const char *name = flag->spelled ? flag->spelled : flag->name, *standard;
    switch (flag->shape) {
    case FLAG_PATH:
        pass(filter, join(filter->arena, name, move_path(filter->arena, filter->input, value)));
        return;
    case FLAG_FILE:
        /* Past the driver, which would take a precompiled header that lies beside the file for it. */
        pass(filter, "-Xclang");
        pass(filter, name);
        pass(filter, "-Xclang");
        pass(filter, move_path(filter->arena, filter->input, value));
        return;
    case FLAG_STANDARD:
        standard = spell_standard(value, filter->flags.language);
        if (standard)
            pass(filter, join(filter->arena, strncmp(value, "gnu", 3) == 0 ? "-std=gnu" : "-std=c", standard));
        else
            filter->flags.dropped++;
        return;
    case FLAG_ALONE:
    case FLAG_VALUE:
    case FLAG_JOINED:
        pass(filter, join(filter->arena, name, value));
        return;
    case FLAG_LANGUAGE: /* said by pass_language() */
    case FLAG_NEVER:
        return;
    }
}

static void pass_flag(Filter *filter, size_t *index)
{
    const FlagsInput *input = filter->input;
    const char *argument = input->arguments[*index];
    const Flag *flag = find_flag(argument);
    if (!flag->name || flag->shape == FLAG_NEVER) {
        filter->flags.dropped += *argument == '-';
        return;
    }
    if (flag->shape == FLAG_ALONE) {
        pass(filter, flag->name);
        return;
    }
    const char *value = value_of(flag, input, index);
    if (value && strlen(value) < VALUE_MAX && (!flag->accepts || flag->accepts(value)))
        pass_value(filter, flag, value);
    else
        filter->flags.dropped++;
}

static void pass_language(Filter *filter)
{
    static const char *const names[][2] = {
        [LANGUAGE_C] = {"-xc", "-xc-header"}, [LANGUAGE_CPP] = {"-xc++", "-xc++-header"}};
    pass(filter, names[filter->flags.language][flags_is_header(filter->input->file)]);
}

Flags flags_filter(Arena *arena, const FlagsInput *input)
{
    Filter filter = {.arena = arena, .input = input, .flags.language = choose_language(input)};
    size_t count = input->count < FLAGS_MAX ? input->count : FLAGS_MAX;
    if (filter.flags.language == LANGUAGE_COUNT)
        return filter.flags;
    filter.flags.list = arena_alloc(arena, (4 * count + 2) * sizeof *filter.flags.list);
    pass_language(&filter);
    for (size_t i = 0; i < count; i++)
        pass_flag(&filter, &i);
    return filter.flags;
}
