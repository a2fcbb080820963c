/*
 * Cuts and mutates files and feeds them to the fuzz target: fuzz_python COUNT FILE…
 *
 * With a COUNT of 0 the files are fed as they are, to see one crash again. The mutants depend on nothing but their
 * number and the files, in this order. Before each one is tried, it is written to $FUZZ_KEEP, when that is set: the
 * last one that stands there has crashed.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    SIZE_MAX_FED = 1 << 16
};

typedef struct {
    char *bytes;
    size_t size;
} Text;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const words[] = {
    "(",          ")",        "[",        "]",           "{",
    "}",          ":",        ",",        "\n",          "\n    ",
    " ",          "\t",       "\\\n",     "'''",         "\"",
    "f'{",        "#",        "*",        "**",          "=",
    ":=",         "->",       "@",        ".",           "...",
    "await ",     "async ",   "def f():", "class C(C):", "lambda x: ",
    "return ",    "yield ",   "from ",    "import ",     "import *",
    "for ",       "in ",      "if ",      "else:",       "elif ",
    "while ",     "with ",    "as ",      "try:",        "except:",
    "except*",    "finally:", "match x:", "case _:",     "global x",
    "nonlocal x", "del ",     "print",    "exec",        "type X[T] = ",
    "not ",       "and ",     "or ",      "is ",         "self",
    "super()",    "__all__",  "\x01",     "\xff",        "\xc5\x9f",
    "\r",         "\f",       "0x",       "1e9",         "b''",
};

static uint64_t random_state;

/* xorshift64* (S. Vigna, "An experimental exploration of Marsaglia's xorshift generators, scrambled", 2016). */
static size_t random_below(size_t limit)
{
    random_state ^= random_state >> 12;
    random_state ^= random_state << 25;
    random_state ^= random_state >> 27;
    return limit ? (size_t)((random_state * 0x2545f4914f6cdd1d) >> 33) % limit : 0;
}

static Text read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    Text text = {.bytes = malloc(SIZE_MAX_FED)};
    if (!file || !text.bytes) {
        perror(path);
        exit(2);
    }
    text.size = fread(text.bytes, 1, SIZE_MAX_FED, file);
    fclose(file);
    return text;
}

/* Replaces `cut` bytes at `at` by `insert`, as far as there is room. */
static void splice(Text *text, size_t at, size_t cut, const char *insert, size_t length)
{
    if (text->size - cut + length > SIZE_MAX_FED)
        return;
    char *place = text->bytes + at;
    memmove(place + length, place + cut, text->size - at - cut);
    memmove(place, insert, length);
    text->size += length - cut;
}

static size_t line_start(const Text *text, size_t at)
{
    while (at && text->bytes[at - 1] != '\n')
        at--;
    return at;
}

/* Where the line after the one of `at` begins. */
static size_t line_end(const Text *text, size_t at)
{
    const char *end = memchr(text->bytes + at, '\n', text->size - at);
    return end ? (size_t)(end - text->bytes) + 1 : text->size;
}

static void mutate(Text *text, const Text *other)
{
    size_t at = random_below(text->size + 1), rest = text->size - at;
    const char *word = words[random_below(sizeof words / sizeof *words)];
    switch (random_below(9)) {
    case 0: /* the end is missing */
        text->size = at;
        break;
    case 1: /* some bytes are missing */
        splice(text, at, random_below(rest < 40 ? rest + 1 : 40), "", 0);
        break;
    case 2:
        splice(text, at, 0, word, strlen(word));
        break;
    case 3:
        splice(text, at, random_below(rest < 8 ? rest + 1 : 8), word, strlen(word));
        break;
    case 4: /* another byte */
        if (rest)
            text->bytes[at] = (char)random_below(256);
        break;
    case 5: /* a line is missing */
        at = line_start(text, at);
        splice(text, at, line_end(text, at) - at, "", 0);
        break;
    case 6: { /* a line of another place or file */
        size_t from = line_start(other, random_below(other->size + 1));
        splice(text, line_start(text, at), 0, other->bytes + from, line_end(other, from) - from);
        break;
    }
    case 7: /* another indentation */
        splice(text, line_start(text, at), 0, "        ", random_below(9));
        break;
    default: /* one more file */
        splice(text, text->size, 0, "\x01", 1);
        splice(text, text->size, 0, other->bytes, other->size);
    }
}

static void feed(const Text *text)
{
    const char *keep = getenv("FUZZ_KEEP");
    FILE *file = keep ? fopen(keep, "wb") : NULL;
    if (file) {
        fwrite(text->bytes, 1, text->size, file);
        fclose(file);
    }
    LLVMFuzzerTestOneInput((const uint8_t *)text->bytes, text->size);
}

int main(int argc, char **argv)
{
    char *end = NULL;
    unsigned long mutants = argc > 2 ? strtoul(argv[1], &end, 10) : 0;
    if (!end || *end) {
        fprintf(stderr, "usage: %s COUNT FILE...\n", argv[0]);
        return 2;
    }
    size_t count = (size_t)argc - 2;
    Text *texts = calloc(count, sizeof *texts), mutant = {.bytes = malloc(SIZE_MAX_FED)};
    if (!texts || !mutant.bytes)
        return 2;
    for (size_t i = 0; i < count; i++)
        texts[i] = read_file(argv[i + 2]);
    for (size_t i = 0; mutants == 0 && i < count; i++)
        feed(&texts[i]);
    for (unsigned long number = 1; number <= mutants; number++) {
        random_state = number * 0x9e3779b97f4a7c15;
        const Text *text = &texts[random_below(count)];
        memcpy(mutant.bytes, text->bytes, text->size);
        mutant.size = text->size;
        for (size_t change = random_below(6) + 1; change; change--)
            mutate(&mutant, &texts[random_below(count)]);
        feed(&mutant);
    }
    printf("%lu mutants of %zu files\n", mutants, count);
    for (size_t i = 0; i < count; i++)
        free(texts[i].bytes);
    free(texts);
    free(mutant.bytes);
    return 0;
}
