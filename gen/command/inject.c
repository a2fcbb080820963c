#include "inject.h"

#include "../../output/markdown.h"
#include "../analysis.h"
#include "symbol.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <utarray.h>

enum {
    ERROR_SIZE = 400
};

typedef enum {
    MARKER_NONE,
    MARKER_BEGIN,
    MARKER_END,
    MARKER_UNKNOWN
} MarkerKind;

typedef struct {
    const char *text; /* with its line end */
    size_t length;
    size_t body; /* length without the line end */
} TextLine;

typedef struct {
    const char *path;
    Diag *diag;
    uint32_t number; /* of the line at hand */
    uint32_t begin;  /* line of the open marker, or 0 */
    size_t filled;
    char fence; /* '`' or '~' inside fenced code, else 0 */
    size_t fence_length;
} Fill;

static TextLine line_at(const char *text)
{
    size_t body = strcspn(text, "\n");
    TextLine line = {text, body + (text[body] == '\n'), body};
    if (body && text[body - 1] == '\r')
        line.body--;
    return line;
}

/* --- fenced code --- */

/* Follows fences by the rules of CommonMark; deeper indentation passes, since lists have it. */
static void follow_fence(Fill *fill, TextLine line)
{
    size_t indent = strspn(line.text, " \t"), length = 0;
    char mark = indent < line.body ? line.text[indent] : '\0';
    if (mark != '`' && mark != '~')
        return;
    while (indent + length < line.body && line.text[indent + length] == mark)
        length++;
    const char *rest = line.text + indent + length;
    size_t left = line.body - indent - length;
    if (!fill->fence && length >= 3 && !(mark == '`' && memchr(rest, '`', left))) {
        fill->fence = mark;
        fill->fence_length = length;
    } else if (fill->fence == mark && length >= fill->fence_length && strspn(rest, " \t") >= left) {
        fill->fence = '\0';
    }
}

/* --- markers --- */

/* Whether the line is a marker; then `words` is a copy of what stands behind "seamap:". */
static bool take_marker(TextLine line, char **words)
{
    size_t indent = strspn(line.text, " "), end = line.body;
    while (end && strchr(" \t", line.text[end - 1]))
        end--;
    if (indent > 3 || end < indent + 7 || memcmp(line.text + indent, "<!--", 4) != 0 ||
        memcmp(line.text + end - 3, "-->", 3) != 0)
        return false;
    const char *start = line.text + indent + 4;
    start += strspn(start, " \t");
    const char *stop = line.text + end - 3;
    if (stop - start < 7 || memcmp(start, "seamap:", 7) != 0)
        return false;
    *words = strndup(start + 7, (size_t)(stop - start - 7));
    return true;
}

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

static void report(const Fill *fill, const char *text)
{
    diag_add(fill->diag, DIAG_ERROR, fill->path, fill->number, 0, "%s", text);
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
        report(fill, error);
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

static bool fill_marker(Fill *fill, TextLine line, char *words, InjectDraw *draw, void *context, UT_string *out)
{
    bool carriage_return = line.length - line.body == 2;
    if (is_word(words, "begin")) {
        if (fill->begin) {
            diag_add(fill->diag, DIAG_ERROR, fill->path, fill->number, 0,
                     "seamap:begin inside the one of line %u: close that by <!-- seamap:end --> first", fill->begin);
            return false;
        }
        fill->begin = fill->number;
        fill->filled++;
        utstring_bincpy(out, line.text, line.length);
        if (line.length == line.body)
            return true; /* the last line; its missing end will be reported */
        return draw_marker(fill, words + 5, carriage_return, draw, context, out);
    }
    if (is_word(words, "end")) {
        if (!fill->begin) {
            report(fill, "seamap:end without a seamap:begin before it: remove it, or write "
                         "<!-- seamap:begin VIEW --> where the diagram shall start");
            return false;
        }
        fill->begin = 0;
        utstring_bincpy(out, line.text, line.length);
        return true;
    }
    diag_add(fill->diag, DIAG_ERROR, fill->path, fill->number, 0,
             "unknown marker seamap:%.*s; known are seamap:begin and seamap:end", (int)strcspn(words, " \t"), words);
    return false;
}

bool inject_fill(const char *path, const char *text, InjectDraw *draw, void *context, UT_string *out, Diag *diag)
{
    Fill fill = {.path = path, .diag = diag};
    bool good = true;
    for (TextLine line; *text && good; text += line.length) {
        char *words = NULL;
        line = line_at(text);
        fill.number++;
        if (!fill.fence && take_marker(line, &words)) {
            good = fill_marker(&fill, line, words, draw, context, out);
            free(words);
            continue;
        }
        follow_fence(&fill, line);
        if (!fill.begin)
            utstring_bincpy(out, line.text, line.length);
    }
    if (good && fill.begin) {
        fill.number = fill.begin;
        report(&fill, fill.fence
                          ? "seamap:begin without an end outside of fenced code: close the fence, and write "
                            "<!-- seamap:end -->"
                          : "seamap:begin without an end: write <!-- seamap:end --> where the diagram shall end");
    } else if (good && !fill.filled) {
        diag_add(diag, DIAG_ERROR, path, 0, 0,
                 "has no markers: write <!-- seamap:begin VIEW --> and <!-- seamap:end --> on lines of their own");
    }
    return good && !fill.begin && fill.filled;
}

/* --- drawing --- */

typedef struct {
    const Options *options;
    const Graph *graph;
    Diag *diag;
} Context;

static View view_of(const Options *options)
{
    View view = 0;
    while (view < VIEW_COUNT && !options->views[view])
        view++;
    return view;
}

static bool draw_view(const Graph *graph, const Options *options, UT_string *out, char *error, size_t error_size)
{
    Views views = {0};
    const char *unknown = NULL;
    if (strcmp(options->emitter->name, "mermaid") != 0 && strcmp(options->emitter->name, "markdown") != 0) {
        snprintf(error, error_size, "a Markdown file takes --format mermaid or markdown, not %s",
                 options->emitter->name);
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
    if (strcmp(options->emitter->name, "mermaid") == 0)
        markdown_append_fence(out, views.diagrams[0]);
    else
        options->emitter->emit(views.diagrams[0], out);
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
        good = (same || other) && draw_view(same ? context->graph : other, &options, out, error, error_size);
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
