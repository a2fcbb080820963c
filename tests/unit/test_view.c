/*
 * test_view.c - the views: what must be on a picture, what it may cost, and that it depends on the code's meaning only.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../extractors/catalog/catalog.h"
#include "../../gen/graph/graph_write.h"
#include "../../gen/view/family.h"
#include "../../gen/view/view.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- graphs ------------------------------------------------------------------------------------------------------ */

static const char *const no_entries[] = {NULL};

static ViewOptions default_options(void)
{
    return (ViewOptions){.entries = no_entries, .profile = profile_find("github"), .sub_diagrams = true};
}

static Graph *read_graph(const char *path)
{
    static char text[1 << 18];
    char error[200];
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t length = fread(text, 1, sizeof text, file);
    fclose(file);
    Graph *graph = graph_read_json(text, length, error, sizeof error);
    assert_non_null(graph);
    return graph;
}

static GraphNode *add(Graph *graph, const char *module, const char *name, NodeKind kind, uint32_t flags, uint32_t role)
{
    char id[200];
    snprintf(id, sizeof id, "%s%s%s", module, *name ? "." : "", name);
    GraphNode *node = graph_add_node(graph, id, kind);
    node->module = graph_text(graph, module);
    node->path = graph_text(graph, kind == NODE_EXTERNAL ? "" : "app/file.py");
    node->flags |= flags;
    node->roles |= role ? 1u << role : 0;
    return node;
}

static void join(Graph *graph, GraphNode *from, GraphNode *to, EdgeKind kind, uint32_t order, uint32_t flags)
{
    GraphSite site = {.path = graph_text(graph, "app/file.py"), .line = order, .column = 1, .order = order};
    graph_add_edge(graph, from, to, kind, flags, site);
}

static GraphNode *websocket(Graph *graph, const char *name, unsigned role)
{
    return add(graph, "starlette.websockets.WebSocket", name, NODE_EXTERNAL, NODE_ASYNC | NODE_WEBSOCKET, role);
}

enum {
    ENDPOINTS = 25,
    HELPERS = 1900,
    BROKEN_CALLERS = 60
};

/* The manager that everything uses, with its factories. */
static GraphNode *add_manager(Graph *graph)
{
    GraphNode *class = add(graph, "app.core.manager", "WebSocketManager", NODE_CLASS, 0, 0);
    GraphNode *connect = add(graph, "app.core.manager", "WebSocketManager.connect", NODE_METHOD, NODE_ASYNC, 0);
    GraphNode *factory = add(graph, "app.core.factory", "get_websocket_manager", NODE_FUNCTION, 0, ROLE_FACTORY);
    GraphNode *twin =
        add(graph, "app.core.factory", "get_websocket_manager_async", NODE_FUNCTION, NODE_ASYNC, ROLE_FACTORY);
    join(graph, connect, websocket(graph, "accept", ROLE_ACCEPT), EDGE_AWAIT, 1, 0);
    join(graph, factory, class, EDGE_CREATES, 1, 0);
    join(graph, factory, class, EDGE_RETURNS, 2, 0);
    join(graph, twin, factory, EDGE_CALL, 1, 0);
    join(graph, twin, class, EDGE_RETURNS, 2, 0);
    return factory;
}

/* An endpoint that authenticates, connects, loops, and calls into a tree of helpers. */
static void add_endpoint(Graph *graph, unsigned number, GraphNode *factory, GraphNode **helpers)
{
    char module[64], name[64];
    snprintf(module, sizeof module, "app.routes.area%u.ws%u", number % 4, number % 12);
    snprintf(name, sizeof name, "endpoint%02u", number);
    GraphNode *endpoint = add(graph, module, name, NODE_FUNCTION, NODE_ASYNC | NODE_ENTRY | NODE_WEBSOCKET, ROLE_ENTRY);
    snprintf(name, sizeof name, "check%02u", number);
    GraphNode *check = add(graph, "app.auth.checks", name, NODE_FUNCTION, 0, ROLE_AUTHENTICATE);
    join(graph, check, add(graph, "jwt", "decode", NODE_EXTERNAL, 0, ROLE_AUTHENTICATE), EDGE_CALL, 1, 0);
    join(graph, endpoint, check, EDGE_CALL, 1, 0);
    join(graph, endpoint, factory, EDGE_CALL, 2, 0);
    join(graph, endpoint, graph_find_node(graph, "app.core.manager.WebSocketManager.connect"), EDGE_AWAIT, 3, 0);
    join(graph, endpoint, websocket(graph, "receive_text", ROLE_RECEIVE), EDGE_AWAIT, 4, 0);
    for (unsigned i = 0; i < 5; i++)
        join(graph, endpoint, helpers[(number * 71 + i * 13) % HELPERS], EDGE_CALL, 5 + i, 0);
    join(graph, endpoint, websocket(graph, "close", ROLE_CLOSE), EDGE_AWAIT, 20, 0);
}

static void add_helpers(Graph *graph, GraphNode **helpers)
{
    GraphNode *send = websocket(graph, "send_json", ROLE_SEND);
    for (unsigned i = 0; i < HELPERS; i++) {
        char module[64], name[64];
        snprintf(module, sizeof module, "app.services.part%u.file%u", i % 15, i % 240);
        snprintf(name, sizeof name, "helper%04u", i);
        helpers[i] = add(graph, module, name, NODE_FUNCTION, i % 3 ? NODE_ASYNC : 0, 0);
    }
    for (unsigned i = 0; i < HELPERS; i++) {
        join(graph, helpers[i], helpers[(i * 7 + 3) % HELPERS], EDGE_AWAIT, 1, 0);
        join(graph, helpers[i], helpers[(i * 31 + 11) % HELPERS], EDGE_CALL, 2, 0);
        if (i % 40 == 0)
            join(graph, helpers[i], send, EDGE_AWAIT, 3, 0);
        if (i % 50 == 0)
            join(graph, helpers[i], helpers[(i * 3 + 1) % HELPERS], EDGE_TO_THREAD, 4, 0);
        if (i % 70 == 0)
            join(graph, helpers[i], helpers[(i * 5 + 1) % HELPERS], EDGE_SPAWN, 5, 0);
    }
}

/* Two thousand functions, twenty-five endpoints, sixty awaits of a synchronous factory. */
static Graph *large_graph(void)
{
    static GraphNode *helpers[HELPERS];
    Graph *graph = graph_new();
    GraphNode *factory = add_manager(graph);
    add_helpers(graph, helpers);
    for (unsigned i = 0; i < ENDPOINTS; i++)
        add_endpoint(graph, i, factory, helpers);
    for (unsigned i = 0; i < BROKEN_CALLERS; i++)
        join(graph, helpers[i * 31 % HELPERS], factory, EDGE_AWAIT, 9, EDGE_BROKEN);
    graph_finish(graph);
    return graph;
}

/* --- questions --------------------------------------------------------------------------------------------------- */

static Views draw(const Graph *graph, View view, const ViewOptions *options)
{
    Views views;
    const char *unknown = NULL;
    assert_true(view_draw(graph, view, options, &views, &unknown));
    assert_true(views.count > 0);
    return views;
}

static const DiagramNode *find_node(const Diagram *diagram, const char *key)
{
    for (size_t i = 0; i < diagram->node_count; i++)
        if (strcmp(diagram->nodes[i].key, key) == 0)
            return &diagram->nodes[i];
    return NULL;
}

static const DiagramEdge *find_edge(const Diagram *diagram, const char *from, const char *to)
{
    for (size_t i = 0; i < diagram->edge_count; i++)
        if (strcmp(diagram->edges[i].from, from) == 0 && strcmp(diagram->edges[i].to, to) == 0)
            return &diagram->edges[i];
    return NULL;
}

static size_t count_lines(const Diagram *diagram, Line kind)
{
    size_t count = 0;
    for (size_t i = 0; i < diagram->edge_count; i++)
        count += diagram->edges[i].kind == kind;
    return count;
}

static char *text_of(const Diagram *diagram)
{
    UT_string text;
    utstring_init(&text);
    emitter_find("mermaid")->emit(diagram, &text);
    return utstring_body(&text);
}

/* --- tests ------------------------------------------------------------------------------------------------------- */

#define FACTORY "chat.websocket.factory.get_websocket_manager"
#define ENDPOINT "chat.routes.ws.chat_endpoint"

static void test_init_tells_the_story(void **state)
{
    (void)state;
    Graph *graph = read_graph("tests/view/chat.json");
    ViewOptions options = default_options();
    Views views = draw(graph, VIEW_INIT, &options);
    const Diagram *diagram = views.diagrams[0];
    assert_string_equal(diagram->name, "init");
    assert_non_null(find_node(diagram, "chat.lifespan.lifespan"));
    assert_non_null(find_node(diagram, ENDPOINT));
    assert_non_null(find_node(diagram, "chat.auth.tokens.verify_token"));
    assert_non_null(find_node(diagram, ENDPOINT " receive"));
    assert_string_equal(find_node(diagram, ENDPOINT " receive")->label, "receive loop");
    assert_non_null(find_node(diagram, ENDPOINT " close"));
    assert_non_null(find_node(diagram, "chat.websocket.manager.ConnectionManager.connect accept"));
    assert_int_equal(find_edge(diagram, ENDPOINT, FACTORY)->kind, LINE_SOLID);
    assert_int_equal(find_edge(diagram, "chat.lifespan.lifespan", "chat.services.history.open_history")->kind,
                     LINE_DOTTED);
    views_free(&views);
    graph_free(graph);
}

static void test_calls_stay_in_their_order(void **state)
{
    (void)state;
    static const char *const expected[] = {"chat.auth.dependencies.current_user",
                                           "chat.auth.tokens.verify_token",
                                           ENDPOINT " close",
                                           FACTORY,
                                           "chat.websocket.manager.ConnectionManager.connect",
                                           "chat.routes.ws.replay",
                                           ENDPOINT " receive",
                                           "chat.routes.ws.handle_message"};
    Graph *graph = read_graph("tests/view/chat.json");
    ViewOptions options = default_options();
    Views views = draw(graph, VIEW_INIT, &options);
    size_t next = 0;
    for (size_t i = 0; i < views.diagrams[0]->edge_count; i++)
        if (strcmp(views.diagrams[0]->edges[i].from, ENDPOINT) == 0)
            assert_string_equal(views.diagrams[0]->edges[i].to, expected[next++]);
    assert_int_equal(next, sizeof expected / sizeof *expected);
    views_free(&views);
    graph_free(graph);
}

static void test_broken_awaits_are_on_every_picture(void **state)
{
    (void)state;
    Graph *graph = read_graph("tests/view/chat.json");
    ViewOptions options = default_options();
    for (View view = 0; view < VIEW_COUNT; view++) {
        Views views = draw(graph, view, &options);
        assert_int_equal(count_lines(views.diagrams[0], LINE_BROKEN), 1);
        views_free(&views);
    }
    graph_free(graph);
}

static void test_test_code_is_not_drawn(void **state)
{
    (void)state;
    Graph *graph = read_graph("tests/view/chat.json");
    ViewOptions options = default_options();
    for (View view = 0; view < VIEW_COUNT; view++) {
        Views views = draw(graph, view, &options);
        for (size_t i = 0; i < views.count; i++)
            for (size_t k = 0; k < views.diagrams[i]->node_count; k++)
                assert_null(strstr(views.diagrams[i]->nodes[k].key, "test_chat"));
        views_free(&views);
    }
    graph_free(graph);
}

static void test_factories_put_twins_together(void **state)
{
    (void)state;
    Graph *graph = read_graph("tests/view/chat.json");
    ViewOptions options = default_options();
    Views views = draw(graph, VIEW_FACTORIES, &options);
    const Diagram *diagram = views.diagrams[0];
    const DiagramNode *factory = find_node(diagram, FACTORY), *twin = find_node(diagram, FACTORY "_async");
    assert_string_equal(factory->group, twin->group);
    assert_int_equal(factory->style, STYLE_PROBLEM);
    assert_int_equal(twin->style, STYLE_FACTORY);
    assert_non_null(find_edge(diagram, FACTORY, "chat.websocket.manager.ConnectionManager"));
    assert_int_equal(find_node(diagram, "chat.websocket.legacy.WebSocketManager.instance")->style, STYLE_LEGACY);
    views_free(&views);
    graph_free(graph);
}

static void test_boundaries_show_only_crossings(void **state)
{
    (void)state;
    Graph *graph = read_graph("tests/view/chat.json");
    ViewOptions options = default_options();
    Views views = draw(graph, VIEW_BOUNDARIES, &options);
    const Diagram *diagram = views.diagrams[0];
    assert_string_equal(find_node(diagram, "chat.services.history.History.append")->group, "lane 4 thread");
    assert_string_equal(find_node(diagram, "chat.routes.ws.handle_message")->group, "lane 2 async");
    assert_string_equal(find_node(diagram, FACTORY)->group, "lane 3 sync");
    assert_null(find_node(diagram, "chat.config.get_settings"));
    assert_null(find_edge(diagram, ENDPOINT, "chat.routes.ws.replay"));
    views_free(&views);
    graph_free(graph);
}

static void check_budget(const Diagram *diagram, const ViewOptions *options, size_t nodes, size_t edges)
{
    char *text = text_of(diagram);
    assert_true(diagram->node_count <= nodes);
    assert_true(diagram->edge_count <= edges);
    assert_true(profile_fits(options->profile, text, strlen(text), diagram->edge_count));
    free(text);
}

static void test_large_graphs_keep_to_the_budget(void **state)
{
    (void)state;
    Graph *graph = large_graph();
    ViewOptions options = default_options();
    for (View view = 0; view < VIEW_COUNT; view++) {
        Views views = draw(graph, view, &options);
        for (size_t i = 0; i < views.count; i++)
            check_budget(views.diagrams[i], &options, 40, 60);
        assert_true(count_lines(views.diagrams[0], LINE_BROKEN) > 0);
        assert_true(view == VIEW_FACTORIES || view == VIEW_OVERVIEW || views.diagrams[0]->caption_count > 0);
        views_free(&views);
    }
    graph_free(graph);
}

static void test_hosts_limits_are_kept(void **state)
{
    (void)state;
    Graph *graph = read_graph("tests/view/chat.json");
    ViewOptions options = default_options();
    options.profile = profile_find("gitlab");
    for (View view = 0; view < VIEW_COUNT; view++) {
        Views views = draw(graph, view, &options);
        for (size_t i = 0; i < views.count; i++)
            check_budget(views.diagrams[i], &options, 40, 60);
        views_free(&views);
    }
    graph_free(graph);
}

static void test_every_entry_has_a_sub_diagram(void **state)
{
    (void)state;
    Graph *graph = large_graph();
    ViewOptions options = default_options();
    Views views = draw(graph, VIEW_INIT, &options);
    assert_int_equal(views.count, 1 + ENDPOINTS);
    for (size_t i = 1; i < views.count; i++)
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(views.diagrams[i]->name, views.diagrams[k]->name);
    views_free(&views);
    options.sub_diagrams = false;
    views = draw(graph, VIEW_INIT, &options);
    assert_int_equal(views.count, 1);
    views_free(&views);
    graph_free(graph);
}

/* The same code, read twice and in another order, draws the same bytes. */
static void test_order_of_reading_does_not_matter(void **state)
{
    (void)state;
    Graph *graph = read_graph("tests/view/chat.json"), *other = graph_new();
    GraphNode *last = ELMT_FROM_HH(graph->nodes->hh.tbl, graph->nodes->hh.tbl->tail);
    for (GraphNode *node = last; node; node = node->hh.prev) {
        GraphNode *copy = graph_add_node(other, node->id, node->kind);
        copy->module = graph_text(other, node->module);
        copy->path = graph_text(other, node->path);
        copy->flags = node->flags;
        copy->roles = node->roles;
    }
    for (size_t i = graph->edge_count; i-- > 0;) {
        const GraphEdge *edge = &graph->edges[i];
        GraphSite site = *edge->sites;
        site.path = graph_text(other, site.path);
        site.line += 100; /* nor do line numbers */
        graph_add_edge(other, graph_find_node(other, edge->key.from->id), graph_find_node(other, edge->key.to->id),
                       (EdgeKind)edge->key.kind, edge->flags, site);
    }
    graph_finish(other);
    ViewOptions options = default_options();
    for (View view = 0; view < VIEW_COUNT; view++) {
        Views first = draw(graph, view, &options), second = draw(other, view, &options);
        char *text = text_of(first.diagrams[0]), *again = text_of(second.diagrams[0]);
        assert_string_equal(text, again);
        free(text);
        free(again);
        views_free(&first);
        views_free(&second);
    }
    graph_free(graph);
    graph_free(other);
}

static size_t count_lines_only_in(const char *text, const char *other)
{
    size_t count = 0;
    while (*text) {
        size_t length = strcspn(text, "\n") + 1;
        char *line = strndup(text, length);
        assert_non_null(line);
        count += strstr(other, line) == NULL;
        free(line);
        text += length;
    }
    return count;
}

static void test_one_more_call_is_one_more_line(void **state)
{
    (void)state;
    Graph *graph = read_graph("tests/view/chat.json");
    ViewOptions options = default_options();
    Views before = draw(graph, VIEW_INIT, &options);
    char *text = text_of(before.diagrams[0]);
    join(graph, graph_find_node(graph, "chat.routes.ws.replay"),
         graph_find_node(graph, "chat.auth.tokens.verify_token"), EDGE_CALL, 0, 0);
    graph_finish(graph);
    Views after = draw(graph, VIEW_INIT, &options);
    char *changed = text_of(after.diagrams[0]);
    assert_int_equal(count_lines_only_in(changed, text), 1);
    assert_int_equal(count_lines_only_in(text, changed), 0);
    free(text);
    free(changed);
    views_free(&before);
    views_free(&after);
    graph_free(graph);
}

/* A picture of the whole of a large program shows each part of the story, and what is broken of it. */
static void test_no_part_crowds_out_another(void **state)
{
    (void)state;
    Graph *graph = large_graph();
    GraphNode *main_module = add(graph, "app.main", "", NODE_MODULE, NODE_MAIN, 0);
    GraphNode *hook = add(graph, "app.main", "lifespan", NODE_FUNCTION, NODE_ASYNC | NODE_ENTRY, ROLE_BOOT);
    join(graph, main_module, add(graph, "uvicorn", "run", NODE_EXTERNAL, 0, ROLE_BOOT), EDGE_CALL, 1, 0);
    join(graph, main_module, hook, EDGE_CALLBACK, 2, 0);
    for (unsigned i = 0; i < 30; i++) { /* awaits that cannot work, of other subjects */
        char name[32];
        snprintf(name, sizeof name, "validate%02u", i);
        join(graph, hook, add(graph, "app.checks", name, NODE_FUNCTION, 0, 0), EDGE_AWAIT, 3 + i, EDGE_BROKEN);
    }
    add(graph, "app.tool", "", NODE_MODULE, NODE_MAIN, 0); /* a script that starts nothing */
    graph_finish(graph);
    ViewOptions options = default_options();
    Views views = draw(graph, VIEW_INIT, &options);
    const Diagram *diagram = views.diagrams[0];
    size_t checks = 0;
    for (size_t i = 0; i < diagram->node_count; i++)
        checks += strstr(diagram->nodes[i].key, "app.auth.checks") != NULL;
    assert_true(checks > 1);
    assert_non_null(find_node(diagram, "app.main"));
    assert_non_null(find_node(diagram, "app.main.lifespan"));
    assert_non_null(find_node(diagram, "app.core.factory.get_websocket_manager"));
    assert_non_null(find_node(diagram, "app.core.manager.WebSocketManager.connect"));
    assert_null(find_node(diagram, "app.tool"));
    views_free(&views);
    graph_free(graph);
}

static void test_middleware_is_drawn_that_authenticates(void **state)
{
    (void)state;
    Graph *graph = read_graph("tests/view/chat.json");
    GraphNode *gate = add(graph, "chat.gate", "Gate.dispatch", NODE_METHOD, NODE_ASYNC | NODE_ENTRY, ROLE_MIDDLEWARE);
    add(graph, "chat.gate", "Timer.dispatch", NODE_METHOD, NODE_ASYNC | NODE_ENTRY, ROLE_MIDDLEWARE);
    join(graph, gate, graph_find_node(graph, "chat.auth.tokens.verify_token"), EDGE_CALL, 1, 0);
    graph_finish(graph);
    ViewOptions options = default_options();
    Views views = draw(graph, VIEW_INIT, &options);
    assert_non_null(find_node(views.diagrams[0], "chat.gate.Gate.dispatch"));
    assert_null(find_node(views.diagrams[0], "chat.gate.Timer.dispatch"));
    assert_non_null(strstr(views.diagrams[0]->captions[0], "1 middleware"));
    views_free(&views);
    graph_free(graph);
}

/* What runs after the yield of a start-up function is shutdown, and said to be. */
static void test_shutdown_comes_at_the_end(void **state)
{
    (void)state;
    Graph *graph = read_graph("tests/view/chat.json");
    ViewOptions options = default_options();
    Views views = draw(graph, VIEW_INIT, &options);
    const DiagramEdge *edge =
        find_edge(views.diagrams[0], "chat.lifespan.lifespan", "chat.websocket.manager.ConnectionManager.stop");
    assert_non_null(edge);
    assert_string_equal(edge->label, "at the end");
    views_free(&views);
    graph_free(graph);
}

/* Forty factories of one class are one family: some of them are drawn, the others counted. */
static void test_large_families_are_cut_short(void **state)
{
    (void)state;
    Graph *graph = graph_new();
    GraphNode *class = add(graph, "app.manager", "WebSocketManager", NODE_CLASS, 0, 0);
    for (unsigned i = 0; i < 40; i++) {
        char name[32];
        snprintf(name, sizeof name, "get%02u_websocket_manager", i);
        GraphNode *factory = add(graph, "app.factory", name, NODE_FUNCTION, 0, ROLE_FACTORY);
        join(graph, factory, class, EDGE_RETURNS, 1, 0);
    }
    graph_finish(graph);
    ViewOptions options = default_options();
    Views views = draw(graph, VIEW_FACTORIES, &options);
    assert_true(views.diagrams[0]->node_count < 12);
    assert_non_null(find_node(views.diagrams[0], "family app.factory.get00_websocket_manager factories"));
    assert_int_equal(views.count, 2);
    views_free(&views);
    graph_free(graph);
}

static void test_every_view_honours_entries(void **state)
{
    (void)state;
    static const char *const entries[] = {"notify_mentions", NULL};
    Graph *graph = read_graph("tests/view/chat.json");
    ViewOptions options = default_options();
    options.entries = entries;
    Views views = draw(graph, VIEW_FACTORIES, &options);
    assert_null(find_node(views.diagrams[0], FACTORY));
    assert_non_null(find_node(views.diagrams[0], "chat.websocket.legacy.WebSocketManager.instance"));
    views_free(&views);
    views = draw(graph, VIEW_OVERVIEW, &options);
    for (size_t i = 0; i < views.diagrams[0]->node_count; i++)
        assert_null(strstr(views.diagrams[0]->nodes[i].key, "chat.auth"));
    views_free(&views);
    graph_free(graph);
}

static void test_symbols_are_found_by_their_end(void **state)
{
    (void)state;
    Graph *graph = read_graph("tests/view/chat.json");
    assert_non_null(view_find_symbol(graph, "ConnectionManager.connect"));
    assert_non_null(view_find_symbol(graph, ENDPOINT));
    assert_null(view_find_symbol(graph, "connect")); /* both managers have one */
    assert_null(view_find_symbol(graph, "nager.connect"));
    assert_null(view_find_symbol(graph, ""));
    graph_free(graph);
}

static void test_entries_and_focus_narrow_the_picture(void **state)
{
    (void)state;
    static const char *const entries[] = {"announce", NULL}, *const unknown_entries[] = {"no_such_thing", NULL};
    Graph *graph = read_graph("tests/view/chat.json");
    ViewOptions options = default_options();
    options.entries = entries;
    Views views = draw(graph, VIEW_INIT, &options);
    assert_null(find_node(views.diagrams[0], ENDPOINT));
    assert_non_null(find_node(views.diagrams[0], FACTORY));
    views_free(&views);
    options.entries = unknown_entries;
    const char *unknown = NULL;
    assert_false(view_draw(graph, VIEW_INIT, &options, &views, &unknown));
    assert_string_equal(unknown, "no_such_thing");
    options.entries = no_entries;
    options.focus = "notify_mentions";
    views = draw(graph, VIEW_INIT, &options);
    assert_non_null(find_node(views.diagrams[0], ENDPOINT));
    assert_null(find_node(views.diagrams[0], "chat.auth.tokens.verify_token"));
    views_free(&views);
    graph_free(graph);
}

static void test_empty_graph(void **state)
{
    (void)state;
    Graph *graph = graph_new();
    graph_finish(graph);
    ViewOptions options = default_options();
    for (View view = 0; view < VIEW_COUNT; view++) {
        Views views = draw(graph, view, &options);
        assert_int_equal(views.diagrams[0]->node_count, 0);
        assert_true(view != VIEW_INIT || views.diagrams[0]->caption_count == 1);
        views_free(&views);
    }
    graph_free(graph);
}

static void test_names_of_families(void **state)
{
    (void)state;
    static const char *const stems[][2] = {{"get_websocket_manager", "websocket_manager"},
                                           {"aget_websocket_manager", "websocket_manager"},
                                           {"create_websocket_manager_async", "websocket_manager"},
                                           {"get_db", ""},
                                           {"_make_connection_pool", "connection_pool"}};
    static const char *const kinds[][2] = {{"WebSocketManager", "websocketmanager"},
                                           {"UnifiedWebSocketManager", "websocketmanager"},
                                           {"ConnectionManager", "connectionmanager"},
                                           {"Pool", ""},
                                           {"JWTMiddleware", "jwtmiddleware"}};
    char out[100];
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++) {
        family_write_stem(stems[i][0], out, sizeof out);
        assert_string_equal(out, stems[i][1]);
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        family_write_kind(kinds[i][0], out, sizeof out);
        assert_string_equal(out, kinds[i][1]);
    }
}

/* `test_view GRAPH` writes the large graph down, to look at. */
int main(int count, char **arguments)
{
    if (count > 1) {
        UT_string text;
        FILE *file = fopen(arguments[1], "wb");
        Graph *graph = large_graph();
        utstring_init(&text);
        graph_write_json(graph, &text);
        if (file)
            fwrite(utstring_body(&text), 1, utstring_len(&text), file);
        graph_free(graph);
        utstring_done(&text);
        return file && fclose(file) == 0 ? 0 : 1;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_init_tells_the_story),
        cmocka_unit_test(test_calls_stay_in_their_order),
        cmocka_unit_test(test_broken_awaits_are_on_every_picture),
        cmocka_unit_test(test_test_code_is_not_drawn),
        cmocka_unit_test(test_factories_put_twins_together),
        cmocka_unit_test(test_boundaries_show_only_crossings),
        cmocka_unit_test(test_large_graphs_keep_to_the_budget),
        cmocka_unit_test(test_hosts_limits_are_kept),
        cmocka_unit_test(test_every_entry_has_a_sub_diagram),
        cmocka_unit_test(test_order_of_reading_does_not_matter),
        cmocka_unit_test(test_one_more_call_is_one_more_line),
        cmocka_unit_test(test_no_part_crowds_out_another),
        cmocka_unit_test(test_middleware_is_drawn_that_authenticates),
        cmocka_unit_test(test_shutdown_comes_at_the_end),
        cmocka_unit_test(test_large_families_are_cut_short),
        cmocka_unit_test(test_every_view_honours_entries),
        cmocka_unit_test(test_symbols_are_found_by_their_end),
        cmocka_unit_test(test_entries_and_focus_narrow_the_picture),
        cmocka_unit_test(test_empty_graph),
        cmocka_unit_test(test_names_of_families),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
