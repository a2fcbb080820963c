#include "skim.h"

#include <pthread.h>
#include <string.h>
#include <tree_sitter/api.h>

const TSLanguage *tree_sitter_python(void);

enum {
    TAB_WIDTH = 8,
    BEFORE = 1, /* bytes that are looked at around a place */
    BEHIND = TAB_WIDTH
};

/* What an ASCII character is, as bits. */
enum {
    KIND_LETTER = 1,
    KIND_NAME = 2,   /* in names: letters and digits */
    KIND_PREFIX = 4, /* before strings */
    KIND_PLAIN = 8   /* neither ends a string or comment, nor is more than text in it; so is all that is not ASCII */
};

static struct {
    uint8_t kinds[256];
    /* How long the words of the language are, as bits, by their first byte and by their last. */
    uint32_t first[256], last[256];
} bytes;

static bool is_in(const char *set, unsigned byte)
{
    return byte && strchr(set, (int)byte);
}

static uint8_t kind_of(unsigned byte)
{
    bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_';
    bool name = letter || (byte >= '0' && byte <= '9');
    return (uint8_t)((letter ? KIND_LETTER : 0) | (name ? KIND_NAME : 0) |
                     (is_in("bfrtuBFRTU", byte) ? KIND_PREFIX : 0) | (is_in("\n\r\\'\"`{}", byte) ? 0 : KIND_PLAIN));
}

static void add_word(const char *word)
{
    size_t length = strlen(word);
    uint32_t bit = UINT32_C(1) << length % 32;
    bytes.first[(uint8_t)word[0]] |= bit;
    bytes.last[(uint8_t)word[length - 1]] |= bit;
}

static void bytes_init(void)
{
    /* To the grammar these are statements and constants, which it calls otherwise. */
    static const char *const words[] = {"pass", "break", "continue", "True", "False", "None"};
    const TSLanguage *language = tree_sitter_python();
    for (unsigned byte = 1; byte < 256; byte++)
        bytes.kinds[byte] = kind_of(byte);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        add_word(words[i]);
    for (uint32_t symbol = 0, count = ts_language_symbol_count(language); symbol < count; symbol++)
        if (ts_language_symbol_type(language, (TSSymbol)symbol) == TSSymbolTypeAnonymous)
            add_word(ts_language_symbol_name(language, (TSSymbol)symbol));
}

const char *skim_copy(Arena *arena, const char *text, uint32_t length)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, bytes_init);
    char *copy = arena_alloc(arena, BEFORE + (size_t)length + BEHIND);
    return memcpy(copy + BEFORE, text, length);
}

static bool is_kind(uint8_t byte, uint8_t kind)
{
    return bytes.kinds[byte] & kind;
}

/* How many bytes of a kind follow; the zeros behind a text are of none. */
static uint32_t count(const uint8_t *text, uint8_t kind)
{
    const uint8_t *end = text;
    while (is_kind(*end, kind))
        end++;
    return (uint32_t)(end - text);
}

static bool may_be_word(const uint8_t *name, uint32_t length)
{
    return (bytes.first[name[0]] & bytes.last[name[length - 1]]) >> length % 32 & 1;
}

static bool is_prefix(const uint8_t *name, uint32_t length)
{
    return count(name, KIND_PREFIX) == length && is_in("\"'`", name[length]);
}

/* Of a letter: is it part of a name or number that began before, of an escape, or does it say how to convert? */
static bool goes_on(const uint8_t *text)
{
    return is_kind(text[-1], KIND_NAME) || text[-1] == '\\' || text[-1] == '!';
}

static uint32_t skim_name(const uint8_t *text, int32_t *out)
{
    uint32_t length = goes_on(text) ? 1 : count(text, KIND_NAME);
    if (length == 1 || may_be_word(text, length) || is_prefix(text, length))
        return 1;
    *out = 'x';
    return length;
}

/* Unicode 15, table 3-7. -1 for the first byte of what is no UTF-8, as in tree-sitter's own decoder. */
static uint32_t decode_wide(const uint8_t *text, int32_t *out)
{
    uint8_t lead = *text;
    uint8_t low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    uint8_t high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    uint32_t length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    *out = length ? lead & 0x7f >> length : -1;
    for (uint32_t i = 1; i < length; i++, low = 0x80, high = 0xbf) {
        if (text[i] < low || text[i] > high) {
            *out = -1;
            return 1;
        }
        *out = *out << 6 | (text[i] & 0x3f);
    }
    return length ? length : 1;
}

uint32_t skim_decode(const uint8_t *text, uint32_t length, int32_t *out)
{
    (void)length; /* what lies behind is zero */
    if (text[-1] == '#' && is_kind(*text, KIND_PLAIN)) {
        *out = ' ';
        return count(text, KIND_PLAIN);
    }
    if (*text >= 0x80)
        return decode_wide(text, out);
    *out = *text;
    if (is_kind(*text, KIND_LETTER))
        return skim_name(text, out);
    if (*text != ' ' || memcmp(text, "        ", TAB_WIDTH) != 0)
        return 1;
    *out = '\t';
    return TAB_WIDTH;
}
