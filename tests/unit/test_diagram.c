/* Order, duplicates and searches of diagrams; the text helpers all emitters share. */
#include "../../output/diagram.h"
#include "../../output/emitter.h"
#include "../../output/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_sorts_by_bytes(void **state)
{
    (void)state;
    static const char *const keys[] = {"b", "a.b", "a_b", "B", "\xc3\xa9", "a", "a.B"};
    static const char *const sorted[] = {"B", "a", "a.B", "a.b", "a_b", "b", "\xc3\xa9"};
    Diagram *diagram = diagram_new("view", "Title", DIRECTION_DOWN);
    for (size_t i = 0; i < 7; i++) {
        diagram_add_group(diagram, (DiagramGroup){.key = keys[i]});
        diagram_add_node(diagram, (DiagramNode){.key = keys[i], .group = "a"});
    }
    diagram_finish(diagram);
    for (size_t i = 0; i < 7; i++) {
        assert_string_equal(diagram->groups[i].key, sorted[i]);
        assert_string_equal(diagram->nodes[i].key, sorted[i]);
    }
    diagram_free(diagram);
}

static void test_keeps_first_of_equals(void **state)
{
    (void)state;
    Diagram *diagram = diagram_new("view", "Title", DIRECTION_DOWN);
    diagram_add_node(diagram, (DiagramNode){.key = "b", .label = "first"});
    diagram_add_node(diagram, (DiagramNode){.key = "b", .label = "second"});
    diagram_add_node(diagram, (DiagramNode){.key = "a"});
    diagram_add_edge(diagram, (DiagramEdge){.from = "b", .to = "a", .line = 3});
    diagram_add_edge(diagram, (DiagramEdge){.from = "b", .to = "a", .label = "", .line = 9});
    diagram_add_edge(diagram, (DiagramEdge){.from = "b", .to = "a", .kind = LINE_THICK});
    diagram_add_edge(diagram, (DiagramEdge){.from = "b", .to = "a", .label = "label"});
    diagram_add_edge(diagram, (DiagramEdge){.from = "a", .to = "b"});
    diagram_finish(diagram);
    assert_int_equal(diagram->node_count, 2);
    assert_string_equal(diagram_find_node(diagram, "b")->label, "first");
    assert_string_equal(diagram_find_node(diagram, "a")->label, "a");
    assert_null(diagram_find_node(diagram, "c"));
    assert_null(diagram_find_group(diagram, "a"));
    assert_int_equal(diagram->edge_count, 4);
    assert_int_equal(diagram->edges[0].line, 3);
    assert_string_equal(diagram->edges[3].from, "a");
    diagram_free(diagram);
}

static void test_copies_strings(void **state)
{
    (void)state;
    char key[] = "key", caption[] = "caption";
    Diagram *diagram = diagram_new(key, key, DIRECTION_RIGHT);
    diagram_add_node(diagram, (DiagramNode){.key = key, .path = key});
    diagram_add_caption(diagram, caption);
    key[0] = caption[0] = 'X';
    diagram_finish(diagram);
    assert_string_equal(diagram->name, "key");
    assert_string_equal(diagram->nodes[0].path, "key");
    assert_string_equal(diagram->captions[0], "caption");
    diagram_free(diagram);
}

static void test_names_everything(void **state)
{
    (void)state;
    for (Style style = 0; style < STYLE_COUNT; style++)
        assert_true(diagram_name_style(style) && diagram_explain_style(style));
    for (Shape shape = 0; shape < SHAPE_COUNT; shape++)
        assert_non_null(diagram_name_shape(shape));
    for (Line line = 0; line < LINE_COUNT; line++)
        assert_true(diagram_name_line(line) && diagram_explain_line(line));
}

static void test_counts_as_javascript_does(void **state)
{
    (void)state;
    assert_int_equal(text_count_units("a\xc3\xa9\xe2\x82\xac", 6), 3);
    assert_int_equal(text_count_units("\xf0\x9f\x90\x8d", 4), 2);
    const Profile *gitlab = profile_find("gitlab"), *none = profile_find("none");
    char text[2000];
    memset(text, 'x', sizeof text);
    assert_true(profile_fits(gitlab, text, 1900, 3));
    assert_false(profile_fits(gitlab, text, 1901, 3));
    assert_false(profile_fits(profile_find("github"), text, 10, 451));
    assert_true(profile_fits(none, text, sizeof text, 100000));
    assert_null(profile_find("nowhere"));
    assert_null(emitter_find("word"));
    assert_string_equal(emitter_find("markdown")->suffix, ".md");
}

static void assert_clean(const char *text, bool one_line, const char *wanted)
{
    UT_string out;
    utstring_init(&out);
    text_append_clean(&out, text, one_line);
    assert_string_equal(utstring_body(&out), wanted);
    utstring_done(&out);
}

static void test_cleans(void **state)
{
    (void)state;
    assert_clean("a\tb  c \n d ", false, "a b c\nd");
    assert_clean("a\r\nb\rc\n\n", true, "a b c");
    assert_clean("\x01\x1b[31mred\x7f\xc2\x85x", true, "[31mred x");
    assert_clean("a\xe2\x80\xae"
                 "b\xe2\x81\xa6"
                 "c\xe2\x80\x8b"
                 "d\xef\xbb\xbf",
                 true, "abcd");
    assert_clean("direction\xc2\xa0TB\xe3\x80\x80x", true, "direction TB x");
    assert_clean("caf\xc3\xa9 \xf0\x9f\x90\x8d", true, "caf\xc3\xa9 \xf0\x9f\x90\x8d");
    /* A lone continuation, an overlong '/', a surrogate, a cut character, bytes that never occur. */
    assert_clean("\x80", true, "\xef\xbf\xbd");
    assert_clean("\xc0\xaf", true, "\xef\xbf\xbd\xef\xbf\xbd");
    assert_clean("\xed\xa0\x80", true, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    assert_clean("x\xe2\x82", true, "x\xef\xbf\xbd\xef\xbf\xbd");
    assert_clean("\xff\xf5", true, "\xef\xbf\xbd\xef\xbf\xbd");
}

static void assert_short(const char *line, size_t max, const char *wanted)
{
    UT_string out;
    utstring_init(&out);
    text_append_short(&out, line, strlen(line), max);
    assert_string_equal(utstring_body(&out), wanted);
    utstring_done(&out);
}

static void test_shortens_in_the_middle(void **state)
{
    (void)state;
    assert_short("short", 5, "short");
    assert_short("abcdefghij", 6, "ab\u2026hij");
    assert_short("application.services.notification.get_manager", 30, "application\u2026get_manager");
    assert_short("SessionAuthenticator.authenticate_websocket_connection", 48, "Session\u2026websocket_connection");
    assert_short("\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9", 5, "\u00e9\u2026\u00e9\u00e9\u00e9");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sorts_by_bytes),
        cmocka_unit_test(test_keeps_first_of_equals),
        cmocka_unit_test(test_copies_strings),
        cmocka_unit_test(test_names_everything),
        cmocka_unit_test(test_counts_as_javascript_does),
        cmocka_unit_test(test_cleans),
        cmocka_unit_test(test_shortens_in_the_middle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
