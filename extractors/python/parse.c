/*
 * Parsing within bounds. Where a text is nothing but mistakes, what the parser does to find out what was meant grows with
 * the square of its length: a file of 1 MiB would take hours.
 */
#include "reader.h"

#include <time.h>

enum {
    SECONDS_MOST = 10, /* of the processor, for one file: thousands of times what one without mistakes takes */
    CALLS_A_LOOK = 64  /* the parser calls more often than the clock need be looked at */
};

static int64_t nanoseconds_used(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void parse_begin(Reader *reader)
{
    reader->parse_until = nanoseconds_used() + (int64_t)SECONDS_MOST * 1000000000;
}

#if TREE_SITTER_LANGUAGE_VERSION >= 15 /* tree-sitter 0.25 */

typedef struct {
    const char *text;
    uint32_t length, calls;
    int64_t until;
} Parse;

static const char *give_text(void *payload, uint32_t offset, TSPoint point, uint32_t *length)
{
    const Parse *parse = payload;
    (void)point;
    *length = offset < parse->length ? parse->length - offset : 0;
    return parse->text + parse->length - *length;
}

static bool takes_too_long(TSParseState *state)
{
    Parse *parse = state->payload;
    return ++parse->calls % CALLS_A_LOOK == 0 && nanoseconds_used() > parse->until;
}

TSTree *parse_text(Reader *reader, const char *text, uint32_t length)
{
    Parse parse = {.text = text, .length = length, .until = reader->parse_until};
    TSTree *tree = ts_parser_parse_with_options(
        reader->parser, NULL, (TSInput){.payload = &parse, .read = give_text, .encoding = TSInputEncodingUTF8},
        (TSParseOptions){.payload = &parse, .progress_callback = takes_too_long});
    if (!tree)
        ts_parser_reset(reader->parser);
    return tree;
}

#else

TSTree *parse_text(Reader *reader, const char *text, uint32_t length)
{
    return ts_parser_parse_string(reader->parser, NULL, text, length);
}

#endif
