#include "suggest.h"

#include <string.h>
#include <utstring.h>

enum {
    WORD_MAX = 200
};

Suggestion suggest_start(const char *word)
{
    size_t length = strlen(word);
    size_t limit = length < 5 ? 1 : length / 3 + 1;
    return (Suggestion){.word = word, .distance = limit > 4 ? 5 : limit + 1};
}

void suggest_offer(Suggestion *suggestion, const char *candidate)
{
    size_t distance = suggest_distance(suggestion->word, candidate, suggestion->distance - 1);
    if (distance < suggestion->distance && distance < strlen(candidate)) {
        suggestion->distance = distance;
        suggestion->best = candidate;
    }
}

static size_t least(size_t a, size_t b, size_t c)
{
    size_t least_two = a < b ? a : b;
    return least_two < c ? least_two : c;
}

size_t suggest_distance(const char *left, const char *right, size_t limit)
{
    size_t height = strlen(left), width = strlen(right);
    size_t difference = height > width ? height - width : width - height;
    size_t rows[3][WORD_MAX + 1]; /* the table's last three rows, in turn: a swap looks two rows back */
    if (difference > limit || width > WORD_MAX)
        return limit + 1;
    for (size_t x = 0; x <= width; x++)
        rows[0][x] = x;
    for (size_t y = 1; y <= height; y++) {
        size_t *row = rows[y % 3], *above = rows[(y - 1) % 3];
        size_t smallest = row[0] = y;
        for (size_t x = 1; x <= width; x++) {
            size_t change = above[x - 1] + (left[y - 1] != right[x - 1]);
            row[x] = least(change, above[x] + 1, row[x - 1] + 1);
            if (y > 1 && x > 1 && left[y - 1] == right[x - 2] && left[y - 2] == right[x - 1])
                row[x] = least(row[x], rows[(y - 2) % 3][x - 2] + 1, row[x]);
            smallest = row[x] < smallest ? row[x] : smallest;
        }
        if (smallest > limit + 1)
            return limit + 1;
    }
    return rows[height % 3][width];
}

char *suggest_complaint(const char *what, const char *word, const char *const *known)
{
    Suggestion suggestion = suggest_start(word);
    UT_string text;
    utstring_init(&text);
    utstring_printf(&text, "unknown %s '%s'", what, word);
    for (size_t i = 0; known[i]; i++)
        suggest_offer(&suggestion, known[i]);
    if (suggestion.best)
        utstring_printf(&text, ": did you mean '%s'?", suggestion.best);
    for (size_t i = 0; known[i] && !suggestion.best; i++)
        utstring_printf(&text, "%s%s", i ? ", " : "; known are ", known[i]);
    return utstring_body(&text);
}
