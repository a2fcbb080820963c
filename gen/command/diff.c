#include "command.h"

#include "../analysis.h"
#include "../graph/graph_write.h"
#include "../source/history.h"
#include "../../extractors/strings.h"
#include "../../output/link.h"
#include "diff_report.h"
#include "product.h"

#include <errno.h>
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

static ProductResult report(const Options *options, const Graph *const graphs[2], FindingList *const findings[2],
                            const Context *context, Diag *diag)
{
    Comparison comparison;
    const bool *views = chosen_views(options);
    compare_init(&comparison, graphs[BEFORE], graphs[AFTER], &options->view, views);
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
    if (graphs[BEFORE] && graphs[AFTER])
        result = report(options, (const Graph *const[]){graphs[BEFORE], graphs[AFTER]},
                        (FindingList *const[]){NULL, NULL}, &context, diag);
    graph_free(graphs[BEFORE]);
    graph_free(graphs[AFTER]);
    return result;
}

/* --- revisions --- */

/* Both at once, as they were linked. */
static void check_pair(Check checks[2], const Analysis pair[2], const Options *options)
{
#pragma omp parallel for schedule(static, 1) num_threads(options->jobs == 1 ? 1 : 2)
    for (int i = 0; i < 2; i++) {
        Subject subject = {
            .tree = pair[i].tree, .program = pair[i].program, .graph = pair[i].graph, .catalog = options->catalog};
        check_open(&checks[i], &subject, &options->rules);
    }
}

static ProductResult report_pair(const Options *options, const Analysis pair[2], const Context *context, Diag *diag)
{
    Check checks[2];
    check_pair(checks, pair, options);
    ProductResult result = report(options, (const Graph *const[]){pair[BEFORE].graph, pair[AFTER].graph},
                                  (FindingList *const[]){checks[BEFORE].list, checks[AFTER].list}, context, diag);
    check_close(&checks[BEFORE]);
    check_close(&checks[AFTER]);
    return result;
}

/* What is wrong with the files of the base is no news, but for what cannot be read. */
static ProductResult compare_trees(const Options *options, const History *history, const Context *context, Diag *diag)
{
    Options before = *options, after = *options;
    Diag *old_diag = diag_new(-1, options->color);
    Analysis pair[2];
    ProductResult result = PRODUCT_FAILED;
    before.revision = history->base;
    before.may_lack = true; /* the path may be what is new */
    after.revision = *history->head ? history->head : NULL;
    if (analysis_open_pair(pair, (const Options *const[]){&before, &after}, (Diag *const[]){old_diag, diag})) {
        diag_add_losses(diag, old_diag, "so what is in it in the base counts as new");
        result = report_pair(options, pair, context, diag);
    }
    analysis_close(&pair[BEFORE]);
    analysis_close(&pair[AFTER]);
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
