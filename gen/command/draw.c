#include "command.h"

#include "../../extractors/memory.h"
#include "../../extractors/strings.h"
#include "../analysis.h"
#include "depfile.h"
#include "inject.h"
#include "product.h"
#include "symbol.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utarray.h>
#include <utstring.h>
#include <xxhash.h>

enum {
    FILE_NAME_MAX = 150,
    NODES_A_THREAD = 100 /* of the graph, that are worth one */
};

/* One diagram, ready to be written. */
typedef struct {
    char *name; /* of its file, without a directory */
    char *text;
    size_t length;
} Drawing;

static void drawing_deinit(void *element)
{
    Drawing *drawing = element;
    free(drawing->name);
    free(drawing->text);
}

static const UT_icd drawing_icd = {sizeof(Drawing), NULL, NULL, drawing_deinit};
static const UT_icd passing_icd = {sizeof(Drawing), NULL, NULL, NULL}; /* on the way to an array that frees them */

/* --- names of files --- */

/*
 * A file name for a diagram. Names hold qualified names, which hold anything: what is not safe everywhere becomes a
 * dash, and a hash of the full name keeps different names apart.
 */
static char *name_file(const char *name, const char *suffix, bool hashed)
{
    UT_string file;
    utstring_init(&file);
    for (const char *at = name; *at && utstring_len(&file) < FILE_NAME_MAX; at++) {
        bool safe = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || (*at >= '0' && *at <= '9') ||
                    strchr("_-.", *at);
        hashed = hashed || !safe;
        utstring_bincpy(&file, safe ? at : "-", 1);
    }
    if (hashed || strlen(name) > utstring_len(&file))
        utstring_printf(&file, "-%08llx", (unsigned long long)XXH3_64bits(name, strlen(name)) & 0xffffffffu);
    utstring_printf(&file, "%s", suffix);
    return utstring_body(&file);
}

/* Whether a name is taken, on file systems that don't tell capitals from small letters too. */
static bool is_taken(const UT_array *drawings, const char *name)
{
    for (const Drawing *drawing = NULL; (drawing = utarray_next(drawings, drawing));)
        if (strcasecmp(drawing->name, name) == 0)
            return true;
    return false;
}

/* --- drawing --- */

static size_t count_views(const Options *options)
{
    size_t count = 0;
    for (View view = 0; view < VIEW_COUNT; view++)
        count += options->views[view];
    return count;
}

static bool is_markdown(const Options *options)
{
    return strcmp(options->emitter->name, "markdown") == 0;
}

/* Whether the products go to files of a directory. Several views in Markdown may also share one file. */
static bool has_directory(const Options *options)
{
    struct stat status;
    size_t length = options->output ? strlen(options->output) : 0;
    if (!length || strcmp(options->output, "-") == 0)
        return false;
    return options->output[length - 1] == '/' || (stat(options->output, &status) == 0 && S_ISDIR(status.st_mode)) ||
           (count_views(options) > 1 && !(is_markdown(options) && text_ends_in(options->output, ".md")));
}

static void draw_diagram(const Options *options, const Diagram *diagram, Drawing *out)
{
    UT_string text;
    utstring_init(&text);
    options->emitter->emit(diagram, &text);
    *out = (Drawing){.text = utstring_body(&text), .length = utstring_len(&text)};
}

static void name_drawing(const Options *options, const Diagram *diagram, Drawing drawing, UT_array *drawings)
{
    drawing.name = name_file(diagram->name, options->emitter->suffix, false);
    if (is_taken(drawings, drawing.name)) {
        free(drawing.name);
        drawing.name = name_file(diagram->name, options->emitter->suffix, true);
    }
    utarray_push_back(drawings, &drawing);
}

/* Draws one view and, if `all`, its sub-diagrams. */
static void draw_view(const Options *options, const ViewSession *session, View view, bool all, UT_array *drawings)
{
    Views views = view_draw_in(session, view);
    size_t count = all || views.count < 1 ? views.count : 1;
    Drawing *drawn = memory_zeroed(count + 1, sizeof *drawn);
    for (size_t i = 0; i < count; i++) {
#pragma omp task
        draw_diagram(options, views.diagrams[i], &drawn[i]);
    }
#pragma omp taskwait
    for (size_t i = 0; i < count; i++)
        name_drawing(options, views.diagrams[i], drawn[i], drawings);
    free(drawn);
    views_free(&views);
}

/* Draws the views at once: names of their files differ from view to view. */
static void draw_chosen_views(const Options *options, const ViewSession *session, int threads, bool all,
                              UT_array *drawings)
{
    UT_array of_view[VIEW_COUNT];
#pragma omp parallel num_threads(threads)
#pragma omp single
    for (int view = 0; view < VIEW_COUNT; view++) {
        utarray_init(&of_view[view], &passing_icd);
#pragma omp task
        if (options->views[view])
            draw_view(options, session, (View)view, all, &of_view[view]);
    }
    for (View view = 0; view < VIEW_COUNT; view++) {
        utarray_concat(drawings, &of_view[view]);
        utarray_done(&of_view[view]);
    }
}

static bool draw_views(const Options *options, const Graph *graph, UT_array *drawings, Diag *diag)
{
    ViewOptions view_options = options->view;
    /* one stream takes one flowchart, but any number of Markdown sections */
    view_options.sub_diagrams = has_directory(options) || is_markdown(options);
    const char *unknown = NULL;
    ViewSession *session = view_open(graph, &view_options, &unknown);
    if (!session) {
        UT_string text;
        utstring_init(&text);
        symbol_explain_unknown(graph, unknown, &text);
        diag_add(diag, DIAG_ERROR, NULL, 0, 0, "%s", utstring_body(&text));
        utstring_done(&text);
        return false;
    }
    int threads = options_threads(options, graph->node_count, NODES_A_THREAD);
    draw_chosen_views(options, session, threads, view_options.sub_diagrams, drawings);
    view_close(session);
    return true;
}

/* --- what earlier runs left behind --- */

/* Whether a file name is one of a sub-diagram of the views that are drawn: "init.app.mmd". */
static bool is_sub_diagram(const Options *options, const char *name)
{
    size_t length = strlen(name), end = strlen(options->emitter->suffix);
    if (!text_ends_in(name, options->emitter->suffix))
        return false;
    for (View view = 0; view < VIEW_COUNT; view++) {
        size_t start = strlen(view_name(view));
        if (options->views[view] && strncmp(name, view_name(view), start) == 0 && name[start] == '.' &&
            length > start + end)
            return true;
    }
    return false;
}

/* Whether a file was drawn by us: its legend or its schema says so. */
static bool is_ours(const char *path)
{
    size_t length = 0;
    char *text = product_read(path, &length);
    bool ours = text && (strstr(text, "class l_legend group") || strstr(text, "seamap.diagram/"));
    free(text);
    return ours;
}

static bool is_drawn(const UT_array *drawings, const char *name)
{
    for (const Drawing *drawing = NULL; (drawing = utarray_next(drawings, drawing));)
        if (strcmp(drawing->name, name) == 0)
            return true;
    return false;
}

/* A sub-diagram that is drawn no more would lie: it is removed, or reported under --check. */
static ProductResult sweep(const Options *options, const UT_array *drawings, Diag *diag)
{
    ProductResult result = PRODUCT_FINE;
    DIR *directory = opendir(options->output);
    for (struct dirent *entry; directory && (entry = readdir(directory));) {
        if (!is_sub_diagram(options, entry->d_name) || is_drawn(drawings, entry->d_name))
            continue;
        char *path = memory_format("%s/%s", options->output, entry->d_name);
        if (!is_ours(path)) {
            diag_add(diag, DIAG_NOTE, path, 0, 0, "looks like a sub-diagram, but is not one of ours: it stays");
        } else if (options->check) {
            diag_add(diag, DIAG_WARNING, path, 0, 0, "is stale: this sub-diagram is drawn no more");
            result = PRODUCT_STALE;
        } else if (unlink(path) != 0) {
            diag_add(diag, DIAG_WARNING, path, 0, 0, "is drawn no more, but cannot be removed: %s", strerror(errno));
        }
        free(path);
    }
    if (directory)
        closedir(directory);
    return result;
}

/* --- delivering --- */

/* A target of its own, a stamp, is stale as well when a product is gone or was changed by hand. */
static ProductResult deliver(const Options *options, const char *path, const char *text, size_t length, Diag *diag)
{
    if (options->depfile_target && strcmp(path, "-") != 0)
        inputs_add(options->inputs, path);
    return product_deliver(path, text, length, options->check, diag);
}

static ProductResult deliver_to_directory(const Options *options, const UT_array *drawings, Diag *diag)
{
    size_t length = strlen(options->output);
    const char *slash = options->output[length - 1] == '/' ? "" : "/";
    ProductResult result = options->check ? PRODUCT_FINE : product_make_directory(options->output, diag);
    for (const Drawing *drawing = NULL; result != PRODUCT_FAILED && (drawing = utarray_next(drawings, drawing));) {
        char *path = memory_format("%s%s%s", options->output, slash, drawing->name);
        result = product_worse(result, deliver(options, path, drawing->text, drawing->length, diag));
        free(path);
    }
    return result == PRODUCT_FAILED ? result : product_worse(result, sweep(options, drawings, diag));
}

static ProductResult deliver_as_one(const Options *options, const UT_array *drawings, Diag *diag)
{
    UT_string text;
    utstring_init(&text);
    for (const Drawing *drawing = NULL; (drawing = utarray_next(drawings, drawing));) {
        if (utstring_len(&text))
            utstring_bincpy(&text, "\n", 1);
        utstring_bincpy(&text, drawing->text, drawing->length);
    }
    const char *path = options->output ? options->output : "-";
    ProductResult result = deliver(options, path, utstring_body(&text), utstring_len(&text), diag);
    utstring_done(&text);
    return result;
}

/* That there is nothing to be drawn is the likelier mistake, and told first. */
static ProductResult refuse_views(const Options *options, Diag *diag)
{
    SourceQuery query = options_query(options);
    SourceTree *tree = source_open(&query, diag);
    if (tree)
        diag_add(diag, DIAG_ERROR, NULL, 0, 0,
                 "%zu views do not fit into one stream: choose one (--view overview), a directory for all (-o DIR), "
                 "or --format markdown",
                 count_views(options));
    source_close(tree);
    return PRODUCT_FAILED;
}

static ProductResult draw(const Options *options, Diag *diag)
{
    if (count_views(options) > 1 && !has_directory(options) && !is_markdown(options))
        return refuse_views(options, diag);
    Graph *graph = analysis_run(options, diag);
    if (!graph)
        return PRODUCT_FAILED;
    UT_array drawings;
    utarray_init(&drawings, &drawing_icd);
    ProductResult result = PRODUCT_FAILED;
    if (draw_views(options, graph, &drawings, diag))
        result = has_directory(options) ? deliver_to_directory(options, &drawings, diag)
                                        : deliver_as_one(options, &drawings, diag);
    utarray_done(&drawings);
    graph_free(graph);
    return result;
}

int command_draw(const Options *options, Diag *diag)
{
    ProductResult result = *options->inject ? inject_run(options, diag) : draw(options, diag);
    if (result != PRODUCT_FAILED)
        result = product_worse(result, depfile_write(options, diag));
    if (result == PRODUCT_STALE)
        diag_add(diag, DIAG_WARNING, NULL, 0, 0, "stale diagrams are mended by: %s", options->remedy);
    return product_exit_code(result);
}
