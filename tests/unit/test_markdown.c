/* The Markdown section, and names that try to break out of it. */
#include "../../output/markdown.h"
#include "../../output/mermaid.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char *emit(Diagram *diagram, void (*emitter)(const Diagram *diagram, UT_string *out))
{
    UT_string out;
    utstring_init(&out);
    diagram_finish(diagram);
    emitter(diagram, &out);
    return utstring_body(&out);
}

static void test_writes_the_whole(void **state)
{
    (void)state;
    Diagram *diagram = diagram_new("view", "How it <starts>", DIRECTION_DOWN);
    diagram_set_summary(diagram, "Two functions.");
    diagram_add_node(diagram, (DiagramNode){.key = "a.__init__", .path = "a.py", .line = 7, .detail = "opens *all*"});
    diagram_add_node(diagram, (DiagramNode){.key = "a.b", .style = STYLE_FACTORY});
    diagram_add_edge(diagram, (DiagramEdge){.from = "a.b", .to = "a.__init__", .kind = LINE_THICK, .label = "via x|y"});
    diagram_add_edge(diagram, (DiagramEdge){.from = "a.b", .to = "a.b", .kind = LINE_OPEN, .label = "returns"});
    diagram_add_caption(diagram, "1 hidden.");
    char *text = emit(diagram, markdown_emit), *flowchart = emit(diagram, mermaid_emit);
    static const char head[] = "## How it &lt;starts&gt;\n\nTwo functions.\n\n```mermaid\n";
    assert_memory_equal(text, head, strlen(head));
    char *rest = text + strlen(head);
    assert_memory_equal(rest, flowchart, strlen(flowchart));
    assert_string_equal(rest + strlen(flowchart), "```\n"
                                                  "\n"
                                                  "- 1 hidden.\n"
                                                  "\n"
                                                  "<details>\n"
                                                  "<summary>The same as text</summary>\n"
                                                  "\n"
                                                  "| Name | What | File |\n"
                                                  "| --- | --- | --- |\n"
                                                  "| `a.__init__` | sync function: opens &#42;all&#42; | `a.py` |\n"
                                                  "| `a.b` | factory |  |\n"
                                                  "\n"
                                                  "| From | What | To |\n"
                                                  "| --- | --- | --- |\n"
                                                  "| `a.b` | awaits: via x&#124;y | `a.__init__` |\n"
                                                  "| `a.b` | returns | `a.b` |\n"
                                                  "\n"
                                                  "</details>\n");
    free(text);
    free(flowchart);
    diagram_free(diagram);
}

static void test_contains_hostile_names(void **state)
{
    (void)state;
    Diagram *diagram = diagram_new("view", "a\n# b", DIRECTION_DOWN);
    diagram_add_node(diagram, (DiagramNode){.key = "`|</details>\n```\n@team #1 \\", .label = "```", .path = "a|b.py"});
    char *text = emit(diagram, markdown_emit);
    assert_non_null(strstr(text, "## a &#35; b\n"));
    assert_non_null(
        strstr(text, "| <code>&#96;&#124;&lt;/details&gt; &#96;&#96;&#96; &#64;team &#35;1 &#92;</code> |"));
    assert_non_null(strstr(text, "| <code>a&#124;b.py</code> |"));
    assert_ptr_equal(strstr(text, "</details>"), strstr(text, "\n</details>\n") + 1);
    char *fence = strstr(text, "```mermaid\n");
    assert_ptr_equal(strstr(fence + 3, "```"), strstr(fence, "\n```\n") + 1);
    assert_null(strstr(strstr(fence, "\n```\n") + 4, "```"));
    free(text);
    diagram_free(diagram);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_writes_the_whole),
        cmocka_unit_test(test_contains_hostile_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
