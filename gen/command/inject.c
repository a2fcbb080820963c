#include "inject.h"

#include "../../output/markdown.h"
#include "../../output/mermaid.h"
#include "../analysis.h"
#include "markers.h"
#include "symbol.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <utarray.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

enum {
    ERROR_SIZE = 400
};

typedef struct {
    const char *path;
    Diag *diag;
    Markers markers;
    uint32_t number; /* of the line at hand */
    uint32_t begin;  /* line of the open marker, or 0 */
    size_t filled;
} Fill;

/* --- markers --- */

/* Splits words at blanks, in place; quotes of both kinds keep blanks together. False when one stays open. */
static bool split_words(char *text, UT_array *words)
{
    char *out = text;
    while (*(text += strspn(text, " \t"))) {
        char *word = out, quote = '\0';
        for (; *text && (quote || !strchr(" \t", *text)); text++) {
            if (quote ? *text == quote : *text == '"' || *text == '\'')
                quote = quote ? '\0' : *text;
            else
                *out++ = *text;
        }
        if (quote)
            return false;
        text += *text != '\0';
        *out++ = '\0';
        utarray_push_back(words, &word);
    }
    return true;
}

static void __attribute__((format(printf, 2, 3))) report(const Fill *fill, const char *format, ...)
{
    UT_string text;
    va_list arguments;
    utstring_init(&text);
    va_start(arguments, format);
    utstring_printf_va(&text, format, arguments);
    va_end(arguments);
    diag_add(fill->diag, DIAG_ERROR, fill->path, fill->number, 0, "%s", utstring_body(&text));
    utstring_done(&text);
}

static void append_with_line_ends(UT_string *out, const char *text, bool carriage_return)
{
    while (*text) {
        size_t length = strcspn(text, "\n");
        utstring_bincpy(out, text, length);
        if (carriage_return)
            utstring_bincpy(out, "\r", 1);
        utstring_bincpy(out, "\n", 1);
        text += length + (text[length] == '\n');
    }
}

/* Draws what the words behind "begin" ask for. */
static bool draw_marker(Fill *fill, char *words, bool carriage_return, InjectDraw *draw, void *context, UT_string *out)
{
    static const UT_icd pointer_icd = {sizeof(char *), NULL, NULL, NULL};
    char error[ERROR_SIZE] = "";
    UT_array arguments;
    UT_string drawn;
    utarray_init(&arguments, &pointer_icd);
    utstring_init(&drawn);
    bool good = split_words(words, &arguments);
    int count = (int)utarray_len(&arguments);
    char *end = NULL;
    utarray_push_back(&arguments, &end);
    if (!good)
        report(fill, "a quotation mark in the marker is not closed");
    else if (!(good = draw(context, count, (char **)(void *)arguments.d, &drawn, error, sizeof error)) && *error)
        report(fill, "%s", error);
    if (good) {
        append_with_line_ends(out, "\n", carriage_return);
        append_with_line_ends(out, utstring_body(&drawn), carriage_return);
        append_with_line_ends(out, "\n", carriage_return);
    }
    utstring_done(&drawn);
    utarray_done(&arguments);
    return good;
}

/* Whether a word stands alone or before a blank. */
static bool is_word(const char *text, const char *word)
{
    size_t length = strlen(word);
    return strncmp(text, word, length) == 0 && (!text[length] || strchr(" \t", text[length]));
}

static bool begin(Fill *fill, TextLine line, char *words, InjectDraw *draw, void *context, UT_string *out)
{
    if (fill->begin) {
        report(fill, "seamap:begin inside the one of line %u: close that by %s first", fill->begin,
               fill->markers.syntax->end);
        return false;
    }
    fill->begin = fill->number;
    fill->filled++;
    utstring_bincpy(out, line.text, line.length);
    if (line.length == line.body)
        return true; /* the last line; its missing end will be reported */
    return draw_marker(fill, words, line.length - line.body == 2, draw, context, out);
}

static bool end(Fill *fill, TextLine line, UT_string *out)
{
    if (!fill->begin) {
        report(fill,
               "seamap:end without a seamap:begin before it: remove it, or write %s where the diagram shall start",
               fill->markers.syntax->begin);
        return false;
    }
    fill->begin = 0;
    utstring_bincpy(out, line.text, line.length);
    return true;
}

static bool fill_marker(Fill *fill, TextLine line, char *words, InjectDraw *draw, void *context, UT_string *out)
{
    if (is_word(words, "begin"))
        return begin(fill, line, words + strlen("begin"), draw, context, out);
    if (is_word(words, "end"))
        return end(fill, line, out);
    report(fill, "unknown marker seamap:%.*s; known are seamap:begin and seamap:end", (int)strcspn(words, " \t"),
           words);
    return false;
}

/* What is wrong at the end of the text, if anything. */
static bool finish(Fill *fill)
{
    const MarkerSyntax *syntax = fill->markers.syntax;
    fill->number = fill->begin;
    if (fill->begin && fill->markers.fence)
        report(fill, "seamap:begin without an end outside of fenced code: close the fence, and write %s", syntax->end);
    else if (fill->begin)
        report(fill, "seamap:begin without an end: write %s where the diagram shall end", syntax->end);
    else if (!fill->filled)
        report(fill, "has no markers: write %s and %s on lines of their own", syntax->begin, syntax->end);
    return !fill->begin && fill->filled;
}

bool inject_fill(const char *path, const char *text, InjectDraw *draw, void *context, UT_string *out, Diag *diag)
{
    Fill fill = {.path = path, .diag = diag, .markers = {.syntax = marker_syntax_of(path)}};
    bool good = true;
    if (strncmp(text, BYTE_ORDER_MARK, strlen(BYTE_ORDER_MARK)) == 0) {
        utstring_printf(out, BYTE_ORDER_MARK);
        text += strlen(BYTE_ORDER_MARK);
    }
    for (TextLine line; *text && good; text += line.length) {
        char *words = NULL;
        line = text_line_at(text);
        fill.number++;
        if (markers_take(&fill.markers, line, &words))
            good = fill_marker(&fill, line, words, draw, context, out);
        else if (!fill.begin)
            utstring_bincpy(out, line.text, line.length);
        free(words);
    }
    return good && finish(&fill);
}

/* --- drawing --- */

typedef struct {
    const Options *options;
    const Graph *graph;
    const MarkerSyntax *syntax; /* of the file at hand */
    Diag *diag;
} Context;

static View view_of(const Options *options)
{
    View view = 0;
    while (view < VIEW_COUNT && !options->views[view])
        view++;
    return view;
}

/* The directive of sphinxcontrib-mermaid, since reStructuredText itself has none for diagrams. */
static void append_directive(UT_string *out, const Diagram *diagram)
{
    UT_string text;
    utstring_init(&text);
    mermaid_emit(diagram, &text);
    utstring_printf(out, ".. mermaid::\n\n");
    for (TextLine line = text_line_at(utstring_body(&text)); line.length; line = text_line_at(line.text + line.length))
        utstring_printf(out, "%s%.*s", line.body ? "   " : "", (int)line.length, line.text);
    utstring_done(&text);
}

/* Whether the document takes the format of the marker. */
static bool takes_format(const MarkerSyntax *syntax, const Emitter *emitter)
{
    return strcmp(emitter->name, "mermaid") == 0 || (!syntax->restructured && strcmp(emitter->name, "markdown") == 0);
}

static void append_diagram(UT_string *out, const Diagram *diagram, const Emitter *emitter, const MarkerSyntax *syntax)
{
    if (syntax->restructured)
        append_directive(out, diagram);
    else if (strcmp(emitter->name, "mermaid") == 0)
        markdown_append_fence(out, diagram);
    else
        emitter->emit(diagram, out);
}

static bool draw_view(const Context *context, const Graph *graph, const Options *options, UT_string *out, char *error,
                      size_t error_size)
{
    Views views = {0};
    const char *unknown = NULL;
    if (!takes_format(context->syntax, options->emitter)) {
        snprintf(error, error_size, "a %s file takes --format %s, not %s", context->syntax->name,
                 context->syntax->restructured ? "mermaid" : "mermaid or markdown", options->emitter->name);
        return false;
    }
    if (!view_draw(graph, view_of(options), &options->view, &views, &unknown)) {
        UT_string text;
        utstring_init(&text);
        symbol_explain_unknown(graph, unknown, &text);
        snprintf(error, error_size, "%s", utstring_body(&text));
        utstring_done(&text);
        return false;
    }
    append_diagram(out, views.diagrams[0], options->emitter, context->syntax);
    views_free(&views);
    return true;
}

/* What a marker excludes is not even read; for that the program is analysed again, mostly from the cache. */
static bool draw_injected(void *pointer, int argc, char **argv, UT_string *out, char *error, size_t error_size)
{
    Context *context = pointer;
    Options options;
    bool good = options_derive(&options, context->options, argc, argv, error, error_size);
    if (good) {
        bool same = options.include == context->options->include && options.exclude == context->options->exclude;
        Graph *other = same ? NULL : analysis_run(&options, context->diag);
        options.view.sub_diagrams = false;
        good = (same || other) && draw_view(context, same ? context->graph : other, &options, out, error, error_size);
        graph_free(other);
    }
    options_free(&options);
    return good;
}

static ProductResult inject_file(const char *path, Context *context)
{
    UT_string out;
    size_t length = 0;
    ProductResult result = PRODUCT_FAILED;
    char *text = product_read(path, &length);
    inputs_add(context->options->inputs, path);
    if (!text) {
        diag_add(context->diag, DIAG_ERROR, path, 0, 0, "cannot be read: %s", strerror(errno));
        return PRODUCT_FAILED;
    }
    utstring_init(&out);
    context->syntax = marker_syntax_of(path);
    if (strlen(text) != length)
        diag_add(context->diag, DIAG_ERROR, path, 0, 0, "is no text: it holds a NUL byte");
    else if (inject_fill(path, text, draw_injected, context, &out, context->diag))
        result = product_deliver(path, utstring_body(&out), utstring_len(&out), context->options->check, context->diag);
    utstring_done(&out);
    free(text);
    return result;
}

ProductResult inject_run(const Options *options, Diag *diag)
{
    Context context = {.options = options, .diag = diag};
    Graph *graph = analysis_run(options, diag);
    ProductResult result = graph ? PRODUCT_FINE : PRODUCT_FAILED;
    context.graph = graph;
    for (const char **file = options->inject; graph && *file; file++)
        result = product_worse(result, inject_file(*file, &context));
    graph_free(graph);
    return result;
}
