#include "python.h"

#include "reader.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

const TSLanguage *tree_sitter_python(void);

/* --- memory of the parser ---------------------------------------------------------------------------------------- */

enum {
    BLOCK_SIZE = 1 << 20, /* the trees of most files fit */
    STEP = 8,
    SMALL_MAX = 512, /* up to here each multiple of STEP is a class of pieces; above, each power of 2 */
    SMALL_CLASSES = SMALL_MAX / STEP,
    CLASS_COUNT = SMALL_CLASSES + 64
};

typedef struct Block {
    struct Block *next;
    char *end;
    char bytes[];
} Block;

/* Its class stands before what the parser gets, which while it is free is in a list. */
typedef struct Piece {
    uint64_t class;
    struct Piece *next;
} Piece;

/*
 * What the parser takes for one file is dropped at once when the file is done, so that nobody walks its tree for that.
 * What the parser itself gives back before is used again: for broken source it takes ten times of what it needs.
 */
typedef struct {
    Block *blocks; /* newest first; the oldest stays from file to file */
    char *next;    /* in the newest */
    Piece *given_back[CLASS_COUNT];
} Region;

/* The parser's allocator is one for all threads and does not hear whose memory is meant. */
static _Thread_local Region *region;

static unsigned class_of(size_t size)
{
    if (size <= SMALL_MAX)
        return size ? (unsigned)((size + STEP - 1) / STEP) : 1;
    return SMALL_CLASSES + (unsigned)(__builtin_clzl(SMALL_MAX - 1) - __builtin_clzl(size - 1));
}

static size_t size_of(uint64_t class)
{
    return class <= SMALL_CLASSES ? class * STEP : (size_t)SMALL_MAX << (class - SMALL_CLASSES);
}

static void add_block(size_t size)
{
#ifndef SEAMAP_ARENA_MALLOC
    size = size > BLOCK_SIZE ? size : BLOCK_SIZE;
#endif
    Block *block = memory_alloc(sizeof *block + size);
    *block = (Block){.next = region->blocks, .end = block->bytes + size};
    region->blocks = block;
    region->next = block->bytes;
}

static Piece *new_piece(unsigned class)
{
    size_t size = offsetof(Piece, next) + size_of(class);
    if (!region->blocks || (size_t)(region->blocks->end - region->next) < size)
        add_block(size);
    Piece *piece = (Piece *)(void *)region->next;
    region->next += size;
    piece->class = class;
    return piece;
}

static void *region_alloc(size_t size)
{
    unsigned class = class_of(size);
    Piece *piece = region->given_back[class];
    if (piece)
        region->given_back[class] = piece->next;
    else
        piece = new_piece(class);
    return &piece->next;
}

static void *region_zeroed(size_t count, size_t size)
{
    return memset(region_alloc(count * size), 0, count * size);
}

static Piece *piece_of(void *memory)
{
    return (Piece *)(void *)((char *)memory - offsetof(Piece, next));
}

static void region_free(void *memory)
{
    if (!memory)
        return;
    Piece *piece = piece_of(memory);
    piece->next = region->given_back[piece->class];
    region->given_back[piece->class] = piece;
}

static void *region_resize(void *memory, size_t size)
{
    size_t old = memory ? size_of(piece_of(memory)->class) : 0;
    if (memory && size <= old)
        return memory;
    void *larger = region_alloc(size);
    if (memory)
        memcpy(larger, memory, old);
    region_free(memory);
    return larger;
}

static void region_clear(void)
{
    for (Block *newest; (newest = region->blocks) && newest->next;) {
        region->blocks = newest->next;
        free(newest);
    }
    region->next = region->blocks ? region->blocks->bytes : NULL;
    memset(region->given_back, 0, sizeof region->given_back);
}

static void use_regions(void)
{
    ts_set_allocator(region_alloc, region_zeroed, region_resize, region_free);
}

/* --- files -------------------------------------------------------------------------------------------------------- */

struct ExtractorState {
    Reader reader;
    Region region;
};

static const UT_icd child_icd = {sizeof(Child), NULL, NULL, NULL};
static const UT_icd state_icd = {sizeof(NameState), NULL, NULL, NULL};
static const UT_icd bound_icd = {sizeof(Bound), NULL, NULL, NULL};
static const UT_icd displaced_icd = {sizeof(Displaced), NULL, NULL, NULL};
static const UT_icd pointer_icd = {sizeof(void *), NULL, NULL, NULL};

static ExtractorState *python_open(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, use_regions);
    ExtractorState *state = memory_zeroed(1, sizeof *state);
    Reader *reader = &state->reader;
    reader->grammar = grammar_get();
    facts_builder_init(&reader->facts);
    utarray_new(reader->children, &child_icd);
    utarray_new(reader->states, &state_icd);
    utarray_new(reader->comprehension, &bound_icd);
    utarray_new(reader->displaced, &displaced_icd);
    utarray_new(reader->scopes, &pointer_icd);
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
    free(state->region.blocks);
    free(state);
}

static void reader_begin(Reader *reader, const char *bytes, size_t size)
{
    reader->parser = ts_parser_new();
    ts_parser_set_language(reader->parser, tree_sitter_python());
    facts_builder_clear(&reader->facts);
    utarray_clear(reader->children);
    utarray_clear(reader->states);
    utarray_clear(reader->comprehension);
    utarray_clear(reader->displaced);
    utarray_clear(reader->scopes);
    memset(reader->constants, 0, sizeof reader->constants);
    reader->source = bytes;
    reader->source_size = (uint32_t)size;
    reader->line_base = reader->column_base = 0;
    reader->scope = NULL;
    reader->serials = 0;
    reader->jobs = NULL;
    reader->last_job = &reader->jobs;
    reader->flags = reader->imports = 0;
    reader->annotation = reader->too_deep = false;
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
    scope_enter(reader, scope_new(reader, def, DEF_MODULE));
    reader->unknown = reader_add_value(reader, root, (Value){.kind = VALUE_UNKNOWN});
    read_block(reader, root);
    scope_export(reader, reader->scope);
    run_jobs(reader);
}

static FactsHeader *python_extract(ExtractorState *state, const char *bytes, size_t size)
{
    Reader *reader = &state->reader;
    region = &state->region;
    reader_begin(reader, bytes, size);
    TSTree *tree = ts_parser_parse_string(reader->parser, NULL, bytes, (uint32_t)size);
    TSNode root = ts_tree_root_node(tree);
    reader->cursor = ts_tree_cursor_new(root);
    if (ts_node_has_error(root)) {
        unsigned found = 0;
        find_syntax_errors(reader, root, &found, 0);
    }
    read_module(reader, root);
    reader_end(reader);
    region_clear();
    return facts_builder_finish(&reader->facts, LANGUAGE_PYTHON);
}

static const char *const suffixes[] = {".py", NULL};

const Extractor python_extractor = {
    .name = "python",
    .suffixes = suffixes,
    .open = python_open,
    .close = python_close,
    .extract = python_extract,
};
