/*
 * test_graph.c - tables, order, and the way to JSON and back.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../extractors/catalog/catalog.h"
#include "../../gen/graph/graph.h"
#include "../../gen/graph/graph_write.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static GraphSite site_at(Graph *graph, uint32_t order, uint32_t line)
{
    return (GraphSite){.path = graph_text(graph, "app/ws.py"), .line = line, .column = 5, .order = order};
}

static Graph *small_graph(void)
{
    Graph *graph = graph_new();
    GraphNode *endpoint = graph_add_node(graph, "app.ws.endpoint", NODE_FUNCTION);
    GraphNode *manager = graph_add_node(graph, "app.manager.get_manager", NODE_FUNCTION);
    GraphNode *accept = graph_add_node(graph, "starlette.websockets.WebSocket.accept", NODE_EXTERNAL);
    endpoint->flags = NODE_ASYNC | NODE_ENTRY | NODE_WEBSOCKET;
    endpoint->roles = 1u << ROLE_ENTRY;
    endpoint->line = 7;
    endpoint->end_line = 19;
    endpoint->module = graph_text(graph, "app.ws");
    accept->roles = 1u << ROLE_ACCEPT;
    GraphSite first = site_at(graph, 2, 9), second = site_at(graph, 1, 8), third = site_at(graph, 3, 10);
    second.flags = SITE_IN_LOOP | SITE_GUARDED;
    graph_add_edge(graph, endpoint, manager, EDGE_AWAIT, EDGE_BROKEN | EDGE_POSSIBLE, first);
    graph_add_edge(graph, endpoint, accept, EDGE_AWAIT, 0, second);
    graph_add_edge(graph, endpoint, manager, EDGE_AWAIT, EDGE_POSSIBLE, third);
    graph_finish(graph);
    return graph;
}

static void test_orders_by_id_and_by_call(void **state)
{
    (void)state;
    Graph *graph = small_graph();
    assert_int_equal(graph->node_count, 3);
    assert_int_equal(graph->edge_count, 2);
    assert_string_equal(graph->nodes->id, "app.manager.get_manager");
    GraphNode *endpoint = graph_find_node(graph, "app.ws.endpoint");
    assert_int_equal(endpoint->index, 1);
    assert_string_equal(endpoint->out->key.to->name, "accept");
    assert_string_equal(endpoint->out->next_out->key.to->name, "get_manager");
    assert_null(endpoint->out->next_out->next_out);
    assert_ptr_equal(graph->nodes->in, endpoint->out->next_out);
    graph_free(graph);
}

static void test_possible_stays_only_while_every_site_is(void **state)
{
    (void)state;
    Graph *graph = graph_new();
    GraphNode *a = graph_add_node(graph, "a", NODE_FUNCTION), *b = graph_add_node(graph, "b", NODE_FUNCTION);
    graph_add_edge(graph, a, a, EDGE_AWAIT, EDGE_BROKEN | EDGE_POSSIBLE, site_at(graph, 1, 4));
    graph_add_edge(graph, a, a, EDGE_AWAIT, EDGE_POSSIBLE, site_at(graph, 2, 5));
    graph_add_edge(graph, a, b, EDGE_AWAIT, EDGE_BROKEN | EDGE_POSSIBLE, site_at(graph, 1, 4));
    graph_add_edge(graph, a, b, EDGE_AWAIT, 0, site_at(graph, 2, 5));
    graph_finish(graph);
    assert_int_equal(graph->edge_count, 2);
    assert_int_equal(graph->edges[0].flags, EDGE_BROKEN | EDGE_POSSIBLE);
    assert_int_equal(graph->edges[1].flags, EDGE_BROKEN);
    graph_free(graph);
}

static void test_one_place_is_one_site(void **state)
{
    (void)state;
    Graph *graph = graph_new();
    GraphNode *a = graph_add_node(graph, "a", NODE_FUNCTION);
    graph_add_edge(graph, a, a, EDGE_CALL, 0, site_at(graph, 1, 4));
    graph_add_edge(graph, a, a, EDGE_CALL, 0, site_at(graph, 1, 4));
    graph_finish(graph);
    assert_int_equal(graph->edges->site_count, 1);
    assert_null(graph->edges->sites->next);
    graph_free(graph);
}

static void test_names_of_components(void **state)
{
    (void)state;
    static const char *const names[][2] = {
        {"app.core.Manager.connect", "connect"},
        {"app.f.<lambda1>", "<lambda1>"},
        {"<builtin>.print", "print"},
        {"ns::A<x::y>::f(b::C)", "f(b::C)"},
        {"ns::f(b::C) const.<lambda1>", "<lambda1>"},
        {"f(void (*)(int))::Local::run(int)", "run(int)"},
        {"src/a.c#helper", "helper"},
        {"ns::A::operator<(A)", "operator<(A)"},
        {"main", "main"},
        {"ns::A::operator()(int)", "operator()(int)"},
        {"ns::Fn<R (a::A...)>::call", "call"},
        {"ns::Fn<R (a::A...)>::Fn(F &&)", "Fn(F &&)"},
        {"ns::Fn<R (a::A...)>", "Fn<R (a::A...)>"},
    };
    Graph *graph = graph_new();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_string_equal(graph_add_node(graph, names[i][0], NODE_FUNCTION)->name, names[i][1]);
    assert_string_equal(graph_add_node(graph, "jwt.decode", NODE_EXTERNAL)->module, "jwt");
    graph_free(graph);
}

static void test_json_round_trip(void **state)
{
    (void)state;
    char error[200] = "";
    Graph *graph = small_graph();
    UT_string first, second;
    utstring_init(&first);
    utstring_init(&second);
    graph_write_json(graph, &first);
    Graph *copy = graph_read_json(utstring_body(&first), utstring_len(&first), error, sizeof error);
    assert_string_equal(error, "");
    assert_non_null(copy);
    graph_write_json(copy, &second);
    assert_string_equal(utstring_body(&first), utstring_body(&second));
    assert_non_null(strstr(utstring_body(&first), "\"kind\": \"await\", \"path\": \"app/ws.py\", \"line\": 9, "
                                                  "\"certainty\": \"possible\", \"broken\": true"));
    GraphNode *endpoint = graph_find_node(copy, "app.ws.endpoint");
    assert_int_equal(endpoint->flags, NODE_ASYNC | NODE_ENTRY | NODE_WEBSOCKET);
    assert_int_equal(endpoint->out->sites->flags, SITE_IN_LOOP | SITE_GUARDED);
    graph_free(copy);
    graph_free(graph);
    utstring_done(&first);
    utstring_done(&second);
}

static void test_hostile_names_stay_json(void **state)
{
    (void)state;
    char error[200] = "";
    Graph *graph = graph_new();
    graph_add_node(graph, "a\"b\\c\n\x01\xff\xc0\x80 \xe2\x82\xac", NODE_FUNCTION);
    graph_finish(graph);
    UT_string out;
    utstring_init(&out);
    graph_write_json(graph, &out);
    Graph *copy = graph_read_json(utstring_body(&out), utstring_len(&out), error, sizeof error);
    assert_non_null(copy);
    assert_int_equal(copy->node_count, 1);
    graph_free(copy);
    utstring_clear(&out);
    graph_write_dot(graph, &out);
    assert_non_null(strstr(utstring_body(&out), "a\\\"b\\\\c"));
    utstring_done(&out);
    graph_free(graph);
}

static void test_bad_json_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "[]",
        "{\"schema\": \"seamap.graph/2\"}",
        "{\"schema\": \"seamap.graph/1\"}",
        "{\"schema\": \"seamap.graph/1\", \"nodes\": [{\"id\": \"a\", \"kind\": \"planet\"}], \"edges\": []}",
        "{\"schema\": \"seamap.graph/1\", \"nodes\": [], \"edges\": [{\"from\": \"a\"}]}"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char error[200] = "";
        assert_null(graph_read_json(texts[i], strlen(texts[i]), error, sizeof error));
        assert_string_not_equal(error, "");
    }
}

/* A hundred thousand nodes and half a million edges are a matter of a second, not of minutes. */
static void test_large_graph(void **state)
{
    (void)state;
    enum {
        NODES = 100000,
        EDGES = 500000
    };
    char id[64];
    Graph *graph = graph_new();
    GraphNode **nodes = calloc(NODES, sizeof *nodes);
    assert_non_null(nodes);
    for (int i = 0; i < NODES; i++) {
        snprintf(id, sizeof id, "package%d.module%d.function%d", i % 7, i % 501, i);
        nodes[i] = graph_add_node(graph, id, NODE_FUNCTION);
    }
    for (uint64_t i = 0; i < EDGES; i++)
        graph_add_edge(graph, nodes[i * 7919 % NODES], nodes[i * 104729 / 3 % NODES], EDGE_CALL, 0,
                       site_at(graph, (uint32_t)(i % 50), (uint32_t)i));
    graph_finish(graph);
    assert_int_equal(graph->node_count, NODES);
    for (size_t i = 1; i < graph->edge_count; i++)
        assert_true(graph->edges[i - 1].key.from->index <= graph->edges[i].key.from->index);
    free(nodes);
    graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_orders_by_id_and_by_call), cmocka_unit_test(test_possible_stays_only_while_every_site_is),
        cmocka_unit_test(test_one_place_is_one_site),    cmocka_unit_test(test_names_of_components),
        cmocka_unit_test(test_json_round_trip),          cmocka_unit_test(test_hostile_names_stay_json),
        cmocka_unit_test(test_bad_json_is_refused),      cmocka_unit_test(test_large_graph),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
