/*
 * Parsing within bounds. Where a text is nothing but mistakes, what the parser does to find out what was meant grows with
 * the square of its length: a file of 1 MiB would take hours.
 */
#include "reader.h"
#include "skim.h"

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
    bool skims; /* a mistake ends it */
} Parse;

static const char *give_text(void *payload, uint32_t offset, TSPoint point, uint32_t *length)
{
    const Parse *parse = payload;
    (void)point;
    *length = offset < parse->length ? parse->length - offset : 0;
    return parse->text + parse->length - *length;
}

static bool gives_up(TSParseState *state)
{
    Parse *parse = state->payload;
    return (parse->skims && state->has_error) ||
           (++parse->calls % CALLS_A_LOOK == 0 && nanoseconds_used() > parse->until);
}

static TSTree *parse_with(Reader *reader, Parse *parse)
{
    TSInput input = {.payload = parse,
                     .read = give_text,
                     .encoding = parse->skims ? TSInputEncodingCustom : TSInputEncodingUTF8,
                     .decode = skim_decode};
    TSParseOptions options = {.payload = parse, .progress_callback = gives_up};
    TSTree *tree = ts_parser_parse_with_options(reader->parser, NULL, input, options);
    if (!tree)
        ts_parser_reset(reader->parser);
    return tree;
}

TSTree *parse_text(Reader *reader, const char *text, uint32_t length)
{
    Parse parse = {
        .text = skim_copy(&reader->arena, text, length), .length = length, .until = reader->parse_until, .skims = true};
    TSTree *tree = parse_with(reader, &parse);
    if (tree && !ts_node_has_error(ts_tree_root_node(tree)))
        return tree;
    if (tree)
        ts_tree_delete(tree);
    parse.skims = false;
    return parse_with(reader, &parse);
}

#else

TSTree *parse_text(Reader *reader, const char *text, uint32_t length)
{
    return ts_parser_parse_string(reader->parser, NULL, text, length);
}

#endif
