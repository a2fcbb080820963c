#include "python.h"

#include "../memory.h"
#include "reader.h"
#include "region.h"
#include "tables.h"

#include <stdlib.h>
#include <string.h>

struct ExtractorState {
    Reader reader;
    Region region;
};

static const UT_icd child_icd = {sizeof(Child), NULL, NULL, NULL};
static const UT_icd state_icd = {sizeof(NameState), NULL, NULL, NULL};
static const UT_icd bound_icd = {sizeof(Bound), NULL, NULL, NULL};
static const UT_icd displaced_icd = {sizeof(Displaced), NULL, NULL, NULL};
static const UT_icd pointer_icd = {sizeof(void *), NULL, NULL, NULL};
static const UT_icd test_icd = {sizeof(Test), NULL, NULL, NULL};
static const UT_icd char_icd = {sizeof(char), NULL, NULL, NULL};
static const UT_icd u32_icd = {sizeof(uint32_t), NULL, NULL, NULL};

static ExtractorState *python_open(void)
{
    ExtractorState *state = memory_zeroed(1, sizeof *state);
    Reader *reader = &state->reader;
    reader->grammar = grammar_get();
    facts_builder_init(&reader->facts);
    utarray_new(reader->children, &child_icd);
    utarray_new(reader->states, &state_icd);
    utarray_new(reader->comprehension, &bound_icd);
    utarray_new(reader->displaced, &displaced_icd);
    utarray_new(reader->scopes, &pointer_icd);
    utarray_new(reader->tests, &test_icd);
    utarray_new(reader->contents, &pointer_icd);
    utarray_new(reader->escapes, &char_icd);
    utarray_new(reader->escaping, &u32_icd);
    utarray_new(reader->gathered, &pointer_icd);
    return state;
}

static void python_close(ExtractorState *state)
{
    Reader *reader = &state->reader;
    facts_builder_deinit(&reader->facts);
    utarray_free(reader->children);
    utarray_free(reader->states);
    utarray_free(reader->comprehension);
    utarray_free(reader->displaced);
    utarray_free(reader->scopes);
    utarray_free(reader->tests);
    utarray_free(reader->contents);
    utarray_free(reader->escapes);
    utarray_free(reader->escaping);
    for (uint32_t i = 0; i < utarray_len(reader->gathered); i++)
        utarray_free(*(UT_array **)(void *)utarray_eltptr(reader->gathered, i));
    utarray_free(reader->gathered);
    region_deinit(&state->region);
    free(state);
}

static void reader_begin(Reader *reader, const char *bytes, size_t size)
{
    reader->parser = ts_parser_new();
    ts_parser_set_language(reader->parser, tables_grammar());
    facts_builder_clear(&reader->facts);
    utarray_clear(reader->children);
    utarray_clear(reader->states);
    utarray_clear(reader->comprehension);
    utarray_clear(reader->displaced);
    utarray_clear(reader->scopes);
    utarray_clear(reader->tests);
    utarray_clear(reader->contents);
    utarray_clear(reader->escapes);
    memset(reader->constants, 0, sizeof reader->constants);
    reader->source = bytes;
    reader->source_size = (uint32_t)size;
    reader->line_base = reader->column_base = 0;
    reader->scope = NULL;
    reader->serials = 0;
    reader->jobs = NULL;
    reader->last_job = &reader->jobs;
    reader->flags = reader->imports = 0;
    reader->comments = memmem(bytes, size, "# type:", strlen("# type:"));
    reader->annotation = reader->quoted = reader->future = reader->too_deep = false;
    reader->depth = 0;
}

static void reader_end(Reader *reader)
{
    for (uint32_t i = 0; i < utarray_len(reader->scopes); i++)
        scope_deinit(*(Scope **)(void *)utarray_eltptr(reader->scopes, i));
    ts_tree_cursor_delete(&reader->cursor);
    ts_parser_delete(reader->parser);
    arena_clear(&reader->arena);
}

/* Reports where the parser had to guess: the first of each broken stretch, at most a few in a file. */
static void find_syntax_errors(Reader *reader, TSNode node, unsigned *found, unsigned depth)
{
    enum {
        MOST = 5,
        DEEPEST = 2000
    };
    if (*found >= MOST || depth > DEEPEST || !ts_node_has_error(node))
        return;
    if (ts_node_is_error(node) || ts_node_is_missing(node)) {
        reader_add_problem(reader, node, "syntax error: what follows is read as far as possible");
        ++*found;
        return;
    }
    uint32_t count = ts_node_child_count(node);
    for (uint32_t i = 0; i < count && *found < MOST; i++)
        find_syntax_errors(reader, ts_node_child(node, i), found, depth + 1);
}

static void read_module(Reader *reader, TSNode root)
{
    Def module = {.kind = DEF_MODULE, .line = 1, .column = 1, .end_line = ts_node_end_point(root).row + 1};
    uint32_t def = facts_add(&reader->facts, defs, &module);
    docstring_read(reader, root, facts_at(&reader->facts, Def, defs, def));
    scope_enter(reader, scope_new(reader, def, DEF_MODULE));
    reader->unknown = reader_add_value(reader, root, (Value){.kind = VALUE_UNKNOWN});
    read_block(reader, root);
    scope_export(reader, reader->scope);
    run_jobs(reader);
    truth_settle(reader);
}

static FactsHeader *extract(ExtractorState *state, const char *bytes, size_t size, bool interface)
{
    Reader *reader = &state->reader;
    region_use(&state->region);
    reader_begin(reader, bytes, size);
    reader->interface = interface;
    parse_begin(reader);
    TSTree *tree = parse_text(reader, bytes, (uint32_t)size);
    bool given_up = !tree;
    if (given_up)
        tree = ts_parser_parse_string(reader->parser, NULL, "", 0);
    TSNode root = ts_tree_root_node(tree);
    reader->cursor = ts_tree_cursor_new(root);
    if (ts_node_has_error(root)) {
        unsigned found = 0;
        find_syntax_errors(reader, root, &found, 0);
    }
    if (given_up)
        reader_add_problem(reader, root, "is not read: finding out what is meant takes too long");
    read_module(reader, root);
    reader_end(reader);
    region_clear(&state->region);
    FactsHeader *image = facts_builder_finish(&reader->facts, LANGUAGE_PYTHON);
    image->flags = memmem(bytes, size, FACTS_MARK, strlen(FACTS_MARK)) ? FACTS_MARKED : 0;
    return image;
}

static FactsHeader *python_extract(ExtractorState *state, const char *bytes, size_t size)
{
    return extract(state, bytes, size, false);
}

static FactsHeader *python_extract_interface(ExtractorState *state, const char *bytes, size_t size)
{
    return extract(state, bytes, size, true);
}

static const char *const suffixes[] = {".py", ".pyi", NULL};

const Extractor python_extractor = {
    .name = "python",
    .suffixes = suffixes,
    .open = python_open,
    .close = python_close,
    .extract = python_extract,
    .extract_interface = python_extract_interface,
};
