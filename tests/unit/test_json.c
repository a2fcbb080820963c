/* JSON: the bytes, and that a parser reads back what was put in. */
#include "../../output/json.h"
#include "../../output/mermaid.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

static char *emit(Diagram *diagram)
{
    UT_string out;
    utstring_init(&out);
    diagram_finish(diagram);
    json_emit(diagram, &out);
    diagram_free(diagram);
    return utstring_body(&out);
}

/* Takes the line of the Mermaid text out, and gives back what it says; it has tests of its own. */
static char *cut_mermaid(char *text)
{
    static const char name[] = "  \"mermaid\": ";
    char *start = strstr(text, name), *end = start ? strchr(start, '\n') : NULL;
    assert_non_null(end);
    json_t *value = json_loadb(start + strlen(name), (size_t)(end - start) - strlen(name) - 1, JSON_DECODE_ANY, NULL);
    char *mermaid = strdup(json_string_value(value));
    json_decref(value);
    memmove(start, end + 1, strlen(end + 1) + 1);
    return mermaid;
}

static void test_writes_the_whole(void **state)
{
    (void)state;
    Diagram *diagram = diagram_new("view", "Title", DIRECTION_RIGHT);
    diagram_add_group(diagram, (DiagramGroup){.key = "g", .label = "group"});
    diagram_add_node(diagram, (DiagramNode){.key = "b", .group = "g", .path = "b.py", .line = 3});
    diagram_add_node(diagram, (DiagramNode){.key = "a", .style = STYLE_ASYNC, .shape = SHAPE_ROUND, .detail = "d"});
    diagram_add_edge(diagram, (DiagramEdge){.from = "b", .to = "a", .kind = LINE_DOTTED, .path = "b.py", .line = 4});
    diagram_add_caption(diagram, "c");
    UT_string mermaid;
    utstring_init(&mermaid);
    diagram_finish(diagram);
    mermaid_emit(diagram, &mermaid);
    char *text = emit(diagram), *cut = cut_mermaid(text);
    assert_string_equal(cut, utstring_body(&mermaid));
    utstring_done(&mermaid);
    free(cut);
    assert_string_equal(
        text,
        "{\n"
        "  \"schema\": \"seamap.diagram/1\",\n"
        "  \"name\": \"view\",\n"
        "  \"title\": \"Title\",\n"
        "  \"summary\": \"\",\n"
        "  \"direction\": \"right\",\n"
        "  \"groups\": [\n"
        "    {\"key\": \"g\", \"label\": \"group\", \"parent\": null}\n"
        "  ],\n"
        "  \"nodes\": [\n"
        "    {\"key\": \"a\", \"label\": \"a\", \"group\": null, \"style\": \"async\", \"shape\": \"round\", "
        "\"detail\": \"d\", \"path\": null, \"line\": 0},\n"
        "    {\"key\": \"b\", \"label\": \"b\", \"group\": \"g\", \"style\": \"sync\", \"shape\": \"box\", "
        "\"detail\": null, \"path\": \"b.py\", \"line\": 3}\n"
        "  ],\n"
        "  \"edges\": [\n"
        "    {\"from\": \"b\", \"to\": \"a\", \"kind\": \"dotted\", \"label\": null, \"path\": \"b.py\", \"line\": 4}\n"
        "  ],\n"
        "  \"captions\": [\n"
        "    \"c\"\n"
        "  ]\n"
        "}\n");
    free(text);
}

static void test_is_read_back(void **state)
{
    (void)state;
    static const char hostile[] = "\"\\/\x01\n\xe2\x80\xae`|<caf\xc3\xa9 \xf0\x9f\x90\x8d";
    Diagram *diagram = diagram_new("view", "bad \xff bytes", DIRECTION_DOWN);
    diagram_add_node(diagram, (DiagramNode){.key = hostile});
    char *text = emit(diagram);
    assert_null(strstr(text, "\xe2\x80\xae"));
    json_t *root = json_loads(text, 0, NULL);
    assert_non_null(root);
    assert_string_equal(json_string_value(json_object_get(root, "title")), "bad \xef\xbf\xbd bytes");
    json_t *node = json_array_get(json_object_get(root, "nodes"), 0);
    assert_string_equal(json_string_value(json_object_get(node, "key")), hostile);
    json_decref(root);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_writes_the_whole),
        cmocka_unit_test(test_is_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
