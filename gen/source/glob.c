#include "glob.h"

#include <ctype.h>
#include <string.h>

/* A stretch of text; at NULL when there is nothing left, which differs from an empty component. */
typedef struct {
    const char *at, *end;
} Span;

static bool is_special(char byte)
{
    return byte == '*' || byte == '?' || byte == '[' || byte == '\\';
}

bool glob_parse(Glob *glob, const char *text, size_t length)
{
    *glob = (Glob){.text = text, .length = length};
    if (length && *glob->text == '!') {
        glob->negated = true;
        glob->text++, glob->length--;
    }
    if (glob->length && glob->text[glob->length - 1] == '/') {
        glob->directory = true;
        glob->length--;
    }
    glob->anchored = memchr(glob->text, '/', glob->length);
    if (glob->length && *glob->text == '/')
        glob->text++, glob->length--;
    glob->literal = true;
    for (size_t i = 0; i < glob->length; i++)
        if (is_special(glob->text[i]))
            glob->literal = false;
    return glob->length > 0;
}

static bool is_in_class(const char *name, size_t length, unsigned char byte)
{
    static const struct {
        const char *name;
        int (*test)(int);
    } classes[] = {{"alnum", isalnum}, {"alpha", isalpha}, {"blank", isblank}, {"cntrl", iscntrl},
                   {"digit", isdigit}, {"graph", isgraph}, {"lower", islower}, {"print", isprint},
                   {"punct", ispunct}, {"space", isspace}, {"upper", isupper}, {"xdigit", isxdigit}};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (strlen(classes[i].name) == length && memcmp(classes[i].name, name, length) == 0)
            return byte < 0x80 && classes[i].test(byte);
    return false;
}

/* One byte of a bracket expression, where a backslash quotes the next one. */
static bool take_bracket_byte(Span *pattern, unsigned char *out)
{
    if (pattern->at < pattern->end && *pattern->at == '\\')
        pattern->at++;
    if (pattern->at >= pattern->end)
        return false;
    *out = (unsigned char)*pattern->at++;
    return true;
}

/* Matches `byte` against the bracket expression after `[` and moves behind its `]`. An open one matches nothing. */
static bool match_bracket(Span *pattern, unsigned char byte)
{
    bool negated = false, matched = false;
    if (pattern->at < pattern->end && (*pattern->at == '!' || *pattern->at == '^')) {
        negated = true;
        pattern->at++;
    }
    for (bool first = true; pattern->at < pattern->end; first = false) {
        if (*pattern->at == ']' && !first) {
            pattern->at++;
            return matched != negated;
        }
        if (pattern->end - pattern->at > 3 && pattern->at[0] == '[' && pattern->at[1] == ':') {
            const char *name = pattern->at + 2;
            const char *close = memmem(name, (size_t)(pattern->end - name), ":]", 2);
            if (close) {
                matched |= is_in_class(name, (size_t)(close - name), byte);
                pattern->at = close + 2;
                continue;
            }
        }
        unsigned char low, high;
        if (!take_bracket_byte(pattern, &low))
            return false;
        high = low;
        if (pattern->end - pattern->at > 1 && pattern->at[0] == '-' && pattern->at[1] != ']') {
            pattern->at++;
            if (!take_bracket_byte(pattern, &high))
                return false;
        }
        matched |= low <= byte && byte <= high;
    }
    return false;
}

/* Matches one byte of a name against the pattern's next element, which is no star, and moves behind that. */
static bool match_byte(Span *pattern, unsigned char byte)
{
    unsigned char element = (unsigned char)*pattern->at++;
    if (element == '?')
        return true;
    if (element == '[')
        return match_bracket(pattern, byte);
    if (element == '\\') {
        if (pattern->at >= pattern->end)
            return false;
        element = (unsigned char)*pattern->at++;
    }
    return element == byte;
}

/* A name without slashes. When something fails behind a star, only the last star has to try again. */
static bool match_component(Span pattern, Span name)
{
    const char *star = NULL, *resume = NULL;
    while (name.at < name.end || pattern.at < pattern.end) {
        if (pattern.at < pattern.end && *pattern.at == '*') {
            star = ++pattern.at;
            resume = name.at;
            continue;
        }
        if (pattern.at < pattern.end && name.at < name.end && match_byte(&pattern, (unsigned char)*name.at)) {
            name.at++;
            continue;
        }
        if (!star || resume >= name.end)
            return false;
        pattern.at = star;
        name.at = ++resume;
    }
    return true;
}

static Span take_component(Span *path)
{
    const char *slash = memchr(path->at, '/', (size_t)(path->end - path->at));
    Span component = {path->at, slash ? slash : path->end};
    path->at = slash ? slash + 1 : NULL;
    return component;
}

/* The same for components: only the last `**` has to try again. */
static bool match_path(Span pattern, Span path)
{
    const char *star = NULL, *resume = NULL;
    while (path.at || pattern.at) {
        if (pattern.at) {
            Span component = take_component(&pattern);
            if (component.end - component.at == 2 && memcmp(component.at, "**", 2) == 0) {
                if (!pattern.at)
                    return path.at;
                star = pattern.at;
                resume = path.at;
                continue;
            }
            if (!path.at)
                return false;
            if (match_component(component, take_component(&path)))
                continue;
        }
        if (!star || !resume)
            return false;
        path.at = resume;
        take_component(&path);
        resume = path.at;
        pattern.at = star;
    }
    return true;
}

bool glob_matches(const Glob *glob, const char *path, bool is_directory)
{
    if (glob->directory && !is_directory)
        return false;
    const char *slash = glob->anchored ? NULL : strrchr(path, '/');
    const char *subject = slash ? slash + 1 : path;
    size_t length = strlen(subject);
    if (glob->literal)
        return length == glob->length && memcmp(subject, glob->text, length) == 0;
    Span pattern = {glob->text, glob->text + glob->length}, text = {subject, subject + length};
    return glob->anchored ? match_path(pattern, text) : match_component(pattern, text);
}

/* Whether the pattern is about a directory above path, whose bytes are cut at each slash in turn. */
static bool matches_above(const Glob *glob, char *path)
{
    for (char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        bool matched = glob_matches(glob, path, true);
        *slash = '/';
        if (matched)
            return true;
    }
    return false;
}

bool glob_list_matches(const char *const *patterns, const char *path, bool is_directory)
{
    if (!patterns || !*patterns)
        return false;
    char buffer[4096];
    size_t length = strlen(path);
    if (length >= sizeof buffer)
        return false;
    memcpy(buffer, path, length + 1);
    for (; *patterns; patterns++) {
        Glob glob;
        const char *text = strncmp(*patterns, "./", 2) == 0 ? *patterns + 1 : *patterns;
        if (glob_parse(&glob, text, strlen(text)) && !glob.negated &&
            (glob_matches(&glob, path, is_directory) || matches_above(&glob, buffer)))
            return true;
    }
    return false;
}
