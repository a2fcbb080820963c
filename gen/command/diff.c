#include "command.h"

#include "../analysis.h"
#include "../graph/graph_write.h"
#include "../source/history.h"
#include "../../extractors/strings.h"
#include "../../output/link.h"
#include "diff_report.h"
#include "product.h"

#include <errno.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <utstring.h>

enum {
    BEFORE,
    AFTER
};

/* --- the report --- */

static ProductResult write_report(const Options *options, const Changes *changes, bool empty, Diag *diag)
{
    UT_string text;
    utstring_init(&text);
    if (!empty)
        options->changes_format->write(changes, &text);
    ProductResult result =
        product_write(options->output ? options->output : "-", utstring_body(&text), utstring_len(&text), diag);
    utstring_done(&text);
    return result;
}

/* The views that changes have to belong to, or NULL: all of them together leave nothing out. */
static const bool *chosen_views(const Options *options)
{
    for (View view = 0; view < VIEW_COUNT; view++)
        if (!options->views[view])
            return options->views;
    return NULL;
}

/* What a report says beside what was found. */
typedef struct {
    ChangeState states[2];
    const char *template, *place; /* of links; NULL: none */
} Context;

static ProductResult report(const Options *options, const Slice *const slices[2], FindingList *const findings[2],
                            const Context *context, Diag *diag)
{
    Comparison comparison;
    const bool *views = chosen_views(options);
    compare_init(&comparison, slices[BEFORE], slices[AFTER], &options->view, views);
    DiffReport *rows = diff_report_new(&comparison, findings[BEFORE], findings[AFTER], views);
    Changes *changes = diff_report_changes(rows);
    changes->base = context->states[BEFORE];
    changes->head = context->states[AFTER];
    changes->link_template = context->template;
    changes->link_place = context->place;
    const char **unread = diag_list_paths(diag);
    changes->unread = unread;
    ProductResult result = write_report(options, changes, diff_report_is_empty(rows), diag);
    free(unread);
    diff_report_free(rows);
    compare_deinit(&comparison);
    return result;
}

/* --- files of graphs --- */

static Graph *read_graph(const char *path, Diag *diag)
{
    size_t length = 0;
    char error[200] = "";
    char *text = product_read(path, &length);
    Graph *graph = text ? graph_read_json(text, length, error, sizeof error) : NULL;
    if (!graph)
        diag_add(diag, DIAG_ERROR, path, 0, 0, "%s", text ? error : strerror(errno));
    free(text);
    return graph;
}

static ProductResult compare_files(const Options *options, const char *base, const char *head, Diag *diag)
{
    Graph *graphs[2] = {read_graph(base, diag), read_graph(head, diag)};
    const Context context = {.states = {{.name = base}, {.name = head}}, .template = options->link_template};
    ProductResult result = PRODUCT_FAILED;
    if (graphs[BEFORE] && graphs[AFTER]) {
        Slice slices[2];
        slice_init(&slices[BEFORE], graphs[BEFORE], &options->view, NULL);
        slice_init(&slices[AFTER], graphs[AFTER], &options->view, NULL);
        result = report(options, (const Slice *const[]){&slices[BEFORE], &slices[AFTER]},
                        (FindingList *const[]){NULL, NULL}, &context, diag);
        slice_deinit(&slices[BEFORE]);
        slice_deinit(&slices[AFTER]);
    }
    graph_free(graphs[BEFORE]);
    graph_free(graphs[AFTER]);
    return result;
}

/* --- revisions --- */

/* One side of a comparison, which a thread makes by itself. */
typedef struct {
    Options options;
    Diag *diag;
    Analysis analysis;
    Slice slice;
    Check check;
} Side;

static void link_side(Side *side)
{
    analysis_link(&side->analysis, &side->options, side->diag);
    slice_init(&side->slice, side->analysis.graph, &side->options.view, NULL);
    Subject subject = {.tree = side->analysis.tree,
                       .program = side->analysis.program,
                       .graph = side->analysis.graph,
                       .slice = &side->slice,
                       .catalog = side->options.catalog};
    check_open(&side->check, &subject, &side->options.rules);
}

/* Most of that is one thread's work, so both sides are linked at once, each with half of the threads. */
static void link_sides(Side sides[2], const Options *options)
{
    int most = options_threads(options, SIZE_MAX, 1);
    omp_set_max_active_levels(2);
#pragma omp parallel for schedule(static, 1) num_threads(most > 1 ? 2 : 1)
    for (int i = 0; i < 2; i++) {
        sides[i].options.jobs = most > 3 ? most / 2 : 1;
        link_side(&sides[i]);
    }
}

static ProductResult report_sides(const Options *options, Side sides[2], const Context *context, Diag *diag)
{
    return report(options, (const Slice *const[]){&sides[BEFORE].slice, &sides[AFTER].slice},
                  (FindingList *const[]){sides[BEFORE].check.list, sides[AFTER].check.list}, context, diag);
}

static void close_side(Side *side)
{
    check_close(&side->check);
    slice_deinit(&side->slice);
    analysis_close(&side->analysis);
}

/* At once as well: each thread frees what it has allocated. Facts that both sides have are not looked at any more. */
static void close_sides(Side sides[2], const Options *options)
{
#pragma omp parallel for schedule(static, 1) num_threads(options_threads(options, 2, 1))
    for (int i = 0; i < 2; i++)
        close_side(&sides[i]);
}

/* Reads both sides, then the rest; what they have in common belongs to the base. */
static ProductResult compare_sides(const Options *options, Side sides[2], const Context *context)
{
    Side *base = &sides[BEFORE], *head = &sides[AFTER];
    ProductResult result = PRODUCT_FAILED;
    if (analysis_read(&base->analysis, NULL, &base->options, base->diag) &&
        analysis_read(&head->analysis, &base->analysis, &head->options, head->diag)) {
        link_sides(sides, options);
        diag_add_losses(head->diag, base->diag, "so what is in it in the base counts as new");
        result = report_sides(options, sides, context, head->diag);
    }
    close_sides(sides, options);
    return result;
}

/* What is wrong with the files of the base is no news, but for what cannot be read. */
static ProductResult compare_trees(const Options *options, const History *history, const Context *context, Diag *diag)
{
    Diag *old_diag = diag_new(-1, options->color);
    Side sides[2] = {{.options = *options, .diag = old_diag}, {.options = *options, .diag = diag}};
    sides[BEFORE].options.revision = history->base;
    sides[BEFORE].options.may_lack = true; /* the path may be what is new */
    sides[AFTER].options.revision = *history->head ? history->head : NULL;
    ProductResult result = compare_sides(options, sides, context);
    diag_flush(old_diag);
    diag_free(old_diag);
    return result;
}

/* What the user calls the two sides of a range. */
static void name_sides(const char *range, const History *history, Context *context, UT_string *base)
{
    const char *dots = strstr(range, "..");
    utstring_bincpy(base, range, dots ? (size_t)(dots - range) : strlen(range));
    const char *rest = dots ? dots + 2 + (dots[2] == '.') : "work tree";
    context->states[BEFORE] =
        (ChangeState){utstring_len(base) ? utstring_body(base) : "HEAD", *history->base ? history->base : NULL};
    context->states[AFTER] = (ChangeState){*rest ? rest : "HEAD", *history->head ? history->head : NULL};
}

static ProductResult compare_revisions(const Options *options, Diag *diag)
{
    History history;
    ProductResult result = PRODUCT_FAILED;
    if (history_resolve(&history, options->root, options->symbol, diag)) {
        Context context = {.template = options->link_template, .place = history.place};
        UT_string base, template;
        utstring_init(&base);
        utstring_init(&template);
        name_sides(options->symbol, &history, &context, &base);
        if (!context.template && history.remote && link_guess_template(history.remote, &template))
            context.template = utstring_body(&template);
        result = compare_trees(options, &history, &context, diag);
        utstring_done(&base);
        utstring_done(&template);
    } else if (access(options->symbol, F_OK) == 0) {
        diag_add(diag, DIAG_ERROR, options->symbol, 0, 0,
                 "is a file: diff compares BASE..HEAD, BASE with the work tree, or two files of `seamap graph`, a.json "
                 "b.json");
    }
    history_free(&history);
    return result;
}

int command_diff(const Options *options, Diag *diag)
{
    const char *first = options->symbol, *second = options->paths[0];
    ProductResult result = PRODUCT_FAILED;
    if (text_ends_in(first, ".json") && text_ends_in(second, ".json") && !options->paths[1])
        result = compare_files(options, first, second, diag);
    else
        result = compare_revisions(options, diag);
    return product_exit_code(result);
}
