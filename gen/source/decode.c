#include "decode.h"

#include "../../extractors/memory.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum {
    ENCODING_UTF8,
    ENCODING_ASCII,
    ENCODING_LATIN1,
    ENCODING_OTHER
} Encoding;

enum {
    ENCODING_NAME_MAX = 64
};

/* Length of the well-formed sequence at text (Unicode 15, table 3-7), or 0. */
static size_t sequence_length(const unsigned char *text, size_t left)
{
    unsigned char lead = *text;
    unsigned char low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    unsigned char high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    size_t length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    if (length > left || !length || text[1] < low || text[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++)
        if ((text[i] & 0xc0) != 0x80)
            return 0;
    return length;
}

size_t decode_check_utf8(const char *bytes, size_t size)
{
    const unsigned char *text = (const unsigned char *)bytes;
    size_t at = 0;
    while (at < size) {
        uint64_t word;
        if (size - at >= sizeof word) {
            memcpy(&word, text + at, sizeof word);
            if (!(word & 0x8080808080808080u)) {
                at += sizeof word;
                continue;
            }
        }
        size_t length = text[at] < 0x80 ? 1 : sequence_length(text + at, size - at);
        if (!length)
            return at;
        at += length;
    }
    return size;
}

static size_t line_of(const char *bytes, size_t at)
{
    size_t line = 1;
    for (const char *stop = bytes; (stop = memchr(stop, '\n', (size_t)(bytes + at - stop))); stop++)
        line++;
    return line;
}

static size_t line_length(const char *bytes, size_t size)
{
    size_t length = 0;
    while (length < size && bytes[length] != '\n' && bytes[length] != '\r')
        length++;
    return length;
}

static bool is_coding_byte(char byte)
{
    return isalnum((unsigned char)byte) || (byte && strchr("-_.", byte));
}

/*
 * The encoding that a line names: ^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+), in lower case and with dashes.
 * `blank` says whether the next line may still name one.
 */
static bool find_coding(const char *line, size_t length, char name[ENCODING_NAME_MAX], bool *blank)
{
    size_t at = 0, used = 0;
    while (at < length && strchr(" \t\f", line[at]))
        at++;
    *blank = at == length || line[at] == '#';
    if (at == length || line[at] != '#')
        return false;
    for (; at + 7 < length; at++) {
        if (memcmp(line + at, "coding", 6) != 0 || !strchr(":=", line[at + 6]))
            continue;
        size_t start = at + 7;
        while (start < length && (line[start] == ' ' || line[start] == '\t'))
            start++;
        for (; start < length && is_coding_byte(line[start]) && used + 1 < ENCODING_NAME_MAX; start++)
            name[used++] = line[start] == '_' ? '-' : (char)tolower((unsigned char)line[start]);
        name[used] = '\0';
        if (used)
            return true;
    }
    return false;
}

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++) {
        size_t length = strlen(*names);
        if (strcmp(name, *names) == 0)
            return true;
        /* Python takes "latin-1-unix", as editors write it */
        if (strchr(*names, '-') && strncmp(name, *names, length) == 0 && name[length] == '-')
            return true;
    }
    return false;
}

static Encoding encoding_of(const char *name)
{
    static const char *const utf8[] = {"utf-8", "utf8", "u8", "utf", "cp65001", NULL};
    static const char *const ascii[] = {"ascii", "us-ascii", "646", "ansi-x3.4-1968", "iso646-us", NULL};
    static const char *const latin1[] = {"latin-1", "iso-8859-1", "iso-latin-1", "latin1", "latin",
                                         "l1",      "iso8859-1",  "8859",        "cp819",  NULL};
    if (is_one_of(name, utf8))
        return ENCODING_UTF8;
    if (is_one_of(name, ascii))
        return ENCODING_ASCII;
    return is_one_of(name, latin1) ? ENCODING_LATIN1 : ENCODING_OTHER;
}

static Encoding declared_encoding(const char *bytes, size_t size, char name[ENCODING_NAME_MAX])
{
    for (int line = 0; line < 2; line++) {
        size_t length = line_length(bytes, size);
        bool blank;
        if (find_coding(bytes, length, name, &blank))
            return encoding_of(name);
        if (!blank)
            break;
        length += length + 1 < size && bytes[length] == '\r' && bytes[length + 1] == '\n' ? 2 : 1;
        if (length >= size)
            break;
        bytes += length;
        size -= length;
    }
    return ENCODING_UTF8;
}

/* Every byte of Latin-1 is the code point of the same number. */
static char *latin1_to_utf8(char *bytes, size_t *size)
{
    unsigned char *text = memory_alloc(*size * 2 + 1);
    size_t used = 0;
    for (size_t i = 0; i < *size; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        if (byte < 0x80) {
            text[used++] = byte;
        } else {
            text[used++] = (unsigned char)(0xc0 | byte >> 6);
            text[used++] = (unsigned char)(0x80 | (byte & 0x3f));
        }
    }
    text[used] = '\0';
    *size = used;
    free(bytes);
    return (char *)text;
}

static size_t first_non_ascii(const char *bytes, size_t size)
{
    size_t at = 0;
    while (at < size && (unsigned char)bytes[at] < 0x80)
        at++;
    return at;
}

/* What is wrong with the text in its encoding, if anything. */
static bool is_sound(const char *bytes, size_t size, Encoding encoding, const char *name, char *reason,
                     size_t reason_size)
{
    const char *zero = memchr(bytes, '\0', size);
    if (zero) {
        snprintf(reason, reason_size, "holds a NUL byte on line %zu: it is no source text",
                 line_of(bytes, (size_t)(zero - bytes)));
        return false;
    }
    if (encoding == ENCODING_OTHER) {
        snprintf(reason, reason_size, "says that it is encoded in '%s', which is not read here: save it as UTF-8",
                 name);
        return false;
    }
    if (encoding == ENCODING_LATIN1)
        return true;
    size_t at = encoding == ENCODING_ASCII ? first_non_ascii(bytes, size) : decode_check_utf8(bytes, size);
    if (at < size)
        snprintf(reason, reason_size, "is not %s: byte 0x%02x on line %zu; save it as UTF-8 or name its encoding",
                 encoding == ENCODING_ASCII ? "ASCII, as it says" : "valid UTF-8", (unsigned char)bytes[at],
                 line_of(bytes, at));
    return at == size;
}

char *decode_text(char *bytes, size_t *size, bool coding_line, char *reason, size_t reason_size)
{
    char name[ENCODING_NAME_MAX] = "";
    bool marked = *size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0;
    if (marked) {
        *size -= 3;
        memmove(bytes, bytes + 3, *size + 1);
    }
    Encoding encoding = coding_line ? declared_encoding(bytes, *size, name) : ENCODING_UTF8;
    if (marked && encoding != ENCODING_UTF8) {
        snprintf(reason, reason_size, "begins with a UTF-8 mark but says that it is encoded in '%s'", name);
        free(bytes);
        return NULL;
    }
    if (!is_sound(bytes, *size, encoding, name, reason, reason_size)) {
        free(bytes);
        return NULL;
    }
    if (encoding == ENCODING_LATIN1 && first_non_ascii(bytes, *size) < *size)
        return latin1_to_utf8(bytes, size);
    return bytes;
}
