/*
 * test_match.c - which nodes of two graphs are the same, and what bodies have in common.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../extractors/extractor.h"
#include "../../gen/graph/body.h"
#include "../../gen/graph/match.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- bodies --- */

/* The fingerprint of the first function of a source. */
static uint64_t body_of(const char *source)
{
    Facts facts;
    uint64_t bodies[8] = {0};
    const Extractor *python = extractors[LANGUAGE_PYTHON];
    ExtractorState *state = python->open();
    FactsHeader *image = python->extract(state, source, strlen(source));
    assert_true(facts_open(&facts, image, image->size));
    assert_in_range(facts.defs_count, 3, 8);
    body_find_all(&facts, bodies);
    free(image);
    python->close(state);
    return bodies[2];
}

static const char original[] = "def connect(socket, name):\n"
                               "    socket.accept()\n"
                               "    session = Session(name)\n"
                               "    session.join(socket)\n"
                               "    session.greet('hello')\n"
                               "    if session.full:\n"
                               "        socket.close(1013)\n"
                               "    return session\n";

static void test_body_is_free_of_names_and_lines(void **state)
{
    (void)state;
    assert_int_equal(body_of(original), body_of("# moved\n\n\ndef attach(s, n):\n"
                                                "    s.accept()  # here\n"
                                                "    x = Session(\n        n)\n"
                                                "    x.join(s)\n"
                                                "    x.greet('hello')\n"
                                                "    if x.full:\n"
                                                "        s.close(1013)\n"
                                                "    return x\n"));
}

static void test_small_edit_is_small(void **state)
{
    (void)state;
    uint64_t edited = body_of("def connect(socket, name):\n"
                              "    socket.accept()\n"
                              "    session = Session(name)\n"
                              "    session.join(socket)\n"
                              "    session.greet('welcome', name)\n"
                              "    if session.full:\n"
                              "        socket.close(1013)\n"
                              "    return session\n");
    uint64_t other = body_of("def average(values):\n"
                             "    total = 0\n"
                             "    for value in values:\n"
                             "        total += value.amount * value.weight\n"
                             "    if not values:\n"
                             "        raise ValueError('nothing')\n"
                             "    return total / len(values)\n");
    assert_true(body_of(original) != edited);
    assert_true(body_compare(body_of(original), edited) > 0.8);
    assert_true(body_compare(body_of(original), other) < 0.5);
}

static void test_steps_are_counted(void **state)
{
    (void)state;
    assert_true(body_steps(body_of(original)) > body_steps(body_of("def f(x):\n    return x\n")));
    assert_int_equal(body_steps(0), 0);
}

/* --- graphs --- */

static GraphNode *add(Graph *graph, const char *id, NodeKind kind, uint64_t body)
{
    GraphNode *node = graph_add_node(graph, id, kind);
    node->body = body;
    return node;
}

static void join(Graph *graph, const char *from, const char *to)
{
    GraphSite site = {.path = graph_text(graph, "m.py"), .line = 1};
    graph_add_edge(graph, graph_add_node(graph, from, NODE_FUNCTION), graph_add_node(graph, to, NODE_FUNCTION),
                   EDGE_CALL, 0, site);
}

static Graph *finish(Graph *graph)
{
    graph_finish(graph);
    return graph;
}

/* What a node of the graph before is called after; "" when it is gone. */
static const char *partner(const Graph *before, const Graph *after, const char *id)
{
    Match match;
    const char *found = "";
    match_init(&match, before, after);
    uint32_t rank = match.after[graph_find_node(before, id)->index];
    for (const GraphNode *node = after->nodes; node; node = node->hh.next)
        if (node->index == rank)
            found = node->id;
    if (*found)
        assert_int_equal(match.before[rank], graph_find_node(before, id)->index);
    match_deinit(&match);
    return found;
}

static const uint64_t body_a = UINT64_C(0x14123400ff00ff00), body_b = UINT64_C(0x145678ff00ff00ff);

static void test_same_id_is_same(void **state)
{
    (void)state;
    Graph *before = graph_new(), *after = graph_new();
    add(before, "m.f", NODE_FUNCTION, body_a);
    add(after, "m.f", NODE_FUNCTION, body_b);
    add(after, "m.g", NODE_FUNCTION, body_a);
    assert_string_equal(partner(finish(before), finish(after), "m.f"), "m.f");
    graph_free(before);
    graph_free(after);
}

static void test_renamed_by_body_and_callers(void **state)
{
    (void)state;
    Graph *before = graph_new(), *after = graph_new();
    add(before, "m.f", NODE_FUNCTION, body_a);
    add(after, "m.g", NODE_FUNCTION, body_a);
    add(after, "m.h", NODE_FUNCTION, body_b);
    join(before, "m.caller", "m.f");
    join(after, "m.caller", "m.g");
    join(after, "m.caller", "m.h");
    assert_string_equal(partner(finish(before), finish(after), "m.f"), "m.g");
    graph_free(before);
    graph_free(after);
}

static void test_other_body_and_callers_is_new(void **state)
{
    (void)state;
    Graph *before = graph_new(), *after = graph_new();
    add(before, "m.f", NODE_FUNCTION, body_a);
    add(after, "m.g", NODE_FUNCTION, body_b);
    join(before, "m.caller", "m.f");
    join(after, "m.other", "m.g");
    assert_string_equal(partner(finish(before), finish(after), "m.f"), "");
    graph_free(before);
    graph_free(after);
}

/* Two that are alike in all: the smaller id gets the smaller id, whoever was added first. */
static void test_ties_go_by_id(void **state)
{
    (void)state;
    for (int order = 0; order < 2; order++) {
        Graph *before = graph_new(), *after = graph_new();
        add(before, order ? "m.b" : "m.a", NODE_FUNCTION, body_a);
        add(before, order ? "m.a" : "m.b", NODE_FUNCTION, body_a);
        add(after, order ? "m.y" : "m.x", NODE_FUNCTION, body_a);
        add(after, order ? "m.x" : "m.y", NODE_FUNCTION, body_a);
        finish(before);
        finish(after);
        assert_string_equal(partner(before, after, "m.a"), "m.x");
        assert_string_equal(partner(before, after, "m.b"), "m.y");
        graph_free(before);
        graph_free(after);
    }
}

/* The class is recognised first, and then its small methods, which say little by themselves. */
static void test_methods_follow_their_class(void **state)
{
    (void)state;
    static const uint64_t small = UINT64_C(0x0100010000000001);
    Graph *before = graph_new(), *after = graph_new();
    Graph *graphs[2] = {before, after};
    static const char *const ids[2][3] = {{"m.Old", "m.Old.get", "m.Old.set"}, {"m.New", "m.New.get", "m.New.set"}};
    for (int i = 0; i < 2; i++) {
        add(graphs[i], ids[i][0], NODE_CLASS, body_a);
        add(graphs[i], ids[i][1], NODE_METHOD, small);
        add(graphs[i], ids[i][2], NODE_METHOD, small);
        finish(graphs[i]);
    }
    assert_string_equal(partner(before, after, "m.Old"), "m.New");
    assert_string_equal(partner(before, after, "m.Old.get"), "m.New.get");
    assert_string_equal(partner(before, after, "m.Old.set"), "m.New.set");
    graph_free(before);
    graph_free(after);
}

/* Hundreds of equal bodies say nothing, and must cost nothing. */
static void test_crowds_are_passed_over(void **state)
{
    (void)state;
    enum {
        MANY = 3000
    };
    char id[32];
    Graph *before = graph_new(), *after = graph_new();
    for (int i = 0; i < MANY; i++) {
        snprintf(id, sizeof id, "m.old%d", i);
        add(before, id, NODE_FUNCTION, body_a);
        snprintf(id, sizeof id, "n.new%d", i);
        add(after, id, NODE_FUNCTION, body_a);
    }
    assert_string_equal(partner(finish(before), finish(after), "m.old7"), "");
    graph_free(before);
    graph_free(after);
}

static void test_empty_graphs(void **state)
{
    (void)state;
    Match match;
    Graph *before = finish(graph_new()), *after = finish(graph_new());
    match_init(&match, before, after);
    match_deinit(&match);
    graph_free(before);
    graph_free(after);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_body_is_free_of_names_and_lines),
        cmocka_unit_test(test_small_edit_is_small),
        cmocka_unit_test(test_steps_are_counted),
        cmocka_unit_test(test_same_id_is_same),
        cmocka_unit_test(test_renamed_by_body_and_callers),
        cmocka_unit_test(test_other_body_and_callers_is_new),
        cmocka_unit_test(test_ties_go_by_id),
        cmocka_unit_test(test_methods_follow_their_class),
        cmocka_unit_test(test_crowds_are_passed_over),
        cmocka_unit_test(test_empty_graphs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
