/*
 * Reads any bytes as Python and takes them all the way: decoded, extracted, linked, solved, built, drawn and written in
 * every format. What must hold for every input is asserted; the sanitizers see the rest.
 *
 * The entry point is libFuzzer's. Built without libFuzzer, mutate.c calls it.
 */
#include "extractors/extractor.h"
#include "gen/graph/build.h"
#include "gen/graph/graph_write.h"
#include "gen/source/decode.h"
#include "gen/view/view.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
    SEPARATOR = 1, /* a byte between the files of one input: no Python text has it */
    FILE_COUNT = 4
};

/* Sorted, as the program wants them. */
static const char *const paths[FILE_COUNT] = {"chat/__init__.py", "chat/manager.py", "chat/routes.py", "main.py"};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static FactsHeader *extract(const uint8_t *data, size_t size)
{
    char reason[160];
    char *copy = malloc(size + 1);
    memcpy(copy, data, size);
    copy[size] = '\0';
    char *text = decode_text(copy, &size, true, reason, sizeof reason);
    if (!text)
        return NULL;
    const Extractor *extractor = extractors[LANGUAGE_PYTHON];
    ExtractorState *state = extractor->open();
    FactsHeader *image = extractor->extract(state, text, size);
    FactsHeader *interface = extractor->extract_interface(state, text, size);
    extractor->close(state);
    free(text);
    Facts facts;
    assert(facts_open(&facts, interface, interface->size));
    free(interface);
    assert(facts_open(&facts, image, image->size));
    return image;
}

static void check_round_trip(const Graph *graph)
{
    UT_string first, second, dot;
    char error[160];
    utstring_init(&first);
    utstring_init(&second);
    utstring_init(&dot);
    graph_write_json(graph, &first);
    Graph *copy = graph_read_json(utstring_body(&first), utstring_len(&first), error, sizeof error);
    assert(copy);
    graph_write_json(copy, &second);
    assert(strcmp(utstring_body(&first), utstring_body(&second)) == 0);
    graph_write_dot(graph, &dot);
    graph_free(copy);
    utstring_done(&first);
    utstring_done(&second);
    utstring_done(&dot);
}

static void write_diagram(const Diagram *diagram)
{
    for (const Emitter *emitter = emitters; emitter->name; emitter++) {
        UT_string text;
        utstring_init(&text);
        emitter->emit(diagram, &text);
        assert(decode_check_utf8(utstring_body(&text), utstring_len(&text)) == utstring_len(&text));
        utstring_done(&text);
    }
}

static void draw(const Graph *graph)
{
    ViewOptions options = {.profile = profile_find("github"), .sub_diagrams = true};
    for (View view = 0; view < VIEW_COUNT; view++) {
        Views views;
        const char *unknown;
        bool drawn = view_draw(graph, view, &options, &views, &unknown);
        assert(drawn);
        for (size_t i = 0; i < views.count; i++)
            write_diagram(views.diagrams[i]);
        views_free(&views);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Catalog *catalog;
    if (!catalog)
        catalog = catalog_new();
    FactsHeader *images[FILE_COUNT] = {0};
    for (size_t i = 0; i < FILE_COUNT; i++) {
        const uint8_t *end = i + 1 < FILE_COUNT ? memchr(data, SEPARATOR, size) : NULL;
        size_t length = end ? (size_t)(end - data) : size;
        images[i] = extract(data, length);
        data += length + !!end;
        size -= length + !!end;
    }
    static const char *const none[] = {NULL};
    ProgramInput input = {.root = "/",
                          .roots = none,
                          .markers = none,
                          .paths = paths,
                          .images = (const FactsHeader *const *)images,
                          .file_count = FILE_COUNT};
    Program *program = program_new(&input, catalog);
    Graph *graph = graph_build(graph_draft(program, catalog, &(BuildOptions){.threads = 1}));
    program_free(program);
    for (size_t i = 0; i < FILE_COUNT; i++)
        free(images[i]);
    check_round_trip(graph);
    draw(graph);
    graph_free(graph);
    return 0;
}
